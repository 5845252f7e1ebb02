"""Lines into pages: what is set apart, what stays together, what begins a page.

The rule: a page is a run of whole lines that fits; the niceties (no widow, no orphan, no heading
or break left alone) give way where they cannot be had.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import add

from reader.story import Block, BlockKind
from reader.typeset.style import PageStyle, Paragraphs

_HEADING, _BREAK = BlockKind.HEADING, BlockKind.BREAK
_APART = (_HEADING, _BREAK)
_LEAST = 4


def blank_rows(blocks: Sequence[Block], style: PageStyle) -> bytearray:
    """Whether a blank row stands before each block; none before the first."""
    if not blocks:
        return bytearray()
    rows = bytearray((False,))
    paragraph = BlockKind.PARAGRAPH
    indented = style.paragraphs is Paragraphs.INDENT
    author = style.paragraphs is Paragraphs.AUTHOR
    rows.extend(
        (not block.indent if author else not indented)
        if block.kind is paragraph is last.kind
        else _blank_between(last, block, style)
        for last, block in pairwise(blocks)
    )
    return rows


def _blank_between(last: Block, block: Block, style: PageStyle) -> bool:
    if last.kind is BlockKind.QUOTE is block.kind:
        return style.paragraphs is not Paragraphs.INDENT
    if last.kind in _APART or block.kind in _APART or last.kind.flows or block.kind.flows:
        return True
    return block.blanks > 0


@dataclass(slots=True)
class Rows:
    """Where each block stands on one endless page, in rows of solid setting."""

    first: array[int]
    """The first line of each block, and behind them the number of lines."""
    above: array[int]
    """Blank rows above each block's first line, from the beginning on."""
    row: array[int]
    """The row of each block's first line."""

    def block_of(self, line: int) -> int:
        """The block that holds a line."""
        return bisect_right(self.first, line, 0, len(self.above)) - 1

    def row_of(self, line: int) -> int:
        """The row of a line."""
        return line + self.above[self.block_of(line)] if self.above else 0

    def at(self, row: int) -> tuple[int, bool]:
        """The line at or next behind a row, and whether it stands in that row."""
        block = max(0, bisect_right(self.row, row) - 1)
        line = row - self.above[block]
        after = self.first[block + 1]
        return (line, True) if line < after else (after, False)


def stack(first: array[int], line_count: int, blanks: bytearray) -> Rows:
    """Stack the blocks upon one endless page."""
    above = array("I", accumulate(blanks))
    row = array("I", map(add, first, above))
    return Rows(array("I", (*first, line_count)), above, row)


def new_pages(blocks: Sequence[Block], chapters: Collection[int]) -> list[int]:
    """The blocks that begin a page: headings of chapters, unless right behind another heading."""
    return [
        index
        for index, block in enumerate(blocks)
        if index
        and block.kind is _HEADING
        and block.start in chapters
        and blocks[index - 1].kind is not _HEADING
    ]


def paginate(rows: Rows, blocks: Sequence[Block], forced: Sequence[int], height: int) -> array[int]:
    """The first line of each page."""
    pages = array("I", (0,))
    total = rows.first[-1]
    breaks = [rows.first[block] for block in forced]
    line = 0
    while True:
        block = rows.block_of(line)
        end = _fill(rows, line + rows.above[block] + height, line)
        coming = bisect_right(breaks, line)
        if coming < len(breaks) and breaks[coming] <= end:
            end = breaks[coming]
        elif end < total and height >= _LEAST:
            end = _better(rows, blocks, line, end, height)
        if end >= total:
            return pages
        pages.append(end)
        line = end


def _fill(rows: Rows, limit: int, line: int) -> int:
    """The line behind the last that stands above the row `limit`."""
    block = bisect_left(rows.row, limit) - 1
    end = min(limit - rows.above[block], rows.first[block + 1])
    return max(end, line + 1)


def _better(rows: Rows, blocks: Sequence[Block], line: int, end: int, height: int) -> int:
    """An earlier end of the page that leaves nothing alone, or the same where there is none."""
    best = end
    least = line + height // 2
    while best > least:
        nicer = _step_back(rows, blocks, best)
        if nicer == best:
            return best
        best = nicer
    return end


def _step_back(rows: Rows, blocks: Sequence[Block], end: int) -> int:
    block = rows.block_of(end)
    first, after = rows.first[block], rows.first[block + 1]
    if end > first:  # inside a block
        if end - first == 1:
            return first
        if after - end == 1:
            return end - 1 if end - first > 2 else first
        return end
    before = block - 1
    if blocks[before].kind in _APART:
        return rows.first[before]
    if end - rows.first[before] == 1 and before and blocks[before - 1].kind is _HEADING:
        return rows.first[before - 1]
    if blocks[block].kind is _BREAK:
        return end - 2 if end - rows.first[before] > 3 else rows.first[before]
    return end
