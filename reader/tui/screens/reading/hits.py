"""What is done with the hits of a search on the reading screen, once there are some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.commands.answers import command
from reader.paint.page import Furniture
from reader.reading.hits import without_search
from reader.tui.screens.reading.clipboard import Clipboard
from reader.tui.screens.reading.hit_list import show_hits
from reader.tui.screens.reading.matter import LentMatter
from reader.tui.screens.reading.search_panel import SearchPanel

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Hits:
    """Lists hits, tells which one the reader stands on, and ends a search."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("search.results")
    def show_list(self) -> None:
        """List all hits, the page following; those of what is typed as soon as they are known."""
        panel = self._screen.part(SearchPanel)
        if panel.typing:
            panel.list_when_known()
        else:
            show_hits(self._screen)

    @command("search.word")
    def seek_word(self) -> None:
        """Search the selection or the word under the mouse, or ask for one."""
        from reader.search.query import Query

        panel, clipboard = self._screen.part(SearchPanel), self._screen.part(Clipboard)
        selected = " ".join(clipboard.selected().split())
        self._screen.clear_selection()
        word, start = clipboard.pointed_word()
        if selected:
            panel.seek(Query(selected))
        elif word:
            panel.seek(Query(word, word=True), hit=start)
        else:
            panel.open_with(Query("", word=True), "a word or a name")

    @command("search.end")
    def end(self) -> None:
        """End the search, and go back to where the reader was reading."""
        screen, looking = self._screen, self._screen.reading.home is not None
        screen.show(without_search(screen.reading))
        if looking:
            screen.tell("Back where you were reading.")
        screen.part(LentMatter).fold_again()
        screen.repaint()

    def furnish(self, around: Furniture) -> Furniture:
        """Which hit of how many, beside the page."""
        search, page = self._screen.reading.search, self._screen.reading.page
        if search is None:
            return around
        from reader.reading.search import hits_told

        room = self._screen.view.frame.span
        return around.replace(folio=hits_told(search, page, around.folio, room))
