"""The shelf kept up to date with the folders: files new, changed, gone or found elsewhere.

The rule: an unchanged file is not opened; a new one is only glanced at, and read completely if it
may be a story that somebody has started. Files on a disk that does not answer stay as they were.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from reader import formats
from reader.cleaning import safe
from reader.context import Context
from reader.file_stamp import FileStamp, KnownFile, stamp_of
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.library.folders import Walk
from reader.library.patience import Errand, Stream
from reader.shelf.entries import Entry, entries_of, root_of
from reader.storage.shelf_sql import Refusal
from reader.storage.values import Known, StoryRecord
from reader.typeset.cells import clip
from reader.value import Value

if TYPE_CHECKING:  # if nothing is new, no story is compared with another
    from reader.identity import Memory
    from reader.search.member import Member
    from reader.shelf.glances import Looked

_BATCH = 500
_KEPT = 0.5
"""Seconds for which results may be in memory only."""
_LONGEST = 30.0
"""Seconds within which a file is read, even a large one over a slow line."""
_FOLDER_MOST = 24
"""Cells of the name of a folder in a sentence."""
_MANY = 200
"""New files from which on other processes look at them too."""
_STEP = 0.05
"""Seconds between two reports of the progress."""


class ScanProgress(Value):
    """The progress of a scan."""

    done: int
    """New and changed files looked at so far."""
    total: int
    """All new and changed files."""


Tell = Callable[[ScanProgress], bool]
"""Called with the progress now and then; returns whether to stop."""
Stop = Callable[[], bool]
"""Whether to stop, checked while waiting for a disk."""


class ScanResult(Value):
    """The outcome of a scan."""

    changed: bool
    """Whether anything differed from what was recorded."""
    unreached: tuple[str, ...] = ()
    """Folders that are missing or do not answer; their stories stay as they were."""


class _Batch:
    """What is to be recorded together."""

    def __init__(self) -> None:
        self.fresh: list[StoryRecord] = []
        self.seen: list[KnownFile] = []
        self.refused: list[Refusal] = []
        self._kept = time.monotonic()

    @property
    def due(self) -> bool:
        """Whether it is time to record it."""
        many = len(self.fresh) + len(self.seen) + len(self.refused) >= _BATCH
        return many or time.monotonic() - self._kept > _KEPT

    def keep(self, context: Context) -> None:
        """Record it."""
        self._kept = time.monotonic()
        if self.fresh:
            context.store.files.record(self.fresh)
        context.store.files.sight(self.seen, self.refused, ())
        self.fresh, self.seen, self.refused = [], [], []


class Disks:
    """Which of the library's disks do not answer, so that no second thread waits for them."""

    def __init__(self) -> None:
        self._stuck: dict[str, Stream[FileStamp | None]] = {}
        """Folder → the stalled pass through it."""
        self._looks: Stream[Looked | None] | None = None
        """The stalled examination of new files."""
        self._members: list[Member] = []
        """Processes that have been given no file yet."""
        self.unseen: list[str] = []
        """What the last pass through the folders could not look at."""
        self.unreached: list[str] = []
        """Folders that are missing or do not answer."""

    @property
    def waiting(self) -> bool:
        """Whether a thread is still waiting for one of them."""
        return any(way.running for way in self._stuck.values())

    def files(self, folders: Sequence[Path], known: set[int], stopped: Stop) -> Iterator[FileStamp]:
        """The story files of the folders that answer, except those whose marks are known.

        Marks that are met are removed.
        """
        stuck = {root for root, way in self._stuck.items() if way.running}
        self.unreached = [os.fspath(folder) for folder in folders if os.fspath(folder) in stuck]
        self.unseen = [*self.unreached]
        left = [folder for folder in folders if os.fspath(folder) not in stuck]
        while left:
            walk = Walk(left, known)
            way = Stream(partial(iter, walk))
            try:
                yield from (file for file in way.items(stopped=stopped) if file is not None)
            except TimeoutError:
                roots = [os.fspath(folder) for folder in left]
                at = roots.index(walk.root) + 1 if walk.root else 1
                self._stuck[roots[at - 1]] = way
                self.unreached.append(roots[at - 1])
                self.unseen += roots[:at]  # the first ones may link to folders still to come
                left = left[at:]
            else:
                self.unseen += walk.unseen
                self.unreached += [os.fspath(one) for one in left if os.fspath(one) in walk.unseen]
                return

    def prepare(self) -> None:
        """Start the processes that look at many files, while the folders are still walked."""
        from reader.shelf.glances import started

        self._members = started()

    def dismiss(self) -> None:
        """End those for which there was nothing to do."""
        for member in self._members:
            member.end()
        self._members = []

    def looks(
        self, files: Sequence[FileStamp], stopped: Stop
    ) -> Generator[Looked | None, None, None]:
        """What each file contains, in order, as long as the disks deliver it."""
        from reader.shelf.glances import looks  # if nothing is new, nothing is loaded

        if self._looks is None or not self._looks.running:
            members, self._members = self._members, []
            self._looks, waited = Stream(partial(looks, files, members)), 0
            try:
                for number, look in enumerate(self._looks.items(_LONGEST, stopped)):
                    waited = number + 1
                    yield look
            except TimeoutError:
                self.unreached.append(str(PurePath(files[waited].path).parent))


def told_unreached(folders: Sequence[str]) -> str:
    """Which folders were not reached, in a few words; empty if all were."""
    first, *more = [safe(PurePath(one).name) for one in folders] or [""]
    others = f" and {len(more)} more" if more else ""
    return f"{clip(first, _FOLDER_MOST)}{others} not reached" if first else ""


def rescan(context: Context, tell: Tell = lambda _: False) -> list[Entry]:
    """The stories as they are: new and changed files are looked at and recorded."""
    look_around(context, tell)
    return entries_of(context, context.store.files.shelved(), look=True)


def look_around(
    context: Context,
    tell: Tell = lambda _: False,
    disks: Disks | None = None,
    stopped: Stop = lambda: False,
) -> ScanResult:
    """Look into all folders and record what is new; for a thread that may take its time.

    `disks` are those that did not answer before.
    """
    context.look_again()
    disks = disks or Disks()
    roots = [*map(root_of, context.folders)]
    left = context.store.files.marks(roots)
    unlike: list[FileStamp] = []
    try:
        for file in disks.files(context.folders, left, stopped):
            unlike.append(file)
            if len(unlike) == _MANY:
                disks.prepare()
        if stopped():
            return ScanResult(changed=False)
        gone = _gone(context, frozenset(left), {file.path for file in unlike}, disks.unseen)
        if unlike:
            _Intake(context).take(unlike, disks, tell, stopped)
    finally:
        disks.dismiss()
    if gone:
        context.store.files.sight((), (), gone)
    return ScanResult(bool(unlike or gone), tuple(disks.unreached))


def _gone(
    context: Context, left: Collection[int], unlike: Collection[str], unseen: Sequence[str]
) -> list[str]:
    """Of the files that were not met unchanged, those that are gone, and would have been met."""
    if not left:
        return []
    roots = [*map(root_of, context.folders)]
    hidden = tuple(os.path.join(one, "") for one in unseen)  # noqa: PTH118
    return [
        path
        for path in context.store.files.marked(roots, left)
        if path not in unlike and not path.startswith(hidden) and path not in unseen
    ]


class _Intake:
    """Records new and changed files."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._versions = context.store.files.versions()
        self._memory: Memory | None = None
        self._homeless: set[int] = set()

    def take(self, files: Sequence[FileStamp], disks: Disks, tell: Tell, stopped: Stop) -> None:
        """Look at files and record them, until told to stop; what was looked at stays known."""
        batch, told = _Batch(), time.monotonic()
        tell(ScanProgress(0, len(files)))
        with closing(disks.looks(files, stopped)) as seen:
            try:
                for number, (file, look) in enumerate(zip(files, seen, strict=False), 1):
                    if look is not None:
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
        """Record content never seen before, which may be a story that somebody has started."""
        from reader.identity import carry_marks, recognise

        try:
            story = Errand(partial(formats.load, file.path)).result(_LONGEST)
        except TimeoutError:
            return
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
        """The stories that a file could contain: those last seen there, or without a file."""
        from reader.identity import Memory
        from reader.recognition import homeless

        memory = self._memory
        if memory is None:
            memory = self._memory = Memory.of(self._context)
            self._homeless = {
                one.id for one in memory.stories.values() if homeless(one, memory.recorded)
            }
        if not memory.stories:
            return None
        here = memory.recorded.get(Path(path))
        ids = [*self._homeless, *([here.story] if here else [])]
        likely = {number: memory.stories[number] for number in ids if number in memory.stories}
        return memory.replace(stories=likely) if likely else None


class Located(Value):
    """A file that is said to contain a missing story."""

    story_id: int
    record: StoryRecord
    doubt: str = ""
    """Why it may be another story, in a few words; empty if the words match."""
    instead: Known | None = None
    """The story that the file counted as until now."""


def locate(context: Context, known: Known, path: Path) -> Located:
    """Check whether a file contains a missing story; takes a while and changes nothing.

    Raises:
        LoadError: The file cannot be read as a story.
    """
    from reader.identity import Memory
    from reader.recognition import Kinship, recognise

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
    """From now on the file contains the story."""
    instead = located.instead
    context.store.files.record([located.record], located.story_id)
    if instead is not None and not _used(context, instead):
        context.store.stories.forget(instead.id)


def _used(context: Context, known: Known) -> bool:
    """Whether the reader has a place in a story, or left anything in it."""
    store = context.store
    return bool(known.locator or store.bookmarks.of(known.id) or store.highlights.of(known.id))
