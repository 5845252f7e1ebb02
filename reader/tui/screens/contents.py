"""The contents: chapters by level, with the page of each, and where the reader is among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from reader.cleaning import safe
from reader.commands.answers import command
from reader.commands.command import Place
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.paint.themes import Theme
from reader.reading.navigator import Navigator
from reader.story import Chapter
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip, width

_HINTS = (
    "{list.choose} goes there   {contents.demote} is not a chapter   {contents.undo} undoes"
    "   {list.close} closes"
)


class ContentsScreen(ListPanel[Chapter]):
    """Chooses a chapter; takes away lines that are not chapters."""

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
        self._layout = navigator.layout
        self._here = story.chapters[here] if here >= 0 else None
        self._demote = demote
        self._undo = undo

    def renew(self, navigator: Navigator) -> None:
        """Show the chapters as they are now."""
        story = navigator.story
        here = story.chapter_index(navigator.pages[0].end - 1)
        self._items = list(story.chapters)
        self._layout = navigator.layout
        self._here = story.chapters[here] if here >= 0 else None
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

    @command("contents.demote")
    def demote(self) -> None:
        """Have the current line be no chapter."""
        chapter = self.list_view.current
        if chapter is not None:
            self._demote(chapter)

    @command("contents.undo")
    def undo(self) -> None:
        """Take the last change back."""
        self._undo()
