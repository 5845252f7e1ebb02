"""How the data file is opened and how a transaction is made.

The rule: journal_mode=DELETE with synchronous=EXTRA, which loses nothing in a power cut and is
one whole file at rest; and only SQLite ever opens the file, for closing any other descriptor of
it would drop SQLite's locks.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection

from reader.posix import flag
from reader.storage.faults import NotOursError
from reader.storage.schema import APPLICATION_ID, MIGRATIONS, Migration

_HEADER = 16
_SAMPLE = 4096
TIMEOUT = 30.0
"""Seconds to wait for another instance; SQLite's back-off is unfair and needs several."""


def open_database(
    path: Path, migrations: Sequence[Migration] = MIGRATIONS, wait: float = TIMEOUT
) -> Connection:
    """The data file, made if it is not there, at the newest schema.

    `wait` is how many seconds another instance may keep us waiting while it is opened. Raises
    `NotOursError` for another program's file or a newer schema, `OSError` and `sqlite3.Error` for
    the rest.
    """
    _make(path)
    connection = connect(path, "rw")
    try:
        set_wait(connection, wait)
        _tune(connection)
        refuse_foreign(connection, len(migrations))
        if _version(connection) < len(migrations):
            migrate(connection, path, migrations)
        set_wait(connection, TIMEOUT)
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path, mode: str) -> Connection:
    """A bare connection; `mode` is `ro` or `rw`, and neither makes a file.

    Raises `OSError` for what is no regular file: a pipe or a device must not even be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    name = os.fsencode(path)
    escaped = "".join(chr(b) if chr(b).isalnum() or b in b"/._-" else f"%{b:02x}" for b in name)
    uri = f"file:{escaped}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=TIMEOUT)


def set_wait(connection: Connection, seconds: float) -> None:
    """How long a statement waits for another instance."""
    connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


def memory() -> Connection:
    """An empty data file that lives as long as the process."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing, with the write lock from the first statement on."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def migrate(
    connection: Connection, path: Path | None, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Bring the schema up to date in one transaction; safe among instances and against kill."""
    with transaction(connection):
        version = _version(connection)  # another instance may have been faster
        if version >= len(migrations):
            return
        if version and path:
            from reader.storage.backups import keep_before_migration

            keep_before_migration(path, version)
        for migration in migrations[version:]:
            migration.run(connection)
        connection.execute(f"PRAGMA user_version={len(migrations)}")


def sync_folder(folder: Path) -> None:
    """Make renames in a folder outlast a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _make(path: Path) -> None:
    """An empty file only its owner may read, in a folder only its owner may enter."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | flag("O_CLOEXEC"), 0o600))


def _tune(connection: Connection) -> None:
    for pragma in (
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA fullfsync=ON")  # macOS: past the drive's own cache


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_foreign(connection: Connection, newest: int = len(MIGRATIONS)) -> None:
    """Raise `NotOursError` for another program's file and for a newer schema."""
    # In this order: between the two questions another instance may have made the tables.
    empty = connection.execute("PRAGMA schema_version").fetchone()[0] == 0
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID and not empty:
        raise NotOursError("the data file belongs to another program")
    if _version(connection) > newest:
        raise NotOursError("the data file was written by a newer Nightstand")


def is_empty(path: Path) -> bool:
    """Whether no data can be at the path: no file, or one that is shorter than any header."""
    try:
        entry = path.stat()
    except OSError:
        return not path.is_symlink()
    return stat.S_ISREG(entry.st_mode) and entry.st_size < _HEADER


def is_text(path: Path) -> bool:
    """Whether a text lies at the path, under a name that data files do not have.

    Such a file was named by mistake; it is no data file that was damaged.
    """
    if path.suffix == ".db":
        return False
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    return bool(start) and not start.startswith(b"SQLite format") and b"\0" not in start


def temporary(path: Path) -> Path:
    """A name beside the file that no other thread or instance uses."""
    return path.with_name(f"{path.name}.new-{os.getpid()}-{threading.get_native_id()}")


def copy(source: Connection, target: Connection, limit: float = TIMEOUT) -> None:
    """Copy a whole data file; raises `sqlite3.OperationalError` when it stays locked."""
    end = time.monotonic() + limit

    def give_up(*_: int) -> None:
        if time.monotonic() > end:
            raise sqlite3.OperationalError("another program holds the data file")

    source.backup(target, pages=1024, progress=give_up, sleep=0.05)


def copy_to_file(source: Connection, path: Path) -> None:
    """Copy a data file to where none is, whole or not at all; leaves one that is there."""
    fresh = temporary(path)
    fresh.unlink(missing_ok=True)
    _make(fresh)
    try:
        target = connect(fresh, "rw")
        try:
            copy(source, target)
        finally:
            target.close()
        sync_file(fresh)
        place_new(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def place_new(fresh: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            fresh.rename(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file's content outlast a power cut; only for a file that is not yet in use."""
    descriptor = os.open(path, os.O_RDWR | flag("O_CLOEXEC"))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
