"""A file to an opened story: which known story it is, and where the reader was in it.

The rule: two different stories never share a place; in doubt it is a new story.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from reader import formats, locator
from reader.context import Context
from reader.file_stamp import UNREAD, FileStamp, fingerprint, stamp_of
from reader.formats.choices import Choices
from reader.formats.files import read
from reader.formats.table import format_of
from reader.identity import carry_marks, keep_sketch, old_sketch, recognise
from reader.locator.quote import Locator, Resolution, Verdict
from reader.reading.recode import found_again, marks_recoded, move_marks
from reader.storage.values import Known, StoryRecord
from reader.story import Story
from reader.value import Value


class Unread(Value):
    """What it takes to read the whole of a story opened as an excerpt."""

    data: list[bytes]
    """The file as it was when the excerpt was taken; empty once the whole is being read."""
    encoding: str = ""
    """The one asked for, if any."""
    known: Known | None = None
    """The story that this is, or that was last seen at its path."""
    name: str = ""
    """Of the text that came through a pipe."""
    chapters: str = ""
    """The pattern for headings that was asked for, if any."""


class OpenStory(Value):
    """A story taken off the shelf."""

    story: Story
    path: Path | None = None
    """None for a text that came through a pipe."""
    id: int | None = None
    """The story's number in the data file; None if nothing is kept of it."""
    place: Resolution | None = None
    """Where the reader was, found in the text as it is now; None when first opened."""
    choices: Choices = Choices()
    notice: str = ""
    """What the reader should know, in one sentence."""
    grown: str = ""
    """How the story has grown since it was read, in one sentence."""
    maybe: Known | None = None
    """A story that was read and that this may be, renamed and edited; to be asked about once."""
    data: bytes = b""
    """The bytes of a text that came through a pipe; files are read again."""
    cut: bool = False
    """Whether more of a text is to come through a pipe."""
    unfolded: bool = False
    """Whether front and back matter are shown with the story, for now."""
    rest: Unread | None = None
    """If `story` is only an excerpt: what makes it whole."""


def open_path(
    context: Context, path: Path, *, encoding: str = "", chapters: str = "", keep: bool = True
) -> OpenStory:
    """Read a file, find its story among those known, and the reader's place in it.

    With `keep` the story is recorded, so that places and bookmarks can be kept for it.

    Raises:
        LoadError: The file cannot be read as a story; the message names it and says why.
    """
    path = path.absolute()
    return open_data(context, path, read(path), encoding, chapters=chapters, keep=keep)


def open_data(
    context: Context,
    path: Path,
    data: bytes,
    encoding: str,
    *,
    chapters: str = "",
    keep: bool = True,
    progress: Callable[[float], object] | None = None,
    sha256: str = "",
) -> OpenStory:
    """Like `open_path`, for a file that was read; its path is absolute.

    `progress` is called now and then with the share that is done, and may raise to end it; `sha256`
    is that of the bytes, if known.

    Raises:
        LoadError: Its bytes are not text.
    """
    sha256 = sha256 or fingerprint(data)
    known = context.store.stories.by_sha(sha256)
    same = known is not None
    known = known or context.store.stories.by_path(path)
    before = Choices.from_json(known.choices) if known else Choices()
    choices = before.asked(encoding, chapters)
    story = formats.from_bytes(
        data, path, context.choices_for(choices), progress=progress, sha256=sha256
    )
    maybe = None
    if not same:
        found = recognise(context, path, story)
        known, maybe = found.known, found.maybe
        kept = Choices.from_json(known.choices) if known else Choices()
        if kept != before:  # until now the file's place in the library was all that was known
            before, choices = kept, kept.asked(encoding, chapters)
            story = formats.from_bytes(data, path, context.choices_for(choices), sha256=sha256)
    grown = _growth(known, story)
    place = _place(context, known, data, story, before if encoding else None, keep=keep)
    notice = _loss(place, known.locator) if place and known and known.locator else ""
    if keep:
        known = _record(context, path, story, known, choices if encoding or chapters else None)
        if encoding and known and place and place.verdict is not Verdict.LOST:
            context.store.places.remember(known.id, locator.make(story, place.offset), at_once=True)
    id_ = known.id if known else None
    return OpenStory(story, path, id_, place, choices, notice or grown, grown, maybe)


def open_bytes(
    data: bytes,
    name: str,
    encoding: str = "",
    progress: Callable[[float], object] | None = None,
    *,
    chapters: str = "",
    context: Context | None = None,
) -> OpenStory:
    """A story that did not come from a file, read by the settings for all; nothing is kept of it.

    Raises:
        LoadError: The bytes are not text.
    """
    choices = Choices().asked(encoding, chapters)
    wanted = context.choices_for(choices) if context else choices
    story = formats.from_bytes(data, name, wanted, progress=progress)
    return OpenStory(story, choices=choices, data=data)


def _place(
    context: Context,
    known: Known | None,
    data: bytes,
    story: Story,
    before: Choices | None,
    *,
    keep: bool,
) -> Resolution | None:
    """Where the reader was; `before` are the choices at that time if they were others."""
    if known is None:
        return None
    old = story.source.encoding
    decode = format_of(data, story.source.name).decode if before is not None else None
    if before is not None and decode is not None:
        old = decode(data, before.encoding).encoding
    if keep and old != story.source.encoding:
        move_marks(context, marks_recoded(context, known.id, data, old, story))
    if known.locator is None:
        return None
    sketch = old_sketch(context, known.id, story)
    return found_again(data, old, story, [known.locator], sketch)[0]


def claim(context: Context, opened: OpenStory) -> None:
    """The reader confirms that this is the story it may be, whose place and annotations it gets.

    What was recorded about the text as a story of its own moves to that story.
    """
    import uuid

    story, known, path = opened.story, opened.maybe, opened.path
    if known is None or path is None:
        return
    marks = context.store.bookmarks.of(opened.id) if opened.id is not None else []
    context.store.files.record([_recorded(path, story)], known.id)
    for _, bookmark in marks:
        context.store.bookmarks.add(known.id, bookmark.replace(id=uuid.uuid4().hex))
    highlights = context.store.highlights.of(opened.id) if opened.id is not None else []
    for _, highlight in highlights:
        context.store.highlights.add(known.id, highlight.replace(id=uuid.uuid4().hex))
    if opened.id is not None and opened.id != known.id:
        context.store.stories.forget(opened.id)


def _loss(place: Resolution, old: Locator) -> str:
    """The warning that a place is not certain, and the words by which it was known."""
    words = f"“{' '.join(old.exact.split())}”"
    if place.verdict is Verdict.APPROXIMATE:
        return f"Edited. Near here was: {words}"
    if place.verdict is Verdict.LOST:
        return f"Edited; your words are gone: {words}"
    return ""


def _growth(known: Known | None, story: Story) -> str:
    if known is None or known.last_read is None or not known.seen_chapters:
        return ""
    new = len(story.chapters) - known.seen_chapters
    if new <= 0:
        return ""
    return f"{new} new chapter{'s' if new > 1 else ''} since you stopped."


def _record(
    context: Context, path: Path, story: Story, known: Known | None, choices: Choices | None
) -> Known | None:
    source = story.source
    # Without words: left before all of it was read.
    if (
        known is None
        or not known.words
        or known.sha256 != source.sha256
        or path not in known.paths[:1]
    ):
        record = _recorded(path, story)
        ids = context.store.files.record([record], known.id if known else None)
        known = context.store.stories.get(ids[source.sha256]) if source.sha256 in ids else None
    if known is not None:
        context.store.stories.opened(known.id, source.sha256, len(story.chapters), len(story.text))
        if choices is not None:
            context.store.stories.set_choices(known.id, choices.to_json())
    return known


def known_as(context: Context, opened: OpenStory) -> int | None:
    """The number of a story in the data file, if it is recorded now; None without a file."""
    if opened.path is None:
        return None
    ids = context.store.files.record([_recorded(opened.path, opened.story)], opened.id)
    return ids.get(opened.story.source.sha256)


def _recorded(path: Path, story: Story) -> StoryRecord:
    """What is recorded about a story; the next scan finds out whether its file has changed."""
    now = stamp_of(path)
    mtime_ns = now.mtime_ns if now else UNREAD
    return StoryRecord.of(FileStamp(os.fspath(path), story.source.size, mtime_ns), story)


def keep_up(
    context: Context, opened: OpenStory, pause: Callable[[], object] = lambda: None
) -> None:
    """Bring bookmarks, highlights and sketch up to date with the opened text; takes a while.

    `pause` is called every few milliseconds of the longest part, and may raise to end it.
    """
    if opened.id is not None:
        carry_marks(context, opened.id, opened.story)
        keep_sketch(context, opened.id, opened.story, pause)
