"""How a file sets its paragraphs, seen from a sample of it.

The rule: the shape is what most of the file does; each block is then judged on its own against
it, so that a poem in a wrapped novel stands and a wrapped preface in a book of poems flows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.formats.text.rows import Row, rows_of

_SAMPLE = 200
_CHUNK_MOST = 6_000
_NARROWEST = 34
_WIDEST = 130
_INDENT_MOST = 10
_LOWERED = 0.25
_WORD_MOST = 24
_SET_OUT = 0.03
"""The share of lines that may stand out of the margin of all others."""


class Shape(NamedTuple):
    """What most of a file does."""

    width: int
    """The column of the right margin, 0 where lines are not wrapped."""
    indented: bool
    """Whether an indented first line begins a paragraph."""
    by_line: bool
    """Whether each line is a paragraph, blank lines or not."""
    prosy: bool
    """Whether hardly anything but wrapped prose stands at the margin."""
    why: str
    first: int = 0
    """Blanks before the first line of most paragraphs, where it is set in."""
    margin: int = 0
    """Blanks that stand before every line."""
    spaced: bool = False
    """Whether an empty line stands behind every line."""


def survey(chunks: Sequence[str]) -> Shape:
    """The shape of a file's chunks, the stretches between blank lines."""
    step = max(1, len(chunks) // _SAMPLE)
    sample = [rows_of(chunk[:_CHUNK_MOST]) for chunk in chunks[::step] if chunk]
    if margin := _common_margin(sample):
        shape = _surveyed([[_without(row, margin) for row in rows] for rows in sample])
        if shape.width:
            return shape._replace(margin=margin)
    return _surveyed(sample)


def _common_margin(sample: Sequence[Sequence[Row]]) -> int:
    """How many blanks stand before nearly every line."""
    indents = sorted(row.indent for rows in sample for row in rows)
    return indents[int(_SET_OUT * len(indents))] if indents else 0


def _without(row: Row, margin: int) -> Row:
    return row._replace(indent=max(0, row.indent - margin))


def _surveyed(sample: Sequence[Sequence[Row]]) -> Shape:
    inner = [pair for rows in sample for pair in pairwise(rows)]
    width = _margin([first for first, _ in inner])
    inner = [(a, b) for a, b in inner if not (a.width < 30 and a.text.isupper())]
    full = sum(is_full(a, b, width) for a, b in inner)
    first = _first_indent(inner, width) if width else _set_in(sample)
    indented = first > 0
    if width and inner and full >= 0.5 * len(inner) and _reads_on(inner):
        why = f"{round(100 * full / len(inner))} % of the lines run up to the same margin"
        prosy = full >= 0.75 * len(inner)
        return Shape(width, indented, by_line=False, prosy=prosy, why=why, first=first)
    singles = sum(len(rows) == 1 for rows in sample)
    long = sum(row.width > _WIDEST for rows in sample for row in rows)
    count = sum(map(len, sample))
    by_line = bool(inner) and (singles < 0.4 * count or long > 0.05 * count)
    poems = 0 < width <= 66 and not long
    on = sum(b.text[0].islower() and a.text[-1].isalnum() for a, b in inner)
    why = "lines end where their sentences do"
    by_line = by_line and not poems and on <= 0.05 * len(inner)
    return Shape(0, indented, by_line, prosy=False, why=why, first=first)


def _reads_on(inner: Sequence[tuple[Row, Row]]) -> bool:
    """Whether sentences run from line to line, which verse as even as prose does not show."""
    cased = [b.text[0] for _, b in inner if b.text[0].islower() or b.text[0].isupper()]
    return sum(map(str.islower, cased)) >= _LOWERED * len(cased)


def _margin(rows: Sequence[Row]) -> int:
    """The column that nine in ten lines stay within, 0 where it is no page's margin."""
    ends = sorted(row.end for row in rows)
    if not ends:
        return 0
    margin = ends[int(0.93 * (len(ends) - 1))]
    beyond = sum(end > margin * 1.12 + 2 for end in ends)
    return margin if _NARROWEST <= margin <= _WIDEST and beyond <= 0.05 * len(ends) else 0


def is_full(row: Row, after: Row, width: int) -> bool:
    """Whether the next line's first word would not have fitted behind this line."""
    text = after.text
    if text.isascii() or after.width < 1.7 * len(text):
        first = text.find(" ", 0, _WORD_MOST)
        if first < 0:
            first = min(len(text), _WORD_MOST)
    elif row.text.isascii():
        first = len(text[:_WORD_MOST].split(None, 1)[0])
    else:
        first = 3  # East Asian lines break anywhere but before a mark
    return row.indent + row.width + 1 + first > width - max(3, width // 11)


def _first_indent(inner: Sequence[tuple[Row, Row]], width: int) -> int:
    """The indent of lines that begin paragraphs, as full lines further out follow such lines."""
    firsts = [
        a.indent for a, b in inner if b.indent < a.indent <= _INDENT_MOST and is_full(a, b, width)
    ]
    return _most_common(firsts, max(2, 0.04 * len(inner)))


def _set_in(sample: Sequence[Sequence[Row]]) -> int:
    """The indent of most lines, each being a paragraph."""
    indents = [row.indent for rows in sample for row in rows]
    return _most_common([i for i in indents if 2 <= i <= _INDENT_MOST], 0.5 * len(indents))


def _most_common(indents: Sequence[int], least: float) -> int:
    """The most common indent, 0 where there are fewer than so many."""
    often = len(indents) > 1 and len(indents) >= least
    return max({*indents}, key=indents.count) if often else 0
