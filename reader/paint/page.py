"""A whole screen of reading as rows of runs: running head, one page or two, folio.

Both the first picture and every later one come from `compose`, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.paint.frame import Frame
from reader.paint.roles import Role, Run
from reader.paint.runs import Overlay, runs
from reader.story import Story
from reader.typeset.cells import clip, width
from reader.typeset.layout import Page
from reader.value import Value

Row = list[Run]
"""Runs of one row of the screen from column 0; the rest of the row is empty page."""


class Furniture(Value):
    """What stands around the text, cleaned for show."""

    title: str = ""
    chapter: str = ""
    folio: str = ""
    notice: str = ""
    """A sentence to the reader; it takes the folio's place."""


def compose(
    story: Story,
    frame: Frame,
    pages: Sequence[Page],
    furniture: Furniture,
    overlays: Sequence[Overlay] = (),
) -> list[Row]:
    """Every row of the screen; `pages` are one, or the two of a spread."""
    rows: list[Row] = [[] for _ in range(frame.rows)]
    if frame.head >= 0:
        rows[frame.head] = head_row(frame, furniture)
    if frame.folio >= 0:
        rows[frame.folio] = folio_row(frame, furniture)
    for number in range(frame.lines):
        row: Row = []
        for side, page in enumerate(pages):
            line = page.rows[number] if number < len(page.rows) else None
            if line is None:
                continue
            left = frame.right_page if side else frame.left
            _pad_to(row, left)
            row.extend(runs(story, line, overlays))
        if row:
            rows[frame.top + number] = row
    if frame.folio < 0 and furniture.notice and frame.rows > 1:
        # Without a row for the folio, a sentence to the reader is worth the last line of the text.
        rows[-1] = folio_row(frame, furniture)
    return rows


def _pad_to(row: Row, column: int) -> None:
    gap = column - sum(width(run.text) for run in row)
    if gap > 0:
        row.append(Run(" " * gap, (Role.TEXT,)))


def head_row(frame: Frame, furniture: Furniture) -> Row:
    """The running head: title to the left, chapter to the right, as far as there is room."""
    title, chapter = furniture.title, furniture.chapter
    room = frame.span
    if chapter and title and width(title) + width(chapter) + 3 > room:
        if room < 40:
            title = ""
        else:
            chapter = clip(chapter, max(room // 2, room - width(title) - 3))
            title = clip(title, room - width(chapter) - 3)
    chapter, title = clip(chapter, room), clip(title, room)
    gap = " " * max(0, room - width(title) - width(chapter))
    return [Run(" " * frame.left, (Role.TEXT,)), Run(title + gap + chapter, (Role.HEAD,))]


def folio_row(frame: Frame, furniture: Furniture) -> Row:
    """The folio in the middle under the text, or the notice in its place."""
    text = clip(furniture.notice or furniture.folio, frame.span)
    role = Role.NOTICE if furniture.notice else Role.FOLIO
    left = frame.left + (frame.span - width(text)) // 2
    return [Run(" " * left, (Role.TEXT,)), Run(text, (role,))]
