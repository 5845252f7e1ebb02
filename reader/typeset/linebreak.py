"""Which method breaks a line of text: the pattern, opportunities, or least ragged.

The rule: the method is chosen by the text alone and never shows in the lines. The least ragged
breaks make as few lines as first fit does, and among those the smallest sum of the squares of what
each line but the last falls short.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import accumulate, repeat
from operator import sub

from reader.lazy_pattern import lazy_pattern
from reader.typeset.break_clusters import BLANKS, CONTEXT, Segments, break_exactly, segments
from reader.typeset.hyphenation import Parts, break_exactly_parted
from reader.typeset.quick_breaks import (
    ALL_WIDE,
    PLAIN,
    SQUARE,
    break_hyphenated,
    break_plain,
    break_square,
    break_wide,
    plain_segments,
)
from reader.value import NamedTuple


def least_ragged(start: int, parts: Segments, first: int, rest: int) -> array[int] | None:
    """Where the lines begin, or None if a segment is wider than a line.

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
    """The segment that begins each line when every line is as full as possible."""
    begins, room = [0], first
    while before[begins[-1]] + room < ends[-1]:
        begin = bisect_right(ends, before[begins[-1]] + room)
        if begin <= begins[-1]:
            return None
        begins.append(begin)
        room = rest
    return begins


def _last_fit(before: list[int], ends: list[int], rest: int, latest: list[int]) -> list[int]:
    """The same when every line but the first is as full as possible, the last one first."""
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

    `edges` are where each segment ends, and where it ends if its mark hangs; `bounds` the first and
    the last segment that may begin each line.
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


_ODD_ASCII = lazy_pattern("[^\n -~]")
_PLAIN_BYTES = bytes((10, *range(32, 127)))
_SURE_BYTES = bytes([*_PLAIN_BYTES, *range(0x80, 0xC0), *range(0xC3, 0xCB), *b"\xcf\xd0\xd1\xd3"])
"""Those, and in UTF-8 the bytes of letters from U+00C0 on that all are plain."""
_FEW = 0.1
"""The share of bytes beyond ASCII in a text below which all its characters are looked at."""
_DOUBTED = 0.1
"""The share of first bytes that are not sure, from which they are too."""
LONG = 1 << 18
"""Characters of a line of text above which it is broken in stretches."""
_MOST = 1 << 16
"""Characters of a paragraph above which it is always broken by first fit."""
_BLANKS = frozenset(BLANKS)


class Way(IntEnum):
    """How a line of text is broken."""

    PLAIN = 0
    WIDE = 1
    """It has characters of two cells only, most of them ideographs or kana."""
    SQUARE = 2
    """It has characters of one cell and of two."""
    EXACT = 3


class _Kind(NamedTuple):
    """What a text is made of."""

    usual: Way
    """The quicker method that breaks most of it."""
    square: re.Pattern[str] | None
    """What the usual method does not know and the square one does."""
    odd: re.Pattern[str] | None
    """What only the exact method can break."""


@lru_cache(maxsize=1)
def _kinds(_text: str) -> dict[tuple[int, int], _Kind]:
    """What is known about the text laid out last, so that another measure costs less."""
    return {}


_IS_PLAIN = lazy_pattern(f"[{PLAIN}]")
_IS_NEITHER = lazy_pattern(f"[^{PLAIN}{SQUARE}]")
_IS_NOT_WIDE = lazy_pattern(f"[^\n{ALL_WIDE}]")
_SPACED = 16
"""One blank in so many characters: words between blanks, as in Korean."""


@cache
def _square() -> re.Pattern[str]:
    """A character for the square method; most texts have none, and it is costly to compile."""
    return re.compile(f"[{SQUARE}]")


def _kind(text: str) -> _Kind:
    if text.isascii() and (text.isprintable() or not _ODD_ASCII.search(text)):
        return _Kind(Way.PLAIN, None, None)
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) <= 2 * len(text):
        usual, unusual = Way.PLAIN, {x for x in _doubtful(raw) if not _IS_PLAIN.match(x)}
    elif text.count(" ") > len(text) // _SPACED:  # mostly three bytes per character
        usual, unusual = Way.SQUARE, _found(text, _IS_NEITHER)
    else:
        usual, unusual = Way.WIDE, _found(text, _IS_NOT_WIDE)
    square = {x for x in unusual if _IS_PLAIN.match(x) or _square().match(x)}
    wide = usual != Way.PLAIN or "\u3000" in square
    if wide and " " in text and (" \u3000" in text or "\u3000 " in text):  # one is found faster
        unusual.add("\u3000")
        square.discard("\u3000")
    return _Kind(
        usual,
        _any_of(square) if usual == Way.WIDE else _square() if square else None,
        _any_of(unusual - square),
    )


def _any_of(characters: set[str]) -> re.Pattern[str] | None:
    return re.compile(f"[{re.escape(''.join(sorted(characters)))}]") if characters else None


def _doubtful(raw: bytes) -> set[str]:
    """The characters of a text in UTF-8, at least those that may not be plain."""
    sample = raw[:_MOST]
    few = len(sample.translate(None, _PLAIN_BYTES)) < _FEW * len(sample)
    firsts = b"" if few else raw.translate(None, _SURE_BYTES)
    if few or len(firsts) > _DOUBTED * len(raw):
        return set(raw.translate(None, _PLAIN_BYTES).decode("utf-8", "surrogatepass"))
    found: set[bytes] = set()
    for first in set(firsts):
        after = (first >= 0xC0) + (first >= 0xE0) + (first >= 0xF0)
        mark = bytes((first,))
        found.update({mark + part[:after] for part in raw.split(mark)[1:]})
    return {one.decode("utf-8", "surrogatepass") for one in found}


def _found(text: str, unusual: re.Pattern[str]) -> set[str]:
    """The unusual characters of a text; all at once would fill the memory."""
    found: set[str] = set()
    for at in range(0, len(text), _MOST):
        found.update(unusual.findall(text, at, at + _MOST))
    return found


def ways(text: str, starts: Sequence[int], ends: Sequence[int]) -> bytearray:
    """The method for each range of a text, in order; ranges follow one another."""
    if not starts:
        return bytearray()
    known, place = _kinds(text), (starts[0], ends[-1])
    if place not in known:
        known[place] = _kind(text[starts[0] : ends[-1]])
    usual, square, odd = known[place]
    chosen = bytearray((usual,)) * len(starts)
    if square:
        _mark(chosen, Way.SQUARE, square, text, starts, ends)
    if odd:
        _mark(chosen, Way.EXACT, odd, text, starts, ends)
    heads = map(text.__getitem__, starts)
    tails = map(text.__getitem__, map(sub, ends, repeat(1)))
    if not (_BLANKS.isdisjoint(heads) and _BLANKS.isdisjoint(tails)):
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if text[start] in _BLANKS or text[end - 1] in _BLANKS:
                chosen[index] = Way.EXACT
    if not (starts[0] or text[0].isalnum()):  # a pattern does not see the beginning of the text
        chosen[0] = Way.EXACT
    return chosen


def _mark(
    chosen: bytearray,
    way: Way,
    odd: re.Pattern[str],
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
) -> None:
    at = starts[0]
    while match := odd.search(text, at, ends[-1]):
        index = max(0, bisect_right(starts, match.start()) - 1)
        chosen[index] = way
        at = max(ends[index], match.end())


def break_line(
    text: str,
    start: int,
    end: int,
    first: int,
    rest: int,
    way: Way,
    parts: Parts | None = None,
    ragged: bool = False,
    hang: bool = False,
    whole: bool = False,
) -> tuple[array[int], list[int]]:
    """One line of the text into lines of a measure.

    Args:
        text: a story's text.
        start: where the first line begins; there is no blank.
        end: where the line of text ends.
        first: cells of the first line.
        rest: cells of every other line.
        way: what `ways` says about it.
        parts: the hyphenator, if words may be divided.
        ragged: whether the edge is to be even.
        hang: whether a mark may hang.
        whole: whether Korean words are kept whole.

    Returns:
        Where the lines begin, and which of these lines end in a hyphen.
    """
    if ragged and 0 < end - start <= _MOST:
        plain = plain_segments(text, start, end) if way == Way.PLAIN else None
        pieces = plain or segments(text, start, end, hang=hang, whole=whole)
        if (starts := least_ragged(start, pieces, first, rest)) is not None:
            return starts, []
    if way == Way.PLAIN and parts:
        return break_hyphenated(text, start, end, first, rest, parts)
    if way == Way.PLAIN:
        return break_plain(text, start, end, first, rest), []
    if way == Way.WIDE:
        return break_wide(text, start, end, first, rest, hang), []
    if way == Way.SQUARE:
        return break_square(text, start, end, first, rest, hang, whole), []
    if parts:
        return break_exactly_parted(text, start, end, first, rest, parts, hang, whole)
    return break_exactly(text, start, end, first, rest, hang=hang, whole=whole), []


def break_long(
    text: str,
    start: int,
    end: int,
    first: int,
    rest: int,
    way: Way,
    hang: bool = False,
    whole: bool = False,
) -> Iterator[array[int]]:
    """Where the lines of a very long line of text begin, first fit, stretch by stretch."""
    usual = LONG >> 4 if way == Way.EXACT else LONG  # it takes as long for a sixteenth
    at, room, reach = start, first, usual
    while at < end:
        stop = min(end, at + reach)
        if way == Way.EXACT:  # if no line ended within less, nothing less is tried again
            found = break_exactly(text, at, stop, room, rest, start, hang, whole, reach)
        else:
            found, _ = break_line(text, at, stop, room, rest, way, hang=hang, whole=whole)
        if stop < end:  # lines near the edge may change with what follows
            del found[bisect_right(found, stop - 2 * CONTEXT) :]
        following = found.pop() if stop < end and len(found) > 1 else end
        if following == end > stop:
            reach *= 8
            continue
        yield found
        at, room, reach = following, rest, usual
