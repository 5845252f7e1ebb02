"""The search line of the reading screen, over its last rows.

The rule: most stories are read without a search, so the line is made when it is first opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size

from reader.reading.view import frame_for
from reader.tui.screens.lined import Lined
from reader.tui.screens.reading.base import Feature

if TYPE_CHECKING:
    from reader.tui.widgets.search_line import SearchLine


class Lining(Lined, Feature):
    """Has the line when there is something to be typed in it."""

    _line: SearchLine | None = None

    @property
    def line(self) -> SearchLine:
        """The search line, over the last rows; there is none before it is first asked for."""
        if self._line is None:
            from reader.tui.widgets.search_line import SearchLine

            self._line = SearchLine(self.switches(), self.take_typed)
            self.mount(self._line)
        return self._line

    def take_typed(self) -> None:
        """Search for what the line holds."""

    @property
    def in_line(self) -> bool:
        """Whether a search is being typed."""
        return self._line is not None and self._line.typing

    def say_in_line(self, status: str) -> None:
        """Say what was found, or what is wrong, to who is typing."""
        if self._line is not None:
            self._line.say(status)

    def switches(self) -> list[str]:
        """The switches that make a difference in this story."""
        story = self.opened.story
        start, end = story.body
        kana = story.metadata.language.startswith("ja")
        matter = story.text[:start].strip() or story.text[end:].strip()
        return [name for name, of_use in (("kana", kana), ("matter", matter)) if of_use]

    def offer_switches(self) -> None:
        """Offer the switches of the text there is now."""
        if self._line is not None:
            self._line.offer(self.switches())

    def on_resize(self, event: events.Resize) -> None:
        """The line has another room."""
        self.fit_line(event.size)

    def fit_line(self, size: Size) -> None:
        """The line takes a second row where that covers no text."""
        if self._line is not None:
            frame = frame_for(self.context.settings, size.width, size.height)
            self._line.set_class(frame.rows - frame.top - frame.lines < 2, "-low")
