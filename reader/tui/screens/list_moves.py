"""The moves through a list, which every screen with a list answers."""

from __future__ import annotations

from typing import Any, Protocol

from reader.commands.answers import command
from reader.tui.widgets.virtual_list import VirtualList


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
