"""What the shelf shows about one story: its first lines, header, bookmarks, how it was read.

The rule: the caller waits, so call it in a thread; only the head of a very long text is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader import formats
from reader.cleaning import safe
from reader.context import Context
from reader.file_stamp import FileStamp, stamp_of
from reader.formats.choices import Choices
from reader.formats.facts import Fact, facts_of
from reader.formats.files import LoadError, read
from reader.formats.table import format_of
from reader.shelf.entries import Entry
from reader.storage.reading_time import seconds_expected
from reader.storage.values import Known, StoryRecord
from reader.story import BlockKind, Story
from reader.value import Value

_WHOLE_MOST = 2 << 20
_HEAD = 64 << 10
_LINES = 40
_BLOCKS = 400
"""Blocks within which the beginning is looked for."""
_SUMMARY = ("summary", "description", "synopsis")
_LEFT_OUT = frozenset(
    {
        "title",
        "author",
        "title found",
        "file",
        "blocks",
        "raw view",
        "lines",
        "corrected",
        *_SUMMARY,
    }
)
_FIRST = (
    "time left",
    "words",
    "chapters",
    "source",
    "series",
    "encoding",
    "paragraphs",
    "chapter rule",
)


class Detail(Value):
    """What is shown about one story; all texts are clean."""

    summary: str = ""
    """What its header says it is about; often empty."""
    facts: tuple[Fact, ...] = ()
    """What is known about it and how its text was read, in the words of `info`."""
    lines: tuple[str, ...] = ()
    """The first paragraphs or lines of the story."""
    bookmarks: tuple[str, ...] = ()
    """Their names, or their words if they have none."""
    problem: str = ""
    """Why there is no more, in a few words."""


def detail_of(context: Context, entry: Entry) -> Detail:
    """Read a story for the pane next to the shelf, which makes its length and chapters known."""
    marks = (
        context.store.bookmarks.of(entry.story)
        if entry.story is not None and entry.bookmarks
        else []
    )
    named = tuple(safe(mark.name or mark.words) for _, mark in marks)
    if entry.missing is not None:
        return Detail(bookmarks=named, problem=safe(entry.problem))
    known = context.store.stories.get(entry.story) if entry.story is not None else None
    choices = Choices.from_json(known.choices) if known else Choices()
    try:
        stamp = stamp_of(entry.place) or FileStamp(entry.place)
        data = read(entry.place)
        whole = len(data) <= _WHOLE_MOST or not format_of(data, entry.place).lines
        shown = data if whole else _head(data)
        story = formats.from_bytes(shown, entry.place, context.choices_for(choices))
    except LoadError as error:
        return Detail(bookmarks=named, problem=safe(error.reason))
    if whole and known is not None:
        refine(context, known, stamp, story)
    facts = [*_left(context, entry), *facts_of(story, entry.path, choices)]
    about = next((fact.value for fact in facts if fact.name.casefold() in _SUMMARY), "")
    return Detail(about, tuple(_kept(facts, whole=whole)), _opening(story), named)


def _left(context: Context, entry: Entry) -> Iterator[Fact]:
    """How long a story in progress will still take, once there is a pace to judge by."""
    if not context.settings.time_left or entry.story is None or not 0 < entry.progression < 1:
        return
    from reader.pace.estimate import ReadingPace, time_left

    records = context.store.stories.reading_records()
    own = records.get(entry.story)
    if own is None:
        return
    pace = ReadingPace(own.turns, seconds_expected(records, solo=own.solo))
    if pace.known:
        words = entry.words * (1 - entry.progression)
        yield Fact("time left", time_left(words, pace.word))


def refine(context: Context, known: Known, stamp: FileStamp, story: Story) -> None:
    """Record what a glance could only estimate."""
    record = StoryRecord.of(stamp._replace(size=story.source.size), story)
    judged = known.title, known.author, known.words, known.chapters
    counted = record.title, record.author, record.words, record.chapters
    if known.sha256 == record.sha256 and judged != counted:
        context.store.files.record([record], known.id)


def _head(data: bytes) -> bytes:
    return data[: data.rfind(b"\n", 0, _HEAD) + 1 or _HEAD]


def _kept(facts: list[Fact], *, whole: bool) -> list[Fact]:
    """The facts that matter here, the most important first; from a head, only the right ones."""
    counted = frozenset[str]() if whole else frozenset({"size", "words", "chapters"})
    kept = [fact for fact in facts if fact.name.casefold() not in _LEFT_OUT | counted]
    order = {name: number for number, name in enumerate(_FIRST)}
    return sorted(kept, key=lambda fact: order.get(fact.name.casefold(), len(order)))


def _opening(story: Story) -> tuple[str, ...]:
    """How the story begins, after titles, dedications and contents, in separate lines."""
    start, end = story.body
    first = max(0, story.block_index(start))
    inside = [
        block for block in story.blocks[first : first + _BLOCKS] if start <= block.start < end
    ]
    kinds = [block.kind for block in inside]
    prose = kinds.index(BlockKind.PARAGRAPH) if BlockKind.PARAGRAPH in kinds else None
    text = next((at for at, kind in enumerate(kinds) if kind is not BlockKind.HEADING), 0)
    at = text if prose is None else prose
    lines: list[str] = []
    for block in inside[at : at + _LINES]:
        lines += story.text[block.start : block.end].split("\n")
    return tuple(map(safe, lines[:_LINES]))
