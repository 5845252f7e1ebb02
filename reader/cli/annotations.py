"""`nightstand import` of what other programs wrote: which story it is of, and what became of it.

The rule: nothing is changed before the whole file was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.annotation import Annotations, Book
from reader.cleaning import safe
from reader.cli.arguments import CommandError, complain
from reader.context import Context
from reader.deferred import deferred
from reader.formats.files import LoadError
from reader.library.fuzzy import folded

if TYPE_CHECKING:
    from reader.annotations.annotation import Annotation
    from reader.reading.imports import TakenIn
    from reader.shelf.entries import Entry

_WORD = deferred(r"[^\W_]+")
_SUBTITLE = deferred(r"\s*[:;(\[–—].*")
_SHOWN = 3
"""Orphans whose words are told."""
_WORDS = 60


def import_annotations(context: Context, read: Annotations) -> str:
    """Take in highlights and bookmarks, and say in a sentence what became of them."""
    from reader.shelf.entries import read_before
    from reader.shelf.scan import rescan

    of: dict[Book, list[Annotation]] = defaultdict(list)
    for item in read.items:
        of[item.book].append(item)
    shelved = [entry for entry in rescan(context) if entry.missing is None and not entry.problem]
    read_elsewhere = (entry for _, entry in read_before(context) if entry.path.is_file())
    entries = list({entry.path: entry for entry in (*read_elsewhere, *shelved)}.values())
    taken: list[TakenIn] = []
    strangers: dict[str, int] = {}
    for book, items in of.items():
        path = _path_of(context, entries, book)
        done = _taken(context, path, items) if path else None
        if done is None:
            title = book.title or book.source or "no title"
            strangers[title] = strangers.get(title, 0) + len(items)
        else:
            taken.append(done)
    for title, count in strangers.items():
        complain(f"no story in the library is “{safe(title)}”: {_highlights(count)} left out")
    if read.left_out:
        complain(f"{read.left_out:,} entries have no words or are no highlights, and were left out")
    if not taken:
        raise CommandError("none of its highlights belongs to a story in the library")
    _tell_orphans([words for one in taken for words in one.orphans])
    added, changed = sum(one.added for one in taken), sum(one.changed for one in taken)
    told = [_highlights(added)] if added else []
    told += [f"{changed:,} changed"] if changed else []
    places = sum(one.bookmarks for one in taken)
    told += [f"{places:,} bookmark{'' if places == 1 else 's'}"] if places else []
    return f"Imported: {', '.join(told)}." if told else "Nothing in it is new."


def _highlights(count: int) -> str:
    return f"{count:,} highlight{'' if count == 1 else 's'}"


def _tell_orphans(orphans: Sequence[str]) -> None:
    """Say once which words were not found; they are kept and listed from then on."""
    if not orphans:
        return
    count = f"{len(orphans):,} passage{'' if len(orphans) == 1 else 's'}"
    complain(f"{count} not found in the text, kept with the words:")
    for words in orphans[:_SHOWN]:
        one = " ".join(words.split())
        complain(f"  “{safe(one if len(one) <= _WORDS else one[:_WORDS] + '…')}”")


def _taken(context: Context, path: Path, items: Sequence[Annotation]) -> TakenIn | None:
    from reader.reading.imports import take_in
    from reader.reading.open import open_path

    try:
        return take_in(context, open_path(context, path, keep=False), items)
    except LoadError as error:
        complain(str(error))
        return None


def _path_of(context: Context, entries: Iterable[Entry], book: Book) -> Path | None:
    """The file of the story that a book is: by its bytes, else by its title and author."""
    if book.sha256:
        known = context.store.stories.by_sha(book.sha256)
        path = next((path for path in known.paths if path.is_file()), None) if known else None
        if path is not None:
            return path
    found = [(_likeness(entry, book), entry) for entry in entries]
    best = max((share for share, _ in found), default=0)
    likely = [entry for share, entry in found if share == best] if best else []
    same = {entry.place if entry.story is None else entry.story for entry in likely}
    return likely[0].path if len(same) == 1 else None


def _likeness(entry: Entry, book: Book) -> int:
    """How sure a story of the library is the book: 0 if it is not."""
    stem = _plain(entry.path.stem)
    names = {_plain(entry.title), _plain(_SUBTITLE.sub("", entry.title)), stem} - {""}
    theirs = {_plain(book.title), _plain(_SUBTITLE.sub("", book.title))} - {""}
    file = _plain(Path(book.source).stem) if book.source else ""
    titled = 2 if _plain(entry.title) == _plain(book.title) != "" else int(bool(names & theirs))
    if not titled and file and file in (stem, _plain(entry.title)):
        titled = 1
    ours, author = _names(entry.author), _names(book.author)
    if not titled or (ours and author and not ours & author):
        return 0
    return 2 * titled + bool(ours & author)


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(folded(title)))


def _names(author: str) -> set[str]:
    return {name for name in _WORD.findall(folded(author)) if len(name) > 2}
