"""From a cell of the screen back to the character of the story that is painted there."""

from __future__ import annotations

from collections.abc import Sequence

from reader.paint.page import Frame
from reader.paint.runs import offset_at
from reader.story import Offset, Range, Story
from reader.typeset.layout import Page


def pointed_at(
    story: Story, frame: Frame, pages: Sequence[Page], column: int, row: int
) -> Offset | None:
    """The character under a cell, `column` and `row` from 0; None outside the text."""
    side, cell = _side(frame, pages, column)
    rows = pages[side].rows
    number = row - frame.top
    line = rows[number] if 0 <= number < len(rows) else None
    if line is None or cell < line.indent:
        return None
    offset = offset_at(story, line, cell)
    return offset if offset < line.end else None


def _side(frame: Frame, pages: Sequence[Page], column: int) -> tuple[int, int]:
    """The page that a column belongs to, 0 or 1, and the cell of its lines."""
    right = len(pages) > 1 and column >= frame.right_page
    return int(right), column - (frame.right_page if right else frame.left)


def between(
    story: Story, frame: Frame, pages: Sequence[Page], first: tuple[int, int], last: tuple[int, int]
) -> Range | None:
    """The characters from one cell to another, both (column, row) and both included.

    A cell outside the text stands for the nearest character between the two; None if there is none.
    """
    ends = []
    for column, row in (first, last):
        side, cell = _side(frame, pages, column)
        ends.append((side, row - frame.top, cell))
    start, stop = sorted(ends)
    lines = [
        (side, number, line)
        for side, page in enumerate(pages)
        for number, line in enumerate(page.rows)
        if line is not None and start[:2] <= (side, number) <= stop[:2]
    ]
    if not lines:
        return None
    side, number, line = lines[0]
    begin: int = line.start
    if (side, number) == start[:2] and start[2] >= line.indent:
        begin = min(offset_at(story, line, start[2]), line.end)
    side, number, line = lines[-1]
    end: int = line.end
    if (side, number) == stop[:2]:
        end = (
            min(offset_at(story, line, stop[2]) + 1, line.end) if stop[2] >= line.indent else begin
        )
    return Range(begin, end) if begin < end else None
