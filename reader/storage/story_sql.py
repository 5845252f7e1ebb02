"""Stories, their files and the reader's place, as SQL.

The rule: every function takes a connection and runs inside a transaction that its caller began;
run again after a lost connection it leaves the same rows.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from reader.file_stamp import FileStamp, KnownFile
from reader.locator.quote import Locator
from reader.storage.soundness import look_at
from reader.storage.values import Known, ShelvedFile, Status, StoryRecord
from reader.value import Value

_AS_KNOWN = (
    *("id", "sha256", "title", "author", "words", "length", "chapters", "seen_chapters"),
    *("choices", "added", "seq", "decided"),
)
"""The columns that `Known` has under the same names."""
_PLACE = ("offset", "exact", "prefix", "suffix", "chapter", "progression")
"""The columns of a `Locator`, by its own field names."""
_COLUMNS = (*_AS_KNOWN, "status", "moved", *_PLACE)
_SELECTED = ", ".join(_COLUMNS)
_STATUSES = {status.value: status for status in Status}
PLACE = ", ".join(_PLACE)
_DAY = 86_400.0
_JUMPS = "jumps "
SERVER = "kosync "
"""Prefix of records, by story, about what a server said of other devices."""


class Move(Value):
    """A place to be written."""

    story: int
    locator: Locator
    moved: float
    """When the reader went there."""
    seen: int | None
    """The `seq` that this window has last read or written; None if it has read none."""
    still: bool = False
    """Whether this window has last read or written the very same place."""


def known(connection: Connection) -> list[Known]:
    """All stories, the latest read first."""
    paths: dict[int, list[Path]] = defaultdict(list)
    for path, story in connection.execute("SELECT path, story FROM path ORDER BY seen DESC"):
        paths[story].append(Path(os.fsdecode(path)))
    rows = connection.execute(
        f"SELECT {_SELECTED} FROM story ORDER BY moved IS NULL, moved DESC, added DESC"
    )
    return [_known(row, tuple(paths.get(row[0], ()))) for row in rows]


def marked(connection: Connection) -> set[int]:
    """The stories in which the reader left a bookmark or a highlight."""
    rows = connection.execute(
        "SELECT story FROM bookmark WHERE deleted IS NULL"
        " UNION SELECT story FROM highlight WHERE deleted IS NULL"
    )
    return {story for (story,) in rows}


def story(connection: Connection, story_id: int) -> Known | None:
    """One story."""
    row = connection.execute(f"SELECT {_SELECTED} FROM story WHERE id=?", (story_id,)).fetchone()
    if row is None:
        return None
    look_at("story", dict(zip(_COLUMNS, row, strict=True)))
    paths = connection.execute(
        "SELECT path FROM path WHERE story=? ORDER BY seen DESC", (story_id,)
    )
    return _known(row, tuple(Path(os.fsdecode(path)) for (path,) in paths))


def begun(connection: Connection) -> int:
    """How many stories have a place."""
    query = "SELECT count(*) FROM story WHERE moved IS NOT NULL"
    return int(connection.execute(query).fetchone()[0])


def by_sha(connection: Connection, sha256: str) -> Known | None:
    """The story that has, or ever had, these bytes."""
    found = id_by_sha(connection, sha256)
    return None if found is None else story(connection, found)


def by_path(connection: Connection, path: Path) -> Known | None:
    """The story last seen at a path."""
    query = "SELECT story FROM path WHERE path=?"
    row = connection.execute(query, (os.fsencode(path),)).fetchone()
    return story(connection, row[0]) if row else None


def id_by_sha(connection: Connection, sha256: str) -> int | None:
    """The number of the story that has, or ever had, these bytes."""
    row = connection.execute("SELECT story FROM version WHERE sha256=?", (sha256,)).fetchone()
    return row[0] if row else None


def files(connection: Connection) -> dict[Path, KnownFile]:
    """Every recorded file with its story."""
    rows = connection.execute("SELECT path, size, mtime_ns, inode, story FROM path")
    return {
        Path(name): KnownFile(FileStamp(name, *state), story)
        for name, state, story in (
            (os.fsdecode(path), state, story) for path, *state, story in rows
        )
    }


def shelved(connection: Connection, paths: Sequence[str] | None) -> dict[str, ShelvedFile]:
    """Each file by its path, or only these."""
    some = "" if paths is None else f" WHERE path IN ({', '.join('?' * len(paths))})"
    rows = connection.execute(
        "SELECT path, size, mtime_ns, title, choices, moved"
        f" FROM path JOIN story ON story.id=path.story{some}",
        [*map(os.fsencode, paths or ())],
    )
    return {os.fsdecode(path): ShelvedFile(*rest) for path, *rest in rows}


def versions(connection: Connection) -> dict[str, int]:
    """Hash of every content ever seen → the story it belongs to."""
    return dict(connection.execute("SELECT sha256, story FROM version").fetchall())


def record(
    connection: Connection, records: Iterable[StoryRecord], now: float, story_id: int | None = None
) -> dict[str, int]:
    """Record scanned files: hash → story. `story_id` is the story of new content, if known."""
    from reader.storage.shelf_sql import admit, sight

    taken: dict[str, int] = {}
    seen: list[KnownFile] = []
    for one in records:
        found = story_id if story_id is not None else id_by_sha(connection, one.sha256)
        if found is None:
            found = _add(connection, one, now)
        elif story_id is not None or _is_current(connection, found, one.sha256):
            _refresh(connection, found, one, now)
        seen.append(KnownFile(one.stamp, found))
        taken[one.sha256] = found
    sight(connection, seen, now)
    admit(connection, [one.stamp.path for one in seen])
    return taken


def remember(connection: Connection, move: Move) -> int | None:
    """Write a place unless there is a newer one; the replaced one is kept as the other.

    Returns the resulting `seq`; None if nothing was done because nothing has moved.
    """
    row = connection.execute(
        f"SELECT seq, moved, {PLACE} FROM story WHERE id=?", (move.story,)
    ).fetchone()
    if row is None:
        raise LookupError(f"no story {move.story}")
    seq, moved, *place = row
    if move.still and moved is not None:  # otherwise it was forgotten meanwhile
        return None
    locator = move.locator
    values = _values(locator)
    if move.seen != seq and moved is not None:
        if move.moved < moved < move.moved + _DAY:  # a clock further ahead is not believed
            set_other(connection, move.story, move.moved, values)
            return int(seq)
        if place[0] != locator.offset:
            set_other(connection, move.story, moved, tuple(place))
    connection.execute(
        "UPDATE story SET seq=seq+1, moved=?, offset=?, exact=?, prefix=?, suffix=?, chapter=?,"
        " progression=?, status=CASE WHEN decided IS NULL THEN 'reading' ELSE status END"
        " WHERE id=? AND seq=?",
        (move.moved, *values, move.story, seq),
    )
    return int(seq) + 1


def other_place(connection: Connection, story_id: int) -> Locator | None:
    """The place of another window that a newer one replaced."""
    row = connection.execute(f"SELECT {PLACE} FROM elsewhere WHERE story=?", (story_id,)).fetchone()
    return Locator(*row) if row else None


def dismiss_other(connection: Connection, story_id: int) -> None:
    """Forget the other window's place."""
    connection.execute("DELETE FROM elsewhere WHERE story=?", (story_id,))


def keep_jumps(connection: Connection, story_id: int, jumps: str) -> None:
    """Store the list of jumps of a story, as text."""
    from reader.storage import meta_sql  # no first page needs it

    meta_sql.keep(connection, (f"{_JUMPS}{story_id}", jumps))


def jumps(connection: Connection, story_id: int) -> str:
    """The stored list of jumps of a story; empty if there is none."""
    from reader.storage import meta_sql

    return meta_sql.value(connection, f"{_JUMPS}{story_id}") or ""


def opened(connection: Connection, story_id: int, sha256: str, chapters: int, length: int) -> None:
    """Record the content that the reader has open; from now on the story is being read."""
    connection.execute(
        "UPDATE story SET sha256=?, chapters=?, seen_chapters=?, length=?,"
        " status=CASE WHEN decided IS NULL THEN 'reading' ELSE status END WHERE id=?",
        (sha256, chapters, chapters, length, story_id),
    )


def set_choices(
    connection: Connection,
    story_id: int,
    choices: str,
    now: float,
    named: tuple[str, str] | None = None,
) -> None:
    """Change what a reader decided about a story's text; `named` are its title and author now."""
    query = "UPDATE story SET choices=?, changed=? WHERE id=?"
    connection.execute(query, (choices, now, story_id))
    if named:
        query = "UPDATE story SET title=?, author=? WHERE id=?"
        connection.execute(query, (*map(_storable, named), story_id))


def set_status(connection: Connection, id_: int, status: Status | None, now: float) -> None:
    """Store the status that the reader chose; None makes it depend on what they read."""
    connection.execute(
        "UPDATE story SET status=coalesce(?, CASE WHEN moved IS NULL THEN 'to read' ELSE 'reading'"
        " END), decided=?, changed=? WHERE id=?",
        (status.value if status else None, now if status else None, now, id_),
    )


def forget(connection: Connection, story_id: int) -> None:
    """Remove a story with everything that belongs to it; only when the reader asks for it."""
    connection.execute("DELETE FROM story WHERE id=?", (story_id,))
    from reader.storage import coverage, meta_sql, reading_time  # no start needs them

    meta_sql.forget(connection, f"{_JUMPS}{story_id}")
    meta_sql.forget(connection, f"{SERVER}{story_id}")
    coverage.forget(connection, story_id)
    reading_time.forget(connection, story_id)


def set_sketch(
    connection: Connection, story_id: int, sha256: str, sketch: bytes, now: float
) -> None:
    """Store the sample of a story's text by which it is recognised."""
    connection.execute(
        "INSERT INTO sketch(story, sha256, sketch, made) VALUES(?, ?, ?, ?)"
        " ON CONFLICT(story) DO UPDATE SET sha256=excluded.sha256, sketch=excluded.sketch,"
        " made=excluded.made",
        (story_id, sha256, sketch, now),
    )


def sketch(connection: Connection, story_id: int) -> tuple[str, bytes] | None:
    """Hash of the content and the sketch of its text, for one story."""
    query = "SELECT sha256, sketch FROM sketch WHERE story=?"
    row = connection.execute(query, (story_id,)).fetchone()
    if row is None:
        return None
    look_at("sketch", {"story": story_id, "sha256": row[0], "sketch": row[1]})
    return row[0], row[1]


def sketches(connection: Connection) -> dict[int, tuple[str, bytes]]:
    """Story → hash of the content and the sketch of its text."""
    rows = connection.execute("SELECT story, sha256, sketch FROM sketch")
    return {story: (sha256, sketch) for story, sha256, sketch in rows}


def _add(connection: Connection, record: StoryRecord, now: float) -> int:
    # Derived from the content, so a story has the same id in every window and on every machine.
    story_id = int(record.sha256[:13], 16)
    query = "SELECT sha256 FROM story WHERE id=?"
    while row := connection.execute(query, (story_id,)).fetchone():
        if row[0] == "":  # recovered from a damaged file without its own row
            _refresh(connection, story_id, record, now)
            return story_id
        story_id += 1
    connection.execute(
        "INSERT INTO story(id, sha256, title, author, words, length, chapters, added, changed)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            story_id,
            record.sha256,
            _storable(record.title),
            _storable(record.author),
            record.words,
            record.length,
            record.chapters,
            now,
            now,
        ),
    )
    _add_version(connection, record.sha256, story_id, now)
    return story_id


def _refresh(connection: Connection, story_id: int, record: StoryRecord, now: float) -> None:
    title, author = _corrected(connection, story_id, record)
    connection.execute(
        "UPDATE story SET sha256=?, title=?, author=?, words=?, length=?, chapters=? WHERE id=?",
        (
            record.sha256,
            _storable(title),
            _storable(author),
            record.words,
            record.length,
            record.chapters,
            story_id,
        ),
    )
    _add_version(connection, record.sha256, story_id, now)


def _corrected(connection: Connection, story_id: int, record: StoryRecord) -> tuple[str, str]:
    """The title and the author in a record, with the reader's corrections."""
    row = connection.execute("SELECT choices FROM story WHERE id=?", (story_id,)).fetchone()
    if not row or not row[0]:
        return record.title, record.author
    from reader.formats.choices import Choices

    chosen = Choices.from_json(row[0])
    return chosen.title or record.title, chosen.author or record.author


def _storable(text: str) -> str:
    """The text without lone surrogates, which SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _add_version(connection: Connection, sha256: str, story_id: int, now: float) -> None:
    connection.execute(
        "INSERT INTO version(sha256, story, seen) VALUES(?, ?, ?)"
        " ON CONFLICT(sha256) DO UPDATE SET story=excluded.story, seen=excluded.seen",
        (sha256, story_id, now),
    )


def _is_current(connection: Connection, story_id: int, sha256: str) -> bool:
    row = connection.execute("SELECT sha256 FROM story WHERE id=?", (story_id,)).fetchone()
    return bool(row) and row[0] == sha256


def set_other(connection: Connection, story_id: int, moved: float, values: tuple[Any, ...]) -> None:
    """Store a place other than the reader's, to be offered; its columns in the order of `PLACE`."""
    connection.execute(
        f"INSERT INTO elsewhere(story, moved, {PLACE}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(story) DO UPDATE SET moved=excluded.moved, offset=excluded.offset,"
        " exact=excluded.exact, prefix=excluded.prefix, suffix=excluded.suffix,"
        " chapter=excluded.chapter, progression=excluded.progression",
        (story_id, moved, *values),
    )


def _values(locator: Locator) -> tuple[Any, ...]:
    return (
        locator.offset,
        locator.exact,
        locator.prefix,
        locator.suffix,
        locator.chapter,
        locator.progression,
    )


def _known(row: tuple[Any, ...], paths: tuple[Path, ...]) -> Known:
    found = dict(zip(_COLUMNS, row, strict=True))
    place = {name: found[name] for name in _PLACE}
    return Known(
        **{name: found[name] for name in _AS_KNOWN},
        status=_STATUSES.get(found["status"], Status.TO_READ),
        last_read=found["moved"],
        locator=None if found["offset"] is None else Locator(**place),
        paths=paths,
    )
