"""From bytes to a story: the order of the steps, each of which lives in its own module.

The rule: each step only adds to what is known; the words themselves pass through unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp
from operator import attrgetter
from pathlib import PurePath

from reader.cleaning import safe
from reader.file_stamp import fingerprint
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.text.assembly import Drafted, draft_all
from reader.formats.text.binary import refusal
from reader.formats.text.draft import Gathered
from reader.formats.text.encoding import Encoding, recognise, utf8_of
from reader.formats.text.headings.chapters import Found, find_chapters
from reader.formats.text.matter.find import find_matter
from reader.formats.text.matter.names import SEARCHED, shown_name
from reader.formats.text.metadata import TITLE_PAGE, Matter, completed, corrected, mark_title, told
from reader.formats.text.runs import Pieces
from reader.formats.text.speeches import settle_speakers
from reader.formats.text.survey import Shape
from reader.formats.text.vast_lines import unrolled
from reader.story import BlockKind, Decision, Metadata, Range, Source, SpanKind, Story

_KIND_OF = attrgetter("kind")


def parse(
    data: bytes,
    name: str,
    choices: Choices = Choices(),  # noqa: B008  # frozen
    *,
    progress: Callable[[float], object] | None = None,
    sha256: str = "",
    rules: list[tuple[BlockKind, str]] | None = None,
    convert: Callable[[str], str] | None = None,
) -> Story:
    """A story from the bytes of a file; a file without words makes one without blocks.

    Args:
        data: The whole file.
        name: The file's name or path, for show and for guessing the title.
        choices: What the reader decided about it.
        progress: Called every few milliseconds of work on a long text with the share done, 0 to
            1; may raise to end the parse.
        sha256: Of the bytes, if known.
        rules: Filled with what each block was first taken for, and by which row of the table of
            kinds.
        convert: Turns a notation of the story into marks, unless a form of matter has its own.

    Raises:
        LoadError: The bytes are not text, unless the reader chose an encoding for them.
    """
    if not choices.encoding and (reason := refusal(data)):
        raise LoadError(name, reason)
    tell = progress or _nobody
    tell(0.0)
    try:
        supposed = recognise(data, choices.encoding, trusting=True)
        story = _parsed(data, supposed, name, choices, tell, rules, convert)
    except UnicodeDecodeError:
        story = _parsed(
            data, recognise(data, choices.encoding), name, choices, tell, rules, convert
        )
    return story._replace(source=story.source._replace(sha256=sha256 or fingerprint(data)))


def _parsed(
    data: bytes,
    encoding: Encoding,
    name: str,
    choices: Choices,
    tell: Callable[[float], object],
    rules: list[tuple[BlockKind, str]] | None,
    convert: Callable[[str], str] | None,
) -> Story:
    """The story of bytes in a known encoding."""
    pieces, lost = _pieces(data, encoding, choices)
    matter = find_matter(pieces.head.text + pieces.tail.text)
    matter = matter._replace(convert=matter.convert or convert)
    drafted = draft_all(pieces, matter, choices, tell)
    gathered = drafted.gathered
    if gathered.first == gathered.last and choices.hidden:
        choices = choices._replace(hidden=())  # nothing would be left
        drafted = draft_all(pieces, matter, choices, tell)
        gathered = drafted.gathered
    if gathered.first == gathered.last:
        size = len(pieces.head.text) + len(pieces.tail.text)
        matter = Matter(0, size, metadata=matter.metadata, convert=convert)
        drafted = draft_all(pieces, matter, choices, tell)
        gathered = drafted.gathered
    tell(0.92)
    kinds = gathered.kinds[:] if rules is not None else []
    chapters, chosen = find_chapters(gathered, drafted.short, choices)
    if rules is not None:
        rules[:] = zip(kinds, gathered.rules, strict=True)
    tell(0.96)
    settle_speakers(gathered, drafted.short, go_on=not matter.speech_ends)
    first = chapters[0].block - gathered.first if chapters else TITLE_PAGE
    metadata = completed(matter.metadata, gathered, PurePath(name).stem)
    mark_title(gathered, metadata.title, metadata.author, min(first, TITLE_PAGE))
    metadata = corrected(metadata, choices)
    source = _source(data, name, encoding, matter)
    tell(0.98)
    decisions = [_encoding(encoding), *_newlines(pieces, lost=lost)]
    decisions += [_paragraphs(drafted.shape, choices), *_otherwise(drafted)]
    decisions += [chosen, *told(matter, metadata, choices), *_matter(matter, choices)]
    decisions += _emphasis(drafted, matter)
    decisions += drafted.hyphens.decisions()
    return _assembled(gathered, chapters, metadata, source, tuple(decisions))


def _pieces(data: bytes, encoding: Encoding, choices: Choices) -> tuple[Pieces, bool]:
    """The pieces of a file, and whether it had lost its line ends."""
    whole = utf8_of(data, encoding)
    lined = whole if choices.raw or choices.reflow == "off" else unrolled(whole)
    return Pieces(*lined), lined is not whole


def _nobody(_share: float) -> None:
    """A progress callback that does nothing."""


def _assembled(
    gathered: Gathered,
    chapters: Sequence[Found],
    metadata: Metadata,
    source: Source,
    decisions: tuple[Decision, ...],
) -> Story:
    """The story of what was gathered."""
    starts = gathered.starts
    size = max(0, starts[-1] - 1)
    first = min(starts[gathered.first], size)
    body = Range(first, max(first, starts[gathered.last] - 1))
    opening = gathered.text[first : first + SEARCHED]
    return Story(
        text=gathered.text,
        blocks=gathered.blocks(),
        body=body,
        chapters=tuple(chapter.placed(starts, body.end) for chapter in chapters),
        spans=tuple(gathered.spans),
        metadata=metadata,
        source=source._replace(name=shown_name(source.name, opening)),
        decisions=decisions,
    )


def _source(data: bytes, name: str, encoding: Encoding, matter: Matter) -> Source:
    stem = safe(PurePath(name).stem)
    return Source(stem, "", len(data), encoding.name, matter.kind)


def _encoding(encoding: Encoding) -> Decision:
    return Decision("encoding", encoding.name, encoding.why)


def _newlines(pieces: Pieces, *, lost: bool) -> list[Decision]:
    """How lines end, if not with a newline alone."""
    if lost:
        return [Decision("newlines", "put where sentences show them", "a line is a whole book")]
    why = {"CRLF": "as Windows", "CR": "as old Macs"}
    return [Decision("newlines", found, why[found]) for found in (pieces.newlines,) if found]


def _emphasis(drafted: Drafted, matter: Matter) -> list[Decision]:
    """What was found emphasised, and by which marks."""
    kinds = list(map(_KIND_OF, drafted.gathered.spans))
    readings = kinds.count(SpanKind.RUBY)
    marks = "/slashes/" if drafted.slashed else "_underscores_ and *stars*"
    if matter.kind == "Aozora Bunko":
        marks = f"notes of dots beside words, {marks}"
    found = []
    if total := len(kinds) - readings:
        found.append(Decision("emphasis", f"{total} marked stretches", marks))
    if readings:
        found.append(Decision("ruby", f"{readings} readings", "《…》 after their words"))
    return found


def _paragraphs(shape: Shape, choices: Choices) -> Decision:
    if choices.raw or choices.reflow == "off":
        return Decision("paragraphs", "lines kept as they are", "you chose it")
    why = f"{shape.why}{_ahead(shape)}"
    why += "; blanks between all words are left out" * shape.segmented
    if shape.width:
        how = "double-spaced and " * shape.spaced + f"hard-wrapped at {shape.width}: joined"
        margin = f"; each has a margin of {shape.margin} before it" * (shape.margin > 0)
        return Decision("paragraphs", how, why + margin, shape.chances)
    verdict = "one on each line" if shape.by_line else "set apart by blank lines"
    if shape.parted:
        verdict = "set apart by blanks within lines"
    if shape.stands:
        verdict = "double-spaced: lines stand" if shape.spaced else "lines stand, as in verse"
    return Decision("paragraphs", verdict, why, shape.chances)


def _otherwise(drafted: Drafted) -> list[Decision]:
    """How stretches that differ from the rest were read."""
    ways = dict.fromkeys(
        f"hard-wrapped at {shape.width}" if shape.width else "one paragraph on each line"
        for shape in drafted.others
    )
    if not ways:
        return []
    count = len(drafted.others)
    told = "1 stretch read otherwise" if count == 1 else f"{count} stretches read otherwise"
    return [Decision("stretches", told, ", ".join(ways))]


def _ahead(shape: Shape) -> str:
    """How much likelier the reading is than the next one."""
    if len(shape.chances) < 2:
        return ""
    reading, distance = shape.chances[1]
    return f"; for each line {exp(-distance / 100):.1f} times as likely as “{reading}”"


def _matter(matter: Matter, choices: Choices) -> list[Decision]:
    if matter.kind == "plain text":
        return []
    verdict = f"{matter.kind}: {'shown' if choices.raw else 'folded'}"
    return [Decision("matter", verdict, matter.why)]
