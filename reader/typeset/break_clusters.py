"""One line of text into lines of a measure, opportunity by opportunity and cluster by cluster.

The rule: time grows with the length of the text, whatever it consists of; the quick paths break
lines exactly as this one does.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from reader.typeset.cells import JOINER, clusters, shown_width
from reader.typeset.opportunities import opportunities
from reader.value import NamedTuple

BLANKS = " \t\n\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
"""Characters that are not painted at the edge of a line. A no-break space is not a blank."""
SOFT_HYPHEN = "\u00ad"
HANGING = frozenset("、。，．」』）］｝〉》】〕〗〙〟")
"""Marks of two cells that may hang: their ink fills at most the left half."""
_HUNG = 2
"""The most cells to the right of a measure."""

_WINDOW = 1 << 14
CONTEXT = 16
"""How many characters to either side decide whether a line may break."""
_LONG = 48


def solid_from(text: str, start: int, end: int) -> int:
    """The first offset from `start` on that is not blank, or `end`."""
    while start < end and text[start] in BLANKS:
        start += 1
    return start


class Segments(NamedTuple):
    """A stretch of text between break opportunities: parallel lists, one entry per segment."""

    stops: list[int]
    """Where each segment ends."""
    solid: list[int]
    """Its cells without the blanks at its end."""
    full: list[int]
    """Its cells with them."""
    hyphen: list[bool]
    """Whether a line that ends here is painted with a hyphen."""
    hung: list[int]
    """How many of the solid cells may be to the right of the measure."""


@lru_cache(maxsize=1 << 14)
def _cells_of_short(piece: str) -> tuple[int, int]:
    return _cells_of(piece)


def _cells_of(piece: str) -> tuple[int, int]:
    body = piece.rstrip(BLANKS)
    solid = shown_width(body)
    return solid, solid if len(body) == len(piece) else solid + shown_width(piece[len(body) :])


def segments(
    text: str,
    start: int,
    end: int,
    context: int | None = None,
    hang: bool = False,
    whole: bool = False,
) -> Segments:
    """The segments of `[start, end)`; the same line of text begins at `context` or `start`."""
    stops = opportunities(text, start if context is None else context, end, whole)
    del stops[: bisect_right(stops, start)]
    stops.append(end)
    pieces = [text[one:two] for one, two in pairwise((start, *stops))]
    cells = [_cells_of_short(p) if len(p) <= _LONG else _cells_of(p) for p in pieces]
    return Segments(
        stops,
        [solid for solid, _ in cells],
        [full for _, full in cells],
        [piece[-1] == SOFT_HYPHEN for piece in pieces],
        [_HUNG * _hangs(piece) for piece in pieces] if hang else [0] * len(pieces),
    )


def _hangs(piece: str) -> bool:
    body = piece.rstrip(BLANKS)
    return body[-1:] in HANGING and body[-2:-1] != JOINER


def break_exactly(
    text: str,
    start: int,
    end: int,
    first: int,
    rest: int,
    context: int | None = None,
    hang: bool = False,
    whole: bool = False,
    window: int = _WINDOW,
) -> array[int]:
    """Where the lines of one line of text `[start, end)` begin, first fit.

    Args:
        text: a story's text.
        start: where the first line begins; there is no blank.
        end: where the line of text ends.
        first: cells of the first line.
        rest: cells of every other line.
        context: where the same line of text begins, if that is before `start`.
        hang: whether a mark may hang.
        whole: whether Korean words are kept whole.
        window: characters that are looked at for the end of the first line.
    """
    starts = array("I", (start,))
    at, room, reach = start, first, window
    edge = start if context is None else context
    while at < end:
        stop = min(end, at + reach)
        parts = segments(text, at, stop, max(edge, at - CONTEXT), hang, whole)
        found = list(_fill(text, at, parts, room, rest))
        if stop == end:
            starts.extend(found)
            break
        # The segments near the edge of the window may change with what follows.
        found = [line for line in found if line <= stop - CONTEXT]
        if found:
            starts.extend(found)
            at, room, reach = found[-1], rest, _WINDOW
        else:
            reach *= 4
    return starts


def _fill(text: str, start: int, parts: Segments, room: int, rest: int) -> Iterator[int]:
    """Where every line after the first begins, with as many segments to a line as fit."""
    line = last = here = start  # this line, its last opportunity, the segment at hand
    used = used_last = 0  # cells from the line's start to `here` and to `last`
    for stop, solid, full, hyphen, hung in zip(*parts, strict=True):
        least = solid - hung
        if used + least > room and last > line:
            yield last
            line, room = last, rest
            used, used_last = used - used_last, 0
        if used + least > room:
            body = here + len(text[here:stop].rstrip(BLANKS))
            cuts, used = cut(text, line, body, room, rest, hung)
            yield from cuts
            if cuts:
                line, room = cuts[-1], rest
            used += full - solid
        else:
            used += full
        if not hyphen or used < room:
            last, used_last = stop, used
        here = stop


def cut(text: str, line: int, end: int, room: int, rest: int, hung: int) -> tuple[list[int], int]:
    """Break text without break opportunities between clusters; `hung` cells of the last may hang.

    Returns:
        Where further lines begin, and how many cells follow the start of the last.
    """
    cuts = []
    used, here = 0, line
    for stop, taken in clusters(text, line, end):
        least = taken - hung if stop == end else taken
        if used + least > room and here > line and text[stop - 1] not in BLANKS:
            cuts.append(here)
            line, room, used = here, rest, 0
        used += taken
        here = stop
    return cuts, used
