"""The first picture, painted before the screen library is imported, and the terminal kept for it.

Importing Textual takes most of its start, so the first page is painted from the same runs as every
later one, in the alternate screen; Textual then takes over the picture as it is. The rule: whatever
happens in between, the terminal is left as it was found.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from reader.paint.ansi import screen
from reader.paint.page import Row
from reader.paint.themes import Theme
from reader.posix import Modes, ended_by_signals, readable
from reader.terminal.colours import depth

if TYPE_CHECKING:
    from reader.terminal.sequences import ReplyFilter

ENTER = "\x1b[?1049h\x1b[?25l"
_PATIENCE = 0.1
WHOLE, SHOWN = "\x1b[?2026h", "\x1b[?2026l"
"""Between these a terminal that knows them shows nothing unfinished."""
LEAVE = "\x1b[0m\x1b[?1049l\x1b[?25h"


class TerminalHold:
    """A terminal that is held for the app: silent, and perhaps showing a first picture."""

    def __init__(self) -> None:
        self._modes: Modes | None = None
        self.shown = False
        """Whether the alternate screen is entered and painted."""
        self.handed_over = False
        """Whether the app has the terminal and will restore it."""
        self.typed = b""
        """What was typed before the app could read it."""
        self.replies: ReplyFilter | None = None
        """Takes the terminal's answer about its background out of the input, once asked."""

    def size(self) -> tuple[int, int]:
        """Columns and rows of the terminal."""
        with suppress(OSError):
            return os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
        return 80, 24

    def show(self, rows: Sequence[Row], theme: Theme) -> None:
        """Enter the alternate screen and paint."""
        picture = ENTER + WHOLE + screen(rows, theme, depth(os.environ)) + SHOWN
        self.shown = True
        _write(picture)

    def ask(self) -> None:
        """Ask the terminal for its background, once, if it has colours enough to matter."""
        if self.replies is not None or self.attributes is None:
            return
        from reader.terminal.sequences import QUESTION, ReplyFilter, can_tell, guess

        if not can_tell(os.environ):
            return
        self.replies = ReplyFilter()
        self.replies.dark = guess(os.environ)
        self.replies.waiting = True
        _write(QUESTION)

    def dark(self, wait: float = 0.0) -> bool | None:
        """Whether the background is dark; None if unknown.

        `wait` is how many seconds an answer is waited for.
        """
        replies = self.replies
        if replies is None:
            return None
        while replies.waiting and readable(0, wait):
            data = os.read(0, 4096)
            if not data:
                break
            self.typed += replies.listen(data)
        return replies.dark

    @property
    def attributes(self) -> list[Any] | None:
        """The terminal's modes as they were found; None if it has none."""
        return self._modes.found if self._modes else None

    def silence(self) -> None:
        """No echo and no line editing; Ctrl-C still interrupts, and keys wait for the app."""
        self._modes = Modes(0)
        self._modes.by_key(newline=False)

    def restore(self) -> None:
        """Restore everything, unless the app has done so."""
        if self.handed_over:
            return
        try:
            with suppress(OSError):  # an answer that arrives later would be typed into the shell
                self.dark(_PATIENCE)
            if self.shown:
                with suppress(OSError):
                    _write(LEAVE)
        finally:  # even if nothing can be imported any more
            if self._modes is not None:
                self._modes.restore()


def _write(text: str) -> None:
    data = memoryview(text.encode("utf-8", "replace"))
    while data:
        data = data[os.write(1, data) :]


@contextmanager
def hold_terminal() -> Iterator[TerminalHold]:
    """Hold the terminal until the app has ended, whatever else happens."""
    hold = TerminalHold()
    with ended_by_signals():
        hold.silence()
        try:
            yield hold
        finally:
            hold.restore()
