"""From rows to what travels, and back: places, statuses, choices, bookmarks and highlights, as SQL.

The rule: what differs from what was last shown here is the reader's change, and gets a stamp;
received changes are shown only after that. Two stories are the same if they ever had any content in
common.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from types import MappingProxyType
from typing import Any

from reader.storage import mark_sql, reading_days, register_sql, story_sql
from reader.storage.register_sql import LOCAL, event
from reader.storage.soundness import admitted
from reader.storage.values import Status
from reader.sync.registers import (
    BOOKMARK,
    HIGHLIGHT,
    STORY,
    TIME,
    VERSION,
    Fields,
    HybridClock,
    Record,
    Register,
    merged,
)
from reader.value import NamedTuple

_PLACE = ("offset", "exact", "prefix", "suffix", "chapter", "progression", "moved")
_COLUMNS = ("sha256", "title", "author", "status", "decided", "choices", "changed", *_PLACE)
_AT, _CHOICE = "place.", "choice."
"""Prefixes of the fields of a place, before its machine, and of those of a choice."""
_KEYS, _SEEN = "keys", "place"
"""Fields of what was last shown: the keys a story has elsewhere, and its place."""
_NOTHING: Mapping[tuple[str, str], Fields] = MappingProxyType({})


class _Local(NamedTuple):
    """A story as it is here."""

    id: int
    row: dict[str, Any]
    keys: list[str]
    """The keys under which it has records."""
    hashes: set[str]
    """The hashes of all its contents, here and elsewhere."""
    shown: dict[str, Register]
    """What was last shown here."""

    @property
    def key(self) -> str:
        """The key under which changes are recorded."""
        return self.keys[0] if self.keys else str(self.row["sha256"])

    @property
    def shown_keys(self) -> list[str]:
        """The keys whose records were shown."""
        found = self.shown.get(_KEYS)
        return list(found.value) if found and isinstance(found.value, list) else []


def stories(connection: Connection) -> list[int]:
    """All stories, by number."""
    return [story for (story,) in connection.execute("SELECT id FROM story")]


def owner(connection: Connection, key: str) -> int | None:
    """The story here that has records under a key elsewhere."""
    _, hashes = _linked(connection, {key}, set())
    return _owner(connection, hashes)


def owner_of_content(connection: Connection, digest: str) -> int | None:
    """The story here that ever had a content, or shares one with a story that had it."""
    _, hashes = _linked(connection, set(), {digest})
    return _owner(connection, hashes)


def collect(
    connection: Connection, story_id: int, clock: HybridClock, now: int, *, timed: bool = False
) -> None:
    """Stamp the reader's changes to a story; show what has been waiting for it.

    Its reading time is included if `timed`.
    """
    local = _local(connection, story_id)
    if local is None:
        return
    changes = _story_changes(connection, local, clock, now)
    marked = mark_sql.collect(connection, story_id, local.key, clock, now)
    days = reading_days.news(connection, story_id, local.keys) if timed else {}
    if not changes and not marked and not days and not local.keys:
        return
    for field, register in days.items():
        register_sql.put(connection, (TIME, local.key, field), register)
    for field, register in changes.items():
        register_sql.put(connection, (STORY, local.key, field), register)
    _tell_contents(connection, local, clock, now)
    if local.keys and local.keys != local.shown_keys:
        show(connection, story_id, clock.device, now)


def show(
    connection: Connection,
    story_id: int,
    device: str,
    now: int,
    news: Iterable[Record] = (),
    kept: Mapping[tuple[str, str], Fields] = _NOTHING,
) -> None:
    """Write what is known about a story, and about what arrived for it, into its rows.

    `kept` is everything known about what arrived, if that was read already.
    """
    local = _local(connection, story_id)
    if local is None or not local.keys:
        return
    found = _effective(connection, local.keys)
    arrived = {f for one in news if one.kind == STORY for f in one.fields if f.startswith(_AT)}
    _show_status(connection, local, found, now)
    _show_choices(connection, local, found)
    _show_place(connection, local, found, device, now, arrived)
    for digest in local.hashes:
        connection.execute(
            "INSERT INTO version(sha256, story, seen) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
            (digest, story_id, now / 1000),
        )
    marks = {(one.kind, one.id) for one in news if one.kind in (BOOKMARK, HIGHLIGHT)}
    if local.keys != local.shown_keys:
        marks |= mark_sql.of_keys(connection, local.keys)
        _note(connection, story_id, _KEYS, local.keys)
    mark_sql.show(connection, story_id, marks, now, kept)


def machine_at(connection: Connection, story_id: int, offset: int, exact: str) -> str:
    """The machine that left a place in a story; empty if none did."""
    local = _local(connection, story_id)
    if local is None:
        return ""
    for field, register in _effective(connection, local.keys).items():
        value = register.value
        if field.startswith(_AT) and isinstance(value, list) and value[:2] == [offset, exact]:
            return field.removeprefix(_AT)
    return ""


def _linked(connection: Connection, keys: set[str], hashes: set[str]) -> tuple[list[str], set[str]]:
    """All keys and contents that belong to the same story as these."""
    known, seen = set[str](), set[str]()
    while keys - known or hashes - seen:
        for key in keys - known:
            known.add(key)
            query = "SELECT id FROM register WHERE story=? AND kind=?"
            hashes = hashes | {one for (one,) in connection.execute(query, (key, VERSION))}
        for digest in hashes - seen:
            seen.add(digest)
            query = "SELECT field FROM register WHERE kind=? AND id=?"
            keys = keys | {one for (one,) in connection.execute(query, (VERSION, digest))}
    return sorted(known), seen


def _owner(connection: Connection, hashes: Iterable[str]) -> int | None:
    query = "SELECT story FROM version WHERE sha256=?"
    rows = [connection.execute(query, (digest,)).fetchone() for digest in hashes]
    return min((row[0] for row in rows if row), default=None)


def _local(connection: Connection, story_id: int) -> _Local | None:
    """The story; None if nothing gives its text, or another here stands for it."""
    query = f"SELECT {', '.join(_COLUMNS)} FROM story WHERE id=?"
    row = connection.execute(query, (story_id,)).fetchone()
    query = "SELECT sha256 FROM version WHERE story=?"
    own = {one for (one,) in connection.execute(query, (story_id,))}
    if row is None or not row[0]:
        return None
    keys, hashes = _linked(connection, set(), own | {row[0]})
    if keys and _owner(connection, hashes) != story_id:
        return None
    shown = register_sql.fields_of(connection, LOCAL, str(story_id))
    return _Local(story_id, dict(zip(_COLUMNS, row, strict=True)), keys, hashes, shown)


def _effective(connection: Connection, keys: Iterable[str]) -> dict[str, Register]:
    """What the records under several keys of one story say together."""
    found: dict[str, Register] = {}
    for key in keys:
        for field, register in register_sql.fields_of(connection, STORY, key).items():
            found[field] = merged(field, found.get(field), register)
    return found


def _story_changes(
    connection: Connection, local: _Local, clock: HybridClock, now: int
) -> dict[str, Register]:
    """The fields that the reader has changed since they were last shown."""
    row = local.row
    known = _effective(connection, local.shown_keys)
    stamped = clock.stamp if local.shown_keys else clock.plain
    changes: dict[str, Register] = {}
    decided = row["status"] if row["decided"] is not None else None
    given: list[tuple[str, Any, float]] = [("status", decided, row["decided"] or row["changed"])]
    choices = _choices(row["choices"])
    fields = {_CHOICE + name for name in choices} | {f for f in known if f.startswith(_CHOICE)}
    given += [
        (field, choices.get(field.removeprefix(_CHOICE)), row["changed"])
        for field in sorted(fields)
    ]
    for field, value, when in given:
        if value != _value(known, field):
            changes[field] = Register(value, stamped(event(when, now)))
    place = _seen(row)
    if place is not None and place != _value(local.shown, _SEEN):
        at = [row[name] for name in _PLACE]
        changes[_AT + clock.device] = Register(at, stamped(event(row["moved"], now)))
        _note(connection, local.id, _SEEN, place)
    if changes and "title" not in known:
        changes["title"] = Register(row["title"], clock.plain(0))
    return changes


def _tell_contents(connection: Connection, local: _Local, clock: HybridClock, now: int) -> None:
    query = "SELECT sha256, seen FROM version WHERE story=?"
    seen = dict(connection.execute(query, (local.id,)).fetchall())
    for digest, when in {local.row["sha256"]: 0.0, **seen}.items():
        if local.key not in register_sql.fields_of(connection, VERSION, digest):
            told = Register(1, clock.plain(event(when, now)))
            register_sql.put(connection, (VERSION, digest, local.key), told)
    if not local.keys:
        _note(connection, local.id, _KEYS, [local.key])


def _show_status(
    connection: Connection, local: _Local, found: Mapping[str, Register], now: int
) -> None:
    register = found.get("status")
    here = local.row["status"] if local.row["decided"] is not None else None
    if register is None or register.value == here:
        return
    if register.value is None or register.value in list(Status):
        status = None if register.value is None else Status(register.value)
        story_sql.set_status(connection, local.id, status, shown_time(register, now))


def _show_choices(connection: Connection, local: _Local, found: Mapping[str, Register]) -> None:
    wanted = {
        field.removeprefix(_CHOICE): register.value
        for field, register in found.items()
        if field.startswith(_CHOICE) and register.value is not None
    }
    if wanted == _choices(local.row["choices"]):
        return
    title, author = (
        text if isinstance(text := wanted.get(name), str) and text else local.row[name]
        for name in ("title", "author")
    )
    said = json.dumps(wanted) if wanted else ""
    story_sql.set_choices(connection, local.id, said, local.row["changed"], (title, author))


def _show_place(
    connection: Connection,
    local: _Local,
    found: Mapping[str, Register],
    device: str,
    now: int,
    arrived: set[str],
) -> None:
    """Show the latest place from all machines; offer the latest of the others received."""
    places = {field: one for field, one in found.items() if field.startswith(_AT)}
    if not places:
        return
    current = max(places, key=lambda field: (places[field].stamp, field))
    here = local.row
    if current != _AT + device:
        wanted = _place(places[current].value, now)
        if wanted is not None and _seen(wanted) != _seen(here):
            if here["moved"] is not None and here["offset"] != wanted["offset"]:
                _offer(connection, local.id, here)
            names = ", ".join(f"{name}=?" for name in wanted)
            query = f"UPDATE story SET {names}, seq=seq+1 WHERE id=?"
            connection.execute(query, (*wanted.values(), local.id))
            _reading(connection, local.id)
            _note(connection, local.id, _SEEN, _seen(wanted))
            return
    others = arrived & places.keys() - {current, _AT + device}
    if others:
        newest = max(others, key=lambda field: (places[field].stamp, field))
        offered = _place(places[newest].value, now)
        if offered is not None and offered["offset"] != here["offset"]:
            _offer(connection, local.id, offered)


def _reading(connection: Connection, story_id: int) -> None:
    """A story that was started elsewhere is being read, unless the reader said otherwise."""
    query = "UPDATE story SET status='reading' WHERE id=? AND decided IS NULL"
    connection.execute(query, (story_id,))


def _offer(connection: Connection, story_id: int, place: Mapping[str, Any]) -> None:
    names = ", ".join(_PLACE)
    connection.execute(
        f"INSERT OR REPLACE INTO elsewhere(story, {names}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (story_id, *(place[name] for name in _PLACE)),
    )


def _place(value: Any, now: int) -> dict[str, Any] | None:
    """The received place in a valid form for a row."""
    if not isinstance(value, list) or len(value) != len(_PLACE):
        return None
    given = dict(zip(_PLACE, value, strict=True))
    taken, _ = admitted("elsewhere", {**given, "story": 0})
    if taken is None:
        return None
    taken["moved"] = min(taken["moved"], now / 1000)
    return {name: taken[name] for name in _PLACE}


def _seen(row: Mapping[str, Any]) -> list[Any] | None:
    """What a place is recognised by; None for none."""
    return None if row["moved"] is None else [row["offset"], row["exact"], row["moved"]]


def _note(connection: Connection, story_id: int, field: str, value: Any) -> None:
    """Remember what was shown."""
    register = Register(value, register_sql.NO_STAMP)
    register_sql.put(connection, (LOCAL, str(story_id), field), register, unsent=False)


def _value(fields: Mapping[str, Register], field: str) -> Any:
    register = fields.get(field)
    return None if register is None else register.value


def _choices(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def shown_time(register: Register, now: int) -> float:
    """When a register was given, in seconds, as far as that may be shown."""
    return min(register.stamp.ms, now) / 1000
