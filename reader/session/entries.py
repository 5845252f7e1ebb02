"""What stands on the shelf: the library's files joined with what is known of their stories."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reader import formats, library
from reader.formats import LoadError
from reader.library import Facts, Found
from reader.session.desk import Desk
from reader.session.identity import Memory, carry_bookmarks, recognise
from reader.session.missing import missing, reason
from reader.storage import FileFacts, Known, Status

_BATCH = 20
_DAY = 86_400


class Entry(NamedTuple):
    """One story file of the library."""

    path: Path
    title: str
    author: str = ""
    words: int = 0
    progression: float = 0.0
    status: str = Status.TO_READ.value
    last_read: float | None = None
    """Seconds since 1970, UTC; None when it was never read."""
    current: bool = False
    """Whether it is the story that was read last and is not finished."""
    new_chapters: int = 0
    problem: str = ""
    """Why it cannot be read; empty if it can."""
    missing: int | None = None
    """The number of the story whose file is not there; None for all that have one."""

    @property
    def when(self) -> str:
        """When it was last read, in words; empty when it never was."""
        return _ago(time.time() - self.last_read) if self.last_read is not None else ""


def shelf(desk: Desk) -> list[Entry]:
    """The stories as they were last seen, without looking into any folder."""
    known = {one.id: one for one in desk.store.known()}
    entries = [
        _entry(path, known.get(facts.story))
        for path, facts in desk.store.files().items()
        if any(path.is_relative_to(folder) for folder in desk.folders)
    ]
    return _ordered(entries)


def rescan(desk: Desk, tell: Callable[[int], bool] = lambda _: False) -> list[Entry]:
    """The stories as they are: new and changed files are read and recorded.

    `tell` is given the number of files seen so far and says whether to stop.
    """
    found: list[Found] = []
    fresh: list[Facts] = []
    memory: Memory | None = None
    recorded = desk.store.files()
    for one in library.scan(desk.folders, recorded):
        if one.story is None and not one.problem:
            memory = memory or Memory.of(desk)
            one, facts = _read(desk, one, memory)
            fresh += [facts] if facts else []
        found.append(one)
        if len(fresh) >= _BATCH:
            desk.store.record(fresh)
            fresh = []
            if tell(len(found)):
                break
    if fresh:
        desk.store.record(fresh)
    return _joined(desk, found, desk.store.files() if memory else recorded)


def refreshed(desk: Desk, entries: Iterable[Entry]) -> list[Entry]:
    """The same files with what is known of their stories now, without looking into any folder."""
    present = [entry for entry in entries if entry.missing is None]
    found = [Found(entry.path, 0, 0, problem=entry.problem) for entry in present]
    return _joined(desk, found, desk.store.files())


def read_before(desk: Desk) -> list[tuple[int, Entry]]:
    """Every story that was ever read, the latest first, whether or not its file is there."""
    read = (one for one in desk.store.known() if one.last_read is not None)
    return [(one.id, _entry(_place(one), one)) for one in read]


def _joined(desk: Desk, found: Iterable[Found], files: Mapping[Path, FileFacts]) -> list[Entry]:
    known = {story.id: story for story in desk.store.known()}
    entries, present = [], set()
    for one in found:
        story = known.get(files[one.path].story) if one.path in files else None
        entries.append(_entry(one.path, story, one))
        present |= {story.id} if story else set()
    gone = missing(desk, (one for one in known.values() if one.id not in present), files)
    entries += [
        (_entry(_place(one), one))._replace(missing=one.id, problem=reason(one)) for one in gone
    ]
    return _ordered(entries)


def _place(known: Known) -> Path:
    return known.paths[0] if known.paths else Path()


def _read(desk: Desk, found: Found, memory: Memory) -> tuple[Found, Facts | None]:
    """A new or changed file, and what is to be recorded of it as a story of its own."""
    try:
        story = formats.load(found.path)
    except LoadError as error:
        return library.Found(found.path, found.size, found.mtime_ns, problem=error.reason), None
    facts = library.facts(found, story)
    if desk.store.by_sha(facts.sha256) is None:
        known, maybe = recognise(desk, found.path, story, memory)
        if known is not None:
            carry_bookmarks(desk, known.id, story)
            desk.store.record([facts], known.id)
            return found, None
        if maybe is not None:  # asked about when it is opened
            return found, None
    return found, facts


def _entry(path: Path, known: Known | None, found: Found | None = None) -> Entry:
    if known is None:
        return Entry(path, path.stem, problem=found.problem if found else "")
    place = known.locator
    progression = place.progression if place else 0.0
    status = known.status
    if status is Status.READING and progression >= 1:
        status = Status.FINISHED
    return Entry(
        path,
        known.title or path.stem,
        known.author,
        known.words,
        progression,
        status.value,
        known.last_read,
        new_chapters=known.new_chapters if known.last_read is not None else 0,
        problem=found.problem if found else "",
    )


def _ordered(entries: Iterable[Entry]) -> list[Entry]:
    """The story being read first, then the others read, the latest first, then by title."""
    ordered = sorted(
        entries,
        key=lambda e: (e.last_read is None, -(e.last_read or 0), e.title.casefold(), e.path),
    )
    for index, entry in enumerate(ordered):
        if entry.status == Status.READING.value and entry.missing is None:
            ordered.insert(0, ordered.pop(index)._replace(current=True))
            break
    return ordered


def matching(entries: Sequence[Entry], wanted: str) -> list[Entry]:
    """The entries in whose title, author or file name every word that is wanted occurs."""
    words = wanted.casefold().split()
    return [entry for entry in entries if all(word in _spoken(entry) for word in words)]


def _spoken(entry: Entry) -> str:
    return f"{entry.title} {entry.author} {entry.path.stem}".casefold()


def _ago(seconds: float) -> str:
    if seconds < 3600:
        return "read just now" if seconds < 600 else "read within the hour"
    if seconds < _DAY:
        hours = int(seconds // 3600)
        return f"read {hours} hour{'s' if hours > 1 else ''} ago"
    days = int(seconds // _DAY)
    return "read yesterday" if days == 1 else f"read {days:,} days ago"
