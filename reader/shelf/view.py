"""How the shelf is viewed: which of its stories, in which order.

The rule: entries stay as they are; a view is a choice of their indexes, and the story being read is
on top of the views it belongs to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from math import inf
from operator import itemgetter
from threading import Lock
from typing import Any, overload

from reader.cleaning import safe
from reader.library.fuzzy import NameSearch, NamesFound, Needle, folded
from reader.shelf.entries import Entry, in_titles, natural
from reader.storage.values import Status
from reader.value import Value


class Sort(StrEnum):
    """How the stories are sorted."""

    LAST_READ = "last read"
    TITLE = "title"
    AUTHOR = "author"
    LENGTH = "length"
    PROGRESS = "progress"
    ADDED = "added"

    def next(self, step: int = 1) -> Sort:
        """The next one; the first follows the last."""
        sorts = list(Sort)
        return sorts[(sorts.index(self) + step) % len(sorts)]


class StoryKind(StrEnum):
    """Which stories are shown."""

    ALL = "all"
    READING = "reading"
    TO_READ = "to read"
    FINISHED = "finished"
    SET_ASIDE = "set aside"
    GROWN = "new chapters"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Collection(Value):
    """A folder of the library."""

    name: str
    """Its path below the library's folder."""
    stories: int
    """The stories in it and in the folders below it."""


class ShelfView(Value):
    """What is shown, and in which order."""

    sort: Sort = Sort.LAST_READ
    kind: StoryKind = StoryKind.ALL
    collection: str = ""

    @property
    def pinned(self) -> bool:
        """Whether the story being read is on top, set apart."""
        return self.kind in (StoryKind.ALL, StoryKind.READING) and not self.collection

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> ShelfView:
        """The view that was kept, without what no longer exists."""
        sort = kept.get("sort", "")
        return cls(Sort(sort) if sort in list(Sort) else Sort.LAST_READ)


class Marks(Value):
    """Indexes of the typed letters, in the cleaned title and the cleaned author."""

    title: frozenset[int] = frozenset()
    author: frozenset[int] = frozenset()


_NO_AUTHOR = "\U0010ffff"
"""Sorts after all that have one."""
_FIRST: dict[Sort, Callable[[Entry], Any]] = {
    Sort.AUTHOR: lambda e: e.author.casefold() or _NO_AUTHOR,
    Sort.LENGTH: lambda e: e.words or inf,
    Sort.PROGRESS: lambda e: -e.progression,
    Sort.ADDED: lambda e: -e.added,
}
"""What is compared before the titles."""
_STATUS, _LAST_READ, _GROWN, _PROBLEM = map(
    itemgetter, map(Entry._fields.index, ("status", "last_read", "new_chapters", "problem"))
)


def belongs(entry: Entry, kind: StoryKind) -> bool:
    """Whether an entry is of a kind."""
    match kind:
        case StoryKind.ALL:
            return True
        case StoryKind.GROWN:
            return entry.new_chapters > 0
        case StoryKind.MISSING:
            return entry.missing is not None
        case StoryKind.UNREADABLE:
            return bool(entry.problem) and entry.missing is None
    return not entry.problem and entry.status == kind.value


def counts(entries: Sequence[Entry]) -> dict[StoryKind, int]:
    """How many entries there are of each kind; empty kinds are left out, except all."""
    by_status = Counter(map(_STATUS, entries))
    troubled = [entry for entry in entries if _PROBLEM(entry) or entry.missing is not None]
    by_status.subtract(entry.status for entry in troubled if entry.problem)
    found = {StoryKind.ALL: len(entries)}
    for status in Status:
        found[StoryKind(status.value)] = by_status[status.value]
    found[StoryKind.GROWN] = sum(grown > 0 for grown in filter(None, map(_GROWN, entries)))
    found[StoryKind.MISSING] = sum(entry.missing is not None for entry in troubled)
    found[StoryKind.UNREADABLE] = sum(belongs(one, StoryKind.UNREADABLE) for one in troubled)
    return {kind: found[kind] for kind in StoryKind if found.get(kind) or kind is StoryKind.ALL}


def collections(entries: Sequence[Entry]) -> list[Collection]:
    """The folders that contain stories, by name, each counted with those below it."""
    found: Counter[str] = Counter()
    for folder, count in Counter(e.collection for e in entries if e.collection).items():
        parts = folder.split("/")
        for end in range(1, len(parts) + 1):
            found["/".join(parts[:end])] += count
    return [Collection(name, count) for name, count in sorted(found.items(), key=_by_folder)]


def _by_folder(item: tuple[str, int]) -> tuple[str, ...]:
    return tuple(natural(part.casefold()) for part in item[0].split("/"))


class EntriesFound(Sequence[Entry]):
    """Entries that contain what was typed, the best first; they are put in order as needed."""

    def __init__(self, entries: Sequence[Entry], hits: NamesFound) -> None:
        self._entries = entries
        self._hits = hits

    def __len__(self) -> int:
        return len(self._hits)

    @overload
    def __getitem__(self, at: int) -> Entry: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...

    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(at, slice):
            return [*map(self._entries.__getitem__, self._hits.ordered[at])]
        return self._entries[self._hits[at]]

    def __iter__(self) -> Iterator[Entry]:
        return map(self._entries.__getitem__, self._hits.ordered)

    def complete(self) -> EntriesFound:
        """The same, all of them in order."""
        self._hits.ordered  # noqa: B018 - made here, in the thread that asks
        return self


class Arranged:
    """Entries prepared for sorting and filtering as fast as somebody types."""

    def __init__(
        self,
        entries: Sequence[Entry],
        view: ShelfView,
        kinds: Mapping[StoryKind, int] | None = None,
    ) -> None:
        """`kinds` are those of all stories, if these are only the first of them."""
        self.entries = entries
        self.view = view
        self.kinds = kinds or counts(lying_in(entries, view.collection))
        """The kinds that occur in the folder, and how often."""
        self._ordered = _ordered(entries, view)
        self._search: NameSearch | None = None
        self._making = Lock()

    def shown(self, typed: str = "") -> Sequence[Entry]:
        """The entries of the view that contain what was typed, the best first."""
        return (
            EntriesFound(self._ordered, self.prepared().find(typed))
            if typed.strip()
            else self._ordered
        )

    def prepared(self) -> NameSearch:
        """The names in searchable form; made once, before the first letter is typed."""
        with self._making:  # a second caller waits, and then has them too
            if self._search is None:
                self._search = NameSearch([_name(entry) for entry in self._ordered])
            return self._search


def marks_of(entry: Entry, typed: str) -> Marks:
    """The letters of an entry's title and author that were typed."""
    name = _name(entry)
    end = name.find("\n")
    marks = Needle(typed).marks(name)
    return Marks(
        frozenset(mark for mark in marks if mark < end),
        frozenset(mark - end - 1 for mark in marks if mark > end),
    )


def _name(entry: Entry) -> str:
    return folded(f"{safe(entry.title)}\n{safe(entry.author)}")


def lying_in(entries: Sequence[Entry], folder: str) -> Sequence[Entry]:
    """The entries in a folder of the library and below it; all for the empty name."""
    inside = f"{folder}/"
    return (
        [entry for entry in entries if f"{entry.collection}/".startswith(inside)]
        if folder
        else entries
    )


def _ordered(entries: Sequence[Entry], view: ShelfView) -> Sequence[Entry]:
    chosen = lying_in(entries, view.collection)
    if view.kind is not StoryKind.ALL:
        chosen = [one for one in chosen if belongs(one, view.kind)]
    if view.sort is Sort.LAST_READ:
        return chosen  # entries are in this order already
    ordered = in_order(chosen, view.sort)
    at = next((index for index, entry in enumerate(ordered) if entry.current), 0)
    return [*ordered[at : at + 1], *ordered[:at], *ordered[at + 1 :]] if at else ordered


def in_order(entries: Sequence[Entry], sort: Sort) -> list[Entry]:
    """Entries by title, or by what is compared before that; the one being read among them."""
    ordered = in_titles(entries)
    if first := _FIRST.get(sort):
        ordered.sort(key=first)
    return ordered


def matching(entries: Sequence[Entry], wanted: str) -> list[Entry]:
    """The entries that contain what is wanted in title, author or file name, the best first."""
    names = [f"{_name(entry)}\n{folded(entry.path.stem)}" for entry in entries]
    return [entries[hit.number] for hit in Needle(wanted).find(names, scattered=False)]
