"""A screen with a list in it: the moves through it that every such screen answers."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.roster import Roster

Item = TypeVar("Item")


class Lister(CommandScreen, Generic[Item]):
    """Answers the commands of a list."""

    @property
    def roster(self) -> Roster[Item]:
        """The list."""
        found: Roster[Any] = self.query_one(Roster)
        return found

    def choose(self, item: Item) -> None:
        """What happens when an item is chosen."""
        raise NotImplementedError

    def on_roster_chosen(self, event: Roster.Chosen) -> None:
        """A click chooses as Enter does."""
        event.stop()
        self.do_list_choose()

    def do_list_down(self) -> None:
        """Answer `list.down`."""
        self.roster.move(1)

    def do_list_up(self) -> None:
        """Answer `list.up`."""
        self.roster.move(-1)

    def do_list_page_down(self) -> None:
        """Answer `list.page-down`."""
        self.roster.move(self.roster.shown)

    def do_list_page_up(self) -> None:
        """Answer `list.page-up`."""
        self.roster.move(-self.roster.shown)

    def do_list_start(self) -> None:
        """Answer `list.start`."""
        self.roster.go(0)

    def do_list_end(self) -> None:
        """Answer `list.end`."""
        self.roster.go(len(self.roster.items) - 1)

    def do_list_choose(self) -> None:
        """Answer `list.choose`."""
        item = self.roster.current
        if item is not None:
            self.choose(item)
