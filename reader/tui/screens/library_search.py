"""The search through all stories: results as they come, by story, the first hits of each.

The rule: it is run in a thread with processes of its own. Results are reported as they come, a few
times a second; a cancelled search passes the processes on to the next one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from threading import Lock
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.context import Context
from reader.library.patience import Errand
from reader.paint.page import Row
from reader.paint.themes import Theme
from reader.reading.search import SearchTarget
from reader.search.answers import Searched, SearchEvent, Unreadable
from reader.search.pool import SearchPool
from reader.search.query import Query, QueryError
from reader.shelf.scan import Disks
from reader.shelf.search import SearchableShelf, fill_shelf, reachable, search_shelf
from reader.tui.messages import StoryWanted
from reader.tui.screens.command_screen import CommandScreen, bindings
from reader.tui.screens.found_stories import FoundRow, FoundStories
from reader.tui.screens.history import SearchHistory
from reader.tui.screens.list_panel import ListMoves
from reader.tui.styles import LIBRARY_SEARCH
from reader.tui.widgets.hints import KeyHints
from reader.tui.widgets.lists import VirtualList
from reader.tui.widgets.search_line import SearchLine

_TOLD_EVERY, _LATER_EVERY = 0.1, 0.4
"""Seconds between two reports at first, and once a search has taken a while."""
_WHILE = 1.0


class SearchProgress(Message):
    """What the search has found since the last report."""

    def __init__(
        self,
        number: int,
        stories: SearchableShelf,
        found: Sequence[SearchEvent],
        progress: Searched,
        *,
        problem: str = "",
        done: bool = False,
    ) -> None:
        super().__init__()
        self.number = number
        """The number of the search; only the latest matters."""
        self.stories = stories
        self.found = found
        self.progress = progress
        self.problem = problem
        self.done = done


class LibraryRun:
    """Runs the searches of a screen, one at a time; only the latest matters."""

    def __init__(self, screen: LibrarySearchScreen) -> None:
        self._screen = screen
        self._pool: SearchPool | None = None
        self._left = False
        self._turn = Lock()
        """The search that has the processes: one passes them on to the next."""
        self._disks = Disks()
        self._number = 0
        self._waiting = False
        """Whether a report is still to be shown: what is found meanwhile waits for the next one."""

    def stand_ready(self) -> None:
        """Have processes ready by the time the words are typed."""
        self._screen.run_worker(self._make_pool, thread=True, group="pool")

    def _make_pool(self) -> None:
        with self._turn:
            if not self._left:
                self._pool = SearchPool()

    def close(self) -> None:
        """End all processes that were started, once the search that has them gives them up."""
        self._screen.workers.cancel_node(self._screen)
        self._left = True
        Errand(self._end_pool)  # no key waits for a disk that does not answer

    def _end_pool(self) -> None:
        with self._turn:
            if self._pool is not None:
                self._pool.close()

    def begin(self, query: Query) -> None:
        """Search; whatever was running is cancelled."""
        self._number += 1
        self._waiting = False
        work = partial(self._search, query, self._number)
        self._screen.run_worker(work, thread=True, exclusive=True, group="search")

    def stop(self) -> None:
        """Stop searching."""
        self._screen.workers.cancel_group(self._screen, "search")

    def takes(self, progress: SearchProgress) -> bool:
        """Whether this report, which waits no longer, is from the latest search."""
        self._waiting = False
        return progress.number == self._number

    def _search(self, query: Query, number: int) -> None:
        worker = get_current_worker()
        with self._turn:
            if not worker.is_cancelled:
                stories = self._run(query, number, worker)
                for _ in fill_shelf(stories, self._pool, lambda: worker.is_cancelled):
                    """The next search will not need to read any story."""

    def _run(self, query: Query, number: int, worker: Worker[Any]) -> SearchableShelf:
        stories = reachable(self._screen.context, self._disks, lambda: worker.is_cancelled)
        tell = partial(SearchProgress, number, stories)
        progress, last = Searched(0, len(stories.targets)), 0.0
        lively = time.monotonic() + _WHILE
        fresh: list[SearchEvent] = []
        problem = ""
        try:
            for answer in search_shelf(
                stories, query, pool=self._pool, cancelled=lambda: worker.is_cancelled
            ):
                if not isinstance(answer, Searched):
                    fresh.append(answer)
                    continue
                progress = answer
                now = time.monotonic()
                pause = _TOLD_EVERY if now < lively else _LATER_EVERY
                if now - last >= pause and not self._waiting:
                    self._waiting = True
                    self._screen.post_message(tell(fresh, progress))
                    fresh, last = [], now
        except QueryError as error:
            problem = error.reason
        self._screen.post_message(tell(fresh, progress, problem=problem, done=True))
        return stories


_LOW_BELOW = 12
_CHAPTERS_FROM = 60
_BESIDE_TITLE = 2
"""Cells of the margins of the title."""
_TYPING = "Enter search · {list.close} close"


class LibrarySearchScreen(CommandScreen):
    """Searches every story of the library."""

    DEFAULT_CSS = LIBRARY_SEARCH
    SCOPED_CSS = False
    PARTS = (ListMoves,)
    PLACES = (Place.FOUND, Place.LIST, Place.LINE)
    BINDINGS = bindings(Place.FOUND, Place.LIST, Place.LINE, Place.ANYWHERE)

    def __init__(self, context: Context, theme: Theme) -> None:
        super().__init__(theme)
        self.context = context
        self.list_view = VirtualList[FoundRow](self.draw, theme)
        self._history = SearchHistory(context)
        self._found = FoundStories()
        self._run = LibraryRun(self)

    def compose(self) -> ComposeResult:
        """Title, line, results, hints."""
        yield Static(id="title")
        yield SearchLine(("kana", "matter"))
        yield self.list_view
        yield KeyHints(id="hints")

    @property
    def line(self) -> SearchLine:
        """The search line."""
        return self.query_one(SearchLine)

    @on(events.Mount)
    def _begin(self) -> None:
        """Ask for the words."""
        self._history.recall()
        self.line.open(self._sign, Query(""), "words of any story")
        self._show()
        self._run.stand_ready()

    @on(events.Unmount)
    def _end(self) -> None:
        self._run.close()

    @on(events.Resize)
    def _fit(self) -> None:
        """Leave out everything but the list if there are few rows."""
        low = self.app.size.height < _LOW_BELOW
        self.set_class(low, "-low")
        self.line.set_class(low, "-low")
        self._show_title()

    @property
    def _typing(self) -> bool:
        return self.focused is not self.list_view

    @property
    def _sign(self) -> str:
        return "Search for: " if self.app.size.width >= _CHAPTERS_FROM else "/"

    # The search

    @on(SearchLine.Entered)
    def _enter(self, event: SearchLine.Entered) -> None:
        event.stop()
        query = self.line.query_typed
        if not query.text:
            return
        self._history.note(query.text)
        self._history.recall()
        self._found.begin(query)
        self.set_focus(self.list_view)
        self._show()
        self.list_view.go(0)
        self._run.begin(query)

    @on(SearchLine.Cancelled)
    def _cancel(self, event: SearchLine.Cancelled) -> None:
        """Back to the results, or away if there are none."""
        event.stop()
        if self._found.searching or not self.list_view.items:
            self.leave()
        else:
            self._to_results()

    def _to_results(self) -> None:
        self.set_focus(self.list_view)
        self._show()

    @on(SearchProgress)
    def _take(self, event: SearchProgress) -> None:
        """Show new results."""
        if not self._run.takes(event) or not self._found.searching:
            return
        self._found.take(event.stories, event.found, event.progress)
        if event.done:
            self._found.end(event.progress, event.problem)
        self._show()

    # The results

    def _show(self) -> None:
        rows = self._found.rows()
        # Until the reader has moved, the best is on top and current.
        at = rows.place_of(self.list_view.current) if self.list_view.at else 0
        self.list_view.fill(rows, at, self.page_theme)
        self._show_title()
        hints = _TYPING if self._typing else self._found.hints
        self.query_one(KeyHints).show(self.keyed(hints))

    def _show_title(self) -> None:
        title = self._found.title(self.app.size.width - _BESIDE_TITLE)
        self.query_one("#title", Static).update(Content(title))

    def repaint(self) -> None:
        """Paint in the theme as it is now."""
        self._show()

    def draw(self, item: FoundRow, columns: int) -> Sequence[Row]:
        """A story and its count, a hit in its sentence, or why a story cannot be read."""
        return [item.drawn(columns)]

    def choose(self, item: FoundRow) -> None:
        """Open the story at the hit, with the search active; a title stands for its first hit."""
        if isinstance(item.story, Unreadable):
            self.notify(safe(item.story.reason), severity="warning", markup=False)
            return
        hit = item.hit or item.story.hits[0]
        self.post_message(StoryWanted(item.story.path, SearchTarget(self._found.query, hit.start)))

    # The commands

    @on(VirtualList.Chosen)
    def _choose_current(self, event: VirtualList.Chosen) -> None:
        """A click chooses like Enter."""
        event.stop()
        self.part(ListMoves).choose()

    @command("match.case", "match.word", "match.exact", "match.regex", "match.kana", "match.matter")
    def flip(self, command_id: str) -> None:
        """Toggle a switch of the search."""
        self.line.flip(command_id.removeprefix("match."))

    @command("search.earlier")
    def leaf_back(self) -> None:
        """Go back through earlier searches; in the results, up."""
        if self._typing:
            self._history.leaf(self.line, 1)
        else:
            self.part(ListMoves).up()

    @command("search.later")
    def leaf_on(self) -> None:
        """Go forward through earlier searches, after the latest to the results; in these, down."""
        if not self._typing:
            self.part(ListMoves).down()
        elif not self._history.leafing and self.list_view.items:
            self._to_results()
        else:
            self._history.leaf(self.line, -1)

    @command("list.close")
    def leave(self) -> None:
        """Leave first the running search, then the screen."""
        if self._found.searching:
            self._run.stop()
            self._found.stop()
            self._to_results()
        else:
            self.dismiss(None)

    @command("found.edit")
    def edit(self) -> None:
        """Edit the words."""
        self.line.open(self._sign, self.line.query_typed)
        self._show()

    @command("found.order")
    def order(self) -> None:
        """Use the next order."""
        self._found.take_next_order()
        self._show()
