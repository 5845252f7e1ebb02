"""The app's keys as the reader has them, and what is wrong with the settings.

The rule: nothing of this waits in front of the first page; keys are understood when the screen
stands, and only where the settings say something of keys.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen
from textual.widgets import Input

from reader.cleaning import safe
from reader.commands.keymap import Chosen, read_keymap
from reader.commands.reading_commands import BY_ID
from reader.context import Context
from reader.tui.key_queue import SerialKeys
from reader.tui.messages import Copied
from reader.tui.screens.command_screen import CommandScreen, bound

_TOLD_SECONDS = 30.0
_SEEN_SECONDS = 6.0
"""What a key that was just pressed has changed, seen by who pressed it."""
_TOLD_MOST = 4
_TMUX = "Nothing on the clipboard? tmux keeps it back without: set -g set-clipboard on"
_OWN = ("copy.selection", "quit", "palette")
"""What can be given on every screen, those of the screen library included."""


def copied(text: str) -> str:
    """What is told of a text that was sent to the clipboard; whether it came there nobody tells."""
    count = len(text.split())
    return f"Copied {count:,} word{'' if count == 1 else 's'}." if text else "Nothing to copy here."


class Keyed(SerialKeys):
    """An app whose keys can be changed."""

    context: Context
    chosen: Chosen
    _hinted = False

    def __init__(self, context: Context, **options: Any) -> None:
        super().__init__(**options)
        self.context = context
        reading = read_keymap(context.settings.keys)
        self.chosen = reading.chosen
        self._wrong = (*context.problems, *reading.told)
        self._bind()

    def _bind(self) -> None:
        self._bindings = bound((BY_ID[name] for name in _OWN), self.chosen, first=True)

    def take_keys(self, before: Mapping[str, Sequence[str]]) -> None:
        """Have the keys that the settings say from now on; what is newly wrong with them is told.

        `before` is what the settings said of keys until now.
        """
        reading = read_keymap(self.context.settings.keys)
        known = read_keymap(before).told
        self.chosen = reading.chosen
        self._bind()
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.take_keys(self.chosen)
        self.tell_wrong([one for one in reading.told if one not in known], _SEEN_SECONDS)

    def on_mount(self) -> None:
        """Tell what is wrong with the settings when the first page stands."""
        if self._wrong:
            self.call_after_refresh(self.tell_wrong, self._wrong)

    def tell_wrong(self, problems: Iterable[str], seconds: float = _TOLD_SECONDS) -> None:
        """Say what is wrong with the settings, the first of it in full."""
        told = [*problems]
        if not told:
            return
        rows = told[:_TOLD_MOST]
        if len(told) > len(rows):
            rows.append(f"and {len(told) - len(rows)} more, which `nightstand config` lists")
        self.notify(
            "\n".join(map(safe, rows)),
            title="Settings",
            severity="warning",
            timeout=seconds,
            markup=False,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key that copies to leaving while nothing is selected."""
        if action == "do" and parameters == ("copy.selection",):
            return bool(self._selected())
        return super().check_action(action, parameters)

    def do_quit(self) -> None:
        """Answer `quit`."""
        self.exit(0)

    def do_palette(self) -> None:
        """Answer `palette`."""
        self.action_command_palette()

    def do_copy_selection(self) -> None:
        """Answer `copy.selection`."""
        self.copy(self._selected())
        self.screen.clear_selection()

    def _selected(self) -> str:
        """What is selected, in a line that is typed in or else on the screen."""
        if isinstance(self.focused, Input) and self.focused.selected_text:
            return self.focused.selected_text
        screen = self.screen
        own = screen.selected() if isinstance(screen, CommandScreen) else screen.get_selected_text()
        return own or ""

    def on_copied(self, event: Copied) -> None:
        """Copy what a screen has chosen."""
        self.copy(event.text)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard by the terminal (OSC 52), and tell so."""
        from reader.tui.screens.reading import ReadingScreen

        screen, told = self.screen, copied(text)
        if isinstance(screen, ReadingScreen):
            screen.tell(told)
        else:
            self.notify(told, markup=False)
        if text:
            self.copy_to_clipboard(text)
            if os.environ.get("TMUX") and not self._hinted:
                self._hinted = True
                self.notify(_TMUX, timeout=_TOLD_SECONDS, markup=False)

    def do_help(self) -> None:
        """Answer `help`: the keys of the screen it is asked on come first."""
        from reader.tui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, CommandScreen):
            self.push_screen(HelpScreen(screen.page_theme, self.chosen, screen.PLACES))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What can be done on the screen, by its name."""
        if isinstance(screen, CommandScreen):
            yield from screen.palette()
