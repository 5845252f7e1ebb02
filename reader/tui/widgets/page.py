"""The page: every row of a reading screen, painted by the line API from `paint`'s runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from reader.paint.page import Row
from reader.paint.themes import Role, Theme
from reader.tui.mishaps import Guarded
from reader.tui.strips import strip, style
from reader.typeset.cells import width


def _cells(row: Row) -> int:
    return sum([width(run.text) for run in row])


def _column(text: str, at: int) -> int:
    """The cell at which a character of a row is painted; after the last one for -1."""
    return width(text if at < 0 else text[:at])


class PageView(Guarded, Widget, can_focus=True):
    """Rows of runs on the whole screen; it knows no story."""

    class Wheel(Message):
        """The mouse wheel was turned over the page."""

        def __init__(self, forward: bool) -> None:
            super().__init__()
            self.forward = forward

    class Picked(Message):
        """A cell was clicked twice or more."""

        def __init__(self, column: int, row: int, times: int) -> None:
            super().__init__()
            self.column, self.row, self.times = column, row, times

    def __init__(self, theme: Theme, rows: Sequence[Row] = (), **options: Any) -> None:
        super().__init__(**options)
        self._theme = theme
        self._rows = rows

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown, row by row."""
        return self._rows

    def show(self, rows: Sequence[Row], theme: Theme) -> None:
        """Paint these rows; only those that differ from the present ones are sent."""
        old, self._rows = self._rows, rows
        if theme is not self._theme or len(old) != len(rows):
            self._theme = theme
            self.refresh()
            return
        changed = [
            Region(0, number, max(_cells(before), _cells(after)), 1)
            for number, (before, after) in enumerate(zip(old, rows, strict=True))
            if before != after
        ]
        if changed:
            self.refresh(*changed)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of some rows.

        The page has no border, padding or tint, which the screen library would look for row by row.
        """
        columns, filters = self.size.width, self.get_line_filters()
        _, ground = self.background_colors
        # A page that is removed before its screen is painted once more.
        chosen = self.text_selection if self.is_attached else None
        strips = [self._painted(y, columns, chosen) for y in crop.line_range]
        for one in filters:
            strips = [painted.apply_filter(one, ground) for painted in strips]
        return [painted.crop(*crop.column_span) for painted in strips]

    def render_line(self, y: int) -> Strip:
        """The strip of one row, which knows where its words are: the mouse selects by that."""
        return self._painted(y, self.size.width, self.text_selection).apply_offsets(0, y)

    def _painted(self, y: int, columns: int, chosen: Selection | None) -> Strip:
        row = self._rows[y] if y < len(self._rows) else []
        painted = strip(row, self._theme, columns)
        span = chosen.get_span(y) if chosen else None
        if span is None:
            return painted
        start, end = (_column(painted.text, at) for at in span)
        look = style(self._theme.looks[Role.SELECTION])
        before, inside, rest = painted.divide([start, end, columns])
        return Strip.join([before, inside.apply_style(look), rest])

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """The selected part of the rows as they are painted."""
        rows = [strip(row, self._theme, self.size.width).text for row in self._rows]
        return selection.extract("\n".join(rows)), "\n"

    @property
    def selected(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """First and last selected cell, each as column and row; None when nothing is selected."""
        chosen = self.text_selection
        if chosen is None or chosen.start is None or chosen.end is None:
            return None
        (left, top), (right, bottom) = chosen.start, chosen.end
        if (top, left) == (bottom, right) or bottom >= len(self._rows):
            return None
        texts = [strip(self._rows[y], self._theme, self.size.width).text for y in (top, bottom)]
        return (_column(texts[0], left), top), (max(0, _column(texts[1], right) - 1), bottom)

    async def _on_click(self, event: events.Click) -> None:
        """Clicks in a row choose words of the story; the screen library would select all rows."""
        if event.chain > 1:
            event.prevent_default().stop()
            self.post_message(self.Picked(event.x, event.y, event.chain))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turning the wheel towards the reader turns a page forward."""
        event.stop()
        self.post_message(self.Wheel(forward=True))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turning the wheel away from the reader turns a page back."""
        event.stop()
        self.post_message(self.Wheel(forward=False))
