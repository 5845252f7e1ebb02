"""The command of the reading screen that leaves nothing on it but the text."""

from __future__ import annotations

from reader.tui.messages import SettingsKept
from reader.tui.screens.reading.restyling import Restyling


class Focusing(Restyling):
    """Hides and shows what stands around the text; the text stays where it is."""

    def do_focus(self) -> None:
        """Answer `focus`: it is remembered, for all stories."""
        focus = not self.settings.focus
        self.apply_settings(self.context.settings.replace(focus=focus))
        self.post_message(SettingsKept(self.context.settings, {"focus": focus}))
        self.repaint()
        if focus:
            self.tell(self.keyed("Nothing but the text: {focus} brings the rest back."))
