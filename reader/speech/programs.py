"""Engines that are programs: one that speaks, or one that makes sound files and one that plays.

The rule: no shell reads a command, and text reaches it on its standard input or within one word.
Each program leads a process group of its own, which ends with it when silence is asked for.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Lock, Timer
from typing import IO

from reader.cleaning import COMPLAINT_MOST, complaint, safe
from reader.lazy_pattern import lazy_pattern
from reader.posix import POSIX, signal_group
from reader.speech.recital import seconds_for
from reader.value import Value

_GRACE = 0.3
"""Seconds to end in when asked to, before it is killed."""
_HOLE = lazy_pattern(r"\{(text|out|rate|voice|language)\}")
OUT, TEXT, RATE = "{out}", "{text}", "{rate}"


def has(words: Sequence[str], hole: str) -> bool:
    """Whether a command has a placeholder."""
    return any(hole in word for word in words)


def filled(words: Sequence[str], given: Mapping[str, str]) -> list[str]:
    """A command's words with the placeholders filled in: never more words than before."""
    return [_HOLE.sub(lambda hole: given.get(hole[1], ""), word) for word in words]


class Execution:
    """One run of a program."""

    def __init__(self, words: Sequence[str], text: str | None, refusal: str = "") -> None:
        """`text` is its standard input; a `refusal` among its error messages means failure."""
        self._words, self._text, self._refusal = words, text, refusal
        self._lock = Lock()
        self._ended = False
        self._process: subprocess.Popen[bytes] | None = None
        self._complaint: IO[bytes] | None = None
        self._limit: Timer | None = None
        self._problem = ""

    @property
    def _name(self) -> str:
        return f"“{safe(Path(self._words[0]).name)}”"

    def begin(self) -> None:
        """Start it, unless it was ended before."""
        with self._lock:
            if self._ended or self._process is not None:
                return
            try:
                self._complaint = tempfile.TemporaryFile()  # noqa: SIM115 - closed when waited for
                given = subprocess.DEVNULL if self._text is None else subprocess.PIPE
                self._process = subprocess.Popen(
                    self._words, stdin=given, stdout=subprocess.DEVNULL, stderr=self._complaint,
                    start_new_session=POSIX,
                )  # fmt: skip
            except (OSError, ValueError) as error:
                if self._complaint is not None:
                    self._complaint.close()
                reason = getattr(error, "strerror", "") or str(error)
                self._problem = f"{self._name} cannot be run: {safe(reason)}."
                return
            self._limit = _later(self._seconds, self._expire)
        if self._text is not None and (pipe := self._process.stdin) is not None:
            with suppress(OSError, ValueError), pipe:  # a program need not read its input
                pipe.write(f"{self._text}\n".encode())

    @property
    def _seconds(self) -> float:
        return seconds_for(self._text or "".join(self._words))

    def wait(self) -> str:
        """Wait for its end; return what went wrong, in a sentence, unless ended from outside."""
        process, file = self._process, self._complaint
        if process is None or file is None or self._limit is None:
            return self._problem
        with file:
            process.wait()
            self._limit.cancel()
            with self._lock:
                ended, self._process = self._ended, None
            if ended:
                signal_group(process, "SIGKILL")  # and what it has started
                return ""
            file.seek(max(0, file.seek(0, os.SEEK_END) - COMPLAINT_MOST))
            return self._problem or self._failure(process.returncode, file.read())

    def _expire(self) -> None:
        self._problem = f"{self._name} took more than {self._seconds:.0f} seconds, and was stopped."
        self._kill()

    def _kill(self) -> None:
        with self._lock:
            if self._process is not None:
                signal_group(self._process, "SIGKILL")

    def _failure(self, code: int, said: bytes) -> str:
        if not code and not (self._refusal and self._refusal.encode() in said):
            return ""
        if code < 0:
            return f"{self._name} was ended by another program."
        return f"{self._name} failed: {complaint(said, f'exit code {code}')}."

    def end(self) -> None:
        """Silence it at once, from another thread; the thread that waits for it does the rest."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                signal_group(self._process, "SIGTERM")
                try:
                    _later(_GRACE, self._kill)
                except RuntimeError:  # the program is ending, and starts nothing any more
                    signal_group(self._process, "SIGKILL")


def _later(seconds: float, act: Callable[[], None]) -> Timer:
    """Do it a little later; a thread that waits for a process need not poll meanwhile."""
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer


class Programs(Value):
    """What to run, with `{text}`, `{rate}`, `{voice}`, `{language}` and `{out}` to be filled in."""

    speak: tuple[str, ...] = ()
    """Speaks, and ends when it has finished."""
    make: tuple[str, ...] = ()
    """Makes the sound file `{out}`, which the next one plays; then nothing else speaks."""
    play: tuple[str, ...] = ()
    suffix: str = ".wav"
    """The suffix of the sound file."""
    voice: str = ""
    language: str = ""
    refusal: str = ""
    """Its error message on failures that its exit code does not show."""


class ProgramSpeaker:
    """Speaks by running programs."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._numbers = count()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def sound(self, text: str, rate: int) -> ProgramSound:
        """What is to be said, not yet made."""
        return ProgramSound(self._programs, text, rate, self._new_file())

    def _new_file(self) -> Path | None:
        if not self._programs.make:
            return None
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="nightstand-", ignore_cleanup_errors=True
            )
        return Path(self._folder.name, f"{next(self._numbers)}{self._programs.suffix}")

    def close(self) -> None:
        """Remove what was made."""
        if self._folder is not None:
            self._folder.cleanup()


class ProgramSound:
    """Something said by programs."""

    def __init__(self, programs: Programs, text: str, rate: int, file: Path | None) -> None:
        self._file = file
        self._problem = ""
        given = {
            "text": text,
            "rate": str(rate),
            "voice": programs.voice,
            "language": programs.language,
            "out": str(file or ""),
        }
        words = programs.make or programs.speak
        typed = None if has(words, TEXT) else text
        self._maker = Execution(filled(words, given), typed, programs.refusal)
        self._player = Execution(filled(programs.play, given), None) if file is not None else None
        self._made = False

    def make(self) -> None:
        """Make the sound file, if one is used."""
        if self._player is not None and not self._made:
            self._made = True
            self._maker.begin()
            self._problem = self._maker.wait()

    def begin(self) -> None:
        """Let it sound."""
        self.make()
        if not self._problem:
            (self._player or self._maker).begin()

    def wait(self) -> str:
        """Wait for its end; return what went wrong."""
        problem = self._problem or (self._player or self._maker).wait()
        if self._file is not None:
            self._file.unlink(missing_ok=True)
        return problem

    def end(self) -> None:
        """Silence it at once, from another thread."""
        self._maker.end()
        if self._player is not None:
            self._player.end()
