"""The story files in folders, found without waiting for or trusting what lies there.

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

import reader
from reader.file_stamp import FileStamp, KnownFile
from reader.fingerprint import fingerprint
from reader.formats.files import LoadError, read
from reader.formats.table import is_story_name
from reader.value import Value

DEEPEST = 32
"""How many levels of folders are searched below a library folder."""
MOST = 50_000
"""How many entries of all folders together are looked at."""
_STRAY = (".", "~$")
"""What names of hidden files begin with, and of those that editors and systems leave beside one."""
_NAME = attrgetter("name")


class ScannedFile(Value):
    """One file of a library."""

    stamp: FileStamp
    sha256: str = ""
    """Of its bytes; empty where it was not read."""
    story: int | None = None
    """The story it holds, if the file has not changed since it was recorded."""
    problem: str = ""
    """Why it could not be read; empty if it was read, or did not have to be."""

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.stamp.path)


def scan(folders: Sequence[Path], recorded: Mapping[Path, KnownFile]) -> Iterator[ScannedFile]:
    """Every story file in the folders; one that is as it was recorded is not read again."""
    for stamp in walk(folders):
        before = recorded.get(Path(stamp.path))
        if before and stamp.same_content(before.stamp):
            yield ScannedFile(stamp, story=before.story)
        else:
            yield look(Path(stamp.path))


def any_story(folders: Sequence[Path]) -> bool:
    """Whether there is a story file in any of the folders."""
    return next(walk(folders), None) is not None


def look(path: Path) -> ScannedFile:
    """One file, read and hashed."""
    name = os.fspath(path)
    nothing = FileStamp(name, 0, 0)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return ScannedFile(nothing, problem="not a regular file")
        data = read(path)
    except LoadError as error:
        return ScannedFile(nothing, problem=error.reason)
    except OSError as error:
        return ScannedFile(nothing, problem=error.strerror or "it cannot be read")
    stamp = FileStamp.of(name, status)._replace(size=len(data))
    return ScannedFile(stamp, fingerprint(data))


def walk(folders: Sequence[Path]) -> Iterator[FileStamp]:
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
                status = entry.stat()
            except OSError:  # vanished, or a link to nothing
                continue
            key = status.st_dev, status.st_ino
            if key in seen:
                continue
            if stat.S_ISREG(status.st_mode):
                seen.add(key)
                yield FileStamp.of(entry.path, status)
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
    """At most that many entries of a folder, by name; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            taken = list(islice(entries, most))
    except OSError:
        return []
    return sorted(taken, key=_NAME)


def samples() -> Path | None:
    """The folder of sample stories: in an installed wheel, otherwise in a checkout."""
    package = Path(reader.__file__).parent
    for folder in (package / "_library", package.parent / "library"):
        if folder.is_dir():
            return folder
    return None
