"""A real pseudo-terminal with a program in it, seen through a terminal emulator.

The only waiting is `until(condition)`: it reads what the program sends and answers the queries a
real terminal answers, until the condition holds or the program has been given up on.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

ROOT = Path(__file__).parents[1]
NIGHTSTAND = (sys.executable, "-m", "reader")
GIVE_UP = 20.0
"""Seconds after which a condition counts as never met; far above what any step takes."""

_IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)
"""What a program that was started aside ignores, and so does all that it starts."""

_ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
# pyte prints the ends of private sequences that it does not know.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*[$]?[a-gi-km-zA-Z]|\x1b\[[0-9;]*t"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[<>=?0-9;$]*|\][^\x07\x1b]*)?$")
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")


class Terminal:
    """One program on one pty."""

    def __init__(
        self,
        *argv: str,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        program: Sequence[str] = NIGHTSTAND,
    ) -> None:
        self.bytes = bytearray()
        """Everything the program sent."""
        self.screen = pyte.Screen(columns, rows)
        self.modes: dict[int, bool] = {}
        """DEC private modes as last set."""
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self.status: int | None = None
        self.pictures: list[str] = []
        """The screen as it stood whenever something had come."""
        environ = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            **(env or {}),
        }
        for name in ("COLUMNS", "LINES"):  # of the terminal that runs the tests
            environ.pop(name, None)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(cwd or Path.cwd())
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            for number in _IGNORED:
                signal.signal(number, signal.SIG_DFL)
            os.execvpe(program[0], [*program, *argv], environ)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def lines(self) -> list[str]:
        """The rows of the screen without trailing blanks."""
        columns = range(self.screen.columns)
        rows = map(self.screen.buffer.__getitem__, range(self.screen.lines))
        # The second half of a wide letter is empty, also where its first half is gone.
        return ["".join(row[x].data for x in columns).rstrip() for row in rows]

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.lines)

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.fd, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal as a window does."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Read until the condition holds."""
        end = time.monotonic() + GIVE_UP
        # Inside a synchronized update (mode 2026) the screen is half of two pictures.
        while self.modes.get(2026) or not condition():
            if time.monotonic() > end or not self._read(0.05):
                if condition():
                    return
                raise AssertionError(f"never came: {what or condition}\n{self.text}")

    def shows(self, pattern: str) -> None:
        """Read until a regular expression stands on the screen."""
        self.until(lambda: re.search(pattern, self.text), f"{pattern!r} on the screen")

    @property
    def takes_keys(self) -> bool:
        """Whether keys reach the program as they are typed, and not line by line."""
        return not termios.tcgetattr(self.fd)[3] & termios.ICANON

    def drain(self) -> None:
        """Take what has been sent so far without waiting for more."""
        while select.select([self.fd], [], [], 0)[0] and self._read(0):
            pass

    def ended(self) -> int:
        """Read until the program has ended; its exit status, negative for a signal."""
        self.until(lambda: self._reap(os.WNOHANG), "the end of the program")
        while self._read(0.05):
            pass
        assert self.status is not None
        return self.status

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal as a window does that is closed."""
        os.close(self.fd)
        self.fd = -1

    def close(self) -> None:
        """End the program whatever it does."""
        if self.status is None and not self._reap(os.WNOHANG):
            os.kill(self.pid, signal.SIGKILL)
            self._reap(0)
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def assert_clean(self) -> None:
        """The terminal stands as it was found: main screen, cursor shown, no mouse, echo on."""
        for mode, wanted in {1049: False, 25: True, 1000: False, 1003: False, 2004: False}.items():
            assert self.modes.get(mode, wanted) is wanted, f"mode {mode} is left {not wanted}"
        if self.fd >= 0:
            local = termios.tcgetattr(self.fd)[3]
            assert local & termios.ECHO, "echo is left off"
            assert local & termios.ICANON, "line editing is left off"

    def _read(self, wait: float) -> bool:
        """Take what has come; False when nothing can come any more."""
        if self.fd < 0:
            if self.status is not None:
                return False
            time.sleep(wait)  # nothing to read from: only the end of the process can be waited for
            return True
        if not select.select([self.fd], [], [], wait)[0]:
            return self.status is None
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self._reap(os.WNOHANG)
            if self.status is None:
                time.sleep(0.001)  # the terminal is closed, the process about to end
            return self.status is None
        self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        self.bytes += data
        data = self._pending + data
        cut = _UNFINISHED.search(data)  # a read may end inside a sequence
        self._pending = cut[0] if cut else b""
        whole = data[: cut.start()] if cut else data
        for query, reply in _ANSWERS.items():
            for _ in range(whole.count(query)):
                os.write(self.fd, reply)
        for match in _MODE.finditer(whole):
            for mode in match[1].split(b";"):
                self.modes[int(mode)] = match[2] == b"h"
        self._stream.feed(_UNKNOWN.sub(b"", whole))
        if not self.modes.get(2026):  # until such an update ends, nothing of it is seen
            self.pictures.append(self.text)

    def _reap(self, flags: int) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, flags)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None
