"""The commands of the reading screen that go somewhere."""

from __future__ import annotations

from reader.cleaning import safe
from reader.deferred import deferred
from reader.reading.navigator import Navigator
from reader.tui.screens.reading.base import Feature
from reader.tui.widgets.page import PageView

_PAGE_OR_PERCENT = deferred(r"(?P<page>[0-9]{1,9})|(?P<percent>[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*%")


class Moving(Feature):
    """Turns pages and jumps."""

    _ticked = False

    async def action_do(self, command_id: str) -> None:
        """A key between two backticks parts them."""
        self._ticked = self._ticked and command_id == "jump.twice"
        await super().action_do(command_id)

    def on_page_view_wheel(self, event: PageView.Wheel) -> None:
        """The wheel turns pages, or scrolls some lines."""
        self.turn(lambda here: here.notch(1 if event.forward else -1))

    def do_page_next(self) -> None:
        """Answer `page.next`."""
        count = self.take_count() or 1
        self.turn(lambda here: here.turn(count))

    def do_page_previous(self) -> None:
        """Answer `page.previous`."""
        count = self.take_count() or 1
        self.turn(lambda here: here.turn(-count))

    def do_line_next(self) -> None:
        """Answer `line.next`."""
        count = self.take_count() or 1
        self.turn(lambda here: here.line(count))

    def do_line_previous(self) -> None:
        """Answer `line.previous`."""
        count = self.take_count() or 1
        self.turn(lambda here: here.line(-count))

    def do_half_next(self) -> None:
        """Answer `half.next`."""
        count = self.take_count() or 1
        self.turn(lambda here: here.half(count))

    def do_half_previous(self) -> None:
        """Answer `half.previous`."""
        count = self.take_count() or 1
        self.turn(lambda here: here.half(-count))

    def do_go_start(self) -> None:
        """Answer `go.start`."""
        begins = self.navigator is not None and self.navigator.layout.begins
        (self.turn if begins else self.move)(lambda here: here.to_page(0))

    def do_go_end(self) -> None:
        """Answer `go.end`."""
        count = self.take_count()
        self.move(lambda here: here.to_end() if count is None else here.to_page(count - 1))

    def do_go_percent(self) -> None:
        """Answer `go.percent`."""
        count = self.take_count()
        if count is None:
            self.ask("percent", "Go to percent:", "", "a percentage such as 40")
        else:
            self.move(lambda here: here.to_progression(count / 100))

    def do_go_ask(self) -> None:
        """Answer `go.ask`."""
        self.ask("go", "Go to page:", "", "a page number, or a percentage such as 40%")

    def do_chapter_next(self) -> None:
        """Answer `chapter.next`."""
        count = self.take_count() or 1
        self.turn(lambda here: here.chapter(count))

    def do_chapter_previous(self) -> None:
        """Answer `chapter.previous`."""
        count = self.take_count() or 1
        self.move(lambda here: here.chapter(-count))

    def do_jump_back(self) -> None:
        """Answer `jump.back`."""
        self.jump(Navigator.retrace)

    def do_jump_ahead(self) -> None:
        """Answer `jump.ahead`."""
        self.jump(Navigator.advance)

    def do_jump_twice(self) -> None:
        """Answer `jump.twice`: the second of two goes back."""
        self._ticked = not self._ticked
        if not self._ticked:
            self.do_jump_back()

    def entered_percent(self, value: str, _: str) -> None:
        """Go to the percentage that was typed, with or without its sign."""
        answer = value.strip().removesuffix("%")
        if answer:
            self.entered_go(f"{answer}%", "")

    def entered_go(self, value: str, _: str) -> None:
        """Go to the page or the percentage that was typed."""
        answer = safe(value.strip())
        match = _PAGE_OR_PERCENT.fullmatch(answer)
        if match is None:
            if answer:
                self.tell(f"“{answer}” is neither a page nor a percentage.")
        elif match["page"]:
            page = int(match["page"])
            self.move(lambda here: here.to_page(page - 1))
        else:
            share = float(match["percent"].replace(",", ".")) / 100
            self.move(lambda here: here.to_progression(share))
