"""The entries of the shelf: the library's files joined with what is known about their stories.

The rule: entries are made from a single query of the data file; no folder is looked into.
"""

from __future__ import annotations

import os
import re
import time
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path, PurePath
from typing import Any

from reader.cleaning import safe
from reader.context import Context
from reader.file_stamp import stamp_of
from reader.lazy_pattern import lazy_pattern
from reader.library.patience import Errand
from reader.storage.shelf_sql import ABSENT, Refusal, ShelfContents, ShelfRow
from reader.storage.values import Status
from reader.value import NamedTuple

LONG = 5_000
"""Files of a library that can be read as a whole within the time of a start."""
_DAY = 86_400
_WORDS_A_MINUTE = 250
_ARTICLES = ("the ", "a ", "an ")
_DIGITS = lazy_pattern(r"[0-9]+")
_LENGTH_MOST = 0xFFFF
"""The number of digits beyond which numbers are not distinguished by length."""
_FEW = 200
"""Stories that can be put into place faster than all can be sorted."""
_PLACE = itemgetter(0)
_NONE = (0, 0)
_AUTOMATIC = (Status.TO_READ.value, Status.READING.value)


class Entry(NamedTuple):
    """A story file of the library; there may be thousands."""

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
    """Whether it is the story read last and not finished."""
    new_chapters: int = 0
    problem: str = ""
    """Why it cannot be read; empty if it can."""
    missing: int | None = None
    """The number of the story whose file is missing; None for all that have a file."""
    story: int | None = None
    """The number of the story; None for a file without one."""
    by_hand: bool = False
    """Whether the reader set the status."""
    added: float = 0.0
    """When it was first seen."""
    bookmarks: int = 0
    highlights: int = 0
    notes: int = 0
    """How many of the highlights have a note."""
    collection: str = ""
    """The folder it is in, below the library's; empty at the top."""

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.place)

    @property
    def when(self) -> str:
        """When it was last read, in words; empty if never."""
        return ago(time.time() - self.last_read) if self.last_read is not None else ""

    @property
    def minutes(self) -> int:
        """How long it takes to read as a whole, at least one."""
        return max(1, round(self.words / _WORDS_A_MINUTE))

    @property
    def begun(self) -> bool:
        """Whether somebody has read in it."""
        return self.last_read is not None


_STORY = itemgetter(Entry._fields.index("story"))
_MAKE: Callable[[tuple[Any, ...]], Entry] = partial(tuple.__new__, Entry)
"""An entry from its values, in a fifth of the time: there is one for each story."""


def entries_of(
    context: Context,
    known: ShelfContents,
    *,
    look: bool = False,
    missing: Mapping[int, str] | None = None,
    order: Sequence[int] = (),
) -> list[Entry]:
    """The entries of a shelf, the story being read first.

    With `look` missing stories are looked for, if their disks answer; `missing` is an earlier
    result of that: the stories, and why. `order` is the stories by title, where that is known.
    """
    roots = tuple(root_of(folder) for folder in context.folders)
    entries: list[Entry] = []
    absent: list[ShelfRow] = []
    same: dict[object, Any] = {}
    """What many entries share, so that it is stored once."""
    for one in known.rows:
        root = _root_of(one.path, roots) if one.size != ABSENT else ""
        if root:
            entries.append(_entry(one, root, known, same))
        elif one.moved is not None or known.marked(one.story):
            absent.append(one)
    stand = {entry.story for entry in entries}
    if len(stand) < len(entries):
        entries = _told_apart(entries)
    if absent:
        gone = [one for one in absent if one.story not in stand]
        find = partial(_missing, gone, roots, known, told=missing)
        entries += _if_disks_answer(find) if look else find(look=False)
    entries += _refused(known.refused, roots)
    return ordered_first(entries, order)


def _told_apart(entries: list[Entry]) -> list[Entry]:
    """The same entries, with files of one story that have only file names told apart by these."""
    from reader.formats.text.matter.names import titles_of_files

    often = {story for story, count in Counter(map(_STORY, entries)).items() if count > 1}
    files: dict[int | None, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry.story in often:
            files.setdefault(entry.story, []).append(at)
    told = entries[:]
    for same in files.values():
        names = [safe(PurePath(entries[at].place).stem) for at in same]
        for at, title in zip(same, titles_of_files(entries[same[0]].title, names), strict=True):
            told[at] = entries[at]._replace(title=title)
    return told


def refreshed(context: Context, entries: Iterable[Entry]) -> list[Entry]:
    """The same shelf with what is known now, without touching any disk."""
    missing = {entry.missing: entry.problem for entry in entries if entry.missing is not None}
    return entries_of(context, context.store.files.shelved(), missing=missing)


def _root_of(path: str, roots: tuple[str, ...]) -> str:
    """The one of some folders that contains a file; empty for none."""
    return next(filter(path.startswith, roots), "")


def read_before(context: Context) -> list[tuple[int, Entry]]:
    """Every story ever read, the latest first, whether or not its file exists."""
    known = context.store.files.shelved()
    found: dict[int, Entry] = {}
    for one in known.rows:
        if one.moved is not None:
            found[one.story] = _entry(one, "", known, {})
    return sorted(found.items(), key=lambda item: -(item[1].last_read or 0.0))


def root_of(folder: Path) -> str:
    """What the paths of all files in a folder begin with."""
    return os.path.join(folder, "")  # noqa: PTH118 - a prefix, with the separator at its end


def _entry(one: ShelfRow, root: str, known: ShelfContents, same: dict[object, Any]) -> Entry:
    """A story on the shelf; `same` is what it shares with others before it."""
    path, _, _, _, story, title, author, words, status, decided, added, moved, *rest = one
    progression, grown = rest[0] or 0.0, 0
    if moved is not None:
        status = status if decided is not None else _status(status, progression)
        grown = max(0, one.chapters - one.seen_chapters) if one.seen_chapters else 0
    end = path.rfind(os.sep)
    collection = path[len(root) : end] if end > len(root) else ""
    held = same.setdefault
    return _MAKE(
        (
            path,
            title or PurePath(path).stem,
            held(author, author),
            words,
            progression,
            held(status, status),
            moved,
            False,
            grown,
            "",
            None,
            story,
            decided is not None,
            held(added, added),
            known.marks.get(story, 0),
            *known.highlights.get(story, _NONE),
            held(collection, collection),
        )
    )


def _status(stored: str, progression: float) -> str:
    """The status by what was read, unless the reader set one."""
    if progression >= 1:
        return Status.FINISHED.value
    return Status.READING.value if stored in _AUTOMATIC else stored


def _if_disks_answer(find: Callable[..., list[Entry]]) -> list[Entry]:
    """What a check of the disks finds, or the result without it if one does not answer."""
    try:
        return Errand(partial(find, look=True)).result()
    except TimeoutError:
        return find(look=False)


def _missing(
    absent: Iterable[ShelfRow],
    roots: tuple[str, ...],
    known: ShelfContents,
    *,
    look: bool,
    told: Mapping[int, str] | None,
) -> list[Entry]:
    """Stories that somebody has read and none of whose files exists; `told` if that is known.

    A story that was never seen in this library belongs to another; one without a file, to all.
    """
    found: list[Entry] = []
    homes: dict[int, list[ShelfRow]] = {}
    for one in absent:
        homes.setdefault(one.story, []).append(one)
    for story, files in homes.items():
        inside = [one.path for one in files if one.path.startswith(roots)]
        if told is not None:
            away = story in told
        else:
            elsewhere = any(one.path for one in files) and not inside
            away = not elsewhere and not any(_stands(one, roots, look=look) for one in files)
        if away:
            path = inside[-1] if inside else ""
            reason = told[story] if told else _reason(path, look=look)
            entry = _entry(files[0]._replace(path=path), "", known, {})
            found.append(
                entry._replace(missing=story, problem=reason, collection="", new_chapters=0)
            )
    return found


def _stands(one: ShelfRow, roots: tuple[str, ...], *, look: bool) -> bool:
    """Whether a file is as it was recorded; outside the library that is assumed at first."""
    if not one.path:
        return False
    if not look:
        return one.present and not one.path.startswith(roots)
    now = stamp_of(one.path)
    return now is not None and (now.size, now.mtime_ns) == (one.size, one.mtime_ns)


def _reason(path: str, *, look: bool) -> str:
    """Why a story is missing, in a few words."""
    if not path:
        return "missing: its file holds another story now"
    folder = PurePath(path).parent
    if look and not Path(folder).is_dir():
        return f"missing: the folder {folder} is not there"
    return f"missing: it was {path}"


def _refused(refused: Iterable[Refusal], roots: tuple[str, ...]) -> Iterator[Entry]:
    """Files without a story; one without a reason is only tested when it is opened."""
    for one in refused:
        path = one.stamp.path
        if root := _root_of(path, roots):
            folder = str(PurePath(path[len(root) :]).parent)
            yield Entry(
                path,
                PurePath(path).stem,
                problem=one.reason,
                added=one.added,
                collection="" if folder == "." else folder,
            )


def ordered_first(entries: Sequence[Entry], order: Sequence[int] = ()) -> list[Entry]:
    """The story being read first, then the others read, the latest first, then by title.

    `order` is the stories by title, where that is known.
    """
    ordered = _put_in(entries, order) if order else by_title(entries)
    read = [entry for entry in ordered if entry.last_read is not None]
    if not read:
        return ordered
    read.sort(key=_since_read)
    at = next((index for index, entry in enumerate(read) if _is_being_read(entry)), None)
    if at is not None:
        read.insert(0, read.pop(at)._replace(current=True))
    return [*read, *(entry for entry in ordered if entry.last_read is None)]


def by_title(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in filing order, those with one title by their files."""
    ordered = sorted(entries, key=_PLACE)
    ordered.sort(key=_filed_title)
    return ordered


def in_titles(ordered: Sequence[Entry]) -> list[Entry]:
    """The same, for entries that `ordered_first` has sorted: few need to be moved."""
    read = next((at for at, one in enumerate(ordered) if one.last_read is None), len(ordered))
    return _filled(ordered[read:], ordered[:read])


def _put_in(entries: Sequence[Entry], order: Sequence[int]) -> list[Entry]:
    """The same, for entries whose stories are in that order, unless files share a story."""
    at: dict[int | None, int] = {story: number for number, story in enumerate(order)}
    places: list[Entry | None] = [None] * len(order)
    others = []
    for entry in entries:
        number = at.get(entry.story)
        if number is None or entry.missing is not None:
            others.append(entry)
        elif (other := places[number]) is None:
            places[number] = entry
        else:  # their file names tell them apart
            others += (other, entry)
            del at[entry.story]
            places[number] = None
    return _filled([*filter(None, places)], others)


def _filled(ordered: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """Sorted entries, with others inserted among them."""
    if len(others) > _FEW:
        return by_title([*ordered, *others])
    filled = [*ordered]
    for entry in others:
        insort(filled, entry, key=filed_and_placed)
    return filled


def filed_and_placed(entry: Entry) -> tuple[str, str]:
    """What decides where an entry comes by its title."""
    return filed(entry.title), entry.place


def _filed_title(entry: Entry) -> str:
    return filed(entry.title)


def _since_read(entry: Entry) -> float:
    return -(entry.last_read or 0.0)


def _is_being_read(entry: Entry) -> bool:
    return entry.status == Status.READING.value and entry.missing is None and not entry.problem


def filed(title: str) -> str:
    """A title for filing: lower case, without a leading article, numbers by their size."""
    low = title.casefold()
    return _DIGITS.sub(_sized, low.partition(" ")[2] if low.startswith(_ARTICLES) else low)


def natural(name: str) -> str:
    """A key by which names are in natural order: `Lamp 2` before `Lamp 10`."""
    return _DIGITS.sub(_sized, name)


def _sized(match: re.Match[str]) -> str:
    """A number before all letters, after the count of its digits."""
    number = match[0].lstrip("0")
    return f"\0{chr(min(len(number), _LENGTH_MOST))}{number}"


def ago(seconds: float) -> str:
    """An elapsed time, in words."""
    if seconds < 3600:
        return "just now" if seconds < 600 else "within the hour"
    if seconds < _DAY:
        hours = int(seconds // 3600)
        return f"{hours} hour{'s' if hours > 1 else ''} ago"
    days = int(seconds // _DAY)
    return "yesterday" if days == 1 else f"{days:,} days ago"
