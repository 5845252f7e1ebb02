"""One line of a page as runs: block, emphasis and whatever else lies over it.

The rule: everything that lies over a line is a range of the story's text, and a run begins
wherever one of them begins or ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.lazy_pattern import lazy_pattern
from reader.paint.themes import OF_BLOCK, OF_SPAN, Role, Run
from reader.story import BlockKind, Offset, Story
from reader.typeset.cells import clusters, shown, width
from reader.typeset.layout import Line
from reader.value import NamedTuple

if TYPE_CHECKING:
    from reader.typeset.justification import Gap

_START = attrgetter("start")
_CUT = "›"
_SPEAKER = lazy_pattern(r"([^\n.:：]{1,60}?)([.:：](?=\s|\Z)|：|(?=\n)|\Z)")
_COLONS = (":", "：")
# Spans do not nest deeper than this many back from the one that begins before a line.
_SPANS_BACK = 4


class Overlay(NamedTuple):
    """A range with a role to be laid over the text."""

    start: int
    end: int
    role: Role


def runs(story: Story, line: Line, overlays: Iterable[Overlay] = ()) -> list[Run]:
    """The line as runs from its first cell to its last, the indent in front."""
    base = OF_BLOCK[line.kind]
    named = speaker_of(story, line.block) if line.kind is BlockKind.SPEECH else ()
    over = [*_cut_to(line, named), *_spans(story, line), *_cut_to(line, overlays)]
    over = _whole(story, line, over)
    stop = _painted_to(story, line)
    made = [Run(" " * line.indent, (base,))] if line.indent else []
    for start, end, roles in _pieces(line.start, stop, base, over):
        text = _spaced(story.text, start, end, line.gaps)
        if text:
            made.append(Run(text, roles))
    if line.hyphen:
        made.append(Run("-", made[-1].roles if made else (base,)))
    if line.cut:
        unseen = (one.role for one in over if one.end > stop)
        made.append(Run(_CUT, (base, *unseen, Role.CUT)))
    return made


def speaker_of(story: Story, number: int) -> Sequence[Overlay]:
    """The name of the speaker, at the head of a speech; empty if a speech only continues."""
    block = story.blocks[number]
    found = _SPEAKER.match(story.text, block.start, block.end)
    if found is None:
        return ()
    name, stop = found[1].partition("(")[0].partition("[")[0].strip(" _*,"), found[2]
    if not name or not (name.isupper() or stop in _COLONS):
        return ()
    return (Overlay(block.start, found.end(1), Role.SPEAKER),)


def _spaced(text: str, start: int, end: int, gaps: Iterable[Gap]) -> str:
    """A piece of a line as it is painted; a gap belongs to the piece before it."""
    parts, at = list[str](), start
    for gap in gaps:
        if start < gap.at <= end:
            parts += shown(text[at : gap.at]), " " * gap.cells
            at = gap.at
    return "".join((*parts, shown(text[at:end])))


def _painted_to(story: Story, line: Line) -> int:
    """The end of the painted part of a line; one that is cut leaves a cell for the mark."""
    if not line.cut:
        return line.end
    room = line.cut - line.indent - 1
    at: int = line.start
    for end, cells in clusters(story.text, line.start, line.end):
        room -= cells
        if room < 0:
            break
        at = end
    return at


def _spans(story: Story, line: Line) -> Iterator[Overlay]:
    spans = story.spans
    first = max(0, bisect_right(spans, line.start, key=_START) - _SPANS_BACK)
    last = bisect_left(spans, line.end, key=_START)
    for span in spans[first:last]:
        if span.end > line.start:
            yield Overlay(span.start, span.end, OF_SPAN[span.kind])


def _cut_to(line: Line, overlays: Iterable[Overlay]) -> Iterator[Overlay]:
    for over in overlays:
        if over.start < over.end and over.start < line.end and over.end > line.start:
            yield over


def _whole(story: Story, line: Line, over: list[Overlay]) -> list[Overlay]:
    """The ranges widened to whole grapheme clusters, which fall apart when painted in parts."""
    if not over or story.text[line.start : line.end].isascii():
        return over
    edges = [line.start, *(end for end, _ in clusters(story.text, line.start, line.end))]
    return [
        Overlay(
            edges[max(0, bisect_right(edges, one.start) - 1)],
            edges[min(bisect_left(edges, one.end), len(edges) - 1)],
            one.role,
        )
        for one in over
    ]


def _pieces(
    start: int, end: int, base: Role, over: list[Overlay]
) -> Iterator[tuple[int, int, tuple[Role, ...]]]:
    if not over:
        yield start, end, (base,)
        return
    edges = {start, end}
    for one in over:
        edges.update((min(max(one.start, start), end), min(max(one.end, start), end)))
    ordered = sorted(edges)
    for left, right in pairwise(ordered):
        roles = (one.role for one in over if one.start <= left and one.end >= right)
        yield left, right, (base, *roles)


def offset_at(story: Story, line: Line, cell: int) -> Offset:
    """The character of the line at a cell, counted from the left of the measure.

    A cell left of the text is its first character, one right of it is after its last; the mark of a
    cut line is the first character that it hides.
    """
    if line.cut and cell >= line.cut - 1:
        return Offset(_painted_to(story, line))
    column = line.indent
    at: int = line.start
    for stop, blank in (*line.gaps, (line.end, 0)):
        piece = story.text[at:stop]
        wide = width(shown(piece))
        if cell < column + wide + blank:
            return Offset(at + _within(piece, min(cell - column, wide - 1)))
        column += wide + blank
        at = stop
    return Offset(line.end)


def _within(piece: str, cell: int) -> int:
    low, high = 0, len(piece)
    while low < high:
        middle = (low + high) // 2
        if width(shown(piece[: middle + 1])) > cell:
            high = middle
        else:
            low = middle + 1
    return low
