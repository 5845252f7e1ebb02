"""A damaged or missing data file, and what can be recovered from it.

The rule: the damaged file is kept under a dated name, never deleted; its journal goes with it, for
a journal beside a new file would be rolled into that. Only one instance mends at a time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import Connection, Error

from reader.posix import alone_in
from reader.storage import database, sqlite_file, upkeep
from reader.storage.rows import Rows, columns, contents, merge, read_rows, without_orphans
from reader.storage.salvage import salvage
from reader.storage.schema import APPLICATION_ID, Migration

_ERRORS = (Error, OSError, UnicodeDecodeError)
"""What a damaged file may raise: SQLite names what is wrong with the file's own bytes."""
_WAIT, _COPYING = 1.0, 5.0  # seconds to wait for a locked file before going on without it


def mirror(disk: Connection | None, path: Path, migrations: Sequence[Migration]) -> Connection:
    """A connection to the copy; `disk` is the file where it is open, and is closed."""
    memory = sqlite_file.memory()
    try:
        source = disk or sqlite_file.connect(path, "ro")
        try:
            sqlite_file.set_wait(source, _WAIT)
            if source.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                sqlite_file.copy(source, memory, _COPYING)
        finally:
            source.close()
        database.migrate(memory, None, migrations)
        database.verify(memory, migrations)
    except _ERRORS:
        rows = _readable(memory)
        memory.close()
        memory = sqlite_file.memory()
        database.migrate(memory, None, migrations)
        with sqlite_file.transaction(memory):
            merge(memory, rows)
    return memory


def _readable(copy: Connection) -> Rows:
    """The sound rows of a copy that is damaged; none if its tables cannot be read at all."""
    try:
        return read_rows(copy)
    except _ERRORS:
        return {}


def bring_back(path: Path, migrations: Sequence[Migration]) -> str:
    """Set a damaged file aside and put what can be read in its place: a sentence about it.

    Empty when another instance has mended it meanwhile. Raises `OSError` and `sqlite3.Error`.
    """
    with alone_in(path.parent):
        if _is_well(path, migrations):
            return ""
        rows = _salvaged(path, migrations)
        backup, saved = _newest_backup(path)
        fresh = sqlite_file.temporary(path)
        fresh.unlink(missing_ok=True)
        try:
            # What lost its story is looked up in the backup before it is taken for a new one's.
            said = _fill(fresh, migrations, [without_orphans(rows), saved, rows])
            aside = _set_aside(path)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        sqlite_file.sync_folder(path.parent)
    helped = f", with the help of the backup of {backup}" if backup else ""
    return (
        f"The data file was damaged. {said} were brought back{helped};"
        f" the damaged file is kept as {aside}."
    )


def put_back(path: Path) -> str:
    """Put a backup in place of data that is gone; a sentence about it, or nothing."""
    if not database.is_empty(path) or not upkeep.existing(path):
        return ""
    with alone_in(path.parent):
        if not database.is_empty(path):
            return ""
        for backup in upkeep.existing(path):
            if not _good_rows(backup):
                continue
            with closing(sqlite_file.connect(backup, "ro")) as source:
                fresh = sqlite_file.temporary(path)
                sqlite_file.copy_to_file(source, fresh)
            fresh.replace(path)
            sqlite_file.sync_folder(path.parent)
            return f"The data file was gone; the backup of {upkeep.day(backup)} took its place."
    return ""


def _is_well(path: Path, migrations: Sequence[Migration]) -> bool:
    try:
        with closing(database.open_database(path, migrations)) as connection:
            database.verify(connection, migrations)
            return True
    except Error:
        return False


def _salvaged(path: Path, migrations: Sequence[Migration]) -> Rows:
    schemas = []
    for version in range(1, len(migrations) + 1):
        with closing(sqlite_file.memory()) as model:
            database.migrate(model, None, migrations[:version])
            schemas.append(columns(model))
    return salvage(path, *schemas)


def _newest_backup(path: Path) -> tuple[str, Rows]:
    for backup in upkeep.existing(path):
        if rows := _good_rows(backup):
            return upkeep.day(backup), rows
    return "", {}


def _good_rows(backup: Path) -> Rows:
    """The rows of a backup; empty if it is damaged itself."""
    try:
        with closing(sqlite_file.connect(backup, "ro")) as connection:
            sqlite_file.guard(connection)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return {}
            return read_rows(connection)
    except _ERRORS:
        return {}


def _fill(fresh: Path, migrations: Sequence[Migration], sources: list[Rows]) -> str:
    """A new data file with the rows of all sources: what it holds, in words."""
    with closing(database.open_database(fresh, migrations)) as connection:
        with sqlite_file.transaction(connection):
            for rows in sources:
                merge(connection, rows)
        return contents(connection)


def _set_aside(path: Path) -> str:
    """Give the damaged file a second name, and its journal a new one."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    aside = path.with_name(f"{path.name}.damaged-{stamp}-{os.getpid()}")
    with suppress(FileNotFoundError):
        Path(f"{path}-journal").rename(f"{aside}-journal")
    try:
        os.link(path, aside)
    except OSError:  # a file system without hard links
        path.rename(aside)
    return aside.name
