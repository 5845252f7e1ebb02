"""Textual's terminal driver, taking over a picture that already stands.

The one place that leans on the driver's inside. It enters the alternate screen only when nobody
has, restores the modes found before the first picture, and asks the terminal itself for its size,
one signal at a time.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import Any, ClassVar, TextIO, cast

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from reader.tui.early import Hold

_ENTER = "\x1b[?1049h"


class Outlet:
    """The terminal's file, deaf to a window that was closed.

    The library's writing thread would end at the first error, and whoever then writes more than
    its queue holds, as the way out does, would wait for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Send, as long as somebody is there."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Send what is not sent yet, as long as somebody is there."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        """All else is the file's."""
        return getattr(self._file, name)


class TakingOver(LinuxDriver):
    """The driver of a terminal that may be held already."""

    hold: ClassVar[Hold | None] = None
    """Set by the app before it runs; there is one terminal in a process."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A log of stderr shall not swallow the screen.
        if sys.__stdout__ is not None and sys.__stdout__.isatty():
            self._file = sys.__stdout__
        if self._file is not None:
            self._file = cast("Any", Outlet(self._file))

    def start_application_mode(self) -> None:
        """Take the terminal; a picture that stands is left standing."""
        hold = self.hold
        super().start_application_mode()  # type: ignore[no-untyped-call]  # it has no types
        if hold is not None and not hold.handed_over:
            hold.handed_over = True
            if hold.attributes is not None:
                self.attrs_before = hold.attributes
        # The library's own handler can be interrupted by itself between asking for the size and
        # telling it, and then tells an old size last.
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._tell_size)

    def _tell_size(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self.send_message(events.Resize(size, size))

    def write(self, data: str) -> None:
        """Send to the terminal."""
        hold = self.hold
        if data == _ENTER and hold is not None and hold.shown and not hold.handed_over:
            return
        super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            return os.get_terminal_size(self._file.fileno() if self._file else 1)
        except (OSError, ValueError):
            return super()._get_terminal_size()
