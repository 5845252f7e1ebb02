"""Highlights, as SQL.

The rule: as with bookmarks, a deletion leaves a tombstone; every field that the reader can change
has its own stamp, and when two copies are merged the later change of each field wins.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Any

from reader.annotations.highlights import Colour, Highlight, Stamp, Style
from reader.locator.passage import Passage
from reader.locator.quote import Locator

_OWN = ("id", "colour", "style", "note", "tags", "created", "changed", "stamps")
_PLACE = (
    *("quote", "before", "after", "chapter", "progression"),
    *("start_offset", "start_exact", "start_prefix", "start_suffix"),
    *("end_offset", "end_exact", "end_prefix", "end_suffix"),
)
"""The columns of a passage."""
_COLUMNS = ("story", *_OWN, *_PLACE)
_SELECTED = ", ".join(_COLUMNS)
_SIMPLE = ("colour", "style", "note", "tags", "deleted")
"""Fields that are one column each."""
_STAMPED = 0.001
"""Seconds lost when a time is stored in milliseconds."""


def highlights(
    connection: Connection, story_id: int | None, deleted: bool
) -> list[tuple[int, Highlight]]:
    """Story and highlight, in the order of the text; of all stories when none is named."""
    state = "IS NOT NULL" if deleted else "IS NULL"
    which = "" if story_id is None else " AND story=?"
    rows = connection.execute(
        f"SELECT {_SELECTED} FROM highlight WHERE deleted {state}{which}"
        " ORDER BY story, start_offset, end_offset, id",
        () if story_id is None else (story_id,),
    )
    return [_highlight(row) for row in rows]


def highlight(connection: Connection, highlight_id: str) -> tuple[int, Highlight] | None:
    """One highlight that is not deleted, with its story."""
    row = connection.execute(
        f"SELECT {_SELECTED} FROM highlight WHERE id=? AND deleted IS NULL", (highlight_id,)
    ).fetchone()
    return _highlight(row) if row else None


def known_ids(connection: Connection) -> set[str]:
    """The ids of all highlights, including deleted ones."""
    return {row[0] for row in connection.execute("SELECT id FROM highlight")}


def add(connection: Connection, story_id: int, marks: Iterable[Highlight]) -> None:
    """Store highlights."""
    for mark in marks:
        row = {
            "story": story_id,
            "id": mark.id,
            "colour": str(mark.colour),
            "style": str(mark.style),
            "note": _storable(mark.note),
            "tags": _storable(mark.tags),
            "created": mark.created,
            "changed": mark.changed or mark.created,
            "stamps": written_stamps(dict(mark.stamps)),
            **_place(mark.passage),
        }
        connection.execute(
            f"INSERT INTO highlight({', '.join(row)}) VALUES({', '.join('?' * len(row))})"
            " ON CONFLICT(id) DO NOTHING",
            (*row.values(),),
        )


def move(connection: Connection, passages: Mapping[str, Passage]) -> None:
    """Write where highlights are now; the reader changed nothing, so no stamp changes."""
    names = ", ".join(f"{name}=?" for name in _PLACE)
    connection.executemany(
        f"UPDATE highlight SET {names} WHERE id=?",
        [(*_place(passage).values(), identity) for identity, passage in passages.items()],
    )


def change(
    connection: Connection, highlight_id: str, fields: Mapping[str, Any], now: float
) -> None:
    """Change some fields of a highlight, deleted or not; unchanged ones stay as they are."""
    values = {name: _storable(value) for name, value in fields.items() if name != "passage"}
    passage = fields.get("passage")
    kept = _row(connection, highlight_id, (*_SIMPLE, *_PLACE, "created", "stamps"))
    if kept is None:
        return
    changed = {name: value for name, value in values.items() if kept[name] != value}
    if passage is not None:
        place = _place(passage)
        if any(kept[name] != value for name, value in place.items()):
            changed["passage"] = place
    _write(connection, highlight_id, kept, changed, now)


def delete(connection: Connection, highlight_id: str, now: float) -> None:
    """Turn a highlight into its tombstone."""
    kept = _row(connection, highlight_id, ("deleted", "created", "stamps"))
    if kept is not None and kept["deleted"] is None:
        _write(connection, highlight_id, kept, {"deleted": now}, now)


def restore(connection: Connection, highlight_id: str, now: float) -> None:
    """Undo a deletion."""
    kept = _row(connection, highlight_id, ("deleted", "created", "stamps"))
    if kept is not None and kept["deleted"] is not None:
        _write(connection, highlight_id, kept, {"deleted": None}, now)


def merge(connection: Connection, theirs: Mapping[str, Any]) -> int:
    """Return 1 if a highlight from another file changes one here: the later of each field wins."""
    ours = _row(connection, theirs["id"], (*_SIMPLE, *_PLACE, "created", "changed", "stamps"))
    if ours is None:
        return 0
    mine, other = _stamps(ours), _stamps(theirs)
    taken: dict[str, Any] = {}
    said = stamps_of(ours)
    for name in (*_SIMPLE, "passage"):
        one, two = mine(name), other(name)
        # A restored copy may have equal stamps and other values; places are each machine's own.
        wins = two == one and name in ours and repr(theirs.get(name)) > repr(ours[name])
        if two > one or wins:
            said[name] = str(two)
            columns = _PLACE if name == "passage" else (name,)
            taken |= {column: theirs.get(column) for column in columns}
    if not taken:
        return 0
    differs = any(ours[column] != value for column, value in taken.items())
    taken["stamps"] = written_stamps(said)
    taken["changed"] = max(ours["changed"], theirs["changed"])
    names = ", ".join(f"{name}=?" for name in taken)
    query = f"UPDATE highlight SET {names} WHERE id=?"
    connection.execute(query, (*taken.values(), theirs["id"]))
    return int(differs)


def _write(
    connection: Connection,
    highlight_id: str,
    kept: Mapping[str, Any],
    changed: Mapping[str, Any],
    now: float,
) -> None:
    if not changed:
        return
    device, last = _device(connection), _stamps(kept)
    fresh = {name: str(last(name).next(int(now * 1000), device)) for name in changed}
    row = {name: value for name, value in changed.items() if name != "passage"}
    row |= changed.get("passage", {})
    row["stamps"] = written_stamps(stamps_of(kept) | fresh)
    names = ", ".join(f"{name}=?" for name in row)
    connection.execute(
        f"UPDATE highlight SET {names}, changed=max(changed, ?) WHERE id=?",
        (*row.values(), now, highlight_id),
    )


def _device(connection: Connection) -> str:
    """The name of this data file in stamps, made when first needed."""
    connection.execute(
        "INSERT INTO meta(key, value) VALUES('device', ?) ON CONFLICT(key) DO NOTHING",
        (os.urandom(5).hex(),),
    )
    return str(connection.execute("SELECT value FROM meta WHERE key='device'").fetchone()[0])


def _row(
    connection: Connection, highlight_id: str, names: tuple[str, ...]
) -> dict[str, Any] | None:
    query = f"SELECT {', '.join(names)} FROM highlight WHERE id=?"
    row = connection.execute(query, (highlight_id,)).fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def stamps_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The stamps of a row; invalid ones are left out."""
    try:
        found = json.loads(row.get("stamps") or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def written_stamps(stamps: Mapping[str, str]) -> str:
    """Stamps in stored form, the same on every machine."""
    return json.dumps(dict(stamps), sort_keys=True) if stamps else ""


def _stamps(row: Mapping[str, Any]) -> Any:
    """Field → the stamp of its last change."""
    said = stamps_of(row)
    made = Stamp(max(0, int((row["created"] + _STAMPED / 2) * 1000)))

    def stamp(name: str) -> Stamp:
        return max(made, Stamp.parse(said[name])) if name in said else made

    return stamp


def _place(passage: Passage) -> dict[str, Any]:
    start, end = passage.start, passage.end
    texts = (passage.quote, passage.before, passage.after, start.chapter)
    values = (
        *map(_storable, texts),
        start.progression,
        *(start.offset, *map(_storable, (start.exact, start.prefix, start.suffix))),
        *(end.offset, *map(_storable, (end.exact, end.prefix, end.suffix))),
    )
    return dict(zip(_PLACE, values, strict=True))


def _highlight(row: tuple[Any, ...]) -> tuple[int, Highlight]:
    story, *values = row
    found = dict(zip(_COLUMNS[1:], values, strict=True))
    about = (found["chapter"], found["progression"])
    names = ("offset", "exact", "prefix", "suffix")
    start, end = (
        Locator._make((*(found[f"{side}_{name}"] for name in names), *about))
        for side in ("start", "end")
    )
    return story, Highlight(
        found["id"],
        Passage(start, end, found["quote"], found["before"], found["after"]),
        Colour(found["colour"]),
        Style(found["style"]),
        found["note"],
        tuple(found["tags"].split(",")) if found["tags"] else (),
        found["created"],
        found["changed"],
        tuple(sorted(stamps_of(found).items())),
    )


def _storable(value: Any) -> Any:
    """Texts without lone surrogates, which SQLite cannot hold; tags as one text."""
    if isinstance(value, tuple):
        value = ",".join(value)
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
