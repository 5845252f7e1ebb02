"""Copies of the data file beside it: one a day for three days, and one before each migration.

The rule: a copy is made by SQLite alone, checked, and only then given its name.
"""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from reader.storage import sqlite_file

GENERATIONS = 3


def existing(path: Path) -> list[Path]:
    """The backups of a data file, the newest first."""
    found = _folder(path).glob(f"{_escaped(path.stem)}.????-??-??.db")
    return sorted(found, reverse=True)


def day(backup: Path) -> str:
    """The day of a backup, as ISO 8601."""
    return backup.name.removesuffix(".db")[-10:]


def keep_daily(connection: Connection, path: Path, now: float) -> None:
    """Keep the file as it is today, unless that was done; the oldest copy goes."""
    name = f"{path.stem}.{time.strftime('%Y-%m-%d', time.gmtime(now))}.db"
    backup = _folder(path) / name
    if backup.exists() or not connection.execute("SELECT 1 FROM story LIMIT 1").fetchone():
        return
    _make_folder(path)
    sqlite_file.copy_to_file(connection, backup)
    for old in existing(path)[GENERATIONS:]:
        old.unlink(missing_ok=True)


def keep_before_migration(path: Path, version: int) -> None:
    """Keep the file as it is, through a second connection, for this one holds the write lock."""
    _make_folder(path)
    with closing(sqlite_file.connect(path, "ro")) as source:
        sqlite_file.copy_to_file(source, _folder(path) / f"{path.stem}.schema-{version}.db")


def _folder(path: Path) -> Path:
    return path.parent / "backups"


def _make_folder(path: Path) -> None:
    _folder(path).mkdir(mode=0o700, exist_ok=True)


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "[*?" else c for c in name)
