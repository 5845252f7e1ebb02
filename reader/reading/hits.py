"""What a search makes of a reading: from where it began to a hit, from hit to hit, and back.

The rule: hits are only looked at. The first look is a jump, so that going back leads to where the
reader was reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.reading.reading import Reading, jumped

if TYPE_CHECKING:
    from reader.reading.search import Search


def found(reading: Reading, search: Search, before: Reading) -> Reading:
    """Look at the hit that a search stands on, from where the search began.

    The page stays where the hit is the one that is stood on already.
    """
    if reading.search is not None and search.at_same_place(reading.search):
        return reading.replace(search=search)
    there = reading.restored(before).replace(search=search)
    if search.current is None:
        return there
    return there.look(there.shown.showing(search.current.start))


def settled(reading: Reading, before: Reading) -> Reading:
    """The search that was begun stands: its place is a jump, and no more than a look."""
    if before.home is not None:
        return reading
    return reading.replace(shown=jumped(reading.shown, before.shown.offset))


def stand_at(reading: Reading, search: Search) -> Reading:
    """Look at the hit that a search stands on, as a jump when reading was going on."""
    at_hit = reading.replace(search=search)
    if search.current is None:
        return at_hit
    there = reading.shown.showing(search.current.start)
    if there is not reading.shown and reading.home is None:
        there = jumped(there, reading.shown.offset)
    return at_hit.look(there)


def step(reading: Reading, count: int) -> Reading:
    """Look at the hit that many further on."""
    search = reading.search
    return reading if search is None else stand_at(reading, search.step(count, reading.page))


def without_search(reading: Reading) -> Reading:
    """End the search, and be back where the reader was reading."""
    return reading.replace(search=None).returned()
