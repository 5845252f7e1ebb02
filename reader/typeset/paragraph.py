"""Blocks into lines: insets, first-line indents, how each block is broken; and their table.

The rule: every character that is not blank is in exactly one line, in order, and a line is at most
as wide as the measure, unless one cluster is wider or the line is preformatted. The table of lines
only grows at its end, and holds nothing that can be read from the story's text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, pairwise, repeat

from reader.story import Block, BlockKind, Range, Side, lines_of
from reader.typeset.break_clusters import BLANKS, SOFT_HYPHEN, break_exactly, segments, solid_from
from reader.typeset.cells import shown_width
from reader.typeset.hyphenation import Parts
from reader.typeset.linebreak import Way, break_line, break_long, ways
from reader.typeset.quick_breaks import break_hyphenated, break_plain, break_square, break_wide
from reader.typeset.style import Breaking, PageStyle, Paragraphs
from reader.value import NamedTuple

HYPHEN, CUT = 1, 2


class Lines:
    """One entry per line."""

    __slots__ = ("first", "flags", "indents", "starts")

    def __init__(self) -> None:
        self.starts = array("I")
        """Where each line begins, including blanks before it; a line extends to the next one."""
        self.indents = array("H")
        """In cells."""
        self.flags = bytearray()
        """`HYPHEN`: a hyphen is painted after it. `CUT`: it is wider than the measure."""
        self.first = array("I")
        """The first line of each block."""

    def add_one(self, start: int, indent: int, flag: int = 0) -> None:
        """Append a line."""
        self.starts.append(start)
        self.indents.append(indent)
        self.flags.append(flag)

    def add(self, starts: array[int], indent: int = 0, hyphens: Iterable[int] = ()) -> None:
        """Append lines with one indent; `hyphens` are those of them that end in a hyphen."""
        base = len(self.starts)
        self.starts += starts
        self.indents += array("H", (indent,)) * len(starts)
        self.flags += bytes(len(starts))
        for line in hyphens:
            self.flags[base + line] = HYPHEN


_NEVER = 9
_FEW = 5
"""One paragraph in this many counts as few."""


class Habit(NamedTuple):
    """What is usual between the paragraphs of a story."""

    blanks: int
    """Blank lines in the file, above which a paragraph is set apart."""
    indents: bool
    """Whether more than a few are indented, so that one that is not, such as speech in Japanese,
    means nothing.
    """


def habit_of(blocks: Sequence[Block]) -> Habit:
    """The habit of a file.

    If a few paragraphs have more blank lines before them than most, the author left an unmarked
    scene break there.
    """
    paragraph = BlockKind.PARAGRAPH
    seen = Counter([blanks for _, _, kind, _, _, blanks in blocks if kind is paragraph])
    if not seen:
        return Habit(_NEVER, indents=False)
    usual = seen.most_common(1)[0][0]
    more = sum(times for blanks, times in seen.items() if blanks > usual)
    indented = sum([indent > 0 for _, _, kind, _, indent, _ in blocks if kind is paragraph])
    few = seen.total() / _FEW
    return Habit(usual if more < few else _NEVER, indents=indented > few)


_MOST = 1000
"""Characters above which a heading is broken by first fit."""
_HANG = 2
"""The least cells by which a turnover is indented."""


def set_placed(
    lines: Lines, text: str, blocks: Iterable[tuple[Block, Side]], style: PageStyle
) -> None:
    """Append the lines of blocks that are centred or at the right."""
    for block, side in blocks:
        lines.first.append(len(lines.starts))
        _place(lines, text, block, style, side)


def set_kept(lines: Lines, text: str, block: Block, style: PageStyle) -> None:
    """Append the lines of a block whose lines are kept."""
    if block.kind in (BlockKind.HEADING, BlockKind.BREAK):
        _place(lines, text, block, style, Side.CENTRE)
    else:
        _keep(lines, text, block, style)


def _place(lines: Lines, text: str, block: Block, style: PageStyle, side: Side) -> None:
    measure, share = style.measure, 2 if side is Side.CENTRE else 1
    for begin, end in lines_of(text, block.start, block.end):
        solid = shown_width(text[begin:end].strip(BLANKS))
        if solid <= measure:
            lines.add_one(begin, (measure - solid) // share)
            continue
        starts = _evenly(text, solid_from(text, begin, end), end, style)
        for start, stop in pairwise((*starts, end)):
            piece = text[start:stop].strip(BLANKS)
            solid = shown_width(piece) + piece.endswith(SOFT_HYPHEN)
            lines.add_one(start, max(0, measure - solid) // share)


def _evenly(text: str, start: int, end: int, style: PageStyle) -> array[int]:
    """Where the lines of a long heading begin: as few as possible, and of similar length."""
    measure, whole = int(style.measure), style.whole_words
    wide = partial(break_exactly, text, start, end, whole=whole)
    fewest = wide(measure, measure)
    if end - start > _MOST:
        return fewest
    low, high = min(measure, max(segments(text, start, end, whole=whole).solid)), measure
    while low < high:
        middle = (low + high) // 2
        if len(wide(middle, middle)) > len(fewest):
            low = middle + 1
        else:
            high = middle
    return wide(high, high)


def _keep(lines: Lines, text: str, block: Block, style: PageStyle) -> None:
    measure = style.measure
    begins, ends = zip(*lines_of(text, block.start, block.end), strict=True)
    bodies = [text[start:end].rstrip(BLANKS) for start, end in zip(begins, ends, strict=True)]
    leads = [len(body) - len(body.lstrip(BLANKS)) for body in bodies]
    cells = [shown_width(body[lead:]) for body, lead in zip(bodies, leads, strict=True)]
    own = [shown_width(body[:lead]) for body, lead in zip(bodies, leads, strict=True)]
    widths = list(map(sum, zip(own, cells, strict=True)))
    base = _base(block, style, max(widths))
    wide = [
        Range(begins[at] + leads[at], begins[at] + len(bodies[at]))
        for at, width in enumerate(widths)
        if base + width > measure
    ]
    found = ways(text, [one.start for one in wide], [one.end for one in wide])
    turned = zip(wide, found, strict=True)
    for start, lead, width in zip(begins, own, widths, strict=True):
        if base + width <= measure:
            lines.add_one(start, base + lead)
            continue
        line, way = next(turned)
        if block.kind is BlockKind.PREFORMATTED:
            lines.add_one(start, min(base + lead, measure - 1), CUT)
        else:
            first = min(base + lead, measure // 2)
            hang = min(first + max(_HANG, style.indent), measure // 2)
            _turn(lines, text, line, Way(way), (first, hang), style)


def _base(block: Block, style: PageStyle, widest: int) -> int:
    """The inset of a whole block: the author's, reduced as far as its widest line needs."""
    inset = style.indent if block.kind is BlockKind.LETTER else 0
    return max(0, min(max(inset, block.indent), style.measure - widest))


def _turn(
    lines: Lines, text: str, line: Range, way: Way, insets: tuple[int, int], style: PageStyle
) -> None:
    at, (first, rest) = len(lines.starts), insets
    rooms = style.measure - first, style.measure - rest
    starts, _ = break_line(text, *line, *rooms, way, whole=style.whole_words)
    lines.add(starts, rest)
    lines.indents[at] = first


_FLUSH_AFTER = (None, BlockKind.HEADING, BlockKind.BREAK)


def set_blocks(
    lines: Lines,
    text: str,
    blocks: Sequence[Block],
    last: Block | None,
    style: PageStyle,
    parts: Parts | None,
    habit: Habit,
) -> Iterator[int]:
    """Break consecutive blocks, and append their lines.

    Args:
        lines: the table so far.
        text: a story's text.
        blocks: what is to be set.
        last: the block before them.
        style: how they are to look.
        parts: the hyphenator, if words may be divided.
        habit: how the file separates its paragraphs.

    Yields:
        Now and then how many characters are laid out.
    """
    heads, ends, kinds, *_ = zip(*blocks, strict=True)
    looks = zip(
        kinds, first_indents(blocks, last, style, habit), ways(text, heads, ends), strict=True
    )
    at = 0
    for (kind, indent, way), run in groupby(looks):
        group = blocks[at : at + len(list(run))]
        at += len(group)
        if not kind.flows:
            for block in group:
                lines.first.append(len(lines.starts))
                set_kept(lines, text, block, style)
        elif kind is BlockKind.QUOTE or way == Way.EXACT or style.breaking is Breaking.LEAST_RAGGED:
            for block in group:
                _set_one(lines, text, block, indent, style, Way(way), parts)
        elif way != Way.SQUARE:
            _set_at_once(lines, text, group, indent, style, Way(way), parts)
        else:
            _set_square(lines, text, group, indent, style)
        yield group[-1].end - group[0].start


def set_long(
    lines: Lines, text: str, block: Block, last: Block | None, style: PageStyle, habit: Habit
) -> Iterator[int]:
    """Like `set_blocks` for one very long block that flows, always by first fit."""
    (way,) = ways(text, [block.start], [block.end])
    (indent,) = first_indents([block], last, style, habit)
    inset = quote_inset(block, style) if block.kind is BlockKind.QUOTE else 0
    measure, at = style.measure - 2 * inset, len(lines.starts)
    lines.first.append(at)
    start = solid_from(text, block.start, block.end)
    for found in break_long(
        text,
        start,
        block.end,
        measure - indent,
        measure,
        Way(way),
        style.hang,
        style.whole_words,
    ):
        lines.add(found, inset)
        yield found[-1] - found[0]
    if len(lines.starts) == at:
        lines.add(array("I", (start,)), inset)
    lines.indents[at] = inset + indent


def first_indents(
    blocks: Sequence[Block], last: Block | None, style: PageStyle, habit: Habit
) -> list[int]:
    """The first-line indent of each block, in cells; 0 for those that are not paragraphs.

    Args:
        blocks: consecutive blocks.
        last: the block before them.
        style: how they are to look.
        habit: how the file separates its paragraphs.
    """
    paragraph, step = BlockKind.PARAGRAPH, min(style.indent, style.measure // 3)
    if style.paragraphs is Paragraphs.BLANK:
        return [0] * len(blocks)
    if style.paragraphs is Paragraphs.AUTHOR:
        return [step if indent and kind is paragraph else 0 for _, _, kind, _, indent, _ in blocks]
    before = chain((last and last.kind,), (block.kind for block in blocks))
    return [
        step if kind is paragraph and after not in _FLUSH_AFTER and blanks <= habit.blanks else 0
        for (_, _, kind, _, _, blanks), after in zip(blocks, before, strict=False)
    ]


def quote_inset(block: Block, style: PageStyle) -> int:
    """The cells by which a quotation is indented on either side."""
    return min(style.indent * max(1, block.level), style.measure // 4)


def _set_at_once(
    lines: Lines,
    text: str,
    blocks: Sequence[Block],
    indent: int,
    style: PageStyle,
    way: Way,
    parts: Parts | None,
) -> None:
    base = len(lines.starts)
    heads = [block.start for block in blocks]
    start, end, first = heads[0], blocks[-1].end, style.measure - indent
    hyphens: Sequence[int] = ()
    if way == Way.WIDE:
        starts = break_wide(text, start, end, first, style.measure, style.hang)
    elif parts:
        starts, hyphens = break_hyphenated(text, start, end, first, style.measure, parts)
    else:
        starts = break_plain(text, start, end, first, style.measure)
    lines.add(starts, 0, hyphens)
    firsts = array("I", map(base.__add__, map(bisect_left, repeat(starts), heads)))
    lines.first += firsts
    if indent:
        for line in firsts:
            lines.indents[line] = indent


def _set_square(
    lines: Lines, text: str, blocks: Sequence[Block], indent: int, style: PageStyle
) -> None:
    first, rest = style.measure - indent, style.measure
    starts, base = array("I"), len(lines.starts)
    for block in blocks:
        lines.first.append(base + len(starts))
        starts += break_square(
            text, block.start, block.end, first, rest, style.hang, style.whole_words
        )
    lines.add(starts)
    if indent:
        for line in lines.first[-len(blocks) :]:
            lines.indents[line] = indent


def _set_one(
    lines: Lines,
    text: str,
    block: Block,
    indent: int,
    style: PageStyle,
    way: Way,
    parts: Parts | None,
) -> None:
    """A block by itself: a quotation, or a paragraph that no quick method handles with others."""
    inset = quote_inset(block, style) if block.kind is BlockKind.QUOTE else 0
    measure, at = style.measure - 2 * inset, len(lines.starts)
    start = solid_from(text, block.start, block.end)
    ragged = style.breaking is Breaking.LEAST_RAGGED
    starts, hyphens = break_line(
        text,
        start,
        block.end,
        measure - indent,
        measure,
        way,
        None if ragged else parts,
        ragged,
        hang=style.hang,
        whole=style.whole_words,
    )
    lines.first.append(at)
    lines.add(starts, inset, hyphens)
    lines.indents[at] = inset + indent
