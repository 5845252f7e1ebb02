"""What tells one state of a file from another: its stamp without opening it, its bytes' SHA-256."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from reader.value import NamedTuple

_SIGNED = 0x7FFF_FFFF_FFFF_FFFF  # as large a number as a column of SQLite holds
UNREAD = -1
"""In place of size and time: the file is to be read at the next scan."""


class FileStamp(NamedTuple):
    """A file as its folder describes it; there may be tens of thousands."""

    path: str
    """Absolute; bytes of the name that are not UTF-8 as `os.fsdecode` gives them."""
    size: int = UNREAD
    """In bytes."""
    mtime_ns: int = UNREAD
    """When it was last changed."""
    inode: int = 0
    """The file's number on its disk, 0 if unknown."""

    @classmethod
    def of(cls, path: str, status: os.stat_result) -> FileStamp:
        """The stamp of a file whose status was asked for."""
        return cls(path, status.st_size, status.st_mtime_ns, status.st_ino & _SIGNED)

    @property
    def state(self) -> tuple[int, int, int]:
        """Size, time and number."""
        return self.size, self.mtime_ns, self.inode

    def same_content(self, recorded: FileStamp) -> bool:
        """Whether size and time are unchanged since they were recorded."""
        return self.size == recorded.size and self.mtime_ns == recorded.mtime_ns


def mark_of(path: str, size: int, mtime_ns: int, inode: int) -> int:
    """What distinguishes this state of this file from all others, in a few bytes, while we run."""
    return hash((path, size, mtime_ns, inode & _SIGNED))


class KnownFile(NamedTuple):
    """A file and the story that it held when it was last read."""

    stamp: FileStamp
    story: int
    """The story's number."""


def stamp_of(path: str | Path) -> FileStamp | None:
    """The file's state now; None if there is no file."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a thousand of them are waited for
    except (OSError, ValueError):
        return None
    return FileStamp.of(os.fspath(path), status)


_SHORT = 1 << 18
"""Bytes up to which a quick start matters more than speed."""
_OWN = ("_sha2", "_sha256")
"""Where Python keeps its own implementation, the newer name first; some builds have neither."""


def fingerprint(data: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    short = len(data) <= _SHORT and "hashlib" not in sys.modules
    digest: str = _sha256(short)(data).hexdigest()
    return digest


@cache
def _sha256(short: bool) -> Callable[[bytes], Any]:
    """The implementation that is quicker for few or for many bytes."""
    for name in _OWN if short else ():
        with suppress(ImportError):
            own: Callable[[bytes], Any] = import_module(name).sha256
            return own
    import hashlib

    return hashlib.sha256
