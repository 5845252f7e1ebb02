"""The laws of a reading: what a look, a jump, a search and a resize may change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.reading.moves import MOVES
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.reading.search import Search, Seeker
from reader.reading.view import view_of
from reader.search.query import Query
from reader.settings.settings import Settings
from tests import reading_steps
from tests.reading_steps import RARE, SIZES, Step

STORY = reading_steps.story()
SEEKER = Seeker(STORY)
RECORDED: list[list[list[int]]] = json.loads(
    (Path(__file__).parent / "readings" / "screen.json").read_text("utf-8")
)
"""What the reader's steps led to when they were recorded, step by step; see `row`."""
MATCHES = {word: SEEKER.all(Query(word), lambda: False) for word in RARE}


class Reader:
    """Takes steps in a reading, as the screen does."""

    def __init__(self) -> None:
        self.size, self.mode = 0, "pages"
        opened = OpenStory(STORY)
        self.reading = Reading(opened, self.view.pages(opened))

    @property
    def view(self):  # type: ignore[no-untyped-def]
        """The view of the screen's size."""
        look = Settings().replace(mode=self.mode)
        return view_of(OpenStory(STORY), look, *SIZES[self.size])

    def take(self, step: Step) -> int:
        """Take a step; the place that is to be kept then, or -1."""
        before = self.reading
        self.reading = self._after(step)
        moved = self.reading is not before and step.what in MOVES
        read_on = moved and (self.reading.home is None) and not self._only_looked(before)
        return self.reading.place.offset if read_on else -1

    def _only_looked(self, before: Reading) -> bool:
        return self.reading.place.offset == before.place.offset and before.home is not None

    def _after(self, step: Step) -> Reading:
        reading = self.reading
        if step.what in MOVES:
            return MOVES[step.what](reading, step.number) or reading
        if step.what == "find":
            word = RARE[step.number or 0]
            search = Search(Query(word), MATCHES[word]).at_page(reading.page)
            found = reading.found(search, reading)
            if search.current is None:
                return found.replace(search=reading.search)
            return found.settled(reading)
        if step.what == "search.end":
            return reading.without_search()
        if step.what.startswith("search."):
            count = step.number or 1
            return reading.step(count if step.what == "search.next" else -count)
        if step.what == "resize":
            self.size = step.number or 0
        else:
            self.mode = "scroll" if self.mode == "pages" else "pages"
        return reading.set_as(self.view.pages(reading.opened, reading.shown))


def row(reading: Reading) -> list[int]:
    """What is to be told of a reading, in numbers."""
    shown, search = reading.shown, reading.search
    hit = -1 if search is None else -2 if search.at is None else search.at
    return [
        shown.offset,
        shown.above,
        reading.home.offset if reading.home else -1,
        sum(shown.back),
        len(shown.back),
        sum(shown.ahead),
        len(shown.ahead),
        len(reading.looked),
        hit,
    ]


@pytest.mark.parametrize("seed", range(reading_steps.SEQUENCES))
def test_a_reading_goes_as_it_was_recorded(seed: int) -> None:
    """Forty steps of every kind lead where they led before."""
    reader = Reader()
    for step, expected in zip(reading_steps.steps(seed), RECORDED[seed], strict=True):
        kept = reader.take(step)
        assert [*row(reader.reading), kept] == expected, step
