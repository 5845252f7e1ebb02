"""What was decided about a story's file and why, and the lists of alternatives."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from reader.cleaning import safe
from reader.commands.command import Place
from reader.formats.choices import Choices
from reader.formats.facts import Fact
from reader.formats.text.corrections import check_pattern
from reader.lazy_pattern import lazy_pattern
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.reading.choices import PageLine, RuleChoice, Sample
from reader.terminal.colours import shows_links
from reader.tui.questions import ask
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.tui.widgets.hints import KeyHints
from reader.tui.widgets.lists import WayOut
from reader.tui.widgets.prompt import Asked
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_WEB = lazy_pattern(r"https?://[!-~]{1,2000}")
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
"""Topic of a fact → the command that changes it."""
_HINTS = "{list.choose} (or the key shown) change · {story.undo} undo · {list.close} close"


class FactLine(NamedTuple):
    """A row: a fact, or the continuation of the row before."""

    name: str
    text: str
    quiet: bool
    """Whether it is a reason, not a value."""
    command: str
    """The command that changes it; empty for what only the file decides."""
    first: bool
    address: str = ""
    """Where its subject can be opened."""


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
            address = "" if quiet else address_of(fact)
            for part in _folded(text, room) if text else ():
                yield FactLine(name, part, quiet, command, bool(name), address)
                name = ""


def address_of(fact: Fact) -> str:
    """The address of the file, or of what a fact names on the web; otherwise empty."""
    if fact.name == "file" and fact.value.startswith("/"):
        return Path(fact.value).as_uri()
    return fact.value if _WEB.fullmatch(fact.value) else ""


def _name_cells(columns: int) -> int:
    """Cells for the names next to their values; 0 if they are above them."""
    return _NAME if columns >= _BESIDE_FROM else 0


def _folded(text: str, room: int) -> Iterator[str]:
    """The text in parts of at most that many cells, split between words if possible."""
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
    """Shows facts about the story being read; stays open while it is changed."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.STORY, Place.LIST)
    BENEATH: ClassVar[tuple[Place, ...]] = (Place.STORY,)
    BINDINGS = bindings(Place.STORY)

    def __init__(self, theme: Theme, facts: Sequence[Fact]) -> None:
        super().__init__(theme, "This story", (), 0, _HINTS)
        self._facts = facts
        self._columns = 0

    def renew(self, facts: Sequence[Fact]) -> None:
        """Show what is true now."""
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

    def link(self, item: FactLine) -> WayOut:
        """Addresses can be opened from the terminal."""
        return WayOut(item.text, item.address if shows_links(os.environ) else "")

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
        """Change what the line is about."""
        change = self.answer(item.command) if item.command else None
        if change is not None:
            change()


_CODEC = 14
_LABEL = 22
_LABELLED_FROM = 64


def _padded(text: str, cells: int) -> str:
    text = clip(text, cells)
    return text + " " * (cells - width(text))


class EncodingsScreen(ListPanel[Sample]):
    """Chooses an encoding; each shows a line of the story as it would read."""

    def __init__(self, theme: Theme, samples: Sequence[Sample], now: str) -> None:
        """`now` is the encoding that the reader chose, or empty."""
        at = next((i for i, sample in enumerate(samples) if sample.encoding == now), 0)
        super().__init__(
            theme,
            "Which line looks right?",
            samples,
            at,
            "{list.choose} choose · {list.close} cancel",
        )

    def draw(self, item: Sample, columns: int) -> Sequence[Row]:
        """The codec, a line of the story, and who writes in it."""
        codec = _padded(item.encoding or "automatic", min(_CODEC, columns // 3))
        about = item.label if columns >= _LABELLED_FROM else ""
        room = max(1, columns - width(codec) - 3 - (_LABEL if about else 0))
        roles = (Role.TEXT,) if item.fits else (Role.QUIET,)
        row = [
            Run(f" {codec} ", (Role.TITLE,) if item.fits else (Role.QUIET,)),
            Run(_padded(item.line, room), roles),
        ]
        return [[*row, Run(f" {clip(about, _LABEL - 1)}", (Role.QUIET,))] if about else row]


class RulesScreen(ListPanel[RuleChoice]):
    """Chooses how chapters are found; closes with the resulting choices."""

    def __init__(self, theme: Theme, rules: Sequence[RuleChoice], choices: Choices) -> None:
        self._choices = choices
        now = "pattern" if choices.chapter_pattern else choices.chapter_rule
        at = next((i for i, rule in enumerate(rules) if rule.id == now), 0)
        super().__init__(
            theme,
            "How to find chapters",
            rules,
            at,
            "{list.choose} choose · {list.close} cancel",
        )

    def draw(self, item: RuleChoice, columns: int) -> Sequence[Row]:
        """The rule, dots, and how many it finds."""
        found = "" if item.found is None else f" {item.found:,}"
        name = clip(item.name, max(1, columns - len(found) - 3))
        dots = "·" * max(0, columns - width(name) - len(found) - 3) if found else ""
        empty = item.found == 0
        return [
            [
                Run(f" {name} ", (Role.QUIET,) if empty else (Role.TEXT,)),
                Run(dots, (Role.QUIET,)),
                Run(found, (Role.TITLE,)),
            ]
        ]

    def choose(self, item: RuleChoice) -> None:
        """Use the rule, or ask for the pattern."""
        if item.id == "pattern":
            asked = self._ask(self._choices.chapter_pattern)
            self.run_worker(self._take_pattern(asked), group="command")
        else:
            self.dismiss((item.id, ""))

    def _ask(self, pattern: str) -> Asked:
        return ask(self, "Pattern:", pattern, r"such as ^Day \d+")

    async def _take_pattern(self, asked: Asked) -> None:
        """Use the pattern once it is valid; an empty one leaves it to the program."""
        while (answer := await asked) is not None:
            pattern = answer.strip()
            problem = await asyncio.to_thread(check_pattern, pattern) if pattern else ""
            if not self.is_current:
                return
            if not problem:
                self.dismiss(("", pattern))
                return
            words = f"Invalid pattern: {safe(problem)}"
            self.query_one(KeyHints).show("", words)
            asked = self._ask(pattern)


class PageLinesScreen(ListPanel[PageLine]):
    """Chooses a line of the page to mark or unmark as a chapter."""

    OF_THE_TEXT = True
    EMPTY = "No lines on this page."

    def __init__(self, theme: Theme, lines: Sequence[PageLine]) -> None:
        hints = "{list.choose} mark or unmark · {list.close} cancel"
        super().__init__(theme, "Which line begins a chapter?", lines, 0, hints)

    def draw(self, item: PageLine, columns: int) -> Sequence[Row]:
        """The line; a chapter's is marked."""
        mark, roles = ("§ ", (Role.ACCENT, Role.STRONG)) if item.heading else ("  ", (Role.TEXT,))
        return [[Run(" " + mark, roles), Run(clip(item.text, max(1, columns - 3)), roles)]]
