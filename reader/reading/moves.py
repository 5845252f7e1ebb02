"""What commands and searches do to a reading, for both front ends: where it goes and looks.

The rule: every move is total. It gives the resulting reading, the very same one if there is nowhere
to go, and None as long as too little of a long story is laid out to tell. Hits are only looked at;
the first look is a jump, so that going back leads to where the reader was reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.reading.navigator import Navigator, Stride
from reader.reading.reading import Reading, jumped

if TYPE_CHECKING:
    from reader.reading.search import Search

Move = Callable[[Reading, int | None], Reading | None]
"""From a reading and the number typed before the command, if any, to a reading."""


def _is_set(reading: Reading, there: Navigator) -> bool:
    """Whether enough of the story is laid out to know what is there."""
    here, layout = reading.shown, reading.shown.layout
    if not reading.counting:
        return True
    at_start = layout.begins and here.offset <= layout.bounds.start
    stuck = there is here and not (at_start or here.at_end)
    return there.sound and not stuck


def _turn(way: int, stride: Stride) -> Move:
    """A move by pages or lines: done at once if the pages are there."""

    def move(reading: Reading, count: int | None) -> Reading | None:
        there = reading.shown.turn(way * (count or 1), stride)
        return reading.go(there) if _is_set(reading, there) else None

    return move


def _look(how: Callable[[Navigator, int | None], Navigator]) -> Move:
    """A look at something that only all pages can show."""

    def move(reading: Reading, count: int | None) -> Reading | None:
        return None if reading.counting else reading.look(how(reading.shown, count))

    return move


def _jump(how: Callable[[Reading], Reading]) -> Move:
    """A move through the list of jumps: those of an excerpt stay in it, others go anywhere."""

    def move(reading: Reading, _: int | None) -> Reading | None:
        return None if reading.counting and reading.opened.rest is None else how(reading)

    return move


def _to_start(reading: Reading, _: int | None) -> Reading | None:
    there = reading.shown
    if reading.counting and not there.layout.begins:
        return None
    there = there.to_page(0)
    return reading.look(there) if _is_set(reading, there) else None


def _to_next_chapter(reading: Reading, count: int | None) -> Reading | None:
    there = reading.shown.chapter(count or 1)
    return reading.look(there) if _is_set(reading, there) else None


def _to_end(here: Navigator, count: int | None) -> Navigator:
    return here.to_end() if count is None else here.to_page(count - 1)


def _to_percent(here: Navigator, count: int | None) -> Navigator:
    return here if count is None else here.to_progression(count / 100)


MOVES: Mapping[str, Move] = {
    "page.next": _turn(1, Stride.SCREEN),
    "page.previous": _turn(-1, Stride.SCREEN),
    "line.next": _turn(1, Stride.LINE),
    "line.previous": _turn(-1, Stride.LINE),
    "half.next": _turn(1, Stride.HALF),
    "half.previous": _turn(-1, Stride.HALF),
    "chapter.next": _to_next_chapter,
    "chapter.previous": _look(lambda here, count: here.chapter(-(count or 1))),
    "go.start": _to_start,
    "go.end": _look(_to_end),
    "go.percent": _look(_to_percent),
    "jump.back": _jump(Reading.back),
    "jump.ahead": _jump(Reading.forward),
    "place.here": lambda reading, _: reading.stay(),
    "place.return": _jump(Reading.returned),
}
"""Command id → its move."""


def wheel(notches: int, *, by_pages: bool) -> Move:
    """A turn by a mouse wheel: by pages, or by some lines."""
    return _turn(notches, Stride.SCREEN if by_pages else Stride.NOTCH)


def to_offset(offset: int) -> Move:
    """A look at a place in the text."""
    return _look(lambda here, _: here.to(offset))


def to_page(number: int) -> Move:
    """A look at a page, counted from 1."""
    return _look(lambda here, _: here.to_page(number - 1))


def to_share(share: float) -> Move:
    """A look at a share of the story."""
    return _look(lambda here, _: here.to_progression(share))


def to_place(offset: int) -> Move:
    """The move to a place that was read in another window: reading goes on there."""

    def move(reading: Reading, _: int | None) -> Reading | None:
        return None if reading.counting else reading.go(reading.shown.to(offset))

    return move


def found(reading: Reading, search: Search, before: Reading) -> Reading:
    """Look at the current hit of a search, from where the search began.

    The page stays if the hit is already the current one.
    """
    if reading.search is not None and search.at_same_place(reading.search):
        return reading.replace(search=search)
    there = reading.restored(before).replace(search=search)
    if search.current is None:
        return there
    return there.look(there.shown.showing(search.current.start))


def settled(reading: Reading, before: Reading) -> Reading:
    """The search is finished: its place is a jump, and still only a look."""
    if before.home is not None:
        return reading
    return reading.replace(shown=jumped(reading.shown, before.shown.offset))


def stand_at(reading: Reading, search: Search) -> Reading:
    """Look at the current hit of a search, as a jump if reading was going on."""
    at_hit = reading.replace(search=search)
    if search.current is None:
        return at_hit
    there = reading.shown.showing(search.current.start)
    if there is not reading.shown and reading.home is None:
        there = jumped(there, reading.shown.offset)
    return at_hit.look(there)


def step(reading: Reading, count: int) -> Reading:
    """Look at the hit that many steps further on."""
    search = reading.search
    return reading if search is None else stand_at(reading, search.step(count, reading.page))


def without_search(reading: Reading) -> Reading:
    """End the search, and return to where the reader was reading."""
    return reading.replace(search=None).returned()
