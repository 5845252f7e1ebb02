"""Which parts of each story were read by turning its pages, and how many words that makes.

The rule: parts are shares of a story, merged; reading a page twice counts once, and looking at one
does not count. A story that was read before there were records counts up to its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any

from reader.storage import meta_sql
from reader.value import NamedTuple

Part = tuple[float, float]
"""From one share of a story to another, each from 0 to 1."""

_KEY = "read "
_GAP = 1e-6
"""The distance within which two parts are joined: a character in a million."""
_MOST = 400
"""Parts of one story; if there are more, the closest ones are joined."""
_DIGITS = 7


class Coverage(NamedTuple):
    """What was read of one story."""

    parts: tuple[Part, ...] = ()
    words: int = 0
    """The words of the story when that was recorded; 0 if not known."""

    @property
    def share(self) -> float:
        """The share of the story that was read."""
        return min(1.0, sum(end - start for start, end in self.parts))

    def words_read(self, words: int) -> int:
        """How many words were read, of a story that has this many now."""
        return round((self.words or words) * self.share)

    def of(self, words: int) -> Coverage:
        """The same words as parts of a story that has grown to this many, or was cut."""
        if not self.words or not words or self.words == words:
            return self._replace(words=words or self.words)
        by = self.words / words
        return Coverage(union((start * by, min(1.0, end * by)) for start, end in self.parts), words)


def union(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts in order, with adjacent ones joined."""
    ordered = sorted(part for part in parts if 0.0 <= part[0] < part[1] <= 1.0)
    gap = _GAP
    merged = _joined(ordered, gap)
    while len(merged) > _MOST:
        gap *= 2
        merged = _joined(merged, gap)
    return tuple(merged)


def _joined(ordered: Sequence[Part], gap: float) -> list[Part]:
    merged: list[Part] = []
    for start, end in ordered:
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def add(connection: Connection, story: int, parts: Iterable[Part]) -> None:
    """Record that parts of a story were read; before the place that they lead to is written."""
    query = "SELECT words, moved, progression FROM story WHERE id=?"
    row = connection.execute(query, (story,)).fetchone()
    if row is None:
        return
    words, moved, progression = row
    before = _of(connection, story)
    known = before
    if known is None:
        known = Coverage() if moved is None else Coverage(((0.0, progression or 0.0),))
    now = known.of(words)
    now = now._replace(parts=union((*now.parts, *parts)))
    if now != before:
        _write(connection, story, now)


def merge(connection: Connection, story: int, value: Any) -> None:
    """Add what another data file has recorded about a story."""
    theirs = _read(value)
    if theirs is not None:
        ours = _of(connection, story) or Coverage()
        words = max(ours.words, theirs.words)
        parts = union((*ours.of(words).parts, *theirs.of(words).parts))
        _write(connection, story, Coverage(parts, words))


def story_of(key: str) -> int | None:
    """The story that a record with this key is about; None if it is another record."""
    number = key.removeprefix(_KEY)
    return int(number) if number != key and number.isdecimal() and number.isascii() else None


def forget(connection: Connection, story: int | None = None) -> None:
    """Remove what is known of a story, or of all."""
    if story is None:
        meta_sql.forget_beginning(connection, _KEY)
    else:
        meta_sql.forget(connection, f"{_KEY}{story}")


def coverages(connection: Connection) -> dict[int, Coverage]:
    """Story → what was read of it, if that is known."""
    rows = meta_sql.beginning(connection, _KEY)
    told = ((story_of(_KEY + key), _read(value)) for key, value in rows)
    return {story: read for story, read in told if story is not None and read is not None}


def _of(connection: Connection, story: int) -> Coverage | None:
    return _read(meta_sql.value(connection, f"{_KEY}{story}"))


def _write(connection: Connection, story: int, now: Coverage) -> None:
    import json  # no start needs it

    parts = [[round(start, _DIGITS), round(end, _DIGITS)] for start, end in now.parts]
    record = json.dumps({"words": now.words, "read": parts})
    meta_sql.keep(connection, (f"{_KEY}{story}", record))


def _read(value: Any) -> Coverage | None:
    """A record as it was written; an unreadable one counts as none."""
    import json

    try:
        found = json.loads(value)
        parts = [(float(start), float(end)) for start, end in found["read"]]
        words = found["words"]
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None
    if not isinstance(words, int) or isinstance(words, bool) or words < 0:
        return None
    return Coverage(union(parts), words)
