"""From a cell of the screen back to the character of the story that is painted there."""

from __future__ import annotations

from collections.abc import Sequence

from reader.paint.frame import Frame
from reader.paint.runs import offset_at
from reader.story import Offset, Story
from reader.typeset import Page


def pointed_at(
    story: Story, frame: Frame, pages: Sequence[Page], column: int, row: int
) -> Offset | None:
    """The character under a cell, `column` and `row` from 0; None beside the text."""
    right = len(pages) > 1 and column >= frame.right_page
    rows = pages[1 if right else 0].rows
    number = row - frame.top
    line = rows[number] if 0 <= number < len(rows) else None
    cell = column - (frame.right_page if right else frame.left)
    if line is None or cell < line.indent:
        return None
    offset = offset_at(story, line, cell)
    return offset if offset < line.end else None
