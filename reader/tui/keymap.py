"""The keys as the reader has them, and what is wrong with the settings.

The rule: nothing of this waits in front of the first page; keys are understood when the screen
stands, and only where the settings say something of keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.binding import BindingsMap

from reader.cleaning import safe
from reader.commands.answers import command
from reader.commands.keymap import Chosen, read_keymap
from reader.commands.reading_commands import BY_ID
from reader.tui.screens.command_screen import CommandScreen, bound

if TYPE_CHECKING:
    from reader.tui.app import NightstandApp

_TOLD_SECONDS = 30.0
_SEEN_SECONDS = 6.0
"""What a key that was just pressed has changed, seen by who pressed it."""
_TOLD_MOST = 4
_OWN = ("copy.selection", "quit", "palette")
"""What can be given on every screen, those of the screen library included."""


class Keymap:
    """The keys that are in force."""

    def __init__(self, app: NightstandApp) -> None:
        self._app = app
        reading = read_keymap(app.context.settings.keys)
        self.chosen: Chosen = reading.chosen
        self._wrong = (*app.context.problems, *reading.told)

    def bindings(self) -> BindingsMap:
        """What keys ask for on every screen."""
        return bound((BY_ID[name] for name in _OWN), self.chosen, first=True)

    def change(self, before: Mapping[str, Sequence[str]]) -> None:
        """Have the keys that the settings say from now on; what is newly wrong with them is told.

        `before` is what the settings said of keys until now.
        """
        reading = read_keymap(self._app.context.settings.keys)
        known = read_keymap(before).told
        self.chosen = reading.chosen
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.take_keys(self.chosen)
        self._tell_wrong([one for one in reading.told if one not in known], _SEEN_SECONDS)

    def begin(self) -> None:
        """Tell what is wrong with the settings when the first page stands."""
        if self._wrong:
            self._app.call_after_refresh(self._tell_wrong, self._wrong)

    def _tell_wrong(self, problems: Iterable[str], seconds: float = _TOLD_SECONDS) -> None:
        """Say what is wrong with the settings, the first of it in full."""
        told = [*problems]
        if not told:
            return
        rows = told[:_TOLD_MOST]
        if len(told) > len(rows):
            rows.append(f"and {len(told) - len(rows)} more, which `nightstand config` lists")
        self._app.notify(
            "\n".join(map(safe, rows)),
            title="Settings",
            severity="warning",
            timeout=seconds,
            markup=False,
        )

    @command("help")
    def show(self) -> None:
        """Show all keys; those of the screen they are asked for on come first."""
        from reader.tui.screens.help import HelpScreen

        screen = self._app.screen
        if isinstance(screen, CommandScreen):
            panel = HelpScreen(screen.page_theme, self.chosen, screen.PLACES)
            self._app.push_screen(panel)
