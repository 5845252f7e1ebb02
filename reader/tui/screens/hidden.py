"""An empty screen over everything, so that nobody sees what is being read."""

from __future__ import annotations

from textual import events

from reader.tui.screens.command_screen import CommandScreen

_HELD = "ctrl+"
"""Keys with Control, such as those that leave or suspend, do not bring it back."""


class HiddenScreen(CommandScreen):
    """Nothing, until any key or a click takes it away."""

    HIDES = True

    def take_key(self, event: events.Key) -> bool:
        """Any key brings back what was there, and does nothing else."""
        if event.key.startswith(_HELD):
            return False
        self.dismiss(None)
        return True

    def on_click(self) -> None:
        """So does a click."""
        self.dismiss(None)
