"""Folded texts kept on disk between two searches of the library.

The rule: an entry stands for one file at one size and time, is either whole or not there, and can
be deleted at any moment. It is read into memory and never mapped: a mapped file that another
program cuts short ends the process.

An entry is the folded text as it is scanned, and behind it what a hit needs so that its story need
not be read: the edits, the chapters, and the text itself in chunks, each deflated with its own
folded stretch as the dictionary, which takes about a tenth of the text.
"""

from __future__ import annotations

import json
import os
import struct
import time
import zlib
from array import array
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from operator import add, sub
from pathlib import Path
from typing import NamedTuple

from reader.posix import flag
from reader.search.fold import RULES
from reader.search.folded import Aligned
from reader.story import Range, Story

_FORMAT = 2
_MAGIC = b"nightfld"
_HEAD = struct.Struct("<8s11Q")
_CHUNK = 8192
_LEVEL = 3
_SETTLED_NS = 2_000_000_000
_SUFFIX = ".folded"
_PART = ".part"
_STALE_SECONDS = {_SUFFIX: 30 * 24 * 3600, _PART: 3600}


class Stamp(NamedTuple):
    """What tells one state of a file from another."""

    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """The file's state now; None when there is none."""
        try:
            status = path.stat()
        except (OSError, ValueError):
            return None
        return cls(status.st_size, status.st_mtime_ns)

    def settled(self) -> bool:
        """Whether a further change would show in the time, on file systems that round it."""
        return abs(time.time_ns() - self.mtime_ns) > _SETTLED_NS


class _Head(NamedTuple):
    magic: bytes
    identity: int
    """Bytes of what the entry stands for; as the next five are of the parts behind it."""
    folded: int
    chapters: int
    edits: int
    sizes: int
    """How many bytes each chunk takes."""
    chunks: int
    size: int
    """Characters of the text."""
    start: int
    end: int
    low: int
    high: int

    @property
    def total(self) -> int:
        """Bytes of the whole entry."""
        return _HEAD.size + sum(self[1:7]) + len(_MAGIC)


class Entry:
    """A kept story, good until the cache is asked for the next one."""

    def __init__(self, data: bytearray, head: _Head, low: int) -> None:
        self._head = head
        self._data = memoryview(data).toreadonly()
        self._find = data.find
        self._low = low
        self._chunks: dict[int, str] = {}

    @property
    def body(self) -> Range:
        """The body in offsets of the text."""
        return Range(self._head.start, self._head.end)

    @property
    def bounds(self) -> tuple[int, int]:
        """The body in folded offsets."""
        return self._head.low, self._head.high

    @property
    def size(self) -> int:
        """Characters of the text."""
        return self._head.size

    def holds(self, words: bytes) -> bool:
        """Whether the words, folded and in UTF-8, stand anywhere in the folded text."""
        return self._find(words, self._low, self._low + self._head.folded) >= 0

    @cached_property
    def aligned(self) -> Aligned:
        """The folded text."""
        low = self._low
        text = str(self._data[low : low + self._head.folded], "utf-8", "surrogatepass")
        low += self._head.folded + self._head.chapters
        packed = zlib.decompress(self._data[low : low + self._head.edits])
        return Aligned(text, _columns(packed)) if packed else Aligned(text)

    @property
    def title(self) -> str:
        """The story's title."""
        return self._titles[0][1]

    @property
    def chapters(self) -> list[tuple[int, str]]:
        """Where each chapter begins, and its title."""
        return self._titles[1:]

    @cached_property
    def _titles(self) -> list[tuple[int, str]]:
        low = self._low + self._head.folded
        titles = json.loads(zlib.decompress(self._data[low : low + self._head.chapters]))
        return [(int(start), str(title)) for start, title in titles]

    def source(self, start: int, end: int) -> str:
        """A range of the text.

        Raises:
            ValueError, zlib.error, LookupError: The entry is damaged.
        """
        first, last = start // _CHUNK, max(start, end - 1) // _CHUNK
        text = "".join(map(self._chunk, range(first, last + 1)))
        return text[start - first * _CHUNK : end - first * _CHUNK]

    def _chunk(self, index: int) -> str:
        if index not in self._chunks:
            low, high = self._cuts[index], self._cuts[index + 1]
            pipe = zlib.decompressobj(zdict=_stretch(self.aligned, index))
            text = pipe.decompress(self._data[low:high]).decode("utf-8", "surrogatepass")
            if not pipe.eof:
                raise ValueError("a damaged chunk")
            self._chunks[index] = text
        return self._chunks[index]

    @cached_property
    def _cuts(self) -> list[int]:
        head = self._head
        low = self._low + head.folded + head.chapters + head.edits
        sizes = array("I", bytes(self._data[low : low + head.sizes]))
        return list(accumulate(sizes, initial=low + head.sizes))


class Cache:
    """A folder of entries. Any number of processes may use it, each with a cache of its own."""

    def __init__(self, folder: Path, rules: str = "") -> None:
        """`rules` names whatever else decides how a file is read; entries of others are no good."""
        self._folder = folder
        self._rules = rules
        self._buffer = bytearray(1 << 20)
        self._broken = False

    def entry(self, path: Path, stamp: Stamp) -> Entry | None:
        """What is kept of the file in this state."""
        try:
            size = self._read(self._place(path))
        except OSError:
            return None
        if size < _HEAD.size:
            return None
        head = _Head(*_HEAD.unpack_from(self._buffer))
        identity = self._identity(path, stamp)
        low = _HEAD.size + len(identity)
        whole = head.magic == _MAGIC and self._buffer.startswith(identity, _HEAD.size)
        if not whole or head.total != size or not self._buffer.startswith(_MAGIC, size - 8):
            return None
        return Entry(self._buffer, head, low)

    def keep(self, path: Path, stamp: Stamp, story: Story, aligned: Aligned) -> None:
        """Write an entry; a cache that cannot be written is done without."""
        if self._broken or not stamp.settled():
            return
        try:
            self._write(self._place(path), _packed(self._identity(path, stamp), story, aligned))
        except OSError:
            self._broken = True

    def prune(self, now: float) -> None:
        """Drop entries older than a month, and parts of entries that were given up."""
        with suppress(OSError):
            for place in self._folder.iterdir():
                most = _STALE_SECONDS.get(place.suffix)
                with suppress(OSError):
                    if most is not None and place.stat().st_mtime < now - most:
                        place.unlink()

    def _place(self, path: Path) -> Path:
        return self._folder / (sha256(os.fsencode(path)).hexdigest()[:32] + _SUFFIX)

    def _identity(self, path: Path, stamp: Stamp) -> bytes:
        return json.dumps([_FORMAT, RULES, self._rules, str(path), *stamp]).encode()

    def _read(self, place: Path) -> int:
        with place.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > len(self._buffer):
                self._buffer = bytearray(size + size // 8)  # views of the old one may be alive
            return file.readinto(self._buffer)

    def _write(self, place: Path, data: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def _packed(identity: bytes, story: Story, aligned: Aligned) -> bytes:
    folded = aligned.text.encode("utf-8", "surrogatepass")
    titles = [(0, story.title), *((chapter.start, chapter.title) for chapter in story.chapters)]
    chapters = zlib.compress(json.dumps(titles).encode(), 1)
    edits = zlib.compress(_columns_packed(aligned))
    chunks = [_chunk_packed(story.text, aligned, k) for k in range(_chunks(len(story.text)))]
    sizes = array("I", map(len, chunks)).tobytes()
    start, end = story.body
    head = _Head(
        _MAGIC,
        len(identity),
        len(folded),
        len(chapters),
        len(edits),
        len(sizes),
        sum(map(len, chunks)),
        len(story.text),
        start,
        end,
        aligned.folded(start),
        aligned.folded(end),
    )
    return b"".join((_HEAD.pack(*head), identity, folded, chapters, edits, sizes, *chunks, _MAGIC))


def _chunks(size: int) -> int:
    return -(-size // _CHUNK)


def _chunk_packed(text: str, aligned: Aligned, index: int) -> bytes:
    chunk = text[index * _CHUNK : (index + 1) * _CHUNK].encode("utf-8", "surrogatepass")
    pipe = zlib.compressobj(_LEVEL, zdict=_stretch(aligned, index))
    return pipe.compress(chunk) + pipe.flush()


def _stretch(aligned: Aligned, index: int) -> bytes:
    """The folded text of a chunk, which is the dictionary of its deflation."""
    low, high = aligned.folded(index * _CHUNK), aligned.folded((index + 1) * _CHUNK)
    return aligned.text[low:high].encode("utf-8", "surrogatepass")


def _columns_packed(aligned: Aligned) -> bytes:
    """The gap before each edit, how much text it takes, and how much folded text."""
    starts, ends, lows, highs = aligned.columns
    gaps = map(sub, starts, (0, *ends[:-1]))
    return b"".join(
        array("I", column).tobytes()
        for column in (gaps, map(sub, ends, starts), map(sub, highs, lows))
    )


def _columns(packed: bytes) -> tuple[list[int], ...]:
    column = len(packed) // 3
    gaps, taken, given = (
        array("I", packed[at : at + column]) for at in range(0, 3 * column, column)
    )
    ends = list(accumulate(map(add, gaps, taken)))
    highs = list(accumulate(map(add, gaps, given)))
    return list(map(sub, ends, taken)), ends, list(map(sub, highs, given)), highs
