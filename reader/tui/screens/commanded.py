"""What all screens share: keys from the command table, and the theme they are given."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reader.paint import Theme
from reader.tui.commands import BY_ID, Place, commands_of


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of some places, each with the id by which the settings can change its keys."""
    return [
        Binding(
            ",".join(command.keys),
            f"do('{command.id}')",
            command.label,
            show=False,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands_of(*places)
    ]


class Commanded(Screen[Any]):
    """A screen that answers commands by methods named after them."""

    PLACES: ClassVar[tuple[Place, ...]] = ()
    """Whose commands the screen answers, besides those given anywhere."""
    OF_THE_TEXT: ClassVar[bool] = False
    """Whether it lists places in the text as it is; while it is open the text stays what it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.page_theme = theme

    def wear(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.page_theme = theme
        self.repaint()

    def take_key(self, _event: events.Key) -> bool:
        """Take a key before any command does; whether it is used up."""
        return False

    def repaint(self) -> None:
        """Show what there is to show once more."""
        self.refresh()

    def answer(self, command_id: str) -> Callable[[], object] | None:
        """The method that answers a command here, or None."""
        method: Callable[[], object] | None = getattr(self, BY_ID[command_id].method, None)
        return method

    def can(self, command_id: str) -> bool:
        """Whether a command means anything here and now; its keys are free otherwise."""
        return self.answer(command_id) is not None or BY_ID[command_id].place is Place.ANYWHERE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of what cannot be done to the next binding."""
        if action == "do" and parameters:
            return self.can(str(parameters[0]))
        return super().check_action(action, parameters)

    async def action_do(self, command_id: str) -> None:
        """Answer a command, here or else in the app."""
        method = self.answer(command_id)
        if method is None:
            await self.app.run_action(f"do('{command_id}')")
            return
        answer = method()
        if inspect.isawaitable(answer):
            # The data file may keep an answer waiting; the screen goes on meanwhile.
            self.run_worker(answer, group="command")

    def palette(self) -> Iterable[SystemCommand]:
        """The screen's commands for the command palette."""
        for command in commands_of(*self.PLACES):
            method = self.answer(command.id)
            if method is not None and self.can(command.id):
                yield SystemCommand(command.label, command.help, method)
