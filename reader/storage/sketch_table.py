"""The samples of texts by which edited and renamed stories are known again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.storage import story_sql
from reader.storage.data_file import DataFile

if TYPE_CHECKING:
    from concurrent.futures import Future


class SketchTable:
    """Sketches by story, each with the hash of the content that was sketched."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def known(self) -> dict[int, tuple[str, bytes]]:
        """Story → hash of the content that was sketched, and the sketch."""
        return self._file.ask(story_sql.sketches)

    def of(self, story_id: int) -> tuple[str, bytes] | None:
        """The hash of the content that was sketched, and the sketch."""
        return self._file.ask(lambda c: story_sql.sketch(c, story_id))

    def keep(self, story_id: int, sha256: str, sketch: bytes) -> Future[None]:
        """Keep the sketch of a story's text."""
        now = time.time()
        return self._file.write(lambda c: story_sql.set_sketch(c, story_id, sha256, sketch, now))
