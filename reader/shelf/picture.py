"""The shelf as a picture: the head, the rows of the list, and where they stand on a screen.

The rule: the picture that stands before the screen library is loaded and the one it paints then
are made here, so that nothing moves when it takes over. The columns of all rows stand under one
another; where there is less room whole columns go, the title last. What colour says, a word or a
sign says too.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reader.cleaning import safe
from reader.context import Context
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.shelf.entries import Entry
from reader.shelf.view import (
    Arranged,
    Marks,
    RememberedShelf,
    ShelfView,
    StoryKind,
    counts,
    marks_of,
)
from reader.storage.values import Status
from reader.story import percent
from reader.typeset.cells import clip, width
from reader.value import Value

LEAD_ROWS = 4
"""Of the story being read, where it stands set apart: a label, two rows, a blank."""
_BAR = 6
_LONG_BAR = 24
_PROGRESS = _BAR + 6
_READ = 9
_TIME = 7
_WORDS = 9
_GAP = 2
_AUTHOR_FROM, _READ_FROM, _TIME_FROM, _WORDS_FROM, _PROGRESS_FROM = 52, 62, 72, 104, 34
_NAMED_LEAST = 6
_HOUR, _DAY = 3600, 86_400
_SPANS = ((365 * _DAY, "y"), (30 * _DAY, "mo"), (14 * _DAY, "wk"))
_SHORT_STATUS = {Status.FINISHED.value: "finished", Status.SET_ASIDE.value: "set aside"}


class RowColumns(NamedTuple):
    """The cells of each column; 0 where there is no room."""

    title: int
    author: int
    words: int
    time: int
    progress: int
    read: int

    @classmethod
    def of(cls, columns: int) -> RowColumns:
        """The columns for rows of that many cells."""
        words = _WORDS if columns >= _WORDS_FROM else 0
        time = _TIME if columns >= _TIME_FROM else 0
        progress = _PROGRESS if columns >= _PROGRESS_FROM else 0
        read = _READ if columns >= _READ_FROM else 0
        taken = sum(cells + _GAP for cells in (words, time, progress, read) if cells)
        room = max(1, columns - taken)
        author = max(0, min(30, room * 36 // 100)) if columns >= _AUTHOR_FROM else 0
        return cls(room - (author + _GAP if author else 0), author, words, time, progress, read)


def entry_row(entry: Entry, columns: int, now: float, marks: Marks = Marks()) -> Row:  # noqa: B008
    """An entry as one row; `now` is in seconds since 1970."""
    widths = RowColumns.of(columns)
    said = "missing" if entry.missing is not None else "unreadable"
    if entry.problem and not widths.progress and columns > _NAMED_LEAST + len(said):
        widths = widths._replace(title=columns - len(said) - 1)
        title = _named(safe(entry.title), widths.title, Role.TITLE, marks.title)
        return [*title, Run(f" {said}", (Role.ACCENT,))]
    role = Role.TEXT if entry.status in _SHORT_STATUS else Role.TITLE
    title = _named(safe(entry.title), widths.title, role, marks.title)
    if entry.problem and widths.progress:
        why = safe(entry.problem).removeprefix("missing: ")
        after = widths.read + _GAP if widths.read else 0
        room = columns - widths.title - widths.progress - after - 2 * _GAP
        reason = [Run(_left(why, room), (Role.QUIET,)), _gap()] if room > 0 else []
        status = Run(_left(said, widths.progress) + " " * after, (Role.ACCENT,))
        return [*title, _gap(), *reason, status]
    row = title
    if widths.author:
        row += [_gap(), *_named(safe(entry.author), widths.author, Role.QUIET, marks.author)]
    if widths.words:
        row += [_gap(), Run(_right(f"{entry.words:,}", widths.words), (Role.QUIET,))]
    if widths.time:
        row += [_gap(), Run(_right(_length(entry.minutes), widths.time), (Role.QUIET,))]
    if widths.progress:
        row += [_gap(), *_progress(entry, widths.progress)]
    if widths.read:
        when = _ago(now - entry.last_read) if entry.last_read is not None else ""
        row += [_gap(), Run(_right(when, widths.read), (Role.QUIET,))]
    return row


def lead_rows(entry: Entry, columns: int, now: float) -> list[Row]:
    """The story that is being read, set apart: four rows."""
    author = clip(safe(entry.author), columns // 3)
    title = clip(safe(entry.title), max(1, columns - width(author) - _GAP))
    gap = " " * max(1, columns - width(title) - width(author))
    left = round(entry.minutes * (1 - entry.progression))
    facts = [
        percent(entry.progression),
        f"{_length(left)} left" if left else "",
        f"read {_ago(now - entry.last_read)}" if entry.last_read is not None else "",
        _count(entry.bookmarks, "bookmark"),
    ]
    grown = f"  {_count(entry.new_chapters, 'new chapter')}" if entry.new_chapters else ""
    bar = min(_LONG_BAR, max(_BAR, columns // 4))
    grown = clip(grown, max(0, columns - bar))
    said = clip("  " + " · ".join(filter(None, facts)), max(0, columns - bar - width(grown)))
    return [
        [Run("Continue reading", (Role.ACCENT, Role.STRONG))],
        [Run(title, (Role.TITLE,)), Run(gap, ()), Run(author, (Role.QUIET,))],
        [*_bar(entry.progression, bar), Run(grown, (Role.ACCENT,)), Run(said, (Role.QUIET,))],
        [],
    ]


def tabs(found: Mapping[StoryKind, int], chosen: StoryKind, columns: int) -> Row:
    """The kinds of stories there are, the chosen one underlined; as many as there is room for."""
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


def _progress(entry: Entry, cells: int) -> Row:
    """A bar and a share while it is read, otherwise a word; nothing if it is still to be read."""
    if entry.new_chapters:
        return [Run(_left(f"{entry.new_chapters:,} new ch.", cells), (Role.ACCENT, Role.STRONG))]
    if entry.status in _SHORT_STATUS:
        return [Run(_left(_SHORT_STATUS[entry.status], cells), (Role.QUIET,))]
    if entry.status == Status.TO_READ.value and not entry.begun:
        return [Run(" " * cells, ())]
    share = _right(percent(entry.progression), cells - _BAR)
    return [*_bar(entry.progression, _BAR), Run(share, (Role.QUIET,))]


def _bar(share: float, cells: int) -> Row:
    """A line, heavy up to the place: the signs differ, not only their colours."""
    full = min(cells, max(0, round(share * cells)))
    if share < 1:
        full = min(full, cells - 1)
    return [Run("━" * full, (Role.ACCENT,)), Run("·" * (cells - full), (Role.QUIET,))]


def _named(text: str, cells: int, role: Role, marks: AbstractSet[int]) -> Row:
    """A name in that many cells, the letters that were typed marked."""
    shown = clip(text, cells)
    rest = " " * (cells - width(shown))
    if not marks:
        return [Run(shown + rest, (role,))]
    row: Row = []
    start = 0
    for at in range(1, len(shown) + 1):
        if at == len(shown) or (at in marks) != (start in marks):
            roles = (role, Role.MARKED) if start in marks else (role,)
            row.append(Run(shown[start:at], roles))
            start = at
    return [*row, Run(rest, (role,))]


def _gap() -> Run:
    return Run(" " * _GAP, ())


def _left(text: str, cells: int) -> str:
    text = clip(text, cells)
    return text + " " * (cells - width(text))


def _right(text: str, cells: int) -> str:
    text = clip(text, cells)
    return " " * (cells - width(text)) + text


def _length(minutes: int) -> str:
    """A time to read, in few cells: `52 min`, `3 h 20`, `41 h`."""
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest:02}" if hours < 10 else f"{round(minutes / 60):,} h"


def _ago(seconds: float) -> str:
    """A time that has passed, in at most nine cells."""
    if seconds < _HOUR:
        return "just now"
    if seconds < _DAY:
        return f"{int(seconds // _HOUR)} h ago"
    if seconds < 2 * _DAY:
        return "yesterday"
    for span, name in _SPANS:
        if seconds >= span:
            return f"{int(seconds // (span if name != 'wk' else 7 * _DAY))} {name} ago"
    return f"{int(seconds // _DAY)} d ago"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else ""


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
