"""The switches of a search in one row: a key, a box that is crossed when it is on, and a name.

The rule: every switch is to be seen whatever the width; names give way to signs, then keys go.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from reader.typeset.cells import clip, width

_FORMS = (
    ("{key} [{box}] {label}", "  "),
    ("{key} [{box}] {name}", " "),
    ("{key} [{box}] {sign}", "  "),
    ("[{box}] {sign}", "  "),
)
"""How a switch is written and parted from the next, the longest first."""


class Switch(NamedTuple):
    """One switch as it stands."""

    name: str
    key: str
    label: str
    sign: str
    """Its name where room is short."""
    on: bool


class Switches(Widget):
    """A row of switches, or in its place what is wrong."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"switches--on", "switches--wrong"}

    class Flipped(Message):
        """A switch was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.switch = name

    def __init__(self) -> None:
        super().__init__()
        self._switches: Sequence[Switch] = ()
        self._wrong = ""

    def show(self, switches: Sequence[Switch], wrong: str) -> None:
        """Paint them; `wrong` is one line that takes their place, unless it is empty."""
        if (switches, wrong) != (self._switches, self._wrong):
            self._switches, self._wrong = switches, wrong
            self.refresh()

    def render(self) -> Content:
        """The row."""
        if self._wrong:
            style = self.get_visual_style("switches--wrong", partial=True)
            return Content(clip(self._wrong, self.size.width)).stylize(style)
        on = self.get_visual_style("switches--on", partial=True)
        texts, gap = self._texts()
        parts = [
            Content(text).stylize(on) if switch.on else Content(text)
            for switch, text in zip(self._switches, texts, strict=True)
        ]
        return Content(gap).join(parts)

    def _texts(self) -> tuple[Sequence[str], str]:
        """Each switch in the longest form in which all fit, and what stands between them."""
        for form, gap in _FORMS:
            texts = [
                form.format(box="x" if one.on else " ", **one._asdict()) for one in self._switches
            ]
            if width(gap.join(texts)) <= self.size.width:
                break
        return texts, gap

    def on_click(self, event: events.Click) -> None:
        """A click flips the switch under it."""
        event.stop()
        if self._wrong:
            return
        texts, gap = self._texts()
        ends = accumulate(width(text + gap) for text in texts)
        for switch, end in zip(self._switches, ends, strict=True):
            if event.x < end:
                if event.x < end - len(gap):
                    self.post_message(self.Flipped(switch.name))
                return
