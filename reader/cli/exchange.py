"""`nightstand add`, `export` and `import`: stories, places and annotations brought from elsewhere.

The rule: an export never overwrites anything but an export, and an import only adds what is newer.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.annotations.annotation import Annotations, Book
from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import printable, write_whole
from reader.cli.piped import standard_input
from reader.cli.story import context_for, piped_data
from reader.context import Context
from reader.formats.files import LoadError
from reader.lazy_pattern import lazy_pattern
from reader.library.fuzzy import folded
from reader.posix import at_home
from reader.shelf.add import Added, add
from reader.storage import exchange
from reader.storage.rows import Merged
from reader.story import quantity

if TYPE_CHECKING:
    from reader.annotations.annotation import Annotation
    from reader.reading.imports import TakenIn
    from reader.shelf.entries import Entry

_MOST = 256 << 20
_DIGITS = 20
_SQLITE = b"SQLite format 3\0"
_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*"nightstand"')
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def export(arguments: Arguments) -> int:
    """Every place, bookmark and highlight as JSON, to a file or to standard output."""
    file = "" if arguments.into == "-" else arguments.into
    with context_for(arguments) as context:
        text = (
            printable(json.dumps(exchange.export(context.store), ensure_ascii=False, indent=1))
            + "\n"
        )
        if file:
            _write(at_home(file), text, context.store.path)
            return 0
    print(text, end="")
    return 0


def _write(path: Path, text: str, data: Path) -> None:
    """Write an export to a file that may be overwritten."""
    try:
        if path.exists():
            if not path.is_file() or path.resolve() == data or not _is_export(path):
                raise CommandError(f"{path}: exists and is not an export; choose another name")
            path = path.resolve()
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: it cannot be written ({error})")
    write_whole(path, text)


def _is_export(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _HEAD.match(file.read(200)) is not None
    except OSError:
        return False


def import_(arguments: Arguments) -> int:
    """Import an export, another data file, or highlights; what is newer wins."""
    name = "standard input" if arguments.file == "-" else arguments.file
    with context_for(arguments) as context:
        try:
            said = _taken_in(context, arguments.file)
        except ValueError as error:
            raise CommandError(f"{name}: {error}")
        saved = context.store.flush()
    print(said)
    return 0 if saved else 1


def _taken_in(context: Context, name: str) -> str:
    """What an import has added, in a sentence."""
    if name == "-":
        data = standard_input()
    else:
        path = at_home(name)
        data = _read(path, len(_SQLITE))
        if data == _SQLITE:
            return _counted(exchange.merge_file(context.store, path))
        data = _read(path, _MOST + 1)
    if len(data) > _MOST:
        raise ValueError("it is larger than 256 MB")
    value = _parsed(data)
    if isinstance(value, dict) and value.get("format") == exchange.FORMAT:
        return _counted(exchange.merge(context.store, value))
    from reader.annotations.exchange import read

    return import_annotations(context, read(data))


def _counted(merged: Merged) -> str:
    counts = [
        quantity(count, name)
        for count, name in (
            (merged.places, "place"),
            (merged.bookmarks, "bookmark"),
            (merged.highlights, "highlight"),
        )
        if count
    ]
    if merged.stories:
        counts.insert(0, quantity(merged.stories, "story", "stories"))
    if merged.left_out:
        if not counts:
            raise ValueError(merged.left_out)
        complain(merged.left_out)
    return f"Imported: {', '.join(counts)}." if counts else "Already up to date."


def _read(path: Path, most: int) -> bytes:
    """The beginning of a regular file; pipes and devices are never waited for."""
    try:
        if path.exists() and not path.is_file():
            raise ValueError("it is not a regular file")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise ValueError("there is no such file")
    except OSError as error:
        raise ValueError((error.strerror or "it cannot be read").lower())


def _number(digits: str) -> int | None:
    """A whole number; one with more digits than anybody writes is refused."""
    return int(digits) if len(digits) <= _DIGITS else None


def _parsed(data: bytes) -> Any:
    """The value that the JSON holds; None if it is not JSON."""
    if not _JSON.match(data):
        return None
    try:
        return json.loads(data.decode("utf-8-sig"), parse_int=_number)
    except (ValueError, RecursionError):
        return None


def add_stories(arguments: Arguments) -> int:
    """Copy what is named; the exit code is 1 if any of it could not be copied."""
    sources = [at_home(name) for name in arguments.files]
    piped = {
        source.absolute(): data
        for name, source in zip(arguments.files, sources, strict=True)
        if (data := piped_data([name])) is not None
    }
    with context_for(arguments) as context:
        results = add(context, sources, piped)
    for one in results:
        if one.problem:
            complain(f"{one.source}: {one.problem}")
    if arguments.json:
        from reader.cli.output import print_rows

        print_rows([_fields(one) for one in results])
    else:
        for one in results:
            if one.place is not None:
                print(f"{'added' if one.fresh else 'there already'}: {safe(str(one.place))}")
    return int(any(one.problem for one in results))


def _fields(one: Added) -> dict[str, object]:
    return {
        "source": str(one.source),
        "path": str(one.place) if one.place is not None else None,
        "added": one.fresh,
        "problem": one.problem,
    }


_WORD = lazy_pattern(r"[^\W_]+")
_SUBTITLE = lazy_pattern(r"\s*[:;(\[–—].*")
_SHOWN = 3
"""Orphans whose words are shown."""
_WORDS = 60


def import_annotations(context: Context, read: Annotations) -> str:
    """Import highlights and bookmarks, and say in a sentence what became of them."""
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
        complain(f"the library has no story “{safe(title)}”: {_highlights(count)} left out")
    if read.left_out:
        complain(f"{read.left_out:,} entries have no words or are not highlights: left out")
    if not taken:
        raise CommandError("none of its highlights belongs to a story in the library")
    _tell_orphans([words for one in taken for words in one.orphans])
    added, changed = sum(one.added for one in taken), sum(one.changed for one in taken)
    told = [_highlights(added)] if added else []
    told += [f"{changed:,} changed"] if changed else []
    places = sum(one.bookmarks for one in taken)
    told += [quantity(places, "bookmark")] if places else []
    return f"Imported: {', '.join(told)}." if told else "Nothing in it is new."


def _highlights(count: int) -> str:
    return quantity(count, "highlight")


def _tell_orphans(orphans: Sequence[str]) -> None:
    """Say once which words were not found; they are kept and listed from then on."""
    if not orphans:
        return
    count = quantity(len(orphans), "passage")
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
    """The file of the story that a book is: found by its bytes, or else by its title and author."""
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
    """How certain it is that a story of the library is the book: 0 if it is not."""
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
