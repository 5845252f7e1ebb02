"""The list of jumps that outlives a reading: places that were left, and the page looked at last.

The rule: places are kept with the words around them, like the reader's own; what cannot be read or
found again is left out, and nothing here moves the place.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from reader.context import Context
from reader.identity import old_sketch
from reader.locator.quote import Locator, Verdict
from reader.locator.resolve import resolve_all
from reader.reading.long_story import place_at
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.story import Offset
from reader.value import Value

_KEPT = 20
"""Places in either direction: those that somebody may still remember visiting."""
_BACK, _AHEAD, _LOOKING = "back", "ahead", "looking"
_TYPES = [bool, int, str, str, str, str]
"""In a row: whether it was only looked at, and a `Locator` without its share of the story."""


class KeptJumps(Value):
    """A list of jumps, found in the text as it is now."""

    back: tuple[Offset, ...] = ()
    ahead: tuple[Offset, ...] = ()
    looked: frozenset[Offset] = frozenset()
    """Those that were only looked at."""
    look: Offset | None = None
    """What was being looked at when the story was left; the latest of `ahead`."""


def to_text(reading: Reading) -> str:
    """The jumps of a reading in stored form: as if the reader had gone back to the place."""
    home = reading.returned().shown
    return json.dumps(
        {
            _BACK: [_row(reading, offset) for offset in home.back[-_KEPT:]],
            _AHEAD: [_row(reading, offset) for offset in home.ahead[-_KEPT:]],
            _LOOKING: reading.home is not None,
        }
    )


def _row(reading: Reading, offset: Offset) -> list[Any]:
    place = place_at(reading.opened.story, offset)
    return [offset in reading.looked, *place[: len(_TYPES) - 1]]


def kept_jumps(context: Context, opened: OpenStory) -> KeptJumps:
    """The stored jumps of a story; may take a while if its text was edited."""
    if opened.id is None:
        return KeptJumps()
    kept = _read(context.store.places.jumps(opened.id))
    rows = [*kept[_BACK], *kept[_AHEAD]]
    if not rows:
        return KeptJumps()
    story = opened.story
    found = resolve_all(story, [place for _, place in rows], old_sketch(context, opened.id, story))
    start, end = story.body
    now = [
        None
        if there.verdict is Verdict.LOST
        else Offset(min(max(there.offset, start), max(start, end - 1)))
        for there in found
    ]
    count = len(kept[_BACK])
    ahead = now[count:]
    return KeptJumps(
        tuple(one for one in now[:count] if one is not None),
        tuple(one for one in ahead if one is not None),
        frozenset(
            one for (looked, _), one in zip(rows, now, strict=True) if looked and one is not None
        ),
        ahead[-1] if ahead and kept[_LOOKING] else None,
    )


def _read(text: str) -> dict[str, Any]:
    """What a text says, as far as we can have written it."""
    kept: Any = {}
    with suppress(ValueError, RecursionError):
        kept = json.loads(text or "{}")
    if not isinstance(kept, dict):
        kept = {}
    return {
        _BACK: _places(kept.get(_BACK)),
        _AHEAD: _places(kept.get(_AHEAD)),
        _LOOKING: bool(kept.get(_LOOKING)),
    }


def _places(rows: Any) -> list[tuple[bool, Locator]]:
    sound = [
        row
        for row in (rows[:_KEPT] if isinstance(rows, list) else ())
        if isinstance(row, list) and [type(one) for one in row] == _TYPES and row[1] >= 0
    ]
    return [(looked, Locator(*place)) for looked, *place in sound]


def with_jumps(reading: Reading, kept: KeptJumps) -> Reading:
    """The reading with the earlier jumps beneath those made meanwhile."""
    shown, home = reading.shown, reading.place.offset
    back = tuple(one for one in kept.back if one != home)
    fresh = not (shown.back or shown.ahead or reading.home)
    ahead = tuple(one for one in kept.ahead if one != home) if fresh else shown.ahead
    there = shown._replace(back=(*back, *shown.back), ahead=ahead)
    return reading.replace(shown=there, looked=reading.looked | (kept.looked - {home}))
