"""Numbers that run on: which of the lines with a number count a story's chapters.

The rule: the numbering that explains most wins, not the first. A step to the next number is
worth what the line is worth, a gap costs, and beginning again at one costs unless something
higher begins there too; so a stray number costs its own worth and no more. One pass, because
only the best way to each number so far is kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

GAP = 1.0
"""What a missing number costs."""
GAPS_MOST = 3
"""Numbers that may be missing in a row."""
LATE = 0.5
"""What it costs to begin with another number than one, as an excerpt does."""
AGAIN = 3.0
"""What it costs to begin again at one where nothing higher begins."""
LEFT = 0.75
"""What a number of the same form that stands outside costs."""


FAINT = 0.05
"""Worth of a line with nothing after it, which only its place may save, and which costs nothing
where it is left out."""


class Numbered(NamedTuple):
    """A line with a number."""

    at: int
    """Where it stands, as a block."""
    number: int
    worth: float
    """What speaks for it, or against it where that is less than nothing."""


class Chain(NamedTuple):
    """Numbers that run on."""

    members: list[int]
    """Which of the lines, by their place in the list."""
    score: float


class _Way(NamedTuple):
    """The best way to one of the lines."""

    score: float
    place: int


_NO_WAY = _Way(float("-inf"), -1)


def chain_of(lines: Sequence[Numbered], higher: Sequence[int] = ()) -> Chain:
    """The best chain through lines in order, weighed against those that it leaves out.

    Args:
        lines: Those of one form.
        higher: The blocks where something begins that comprises more, in order.
    """
    before: list[int] = []
    last: dict[int, _Way] = {}
    best = _NO_WAY
    for index, (at, number, worth) in enumerate(lines):
        came, origin = (0.0 if number <= 1 else -LATE), -1
        for step in range(1, GAPS_MOST + 2):
            way = last.get(number - step, _NO_WAY)
            if way.score - GAP * (step - 1) > came:
                came, origin = way.score - GAP * (step - 1), way.place
        if number == 1 and best.place >= 0:
            free = bisect_left(higher, at) > bisect_left(higher, lines[best.place].at)
            if best.score - AGAIN * (not free) > came:
                came, origin = best.score - AGAIN * (not free), best.place
        before.append(origin)
        way = _Way(came + worth, index)
        if way.score >= last.get(number, _NO_WAY).score:
            last[number] = way
        if way.score > best.score:
            best = way
    members: list[int] = []
    index = best.place
    while index >= 0:
        members.append(index)
        index = before[index]
    taken = set(members)
    left = sum(one.worth != FAINT for at, one in enumerate(lines) if at not in taken)
    return Chain(members[::-1], best.score - LEFT * left)
