"""A screen with a list in it: the moves through it that every such screen answers."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.virtual_list import VirtualList

Item = TypeVar("Item")


class ListScreen(CommandScreen, Generic[Item]):
    """Answers the commands of a list."""

    @property
    def list_view(self) -> VirtualList[Item]:
        """The list."""
        found: VirtualList[Any] = self.query_one(VirtualList)
        return found

    def choose(self, item: Item) -> None:
        """What happens when an item is chosen."""
        raise NotImplementedError

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A click chooses as Enter does."""
        event.stop()
        self.do_list_choose()

    def do_list_down(self) -> None:
        """Answer `list.down`."""
        self.list_view.move(1)

    def do_list_up(self) -> None:
        """Answer `list.up`."""
        self.list_view.move(-1)

    def do_list_page_down(self) -> None:
        """Answer `list.page-down`."""
        self.list_view.move(self.list_view.shown)

    def do_list_page_up(self) -> None:
        """Answer `list.page-up`."""
        self.list_view.move(-self.list_view.shown)

    def do_list_start(self) -> None:
        """Answer `list.start`."""
        self.list_view.go(0)

    def do_list_end(self) -> None:
        """Answer `list.end`."""
        self.list_view.go(len(self.list_view.items) - 1)

    def do_list_choose(self) -> None:
        """Answer `list.choose`."""
        item = self.list_view.current
        if item is not None:
            self.choose(item)
