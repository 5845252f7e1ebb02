"""What outlives the process: stories, their files, places and bookmarks, each part by its name."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from reader.annotations import Bookmark
from reader.locator.quote import Locator
from reader.storage import bookmark_sql, story_sql
from reader.storage.data_file import DataFile
from reader.storage.files import FileTable
from reader.storage.resilient import Reply
from reader.storage.searches import SearchTable
from reader.storage.thread import Pace, PlaceUpdate
from reader.storage.values import Known, Status

if TYPE_CHECKING:
    from concurrent.futures import Future
    from sqlite3 import Connection

    from reader.annotations.highlights import Highlight
    from reader.locator.passage import Passage
    from reader.pace.stopwatch import Lap
    from reader.storage.coverage import Coverage, Part
    from reader.storage.reading_days import Days
    from reader.storage.reading_time import ReadingRecord


class BookmarkTable:
    """Bookmarks by id; a deleted one can be restored."""

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
        """Store a bookmark; the future is done only after COMMIT."""
        return self._file.write(lambda c: bookmark_sql.add(c, story_id, bookmark))

    def rename(self, bookmark_id: str, name: str) -> Future[None]:
        """Rename a bookmark."""
        now = time.time()
        return self._file.write(lambda c: bookmark_sql.rename(c, bookmark_id, name, now))

    def move(self, moved: Mapping[str, Locator]) -> Future[None]:
        """Write where bookmarks are after their text was edited: id → place."""
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


class HighlightTable:
    """Highlights by id; a deleted one can be restored."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def of(
        self, story_id: int | None = None, *, deleted: bool = False
    ) -> list[tuple[int, Highlight]]:
        """Story and highlight, in the order of the text; of all stories when none is named."""
        run = partial(self._sql.highlights, story_id=story_id, deleted=deleted)
        found: list[tuple[int, Highlight]] = self._file.ask(run)
        return found

    def get(self, highlight_id: str) -> tuple[int, Highlight] | None:
        """One highlight that is not deleted, with its story."""
        run = partial(self._sql.highlight, highlight_id=highlight_id)
        found: tuple[int, Highlight] | None = self._file.ask(run)
        return found

    def known_ids(self) -> set[str]:
        """The ids of all highlights, including deleted ones."""
        found: set[str] = self._file.ask(self._sql.known_ids)
        return found

    def add(self, story_id: int, *highlights: Highlight) -> Future[None]:
        """Store highlights, all or none; the future is done only after COMMIT."""
        return self._file.write(partial(self._sql.add, story_id=story_id, marks=highlights))

    def change(self, highlight_id: str, **fields: Any) -> Future[None]:
        """Change `colour`, `style`, `note`, `tags` or `passage`; anything not named stays."""
        run = partial(self._sql.change, highlight_id=highlight_id, fields=fields, now=time.time())
        return self._file.write(run)

    def move(self, moved: Mapping[str, Passage]) -> Future[None]:
        """Write where highlights are after their text was edited: id → passage."""
        return self._file.write(partial(self._sql.move, passages=dict(moved)))

    def delete(self, highlight_id: str) -> Future[None]:
        """Delete a highlight, so that it can be restored."""
        run = partial(self._sql.delete, highlight_id=highlight_id, now=time.time())
        return self._file.write(run)

    def restore(self, highlight_id: str) -> Future[None]:
        """Undo a deletion."""
        run = partial(self._sql.restore, highlight_id=highlight_id, now=time.time())
        return self._file.write(run)

    @property
    def _sql(self) -> ModuleType:
        from reader.storage import highlight_sql  # no story needs it for its first page

        return highlight_sql


class PlaceTable:
    """Places by story; the newest wins, and the one it replaced is kept as the other."""

    def __init__(self, file: DataFile) -> None:
        self._file = file
        self.timed = True
        """Whether places are stored with what was read, for how long, and how fast."""

    def remember(
        self,
        story_id: int,
        locator: Locator,
        lap: Lap | None = None,
        *,
        at_once: bool = False,
        read: tuple[Part, ...] = (),
    ) -> None:
        """Record where the reader is; written about a second after the last call, or at once.

        The lap is what was read since the previous place, `read` what was read of the story since
        it was opened, as shares of it.
        """
        now = time.time()
        self._file.update_place(PlaceUpdate(story_id, locator, now, at_once, self.timed, lap, read))

    def newer(self, story_id: int) -> Locator | None:
        """Where another window has gone since this one last read or wrote the place."""
        return self._file.overtaken(story_id)

    def other(self, story_id: int) -> Locator | None:
        """The place of another window that a newer one replaced, to be offered."""
        return self._file.ask(lambda c: story_sql.other_place(c, story_id))

    def dismiss_other(self, story_id: int) -> Future[None]:
        """Stop offering the other window's place."""
        return self._file.write(lambda c: story_sql.dismiss_other(c, story_id))

    def keep_jumps(self, story_id: int, jumps: str) -> Future[None]:
        """Store the list of jumps of a story."""
        return self._file.write(lambda c: story_sql.keep_jumps(c, story_id, jumps))

    def jumps(self, story_id: int) -> str:
        """The stored list of jumps; empty if there is none."""
        return self._file.ask(lambda c: story_sql.jumps(c, story_id), narrow=True)


class SketchTable:
    """Sketches by story, each with the hash of the content that was sketched."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def known(self) -> dict[int, tuple[str, bytes]]:
        """Story → hash of the content that was sketched, and the sketch."""
        return self._file.ask(story_sql.sketches)

    def of(self, story_id: int) -> tuple[str, bytes] | None:
        """The hash of the content that was sketched, and the sketch."""
        return self._file.ask(lambda c: story_sql.sketch(c, story_id), narrow=True)

    def keep(self, story_id: int, sha256: str, sketch: bytes) -> Future[None]:
        """Store the sketch of a story's text."""
        now = time.time()
        return self._file.write(lambda c: story_sql.set_sketch(c, story_id, sha256, sketch, now))


class StoryTable:
    """Stories by number; a story is known whether or not its file exists."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def known(self) -> list[Known]:
        """All stories, the latest read first."""
        return self._file.ask(story_sql.known)

    def marked(self) -> set[int]:
        """The stories in which the reader left a bookmark or a highlight."""
        return self._file.ask(story_sql.marked)

    def get(self, story_id: int) -> Known | None:
        """A story, whose state this window knows from now on."""
        return self._file.ask_loaded(lambda c: story_sql.story(c, story_id))

    def by_sha(self, sha256: str) -> Known | None:
        """The story that has, or ever had, these bytes."""
        return self._file.ask_loaded(lambda c: story_sql.by_sha(c, sha256))

    def by_path(self, path: Path) -> Known | None:
        """The story last seen at a path."""
        return self._file.ask_loaded(lambda c: story_sql.by_path(c, path))

    def begun(self) -> int:
        """How many stories have ever been read."""
        return self._file.ask(story_sql.begun, narrow=True)

    def opened(self, story_id: int, sha256: str, chapters: int, length: int) -> Reply[None]:
        """Record the content that the reader has open; its chapters are no longer new."""
        return self._file.write_early(
            lambda c: story_sql.opened(c, story_id, sha256, chapters, length)
        )

    def set_choices(
        self, story_id: int, choices: str, named: tuple[str, str] | None = None
    ) -> Future[None]:
        """Store what the reader decided about a story, as JSON; `named`: title and author now."""
        now = time.time()
        return self._file.write(lambda c: story_sql.set_choices(c, story_id, choices, now, named))

    def set_status(self, story_id: int, status: Status | None) -> Future[None]:
        """Store the status that the reader sets; None makes it depend on what they read."""
        return self._file.write(
            partial(story_sql.set_status, id_=story_id, status=status, now=time.time())
        )

    def forget(self, story_id: int) -> Future[None]:
        """Remove a story with its place and annotations; only when the reader asked for it."""
        return self._file.write(lambda c: story_sql.forget(c, story_id))

    def reading_time(self) -> dict[int, Days]:
        """Story → the days on which it was read, and for how long, on all machines together.

        Stories that are not here are summed under 0.
        """
        from reader.storage import reading_days, travel_sql  # no start needs them

        return self._file.ask(partial(reading_days.days_read, owner=travel_sql.owner))

    def reading_record(self, story_id: int) -> ReadingRecord:
        """How a story was read: its latest turns, its months, its sessions."""
        from reader.storage import reading_time  # no start needs it

        return self._file.ask(lambda c: reading_time.record(c, story_id), narrow=True)

    def reading_records(self) -> dict[int, ReadingRecord]:
        """Story → how it was read."""
        from reader.storage import reading_time  # no start needs it

        return self._file.ask(reading_time.records)

    def forget_reading(self) -> Future[None]:
        """Forget what was read of all stories, how long and how fast; their places stay."""
        from reader.storage import coverage, reading_time  # no start needs them

        def run(connection: Connection) -> None:
            reading_time.forget(connection)
            coverage.forget(connection)

        return self._file.write(run)

    def coverages(self) -> dict[int, Coverage]:
        """Story → which parts of it were read, if that was recorded."""
        from reader.storage import coverage  # no start needs it

        return self._file.ask(coverage.coverages)


class Store(DataFile):
    """The data file as the rest of the program sees it. Times are seconds since 1970, UTC."""

    def __init__(
        self, path: Path, on_change: Callable[[], None] | None = None, pace: Pace | None = None
    ) -> None:
        super().__init__(path, on_change, pace)
        self.stories = StoryTable(self)
        self.files = FileTable(self)
        self.places = PlaceTable(self)
        self.bookmarks = BookmarkTable(self)
        self.highlights = HighlightTable(self)
        self.sketches = SketchTable(self)
        self.searches = SearchTable(self)
