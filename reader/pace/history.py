"""What was read on which days: sums, streaks and shades of a calendar.

The rule: days are those of the reader's own calendar, as they were when pages were turned; nothing
here asks what time it is.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from reader.value import NamedTuple, Value

DAY_LEAST = 300
"""Seconds from which a day counts as one of reading."""
SHADES = "·░▒▓█"
"""Signs for a day by how long was read; distinguishable without colours."""
SHADES_FROM = (60, 15 * 60, 30 * 60, 60 * 60)
"""Seconds from which each sign but the first is used."""
MONTHS = 12
_LATELY = 14
"""Days from which the end of a story is predicted."""
_FURTHEST = 3650
"""Days ahead that are predicted."""


class Sums(NamedTuple):
    """Seconds of today, of this week since Monday, and of this month."""

    today: float
    week: float
    month: float


class Streaks(NamedTuple):
    """Consecutive days of reading: now, and the longest run."""

    now: int
    longest: int


class ReadingHistory(Value):
    """Seconds that were read by day, such as `2026-11-22`, seen from a day."""

    days: Mapping[str, float]
    today: date

    def read_on(self, day: date) -> float:
        """The seconds of a day."""
        return self.days.get(day.isoformat(), 0.0)

    def read_since(self, day: date) -> float:
        """The seconds from a day to this one."""
        first, last = day.isoformat(), self.today.isoformat()
        return sum(spent for one, spent in self.days.items() if first <= one <= last)

    @property
    def sums(self) -> Sums:
        """Of today, this week, this month."""
        monday = self.today - timedelta(self.today.weekday())
        first = self.today.replace(day=1)
        return Sums(self.read_on(self.today), self.read_since(monday), self.read_since(first))

    @property
    def streaks(self) -> Streaks:
        """How many days in a row were days of reading; today may still come to count."""
        told = sorted(one for one in map(_day, self._long_days()) if one)
        runs = [
            [day for _, day in run]
            for _, run in groupby(enumerate(told), lambda it: it[1].toordinal() - it[0])
        ]
        longest = max(map(len, runs), default=0)
        yesterday = self.today - timedelta(1)
        now = next((len(run) for run in runs if run[0] <= self.today and yesterday <= run[-1]), 0)
        return Streaks(now, longest)

    def _long_days(self) -> Iterator[str]:
        return (day for day, spent in self.days.items() if spent >= DAY_LEAST)

    def months(self) -> Iterator[str]:
        """The twelve months to this one, the latest first, as `2026-11`."""
        number = self.today.year * 12 + self.today.month - 1
        for one in range(number, number - MONTHS, -1):
            year, month = divmod(one, 12)
            if year:
                yield f"{year:04}-{month + 1:02}"

    def shades(self, month: str) -> str:
        """A sign for each day of a month, up to today."""
        year, number = map(int, month.split("-"))
        days = (date(year, number, day + 1) for day in range(monthrange(year, number)[1]))
        return "".join(shade(self.read_on(day)) for day in days if day <= self.today)

    def in_month(self, month: str) -> float:
        """The seconds of a month."""
        return sum(spent for day, spent in self.days.items() if day.startswith(f"{month}-"))

    def end_of(self, seconds: float) -> date | None:
        """The day by which this much more is read, as on the last fourteen; None if never."""
        lately = self.read_since(self.today - timedelta(_LATELY - 1)) / _LATELY
        coming = seconds / lately if lately else float(_FURTHEST)
        return self.today + timedelta(round(coming)) if coming < _FURTHEST else None


def shade(seconds: float) -> str:
    """The sign of a day."""
    return SHADES[bisect_right(SHADES_FROM, seconds)]


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def long_time(seconds: float) -> str:
    """A time in hours and minutes."""
    hours, minutes = divmod(round(seconds) // 60, 60)
    return f"{hours:,} h {minutes:02}" if hours else f"{minutes} min"
