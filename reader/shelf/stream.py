"""All stories of the library one after another, before all of them are known.

For a long shelf whose order was kept, the first stories that are unchanged come at once; the others
follow once the folders have been looked into. The rule: each story is reported once, and as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.context import Context
from reader.file_stamp import FileStamp, stamp_of
from reader.library.patience import Errand
from reader.shelf.entries import LONG, Entry, entries_of
from reader.shelf.scan import look_around, rescan
from reader.storage.shelf_sql import ShelfContents

_FIRST = 1_000
"""Untouched stories that are reported at once."""


def stories(context: Context) -> Iterator[Entry]:
    """Every story of the library as it is; new and changed files are looked at and recorded."""
    short = context.store.files.count() <= LONG
    yield from rescan(context) if short else _of_many(context)


def _of_many(context: Context) -> Iterator[Entry]:
    from reader.shelf.front import kept_orders, state_of  # few shelves are long
    from reader.shelf.view import ShelfView

    known = context.store.files.shelved()
    orders = kept_orders(context, known, ShelfView.of(known.view), state_of(context))
    told = set()
    for entry in _first(context, known, orders[0]) if orders else ():
        told.add(entry.place)
        yield entry
    changed = look_around(context).changed
    for entry in _ordered(context, () if changed or not orders else orders[0]):
        if entry.missing is not None or entry.place not in told:
            yield entry


def _ordered(context: Context, order: Sequence[int]) -> list[Entry]:
    """All stories; unless their order is given, it is kept for the next time."""
    from reader.shelf.front import keep_order, state_of
    from reader.shelf.view import ShelfView

    state = "" if order else state_of(context).text
    known = context.store.files.shelved()
    entries = entries_of(context, known, look=True, order=order)
    if not order:
        keep_order(context, entries, ShelfView.of(known.view), state)
    return entries


def _first(context: Context, known: ShelfContents, order: Sequence[int]) -> list[Entry]:
    """The first stories, if they are unchanged; empty if too many of all have been touched."""
    from reader.shelf.front import TOUCHED_MOST, known_part

    found = context.store.files.front([order], TOUCHED_MOST, _FIRST)
    if found is None:
        return []
    stamps = {one.stamp.path: one.stamp for one in known.refused}
    stamps |= {row.path: stamp for row in found.rows if (stamp := row.stamp) is not None}
    near = known_part(entries_of(context, known.replace(rows=found.rows)), found.lying[0], _FIRST)
    there = _unchanged(near, stamps)
    return [one for one in near if one.missing is None and one.place in there]


def _unchanged(entries: Sequence[Entry], stamps: Mapping[str, FileStamp]) -> set[str]:
    """The unchanged files; none of those on a disk that does not answer."""

    def look() -> set[str]:
        known = ((one.place, stamps.get(one.place)) for one in entries)
        return {place for place, stamp in known if stamp and _is_as(stamp, stamp_of(place))}

    try:
        return Errand(look).result()
    except TimeoutError:
        return set()


def _is_as(recorded: FileStamp, now: FileStamp | None) -> bool:
    return now is not None and now.same_content(recorded) and recorded.inode in (0, now.inode)
