"""What is done once after each start, when there is nothing else to do: copies of the data file.

The rule: nothing here is needed for reading or saving, so none of it may get in their way. A copy
is made by SQLite alone, checked, and only then given its name.
"""

from __future__ import annotations

import time
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import Connection, Error

from reader.storage import sqlite_file
from reader.storage.paths import shared_place

GENERATIONS = 3


def existing(path: Path) -> list[Path]:
    """The backups of a data file, the newest first."""
    found = _folder(path).glob(f"{_escaped(path.stem)}.????-??-??.db")
    return sorted(found, reverse=True)


def day(backup: Path) -> str:
    """The day of a backup, as ISO 8601."""
    return backup.name.removesuffix(".db")[-10:]


def keep_daily(connection: Connection, path: Path, now: float) -> None:
    """Keep a copy of today's file, unless that was done; the oldest copy is deleted."""
    name = f"{path.stem}.{time.strftime('%Y-%m-%d', time.gmtime(now))}.db"
    backup = _folder(path) / name
    if backup.exists() or not connection.execute("SELECT 1 FROM story LIMIT 1").fetchone():
        return
    _make_folder(path)
    sqlite_file.copy_to_file(connection, backup)
    for old in existing(path)[GENERATIONS:]:
        old.unlink(missing_ok=True)


def keep_before_migration(path: Path, version: int) -> None:
    """Keep a copy of the file, through a second connection, as this one holds the write lock."""
    _make_folder(path)
    with closing(sqlite_file.connect(path, "ro")) as source:
        sqlite_file.copy_to_file(source, _folder(path) / f"{path.stem}.schema-{version}.db")


def _folder(path: Path) -> Path:
    return path.parent / "backups"


def _make_folder(path: Path) -> None:
    _folder(path).mkdir(mode=0o700, exist_ok=True)


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "[*?" else c for c in name)


_DAY = 86_400.0
TOMBSTONES = 90 * _DAY
"""Seconds for which a deleted bookmark or highlight is remembered as deleted."""
_LEFTOVERS = _DAY / 24
_WARNED = "warned of a shared folder"


def maintain(connection: Connection, path: Path, now: float) -> str:
    """Back up, and drop old tombstones and leftovers; return a warning, or an empty string."""
    with suppress(Error, OSError):
        keep_daily(connection, path, now)
    with suppress(Error, OSError):
        _sweep(path)
    with suppress(Error), sqlite_file.transaction(connection):
        for table in ("bookmark", "highlight"):  # older than any window or backup
            connection.execute(f"DELETE FROM {table} WHERE deleted < ?", (now - TOMBSTONES,))
        return _warning(connection, path)
    return ""


def _sweep(path: Path) -> None:
    """Remove unfinished copies of instances that were killed."""
    for leftover in path.parent.glob("*.new-*"):
        old = time.time() - leftover.stat().st_mtime > _LEFTOVERS
        if old and leftover.name.startswith(f"{path.name}.new-"):
            leftover.unlink()


def _warning(connection: Connection, path: Path) -> str:
    where = shared_place(path)
    query = "SELECT 1 FROM meta WHERE key=?"
    if not where or connection.execute(query, (_WARNED,)).fetchone():
        return ""
    connection.execute("INSERT INTO meta(key, value) VALUES(?, ?)", (_WARNED, where))
    return (
        f"The data file lies on {where}. Do not read on two machines at once: `nightstand export`"
        " and `nightstand import` join them safely."
    )
