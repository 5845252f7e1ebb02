"""How long was read: from one turned page to the next, by story and by day."""

import time
from collections.abc import Callable
from itertools import pairwise
from sqlite3 import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.pace.estimate import KEPT, Turn
from reader.pace.stopwatch import Lap
from reader.storage.reading_time import Clock, ReadingRecord
from reader.storage.store import Store
from reader.storage.thread import PlaceUpdate
from tests.storage.facts import add, place

NOON = 1_700_000_000.0
TurnPage = Callable[[int, int, float], None]


@pytest.fixture
def turn(store: Store, monkeypatch: pytest.MonkeyPatch) -> TurnPage:
    """Turn to an offset of a story at a time."""

    def at(story: int, offset: int, moment: float) -> None:
        monkeypatch.setattr("reader.storage.store.time.time", lambda: moment)
        store.places.remember(story, place(offset))
        store.flush()

    return at


def test_time_is_counted_from_page_to_page(store: Store, turn: TurnPage) -> None:
    """A first turn starts the clock; a pause of more than five minutes is no reading."""
    one, two = add(store, "one"), add(store, "two")
    for page, moment in enumerate((0, 40, 100, 5000, 5030)):
        turn(one, page, NOON + moment)
    turn(two, 1, NOON + 5040)

    assert {story: sum(days.values()) for story, days in store.stories.reading_time().items()} == {
        one: 130
    }


def test_days_are_kept_apart_and_outlive_the_store(
    store: Store, turn: TurnPage, opened: Callable[..., Store]
) -> None:
    """What is read on another day is told apart."""
    story = add(store, "one")
    for page, moment in enumerate((0, 60, 86_400, 86_430)):
        turn(story, page, NOON + moment)
    (days,) = opened().stories.reading_time().values()

    assert sorted(days.values()) == [30, 60]
    assert all(len(day) == 10 for day in days)


def test_an_idle_window_counts_nothing(store: Store, turn: TurnPage) -> None:
    """The same place told again writes no time."""
    story = add(store, "one")
    turn(story, 1, NOON)
    turn(story, 1, NOON + 60)

    assert store.stories.reading_time() == {}


def test_a_forgotten_story_leaves_no_time(store: Store, turn: TurnPage) -> None:
    """What belongs to it goes with it."""
    story = add(store, "one")
    turn(story, 1, NOON)
    turn(story, 2, NOON + 60)
    store.stories.forget(story).result(10)

    assert store.stories.reading_time() == {}


@pytest.mark.parametrize("value", ["", "x", "[]", "[" * 9000, '{"day": "x", "d": -1, "e": 1e999}'])
def test_a_record_that_cannot_be_read_is_empty(store: Store, turn: TurnPage, value: str) -> None:
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


# How fast

LAPS = [
    Lap(0.0, Turn(250, 60.0)),
    Lap(0.0, Turn(240, 61.5)),
    Lap(0.0, None),
    Lap(5.0, Turn(90, 20)),
]


def read_on(store: Store, story: int, laps: list[Lap], start: float = NOON) -> None:
    """Turn a page a minute."""
    for page, lap in enumerate(laps, 1):
        update = PlaceUpdate(story, place(page), start + 60 * page, at_once=True, lap=lap)
        store.update_place(update)
    store.flush()


def test_turns_are_kept_by_words_and_seconds(store: Store, opened: Callable[..., Store]) -> None:
    """The latest ones, sums of months, and how often reading was taken up; no times of turns."""
    story = add(store, "one")
    read_on(store, story, LAPS)
    read_on(store, story, [LAPS[0]._replace(solo=True)] * 300, NOON + 40 * 86_400)
    kept = store.stories.reading_record(story)  # all that was asked before is done by then
    found = opened().stories.reading_records()[story]

    assert found == kept
    assert (len(found.turns), found.turns[-1]) == (KEPT, Turn(250, 60.0))
    assert [(words, seconds) for _, words, seconds in found.months] == [
        (580, 141.5),
        (75_000, 18_000.0),
    ]
    assert (found.solo, found.sessions, found.last) == (True, 2, NOON + 40 * 86_400 + 18_000)


def test_time_away_from_a_page_is_not_read(store: Store) -> None:
    """It is taken from what passed between two turns."""
    story = add(store, "one")
    read_on(store, story, [Lap(), Lap(45.0), Lap(600.0)])

    assert sum(store.stories.reading_time()[story].values()) == 15


def test_nothing_is_written_where_that_is_not_wanted(store: Store) -> None:
    """The place is kept all the same."""
    story = add(store, "one")
    store.places.timed = False
    for page in (1, 2, 3):
        store.places.remember(story, place(page), LAPS[0], read=((0.0, page / 10),))
    store.flush()

    assert store.stories.reading_time() == store.stories.reading_records() == {}
    assert store.stories.coverages() == {}
    assert store.stories.known()[0].locator == place(3)


def test_all_that_is_known_of_reading_can_be_forgotten(store: Store) -> None:
    """The places stay."""
    story, other = add(store, "one"), add(store, "two")
    for one in (story, other):
        read_on(store, one, LAPS)
        store.places.remember(one, place(len(LAPS)), read=((0.0, 0.5),))
    store.flush()
    assert store.stories.coverages().keys() == {story, other}
    store.stories.forget(other).result(10)
    assert store.stories.reading_records().keys() == {story}
    store.stories.forget_reading().result(10)

    assert store.stories.reading_time() == store.stories.reading_records() == {}
    assert store.stories.coverages() == {}
    assert store.stories.known()[0].locator == place(len(LAPS))


@pytest.mark.parametrize(
    "value",
    [
        *("", "x", "[]", "[" * 9000, "{}", '{"turns": 5, "months": {}, "last": []}'),
        '{"turns": [[1], [1, -2], [0, 0], ["a", 1], [true, 1], [1, 1e999]], "sessions": 1.5}',
        '{"months": [[5, 5, 5], ["a long name", 1, 1]], "sessions": -1, "last": "x"}',
    ],
)
def test_a_record_of_pace_that_cannot_be_read_is_empty(store: Store, value: str) -> None:
    """And the next page turned writes it again."""
    story = add(store, "one")

    def spoil(connection: Connection) -> None:
        row = (f"pace {story}", value)
        connection.execute("INSERT INTO meta(key, value) VALUES(?, ?)", row)

    store.change(spoil)
    assert store.stories.reading_record(story) == ReadingRecord()
    read_on(store, story, LAPS)
    assert len(store.stories.reading_record(story).turns) == 3


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set here")
def test_a_day_is_that_of_where_the_reader_is(
    store: Store, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Also on a journey, and in the night in which an hour is there twice; none is negative."""
    story, night = add(store, "one"), 1_698_536_400.0
    """Half an hour past midnight by UTC, in the night in which summer time ends in Europe."""
    request.addfinalizer(time.tzset)
    request.addfinalizer(monkeypatch.undo)
    for hour, zone in enumerate(("CET-1CEST,M3.5.0,M10.5.0/3",) * 3 + ("ABC-14", "DEF12")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        read_on(store, story, [Lap(), Lap()], night + 3600 * hour)

    assert store.stories.reading_time()[story] == {
        "2023-10-29": 240.0,
        "2023-10-28": 60.0,
    }
