"""The commands of the reading screen that belong to a search.

The rule: a search only looks. The place stays where the reader was reading until a page is turned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.cleaning import safe
from reader.navigator import Navigator
from reader.paint import Furniture, Overlay, Theme, pointed_at
from reader.search import Query, QueryError, SearchCancelledError
from reader.session import Desk, First, Opened, Search, Seeker, Sought, word_at
from reader.story import Range
from reader.tui.messages import Answered
from reader.tui.screens.lined import Lined
from reader.tui.screens.reading.base import ReadingBase
from reader.tui.screens.results import ResultsScreen
from reader.tui.widgets.page import PageView
from reader.tui.widgets.searchline import SearchLine
from reader.typeset import Page, clip, width

_WORDS_SHOWN = 24
_AT_ONCE = 300_000
"""Characters of a story that are searched within a frame."""
_LIVE = ("search.backward", "search.end")


class _Before(NamedTuple):
    """How things stood when a search began, and what it is to do."""

    navigator: Navigator
    home: Navigator | None
    search: Search | None
    backward: bool
    hit: int | None = None
    """Where the hit begins that is asked for; None asks for the nearest."""


class Finding(Lined, ReadingBase):
    """Searches the story."""

    def __init__(
        self,
        desk: Desk,
        opened: Opened,
        theme: Theme,
        first: First | None = None,
        sought: Sought | None = None,
    ) -> None:
        super().__init__(desk, opened, theme, first)
        self.search: Search | None = None
        """The search that stands; its hits are shown."""
        self._sought = sought
        self._seeker = Seeker(opened.story)
        self._number = 0
        self._before: _Before | None = None
        self._entered = False
        self._listed = False

    def compose(self) -> ComposeResult:
        """The page, the line for questions, and the search line."""
        yield from super().compose()
        yield SearchLine(kana=self.opened.story.metadata.language.startswith("ja"))

    def begun(self) -> None:
        """Show the hit that the story is opened with."""
        super().begun()
        if self._sought is not None:
            self._seek(self._sought.query, hit=self._sought.start)

    def can(self, command_id: str) -> bool:
        """Some keys mean something only while a search stands."""
        if command_id == "search.results":
            return self.search is not None or self.line.typing
        if command_id in _LIVE and self.search is None:
            return False
        return super().can(command_id)

    # The line

    def do_search(self) -> None:
        """Answer `search`."""
        self._open(backward=False)

    def do_search_backward(self) -> None:
        """Answer `search.backward`."""
        self._open(backward=True)

    def _open(self, *, backward: bool, query: Query | None = None, hint: str = "") -> None:
        if self.navigator is None:
            return
        self._begin(backward)
        self._notice = self._count = ""
        self.recall()
        frame = self._frame
        self.line.set_class(frame is None or frame.rows - frame.top - frame.lines < 2, "-low")
        self.line.open("?" if backward else "/", query or Query(""), hint)
        self._warm()

    def _begin(self, backward: bool, hit: int | None = None) -> None:
        assert self.navigator is not None
        self._before = _Before(self.navigator, self.home, self.search, backward, hit)
        self._entered = self._listed = False
        self._number += 1

    @work(thread=True, group="warm")
    def _warm(self) -> None:
        self._seeker.warm()

    def on_search_line_changed(self, event: SearchLine.Changed) -> None:
        """Search as it is typed."""
        event.stop()
        self._number += 1
        query = self.line.query_typed
        if query.text:
            self._ask(query, self._number)
        else:
            self.workers.cancel_group(self, "seek")
            self.line.say("")
            self.search = None
            self._restore()

    def on_search_line_entered(self, event: SearchLine.Entered) -> None:
        """Stay at the hit; an empty line repeats the last search."""
        event.stop()
        query = self.line.query_typed
        if not query.text and self._earlier:
            self.line.fill(self._earlier[0])
            query = self.line.query_typed
            self.search = None
            self._number += 1
            self._ask(query, self._number)
        if not query.text:
            self.on_search_line_cancelled(event)
            return
        self._entered = True
        if self.search is not None and self.search.whole and self.search.query == query:
            self._settle(self.search)

    def on_search_line_cancelled(self, event: SearchLine.Cancelled | SearchLine.Entered) -> None:
        """Return to exactly where reading was."""
        event.stop()
        self.workers.cancel_group(self, "seek")
        self._number += 1
        self.search = self._before.search if self._before else None
        self._close()
        self._restore()
        self._before = None

    def _close(self) -> None:
        self.line.close()
        self.query_one(PageView).focus()

    def _restore(self) -> None:
        """Show what was shown when the search began."""
        if self._before is not None:
            self.navigator = self._now(self._before.navigator)
            self.home = self._before.home
        self.repaint()

    def _now(self, navigator: Navigator) -> Navigator:
        """The same place in the pages as they are set now."""
        assert self.navigator is not None
        return navigator.laid_out(self.navigator.layout, spread=self.navigator.spread)

    # Asking and answers

    def _seek(self, query: Query, *, backward: bool = False, hit: int | None = None) -> None:
        """Search for something that is not typed."""
        if self.navigator is None:
            return
        self._begin(backward, hit)
        self._entered = True
        self._ask(query, self._number)
        if hit is not None:
            self.look(self.navigator.showing(hit))

    def _ask(self, query: Query, number: int) -> None:
        before = self._before
        assert before is not None
        self._run(query, number, _shown(self._now(before.navigator)), before.backward)

    @work(thread=True, exclusive=True, group="seek")
    def _run(self, query: Query, number: int, shown: Range, backward: bool) -> None:
        worker = get_current_worker()

        def cancelled() -> bool:
            return worker.is_cancelled

        try:
            if len(self.opened.story.text) > _AT_ONCE and not query.regex:
                near = self._seeker.near(query, shown, backward, cancelled)
                if near:
                    self.post_message(Answered(number, query, near, whole=False))
            every = self._seeker.all(query, cancelled)
            self.post_message(Answered(number, query, every, whole=True))
        except SearchCancelledError:
            return
        except QueryError as error:
            self.post_message(Answered(number, query, None, whole=True, problem=error.reason))

    def on_answered(self, event: Answered) -> None:
        """Show the nearest hit and how many there are."""
        before = self._before
        if event.number != self._number or before is None:
            return
        if event.matches is None:
            self._fail(event.problem)
            return
        search = Search(event.query, event.matches, backward=before.backward, whole=event.whole)
        origin = self._now(before.navigator)
        search = search.at_page(_shown(origin)) if before.hit is None else search.at_hit(before.hit)
        self.search = search
        self.navigator, self.home = origin, before.home
        if search.current is not None:
            self.look(origin.showing(search.current.start))
        self.repaint()
        self.line.say(", ".join(filter(None, (search.count, search.wrapped))))
        if search.whole and self._entered:
            self._settle(search)

    def _fail(self, problem: str) -> None:
        """Say what is wrong with the query; the line stays open for another try."""
        self.search, self._entered = None, False
        self._restore()
        self.line.say(safe(problem[:1].upper() + problem[1:]))
        if not self.line.display:
            self.tell(safe(problem))

    def _settle(self, search: Search) -> None:
        """The search stands: its place is a jump, and no more than a look."""
        before, self._before = self._before, None
        assert before is not None
        assert self.navigator is not None
        self._close()
        self.note(search.query.text)
        if search.current is None:
            self.search = before.search
            self.navigator, self.home = self._now(before.navigator), before.home
            self.tell(f"“{_short(search.query)}” is not in this story.")
            return
        if before.home is None:
            self.navigator = self.navigator.jumped(before.navigator.offset)
        if search.wrapped:
            self.tell(f"{search.count}, {search.wrapped}")
        self.repaint()
        if self._listed:
            self.do_search_results()

    # From hit to hit

    def do_search_next(self) -> None:
        """Answer `search.next`."""
        self._step(self.take_count() or 1)

    def do_search_previous(self) -> None:
        """Answer `search.previous`."""
        self._step(-(self.take_count() or 1))

    def _step(self, count: int) -> None:
        if self.navigator is None:
            return
        if self.search is None:
            self.recall()
            if self._earlier:
                self._seek(Query(self._earlier[0]), backward=count < 0)
            else:
                self.tell("Nothing has been searched for yet: / searches.")
            return
        self.stand_at(self.search.step(count, _shown(self.navigator)))

    def stand_at(self, search: Search) -> None:
        """Show the hit that a search stands on, as a jump when reading was going on."""
        self.search = search
        if self.navigator is None or search.current is None:
            return
        there = self.navigator.showing(search.current.start)
        if there is not self.navigator and self.home is None:
            there = there.jumped(self.navigator.offset)
        self._notice = ""
        self.look(there)
        if search.wrapped:
            self.tell(f"{search.count}, {search.wrapped}")

    def do_search_end(self) -> None:
        """Answer `search.end`."""
        self.search = None
        if self.home is not None and self.navigator is not None:
            back = self.navigator.back
            left = bool(back) and back[-1] == self.home.offset
            self.look(self.navigator.retrace() if left else self._now(self.home))
            self.tell("Back where you were reading.")
        self.repaint()

    def do_search_word(self) -> None:
        """Answer `search.word`."""
        if self.navigator is None or self._frame is None:
            return
        selected = " ".join((self.get_selected_text() or "").split())
        column, row = self.app.mouse_position
        story = self.opened.story
        offset = pointed_at(story, self._frame, self.navigator.pages, column, row)
        word = word_at(story, offset) if offset is not None else ""
        if selected:
            self._seek(Query(selected))
        elif word and offset is not None:
            start = story.text.rfind(word, 0, offset + len(word))
            self._seek(Query(word, word=True), hit=start)
        else:
            self._open(backward=False, query=Query("", word=True), hint="a word or a name")

    # The list of hits

    def do_search_results(self) -> None:
        """Answer `search.results`."""
        if self.line.typing:
            self._listed = True
            self.line.post_message(SearchLine.Entered())
            return
        search, navigator, home = self.search, self.navigator, self.home
        if search is None or navigator is None:
            return

        def follow(hit: int, rows: int) -> None:
            self._follow(replace(search, at=hit, wrapped=""), self._now(navigator), rows)

        def chosen(hit: int | None) -> None:
            self.navigator, self.home = self._now(navigator), home
            self.search = search
            if hit is None:
                self.repaint()
            else:
                self.stand_at(replace(search, at=hit, wrapped=""))

        screen = ResultsScreen(self.page_theme, search, self.opened.story, self._page_of, follow)
        self.app.push_screen(screen, chosen)

    def _page_of(self, offset: int) -> int:
        assert self.navigator is not None
        return self.navigator.layout.page_of(offset)

    def _follow(self, search: Search, navigator: Navigator, rows: int) -> None:
        """Show a hit in the first rows of the screen, the others being covered."""
        self.search = search
        if search.current is None or self._frame is None:
            return
        there = navigator.showing(search.current.start)
        layout = there.layout
        least = max(1, rows - self._frame.top)
        line = layout.line_of(search.current.start)
        number = layout.page_of(search.current.start)
        top = layout.line_of(max(layout.page_start(number), there.offset))
        if line - top >= least:
            there = replace(there, offset=layout.line(line - least // 2).start)
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
        current, shown = search.current, _shown(navigator)
        if current is not None and not shown.start <= current.start < shown.end:
            search = replace(search, at=None)
        words = f"“{_short(search.query)}” {search.count}"
        folios = (f"{around.folio} · {words}", f"{around.folio} · {search.count}", search.count)
        room = self._frame.span
        return around._replace(folio=next((f for f in folios if width(f) <= room), folios[-1]))


def _shown(navigator: Navigator) -> Range:
    pages = navigator.pages
    return Range(pages[0].start, pages[-1].end)


def _short(query: Query) -> str:
    return clip(safe(query.text), _WORDS_SHOWN)
