"""Named records of the data file, as SQL: what is kept besides stories and their marks.

The rule: every function takes a connection and runs inside a transaction that its caller began.
"""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection


def value(connection: Connection, key: str) -> str | None:
    """The record with a name; None if there is none."""
    row = connection.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
    return row[0] if row else None


def keep(connection: Connection, *records: tuple[str, str]) -> None:
    """Store records under their names, replacing existing ones."""
    connection.executemany(
        "INSERT INTO meta(key, value) VALUES(?, ?)"
        " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        records,
    )


def beginning(connection: Connection, start: str) -> Iterable[tuple[str, str]]:
    """The records whose names begin like this, by the rest of their names."""
    query = "SELECT substr(key, ?), value FROM meta WHERE substr(key, 1, ?)=?"
    return connection.execute(query, (len(start) + 1, len(start), start)).fetchall()


def forget_beginning(connection: Connection, start: str) -> None:
    """Remove the records whose names begin like this."""
    connection.execute("DELETE FROM meta WHERE substr(key, 1, ?)=?", (len(start), start))


def forget(connection: Connection, key: str) -> None:
    """Remove the record with a name."""
    connection.execute("DELETE FROM meta WHERE key=?", (key,))
