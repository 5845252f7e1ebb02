"""The answers to searches on the reading screen: from a worker to the page.

The rule: nothing waits for a search, and a search only looks: the place stays where the reader was
reading until a page is turned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.cleaning import safe
from reader.context import Context
from reader.paint.themes import Theme
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory
from reader.reading.scroll import alike
from reader.reading.view import FirstPage
from reader.story import Range
from reader.tui.messages import Answered
from reader.tui.screens.reading.lining import Lining
from reader.tui.screens.reading.running import Running
from reader.tui.screens.reading.unfolding import Unfolding
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.reading.search import Search, SearchTarget, Seeker
    from reader.search.query import Query

_WORDS_SHOWN = 24


class Before(NamedTuple):
    """How things stood when a search began, and what it is to do."""

    navigator: Navigator
    home: Navigator | None
    search: Search | None
    backward: bool
    hit: int | None = None
    """Where the hit begins that is asked for; None asks for the nearest."""
    typed: bool = False


class Answering(Lining, Unfolding, Running):
    """Runs searches and shows their hits."""

    def __init__(
        self,
        context: Context,
        opened: OpenStory,
        theme: Theme,
        first: FirstPage | None = None,
        sought: SearchTarget | None = None,
    ) -> None:
        super().__init__(context, opened, theme, first)
        self.search: Search | None = None
        """The search that stands; its hits are shown."""
        self._sought = sought
        self._seeker: Seeker | None = None
        self._number = 0
        self._before: Before | None = None
        self._entered = False
        self._wrong = False
        self._steps = 0
        self._unasked: tuple[Query, int] | None = None
        """What is to be searched for as soon as every page can be shown."""
        self.listed = False
        """Whether the list of hits is wanted as soon as they are known."""

    @property
    def seeker(self) -> Seeker:
        """Answers searches of the story as it is now."""
        if self._seeker is None:
            from reader.reading.search import Seeker

            self._seeker = Seeker(self.opened.story)
        return self._seeker

    def completed(self) -> None:
        """What is being searched for is searched for in the whole story."""
        from reader.reading.complete import put_in_place

        super().completed()
        self._search_anew()
        before = self._before
        if before is not None and self.navigator is not None:
            story, layout = self.opened.story, self.navigator.layout
            self._before = before._replace(
                navigator=put_in_place(before.navigator, story, layout),
                home=before.home and put_in_place(before.home, story, layout),
            )

    def counted(self) -> None:
        """What was asked meanwhile is answered now."""
        super().counted()
        asked, self._unasked = self._unasked, None
        if asked is not None and asked[1] == self._number:
            self.ask_for(*asked)
        else:
            self._seek_sought()

    def begun(self) -> None:
        """Show the hit that the story is opened with."""
        super().begun()
        if self.opened.rest is None:
            self._seek_sought()

    def _seek_sought(self) -> None:
        sought, self._sought = self._sought, None
        if sought is not None and not self.moved:
            self.seek(sought.query, hit=sought.start)

    def renewed(self) -> None:
        """Search the new text from now on; the hits of the old one are none of it."""
        super().renewed()
        self.workers.cancel_group(self, "seek")
        self._number += 1
        self.search = self._before = None
        self._entered = self._wrong = False
        self._search_anew()

    def _search_anew(self) -> None:
        """Have the text searched that there is now."""
        self._seeker = None
        self.offer_switches()

    @property
    def awaited(self) -> bool:
        """Whether a search was given whose answer is still to come."""
        return self._entered

    def begin(self, backward: bool, hit: int | None = None, *, typed: bool = False) -> None:
        """Remember how things stand before a search."""
        assert self.navigator is not None
        self._before = Before(self.navigator, self.home, self.search, backward, hit, typed)
        self._entered = self._wrong = self.listed = False
        self._steps = 0
        self._number += 1

    def restore(self) -> None:
        """Show what was shown when the search began."""
        if self._before is not None:
            self.navigator = self.now(self._before.navigator)
            self.home = self._before.home
        self.fold_again()
        self.repaint()

    def now(self, navigator: Navigator) -> Navigator:
        """The same place in the pages as they are set now."""
        assert self.navigator is not None
        return alike(navigator, self.navigator)

    def seek(self, query: Query, *, backward: bool = False, hit: int | None = None) -> None:
        """Search for something that is not typed."""
        if self.navigator is None:
            return
        self.begin(backward, hit)
        self._entered = True
        self.ask_for(query, self._number)
        if hit is not None:
            self.look(self.navigator.showing(hit))

    def ask_for(self, query: Query, number: int) -> None:
        """Have the story searched; an answer to an earlier number is of no interest any more."""
        before = self._before
        assert before is not None
        assert self.navigator is not None
        if not self.navigator.layout.whole:
            self._unasked = query, number
            self.say_in_line("reading on…")
            return
        page = shown(self.now(before.navigator))
        self.search_story(query, number, page, backward=before.backward, hurried=before.typed)

    def on_answered(self, event: Answered) -> None:
        """Show the nearest hit and how many there are."""
        self._take_answer(event)
        event.taken.set()

    def _take_answer(self, event: Answered) -> None:
        from reader.reading.search import Search

        before = self._before
        if event.number != self._number:
            return
        if event.matches is None:
            self._fail(event.problem)
            return
        self.unfold_for(event.matches)
        if before is None:
            self.search = Search(event.query, event.matches, whole=event.whole)
            self.repaint()
            return
        search = Search(event.query, event.matches, backward=before.backward, whole=event.whole)
        origin = self.now(before.navigator)
        search = search.at_page(shown(origin)) if before.hit is None else search.at_hit(before.hit)
        stands = self.search is not None and search.at_same_place(self.search)
        self.search = search
        if not stands:
            self.navigator, self.home = origin, before.home
            if search.current is None:
                self.repaint()
            else:
                self.look(origin.showing(search.current.start))
        self.say_in_line(f"{search.tally}, wrapped" if search.wrapped else search.tally)
        if search.whole and self._entered:
            self.settle(search)

    def _fail(self, problem: str) -> None:
        """Say what is wrong with the query; what is typed stays open for another try."""
        before = self._before
        self.search, self._wrong = None, True
        self.restore()
        problem = safe(problem[:1].upper() + problem[1:])
        if before is None or not before.typed:
            self._before, self._entered = None, False
            self.tell(problem)
            return
        if self._entered:
            self._entered = False
            self.line.reopen()
        self.say_in_line(problem)

    def settle(self, search: Search) -> None:
        """The search stands: its place is a jump, and no more than a look."""
        before, self._before = self._before, None
        assert before is not None
        assert self.navigator is not None
        self._entered = False
        self.note(search.query.text)
        if search.current is None:
            self.search = before.search
            self.fold_again()
            self.tell(f"“{short(search.query)}” is not in this story.")
            return
        if before.home is None:
            self.navigator = self.navigator.jumped(before.navigator.offset)
        if self._steps:
            self.step(self._steps)
        elif search.wrapped:
            self.tell(f"{search.tally}, {search.wrapped}")
        self.repaint()
        if self.listed:
            self.list_hits()

    def go(self, navigator: Navigator | None) -> None:
        """Who turns a page while an answer is still to come stays there."""
        if self._entered:
            self._before, self._entered = None, False
        super().go(navigator)

    def step(self, count: int) -> None:
        """Go so many hits on, at once or as soon as they are known."""
        if self._entered:
            self._steps += count
        elif self.search is not None and self.navigator is not None:
            self.stand_at(self.search.step(count, shown(self.navigator)))

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
            self.tell(f"{search.tally}, {search.wrapped}")

    def list_hits(self) -> None:
        """Show the list of all hits."""


def shown(navigator: Navigator) -> Range:
    """The part of the text that is shown."""
    pages = navigator.pages
    return Range(pages[0].start, pages[-1].end)


def short(query: Query) -> str:
    """The words of a query, cut for a sentence."""
    return clip(safe(query.text), _WORDS_SHOWN)
