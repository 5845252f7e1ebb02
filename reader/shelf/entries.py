"""What stands on the shelf: the library's files joined with what is known of their stories.

The rule: entries are made of what was asked of the data file at once; no folder is looked into.
"""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TypeAlias

from reader.context import Context
from reader.deferred import deferred
from reader.file_stamp import stamp_of
from reader.storage.shelf_sql import Refusal, ShelfContents, ShelfRow
from reader.storage.values import Status
from reader.value import NamedTuple

_DAY = 86_400
_WORDS_A_MINUTE = 250
_ARTICLES = ("the ", "a ", "an ")
_DIGITS = deferred(r"([0-9]+)")
_AUTOMATIC = (Status.TO_READ.value, Status.READING.value)


Filed: TypeAlias = tuple[tuple[str, tuple[int, str]], ...]
"""A name as it is sorted: its parts without digits, each with the number after it."""


class Entry(NamedTuple):
    """One story file of the library; there may be thousands."""

    place: str
    """The file's path; bytes that are not UTF-8 are as `os.fsdecode` gives them."""
    title: str
    """From the file, otherwise its name; not cleaned."""
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
    story: int | None = None
    """The number of the story; None for a file that holds none."""
    by_hand: bool = False
    """Whether the reader set the status."""
    added: float = 0.0
    """When it was first seen."""
    bookmarks: int = 0
    highlights: int = 0
    notes: int = 0
    """How many of the highlights have a note."""
    collection: str = ""
    """The folder it lies in, below the library's; empty at its top."""

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.place)

    @property
    def when(self) -> str:
        """When it was last read, in words; empty when it never was."""
        return ago(time.time() - self.last_read) if self.last_read is not None else ""

    @property
    def minutes(self) -> int:
        """How long it takes to read, from the first word to the last, at least one."""
        return max(1, round(self.words / _WORDS_A_MINUTE))

    @property
    def begun(self) -> bool:
        """Whether somebody has read in it."""
        return self.last_read is not None


def entries_of(
    context: Context,
    known: ShelfContents,
    present: Container[str] | None = None,
    *,
    look: bool = False,
) -> list[Entry]:
    """The entries of a shelf, the story being read first.

    `present` are the files that a scan found, else those that were there at the last one; with
    `look` what is missing is looked for, which takes as long as its disk does.
    """
    roots = tuple(_root(folder) for folder in context.folders)
    entries: list[Entry] = []
    absent: list[ShelfRow] = []
    stands: set[int] = set()
    for one in known.rows:
        path = one.stamp.path if one.stamp else ""
        there = one.present and (present is None or path in present)
        root = next(filter(path.startswith, roots), "")
        if root and there:
            entries.append(_entry(one, path, root, known))
            stands.add(one.story)
        elif one.moved is not None or known.marked(one.story):
            absent.append(one)
    gone = (one for one in absent if one.story not in stands)
    entries += _missing(gone, roots, known, look=look)
    entries += _refused(known.refused, roots, present)
    return ordered_first(entries)


def refreshed(context: Context, entries: Iterable[Entry]) -> list[Entry]:
    """The same files with what is known of their stories now, without looking into any folder."""
    present = {entry.place for entry in entries if entry.missing is None}
    return entries_of(context, context.store.files.shelved(), present, look=True)


def read_before(context: Context) -> list[tuple[int, Entry]]:
    """Every story that was ever read, the latest first, whether or not its file is there."""
    known = context.store.files.shelved()
    found: dict[int, Entry] = {}
    for one in known.rows:
        if one.moved is not None:
            path = one.stamp.path if one.stamp else ""
            found[one.story] = _entry(one, path, "", known)
    return sorted(found.items(), key=lambda item: -(item[1].last_read or 0.0))


def _root(folder: Path) -> str:
    return os.path.join(folder, "")  # noqa: PTH118 - a prefix, with the separator at its end


def _entry(one: ShelfRow, path: str, root: str, known: ShelfContents) -> Entry:
    progression = one.progression or 0.0
    by_hand, begun = one.decided is not None, one.moved is not None
    end = path.rfind(os.sep)
    highlights, notes = known.highlights.get(one.story, (0, 0))
    return Entry(
        place=path,
        title=one.title or PurePath(path).stem,
        author=one.author,
        words=one.words,
        progression=progression,
        status=one.status if by_hand else _status(one.status, progression, begun=begun),
        last_read=one.moved,
        new_chapters=max(0, one.chapters - one.seen_chapters) if one.seen_chapters and begun else 0,
        story=one.story,
        by_hand=by_hand,
        added=one.added,
        bookmarks=known.marks.get(one.story, 0),
        highlights=highlights,
        notes=notes,
        collection=path[len(root) : end] if end > len(root) else "",
    )


def _status(stored: str, progression: float, *, begun: bool) -> str:
    """How far a reader is by what they read, where they did not say otherwise."""
    if not begun:
        return stored
    if progression >= 1:
        return Status.FINISHED.value
    return Status.READING.value if stored in _AUTOMATIC else stored


def _missing(
    absent: Iterable[ShelfRow], roots: tuple[str, ...], known: ShelfContents, *, look: bool
) -> Iterator[Entry]:
    """Stories that somebody has read and none of whose files is there.

    A story that was never seen in this library belongs to another; one without a file, to all.
    """
    homes: dict[int, list[ShelfRow]] = {}
    for one in absent:
        homes.setdefault(one.story, []).append(one)
    for story, files in homes.items():
        paths = [one.stamp.path for one in files if one.stamp]
        inside = [path for path in paths if path.startswith(roots)]
        if (paths and not inside) or any(_stands(one, roots, look=look) for one in files):
            continue
        path = inside[-1] if inside else ""
        entry = _entry(files[0], path, "", known)
        yield entry._replace(
            missing=story, problem=_reason(path, look=look), collection="", new_chapters=0
        )


def _stands(one: ShelfRow, roots: tuple[str, ...], *, look: bool) -> bool:
    """Whether a file is as it was recorded; outside of the library that is believed at first."""
    if one.stamp is None:
        return False
    if not look:
        return one.present and not one.stamp.path.startswith(roots)
    now = stamp_of(one.stamp.path)
    return now is not None and now.same_content(one.stamp)


def _reason(path: str, *, look: bool) -> str:
    """Why a story is missing, in a few words."""
    if not path:
        return "missing: its file holds another story now"
    folder = PurePath(path).parent
    if look and not Path(folder).is_dir():
        return f"missing: the folder {folder} is not there"
    return f"missing: it was {path}"


def _refused(
    refused: Iterable[Refusal], roots: tuple[str, ...], present: Container[str] | None
) -> Iterator[Entry]:
    """Files without a story; one without a reason is only asked about when it is opened."""
    for one in refused:
        path = one.stamp.path
        root = next(filter(path.startswith, roots), "")
        if root and (present is None or path in present):
            folder = str(PurePath(path[len(root) :]).parent)
            yield Entry(
                path,
                PurePath(path).stem,
                problem=one.reason,
                added=one.added,
                collection="" if folder == "." else folder,
            )


def ordered_first(entries: Iterable[Entry]) -> list[Entry]:
    """The story being read first, then the others read, the latest first, then by title."""
    ordered = sorted(entries, key=_by_reading)
    for index, entry in enumerate(ordered):
        if entry.last_read is None:
            break
        if entry.status == Status.READING.value and entry.missing is None and not entry.problem:
            ordered.insert(0, ordered.pop(index)._replace(current=True))
            break
    return ordered


def _by_reading(entry: Entry) -> tuple[float, Filed, str]:
    return -(entry.last_read or 0.0), filed(entry.title), entry.place


def filed(title: str) -> Filed:
    """A title as it is filed: small, without the article before it, its numbers by their size."""
    low = title.casefold()
    return natural(low.partition(" ")[2] if low.startswith(_ARTICLES) else low)


def natural(name: str) -> Filed:
    """A key by which names are in natural order: `Lamp 2` before `Lamp 10`."""
    parts = _DIGITS.split(name)
    if len(parts) == 1:
        return ((name, (0, "")),)
    numbers = (part.lstrip("0") for part in parts[1::2])
    keys = [(len(number), number) for number in numbers]
    return tuple(zip(parts[::2], [*keys, (0, "")], strict=True))


def ago(seconds: float) -> str:
    """A time that has passed, in words."""
    if seconds < 3600:
        return "just now" if seconds < 600 else "within the hour"
    if seconds < _DAY:
        hours = int(seconds // 3600)
        return f"{hours} hour{'s' if hours > 1 else ''} ago"
    days = int(seconds // _DAY)
    return "yesterday" if days == 1 else f"{days:,} days ago"
