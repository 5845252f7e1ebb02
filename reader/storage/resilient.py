"""The data file while it can be written, and a copy of it in memory while it cannot.

The rule: a change is never dropped. While the file is in trouble every change goes to the copy, so
that the reader sees it, and waits; when the file can be written again all are made there in order,
and only then confirmed. It belongs to one thread; other threads wait for a `Reply`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from threading import Event
from typing import Any, Generic, Protocol, TypeVar

from reader.storage import database, sqlite_file
from reader.storage.faults import Fault, NotOursError, fault, sentence
from reader.storage.schema import MIGRATIONS, Migration
from reader.storage.values import NotSavedError

T = TypeVar("T")
In = TypeVar("In", contravariant=True)


class Awaited(Protocol[In]):
    """What callers wait for: a `Reply`, or a `Future` of the standard library."""

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


ERRORS = (sqlite3.Error, OSError)
_FEW = 256
"""Pages of a file that is read completely before the first listing, in less than a frame; the rows
of a larger one are checked when they are used."""
_AGAIN = 0.5  # seconds that a new attempt may keep readers waiting


class Change:
    """Something to be written, and the reply that is waited for."""

    __slots__ = ("key", "narrow", "reply", "run", "when_kept")

    def __init__(
        self,
        run: Callable[[Connection], Any],
        reply: Awaited[Any],
        *,
        when_kept: bool = True,
        key: int | None = None,
        narrow: bool = False,
    ) -> None:
        self.run = run
        self.reply = reply
        self.when_kept = when_kept
        """Whether the reply waits for the disk; otherwise being in memory is enough."""
        self.key = key
        """Among several waiting changes with one key only the last counts."""
        self.narrow = narrow
        """Whether it is made before the file is checked: the first page waits for it."""

    def done(self, result: Any) -> None:
        """Pass the result to whatever waits for it, once."""
        if not self.reply.done():
            self.reply.set_result(result)

    def failed(self, error: BaseException) -> None:
        """Pass the error to whatever waits for it, once."""
        if not self.reply.done():
            self.reply.set_exception(error)


class ResilientConnection:
    """Reads and writes of the data file, whatever happens to it."""

    def __init__(self, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.trouble = ""
        self.notices: list[str] = []
        self.waiting: list[Change] = []
        self.for_good = False
        """Whether the file is not ours to write, so that trying again is useless."""
        self._path = path
        self._migrations = migrations
        self._disk: Connection | None = None
        self._memory: Connection | None = None
        self._mended = False
        self._verified = False

    def open(self) -> None:
        """Open the file, or a copy in memory if that fails."""
        try:
            self._disk = self._open()
        except ERRORS as error:
            self._to_memory(error)

    def read(self, run: Callable[[Connection], T], *, narrow: bool = False) -> T:
        """The result from the file, or from the copy.

        The file is checked before the first read, except for `narrow` ones: they check their own
        rows, and the first page waits for them.
        """
        for _ in range(2):
            if self._disk is None:
                break
            try:
                if not (narrow or self._verified):
                    self._verify(self._disk)
                return run(self._disk)
            except Exception as error:
                cause = self._cause(error)
                if fault(cause) is Fault.OURS:
                    raise
                self._suffer(cause)
        return run(self._copy())

    def write(self, change: Change) -> None:
        """Make a change and reply when it is saved, or say why it will not be."""
        for _ in range(2):
            if self._disk is None:
                break
            try:
                if not (change.narrow or self._verified):
                    self._verify(self._disk)
                with sqlite_file.transaction(self._disk):
                    result = change.run(self._disk)
            except Exception as error:  # noqa: BLE001 - the caller that waits must hear of every error
                cause = self._cause(error)
                if fault(cause) is Fault.OURS:
                    change.failed(error)
                    return
                self._suffer(cause)
            else:
                change.done(result)
                return
        self._write_to_copy(change, self._copy())

    def retry(self) -> None:
        """Try to write all waiting changes to the file."""
        if self._memory is None or self.for_good:
            return
        disk: Connection | None = None
        gone = database.is_empty(self._path)
        try:
            disk = self._open(_AGAIN)
            with sqlite_file.transaction(disk):
                if gone:  # all that is left of it is the copy, and the waiting changes in it
                    from reader.storage.rows import merge, read_rows

                    merge(disk, read_rows(self._memory))
                results = [(change, _attempt(disk, change)) for change in self.waiting]
        except ERRORS as error:
            if disk:
                disk.close()
            self.trouble = sentence(error)
            return
        self._disk, self.waiting, self.trouble = disk, [], ""
        self._drop_memory()
        for change, result in results:
            if isinstance(result, BaseException):
                change.failed(result)
            else:
                change.done(result)

    def maintain(self) -> None:
        """Check the whole file, repair damage, and do what is due each day."""
        self.read(self._check)
        if self._disk:
            from reader.storage.upkeep import maintain

            if warning := maintain(self._disk, self._path, time.time()):
                self.notices.append(warning)

    def save_elsewhere(self, path: Path) -> None:
        """Write everything known into another file, which must not exist; may raise."""
        if path.exists():
            raise FileExistsError(None, "it exists already", str(path))
        sqlite_file.copy_to_file(self._disk or self._copy(), path)

    def close(self) -> None:
        """Close the file; changes that are still waiting fail."""
        reason = NotSavedError(self.trouble or "the data file was closed")
        for change in self.waiting:
            change.failed(reason)
        if self._disk:
            self._disk.close()
            self._disk = None
        self._drop_memory()

    def fail(self, error: Exception) -> None:
        """Continue in memory after an unexpected error."""
        if self._memory is None:
            self._to_memory(error)

    def _copy(self) -> Connection:
        """The copy in memory; made now if the file keeps failing after being reopened."""
        if self._memory is None:
            self._to_memory(sqlite3.OperationalError("the data file keeps failing"))
        assert self._memory is not None
        return self._memory

    def _open(self, wait: float = sqlite_file.TIMEOUT) -> Connection:
        """Open the file; a damaged one is repaired, once, and a vanished one put back."""
        if database.is_empty(self._path):
            from reader.storage.mend import put_back

            if notice := put_back(self._path):
                self.notices.append(notice)
        try:
            return database.open_database(self._path, self._migrations, wait)
        except sqlite3.Error as error:
            # If a statement of ours fails on opening, the tables are not those we make.
            if fault(error) not in (Fault.DAMAGED, Fault.OURS) or self._mended:
                raise
        if database.is_text(self._path):
            raise NotOursError("the file named as data file is a text, and is left alone")
        self._mend()
        return database.open_database(self._path, self._migrations, wait)

    def _check(self, connection: Connection) -> None:
        database.verify(connection, self._migrations)

    def _verify(self, connection: Connection) -> None:
        """Check the file, once; the contents of a large one are checked later."""
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        database.verify(connection, self._migrations, whole=pages <= _FEW)
        self._verified = True

    def _cause(self, error: Exception) -> Exception:
        """The error, or damage of the file that may be behind an error that seems to be ours."""
        if fault(error) is not Fault.OURS or self._disk is None or self._mended:
            return error
        return database.damage(self._disk, self._migrations) or error

    def _suffer(self, error: BaseException) -> None:
        """Respond to an error: reopen, repair, or continue in memory."""
        kind = fault(error)
        try:
            if kind is Fault.MOVED:
                self._open_again()
            elif kind is Fault.DAMAGED and not self._mended:
                self._mend()
                self._disk = self._open()
            else:
                self._to_memory(error)
        except Exception as further:  # noqa: BLE001 - a failed mend must not lose the change
            self._to_memory(further)

    def _open_again(self) -> None:
        """Open what is at the path now, and take over what we still hold of the old file."""
        from reader.storage.rows import merge, read_rows

        former = self._disk
        assert former is not None
        old = read_rows(former)
        if not self._path.exists():
            sqlite_file.copy_to_file(former, self._path)
        self._disk = self._open()  # if this fails the former one still answers
        former.close()
        # A synchroniser may have put another machine's file there: the newer of each row wins.
        self.write(Change(partial(merge, rows=old), Reply(), when_kept=False))

    def _mend(self) -> None:
        from reader.storage.mend import bring_back

        if self._disk:
            self._disk.close()
            self._disk = None
        if notice := bring_back(self._path, self._migrations):
            self.notices.append(notice)
        self._mended = True

    def _to_memory(self, error: BaseException) -> None:
        self.trouble = sentence(error)
        self.for_good = isinstance(error, NotOursError)
        disk, self._disk = self._disk, None
        from reader.storage.mend import mirror

        self._memory = mirror(disk, self._path, self._migrations)

    def _write_to_copy(self, change: Change, memory: Connection) -> None:
        try:
            with sqlite_file.transaction(memory):
                result = change.run(memory)
        except Exception as error:  # noqa: BLE001 - the caller that waits must hear of every error
            change.failed(error)
            return
        if not change.when_kept:
            change.done(result)
        if self.for_good:
            change.failed(NotSavedError(self.trouble))
            return
        if change.key is not None:
            self.waiting = [other for other in self.waiting if other.key != change.key]
        self.waiting.append(change)

    def _drop_memory(self) -> None:
        if self._memory:
            self._memory.close()
            self._memory = None


def _attempt(disk: Connection, change: Change) -> Any:
    """The result of a change, or the error that is its own fault; others are raised."""
    disk.execute("SAVEPOINT one")
    result: Any
    try:
        result = change.run(disk)
    except Exception as error:
        if fault(error) is not Fault.OURS:
            raise
        with suppress(sqlite3.OperationalError):
            disk.execute("ROLLBACK TO one")
        result = error
    disk.execute("RELEASE one")
    return result
