"""What comes through standard input, taken as it comes.

The rule: a reader who has to wait is told so, and an interrupt ends the waiting, not the reading.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable

from reader.cli.arguments import CommandError, complain
from reader.posix import readable
from reader.value import NamedTuple

_MOST = 256 << 20
_CHUNK = 1 << 20
_PATIENCE = 0.4
"""Seconds without an end after which the reader is told what is being done."""

Tell = Callable[[bytes], None]
"""Told what has come so far, until the end comes."""


def standard_input() -> bytes:
    """All of standard input; a story of more than 256 MB is refused."""
    if sys.stdin is None:
        raise CommandError("standard input: it is closed")
    if sys.stdin.isatty():
        raise CommandError("standard input: it is a terminal, not a story", 2)
    if sys.stdout.isatty() and sys.stderr.isatty():
        data = received(sys.stdin.fileno(), _MOST + 1, say_so()).data
    else:
        data = sys.stdin.buffer.read(_MOST + 1)
    if len(data) > _MOST:
        raise CommandError("standard input: it is larger than 256 MB")
    return data


def from_pipe(name: str) -> bytes | None:
    """Everything that comes through a pipe that the shell has opened, as `<(COMMAND)` does.

    None if the name is not that of a pipe.
    """
    try:
        if not stat.S_ISFIFO(os.stat(name).st_mode):  # noqa: PTH116 - a descriptor, not a path
            return None
        source = os.open(name, os.O_RDONLY)
    except OSError as error:
        raise CommandError(f"{name}: {(error.strerror or 'it cannot be read').lower()}")
    try:
        data = received(source, _MOST + 1, say_so()).data
    finally:
        os.close(source)
    if len(data) > _MOST:
        raise CommandError(f"{name}: it is larger than 256 MB")
    return data


def say_so() -> Tell:
    """Say once, on standard error, that more is being waited for."""
    said: list[None] = []

    def tell(_: bytes) -> None:
        if not said:
            said.append(None)
            complain("reading standard input; Ctrl-C shows what has come")

    return tell


class Received(NamedTuple):
    """What has come."""

    data: bytes
    whole: bool
    """Whether that is everything, as far as is known."""


def received(source: int, most: int, tell: Tell, most_lines: int = sys.maxsize) -> Received:
    """What comes from a descriptor up to its end, or until the reader interrupts it.

    It ends at `most` bytes, or soon after the first line beyond `most_lines`.
    """
    data = bytearray()
    lines = 0
    told = time.monotonic()
    try:
        while len(data) < most and lines <= most_lines:
            if readable(source, _PATIENCE):
                chunk = os.read(source, min(_CHUNK, most - len(data)))
                if not chunk:
                    return Received(bytes(data), whole=True)
                data += chunk
                lines += chunk.count(b"\n") if most_lines < sys.maxsize else 0
            if time.monotonic() - told > _PATIENCE:
                tell(bytes(data))
                told = time.monotonic()
    except KeyboardInterrupt:
        if not data:
            raise
    return Received(bytes(data), whole=False)
