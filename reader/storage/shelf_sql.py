"""What stands on a shelf, in one question: files, their stories, and what holds no story; as SQL.

The rule: every function takes a connection and runs inside a transaction that its caller began.
A file that is absent is only noted as absent. No story needs this module for its first page.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import NamedTuple

ABSENT = -2
"""In place of a size: the file was not there when its folder was last looked into."""
_COLUMNS = (
    "path.path, path.size, path.mtime_ns, path.inode, story.id, title, author, words, status,"
    " decided, added, moved, progression, chapters, seen_chapters"
)
_KEPT = "shelf "


class Standing(NamedTuple):
    """A file and the story in it as a shelf shows them; a story without a file has no path."""

    path: str | None
    """Bytes of the name that are no UTF-8 as `os.fsdecode` gives them."""
    size: int | None
    """In bytes; below 0 where the file is not there or has not been looked at."""
    mtime_ns: int | None
    inode: int | None
    story: int
    title: str
    author: str
    words: int
    status: str
    decided: float | None
    """When the reader set the status by hand; None where it goes by what they read."""
    added: float
    moved: float | None
    """When the place was last moved."""
    progression: float | None
    """Of the place; None without one."""
    chapters: int
    seen_chapters: int


class Refusal(NamedTuple):
    """A file of the library that holds no story."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    reason: str
    """In a few words."""
    added: float = 0.0


class Shelved(NamedTuple):
    """All that a shelf shows, as it was last seen."""

    standings: list[Standing]
    refused: list[Refusal]
    marks: dict[int, int]
    """Story → how many bookmarks it has; those without any are left out."""
    kept: dict[str, str]
    """How the shelf was looked at last."""


class Sighting(NamedTuple):
    """A file that holds a story which is known by its bytes."""

    path: str
    story: int
    size: int
    mtime_ns: int
    inode: int


def shelved(connection: Connection) -> Shelved:
    """Every file with its story, every story without a file, and every file without a story."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM story LEFT JOIN path ON path.story=story.id")
    refused = connection.execute("SELECT path, size, mtime_ns, inode, reason, added FROM refused")
    marks = connection.execute(
        "SELECT story, count(*) FROM bookmark WHERE deleted IS NULL GROUP BY story"
    )
    kept = connection.execute("SELECT key, value FROM meta WHERE key LIKE ?", (f"{_KEPT}%",))
    make = Standing._make
    name, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
    return Shelved(
        [  # a call of `os.fsdecode` for each would take as long as all the rest
            make((row[0] if row[0] is None else row[0].decode(name, errors), *row[1:]))
            for row in rows
        ],
        [Refusal(os.fsdecode(row[0]), *row[1:]) for row in refused],
        dict(marks.fetchall()),
        {key.removeprefix(_KEPT): value for key, value in kept},
    )


def recorded(connection: Connection) -> dict[str, tuple[int, int, int]]:
    """Every file that was looked at → its size, time and number, as a scan compares them."""
    query = "SELECT path, size, mtime_ns, inode FROM {}"
    return {
        os.fsdecode(row[0]): row[1:]
        for table in ("path", "refused")
        for row in connection.execute(query.format(table))
    }


class Seen(NamedTuple):
    """What a scan found besides new stories."""

    known: tuple[Sighting, ...]
    refused: tuple[Refusal, ...]
    missed: tuple[str, ...]
    """Files that are not there any more."""


def note(connection: Connection, found: Seen, now: float) -> None:
    """Note what a scan found."""
    admit(connection, [*(one.path for one in found.known), *found.missed])
    sight(connection, found.known, now)
    refuse(connection, found.refused, now)
    miss(connection, [*found.missed, *(one.path for one in found.refused)])


def sight(connection: Connection, seen: Iterable[Sighting], now: float) -> None:
    """Note files whose content is known."""
    connection.executemany(
        "INSERT INTO path(path, story, size, mtime_ns, inode, seen) VALUES(?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(path) DO UPDATE SET story=excluded.story, size=excluded.size,"
        " mtime_ns=excluded.mtime_ns, inode=excluded.inode, seen=excluded.seen",
        [(os.fsencode(s.path), s.story, s.size, s.mtime_ns, s.inode, now) for s in seen],
    )


def refuse(connection: Connection, refused: Iterable[Refusal], now: float) -> None:
    """Note files that hold no story, and why."""
    connection.executemany(
        "INSERT INTO refused(path, size, mtime_ns, inode, reason, added, seen)"
        " VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(path) DO UPDATE SET size=excluded.size,"
        " mtime_ns=excluded.mtime_ns, inode=excluded.inode, reason=excluded.reason,"
        " seen=excluded.seen",
        [(os.fsencode(r.path), r.size, r.mtime_ns, r.inode, r.reason, now, now) for r in refused],
    )


def admit(connection: Connection, paths: Iterable[str]) -> None:
    """These files are no longer refused: they hold a story now, or are gone."""
    connection.executemany(
        "DELETE FROM refused WHERE path=?", [(os.fsencode(path),) for path in paths]
    )


def miss(connection: Connection, paths: Iterable[str]) -> None:
    """Note that these files are not there; what is known of their stories stays."""
    connection.executemany(
        f"UPDATE path SET size={ABSENT} WHERE path=?", [(os.fsencode(path),) for path in paths]
    )


def keep(connection: Connection, chosen: Mapping[str, str]) -> None:
    """Keep how the shelf is looked at."""
    connection.executemany(
        "INSERT INTO meta(key, value) VALUES(?, ?)"
        " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        [(_KEPT + key, value) for key, value in chosen.items()],
    )
