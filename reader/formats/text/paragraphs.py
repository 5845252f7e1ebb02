"""A text to blocks: the quick way for plain prose, the careful way for all the rest.

The rule: what the quick pattern takes is prose beyond doubt, each of its lines running up to the
margin; so a novel costs one pass of one pattern, and only doubtful chunks, the stretches between
blank lines, are examined line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, compress, count, repeat
from operator import itemgetter

from reader.formats.choices import Choices, Reflow
from reader.formats.text.draft import Draft
from reader.formats.text.evidence import Ending, Hypothesis, ending_of, is_full
from reader.formats.text.rows import DIVIDED, SOFT, is_marked, row_of, rows_of, standing
from reader.formats.text.segments import draft_chunk
from reader.formats.text.stretches import (
    are_segmented,
    are_unlike,
    is_broken,
    may_be_parted,
    may_be_spaced,
    parted,
    single_spaced,
    without_padding,
    without_segments,
)
from reader.formats.text.survey import Shape, survey
from reader.formats.text.wrapping import wrapped_prose
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind

SAMPLES = 16
"""How many stretches of a text show its shape."""
SAMPLE = 3_000
"""Characters of each."""
_CHUNK = r"[^\n]++(?:\n[^\n]++)*+"
_CHUNKS = lazy_pattern(_CHUNK)
_DOUBTFUL = lazy_pattern(rf"(\n*+)(?=[^\n])()({_CHUNK})")
"""Takes nothing for prose, since nothing can be tried many times on a line of megabytes."""
_VAST = 200_000
_BLANKS = (0, *range(10))
"""How many blank lines that many newlines make."""
_MANY = 20
_SHORT = 200
_LOOKS_EMPTY = lazy_pattern(r"\n[^\S\n]+(?=\n|\Z)")
_LOW = frozenset(
    "abcdefghijklmnopqrstuvwxyzßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿąćęłńśźżčďěňřšťůžőű"
    "αβγδεζηθικλμνξοπρςστυφχψωάέήίΰϊϋόύώабвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
)
"""Lower-case letters at the start of chunks, without which no paragraph is torn."""
_FIRST = itemgetter(slice(1))
_TORN_MOST = 3
"""Newlines between the halves of a torn paragraph."""
_TAIL = 9 * "\n"
_NO_EAST = "(?=[\\0-\u2e7f\ufff0-\U0010ffff])"
"""Precedes a character that is not East Asian. A class of those that are takes as long to compile
as it takes to read some chapters.
"""


def shape_of(stretches: Iterable[str], choices: Choices) -> Shape:
    """The shape of a text, from these samples, as the reader wants it taken."""
    texts = list(stretches)
    if choices.raw or not are_segmented(texts):
        return _shape_of(texts, choices)
    shape = _shape_of(list(map(without_segments, texts)), choices)
    return shape._replace(segmented=True, mixed=False)


def _shape_of(texts: Sequence[str], choices: Choices) -> Shape:
    """The shape of a text whose words are separated as usual."""
    sample = [chunk for text in texts for chunk in _CHUNKS.findall(text)]
    if may_be_parted(sample):
        lines = [chunk for text in texts for chunk in _CHUNKS.findall(parted(text))]
        return survey(lines)._replace(parted=True)
    shape = survey(sample)
    if may_be_spaced(sample):
        close = [chunk for text in texts for chunk in _CHUNKS.findall(single_spaced(text))]
        spaced = survey(close)
        prose = spaced.width and (spaced.prosy or spaced.indented) and is_broken(sample)
        if prose or (spaced.stands and spaced.is_ahead_of(Hypothesis.LINES)):
            return spaced._replace(spaced=True)
    if choices.reflow is Reflow.ON and not shape.width:
        longest = max((row.end for chunk in sample for row in rows_of(chunk)), default=72)
        return shape._replace(width=max(24, min(longest, 130)), by_line=False, why="you chose it")
    if choices.reflow is Reflow.AUTO and are_unlike(texts, shape):
        return shape._replace(mixed=True)
    return shape


def sampled(text: str) -> Iterator[str]:
    """Stretches of whole chunks from all over the text."""
    step = max(SAMPLE, len(text) // SAMPLES)
    for at in range(0, len(text), step):
        start = text.find("\n\n", at, at + SAMPLE) if at else 0
        if start < 0:
            start = text.find("\n", at, at + SAMPLE)
        stretch = text[start : start + SAMPLE] if start >= 0 else ""
        last = start + SAMPLE >= len(text)
        yield _without_blank_ends(stretch) if last else whole_chunks(stretch)


def whole_chunks(stretch: str) -> str:
    """A stretch that ends anywhere, without the chunk, or else the line, cut off at its end.

    A line that fills the stretch is not cut off.
    """
    stretch = _without_blank_ends(stretch)
    chunks = stretch.rpartition("\n\n")[0]
    if 2 * len(chunks) >= len(stretch):
        return chunks
    return stretch.rpartition("\n")[0] or stretch


def draft_blocks(
    text: str, shape: Shape, choices: Choices, *, eastern: bool, before: BlockKind | None = None
) -> Draft:
    """The blocks of a text or a piece of one.

    Args:
        text: Lines between newlines.
        shape: How the whole text sets its paragraphs.
        choices: What the reader decided.
        eastern: Whether there may be East Asian characters or marks.
        before: The kind of the block before this piece; None where the text begins.
    """
    if "\t" in text:
        text = text.expandtabs()
    if text.endswith(_TAIL):  # a few newlines do no harm, and cutting them off would copy a novel
        text = text.rstrip("\n")
    if choices.raw or choices.reflow is Reflow.OFF:
        return _as_it_stands(text, begins=before is None)
    vast = len(text) > _VAST and len(text) > _VAST * text.count("\n")
    pattern = _DOUBTFUL if vast else _plain_pattern(shape.width, _NO_EAST if eastern else "")
    found = pattern.split(text)
    doubtful = list(filter(None, found[3::4]))
    if len(doubtful) > _MANY and any(map(_is_spaced, doubtful[:: len(doubtful) // _MANY])):
        found = pattern.split(_without_blank_ends(text).rstrip("\n"))
    if shape.prosy and _may_be_torn(found):
        found = _rejoined(found, shape)
    draft = _drafted(found, shape, before)
    if shape.padded:
        draft.texts = [
            without_padding(text) if kind.flows else text
            for text, kind in zip(draft.texts, draft.kinds, strict=True)
        ]
    return draft


def _may_be_torn(found: list[str]) -> bool:
    """Whether any chunk begins with a lower-case letter."""
    return not _LOW.isdisjoint(map(_FIRST, chain(found[2::4], filter(None, found[3::4]))))


def _rejoined(found: list[str], shape: Shape) -> list[str]:
    """What the quick pattern divided, with paragraphs that blank lines tore apart joined again.

    A full line ending within a sentence, and a lower-case letter after at most two blank lines,
    such as a form feed leaves, are halves of one.
    """
    chunks = [prose or other for prose, other in zip(found[2::4], found[3::4], strict=False)]
    low = [at for at, chunk in enumerate(chunks) if chunk[:1].islower()]
    torn = [
        4 * at
        for at in low
        if at
        and len(found[4 * at + 1]) <= _TORN_MOST
        and _breaks_off(chunks[at - 1], chunks[at], shape)
    ]
    if not torn:
        return found
    parts: list[str] = []
    last = 0
    for at in torn:
        parts += found[last:at]
        half = parts[-2] or parts[-1]
        parts[-2:] = "", f"{half}\n{found[at + 2] or found[at + 3]}"
        last = at + 4
    return parts + found[last:]


def _breaks_off(chunk: str, after: str, shape: Shape) -> bool:
    """Whether a chunk ends within a sentence, as far to the right as lines of the text do."""
    row, next_ = row_of(chunk[chunk.rfind("\n") + 1 :]), row_of(after[:_SHORT].split("\n", 1)[0])
    if not row.text or is_marked(chunk[-1]) or is_marked(after[0]):
        return False
    return ending_of(row.text) is not Ending.ENDED and is_full(row, next_, shape.width)


def _drafted(found: list[str], shape: Shape, before: BlockKind | None) -> Draft:
    """The blocks of what the quick pattern divided.

    Args:
        found: In fours, the text between two matches, which is empty, then the pattern's three
            groups.
        shape: How the text sets its paragraphs.
        before: The kind of the block before them.
    """
    others = found[3::4]
    texts = list(map(str.replace, found[2::4], repeat("\n"), repeat(" ")))
    draft = Draft.of_prose(texts, _blanks_of(found[1::4]))
    parts: list[tuple[int, Draft]] = []
    lines: dict[tuple[str, int, BlockKind | None], Draft] = {}
    part: Draft | None
    for at in list(compress(count(), others)):
        other = others[at]
        wrapped = "\n" in other
        if wrapped and shape.prosy and (prose := wrapped_prose(other, shape)):
            draft.texts[at] = prose
            draft.divided = draft.divided or DIVIDED in prose
            continue
        if parts and parts[-1][0] == at - 1:
            before = parts[-1][1].last
        elif at:
            before = BlockKind.PARAGRAPH
        blanks = draft.blanks[at]
        if wrapped or len(other) >= _SHORT:
            part = _drafted_chunk(other, blanks, shape, before)
        elif not (part := lines.get((other, blanks, before))):  # they recur in contents and so on
            part = lines[other, blanks, before] = _drafted_line(other, blanks, shape, before)
        parts.append((at, part))
    draft.put(parts)
    return draft


def _blanks_of(newlines: list[str]) -> list[int]:
    """How many blank lines each of these makes, given that one newline may end a line."""
    try:
        return list(map(_BLANKS.__getitem__, map(len, newlines)))
    except IndexError:
        return [_BLANKS[min(len(found), len(_BLANKS) - 1)] for found in newlines]


def _drafted_chunk(chunk: str, blanks: int, shape: Shape, before: BlockKind | None) -> Draft:
    """The blocks of a chunk that is not plain prose."""
    draft = Draft(before=before)
    chunked = _draft_spaced if _is_spaced(chunk) else draft_chunk
    chunked(draft, chunk, blanks, shape)
    return draft


def _drafted_line(line: str, blanks: int, shape: Shape, before: BlockKind | None) -> Draft:
    """The block of a line that stands alone."""
    draft = Draft(before=before)
    if not line.isspace():
        draft_chunk(draft, line, blanks, shape)
    return draft


def _is_spaced(chunk: str) -> bool:
    """Whether the chunk has lines that only look empty."""
    first = chunk[:1].isspace() and chunk.partition("\n")[0].isspace()
    return first or _LOOKS_EMPTY.search(chunk) is not None


def _draft_spaced(draft: Draft, chunk: str, blanks: int, shape: Shape) -> None:
    """The blocks of a chunk with lines that only look empty."""
    last = 0
    bare = _without_blank_ends(chunk)
    for match in _CHUNKS.finditer(bare):
        gap = max(0, match.start() - last - 1) + (blanks if not last else 0)
        draft_chunk(draft, match[0], min(gap, 9), shape)
        last = match.end()


def _as_it_stands(text: str, *, begins: bool) -> Draft:
    """Blocks of lines that are neither joined nor stripped of anything but outer blanks."""
    draft = Draft()
    last = 0
    bare = _without_blank_ends(text)
    for match in _CHUNKS.finditer(bare):
        standing_text, indent = standing(rows_of(match[0]))
        gap = match.start() if begins and not last else max(0, match.start() - last - 1)
        draft.add(standing_text, BlockKind.VERSE, indent=indent, blanks=min(gap, 9))
        last = match.end()
    return draft


def _without_blank_ends(text: str) -> str:
    return "\n".join(map(str.rstrip, text.split("\n")))


@lru_cache(maxsize=64)
def _plain_pattern(width: int, east: str) -> re.Pattern[str]:
    """Newlines, then prose beyond doubt or else any chunk, each in a group of its own.

    Prose beyond doubt is full lines, or one sentence, without a sign of anything else. Lines that
    end in a hyphen or dash, and those that may be quoted, listed or spoken on a stage, are left to
    the careful way; so is East Asian text, which is joined differently: `east` says what no line of
    it begins with. The classes of quotation marks are in two parts, because one class with all of
    them takes ten times as long to compile.
    """
    first = (
        rf"{east}(?:[^\s>*•#|+=~:%_.\[\\/<\ufdd0-\ufdef\d-]|-(?!\s)|_(?=[^\W_])|(?!\d+[.)]\s)\d)"
    )
    sentence = (
        r"(?:[\"'(]|(?!\n)[“‘]){0,2}[^\W\d_](?=[^\n]{0,30}[a-z] [a-z])[^\n\ufdd3]{24,}+"
        r"(?<=(?:[.!?\"']|(?!\n)[”’]))"
    )
    said = r"(?=[^\n]{0,20}[a-z]{2})[^\n\ufdd3]{1,60}[.!?]"
    answer = rf"(?:\"|(?!\n)[“‘]){said}(?:\"|(?!\n)[”’])"
    heading = r"(?:CHAPTER|Chapter|BOOK|Book|PART|Part) [\dIVXLC]+\.?"
    prose = rf"{first}[^\n]{{99,}}+(?<!\s)"
    if width:
        rule = r"\s>|=~#•*+"
        ended = rf"(?<![-—―\s{SOFT}])" + (f"(?<{east[2:]}" if east else "")
        full = max(20, width - max(4, width // 5))
        line = rf"[^\n]{{{full - 1},{width + 7}}}+{ended}"
        last = rf"(?:\n{east}[^{rule}](?:[^\n]{{0,{width + 8}}}[^\s\ufdd3])?)?"
        speaker = r"(?![A-ZÀ-ÞΑ-ΩА-Я]{2}[^\n(\[.:]{0,38}[(\[])"
        prose = rf"{speaker}{first}{line}(?:\n{east}[^{rule}]{line})*+{last}"
    return re.compile(
        rf"(\n*+)(?=[^\n])((?:{prose}|{sentence}|{answer}|{heading})(?=\n\n|\n?\Z)|)((?:{_CHUNK})?)"
    )
