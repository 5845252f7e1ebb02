"""What goes in and out of the store, as plain values.

The rule: a story is named by `id` here and by the hashes of its files elsewhere; paths are hints.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from reader.locator.quote import Locator


class Status(StrEnum):
    """How far a reader is with a story, as they would say it."""

    TO_READ = "to read"
    READING = "reading"
    FINISHED = "finished"
    SET_ASIDE = "set aside"


class FileFacts(NamedTuple):
    """What a file looked like when it was last read."""

    size: int
    """In bytes."""
    mtime_ns: int
    story: int
    """The id of the story that it holds."""
    inode: int = 0
    """Its number on its disk, 0 where it is not known."""


class Facts(Protocol):
    """One file as a scan found it: what `Store.record` takes."""

    @property
    def path(self) -> Path:
        """Absolute."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def mtime_ns(self) -> int:
        """When it was last changed."""

    @property
    def inode(self) -> int:
        """The file's number on its disk, 0 where it is not known."""

    @property
    def sha256(self) -> str:
        """Of its bytes, in hexadecimal."""

    @property
    def title(self) -> str:
        """As the file tells it, else its name."""

    @property
    def author(self) -> str:
        """May be empty."""

    @property
    def words(self) -> int:
        """Of the body."""

    @property
    def length(self) -> int:
        """Of the text, in code points."""

    @property
    def chapters(self) -> int:
        """How many."""


class Known(NamedTuple):
    """A story that the store knows, whether or not its file is there."""

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
    """The reader's place; none before the first page was turned."""
    paths: tuple[Path, ...]
    """Where it was seen, the latest first; they need not exist."""
    decided: float | None = None
    """When the reader set the status by hand; None where it goes by what they read."""

    @property
    def new_chapters(self) -> int:
        """How many chapters were added since the reader last had the story open."""
        return max(0, self.chapters - self.seen_chapters) if self.seen_chapters else 0


class Check(NamedTuple):
    """One thing `doctor` looked at."""

    what: str
    ok: bool
    advice: str
    """How it stands, or how to mend it."""


class NotSavedError(Exception):
    """The write was kept in memory only and ends with the process; the text says why."""
