"""From bytes to a story: the order of the steps, each of which lives in its own module.

The rule: each step only adds to what is known; the words themselves pass through unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from reader.cleaning import safe
from reader.formats.binary import refusal
from reader.formats.chapters import Found, find_chapters
from reader.formats.choices import Choices
from reader.formats.corrections import set_off
from reader.formats.decoding import Decoded, decode
from reader.formats.draft import Draft
from reader.formats.drama import continue_speeches
from reader.formats.emphasis import Marked, take_out
from reader.formats.headings import key_of
from reader.formats.languages import language_of
from reader.formats.matter import find_matter
from reader.formats.matter_aozora import without_readings
from reader.formats.matter_form import Matter
from reader.formats.paragraphs import draft_blocks, shape_of
from reader.formats.reading import LoadError
from reader.formats.settling import Settled, settle
from reader.formats.shape import Shape
from reader.formats.titles import in_running_case, title_from_name, titled_by_name
from reader.story import BlockKind, Decision, Metadata, Range, Source, Span, Story

_TITLE_PAGE = 12


class _Parts(NamedTuple):
    """The three parts of a file as drafts, and how the middle one sets its paragraphs."""

    front: Draft
    body: Draft
    back: Draft
    shape: Shape


def parse(
    data: bytes,
    name: str,
    choices: Choices = Choices(),  # noqa: B008  # frozen
    *,
    progress: Callable[[float], object] | None = None,
) -> Story:
    """A story from the bytes of a file; a file without words makes one without blocks.

    Args:
        data: The whole file.
        name: The file's name or path, for show and for guessing the title.
        choices: What the reader decided about it.
        progress: Called every few milliseconds of work on a long text with the share done, 0 to
            1; may raise to end the parse.

    Raises:
        LoadError: The bytes are no text, unless the reader chose an encoding for them.
    """
    if not choices.encoding and (reason := refusal(data)):
        raise LoadError(name, reason)
    tell = progress or _nobody
    tell(0.0)
    decoded = decode(data, choices.encoding)
    tell(0.2)
    settled = settle(decoded.text, decoded.utf8)
    text = settled.text
    matter = find_matter(text)
    parts = _parts(settled, matter, choices)
    if not parts.body.texts:
        matter = Matter(0, len(text), metadata=matter.metadata)
        parts = _parts(settled, matter, choices)
    spans, marked = (
        ({}, None) if choices.raw else take_out(parts.body, signed=matter.convert is not None)
    )
    tell(0.6)
    chapters, chosen = find_chapters(parts.body, choices)
    tell(0.8)
    continue_speeches(parts.body)
    first = chapters[0].block if chapters else _TITLE_PAGE
    metadata = _completed(matter.metadata, parts, PurePath(name).stem)
    _mark_title(parts.body, metadata.title, metadata.author, min(first, _TITLE_PAGE))
    source = _source(data, name, decoded, matter)
    decisions = _decisions(decoded, parts.shape, matter, chosen, marked, choices)
    return _assembled(parts, spans, chapters, metadata, source, decisions)


def _nobody(_share: float) -> None:
    """Nobody wants to know how far it is."""


def _parts(settled: Settled, matter: Matter, choices: Choices) -> _Parts:
    """The drafts of what lies before, in and behind the story."""
    text, eastern = settled
    if choices.raw:
        matter = Matter(0, len(text))
    inner = text[matter.start : matter.end]
    hidden = ""
    if matter.convert:
        inner = matter.convert(inner)
        if not choices.ruby:
            inner, hidden = without_readings(inner)
    inner = set_off(inner, choices.headings)
    shape = shape_of(inner, choices)
    if matter.by_line:
        shape = Shape(0, indented=True, by_line=True, prosy=False, why="so it is in this form")
    outer = shape if shape.width else Shape(72, indented=False, by_line=False, prosy=True, why="")
    front = draft_blocks(text[: matter.start], outer, choices, eastern=eastern)
    back = draft_blocks(text[matter.end :], outer, choices, eastern=eastern)
    if hidden:
        back.add(hidden, BlockKind.LIST)
    eastern = eastern or matter.convert is not None  # its marks are characters of that range
    return _Parts(front, draft_blocks(inner, shape, choices, eastern=eastern), back, shape)


def _assembled(
    parts: _Parts,
    spans: Mapping[int, list[Span]],
    chapters: Sequence[Found],
    metadata: Metadata,
    source: Source,
    decisions: tuple[Decision, ...],
) -> Story:
    """The story of three drafts: the only place where offsets come into being."""
    whole, first = parts.front, len(parts.front.texts)
    whole.extend(parts.body)
    last = len(whole.texts)
    whole.extend(parts.back)
    starts = whole.starts()
    size = max(0, starts[-1] - 1)
    body = Range(min(starts[first], size), max(min(starts[first], size), starts[last] - 1))
    placed = (
        Span(starts[index + first] + start, starts[index + first] + end, kind)
        for index, found in spans.items()
        for start, end, kind in found
    )
    return Story(
        text="\n".join(whole.texts),
        blocks=whole.blocks(starts),
        body=body,
        chapters=tuple(chapter.placed(starts, first, body.end) for chapter in chapters),
        spans=tuple(placed),
        metadata=metadata,
        source=source,
        decisions=decisions,
    )


def _source(data: bytes, name: str, decoded: Decoded, matter: Matter) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    return Source(
        title_from_name(safe(PurePath(name).stem)), digest, len(data), decoded.encoding, matter.kind
    )


def _completed(metadata: Metadata, parts: _Parts, name: str) -> Metadata:
    """The metadata with what the file's name and its language tell, where it says nothing."""
    named = Metadata() if metadata.title else titled_by_name(safe(name))
    sample = "\n".join(parts.body.texts[:400])
    language = metadata.language
    if not language or language == "zh":
        language = language_of(sample) or language
    title, author = metadata.title or named.title, metadata.author or named.author
    return Metadata(in_running_case(title), in_running_case(author), language, metadata.extra)


def _mark_title(body: Draft, title: str, author: str, before: int) -> None:
    """Make a heading of the story's title where it stands before the first chapter."""
    key = key_of(title)
    for index, text in enumerate(body.texts[:before]):
        if key and len(text) <= 120 and key_of(" ".join(text.split())) == key:
            body.kinds[index] = BlockKind.HEADING
            body.levels[index] = 1
            _mark_byline(body, index + 1, author)


def _mark_byline(body: Draft, index: int, author: str) -> None:
    """Make a heading of the line that names the author under the title."""
    if author and index < len(body.texts):
        line = " ".join(body.texts[index].split())
        if len(line) <= len(author) + 16 and author.casefold() in line.casefold():
            body.kinds[index] = BlockKind.HEADING
            body.levels[index] = 2


def _decisions(
    decoded: Decoded,
    shape: Shape,
    matter: Matter,
    chapters: Decision,
    marked: Marked | None,
    choices: Choices,
) -> tuple[Decision, ...]:
    """All that was decided, in the order of the steps."""
    decisions = [_encoding(decoded), *_newlines(decoded), _paragraphs(shape, choices)]
    decisions += [chapters, *_matter(matter, choices)]
    if marked and marked.total:
        decisions.append(Decision("emphasis", f"{marked.total} marked stretches", marked.style))
    return tuple(decisions)


def _encoding(decoded: Decoded) -> Decision:
    return Decision("encoding", decoded.encoding, decoded.why)


def _newlines(decoded: Decoded) -> list[Decision]:
    """How lines end, where that is not by a newline alone."""
    if not decoded.crlf and "\r" not in decoded.text:
        return []
    windows = decoded.crlf or "\r\n" in decoded.text
    return [
        Decision(
            "newlines", "CRLF" if windows else "CR", "as Windows" if windows else "as old Macs"
        )
    ]


def _paragraphs(shape: Shape, choices: Choices) -> Decision:
    if choices.raw or choices.reflow == "off":
        return Decision("paragraphs", "lines kept as they are", "you chose it")
    if shape.width:
        verdict = f"hard-wrapped at {shape.width}: joined"
        return Decision("paragraphs", verdict, shape.why)
    verdict = "one on each line" if shape.by_line else "set apart by blank lines"
    return Decision("paragraphs", verdict, shape.why)


def _matter(matter: Matter, choices: Choices) -> list[Decision]:
    if matter.kind == "plain text":
        return []
    verdict = f"{matter.kind}: {'shown' if choices.raw else 'folded'}"
    return [Decision("matter", verdict, matter.why)]
