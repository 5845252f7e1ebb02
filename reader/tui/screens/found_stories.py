"""What a search through all stories has found so far: its rows, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning import safe
from reader.search.answers import Searched, StoryHits, Unreadable
from reader.search.query import Query
from reader.shelf.search import Order, SearchableShelf, ordered
from reader.tui.screens.found_row import FoundRow
from reader.typeset.cells import clip

_WORDS_MOST = 30


class FoundStories:
    """Stories with hits, and those that cannot be read."""

    def __init__(self) -> None:
        self.query = Query("")
        """What was asked for last."""
        self.searching = False
        self.order = Order.RELEVANCE
        self.status = ""
        """How far the search is, or what came of it."""
        self._shelf = SearchableShelf()
        self._found: list[StoryHits] = []
        self._unreadable: list[Unreadable] = []

    def begin(self, query: Query) -> None:
        """Another search begins; nothing is found yet."""
        self.query, self.searching = query, True
        self._found, self._unreadable = [], []
        self.status = "searching…"

    def stop(self) -> None:
        """What was found so far stays."""
        self.searching = False
        self.status = self.status.replace("searching…", "stopped at")

    def take(
        self, shelf: SearchableShelf, found: Sequence[StoryHits | Unreadable], progress: Searched
    ) -> None:
        """Add what has come while the search goes on."""
        self._shelf = shelf
        self._found += [one for one in found if isinstance(one, StoryHits)]
        self._unreadable += [one for one in found if isinstance(one, Unreadable)]
        self.status = f"searching… {progress.done:,} of {progress.total:,} stories"

    def end(self, progress: Searched, problem: str) -> None:
        """The search is over; `problem` is why there was none, in words."""
        self.searching = False
        searched = progress.total - len(self._unreadable)
        if problem:
            self.status = safe(problem[:1].upper() + problem[1:])
        elif self._found:
            self.status = f"{searched:,} stor{'y' if searched == 1 else 'ies'} searched"
        else:
            self.status = f"“{clip(safe(self.query.text), _WORDS_MOST)}” is in none of {searched:,}"

    def take_next_order(self) -> None:
        """Order the stories another way."""
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]

    def rows(self) -> list[FoundRow]:
        """Each story with its first hits, then what cannot be read."""
        rows: list[FoundRow] = []
        for story in ordered(self._found, self.order, self._shelf):
            rows.append(FoundRow(story))
            rows += [FoundRow(story, hit) for hit in story.hits]
        return rows + [FoundRow(one) for one in self._unreadable]

    @property
    def title(self) -> str:
        """What is searched, how far that is, and how much was found."""
        hits = sum(story.total for story in self._found)
        count = f"{hits:,} hit{'' if hits == 1 else 's'} in {len(self._found):,}"
        parts = ["All stories", self.status, count if self._found else ""]
        return " · ".join(filter(None, parts))

    @property
    def hints(self) -> str:
        """What can be done now."""
        way_out = "Esc stops" if self.searching else "q closes"
        return f"Enter opens   / other words   o orders by {self.order}   {way_out}"
