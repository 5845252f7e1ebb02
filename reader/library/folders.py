"""Folders to the stories in them, without ever waiting for or trusting what lies there.

The rule: nothing raises because of a file. Folders are gone through with an own stack, links are
not followed into folders, pipes and devices are not opened, and one file counts once.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from reader import formats
from reader.story import Story

DEEPEST = 32
"""Folders below a library folder are gone into this far."""
MOST = 50_000
"""Entries of all folders together that are looked at."""
SUFFIXES = (".txt", ".text")


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


def scan(folders: Sequence[Path], recorded: Mapping[Path, Seen]) -> Iterator[Found]:
    """Every story file in the folders; one that is as it was recorded is not read again."""
    for path, entry in _files(folders):
        before = recorded.get(path)
        size, mtime_ns = entry.st_size, entry.st_mtime_ns
        if before and (before.size, before.mtime_ns) == (size, mtime_ns):
            yield Found(path, size, mtime_ns, story=before.story)
        else:
            yield look(path)


def any_story(folders: Sequence[Path]) -> bool:
    """Whether there is a story file in any of the folders."""
    return next(_files(folders), None) is not None


def look(path: Path) -> Found:
    """One file, read and hashed."""
    try:
        entry = path.stat()
        if not stat.S_ISREG(entry.st_mode):
            return Found(path, 0, 0, problem="not a regular file")
        data = formats.read(path)
    except formats.LoadError as error:
        return Found(path, 0, 0, problem=error.reason)
    except OSError as error:
        return Found(path, 0, 0, problem=error.strerror or "it cannot be read")
    digest = hashlib.sha256(data).hexdigest()
    return Found(path, len(data), entry.st_mtime_ns, digest)


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
    )


def _files(folders: Sequence[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    """Story files with their facts, each file once, folders once."""
    stack = [(folder.absolute(), 0) for folder in reversed(folders)]
    seen: set[tuple[int, int]] = set()
    left = MOST
    while stack:
        folder, depth = stack.pop()
        inner = []
        for entry in _entries(folder, left):
            left -= 1
            facts = _stat(entry)
            if facts is None or (facts.st_dev, facts.st_ino) in seen:
                continue
            if stat.S_ISDIR(facts.st_mode):
                if depth < DEEPEST and not entry.is_symlink() and not entry.name.startswith("."):
                    seen.add((facts.st_dev, facts.st_ino))
                    inner.append((Path(entry.path), depth + 1))
            elif stat.S_ISREG(facts.st_mode) and entry.name.lower().endswith(SUFFIXES):
                seen.add((facts.st_dev, facts.st_ino))
                yield Path(entry.path), facts
        stack.extend(reversed(inner))


def _entries(folder: Path, most: int) -> list[os.DirEntry[str]]:
    """At most so many entries of a folder, by name; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            taken = [entry for _, entry in zip(range(most), entries, strict=False)]
    except OSError:
        return []
    return sorted(taken, key=lambda entry: entry.name)


def _stat(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:  # vanished, or a link to nothing
        return None
