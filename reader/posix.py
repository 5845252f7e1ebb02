"""What only POSIX systems have: signals that can be taken, modes of a terminal, flags of files.

The rule: every other module asks here, and elsewhere each of these does nothing; nothing is broken
by its absence.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

POSIX = sys.platform != "win32"

if POSIX:
    import termios

ENDING = ("SIGTERM", "SIGHUP")


class Ended(SystemExit):
    """A signal asked to end; the exit code is 128 and its number."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Meanwhile SIGTERM and SIGHUP raise `Ended`, so that what must be done at the end is done."""
    before = {number: signal.signal(number, _end) for number in signals(*ENDING)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> NoReturn:
    raise Ended(128 + number)


def signals(*names: str) -> list[signal.Signals]:
    """Those of the signals that this system has."""
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


@contextmanager
def stopped_by_signal(before: Callable[[], None], after: Callable[[], None]) -> Iterator[None]:
    """Meanwhile Ctrl-Z stops the process after `before`; `after` is called when it is continued."""

    def stop(number: int, _: FrameType | None) -> None:
        before()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        signal.signal(number, stop)
        after()

    handlers = {number: signal.signal(number, stop) for number in signals("SIGTSTP")}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


class Modes:
    """The modes of a terminal, and a way back to them; of what is no terminal there are none."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.found: list[Any] | None = None
        """As they were found, in the form of `termios`."""
        if POSIX and os.isatty(descriptor):
            with suppress(termios.error):
                self.found = termios.tcgetattr(descriptor)

    def by_key(self, *, newline: bool) -> None:
        """No echo, and each key at once; Ctrl-C still interrupts.

        With `newline` Enter comes as a newline, else as the carriage return that it is.
        """
        if self.found is None:
            return
        with suppress(termios.error):
            modes = termios.tcgetattr(self._descriptor)
            modes[3] &= ~(termios.ECHO | termios.ICANON)
            if not newline:
                modes[0] &= ~termios.ICRNL
            termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)

    def restore(self) -> None:
        """The modes that were found."""
        if self.found is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._descriptor, termios.TCSANOW, self.found)


def flag(name: str) -> int:
    """A flag of `os.open` such as `O_NOFOLLOW`; 0, which asks for nothing, where there is none."""
    found: int = getattr(os, name, 0)
    return found


def terminal() -> int | None:
    """A descriptor of the terminal that the process belongs to, to read from; None without one."""
    if not POSIX:
        return None
    with suppress(OSError):
        return os.open("/dev/tty", os.O_RDWR | flag("O_CLOEXEC"))
    return None
