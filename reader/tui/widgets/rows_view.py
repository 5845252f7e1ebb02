"""A few rows of runs that only show something: the head of a screen, a pane beside a list.

The rule: the rows are made again whenever the number of cells changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from reader.paint.page import Row
from reader.paint.themes import Theme
from reader.tui.mishaps import Guarded
from reader.tui.strips import strip

Make = Callable[[int], Sequence[Row]]
"""Cells to rows."""


class RowsView(Guarded, Widget):
    """Rows that are not chosen from; those that do not fit can be wheeled to."""

    def __init__(self, make: Make, theme: Theme, **options: Any) -> None:
        super().__init__(**options)
        self._make = make
        self._theme = theme
        self._rows: Sequence[Row] = ()
        self._made = 0
        """The cells for which the rows were made."""
        self._top = 0

    def show(self, theme: Theme) -> None:
        """Make the rows again."""
        self._theme = theme
        self._made = 0
        self._top = 0
        self.refresh()

    def scroll_rows(self, count: int) -> None:
        """Show what stands that many rows further on."""
        last = max(0, len(self._rows) - self.size.height)
        self._top = min(max(0, self._top + count), last)
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel shows what stands below."""
        event.stop()
        self.scroll_rows(2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel shows what stands above."""
        event.stop()
        self.scroll_rows(-2)

    def render_line(self, y: int) -> Strip:
        """The strip of one row."""
        if self._made != self.size.width:
            self._made = self.size.width
            self._rows = self._make(self._made)
        at = self._top + y
        row = self._rows[at] if at < len(self._rows) else ()
        return strip(row, self._theme, self.size.width)
