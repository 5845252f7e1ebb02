"""A story in a page style: every line and every page, by number and by offset.

The rule: a layout depends only on the story and the style, and never changes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.story import BlockKind, Offset, Range, Story
from reader.typeset.break_clusters import BLANKS, solid_from
from reader.typeset.cells import shown_width
from reader.typeset.paginate import Part, Tables, body_of, bounds_of, set_story
from reader.typeset.paragraph import CUT, HYPHEN, quote_inset
from reader.typeset.style import PageStyle
from reader.value import NamedTuple

if TYPE_CHECKING:
    from reader.typeset.justification import Gap

_START = attrgetter("start")
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = frozenset("-\u2010")
_ASKED_MOST = 8


class Line(NamedTuple):
    """One line: a range of the story's text, and how it is spaced."""

    start: Offset
    end: Offset
    """Blanks around the line's own characters are outside."""
    indent: int
    """Cells before the first character."""
    kind: BlockKind
    block: int
    """Index into `story.blocks`."""
    gaps: tuple[Gap, ...] = ()
    """Blank cells added to fill the line, in order; empty when it is ragged."""
    hyphen: bool = False
    """Whether a hyphen is painted after the last character."""
    cut: int = 0
    """Cells that are painted, the last one a mark, if a line is wider than that; else 0."""


class Page(NamedTuple):
    """One page; the ranges of all pages tile what is laid out."""

    number: int
    """From 0."""
    start: Offset
    end: Offset
    rows: tuple[Line | None, ...]
    """From the top; None is a blank row."""


class Layout:
    """All lines and pages of a story in one style."""

    def __init__(
        self,
        story: Story,
        style: PageStyle,
        part: Part | None = None,
        tables: Tables | None = None,
    ) -> None:
        self.story = story
        self.style = style
        tables = tables or _all_at_once(story, style, part)
        self._low, self._blocks, self._habit = tables.part
        self._lines, self._rows, self._pages = tables.lines, tables.rows, tables.pages
        starts = self._lines.starts
        self.line_count = len(starts) - 1
        self._end = starts[-1]
        self._page_starts = array("I", map(starts.__getitem__, self._pages))
        self._asked: dict[int, Page] = {}
        """Pages by the offset at which they begin: painting asks for the same page repeatedly."""
        self.bounds = Range(self._blocks[0].start if self._blocks else self._end, self._end)
        """The range of the text that is laid out."""
        all_of_it = bounds_of(story, style)
        self.begins = story.begins and self.bounds.start <= all_of_it.start
        """Whether no part of the story lies before what is laid out."""
        self.ends = story.ends and self._end >= all_of_it.end
        """Whether no part of the story follows what is laid out."""
        self.whole = self.begins and self.ends
        """Whether all of the story is laid out, so that pages can be counted."""
        self.body_pages = self._body_pages()
        """The pages that contain the story itself, `[first, end)`; unless matter is unfolded these
        are all.
        """

    def _body_pages(self) -> Range:
        if not self.style.unfolded:
            return Range(0, self.page_count)
        start, end = self.story.body
        return Range(self.page_of(start), self.page_of(max(start, end - 1)) + 1)

    def folio(self, offset: int) -> int:
        """The number of the page that contains the offset, from 1 where the story begins."""
        return self.page_of(offset) - self.body_pages.start + 1

    @property
    def page_count(self) -> int:
        """At least 1, even for a story without text."""
        return len(self._pages)

    def page_start(self, number: int) -> Offset:
        """The first character of a page."""
        return self.line(self._pages[number]).start if self.line_count else Offset(self._end)

    def page_of(self, offset: int) -> int:
        """The page that contains the offset, else the nearest."""
        return max(0, bisect_right(self._page_starts, offset) - 1)

    def page(self, number: int) -> Page:
        """One page, `number` from 0.

        Raises:
            IndexError: There is no such page.
        """
        if not 0 <= number < self.page_count:
            raise IndexError(number)
        last = number + 1 == self.page_count
        low = self._pages[number]
        high = self.line_count if last else self._pages[number + 1]
        end = Offset(self._end) if last else self.page_start(number + 1)
        if low == high:
            return Page(number, end, end, ())
        top = self._rows.row_of(low)
        height = self._rows.row_of(high - 1) - top + 1
        rows = self.rows(top * self.style.leading, (height - 1) * self.style.leading + 1)
        return Page(number, self.page_start(number), end, rows)

    def page_from(self, offset: int) -> Page:
        """The page whose first character is the one at the offset, or the next that is not blank.

        If no page begins there, the rest of the block is laid out again from there, so that a place
        keeps its words on top at every size. `number` is that of the page that contains the offset.
        """
        page = self._asked.get(offset)
        if page is None:
            if len(self._asked) >= _ASKED_MOST:
                self._asked.clear()
            page = self._asked[offset] = self._page_from(offset)
        return page

    def _page_from(self, offset: int) -> Page:
        number = self.page_of(offset)
        if offset <= self.page_start(number):
            return self.page(number)
        start = solid_from(self.story.text, offset, self._end)
        if start >= self._end:
            return self.page(self.page_count - 1)
        if start == self.page_start(self.page_of(start)):
            return self.page(self.page_of(start))
        rest = Layout(self.story, self.style, self._part_from(start))
        return rest.page(0)._replace(number=self.page_of(start))

    def start_after(self, page: Page) -> Offset | None:
        """The first character after a page; None after the last one."""
        start = solid_from(self.story.text, page.end, self._end)
        return Offset(start) if start < self._end else None

    def _part_from(self, start: int) -> Part:
        """As many blocks from the offset on as one page can hold, the first and last ones cut."""
        inner = max(0, bisect_right(self._blocks, start, key=_START) - 1)
        blocks = list(self._blocks[inner : inner + self.style.rows + 2])
        if start > blocks[0].start:
            blocks[0] = blocks[0]._replace(start=start, indent=0)
        most = max(4096, 4 * self.style.rows * self.style.measure)
        size = 0
        for index, block in enumerate(blocks):
            size += block.end - block.start
            if size > most:
                blocks[index] = block._replace(end=block.end - (size - most))
                del blocks[index + 1 :]
                break
        return Part(self._low + inner, blocks, self._habit)

    @property
    def row_count(self) -> int:
        """Rows of the single endless page that scrolling moves over."""
        if not self.line_count:
            return 0
        return self._rows.row_of(self.line_count - 1) * self.style.leading + 1

    def row_of(self, offset: int) -> int:
        """The row on the endless page of the line that contains the offset."""
        return self._rows.row_of(self.line_of(offset)) * self.style.leading

    def rows(self, first_row: int, count: int) -> tuple[Line | None, ...]:
        """Rows of the endless page, `first_row` from 0; fewer than `count` at its end."""
        stop = min(first_row + count, self.row_count)
        return tuple(self._row(row) for row in range(max(0, first_row), stop))

    def _row(self, row: int) -> Line | None:
        slot, between = divmod(row, self.style.leading)
        if between:
            return None
        line, there = self._rows.at(slot)
        return self.line(line) if there else None

    def line_of(self, offset: int) -> int:
        """The line that contains the offset, else the nearest before it, else the first."""
        return max(0, bisect_right(self._lines.starts, offset, 0, self.line_count) - 1)

    def line(self, index: int) -> Line:
        """One line, `index` from 0.

        Raises:
            IndexError: There is no such line.
        """
        if not 0 <= index < self.line_count:
            raise IndexError(index)
        lines = self._lines
        start, stop = lines.starts[index], lines.starts[index + 1]
        piece = self.story.text[start:stop]
        body = piece.rstrip(BLANKS)
        lead = len(piece) - len(piece.lstrip(BLANKS))
        end = start + len(body)
        start = min(start + lead, end)
        inner = self._rows.block_of(index)
        flags = lines.flags[index]
        soft = body.endswith(_SOFT_HYPHEN) and self._hyphen_fits(index, inner, body)
        hyphen = bool(flags & HYPHEN) or soft
        added = self._gaps(index, inner, start, end, hyphen) if self.style.justify else ()
        return Line(
            Offset(start),
            Offset(end),
            lines.indents[index],
            self._blocks[inner].kind,
            self._low + inner,
            added,
            hyphen,
            self.style.measure if flags & CUT else 0,
        )

    def _hyphen_fits(self, index: int, inner: int, body: str) -> bool:
        if not self._goes_on(index, inner) or body.rstrip(_SOFT_HYPHEN)[-1:] in _HYPHENS:
            return False
        return shown_width(body.lstrip(BLANKS)) < self._room(index, inner)

    def _room(self, index: int, inner: int) -> int:
        """The cells between a line's indent and the right edge of its block."""
        indent = self._lines.indents[index]
        block = self._blocks[inner]
        right = quote_inset(block, self.style) if block.kind is BlockKind.QUOTE else 0
        return self.style.measure - indent - right

    def _goes_on(self, index: int, inner: int) -> bool:
        """Whether the next line continues the same line of the text."""
        if index + 1 >= self._rows.first[inner + 1]:
            return False
        return self.story.text[self._lines.starts[index + 1] - 1] != "\n"

    def _gaps(self, index: int, inner: int, start: int, end: int, hyphen: bool) -> tuple[Gap, ...]:
        block = self._blocks[inner]
        if not (block.kind.flows and self._goes_on(index, inner)):
            return ()
        if self.story.placements and self.story.side_at(start) is not None:
            return ()
        from reader.typeset.justification import gaps  # most pages are ragged

        text = self.story.text
        slack = self._room(index, inner) - shown_width(text[start:end]) - hyphen
        return gaps(text, start, end, slack, self.style.measure % 2)


def _all_at_once(story: Story, style: PageStyle, part: Part | None) -> Tables:
    steps = set_story(story, style, part)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            tables: Tables = end.value
            return tables


class LayoutJob:
    """The making of a layout; it may run in a thread of its own."""

    def __init__(self, story: Story, style: PageStyle) -> None:
        self.story = story
        self.style = style
        self.layout: Layout | None = None
        """The finished layout, None before."""
        self._part = body_of(story, style)
        self._steps = set_story(story, style, self._part)
        self._set = 0

    @property
    def share(self) -> float:
        """How much is laid out, from 0 to 1."""
        blocks = self._part.blocks
        size = blocks[-1].end - blocks[0].start if blocks else 0
        return 1.0 if self.layout else min(1.0, self._set / max(1, size))

    def step(self, budget: int = 1 << 18) -> bool:
        """Lay out at least `budget` characters more, or a run of pages; True when all is done."""
        goal = self._set + budget
        try:
            while self.layout is None and self._set < goal:
                size = next(self._steps)
                self._set += size
                goal -= not size and budget
        except StopIteration as end:
            self.layout = Layout(self.story, self.style, tables=end.value)
        return self.layout is not None

    def layout_around(self, offset: int, size: int = 1 << 16) -> Layout:
        """A layout of the chapter that contains the offset, or of some `size` characters around it.

        Its numbers of lines and pages count from its own beginning.
        """
        return Layout(self.story, self.style, part_around(self.story, self._part, offset, size))


def part_around(story: Story, part: Part, offset: int, size: int) -> Part:
    """The blocks around an offset, from a chapter's beginning where one is near."""
    blocks = part.blocks
    here = max(0, bisect_right(blocks, offset, key=_START) - 1)
    low = here
    heads = {chapter.start for chapter in story.chapters}
    while low and blocks[low].start not in heads and offset - blocks[low - 1].start < size:
        low -= 1
    high = max(here + 1, bisect_right(blocks, offset + size, key=_START))
    some = list(blocks[low:high])
    if some and offset - some[0].start > size:  # the block is longer than what is asked for
        begin = solid_from(story.text, offset - size // 2, some[0].end)
        some[0] = some[0]._replace(start=min(begin, offset), indent=0)
    if some and some[-1].end > offset + 2 * size:
        some[-1] = some[-1]._replace(end=max(offset + size, some[-1].start + 1))
    return Part(part.low + low, some, part.habit)
