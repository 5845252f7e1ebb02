"""Speech Dispatcher, by its socket protocol: the voice that a system speaks with anyway.

The rule: what other programs say through it is left alone; only our own speech is silenced.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from threading import Lock

from reader.cleaning import safe
from reader.speech.recital import USUAL_RATE, seconds_for
from reader.value import NamedTuple

PROGRAM = "speech-dispatcher"
_PORT = 6560
_SLOWEST, _FASTEST = 80, 450
"""Words a minute at the two ends of its range."""
_ANSWER_SECONDS = 5.0
_SPAWN_SECONDS = 20.0
"""Seconds within which it starts, while it looks for its engines."""
_START_SECONDS, _START_STEP = 3.0, 0.05
_BEGIN_SECONDS = 10.0
"""Seconds within which a sentence begins to sound, whatever else is being said."""
_LOOK_SECONDS = 0.5
"""Seconds between two checks whether silence was requested, which it does not report."""
_LINE_MOST = 1 << 16
_BEGIN, _END, _CANCELLED = "701", "702", "703"
_SILENCED = "213"
"""Its answer to a request for silence, for which nobody waits."""
_EVENT = "7"
"""The first digit of its unsolicited messages."""
_MUTE = "Speech Dispatcher makes no sound; try it with: spd-say hello"
_GONE = "Speech Dispatcher no longer answers."


class DispatcherError(Exception):
    """It is not available; the message is a sentence."""


class DispatcherReply(NamedTuple):
    """Its reply: a code, and the lines before the last."""

    code: str
    lines: tuple[str, ...]
    last: str


def address() -> str | tuple[str, int]:
    """Where it listens: the path of a socket, or a host and a port."""
    kind, _, place = os.environ.get("SPEECHD_ADDRESS", "").partition(":")
    if kind == "unix_socket" and place:
        return place
    if kind == "inet_socket":
        host, _, port = place.partition(":")
        return host or "127.0.0.1", int(port) if port.isdecimal() else _PORT
    folder = os.environ.get("XDG_RUNTIME_DIR") or str(Path.home() / ".cache")
    return str(Path(folder, "speech-dispatcher", "speechd.sock"))


def is_running() -> bool:
    """Whether it seems to listen."""
    there = address()
    return not isinstance(there, str) or Path(there).exists()


class DispatcherSpeaker:
    """Speaks through one connection, made when something is first said."""

    def __init__(self, voice: str = "", language: str = "") -> None:
        self._voice, self._language = voice, language
        self._socket: socket.socket | None = None
        self._rest = b""
        self._lines: list[str] = []
        """The part of a reply whose last line has not arrived."""
        self._events = deque[DispatcherReply]()
        self._rate = 0
        self._lock = Lock()

    def sound(self, text: str, rate: int) -> DispatcherSound:
        """What is to be said."""
        return DispatcherSound(self, text, rate)

    def close(self) -> None:
        """End the connection."""
        if self._socket is not None:
            with suppress(OSError):
                self._send("QUIT")
            self._socket.close()

    def say(self, text: str, rate: int) -> str:
        """Have it say something; returns the number by which its end is reported."""
        if self._socket is None:
            self._connect()
        if rate != self._rate:
            self._rate = rate
            self._ask(f"SET SELF RATE {rate_of(rate)}")
        self._expect("SPEAK")
        lines = (f".{line}" if line.startswith(".") else line for line in text.split("\n"))
        answer = self._expect("\r\n".join((*lines, ".")))
        return answer.lines[0] if answer.lines else ""

    def event(self, seconds: float) -> DispatcherReply:
        """The next unsolicited message."""
        until = time.monotonic() + seconds
        while not self._events:
            answer = self._read(until)
            if answer.code.startswith(_EVENT):
                self._events.append(answer)
        return self._events.popleft()

    def cancel(self) -> None:
        """Silence our own speech, from any thread; the reply is read by whoever waits."""
        if self._socket is not None:
            with suppress(OSError):
                self._send("CANCEL SELF")

    def _connect(self) -> None:
        self._socket = _connected()
        self._expect("SET SELF CLIENT_NAME user:nightstand:main")
        for what in ("BEGIN", "END", "CANCEL"):
            self._expect(f"SET SELF NOTIFICATION {what} on")
        if self._language:
            self._ask(f"SET SELF LANGUAGE {self._language}")
        if self._voice:
            self._ask(f"SET SELF SYNTHESIS_VOICE {safe(self._voice)}")

    def _expect(self, line: str) -> DispatcherReply:
        answer = self._ask(line)
        if not answer.code.startswith("2"):
            reason = safe(answer.last).removeprefix("ERR ").rstrip(".")
            raise DispatcherError(f"Speech Dispatcher refuses: {reason}.")
        return answer

    def _ask(self, line: str) -> DispatcherReply:
        """Its reply to a line; unsolicited messages on the way are kept."""
        self._send(line)
        until = time.monotonic() + _ANSWER_SECONDS
        while True:
            answer = self._read(until)
            if answer.code.startswith(_EVENT):
                self._events.append(answer)
            elif answer.code != _SILENCED:
                return answer

    def _send(self, line: str) -> None:
        if self._socket is not None:
            with self._lock:
                self._socket.sendall(f"{line}\r\n".encode())

    def _read(self, until: float) -> DispatcherReply:
        while True:
            line = self._line(until)
            if line[3:4] != "-":
                lines, self._lines = self._lines, []
                return DispatcherReply(line[:3], tuple(lines), line[4:])
            self._lines.append(line[4:])

    def _line(self, until: float) -> str:
        assert self._socket is not None
        while b"\n" not in self._rest:
            self._socket.settimeout(max(0.01, until - time.monotonic()))
            piece = self._socket.recv(1 << 12)
            if not piece or len(self._rest) > _LINE_MOST:
                raise DispatcherError(_GONE)
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode("utf-8", "replace").rstrip("\r")


class DispatcherSound:
    """Something that it says."""

    def __init__(self, speaker: DispatcherSpeaker, text: str, rate: int) -> None:
        self._speaker, self._text, self._rate = speaker, text, rate
        self._number = ""
        self._problem = ""
        self._begun = self._ended = False

    def make(self) -> None:
        """It synthesises a sentence only when it is to say it."""

    def begin(self) -> None:
        """Let it sound."""
        if self._ended:
            return
        try:
            self._number = self._speaker.say(self._text, self._rate)
            self._begun = True
        except DispatcherError as error:
            self._problem = str(error)
        except OSError:
            self._problem = _GONE
        if self._ended:  # meanwhile
            self._speaker.cancel()

    def wait(self) -> str:
        """Wait for its end; return what went wrong."""
        if not self._begun:
            return "" if self._ended else self._problem
        try:
            code = self._outcome()
        except DispatcherError as error:
            return "" if self._ended else str(error)
        except OSError:
            return "" if self._ended else _GONE
        heard = self._ended or code == _END
        return "" if heard else "Speech Dispatcher was told to stop."

    def _outcome(self) -> str:
        """How it ended, as its code; empty if it was silenced and nothing more is reported."""
        until, mute = time.monotonic() + _BEGIN_SECONDS, _MUTE
        while time.monotonic() < until:
            try:
                event = self._speaker.event(_LOOK_SECONDS)
            except TimeoutError:
                if self._ended:
                    return ""
                continue
            if event.lines[:1] != (self._number,):
                continue
            if event.code in (_END, _CANCELLED):
                return event.code
            if event.code == _BEGIN:
                until, mute = time.monotonic() + seconds_for(self._text), _GONE
        raise DispatcherError(mute)

    def end(self) -> None:
        """Silence it at once, from another thread."""
        self._ended = True
        if self._begun:
            self._speaker.cancel()


def rate_of(words: int) -> int:
    """Words a minute in Speech Dispatcher's scale: from -100 to 100, 0 the usual."""
    span = _FASTEST - USUAL_RATE if words > USUAL_RATE else USUAL_RATE - _SLOWEST
    return min(100, max(-100, round(100 * (words - USUAL_RATE) / span)))


def _connected() -> socket.socket:
    """A connection; the program is started if it is not running."""
    with suppress(OSError):
        return _connect_to(address())
    program = shutil.which(PROGRAM)
    if program is None:
        raise DispatcherError("Speech Dispatcher is not running, and cannot be started.")
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(
            [program, "--spawn"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=_SPAWN_SECONDS, check=False,
        )  # fmt: skip
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError):
            return _connect_to(address())
        time.sleep(_START_STEP)
    raise DispatcherError("Speech Dispatcher is not running, and cannot be started.")


def _connect_to(there: str | tuple[str, int]) -> socket.socket:
    if isinstance(there, tuple):
        return socket.create_connection(there, _ANSWER_SECONDS)
    if not hasattr(socket, "AF_UNIX"):
        raise OSError("no such sockets here")
    made = socket.socket(socket.AF_UNIX)
    try:
        made.settimeout(_ANSWER_SECONDS)
        made.connect(there)
    except OSError:
        made.close()
        raise
    return made
