"""What an error of the data file means, and how it is told to the reader.

The rule: only "corrupt" and "not a database" mean damage; everything else leaves the file alone.
"""

from __future__ import annotations

import sqlite3
from enum import Enum, auto


class Fault(Enum):
    """What to do about an error."""

    DAMAGED = auto()
    """Set the file aside and bring back what can be read."""
    MOVED = auto()
    """The file was moved, deleted or replaced under us: open it again."""
    OUTSIDE = auto()
    """The disk or its rights: keep changes in memory and try again."""
    OURS = auto()
    """The statement is at fault; the file is well."""


class DamagedError(sqlite3.DatabaseError):
    """A check has found the file damaged."""

    sqlite_errorname = "SQLITE_CORRUPT"


class NotOursError(sqlite3.DatabaseError):
    """The file is well and is left alone; the text says whose it is."""

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
    """What an error asks for."""
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
        return f"the data file cannot be opened ({reason.lower()})"
    name = _name(error)
    for start, words in _OUTSIDE.items():
        if name.startswith(start):
            return words
    if name.startswith(_DAMAGED):
        return "the data file is damaged"
    return str(error) or f"an error that was not foreseen ({type(error).__name__})"


def _name(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", ""))
