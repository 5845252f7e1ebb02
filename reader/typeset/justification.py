"""Where the missing cells of a justified line are added.

The rule: they are distributed evenly over places where a line might also break; a blank never grows
beyond three cells, and between two characters without one at most one cell is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.lazy_pattern import lazy_pattern
from reader.story import Offset
from reader.typeset.break_clusters import BLANKS, HANGING
from reader.typeset.opportunities import opportunities
from reader.value import NamedTuple

_EAST = lazy_pattern("[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffe6\U00020000-\U0003ffff]")
"""Ideographs, kana and their punctuation: text written without spaces."""
_OPENING = frozenset("「『（［｛〈《【〔〖〘〝")
_CLOSING = HANGING | {*"！？：；"}
_MOST = 2
"""Cells that may be added to a space."""
_SHARE = 4
"""At most one in this many places without a space is widened, or two of a few."""


class Gap(NamedTuple):
    """Blank cells that are added to a line."""

    at: Offset
    """The character before which they are added."""
    cells: int


def gaps(text: str, start: int, end: int, slack: int, spare: int) -> tuple[Gap, ...]:
    """The gaps that fill a line; empty if they would tear it apart.

    Args:
        text: a story's text.
        start: the line's first character.
        end: after its last.
        slack: cells that it falls short.
        spare: cells of these that full-width characters leave at the edge of every line.
    """
    if slack <= 0:
        return ()
    breaks = [start + at for at in opportunities(text[start:end], 0, end - start)]
    spaces = [at for at in breaks if text[at - 1] == " "]
    if _EAST.search(text, start, end):
        soft, solid = _places(text, breaks)
        if len(spaces) < len(soft) + len(solid):
            return _between(sorted({*spaces, *soft}), solid, slack - spare)
    if slack > _MOST * len(spaces):
        return ()
    return _shared(spaces, slack)


def _shared(places: Sequence[int], cells: int) -> tuple[Gap, ...]:
    """The same number of cells for each place, as far as possible; a single one in the middle."""
    count = len(places)
    edges = [(i * cells + count // 2) // count for i in range(count + 1)]
    sizes = (after - before for before, after in pairwise(edges))
    return tuple(Gap(Offset(at), size) for at, size in zip(places, sizes, strict=True) if size)


def _between(soft: Sequence[int], solid: Sequence[int], slack: int) -> tuple[Gap, ...]:
    """One cell for each of some places, first at punctuation or a change of script."""
    places = len(soft) + len(solid)
    if not 0 < slack <= min(places, max(_MOST, places // _SHARE)):
        return ()
    if slack <= len(soft):
        return _shared(soft, slack)
    chosen = {gap.at for gap in _shared(solid, slack - len(soft))}
    return tuple(Gap(Offset(at), 1) for at in sorted({*soft, *chosen}))


def _places(text: str, breaks: Iterable[int]) -> tuple[list[int], list[int]]:
    """Where a cell may be added next to an ideograph: at punctuation or Latin, and elsewhere."""
    soft, solid = list[int](), list[int]()
    for at in breaks:
        before, after = text[at - 1], text[at]
        east = (_EAST.match(before) is not None) + (_EAST.match(after) is not None)
        if not east or before in BLANKS:
            continue
        inner = east == 2 and before not in _CLOSING and after not in _OPENING
        (solid if inner else soft).append(at)
    return soft, solid
