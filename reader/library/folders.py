"""The story files in folders, found without waiting for or trusting anything there.

The rule: nothing raises because of a file. Folders are traversed with an explicit stack, each once
however many links lead to it, and linked ones last, so that a story keeps the path of its own
folder. Pipes and devices are not opened, one file counts once, and hidden files and those that
exist only while another is edited are passed over.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path

import reader
from reader.file_stamp import FileStamp, KnownFile, fingerprint, mark_of
from reader.formats.files import LoadError, read
from reader.formats.table import is_story_name
from reader.value import NamedTuple, Value

DEEPEST = 32
"""How many levels of folders are searched below a library folder."""
MOST = 500_000
"""How many entries of all folders together are looked at: several times the largest archives that
people keep; a folder that holds more is a disk, not a library.
"""
_STRAY = (".", "~$")
"""First characters of hidden files, and of those that editors and systems leave next to others."""
_NAME = attrgetter("name")
_BEAT = 64
"""Entries of a folder after which the walk reports that the disk answers, whatever they are."""
_GONE = (FileNotFoundError, NotADirectoryError)
"""Errors that mean that a file or a folder no longer exists, not that it cannot be read."""


class ScannedFile(Value):
    """One file of a library."""

    stamp: FileStamp
    sha256: str = ""
    """Of its bytes; empty if it was not read."""
    story: int | None = None
    """The story it holds, if the file has not changed since it was recorded."""
    problem: str = ""
    """Why it could not be read; empty if it was read, or did not have to be."""

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.stamp.path)


def scan(folders: Sequence[Path], recorded: Mapping[Path, KnownFile]) -> Iterator[ScannedFile]:
    """Every story file in the folders; an unchanged one is not read again."""
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
    return (stamp for stamp in Walk(folders) if stamp is not None)


class Walk:
    """One pass through folders, and what could not be seen on it."""

    def __init__(self, folders: Sequence[Path], known: set[int] | None = None) -> None:
        """`known` are the marks of files that are passed over; each one met is removed."""
        self._known = known if known is not None else set()
        self._roots = [str(folder.absolute()) for folder in folders]
        self._seen: defaultdict[int, set[int]] = defaultdict(set)
        """Device → the numbers of files and folders that were met."""
        self._left = MOST
        self.root = ""
        """The folder being traversed."""
        self.unseen: list[str] = []
        """Folders and files that exist, as far as is known, and could not be looked at."""

    def __iter__(self) -> Iterator[FileStamp | None]:
        """Each file that is new or changed; now and then None, while there is none."""
        stack = [_Folder(root, root, 0) for root in reversed(self._roots)]
        linked: deque[_Folder] = deque()
        while stack or linked:
            folder = stack.pop() if stack else linked.popleft()
            self.root = folder.root
            inner: list[_Folder] = []
            for number, entry in enumerate(self._entries(folder)):
                stamp = None
                if entry.name.startswith(_STRAY):
                    pass
                elif _is_folder(entry):
                    if folder.depth < DEEPEST:
                        into = linked.append if entry.is_symlink() else inner.append
                        into(_Folder(entry.path, folder.root, folder.depth + 1))
                elif is_story_name(entry.name):
                    stamp = self._stamp(entry)
                if stamp is not None or not number % _BEAT:
                    yield stamp
            stack.extend(reversed(inner))

    def _entries(self, folder: _Folder) -> list[os.DirEntry[str]]:
        """The entries of a folder by name, as far as they can be read; empty for one met before."""
        taken: list[os.DirEntry[str]] = []
        try:
            status = os.stat(folder.path)  # noqa: PTH116 - thousands, as strings
            met = self._seen[status.st_dev]
            if status.st_ino in met:  # links may lead back to it
                return []
            met.add(status.st_ino)
            with os.scandir(folder.path) as entries:
                taken.extend(islice(entries, self._left))
                if next(entries, None) is not None:
                    self.unseen.append(folder.path)
        except OSError as error:
            if folder.depth == 0 or not isinstance(error, _GONE):
                self.unseen.append(folder.path)
        self._left -= len(taken)
        return sorted(taken, key=_NAME)

    def _stamp(self, entry: os.DirEntry[str]) -> FileStamp | None:
        """The stamp of a regular file that was not met before and is new or changed."""
        try:
            status = entry.stat()
        except _GONE:  # deleted meanwhile, or a dangling link
            return None
        except OSError:
            self.unseen.append(entry.path)
            return None
        inode, met = status.st_ino, self._seen[status.st_dev]
        if not stat.S_ISREG(status.st_mode) or inode in met:
            return None
        met.add(inode)
        path, size, changed = entry.path, status.st_size, status.st_mtime_ns
        for number in (inode, 0) if self._known else ():  # perhaps recorded without its number
            mark = mark_of(path, size, changed, number)
            if mark in self._known:
                self._known.discard(mark)
                return None
        return FileStamp.of(path, status)


class _Folder(NamedTuple):
    """A folder still to be traversed."""

    path: str
    root: str
    """The library folder that it belongs to."""
    depth: int


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_closed(folder: Path) -> bool:
    """Whether it is a folder that may not be read."""
    return folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK)


def samples() -> Path | None:
    """The folder of sample stories: in an installed wheel, otherwise in a checkout."""
    package = Path(reader.__file__).parent
    for folder in (package / "_library", package.parent / "library"):
        if folder.is_dir():
            return folder
    return None
