"""From offsets of a text as it was to offsets of the text as it is, by the sketch of the old one.

The rule: it only guesses; what it says is verified against the words of a place.
"""

from __future__ import annotations

from bisect import bisect_left

from reader.locator.sketch import REPEATED, Sketch, mixed
from reader.locator.words import Words, shingles


class Alignment:
    """Runs of words that stand once in the old text and once in the new one, as pairs."""

    def __init__(self, old: Sketch | None, new: Words, length: int) -> None:
        self._new_length = length
        self._pairs = _pairs(old, new) if old else []
        self._spine = _rising(self._pairs)

    def guess(self, offset: int) -> int:
        """Where the old offset most likely lies now: between its neighbours on the spine."""
        if not self._spine:
            return max(0, min(offset, self._new_length))
        at = bisect_left(self._spine, (offset, -1))
        before = self._spine[at - 1] if at else (0, 0)
        after = self._spine[at] if at < len(self._spine) else None
        if after is None:  # nothing known after: what follows may be new, so do not stretch
            return max(0, min(before[1] + offset - before[0], self._new_length))
        share = (offset - before[0]) / max(1, after[0] - before[0])
        return int(before[1] + share * (after[1] - before[1]))

    def neighbours(self, offset: int) -> list[int]:
        """Where it lies if it moved together with one of the nearest runs (a moved chapter)."""
        at = bisect_left(self._pairs, (offset, -1))
        near = self._pairs[max(0, at - 2) : at + 2]
        return [max(0, min(new + offset - old, self._new_length)) for old, new in near]


def _pairs(old: Sketch, new: Words) -> list[tuple[int, int]]:
    wanted = {h: at for h, at in zip(old.hashes, old.offsets, strict=True) if at != REPEATED}
    found: dict[int, int] = {}
    for run, offset in zip(shingles(new.keys), new.starts, strict=False):
        value = mixed(run)
        if value in wanted:
            found[value] = -1 if value in found else offset
    return sorted((wanted[value], at) for value, at in found.items() if at >= 0)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence that rises on both sides: the backbone of a patience diff."""
    ends: list[int] = []
    tops: list[int] = []
    before = [-1] * len(pairs)
    for index, (_, new) in enumerate(pairs):
        row = bisect_left(ends, new)
        before[index] = tops[row - 1] if row else -1
        ends[row : row + 1] = [new]
        tops[row : row + 1] = [index]
    spine = []
    index = tops[-1] if tops else -1
    while index >= 0:
        spine.append(pairs[index])
        index = before[index]
    return spine[::-1]
