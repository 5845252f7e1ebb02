"""The stories that the reader has met, and what was decided about them."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.storage import story_sql
from reader.storage.data_file import DataFile
from reader.storage.reply import Reply
from reader.storage.values import Known, Status

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.storage.reading_time import Days


class StoryTable:
    """Stories by number; a story is known whether or not its file is there."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def known(self) -> list[Known]:
        """All stories, the latest read first."""
        return self._file.ask(story_sql.known)

    def get(self, story_id: int) -> Known | None:
        """One story, as this window is to read it from now on."""
        return self._file.ask_loaded(lambda c: story_sql.story(c, story_id))

    def by_sha(self, sha256: str) -> Known | None:
        """The story that has, or ever had, these bytes."""
        return self._file.ask_loaded(lambda c: story_sql.by_sha(c, sha256))

    def by_path(self, path: Path) -> Known | None:
        """The story that was last seen at a path."""
        return self._file.ask_loaded(lambda c: story_sql.by_path(c, path))

    def opened(self, story_id: int, sha256: str, chapters: int, length: int) -> Reply[None]:
        """Note the content the reader has before them; its chapters are no longer new."""
        return self._file.write_early(
            lambda c: story_sql.opened(c, story_id, sha256, chapters, length)
        )

    def set_choices(
        self, story_id: int, choices: str, named: tuple[str, str] | None = None
    ) -> Future[None]:
        """Keep what the reader decided about a story, as JSON; `named`: title and author now."""
        now = time.time()
        return self._file.write(lambda c: story_sql.set_choices(c, story_id, choices, now, named))

    def set_status(self, story_id: int, status: Status | None) -> Future[None]:
        """Keep how far the reader says they are; None gives it back to what they read."""
        return self._file.write(
            partial(story_sql.set_status, id_=story_id, status=status, now=time.time())
        )

    def forget(self, story_id: int) -> Future[None]:
        """Remove a story with its place and bookmarks; only when the reader asked for it."""
        return self._file.write(lambda c: story_sql.forget(c, story_id))

    def reading_time(self) -> dict[int, Days]:
        """Story → the days on which it was read, and for how long."""
        from reader.storage import reading_time  # no start needs it

        return self._file.ask(reading_time.times_read)
