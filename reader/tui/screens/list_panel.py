"""A list over the page, the base of every such screen, with the moves that all lists answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands.command import Place, command
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.reading.view import frame_for
from reader.settings.settings import Settings
from reader.tui.screens.command_screen import CommandScreen, bindings
from reader.tui.styles import LIST_PANEL
from reader.tui.widgets.hints import KeyHints
from reader.tui.widgets.lists import VirtualList, WayOut
from reader.tui.widgets.prompt import Prompt
from reader.typeset.cells import clip, width

HEADING = "#"
"""The prefix of a heading among the items."""


def is_heading(item: str) -> bool:
    """Whether an item is a heading."""
    return item.startswith(HEADING)


def heading_row(item: str, columns: int) -> Row:
    """The row of a heading."""
    text = clip(item.removeprefix(HEADING), max(1, columns - 1))
    return [Run(f" {text}", (Role.ACCENT, Role.STRONG))]


class ListHost(Protocol):
    """A screen with a list."""

    @property
    def list_view(self) -> VirtualList[Any]:
        """The list."""

    def choose(self, item: Any) -> object:
        """What happens when an item is chosen."""


class ListMoves:
    """Answers the commands of a list."""

    def __init__(self, screen: ListHost) -> None:
        self._screen = screen

    @command("list.down")
    def down(self) -> None:
        """Go one item down."""
        self._screen.list_view.move(1)

    @command("list.up")
    def up(self) -> None:
        """Go one item up."""
        self._screen.list_view.move(-1)

    @command("list.page-down")
    def page_down(self) -> None:
        """Go on by as many items as fit."""
        self._screen.list_view.move(self._screen.list_view.shown)

    @command("list.page-up")
    def page_up(self) -> None:
        """Go back by as many items as fit."""
        self._screen.list_view.move(-self._screen.list_view.shown)

    @command("list.start")
    def to_start(self) -> None:
        """Go to the first item."""
        self._screen.list_view.go(0)

    @command("list.end")
    def to_end(self) -> None:
        """Go to the last item."""
        self._screen.list_view.go(len(self._screen.list_view.items) - 1)

    @command("list.choose")
    def choose(self) -> None:
        """Choose the current item, if there is one."""
        item = self._screen.list_view.current
        if item is not None:
            self._screen.choose(item)


Item = TypeVar("Item")
_AROUND = 4
"""Rows of the frame, the title and the hints."""
_WIDEST, _SHARE, _BESIDE = 88, 0.9, 6
"""Cells of a panel at most, its share of the screen, and those beside its hints."""
_ALONE = 12
"""Rows of a screen below which only the list is shown."""
_SIDE = 48
"""Cells of the panel when it is next to the page."""


class ListPanel(CommandScreen, ModalScreen[Any], Generic[Item]):
    """Items to move through and to choose from; closes with the chosen one or with None."""

    DEFAULT_CSS = LIST_PANEL
    SCOPED_CSS = False
    PARTS = (ListMoves,)
    PLACES: ClassVar[tuple[Place, ...]] = (Place.LIST,)
    BINDINGS = bindings(Place.LIST, Place.ANYWHERE)
    ITEM_HEIGHT = 1
    EMPTY = ""
    EXPLAINS: ClassVar[bool] = False
    """Whether the meaning of the current item is shown below the list."""

    def __init__(
        self, theme: Theme, title: str, items: Sequence[Item], at: int = 0, hints: str = ""
    ) -> None:
        super().__init__(theme)
        self._title = title
        self._items = list(items)
        self._at = at
        self._hints = hints
        self.list_view = VirtualList[Item](
            self.draw,
            theme,
            height=self.ITEM_HEIGHT,
            empty=self.keyed(self.EMPTY),
            heading=self.is_heading,
            link=self.link,
        )

    @property
    def tried(self) -> Settings | None:
        """The settings under which the page is shown, with the panel next to it.

        None puts the panel over the page.
        """
        return None

    def draw(self, item: Item, columns: int) -> Sequence[Row]:
        """The rows of one item."""
        raise NotImplementedError

    def link(self, _item: Item) -> WayOut:
        """The link from an item out of the program."""
        return WayOut()

    def is_heading(self, _item: Item) -> bool:
        """Whether an item is a heading, and is skipped."""
        return False

    def compose(self) -> ComposeResult:
        """A panel with the list in it."""
        with Vertical(id="panel"):
            yield Static(Content(self._title), id="title")
            yield self.list_view
            yield KeyHints(self.keyed(self._hints), id="hints")
            yield Prompt()

    def on_mount(self) -> None:
        """Show the items; the heading of the first is visible."""
        self.refill(self._at)
        self.set_focus(self.list_view)
        self.stand()
        if self.EXPLAINS or all(map(self.is_heading, self._items[: self._at])):
            self.list_view.begin_at(0)
        if self.EXPLAINS:
            self.add_class("-explained")
            self._explain()

    def on_resize(self) -> None:
        """Give the few rows of a low screen to the items, and move to where there is room."""
        self.set_class(self.app.size.height < _ALONE, "-alone")
        self.stand()
        self._make_room()

    def stand(self) -> None:
        """Move to where least of the page is covered: to its right, else below its first lines."""
        tried, size = self.tried, self.app.size
        if tried is not None:
            frame = frame_for(tried, size.width, size.height)
            below = (frame.columns - frame.span) // 2 < _SIDE
            self.set_class(below, "-below")
            self.add_class("-beside")

    def explain(self, item: Item) -> None:
        """Show what the current item means, if there is more to say than its rows."""

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Show what the current item means."""
        event.stop()
        self._explain()

    def _explain(self) -> None:
        if self.list_view.current is not None:
            self.explain(self.list_view.current)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A click chooses like Enter."""
        event.stop()
        self.part(ListMoves).choose()

    def refill(self, at: int) -> None:
        """Show the items again with that one current, while there is a panel to show them.

        The result of a thread or a question may arrive before there is one, or after it has gone.
        """
        if self.list_view.is_attached:
            self._fill(at)

    def _fill(self, at: int) -> None:
        """Fill the panel with the items, that one current."""
        self._make_room()
        self.list_view.fill(self._items, at, self.page_theme)

    @on(events.DescendantFocus)
    def _line_came_or_went(self) -> None:
        """Make room for a line to be typed: apart, for a panel may have its own `_make_room`."""
        self._make_room()

    def _make_room(self) -> None:
        """Make the panel as high as the items, hints of two lines, and a line to be typed need."""
        rows = max(1, len(self._items)) * self.ITEM_HEIGHT
        rows += sum(line.display for line in self.query(Prompt))
        room = min(_WIDEST, int(self.app.size.width * _SHARE)) - _BESIDE
        hints = width(self.keyed(self._hints)) > room
        self.query_one("#panel").styles.height = rows + _AROUND + hints

    def repaint(self) -> None:
        """Paint in the theme as it is now."""
        self.refill(self.list_view.at)

    def choose(self, item: Item) -> None:
        """What happens when an item is chosen."""
        self.dismiss(item)

    @command("list.close")
    def leave(self) -> None:
        """Close, and change nothing."""
        self.dismiss(None)
