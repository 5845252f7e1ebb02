"""What goes in and out of the store, as plain values.

The rule: a story is named by `id` here and by the hashes of its files elsewhere; paths are hints.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from reader.file_stamp import FileStamp
from reader.locator.quote import Locator
from reader.story import Story
from reader.value import NamedTuple, Value


class Status(StrEnum):
    """How far a reader is with a story, in everyday words."""

    TO_READ = "to read"
    READING = "reading"
    FINISHED = "finished"
    SET_ASIDE = "set aside"


class StoryRecord(NamedTuple):
    """A file and the story in it, as recorded."""

    stamp: FileStamp
    sha256: str
    """Of its bytes, in hexadecimal."""
    title: str
    """From the file, otherwise its name."""
    author: str
    """May be empty."""
    words: int
    """Of the body."""
    length: int
    """Of the text, in code points."""
    chapters: int
    """How many."""

    @classmethod
    def of(cls, stamp: FileStamp, story: Story) -> StoryRecord:
        """The record of a file that contains a story."""
        return cls(
            stamp,
            story.source.sha256,
            story.title,
            story.metadata.author,
            story.words(),
            len(story.text),
            len(story.chapters),
        )


class Known(Value):
    """A story that the store knows, whether or not its file exists."""

    id: int
    sha256: str
    """Of the newest bytes that were recorded."""
    title: str
    author: str
    words: int
    length: int
    """Of the text, in code points."""
    chapters: int
    seen_chapters: int
    """How many chapters there were when the reader last had it open."""
    status: Status
    choices: str
    """What the reader decided about the story, as JSON; may be empty."""
    added: float
    seq: int
    """Rises by one with each place written."""
    last_read: float | None
    """When the place was last moved; seconds since 1970, UTC."""
    locator: Locator | None
    """The reader's place; None before the first page was turned."""
    paths: tuple[Path, ...]
    """Where it was seen, the latest first; the paths need not exist."""
    decided: float | None = None
    """When the reader set the status by hand; None if it depends on what they read."""

    @property
    def new_chapters(self) -> int:
        """How many chapters were added since the reader last had the story open."""
        return max(0, self.chapters - self.seen_chapters) if self.seen_chapters else 0


class ShelvedFile(NamedTuple):
    """A file as it was recorded, and what a search needs to know about its story."""

    size: int
    mtime_ns: int
    title: str
    choices: str
    last_read: float | None


class Check(Value):
    """One thing `doctor` looked at."""

    what: str
    ok: bool
    advice: str
    """How things stand, or how to fix them."""


class NotSavedError(Exception):
    """The write was kept in memory only and ends with the process; the text says why."""
