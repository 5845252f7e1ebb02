"""What one thread waits for and another gives.

The rule: as small as it can be, for the first page waits for it: `concurrent.futures` alone takes
5 ms to import and is loaded only where its `Future` is handed out.
"""

from __future__ import annotations

from threading import Event
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
In = TypeVar("In", contravariant=True)


class Awaited(Protocol[In]):
    """What is waited for: a `Reply`, or a `Future` of the standard library."""

    def done(self) -> bool:
        """Whether it was answered."""

    def set_result(self, result: In, /) -> None:
        """Give the value."""

    def set_exception(self, exception: BaseException, /) -> None:
        """Give the error."""


class Reply(Generic[T]):
    """One value or one error, given once."""

    def __init__(self) -> None:
        self._given = Event()
        self._result: T
        self._error: BaseException | None = None

    def done(self) -> bool:
        """Whether it was given."""
        return self._given.is_set()

    def set_result(self, result: T, /) -> None:
        """Give the value."""
        self._result = result
        self._given.set()

    def set_exception(self, exception: BaseException, /) -> None:
        """Give the error."""
        self._error = exception
        self._given.set()

    def result(self, timeout: float | None = None) -> T:
        """Wait for the value; raises the error, or `TimeoutError`."""
        if not self._given.wait(timeout):
            raise TimeoutError
        if self._error:
            raise self._error
        return self._result
