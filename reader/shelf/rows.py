"""The rows of the shelf's list: stories in labelled columns, the one being read set apart.

The rule: the columns of all rows are aligned, and spare room goes to titles and authors; with less
room whole columns disappear, the title last. What colour says, a word or a sign says too.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.shelf.entries import Entry
from reader.shelf.view import Marks, marks_of
from reader.storage.values import Status
from reader.story import percent, quantity
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

LEAD_ROWS = 4
"""For the story being read, if set apart: a label, two rows, a blank."""
_BAR = 6
_LONG_BAR = 24
_SHARE = 10
"""Cells of a percentage alone, or of a word."""
_PROGRESS = _BAR + 6
_READ = 9
_TIME = 7
_WORDS = 9
_GAP = 2
_AUTHOR_FROM, _READ_FROM, _TIME_FROM, _WORDS_FROM, _PROGRESS_FROM = 52, 62, 66, 104, 34
_BAR_FROM = 84
_TITLE_LEAST = 16
MEASURED_MOST = 2000
"""Stories whose names are measured; the columns of a longer shelf fit its first ones."""
_NAMED_LEAST = 6
_REASON_LEAST = 10
_AROUND_ROW = 3
"""Cells of the mark, of a blank, and of the scroll bar next to a row."""
_HOUR, _DAY = 3600, 86_400
_SPANS = ((365 * _DAY, "y"), (30 * _DAY, "mo"), (14 * _DAY, "wk"))
_WORDS_OF, _LAST_READ, _STATUS, _PROBLEM = map(
    itemgetter, map(Entry._fields.index, ("words", "last_read", "status", "problem"))
)
_SHORT_STATUS = {Status.FINISHED.value: "finished", Status.SET_ASIDE.value: "set aside"}


class ShelfContent(NamedTuple):
    """What is on a shelf, as far as its columns depend on it."""

    title: int
    """Cells of the longest title."""
    author: int
    words: bool
    """Whether the length of any story is known."""
    begun: bool
    """Whether anything was read, or has a status that is shown."""
    read: bool

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> ShelfContent:
        """The content of these entries."""
        measured = entries[:MEASURED_MOST]
        read = any(when is not None for when in map(_LAST_READ, entries))
        told = {*map(_STATUS, entries)}
        return cls(
            title=max((width(safe(one.title)) for one in measured), default=0),
            author=max((width(safe(one.author)) for one in measured), default=0),
            words=any(map(_WORDS_OF, entries)),
            begun=read or any(map(_PROBLEM, entries)) or not told.isdisjoint(_SHORT_STATUS),
            read=read,
        )


class RowColumns(NamedTuple):
    """The cells of each column; 0 if there is no room, or nothing to show."""

    title: int
    author: int
    words: int
    time: int
    progress: int
    read: int

    @classmethod
    def of(cls, columns: int, content: ShelfContent) -> RowColumns:
        """The columns for rows of that many cells; spare ones go to titles and authors."""
        words = _WORDS if columns >= _WORDS_FROM and content.words else 0
        time = _TIME if columns >= _TIME_FROM and content.words else 0
        bar = _PROGRESS if columns >= _BAR_FROM else _SHARE
        progress = bar if columns >= _PROGRESS_FROM and content.begun else 0
        read = _READ if columns >= _READ_FROM and content.read else 0
        taken = sum(cells + _GAP for cells in (words, time, progress, read) if cells)
        room = max(1, columns - taken)
        if columns < _AUTHOR_FROM or not content.author:
            return cls(room, 0, words, time, progress, read)
        share = room * 36 // 100
        author = min(content.author, max(share, room - _GAP - max(content.title, _TITLE_LEAST)))
        return cls(room - author - _GAP, author, words, time, progress, read)


def label_row(widths: RowColumns) -> Row:
    """The labels of the columns; empty if there is only one."""
    labels = (
        ("Title", widths.title, _left),
        ("Author", widths.author, _left),
        ("Words", widths.words, _right),
        ("Length", widths.time, _right),
        ("Progress", widths.progress, _left),
        ("Last read", widths.read, _right),
    )
    told = [Run(place(name, cells), (Role.QUIET,)) for name, cells, place in labels if cells]
    return [piece for run in told for piece in (_gap(), run)][1:] if len(told) > 1 else []


def entry_row(
    entry: Entry,
    columns: int,
    now: float,
    content: ShelfContent,
    marks: Marks = Marks(),  # noqa: B008
) -> Row:
    """An entry as one row; `now` is in seconds since 1970."""
    widths = RowColumns.of(columns, content)
    if entry.problem and columns > _NAMED_LEAST + _SHARE:
        return _problem_row(entry, columns, widths, marks)
    role = Role.TEXT if entry.status in _SHORT_STATUS else Role.TITLE
    title = _named(safe(entry.title), widths.title, role, marks.title)
    row = title
    if widths.author and not entry.author:
        wide = widths.title + _GAP + widths.author
        row = _named(safe(entry.title), wide, role, marks.title)
    elif widths.author:
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


def _problem_row(entry: Entry, columns: int, widths: RowColumns, marks: Marks) -> Row:
    """A story that cannot be read: the reason, if there is room, and the fact in its column."""
    said = "missing" if entry.missing is not None else "unreadable"
    why = safe(entry.problem).removeprefix("missing: ")
    after = widths.read + _GAP if widths.read and widths.progress else 0
    left = columns - max(widths.progress, len(said)) - after - _GAP
    room = min(width(why), left - _GAP - min(widths.title, left // 2))
    reason = (
        [_gap(), Run(_left(why, room), (Role.QUIET,))]
        if room >= min(_REASON_LEAST, width(why))
        else []
    )
    cells = left - (room + _GAP if reason else 0)
    title = _named(safe(entry.title), cells, Role.TITLE, marks.title)
    status = _left(said, columns - left - after - _GAP) + " " * after
    return [*title, *reason, _gap(), Run(status, (Role.ACCENT,))]


def lead_rows(entry: Entry, columns: int, now: float) -> list[Row]:
    """The story being read, set apart: four rows."""
    author = clip(safe(entry.author), columns // 3)
    title = clip(safe(entry.title), max(1, columns - width(author) - _GAP))
    gap = " " * max(1, columns - width(title) - width(author))
    left = round(entry.minutes * (1 - entry.progression))
    facts = [
        percent(entry.progression),
        f"{_length(left)} left" if left else "",
        f"read {_ago(now - entry.last_read)}" if entry.last_read is not None else "",
        _count(entry.bookmarks, "bookmark"),
        _count(entry.highlights, "highlight"),
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


def _progress(entry: Entry, cells: int) -> Row:
    """A bar and a percentage while it is being read, otherwise a word; empty if to be read."""
    if entry.new_chapters:
        return [Run(_left(f"{entry.new_chapters:,} new ch.", cells), (Role.ACCENT, Role.STRONG))]
    if entry.status in _SHORT_STATUS:
        return [Run(_left(_SHORT_STATUS[entry.status], cells), (Role.QUIET,))]
    if entry.status == Status.TO_READ.value and not entry.begun:
        return [Run(" " * cells, ())]
    if cells < _PROGRESS:
        return [Run(_left(percent(entry.progression), cells), (Role.QUIET,))]
    share = _right(percent(entry.progression), cells - _BAR)
    return [*_bar(entry.progression, _BAR), Run(share, (Role.QUIET,))]


def _bar(share: float, cells: int) -> Row:
    """A line, heavy up to the place: the signs differ, not only their colours."""
    full = min(cells, max(0, round(share * cells)))
    if share < 1:
        full = min(full, cells - 1)
    return [Run("━" * full, (Role.ACCENT,)), Run("·" * (cells - full), (Role.QUIET,))]


def _named(text: str, cells: int, role: Role, marks: AbstractSet[int]) -> Row:
    """A name in that many cells, with the typed letters marked."""
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
    """An elapsed time, in at most nine cells."""
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
    return quantity(number, what) if number else ""


def labels_for(cells: int, content: ShelfContent) -> Row:
    """The labels of a list that is this many cells wide."""
    return label_row(RowColumns.of(max(1, cells - _AROUND_ROW), content))


def item_rows(
    entry: Entry,
    columns: int,
    now: float,
    content: ShelfContent,
    typed: str = "",
    *,
    lead: bool = False,
) -> list[Row]:
    """An entry in the list; `columns` are those of the list without mark and scroll bar."""
    cells = columns - 1
    if lead:
        labels = label_row(RowColumns.of(max(1, cells), content))
        rows = [*lead_rows(entry, cells, now)[:-1], labels]
    else:
        marks = (marks_of(entry, typed),) if typed else ()
        rows = [entry_row(entry, cells, now, content, *marks)]
    return [[Run(" ", ()), *row] for row in rows]
