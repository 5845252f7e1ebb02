"""Many paragraphs of plain text into lines, by one pattern run over all of them.

The rule: plain text holds only characters of one cell whose breaks a pattern can see, and what
the pattern finds is what the exact way finds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate

from reader.typeset.break_clusters import HANGING, Segments
from reader.typeset.hyphenation import Parts, part_of_word
from reader.typeset.patterns import PLAIN, after_space, after_wide_space, between, between_words


@lru_cache(maxsize=16)
def _lines(first: int, rest: int) -> re.Pattern[str]:
    """A pattern whose matches are lines, with the blanks and the newline after them."""
    end = f"(?:{after_space(square=False)}|\n|{between(square=False)}|\\Z)"
    usual = "".join(between_words())
    if first == rest:
        return re.compile(f"(?>.{{1,{rest}}} ){usual}|.{{1,{rest}}}{end}|.{{{rest}}} *")
    fresh, onward = "(?<![^\n])", "(?<=[^\n])"
    some = f"(?:{onward}.{{1,{rest}}}|{fresh}.{{1,{first}}})"
    full = f"(?:{onward}.{{{rest}}}|{fresh}.{{{first}}})"
    return re.compile(f"(?>{some} ){usual}|{some}{end}|{full} *")


def break_plain(text: str, start: int, end: int, first: int, rest: int) -> array[int]:
    """Where the lines of `[start, end)` begin; it may hold many lines of text.

    No line of the text is empty or has blanks at its edges.

    Args:
        text: a story's text.
        start: where the first line of the text begins.
        end: where the last one ends.
        first: cells of a line that begins a line of the text.
        rest: cells of every other line.
    """
    found = _lines(first, rest).findall(text, start, end)
    starts = array("I", accumulate(map(len, found), initial=start))
    starts.pop()
    return starts


@cache
def _parts() -> re.Pattern[str]:
    """Matches the segments of plain text, with the blanks after them."""
    return re.compile(f".+?(?:{after_space(square=False)}|{between(square=False)}|\\Z)")


def plain_segments(text: str, start: int, end: int) -> Segments:
    """The segments of one line of plain text."""
    pieces = _parts().findall(text, start, end)
    full = list(map(len, pieces))
    solid = [len(piece.rstrip(" ")) for piece in pieces]
    stops = list(accumulate(full, initial=start))[1:]
    return Segments(stops, solid, full, [False] * len(full), [0] * len(full))


def break_hyphenated(
    text: str, start: int, end: int, first: int, rest: int, parts: Parts
) -> tuple[array[int], list[int]]:
    """As `break_plain`, with a part of the next word on a line that has room for it.

    Returns:
        Where the lines begin, and which of these lines end in a hyphen, ascending.
    """
    match = _lines(first, rest).match
    starts, hyphens = array("I"), list[int]()
    line = start
    while line < end and (found := match(text, line, end)):
        starts.append(line)
        begin = line
        line = found.end()
        if line == end or text[line - 1] == "\n":
            continue
        fresh = not begin or text[begin - 1] == "\n"
        room, number = first if fresh else rest, len(starts) - 1
        if at := part_of_word(text, begin, line, end, room, parts, hyphens, number):
            line = at
            hyphens.append(number)
    return starts, hyphens


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
