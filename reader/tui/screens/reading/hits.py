"""The hits of a search: found, looked at one by one, and listed, with the page following.

The rule: front and back matter that a search unfolded is folded again, unless the reader has gone
on reading there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.reading.moves import stand_at
from reader.reading.reading import Reading
from reader.story import Range
from reader.value import Value

if TYPE_CHECKING:
    from reader.reading.search import Search, Seeker
    from reader.search.find import Matches
    from reader.search.query import Query
    from reader.tui.screens.reading import ReadingScreen


def show_matter(screen: ReadingScreen, *, unfolded: bool) -> None:
    """Show what comes before and after the story, or fold it."""
    screen.reading = screen.reading.with_matter(unfolded=unfolded)
    screen.lay_out()


class LentMatter:
    """Shows the matter when hits in it are to be shown."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._lent = False
        """Whether a search unfolded it, not the reader."""

    def unfold_for(self, matches: Matches) -> None:
        """Unfold the matter if there are hits in it."""
        opened = self._screen.reading.opened
        start, end = opened.story.body
        inside = not matches or (matches[0].start >= start and matches[-1].end <= end)
        if not inside and not opened.unfolded:
            self._lent = True
            show_matter(self._screen, unfolded=True)

    def fold_again(self) -> None:
        """Fold what was unfolded for a search, unless it is being read."""
        reading = self._screen.reading
        if not reading.opened.unfolded:  # the reader unfolded it
            self._lent = False
        start, end = reading.opened.story.body
        places = (reading.shown, reading.place)
        if self._lent and all(start <= one.offset < max(end, start + 1) for one in places):
            self._lent = False
            show_matter(self._screen, unfolded=False)


_PATIENCE = 0.1
"""Seconds that the count waits for the page."""
_AT_ONCE = 300_000
"""Characters of a story that are searched within a frame."""


class Attempt(Value):
    """The state when a search began, and what the search is to do."""

    before: Reading
    backward: bool
    hit: int | None = None
    """Where the requested hit begins; None asks for the nearest."""
    typed: bool = False


class SearchQuestion(Value):
    """What to search the story for."""

    query: Query
    number: int
    """Only the answer to the latest question matters."""
    page: Range
    """From where the nearest hit is looked for."""
    backward: bool


class SearchAnswer(Value):
    """The result of a search in the story, final or preliminary."""

    number: int
    """The number of the question."""
    query: Query
    matches: Matches | None
    whole: bool = True
    """Whether these are all hits."""
    problem: str = ""
    """Why there are none, in words."""


class SearchRunner:
    """Searches the story for one question at a time."""

    def __init__(self, screen: ReadingScreen, take: Callable[[SearchAnswer], object]) -> None:
        """`take` is called with results when the screen has nothing more urgent to do."""
        self._screen = screen
        self._take = take
        self._made: Seeker | None = None

    @property
    def _seeker(self) -> Seeker:
        """The seeker for the story as it is now."""
        if self._made is None:
            from reader.reading.search import Seeker

            self._made = Seeker(self._screen.reading.opened.story)
        return self._made

    def forget(self) -> None:
        """Search another text from now on."""
        self._made = None

    def warm(self) -> None:
        """Do what every first search needs, before there is one."""
        self._screen.run_worker(self._seeker.warm, thread=True, group="warm")

    def stop(self) -> None:
        """Stop searching."""
        self._screen.workers.cancel_group(self._screen, "seek")

    def run(self, asked: SearchQuestion, *, hurried: bool) -> None:
        """Find the hits from the page on, then all; `hurried` when somebody is typing."""
        self.stop()
        seeker, query = self._seeker, asked.query
        near = seeker.at_once(query, asked.page, backward=asked.backward) if hurried else None
        if not near:
            self._begin(partial(self._seek, seeker, asked, first=near is None))
            return
        self._take(SearchAnswer(asked.number, query, near, whole=False))
        seek = partial(self._seek, seeker, asked, first=False)
        self._screen.call_after_refresh(self._begin, seek)

    def _begin(self, seek: Callable[[], None]) -> None:
        self._screen.run_worker(seek, thread=True, exclusive=True, group="seek")

    def _seek(self, seeker: Seeker, asked: SearchQuestion, *, first: bool) -> None:
        """Search the whole story, in a thread; `first` is what is near the page, unless known."""
        from reader.search.query import QueryError, SearchCancelledError

        screen, worker = self._screen, get_current_worker()
        number, query = asked.number, asked.query

        def cancelled() -> bool:
            return worker.is_cancelled

        try:
            if first and len(screen.reading.opened.story.text) > _AT_ONCE and not query.regex:
                near = seeker.near(query, asked.page, asked.backward, cancelled)
                if near:
                    taken = Event()
                    answer = SearchAnswer(number, query, near, whole=False)
                    screen.call_later(self._take_first, answer, taken)
                    taken.wait(_PATIENCE)
            every = seeker.all(query, cancelled)
            screen.call_later(self._take, SearchAnswer(number, query, every))
        except SearchCancelledError:
            return
        except QueryError as error:
            screen.call_later(self._take, SearchAnswer(number, query, None, problem=error.reason))

    def _take_first(self, answer: SearchAnswer, taken: Event) -> None:
        self._take(answer)
        taken.set()


def look_at_hit(screen: ReadingScreen, reading: Reading) -> None:
    """Look at the current hit of a reading's search."""
    screen.notices.clear()
    screen.show(reading)
    if reading.search is not None and reading.search.current is not None:
        tell_wrapped(screen, reading.search)


def tell_wrapped(screen: ReadingScreen, search: Search) -> None:
    """Say so if a search continued at the other end of the story."""
    if search.wrapped:
        screen.tell(f"{search.tally}, {search.wrapped}")


def show_hits(screen: ReadingScreen) -> None:
    """List the hits of the present search, and go to the chosen one."""
    from reader.reading.search import in_first_rows
    from reader.tui.screens.story_places import ResultsScreen

    before = screen.reading
    search = before.search
    if search is None:
        return

    def now(hit: int | None) -> Reading:
        """The reading in which the list was opened, with the search at a hit."""
        at = search if hit is None else search.replace(at=hit, wrapped="")
        return screen.reading.restored(before).replace(search=at)

    def follow(hit: int, rows: int) -> None:
        """Show a hit in the first rows of the screen, as the others are covered."""
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
