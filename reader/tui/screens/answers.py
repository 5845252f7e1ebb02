"""Answers in a panel: any number of lines to read, or a few names to choose from.

The rule: an answer is foreign text: cleaned, wrapped to the panel, and never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.widgets import Input

from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.lazy_pattern import lazy_pattern
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.shelf.statistics import Statistics, rows
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel, heading_row
from reader.typeset.cells import clip, clusters, width
from reader.value import NamedTuple

if TYPE_CHECKING:
    import re

    from reader.dictionary.lookup import Definition

_WIDEST, _SHARE, _FRAME = 88, 0.9, 5
"""Cells of a panel at most, its share of the screen, and those that are not text."""
_LINES_MOST = 2_000
_ROOM_LEAST = 8
"""Cells after the indent of a line, below which continuations start at the edge."""
_DEFINITION_HINTS = (
    "{define.keep} keep · {define.next} next · {define.other} another word · {list.close} close"
)
_LINK = lazy_pattern(r"\{([^{}]{1,80})\}")
"""A link to another entry."""
_NUMBERS = "¹²³⁴⁵⁶⁷⁸⁹"
"""The keys that follow links, as superscripts."""
_NUMBERED = lazy_pattern(rf"\S+[{_NUMBERS}]")


def wrapped(line: str, columns: int) -> Iterator[str]:
    """A line as lines of at most so many cells, broken at blanks if there are any.

    Its indent is kept, also for the continuation lines.
    """
    rest = line
    indent = line[: len(line) - len(line.lstrip())]
    indent = indent if width(indent) <= columns - _ROOM_LEAST else ""
    while len(rest) > columns or width(rest) > columns:
        cut = max(_cut(rest, columns), len(indent) + 1)
        blank = rest.rfind(" ", 0, cut + 1)
        if rest[: blank + 1].strip():
            cut = blank
        yield rest[:cut].rstrip()
        rest = indent + rest[cut:].lstrip()
    yield rest


def _cut(text: str, columns: int) -> int:
    """How many characters fit, at least one cluster."""
    used = at = 0
    for stop, taken in clusters(text[: 8 * columns + 64]):
        used += taken
        if used > columns and at:
            break
        at = stop
    return at


def rows_for(text: str, columns: int) -> list[Row]:
    """The rows of a text, at most as many as anybody reads."""
    lines = (part for line in text.split("\n") for part in wrapped(line, max(1, columns - 1)))
    return [[Run(f" {line}", (Role.TEXT,))] for line in islice(lines, _LINES_MOST)]


class RowsPanel(ListPanel[Row]):
    """Rows to read; the current one only marks how far the reader is."""

    def __init__(self, theme: Theme, title: str, hints: str = "") -> None:
        super().__init__(theme, safe(title), (), hints=hints or "{list.close} close")

    def draw(self, item: Row, _columns: int) -> Sequence[Row]:
        """A row as it is."""
        return [item]

    def rows_of(self, columns: int) -> list[Row]:
        """The rows for a panel of that width."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Make the rows for the panel's new width."""
        super().on_resize()
        room = min(_WIDEST, int(self.app.size.width * _SHARE))
        self._items = self.rows_of(max(1, room - _FRAME))
        self.refill(self.list_view.at)

    def choose(self, _item: Row) -> None:
        """Enter closes: there is nothing to choose."""
        self.dismiss(None)


class AnswerPanel(RowsPanel):
    """An answer from elsewhere."""

    def __init__(self, theme: Theme, title: str, answer: str, hints: str = "") -> None:
        self._answer = answer
        super().__init__(theme, title, hints)

    def rows_of(self, columns: int) -> list[Row]:
        """The lines of the answer, broken to fit."""
        return rows_for(self._answer, columns)


class Wish(NamedTuple):
    """What to do after reading a definition."""

    kind: str
    word: str = ""


def links_in(found: Iterable[Definition]) -> list[str]:
    """The first links to other entries, as many as there are digits for them."""
    heads = {one.headword.casefold() for one in found}
    words = (" ".join(link[1].split()) for one in found for link in _LINK.finditer(one.text))
    others = dict.fromkeys(word for word in words if word.casefold() not in heads)
    return list(islice(filter(None, others), len(_NUMBERS)))


def numbered(text: str, links: Sequence[str]) -> str:
    """A text with the digits of the keys after its links, and without link marks."""
    signs = dict(zip(links, _NUMBERS, strict=False))

    def shown(link: re.Match[str]) -> str:
        return link[1] + signs.get(" ".join(link[1].split()), "")

    return _LINK.sub(shown, text)


def _accented(row: Row) -> Row:
    """A row of text with its links in another colour."""
    text, runs, at = row[0].text, list[Run](), 0
    for link in _NUMBERED.finditer(text):
        runs += [Run(text[at : link.start()], (Role.TEXT,)), Run(link[0], (Role.ACCENT,))]
        at = link.end()
    return [run for run in (*runs, Run(text[at:], (Role.TEXT,))) if run.text]


class DefinitionPanel(RowsPanel):
    """What dictionaries say about a word, one after another; closes with the next wish."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.DEFINITION, Place.LIST)
    BINDINGS = bindings(Place.DEFINITION)

    def __init__(self, theme: Theme, word: str, found: Sequence[Definition]) -> None:
        self._found = found
        self._links = links_in(found)
        title = " ".join(word.split())
        hints = f"1-9 links · {_DEFINITION_HINTS}" if self._links else _DEFINITION_HINTS
        super().__init__(theme, title, hints)

    def take_key(self, event: events.Key) -> bool:
        """A digit follows the link with that number."""
        number = int(event.key) if event.key.isascii() and event.key.isdigit() else 0
        if not 1 <= number <= len(self._links) or isinstance(self.focused, Input):
            return False
        self.dismiss(Wish("define", self._links[number - 1]))
        return True

    def rows_of(self, columns: int) -> list[Row]:
        """Each dictionary under its name."""
        rows: list[Row] = []
        for one in self._found:
            if rows:
                rows.append([])
            rows.append(heading_row(f"{one.dictionary}", columns))
            rows += map(_accented, rows_for(numbered(one.text, self._links), columns))
        return rows

    @command("define.keep")
    def keep(self) -> None:
        """Keep the word with its sentence."""
        self.dismiss(Wish("keep"))

    @command("define.other")
    def ask_other(self) -> None:
        """Look up another word."""
        self.dismiss(Wish("ask"))

    @command("define.back")
    def go_back(self) -> None:
        """Return to the word from which a link was followed."""
        self.dismiss(Wish("back"))

    @command("define.next")
    def show_next(self) -> None:
        """Go to the next dictionary, after the last one to the first."""
        heads = [at for at, row in enumerate(self._items) if row and Role.STRONG in row[0].roles]
        after = (at for at in heads if at > self.list_view.at)
        self.list_view.go(len(self._items) - 1)  # so the head is on top
        self.list_view.go(next(after, 0))


class ChoicePanel(ListPanel[str]):
    """A few names to choose from; closes with the chosen one."""

    def __init__(self, theme: Theme, title: str, names: Sequence[str]) -> None:
        super().__init__(theme, title, names, hints="{list.choose} choose · {list.close} close")

    def draw(self, item: str, columns: int) -> Sequence[Row]:
        """The name."""
        return [[Run(f" {clip(safe(item), max(1, columns - 1))}", (Role.TEXT,))]]


class StatisticsPanel(RowsPanel):
    """Sums, one story, twelve months, streaks."""

    def __init__(self, theme: Theme, told: Statistics) -> None:
        self._told = told
        super().__init__(theme, "Time and pace")

    def rows_of(self, columns: int) -> list[Row]:
        """The picture for a panel of that width."""
        return list(rows(self._told, columns))
