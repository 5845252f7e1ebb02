"""Blocks into lines: insets, first-line indents, turnovers, centring, cuts.

The rule: every character that is not blank lies in exactly one line, in order, and a line is as
wide as the measure at most, unless one cluster is wider or the line is preformatted.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, repeat

from reader.story import Block, BlockKind, Range, lines_of
from reader.typeset.cells import shown_width
from reader.typeset.exact import BLANKS, break_exactly
from reader.typeset.linebreak import Way, ways
from reader.typeset.plain import break_plain
from reader.typeset.square import break_square
from reader.typeset.style import PageStyle, Paragraphs

HYPHEN, CUT = 1, 2

_CENTRED = (BlockKind.HEADING, BlockKind.BREAK)


@dataclass(slots=True)
class Lines:
    """The line table: one entry per line, in flat arrays."""

    starts: array[int] = field(default_factory=lambda: array("I"))
    """Where each line begins, blanks before it included; a line reaches to the next one."""
    indents: array[int] = field(default_factory=lambda: array("H"))
    """In cells."""
    flags: bytearray = field(default_factory=bytearray)
    """`HYPHEN`, `CUT`."""
    first: array[int] = field(default_factory=lambda: array("I"))
    """The first line of each block that is set."""

    def add(self, starts: array[int], indent: int = 0) -> None:
        """Append lines with one indent and no flags."""
        self.starts += starts
        self.indents += array("H", (indent,)) * len(starts)
        self.flags += bytes(len(starts))


def set_blocks(text: str, blocks: Sequence[Block], style: PageStyle) -> Lines:
    """Break every block; `blocks` follow one another in the text."""
    lines = Lines()
    if not blocks:
        return lines
    kinds = [block.kind for block in blocks]
    indents = first_indents(blocks, style)
    chosen = ways(text, [block.start for block in blocks], [block.end for block in blocks])
    at = 0
    for (kind, indent, way), run in groupby(zip(kinds, indents, chosen, strict=True)):
        size = len(list(run))
        group = blocks[at : at + size]
        if kind is BlockKind.PARAGRAPH and way == Way.PLAIN:
            _set_plain(lines, text, group, indent, style)
        elif kind is BlockKind.PARAGRAPH and way == Way.SQUARE:
            _set_square(lines, text, group, indent, style)
        else:
            for block in group:
                _set_block(lines, text, block, indent, style, way)
        at += size
    return lines


def first_indents(blocks: Sequence[Block], style: PageStyle) -> list[int]:
    """The first-line indent of each block, in cells; 0 for those that are no paragraphs."""
    paragraph, step = BlockKind.PARAGRAPH, min(style.indent, style.measure // 3)
    if style.paragraphs is Paragraphs.BLANK:
        return [0] * len(blocks)
    if style.paragraphs is Paragraphs.AUTHOR:
        return [step if b.indent and b.kind is paragraph else 0 for b in blocks]
    flush = (None, BlockKind.HEADING, BlockKind.BREAK)
    before = chain((None,), (block.kind for block in blocks))
    return [
        step if block.kind is paragraph and last not in flush else 0
        for block, last in zip(blocks, before, strict=False)
    ]


def _set_plain(
    lines: Lines, text: str, blocks: Sequence[Block], indent: int, style: PageStyle
) -> None:
    base = len(lines.starts)
    heads = [block.start for block in blocks]
    starts = break_plain(text, heads[0], blocks[-1].end, style.measure - indent, style.measure)
    lines.add(starts)
    firsts = array("I", map(bisect_left, repeat(lines.starts), heads, repeat(base)))
    lines.first += firsts
    if indent:
        for line in firsts:
            lines.indents[line] = indent


def _set_square(
    lines: Lines, text: str, blocks: Sequence[Block], indent: int, style: PageStyle
) -> None:
    first, rest = style.measure - indent, style.measure
    starts, base = array("I"), len(lines.starts)
    for block in blocks:
        lines.first.append(base + len(starts))
        starts += break_square(text, block.start, block.end, first, rest)
    lines.add(starts)
    for line in lines.first[-len(blocks) :]:
        lines.indents[line] = indent


def _set_block(
    lines: Lines, text: str, block: Block, indent: int, style: PageStyle, way: int
) -> None:
    lines.first.append(len(lines.starts))
    if block.kind is BlockKind.PARAGRAPH:
        _flow(lines, text, block, style.measure, indent, indent, 0, way)
    elif block.kind is BlockKind.QUOTE:
        inset = min(style.indent * max(1, block.level), style.measure // 4)
        _flow(lines, text, block, style.measure - 2 * inset, 0, inset, inset, way)
    elif block.kind in _CENTRED:
        _centre(lines, text, block, style)
    else:
        _keep(lines, text, block, style)


def _flow(
    lines: Lines,
    text: str,
    block: Range | Block,
    measure: int,
    less: int,
    first: int,
    rest: int,
    way: int,
) -> None:
    at = len(lines.starts)
    start, end = _solid(text, block.start, block.end)
    setter = break_square if way == Way.SQUARE else break_exactly
    found = setter(text, start, end, max(1, measure - less), max(1, measure))
    lines.add(found, rest)
    lines.indents[at] = first


def _solid(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(BLANKS)), end


def _centre(lines: Lines, text: str, block: Block, style: PageStyle) -> None:
    for start, end in lines_of(text, block.start, block.end):
        solid = shown_width(text[start:end].strip(BLANKS))
        if solid <= style.measure:
            lines.add(array("I", (start,)), (style.measure - solid) // 2)
        else:
            _turn(lines, text, start, end, 0, 0, style.measure)


def _keep(lines: Lines, text: str, block: Block, style: PageStyle) -> None:
    ranges = list(lines_of(text, block.start, block.end))
    pieces = [text[start:end].rstrip(BLANKS) for start, end in ranges]
    bodies = [piece.lstrip(BLANKS) for piece in pieces]
    own = [len(piece) - len(body) for piece, body in zip(pieces, bodies, strict=True)]
    cells = list(map(shown_width, bodies))
    widest = max(map(sum, zip(own, cells, strict=True)))
    inset = style.indent if block.kind is BlockKind.LETTER else 0
    base = max(0, min(max(inset, block.indent), style.measure - widest))
    for (start, end), lead, solid in zip(ranges, own, cells, strict=True):
        if base + lead + solid <= style.measure:
            lines.add(array("I", (start,)), base + lead)
        elif block.kind is BlockKind.PREFORMATTED:
            lines.add(array("I", (start,)), min(lead, style.measure - 1))
            lines.flags[-1] = CUT
        else:
            lead = min(base + lead, style.measure // 2)
            hang = min(lead + max(2, style.indent), style.measure // 2)
            _turn(lines, text, start, end, lead, hang, style.measure)


def _turn(
    lines: Lines, text: str, start: int, end: int, first: int, rest: int, measure: int
) -> None:
    at = len(lines.starts)
    start, end = _solid(text, start, end)
    lines.add(break_exactly(text, start, end, measure - first, measure - rest), rest)
    lines.indents[at] = first
