"""Folded texts kept on disk between two searches of the library, a file for each story.

Beside each stand, in a file of their own, the signs that tell of most words it lacks that it does.

The rule: an entry stands for one file in one state, is either whole or not there, and can be
deleted at any moment. It is read into memory and never mapped: a mapped file that another program
cuts short ends the process.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path

from reader.file_stamp import FileStamp, fingerprint, stamp_of
from reader.posix import flag
from reader.search.entry import CacheEntry, opened, packed, told_size
from reader.search.find import Buffer
from reader.search.fold import RULES
from reader.search.folded import Aligned
from reader.search.sieve import MOST, SIGNED, denied, signed, unsigned
from reader.story import Story

_FORMAT = 5
_SETTLED_NS = 2_000_000_000
_SUFFIX = ".folded"
_SIGNS = ".signs"
_PART = ".part"
_MONTH = 30 * 24 * 3600
_STALE_SECONDS = {_SUFFIX: _MONTH, _SIGNS: _MONTH, _PART: 3600}
_ROOM = 1 << 20


def settled(stamp: FileStamp) -> bool:
    """Whether a further change would show in the time, on file systems that round it."""
    return abs(time.time_ns() - stamp.mtime_ns) > _SETTLED_NS


class Cache:
    """A folder of entries. Any number of processes may use it, each with a cache of its own."""

    def __init__(self, folder: Path, rules: str = "") -> None:
        """`rules` names what decides how files are read; entries made under others are not used."""
        self._folder = os.fspath(folder)
        self._rules = f"{_FORMAT} {RULES} {rules}"
        self._buffer = Buffer(_ROOM)
        self._signs = memoryview(bytearray(SIGNED.size + MOST))
        self._broken = False

    def entry(self, path: str, rules: str = "") -> CacheEntry | None:
        """What is kept of the file as it is now; `rules` decide how this one is read."""
        stamp = stamp_of(path)
        if stamp is None:
            return None
        identity = self._identity(path, rules)
        try:
            size = self._read(self._place(path), lambda: told_size(self._buffer, identity, stamp))
        except OSError:
            return None
        return opened(self._buffer, size, identity, stamp)

    def denies(self, path: str, rules: str, numbers: Sequence[int]) -> bool:
        """Whether signs of the file as it is now show that it lacks what was `asked`."""
        bits = self._signs_of(path, rules) if numbers else None
        return bits is not None and denied(bits, numbers)

    def has_signs(self, path: str, rules: str) -> bool:
        """Whether there are signs of the file as it is now."""
        return self._signs_of(path, rules) is not None

    def keep(self, path: str, rules: str, stamp: FileStamp, story: Story, aligned: Aligned) -> None:
        """Write an entry; a cache that cannot be written is done without."""
        identity = self._identity(path, rules)
        self._keep(path, stamp, _SUFFIX, lambda: packed(identity, stamp, story, aligned))

    def sign(self, path: str, rules: str, stamp: FileStamp, text: str) -> None:
        """Write the signs of a folded text."""
        identity = self._identity(path, rules)
        self._keep(path, stamp, _SIGNS, lambda: signed(identity, stamp, text))

    def _keep(self, path: str, stamp: FileStamp, suffix: str, data: Callable[[], bytes]) -> None:
        if self._broken or not settled(stamp) or stamp_of(path) != stamp:
            return
        try:
            self._write(Path(self._place(path, suffix)), data())
        except OSError:
            self._broken = True

    def _signs_of(self, path: str, rules: str) -> memoryview | None:
        stamp = stamp_of(path)
        try:
            with _opened(self._place(path, _SIGNS)) as file:
                size = file.readinto(self._signs) or 0
        except OSError:
            return None
        return unsigned(self._signs[:size], self._identity(path, rules), stamp)

    def prune(self, now: float) -> None:
        """Drop entries older than a month, and parts of entries that were given up."""
        with suppress(OSError):
            for place in Path(self._folder).iterdir():
                most = _STALE_SECONDS.get(place.suffix)
                with suppress(OSError):
                    if most is not None and place.stat().st_mtime < now - most:
                        place.unlink()

    def _place(self, path: str, suffix: str = _SUFFIX) -> str:
        return f"{self._folder}/{fingerprint(os.fsencode(path))[:32]}{suffix}"

    def _identity(self, path: str, rules: str) -> bytes:
        said = f"{self._rules}\0{rules}\0{path}"
        return bytes.fromhex(fingerprint(said.encode("utf-8", "surrogatepass"))[:32])

    def _read(self, place: str, told: Callable[[], int]) -> int:
        """Fill the buffer; one that is too small only if its beginning tells the file's size."""
        with _opened(place) as file:
            size = file.readinto(self._buffer.data) or 0
            if size < len(self._buffer.data):
                return size
            size = os.fstat(file.fileno()).st_size
            if told() != size:
                return 0
            self._buffer = Buffer(size + size // 8)  # views of the old one may be alive
            file.seek(0)
            return file.readinto(self._buffer.data) or 0

    def _write(self, place: Path, data: bytes) -> None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}-{id(self)}{_PART}")
        how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | flag("O_NOFOLLOW") | flag("O_BINARY")
        handle = os.open(part, how, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            part.replace(place)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise


def _opened(place: str) -> FileIO:
    """A file to be read, without waiting for who writes to a pipe in its place."""
    return FileIO(place, opener=lambda name, how: os.open(name, how | flag("O_NONBLOCK")))
