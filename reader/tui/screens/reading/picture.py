"""The picture of a reading: the text, its surroundings, and its overlays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.paint.page import Furniture, Row, compose
from reader.paint.runs import Overlay
from reader.reading.view import furniture, overlays
from reader.tui.screens.reading.lists import Hits
from reader.tui.screens.reading.places import Places

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class PagePicture:
    """Composes the rows of the page, with what each collaborator has to show there."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def rows(self) -> list[Row]:
        """The rows of the screen in its present state."""
        screen = self._screen
        reading, typed = screen.reading, screen.typed.digits
        said = screen.unread.sentence or screen.notices.sentence or screen.selecting.sentence
        around = self._furniture().replace(notice=f"{typed}…" if typed else said)
        story, pages = reading.opened.story, reading.shown.pages
        signs = screen.highlights.signs(reading.page)
        return compose(story, screen.view.frame, pages, around, self._overlays(), signs)

    def _furniture(self) -> Furniture:
        """What surrounds the text."""
        screen, reading = self._screen, self._screen.reading
        around = furniture(reading.opened, reading.shown, focus=screen.view.settings.focus)
        reading_on = reading.search is None and reading.home is None
        if reading.search is None:
            around = screen.part(Places).furnish(around)
        else:
            around = screen.part(Hits).furnish(around)
        if reading_on:
            around = screen.speech.furnish(screen.pace.furnish(around))
        told = screen.unread.furnish(screen.notices.furnish(around))
        return screen.first_keys.furnish(told) if reading_on else told

    def _overlays(self) -> Sequence[Overlay]:
        """What lies over the text that is shown."""
        screen, reading = self._screen, self._screen.reading
        marked = screen.highlights.overlays(reading.page)
        below = [*overlays(screen.view.settings, reading.shown), *marked]
        found = () if reading.search is None else reading.search.overlays(reading.page)
        over = (*screen.speech.overlays(), *screen.selecting.overlays())
        return [*below, *found, *over]
