"""The reader's place in each story, and the places of other windows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.locator.quote import Locator
from reader.storage import story_sql
from reader.storage.data_file import DataFile
from reader.storage.thread import PlaceUpdate

if TYPE_CHECKING:
    from concurrent.futures import Future


class PlaceTable:
    """Places by story; the newest stands, and one that gave way to it is kept as the other."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def remember(self, story_id: int, locator: Locator, *, at_once: bool = False) -> None:
        """Note where the reader is; written about a second after the last call, or at once."""
        self._file.update_place(PlaceUpdate(story_id, locator, time.time(), at_once))

    def newer(self, story_id: int) -> Locator | None:
        """Where another window has gone since this one last read or wrote the place."""
        return self._file.overtaken(story_id)

    def other(self, story_id: int) -> Locator | None:
        """The place of another window that gave way to a newer one, to be offered."""
        return self._file.ask(lambda c: story_sql.other_place(c, story_id))

    def dismiss_other(self, story_id: int) -> Future[None]:
        """Offer the other window's place no more."""
        return self._file.write(lambda c: story_sql.dismiss_other(c, story_id))
