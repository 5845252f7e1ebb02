"""The commands of linear mode that go somewhere in the story."""

from __future__ import annotations

from reader.cleaning import safe
from reader.linear.base import LinearBase
from reader.linear.commands import Given
from reader.linear.console import say
from reader.reading.navigator import Navigator
from reader.reading.other_window import offered

_END = "This is the end."
_START = "This is the beginning."


class Moving(LinearBase):
    """Turns pages and jumps."""

    def do_next(self, given: Given) -> None:
        """Answer `next`."""
        self.move(lambda here: here.turn(given.number or 1), _END)

    def do_back(self, given: Given) -> None:
        """Answer `back`."""
        self.move(lambda here: here.turn(-(given.number or 1)), _START)

    def do_first(self, _: Given) -> None:
        """Answer `first`."""
        self.move(lambda here: here.to_page(0), _START)

    def do_last(self, given: Given) -> None:
        """Answer `last`: with a number before it, that page."""
        if given.number is not None:
            self._to_page(given.number)
        else:
            self.move(Navigator.to_end, _END)

    def do_page(self, given: Given) -> None:
        """Answer `page`."""
        if given.argument.isdecimal():
            self._to_page(int(given.argument[:9]))
        else:
            say("Which page? Say page 12, or 12.")

    def _to_page(self, number: int) -> None:
        self.move(lambda here: here.to_page(number - 1), "This is the page.")

    def do_percent(self, given: Given) -> None:
        """Answer `percent`."""
        said = given.argument.removesuffix("%").strip().replace(",", ".")
        try:
            share = float(said or given.number or "") / 100
        except ValueError:
            say("Which share? Say percent 40, or 40%.")
            return
        self.move(lambda here: here.to_progression(share), "This is the page.")

    def do_chapter(self, given: Given) -> None:
        """Answer `chapter`."""
        chapters = self.opened.story.chapters
        number = int(given.argument[:9]) if given.argument.isdecimal() else 0
        if not chapters:
            say("There are no chapters.")
        elif not 1 <= number <= len(chapters):
            say(f"Which chapter? Say chapter 1 to chapter {len(chapters)}.")
        else:
            self._to(chapters[number - 1].start)

    def do_chapter_next(self, given: Given) -> None:
        """Answer `]`."""
        self.move(lambda here: here.chapter(given.number or 1), "There is no further chapter.")

    def do_chapter_back(self, given: Given) -> None:
        """Answer `[`."""
        self.move(lambda here: here.chapter(-(given.number or 1)), _START)

    def do_contents(self, _: Given) -> None:
        """Answer `contents`."""
        story = self.opened.story
        if not story.chapters:
            say("There are no chapters.")
            return
        rows = [f"{'  ' * (one.level - 1)}{safe(one.title)}" for one in story.chapters]
        here = max(0, story.chapter_index(self.navigator.offset))
        say(f"{len(rows)} chapters; you are in number {here + 1}.")
        chosen = self.choose(rows, here)
        if chosen is not None:
            self._to(story.chapters[chosen].start)

    def do_return(self, _: Given) -> None:
        """Answer `return`."""
        if self.home is not None:
            self.navigator, self.home = self.home, None
            self.print_page()
        else:
            self.move(Navigator.retrace, "There is no jump to return from.")

    def do_other(self, _: Given) -> None:
        """Answer `other`."""
        offer = offered(self.context, self.opened, self.navigator.offset)
        if offer is None:
            say("There is no other window's place.")
        else:
            self._to(offer.offset)

    def _to(self, offset: int) -> None:
        self.move(lambda here: here.to(offset), "This is the page.")
