"""What was read, as figures and as a picture of twelve months: of all stories, and of one.

The rule: it comes from what the data file keeps of days, months and turns, and nothing is guessed
if that is too little.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from reader.context import Context
from reader.pace.estimate import ReadingPace, time_left
from reader.pace.history import SHADES, ReadingHistory, long_time
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.shelf.entries import Entry, read_before
from reader.storage.reading_time import ReadingRecord, seconds_expected
from reader.storage.values import Status
from reader.value import NamedTuple, Value

_DAYS = 31
_BLANK = " " * 2
_CALENDAR_FROM, _HOURS_FROM, _SUMS_FROM, _STREAKS_FROM = 38, 50, 54, 66
"""Cells from which there is room for a month's days, for figures side by side, and for what streaks
are.
"""
_PACE_FROM, _FINISHED_FROM = 64, 78
"""Cells from which there is room for the columns of pace and of finished stories."""
_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LEGEND = ("none", "a minute", "15 min", "30 min", "an hour")


class MonthRead(NamedTuple):
    """A month of the calendar."""

    month: str
    """As `2026-11`."""
    seconds: float
    words_a_minute: int | None
    """None if no page counted."""
    finished: int


class StoryPace(Value):
    """How one story was read."""

    title: str
    sessions: int
    seconds: float
    left: float | None
    """The seconds that it will still take; None if unknown."""
    ends: date | None
    """When it will be finished, at the rate of the last fourteen days."""


class Statistics(Value):
    """What was read."""

    history: ReadingHistory
    months: tuple[MonthRead, ...]
    """The latest first."""
    story: StoryPace | None = None


def statistics_of(context: Context, story: int | None = None) -> Statistics:
    """What was read of all stories, and of one; it waits for the data file."""
    stories = context.store.stories
    times, records, read = stories.reading_time(), stories.reading_records(), read_before(context)
    days: Counter[str] = Counter()
    for spent in times.values():
        days.update(spent)
    history = ReadingHistory(days, date.today())  # noqa: DTZ011 - the calendar where the reader is
    own = next((entry for number, entry in read if number == story), None)
    told = None
    if own is not None and story is not None:
        told = story_read(own, records, story, ReadingHistory(times.get(story, {}), history.today))
    return Statistics(history, tuple(_months(history, records, (one for _, one in read))), told)


def story_read(
    entry: Entry, records: Mapping[int, ReadingRecord], story: int, history: ReadingHistory
) -> StoryPace:
    """How a story was read, and when it will be finished at that rate."""
    record = records.get(story, ReadingRecord())
    pace = ReadingPace(record.turns, seconds_expected(records, solo=record.solo))
    done = entry.status == Status.FINISHED or not pace.known
    left = None if done else entry.words * (1 - entry.progression) * pace.word
    ends = history.end_of(left) if left else None
    return StoryPace(entry.title, record.sessions, sum(history.days.values()), left, ends)


def _months(
    history: ReadingHistory, records: Mapping[int, ReadingRecord], read: Iterator[Entry]
) -> Iterator[MonthRead]:
    words: Counter[str] = Counter()
    seconds: dict[str, float] = {}
    for record in records.values():
        if not record.solo:  # characters are not words
            for month, count, spent in record.months:
                words[month] += count
                seconds[month] = seconds.get(month, 0.0) + spent
    finished = Counter(
        time.strftime("%Y-%m", time.localtime(one.last_read))
        for one in read
        if one.status == Status.FINISHED and one.last_read is not None
    )
    for month in history.months():
        spent = seconds.get(month, 0.0)
        pace = round(60 * words[month] / spent) if spent else None
        yield MonthRead(month, history.in_month(month), pace, finished[month])


def rows(told: Statistics, columns: int) -> Iterator[Row]:
    """The picture of it; parts without room are left out."""
    today, week, month = told.history.sums
    sums = (("Today", today), ("This week", week), ("This month", month))
    figures = [[*_figure(name, long_time(spent))] for name, spent in sums]
    yield from figures if columns < _SUMS_FROM else [[run for one in figures for run in one]]
    yield []
    if told.story is not None:
        yield from _story_rows(told.story, columns)
        yield []
    if columns < _CALENDAR_FROM:
        for one in told.months:
            yield [*_figure(_NAMES[int(one.month[5:]) - 1], long_time(one.seconds))]
        yield []
        yield from _streaks(told.history, columns)
        return
    yield [Run(_BLANK + " " * 4 + "".join(f"{day:<5}" for day in (1, 6, 11, 16, 21, 26, 31)), _Q)]
    for one in told.months:
        yield _month_row(one, told.history.shades(one.month), columns)
    legend = [f"{sign} {said}   " for sign, said in zip(SHADES, _LEGEND, strict=True)]
    for part in (legend,) if columns >= _PACE_FROM else (legend[:3], legend[3:]):
        yield [Run(_BLANK + " " * 4 + "".join(part), _Q)]
    yield []
    yield from _streaks(told.history, columns)


_Q = (Role.QUIET,)


def _figure(name: str, value: str) -> Iterator[Run]:
    yield Run(f"{_BLANK}{name} ", _Q)
    yield Run(f"{value} ", (Role.TITLE,))


def _streaks(history: ReadingHistory, columns: int) -> Iterator[Row]:
    now, longest = history.streaks
    parts = [
        [*_figure("Days in a row", f"{now:,}")],
        [*_figure("the most", f"{longest:,}")],
        [Run(f"{_BLANK}(of five minutes or more)", _Q)],
    ]
    yield from parts if columns < _STREAKS_FROM else [[run for one in parts for run in one]]


def _month_row(one: MonthRead, shades: str, columns: int) -> Row:
    name = _NAMES[int(one.month[5:]) - 1]
    row = [
        Run(f"{_BLANK}{name} ", (Role.ACCENT,)),
        Run(shades.ljust(_DAYS), (Role.TEXT,)),
    ]
    if columns >= _HOURS_FROM:
        row.append(Run(f"{long_time(one.seconds) if one.seconds else '':>12}", (Role.TITLE,)))
    if columns >= _PACE_FROM:
        pace = f"{one.words_a_minute:,} words/min" if one.words_a_minute else ""
        row.append(Run(f"{pace:>15}", _Q))
    if columns >= _FINISHED_FROM and one.finished:
        row.append(Run(f"{one.finished:>5,} finished", _Q))
    return row


def _story_rows(one: StoryPace, columns: int) -> Iterator[Row]:
    rows = [
        [*_figure("This story: sessions", f"{one.sessions:,}")],
        [*_figure("read for", long_time(one.seconds))],
    ]
    yield from rows if columns < _SUMS_FROM else [rows[0] + rows[1]]
    if one.left is not None:
        ends = one.ends
        rows = [
            [*_figure("Time left", time_left(one.left, 1.0))],
            [] if ends is None else [*_figure("likely finished by", _date(ends))],
        ]
        yield from filter(None, rows) if columns < _SUMS_FROM else [rows[0] + rows[1]]


def _date(day: date) -> str:
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"
