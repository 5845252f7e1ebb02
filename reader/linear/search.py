"""The commands of linear mode that search the story.

The rule: a hit is only looked at; the place stays where the reader was reading until a page is
turned.
"""

from __future__ import annotations

from reader.cleaning import safe
from reader.commands.answers import command
from reader.commands.line_commands import Given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.reading.search import Search
from reader.search.find import find
from reader.search.folded import Folded
from reader.search.query import Query, QueryError
from reader.search.snippet import snippet

_SENTENCE = 200


class SearchCommands(LinearBase):
    """Searches, and goes from hit to hit."""

    _folded: Folded | None = None

    @command("search")
    def search_for(self, given: Given) -> None:
        """Search for words, or go to the next hit."""
        words = given.argument
        if not words:
            words = self.console.answer("/") or "" if self.console.asks else ""
        if words.strip():
            self.find(Query(words.strip()))
        elif self.reading.search is None:
            say("Which words? Say /words.")
        else:
            self._step(1)

    def find(self, query: Query, hit: int | None = None) -> bool:
        """Search and look at the first hit from the page, or from `hit`; whether there is one."""
        self._folded = self._folded or Folded(self.opened.story)
        try:
            matches = find(self._folded, query)
        except QueryError as error:
            say(f"{safe(error.reason[:1].upper() + error.reason[1:])}.")
            return False
        if not matches:
            say(f"“{safe(query.text)}” is not in this story.")
            return False
        search = Search(query, matches)
        self._stand_at(search.at_page(self.reading.page) if hit is None else search.at_hit(hit))
        return True

    @command("search.next", "search.previous")
    def go_to_hit(self, given: Given) -> None:
        """Go to the next hit, or to the one before."""
        count = given.number or 1
        self._step(count if given.id == "search.next" else -count)

    def _step(self, count: int) -> None:
        search = self.reading.search
        if search is None:
            say("There is no search; say /words.")
        else:
            self._stand_at(search.step(count, self.reading.page))

    def _stand_at(self, search: Search) -> None:
        self.reading = self.reading.replace(search=search)
        hit = search.current
        if hit is None:
            return
        before, match, after = snippet(self.opened.story, hit, _SENTENCE)
        wrapped = f", {search.wrapped}" if search.wrapped else ""
        say(f"Hit {search.tally}{wrapped}: {before}[{match}]{after}")
        say()
        place = self.reading.place
        line = place.layout.line(place.layout.line_of(hit.start))
        self.show(self.reading.look(place.to(line.start)))
