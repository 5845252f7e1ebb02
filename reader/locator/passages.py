"""How much of a short text stands in another one: its common passages, in their order or moved.

The rule: words that merely occur in both prove nothing, runs of them do; what only the two ends
share proves nothing either, for a header and a farewell are common to many stories.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

_COMMON = 8
"""Places of a pair of words from which it is too common to tell where it belongs."""
_MOVED = 4
"""Words of a run that is believed although it stands in another order."""
_END = 0.15
"""The share of a text at either end that a header or a farewell may take."""
_CORE = 2.0
"""How much more of the whole than of its middle may stand in both."""


def common(one: Sequence[int], two: Sequence[int]) -> float:
    """The share of the shorter text's words, 0 to 1, that stand in passages of both.

    Both are hashed words (`words.Words.keys`). Takes n log n for n words.
    """
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) < 2:
        return float(bool(shorter) and shorter == longer)
    stands = _in_order(shorter, longer) | _moved(shorter, longer)
    margin = int(_END * len(shorter))
    inner = range(margin, len(shorter) - margin)
    core = sum(word in stands for word in inner) / len(inner)
    return min(len(stands) / len(shorter), _CORE * core)


def _in_order(one: Sequence[int], two: Sequence[int]) -> set[int]:
    """The words of one text in pairs that both have, in the longest sequence of such pairs."""
    places: dict[tuple[int, int], list[int]] = {}
    for at, pair in enumerate(pairwise(two)):
        places.setdefault(pair, []).append(at)
    hits = [
        (first, second)
        for first, pair in enumerate(pairwise(one))
        for second in reversed(places.get(pair, ())[: _COMMON + 1])
        if len(places[pair]) <= _COMMON
    ]
    return {word for first in _rising(hits) for word in (first, first + 1)}


def _rising(hits: Sequence[tuple[int, int]]) -> Iterable[int]:
    """The first numbers of the longest sequence of hits that rises on both sides."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(hits):
        row = bisect_left(ends, second)
        before.append(tops[row - 1] if row else -1)
        ends[row : row + 1] = [second]
        tops[row : row + 1] = [index]
    index = tops[-1] if tops else -1
    while index >= 0:
        yield hits[index][0]
        index = before[index]


def _moved(one: Sequence[int], two: Sequence[int]) -> set[int]:
    """The words of one text in longer runs that stand anywhere in the other."""
    runs = {tuple(two[at : at + _MOVED]) for at in range(len(two) - _MOVED + 1)}
    return {
        word
        for at in range(len(one) - _MOVED + 1)
        if tuple(one[at : at + _MOVED]) in runs
        for word in range(at, at + _MOVED)
    }
