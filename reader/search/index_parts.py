"""The parts of an index in a folder: which stories each has, and whether it is intact.

The rule: a part is made under another name, then renamed and never changed; one with a changed file
is invalid.
"""

from __future__ import annotations

import json
import os
import unicodedata
from array import array
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from reader.file_stamp import fingerprint
from reader.formats.files import LoadError, read
from reader.lazy_pattern import lazy_pattern
from reader.search.fold import RULES

_FORMAT = 1
_STORIES = "stories"
"""The file of a part that says which stories it has, and what its other files are."""
UNFINISHED = ".part"
_PART = lazy_pattern(r"[0-9a-f]{16}")


_HOW = f"{_FORMAT} {RULES} {unicodedata.unidata_version}"
"""What decides, besides how it is read, by which terms a story is indexed."""


def story_number(path: str, rules: str, own: str) -> int | None:
    """The number of a story for its file's state and how it is read; None without a file."""
    try:
        now = os.stat(path)  # noqa: PTH116 - thousands are waited for
    except (OSError, ValueError):
        return None
    state = f"{now.st_size} {now.st_mtime_ns} {now.st_ino}"
    said = f"{_HOW} {rules}\0{own}\0{state}\0{path}"
    return int(fingerprint(said.encode("utf-8", "surrogatepass"))[:16], 16)


class IndexPart:
    """A part of an index: which stories it has, as its folder says."""

    def __init__(self, folder: Path) -> None:
        """Read it.

        Raises:
            ValueError: It is damaged.
        """
        self.folder = folder
        try:
            total, _, whole = read(folder / _STORIES).partition(b"\n")
            if int(total) != crc32(whole):
                raise ValueError("what it says of itself is not whole")
            head, _, numbers = whole.partition(b"\n")
            said = json.loads(head)
            self._files: dict[str, list[int]] = said["files"]
            self.rules: str = said["rules"]
            self.numbers = array("Q", numbers)
            for name, state in self._files.items():
                if _state(folder / name) != state:
                    raise ValueError("a file is not as it was made")
        except (OSError, LoadError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(str(error))

    @property
    def used(self) -> float:
        """When it was last found useful."""
        return (self.folder / _STORIES).stat().st_mtime

    def touch(self) -> None:
        """Record that it is useful."""
        os.utime(self.folder / _STORIES)


def seal(folder: Path, rules: str, numbers: array[int]) -> None:
    """Write the file that identifies the part in a folder, whose other files are complete.

    Raises:
        OSError: There is no room.
    """
    files = {
        place.name: _state(place) for place in folder.iterdir() if not place.name.endswith(".lock")
    }
    head = {"rules": rules, "files": files}
    whole = json.dumps(head).encode() + b"\n" + numbers.tobytes()
    with (folder / _STORIES).open("wb") as file:
        file.write(b"%d\n" % crc32(whole) + whole)
        file.flush()
        os.fsync(file.fileno())


def size_of(folder: Path) -> tuple[int, int, int]:
    """How many stories an index has, how many bytes it takes, and how many parts are damaged."""
    numbers, size, damaged = set[int](), 0, 0
    for place in parts(folder):
        try:
            numbers.update(IndexPart(place).numbers)
            size += sum(one.stat().st_size for one in place.iterdir())
        except (OSError, ValueError):
            damaged += 1
    return len(numbers), size, damaged


def parts(folder: Path) -> Iterator[Path]:
    """The folders of the parts of an index, including damaged ones."""
    try:
        yield from sorted(one for one in folder.iterdir() if _PART.fullmatch(one.name))
    except OSError:
        return


def _state(path: Path) -> list[int]:
    """What changes when anything is written to a file, even if its time is set back."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns]
