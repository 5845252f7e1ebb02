"""The hits of a search: one looked at, and the list of all of them, the page following."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.reading.hits import stand_at
from reader.reading.reading import Reading

if TYPE_CHECKING:
    from reader.reading.search import Search
    from reader.tui.screens.reading import ReadingScreen


def look_at_hit(screen: ReadingScreen, reading: Reading) -> None:
    """Look at the hit that the search of a reading stands on."""
    screen.notices.clear()
    screen.show(reading)
    if reading.search is not None and reading.search.current is not None:
        tell_wrapped(screen, reading.search)


def tell_wrapped(screen: ReadingScreen, search: Search) -> None:
    """Say so where a search went on at the other end of the story."""
    if search.wrapped:
        screen.tell(f"{search.tally}, {search.wrapped}")


def show_hits(screen: ReadingScreen) -> None:
    """List the hits of the search that stands, and go to the chosen one."""
    from reader.reading.search import in_first_rows
    from reader.tui.screens.results import ResultsScreen

    before = screen.reading
    search = before.search
    if search is None:
        return

    def now(hit: int | None) -> Reading:
        """The reading that the list was opened on, the search standing on a hit."""
        at = search if hit is None else search.replace(at=hit, wrapped="")
        return screen.reading.restored(before).replace(search=at)

    def follow(hit: int, rows: int) -> None:
        """Show a hit in the first rows of the screen, the others being covered."""
        reading = now(hit)
        most = max(1, rows - screen.view.frame.top)
        start = search.matches[hit].start
        screen.show(reading.look(in_first_rows(reading.shown, start, most)))

    def chosen(hit: int | None) -> None:
        reading = now(hit)
        if hit is None or reading.search is None:
            screen.show(reading)
        else:
            look_at_hit(screen, stand_at(reading, reading.search))

    def page_of(offset: int) -> int:
        return screen.reading.shown.layout.folio(offset) - 1

    shown = ResultsScreen(screen.page_theme, search, before.opened.story, page_of, follow)
    screen.app.push_screen(shown, chosen)
