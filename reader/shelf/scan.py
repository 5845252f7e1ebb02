"""Looking into the library's folders: what is new, changed or gone, in small steps.

The rule: what is as it was recorded is not opened; what is new is only glanced at, and read wholly
where it may be a story that somebody has begun.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from reader import formats
from reader.context import Context
from reader.fingerprint import fingerprint
from reader.formats.files import LoadError, read
from reader.identity import Memory, carry_bookmarks, recognise
from reader.library.folders import Facts, File, Found
from reader.shelf.entries import Entry, entries_of
from reader.storage.shelf_sql import Refusal, Shelved, Sighting

_BATCH = 500
_STEP = 0.05
"""Seconds between two tellings of the progress."""


class Progress(NamedTuple):
    """How far a scan is."""

    done: int
    """New and changed files that were looked at."""
    total: int
    """All new and changed files."""


Tell = Callable[[Progress], bool]
"""Is given the progress now and then, and says whether to stop."""


class Looked(NamedTuple):
    """What a scan has come to."""

    present: set[str]
    """The story files there are."""
    changed: bool
    """Whether anything was other than it was recorded."""


class _Batch:
    """What is to be recorded together."""

    def __init__(self) -> None:
        self.fresh: list[Facts] = []
        self.seen: list[Sighting] = []
        self.refused: list[Refusal] = []

    def __len__(self) -> int:
        return len(self.fresh) + len(self.seen) + len(self.refused)

    def keep(self, context: Context) -> None:
        """Record it."""
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
    context: Context, tell: Tell = lambda _: False, known: Shelved | None = None
) -> Looked:
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
        _Reading(context).take(unlike, tell)
    if gone:
        context.store.files.sight((), (), gone)
    return Looked({file.path for file in files}, bool(unlike or gone))


def _recorded(known: Shelved) -> dict[str, tuple[int, int, int]]:
    """Each file's size, time and number as they were recorded."""
    recorded = {
        one.path: (one.size or 0, one.mtime_ns or 0, one.inode or 0)
        for one in known.standings
        if one.path is not None
    }
    return recorded | {one.path: one[1:4] for one in known.refused}


def _compared(
    context: Context, files: Collection[File], recorded: dict[str, tuple[int, int, int]]
) -> tuple[list[File], list[str]]:
    """The files that are not as they were recorded, and those that were there and are not."""
    unlike = []
    for file in files:
        facts = recorded.pop(file.path, None)
        if facts != file[1:] and not (facts and facts[2] == 0 and facts[:2] == file[1:3]):
            unlike.append(file)
    roots = tuple(os.path.join(f, "") for f in context.folders if f.is_dir())  # noqa: PTH118
    gone = [path for path, facts in recorded.items() if facts[0] >= 0 and path.startswith(roots)]
    return unlike, gone


class _Reading:
    """Takes in new and changed files."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._versions = context.store.files.versions()
        self._memory: Memory | None = None
        self._homeless: set[int] = set()

    def take(self, files: Collection[File], tell: Tell) -> None:
        """Look at files and record them, until it is told to stop."""
        batch, told = _Batch(), time.monotonic()
        tell(Progress(0, len(files)))
        for number, file in enumerate(files, 1):
            self._look(file, batch)
            if len(batch) >= _BATCH:
                batch.keep(self._context)
            if time.monotonic() - told > _STEP:
                told = time.monotonic()
                if tell(Progress(number, len(files))):
                    break
        batch.keep(self._context)

    def _look(self, file: File, batch: _Batch) -> None:
        try:
            data = read(file.path)
            digest = fingerprint(data)
            story = self._versions.get(digest)
            if story is None:
                self._meet(file, data, digest, batch)
            else:
                batch.seen.append(Sighting(file.path, story, *file[1:]))
        except LoadError as error:
            batch.refused.append(Refusal(*file, error.reason))

    def _meet(self, file: File, data: bytes, digest: str, batch: _Batch) -> None:
        """A content that was never seen: a story that somebody has begun, or a new one."""
        from reader.formats import preview
        from reader.library import folders

        memory = self._likely(file.path)
        if memory.stories:
            story = formats.from_bytes(data, file.path, sha256=digest)
            found = Found(Path(file.path), file.size, file.mtime_ns, digest, inode=file.inode)
            known, maybe = recognise(self._context, found.path, story, memory)
            if known is not None:
                carry_bookmarks(self._context, known.id, story)
                self._context.store.files.record([folders.facts(found, story)], known.id)
                self._homeless.discard(known.id)
            elif maybe is not None:  # asked about when it is opened
                batch.refused.append(Refusal(*file, ""))
            else:
                batch.fresh.append(folders.facts(found, story))
            return
        glance = preview.glance(data, file.path)
        path = Path(file.path)
        batch.fresh.append(
            Facts(path, file.size, file.mtime_ns, digest, *glance, chapters=0, inode=file.inode)
        )

    def _likely(self, path: str) -> Memory:
        """What is known of the stories that a file could hold: those seen there, those without."""
        from reader.library.recognition import homeless

        memory = self._memory
        if memory is None:
            memory = self._memory = Memory.of(self._context)
            self._homeless = {
                one.id for one in memory.stories.values() if homeless(one, memory.recorded)
            }
        here = memory.recorded.get(Path(path)) if memory.stories else None
        ids = [*self._homeless, *([here.story] if here else [])]
        likely = {number: memory.stories[number] for number in ids if number in memory.stories}
        return memory._replace(stories=likely)
