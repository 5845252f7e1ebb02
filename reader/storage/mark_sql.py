"""Bookmarks and highlights as they travel, as SQL.

The rule: a mark is made once, under a unique id; whatever the reader changes later is a separate
field, including deletion, so undoing is just a later change. Where it is in an edited text is each
machine's own business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from sqlite3 import Connection

from reader.annotations.highlights import Stamp
from reader.storage import register_sql
from reader.storage.highlight_sql import stamps_of, written_stamps
from reader.storage.register_sql import MADE, event
from reader.storage.soundness import Row, admitted
from reader.sync.registers import (
    BOOKMARK,
    HIGHLIGHT,
    NOTE,
    Fields,
    HybridClock,
    Register,
    note_changed,
    note_text,
)

_PLACE = ("offset", "exact", "prefix", "suffix", "chapter", "progression")
_PASSAGE = (
    *("quote", "before", "after", "chapter", "progression"),
    *("start_offset", "start_exact", "start_prefix", "start_suffix"),
    *("end_offset", "end_exact", "end_prefix", "end_suffix"),
)
_MADE = {
    BOOKMARK: ("created", "words", "name", *_PLACE),
    HIGHLIGHT: ("created", "colour", "style", "tags", *_PASSAGE),
}
"""What is sent once about a mark, when it was made."""
_CHANGED = {BOOKMARK: ("name",), HIGHLIGHT: ("colour", "style", "tags")}
"""What the reader may change, one column each; deletion, notes and passages are added to these."""
_TABLE = {BOOKMARK: "bookmark", HIGHLIGHT: "highlight"}
_DELETED, _MOVED = "deleted", "passage"


def collect(connection: Connection, story_id: int, key: str, clock: HybridClock, now: int) -> int:
    """Stamp the reader's changes to a story's marks; return how many marks there are."""
    count = 0
    for kind, table in _TABLE.items():
        cursor = connection.execute(f"SELECT * FROM {table} WHERE story=?", (story_id,))
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
        known = register_sql.fields_of_each(connection, kind, [row["id"] for row in rows])
        for row in rows:
            _collect_one(connection, kind, row, known[row["id"]], key, clock, now)
        count += len(rows)
    return count


def _collect_one(
    connection: Connection,
    kind: str,
    row: Row,
    known: Fields,
    key: str,
    clock: HybridClock,
    now: int,
) -> None:
    changed = event(row["changed"], now)
    fresh: dict[str, Register] = {}
    if MADE not in known:
        made = {"story": key, **{name: row[name] for name in _MADE[kind]}}
        fresh[MADE] = Register(made, clock.plain(event(row["created"], now)))
        fresh |= _first(kind, row, clock, changed)
    else:
        made = known[MADE].value
        for name in _CHANGED[kind]:
            before = known[name].value if name in known else made.get(name)
            if row[name] != before:
                fresh[name] = Register(row[name], clock.stamp(changed))
        gone = known[_DELETED].value if _DELETED in known else None
        if (row[_DELETED] is None) != (gone is None):
            fresh[_DELETED] = Register(row[_DELETED], clock.stamp(changed))
    if kind == HIGHLIGHT:
        note = known[NOTE].value if NOTE in known else None
        if row["note"] != note_text(note) or NOTE in fresh:
            stamp = fresh[NOTE].stamp if NOTE in fresh else clock.stamp(changed)
            fresh[NOTE] = Register(note_changed(note, row["note"], stamp), stamp)
        told = known.get(_MOVED)
        said = stamps_of(row)
        if MADE not in fresh and said.get(_MOVED, "") != (str(told.stamp) if told else ""):
            fresh[_MOVED] = Register(_passage(row), clock.stamp(changed))
            said = {**said, _MOVED: str(fresh[_MOVED].stamp)}
            _write_stamps(connection, row["id"], said)
    for field, register in fresh.items():
        register_sql.put(connection, (kind, row["id"], field), register)


def _first(kind: str, row: Row, clock: HybridClock, changed: int) -> dict[str, Register]:
    """What was changed in a mark before it was first sent."""
    if kind == BOOKMARK:
        names = _CHANGED[kind] if row["changed"] > row["created"] else ()
        fresh = {name: Register(row[name], clock.plain(changed)) for name in names}
        if row[_DELETED] is not None:
            fresh[_DELETED] = Register(row[_DELETED], clock.plain(changed))
        return fresh
    stamps = {name: clock.kept(Stamp.parse(text)) for name, text in stamps_of(row).items()}
    values = {**row, _MOVED: _passage(row)}
    if row["note"]:
        stamps.setdefault(NOTE, clock.plain(changed))
    if row[_DELETED] is not None:
        stamps.setdefault(_DELETED, clock.plain(changed))
    return {name: Register(values[name], stamp) for name, stamp in stamps.items() if name in values}


def _passage(row: Row) -> Row:
    return {name: row[name] for name in _PASSAGE}


def of_keys(connection: Connection, keys: Iterable[str]) -> set[tuple[str, str]]:
    """Kind and id of all marks made in a story, by its keys."""
    query = "SELECT kind, id FROM register WHERE story=? AND kind IN (?, ?)"
    return {
        (kind, id_)
        for key in keys
        for kind, id_ in connection.execute(query, (key, BOOKMARK, HIGHLIGHT))
    }


def story_key(connection: Connection, kind: str, id_: str) -> str:
    """The key of the story in which a mark was made; empty if that has not arrived yet."""
    query = "SELECT story FROM register WHERE kind=? AND id=? AND field=?"
    row = connection.execute(query, (kind, id_, MADE)).fetchone()
    return str(row[0]) if row else ""


def show(
    connection: Connection,
    story_id: int,
    marks: Iterable[tuple[str, str]],
    now: int,
    kept: Mapping[tuple[str, str], Fields],
) -> None:
    """Write marks of a story, by kind and id, as they are known, into their rows."""
    rows: dict[str, list[Row]] = {kind: [] for kind in _TABLE}
    for kind, id_ in sorted(marks):
        known = kept.get((kind, id_)) or register_sql.fields_of(connection, kind, id_)
        if row := _shown(story_id, kind, id_, now, known):
            rows[kind].append(row)
    for kind, some in rows.items():
        if some and _add(connection, kind, some) < len(some):
            for row in some:
                _change(connection, kind, row)


def _shown(story_id: int, kind: str, id_: str, now: int, known: Fields) -> Row | None:
    """The row of a mark; None if it is not known yet what it is, or is invalid."""
    made = known[MADE].value if MADE in known else None
    if not isinstance(made, dict):
        return None
    row = {name: made.get(name) for name in _MADE[kind]}
    row |= {name: known[name].value for name in _CHANGED[kind] if name in known}
    row[_DELETED] = known[_DELETED].value if _DELETED in known else None
    newest = max(register.stamp.ms for register in known.values())
    row |= {"id": id_, "story": story_id, "changed": min(newest, now) / 1000}
    if kind == HIGHLIGHT:
        row["note"] = note_text(known[NOTE].value) if NOTE in known else ""
        if _MOVED in known and isinstance(known[_MOVED].value, dict):
            row |= {name: known[_MOVED].value.get(name) for name in _PASSAGE}
        told = {name: str(one.stamp) for name, one in known.items() if name != MADE}
        row["stamps"] = written_stamps(told)
    return admitted(_TABLE[kind], row)[0]


def _add(connection: Connection, kind: str, rows: list[Row]) -> int:
    """Add the rows of marks that have none; return how many."""
    query = (
        f"INSERT INTO {_TABLE[kind]}({', '.join(rows[0])})"
        f" VALUES({', '.join('?' * len(rows[0]))}) ON CONFLICT(id) DO NOTHING"
    )
    return connection.executemany(query, [(*row.values(),) for row in rows]).rowcount


def _change(connection: Connection, kind: str, row: Row) -> None:
    """Write what the reader may have changed elsewhere in a mark that has a row."""
    table = _TABLE[kind]
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id=?", (row["id"],))
    names = [column[0] for column in cursor.description]
    values = cursor.fetchone()
    here = dict(zip(names, values, strict=True))
    wanted = {name: row[name] for name in (*_CHANGED[kind], _DELETED)}
    if kind == HIGHLIGHT:
        wanted |= {name: row[name] for name in ("note", "stamps")}
        if stamps_of(row).get(_MOVED) != stamps_of(here).get(_MOVED):
            wanted |= {name: row[name] for name in _PASSAGE}
    if any(here[name] != value for name, value in wanted.items()):
        wanted["changed"] = max(row["changed"], here["changed"])
        names_ = ", ".join(f"{name}=?" for name in wanted)
        query = f"UPDATE {table} SET {names_} WHERE id=?"
        connection.execute(query, (*wanted.values(), row["id"]))


def _write_stamps(connection: Connection, id_: str, stamps: Mapping[str, str]) -> None:
    query = "UPDATE highlight SET stamps=? WHERE id=?"
    connection.execute(query, (written_stamps(stamps), id_))
