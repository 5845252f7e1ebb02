"""Files by path, as the store knows them: what was recorded of each, and what a shelf shows."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from reader.file_stamp import KnownFile
from reader.storage import story_sql
from reader.storage.data_file import DataFile
from reader.storage.values import ShelvedFile, StoryRecord

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.storage.shelf_sql import (
        FrontRows,
        Refusal,
        ShelfContents,
        ShelfRow,
        ShelfState,
    )


class FileTable:
    """Files by path: what was recorded of each when it was last looked at."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def known(self) -> dict[Path, KnownFile]:
        """Every file that holds a story, for the next scan."""
        return self._file.ask(story_sql.files)

    def marks(self, roots: Sequence[str]) -> set[int]:
        """The marks of the existing files below some folders, for a scan."""
        return self._file.ask(lambda c: {mark for _, mark in self._sql.recorded(c, roots)})

    def marked(self, roots: Sequence[str], marks: Collection[int]) -> list[str]:
        """The files with one of these marks."""
        return self._file.ask(lambda c: [p for p, m in self._sql.recorded(c, roots) if m in marks])

    def by_path(self, paths: Sequence[str] | None = None) -> dict[str, ShelvedFile]:
        """Each file that holds a story, or these."""
        return self._file.ask(partial(story_sql.shelved, paths=paths))

    def versions(self) -> dict[str, int]:
        """Hash of every content ever seen → its story, for a scan."""
        return self._file.ask(story_sql.versions)

    def shelved(self) -> ShelfContents:
        """Everything that a shelf shows; its rows are read as they are iterated over."""
        found: ShelfContents = self._file.ask(self._sql.shelved)
        return found.replace(rows=self._rows())

    def _rows(self) -> Iterator[ShelfRow]:
        after = -1
        while True:
            some, after = self._file.ask(partial(self._sql.rows, after=after))
            if not some:
                break
            yield from some
        yield from self._file.ask(self._sql.bare_rows)

    def count(self) -> int:
        """How many files contain a story, or did."""
        return int(self._file.ask(self._sql.many_files))

    def state(self, roots: Sequence[str]) -> ShelfState:
        """What the order of the stories below some folders depends on."""
        found: ShelfState = self._file.ask(lambda c: self._sql.state(c, roots))
        return found

    def front(self, orders: Iterable[Iterable[int]], touched: int, lying: int) -> FrontRows | None:
        """The rows of the first stories, by the orders in which they come."""
        run = partial(self._sql.front, orders=orders, touched_most=touched, lying_most=lying)
        found: FrontRows | None = self._file.ask(run)
        return found

    def rows_of(self, stories: Sequence[int]) -> list[ShelfRow]:
        """The rows of some stories."""
        found: list[ShelfRow] = self._file.ask(lambda c: self._sql.rows_of(c, stories))
        return found

    def missed(self, roots: Iterable[str]) -> bool:
        """Whether there were stories below some folders, or the reader left anything in one."""
        return bool(self._file.ask(partial(self._sql.missed, roots=tuple(roots))))

    def astray(self, roots: Iterable[str]) -> bool:
        """Whether a story that the reader left anything in may be missing from some folders."""
        return bool(self._file.ask(partial(self._sql.astray, roots=tuple(roots))))

    def record(self, records: Iterable[StoryRecord], story_id: int | None = None) -> dict[str, int]:
        """Record scanned files in one transaction: hash → story.

        A new hash makes a new story, or is the new content of `story_id`. Waits for the answer, in
        memory if necessary.
        """
        batch = tuple(records)
        now = time.time()
        return self._file.change(
            partial(story_sql.record, records=batch, now=now, story_id=story_id)
        )

    def sight(
        self, seen: Iterable[KnownFile], refused: Iterable[Refusal], missed: Iterable[str]
    ) -> None:
        """Record what a scan found besides new stories, in one transaction; waits like `record`."""
        found = self._sql.ScanChanges(tuple(seen), tuple(refused), tuple(missed))
        if found.known or found.refused or found.missed:
            self._file.change(partial(self._sql.note, found=found, now=time.time()))

    def keep_view(self, chosen: Mapping[str, str]) -> Future[None]:
        """Keep how the shelf is viewed, for `shelved`."""
        return self._file.write(partial(self._sql.keep, chosen=dict(chosen)))

    @property
    def _sql(self) -> ModuleType:
        from reader.storage import shelf_sql  # no story needs it for its first page

        return shelf_sql
