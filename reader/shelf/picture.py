"""The shelf as a picture: the head, and where head and list are on a screen.

The rule: the picture shown before the screen library is loaded and the one it then paints are both
made here, so nothing moves when it takes over.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from reader.cleaning import safe
from reader.context import Context
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.shelf.entries import Entry
from reader.shelf.front import RememberedShelf
from reader.shelf.rows import LEAD_ROWS, ShelfContent, item_rows, labels_for
from reader.shelf.view import Arranged, ShelfView, StoryKind
from reader.story import quantity
from reader.typeset.cells import clip, width
from reader.value import Value

LOW = 12
"""Rows of a screen below which only the list is shown."""
BESIDE_FROM = 120
"""Cells of a screen that has room for a pane next to the list."""
LIST_SHARE = (2, 3)
"""Its cells when next to the list: as many as a narrower screen has in all."""
HINTS_ROWS = 2
_TABS_FROM = 18
_LEAD_FROM, _LEAD_LEAST = 14, 40
"""Rows and cells from which the story being read is set apart."""
_NAME_LEAST = 14
_HEAD_MARGIN = 2


class ShelfHeader(Value):
    """The contents of the head of the shelf."""

    view: ShelfView
    kinds: Mapping[StoryKind, int]
    stories: int
    shown: int
    typed: str = ""
    """The filter text."""
    busy: str = ""
    """What is being done in the background, in a few words."""
    trouble: str = ""
    """Why nothing is saved, in a few words."""
    labels: Sequence[Run] = ()
    """The labels above the columns of the list; empty if they are in the list itself."""


def head_rows(told: ShelfHeader, columns: int, rows: int) -> list[Row]:
    """The folder, the number of stories, and their kinds; empty on a low screen."""
    if rows < LOW:
        return []
    where = "".join(f" / {safe(part)}" for part in told.view.collection.split("/") if part)
    said = clip(_said(told), max(0, columns - _NAME_LEAST))
    name = clip(f"Nightstand{where}", max(1, columns - 4 - width(said)))
    gap = " " * max(1, columns - 4 - width(name) - width(said))
    head: list[Row] = [[Run(f"  {name}", (Role.HEADING,)), Run(gap, ()), Run(said, (Role.QUIET,))]]
    if rows >= _TABS_FROM and (kinds := tabs(told.kinds, told.view.kind, columns - 4)):
        head.append([Run(" " * _HEAD_MARGIN, ()), *kinds])
    return [*head, [Run(" " * _HEAD_MARGIN, ()), *told.labels]]


def tabs(found: Mapping[StoryKind, int], chosen: StoryKind, columns: int) -> Row:
    """The kinds of stories that exist, the chosen one underlined; as many as fit."""
    row: Row = []
    used = 0
    kinds = [kind for kind in found if kind is not StoryKind.ALL]
    if len(kinds) < 2 and chosen is StoryKind.ALL:
        return row
    for kind, count in found.items():
        text = f"{kind.value.capitalize()} {count:,}"
        gap = " " * 3 if row else ""
        if used + len(gap) + len(text) > columns:
            break
        roles = (Role.MARKED, Role.STRONG) if kind is chosen else (Role.QUIET,)
        row += [Run(gap, ()), Run(text, roles)]
        used += len(gap) + len(text)
    return row


def kind_at(told: ShelfHeader, columns: int, rows: int, cell: int, row: int) -> StoryKind | None:
    """The kind whose name is in a cell of the head."""
    if row != 1 or rows < _TABS_FROM:
        return None
    names = tabs(told.kinds, told.view.kind, columns - 4)
    at = _HEAD_MARGIN
    for kind, (gap, name) in zip(told.kinds, zip(names[::2], names[1::2], strict=True)):  # noqa: B905
        at += width(gap.text)
        if at <= cell < at + width(name.text):
            return kind
        at += width(name.text)
    return None


def list_cells(columns: int, *, pane: bool) -> int:
    """The cells of the list on a screen, with or without the pane."""
    beside = pane and columns >= BESIDE_FROM
    return columns * LIST_SHARE[0] // LIST_SHARE[1] if beside else columns


def _said(told: ShelfHeader) -> str:
    if told.trouble:
        return f"not saved: {safe(told.trouble)}"
    if not told.stories:
        return told.busy or "no stories"
    stories = quantity(told.stories, "story", "stories")
    some = f"{told.shown:,} of {stories}" if told.shown != told.stories else stories
    typed = f"“{safe(told.typed)}”" if told.typed.strip() else ""
    return " · ".join(filter(None, (some, typed, f"by {told.view.sort}", told.busy)))


def has_lead(found: Sequence[Entry], view: ShelfView, typed: str, columns: int, rows: int) -> bool:
    """Whether the story being read is set apart on top; `columns` and `rows` of the screen."""
    roomy = rows >= _LEAD_FROM and columns >= _LEAD_LEAST
    apart = view.pinned and not typed.strip()
    return roomy and apart and bool(found) and found[0].current


def shelf_picture(
    context: Context, known: RememberedShelf, columns: int, rows: int
) -> list[Row] | None:
    """The screen of the shelf before anything is looked at; None if it cannot be predicted."""
    entries, view = known.entries, known.view
    if not entries or context.samples:
        return None
    front = known.front
    arranged = Arranged(entries, view, front.kinds if front else None)
    found = arranged.shown()
    stories = arranged.kinds[StoryKind.ALL]
    content = front.content if front else ShelfContent.of(entries)
    wide = list_cells(columns, pane=True)
    lead = has_lead(found, view, "", columns, rows)
    labels = () if lead else labels_for(wide, content)
    told = ShelfHeader(
        view, arranged.kinds, stories, stories, trouble=context.trouble, labels=labels
    )
    head = head_rows(told, columns, rows)
    room = rows - len(head) - (HINTS_ROWS if rows >= LOW and context.settings.footer else 0)
    return [*head, *_listed(found[:room], wide, content, lead=lead)[:room]]


def _listed(
    found: Sequence[Entry], columns: int, content: ShelfContent, *, lead: bool
) -> list[Row]:
    """The first rows of the list, the first item being the current one."""
    now = time.time()
    listed: list[Row] = []
    for number, entry in enumerate(found):
        apart = lead and number == 0
        for part, row in enumerate(item_rows(entry, columns - 2, now, content, lead=apart)):
            chosen = number == 0 and not (apart and part in (0, LEAD_ROWS - 1))
            listed.append(_chosen(row, columns) if chosen else [Run(" ", ()), *row])
    return listed


def _chosen(row: Row, columns: int) -> Row:
    """A row of the current item, marked, its background as wide as the list."""
    runs = [Run("▌", (Role.ACCENT,)), *row]
    rest = " " * max(0, columns - sum(width(run.text) for run in runs))
    return [Run(run.text, (Role.CHOSEN, *run.roles)) for run in (*runs, Run(rest, ()))]
