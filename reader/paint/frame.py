"""How the screen is divided: margins, running head, text, folio.

The rule: the text never touches the screen's edge unless the screen is narrower than 24 cells,
and what is not text gives way first when rows are few.
"""

from __future__ import annotations

from reader.value import Value

SPREAD_GUTTER = 6
"""Cells between the two pages of a spread."""

_HEAD_FROM = 8
_AIR_FROM = 18
_MARGIN_FROM = 24


class Frame(Value):
    """Where things stand on a screen of `columns` × `rows` cells, counted from 0."""

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
    """Whether two pages stand side by side."""

    @property
    def span(self) -> int:
        """Cells from the left edge of the text to its right edge, both pages of a spread."""
        return 2 * self.measure + SPREAD_GUTTER if self.spread else self.measure

    @property
    def hangs(self) -> bool:
        """Whether a full-width mark has room right of the text."""
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

    `measure` is the longest line wished for and `margin` the least blank at its sides, in cells; a
    margin gives way before lines of 24 cells do. A spread stands when the screen holds two
    full pages and their margins: never when `off`, by itself when `auto`; `on` is content with
    pages of 40 cells.
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
