"""The front of a long shelf: its first stories and its counts, known before the rest.

The order of the stories is kept whenever all of them were loaded. Those that were touched – read,
given a status, marked – are put into their places among the first of the others.

The rule: the result is what the whole shelf would show, or nothing. An order that does not match
the present data file, or is damaged, is ignored.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from reader.context import Context
from reader.file_stamp import fingerprint
from reader.formats.files import LoadError, read, write
from reader.shelf.entries import LONG, Entry, entries_of, root_of
from reader.shelf.rows import MEASURED_MOST, ShelfContent
from reader.shelf.view import Arranged, ShelfView, Sort, StoryKind, counts, in_order
from reader.storage.paths import cache_folder
from reader.storage.shelf_sql import ShelfContents, ShelfState
from reader.value import Value

TOUCHED_MOST = 5_000
"""Stories that are put into their places; with more, the whole shelf is loaded."""
_OWN = (Sort.AUTHOR, Sort.LENGTH, Sort.ADDED)
"""The orders in which unread stories are sorted by something other than their titles."""
_FOLDER = "shelf"
_HEAD = struct.Struct("<8sIIII")
"""A mark, the checksum of what follows, and the bytes of its three parts."""
_MARK = b"nightord"
_NUMBER = "q"


class Front(Value):
    """What is known about a whole shelf when only the first stories are."""

    kinds: Mapping[StoryKind, int]
    content: ShelfContent

    @property
    def stories(self) -> int:
        """The number of stories on it."""
        return self.kinds[StoryKind.ALL]


class RememberedShelf(Value):
    """The shelf as it was last seen and last looked at."""

    entries: list[Entry]
    view: ShelfView
    front: Front | None = None
    """For a long shelf, only its first stories are the entries."""
    state: str = ""
    """What its order depended on before it was loaded; empty if it is only the front."""


def remembered(context: Context) -> RememberedShelf:
    """What is known about the shelf without looking into any folder."""
    state = state_of(context)
    known = context.store.files.shelved()
    view = ShelfView.of(known.view)
    return RememberedShelf(entries_of(context, known), view, state=state.text)


def remembered_at_once(context: Context) -> RememberedShelf:
    """The same, but only the front of a long shelf, if that is known by itself."""
    return (_front(context) if context.store.files.count() > LONG else None) or remembered(context)


def state_of(context: Context) -> ShelfState:
    """What the order of the shelf depends on, as it is before the shelf is loaded."""
    return context.store.files.state([*map(root_of, context.folders)])


def _front(context: Context) -> RememberedShelf | None:
    """The first stories; None if they cannot be known without the others."""
    known, state = context.store.files.shelved(), state_of(context)
    view = ShelfView.of(known.view)
    orders = kept_orders(context, known, view, state)
    if not orders:
        return None
    found = context.store.files.front(orders, TOUCHED_MOST, MEASURED_MOST)
    if found is None:
        return None
    entries = entries_of(context, known.replace(rows=found.rows))
    content = ShelfContent.of(entries)
    seen = known_part(Arranged(entries, view).shown(), found.lying[-1], MEASURED_MOST)
    if not seen or not content.words:
        return None
    shown = set(map(id, seen))
    first = [entry for entry in entries if id(entry) in shown]
    touched = [one for one in entries if one.story is None or one.story in found.touched]
    return RememberedShelf(first, view, Front(_counts(touched, state.files), content))


def kept_orders(
    context: Context, known: ShelfContents, view: ShelfView, state: ShelfState
) -> list[array[int]]:
    """Stories by title, and in the view's order if that differs; empty if not kept."""
    if len(known.refused) > TOUCHED_MOST:
        return []
    return _read_orders(_file_of(context, view.sort), state.text)


def known_part(shown: Sequence[Entry], lying: Sequence[int], most: int) -> Sequence[Entry]:
    """As many of the entries as have nothing unknown between them.

    `most` is how many of those that nobody has touched were loaded.
    """
    if len(lying) < most:
        return shown
    end = next((at for at, one in enumerate(shown) if one.story == lying[-1]), -1)
    return shown[: end + 1]


def _counts(touched: Sequence[Entry], files: int) -> dict[StoryKind, int]:
    """How many stories there are of each kind; untouched ones are still to be read."""
    lying = files - sum(one.story is not None and one.missing is None for one in touched)
    found = counts(touched)
    for kind in (StoryKind.ALL, StoryKind.TO_READ):
        found[kind] = found.get(kind, 0) + lying
    return {kind: found[kind] for kind in StoryKind if found.get(kind)}


def keep_order(context: Context, entries: Sequence[Entry], view: ShelfView, state: str) -> None:
    """Keep the order of all stories for the next start, if they are many.

    `state` is that of the shelf before the entries were loaded.
    """
    if len(entries) <= LONG:
        return
    orders = [_numbers(in_order(entries, Sort.TITLE))]
    if view.sort in _OWN:
        orders.append(_numbers(in_order(entries, view.sort)))
    _write_orders(_file_of(context, view.sort), state, orders)


def _numbers(entries: Iterable[Entry]) -> array[int]:
    """The numbers of existing stories, each once."""
    return array(
        _NUMBER,
        dict.fromkeys(
            one.story for one in entries if one.story is not None and one.missing is None
        ),
    )


def _file_of(context: Context, sort: Sort) -> Path:
    """Where the order of a library in a data file is kept."""
    own = sort.value if sort in _OWN else ""
    whose = (sys.byteorder, own, str(context.store.path), *map(root_of, context.folders))
    return cache_folder() / _FOLDER / f"{fingerprint(repr(whose).encode())[:32]}.order"


def _read_orders(path: Path, state: str) -> list[array[int]]:
    """The orders kept for a state; empty if they are for another, or damaged."""
    with suppress(LoadError):
        data = read(path)
        if len(data) < _HEAD.size:
            return []
        mark, checksum, *sizes = _HEAD.unpack_from(data)
        body = memoryview(data)[_HEAD.size :]
        whole = mark == _MARK and sum(sizes) == len(body) and crc32(body) == checksum
        if whole and body[: sizes[0]] == _digest(state):
            first, second = sizes[0], sizes[0] + sizes[1]
            parts = (body[first:second], body[second:])
            return [array(_NUMBER, bytes(part)) for part in parts if part]
    return []


def _write_orders(path: Path, state: str, orders: Sequence[array[int]]) -> None:
    """Keep orders; a failure only makes the next start slower."""
    parts = [_digest(state), *(one.tobytes() for one in orders), b""][:3]
    body = b"".join(parts)
    data = _HEAD.pack(_MARK, crc32(body), *map(len, parts)) + body
    with suppress(LoadError):
        if read(path) == data:
            return
    with suppress(OSError):
        write(path, data)


def _digest(state: str) -> bytes:
    return fingerprint(state.encode("utf-8", "surrogateescape")).encode()
