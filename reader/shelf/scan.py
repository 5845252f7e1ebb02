"""The shelf kept true to the folders: what is new, changed or gone, and what was found elsewhere.

The rule: what is as it was recorded is not opened; what is new is only glanced at, and read wholly
where it may be a story that somebody has begun.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reader import formats
from reader.context import Context
from reader.file_stamp import FileStamp, KnownFile, stamp_of
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.identity import Memory, carry_marks, recognise
from reader.library.kinship import Kinship
from reader.shelf.entries import Entry, entries_of
from reader.storage.shelf_sql import Refusal, ShelfContents
from reader.storage.values import Known, StoryRecord
from reader.value import Value

if TYPE_CHECKING:
    from reader.shelf.glances import Looked

_BATCH = 500
_KEPT = 0.5
"""Seconds that what was looked at is in memory only."""
_STEP = 0.05
"""Seconds between two reports of the progress."""


class ScanProgress(Value):
    """How far a scan is."""

    done: int
    """New and changed files that were looked at."""
    total: int
    """All new and changed files."""


Tell = Callable[[ScanProgress], bool]
"""Called with the progress now and then; returns whether to stop."""


class ScanResult(Value):
    """The outcome of a scan."""

    present: set[str]
    """The story files there are."""
    changed: bool
    """Whether anything differed from what was recorded."""


class _Batch:
    """What is to be recorded together."""

    def __init__(self) -> None:
        self.fresh: list[StoryRecord] = []
        self.seen: list[KnownFile] = []
        self.refused: list[Refusal] = []
        self._kept = time.monotonic()

    @property
    def due(self) -> bool:
        """Whether it is to be recorded now."""
        many = len(self.fresh) + len(self.seen) + len(self.refused) >= _BATCH
        return many or time.monotonic() - self._kept > _KEPT

    def keep(self, context: Context) -> None:
        """Record it."""
        self._kept = time.monotonic()
        if self.fresh:
            context.store.files.record(self.fresh)
        context.store.files.sight(self.seen, self.refused, ())
        self.fresh, self.seen, self.refused = [], [], []


def rescan(context: Context, tell: Tell = lambda _: False) -> list[Entry]:
    """The stories as they are: new and changed files are looked at and recorded."""
    known = context.store.files.shelved()
    looked = look_around(context, tell, known)
    if looked.changed:
        known = context.store.files.shelved()
    return entries_of(context, known, looked.present, look=True)


def look_around(
    context: Context, tell: Tell = lambda _: False, known: ShelfContents | None = None
) -> ScanResult:
    """Look into all folders and record what is new; for a thread that may take its time.

    `known` is what was recorded, if it was asked for already.
    """
    from reader.library.folders import walk

    context.look_again()
    files = list(walk(context.folders))
    unlike, gone = _compared(
        context, files, _recorded(known) if known else context.store.files.recorded()
    )
    if unlike:
        _Intake(context).take(unlike, tell)
    if gone:
        context.store.files.sight((), (), gone)
    return ScanResult({file.path for file in files}, bool(unlike or gone))


def _recorded(known: ShelfContents) -> dict[str, FileStamp]:
    """Each file as it was recorded."""
    stamps = {row.stamp.path: row.stamp for row in known.rows if row.stamp is not None}
    return stamps | {one.stamp.path: one.stamp for one in known.refused}


def _compared(
    context: Context, files: Collection[FileStamp], recorded: dict[str, FileStamp]
) -> tuple[list[FileStamp], list[str]]:
    """The files that are not as they were recorded, and those that were there and are not."""
    unlike = []
    for file in files:
        before = recorded.pop(file.path, None)
        if before is None or not file.unchanged(before):
            unlike.append(file)
    roots = tuple(os.path.join(f, "") for f in context.folders if f.is_dir())  # noqa: PTH118
    gone = [path for path, one in recorded.items() if one.size >= 0 and path.startswith(roots)]
    return unlike, gone


class _Intake:
    """Takes in new and changed files."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._versions = context.store.files.versions()
        self._memory: Memory | None = None
        self._homeless: set[int] = set()

    def take(self, files: Sequence[FileStamp], tell: Tell) -> None:
        """Look at files and record them, until told to stop; what was looked at stays known."""
        from reader.shelf.glances import looks  # where nothing is new, nothing is loaded

        batch, told = _Batch(), time.monotonic()
        tell(ScanProgress(0, len(files)))
        with closing(looks(files)) as seen:
            try:
                for number, (file, look) in enumerate(zip(files, seen, strict=True), 1):
                    self._record(file, look, batch)
                    if batch.due:
                        batch.keep(self._context)
                    if time.monotonic() - told > _STEP:
                        told = time.monotonic()
                        if tell(ScanProgress(number, len(files))):
                            break
            finally:
                batch.keep(self._context)

    def _record(self, file: FileStamp, look: Looked, batch: _Batch) -> None:
        story = self._versions.get(look.digest)
        if story is not None:
            batch.seen.append(KnownFile(file, story))
        elif look.glance is None:
            batch.refused.append(Refusal(file, look.reason))
        elif memory := self._likely(file.path):
            self._meet(file, memory, batch)
        else:
            batch.fresh.append(
                StoryRecord(
                    file,
                    look.digest,
                    look.glance.title,
                    look.glance.author,
                    look.glance.words,
                    look.glance.length,
                    chapters=0,
                )
            )

    def _meet(self, file: FileStamp, memory: Memory, batch: _Batch) -> None:
        """Take in content that was never seen, and may be a story that somebody has begun."""
        try:
            story = formats.load(file.path)
        except LoadError as error:
            batch.refused.append(Refusal(file, error.reason))
            return
        record = StoryRecord.of(file, story)
        found = recognise(self._context, Path(file.path), story, memory)
        if found.known is not None:
            carry_marks(self._context, found.known.id, story)
            self._context.store.files.record([record], found.known.id)
            self._homeless.discard(found.known.id)
        elif found.maybe is not None:  # asked about when it is opened
            batch.refused.append(Refusal(file, ""))
        else:
            batch.fresh.append(record)

    def _likely(self, path: str) -> Memory | None:
        """The stories that a file could hold: those last seen there, and those without a file."""
        from reader.recognition import homeless

        memory = self._memory
        if memory is None:
            memory = self._memory = Memory.of(self._context)
            self._homeless = {
                one.id for one in memory.stories.values() if homeless(one, memory.recorded)
            }
        here = memory.recorded.get(Path(path)) if memory.stories else None
        ids = [*self._homeless, *([here.story] if here else [])]
        likely = {number: memory.stories[number] for number in ids if number in memory.stories}
        return memory.replace(stories=likely) if likely else None


class Located(Value):
    """A file that is said to hold a missing story."""

    story_id: int
    record: StoryRecord
    doubt: str = ""
    """Why it may be another story, in a few words; empty where its words are the story's."""
    instead: Known | None = None
    """The story that the file counted as until now."""


def locate(context: Context, known: Known, path: Path) -> Located:
    """Check whether a file holds a missing story; takes a while and changes nothing.

    Raises:
        LoadError: the file cannot be read as a story.
    """
    from reader.recognition import recognise

    stamp = stamp_of(path) or FileStamp(os.fspath(path))
    story = formats.load(path, context.choices_for(Choices.from_json(known.choices)))
    record = StoryRecord.of(stamp, story)
    now = context.store.stories.by_sha(record.sha256)
    if now is not None and now.id == known.id:
        return Located(known.id, record)
    sketches = Memory.of(context).sketches
    kinship = recognise(path, story, [known], {}, sketches).kinship
    doubt = "" if kinship in (Kinship.EDITED, Kinship.RENAMED) else "it reads differently"
    if now is not None and _used(context, now):
        doubt = f"you read it as “{now.title}”"
    return Located(known.id, record, doubt, now)


def take_back(context: Context, located: Located) -> None:
    """The file holds the story from now on."""
    instead = located.instead
    context.store.files.record([located.record], located.story_id)
    if instead is not None and not _used(context, instead):
        context.store.stories.forget(instead.id)


def _used(context: Context, known: Known) -> bool:
    """Whether the reader has a place in a story, or left something in it."""
    store = context.store
    return bool(known.locator or store.bookmarks.of(known.id) or store.highlights.of(known.id))
