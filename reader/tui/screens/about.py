"""What a story is, what was decided about its file and why; each decision can be changed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from reader.commands.command import Place
from reader.formats.facts import Fact
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.paint.themes import Theme
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip, width

_NAME = 14
_LEAST = 8
_BESIDE_FROM = 40
_PANEL_EDGE = 8
"""Cells of the panel that are border, padding, mark and the list's own margin."""
_CHANGED_BY = {
    "encoding": "story.encoding",
    "paragraphs": "story.reflow",
    "reflow": "story.reflow",
    "chapters": "story.chapters",
    "matter": "story.matter",
    "raw": "story.raw",
    "ruby": "story.ruby",
    "title": "story.title",
    "author": "story.author",
    "hidden": "story.hide",
}
"""The topic of a fact, and the command that changes it."""
_HINTS = (
    "{list.choose} or the key at the right changes it   {story.undo} undoes   {list.close} closes"
)


class FactLine(NamedTuple):
    """One row: a fact, or what did not fit into the row before."""

    name: str
    text: str
    quiet: bool
    """Whether it is a reason, and no value."""
    command: str
    """What changes it; empty for what only the file decides."""
    first: bool


def about_lines(facts: Sequence[Fact], columns: int) -> Iterator[FactLine]:
    """Facts broken to fit that many cells, reasons under their values."""
    wide = _name_cells(columns)
    room = max(_LEAST, columns - wide - 4)
    for fact in facts:
        command = _CHANGED_BY.get(fact.topic, "")
        name = fact.name
        if not wide:
            yield FactLine(name, "", False, command, True)
            name = ""
        for quiet, text in ((False, fact.value), (True, fact.why)):
            for part in _folded(text, room) if text else ():
                yield FactLine(name, part, quiet, command, bool(name))
                name = ""


def _name_cells(columns: int) -> int:
    """Cells for the names beside what they name; 0 where they stand above it."""
    return _NAME if columns >= _BESIDE_FROM else 0


def _folded(text: str, room: int) -> Iterator[str]:
    """The text in parts of at most that many cells, between words where that can be."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        while width(word) > room:
            count = room
            while width(word[:count]) > room:
                count -= 1
            yield word[: max(1, count)]
            word = word[max(1, count) :]
        line = word
    if line:
        yield line


class AboutScreen(ListPanel[FactLine]):
    """Tells of the story that is read; stays while it is changed."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.STORY, Place.LIST)
    BENEATH: ClassVar[tuple[Place, ...]] = (Place.STORY,)
    BINDINGS = bindings(Place.STORY)

    def __init__(self, theme: Theme, facts: Sequence[Fact]) -> None:
        super().__init__(theme, "This story", (), 0, _HINTS)
        self._facts = facts
        self._columns = 0

    def renew(self, facts: Sequence[Fact]) -> None:
        """Tell what holds now."""
        self._facts = facts
        self._break()

    def on_resize(self) -> None:
        """Break the lines again for the width of the panel."""
        super().on_resize()
        self._break()

    def _break(self) -> None:
        self._columns = min(88, self.app.size.width * 9 // 10) - _PANEL_EDGE
        self._items = list(about_lines(self._facts, self._columns))
        self.refill(self.list_view.at)

    def draw(self, item: FactLine, columns: int) -> Sequence[Row]:
        """Name, value, and the key that changes it."""
        wide = _name_cells(self._columns)
        name = clip(item.name, wide - 1 if wide else columns - 3)
        row = [
            Run(" " + name + " " * max(0, wide - width(name)), (Role.ACCENT,)),
            Run(item.text, (Role.QUIET,) if item.quiet else (Role.TEXT,)),
        ]
        key = self.keyed(f"{{{item.command}}}") if item.command and item.first else ""
        gap = columns - sum(width(run.text) for run in row) - width(key) - 1
        if key and gap > 0:
            row.append(Run(" " * gap + key, (Role.TITLE,)))
        return [row]

    def choose(self, item: FactLine) -> None:
        """Change what the line tells of."""
        change = self.answer(item.command) if item.command else None
        if change is not None:
            change()
