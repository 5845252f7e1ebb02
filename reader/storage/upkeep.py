"""What is done once after each start, when there is nothing else to do.

The rule: nothing here is needed for reading or saving, so none of it may get in their way.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection, Error

from reader.storage import backups, bookmark_sql, sqlite_file
from reader.storage.paths import shared_place

_DAY = 86_400.0
TOMBSTONES = 90 * _DAY
"""Seconds for which a deleted bookmark is remembered as deleted."""
_LEFTOVERS = _DAY / 24
_WARNED = "warned of a shared folder"


def maintain(connection: Connection, path: Path, now: float) -> str:
    """Back up, drop old tombstones and leftovers; a warning, or nothing."""
    with suppress(Error, OSError):
        backups.keep_daily(connection, path, now)
    with suppress(Error, OSError):
        _sweep(path)
    with suppress(Error), sqlite_file.transaction(connection):
        bookmark_sql.purge(connection, now - TOMBSTONES)
        return _warning(connection, path)
    return ""


def _sweep(path: Path) -> None:
    """Remove half-made copies of instances that were killed."""
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
