"""How long each story was read on each day, as far as turned pages tell.

The rule: what lies between two turns of a window counts when it is no longer than a page may take;
it is a convenience, and a record that cannot be read is an empty one.
"""

from __future__ import annotations

import time
from collections import defaultdict
from sqlite3 import Connection

_LONGEST = 300.0
"""Seconds on one page after which the reader is taken to be away."""
_KEY = "time "

Days = dict[str, float]
"""Day, as `2026-11-22` where the reader is, to seconds."""


class Clock:
    """The reading time in seconds that is not written yet, by story."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        self._unwritten: dict[int, float] = defaultdict(float)

    def turned(self, story: int, moved: float) -> None:
        """A page was turned at a time, in seconds since 1970."""
        spent = moved - self._last.get(story, moved)
        self._last[story] = moved
        if 0 < spent <= _LONGEST:
            self._unwritten[story] += spent

    def unwritten(self, story: int) -> float:
        """What is to be written."""
        return self._unwritten.get(story, 0.0)

    def write(self, connection: Connection, story: int, moved: float, seconds: float) -> None:
        """Write what was unwritten of a story to the day of a time."""
        add(connection, story, moved, seconds)
        self._unwritten.pop(story, None)


def add(connection: Connection, story: int, moved: float, seconds: float) -> None:
    """Add seconds to the day of a time."""
    if seconds <= 0:
        return
    import json  # no start needs it

    day = time.strftime("%Y-%m-%d", time.localtime(moved))
    row = connection.execute("SELECT value FROM meta WHERE key=?", (_key(story),)).fetchone()
    days = _days(row[0]) if row else {}
    days[day] = round(days.get(day, 0.0) + seconds, 1)
    connection.execute(
        "INSERT INTO meta(key, value) VALUES(?, ?)"
        " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        (_key(story), json.dumps(days)),
    )


def forget(connection: Connection, story: int) -> None:
    """Remove what is known of a story."""
    connection.execute("DELETE FROM meta WHERE key=?", (_key(story),))


def times_read(connection: Connection) -> dict[int, Days]:
    """Story → the days on which it was read."""
    query = "SELECT key, value FROM meta WHERE key LIKE ?"
    rows = connection.execute(query, (f"{_KEY}%",))
    told = ((key.removeprefix(_KEY), value) for key, value in rows)
    return {int(story): _days(value) for story, value in told if story.isdecimal()}


def _key(story: int) -> str:
    return f"{_KEY}{story}"


def _days(value: str) -> Days:
    import json

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
