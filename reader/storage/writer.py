"""The one thread that owns the connection.

The rule: callers only put into its queue, which a signal handler may do as well; nothing that a
caller holds is ever locked by the thread.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from sqlite3 import Connection
from threading import Thread
from typing import Any, NamedTuple

from reader.locator import Locator
from reader.storage import stories
from reader.storage.debounce import Debounce
from reader.storage.keeper import Change, Keeper
from reader.storage.stories import Move
from reader.storage.values import Known


class Question(NamedTuple):
    """Something to be read."""

    run: Callable[[Connection], Any]
    future: Future[Any]


class Turn(NamedTuple):
    """The reader has gone to a place."""

    story: int
    locator: Locator
    moved: float


class Flush(NamedTuple):
    """Write everything now."""

    future: Future[bool]
    last: bool = False
    """Whether the thread ends with it."""


class Alone(NamedTuple):
    """Something done with the keeper itself."""

    run: Callable[[Keeper], Any]
    future: Future[Any]


Job = Question | Change | Turn | Flush | Alone


class Pace(NamedTuple):
    """Seconds."""

    pause: float = 1.0
    """From the last turn to the writing of the place."""
    longest: float = 5.0
    """From the first unwritten turn, while turning goes on."""
    retry: float = 5.0
    """Between attempts while the file cannot be written."""


class Writer(Thread):
    """Serves the queue until it is told to end."""

    def __init__(
        self,
        keeper: Keeper,
        changed: Callable[[], None],
        tend: Callable[[Keeper], None],
        pace: Pace,
    ) -> None:
        super().__init__(name="nightstand-store", daemon=True)
        self.queue: SimpleQueue[Job] = SimpleQueue()
        self._keeper = keeper
        self._changed = changed
        self._tend: Callable[[Keeper], None] | None = tend
        self._turns: Debounce[Turn] = Debounce(pace.pause, pace.longest)
        self._pace = pace
        self._retry_at = math.inf
        self._seen: dict[int, tuple[int, int]] = {}
        """Story → `seq` and offset that this window has read or written last."""
        self._waiting_seen: dict[int, int | None] = {}
        """The same `seq`, as it was before places began to wait for the file."""

    def loaded(self, known: Known | None) -> Known | None:
        """Note what this window has read; only called in this thread."""
        if known:
            self._seen[known.id] = (known.seq, known.locator.offset if known.locator else -1)
        return known

    def overtaken(self, connection: Connection, story: int) -> Locator | None:
        """The place that another window has written since; only called in this thread."""
        known = stories.story(connection, story)
        seen = self._seen.get(story)
        return known.locator if known and seen and known.seq > seen[0] else None

    def run(self) -> None:
        """Serve until a `Flush` that is the last."""
        self._watched(self._keeper.open)
        while True:
            try:
                job = self.queue.get(timeout=self._wait())
            except Empty:
                self._idle()
                continue
            self._watched(lambda job=job: self._serve(job))  # type: ignore[misc]
            self._write_turns(time.monotonic())
            if isinstance(job, Flush) and job.last:
                return

    def _wait(self) -> float | None:
        now = time.monotonic()
        waits = [self._turns.wait(now)]
        if self._tend:
            waits.append(self._pace.pause)
        if self._retry_at < math.inf:
            waits.append(max(0.0, self._retry_at - now))
        return min((wait for wait in waits if wait is not None), default=None)

    def _idle(self) -> None:
        now = time.monotonic()
        self._write_turns(now)
        if now >= self._retry_at:
            self._watched(self._keeper.retry)
        elif self._tend and self._turns.wait(now) is None:
            tend, self._tend = self._tend, None
            self._watched(lambda: tend(self._keeper))

    def _watched(self, step: Callable[[], Any]) -> None:
        """Do a step, then tell of trouble that came or went."""
        keeper = self._keeper
        before = (keeper.trouble, len(keeper.notices))
        step()
        if not keeper.trouble:
            self._retry_at = math.inf
            self._waiting_seen.clear()
        elif self._retry_at <= time.monotonic() or not before[0]:
            self._retry_at = time.monotonic() + self._pace.retry
        if (keeper.trouble, len(keeper.notices)) != before:
            self._changed()

    def _serve(self, job: Job) -> None:
        match job:
            case Question(run, future):
                _answer(future, lambda: self._keeper.read(run))
            case Alone(task, future):
                _answer(future, lambda: task(self._keeper))
            case Turn(story=story):
                self._turns.put(story, job, time.monotonic())
            case Flush(future, last):
                self._write_turns(math.inf)
                self._keeper.retry()
                future.set_result(not self._keeper.waiting and not self._keeper.trouble)
                if last:
                    self._keeper.close()
            case Change():
                self._keeper.write(job)

    def _write_turns(self, now: float) -> None:
        for story, turn in self._turns.take(now):
            seq, offset = self._seen.get(story, (None, -1))
            if turn.locator.offset == offset:  # back where it was: no move
                continue
            # While changes wait, the file still stands where it stood when they began to.
            known_seq = self._waiting_seen.setdefault(story, seq)
            move = Move(story, turn.locator, turn.moved, seq)
            self._watched(lambda move=move, seq=known_seq: self._write_move(move, seq))  # type: ignore[misc]

    def _write_move(self, move: Move, before: int | None) -> None:
        attempts = 0

        def run(connection: Connection) -> int:
            nonlocal attempts
            attempts += 1
            seen = move.seen if attempts == 1 else before
            seq = stories.remember(connection, move._replace(seen=seen))
            self._seen[move.story] = (seq, move.locator.offset)
            return seq

        self._keeper.write(Change(run, when_kept=False, key=move.story))


def _answer(future: Future[Any], ask: Callable[[], Any]) -> None:
    try:
        result = ask()
    except Exception as error:  # noqa: BLE001 - whoever asked must hear of every error
        future.set_exception(error)
    else:
        future.set_result(result)
