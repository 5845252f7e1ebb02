"""How the data file is opened and how a transaction is made.

The rule: journal_mode=DELETE with synchronous=EXTRA, which loses nothing in a power cut and leaves
one complete file at rest.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from reader.storage import soundness
from reader.storage.faults import DamagedError, NotOursError
from reader.storage.schema import APPLICATION_ID, MIGRATIONS, Migration
from reader.storage.sqlite_file import (
    TIMEOUT,
    connect,
    guard,
    make_private,
    memory,
    set_wait,
    transaction,
)

_HEADER = 16
_SAMPLE = 4096


def open_database(
    path: Path, migrations: Sequence[Migration] = MIGRATIONS, wait: float = TIMEOUT
) -> Connection:
    """The data file, created if missing, at the newest schema.

    `wait` is how many seconds another instance may keep us waiting while it is opened. Raises
    `NotOursError` for another program's file or a newer schema, `DamagedError` for one whose tables
    cannot be named or whose header has changed, `OSError` and `sqlite3.Error` for the rest.
    """
    make_private(path)
    connection = connect(path, "rw")
    try:
        set_wait(connection, wait)
        _tune(connection)
        refuse_foreign(connection, migrations)
        if _version(connection) < len(migrations):
            migrate(connection, path, migrations)
        set_wait(connection, TIMEOUT)
    except UnicodeDecodeError as error:  # SQLite names what is wrong with its own bytes
        connection.close()
        raise DamagedError(str(error))
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(
    connection: Connection, path: Path | None, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Bring the schema up to date in one transaction; safe among instances and against kill."""
    with transaction(connection):
        version = _version(connection)  # another instance may have been faster
        if version >= len(migrations):
            return
        if version and path:
            from reader.storage.upkeep import keep_before_migration  # once in many starts

            keep_before_migration(path, version)
        for migration in migrations[version:]:
            migration.run(connection)
        connection.execute(f"PRAGMA user_version={len(migrations)}")


def verify(
    connection: Connection,
    migrations: Sequence[Migration] = MIGRATIONS,
    *,
    whole: bool = True,
) -> None:
    """Raise `DamagedError` if the file has anything impossible, in its tables or in the `whole`."""
    with closing(memory()) as model:
        migrate(model, None, migrations)
        soundness.check(connection, model, whole=whole)


def damage(
    connection: Connection, migrations: Sequence[Migration] = MIGRATIONS
) -> DamagedError | None:
    """What is wrong with the file, if anything is."""
    with closing(memory()) as model:
        migrate(model, None, migrations)
        return soundness.damage(connection, model)


def _tune(connection: Connection) -> None:
    guard(connection)
    for pragma in (
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


def refuse_foreign(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Raise `NotOursError` for another program's file and for a newer schema.

    `DamagedError` if a single changed bit separates it from ours, and its tables match.
    """
    # In this order: between the two queries another instance may have made the tables.
    empty = connection.execute("PRAGMA schema_version").fetchone()[0] == 0
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    version, newest = _version(connection), len(migrations)
    foreign = owner != APPLICATION_ID and not empty
    if not foreign and version <= newest:
        return
    changed = ((owner ^ APPLICATION_ID) & 0xFFFFFFFF) << 32
    if version > newest:
        changed |= (version ^ newest) & 0xFFFFFFFF
    if changed.bit_count() == 1 and _has_tables_of(connection, migrations[: min(version, newest)]):
        raise DamagedError("a bit of its header has changed")
    whose = "belongs to another program" if foreign else "was written by a newer Nightstand"
    raise NotOursError(f"the data file {whose}")


def _has_tables_of(connection: Connection, migrations: Sequence[Migration]) -> bool:
    with closing(memory()) as model:
        migrate(model, None, migrations)
        return soundness.same_tables(connection, model)


def is_empty(path: Path) -> bool:
    """Whether there can be no data at the path: no file, or one shorter than any header."""
    try:
        entry = path.stat()
    except OSError:
        return not path.is_symlink()
    return stat.S_ISREG(entry.st_mode) and entry.st_size < _HEADER


def is_text(path: Path) -> bool:
    """Whether there is a text at the path, under a name that data files do not have.

    Such a file was named by mistake; it is not a damaged data file.
    """
    if path.suffix == ".db":
        return False
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    return bool(start) and not start.startswith(b"SQLite format") and b"\0" not in start
