"""The list of all hits of a search, the page behind it following."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.reading.reading import Reading
from reader.reading.search import in_first_rows
from reader.tui.screens.results import ResultsScreen

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


def show_hits(screen: ReadingScreen, stand: Callable[[Reading], object]) -> None:
    """List the hits of the search that stands; `stand` is given the reading at the chosen one."""
    before = screen.reading
    search = before.search
    if search is None:
        return

    def now(hit: int | None) -> Reading:
        """The reading that the list was opened on, the search standing on a hit."""
        at = search if hit is None else search._replace(at=hit, wrapped="")
        return screen.reading.restored(before).replace(search=at)

    def follow(hit: int, rows: int) -> None:
        """Show a hit in the first rows of the screen, the others being covered."""
        reading = now(hit)
        most = max(1, rows - screen.view.frame.top)
        start = search.matches[hit].start
        screen.look(reading.look(in_first_rows(reading.shown, start, most)))

    def chosen(hit: int | None) -> None:
        reading = now(hit)
        if hit is None or reading.search is None:
            screen.show(reading)
        else:
            stand(reading.stand_at(reading.search))

    def page_of(offset: int) -> int:
        return screen.reading.shown.layout.folio(offset) - 1

    shown = ResultsScreen(screen.page_theme, search, before.opened.story, page_of, follow)
    screen.app.push_screen(shown, chosen)
