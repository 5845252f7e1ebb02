"""A list over the page: title, items, and one line of hints; the base of every such screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands.reading_commands import Place
from reader.paint.page import Row
from reader.paint.themes import Theme
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_screen import ListScreen
from reader.tui.styles import LIST_PANEL
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.virtual_list import VirtualList

Item = TypeVar("Item")
_AROUND = 4
"""Rows of the frame, the title and the hints."""
_ALONE = 12
"""Rows of a screen below which the list stands there without them."""


class ListPanel(ListScreen[Item], ModalScreen[Any]):
    """Items to move through and to choose from; closes with the chosen one or with None."""

    DEFAULT_CSS = LIST_PANEL

    PLACES: ClassVar[tuple[Place, ...]] = (Place.LIST,)
    BINDINGS = bindings(Place.LIST, Place.ANYWHERE)
    ITEM_HEIGHT = 1
    EMPTY = ""

    def __init__(
        self, theme: Theme, title: str, items: Sequence[Item], at: int = 0, hints: str = ""
    ) -> None:
        super().__init__(theme)
        self._title = title
        self._items = list(items)
        self._at = at
        self._hints = hints

    def draw(self, item: Item, columns: int) -> Sequence[Row]:
        """The rows of one item."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """A panel with the list in it."""
        with Vertical(id="panel"):
            yield Static(Content(self._title), id="title")
            yield VirtualList[Item](
                self.draw, self.page_theme, height=self.ITEM_HEIGHT, empty=self.EMPTY
            )
            yield Static(Content(self.keyed(self._hints)), id="hints")
            yield Prompt()

    def on_mount(self) -> None:
        """Show the items."""
        self.refill(self._at)
        self.set_focus(self.list_view)

    def on_resize(self) -> None:
        """Leave the few rows of a low screen to the items."""
        self.set_class(self.app.size.height < _ALONE, "-alone")

    def refill(self, at: int) -> None:
        """Show the items anew with that one current."""
        rows = max(1, len(self._items)) * self.ITEM_HEIGHT
        self.query_one("#panel").styles.height = rows + _AROUND
        self.list_view.fill(self._items, at, self.page_theme)

    def repaint(self) -> None:
        """Paint in the theme as it is now."""
        self.refill(self.list_view.at)

    def choose(self, item: Item) -> None:
        """What happens when an item is chosen."""
        self.dismiss(item)

    def do_list_close(self) -> None:
        """Answer `list.close`."""
        self.dismiss(None)
