"""The data file as the tables use it: read, changed and closed through the one thread that owns it.

The rule: nothing here raises or waits because of the state of the data file. Reading continues
whatever happens to it; `trouble` says why changes are only in memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, TypeVar

from reader.locator.quote import Locator
from reader.storage.resilient import Change, Reply, ResilientConnection
from reader.storage.thread import Flush, Maintenance, Pace, PlaceUpdate, ReadRequest, Writer
from reader.storage.values import Known

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


class DataFile:
    """One data file, opened in a thread of its own.

    Reads wait for their answer (a millisecond). Writes return a future that is done when the
    change is on the disk, and fails with `NotSavedError` when it will never be.
    """

    def __init__(
        self, path: Path, on_change: Callable[[], None] | None = None, pace: Pace | None = None
    ) -> None:
        self.path = Path(os.path.realpath(path))
        self.on_change = on_change
        """Called in the store's thread when `trouble` or `notices` have changed."""
        self._connection = ResilientConnection(self.path)
        self._closed = False
        self._writer = Writer(self._connection, self._tell, pace or Pace())
        self._writer.start()

    @property
    def trouble(self) -> str:
        """Why changes are not saved, in a few words; empty while they are."""
        return self._connection.trouble

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader should be told once: that a damaged file was repaired, and the like."""
        return tuple(self._connection.notices)

    @property
    def unsaved(self) -> int:
        """How many changes are in memory only."""
        return len(self._connection.waiting)

    def ask(self, run: Callable[[Connection], T], *, narrow: bool = False) -> T:
        """Read in the store's thread; `narrow` if `run` checks its own rows."""
        reply: Reply[T] = Reply()
        self._put(ReadRequest(run, reply, narrow))
        return reply.result()

    def ask_loaded(self, run: Callable[[Connection], Known | None]) -> Known | None:
        """Read a story, whose state this window knows from now on."""
        return self.ask(lambda connection: self._writer.loaded(run(connection)), narrow=True)

    def overtaken(self, story_id: int) -> Locator | None:
        """Where another window has gone since this one last read or wrote the place."""
        return self.ask(lambda connection: self._writer.overtaken(connection, story_id))

    def change(self, run: Callable[[Connection], T]) -> T:
        """Write and wait for the result, which may be in memory only."""
        reply: Reply[T] = Reply()
        self._put(Change(run, reply, when_kept=False))
        return reply.result()

    def write(self, run: Callable[[Connection], None]) -> Future[None]:
        """Write; the future is done after COMMIT only."""
        from concurrent.futures import Future

        future: Future[None] = Future()
        self._put(Change(run, future))
        return future

    def write_early(self, run: Callable[[Connection], None]) -> Reply[None]:
        """Like `write`, without loading what makes a `Future`: the first page waits for this."""
        reply: Reply[None] = Reply()
        self._put(Change(run, reply, narrow=True))
        return reply

    def update_place(self, update: PlaceUpdate) -> None:
        """Record where the reader is, to be written together with others after a while."""
        self._writer.queue.put(update)

    def flush(self, timeout: float = 5.0) -> bool:
        """Write everything now; whether all of it is on the disk in time.

        It only puts and waits, so a signal's handler may call it.
        """
        return self._flush(Flush(Reply()), timeout)

    @contextmanager
    def at_rest(self, timeout: float = 5.0) -> Iterator[bool]:
        """Write everything, and begin nothing inside: a stopped process must not hold the file.

        Other callers of the store wait until the end. As with `flush`, which returns the same, a
        signal handler may use it.
        """
        over: Reply[None] = Reply()
        try:
            yield self._closed or self._flush(Flush(Reply(), rest=over), timeout)
        finally:
            over.set_result(None)

    def maintain(self) -> None:
        """Check the file and back it up now; otherwise that is done when there is time."""
        reply: Reply[None] = Reply()
        self._put(Maintenance(ResilientConnection.maintain, reply))
        reply.result()

    def save_elsewhere(self, path: Path) -> None:
        """Write everything known to a file that does not exist yet; raises as files do."""
        reply: Reply[None] = Reply()
        self._put(Maintenance(lambda connection: connection.save_elsewhere(path), reply))
        reply.result()

    def close(self, timeout: float = 5.0) -> bool:
        """Write everything and end; whether all of it is on the disk in time."""
        if self._closed:
            return not self.trouble
        self._closed = True
        saved = self._flush(Flush(Reply(), last=True), timeout)
        self._writer.join(timeout if saved else 0.1)
        return saved

    def _flush(self, job: Flush, timeout: float) -> bool:
        self._writer.queue.put(job)
        try:
            return job.reply.result(timeout)
        except TimeoutError:
            return False

    def _put(self, job: ReadRequest | Change | Maintenance) -> None:
        if self._closed:
            raise ValueError("the store is closed")
        self._writer.queue.put(job)

    def _tell(self) -> None:
        if self.on_change:
            with suppress(RuntimeError):  # an event loop that has ended
                self.on_change()
