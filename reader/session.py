"""A story being read: what joins folders, the data file, formats, places and pages.

Both front ends open stories, list them and mark places through here, so that they cannot differ.
The rule: values in, values out; only the `Store` handed in is ever changed.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reader import formats, locator
from reader.annotations import Bookmark
from reader.formats import Choices
from reader.locator import Locator, Resolution, Verdict
from reader.navigator import Navigator
from reader.paint import Frame, Furniture, fit
from reader.storage import Known, Settings, Store
from reader.story import Offset, Story
from reader.typeset import Layout, PageStyle
from reader.typeset.style import Cells


@dataclass(frozen=True, slots=True)
class Desk:
    """What a front end works with."""

    store: Store
    settings: Settings
    folders: tuple[Path, ...]
    """Library folders, in order."""
    samples: bool = False
    """Whether the folders are the samples, shown because there is no library yet."""

    @property
    def trouble(self) -> str:
        """Why nothing is saved at the moment, in one sentence; empty when all is well."""
        return self.store.trouble


@dataclass(frozen=True, slots=True)
class Opened:
    """A story taken off the shelf."""

    story: Story
    path: Path | None
    """None for a text that came through a pipe."""
    id: int | None
    """The story's number in the data file; None when nothing is kept of it."""
    place: Resolution | None
    """Where the reader was, found in the text as it is now; None at the first opening."""
    choices: Choices
    notice: str = ""
    """What the reader should know, in one sentence."""


class Facts(NamedTuple):
    """What is recorded of a file that was read."""

    path: Path
    size: int
    """In bytes."""
    mtime_ns: int
    sha256: str
    title: str
    author: str
    words: int
    length: int
    """Of the text, in code points."""
    chapters: int


class Marked(NamedTuple):
    """A bookmark, found in the text as it is now."""

    bookmark: Bookmark
    offset: Offset
    verdict: Verdict
    chapter: str
    progression: float

    @property
    def doubt(self) -> str:
        """How sure the place is, in words; empty when it is."""
        return {Verdict.APPROXIMATE: "about here", Verdict.LOST: "its words are gone"}.get(
            self.verdict, ""
        )


def open_path(desk: Desk, path: Path, encoding: str = "") -> Opened:
    """Read a file, find the story it holds among those known, and the reader's place in it.

    Raises:
        LoadError: the file cannot be read as a story; the message names it and says why.
    """
    path = path.absolute()
    data = formats.read(path)
    known = desk.store.by_sha(hashlib.sha256(data).hexdigest()) or desk.store.by_path(path)
    choices = Choices.from_json(known.choices) if known else Choices()
    if encoding:
        choices = choices.with_encoding(encoding)
    story = formats.parse(data, path.name, choices)
