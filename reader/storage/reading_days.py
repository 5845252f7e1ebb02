"""How long each story was read on each day: on this machine, and on others.

The rule: seconds are counted under the name of a counter, which only one machine ever continues,
and for each counter the larger sum of a day wins; so whatever is copied, restored or received
twice, no second is counted twice. Every function runs inside a transaction that its caller began.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from sqlite3 import Connection
from typing import Any

from reader.annotations.highlights import Stamp
from reader.storage import meta_sql, register_sql
from reader.sync import machine
from reader.sync.exchange import new_device
from reader.sync.registers import TIME, Register, merged

_KEY, _STATE, _CLEARED = "time ", "countings", "countings cleared"
"""Records: days, by story and counter; which counter is whose; until when others are hidden.

Days without a counter were kept before there were any.
"""
_LONGEST = 90_000
"""Seconds of a day on which clocks are put back."""
_ENDED = 1_000_000
"""The time of a stamp later than that of every sum: it was withdrawn."""
ELSEWHERE = 0
"""Stands for all stories that are not here."""

Days = dict[str, float]
"""Day, such as `2026-11-22` in local time → seconds."""


def add(connection: Connection, story: int, moved: float, seconds: float) -> None:
    """Add seconds to the day of a time."""
    day = time.strftime("%Y-%m-%d", time.localtime(moved))
    key = f"{_KEY}{story} {_current(connection, machine.machine_hash())}"
    days = _days(meta_sql.value(connection, key) or "")
    days[day] = round(days.get(day, 0.0) + seconds, 1)
    meta_sql.keep(connection, (key, json.dumps(days)))


def days_read(
    connection: Connection, owner: Callable[[Connection, str], int | None]
) -> dict[int, Days]:
    """Story → the days on which it was read, on all machines together.

    `owner` is the story here that has records under a key.
    """
    counted = _told(connection, owner)
    for story, counters in _here(meta_sql.beginning(connection, _KEY)).items():
        for counter, days in counters.items():
            told = counted[story][counter]
            for day, spent in days.items():
                known = told.get(day, 0.0)
                told[day] = None if known is None else max(known, spent)
    found: dict[int, Days] = {}
    for story, by in counted.items():
        sums = found[story] = Days()
        for days_ in by.values():
            for day, known in days_.items():
                if known:
                    sums[day] = sums.get(day, 0.0) + known
    return {story: days for story, days in found.items() if days or story != ELSEWHERE}


def forget(connection: Connection, story: int) -> None:
    """Remove what was counted here for a story."""
    for name, _ in _records_of(connection, story):
        meta_sql.forget(connection, f"{_KEY}{name}")


def clear(connection: Connection) -> None:
    """Remove everything counted here, and withdraw what was sent of it.

    For other machines only later days are shown here.
    """
    hash_ = machine.machine_hash()
    state, own = _state(connection), _own(connection, hash_)
    for field, key in connection.execute(
        "SELECT field, id FROM register WHERE kind=?", (TIME,)
    ).fetchall():
        if (counter := field.partition(".")[0]) in own:
            ended = Register(None, Stamp(_ENDED, 0, counter))
            register_sql.put(connection, (TIME, key, field), ended)
    meta_sql.forget_beginning(connection, _KEY)
    state["of"].pop(hash_, None)
    today = time.strftime("%Y-%m-%d")
    meta_sql.keep(connection, (_STATE, json.dumps(state)), (_CLEARED, today))


def bind(connection: Connection, hash_: str, device: str) -> None:
    """Begin another counter if this machine has a new name for others.

    Whoever has its old name continues the old counter.
    """
    counter = _current(connection, hash_)
    state = _state(connection)
    kept = state["of"][hash_]
    if kept["device"] not in ("", device) or _is_ended(connection, counter):
        kept["ids"].append(new_device())
    if kept["device"] != device or kept["ids"][-1] != counter:
        kept["device"] = device
        meta_sql.keep(connection, (_STATE, json.dumps(state)))


def news(connection: Connection, story: int, keys: Iterable[str]) -> dict[str, Register]:
    """What was counted here for a story and is not known yet under any of its keys."""
    records = _records_of(connection, story)
    if not records:
        return {}
    known: dict[str, Register] = {}
    for key in keys:
        for field, register in register_sql.fields_of(connection, TIME, key).items():
            known[field] = merged(field, known.get(field), register)
    fresh = {}
    for counter, days in _here(records)[story].items():
        for day, spent in days.items():
            # The stamp of a sum is the sum, so the larger one is the later.
            register = Register(int(spent), Stamp(int(spent), 0, counter))
            before = known.get(f"{counter}.{day}")
            if int(spent) and merged("", before, register) != before:
                fresh[f"{counter}.{day}"] = register
    return fresh


def _records_of(connection: Connection, story: int) -> list[tuple[str, str]]:
    """The records of a story, by story and counter."""
    return [
        (f"{story}{rest}", value)
        for rest, value in meta_sql.beginning(connection, f"{_KEY}{story}")
        if rest == "" or rest.startswith(" ")
    ]


def _told(
    connection: Connection, owner: Callable[[Connection, str], int | None]
) -> dict[int, dict[str, dict[str, float | None]]]:
    """Story → counter → day → seconds as received, None if they were withdrawn."""
    found: dict[int, dict[str, dict[str, float | None]]]
    found = defaultdict(lambda: defaultdict(dict))
    own = _own(connection, machine.machine_hash())
    cleared = meta_sql.value(connection, _CLEARED) or ""
    owners: dict[str, int | None] = {}
    query = "SELECT DISTINCT id FROM register WHERE kind=?"
    for (key,) in connection.execute(query, (TIME,)).fetchall():
        owners[key] = owner(connection, key)
    for key, story in owners.items():
        for field, register in register_sql.fields_of(connection, TIME, key).items():
            counter, _, day = field.partition(".")
            # A story that was forgotten here, or what others had sent when everything was.
            gone = story is None if counter in own else day <= cleared
            if gone or not _is_sound(day, register):
                continue
            days = found[ELSEWHERE if story is None else story][counter]
            known = days.get(day, 0.0)
            ended = known is None or register.value is None
            days[day] = None if ended else max(known or 0.0, float(register.value))
    return found


def _is_sound(day: str, register: Register) -> bool:
    """Whether a day and its sum are possible: received data may be anything."""
    parts = day.split("-")
    whole = len(day) == len("2026-11-22") and [len(one) for one in parts] == [4, 2, 2]
    value = register.value
    sum_ = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LONGEST
    return whole and day.isascii() and all(p.isdigit() for p in parts) and (value is None or sum_)


def _is_ended(connection: Connection, counter: str) -> bool:
    """Whether a counter was withdrawn, by a later life of this data file."""
    query = "SELECT 1 FROM register WHERE kind=? AND device=? AND ms=? LIMIT 1"
    return connection.execute(query, (TIME, counter, _ENDED)).fetchone() is not None


def _here(records: Iterable[tuple[str, str]]) -> dict[int, dict[str, Days]]:
    """Story → counter → days, from records by story and counter."""
    found: dict[int, dict[str, Days]] = defaultdict(dict)
    for rest, value in records:
        story, _, counter = rest.partition(" ")
        if story.isdecimal():
            found[int(story)][counter] = _days(value)
    return found


def _current(connection: Connection, hash_: str) -> str:
    """The counter that this machine continues; a new one if there is none."""
    state = _state(connection)
    if hash_ not in state["of"]:
        ids = [*_named(connection), new_device()]
        state["of"][hash_] = {"ids": ids, "device": ""}
        meta_sql.keep(connection, (_STATE, json.dumps(state)))
    return str(state["of"][hash_]["ids"][-1])


def _named(connection: Connection) -> Iterator[str]:
    """Give days that were stored without a counter one, the same in all copies of the file."""
    row = connection.execute("SELECT min(added) FROM story").fetchone()
    digest = sha256(f"first {row[0]}".encode()).digest()
    first = "".join(chr(97 + byte % 26) for byte in digest[:10])
    bare = [one for one in meta_sql.beginning(connection, _KEY) if one[0].isdecimal()]
    for story, days in bare:
        meta_sql.keep(connection, (f"{_KEY}{story} {first}", days))
        meta_sql.forget(connection, f"{_KEY}{story}")
    if bare:
        yield first


def _own(connection: Connection, hash_: str) -> set[str]:
    """The counters of a machine."""
    return set(_state(connection)["of"].get(hash_, {"ids": ()})["ids"])


def _state(connection: Connection) -> dict[str, Any]:
    """Machine → its counters, the last of which continues, and its name for others."""
    try:
        found = json.loads(meta_sql.value(connection, _STATE) or "{}")
    except (ValueError, RecursionError):
        found = {}
    of = found.get("of") if isinstance(found, dict) else None
    sound = {
        name: {
            "ids": [one for one in kept["ids"] if isinstance(one, str)],
            "device": kept["device"],
        }
        for name, kept in (of.items() if isinstance(of, dict) else ())
        if isinstance(kept, dict)
        and isinstance(kept.get("ids"), list)
        and isinstance(kept.get("device"), str)
    }
    return {"of": {name: kept for name, kept in sound.items() if kept["ids"]}}


def _days(value: str) -> Days:
    try:
        found = json.loads(value)
    except (ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        day: float(spent)
        for day, spent in found.items()
        if isinstance(spent, int | float) and 0 < spent < float("inf")
    }
