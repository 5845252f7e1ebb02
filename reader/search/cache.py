"""Folded texts kept on disk between two searches of the library, all in one store.

Each has a signature that shows for most words it lacks that it lacks them.

The rule: an entry belongs to one file in one state, is intact or counts as missing, and the store
may be deleted at any moment. It is read into memory and never mapped: a mapped file that another
program cuts short ends the process.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from reader.file_stamp import FileStamp, fingerprint, stamp_of
from reader.search.entry import CacheEntry, Kept, opened, packed
from reader.search.fold import RULES
from reader.search.folded import Aligned
from reader.search.pack import Pack
from reader.search.sieve import denied, signed, unsigned
from reader.search.unfolded import packed_letters, packed_story
from reader.story import Story

_FORMAT = 7
_SETTLED_NS = 2_000_000_000
_ENTRY, _SIGNS = 0, 1
"""The kinds of data kept for a story."""


def settled(stamp: FileStamp) -> bool:
    """Whether a further change would show in the time, on file systems that round it."""
    return abs(time.time_ns() - stamp.mtime_ns) > _SETTLED_NS


class Cache:
    """A folder of entries. Any number of processes may use it, each with its own cache object."""

    def __init__(self, folder: Path, rules: str = "") -> None:
        """`rules` names what decides how files are read; entries made under others are not used."""
        self._pack = Pack(folder)
        self._rules = f"{_FORMAT} {RULES} {rules}"

    def entry(self, path: str, rules: str = "", stamp: FileStamp | None = None) -> Kept | None:
        """What is kept of the file as it is now; `rules` determine how it is read.

        A `stamp` that was just taken spares taking one.
        """
        data = self._pack.get(_ENTRY, _key(path))
        stamp = stamp or (stamp_of(path) if data is not None else None)
        if data is None or stamp is None:
            return None
        return opened(data, self._identity(path, rules), stamp)

    def folded(self, path: str, rules: str) -> str | None:
        """The folded text of the file as it is now, if it is kept."""
        entry = self.entry(path, rules)
        return entry.folded if isinstance(entry, CacheEntry) else None

    def denies(self, path: str, rules: str, numbers: Sequence[int]) -> bool:
        """Whether the signature of the file as it is now shows that it lacks what was `asked`."""
        bits = self._signs_of(path, rules) if numbers else None
        return bits is not None and denied(bits, numbers)

    def has_signs(self, path: str, rules: str) -> bool:
        """Whether there is a signature of the file as it is now."""
        return self._signs_of(path, rules) is not None

    def keep(
        self, path: str, rules: str, stamp: FileStamp, story: Story, aligned: Aligned | None
    ) -> None:
        """Keep a story, folded if it is; a cache that cannot be written is done without."""
        if self._may_keep(path, stamp):
            place = self._identity(path, rules), stamp, story
            data = packed_story(*place) if aligned is None else packed(*place, aligned)
            self._pack.put(_ENTRY, _key(path), data)

    def keep_letters(self, path: str, stamp: FileStamp, letters: str, *, folded: bool) -> None:
        """Keep the letters of a story that is read without rules of its own, until it is read.

        They are `folded`, or the text of its file.
        """
        if self._may_keep(path, stamp):
            data = packed_letters(self._identity(path, ""), stamp, letters, folded=folded)
            self._pack.put(_ENTRY, _key(path), data)

    def sign(self, path: str, rules: str, stamp: FileStamp, text: str) -> None:
        """Keep the signature of a folded text."""
        if self._may_keep(path, stamp):
            self._pack.put(_SIGNS, _key(path), signed(self._identity(path, rules), stamp, text))

    def size(self) -> tuple[int, int]:
        """How many things are kept, entries and signatures, and how many bytes they take.

        Raises:
            OSError: There is no cache, or it cannot be read.
        """
        return self._pack.size()

    def make(self) -> None:
        """Create the store, before several processes do so at once."""
        self._pack.make()

    def flush(self) -> None:
        """Write what was waiting to be written together."""
        self._pack.flush()

    def prune(self, now: float, paths: Iterable[str]) -> None:
        """Drop what is no longer needed; what is kept for these files stays."""
        self._pack.prune(now, lambda: {_key(path) for path in paths})

    def close(self) -> None:
        """Write what is waiting, and close the files."""
        self._pack.close()

    def _may_keep(self, path: str, stamp: FileStamp) -> bool:
        return self._pack.writable and settled(stamp) and stamp_of(path) == stamp

    def _signs_of(self, path: str, rules: str) -> memoryview | None:
        data = self._pack.get(_SIGNS, _key(path))
        if data is None:
            return None
        return unsigned(memoryview(data), self._identity(path, rules), stamp_of(path))

    def _identity(self, path: str, rules: str) -> bytes:
        said = f"{self._rules}\0{rules}\0{path}"
        return bytes.fromhex(fingerprint(said.encode("utf-8", "surrogatepass"))[:32])


@lru_cache(maxsize=1)
def _key(path: str) -> int:
    return int(fingerprint(os.fsencode(path))[:16], 16)
