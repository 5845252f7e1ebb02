"""A search of the story set going: near the page at once, all through the story in a worker.

The rule: what the reader sees comes first. Threads disturb each other, so the count of all hits
begins when the page with the first of them has been painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from reader.story import Range
from reader.tui.messages import Answered
from reader.tui.screens.reading.base import Feature

if TYPE_CHECKING:
    from reader.reading.search import Seeker
    from reader.search.query import Query

_PATIENCE = 0.1
"""Seconds that the count waits for the page."""
_AT_ONCE = 300_000
"""Characters of a story that are searched within a frame."""


class Running(Feature):
    """Has the story searched; what is found comes as `Answered`."""

    @property
    def seeker(self) -> Seeker:
        """Answers searches of the story as it is now."""
        raise NotImplementedError

    def on_answered(self, event: Answered) -> None:
        """Take what was found."""

    def search_story(
        self, query: Query, number: int, page: Range, *, backward: bool, hurried: bool
    ) -> None:
        """Find the hits from the page on, then all; `hurried` when somebody is typing."""
        self.workers.cancel_group(self, "seek")
        seeker = self.seeker
        near = seeker.at_once(query, page, backward=backward) if hurried else None
        if not near:
            self._seek(seeker, query, number, page, backward, near is None)
            return
        self.on_answered(Answered(number, query, near, whole=False))
        self.call_after_refresh(self._seek, seeker, query, number, page, backward, False)

    @work(thread=True, exclusive=True, group="seek")
    def _seek(
        self, seeker: Seeker, query: Query, number: int, page: Range, backward: bool, first: bool
    ) -> None:
        """Search the whole story; `first` says that what is near the page is not known yet."""
        from reader.search.query import QueryError, SearchCancelledError

        worker = get_current_worker()

        def cancelled() -> bool:
            return worker.is_cancelled

        try:
            if first and len(self.opened.story.text) > _AT_ONCE and not query.regex:
                near = seeker.near(query, page, backward, cancelled)
                if near:
                    answer = Answered(number, query, near, whole=False)
                    self.post_message(answer)
                    answer.taken.wait(_PATIENCE)
            every = seeker.all(query, cancelled)
            self.post_message(Answered(number, query, every, whole=True))
        except SearchCancelledError:
            return
        except QueryError as error:
            self.post_message(Answered(number, query, None, whole=True, problem=error.reason))
