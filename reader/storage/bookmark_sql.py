"""Bookmarks, as SQL.

The rule: a deleted bookmark leaves a tombstone, so that no other window and no import brings it
back; run again after a lost connection, every function leaves the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any

from reader.annotations import Bookmark
from reader.locator.quote import Locator

_COLUMNS = (
    "story, id, name, words, created, changed, offset, exact, prefix, suffix, chapter, progression"
)


def bookmarks(
    connection: Connection, story_id: int | None, deleted: bool
) -> list[tuple[int, Bookmark]]:
    """Story and bookmark, in the order of the text; of all stories when none is named."""
    state = "IS NOT NULL" if deleted else "IS NULL"
    which = "" if story_id is None else " AND story=?"
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM bookmark WHERE deleted {state}{which} ORDER BY story, offset",
        () if story_id is None else (story_id,),
    )
    return [_bookmark(row) for row in rows]


def bookmark(connection: Connection, bookmark_id: str) -> tuple[int, Bookmark] | None:
    """One bookmark that is not deleted, with its story."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM bookmark WHERE id=? AND deleted IS NULL", (bookmark_id,)
    ).fetchone()
    return _bookmark(row) if row else None


def add(connection: Connection, story_id: int, mark: Bookmark) -> None:
    """Store a bookmark."""
    place = mark.locator
    connection.execute(
        f"INSERT INTO bookmark({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(id) DO NOTHING",
        (
            story_id,
            mark.id,
            mark.name,
            mark.words,
            mark.created,
            mark.changed or mark.created,
            place.offset,
            place.exact,
            place.prefix,
            place.suffix,
            place.chapter,
            place.progression,
        ),
    )


def move(connection: Connection, places: Mapping[str, Locator]) -> None:
    """Write new places of bookmarks; the reader changed nothing, so `changed` stays."""
    connection.executemany(
        "UPDATE bookmark SET offset=?, exact=?, prefix=?, suffix=?, chapter=?, progression=?"
        " WHERE id=?",
        [
            (p.offset, p.exact, p.prefix, p.suffix, p.chapter, p.progression, bookmark_id)
            for bookmark_id, p in places.items()
        ],
    )


def rename(connection: Connection, bookmark_id: str, name: str, now: float) -> None:
    """Rename a bookmark."""
    connection.execute("UPDATE bookmark SET name=?, changed=? WHERE id=?", (name, now, bookmark_id))


def delete(connection: Connection, bookmark_id: str, now: float) -> None:
    """Turn a bookmark into its tombstone."""
    connection.execute(
        "UPDATE bookmark SET deleted=?, changed=? WHERE id=? AND deleted IS NULL",
        (now, now, bookmark_id),
    )


def restore(connection: Connection, bookmark_id: str, now: float) -> None:
    """Undo a deletion."""
    connection.execute(
        "UPDATE bookmark SET deleted=NULL, changed=? WHERE id=? AND deleted IS NOT NULL",
        (now, bookmark_id),
    )


def _bookmark(row: tuple[Any, ...]) -> tuple[int, Bookmark]:
    story, identity, name, words, created, changed, *place = row
    return story, Bookmark(identity, Locator(*place), name, words, created, changed)
