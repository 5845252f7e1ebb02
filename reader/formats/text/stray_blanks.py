"""Blanks before a few lines that nobody meant: from an editor, a scan or a paste.

The rule: they go only where the lines are prose without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.formats.text.evidence import is_full
from reader.formats.text.rows import Row
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import prose_odds

_LEAST = 2
"""Blanks that may be meant where the text has no habit."""
_STRAY_MOST = 0.34
"""The share of lines that have strayed blanks before them, above which they were meant."""


def aligned(rows: Sequence[Row], shape: Shape) -> Sequence[Row]:
    """The rows without blanks that strayed before a few.

    They are fewer than any indent of the text, or stand before one line in mid-sentence, with
    full lines at the margin before and after it.
    """
    flush = min(row.indent for row in rows)
    if not shape.width or all(row.indent == flush for row in rows):
        return rows
    most = (shape.first - 1) // 2 if shape.first else _LEAST - 1
    stray = {at for at, row in enumerate(rows) if 0 < row.indent - flush <= most}
    if not shape.indented:
        stray |= {at for at in range(1, len(rows) - 1) if _strays(rows, at, shape)}
    if not stray or len(stray) > _STRAY_MOST * len(rows):
        return rows
    straight = [row._replace(indent=flush) if at in stray else row for at, row in enumerate(rows)]
    return straight if prose_odds(list(pairwise(straight)), shape) > 0 else rows


def _strays(rows: Sequence[Row], at: int, shape: Shape) -> bool:
    """Whether one line set in stands in mid-sentence between lines further out."""
    before, row, after = rows[at - 1 : at + 2]
    return before.indent == after.indent < row.indent and hangs(before, row, shape)


def hangs(before: Row, row: Row, shape: Shape) -> bool:
    """Whether a line set in goes on with the full line at the margin before it."""
    return is_full(before, row, shape.width) and before.text[-1] not in ":：.!?。！？"
