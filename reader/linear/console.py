"""The conversation with the reader: plain lines out; lines or single keys in.

The rule: the output is text and newlines, never anything that moves a cursor.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from typing import BinaryIO, Protocol

from reader.posix import POSIX, Modes, is_typed, readable, stopped_by_signal

_LONGEST = 1 << 16
"""Bytes of the longest line that is accepted."""
_KEY_SECONDS = 0.05
"""Seconds within which the rest of an arrow key follows its first byte."""
_ARROWS = {
    "[C": "f", "OC": "f", "[B": "f", "OB": "f", "[6~": "f",
    "[D": "b", "OD": "b", "[A": "b", "OA": "b", "[5~": "b",
    "[H": "g", "OH": "g", "[1~": "g", "[7~": "g",
    "[F": "G", "OF": "G", "[4~": "G", "[8~": "G",
}  # fmt: skip
_OTHERS = {" ": "f", "\r": "", "\n": "", "\x7f": "b", "\x08": "b", "\x06": "f", "\x02": "b"}

AtRest = Callable[[], AbstractContextManager[object]]
"""Gives the context that is active while the process is stopped."""


class Console(Protocol):
    """Somebody who gives commands and is told things."""

    asks: bool
    """Whether somebody is there to answer; otherwise a command's line holds all it needs."""

    def command(self) -> str | None:
        """The next command as a line; None when there are no more."""

    def answer(self, question: str) -> str | None:
        """A line that answers a question; None when there are no more."""

    def pressed(self, seconds: float) -> bool:
        """Whether something is typed within a time; it is the next command, or the end."""

    def now(self) -> float:
        """The seconds of a clock that pauses while the process is stopped."""


class RunningClock:
    """A clock that pauses while the process is stopped."""

    def __init__(self) -> None:
        self._stopped = 0.0

    def now(self) -> float:
        """Its seconds."""
        return time.monotonic() - self._stopped

    def standing(self, at_rest: AtRest) -> AtRest:
        """Like `at_rest`, with no time passing inside."""

        @contextmanager
        def aside() -> Iterator[None]:
            before = time.monotonic()
            with at_rest():
                yield
            self._stopped += time.monotonic() - before

        return aside


def say(text: str = "") -> None:
    """Print lines at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _prompt(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


class LineConsole:
    """Commands by line: from a pipe, a dumb terminal, or for a reader who prefers it."""

    def __init__(self, source: BinaryIO, clock: RunningClock) -> None:
        self._source = source
        self.now = clock.now
        self.asks = source.isatty()
        self._prompt = "> " if self.asks else ""

    def command(self) -> str | None:
        """The next line."""
        return self.answer(self._prompt)

    def pressed(self, seconds: float) -> bool:
        """Whether a line is typed within a time."""
        return readable(self._source.fileno(), seconds)

    def answer(self, question: str) -> str | None:
        """The next line, whatever was asked; through a pipe the question has a line of its own."""
        _prompt(question + ("" if self.asks or not question else "\n"))
        try:
            line = self._source.readline(_LONGEST)
        except OSError:  # the terminal is gone
            return None
        return line.decode("utf-8", "replace").rstrip("\r\n") if line else None


class KeyConsole:
    """Commands by single keys, on a terminal that sends them immediately."""

    def __init__(self, descriptor: int, clock: RunningClock) -> None:
        self.asks = True
        self.now = clock.now
        self._descriptor = descriptor
        self._modes = Modes(descriptor)
        self._held = b""

    @contextmanager
    def taken(self, at_rest: AtRest) -> Iterator[None]:
        """Inside, keys arrive immediately; the terminal is left, or suspended, as it was found."""

        @contextmanager
        def aside() -> Iterator[None]:
            with at_rest():
                self._modes.restore()
                yield
            self._by_key()

        self._by_key()
        try:
            with stopped_by_signal(aside):
                yield
        finally:
            self._modes.restore()

    def _by_key(self) -> None:
        self._modes.by_key(newline=True)

    def command(self) -> str | None:
        """The next command; digits accumulate before it, `:` and `/` are followed by a line."""
        count = ""
        while (key := self._key()) is not None:
            if key.isascii() and key.isdigit():
                count += key
                _prompt(key)
                continue
            if key not in (":", "/"):
                _prompt("\n" if count else "")
                return count + _OTHERS.get(key, key)
            line = self.answer(key)
            if line:
                return line if key == ":" else f"/{line}"
            if line is None:
                return None
        return None

    def pressed(self, seconds: float) -> bool:
        """Whether a key is pressed within a time."""
        return bool(self._held) or readable(self._descriptor, seconds)

    def answer(self, question: str) -> str | None:
        """A line, typed with the terminal's own echo and editing."""
        _prompt(question)
        self._modes.restore()
        try:
            while b"\n" not in self._held and len(self._held) < _LONGEST:
                data = self._read()
                if not data:
                    return None
                self._held += data
        finally:
            self._by_key()
        line, _, self._held = self._held.partition(b"\n")
        return line.decode("utf-8", "replace").rstrip("\r")

    def _key(self) -> str | None:
        """One key; arrows and the like as the letter that does the same."""
        while first := self._byte():
            if first == b"\x1b":
                rest = self._sequence()
                if rest in _ARROWS:
                    return _ARROWS[rest]
                continue
            while len(first) < 4 and not _is_whole(first):
                first += self._byte() or b"?"
            return first.decode("utf-8", "replace")
        return None

    def _sequence(self) -> str:
        """What follows an Esc, as far as it belongs to one key."""
        rest = b""
        while self._held or readable(self._descriptor, _KEY_SECONDS):
            byte = self._byte()
            rest += byte
            if not byte or (len(rest) > 1 and 0x40 <= byte[0] <= 0x7E) or rest[:1] not in b"[O":
                break
        return rest.decode("ascii", "replace")

    def _byte(self) -> bytes:
        if not self._held:
            self._held = self._read()
        byte, self._held = self._held[:1], self._held[1:]
        return byte

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 1024)
        except OSError:  # the terminal is gone
            return b""


def _is_whole(data: bytes) -> bool:
    """Whether these bytes are a character, or can never become one."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason != "unexpected end of data"
    return True


@contextmanager
def console(at_rest: AtRest, *, lines: bool = False) -> Iterator[Console]:
    """A console for standard input: keys of a terminal that can send them, else lines.

    Ctrl-Z stops the process inside the context that `at_rest` gives.
    """
    clock = RunningClock()
    aside = clock.standing(at_rest)
    able = POSIX and is_typed() and sys.stdout.isatty()
    if able and not lines and os.environ.get("TERM", "dumb") not in ("", "dumb", "unknown"):
        keys = KeyConsole(sys.stdin.fileno(), clock)
        with keys.taken(aside):
            yield keys
    else:
        with stopped_by_signal(aside):  # a terminal read by lines is unchanged
            source = sys.stdin.buffer if sys.stdin is not None else BytesIO()
            yield LineConsole(source, clock)
