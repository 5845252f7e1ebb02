"""What the shelf tells besides its list: the pane about one story, and the welcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.cleaning import safe
from reader.formats.table import wanted_files
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.shelf.detail import Detail, detail_of
from reader.shelf.entries import Entry
from reader.shelf.picture import BESIDE_FROM
from reader.tui.screens.shelf.base import ShelfBase
from reader.tui.widgets.rows_view import RowsView
from reader.tui.widgets.virtual_list import VirtualList
from reader.typeset.cells import clip, width

_BELOW_FROM = 16
_PAUSE = 0.15
"""Seconds that a story must be current before it is read for the pane."""
_NAME = 14
_FACTS_MOST = 9
_MARKS_MOST = 4
_SUMMARY_MOST = 6


class Telling(ShelfBase):
    """Tells about the current story, and how to begin."""

    _detail: tuple[str, Detail] = ("", Detail())
    """The file that was read for the pane, and what was found."""
    _wanted: bool | None = None
    """Whether the reader wants the pane; until they say so it stands where there is room."""
    _timer: Timer | None = None

    @property
    def _pane_shown(self) -> bool:
        beside = self.app.size.width >= BESIDE_FROM
        return (beside if self._wanted is None else self._wanted) and (
            beside or self.app.size.height >= _BELOW_FROM
        )

    def do_shelf_about(self) -> None:
        """Answer `shelf.about`."""
        self._wanted = not self._pane_shown
        self.show()
        if self._wanted and not self._pane_shown:
            self.notify("There is no room for it: make the window larger.", markup=False)

    def label(self) -> None:
        """Show the pane where it is wanted, and the welcome where it is due."""
        shown = self._pane_shown and bool(self.entries)
        self.set_class(shown, "-pane")
        self.set_class(self.app.size.width >= BESIDE_FROM, "-wide")
        self.set_class(bool(self.welcome(self.app.size.width)), "-welcome")
        super().label()
        self._read_soon()

    def on_virtual_list_moved(self, _event: VirtualList.Moved) -> None:
        """Tell about another story."""
        self.query_one("#pane", RowsView).show(self.page_theme)
        self._read_soon()

    def _read_soon(self) -> None:
        """Read the current story once the reader rests on it."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        item = self.list_view.current
        if item is not None and self.has_class("-pane") and self._detail[0] != _key(item):
            self._timer = self.set_timer(_PAUSE, lambda: self._read(item))

    @work(thread=True, exclusive=True, group="detail")
    def _read(self, item: Entry) -> None:
        worker = get_current_worker()
        detail = detail_of(self.context, item)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._told, item, detail)

    def _told(self, item: Entry, detail: Detail) -> None:
        self._detail = _key(item), detail
        self.query_one("#pane", RowsView).show(self.page_theme)

    def pane(self, columns: int) -> Sequence[Row]:
        """Title, header, summary, bookmarks and first lines of the current story."""
        item = self.list_view.current
        if item is None or not self.has_class("-pane"):
            return ()
        key, detail = self._detail
        known = detail if key == _key(item) else Detail()
        wide = self.has_class("-wide")
        rows = _pane_rows(item, known, columns - 4) if wide else _brief(item, known, columns - 4)
        return [[Run("  ", ()), *row] for row in rows]

    def welcome(self, columns: int) -> Sequence[Row]:
        """How to begin, as long as there are only the samples."""
        if not self.context.samples or self.typed or columns < 40 or self.app.size.height < 20:
            return ()
        return [[Run("  ", ()), *row] for row in self._welcome(columns - 4)]

    def _welcome(self, columns: int) -> Iterator[Row]:
        home = _short(self.context.own_folder)
        key = {
            name: self.key_of(name)
            for name in ("list.choose", "shelf.add", "shelf.filter", "help", "shelf.leave")
        }
        yield [Run("Welcome. These stories came along; open one and read.", (Role.STRONG,))]
        yield []
        lines = (
            f"Your own belong in {home}, as {wanted_files()}:",
            f"press {key['shelf.add']} and type where one is, drop it onto this window,",
            "or run  nightstand add FILE",
        )
        for line in lines:
            yield [Run(clip(line, columns), ())]
        yield []
        keys = (
            (key["list.choose"], "opens"),
            ("Space", "turns the page"),
            (key["shelf.filter"], "finds"),
            (key["help"], "all keys"),
            (key["shelf.leave"], "leaves"),
        )
        row: Row = []
        for one, what in keys:
            row += [Run(one, (Role.ACCENT, Role.STRONG)), Run(f" {what}    ", (Role.QUIET,))]
        yield row
        yield []


def _key(item: Entry) -> str:
    """What must be the same for what was read to be true still."""
    return f"{item.place}\n{item.story}\n{item.words}\n{item.bookmarks}\n{item.missing}"


def _short(folder: Path) -> str:
    """A folder as it is spoken of: `~` for the home folder."""
    home = str(Path.home())
    text = str(folder)
    return safe(f"~{text[len(home) :]}" if text.startswith(f"{home}/") else text)


def _pane_rows(item: Entry, detail: Detail, columns: int) -> Iterator[Row]:
    if columns < 8:
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
    status = f"{item.status}{', as you said' if item.by_hand else ''}"
    facts = [("status", status), *((fact.name, fact.value) for fact in detail.facts)]
    for name, value in facts[: _FACTS_MOST + 1]:
        room = columns - _NAME
        yield [
            Run(clip(name, _NAME - 1).ljust(_NAME), (Role.QUIET,)),
            Run(clip(value, room), ()),
        ]
    yield from _section("Bookmarks", detail.bookmarks[:_MARKS_MOST], columns)
    yield from _section("It begins", detail.lines, columns)


def _brief(item: Entry, detail: Detail, columns: int) -> Iterator[Row]:
    """The same in few rows, for the pane below the list."""
    if columns < 8:
        return
    known = {fact.name: fact.value for fact in detail.facts}
    said = [
        item.status,
        f"{item.words:,} words" if item.words else "",
        f"{known['chapters']} chapters" if known.get("chapters", "0") not in ("0", "1") else "",
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
    """A title and some paragraphs under it; nothing where there are none."""
    if not lines:
        return
    yield []
    yield [Run(title, (Role.ACCENT, Role.STRONG))]
    for line in lines:
        for number, part in enumerate(_wrapped(line, columns - 2)):
            yield [Run(part if number else f"  {part}", ())]


def _wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many cells."""
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
