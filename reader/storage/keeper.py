"""The data file in fair weather, and a copy of it in memory while it cannot be written.

The rule: a change is never dropped. While the file is in trouble every change goes to the copy,
so that the reader sees it, and waits; when the file can be written again all are made there in
their order, and only then called kept. It belongs to one thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
from typing import Any, TypeVar

from reader.storage import database, stories
from reader.storage.faults import Fault, NotOursError, fault, sentence
from reader.storage.mend import bring_back
from reader.storage.schema import MIGRATIONS, Migration
from reader.storage.values import NotSavedError

T = TypeVar("T")
ERRORS = (sqlite3.Error, OSError)


class Change:
    """Something to be written, and who waits for it."""

    __slots__ = ("future", "key", "run", "when_kept")

    def __init__(
        self, run: Callable[[Connection], Any], *, when_kept: bool = True, key: int | None = None
    ) -> None:
        self.run = run
        self.future: Future[Any] = Future()
        self.when_kept = when_kept
        """Whether `future` waits for the disk; else what is in memory is enough."""
        self.key = key
        """Of several waiting changes with one key only the last counts."""

    def done(self, result: Any) -> None:
        """Answer whoever waits, once."""
        if not self.future.done():
            self.future.set_result(result)

    def failed(self, error: BaseException) -> None:
        """Tell whoever waits, once."""
        if not self.future.done():
            self.future.set_exception(error)


class Keeper:
    """Reads and writes of the data file, whatever happens to it."""

    def __init__(self, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.trouble = ""
        self.notices: list[str] = []
        self.waiting: list[Change] = []
        self._path = path
        self._migrations = migrations
        self._disk: Connection | None = None
        self._memory: Connection | None = None
        self._for_good = False
        self._mended = False

    def open(self) -> None:
        """Open the file, or a copy in memory where that fails."""
        try:
            self._disk = self._open()
        except ERRORS as error:
            self._suffer(error)

    def read(self, run: Callable[[Connection], T]) -> T:
        """An answer from the file, or from the copy."""
        try:
            return run(self._current)
        except sqlite3.Error as error:
            if fault(error) is Fault.OURS or self._memory:
                raise
            self._suffer(error)
            return run(self._current)

    def write(self, change: Change) -> None:
        """Make a change; it is answered when it is kept, or told why it will not be."""
        for _ in range(2):
            if self._disk is None:
                break
            try:
                with database.transaction(self._disk):
                    result = change.run(self._disk)
            except Exception as error:  # noqa: BLE001 - whoever waits must hear of every error
                if fault(error) is Fault.OURS:
                    change.failed(error)
                    return
                self._suffer(error)
            else:
                change.done(result)
                return
        if self._memory is None:  # opened again, and failed again
            self._to_memory(sqlite3.OperationalError("the data file keeps failing"))
        self._write_to_memory(change)

    def retry(self) -> None:
        """Try to make all waiting changes in the file."""
        if self._memory is None or self._for_good:
            return
        try:
            disk = self._open()
        except ERRORS as error:
            self.trouble = sentence(error)
            return
        try:
            with database.transaction(disk):
                answers = [(change, _attempt(disk, change)) for change in self.waiting]
        except ERRORS as error:
            disk.close()
            self.trouble = sentence(error)
            return
        self._disk, self.waiting, self.trouble = disk, [], ""
        self._drop_memory()
        for change, answer in answers:
            if isinstance(answer, BaseException):
                change.failed(answer)
            else:
                change.done(answer)

    def check(self) -> None:
        """Look the whole file through; a damaged one is mended. Raises as reading does."""
        if self._disk:
            verdict = self._disk.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                self._suffer(database.damaged(verdict))

    def save_elsewhere(self, path: Path) -> None:
        """Write all that is known into another file, which must not exist; may raise."""
        database.copy_to_file(self._current, path)

    def close(self) -> None:
        """Let go of the file; what still waits is told so."""
        reason = self.trouble or "the data file was closed"
        for change in self.waiting:
            change.failed(NotSavedError(reason))
        if self._disk:
            self._disk.close()
            self._disk = None
        self._drop_memory()

    @property
    def well(self) -> bool:
        """Whether the file itself is open."""
        return self._disk is not None

    @property
    def _current(self) -> Connection:
        connection = self._memory or self._disk
        assert connection is not None
        return connection

    def _open(self) -> Connection:
        return database.open_database(self._path, self._migrations)

    def _suffer(self, error: BaseException) -> None:
        """Answer an error: open again, mend, or go on in memory."""
        kind = fault(error)
        try:
            if kind is Fault.MOVED:
                self._open_again()
            elif kind is Fault.DAMAGED and not self._mended:
                self._mend()
            else:
                self._to_memory(error)
        except ERRORS as further:
            self._to_memory(further)

    def _open_again(self) -> None:
        """Open what lies at the path now; if nothing does, put there what we still hold."""
        assert self._disk is not None
        if not self._path.exists():
            database.copy_to_file(self._disk, self._path)
        self._disk.close()
        self._disk = None
        self._disk = self._open()

    def _mend(self) -> None:
        self._mended = True
        if self._disk:
            self._disk.close()
            self._disk = None
        self.notices.append(bring_back(self._path, self._migrations))
        self._disk = self._open()

    def _to_memory(self, error: BaseException) -> None:
        self.trouble = sentence(error)
        self._for_good = isinstance(error, NotOursError)
        memory = database.memory()
        try:
            source = self._disk or database.connect(self._path, "ro")
            with suppress(ValueError):
                database.copy(source, memory)
            source.close()
            database.migrate(memory, None, self._migrations)
            stories.known(memory)
        except ERRORS:
            memory.close()
            memory = database.memory()
            database.migrate(memory, None, self._migrations)
        self._disk, self._memory = None, memory

    def _write_to_memory(self, change: Change) -> None:
        assert self._memory is not None
        try:
            with database.transaction(self._memory):
                result = change.run(self._memory)
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of every error
            change.failed(error)
            return
        if not change.when_kept:
            change.done(result)
        if self._for_good:
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
    """The answer of a change, or the error that is its own fault; others are raised."""
    disk.execute("SAVEPOINT one")
    try:
        result = change.run(disk)
    except Exception as error:
        if fault(error) is not Fault.OURS:
            raise
        disk.execute("ROLLBACK TO one")
        result = error
    disk.execute("RELEASE one")
    return result
