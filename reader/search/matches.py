"""The hits of one search in one story.

The rule: hits are ascending and do not overlap; their offsets in the story's text are worked out
when they are asked for, so that a page costs what its own hits cost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from reader.search.folded import Aligned
from reader.search.query import Match


class Matches:
    """All hits, as a sequence of `Match`."""

    __slots__ = ("_aligned", "_highs", "_length", "_lows")

    def __init__(
        self, aligned: Aligned, lows: Sequence[int], length: int, highs: Sequence[int] = ()
    ) -> None:
        self._aligned = aligned
        self._lows = lows
        self._length = length
        self._highs = highs

    def __len__(self) -> int:
        return len(self._lows)

    def __getitem__(self, index: int) -> Match:
        low = self._lows[index]
        high = self._highs[index] if self._highs else low + self._length
        return Match(self._aligned.start(low), self._aligned.end(high))

    def __iter__(self) -> Iterator[Match]:
        return map(self.__getitem__, range(len(self)))

    @property
    def starts(self) -> list[int]:
        """Where the hits begin."""
        return list(map(self._aligned.start, self._lows))

    @property
    def ends(self) -> list[int]:
        """Where the hits end."""
        highs = self._highs or [low + self._length for low in self._lows]
        return list(map(self._aligned.end, highs))

    def index_from(self, offset: int) -> int:
        """The first hit that begins at or after the offset; `len` when there is none."""
        index = bisect_left(self._lows, self._aligned.folded(offset))
        while index < len(self) and self[index].start < offset:
            index += 1
        return index

    def within(self, start: int, end: int) -> list[Match]:
        """The hits that share a character with `[start, end)`."""
        index = self.index_from(start)
        found = [self[index - 1]] if index and self[index - 1].end > start else []
        while index < len(self) and (match := self[index]).start < end:
            found.append(match)
            index += 1
        return found
