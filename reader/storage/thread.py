"""The one thread that owns the connection.

The rule: callers only put into its queue, which a signal handler may do as well; nothing that a
caller holds is ever locked by the thread.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from sqlite3 import Connection
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reader.locator.quote import Locator
from reader.storage import story_sql
from reader.storage.resilient import Change, Reply, ResilientConnection
from reader.storage.story_sql import Move
from reader.storage.values import Known
from reader.value import Value

if TYPE_CHECKING:
    from reader.pace.stopwatch import Lap
    from reader.storage.coverage import Part
    from reader.storage.reading_time import Clock

T = TypeVar("T")


class _Waiting(Value, Generic[T]):
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
        """Seconds until something is due, or None when nothing is waiting."""
        times = [self._due(waiting) for waiting in self._waiting.values()]
        return max(0.0, min(times) - now) if times else None

    def _due(self, waiting: _Waiting[T]) -> float:
        return min(waiting.last + self._pause, waiting.first + self._longest)


class ReadRequest(Value):
    """Something to be read."""

    run: Callable[[Connection], Any]
    reply: Reply[Any]
    narrow: bool = False
    """Whether it checks its own rows, so that the file need not be checked first."""


class PlaceUpdate(Value):
    """The reader has moved to a place."""

    story: int
    locator: Locator
    moved: float
    at_once: bool = False
    """Whether it is written now: it belongs to changes just before it in the queue."""
    timed: bool = True
    """Whether it reports what was read, and for how long."""
    lap: Lap | None = None
    """What passed since the previous place, if known."""
    read: tuple[Part, ...] = ()
    """What was read of the story, as shares of it."""


class Flush(Value):
    """Write everything now."""

    reply: Reply[bool]
    last: bool = False
    """Whether the thread ends with it."""
    rest: Reply[None] | None = None
    """What the thread then waits for, holding nothing."""


class Maintenance(Value):
    """Something done with the connection itself."""

    run: Callable[[ResilientConnection], Any]
    reply: Reply[Any]


Job = ReadRequest | Change | PlaceUpdate | Flush | Maintenance


class Pace(Value):
    """Seconds."""

    pause: float = 1.0
    """From the last turn to the writing of the place."""
    longest: float = 5.0
    """From the first unwritten turn, while more turns follow."""
    retry: float = 5.0
    """Between attempts while the file cannot be written."""
    idle: float = 5.0
    """Seconds without a request before the file is checked and backed up: longer than it takes to
    look through an archive, for whoever waits for its list.
    """


class Writer(Thread):
    """Serves the queue until it is told to end."""

    def __init__(
        self, connection: ResilientConnection, changed: Callable[[], None], pace: Pace
    ) -> None:
        super().__init__(name="nightstand-store", daemon=True)
        self.queue: SimpleQueue[Job] = SimpleQueue()
        self._connection = connection
        self._changed = changed
        self._tend_at = time.monotonic() + pace.idle
        self._turns: Debounce[PlaceUpdate] = Debounce(pace.pause, pace.longest)
        self._clock: Clock | None = None
        self._read: dict[int, set[Part]] = {}
        """Story → what this window has read of it; it is written again with each place."""
        self._pace = pace
        self._retry_at = math.inf
        self._seen: dict[int, tuple[int, Locator | None]] = {}
        """Story → `seq` and place that this window has last read or written."""
        self._kept_seq: dict[int, int | None] = {}
        """Story → the `seq` in the file, while later places wait for it."""

    def loaded(self, known: Known | None) -> Known | None:
        """Record what this window has read; only called in this thread."""
        if known:
            self._seen[known.id] = (known.seq, known.locator)
        return known

    def overtaken(self, connection: Connection, story: int) -> Locator | None:
        """The place that another window has written since; only called in this thread."""
        known = story_sql.story(connection, story)
        seen = self._seen.get(story)
        return known.locator if known and seen and known.seq > seen[0] else None

    def run(self) -> None:
        """Serve until the last `Flush`."""
        self._watched(self._connection.open)
        while True:
            try:
                job = self.queue.get(timeout=self._wait())
            except Empty:
                self._idle()
                continue
            self._watched(partial(self._serve, job))
            now = time.monotonic()
            self._write_turns(now)
            self._tend_at = max(self._tend_at, now + self._pace.idle)
            if isinstance(job, Flush) and job.last:
                return

    def _wait(self) -> float | None:
        """Seconds until something is due without a request."""
        now = time.monotonic()
        waits = [max(0.0, at - now) for at in (self._tend_at, self._retry_at) if at < math.inf]
        due = self._turns.wait(now)
        return min(waits if due is None else [*waits, due], default=None)

    def _idle(self) -> None:
        now = time.monotonic()
        self._write_turns(now)
        if now >= self._retry_at:
            self._watched(self._connection.retry)
        elif now >= self._tend_at:
            self._tend_at = math.inf
            self._watched(self._connection.maintain)

    def _watched(self, step: Callable[[], None]) -> None:
        """Do a step, then report trouble that began or ended."""
        connection = self._connection
        before = (connection.trouble, len(connection.notices))
        try:
            step()
        except Exception as error:  # noqa: BLE001 - the thread must outlive any mistake
            connection.fail(error)
        if not connection.trouble or connection.for_good:
            self._retry_at = math.inf
            self._kept_seq.clear()
        elif self._retry_at <= time.monotonic() or not before[0]:
            self._retry_at = time.monotonic() + self._pace.retry
        if (
            before[0] and not connection.trouble
        ):  # power may be lost as soon as everything is reported as saved
            self._write_turns(math.inf)
        if (connection.trouble, len(connection.notices)) != before:
            self._changed()

    def _serve(self, job: Job) -> None:
        match job:
            case ReadRequest(run, reply, narrow):
                _give(reply, partial(self._connection.read, run, narrow=narrow))
            case Maintenance(task, reply):
                _give(reply, partial(task, self._connection))
            case PlaceUpdate(story=story):
                self._turns.put(story, job, time.monotonic())
                if job.timed:
                    self._timed().turned(story, job.moved, job.lap)
                    self._read.setdefault(story, set()).update(job.read)
                if job.at_once:
                    self._write_turns(math.inf)
            case Change():
                try:
                    self._connection.write(job)
                except Exception as error:
                    job.failed(error)
                    raise
            case Flush(reply, last, rest):
                self._write_turns(math.inf)
                self._connection.retry()
                saved = not self._connection.trouble
                if last:
                    self._connection.close()
                reply.set_result(saved)
                if rest:
                    rest.result()

    def _timed(self) -> Clock:
        """The clock of reading time; the first page does not wait for it."""
        if self._clock is None:
            from reader.storage.reading_time import Clock

            self._clock = Clock()
        return self._clock

    def _write_turns(self, now: float) -> None:
        for story, turn in self._turns.take(now):
            seq, place = self._seen.get(story, (None, None))
            still = _same(turn.locator, place)
            self._kept_seq.setdefault(story, seq)
            move = Move(story, turn.locator, turn.moved, seq, still)
            self._watched(partial(self._write_move, move, self._kept_seq[story]))

    def _write_move(self, move: Move, kept_seq: int | None) -> None:
        """Write a place; a retry starts from the `seq` in the file."""
        from reader.storage import coverage  # the first page does not wait for it

        seen = [kept_seq, move.seen]
        clock = self._timed()
        seconds, laps = clock.unwritten(move.story), clock.laps(move.story)
        told = self._read.get(move.story)
        read = coverage.union(told or ())
        if told is not None:
            self._read[move.story] = set(read)

        def run(connection: Connection) -> None:
            now = move.replace(seen=seen.pop() if len(seen) > 1 else seen[0])
            if told is not None:
                coverage.add(connection, move.story, read)
            seq = story_sql.remember(connection, now)
            if seq is not None:
                self._seen[move.story] = (seq, move.locator)
                clock.write(connection, move.story, move.moved, seconds, laps)

        self._connection.write(Change(run, Reply(), when_kept=False, key=move.story))


def _same(one: Locator, other: Locator | None) -> bool:
    """Whether two places are the same, with the same words: another encoding changes them."""
    return other is not None and (one.offset, one.exact) == (other.offset, other.exact)


def _give(reply: Reply[Any], ask: Callable[[], Any]) -> None:
    try:
        result = ask()
    except Exception as error:  # noqa: BLE001 - the caller must hear of every error
        reply.set_exception(error)
    else:
        reply.set_result(result)
