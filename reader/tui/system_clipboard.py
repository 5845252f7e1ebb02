"""Copying to the clipboard: by the terminal (OSC 52), which never says whether that worked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.widgets import Input

from reader.commands.command import command
from reader.story import quantity
from reader.tui.screens.command_screen import CommandScreen

if TYPE_CHECKING:
    from reader.tui.app import NightstandApp

_TOLD_SECONDS = 30.0
_TMUX = "Nothing on the clipboard? tmux needs: set -g set-clipboard on"


def copied(text: str) -> str:
    """What is said about a text that was sent to the clipboard."""
    count = len(text.split())
    return f"Copied {quantity(count, 'word')}." if text else "Nothing to copy here."


class SystemClipboard:
    """Puts texts on the clipboard."""

    def __init__(self, app: NightstandApp) -> None:
        self._app = app
        self._hinted = False

    @property
    def selected(self) -> str:
        """The selection in a text field, or else on the screen."""
        focused, screen = self._app.focused, self._app.screen
        if isinstance(focused, Input) and focused.selected_text:
            return focused.selected_text
        own = screen.selected() if isinstance(screen, CommandScreen) else screen.get_selected_text()
        return own or ""

    @command("copy.selection")
    def copy_selection(self) -> None:
        """Copy what is selected."""
        self.copy(self.selected)
        self._app.screen.clear_selection()

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, and say so."""
        from reader.tui.screens.reading import ReadingScreen

        app, screen = self._app, self._app.screen
        if isinstance(screen, ReadingScreen):
            screen.tell(copied(text))
        else:
            app.notify(copied(text), markup=False)
        if not text:
            return
        app.copy_to_clipboard(text)
        if os.environ.get("TMUX") and not self._hinted:
            self._hinted = True
            app.notify(_TMUX, timeout=_TOLD_SECONDS, markup=False)
