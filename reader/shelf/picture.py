"""The shelf as a picture: the head, the rows of the list, and where they stand on a screen.

The rule: the picture that stands before the screen library is loaded and the one it paints then
are made here, so that nothing moves when it takes over.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from reader.cleaning import safe
from reader.context import Context
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.shelf.entries import Entry
from reader.shelf.row import LEAD_ROWS, entry_row, lead_rows, tabs
from reader.shelf.view import Arranged, RememberedShelf, ShelfView, StoryKind, counts, marks_of
from reader.typeset.cells import clip, width
from reader.value import Value

LOW = 12
"""Rows of a screen below which there is only the list."""
BESIDE_FROM = 120
"""Cells of a screen that has room for a pane beside the list."""
LIST_SHARE = (3, 5)
"""Of the cells, where the pane stands beside it."""
HINTS_ROWS = 2
_TABS_FROM = 18
_LEAD_FROM, _LEAD_LEAST = 14, 40
"""Rows and cells from which the story being read stands set apart."""
_NAME_LEAST = 14


class ShelfHeader(Value):
    """What the head of the shelf tells."""

    view: ShelfView
    kinds: Mapping[StoryKind, int]
    stories: int
    shown: int
    typed: str = ""
    """The filter text."""
    busy: str = ""
    """What is being done meanwhile, in a few words."""
    trouble: str = ""
    """Why nothing is saved, in a few words."""


def head_rows(told: ShelfHeader, columns: int, rows: int) -> list[Row]:
    """Where one is, how much there is, and the kinds of stories; none on a low screen."""
    if rows < LOW:
        return []
    where = "".join(f" / {safe(part)}" for part in told.view.collection.split("/") if part)
    said = clip(_said(told), max(0, columns - _NAME_LEAST))
    name = clip(f"Nightstand{where}", max(1, columns - 4 - width(said)))
    gap = " " * max(1, columns - 4 - width(name) - width(said))
    head: list[Row] = [[Run(f"  {name}", (Role.HEADING,)), Run(gap, ()), Run(said, (Role.QUIET,))]]
    if rows >= _TABS_FROM and (kinds := tabs(told.kinds, told.view.kind, columns - 4)):
        head.append([Run("  ", ()), *kinds])
    return [*head, []]


def _said(told: ShelfHeader) -> str:
    if told.trouble:
        return f"not saved: {safe(told.trouble)}"
    if not told.stories:
        return told.busy or "no stories"
    stories = f"{told.stories:,} stor{'y' if told.stories == 1 else 'ies'}"
    some = f"{told.shown:,} of {stories}" if told.shown != told.stories else stories
    typed = f"“{safe(told.typed)}”" if told.typed.strip() else ""
    return " · ".join(filter(None, (some, typed, f"by {told.view.sort}", told.busy)))


def has_lead(found: Sequence[Entry], view: ShelfView, typed: str, columns: int, rows: int) -> bool:
    """Whether the story being read stands set apart on top; `columns` and `rows` of the screen."""
    roomy = rows >= _LEAD_FROM and columns >= _LEAD_LEAST
    apart = view.pinned and not typed.strip()
    return roomy and apart and bool(found) and found[0].current


def item_rows(
    entry: Entry, columns: int, now: float, typed: str = "", *, lead: bool = False
) -> list[Row]:
    """An entry in the list; `columns` are those of the list without mark and thumb."""
    cells = columns - 1
    if lead:
        rows = lead_rows(entry, cells, now)
    else:
        marks = (marks_of(entry, typed),) if typed else ()
        rows = [entry_row(entry, cells, now, *marks)]
    return [[Run(" ", ()), *row] for row in rows]


def shelf_picture(
    context: Context, known: RememberedShelf, columns: int, rows: int
) -> list[Row] | None:
    """The screen of the shelf before anything is looked at; None if it cannot be foreseen."""
    entries, view = known.entries, known.view
    if not entries or context.samples:
        return None
    found = Arranged(entries, view).shown()
    told = ShelfHeader(view, counts(entries), len(entries), len(found), trouble=context.trouble)
    head = head_rows(told, columns, rows)
    wide = columns * LIST_SHARE[0] // LIST_SHARE[1] if columns >= BESIDE_FROM else columns
    room = rows - len(head) - (HINTS_ROWS if rows >= LOW and context.settings.footer else 0)
    lead = has_lead(found, view, "", columns, rows)
    return [*head, *_listed(found[:room], wide, lead=lead)[:room]]


def _listed(found: Sequence[Entry], columns: int, *, lead: bool) -> list[Row]:
    """The first rows of the list, the first item being the current one."""
    now = time.time()
    listed: list[Row] = []
    for number, entry in enumerate(found):
        apart = lead and number == 0
        for part, row in enumerate(item_rows(entry, columns - 2, now, lead=apart)):
            chosen = number == 0 and not (apart and part in (0, LEAD_ROWS - 1))
            listed.append(_chosen(row, columns) if chosen else [Run(" ", ()), *row])
    return listed


def _chosen(row: Row, columns: int) -> Row:
    """A row of the current item, marked, its ground as wide as the list."""
    runs = [Run("▌", (Role.ACCENT,)), *row]
    rest = " " * max(0, columns - sum(width(run.text) for run in runs))
    return [Run(run.text, (Role.CHOSEN, *run.roles)) for run in (*runs, Run(rest, ()))]
