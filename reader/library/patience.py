"""Work on a disk that may answer late or never, which is abandoned if it takes too long.

The rule: the caller goes on after so many seconds; an abandoned thread waits for its disk alone,
and ends with the program.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
PATIENCE = 5.0
"""Seconds within which an attached disk has answered, even one that has to start first."""
_BEAT = 0.1
"""Seconds between two checks whether to stop, and after which what has come is passed on."""
_TOGETHER = 64
"""Items that are passed on at a time, for each switch of threads."""


class Errand(Generic[T]):
    """Something done in a thread of its own, for anyone who wants to wait for it."""

    def __init__(self, run: Callable[[], T]) -> None:
        self._run = run
        self._done = Event()
        self._result: T
        self._error: BaseException | None = None
        self._thread = Thread(target=self._do, name="nightstand-errand", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still waiting for its disk."""
        return not self._done.is_set()

    def result(self, seconds: float = PATIENCE) -> T:
        """Its result; raises its error, or `TimeoutError`."""
        if not self._done.wait(seconds):
            raise TimeoutError("the disk does not answer")
        if self._error is not None:
            raise self._error
        return self._result

    def _do(self) -> None:
        try:
            self._result = self._run()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self._error = error
        finally:
            self._done.set()


class Stream(Generic[T]):
    """What an iterator yields, taken by a thread that is abandoned if it gets stuck."""

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        """`make` is called in the thread."""
        self._make = make
        self._come: SimpleQueue[list[T] | None] = SimpleQueue()
        self._left = Event()
        self._errand = Errand(self._take)

    @property
    def running(self) -> bool:
        """Whether its thread has not finished."""
        return self._errand.running

    def items(
        self, seconds: float = PATIENCE, stopped: Callable[[], bool] = lambda: False
    ) -> Generator[T, None, None]:
        """Each item, until there are no more or it is told to stop.

        Raises:
            TimeoutError: Nothing came for so many seconds.
        """
        asked = time.monotonic()
        try:
            while not stopped():
                try:
                    given = self._come.get(timeout=_BEAT)
                except Empty:
                    if time.monotonic() - asked > seconds:
                        raise TimeoutError("the disk does not answer") from None
                    continue
                if given is None:
                    self._errand.result()
                    return
                yield from given
                asked = time.monotonic()
        finally:
            self._left.set()

    def _take(self) -> None:
        some: list[T] = []
        try:
            put = time.monotonic()
            for item in self._make():
                some.append(item)
                if len(some) == _TOGETHER or time.monotonic() - put > _BEAT:
                    self._come.put(some)
                    some, put = [], time.monotonic()
                if self._left.is_set():
                    return
            self._come.put(some)
        finally:
            self._come.put(None)
