"""When a place that keeps moving is due to be written.

The rule: a while after the last move, and never longer than a limit after the first unwritten one.
Times are seconds on any clock that does not run backwards.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class _Waiting(NamedTuple, Generic[T]):
    value: T
    first: float
    last: float


class Debounce(Generic[T]):
    """The last value of each key, until it is due."""

    def __init__(self, pause: float, longest: float) -> None:
        self._pause = pause
        self._longest = longest
        self._waiting: dict[int, _Waiting[T]] = {}

    def put(self, key: int, value: T, now: float) -> None:
        """Replace the value of a key."""
        before = self._waiting.get(key)
        self._waiting[key] = _Waiting(value, before.first if before else now, now)

    def take(self, now: float) -> list[tuple[int, T]]:
        """Remove and return what is due; everything at infinity."""
        due = [key for key, waiting in self._waiting.items() if self._due(waiting) <= now]
        return [(key, self._waiting.pop(key).value) for key in due]

    def wait(self, now: float) -> float | None:
        """Seconds until something is due, or none when nothing waits."""
        times = [self._due(waiting) for waiting in self._waiting.values()]
        return max(0.0, min(times) - now) if times else None

    def _due(self, waiting: _Waiting[T]) -> float:
        return min(waiting.last + self._pause, waiting.first + self._longest)
