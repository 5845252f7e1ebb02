"""Regular expressions, tried in a process that can be ended at any moment.

The rule: no pattern of a reader is compiled or run in this process. Python's `re` takes years for
some patterns (`(a+)+$`), blocks every other thread meanwhile, and handles no signal; compiling can
be as bad. A process of its own costs some 20 ms once and a copy of the text, ends when told to,
when its time is up or when this process dies, and takes the syntax that readers know. The `regex`
module knows a time limit, but `(?:(?:(?:a{2000}){2000}){2000})b` held it for a minute all the same,
and it would be one more dependency of 3 MB. RE2 runs in linear time, without look-around and
back-references.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
import weakref
from array import array
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from reader.posix import cut_off, readable
from reader.search.fold import fold_cased
from reader.search.query import Query, QueryError, SearchCancelledError

SECONDS = 2.0
"""How long a pattern may take in one story."""
_TICK = 0.05
_CHUNK = 1 << 16
_TOO_LONG = "the pattern takes too long"
_TOO_LARGE = "the pattern takes too much memory"


class PatternTooSlowError(QueryError):
    """A pattern that was given up; another story may be easier."""


class RegexProcess:
    """A process that tries patterns on one text after another; it starts when first needed.

    It ends with this object. Several threads may call, and are served one at a time.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._text: str | None = None
        self._lock = Lock()
        self._end: Callable[[], object] = _nothing

    def find(
        self,
        text: str,
        query: Query,
        low: int,
        high: int,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[array[int], array[int]]:
        """Where the pattern's hits begin and end, without empty ones.

        Raises:
            QueryError: The pattern is wrong or takes too long.
            SearchCancelledError: `cancelled` said so.
        """
        shape = query.text if query.exact else plain_pattern(query.text)
        wish = (shape, not query.cased, query.word, low, high, self.seconds)
        with self._lock:
            try:
                complaint, hits = self._ask(text, wish, cancelled)
            except OSError as error:
                self.close()
                raise QueryError(f"the pattern could not be tried ({error.strerror})") from error
            except (QueryError, SearchCancelledError):
                self.close()
                raise
        if complaint:
            raise QueryError(f"the pattern is wrong: {complaint}")
        half = len(hits) // 2
        return hits[:half], hits[half:]

    def close(self) -> None:
        """End the process; the next search starts another."""
        self._end()
        self._process = self._text = None

    def _ask(
        self, text: str, wish: tuple[object, ...], cancelled: Callable[[], bool] | None
    ) -> tuple[str, array[int]]:
        process = self._process or self._start()
        request = b""
        if self._text is not text:
            request = text.encode("utf-8", "surrogatepass")
        size = -1 if self._text is text else len(request)
        assert process.stdin is not None
        process.stdin.write(json.dumps([size, *wish]).encode() + b"\n")
        process.stdin.write(request)
        process.stdin.flush()
        self._text = text
        with cut_off(process.kill, self.seconds):
            answer = _Answer(process, time.monotonic() + self.seconds, cancelled)
            complaint, count = json.loads(answer.line())
            hits = array("q")
            hits.frombytes(answer.bytes(2 * count * hits.itemsize))
        return complaint, hits

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", str(Path(__file__).with_name("regex_worker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # an interrupt from the keyboard is not meant for it
        )
        self._process = process
        self._end = weakref.finalize(self, _ended, process)
        return process


class _Answer:
    """What the process says, read as it comes."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        deadline: float,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        assert process.stdout is not None
        self._pipe = process.stdout.fileno()
        self._deadline = deadline
        self._cancelled = cancelled
        self._read = bytearray()

    def line(self) -> bytes:
        while b"\n" not in self._read:
            self._more()
        end = self._read.index(b"\n")
        line = bytes(self._read[:end])
        del self._read[: end + 1]
        return line

    def bytes(self, size: int) -> bytes:
        while len(self._read) < size:
            self._more()
        return bytes(self._read)

    def _more(self) -> None:
        while not readable(self._pipe, _TICK):
            if self._cancelled is not None and self._cancelled():
                raise SearchCancelledError
            if time.monotonic() > self._deadline:
                raise PatternTooSlowError(_TOO_LONG)
        chunk = os.read(self._pipe, _CHUNK)
        if not chunk:
            late = time.monotonic() > self._deadline - _TICK
            raise PatternTooSlowError(_TOO_LONG if late else _TOO_LARGE)
        self._read += chunk


def plain_pattern(pattern: str) -> str:
    """The pattern with its own characters folded like the text it is tried on.

    Only characters beyond ASCII are changed, because they are never syntax.
    """
    return "".join(c if c.isascii() else re.escape(fold_cased(c)) or c for c in pattern)


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdout, process.stdin):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    process.wait()


def _nothing() -> None:
    """There is no process to end."""
