"""The pane about one story, next to the list or below it.

The rule: a story is read for the pane once the reader rests on it, in a thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import get_current_worker

from reader.cleaning import safe
from reader.commands.command import command
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.shelf.detail import Detail, detail_of
from reader.shelf.entries import Entry
from reader.shelf.picture import BESIDE_FROM
from reader.story import quantity
from reader.tui.widgets.lists import RowsView
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

_LEAST = 8
_NAME = 14
_FACTS_MOST = 9
_MARKS_MOST = 4
_SUMMARY_MOST = 6


def full_rows(item: Entry, detail: Detail, columns: int) -> Iterator[Row]:
    """Title, header, summary, facts, bookmarks and first lines of a story."""
    if columns < _LEAST:
        return
    for line in _wrapped(safe(item.title), columns):
        yield [Run(line, (Role.HEADING,))]
    if item.author:
        yield [Run(clip(f"by {safe(item.author)}", columns), (Role.QUIET,))]
    yield []
    for line in _wrapped(detail.summary, columns)[:_SUMMARY_MOST]:
        yield [Run(line, (Role.EMPHASIS,))]
    if detail.summary:
        yield []
    for line in _wrapped(safe(item.problem) or detail.problem, columns):
        yield [Run(line, (Role.ACCENT,))]
    status = f"{item.status}{', set by you' if item.by_hand else ''}"
    facts = [(fact.name, fact.value) for fact in detail.facts[:_FACTS_MOST]]
    marked = [("highlights", marks_told(item))] if item.highlights else []
    for name, value in [("status", status), *marked, *facts]:
        room = columns - _NAME
        yield [
            Run(clip(name, _NAME - 1).ljust(_NAME), (Role.QUIET,)),
            Run(clip(value, room), ()),
        ]
    yield from _section("Bookmarks", detail.bookmarks[:_MARKS_MOST], columns)
    yield from _section("It begins", detail.lines, columns)


def marks_told(item: Entry) -> str:
    """How many highlights a story has, and how many of those have a note."""
    notes = f", {item.notes:,} with a note" if item.notes else ""
    return f"{item.highlights:,}{notes}" if item.highlights else ""


def brief_rows(item: Entry, detail: Detail, columns: int) -> Iterator[Row]:
    """The same in few rows, for the pane below the list."""
    if columns < _LEAST:
        return
    known = {fact.name: fact.value for fact in detail.facts}
    said = [
        item.status,
        quantity(item.words, "word") if item.words else "",
        f"{known['chapters']} chapters" if known.get("chapters", "0") not in ("0", "1") else "",
        f"highlights: {marks_told(item)}" if item.highlights else "",
        *(known.get(name, "") for name in ("source", "encoding", "paragraphs")),
    ]
    facts = safe(item.problem) or detail.problem or " · ".join(filter(None, said))
    title = clip(safe(item.title), columns)
    author = clip(f"  by {safe(item.author)}", columns - width(title)) if item.author else ""
    yield [Run(title, (Role.HEADING,)), Run(author, (Role.QUIET,))]
    for line in _wrapped(facts, columns):
        yield [Run(line, (Role.QUIET,))]
    for line in _wrapped(detail.summary, columns)[:2]:
        yield [Run(line, (Role.EMPHASIS,))]
    marks = " · ".join(detail.bookmarks[:_MARKS_MOST])
    for line in _wrapped(f"Bookmarks: {marks}" if marks else "", columns)[:1]:
        yield [Run(line, ())]
    yield []
    for line in detail.lines:
        for number, part in enumerate(_wrapped(line, columns - 2)):
            yield [Run(part if number else f"  {part}", ())]


def _section(title: str, lines: Sequence[str], columns: int) -> Iterator[Row]:
    """A title and some paragraphs under it; empty if there are none."""
    if not lines:
        return
    yield []
    yield [Run(title, (Role.ACCENT, Role.STRONG))]
    for line in lines:
        for number, part in enumerate(_wrapped(line, columns - 2)):
            yield [Run(part if number else f"  {part}", ())]


def _wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most that many cells."""
    lines = wrap(text, columns) if text.isascii() else _by_cells(text, columns)
    return lines or []


def _by_cells(text: str, columns: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer) <= columns:
            line = longer
            continue
        lines += [line] if line else []
        while width(word) > columns:
            head = clip(word, columns + 1).removesuffix("…") or word[0]
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines


_BELOW_FROM = 16
_MARGIN = 2
_PAUSE = 0.15
"""Seconds that a story must be current before it is read for the pane."""


class ReadDetail(NamedTuple):
    """What was found in the file of a story."""

    key: str
    detail: Detail


class DetailPane:
    """Shows details of the current story."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self._read = ReadDetail("", Detail())
        self._wanted: bool | None = None
        """Whether the reader wants the pane; until they say so it is shown if there is room."""
        self._timer: Timer | None = None

    @property
    def _fits(self) -> bool:
        """Whether the pane is wanted, and there is room for it."""
        columns, rows = self._screen.app.size
        beside = columns >= BESIDE_FROM
        wanted = beside if self._wanted is None else self._wanted
        return wanted and (beside or rows >= _BELOW_FROM)

    @command("shelf.about")
    def turn(self) -> None:
        """Show the pane, or hide it."""
        self._wanted = not self._fits
        self._screen.show()
        if self._wanted and not self._fits:
            self._screen.notify("No room for the details: make the window larger.", markup=False)

    def fit(self) -> None:
        """Show the pane if it is wanted."""
        screen = self._screen
        screen.set_class(self._fits and bool(screen.entries), "-pane")
        screen.set_class(screen.app.size.width >= BESIDE_FROM, "-wide")

    def follow(self) -> None:
        """Show details of another story."""
        self._paint()
        self.read_soon()

    def read_soon(self) -> None:
        """Read the current story once the reader rests on it."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        screen, item = self._screen, self._screen.list_view.current
        if item is not None and screen.has_class("-pane") and self._read.key != _key(item):
            self._timer = screen.set_timer(_PAUSE, partial(self._begin, item))

    def _begin(self, item: Entry) -> None:
        work = partial(self._read_file, item)
        self._screen.run_worker(work, thread=True, exclusive=True, group="detail")

    def _read_file(self, item: Entry) -> None:
        """Read the file, in a thread."""
        worker = get_current_worker()
        detail = detail_of(self._screen.context, item)
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._take, ReadDetail(_key(item), detail))

    def _take(self, read: ReadDetail) -> None:
        self._read = read
        self._paint()

    def _paint(self) -> None:
        # It is gone when a file was read only while the screen is being removed.
        for pane in self._screen.query("#pane").results(RowsView):
            pane.show(self._screen.page_theme)

    def rows(self, columns: int) -> Sequence[Row]:
        """What is shown about the current story."""
        screen, item = self._screen, self._screen.list_view.current
        if item is None or not screen.has_class("-pane"):
            return ()
        known = self._read.detail if self._read.key == _key(item) else Detail()
        told = full_rows if screen.has_class("-wide") else brief_rows
        return [[Run(" " * _MARGIN, ()), *row] for row in told(item, known, columns - 2 * _MARGIN)]


def _key(item: Entry) -> str:
    """What must be unchanged for the details to be still true."""
    return f"{item.place}\n{item.story}\n{item.words}\n{item.bookmarks}\n{item.missing}"
