"""Registers, as SQL: what travels between machines, and what is remembered about the folder.

The rule: every function takes a connection and runs inside a transaction that its caller began.
Registers of the kind `LOCAL` say what was last shown here; they never travel.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from sqlite3 import Connection
from typing import Any

from reader.annotations.highlights import Stamp
from reader.storage import meta_sql
from reader.sync.exchange import SyncState, new_device
from reader.sync.registers import (
    BOOKMARK,
    HIGHLIGHT,
    VERSION,
    Fields,
    Record,
    Register,
    Written,
    canonical,
    merged,
)

LOCAL = "l"
NO_STAMP = Stamp(0)
MADE = "made"
"""The field of a mark that says what it was when made, and in which story."""
_STATE, _CLOCK = "sync", "sync clock"
_COLUMNS = "field, value, ms, counter, device"
_PUT = (
    "INSERT INTO register(kind, id, field, story, value, ms, counter, device, unsent)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(kind, id, field) DO UPDATE SET"
    " value=excluded.value, ms=excluded.ms, counter=excluded.counter,"
    " device=excluded.device, unsent=excluded.unsent"
)


def fields_of(connection: Connection, kind: str, id_: str) -> dict[str, Register]:
    """Everything known about one thing."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM register WHERE kind=? AND id=?", (kind, id_)
    ).fetchall()
    return {field: one for field, *rest in rows if (one := _register(*rest))}


def fields_of_each(
    connection: Connection, kind: str, ids: Iterable[str]
) -> dict[str, dict[str, Register]]:
    """Everything known about things of one kind by id, including those with nothing known."""
    found: dict[str, dict[str, Register]] = {id_: {} for id_ in ids}
    rows = connection.execute(
        f"SELECT id, {_COLUMNS} FROM register"
        " WHERE kind=? AND id IN (SELECT value FROM json_each(?))",
        (kind, json.dumps(list(found))),
    ).fetchall()
    for id_, field, *rest in rows:
        if one := _register(*rest):
            found[id_][field] = one
    return found


def put(
    connection: Connection,
    name: tuple[str, str, str],
    register: Register,
    *,
    unsent: bool = True,
) -> None:
    """Store a register under its kind, id and field."""
    connection.execute(_PUT, _row(name, register, unsent=unsent))


def news_of(record: Record, kept: Fields) -> dict[str, Register]:
    """The fields in which a received record says something new; empty for most."""
    news = {}
    for field, register in record.fields.items():
        before = kept.get(field)
        if before != register and (now := merged(field, before, register)) != before:
            news[field] = now
    return news


def take(connection: Connection, news: Iterable[tuple[Record, Record]]) -> None:
    """Store what is new in received records."""
    rows = [
        # What is neither one nor the other must be sent to the others as well.
        _row((record.kind, record.id, field), now, unsent=now != record.fields[field])
        for record, fresh in news
        for field, now in fresh.fields.items()
    ]
    connection.executemany(_PUT, rows)


def event(when: float | None, now: int) -> int:
    """The time of a change in milliseconds, never in the future."""
    return max(0, min(int((when or 0.0) * 1000), now))


def unsent(connection: Connection) -> list[Record]:
    """What was changed here and is in no segment yet."""
    rows = connection.execute(
        f"SELECT kind, id, {_COLUMNS} FROM register"
        " WHERE unsent=1 AND kind<>? AND json_valid(value) ORDER BY kind, id, field",
        (LOCAL,),
    )
    return _records(rows.fetchall())


def page(connection: Connection, after: tuple[str, str], most: int) -> list[Record]:
    """The next things in order, with roughly that many fields."""
    rows = connection.execute(
        f"SELECT kind, id, {_COLUMNS} FROM register"
        " WHERE (kind, id)>(?, ?) AND kind<>? AND json_valid(value)"
        " ORDER BY kind, id, field LIMIT ?",
        (*after, LOCAL, most),
    ).fetchall()
    if len(rows) == most:  # the last of them may continue
        kind, id_ = rows[-1][:2]
        rows = [row for row in rows if row[:2] != (kind, id_)]
        whole = connection.execute(
            f"SELECT kind, id, {_COLUMNS} FROM register"
            " WHERE kind=? AND id=? AND json_valid(value) ORDER BY field",
            (kind, id_),
        )
        rows += whole.fetchall()
    return _records(rows)


def unsent_names(connection: Connection) -> set[tuple[str, str, str]]:
    """Kind, id and field of what was changed here and is in no segment yet."""
    query = "SELECT kind, id, field FROM register WHERE unsent=1"
    return set(connection.execute(query))


def sent(connection: Connection, fields: Iterable[tuple[str, str, str, Register]]) -> None:
    """These are in a segment now, unless they were changed again meanwhile."""
    connection.executemany(
        "UPDATE register SET unsent=0 WHERE kind=? AND id=? AND field=?"
        " AND (ms, counter, device)=(?, ?, ?) AND unsent=1",
        [(*name, *register.stamp) for *name, register in fields],
    )


def clock(connection: Connection) -> Stamp:
    """The latest stamp that was given or seen."""
    if said := meta_sql.value(connection, _CLOCK):
        return Stamp.parse(said)
    row = connection.execute("SELECT max(ms) FROM register").fetchone()
    return Stamp((row[0] or -1) + 1)


def keep_clock(connection: Connection, stamp: Stamp) -> None:
    """Store the latest stamp."""
    meta_sql.keep(connection, (_CLOCK, str(stamp)))


def state(connection: Connection, machine: str) -> SyncState:
    """What is remembered; a machine on which the data file was never used counts as a new one."""
    kept = _kept(connection)
    devices = kept.pop("devices", {})
    fresh = SyncState(devices.get(machine) or new_device())
    try:
        pairs = {name: {k: tuple(v) for k, v in kept[name].items()} for name in ("read", "bad")}
        return fresh.replace(**{**kept, **pairs})
    except (KeyError, TypeError, AttributeError):
        return fresh


def keep_state(connection: Connection, machine: str, state: SyncState) -> None:
    """Remember the state, and this machine's name."""
    devices = {**_kept(connection).get("devices", {}), machine: state.device}
    names = (
        *("folder", "seq", "own", "read", "bad", "heard"),
        *("full_at", "full_size", "full_name", "full_seq"),
    )
    kept = {name: getattr(state, name) for name in names}
    meta_sql.keep(connection, (_STATE, json.dumps({**kept, "devices": devices})))


def _kept(connection: Connection) -> dict[str, Any]:
    try:
        found = json.loads(meta_sql.value(connection, _STATE) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _row(name: tuple[str, str, str], register: Register, *, unsent: bool) -> tuple[Any, ...]:
    return *name, _story(*name, register), _stored(register.value), *register.stamp, int(unsent)


def story_of(made: Register | None) -> str:
    """The key of the story in which a mark was made, from the mark itself; may be empty."""
    value = made.value if made else None
    key = value.get("story") if isinstance(value, dict) else None
    return key if isinstance(key, str) and key.isprintable() else ""


def _story(kind: str, _id: str, field: str, register: Register) -> str:
    """The key of the story under which the register is indexed."""
    if kind == VERSION:
        return field
    return story_of(register) if field == MADE and kind in (BOOKMARK, HIGHLIGHT) else ""


def _register(value: str, ms: int, counter: int, device: str) -> Register | None:
    """The register in a row; None if the row was damaged."""
    try:
        return Register(json.loads(value), Stamp(ms, counter, device))
    except (ValueError, RecursionError):
        return None


def _records(rows: Iterable[tuple[Any, ...]]) -> list[Record]:
    """The records in some rows, with their values as written there."""
    found: dict[tuple[str, str], dict[str, Register]] = defaultdict(dict)
    for kind, id_, field, value, *stamp in rows:
        found[kind, id_][field] = Register(Written(value), Stamp(*stamp))
    return [Record(*name, fields) for name, fields in found.items()]


def _stored(value: Any) -> str:
    """A value as JSON without lone surrogates, which SQLite cannot hold."""
    text = canonical(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text
