"""Blocks whose lines stand: headings, breaks, verse, letters, lists, speeches, tables.

The rule: a line of the text is a line of the page, and only what is wider than the measure is
turned over: hanging, in a heading centred, and where it is preformatted not at all but cut.
"""

from __future__ import annotations

from array import array
from functools import partial
from itertools import pairwise

from reader.story import Block, BlockKind, lines_of
from reader.typeset.break_clusters import BLANKS, SOFT_HYPHEN, break_exactly, segments, solid_from
from reader.typeset.cells import shown_width
from reader.typeset.style import PageStyle
from reader.typeset.table import CUT, Lines

_MOST = 1000
"""Characters above which a heading is broken by first fit."""
_HANG = 2
"""The least cells by which a turnover hangs."""


def set_kept(lines: Lines, text: str, block: Block, style: PageStyle) -> None:
    """Append the lines of a block whose lines stand."""
    if block.kind in (BlockKind.HEADING, BlockKind.BREAK):
        _centre(lines, text, block, style)
    else:
        _keep(lines, text, block, style)


def _centre(lines: Lines, text: str, block: Block, style: PageStyle) -> None:
    measure = style.measure
    for begin, end in lines_of(text, block.start, block.end):
        solid = shown_width(text[begin:end].strip(BLANKS))
        if solid <= measure:
            lines.add_one(begin, (measure - solid) // 2)
            continue
        starts = _evenly(text, solid_from(text, begin, end), end, style)
        for start, stop in pairwise((*starts, end)):
            piece = text[start:stop].strip(BLANKS)
            solid = shown_width(piece) + piece.endswith(SOFT_HYPHEN)
            lines.add_one(start, max(0, measure - solid) // 2)


def _evenly(text: str, start: int, end: int, style: PageStyle) -> array[int]:
    """Where the lines of a long heading begin: as few as can be, and of like length."""
    measure, whole = int(style.measure), style.whole_words
    wide = partial(break_exactly, text, start, end, whole=whole)
    fewest = wide(measure, measure)
    if end - start > _MOST:
        return fewest
    low, high = min(measure, max(segments(text, start, end, whole=whole).solid)), measure
    while low < high:
        middle = (low + high) // 2
        if len(wide(middle, middle)) > len(fewest):
            low = middle + 1
        else:
            high = middle
    return wide(high, high)


def _keep(lines: Lines, text: str, block: Block, style: PageStyle) -> None:
    measure = style.measure
    ranges = list(lines_of(text, block.start, block.end))
    bodies = [text[start:end].rstrip(BLANKS) for start, end in ranges]
    leads = [len(body) - len(body.lstrip(BLANKS)) for body in bodies]
    cells = [shown_width(body[lead:]) for body, lead in zip(bodies, leads, strict=True)]
    own = [shown_width(body[:lead]) for body, lead in zip(bodies, leads, strict=True)]
    base = _base(block, style, max(map(sum, zip(own, cells, strict=True))))
    for (start, end), lead, solid in zip(ranges, own, cells, strict=True):
        if base + lead + solid <= measure:
            lines.add_one(start, base + lead)
        elif block.kind is BlockKind.PREFORMATTED:
            lines.add_one(start, min(base + lead, measure - 1), CUT)
        else:
            first = min(base + lead, measure // 2)
            hang = min(first + max(_HANG, style.indent), measure // 2)
            _turn(lines, text, start, end, (first, hang), style)


def _base(block: Block, style: PageStyle, widest: int) -> int:
    """The inset of a whole block: the author's, less as far as its widest line needs it."""
    inset = style.indent if block.kind is BlockKind.LETTER else 0
    return max(0, min(max(inset, block.indent), style.measure - widest))


def _turn(
    lines: Lines, text: str, start: int, end: int, insets: tuple[int, int], style: PageStyle
) -> None:
    at, (first, rest) = len(lines.starts), insets
    start = solid_from(text, start, end)
    rooms = style.measure - first, style.measure - rest
    lines.add(break_exactly(text, start, end, *rooms, whole=style.whole_words), rest)
    lines.indents[at] = first
