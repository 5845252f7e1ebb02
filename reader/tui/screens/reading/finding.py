"""The commands of the reading screen that go from hit to hit of a search, and what it paints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.commands.command import EVERYTHING, Need
from reader.paint.page import Furniture
from reader.paint.pointer import pointed_at
from reader.paint.runs import Overlay
from reader.reading.navigator import Navigator
from reader.story import Offset, Range
from reader.tui.screens.reading.answering import short, shown
from reader.tui.screens.reading.asking import Asking
from reader.typeset.cells import width
from reader.typeset.layout import Page

if TYPE_CHECKING:
    from reader.reading.search import Search


class Finding(Asking):
    """Searches the story."""

    @property
    def has(self) -> Need:
        """Some keys mean something only while a search stands."""
        if self.search is not None:
            return super().has
        return super().has & ~Need.SEARCH & (EVERYTHING if self.in_line else ~Need.HITS)

    # From hit to hit

    def do_search_next(self) -> None:
        """Answer `search.next`."""
        self._step(self.take_count() or 1)

    def do_search_previous(self) -> None:
        """Answer `search.previous`."""
        self._step(-(self.take_count() or 1))

    def _step(self, count: int) -> None:
        if self.search is not None or self.awaited:
            self.step(count)
            return
        self.recall()
        if self._earlier:
            from reader.search.query import Query

            self.seek(Query(self._earlier[0]), backward=count < 0)
        else:
            self.tell(self.keyed("Nothing has been searched for yet: {search} searches."))

    def do_search_end(self) -> None:
        """Answer `search.end`."""
        self.search = None
        if self.home is not None and self.navigator is not None:
            back = self.navigator.back
            left = bool(back) and back[-1] == self.home.offset
            self.look(self.navigator.retrace() if left else self.now(self.home))
            self.tell("Back where you were reading.")
        self.fold_again()
        self.repaint()

    def do_search_word(self) -> None:
        """Answer `search.word`."""
        from reader.reading.search import word_at

        if self.navigator is None or self._frame is None:
            return
        from reader.search.query import Query

        selected = " ".join(self.selected().split())
        self.clear_selection()
        column, row = self.app.mouse_position
        story = self.opened.story
        offset = pointed_at(story, self._frame, self.navigator.pages, column, row)
        word = word_at(story, offset) if offset is not None else ""
        if selected:
            self.seek(Query(selected))
        elif word and offset is not None:
            start = story.text.rfind(word, 0, offset + len(word))
            self.seek(Query(word, word=True), hit=start)
        else:
            self.open_line(backward=False, query=Query("", word=True), hint="a word or a name")

    # The list of hits

    def do_search_results(self) -> None:
        """Answer `search.results`."""
        if self.in_line:
            self.listed = True
            self.line.enter()
        else:
            self.list_hits()

    def list_hits(self) -> None:
        """Show the list of all hits, the page following."""
        from reader.tui.screens.results import ResultsScreen

        search, navigator, home = self.search, self.navigator, self.home
        if search is None or navigator is None:
            return

        def follow(hit: int, rows: int) -> None:
            self._follow(search._replace(at=hit, wrapped=""), self.now(navigator), rows)

        def chosen(hit: int | None) -> None:
            self.navigator, self.home = self.now(navigator), home
            self.search = search
            if hit is None:
                self.repaint()
            else:
                self.stand_at(search._replace(at=hit, wrapped=""))

        story, page_of = self.opened.story, self._page_of
        screen = ResultsScreen(self.page_theme, search, story, page_of, follow)
        self.app.push_screen(screen, chosen)

    def _page_of(self, offset: int) -> int:
        assert self.navigator is not None
        return self.navigator.layout.folio(offset) - 1

    def _follow(self, search: Search, navigator: Navigator, rows: int) -> None:
        """Show a hit in the first rows of the screen, the others being covered."""
        self.search = search
        if search.current is None or self._frame is None:
            return
        there = navigator.showing(search.current.start)
        layout, hit = there.layout, search.current.start
        top = max(layout.page_start(layout.page_of(hit)), there.offset)
        most = max(1, rows - self._frame.top)
        if layout.row_of(hit) - layout.row_of(top) >= most:
            block = layout.line(layout.line_of(hit)).block
            start = self.opened.story.blocks[block].start
            if layout.row_of(hit) - layout.row_of(start) >= most:
                start = layout.line(max(0, layout.line_of(hit) - most // 2)).start
            there = there._replace(offset=Offset(start))
        self.look(there)

    # What is painted

    def overlays(self, pages: Sequence[Page]) -> Sequence[Overlay]:
        """The hits on the page."""
        below = super().overlays(pages)
        if self.search is None:
            return below
        return [*below, *self.search.overlays(Range(pages[0].start, pages[-1].end))]

    def furniture(self, navigator: Navigator) -> Furniture:
        """Which hit of how many, beside the page and where there is room the words."""
        around = super().furniture(navigator)
        search = self.search
        if search is None or self._frame is None:
            return around
        current, here = search.current, shown(navigator)
        if current is not None and not here.start <= current.start < here.end:
            search = search._replace(at=None)
        words = f"“{short(search.query)}” {search.tally}"
        page = f"{around.folio} · " if around.folio else ""
        folios = (f"{page}{words}", f"{page}{search.tally}", search.tally)
        room = self._frame.span
        return around._replace(folio=next((f for f in folios if width(f) <= room), folios[-1]))
