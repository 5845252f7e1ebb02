"""Folders to the stories in them, without ever waiting for or trusting what lies there.

The rule: nothing raises because of a file. Folders are gone through with an own stack, links are
not followed into folders, pipes and devices are not opened, one file counts once, and what is
hidden or only kept beside a file while it is edited is passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol

from reader.fingerprint import fingerprint
from reader.formats.files import LoadError, read
from reader.formats.table import is_story_name
from reader.story import Story

DEEPEST = 32
"""Folders below a library folder are gone into this far."""
MOST = 50_000
"""Entries of all folders together that are looked at."""
_STRAY = (".", "~$")
"""What names of hidden files begin with, and of those that editors and systems leave beside one."""
_NAME = attrgetter("name")
_SIGNED = 0x7FFF_FFFF_FFFF_FFFF  # as much of a number as a column of SQLite holds


class Seen(Protocol):
    """What was recorded of a file when it was last read."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def mtime_ns(self) -> int:
        """When it was last changed."""

    @property
    def story(self) -> int:
        """The id of the story it held."""


class File(NamedTuple):
    """A story file as its folder tells of it."""

    path: str
    """Absolute; bytes of the name that are no UTF-8 as `os.fsdecode` gives them."""
    size: int
    """In bytes."""
    mtime_ns: int
    inode: int
    """The file's number on its disk."""


class Facts(NamedTuple):
    """A file and the story in it, as they are recorded."""

    path: Path
    size: int
    mtime_ns: int
    sha256: str
    title: str
    author: str
    words: int
    length: int
    chapters: int
    inode: int = 0


class Found(NamedTuple):
    """One file of a library."""

    path: Path
    size: int
    mtime_ns: int
    sha256: str = ""
    """Of its bytes; empty where it was not read."""
    story: int | None = None
    """The story it holds, if the file has not changed since it was recorded."""
    problem: str = ""
    """Why it could not be read; empty if it could, or need not be."""
    inode: int = 0
    """The file's number on its disk."""


def scan(folders: Sequence[Path], recorded: Mapping[Path, Seen]) -> Iterator[Found]:
    """Every story file in the folders; one that is as it was recorded is not read again."""
    for file in walk(folders):
        path = Path(file.path)
        before = recorded.get(path)
        if before and (before.size, before.mtime_ns) == (file.size, file.mtime_ns):
            yield Found(path, file.size, file.mtime_ns, story=before.story, inode=file.inode)
        else:
            yield look(path)


def any_story(folders: Sequence[Path]) -> bool:
    """Whether there is a story file in any of the folders."""
    return next(walk(folders), None) is not None


def look(path: Path) -> Found:
    """One file, read and hashed."""
    try:
        entry = path.stat()
        if not stat.S_ISREG(entry.st_mode):
            return Found(path, 0, 0, problem="not a regular file")
        data = read(path)
    except LoadError as error:
        return Found(path, 0, 0, problem=error.reason)
    except OSError as error:
        return Found(path, 0, 0, problem=error.strerror or "it cannot be read")
    digest = fingerprint(data)
    return Found(path, len(data), entry.st_mtime_ns, digest, inode=entry.st_ino & _SIGNED)


def facts(found: Found, story: Story) -> Facts:
    """What is recorded of a file that holds a story."""
    return Facts(
        found.path,
        found.size,
        found.mtime_ns,
        story.source.sha256,
        story.title,
        story.metadata.author,
        story.words(),
        len(story.text),
        len(story.chapters),
        found.inode,
    )


def walk(folders: Sequence[Path]) -> Iterator[File]:
    """Story files in the folders, each file once and each folder once; nothing is opened."""
    stack = [(str(folder.absolute()), 0) for folder in reversed(folders)]
    seen: set[tuple[int, int]] = set()
    left = MOST
    while stack:
        folder, depth = stack.pop()
        inner = []
        entries = _entries(folder, left)
        left -= len(entries)
        for entry in entries:
            name = entry.name
            if name.startswith(_STRAY) or not (is_story_name(name) or _is_folder(entry)):
                continue
            try:
                facts = entry.stat()
            except OSError:  # vanished, or a link to nothing
                continue
            mode, inode, device = facts[:3]
            key = device, inode
            if key in seen:
                continue
            if stat.S_ISREG(mode):
                seen.add(key)
                yield File(entry.path, facts.st_size, facts.st_mtime_ns, inode & _SIGNED)
            elif depth < DEEPEST and _is_folder(entry):
                seen.add(key)
                inner.append((entry.path, depth + 1))
        stack.extend(reversed(inner))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder itself: a link to one may lead back."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _entries(folder: str, most: int) -> list[os.DirEntry[str]]:
    """At most so many entries of a folder, by name; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            taken = list(islice(entries, most))
    except OSError:
        return []
    return sorted(taken, key=_NAME)
