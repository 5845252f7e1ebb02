"""Paragraphs that begin with an indented line, without blank lines between them.

The rule: a line indented like the text's first lines begins a paragraph, unless the line before it
goes on; a heading at the margin ends one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.formats.text.evidence import is_full
from reader.formats.text.headings.words import by_words
from reader.formats.text.rows import Row
from reader.formats.text.survey import Shape

_HEADING_MOST = 60
_SENTENCE_ENDS = frozenset('.!?…"”’»」』。！？）):：')


def indents_firsts(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether single indented lines are followed by full lines further out, as prose is set."""
    pairs = [(a, b) for a, b in pairwise(rows) if b.indent < a.indent <= 10]
    firsts = sum(is_full(a, b, shape.width) for a, b in pairs)
    flush = min(row.indent for row in rows)
    indented = sum(row.indent > flush for row in rows)
    return firsts > 0 and 0 < indented <= firsts + 1 and _all_full(rows, shape)


def _all_full(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether every line before one at the margin or an indented one is full, or nearly all are."""
    pairs = [(a, b) for a, b in pairwise(rows) if b.indent <= a.indent]
    return sum(not is_full(a, b, shape.width) for a, b in pairs) <= len(pairs) // 6


def by_first_lines(rows: Sequence[Row], shape: Shape) -> list[Sequence[Row]]:
    """Paragraphs that begin with an indented line; runs of deeper lines stay together."""
    flush = min(row.indent for row in rows)
    runs: list[list[Row]] = []
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        if before is None:
            begins = True
        elif row.indent > flush:
            begins = not _continues(before, row, flush, shape)
        else:
            begins = _heads(before, row, rows[at + 1 : at + 2], shape)
        if begins:
            runs.append([row])
        else:
            runs[-1].append(row)
    return list(runs)


def _heads(before: Row, row: Row, after: Sequence[Row], shape: Shape) -> bool:
    """Whether a line at the margin heads the next paragraph instead of belonging to the last."""
    if row.width > _HEADING_MOST:
        return False
    full, ended = is_full(before, row, shape.width), before.text[-1] in _SENTENCE_ENDS
    led = all(next_.indent > row.indent for next_ in after)
    if by_words(row.text) or (led and row.text.isupper()):
        return ended or not full
    return led and ended and not full


def _continues(before: Row, row: Row, flush: int, shape: Shape) -> bool:
    """Whether an indented line belongs to the line before it."""
    if row.indent - flush <= (shape.first - 1) // 2:  # too little to begin a paragraph here
        return True
    if before.indent != row.indent:
        return (
            before.indent > flush and row.indent > flush and not is_full(before, row, shape.width)
        )
    if row.indent - flush == shape.first and before.text[-1] in _SENTENCE_ENDS:
        return False
    return (row.indent - flush >= 4 and row.width < 0.8 * shape.width) or row.text[0].islower()
