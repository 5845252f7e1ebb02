"""What only POSIX systems have: signals that can be handled, modes of a terminal, flags of files.

The rule: every other module asks here, and on other systems each of these does nothing; nothing
breaks without it. Each function imports what it needs: most starts need two flags.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from signal import Signals
    from subprocess import Popen

POSIX = sys.platform != "win32"
ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
_STOP_SECONDS = 0.3
_STACK = 1 << 20
"""Bytes for the calls of one thread, twice what macOS gives."""
_HEAPS_MOST = -8
"""The parameter of glibc's `mallopt` for the greatest number of heaps."""


class Ended(SystemExit):
    """A signal asked to end; the exit code is 128 and its number."""


def signals(*names: str) -> list[Signals]:
    """Those of the signals that this system has."""
    import signal

    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def signal_group(process: Popen[bytes], name: str) -> None:
    """Send a signal to a process that leads a group, and to the whole group, if it still exists."""
    with suppress(OSError):
        if POSIX:
            import signal

            os.killpg(process.pid, getattr(signal, name))
        else:
            process.kill()


def end_group(process: Popen[bytes], grace: float) -> None:
    """Ask a process and everything it started to end, and after so many seconds kill them."""
    from subprocess import TimeoutExpired

    signal_group(process, "SIGTERM")
    with suppress(TimeoutExpired):
        process.wait(grace)
    signal_group(process, "SIGKILL")
    process.wait()


def answer_in(loop: AbstractEventLoop, answer: Callable[[int], object], *names: str) -> None:
    """Have an event loop answer these signals, if they exist, and lose none.

    The loop's own way sends each through a pipe; while the loop is busy and much is typed that pipe
    is full, and the rest is lost. Here it is only used to wake the loop.
    """
    import signal
    from functools import partial

    for number in signals(*names):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, int)
            signal.signal(number, partial(_hand_to, loop, answer))
            pipe = signal.set_wakeup_fd(-1)
            signal.set_wakeup_fd(pipe, warn_on_full_buffer=False)


def _hand_to(
    loop: AbstractEventLoop, answer: Callable[[int], object], number: int, _: FrameType | None
) -> None:
    with suppress(RuntimeError):  # the loop has just ended
        loop.call_soon_threadsafe(answer, number)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Inside, a signal that ends the program raises `Ended`, so that final work is done."""
    import signal

    told: list[int] = []

    def end(number: int, _: FrameType | None) -> NoReturn:
        told.append(number)
        raise Ended(128 + number)

    before = {number: signal.signal(number, end) for number in signals(*ENDING)}
    try:
        yield
    except Exception:
        if not told:
            raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if told:  # whatever was made of it on the way
        raise Ended(128 + told[0])


@contextmanager
def stopped_by_signal(aside: Callable[[], AbstractContextManager[object]]) -> Iterator[None]:
    """Inside, Ctrl-Z stops the process within the context of `aside`, until it is continued."""
    import signal

    def stop(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-Z before the first takes effect
        with aside():
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        signal.signal(number, stop)

    handlers = {number: signal.signal(number, stop) for number in signals("SIGTSTP")}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def spare_memory() -> None:
    """Make threads reserve less memory if the memory of the process is limited.

    Usually each reserves as much as the deepest program could need, a tenth of a tight limit, and
    the C library reserves a heap for it, which is most of one.
    """
    if not POSIX:
        return
    import resource
    import threading

    if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
        threading.stack_size(_STACK)
        with suppress(ImportError, OSError, AttributeError):  # where there is no such option
            import ctypes

            ctypes.CDLL(None).mallopt(_HEAPS_MOST, 1)


def stop_the_job() -> None:
    """Stop every process of the job until it is continued.

    A stop takes effect in its own time: without waiting for it, the terminal would be taken back
    before it, and once more when continued. Without a shell that could continue the job there is no
    stop at all, so the wait has a limit.
    """
    if not POSIX:
        return
    import signal
    import time

    continued: list[int] = []
    before = signal.signal(signal.SIGCONT, lambda number, _: continued.append(number))
    os.killpg(0, signal.SIGTSTP)
    end = time.monotonic() + _STOP_SECONDS
    while not continued and time.monotonic() < end:
        time.sleep(_STOP_SECONDS / 30)
    signal.signal(signal.SIGCONT, before)


class Modes:
    """The modes of a terminal, and a way back to them; `found` is None if it is not a terminal."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.found: list[Any] | None = None
        """As they were found, in the form of `termios`."""
        if POSIX and os.isatty(descriptor):
            import termios

            with suppress(termios.error):
                self.found = termios.tcgetattr(descriptor)

    def by_key(self, *, newline: bool) -> None:
        """No echo, and each key immediately; Ctrl-C still interrupts.

        With `newline` Enter arrives as a newline, else as the carriage return that it is.
        """
        if self.found is None:
            return
        import termios

        with suppress(termios.error):
            modes = termios.tcgetattr(self._descriptor)
            modes[3] &= ~(termios.ECHO | termios.ICANON)
            if not newline:
                modes[0] &= ~termios.ICRNL
            termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)

    def restore(self) -> None:
        """Restore the modes that were found."""
        if self.found is None:
            return
        import termios

        with suppress(termios.error):
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self.found)


def at_home(path: str | os.PathLike[str]) -> Path:
    """The path with the home folder for its `~`; unchanged if there is no such user."""
    with suppress(ValueError):  # a NUL in the name of the user
        return Path(os.path.expanduser(path))  # noqa: PTH111 - the other one raises
    return Path(path)


def absolute(path: Path) -> Path:
    """The path from the root, even inside a working folder that has been deleted."""
    try:
        return path.absolute()
    except FileNotFoundError:
        return Path(os.environ.get("PWD", os.sep), path)


def is_typed() -> bool:
    """Whether standard input is a terminal; a closed one is not."""
    return sys.stdin is not None and sys.stdin.isatty()


def terminal() -> int | None:
    """A descriptor of the terminal that the process belongs to, to read from; None without one."""
    if not POSIX:
        return None
    with suppress(OSError):
        return os.open("/dev/tty", os.O_RDWR | flag("O_CLOEXEC"))
    return None


def flag(name: str) -> int:
    """A flag of `os.open` such as `O_NOFOLLOW`; 0, which does nothing, where it does not exist.

    Windows has `O_BINARY`, without which line ends are changed.
    """
    found: int = getattr(os, name, 0)
    return found


def readable(descriptor: int, seconds: float) -> bool:
    """Whether something, or the end, can be read within a time; True if that is unknown."""
    if not POSIX:
        return True
    import select

    return bool(select.select([descriptor], [], [], seconds)[0])


@contextmanager
def cut_off(end: Callable[[], None], seconds: float) -> Iterator[None]:
    """Where `readable` cannot tell, call `end` after that time unless everything is done before."""
    if POSIX:
        yield
        return
    from threading import Timer

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def alone_in(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Exclude other processes by a lock on a folder, which leaves no file; no lock, no effect.

    Raises:
        OSError: The folder cannot be opened.
    """
    if not POSIX:
        yield
        return
    from fcntl import LOCK_EX, flock

    # A pipe in its place would make the program wait.
    descriptor = os.open(folder, os.O_RDONLY | flag("O_CLOEXEC") | flag("O_DIRECTORY"))
    try:
        with suppress(OSError):  # a file system without locks
            flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def seen_by_others(mode: int) -> bool:
    """Whether a file's permissions let others read or change it; Windows stores them elsewhere."""
    return POSIX and bool(mode & 0o077)
