"""How a stretch of text sets its paragraphs, seen from a sample of it.

The rule: whole readings compete on the same evidence, and the one that explains it best is the
shape; each block is then judged on its own against it, so that a poem in a wrapped novel keeps its
lines and a wrapped preface in a book of poems flows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from reader.formats.text.drawings import is_padded
from reader.formats.text.evidence import (
    PROSE,
    VERSES,
    Ending,
    Hypothesis,
    capitals,
    ending_of,
    evidence,
    is_full,
    scores,
)
from reader.formats.text.rows import Row, rows_of
from reader.value import NamedTuple

_SAMPLE = 200
_CHUNK_MOST = 6_000
_WITHIN = ((0.93, 0.05), (0.84, 0.16), (0.75, 0.25))
"""Shares of the lines within a margin, and the shares that may be far beyond it."""
_APART = 0.8
"""The share of one margin within which another may be."""
_LINES_FEWEST = 40
"""Lines among which more than a few may be longer than their margin."""
_FAR, _FAR_MOST = 1.5, 0.5
"""Lines this many times as long as a margin, and their share of a text that refutes it."""
_LINE_MOST = 80
"""Cells of a line of verse."""
_NARROWEST = 26
_WIDEST = 130
_INDENT_MOST = 10
_SET_OUT = 0.03
"""The share of lines that may exceed the margin of all others."""
_CLEAR = 0.7
"""The lead per line of prose over verse if there is hardly anything but prose."""
_PAIRS = 250
"""Pairs of lines on which readings are weighed."""
_AHEAD = 25
"""Hundredths of a logarithm for each line that make a reading clearly less likely."""
_HEAD = 12
"""Lines of a chunk in which capitals are counted."""
_UNWRAPPED = tuple(reading for reading in Hypothesis if reading not in PROSE)
_EDGE_FEWEST, _EDGE, _EDGE_SHARE = 20, 0.98, 0.95
"""Lines within sentences that show an exact margin, the share of them that stay within it, and the
share of them after which nothing more would have fitted.
"""
_STANZAS_FEWEST, _ALIKE, _STANZA = 5, 0.5, 2.0
"""Stanzas that count as evidence; the share of paragraphs that may have equally many lines by
chance; what each one beyond that adds to verse, as a logarithm.
"""
_PADDED_FEWEST, _PADDED, _PADDED_ALIKE = 4, 0.1, 0.75
"""Lines padded with blanks: how many, which share of all, and how many end alike."""
_SINGLE_MOST = 0.5
"""The share of a text in lines that stand alone, if it is all verse."""

_WHY = {
    Hypothesis.WRAPPED: "lines end where the next word would not fit",
    Hypothesis.RAGGED: "sentences run on from line to line, though lines end early",
    Hypothesis.LINES: "lines end where their sentences do",
    Hypothesis.VERSE: "lines begin with capitals and end as verse does",
    Hypothesis.LOW_VERSE: "lines end with their phrases, and no sentence ends within one",
}


class Shape(NamedTuple):
    """What most of a stretch does."""

    width: int
    """The column of the right margin, 0 where lines are not wrapped."""
    indented: bool
    """Whether an indented first line begins a paragraph."""
    by_line: bool
    """Whether each line is a paragraph, blank lines or not."""
    prosy: bool
    """Whether there is hardly anything but wrapped prose at the margin."""
    why: str
    first: int = 0
    """Blanks before the first line of most paragraphs, if it is indented."""
    margin: int = 0
    """Blanks before every line."""
    spaced: bool = False
    """Whether an empty line follows every line."""
    parted: bool = False
    """Whether blanks separate paragraphs within a line."""
    padded: bool = False
    """Whether blanks between words pad the lines."""
    segmented: bool = False
    """Whether blanks separate words in a script that has none."""
    mixed: bool = False
    """Whether some stretches may have another shape."""
    stands: bool = False
    """Whether lines are verse unless there is evidence of something else."""
    lasts: float = 0.0
    """Early lines within chunks that end a sentence, for each chunk: how often paragraphs end like
    this instead of with a blank line.
    """
    edge: int = 0
    """The exact margin if a program broke the lines, 0 if a hand did."""
    ragged: bool = False
    """Whether wrapped lines end before the margin as often as at it."""
    capitals: float = 0.06
    """How often words within lines begin with capitals."""
    chances: tuple[tuple[str, int], ...] = ()
    """The readings that competed, the best first, each with how far it is behind the best:
    hundredths of a logarithm for each line.
    """

    @property
    def reading(self) -> Hypothesis:
        """The reading that explained the lines best."""
        return Hypothesis(self.chances[0][0]) if self.chances else Hypothesis.LINES

    def is_ahead_of(self, reading: Hypothesis) -> bool:
        """Whether that reading is clearly less likely than the best one."""
        return dict(self.chances).get(reading, -_AHEAD) <= -_AHEAD


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
    """How many blanks precede nearly every line."""
    indents = sorted(row.indent for rows in sample for row in rows)
    return indents[int(_SET_OUT * len(indents))] if indents else 0


def _without(row: Row, margin: int) -> Row:
    return row._replace(indent=max(0, row.indent - margin))


def _surveyed(sample: Sequence[Sequence[Row]]) -> Shape:
    inner = [pair for rows in sample for pair in pairwise(rows)]
    ends = sorted(first.end for first, _ in inner)
    margins = [width for width in _margins(ends) if not _is_beyond(sample, width)]
    high = capitals([row.text for rows in sample for row in rows[:_HEAD]])
    even = _STANZA * _evenness(sample)
    inner = [(a, b) for a, b in inner if not (a.width < 30 and a.text.isupper())]
    shapes = [_at_margin(sample, inner, width, high, even) for width in margins or [0]]
    return max(shapes, key=lambda shape: shape[0])[1]


def _is_beyond(sample: Sequence[Sequence[Row]], width: int) -> bool:
    """Whether most of a text is in lines far longer than a margin admits."""
    sizes = [row.width for rows in sample for row in rows]
    return sum(size for size in sizes if size > _FAR * width) > _FAR_MOST * sum(sizes)


def _at_margin(
    sample: Sequence[Sequence[Row]],
    inner: Sequence[tuple[Row, Row]],
    width: int,
    high: float,
    even: float,
) -> tuple[float, Shape]:
    """How well lines that may be wrapped at a width are explained, and by which shape.

    `high` is how often words begin with capitals, `even` the evidence of line counts for verse.
    """
    first = _first_indent(inner, width) if width else 0
    step = 1 + len(inner) // _PAIRS
    weighed = inner[::step]
    found = evidence(weighed, width)
    points = scores(found, high, width, Hypothesis if width else _UNWRAPPED)
    for verse in VERSES:
        points[verse] += even
    ranks = sorted(points, key=points.__getitem__, reverse=True)
    best, count = ranks[0], max(1, len(weighed))
    chances = tuple((str(r), round(100 * (points[r] - points[best]) / count)) for r in ranks)
    shape = Shape(0, False, False, False, _WHY[best], capitals=high, chances=chances)
    if inner and best in PROSE:
        lasts = sum(n for s, n in found.items() if not s.full and s.ending is Ending.ENDED)
        ahead = points[best] - max(points[verse] for verse in VERSES)
        return points[best], shape._replace(
            width=width,
            indented=first > 0,
            prosy=ahead >= _CLEAR * count,
            first=first,
            lasts=lasts * step / len(sample),
            edge=_edge(weighed),
            padded=_are_padded(weighed),
            ragged=best is Hypothesis.RAGGED,
        )
    first = _set_in(sample)
    shape = shape._replace(indented=first > 0, first=first)
    if inner and best in VERSES and not _is_beyond(sample, _LINE_MOST):
        singles = sum(rows[0].width for rows in sample if len(rows) == 1)
        stands = singles <= _SINGLE_MOST * sum(row.width for rows in sample for row in rows)
        return points[best], shape._replace(stands=stands)
    return points[best], shape._replace(by_line=bool(inner), why=_WHY[Hypothesis.LINES])


def _evenness(sample: Sequence[Sequence[Row]]) -> float:
    """The evidence that stretches between blanks or indents have equally many lines.

    Paragraphs do not; stanzas do.
    """
    sizes: list[int] = []
    for rows in sample:
        flush = min(row.indent for row in rows)
        starts = [at for at, row in enumerate(rows) if row.indent > flush or not at]
        sizes += [b - a for a, b in pairwise([*starts, len(rows)])]
    sizes = [size for size in sizes if size > 1]
    if len(sizes) < _STANZAS_FEWEST:
        return 0.0
    alike = sizes.count(max({*sizes}, key=sizes.count))
    return max(0.0, alike - _ALIKE * len(sizes))


def _margins(ends: Sequence[int]) -> list[int]:
    """The columns at which lines may be wrapped, whose readings are weighed; 0 for none.

    Nearly all lines stay within a margin. If more of them are far beyond it, as when lines were
    joined later, it may be one that most lines stay within.

    Args:
        ends: Where lines end, in order.
    """
    found: list[int] = []
    for share, most in _WITHIN if ends else ():
        margin = ends[int(share * (len(ends) - 1))]
        beyond = len(ends) - bisect_right(ends, margin * 1.12 + 2)
        fits = _NARROWEST <= margin <= _WIDEST and beyond <= most * len(ends)
        if fits and (not found or margin < _APART * found[-1]):
            found.append(margin)
        if len(ends) < _LINES_FEWEST:
            break
    return found or [0]


def _are_padded(inner: Sequence[tuple[Row, Row]]) -> bool:
    """Whether many lines are padded with blanks, and nearly all of those end at one column."""
    ends = [row.end for row, _ in inner if "  " in row.text and is_padded(row.text)]
    if len(ends) < _PADDED_FEWEST or len(ends) < _PADDED * len(inner):
        return False
    return ends.count(max({*ends}, key=ends.count)) >= _PADDED_ALIKE * len(ends)


def _edge(inner: Sequence[tuple[Row, Row]]) -> int:
    """The exact margin at which a program broke lines, 0 if there is none.

    It shows in lines within sentences: after none of them the next word would have fitted.
    """
    within = [(a, b) for a, b in inner if ending_of(a.text) is not Ending.ENDED]
    ends = sorted(a.end for a, _ in within)
    if len(ends) < _EDGE_FEWEST:
        return 0
    edge = ends[int(_EDGE * (len(ends) - 1))]
    exact = sum(a.end + 1 + len(_fragment(b.text)) > edge for a, b in within)
    return edge if exact >= _EDGE_SHARE * len(within) else 0


def _fragment(text: str) -> str:
    """The part of a line's first word that may come at the end of the line before."""
    word = text.split(None, 1)[0]
    for mark in "-—–":
        if 0 < (at := word.find(mark)) < len(word) - 1:
            word = word[: at + 1]
    return word


def _first_indent(inner: Sequence[tuple[Row, Row]], width: int) -> int:
    """The indent of lines that begin paragraphs, which full lines further out follow."""
    firsts = [
        a.indent for a, b in inner if b.indent < a.indent <= _INDENT_MOST and is_full(a, b, width)
    ]
    return _most_common(firsts, max(2, 0.04 * len(inner)))


def _set_in(sample: Sequence[Sequence[Row]]) -> int:
    """The indent of most lines, each being a paragraph."""
    indents = [row.indent for rows in sample for row in rows]
    return _most_common([i for i in indents if 2 <= i <= _INDENT_MOST], 0.5 * len(indents))


def _most_common(indents: Sequence[int], least: float) -> int:
    """The most common indent, 0 if there are too few."""
    often = len(indents) > 1 and len(indents) >= least
    return max({*indents}, key=indents.count) if often else 0
