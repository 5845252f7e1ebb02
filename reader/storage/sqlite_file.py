"""A data file as SQLite has it: connections, transactions, and copies of a whole file.

The rule: only SQLite ever opens the file, because closing any other descriptor of it would drop
SQLite's locks; a copy is complete or absent.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection

from reader.posix import flag

TIMEOUT = 30.0
"""Seconds to wait for another instance; SQLite's back-off is unfair and needs several."""
_LONGEST_VALUE = 16 << 20
"""Bytes of one value in a foreign file, at most."""
_PLAIN = b"/._-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""Bytes of a path that are literal in an address."""
_STEPS = 10_000
"""SQLite instructions, a fraction of a millisecond, between two looks at the clock."""


def connect(path: Path, mode: str) -> Connection:
    """A bare connection; `mode` is `ro` or `rw`, and neither makes a file.

    Raises `OSError` if it is not a regular file: a pipe or a device must not even be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    name = os.fsencode(path)
    escaped = "".join(chr(b) if b in _PLAIN else f"%{b:02x}" for b in name)
    uri = f"file:{escaped}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=TIMEOUT)


def set_wait(connection: Connection, seconds: float) -> None:
    """How long a statement waits for another instance."""
    connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


def guard(connection: Connection, *, foreign: bool = False) -> None:
    """Let nothing in a file run by itself; in a `foreign` file, limit its time too."""
    connection.execute("PRAGMA trusted_schema=OFF")
    switch = getattr(connection, "setconfig", None)  # from Python 3.12 on
    if switch:
        switch(getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE"), True)  # noqa: B009
        switch(getattr(sqlite3, "SQLITE_DBCONFIG_ENABLE_TRIGGER"), False)  # noqa: B009
        switch(getattr(sqlite3, "SQLITE_DBCONFIG_ENABLE_VIEW"), False)  # noqa: B009
    if foreign:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        end = time.monotonic() + TIMEOUT
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)


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


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, if the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_private(path: Path) -> None:
    """An empty file only its owner may read, in a folder only its owner may enter."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | flag("O_CLOEXEC"), 0o600))


def temporary(path: Path) -> Path:
    """A name next to the file that no other thread or instance uses."""
    return path.with_name(f"{path.name}.new-{os.getpid()}-{threading.get_native_id()}")


def copy(source: Connection, target: Connection, limit: float = TIMEOUT) -> None:
    """Copy a whole data file; raises `sqlite3.OperationalError` when it stays locked."""
    end = time.monotonic() + limit

    def give_up(*_: int) -> None:
        if time.monotonic() > end:
            raise sqlite3.OperationalError("another program holds the data file")

    source.backup(target, pages=1024, progress=give_up, sleep=0.05)


def copy_to_file(source: Connection, path: Path) -> None:
    """Copy a data file to a new path, whole or not at all; an existing file is left alone."""
    fresh = temporary(path)
    fresh.unlink(missing_ok=True)
    make_private(fresh)
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
    """Give a finished file its name, unless the name is taken."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            fresh.rename(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file's content survive a power cut; only for a file that is not in use yet."""
    descriptor = os.open(path, os.O_RDWR | flag("O_CLOEXEC"))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
