"""Building a layout in short steps: first the lines, then the pages.

The rule: how the work is divided never shows in the result.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from reader.story import Block, Range, Story
from reader.typeset.hyphenation import Parts, parts_of_words
from reader.typeset.linebreak import LONG
from reader.typeset.paginate import Rows, blank_rows, new_pages, paginate, stack
from reader.typeset.paragraph import set_blocks, set_long
from reader.typeset.paragraph_habit import Habit, habit_of
from reader.typeset.style import PageStyle
from reader.typeset.table import Lines

_START, _END = attrgetter("start"), attrgetter("end")
_STRETCH = 1 << 20
"""Characters that are set together."""
_PAGES = 512
_SAMPLE = 20_000
_JUDGED = 20_000
"""Blocks from the story's first by which its paragraphs are judged."""


class Part(NamedTuple):
    """Blocks that follow one another."""

    low: int
    """The index of the first in the story."""
    blocks: Sequence[Block]
    habit: Habit
    """Of the whole story."""


class Tables(NamedTuple):
    """All that is known of a layout."""

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
    """Set a story, or a part of it.

    Yields:
        After each step how many characters of the text it has set.
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
        else:
            yield from set_blocks(lines, story.text, group, last, style, parts, part.habit)
        last = group[-1]


def _stretches(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The blocks in groups of `_STRETCH` characters; a very long one is a group of its own."""
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
    if style.unfolded:  # so that the body's pages are the same as without the matter
        edges = (bisect_left(blocks, edge, key=_START) for edge in story.body)
        forced = sorted({*forced, *(edge for edge in edges if 0 < edge < len(blocks))})
    height = 1 + (style.rows - 1) // style.leading
    return paginate(rows, blocks, forced, height)


def _parts(story: Story, style: PageStyle) -> Parts | None:
    if not style.hyphenate:
        return None
    start = story.body.start
    return parts_of_words(story.metadata.language, story.text[start : start + _SAMPLE])
