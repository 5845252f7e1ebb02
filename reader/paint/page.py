"""A whole screen of reading as rows of runs: margins, running head, one page or two, folio.

Both the first picture and every later one come from `compose`, so they cannot differ. The text
never touches the screen's edge unless the screen is narrower than 24 cells, and everything but text
gives way first when rows are few.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from reader.paint.runs import Overlay, runs
from reader.paint.themes import Role, Run
from reader.story import Story
from reader.typeset.cells import clip, width
from reader.typeset.layout import Line, Page
from reader.value import NamedTuple, Value

SPREAD_GUTTER = 6
"""Cells between the two pages of a spread."""

_HEAD_FROM = 8
_AIR_FROM = 18
_MARGIN_FROM = 24


class Sign(NamedTuple):
    """A word of one or two cells in the margin, left of the line that holds a character."""

    at: int
    text: str
    role: Role


_AT = attrgetter("at")


class Frame(Value):
    """Where things are on a screen of `columns` × `rows` cells, counted from 0."""

    columns: int
    rows: int
    measure: int
    """Cells of a line of text."""
    lines: int
    """Rows of text on one page."""
    left: int
    """Column of the first page's text."""
    top: int
    """Row of the first line of text."""
    head: int
    """Row of the running head, or -1."""
    folio: int
    """Row of the folio, or -1."""
    spread: bool
    """Whether there are two pages side by side."""

    @property
    def span(self) -> int:
        """Cells from the left edge of the text to its right edge, across both pages of a spread."""
        return 2 * self.measure + SPREAD_GUTTER if self.spread else self.measure

    @property
    def hangs(self) -> bool:
        """Whether a full-width mark has room to the right of the text."""
        return self.columns - self.left - self.span >= 2

    @property
    def right_page(self) -> int:
        """Column of the second page's text."""
        return self.left + self.measure + SPREAD_GUTTER


def fit(
    columns: int,
    rows: int,
    measure: int = 66,
    *,
    head: bool = True,
    folio: bool = True,
    spread: str = "off",
    margin: int = 2,
) -> Frame:
    """Divide a screen.

    `measure` is the longest line wanted and `margin` the least blank at its sides, in cells; a
    margin gives way before lines of 24 cells do. A spread is shown when the screen holds two full
    pages and their margins: never if `off`, automatically if `auto`; `on` is content with pages of
    40 cells.
    """
    columns, rows = max(1, columns), max(1, rows)
    margin = _margin(columns, margin)
    least = measure if spread == "auto" else min(measure, 40)
    doubled = spread != "off" and columns >= 2 * least + SPREAD_GUTTER + 2 * margin
    room = columns - 2 * margin
    wide = min(measure, (room - SPREAD_GUTTER) // 2 if doubled else room)
    with_head = head and rows >= _HEAD_FROM
    with_folio = folio and rows >= 3
    air = 1 if rows >= _AIR_FROM else 0
    top = (1 + air if with_head else 0) or (air if rows >= _AIR_FROM else 0)
    bottom = 1 + air if with_folio else 0
    span = 2 * wide + SPREAD_GUTTER if doubled else wide
    return Frame(
        columns=columns,
        rows=rows,
        measure=max(1, wide),
        lines=max(1, rows - top - bottom),
        left=(columns - span) // 2,
        top=top,
        head=0 if with_head else -1,
        folio=rows - 1 if with_folio else -1,
        spread=doubled,
    )


def _margin(columns: int, wished: int) -> int:
    if columns < _MARGIN_FROM:
        return min(wished, 1 if columns >= _MARGIN_FROM // 2 else 0)
    return min(wished, max(2, (columns - _MARGIN_FROM) // 2))


Row = list[Run]
"""Runs of one row of the screen from column 0; the rest of the row is empty page."""


class Furniture(Value):
    """What surrounds the text, cleaned for show."""

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
    signs: Sequence[Sign] = (),
) -> list[Row]:
    """Every row of the screen; `pages` are one, or the two of a spread.

    `signs`, in the order of the text, are painted left of the lines that they belong to, if there
    is room for them.
    """
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
            if sign := _sign_of(line, signs):
                _pad_to(row, left - width(sign.text))
                if left >= width(sign.text):
                    row.append(Run(sign.text, (sign.role,)))
            _pad_to(row, left)
            row.extend(runs(story, line, overlays))
        if row:
            rows[frame.top + number] = row
    if frame.folio < 0 and furniture.notice and frame.rows > 1:
        # Without a row for the folio, a sentence to the reader is worth the last line of the text.
        rows[-1] = folio_row(frame, furniture)
    return rows


def _sign_of(line: Line, signs: Sequence[Sign]) -> Sign | None:
    """The first sign that belongs to a line."""
    at = bisect_left(signs, line.start, key=_AT)
    return signs[at] if at < len(signs) and signs[at].at < max(line.end, line.start + 1) else None


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
    """The folio centred under the text, or the notice in its place."""
    text = clip(furniture.notice or furniture.folio, frame.span)
    role = Role.NOTICE if furniture.notice else Role.FOLIO
    left = frame.left + (frame.span - width(text)) // 2
    return [Run(" " * left, (Role.TEXT,)), Run(text, (role,))]
