"""Building a layout in short steps: first the lines, then the pages.

The rule: how the work is divided never shows in the result. A page is a run of whole lines that
fits; the niceties (no widow, no orphan, no heading or break left alone) give way where they are
impossible.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Generator, Iterator, Sequence
from itertools import accumulate, groupby
from operator import add, attrgetter

from reader.story import Block, BlockKind, Range, Story
from reader.typeset.hyphenation import Parts, parts_of_words
from reader.typeset.linebreak import LONG
from reader.typeset.paragraph import Habit, Lines, habit_of, set_blocks, set_long, set_placed
from reader.typeset.style import PageStyle, Paragraphs
from reader.value import NamedTuple

_HEADING, _BREAK = BlockKind.HEADING, BlockKind.BREAK
_APART = (_HEADING, _BREAK)
_LEAST = 4
"""Rows below which a page has no room for niceties."""
_ALONE, _AT_EDGE, _STRANDED = 8, 12, 1000
"""Costs, in empty rows: a line of a paragraph alone, a break first or last, a heading last."""


def blank_rows(blocks: Sequence[Block], style: PageStyle, habit: Habit) -> bytearray:
    """How many blank rows precede each block: none before the first, two before a scene.

    A scene begins where the author left more room than usual; if paragraphs have none between them,
    one row is more.

    Args:
        blocks: consecutive blocks.
        style: how they are to look.
        habit: how the file separates its paragraphs.
    """
    rows = bytearray(len(blocks))
    paragraph = BlockKind.PARAGRAPH
    author = style.paragraphs is Paragraphs.AUTHOR
    indented = style.paragraphs is Paragraphs.INDENT
    before: BlockKind | None = None
    for index, (_, _, kind, _, indent, blanks) in enumerate(blocks):
        if kind is paragraph is before:
            scene = blanks > habit.blanks
            if author:
                together = indent or (habit.indents and not blanks)
                rows[index] = max(scene * _rows_of_a_scene(habit), not together)
            else:
                rows[index] = scene + (not indented)
        elif index:
            rows[index] = _blank_between(blocks[index - 1], blocks[index], style)
        before = kind
    return rows


def _rows_of_a_scene(habit: Habit) -> int:
    """Blank rows before a scene in excess of the author's usual ones."""
    return 1 if habit.indents else 2


def _blank_between(last: Block, block: Block, style: PageStyle) -> bool:
    if last.kind is BlockKind.QUOTE is block.kind:
        return style.paragraphs is not Paragraphs.INDENT
    if last.kind in _APART or block.kind in _APART or last.kind.flows or block.kind.flows:
        return True
    return block.blanks > 0


class Rows(NamedTuple):
    """Where each block is on one endless page, in rows of solid setting."""

    first: array[int]
    """The first line of each block, and finally the number of lines."""
    above: array[int]
    """Blank rows above each block's first line, summed from the beginning."""
    row: array[int]
    """The row of each block's first line."""

    def block_of(self, line: int) -> int:
        """The block that contains a line."""
        return bisect_right(self.first, line, 0, len(self.above)) - 1

    def row_of(self, line: int) -> int:
        """The row of a line."""
        return line + self.above[self.block_of(line)] if self.above else 0

    def at(self, row: int) -> tuple[int, bool]:
        """The line at a row, else the next one, and whether it is in that row."""
        block = max(0, bisect_right(self.row, row) - 1)
        line = row - self.above[block]
        after = self.first[block + 1]
        return (line, True) if line < after else (after, False)


def stack(first: array[int], line_count: int, blanks: bytearray) -> Rows:
    """Stack the blocks onto one endless page."""
    above = array("I", accumulate(blanks))
    row = array("I", map(add, first, above))
    return Rows(array("I", (*first, line_count)), above, row)


def new_pages(blocks: Sequence[Block], chapters: Collection[int]) -> list[int]:
    """The blocks that begin a page: headings of chapters, unless right after another heading."""
    return [
        index
        for index, block in enumerate(blocks)
        if index
        and block.kind is _HEADING
        and block.start in chapters
        and blocks[index - 1].kind is not _HEADING
    ]


def paginate(
    rows: Rows, blocks: Sequence[Block], forced: Sequence[int], height: int
) -> Iterator[int]:
    """The first line of each page but the first."""
    first, above, row = rows.first, rows.above, rows.row
    total = first[-1]
    breaks = [*(first[block] for block in forced), total]
    line = coming = 0
    while True:
        limit = line + above[bisect_right(first, line) - 1] + height
        last = bisect_left(row, limit) - 1
        end = max(line + 1, min(limit - above[last], first[last + 1]))
        while breaks[coming] <= line:
            coming += 1
        if breaks[coming] <= end:
            end = breaks[coming]
        elif height >= _LEAST and not (
            first[last] + 1 < end < first[last + 1] - 1 and blocks[last].kind not in _APART
        ):
            end = _better(rows, blocks, line, end, height)
        if end >= total:
            return
        yield end
        line = end


def _better(rows: Rows, blocks: Sequence[Block], line: int, end: int, height: int) -> int:
    """The cheapest end of the page: a full page, or an earlier end that looks better."""
    best, least = end, _cost(rows, blocks, line, end)
    candidate, lowest = end - 1, max(line, end - height // 2)
    while candidate > lowest and end - candidate < least:
        cost = end - candidate + _cost(rows, blocks, line, candidate)
        if cost < least:
            best, least = candidate, cost
        candidate -= 1
    return best


def _cost(rows: Rows, blocks: Sequence[Block], line: int, end: int) -> int:
    """The cost of ending a page before the line `end`, in empty rows."""
    block = rows.block_of(end)
    first, kind = rows.first[block], blocks[block].kind
    if end == first:
        return _cost_between(rows, blocks, block)
    above = end - first
    if kind in _APART or (above == 1 and block and blocks[block - 1].kind is _HEADING):
        return _STRANDED
    alone = (above == 1 and first >= line) + (rows.first[block + 1] - end == 1)
    return alone * _ALONE


def _cost_between(rows: Rows, blocks: Sequence[Block], block: int) -> int:
    kind, before = blocks[block].kind, blocks[block - 1].kind
    if before is _HEADING:
        return _STRANDED
    if kind is _HEADING:
        return 0
    short = rows.first[block] - rows.first[block - 1] == 1
    if short and block > 1 and blocks[block - 2].kind is _HEADING:
        return _STRANDED
    return _AT_EDGE if _BREAK in (before, kind) else 0


_START, _END = attrgetter("start"), attrgetter("end")
_STRETCH = 1 << 20
"""Characters that are laid out together."""
_PAGES = 512
_SAMPLE = 20_000
_JUDGED = 20_000
"""Blocks from the story's first on by which its paragraphs are judged."""


class Part(NamedTuple):
    """Consecutive blocks."""

    low: int
    """The index of the first in the story."""
    blocks: Sequence[Block]
    habit: Habit
    """The habit of the whole story."""


class Tables(NamedTuple):
    """Everything known about a layout."""

    part: Part
    lines: Lines
    """With one more start at the end of the last line."""
    rows: Rows
    pages: array[int]
    """The first line of each page."""


def body_of(story: Story, style: PageStyle) -> Part:
    """The blocks that are laid out."""
    low, high = _span_of(story, style)
    first, after = _span_of(story, style._replace(unfolded=False))
    habit = habit_of(story.blocks[first : min(after, first + _JUDGED)])
    return Part(low, story.blocks[low:high], habit)


def bounds_of(story: Story, style: PageStyle) -> Range:
    """The range of the text that is laid out when all is."""
    low, high = _span_of(story, style)
    if low == high:
        return Range(story.body.start, story.body.start)
    return Range(story.blocks[low].start, story.blocks[high - 1].end)


def _span_of(story: Story, style: PageStyle) -> tuple[int, int]:
    if style.unfolded:
        return 0, len(story.blocks)
    low = bisect_left(story.blocks, story.body.start, key=_START)
    return low, max(low, bisect_right(story.blocks, story.body.end, key=_END))


def set_story(
    story: Story, style: PageStyle, part: Part | None = None
) -> Generator[int, None, Tables]:
    """Lay out a story, or a part of it.

    Yields:
        After each step how many characters of the text it has laid out.
    """
    part = part or body_of(story, style)
    lines = Lines()
    yield from _set_lines(lines, story, style, part)
    count = len(lines.starts)
    lines.starts.append(part.blocks[-1].end if part.blocks else story.body.start)
    rows = stack(lines.first, count, blank_rows(part.blocks, style, part.habit))
    pages = array("I", (0,))
    for line in _pages(story, style, part.blocks, rows):
        pages.append(line)
        if not len(pages) % _PAGES:
            yield 0
    return Tables(part, lines, rows, pages)


def _set_lines(lines: Lines, story: Story, style: PageStyle, part: Part) -> Iterator[int]:
    parts = _parts(story, style)
    last: Block | None = None
    for group in _stretches(part.blocks):
        if len(group) == 1 and group[0].kind.flows and group[0].end - group[0].start > LONG:
            yield from set_long(lines, story.text, group[0], last, style, part.habit)
            last = group[-1]
            continue
        for run in _by_side(group, story):
            side = story.side_at(run[0].start) if story.placements else None
            if side is not None:
                placed = ((block, story.side_at(block.start) or side) for block in run)
                set_placed(lines, story.text, placed, style)
                yield run[-1].end - run[0].start
            else:
                yield from set_blocks(lines, story.text, run, last, style, parts, part.habit)
            last = run[-1]


def _by_side(blocks: Sequence[Block], story: Story) -> Iterator[Sequence[Block]]:
    """Consecutive blocks that all begin at the left, or of which none does."""
    if not story.placements:
        yield blocks
        return
    for _, run in groupby(blocks, lambda block: story.side_at(block.start) is not None):
        yield list(run)


def _stretches(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The blocks in groups of `_STRETCH` characters; a very long one is a group by itself."""
    low = 0
    long = [at for at, block in enumerate(blocks) if block.end - block.start > LONG]
    for edge in (*long, len(blocks)):
        while low < edge:
            high = bisect_right(blocks, blocks[low].start + _STRETCH, low + 1, edge, key=_START)
            yield blocks[low:high]
            low = high
        if edge < len(blocks):
            yield blocks[edge : edge + 1]
            low = edge + 1


def _pages(story: Story, style: PageStyle, blocks: Sequence[Block], rows: Rows) -> Iterator[int]:
    if style.rows <= 0 or not blocks:
        return iter(())
    chapters = {chapter.start for chapter in story.chapters} if style.chapter_page else ()
    forced = new_pages(blocks, chapters)
    if style.unfolded:  # so the body's pages are the same as without the matter
        edges = (bisect_left(blocks, edge, key=_START) for edge in story.body)
        forced = sorted({*forced, *(edge for edge in edges if 0 < edge < len(blocks))})
    height = 1 + (style.rows - 1) // style.leading
    return paginate(rows, blocks, forced, height)


def _parts(story: Story, style: PageStyle) -> Parts | None:
    if not style.hyphenate:
        return None
    start = story.body.start
    return parts_of_words(story.metadata.language, story.text[start : start + _SAMPLE])
