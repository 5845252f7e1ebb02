"""A sample of a text, small enough to store, by which an edited text is known again.

The rule: a sketch holds the runs of three words with the smallest hashes, so that two texts
sample the same runs without knowing of each other (bottom-k sketch, Broder 1997).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice

from reader.locator.words import PAUSES, nothing, shingles, words

SIZE = 1024
_MIX = 0xD6E8FEB86659FD93
_MASK = 0xFFFFFFFFFFFFFFFF
_HEAD = struct.Struct("<4sII")
_MAGIC = b"NSk1"
REPEATED = 0xFFFFFFFF
"""The offset of a run that stands in more than one place."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sample of a text: up to 1,024 runs of three words and where they stand."""

    length: int
    """Of the whole text, in code points."""
    hashes: tuple[int, ...]
    """64 bits each, rising, each once."""
    offsets: tuple[int, ...]
    """Where each run begins, or `REPEATED`."""

    def to_bytes(self) -> bytes:
        """The sketch as it is stored: 12 bytes a run, little endian."""
        count = len(self.hashes)
        runs = struct.pack(f"<{count}Q{count}I", *self.hashes, *self.offsets)
        return _HEAD.pack(_MAGIC, min(self.length, REPEATED), count) + runs

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """The sketch that was stored; raises `ValueError` where the bytes are no sketch."""
        try:
            magic, length, count = _HEAD.unpack_from(data)
            numbers = struct.unpack_from(f"<{count}Q{count}I", data, _HEAD.size)
        except struct.error:
            raise ValueError("not a sketch")
        if magic != _MAGIC or count > SIZE:
            raise ValueError("not a sketch of this kind")
        return cls(length, numbers[:count], numbers[count:])


def mixed(shingle: int) -> int:
    """The hash by which a run of words is sampled."""
    return (shingle * _MIX) & _MASK


def sketch(
    text: str, start: int = 0, end: int | None = None, pause: Callable[[], object] = nothing
) -> Sketch:
    """A sample of `text[start:end]`, offsets counted in `text`; 0.1 s for 600,000 characters.

    Leave out what is not the story: a licence is shared by thousands of files. `pause` is called
    every few milliseconds and may raise, which ends the work.
    """
    found = words(text, start, end, pause)
    first: dict[int, int] = {}
    again: set[int] = set()
    runs = zip(shingles(found.keys), found.starts, strict=False)
    while some := list(islice(runs, PAUSES)):
        pause()
        for run, offset in some:
            if first.setdefault(run, offset) != offset:
                again.add(run)
    small: list[tuple[int, int]] = []
    rest = iter(first)
    while few := list(islice(rest, PAUSES)):
        pause()
        small = nsmallest(SIZE, chain(small, ((mixed(run), run) for run in few)))
    hashes = tuple(value for value, _ in small)
    offsets = tuple(REPEATED if run in again else first[run] for _, run in small)
    return Sketch(len(text), hashes, offsets)


def similarity(one: Sketch, two: Sketch) -> float:
    """How much of the smaller text stands in the larger one, from 0 to 1.

    Only hashes up to the smaller of both samples' ends are compared: below it both samples are
    complete, so that a story that has grown tenfold still holds all of what it was.
    """
    if not one.hashes or not two.hashes:
        return 0.0
    # A sample that is not full is the whole text and has no end.
    end = min((s.hashes[-1] for s in (one, two) if len(s.hashes) == SIZE), default=_MASK)
    mine = set(one.hashes[: bisect_right(one.hashes, end)])
    theirs = set(two.hashes[: bisect_right(two.hashes, end)])
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
