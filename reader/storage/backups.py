"""Copies of the data file beside it: one a day for three days, and one before each migration."""

from __future__ import annotations

from pathlib import Path

from reader.storage import database
from reader.storage.keeper import Keeper


def keep_before_migration(path: Path, version: int) -> None:
    """Keep the file as it is, through a second connection that only reads."""
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    source = database.connect(path, "ro")
    try:
        database.copy_to_file(source, folder / f"{path.stem}-schema-{version}.db")
    finally:
        source.close()


def tend(keeper: Keeper) -> None:
    """Look the file through once a start, when nothing else is to be done."""
    keeper.check()
