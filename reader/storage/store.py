"""What outlives the process: stories, places and bookmarks, behind one door.

The rule: nothing here raises or waits because of the state of the data file. Reading goes on
whatever happens to it; `trouble` says why changes are only in memory.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from reader.annotations import Bookmark
from reader.locator.quote import Locator
from reader.storage import bookmark_sql, story_sql
from reader.storage.reply import Answer
from reader.storage.resilient import Change, Keeper
from reader.storage.thread import Alone, Flush, Pace, Question, Turn, Writer
from reader.storage.values import Facts, FileFacts, Known, Status

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.storage.shelf_sql import Refusal, Shelved, Sighting

T = TypeVar("T")


class Store:
    """The data file as the rest of the program sees it.

    Reads wait for their answer (a millisecond). Writes return a future that is done when the
    change is on the disk, and fails with `NotSavedError` when it will never be. Times are
    seconds since 1970, UTC.
    """

    def __init__(
        self, path: Path, on_change: Callable[[], None] | None = None, pace: Pace | None = None
    ) -> None:
        self.path = Path(os.path.realpath(path))
        self.on_change = on_change
        """Called in the store's thread when `trouble` or `notices` have changed."""
        self._keeper = Keeper(self.path)
        self._closed = False
        self._writer = Writer(self._keeper, self._tell, pace or Pace())
        self._writer.start()

    @property
    def trouble(self) -> str:
        """Why changes are not saved, in a few words; empty while they are."""
        return self._keeper.trouble

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader should be told once: a damaged file was mended, and the like."""
        return tuple(self._keeper.notices)

    @property
    def unsaved(self) -> int:
        """How many changes are in memory only."""
        return len(self._keeper.waiting)

    # Reading

    def known(self) -> list[Known]:
        """All stories, the latest read first."""
        return self.ask(story_sql.known)

    def story(self, story_id: int) -> Known | None:
        """One story, as this window is to read it from now on."""
        return self.ask(lambda c: self._writer.loaded(story_sql.story(c, story_id)))

    def by_sha(self, sha256: str) -> Known | None:
        """The story that has, or ever had, these bytes."""
        return self.ask(lambda c: self._load(c, story_sql.id_by_sha(c, sha256)))

    def by_path(self, path: Path) -> Known | None:
        """The story that was last seen at a path."""
        return self.ask(lambda c: self._load(c, story_sql.id_by_path(c, path)))

    def files(self) -> dict[Path, FileFacts]:
        """Every file that was recorded, for the next scan."""
        return self.ask(story_sql.files)

    def shelved(self) -> Shelved:
        """All that a shelf shows, in one question."""
        found: Shelved = self.ask(self._shelves.shelved)
        return found

    def recorded(self) -> dict[str, tuple[int, int, int]]:
        """Every file that was looked at → its size, time and number, for a scan."""
        found: dict[str, tuple[int, int, int]] = self.ask(self._shelves.recorded)
        return found

    def versions(self) -> dict[str, int]:
        """Hash of every content that was ever seen → its story, for a scan."""
        return self.ask(story_sql.versions)

    def sketches(self) -> dict[int, tuple[str, bytes]]:
        """Story → hash of the content that was sketched, and the sketch."""
        return self.ask(story_sql.sketches)

    def sketch(self, story_id: int) -> tuple[str, bytes] | None:
        """The hash of the content that was sketched, and the sketch."""
        return self.ask(lambda c: story_sql.sketch(c, story_id))

    def bookmarks(
        self, story_id: int | None = None, *, deleted: bool = False
    ) -> list[tuple[int, Bookmark]]:
        """Story and bookmark, in the order of the text; of all stories when none is named."""
        return self.ask(lambda c: bookmark_sql.bookmarks(c, story_id, deleted))

    def bookmark(self, bookmark_id: str) -> tuple[int, Bookmark] | None:
        """One bookmark that is not deleted, with its story."""
        return self.ask(lambda c: bookmark_sql.bookmark(c, bookmark_id))

    def newer_place(self, story_id: int) -> Locator | None:
        """Where another window has gone since this one last read or wrote the place."""
        return self.ask(lambda c: self._writer.overtaken(c, story_id))

    def other_place(self, story_id: int) -> Locator | None:
        """The place of another window that gave way to a newer one, to be offered."""
        return self.ask(lambda c: story_sql.other_place(c, story_id))

    def searches(self, library: Path) -> list[str]:
        """What was searched for in a library, the latest first."""
        from reader.storage import searches

        return self.ask(lambda c: searches.searches(c, library))

    # Writing

    def record(self, facts: Iterable[Facts], story_id: int | None = None) -> dict[str, int]:
        """Take in scanned files in one transaction: hash → story.

        A hash that was never seen makes a new story, or is the new content of `story_id`. Waits
        for the answer, in memory if need be.
        """
        batch = tuple(facts)
        now = time.time()
        return self.change(partial(story_sql.record, facts=batch, now=now, story_id=story_id))

    def opened(self, story_id: int, sha256: str, chapters: int, length: int) -> Answer[None]:
        """Note the content the reader has before them; its chapters are no longer new."""
        answer: Answer[None] = Answer()  # the first page waits for this: no `Future`
        self._put(Change(lambda c: story_sql.opened(c, story_id, sha256, chapters, length), answer))
        return answer

    def set_sketch(self, story_id: int, sha256: str, sketch: bytes) -> Future[None]:
        """Keep the sketch of a story's text."""
        now = time.time()
        return self._write(lambda c: story_sql.set_sketch(c, story_id, sha256, sketch, now))

    def remember(self, story_id: int, locator: Locator, *, at_once: bool = False) -> None:
        """Note where the reader is; written about a second after the last call, or at once."""
        self._writer.queue.put(Turn(story_id, locator, time.time(), at_once))

    def add_bookmark(self, story_id: int, bookmark: Bookmark) -> Future[None]:
        """Keep a bookmark; the future is done after COMMIT only."""
        return self._write(lambda c: bookmark_sql.add(c, story_id, bookmark))

    def rename_bookmark(self, bookmark_id: str, name: str) -> Future[None]:
        """Call a bookmark something else."""
        now = time.time()
        return self._write(lambda c: bookmark_sql.rename(c, bookmark_id, name, now))

    def move_bookmarks(self, moved: Mapping[str, Locator]) -> Future[None]:
        """Write where bookmarks are now that their text was edited: id → place."""
        places = dict(moved)
        return self._write(lambda c: bookmark_sql.move(c, places))

    def delete_bookmark(self, bookmark_id: str) -> Future[None]:
        """Delete a bookmark, so that it can be restored."""
        return self._write(partial(bookmark_sql.delete, bookmark_id=bookmark_id, now=time.time()))

    def restore_bookmark(self, bookmark_id: str) -> Future[None]:
        """Undo a deletion."""
        return self._write(partial(bookmark_sql.restore, bookmark_id=bookmark_id, now=time.time()))

    def add_search(self, library: Path, text: str) -> Future[None]:
        """Note what was searched for in a library."""
        from reader.storage import searches

        return self._write(lambda c: searches.add(c, library, text))

    def set_choices(self, story_id: int, choices: str) -> Future[None]:
        """Keep what the reader decided about a story, as JSON."""
        now = time.time()
        return self._write(lambda c: story_sql.set_choices(c, story_id, choices, now))

    def set_status(self, story_id: int, status: Status | None) -> Future[None]:
        """Keep how far the reader says they are; None gives it back to what they read."""
        return self._write(
            partial(story_sql.set_status, id_=story_id, status=status, now=time.time())
        )

    def keep_view(self, chosen: Mapping[str, str]) -> Future[None]:
        """Keep how the shelf is looked at, for `shelved`."""
        return self._write(partial(self._shelves.keep, chosen=dict(chosen)))

    def sight(
        self, seen: Iterable[Sighting], refused: Iterable[Refusal], missed: Iterable[str]
    ) -> None:
        """Note what a scan found besides new stories, in one transaction; waits as `record`."""
        found = self._shelves.Seen(tuple(seen), tuple(refused), tuple(missed))
        if any(found):
            self.change(partial(self._shelves.note, found=found, now=time.time()))

    def dismiss_other(self, story_id: int) -> Future[None]:
        """Offer the other window's place no more."""
        return self._write(lambda c: story_sql.dismiss_other(c, story_id))

    def forget(self, story_id: int) -> Future[None]:
        """Remove a story with its place and bookmarks; only when the reader asked for it."""
        return self._write(lambda c: story_sql.forget(c, story_id))

    # Ending

    def flush(self, timeout: float = 5.0) -> bool:
        """Write everything now; whether all of it is on the disk in time.

        It only puts and waits, so a signal's handler may call it.
        """
        return self._flush(timeout, last=False)

    def tend(self) -> None:
        """Check the file and back it up now; else that is done when there is nothing to do."""
        answer: Answer[None] = Answer()
        self._put(Alone(Keeper.tend, answer))
        answer.result()

    def save_elsewhere(self, path: Path) -> None:
        """Write all that is known to a file that does not exist yet; raises as files do."""
        answer: Answer[None] = Answer()
        self._put(Alone(lambda keeper: keeper.save_elsewhere(path), answer))
        answer.result()

    def close(self, timeout: float = 5.0) -> bool:
        """Write everything and end; whether all of it is on the disk in time."""
        if self._closed:
            return not self.trouble
        self._closed = True
        saved = self._flush(timeout, last=True)
        self._writer.join(timeout if saved else 0.1)
        return saved

    def _flush(self, timeout: float, *, last: bool) -> bool:
        answer: Answer[bool] = Answer()
        self._writer.queue.put(Flush(answer, last))
        try:
            return answer.result(timeout)
        except TimeoutError:
            return False

    def ask(self, run: Callable[[Connection], T]) -> T:
        """Read in the store's thread; for the parts of `storage`."""
        answer: Answer[T] = Answer()
        self._put(Question(run, answer))
        return answer.result()

    def change(self, run: Callable[[Connection], T]) -> T:
        """Write in the store's thread and wait, in memory if need be; for `storage` as well."""
        answer: Answer[T] = Answer()
        self._put(Change(run, answer, when_kept=False))
        return answer.result()

    def _write(self, run: Callable[[Connection], None]) -> Future[None]:
        from concurrent.futures import Future

        answer: Future[None] = Future()
        self._put(Change(run, answer))
        return answer

    def _put(self, job: Question | Change | Alone) -> None:
        if self._closed:
            raise ValueError("the store is closed")
        self._writer.queue.put(job)

    def _load(self, connection: Connection, story_id: int | None) -> Known | None:
        found = None if story_id is None else story_sql.story(connection, story_id)
        return self._writer.loaded(found)

    @property
    def _shelves(self) -> ModuleType:
        from reader.storage import shelf_sql  # no story needs it for its first page

        return shelf_sql

    def _tell(self) -> None:
        if self.on_change:
            with suppress(RuntimeError):  # an event loop that has ended
                self.on_change()
