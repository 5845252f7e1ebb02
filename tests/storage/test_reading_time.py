"""How long was read: from one turned page to the next, by story and by day."""

from collections.abc import Callable
from itertools import pairwise
from sqlite3 import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.storage.reading_time import Clock
from reader.storage.store import Store
from tests.storage.facts import add, place

NOON = 1_700_000_000.0
Turn = Callable[[int, int, float], None]


@pytest.fixture
def turn(store: Store, monkeypatch: pytest.MonkeyPatch) -> Turn:
    """Turn to an offset of a story at a time."""

    def at(story: int, offset: int, moment: float) -> None:
        monkeypatch.setattr("reader.storage.store.time.time", lambda: moment)
        store.places.remember(story, place(offset))
        store.flush()

    return at


def test_time_is_counted_from_page_to_page(store: Store, turn: Turn) -> None:
    """A first turn starts the clock; a pause of more than five minutes is no reading."""
    one, two = add(store, "one"), add(store, "two")
    for page, moment in enumerate((0, 40, 100, 5000, 5030)):
        turn(one, page, NOON + moment)
    turn(two, 1, NOON + 5040)

    assert {story: sum(days.values()) for story, days in store.stories.reading_time().items()} == {
        one: 130
    }


def test_days_are_kept_apart_and_outlive_the_store(
    store: Store, turn: Turn, opened: Callable[..., Store]
) -> None:
    """What is read on another day is told apart."""
    story = add(store, "one")
    for page, moment in enumerate((0, 60, 86_400, 86_430)):
        turn(story, page, NOON + moment)
    (days,) = opened().stories.reading_time().values()

    assert sorted(days.values()) == [30, 60]
    assert all(len(day) == 10 for day in days)


def test_an_idle_window_counts_nothing(store: Store, turn: Turn) -> None:
    """The same place told again writes no time."""
    story = add(store, "one")
    turn(story, 1, NOON)
    turn(story, 1, NOON + 60)

    assert store.stories.reading_time() == {}


def test_a_forgotten_story_leaves_no_time(store: Store, turn: Turn) -> None:
    """What belongs to it goes with it."""
    story = add(store, "one")
    turn(story, 1, NOON)
    turn(story, 2, NOON + 60)
    store.stories.forget(story).result(10)

    assert store.stories.reading_time() == {}


@pytest.mark.parametrize("value", ["", "x", "[]", "[" * 9000, '{"day": "x", "d": -1, "e": 1e999}'])
def test_a_record_that_cannot_be_read_is_empty(store: Store, turn: Turn, value: str) -> None:
    """And the next page turned writes it again."""
    story = add(store, "one")

    def spoil(connection: Connection) -> None:
        row = (f"time {story}", value)
        connection.execute("INSERT INTO meta(key, value) VALUES(?, ?)", row)

    store.change(spoil)
    assert store.stories.reading_time()[story] == {}
    turn(story, 1, NOON)
    turn(story, 2, NOON + 5)

    assert list(store.stories.reading_time()[story].values()) == [5]


@given(st.lists(st.floats(0, 1e6), max_size=20))
def test_no_more_time_is_counted_than_has_passed(moments: list[float]) -> None:
    """Whatever a clock does, also when it is set back."""
    clock = Clock()
    for moment in moments:
        clock.turned(1, moment)

    assert 0 <= clock.unwritten(1) <= sum(max(0.0, b - a) for a, b in pairwise(moments))
