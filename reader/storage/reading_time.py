"""How long each story was read on each day, and how fast, as far as turned pages show.

The rule: the time between two turns in a window counts if it is no longer than a page may take; it
is a convenience, and an unreadable record counts as empty. No turn is stored with its time: the
last ones as words and seconds, the others in monthly sums.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from reader.storage import meta_sql
from reader.value import Value

if TYPE_CHECKING:
    from reader.pace.estimate import Turn
    from reader.pace.stopwatch import Lap

_LONGEST = 300.0
"""Seconds on one page after which the reader is assumed to be away."""
_SESSION = 1800.0
"""Seconds without a turn after which reading again is a new session."""
_MOST = 1e12
"""No number in a record is this large."""
_PACE = "pace "


class ReadingRecord(Value):
    """How a story has been read so far."""

    turns: tuple[Turn, ...] = ()
    """The latest turns that count, the oldest first."""
    solo: bool = False
    """Whether its words are characters, as in scripts without blanks."""
    months: tuple[tuple[str, int, float], ...] = ()
    """Month, such as `2026-11` → the words and the seconds of its turns that count."""
    sessions: int = 0
    """How often reading was taken up."""
    last: float = 0.0
    """When a page was last turned."""


class Clock:
    """The reading time in seconds not written yet, by story, and the turns that count."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        self._unwritten: dict[int, float] = defaultdict(float)
        self._laps: dict[int, list[Lap]] = defaultdict(list)

    def turned(self, story: int, moved: float, lap: Lap | None = None) -> None:
        """A page was turned at a time, in seconds since 1970."""
        spent = moved - self._last.get(story, moved)
        spent -= max(0.0, lap.away) if lap else 0.0
        self._last[story] = moved
        if 0 < spent <= _LONGEST:
            self._unwritten[story] += spent
        if lap is not None and lap.turn is not None:
            self._laps[story].append(lap)

    def laps(self, story: int) -> tuple[Lap, ...]:
        """The laps with turns that are still to be written."""
        return tuple(self._laps.get(story, ()))

    def unwritten(self, story: int) -> float:
        """What is still to be written."""
        return self._unwritten.get(story, 0.0)

    def write(
        self,
        connection: Connection,
        story: int,
        moved: float,
        seconds: float,
        laps: tuple[Lap, ...] = (),
    ) -> None:
        """Write the unwritten part of a story to the day of a time."""
        if seconds > 0:
            from reader.storage import reading_days  # no start needs it

            reading_days.add(connection, story, moved, seconds)
        if seconds > 0 or laps:
            _keep_record(connection, story, _with(record(connection, story), moved, laps))
        self._unwritten.pop(story, None)
        self._laps.pop(story, None)


def forget(connection: Connection, story: int | None = None) -> None:
    """Remove what is known of a story, or of all."""
    from reader.storage import reading_days  # only a reader who asks for it waits

    if story is None:
        reading_days.clear(connection)
        meta_sql.forget_beginning(connection, _PACE)
    else:
        reading_days.forget(connection, story)
        meta_sql.forget(connection, f"{_PACE}{story}")


def record(connection: Connection, story: int) -> ReadingRecord:
    """How a story was read; an empty record if nothing is known."""
    return _record(meta_sql.value(connection, f"{_PACE}{story}") or "")


def records(connection: Connection) -> dict[int, ReadingRecord]:
    """Story → how it was read."""
    told = meta_sql.beginning(connection, _PACE)
    return {int(story): _record(value) for story, value in told if story.isdecimal()}


def seconds_expected(known: Mapping[int, ReadingRecord], *, solo: bool) -> float:
    """The seconds per word, or per character, that all stories have taken so far."""
    from reader.pace.estimate import CHARACTER, WORD, all_told

    alike = [one.turns for one in known.values() if one.solo is solo]
    return all_told(alike, CHARACTER if solo else WORD)


def _with(before: ReadingRecord, moved: float, laps: tuple[Lap, ...]) -> ReadingRecord:
    """The record after some turns, the last of which was at a time."""
    from reader.pace.estimate import KEPT

    turns = [lap.turn for lap in laps if lap.turn is not None]
    months = {name: (words, seconds) for name, words, seconds in before.months}
    if turns:
        month = time.strftime("%Y-%m", time.localtime(moved))
        words, seconds = months.get(month, (0, 0.0))
        words += sum(one.words for one in turns)
        months[month] = words, round(seconds + sum(one.seconds for one in turns), 1)
    again = not 0 <= moved - before.last <= _SESSION
    return ReadingRecord(
        (*before.turns, *turns)[-KEPT:],
        laps[-1].solo if laps else before.solo,
        tuple((name, *sums) for name, sums in sorted(months.items())),
        before.sessions + again,
        max(moved, before.last) if not again else moved,
    )


def _keep_record(connection: Connection, story: int, kept: ReadingRecord) -> None:
    import json

    value = {
        "turns": [(words, round(seconds, 1)) for words, seconds in kept.turns],
        "solo": kept.solo,
        "months": kept.months,
        "sessions": kept.sessions,
        "last": kept.last,
    }
    meta_sql.keep(connection, (f"{_PACE}{story}", json.dumps(value)))


def _record(value: str) -> ReadingRecord:
    """A record as it was written, without impossible values."""
    import json

    from reader.pace.estimate import KEPT, Turn

    try:
        found = json.loads(value)
    except (ValueError, TypeError, RecursionError):
        return ReadingRecord()
    if not isinstance(found, dict):
        return ReadingRecord()
    turns = _rows(found.get("turns"), (int, float))
    months = _rows(found.get("months"), (str, int, float))
    sessions, last = found.get("sessions", 0), found.get("last", 0.0)
    return ReadingRecord(
        tuple(Turn(*row) for row in turns if row[0] and row[1])[-KEPT:],
        found.get("solo") is True,
        tuple((str(name), int(words), float(seconds)) for name, words, seconds in months),
        sessions if _sound(sessions, int) else 0,
        float(last) if _sound(last, float) else 0.0,
    )


def _rows(found: Any, kinds: tuple[type, ...]) -> list[list[Any]]:
    """The rows of a list whose fields have these types."""
    rows = found if isinstance(found, list) else []
    return [
        row
        for row in rows
        if isinstance(row, list) and len(row) == len(kinds) and all(map(_sound, row, kinds))
    ]


def _sound(value: Any, kind: type) -> bool:
    """Whether a value of a record is possible."""
    if kind is str:
        return isinstance(value, str) and len(value) == len("2026-11")
    whole = isinstance(value, int) and not isinstance(value, bool)
    return (whole or (kind is float and isinstance(value, float))) and 0 <= value < _MOST
