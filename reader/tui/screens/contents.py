"""The contents: chapters by level, with the page of each, and where the reader is among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.library.fuzzy import Needle, folded
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.reading.navigator import Navigator
from reader.story import Chapter
from reader.tui.questions import ask
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip, width

_HINTS = (
    "{list.choose} go there · {contents.filter} filter · {contents.demote} not a chapter"
    " · {contents.undo} undo · {list.close} close"
)
_DIGITS = 9
"""Digits of a number that may be a chapter's."""


def numbered(typed: str) -> int:
    """The number of a chapter, counted from 1 through the contents, if one was typed; else 0."""
    number = typed.strip()
    return int(number) if number.isdecimal() and len(number) <= _DIGITS else 0


def matching(chapters: Sequence[Chapter], typed: str) -> list[Chapter]:
    """The chapters whose titles contain the typed words; all if there are none, or a number."""
    if not typed.strip() or numbered(typed):
        return list(chapters)
    titles = [folded(safe(chapter.title)) for chapter in chapters]
    hits = Needle(typed).find(titles, scattered=False)
    return [chapters[index] for index in sorted(hit.number for hit in hits)]


class ContentsScreen(ListPanel[Chapter]):
    """Chooses a chapter; unmarks lines that are not chapters."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.CONTENTS, Place.LIST)
    BINDINGS = bindings(Place.CONTENTS)
    EMPTY = "This story has no chapters."

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        demote: Callable[[Chapter], object],
        undo: Callable[[], object],
    ) -> None:
        story = navigator.story
        here = story.chapter_index(navigator.pages[0].end - 1)
        super().__init__(theme, "Contents", story.chapters, here, _HINTS)
        self._chapters = story.chapters
        self._typed = ""
        """What titles must contain, or the number of the chapter to go to."""
        self._layout = navigator.layout
        self._here = story.chapters[here] if here >= 0 else None
        self._demote = demote
        self._undo = undo

    def renew(self, navigator: Navigator) -> None:
        """Show the chapters as they are now."""
        story = navigator.story
        here = story.chapter_index(navigator.pages[0].end - 1)
        self._chapters = story.chapters
        self._layout = navigator.layout
        self._here = story.chapters[here] if here >= 0 else None
        self._items = matching(self._chapters, self._typed)
        self.refill(self.list_view.at)

    def draw(self, item: Chapter, columns: int) -> Sequence[Row]:
        """Title, dots, page."""
        page = str(self._layout.folio(item.start))
        indent = " " * (2 * (item.level - 1))
        title = clip(safe(item.title), max(1, columns - len(indent) - len(page) - 4))
        dots = columns - len(indent) - width(title) - len(page) - 3
        roles = (Role.ACCENT, Role.STRONG) if item is self._here else (Role.TEXT,)
        return [
            [
                Run(f" {indent}{title} ", roles),
                Run("·" * max(0, dots), (Role.QUIET,)),
                Run(f" {page}", roles),
            ]
        ]

    @command("contents.filter")
    async def ask_filter(self) -> None:
        """Filter as it is typed; Enter goes to a chapter by its number, or to the only one left."""
        hint = "words, or the number of a chapter"
        kept = await ask(self, "Filter:", self._typed, hint, self._take)
        if kept is None:
            self._take("")
        elif self.list_view.current and (numbered(kept) or len(self._items) == 1):
            self.choose(self.list_view.current)

    def _take(self, typed: str) -> None:
        """Show the remaining chapters; the one with the number becomes current."""
        current = self.list_view.current
        self._typed = typed
        self._items = matching(self._chapters, typed)
        at = numbered(typed) - 1
        if not typed and current in self._items:
            at = self._items.index(current)
        self.refill(max(0, at))

    @command("contents.demote")
    def demote(self) -> None:
        """Unmark the current line as a chapter."""
        chapter = self.list_view.current
        if chapter is not None:
            self._demote(chapter)

    @command("contents.undo")
    def undo(self) -> None:
        """Undo the last change."""
        self._undo()
