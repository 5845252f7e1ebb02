"""The files of a dictionary, read where they are needed: a sorted index, and a body of entries.

The rule: nothing is read whole. An index is bisected on the disk, and only those pieces of a
compressed body are inflated that hold the entry; whatever a file claims is checked against a limit
before it is believed.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Protocol

from reader.posix import flag
from reader.value import NamedTuple

ENTRY_MOST = 256 << 10
"""Bytes of one entry that are read, at most."""
PROBES_MOST = 512
"""Index records that are remembered: every bisection begins with the same ones."""
WALK_MOST = 2_000
"""Records that are scanned where a bisection ends: an index may not be sorted exactly."""
_GZIP_MOST = 64 << 20
"""Bytes up to which a body that is not in pieces is inflated."""
_SMALL = 32 << 10
"""Bytes of an index that is searched as a whole."""
_MAGIC = b"\x1f\x8b"
_HAS_EXTRA, _HAS_NAME, _HAS_COMMENT, _HAS_CHECK = 4, 8, 16, 2
_HEAD_MOST = 128 << 10
_PIECE_LEAST = 512
"""Bytes: with smaller pieces an entry would span any number of them."""


class DictionaryError(Exception):
    """A file is not a dictionary, or not what it claims to be; the message says what is wrong."""


class Bytes(Protocol):
    """Bytes that can be read from any position."""

    size: int

    def read(self, at: int, count: int) -> bytes:
        """At most that many bytes from there; fewer at the end."""


class FileBytes:
    """A regular file."""

    def __init__(self, path: Path) -> None:
        """Raises `DictionaryError` for what cannot be opened or is not a regular file."""
        try:
            self._file = os.open(path, os.O_RDONLY | flag("O_NONBLOCK") | flag("O_BINARY"))
        except OSError as error:
            raise DictionaryError(f"it cannot be read: {error.strerror}") from error
        there = os.fstat(self._file)
        self.size = there.st_size
        if not stat.S_ISREG(there.st_mode):
            raise DictionaryError("it is not a regular file")

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)

    def read(self, at: int, count: int) -> bytes:
        """At most that many bytes from there."""
        os.lseek(self._file, at, os.SEEK_SET)
        return os.read(self._file, count)


class HeldBytes:
    """Bytes in memory: an index that was compressed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, at: int, count: int) -> bytes:
        """At most that many bytes from there."""
        return self._data[at : at + count]


def inflated(path: Path, most: int = _GZIP_MOST) -> HeldBytes:
    """The contents of a gzip file; raises `DictionaryError` if it is not one, or is too large."""
    source = FileBytes(path)
    unpack = zlib.decompressobj(31)
    try:
        data = unpack.decompress(source.read(0, source.size), most)
    except zlib.error as error:
        raise DictionaryError("it is damaged") from error
    if unpack.unconsumed_tail:
        raise DictionaryError("it is too large")
    return HeldBytes(data)


class IndexRecord(NamedTuple):
    """One line of an index."""

    key: bytes
    """The key by which the index is sorted."""
    word: str
    start: int
    end: int
    """Where the next record begins."""
    values: tuple[int, ...]
    """Where the entry begins in the body and how long it is, or the number of another record."""


class SortedIndex(Protocol):
    """An index whose records are sorted by their keys."""

    size: int

    @property
    def near(self) -> Callable[[int], IndexRecord | None]:
        """Finds a record that begins at a position or a little later."""

    def walk(self, start: int) -> Iterator[IndexRecord]:
        """The records from the one that begins there."""


def with_key(index: SortedIndex, key: bytes) -> Iterator[IndexRecord]:
    """The records of a key, which are adjacent in a sorted index."""
    low, high = 0, index.size
    while low < high:
        middle = (low + high) // 2
        record = index.near(middle)
        if record is None or record.start >= high or record.end <= low or record.key >= key:
            high = middle
        else:
            low = record.end
    for count, record in enumerate(index.walk(low)):
        if record.key == key:
            yield record
        elif record.key > key or count > WALK_MOST:
            return


class EntryFile:
    """The entries, plain or in pieces that are compressed separately (dictzip)."""

    def __init__(self, path: Path) -> None:
        self._source = FileBytes(path)
        self._starts: list[int] = []
        """Where the pieces begin in the file, and where the last one ends."""
        self._piece = 0
        """Bytes that a piece holds."""
        self._held: HeldBytes | None = None
        if self._source.read(0, 2) == _MAGIC:
            self._take_table()
            if not self._starts:
                self._held = inflated(path)

    def _take_table(self) -> None:
        """The table of pieces at the head of the file; empty if there is none."""
        head = self._source.read(0, _HEAD_MOST)
        if len(head) < 12 or not head[3] & _HAS_EXTRA:
            return
        length = struct.unpack_from("<H", head, 10)[0]
        at, end = 12, min(12 + length, len(head))
        while at + 4 <= end:
            name, size = head[at : at + 2], struct.unpack_from("<H", head, at + 2)[0]
            if name == b"RA" and size >= 6 and at + 4 + size <= end:
                _, self._piece, count = struct.unpack_from("<HHH", head, at + 4)
                count = min(count, (size - 6) // 2)
                sizes = struct.unpack_from(f"<{count}H", head, at + 10)
                self._starts = list(accumulate(sizes, initial=_body_start(head, end)))
            at += 4 + size
        if self._starts and self._piece < _PIECE_LEAST:
            raise DictionaryError("it is damaged")

    @property
    def size(self) -> int:
        """Bytes of all entries, or slightly more."""
        if self._held is not None:
            return self._held.size
        return (len(self._starts) - 1) * self._piece if self._starts else self._source.size

    def entry(self, at: int, length: int) -> bytes:
        """The bytes of an entry; raises `DictionaryError` if some of them are missing."""
        length = min(length, ENTRY_MOST)
        found = self._read(at, length)
        if len(found) < length:
            raise DictionaryError("it is cut short")
        return found

    def _read(self, at: int, length: int) -> bytes:
        if self._held is not None:
            return self._held.read(at, length)
        if not self._starts:
            return self._source.read(at, length)
        first, last = at // self._piece, (at + max(0, length - 1)) // self._piece
        pieces = (self._inflated(n) for n in range(first, min(last + 1, len(self._starts) - 1)))
        found = b"".join(pieces)
        return found[at - first * self._piece :][:length]

    def _inflated(self, number: int) -> bytes:
        start, end = self._starts[number : number + 2]
        try:
            packed = self._source.read(start, end - start)
            return zlib.decompressobj(-15).decompress(packed, self._piece)
        except zlib.error as error:
            raise DictionaryError("it is damaged") from error


def _body_start(head: bytes, at: int) -> int:
    """Where the head of a gzip file ends, after its extra field."""
    for what in (_HAS_NAME, _HAS_COMMENT):
        if head[3] & what:
            at = head.find(b"\0", at) + 1 or len(head)
    return at + 2 if head[3] & _HAS_CHECK else at


def is_sorted(index: SortedIndex, key: Callable[[str], bytes], samples: int = 48) -> bool:
    """Whether sample records, or all of a small index, are in the order of a key."""
    if index.size <= _SMALL:
        records = index.walk(0)
    else:
        at = (index.size * number // samples for number in range(samples))
        records = filter(None, map(index.near, at))
    keys = (key(record.word) for record in records)
    return all(one <= other for one, other in pairwise(keys))
