"""The search of the reading screen: typed in a line over the last rows, and shown on the page.

The rule: nothing waits for a search, and a search only looks: the place stays where the reader
was reading until a page is turned.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.geometry import Size

from reader.cleaning import safe
from reader.commands.command import command
from reader.reading.moves import found, settled, step
from reader.reading.navigator import Navigator, alike
from reader.reading.reading import page_of
from reader.reading.view import frame_for
from reader.tui.screens.history import SearchHistory
from reader.tui.screens.reading.hits import (
    Attempt,
    LentMatter,
    SearchAnswer,
    SearchQuestion,
    SearchRunner,
    look_at_hit,
    show_hits,
    tell_wrapped,
)

if TYPE_CHECKING:
    from reader.reading.search import Search, SearchTarget
    from reader.search.find import Matches
    from reader.search.query import Query
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.widgets.search_line import SearchLine


class SearchPanel:
    """Lets searches be typed, and runs them."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._history = SearchHistory(screen.context)
        self._line: SearchLine | None = None
        self._runner = SearchRunner(screen, self._take)
        self._matter = screen.part(LentMatter)
        self._attempt: Attempt | None = None
        self._number = 0
        self._entered = False
        """Whether a search was entered whose answer is still to come."""
        self._wrong = False
        """Whether the typed text cannot be searched for."""
        self._steps = 0
        """How many hits to go on as soon as they are known."""
        self._listed = False
        """Whether to list the hits as soon as they are known."""
        self._unasked: tuple[Query, int] | None = None
        """What to search for as soon as every page can be shown."""
        self.target: SearchTarget | None = None
        """The hit with which the story is opened."""

    # The line

    @property
    def _line_now(self) -> SearchLine:
        """The search line, over the last rows; made when first asked for."""
        if self._line is None:
            from reader.reading.search import switches_of
            from reader.tui.widgets.search_line import SearchLine

            story = self._screen.reading.opened.story
            self._line = SearchLine(switches_of(story), self._take_typed)
            self._screen.mount(self._line)
        return self._line

    @property
    def typing(self) -> bool:
        """Whether a search is being typed."""
        return self._line is not None and self._line.typing

    def fit(self, size: Size) -> None:
        """The line takes a second row if that covers no text."""
        if self._line is not None:
            settings = self._screen.context.settings
            frame = frame_for(settings, size.width, size.height)
            self._line.set_class(frame.rows - frame.top - frame.lines < 2, "-low")

    def _say(self, status: str) -> None:
        """Say what was found, or what is wrong, while somebody is typing."""
        if self._line is not None:
            self._line.show_status(status)

    @command("search", "search.backward")
    def open(self, command_id: str) -> None:
        """Open the search line; Esc restores what is shown now."""
        from reader.search.query import Query

        self.open_with(Query(""), backward=command_id == "search.backward")

    def open_with(self, query: Query, hint: str = "", *, backward: bool = False) -> None:
        """Open the search line with a query; the hint is shown in an empty line."""
        screen = self._screen
        self._begin(backward, typed=True)
        screen.notices.clear()
        screen.typed.digits = ""
        self._history.recall()
        self._line_now.open("?" if backward else "/", query, hint)
        self.fit(screen.size)
        self._runner.warm()

    @command("match.case", "match.word", "match.exact", "match.regex", "match.kana", "match.matter")
    def flip(self, command_id: str) -> None:
        """Toggle a switch."""
        self._line_now.flip(command_id.removeprefix("match."))

    @command("search.earlier", "search.later")
    def leaf(self, command_id: str) -> None:
        """Go through earlier searches."""
        self._history.leaf(self._line_now, 1 if command_id == "search.earlier" else -1)

    def _take_typed(self) -> None:
        """Search as it is typed."""
        self._number += 1
        self._wrong = False
        query = self._line_now.query_typed
        if query.text:
            self._ask_for(query, self._number)
            return
        self._runner.stop()
        self._line_now.show_status("")
        self._screen.reading = self._screen.reading.replace(search=None)
        self._restore()

    def enter(self) -> None:
        """Stay at the hit; an empty line repeats the last search."""
        if self._attempt is None or self._wrong:
            return
        if not self._line_now.query_typed.text:
            if not self._history.earlier:
                self.cancel()
                return
            self._line_now.fill(self._history.earlier[0])
            self._take_typed()
        self._entered = True
        self._close()
        search = self._screen.reading.search
        if search is not None and search.whole and search.query == self._line_now.query_typed:
            self._settle(search)

    def cancel(self) -> None:
        """Return to exactly where the reader was."""
        self._runner.stop()
        self._number += 1
        before = self._attempt.before.search if self._attempt else None
        self._screen.reading = self._screen.reading.replace(search=before)
        self._close()
        self._restore()
        self._attempt = None

    def _close(self) -> None:
        self._line_now.close()
        self._screen.set_focus(self._screen.page_view)

    # Searching

    def _begin(self, backward: bool, hit: int | None = None, *, typed: bool = False) -> None:
        """Remember the state before a search."""
        self._attempt = Attempt(self._screen.reading, backward, hit, typed)
        self._entered = self._wrong = self._listed = False
        self._steps = 0
        self._number += 1

    def _restore(self) -> None:
        """Restore what was shown when the search began."""
        screen = self._screen
        if self._attempt is not None:
            screen.reading = screen.reading.restored(self._attempt.before)
        self._matter.fold_again()
        screen.repaint()

    def seek(self, query: Query, *, backward: bool = False, hit: int | None = None) -> None:
        """Search for something without typing it."""
        self._begin(backward, hit)
        self._entered = True
        self._ask_for(query, self._number)
        if hit is not None:
            reading = self._screen.reading
            self._screen.show(reading.look(reading.shown.showing(hit)))

    def _ask_for(self, query: Query, number: int) -> None:
        """Search the story; answers to earlier questions no longer matter."""
        attempt, shown = self._attempt, self._screen.reading.shown
        if attempt is None:
            return
        if not shown.layout.whole:
            self._unasked = query, number
            self._say("reading on…")
            return
        page = page_of(alike(attempt.before.shown, shown))
        self._runner.run(
            SearchQuestion(query, number, page, attempt.backward), hurried=attempt.typed
        )

    def _take(self, answer: SearchAnswer) -> None:
        """Show the nearest hit and how many there are."""
        if answer.number == self._number:
            if answer.matches is None:
                self._fail(answer.problem)
            else:
                self._show(answer, answer.matches)

    def _show(self, answer: SearchAnswer, matches: Matches) -> None:
        from reader.reading.search import Search

        screen, attempt = self._screen, self._attempt
        self._matter.unfold_for(matches)
        search = Search(answer.query, matches, whole=answer.whole)
        if attempt is None:
            screen.show(screen.reading.replace(search=search))
            return
        search = search.replace(backward=attempt.backward)
        if attempt.hit is None:
            search = search.at_page(page_of(alike(attempt.before.shown, screen.reading.shown)))
        else:
            search = search.at_hit(attempt.hit)
        screen.show(found(screen.reading, search, attempt.before))
        self._say(f"{search.tally}, wrapped" if search.wrapped else search.tally)
        if search.whole and self._entered:
            self._settle(search)

    def _fail(self, problem: str) -> None:
        """Say what is wrong with the query; the typed text stays open for another try."""
        screen, attempt = self._screen, self._attempt
        screen.reading = screen.reading.replace(search=None)
        self._wrong = True
        self._restore()
        problem = safe(problem[:1].upper() + problem[1:])
        if attempt is None or not attempt.typed:
            self._attempt, self._entered = None, False
            screen.tell(problem)
            return
        if self._entered:
            self._entered = False
            self._line_now.reopen()
        self._say(problem)

    def _settle(self, search: Search) -> None:
        """The search is finished: its place is a jump, and still only a look."""
        screen, attempt = self._screen, self._attempt
        if attempt is None:
            return
        self._attempt, self._entered = None, False
        self._history.note(search.query.text)
        if search.current is None:
            screen.reading = screen.reading.replace(search=attempt.before.search)
            self._matter.fold_again()
            from reader.reading.search import words_of

            screen.tell(f"“{words_of(search.query)}” is not in this story.")
            return
        screen.reading = settled(screen.reading, attempt.before)
        if self._steps:
            self._step(self._steps)
        else:
            tell_wrapped(screen, search)
        screen.repaint()
        if self._listed:
            show_hits(screen)

    # What happens meanwhile

    def stay_here(self) -> None:
        """If a page is turned while an answer is still to come, the reader stays there."""
        if self._entered:
            self._attempt, self._entered = None, False

    def _seek_target(self) -> None:
        target, self.target = self.target, None
        if target is not None and not self._screen.reading.turned:
            self.seek(target.query, hit=target.start)

    def begin_anew(self) -> None:
        """Search another text from now on; the hits in the old one are dropped."""
        self._runner.stop()
        self._number += 1
        self._attempt = None
        self._entered = self._wrong = False
        self._search_anew()
        if self._line is not None and self._line.display:
            self._close()

    def take_whole(self, carried: Callable[[Navigator], Navigator] | None) -> None:
        """Search the whole story for what was searched for in an excerpt."""
        if carried is not None:
            self._search_anew()
            if self._attempt is not None:
                before = self._attempt.before.carried(carried)
                self._attempt = self._attempt.replace(before=before)

    def ask_again(self) -> None:
        """All pages are laid out: answer what was asked before, or show the wanted hit."""
        asked, self._unasked = self._unasked, None
        if asked is not None and asked[1] == self._number:
            self._ask_for(*asked)
        else:
            self._seek_target()

    def _search_anew(self) -> None:
        self._runner.forget()
        if self._line is not None:
            from reader.reading.search import switches_of

            self._line.offer(switches_of(self._screen.reading.opened.story))

    # From hit to hit

    @command("search.next", "search.previous")
    def go_on(self, command_id: str) -> None:
        """Go to the next hit or the previous one, or repeat the last search."""
        screen = self._screen
        count = (screen.typed.take() or 1) * (1 if command_id == "search.next" else -1)
        if screen.reading.search is not None or self._entered:
            self._step(count)
            return
        self._history.recall()
        if self._history.earlier:
            from reader.search.query import Query

            self.seek(Query(self._history.earlier[0]), backward=count < 0)
        else:
            screen.tell(screen.keyed("No search yet: {search} searches."))

    def _step(self, count: int) -> None:
        """Go that many hits on, now or as soon as they are known."""
        if self._entered:
            self._steps += count
        else:
            look_at_hit(self._screen, step(self._screen.reading, count))

    def list_when_known(self) -> None:
        """Finish typing, and list the hits as soon as they are known."""
        self._listed = True
        self._line_now.enter()
