"""The files in which stories were seen, and how the shelf shows them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from reader.file_stamp import FileStamp, KnownFile
from reader.storage import story_sql
from reader.storage.data_file import DataFile
from reader.storage.values import StoryRecord

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.storage.shelf_sql import Refusal, ShelfContents


class FileTable:
    """Files by path: what was recorded of each when it was last looked at."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def known(self) -> dict[Path, KnownFile]:
        """Every file that holds a story, for the next scan."""
        return self._file.ask(story_sql.files)

    def recorded(self) -> dict[str, FileStamp]:
        """Every file that was looked at, by its path, for a scan."""
        found: dict[str, FileStamp] = self._file.ask(self._sql.recorded)
        return found

    def versions(self) -> dict[str, int]:
        """Hash of every content that was ever seen → its story, for a scan."""
        return self._file.ask(story_sql.versions)

    def shelved(self) -> ShelfContents:
        """All that a shelf shows, in one query."""
        found: ShelfContents = self._file.ask(self._sql.shelved)
        return found

    def record(self, records: Iterable[StoryRecord], story_id: int | None = None) -> dict[str, int]:
        """Take in scanned files in one transaction: hash → story.

        A hash that was never seen makes a new story, or is the new content of `story_id`. Waits
        for the answer, in memory if need be.
        """
        batch = tuple(records)
        now = time.time()
        return self._file.change(
            partial(story_sql.record, records=batch, now=now, story_id=story_id)
        )

    def sight(
        self, seen: Iterable[KnownFile], refused: Iterable[Refusal], missed: Iterable[str]
    ) -> None:
        """Note what a scan found besides new stories, in one transaction; waits as `record`."""
        found = self._sql.ScanChanges(tuple(seen), tuple(refused), tuple(missed))
        if found.known or found.refused or found.missed:
            self._file.change(partial(self._sql.note, found=found, now=time.time()))

    def keep_view(self, chosen: Mapping[str, str]) -> Future[None]:
        """Keep how the shelf is looked at, for `shelved`."""
        return self._file.write(partial(self._sql.keep, chosen=dict(chosen)))

    @property
    def _sql(self) -> ModuleType:
        from reader.storage import shelf_sql  # no story needs it for its first page

        return shelf_sql
