"""The contents: chapters by level, with the page of each, and where the reader is among them."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning import safe
from reader.navigator import Navigator
from reader.paint import Role, Row, Run, Theme
from reader.story import Chapter
from reader.tui.screens.listing import ListingScreen
from reader.typeset import clip, width


class ContentsScreen(ListingScreen[Chapter]):
    """Chooses a chapter."""

    EMPTY = "This story has no chapters."

    def __init__(self, theme: Theme, navigator: Navigator) -> None:
        story = navigator.story
        here = story.chapter_index(navigator.pages[0].end - 1)
        super().__init__(theme, "Contents", story.chapters, here, "Enter goes there   q closes")
        self._layout = navigator.layout
        self._here = story.chapters[here] if here >= 0 else None

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
