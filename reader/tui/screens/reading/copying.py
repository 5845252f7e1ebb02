"""The commands of the reading screen that take words out of the story, to the clipboard.

The rule: what is copied is the story's own text, not its lines as they are painted.
"""

from __future__ import annotations

from reader.paint.pointer import between, pointed_at
from reader.reading.quote import paragraph_at, paragraph_in, passage
from reader.story import Range
from reader.tui.messages import Copied
from reader.tui.screens.reading.base import Feature


class Copying(Feature):
    """Copies the selection, the page, a paragraph."""

    def selected(self) -> str:
        """The selected words of the story; empty when there are none."""
        view = self.view
        cells = view.selected if view is not None else None
        if cells is None or self.navigator is None or self._frame is None:
            return ""
        story = self.opened.story
        part = between(story, self._frame, self.navigator.pages, *cells)
        return passage(story, part) if part else ""

    def do_copy(self) -> None:
        """Answer `copy`."""
        selected = self.selected()
        if selected:
            self.clear_selection()
            self._copy(selected)
        elif self.navigator is not None:
            self._copy(passage(self.opened.story, self._page))

    @property
    def _page(self) -> Range:
        assert self.navigator is not None
        pages = self.navigator.pages
        return Range(pages[0].start, pages[-1].end)

    def do_copy_paragraph(self) -> None:
        """Answer `copy.paragraph`."""
        if self.navigator is None or self._frame is None or not self.opened.story.blocks:
            return
        story = self.opened.story
        column, row = self.app.mouse_position
        offset = pointed_at(story, self._frame, self.navigator.pages, column, row)
        part = paragraph_in(story, self._page) if offset is None else paragraph_at(story, offset)
        self._copy(passage(story, part))

    def _copy(self, text: str) -> None:
        self.post_message(Copied(text))
