"""The library's parser of what a terminal sends, given whole sequences only.

Left alone it ends the program at keys of newer protocols, types what it cannot read as letters,
and waits for ever for the end of a paste. The rule: nothing that a terminal sends raises.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from textual import constants, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from reader.terminal.sequences import ESC, Sequences, pasted_text, plain_key

_PASTE_SECONDS = 2.0
"""For which nothing comes of a paste until it counts as ended."""
_WIDEST = 4096
"""Columns and rows above which a size that is told is no window's."""


class TerminalParser(XTermParser):
    """Reads keys, mouse reports, pastes and answers, and drops the rest."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._sequences = Sequences()
        self._last = time.monotonic()

    @property
    def waiting(self) -> bool:
        """Whether something is held back that the time alone will release."""
        return self._sequences.waiting or self._sequences.pasting

    def feed(self, data: str) -> Iterator[Message]:
        """What was sent, as messages."""
        self._last = time.monotonic()
        for piece in self._sequences.cut(data):
            yield from self._read(piece)

    def tick(self) -> Iterator[Message]:
        """What was held back for long enough."""
        patience = _PASTE_SECONDS if self._sequences.pasting else constants.ESCAPE_DELAY
        if self.waiting and time.monotonic() - self._last >= patience:
            for piece in self._sequences.release():
                yield from self._read(piece)

    def _read(self, piece: str) -> Iterator[Message]:
        pasted = pasted_text(piece)
        if pasted is not None:
            yield events.Paste(pasted.replace("\0", ""))
        elif piece == ESC:
            yield events.Key("escape", ESC)
        elif len(piece) == 2 and piece[0] == ESC and piece not in ANSI_SEQUENCES_KEYS:
            yield from self._with_alt(piece[1])
        elif piece[0] != ESC:
            yield from self._parsed(piece)
        elif key := plain_key(piece):
            yield from self._parsed(key)

    def _with_alt(self, letter: str) -> Iterator[Message]:
        """A letter with Alt, or Esc and a letter at once: terminals send the same for both."""
        for key in self._sequence_to_key_events(letter):
            name = f"shift+{key.key.lower()}" if key.key.isupper() else key.key
            yield events.Key(f"alt+{name}", letter)

    def _parsed(self, piece: str) -> Iterator[Message]:
        try:
            for message in super().feed(piece):
                if not isinstance(message, events.Resize) or _is_a_window(message):
                    yield message
        except Exception:  # noqa: BLE001  # what it cannot read is dropped, whatever it is
            self._begin_again()
        if self._awaiting.timeout is not None:
            self._begin_again()

    def _begin_again(self) -> None:
        self._tokens.clear()
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)


def _is_a_window(told: events.Resize) -> bool:
    return 0 < told.size.width <= _WIDEST and 0 < told.size.height <= _WIDEST
