"""What an error means: those of the data file are told to the reader, any other goes to the log.

The rule: only "corrupt" and "not a database" mean damage; everything else leaves the file alone.
"""

from __future__ import annotations

import os
import sqlite3
import time
from enum import Enum, auto
from pathlib import Path

from reader.cleaning import clean
from reader.posix import flag


class Fault(Enum):
    """What to do about an error."""

    DAMAGED = auto()
    """Set the file aside and recover what can be read."""
    MOVED = auto()
    """The file was moved, deleted or replaced under us: open it again."""
    OUTSIDE = auto()
    """The disk or its permissions: keep changes in memory and try again."""
    OURS = auto()
    """The statement is at fault; the file is intact."""


class DamagedError(sqlite3.DatabaseError):
    """A check has found the file damaged."""

    sqlite_errorname = "SQLITE_CORRUPT"


class NotOursError(sqlite3.DatabaseError):
    """The file is intact and is left alone; the text says whose it is."""

    sqlite_errorname = "SQLITE_READONLY"


_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_OUTSIDE = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the data file cannot be written",
    "SQLITE_IOERR": "the disk reports an error",
    "SQLITE_CANTOPEN": "the data file cannot be opened",
    "SQLITE_BUSY": "another program holds the data file",
    "SQLITE_LOCKED": "another program holds the data file",
    "SQLITE_PROTOCOL": "another program holds the data file",
    "SQLITE_PERM": "the data file may not be opened",
    "SQLITE_AUTH": "the data file may not be opened",
    "SQLITE_NOLFS": "the disk cannot hold so large a file",
    "SQLITE_NOMEM": "there is no memory left",
}


def fault(error: BaseException) -> Fault:
    """What an error calls for."""
    if isinstance(error, OSError):
        return Fault.OUTSIDE
    if isinstance(error, UnicodeDecodeError):  # SQLite names what is wrong with its own bytes
        return Fault.DAMAGED
    name = _name(error)
    if name.startswith(_DAMAGED):
        return Fault.DAMAGED
    if name == "SQLITE_READONLY_DBMOVED":
        return Fault.MOVED
    return Fault.OUTSIDE if name.startswith(tuple(_OUTSIDE)) else Fault.OURS


def sentence(error: BaseException) -> str:
    """Why nothing is saved, in a few words without a full stop."""
    if isinstance(error, NotOursError):
        return str(error)
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        if isinstance(error, FileExistsError):  # from making its folder
            reason = "its folder is a file"
        return f"the data file cannot be opened ({reason.lower()})"
    name = _name(error)
    for start, words in _OUTSIDE.items():
        if name.startswith(start):
            return words
    if name.startswith(_DAMAGED):
        return "the data file is damaged"
    return str(error) or f"an unexpected error ({type(error).__name__})"


def _name(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


_MOST = 128 * 1024
"""Bytes from which the older half is dropped."""
_ENTRY_MOST = 16 * 1024
"""Characters of one error; its message may quote a whole story."""


def note_error(path: Path, error: BaseException, where: str = "") -> bool:
    """Write an error to the log with its traceback; whether that could be done."""
    from traceback import TracebackException  # no start needs it

    try:
        lines = TracebackException.from_exception(error, compact=True).format()
        told = clean("".join(lines))
        if len(told) > _ENTRY_MOST:
            told = f"{told[: _ENTRY_MOST // 2]}\n…\n{told[-_ENTRY_MOST // 2 :]}"
        head = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {clean(where)}".rstrip()
        entry = f"{head}\n{told.rstrip()}\n\n".encode("utf-8", "replace")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _append(path, entry)
    except (OSError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _append(path: Path, entry: bytes) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | flag("O_CLOEXEC") | flag("O_NOFOLLOW")
    # A pipe or a device in its place would make the program wait.
    descriptor = os.open(path, flags | flag("O_NONBLOCK"), 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        size = os.fstat(file.fileno()).st_size
        if size + len(entry) > _MOST:
            file.seek(max(0, size - _MOST // 2))
            kept = file.read(_MOST // 2)
            file.truncate(0)
            entry = kept[kept.find(b"\n\n") + 2 :] + entry
        file.write(entry)
