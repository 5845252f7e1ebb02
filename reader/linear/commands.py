"""The commands of linear mode: moves through the story, bookmarks, searches, and auto-turn.

The rule: the target of a jump or a search is only looked at; the place stays where the reader was
reading until a page is turned. A page that turns by itself stays as long as the reader needs for
its words.
"""

from __future__ import annotations

from reader.cleaning import safe
from reader.commands.command import command
from reader.commands.line_commands import Given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.reading.bookmarks import ResolvedBookmark, bookmarks_of, new_bookmark, offered
from reader.reading.footnotes import called_for, words_of
from reader.reading.moves import MOVES, to_offset, to_page, to_place, to_share
from reader.reading.reading import Reading
from reader.reading.search import Search
from reader.search.answers import snippet
from reader.search.find import find
from reader.search.folded import Folded
from reader.search.query import Query, QueryError
from reader.story import count_words, percent

_START = "This is the beginning."
_NOWHERE = "This is the page."
_OTHERWISE = {
    "page.next": "This is the end.",
    "page.previous": _START,
    "go.start": _START,
    "go.end": "This is the end.",
    "chapter.next": "No more chapters.",
    "chapter.previous": _START,
}
"""What to say when a move leads nowhere."""


class MoveCommands(LinearBase):
    """Turns pages and jumps."""

    @command(*_OTHERWISE)
    def make_move(self, given: Given) -> None:
        """Make the move of a command."""
        otherwise = _OTHERWISE[given.id]
        if given.id == "go.end" and given.number is not None:
            otherwise = _NOWHERE
        elif given.id == "page.next" and self.reading.home is not None:
            otherwise += " Type here to make it your place."
        self.move(MOVES[given.id], otherwise, given.number)

    @command("go.page")
    def to_page(self, given: Given) -> None:
        """Go to a page by its number."""
        if given.argument.isdecimal():
            self.move(to_page(int(given.argument[:9])), _NOWHERE)
        else:
            say("Which page? Type page 12, or 12.")

    @command("go.percent")
    def to_percent(self, given: Given) -> None:
        """Go to a percentage of the story."""
        said = given.argument.removesuffix("%").strip().replace(",", ".")
        try:
            share = float(said or given.number or "") / 100
        except ValueError:
            say("Which percentage? Type percent 40, or 40%.")
            return
        self.move(to_share(share), _NOWHERE)

    @command("go.chapter")
    def to_chapter(self, given: Given) -> None:
        """Go to a chapter by its number."""
        chapters = self.opened.story.chapters
        number = int(given.argument[:9]) if given.argument.isdecimal() else 0
        if not chapters:
            say("No chapters.")
        elif not 1 <= number <= len(chapters):
            say(f"Which chapter? Type chapter 1 to chapter {len(chapters)}.")
        else:
            self._to(chapters[number - 1].start)

    @command("contents")
    def list_chapters(self, _: Given) -> None:
        """List the chapters, and go to one."""
        story = self.opened.story
        if not story.chapters:
            say("No chapters.")
            return
        rows = [f"{'  ' * (one.level - 1)}{safe(one.title)}" for one in story.chapters]
        here = max(0, story.chapter_index(self.reading.shown.offset))
        chapters = "1 chapter" if len(rows) == 1 else f"{len(rows)} chapters"
        say(f"{chapters}; you are in number {here + 1}.")
        chosen = self.choose(rows, here)
        if chosen is not None:
            self._to(story.chapters[chosen].start)

    @command("jump.back")
    def go_back(self, _: Given) -> None:
        """Return to the place, else to what was looked at last or where the last jump began."""
        look, self.offered_look = self.offered_look, None
        if look is not None and self.reading.home is None:
            self._to(look)
        else:
            self.move(_return, "Nothing to go back to.")

    @command("jump.ahead")
    def go_ahead(self, _: Given) -> None:
        """Go forward again."""
        self.move(MOVES["jump.ahead"], "Nothing to go forward to.")

    @command("place.here")
    def read_here(self, _: Given) -> None:
        """Read on from the page that is only looked at."""
        self.move(MOVES["place.here"], "Your place is already here.")

    @command("footnote.show")
    def print_notes(self, _: Given) -> None:
        """Print the notes that the page refers to."""
        notes = called_for(self.reading)
        for note in notes:
            say(words_of(self.opened.story, note))
        if not notes:
            say("There is no note to this page.")

    @command("place.other")
    def to_other(self, _: Given) -> None:
        """Read on at another window's place."""
        offer = offered(self.context, self.opened, self.reading.shown.offset)
        if offer is None:
            say("No other window is open on this story.")
        else:
            self.move(to_place(offer.offset), _NOWHERE)

    def _to(self, offset: int) -> None:
        self.move(to_offset(offset), _NOWHERE)


def _return(reading: Reading, count: int | None) -> Reading | None:
    """To the place from a look, else back through the list of jumps."""
    return MOVES["jump.back" if reading.home is None else "place.return"](reading, count)


class BookmarkCommands(LinearBase):
    """Sets, lists and deletes bookmarks, and goes to them."""

    @command("bookmark.add")
    def add(self, given: Given) -> None:
        """Set a bookmark; it is reported only when it is on the disk."""
        if self.opened.id is None:
            say("No bookmarks in piped text: save it as a file first.")
            return
        name = given.argument
        if self.console.asks and not name:
            name = (self.console.answer("Bookmark. Name, or Enter to cancel: ") or "").strip()
        bookmark = new_bookmark(self.opened.story, self.reading.shown.offset, name)
        saving = self.context.store.bookmarks.add(self.opened.id, bookmark)
        if self.is_saved(saving, "Bookmark"):
            say(f"Bookmarked as “{safe(name)}”." if name else "Bookmarked.")
        self.tell_place()

    @command("bookmark.list")
    def list_bookmarks(self, _: Given) -> None:
        """List the bookmarks, and go to one."""
        marks = bookmarks_of(self.context, self.opened)
        if not marks:
            say("No bookmarks yet; m sets one.")
            return
        chosen = self.choose([_row(mark) for mark in marks])
        if chosen is not None:
            self._to_mark(marks[chosen])

    @command("bookmark.go")
    def go_to_named(self, given: Given) -> None:
        """Go to a bookmark by its number or name."""
        mark = self._named(given.argument)
        if mark is not None:
            self._to_mark(mark)

    @command("bookmark.delete")
    def delete(self, given: Given) -> None:
        """Delete a bookmark by its number or name."""
        mark = self._named(given.argument)
        if mark is not None:
            self.context.store.bookmarks.delete(mark.bookmark.id)
            say(f"Deleted: {_row(mark)}")

    def _named(self, wanted: str) -> ResolvedBookmark | None:
        """The bookmark with that number or name; if there is none, the reader is told."""
        marks = bookmarks_of(self.context, self.opened)
        named = [one for one in marks if one.bookmark.name.casefold() == wanted.casefold()]
        if wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(marks) and not named:
            named = [marks[int(wanted) - 1]]
        if len(named) == 1 and wanted:
            return named[0]
        which = "Which bookmark?" if not wanted else f"“{safe(wanted)}” is not a bookmark."
        say(f"{which} bookmarks lists them." if len(named) < 2 or not wanted else "Several.")
        return None

    def _to_mark(self, mark: ResolvedBookmark) -> None:
        if mark.doubt:
            say(f"{mark.doubt.capitalize()}: “{safe(mark.words)}”")
        self.move(to_offset(mark.offset), "This is the page.")


def _row(mark: ResolvedBookmark) -> str:
    name = f"“{safe(mark.bookmark.name)}”, " if mark.bookmark.name else ""
    chapter = f", {safe(mark.chapter)}" if mark.chapter else ""
    doubt = f" ({mark.doubt})" if mark.doubt else ""
    return f"{name}{percent(mark.progression)}{chapter}: {safe(mark.words)}{doubt}"


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
            say("Which words? Type /words.")
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
            say("No search yet; type /words.")
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


_FASTER, _SLOWER = ("+", "="), ("-",)
_STEP = 1.1
_LEAST_SECONDS = 2.0
"""Seconds that a page stays, however little there is on it."""


class SelfTurningCommands(LinearBase):
    """Turns pages at the reader's pace."""

    @command("page.auto")
    def turn_by_themselves(self, _: Given) -> None:
        """Turn pages by themselves until the end, or until something is typed."""
        if not self.console.asks:
            say("Pages turn by themselves on a terminal only.")
            return
        word, self.by_itself = self.times.word, True
        self._tell_speed(word)
        while not self.reading.shown.at_end:
            words = count_words(self.opened.story.text, *self.reading.page)
            if not self.console.pressed(max(_LEAST_SECONDS, words * word)):
                self.move(MOVES["page.next"], "This is the end.")
                continue
            typed = (self.console.command() or "").strip()
            if typed not in (*_FASTER, *_SLOWER):
                break
            word *= 1 / _STEP if typed in _FASTER else _STEP
            self._tell_speed(word)
        self.by_itself = False
        say("Auto-turn is off.")

    def _tell_speed(self, word: float) -> None:
        say(f"{60 / word:,.0f} words a minute: + faster, - slower, anything else stops.")
