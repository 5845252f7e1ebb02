"""The breaks of a paragraph that leave its right edge least ragged.

The rule: as few lines as first fit makes, and among those the smallest sum of the squares of
what each line but the last falls short.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate

from reader.typeset.break_clusters import Segments


def least_ragged(start: int, parts: Segments, first: int, rest: int) -> array[int] | None:
    """Where the lines begin, or None where a segment is wider than a line.

    Args:
        start: where the first segment begins.
        parts: all segments of the paragraph.
        first: cells of the first line.
        rest: cells of every other line.
    """
    before = [0, *accumulate(parts.full)]
    ends = [sum(cells) for cells in zip(before, parts.solid, parts.hyphen, strict=False)]
    least = [end - hung for end, hung in zip(ends, parts.hung, strict=True)]
    latest = _first_fit(before, least, first, rest)
    if latest is None:
        return None
    bounds = _last_fit(before, least, rest, latest), latest
    begins = _best(before, (ends, least), bounds, (first, rest))
    return array("I", (start, *(parts.stops[at - 1] for at in begins)))


def _first_fit(before: list[int], ends: list[int], first: int, rest: int) -> list[int] | None:
    """The segment that begins each line when every line is as full as can be."""
    begins, room = [0], first
    while before[begins[-1]] + room < ends[-1]:
        begin = bisect_right(ends, before[begins[-1]] + room)
        if begin <= begins[-1]:
            return None
        begins.append(begin)
        room = rest
    return begins


def _last_fit(before: list[int], ends: list[int], rest: int, latest: list[int]) -> list[int]:
    """The same when every line but the first is as full as can be, the last one first."""
    begins = [len(ends)]
    for _ in latest[1:]:
        begins.append(bisect_left(before, ends[begins[-1] - 1] - rest))
    return [0, *begins[:0:-1]]


def _best(
    before: list[int],
    edges: tuple[list[int], list[int]],
    bounds: tuple[list[int], list[int]],
    rooms: tuple[int, int],
) -> list[int]:
    """The segments that begin the second and every later line.

    `edges` are where each segment ends, and where it ends when what may hang does; `bounds` the
    first and the last segment that may begin each line.
    """
    ends, least = edges
    earliest, latest = bounds
    costs, came = {0: 0}, []
    room = rooms[0]
    for low, high in zip(earliest[1:], latest[1:], strict=True):
        line: dict[int, tuple[int, int]] = {}
        for begin, cost in costs.items():
            edge = before[begin] + room
            for end in range(max(low, begin + 1), high + 1):
                if least[end - 1] > edge:
                    break
                short = max(0, edge - ends[end - 1])
                whole = cost + short * short
                if end not in line or whole < line[end][0]:
                    line[end] = whole, begin
        came.append({end: begin for end, (_, begin) in line.items()})
        costs = {end: cost for end, (cost, _) in line.items()}
        room = rooms[1]
    best = min(costs, key=costs.__getitem__)
    begins = []
    for steps in reversed(came):
        begins.append(best)
        best = steps[best]
    return begins[::-1]
