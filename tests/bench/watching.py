"""A program on a pseudo-terminal, timed as its reader sees it.

The rule: while the clock runs nothing is done but reading bytes and answering the queries that a
terminal answers; a picture counts from the moment its last awaited byte has come.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NamedTuple, Self

from tests.bench.measuring import peak

COLUMNS, ROWS = 100, 40
GIVE_UP = 60.0
"""Seconds after which a program counts as stuck."""
QUIET = 0.15
"""Seconds of silence that end what one key set off."""

_PAINTED = b"\x1b[?2026l"
"""What ends a picture."""
_ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}


class Answered(NamedTuple):
    """What one key brought."""

    seconds: float
    """From the key to the last byte before the silence."""
    size: int
    """Bytes that were sent."""


class Watched:
    """One program on one pty of 100 by 40."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self.seen = bytearray()
        environ = {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self.started = perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            _size(0)
            os.execvpe(argv[0], list(argv), environ)
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._ended:
            os.kill(self._pid, signal.SIGKILL)
            self._wait()
        os.close(self._fd)

    def until(self, mark: bytes) -> float:
        """Seconds from the start to the moment when these bytes have been sent."""
        end = perf_counter() + GIVE_UP
        while mark not in self.seen:
            if perf_counter() > end or not self._read(0.5):
                raise TimeoutError(f"never sent {mark!r}: {bytes(self.seen[-400:])!r}")
        return perf_counter() - self.started

    def type(self, key: bytes) -> None:
        """Press a key and wait for nothing."""
        os.write(self._fd, key)

    def press(self, key: bytes) -> Answered:
        """Press a key and wait for what it brings."""
        size = len(self.seen)
        start = last = perf_counter()
        os.write(self._fd, key)
        end = start + GIVE_UP
        while perf_counter() < end:
            before = len(self.seen)
            more = self._read(QUIET)
            if len(self.seen) == before:
                if before > size or not more:
                    break
                continue
            last = perf_counter()
        return Answered(last - start, len(self.seen) - size)

    def until_sent(self, key: bytes, mark: bytes) -> float:
        """Seconds from a key to the end of the picture that has these bytes in it."""
        size = len(self.seen)
        start = perf_counter()
        os.write(self._fd, key)
        while perf_counter() < start + GIVE_UP:
            at = self.seen.find(mark, size)
            if at >= 0 and self.seen.find(_PAINTED, at) >= 0:
                return perf_counter() - start
            self._read(0.5)
        raise TimeoutError(f"{key!r} never brought {mark!r}")

    def settle(self, quiet: float = 2 * QUIET) -> None:
        """Wait until nothing has come for that many seconds."""
        while True:
            before = len(self.seen)
            if not self._read(quiet) or len(self.seen) == before:
                return

    def peak(self) -> float | None:
        """The most memory that it has held so far, in MB; None where the system does not tell."""
        return peak(self._pid)

    def work(self) -> float | None:
        """Seconds of all cores that it has taken so far; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self._pid}/stat").read_text("ascii", "replace")
        except OSError:
            return None
        times = status.rpartition(")")[2].split()[11:13]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")

    def leave(self, key: bytes) -> float:
        """Seconds from a key to the end of the process."""
        start = perf_counter()
        os.write(self._fd, key)
        while self._read(0.5):
            if perf_counter() > start + GIVE_UP:
                raise TimeoutError("it does not end")
        self._wait()
        return perf_counter() - start

    def _read(self, wait: float) -> bool:
        """Take what has come; False when the terminal is closed."""
        if not select.select([self._fd], [], [], wait)[0]:
            return True
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        self.seen += data
        for query, reply in _ANSWERS.items():
            if query in data:
                os.write(self._fd, reply)
        return bool(data)

    def _wait(self) -> None:
        os.waitpid(self._pid, 0)
        self._ended = True


def _size(terminal: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
