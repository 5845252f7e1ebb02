"""Lists to choose from how a story is read: its encoding, its chapters, the lines of a page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.text.user_pattern import check_pattern
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.paint.themes import Theme
from reader.reading.choices import PageLine, RuleChoice, Sample
from reader.tui.questions import ask
from reader.tui.screens.list_panel import ListPanel
from reader.tui.widgets.prompt import Asked
from reader.typeset.cells import clip, width

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
            "Which line reads right?",
            samples,
            at,
            "{list.choose} takes it   {list.close} closes",
        )

    def draw(self, item: Sample, columns: int) -> Sequence[Row]:
        """The codec, a line of the story, and who writes so."""
        codec = _padded(item.encoding or "by itself", min(_CODEC, columns // 3))
        about = item.label if columns >= _LABELLED_FROM else ""
        room = max(1, columns - width(codec) - 3 - (_LABEL if about else 0))
        roles = (Role.TEXT,) if item.fits else (Role.QUIET,)
        row = [
            Run(f" {codec} ", (Role.TITLE,) if item.fits else (Role.QUIET,)),
            Run(_padded(item.line, room), roles),
        ]
        return [[*row, Run(f" {clip(about, _LABEL - 1)}", (Role.QUIET,))] if about else row]


class RulesScreen(ListPanel[RuleChoice]):
    """Chooses how chapters are found; closes with the choices that say so."""

    def __init__(self, theme: Theme, rules: Sequence[RuleChoice], choices: Choices) -> None:
        self._choices = choices
        now = "pattern" if choices.chapter_pattern else choices.chapter_rule
        at = next((i for i, rule in enumerate(rules) if rule.id == now), 0)
        super().__init__(
            theme,
            "How chapters are found",
            rules,
            at,
            "{list.choose} takes it   {list.close} closes",
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
        """Take the rule, or ask for the pattern."""
        if item.id == "pattern":
            asked = self._ask(self._choices.chapter_pattern)
            self.run_worker(self._take_pattern(asked), group="command")
        else:
            self.dismiss((item.id, ""))

    def _ask(self, pattern: str) -> Asked:
        return ask(self, "Pattern:", pattern, r"such as ^Day \d+")

    async def _take_pattern(self, asked: Asked) -> None:
        """Take the pattern once it can be used; an empty one leaves it to the program."""
        while (answer := await asked) is not None:
            pattern = answer.strip()
            problem = await asyncio.to_thread(check_pattern, pattern) if pattern else ""
            if not self.is_current:
                return
            if not problem:
                self.dismiss(("", pattern))
                return
            words = f"The pattern cannot be used: {safe(problem)}"
            self.query_one("#hints", Static).update(Content(words))
            asked = self._ask(pattern)


class PageLinesScreen(ListPanel[PageLine]):
    """Chooses a line of the page that is to be a chapter, or to be none."""

    OF_THE_TEXT = True
    EMPTY = "There are no lines on this page."

    def __init__(self, theme: Theme, lines: Sequence[PageLine]) -> None:
        hints = "{list.choose} makes it a chapter, or none where it is one   {list.close} closes"
        super().__init__(theme, "Which line begins a chapter?", lines, 0, hints)

    def draw(self, item: PageLine, columns: int) -> Sequence[Row]:
        """The line; a chapter's is marked."""
        mark, roles = ("§ ", (Role.ACCENT, Role.STRONG)) if item.heading else ("  ", (Role.TEXT,))
        return [[Run(" " + mark, roles), Run(clip(item.text, max(1, columns - 3)), roles)]]
