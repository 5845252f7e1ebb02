"""From what a builder made of documents to a story: its chapters, matter and metadata.

The rule: a list of contents goes before headings, headings before the look of lines, and the
reader's word before all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from reader.cleaning import safe
from reader.file_stamp import fingerprint
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.markup.builder import Builder
from reader.formats.markup.column import Column
from reader.formats.markup.footnotes import footnotes_of
from reader.formats.text.corrections import corrected as with_corrections
from reader.formats.text.draft import Gathered
from reader.formats.text.headings.body import short_blocks
from reader.formats.text.headings.chapters import Found, find_chapters
from reader.formats.text.headings.lines import CHAPTER, Look, key_of
from reader.formats.text.headings.surroundings import Candidate
from reader.formats.text.matter.names import title_from_name
from reader.formats.text.metadata import TITLE_PAGE, completed, corrected, mark_title, metadata_of
from reader.lazy_pattern import lazy_pattern
from reader.story import (
    BlockKind,
    Chapter,
    Decision,
    Metadata,
    Range,
    Source,
    SpanKind,
    Story,
    quantity,
)
from reader.value import Value

CONTENTS, HEADINGS = "contents", "headings"
"""What gave the chapters: the file's list of contents, or its headings."""
_NEAR = 4
"""Blocks from the place that the contents name within which the heading is found."""
_COUNTRY = 2
_TITLE_MOST = 160
_NUMBER_MOST = 4
"""Letters of a key that may be a number, which other keys contain by chance."""
_LABELLED = lazy_pattern(r"([^\W\d_][\w /()-]{1,28}?)\s*:\s+(\S.*)")
_LICENCE_LEAST, _LICENCE_REACH = 4, 200
_BEGINS = lazy_pattern(r"\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG")
_ENDS = lazy_pattern(r"\*\*\* ?END OF TH(?:E|IS) PROJECT GUTENBERG")
_SUMMARY = frozenset(["summary", "description", "synopsis"])


class Listed(Value):
    """A chapter as a list of contents names it."""

    title: str
    level: int
    place: str
    """`path#name`."""


class Told(Value):
    """What a format knows about a file besides its text."""

    kind: str
    """For `Source.kind`."""
    metadata: Metadata = Metadata()
    listed: tuple[Listed, ...] = ()
    told: str = ""
    """What the list was read from."""
    decisions: tuple[Decision, ...] = ()
    labelled: bool = False
    """Whether its front matter describes the story in labelled lines."""
    encoding: str = "utf-8"


def story_of(
    builder: Builder,
    told: Told,
    data: bytes,
    name: str,
    choices: Choices,
    sha256: str = "",
    *,
    partial: bool = False,
) -> Story:
    """The story of everything that was built.

    Args:
        builder: It was fed with all documents.
        told: What else the file says.
        data: The bytes of the file.
        name: Its name or path.
        choices: What the reader decided about it.
        sha256: Of the bytes, where it is known.
        partial: Whether only some of the documents were fed.
    """
    gathered, aside = _gathered(builder)
    chapters, chosen = _chapters(gathered, builder, told, choices, partial=partial)
    metadata = told.metadata
    if told.labelled:
        metadata = _completed_by(metadata, gathered)
    metadata = completed(metadata, gathered, PurePath(name).stem)
    metadata = metadata._replace(language=_tag(metadata.language))
    first = chapters[0].block - gathered.first if chapters else TITLE_PAGE
    mark_title(gathered, metadata.title, metadata.author, min(first, TITLE_PAGE))
    shown = title_from_name(safe(PurePath(name).stem))
    source = Source(shown, sha256 or fingerprint(data), len(data), told.encoding, told.kind)
    decisions = [*told.decisions, chosen, *_matter(aside), *_marks(builder)]
    made = _assembled(gathered, chapters, corrected(metadata, choices), source, decisions)
    notes = footnotes_of(builder, made)
    told_notes = (
        Decision("notes", f"{len(notes):,} that the text refers to", "Enter shows those on a page"),
    )
    return made._replace(
        placements=tuple(builder.column.placements),
        footnotes=notes,
        decisions=made.decisions + told_notes * bool(notes),
    )


def excerpt_of(builder: Builder, told: Told, data: bytes, name: str, choices: Choices) -> Story:
    """The story of a part of a document; its chapters are its headings, if it has any.

    Raises:
        LoadError: It holds no words.
    """
    if not builder.column.count:
        raise LoadError(name, "holds no words")
    headed = BlockKind.HEADING in builder.column.draft.kinds
    return story_of(builder, told, data, name, choices, "-", partial=headed)


def _tag(language: str) -> str:
    """A language tag with the country in capitals."""
    first, _, rest = language.partition("-")
    return f"{first.lower()}-{rest.upper() if len(rest) == _COUNTRY else rest}" if rest else first


def _gathered(builder: Builder) -> tuple[Gathered, int]:
    """The blocks with the story's first and last, and how many are outside it."""
    column = builder.column
    column.add_hidden()
    _fold_licence(column)
    matter, count = column.matter, column.count
    gathered = Gathered()
    first, last = matter.find(0), matter.rfind(0) + 1
    if first < 0:
        first, last = 0, count
    gathered.first, gathered.last = first, last
    gathered.add(column.draft, ())
    column.draft.texts = []
    gathered.spans = sorted(column.spans)
    gathered.finish()
    return gathered, count - (last - first)


def _fold_licence(column: Column) -> None:
    """Fold what is outside the lines by which Project Gutenberg begins and ends a story."""
    if column.matter.count(1) or column.count < _LICENCE_LEAST:
        return
    texts = column.draft.texts
    begins = [i for i, text in enumerate(texts[:_LICENCE_REACH]) if _BEGINS.match(text)]
    ends = [i for i, text in enumerate(texts) if len(text) < _TITLE_MOST and _ENDS.match(text)]
    if begins:
        column.matter[: begins[-1] + 1] = b"\1" * (begins[-1] + 1)
    if begins and ends and ends[-1] > begins[-1]:
        column.fold(ends[-1])


def _chapters(
    gathered: Gathered, builder: Builder, told: Told, choices: Choices, *, partial: bool
) -> tuple[list[Found], Decision]:
    """The chapters, and where they come from."""
    found = _listed(gathered, builder, told.listed)
    headings = _headings(gathered)
    rules = choices.chapter_pattern or choices.chapter_rule
    if not partial and (rules or (len(found) < 2 and len(headings) < 2)):
        return find_chapters(gathered, short_blocks_of(gathered), choices)
    if len(found) > 1 or len(found) >= len(headings):
        why = f"its {told.told}"
        decision = Decision("chapters", f"{CONTENTS}: {len(found)}", why)
    else:
        found = headings
        decision = Decision("chapters", f"{HEADINGS}: {len(found)}", "by their level")
    return _corrected(gathered, found, choices), decision


def short_blocks_of(gathered: Gathered) -> dict[int, str]:
    """The blocks of the body that are short enough for a heading."""
    from reader.formats.text.draft import Draft

    draft = Draft()
    draft.texts = list(gathered.texts[gathered.first : gathered.last])
    draft.kinds = gathered.kinds[gathered.first : gathered.last]
    return short_blocks(draft, gathered.first)


def _listed(gathered: Gathered, builder: Builder, listed: Sequence[Listed]) -> list[Found]:
    """The chapters that the contents name, in the order of the text."""
    places: dict[int, Listed] = {}
    for one in listed:
        path = one.place.partition("#")[0]
        offset = builder.anchors.get(one.place, builder.anchors.get(f"{path}#"))
        if offset is None or not one.title:
            continue
        block = _block_at(gathered, offset, key_of(one.title))
        if gathered.first <= block < gathered.last:
            places.setdefault(block, one)
    ranks = {
        level: rank for rank, level in enumerate(sorted({o.level for o in places.values()}), 1)
    }
    found = []
    for block, until in _stretches(sorted(places), gathered.last):
        one = places[block]
        rank = ranks[one.level]
        if gathered.kinds[block] is BlockKind.HEADING or _is_title(gathered, block, one.title):
            gathered.kinds[block] = BlockKind.HEADING
            gathered.levels[block] = rank
        found.append(Found(block, until, one.title, rank, CONTENTS))
    return found


def _block_at(gathered: Gathered, offset: int, key: str) -> int:
    """The block that a line of the contents means: its heading if that is right there."""
    at = max(0, bisect_right(gathered.starts, offset) - 1)
    for block in range(at, min(at + _NEAR, gathered.last)):
        text = gathered.texts[block]
        if len(text) <= _TITLE_MOST and gathered.kinds[block] is BlockKind.HEADING:
            mine = key_of(text)
            if mine == key or _alike(mine, key):
                return block
    return at


def _alike(one: str, other: str) -> bool:
    """Whether one is part of the other, and more than a number."""
    short, long = sorted((one, other), key=len)
    return len(short) > _NUMBER_MOST and short in long


def _is_title(gathered: Gathered, block: int, title: str) -> bool:
    text = gathered.texts[block]
    return len(text) <= _TITLE_MOST and key_of(text) == key_of(title) != ""


def _headings(gathered: Gathered) -> list[Found]:
    """Every heading of the body, except a single one over all of it."""
    blocks = [
        i for i in range(gathered.first, gathered.last) if gathered.kinds[i] is BlockKind.HEADING
    ]
    counts = Counter(gathered.levels[i] for i in blocks)
    if len(blocks) > 2 and counts[gathered.levels[blocks[0]]] == 1:
        blocks = blocks[1:]
    ranks = {
        level: rank for rank, level in enumerate(sorted({gathered.levels[i] for i in blocks}), 1)
    }
    return [
        Found(block, until, titled(gathered.texts[block]), ranks[gathered.levels[block]], HEADINGS)
        for block, until in _stretches(blocks, gathered.last)
    ]


def _stretches(blocks: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    """Each block with the next one, the last with the end."""
    return pairwise([*blocks, last])


def titled(text: str) -> str:
    """A heading on one line."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    line = lines[0]
    for more in lines[1:]:
        line += (" " if line[-1:] in ".:!?—–-" else ": ") + more
    return line[:_TITLE_MOST]


def _corrected(gathered: Gathered, found: list[Found], choices: Choices) -> list[Found]:
    """The chapters with the reader's additions and removals."""
    if not choices.headings and not choices.not_headings:
        return found
    known = {one.block: one for one in found}
    chosen = [Candidate(one.block, Look(CHAPTER, key_of(one.title)), one.rule) for one in found]
    kept = with_corrections(gathered, chosen, choices)
    level = max((one.level for one in found), default=1)
    ends = [*(one.block for one in kept[1:]), gathered.last]
    again = []
    for one, until in zip(kept, ends, strict=True):
        before = known.get(one.block)
        if before is None:
            gathered.kinds[one.block] = BlockKind.HEADING
            gathered.levels[one.block] = level
            before = Found(one.block, until, titled(gathered.texts[one.block]), level, one.rule)
        again.append(before._replace(until=until))
    return again


def _completed_by(metadata: Metadata, gathered: Gathered) -> Metadata:
    """What the front matter says in labelled lines, in a heading and in the author's line."""
    pairs: list[tuple[str, str]] = []
    title, author, about = metadata.title, metadata.author, ""
    edges = [*range(gathered.first), *range(gathered.last, len(gathered.kinds))]
    heads = [i for i in edges if gathered.kinds[i] is BlockKind.HEADING]
    head = min(heads, key=gathered.levels.__getitem__, default=-1)
    texts = [gathered.text[gathered.starts[i] : gathered.starts[i + 1] - 1] for i in edges]
    for number, text in enumerate(texts):
        matches = (_LABELLED.fullmatch(line.lstrip("• ")) for line in text.split("\n"))
        pairs += [(match[1], match[2]) for match in matches if match]
        if edges[number] == head and not title:
            title, _, after = " ".join(text.split()).partition(" by ")
            author = author or after
        if text.startswith("by ") and not author and len(text) < _TITLE_MOST:
            author = text[3:].strip()
        if text.rstrip(":").lower() in _SUMMARY and number + 1 < len(texts):
            about = texts[number + 1]
    if about:
        pairs.append(("summary", about))
    said = metadata_of(pairs, title, author)
    names = {key for key, _ in said.extra}
    extra = (*said.extra, *(pair for pair in metadata.extra if pair[0] not in names))
    language = metadata.language or said.language
    return Metadata(metadata.title or said.title, metadata.author or said.author, language, extra)


def _matter(aside: int) -> list[Decision]:
    if not aside:
        return []
    verdict = f"{quantity(aside, 'block')} folded"
    return [Decision("matter", verdict, "what its markup says is not the story")]


def _marks(builder: Builder) -> list[Decision]:
    kinds = Counter(span.kind for span in builder.column.spans)
    readings = kinds.pop(SpanKind.RUBY, 0)
    found = []
    if total := kinds.total():
        found.append(Decision("emphasis", f"{total} marked stretches", "by tags and styles"))
    if readings:
        found.append(Decision("ruby", f"{readings} readings", "in brackets after their words"))
    return found


def _assembled(
    gathered: Gathered,
    chapters: Sequence[Found],
    metadata: Metadata,
    source: Source,
    decisions: Sequence[Decision],
) -> Story:
    starts = gathered.starts
    size = max(0, starts[-1] - 1)
    first = min(starts[gathered.first], size)
    body = Range(first, max(first, starts[gathered.last] - 1))
    placed: tuple[Chapter, ...] = tuple(one.placed(starts, body.end) for one in chapters)
    return Story(
        text=gathered.text,
        blocks=gathered.blocks(),
        body=body,
        chapters=placed,
        spans=tuple(gathered.spans),
        metadata=metadata,
        source=source,
        decisions=tuple(decisions),
    )


def source_of(
    sources: Sequence[str], told: Told, data: bytes, name: str, choices: Choices, sha256: str = ""
) -> Story:
    """The markup itself, line by line, as the raw view shows it; each document is a chapter."""
    from reader.formats.text.parse import parse

    plain = choices._replace(encoding="utf-8", raw=True, chapter_rule="none", chapter_pattern="")
    joined = "\n".join(sources).encode("utf-8", "replace")
    raw = parse(joined, name, plain, sha256=sha256 or fingerprint(data))
    metadata = corrected(told.metadata, choices)
    source = raw.source._replace(size=len(data), encoding=told.encoding, kind=told.kind)
    return raw._replace(metadata=metadata, source=source, decisions=told.decisions)
