"""All stories of the library one after another, before all of them are known.

For a long shelf whose order was kept, unchanged stories come first, a few at a time and in the
order of the shelf; new, changed or missing ones follow once the folders have been looked into. The
rule: each story is reported once, and as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from reader.context import Context
from reader.file_stamp import FileStamp, stamp_of
from reader.library.patience import Errand
from reader.shelf.entries import LONG, Entry, by_title, entries_of, filed_and_placed
from reader.shelf.scan import entries_now, look_around, rescan
from reader.storage.shelf_sql import ShelfRow
from reader.value import NamedTuple

_TOGETHER = 500
"""Stories that are loaded, and whose files are checked, before they are reported."""


class _Some(NamedTuple):
    """Some stories in order, with their files as they were recorded."""

    entries: Sequence[Entry]
    stamps: Mapping[str, FileStamp]


def stories(context: Context) -> Iterator[Entry]:
    """Every story of the library as it is; new and changed files are looked at and recorded."""
    if context.store.files.count() <= LONG:
        yield from rescan(context)
        return
    told: set[int] = set()
    left: list[Entry] = []
    for some in _known(context):
        there = _unchanged(some)
        for entry in some.entries:
            if entry.missing is None and entry.place in there:
                told.add(hash(entry.place))
                yield entry
            else:
                left.append(entry)
    if told and not look_around(context).changed:
        yield from left
        return
    for entry in _all(context):
        if entry.missing is not None or hash(entry.place) not in told:
            yield entry


def _all(context: Context) -> list[Entry]:
    from reader.shelf.front import keep_order, state_of
    from reader.shelf.view import ShelfView

    look_around(context)
    state, known = state_of(context), context.store.files.shelved()
    entries = entries_now(context, known)
    keep_order(context, entries, ShelfView.of(known.view), state.text)
    return entries


def _known(context: Context) -> Iterator[_Some]:
    """The stories of a long shelf as they were; empty if their order was not kept."""
    from reader.shelf.front import TOUCHED_MOST, kept_orders, state_of  # few shelves are long
    from reader.shelf.view import ShelfView

    files, known = context.store.files, context.store.files.shelved()
    orders = kept_orders(context, known, ShelfView.of(known.view), state_of(context))
    found = files.front(orders[:1], TOUCHED_MOST, 0) if orders else None
    if found is None:
        return
    stamps = {one.stamp.path: one.stamp for one in known.refused} | _stamps(found.rows)
    near = entries_of(context, known.replace(rows=found.rows))
    begun = next((at for at, one in enumerate(near) if not one.begun), len(near))
    yield _Some(near[:begun], stamps)
    aside = near[begun:]
    lying = (one for one in orders[0] if one not in found.touched)
    while numbers := [*islice(lying, _TOGETHER)]:
        rows = files.rows_of(numbers)
        some = entries_of(context, known.replace(rows=rows, refused=[]))
        if some:
            before = bisect_right(aside, filed_and_placed(some[-1]), key=filed_and_placed)
            if before:
                some, aside = by_title([*some, *aside[:before]]), aside[before:]
            yield _Some(some, stamps | _stamps(rows))
    yield _Some(aside, stamps)


def _stamps(rows: Sequence[ShelfRow]) -> dict[str, FileStamp]:
    return {row.path: stamp for row in rows if (stamp := row.stamp) is not None}


def _unchanged(some: _Some) -> set[str]:
    """The unchanged files; none of those on a disk that does not answer."""

    def look() -> set[str]:
        stamps = ((one.place, some.stamps.get(one.place)) for one in some.entries)
        return {place for place, stamp in stamps if stamp and _is_as(stamp, stamp_of(place))}

    try:
        return Errand(look).result()
    except TimeoutError:
        return set()


def _is_as(recorded: FileStamp, now: FileStamp | None) -> bool:
    return now is not None and now.same_content(recorded) and recorded.inode in (0, now.inode)
