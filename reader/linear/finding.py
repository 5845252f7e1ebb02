"""The commands of linear mode that search the story.

The rule: a hit is only looked at; the place stays where the reader was reading until a page is
turned.
"""

from __future__ import annotations

from reader.cleaning import safe
from reader.linear.base import LinearBase
from reader.linear.commands import Given
from reader.linear.console import say
from reader.reading.search import Search
from reader.search.find import find
from reader.search.folded import Folded
from reader.search.query import Query, QueryError
from reader.search.snippet import snippet
from reader.story import Range

_SENTENCE = 200


class Finding(LinearBase):
    """Searches, and goes from hit to hit."""

    search: Search | None = None
    """The search that stands."""
    _folded: Folded | None = None

    def do_search(self, given: Given) -> None:
        """Answer `search`."""
        words = given.argument
        if not words:
            words = self.console.answer("/") or "" if self.console.asks else ""
        if words.strip():
            self.find(Query(words.strip()))
        elif self.search is None:
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
        self._stand_at(search.at_page(self._shown()) if hit is None else search.at_hit(hit))
        return True

    def do_hit_next(self, given: Given) -> None:
        """Answer `n`."""
        self._step(given.number or 1)

    def do_hit_back(self, given: Given) -> None:
        """Answer `N`."""
        self._step(-(given.number or 1))

    def _step(self, count: int) -> None:
        if self.search is None:
            say("There is no search; say /words.")
        else:
            self._stand_at(self.search.step(count, self._shown()))

    def _stand_at(self, search: Search) -> None:
        self.search = search
        hit = search.current
        if hit is None:
            return
        before, match, after = snippet(self.opened.story, hit, _SENTENCE)
        wrapped = f", {search.wrapped}" if search.wrapped else ""
        say(f"Hit {search.tally}{wrapped}: {before}[{match}]{after}")
        say()
        layout = self.navigator.layout
        line = layout.line(layout.line_of(hit.start))
        self.look((self.home or self.navigator).to(line.start))

    def _shown(self) -> Range:
        page = self.navigator.pages[0]
        return Range(page.start, page.end)
