"""What was read, day by day: sums, streaks, a calendar, and when a story will end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.pace.estimate import Turn
from reader.pace.history import SHADES, ReadingHistory, long_time, shade
from reader.shelf.entries import Entry
from reader.shelf.statistics import MonthRead, Statistics, StoryPace, rows, story_read
from reader.storage.reading_time import ReadingRecord
from reader.typeset.cells import width

TODAY = date(2026, 11, 18)  # a Wednesday
MINUTE = 60.0


def history(minutes: dict[str, float], today: date = TODAY) -> ReadingHistory:
    """Some minutes on some days."""
    return ReadingHistory({day: spent * MINUTE for day, spent in minutes.items()}, today)


def test_sums_are_those_of_the_calendar() -> None:
    """A week begins on Monday, a month on the first; what is to come is not read."""
    told = history(
        {
            "2026-11-18": 10,
            "2026-11-16": 20,
            "2026-11-15": 40,
            "2026-11-01": 80,
            "2026-10-31": 160,
            "2026-11-19": 320,
        }
    )

    assert [spent / MINUTE for spent in told.sums] == [10, 30, 150]


@pytest.mark.parametrize(
    ("days", "now", "longest"),
    [
        ([], 0, 0),
        ([0], 1, 1),
        ([1], 1, 1),
        ([2], 0, 1),
        ([0, 1, 2], 3, 3),
        ([1, 2, 4, 5, 6, 7], 2, 4),
        ([0, 2], 1, 1),
        ([-1, 0, 1], 3, 3),
    ],
)
def test_days_in_a_row(days: list[int], now: int, longest: int) -> None:
    """Those of five minutes; today need not have come to it yet."""
    minutes = {(TODAY - timedelta(day)).isoformat(): 5.0 for day in days}
    short = {(TODAY - timedelta(3)).isoformat(): 4.9, "no day": 9.0}
    told = history({**short, **minutes}).streaks

    assert told == (now, longest)


def test_the_calendar_has_a_sign_for_each_day_that_has_come() -> None:
    """Twelve months, the latest first, over the end of a year."""
    told = history({"2026-11-02": 20, "2026-11-18": 90, "2026-02-28": 1})

    assert list(told.months())[:2] == ["2026-11", "2026-10"]
    assert list(told.months())[-1] == "2025-12"
    assert told.shades("2026-11") == "·▒···············█"
    assert (len(told.shades("2026-02")), told.shades("2026-02")[-1]) == (28, "░")
    assert told.in_month("2026-11") == 110 * MINUTE


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_time_never_has_a_fainter_sign(one: float, other: float) -> None:
    """And all signs differ without a colour."""
    low, high = sorted((one, other))

    assert SHADES.index(shade(low)) <= SHADES.index(shade(high))
    assert len(set(SHADES)) == len(SHADES)
    assert all(width(sign) == 1 for sign in SHADES)


@given(st.dictionaries(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.floats(0, 86_400)))
def test_nothing_is_counted_twice(spent: dict[date, float]) -> None:
    """A day is in one month, and no sum is more than all."""
    told = ReadingHistory({day.isoformat(): seconds for day, seconds in spent.items()}, TODAY)
    months = sum(map(told.in_month, told.months()))

    assert told.sums.today <= told.sums.month <= sum(spent.values()) + 1
    assert months <= sum(spent.values()) + 1
    assert 0 <= told.streaks.now <= told.streaks.longest <= len(spent)


def test_the_end_of_a_story_is_told_by_the_last_fourteen_days() -> None:
    """A quarter of an hour a day; who has not read lately is told nothing."""
    told = history({(TODAY - timedelta(day)).isoformat(): 15 for day in range(14)})

    assert told.end_of(150 * MINUTE) == TODAY + timedelta(10)
    assert history({"2026-10-01": 600}).end_of(60) is None
    assert history({"2026-11-18": 0.001}).end_of(1e9) is None


def test_a_story_tells_what_it_still_takes() -> None:
    """By its own pace, once that is known; a finished one takes no more."""
    half = Entry("x", "A tale", words=10_000, progression=0.5, status="reading")
    record = ReadingRecord(tuple([Turn(250, 60.0)] * 40), sessions=3)
    days = history({"2026-11-18": 28})
    told = story_read(half, {1: record}, 1, days)

    assert (told.sessions, told.seconds, told.ends) == (3, 28 * MINUTE, TODAY + timedelta(10))
    assert told.left == pytest.approx(20 * MINUTE, rel=0.01)
    assert story_read(half._replace(status="finished"), {1: record}, 1, days).left is None
    assert story_read(half, {1: record.replace(turns=record.turns[:4])}, 1, days).left is None
    assert story_read(half, {}, 1, days).sessions == 0


@pytest.mark.parametrize("columns", [20, 38, 50, 60, 64, 78, 83])
def test_the_picture_fits_where_it_has_room(columns: int) -> None:
    """What has none is left out, or stands below; the calendar itself takes 37 cells."""
    days = history({"2026-11-18": 90, "2026-10-31": 6000})
    months = tuple(MonthRead(one, days.in_month(one), 238, 2) for one in days.months())
    story = StoryPace("A tale", 4, 3725.0, 7200.0, date(2026, 12, 1))
    told = [
        "".join(run.text for run in row).rstrip()
        for row in rows(Statistics(days, months, story), columns)
    ]

    assert any(line.startswith("  Nov ·················█") for line in told) is (columns > 37)
    assert ("  Oct 100 h 00" in told) is (columns < 38)
    assert any("2 h" in line for line in told)
    assert any("1 Dec 2026" in line for line in told)
    assert all(width(line) <= max(columns, 36) for line in told)
    assert ("238 words/min" in "\n".join(told)) is (columns >= 64)
    assert ("2 finished" in "\n".join(told)) is (columns >= 78)


def test_long_times_are_told_in_hours() -> None:
    """And minutes."""
    assert [long_time(spent) for spent in (0, 59, 3725, 3_600_000)] == [
        "0 min",
        "0 min",
        "1 h 02",
        "1,000 h 00",
    ]
