"""Rows painted from runs: a list of any length to choose from, and a few rows to look at.

The rule: an item is drawn only when it is shown, so a list of thousands costs only what one screen
of it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.tui.mishaps import Guarded
from reader.tui.strips import linked, strip
from reader.tui.styles import VIRTUAL_LIST
from reader.typeset.cells import width
from reader.value import NamedTuple

Item = TypeVar("Item")
Draw = Callable[[Item, int], Sequence[Row]]
"""From an item and the available cells to the item's rows."""

_THUMB = "▐"


class WayOut(NamedTuple):
    """Words in an item's first row, and the address that they link to."""

    words: str = ""
    address: str = ""


class Lead(NamedTuple):
    """The first item, if it is higher than the others."""

    height: int
    """Its rows; 0 if it is as high as all others."""
    bare: frozenset[int] = frozenset()
    """Those of its rows that are not marked with it: a label above it, a blank below."""


_NO_LEAD = Lead(0)


class VirtualList(Guarded, Widget, Generic[Item], can_focus=True):
    """Items of equal height, except perhaps the first, with one of them current."""

    DEFAULT_CSS = VIRTUAL_LIST

    at: reactive[int] = reactive(0)
    """Index of the current item."""

    class Moved(Message):
        """Another item is current."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Chosen(Message):
        """The current item was clicked or chosen."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(
        self,
        draw: Draw[Item],
        theme: Theme,
        *,
        height: int = 1,
        empty: str = "",
        heading: Callable[[Item], bool] | None = None,
        link: Callable[[Item], WayOut] | None = None,
        **options: Any,
    ) -> None:
        """`heading` says which items are skipped, `link` what leads out of the program."""
        super().__init__(**options)
        self._link = link
        self._heading = heading
        self._draw = draw
        self._theme = theme
        self._item_height = height
        self._empty = empty
        self._items: Sequence[Item] = ()
        self._lead = _NO_LEAD
        self._top = 0
        """The first row shown, counted through all items."""

    @property
    def items(self) -> Sequence[Item]:
        """The items, in order."""
        return self._items

    @property
    def current(self) -> Item | None:
        """The current item, if there is any."""
        return self._items[self.at] if self._items else None

    @property
    def item_height(self) -> int:
        """Rows of one item."""
        return self._item_height

    @item_height.setter
    def item_height(self, rows: int) -> None:
        if rows != self._item_height:
            self._item_height = rows
            self._lead = _NO_LEAD
            self._follow()
            self.refresh()

    @property
    def shown(self) -> int:
        """How many items fit."""
        return max(1, self.size.height // self._item_height)

    def fill(
        self,
        items: Sequence[Item],
        at: int = 0,
        theme: Theme | None = None,
        empty: str = "",
        lead: Lead = _NO_LEAD,
    ) -> None:
        """Show these items with that one current; `empty` is what to say when there are none."""
        self._items = items
        self._lead = lead
        self._empty = empty or self._empty
        self._theme = theme or self._theme
        self.set_reactive(VirtualList.at, min(max(at, 0), max(0, len(items) - 1)))
        self._follow()
        self.refresh()

    def begin_at(self, index: int) -> None:
        """Put that item on top when the list is first painted, if the current one is in sight."""
        self._top = index

    def move(self, count: int) -> None:
        """Go that many items forward, or back if negative, and stop at the ends."""
        self.go(self.at + count)

    def go(self, index: int) -> None:
        """Make that item current, or the nearest one; instead of a heading, the item after it."""
        if self._items:
            index = min(max(index, 0), len(self._items) - 1)
            self._top = self._top_with(index)
            self.at = self._beyond_headings(index, 1 if index >= self.at else -1)
            self.refresh()

    def _beyond_headings(self, index: int, step: int) -> int:
        """The first item from there on that is not a heading, else the last before it."""
        heading = self._heading
        if heading is None:
            return index
        for way in (step, -step):
            at = index
            while 0 <= at < len(self._items) and heading(self._items[at]):
                at += way
            if 0 <= at < len(self._items):
                return at
        return index

    def watch_at(self) -> None:
        """Keep the current item in sight."""
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self.at))

    def on_resize(self) -> None:
        """Keep the current item in sight at the new size."""
        self._follow()
        self.refresh()

    def _row_of(self, index: int) -> int:
        """The first row of an item."""
        return self._first + (index - 1) * self._item_height if index > 0 else 0

    def _item_at(self, row: int) -> tuple[int, int]:
        """The item that a row belongs to, and which of its rows it is."""
        if row < self._first:
            return 0, row
        index, part = divmod(row - self._first, self._item_height)
        return index + 1, part

    @property
    def _first(self) -> int:
        return self._lead.height or self._item_height

    def _follow(self) -> None:
        """Keep the current item in sight."""
        self._top = self._top_with(self.at)

    def _top_with(self, index: int) -> int:
        """The row to begin with so that an item is in sight, with whole items from there on."""
        height = max(1, self.size.height)
        start, end = self._row_of(index), self._row_of(index + 1)
        last = max(0, self._row_of(len(self._items)) - height)
        top = min(max(self._top, end - height), start, last)
        first, part = self._item_at(top)
        return top if part == 0 else min(self._row_of(first + 1), start)

    def render_line(self, y: int) -> Strip:
        """The strip of one row: part of an item, the empty notice, or nothing."""
        columns = self.size.width
        index, part = self._item_at(self._top + y)
        if index >= len(self._items):
            text = f" {self._empty}" if not self._items and y == 0 else ""
            return strip([Run(text, (Role.QUIET,))], self._theme, columns)
        chosen = index == self.at and not (index == 0 and part in self._lead.bare)
        ground = (Role.CHOSEN,) if chosen else ()
        rows = self._draw(self._items[index], columns - 2)
        row = list(rows[part]) if part < len(rows) else []
        row.insert(0, Run("▌" if chosen else " ", (Role.ACCENT,)))
        thumb = self._thumb(y)
        if thumb:
            gap = columns - 1 - sum(width(run.text) for run in row)
            row += [Run(" " * max(0, gap), ()), Run(thumb, (Role.QUIET,))]
        painted = strip(row, self._theme, columns, ground)
        return linked(painted, *self._link(self._items[index])) if self._link else painted

    def _thumb(self, y: int) -> str:
        total, seen = self._row_of(len(self._items)), self.size.height
        if total <= seen:
            return ""
        size = max(1, seen * seen // total)
        start = min(seen - size, (seen - size) * self._top // max(1, total - seen))
        return _THUMB if start <= y < start + size else ""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the current item."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the current item."""
        event.stop()
        self.move(-1)

    def on_click(self, event: events.Click) -> None:
        """A click makes an item current, a click on the current one chooses it."""
        index, _ = self._item_at(self._top + event.y)
        if index < len(self._items):
            if index == self.at:
                self.post_message(self.Chosen(index))
            self.go(index)


Make = Callable[[int], Sequence[Row]]
"""From the available cells to rows."""


class RowsView(Guarded, Widget):
    """Rows that cannot be chosen; the wheel scrolls to those that do not fit."""

    class Clicked(Message):
        """A cell of a row was clicked."""

        def __init__(self, view: RowsView, cell: int, row: int) -> None:
            super().__init__()
            self.view = view
            self.cell = cell
            self.row = row

        @property
        def control(self) -> RowsView:
            """The widget whose row it is."""
            return self.view

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
        """Scroll that many rows forward."""
        last = max(0, len(self._rows) - self.size.height)
        self._top = min(max(0, self._top + count), last)
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls down."""
        event.stop()
        self.scroll_rows(2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls up."""
        event.stop()
        self.scroll_rows(-2)

    def on_click(self, event: events.Click) -> None:
        """Report which cell was clicked."""
        self.post_message(self.Clicked(self, event.x, self._top + event.y))

    def render_line(self, y: int) -> Strip:
        """The strip of one row."""
        if self._made != self.size.width:
            self._made = self.size.width
            self._rows = self._make(self._made)
        at = self._top + y
        row = self._rows[at] if at < len(self._rows) else ()
        return strip(row, self._theme, self.size.width)
