"""Everything that a shelf shows, in one query: files, their stories, files without one; as SQL.

The rule: every function takes a connection and runs inside a transaction that its caller began. A
missing file is only recorded as missing. No story needs this module for its first page.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from sqlite3 import Connection
from typing import Any

from reader.file_stamp import FileStamp, KnownFile, mark_of
from reader.storage import meta_sql
from reader.storage.faults import DamagedError
from reader.value import NamedTuple, Value

ABSENT = -2
"""In place of a size: the file was missing when its folder was last looked at."""
_STAMP = "path.path, path.size, path.mtime_ns, path.inode"
_STORY = (
    "story.id, title, author, words, status, decided, added, moved, progression, chapters,"
    " seen_chapters"
)
_LEFT_IN = (
    "(moved IS NOT NULL OR story.id IN (SELECT story FROM bookmark WHERE deleted IS NULL)"
    " OR story.id IN (SELECT story FROM highlight WHERE deleted IS NULL))"
)
"""Whether the reader left anything in a story."""
_KEPT = "shelf "
_LATE = 1_700_000_000
"""Subtracted from times, so that a sum of millions of them still shows a second."""
_NAMED_TOGETHER = 500
"""Stories that one query asks for by number; SQLite allows this many everywhere."""
_TOGETHER = 2_000
"""Rows read at a time, in a few milliseconds, between which others are served."""
_BYTES, _TEXT, _WHOLE = frozenset({bytes}), frozenset({str}), frozenset({int})
_TIME, _MAYBE = frozenset({float, int}), frozenset({float, int, type(None)})
_KINDS = (
    *(_BYTES, _WHOLE, _WHOLE, _WHOLE),
    *(_WHOLE, _TEXT, _TEXT, _WHOLE, _TEXT, _MAYBE, _TIME, _MAYBE, _MAYBE, _WHOLE, _WHOLE),
)
"""Of the values of a row."""


class ShelfRow(NamedTuple):
    """A story and one of its files as a shelf shows them; there may be a hundred thousand."""

    path: str
    """Of the file; empty for a story without one."""
    size: int
    """Below 0 if the file is missing."""
    mtime_ns: int
    inode: int
    story: int
    title: str
    author: str
    words: int
    status: str
    decided: float | None
    """When the reader set the status by hand; None if it depends on what they read."""
    added: float
    moved: float | None
    """When the place was last moved."""
    progression: float | None
    """Of the place; None without one."""
    chapters: int
    seen_chapters: int

    @property
    def present(self) -> bool:
        """Whether its file existed when its folder was last looked at."""
        return self.size != ABSENT

    @property
    def stamp(self) -> FileStamp | None:
        """The file as it was recorded; None for a story without one."""
        return FileStamp(self.path, self.size, self.mtime_ns, self.inode) if self.path else None


_MAKE: Callable[[tuple[Any, ...]], ShelfRow] = partial(tuple.__new__, ShelfRow)


class Refusal(Value):
    """A file of the library without a story."""

    stamp: FileStamp
    reason: str
    """The reason, in a few words."""
    added: float = 0.0


class ShelfContents(Value):
    """Everything that a shelf shows, as it was last seen."""

    rows: Iterable[ShelfRow]
    """Every file with its story, then started stories without any file; to be iterated over once.
    """
    refused: list[Refusal]
    marks: dict[int, int]
    """Story → how many bookmarks it has; those without any are left out."""
    highlights: dict[int, tuple[int, int]]
    """Story → how many highlights it has, in the same way, and how many of them with a note."""
    view: dict[str, str]
    """How the shelf was last viewed."""

    def marked(self, story: int) -> bool:
        """Whether the reader left a bookmark or a highlight in a story."""
        return story in self.marks or story in self.highlights


def shelved(connection: Connection) -> ShelfContents:
    """What a shelf shows besides its rows, which `rows` returns."""
    refused = connection.execute("SELECT path, size, mtime_ns, inode, reason, added FROM refused")
    marks = connection.execute(
        "SELECT story, count(*) FROM bookmark WHERE deleted IS NULL GROUP BY story"
    )
    highlights = connection.execute(
        "SELECT story, count(*), count(nullif(note, '')) FROM highlight"
        " WHERE deleted IS NULL GROUP BY story"
    )
    return ShelfContents(
        (),
        [Refusal(_stamp(*file), reason, added) for *file, reason, added in refused],
        dict(marks.fetchall()),
        {story: (count, notes) for story, count, notes in highlights},
        dict(meta_sql.beginning(connection, _KEPT)),
    )


def rows(connection: Connection, after: int) -> tuple[list[ShelfRow], int]:
    """The next files with their stories, and where to continue; empty at the end."""
    found = connection.execute(
        f"SELECT {_STAMP}, {_STORY}, path.rowid FROM path JOIN story ON path.story=story.id"
        " WHERE path.rowid>? ORDER BY path.rowid LIMIT ?",
        (after, _TOGETHER),
    ).fetchall()
    return _taken(found), found[-1][-1] if found else after


def _taken(found: list[tuple[Any, ...]]) -> list[ShelfRow]:
    """Rows as they were found, each with the number of its file at its end."""
    _doubt(found)
    name, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
    # Calling `os.fsdecode` for each would take as long as all the rest.
    return [_MAKE((path.decode(name, errors), *rest)) for path, *rest, _ in found]


def bare_rows(connection: Connection) -> list[ShelfRow]:
    """The stories that the reader left anything in, and that have no file at all."""
    found = connection.execute(
        f"SELECT '', {ABSENT}, 0, 0, {_STORY} FROM story WHERE {_LEFT_IN}"
        " AND NOT EXISTS (SELECT 1 FROM path WHERE path.story=story.id)"
    )
    return [*map(ShelfRow._make, found)]


def _doubt(found: list[tuple[Any, ...]]) -> None:
    """Raise if a value has a type that its column never has; a large file is not verified."""
    for values, kinds in zip(zip(*found, strict=True), _KINDS, strict=False):
        if not kinds.issuperset(map(type, values)):
            raise DamagedError("a story in it is not valid")


class ShelfState(NamedTuple):
    """What the order of untouched stories depends on."""

    text: str
    """Changes whenever that order may change."""
    files: int
    """How many contain a story, and existed when their folders were last looked at."""


def state(connection: Connection, roots: Sequence[str]) -> ShelfState:
    """The state of everything in some folders, by sums: no story is looked at individually."""
    folders = [os.fsencode(one) for one in roots]
    inside = " OR ".join(["substr(path, 1, ?)=?"] * len(folders))
    files = connection.execute(
        f"SELECT total(size<>{ABSENT} AND ({inside})), count(*), total(size), total(seen-{_LATE})"
        " FROM path",
        [value for one in folders for value in (len(one), one)],
    ).fetchone()
    stories = connection.execute(
        f"SELECT count(*), total(changed-{_LATE}), total(length(title)) FROM story"
    ).fetchone()
    # A title from another machine changes nothing else.
    query = "SELECT id, choices FROM story WHERE length(choices)>2"
    corrected = sorted(connection.execute(query))
    return ShelfState(repr((*roots, *files, *stories, corrected)), int(files[0]))


class FrontRows(Value):
    """The rows of the first stories of a shelf."""

    rows: list[ShelfRow]
    touched: frozenset[int]
    """The touched stories; all of them are among the rows."""
    lying: list[list[int]]
    """The first untouched ones in each order."""


def front(
    connection: Connection, orders: Iterable[Iterable[int]], touched_most: int, lying_most: int
) -> FrontRows | None:
    """The touched stories, and that many others in each order; None if too many are touched."""
    touched = connection.execute(
        f"SELECT coalesce(path.path, x''), coalesce(size, {ABSENT}), coalesce(mtime_ns, 0),"
        f" coalesce(inode, 0), {_STORY}, 0 FROM story LEFT JOIN path ON path.story=story.id WHERE"
        f" (moved IS NOT NULL OR decided IS NOT NULL OR status<>'to read' OR {_LEFT_IN})"
        f" AND (path.path IS NOT NULL OR {_LEFT_IN}) LIMIT ?",
        (touched_most + 1,),
    ).fetchall()
    if len(touched) > touched_most:
        return None
    rows = _taken(touched)
    done = frozenset(row.story for row in rows)
    lying = [[*islice((one for one in order if one not in done), lying_most)] for order in orders]
    wanted = [*dict.fromkeys(one for order in lying for one in order)]
    rows += rows_of(connection, wanted)
    return FrontRows(rows, done, lying)


def rows_of(connection: Connection, stories: Sequence[int]) -> list[ShelfRow]:
    """The files of some stories."""
    rows: list[ShelfRow] = []
    for start in range(0, len(stories), _NAMED_TOGETHER):
        some = stories[start : start + _NAMED_TOGETHER]
        query = (
            f"SELECT {_STAMP}, {_STORY}, 0 FROM story JOIN path ON path.story=story.id"
            f" WHERE story.id IN ({', '.join('?' * len(some))})"
        )
        rows += _taken(connection.execute(query, some).fetchall())
    return rows


def many_files(connection: Connection) -> int:
    """How many files contain a story, or did."""
    found: int = connection.execute("SELECT count(*) FROM path").fetchone()[0]
    return found


def missed(connection: Connection, roots: Iterable[str]) -> bool:
    """Whether there were stories below some folders, or the reader left anything in one."""
    query = (
        f"SELECT 1 FROM path JOIN story ON path.story=story.id WHERE substr(path, 1, ?)=?"
        f" AND (size<>{ABSENT} OR {_LEFT_IN}) LIMIT 1"
    )
    folders = map(os.fsencode, roots)
    return any(connection.execute(query, (len(one), one)).fetchone() for one in folders)


def astray(connection: Connection, roots: Iterable[str]) -> bool:
    """Whether the reader left anything in a story none of whose files may be in some folders."""
    folders = [os.fsencode(one) for one in roots]
    inside = " OR ".join(["substr(path, 1, ?)=?"] * len(folders))
    query = (
        f"SELECT 1 FROM story LEFT JOIN path ON path.story=story.id WHERE {_LEFT_IN}"
        f" AND (size IS NULL OR size={ABSENT} OR NOT ({inside})) LIMIT 1"
    )
    values = [value for one in folders for value in (len(one), one)]
    return connection.execute(query, values).fetchone() is not None


def recorded(connection: Connection, roots: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The files below some folders that existed when they were looked at, and their marks."""
    name, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
    inside = tuple(roots)
    for table in ("path", "refused"):
        query = f"SELECT path, size, mtime_ns, inode FROM {table} WHERE size>=0"
        for raw, size, mtime_ns, inode in connection.execute(query):
            path = raw.decode(name, errors)
            if path.startswith(inside):
                yield path, mark_of(path, size, mtime_ns, inode)


def _stamp(path: bytes, size: int, mtime_ns: int, inode: int) -> FileStamp:
    return FileStamp(os.fsdecode(path), size, mtime_ns, inode)


class ScanChanges(Value):
    """What a scan found besides new stories."""

    known: tuple[KnownFile, ...]
    refused: tuple[Refusal, ...]
    missed: tuple[str, ...]
    """Files that no longer exist."""


def note(connection: Connection, found: ScanChanges, now: float) -> None:
    """Record what a scan found."""
    admit(connection, [*(one.stamp.path for one in found.known), *found.missed])
    sight(connection, found.known, now)
    refuse(connection, found.refused, now)
    miss(connection, [*found.missed, *(one.stamp.path for one in found.refused)])


def sight(connection: Connection, seen: Iterable[KnownFile], now: float) -> None:
    """Record files whose content is known."""
    connection.executemany(
        "INSERT INTO path(path, story, size, mtime_ns, inode, seen) VALUES(?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(path) DO UPDATE SET story=excluded.story, size=excluded.size,"
        " mtime_ns=excluded.mtime_ns, inode=excluded.inode, seen=excluded.seen",
        [(os.fsencode(one.stamp.path), one.story, *one.stamp.state, now) for one in seen],
    )


def refuse(connection: Connection, refused: Iterable[Refusal], now: float) -> None:
    """Record files without a story, and why."""
    connection.executemany(
        "INSERT INTO refused(path, size, mtime_ns, inode, reason, added, seen)"
        " VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(path) DO UPDATE SET size=excluded.size,"
        " mtime_ns=excluded.mtime_ns, inode=excluded.inode, reason=excluded.reason,"
        " seen=excluded.seen",
        [(os.fsencode(one.stamp.path), *one.stamp.state, one.reason, now, now) for one in refused],
    )


def admit(connection: Connection, paths: Iterable[str]) -> None:
    """These files are no longer refused: they contain a story now, or are gone."""
    connection.executemany(
        "DELETE FROM refused WHERE path=?", [(os.fsencode(path),) for path in paths]
    )


def miss(connection: Connection, paths: Iterable[str]) -> None:
    """Record that these files are missing; what is known about their stories stays."""
    connection.executemany(
        f"UPDATE path SET size={ABSENT} WHERE path=?", [(os.fsencode(path),) for path in paths]
    )


def keep(connection: Connection, chosen: Mapping[str, str]) -> None:
    """Store how the shelf is viewed."""
    meta_sql.keep(connection, *((_KEPT + key, value) for key, value in chosen.items()))
