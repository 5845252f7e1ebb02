"""The commands of linear mode that go somewhere in the story."""

from __future__ import annotations

from reader.cleaning import safe
from reader.commands.answers import command
from reader.commands.line_commands import Given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.reading import jumps
from reader.reading.moves import MOVES, to_offset, to_page, to_share
from reader.reading.other_window import offered
from reader.reading.reading import Reading

_START = "This is the beginning."
_NOWHERE = "This is the page."
_OTHERWISE = {
    "page.next": "This is the end.",
    "page.previous": _START,
    "go.start": _START,
    "go.end": "This is the end.",
    "chapter.next": "There is no further chapter.",
    "chapter.previous": _START,
}
"""What is said where a move leads nowhere."""


class MoveCommands(LinearBase):
    """Turns pages and jumps."""

    @command(*_OTHERWISE)
    def make_move(self, given: Given) -> None:
        """Make the move of a command."""
        numbered = given.id == "go.end" and given.number is not None
        self.move(MOVES[given.id], _NOWHERE if numbered else _OTHERWISE[given.id], given.number)

    @command("go.page")
    def to_page(self, given: Given) -> None:
        """Go to a page by its number."""
        if given.argument.isdecimal():
            self.move(to_page(int(given.argument[:9])), _NOWHERE)
        else:
            say("Which page? Say page 12, or 12.")

    @command("go.percent")
    def to_percent(self, given: Given) -> None:
        """Go to a share of the story."""
        said = given.argument.removesuffix("%").strip().replace(",", ".")
        try:
            share = float(said or given.number or "") / 100
        except ValueError:
            say("Which share? Say percent 40, or 40%.")
            return
        self.move(to_share(share), _NOWHERE)

    @command("go.chapter")
    def to_chapter(self, given: Given) -> None:
        """Go to a chapter by its number."""
        chapters = self.opened.story.chapters
        number = int(given.argument[:9]) if given.argument.isdecimal() else 0
        if not chapters:
            say("There are no chapters.")
        elif not 1 <= number <= len(chapters):
            say(f"Which chapter? Say chapter 1 to chapter {len(chapters)}.")
        else:
            self._to(chapters[number - 1].start)

    @command("contents")
    def list_chapters(self, _: Given) -> None:
        """List the chapters, and go to one."""
        story = self.opened.story
        if not story.chapters:
            say("There are no chapters.")
            return
        rows = [f"{'  ' * (one.level - 1)}{safe(one.title)}" for one in story.chapters]
        here = max(0, story.chapter_index(self.reading.shown.offset))
        say(f"{len(rows)} chapters; you are in number {here + 1}.")
        chosen = self.choose(rows, here)
        if chosen is not None:
            self._to(story.chapters[chosen].start)

    @command("jump.back")
    def go_back(self, _: Given) -> None:
        """Return to where the last look or jump began."""
        home = self.reading.home
        if home is not None:
            self.show(self.reading.look(home))
        else:
            self.move(_return, "There is no jump to return from.")

    @command("place.other")
    def to_other(self, _: Given) -> None:
        """Go to another window's place."""
        offer = offered(self.context, self.opened, self.reading.shown.offset)
        if offer is None:
            say("There is no other window's place.")
        else:
            self._to(offer.offset)

    def _to(self, offset: int) -> None:
        self.move(to_offset(offset), _NOWHERE)


def _return(reading: Reading, _: int | None) -> Reading:
    """Read on where the last jump left from, though it was only looked at then."""
    return reading.go(jumps.back(reading.shown))
