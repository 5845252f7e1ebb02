"""Which keys do what, at the foot of a list: as many as fit, none of them broken off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from reader.typeset.cells import width
from reader.value import NamedTuple


class Hint(NamedTuple):
    """What a key does, in a word or two."""

    command: str
    """The command's id."""
    text: str


PARTED = " · "
"""The separator between two hints."""


def fitted(hints: str, columns: int, rows: int = 1) -> str:
    """Hints in so many rows, none broken off; if there are too many, those before the last go."""
    parts = hints.split(PARTED)
    while True:
        lines = [parts[0]]
        for part in parts[1:]:
            longer = f"{lines[-1]}{PARTED}{part}"
            lines[-1:] = [longer] if width(longer) <= columns else [lines[-1], part]
        fits = len(lines) <= rows and all(width(line) <= columns for line in lines)
        if fits or len(parts) == 1:
            return "\n".join(lines)
        del parts[-2]


class KeyHints(Static):
    """What keys do, at the foot of a list; each is shown whole."""

    _LOW = 16
    """Rows of a screen that leave one to hints."""

    def __init__(self, hints: str = "", **options: Any) -> None:
        super().__init__(Content(hints), **options)
        self._told, self._keys = "", hints

    def show(self, hints: str, told: str = "") -> None:
        """Show hints, below words that may take several rows."""
        self._told, self._keys = told, hints
        self._put()

    def on_resize(self) -> None:
        """Show as many as fit."""
        self._put()

    def _put(self) -> None:
        columns = self.content_size.width
        keys, rows = self._keys, 1 if self._told or self.app.size.height < self._LOW else 2
        if columns and keys:
            keys = fitted(keys, columns, rows)
        self.update(Content("\n".join(filter(None, (self._told, keys)))))


class HintLine(Static):
    """Keys and what they do, in one line; a click on one acts like its key."""

    GAP = PARTED

    class Chosen(Message):
        """A hint was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._hints: Sequence[Hint] = ()

    def show(self, hints: Sequence[Hint], words: str = "") -> None:
        """Show hints, or words in their place."""
        self._hints = () if words else hints
        self.update(Content(words or self.GAP.join(hint.text for hint in hints)))

    def on_click(self, event: events.Click) -> None:
        """Give the command under the mouse."""
        spot = event.get_content_offset(self)
        if spot is None or spot.y:
            return
        at = 0
        for hint in self._hints:
            end = at + width(hint.text)
            if at <= spot.x < end:
                event.stop()
                self.post_message(self.Chosen(hint.command))
            at = end + len(self.GAP)
