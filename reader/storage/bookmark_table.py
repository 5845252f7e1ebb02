"""Bookmarks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from reader.annotations import Bookmark
from reader.locator.quote import Locator
from reader.storage import bookmark_sql
from reader.storage.data_file import DataFile

if TYPE_CHECKING:
    from concurrent.futures import Future


class BookmarkTable:
    """Bookmarks by id; one that is deleted can be restored."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def of(
        self, story_id: int | None = None, *, deleted: bool = False
    ) -> list[tuple[int, Bookmark]]:
        """Story and bookmark, in the order of the text; of all stories when none is named."""
        return self._file.ask(lambda c: bookmark_sql.bookmarks(c, story_id, deleted))

    def get(self, bookmark_id: str) -> tuple[int, Bookmark] | None:
        """One bookmark that is not deleted, with its story."""
        return self._file.ask(lambda c: bookmark_sql.bookmark(c, bookmark_id))

    def add(self, story_id: int, bookmark: Bookmark) -> Future[None]:
        """Keep a bookmark; the future is done after COMMIT only."""
        return self._file.write(lambda c: bookmark_sql.add(c, story_id, bookmark))

    def rename(self, bookmark_id: str, name: str) -> Future[None]:
        """Rename a bookmark."""
        now = time.time()
        return self._file.write(lambda c: bookmark_sql.rename(c, bookmark_id, name, now))

    def move(self, moved: Mapping[str, Locator]) -> Future[None]:
        """Write where bookmarks are now that their text was edited: id → place."""
        places = dict(moved)
        return self._file.write(lambda c: bookmark_sql.move(c, places))

    def delete(self, bookmark_id: str) -> Future[None]:
        """Delete a bookmark, so that it can be restored."""
        return self._file.write(
            partial(bookmark_sql.delete, bookmark_id=bookmark_id, now=time.time())
        )

    def restore(self, bookmark_id: str) -> Future[None]:
        """Undo a deletion."""
        return self._file.write(
            partial(bookmark_sql.restore, bookmark_id=bookmark_id, now=time.time())
        )
