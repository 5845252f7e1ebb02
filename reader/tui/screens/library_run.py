"""A search through all stories, run in a thread with processes of its own.

The rule: what is found is told as it comes, a few times a second; a search that is given up hands
the processes to the next one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.worker import Worker, get_current_worker

from reader.search.answers import Searched, StoryHits, Unreadable
from reader.search.pool import SearchPool
from reader.search.query import Query, QueryError
from reader.shelf.search import SearchableShelf, fill_shelf, search_shelf, searchable

if TYPE_CHECKING:
    from reader.tui.screens.library_search import LibrarySearchScreen

_TOLD_EVERY = 0.1


class SearchProgress(Message):
    """What the search has found since it was last told of."""

    def __init__(
        self,
        number: int,
        stories: SearchableShelf,
        found: Sequence[StoryHits | Unreadable],
        progress: Searched,
        *,
        problem: str = "",
        done: bool = False,
    ) -> None:
        super().__init__()
        self.number = number
        """Of the search; only the latest is of interest."""
        self.stories = stories
        self.found = found
        self.progress = progress
        self.problem = problem
        self.done = done


class LibraryRun:
    """Runs the searches of a screen, one at a time; the latest is of interest."""

    def __init__(self, screen: LibrarySearchScreen) -> None:
        self._screen = screen
        self._pool: SearchPool | None = None
        self._left = False
        self._turn = Lock()
        """Whose the processes are: one search gives them to the next."""
        self._number = 0

    def stand_ready(self) -> None:
        """Have processes at hand by the time the words are typed."""
        self._screen.run_worker(self._make_pool, thread=True, group="pool")

    def _make_pool(self) -> None:
        with self._turn:
            if not self._left:
                self._pool = SearchPool()

    def close(self) -> None:
        """End all processes that were started."""
        self._screen.workers.cancel_node(self._screen)
        with self._turn:
            self._left = True
            if self._pool is not None:
                self._pool.close()

    def begin(self, query: Query) -> None:
        """Search; whatever was running is given up."""
        self._number += 1
        work = partial(self._search, query, self._number)
        self._screen.run_worker(work, thread=True, exclusive=True, group="search")

    def stop(self) -> None:
        """Search no more."""
        self._screen.workers.cancel_group(self._screen, "search")

    def is_latest(self, progress: SearchProgress) -> bool:
        """Whether it is the latest search that this tells of."""
        return progress.number == self._number

    def _search(self, query: Query, number: int) -> None:
        worker = get_current_worker()
        with self._turn:
            if not worker.is_cancelled:
                stories = self._run(query, number, worker)
                for _ in fill_shelf(stories, self._pool, lambda: worker.is_cancelled):
                    """The next search will read no story."""

    def _run(self, query: Query, number: int, worker: Worker[Any]) -> SearchableShelf:
        stories = searchable(self._screen.context)
        tell = partial(SearchProgress, number, stories)
        progress, last = Searched(0, len(stories.targets)), 0.0
        fresh: list[StoryHits | Unreadable] = []
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
                if now - last >= _TOLD_EVERY:
                    self._screen.post_message(tell(fresh, progress))
                    fresh, last = [], now
        except QueryError as error:
            problem = error.reason
        self._screen.post_message(tell(fresh, progress, problem=problem, done=True))
        return stories
