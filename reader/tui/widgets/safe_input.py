"""A line of input that shows nothing of what is typed, pasted or filled in but letters.

The rule: one character for one character, so that the cursor stays where it is.
"""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from reader.cleaning import clean
from reader.tui.mishaps import Guarded

_LONGEST = 4096
"""Characters of a line: as long as a path can be."""
_CUT = "What was pasted is too long for the line: the first {:,} characters were taken."


class SafeInput(Guarded, Input):
    """An input whose value never acts on a terminal."""

    # What is typed changes the place of no other widget: to lay out all of them takes longer than
    # to paint a page.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines as one, and of a very long paste the beginning."""
        pasted = " ".join(event.text.split("\n")).strip("\r\n ") if event.text else ""
        room = max(0, (self.max_length or _LONGEST) - len(self.value) + len(self.selected_text))
        if len(pasted) > room:
            self.app.notify(_CUT.format(room), severity="warning", markup=False)
        event.text = pasted[:room]
        super()._on_paste(event)
        event.prevent_default()

    def validate_value(self, value: str) -> str:
        """The value as it may be shown."""
        return clean(value).replace("\n", "\u240a").replace("\t", " ")
