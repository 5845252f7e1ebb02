"""A line of Chinese, Japanese or Korean text into lines, guessing each line's length.

The rule: nearly every character takes two cells, so that only the few that take one are counted;
what is found is what the exact way finds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache

from reader.typeset.break_clusters import HANGING
from reader.typeset.patterns import PLAIN, after_space, after_wide_space, between

_BLANKS = " \u3000"


@cache
def _narrow() -> re.Pattern[str]:
    return re.compile(f"[{PLAIN}]")


@cache
def _place(whole: bool) -> re.Pattern[str]:
    """Matches where a line may end, with the blanks that it ends with."""
    places = after_space(square=True), between(square=True, whole=whole), after_wide_space()
    return re.compile("|".join(places))


def break_square(
    text: str,
    start: int,
    end: int,
    first: int,
    rest: int,
    hang: bool = False,
    whole: bool = False,
) -> array[int]:
    """Where the lines of one line of text `[start, end)` begin; no blank stands at its edges.

    Args:
        text: a story's text.
        start: where the line of text begins.
        end: where it ends.
        first: cells of the first line.
        rest: cells of every other line.
        hang: whether a mark may hang.
        whole: whether Korean words are kept whole.
    """
    hanging = HANGING if hang else ()
    narrow = [match.start() for match in _narrow().finditer(text, start, end)]
    narrow.append(end + first + rest)
    starts = array("I", (start,))
    place = _place(whole).match
    line, room, seen = start, first, 0
    while True:
        reach = line + room // 2
        if narrow[seen] <= reach:
            reach = _reach(narrow, seen, line, room)
        if reach >= end:
            return starts
        at = reach + (text[reach] in hanging)
        while line < at < end and not (found := place(text, at, end)):
            at -= 1
        if line < at < end and found:
            line = found.end()
        else:
            line = end if at == end else _forced(text, max(reach, line + 1), end)
            if line == end:
                return starts
        starts.append(line)
        room = rest
        if narrow[seen] < line:
            seen = bisect_left(narrow, line, seen)


def _forced(text: str, at: int, end: int) -> int:
    """The place after the blanks that follow, where nothing allows a break before them."""
    while at < end and text[at] in _BLANKS:
        at += 1
    return at


def _reach(narrow: list[int], seen: int, line: int, room: int) -> int:
    """How far a line reaches that holds narrow characters; `seen` is the first of them."""
    count = 0
    while True:
        size = (room + count) // 2
        after = bisect_left(narrow, line + size, seen)
        if after - seen > count:
            count = after - seen
        elif room + count - 2 * size == 1 and narrow[after] == line + size:
            count += 1
        else:
            return line + size
