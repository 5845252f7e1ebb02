"""What each command that goes somewhere makes of a reading; both front ends use this table.

The rule: every move is total. It gives the reading as it is then, the very same one where there is
nowhere to go, and None as long as too little of a long story is set to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.reading.navigator import Navigator, Stride
from reader.reading.reading import Reading

Move = Callable[[Reading, int | None], Reading | None]
"""Of a reading and the number typed before the command, if any."""


def _turn(way: int, stride: Stride) -> Move:
    """A move by pages or lines: done at once as far as the pages are there."""

    def move(reading: Reading, count: int | None) -> Reading | None:
        return reading.reach(reading.shown.turn(way * (count or 1), stride))

    return move


def _go(how: Callable[[Navigator, int | None], Navigator]) -> Move:
    """A move that only all pages can tell."""

    def move(reading: Reading, count: int | None) -> Reading | None:
        return None if reading.counting else reading.go(how(reading.shown, count))

    return move


def _jump(how: Callable[[Reading], Reading]) -> Move:
    """A move through the list of jumps: those of an excerpt stay in it, others go anywhere."""

    def move(reading: Reading, _: int | None) -> Reading | None:
        return None if reading.counting and reading.opened.rest is None else how(reading)

    return move


def _to_start(reading: Reading, _: int | None) -> Reading | None:
    if reading.shown.layout.begins:
        return reading.reach(reading.shown.to_page(0))
    return None if reading.counting else reading.go(reading.shown.to_page(0))


def _to_next_chapter(reading: Reading, count: int | None) -> Reading | None:
    return reading.reach(reading.shown.chapter(count or 1))


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
    "chapter.previous": _go(lambda here, count: here.chapter(-(count or 1))),
    "go.start": _to_start,
    "go.end": _go(_to_end),
    "go.percent": _go(_to_percent),
    "jump.back": _jump(Reading.back),
    "jump.ahead": _jump(Reading.forward),
}
"""Command id → its move."""


def wheel(reading: Reading, notches: int) -> Reading | None:
    """Turn by a mouse wheel: pages, or some lines."""
    return reading.reach(reading.shown.turn(notches, Stride.NOTCH))


def to_offset(offset: int) -> Move:
    """The move to a place in the text."""
    return _go(lambda here, _: here.to(offset))


def to_page(number: int) -> Move:
    """The move to a page, counted from 1."""
    return _go(lambda here, _: here.to_page(number - 1))


def to_share(share: float) -> Move:
    """The move to a share of the story."""
    return _go(lambda here, _: here.to_progression(share))
