"""Many paragraphs of plain text into lines, by one pattern run over all of them.

The rule: plain text holds only characters of one cell whose breaks a pattern can see, and what
the pattern finds is what the exact way finds.
"""

from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from itertools import accumulate

from reader.typeset.break_clusters import Segments
from reader.typeset.hyphenation import Parts, part_of_word
from reader.typeset.patterns import after_space, between, between_words


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
