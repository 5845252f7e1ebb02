"""What a search through all stories has found so far: its rows, and what is said about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import overload

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.search.answers import (
    Hit,
    Searched,
    SearchEvent,
    Snippet,
    StoryHits,
    Unindexed,
    Unreadable,
    narrowed,
)
from reader.search.query import Query
from reader.shelf.scan import told_unreached
from reader.shelf.search import Order, SearchableShelf, ordered
from reader.story import percent, quantity
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_CHAPTER_MOST = 20
_CHAPTERS_FROM = 60
_SHARES_FROM = 30
_HINTS = "{list.choose} open · {found.edit} edit search · {found.order} sort"


class FoundRow(NamedTuple):
    """One row: a story, one of its hits, or a story that cannot be read."""

    story: StoryHits | Unreadable
    hit: Hit | None = None
    more: int = 0
    """How many further hits of the story are not listed."""

    def drawn(self, columns: int) -> Row:
        """A story and its count, a hit in its sentence, or why a story cannot be read."""
        if isinstance(self.story, Unreadable):
            text = f"{safe(self.story.title)}: {safe(self.story.reason)}"
            return [Run(clip("Not searched: " + text, columns), (Role.QUIET,))]
        if self.hit is None:
            count = f" · {self.story.total:,}"
            title = clip(safe(self.story.title), max(1, columns - len(count)))
            return [Run(title, (Role.TITLE,)), Run(count, (Role.QUIET,))]
        if self.more:
            told = f"  … {self.more:,} more: Enter, then n, goes through them"
            return [Run(clip(told, columns), (Role.QUIET,))]
        return _draw_hit(self.hit, columns)


def _draw_hit(hit: Hit, columns: int) -> Row:
    place = f"  {percent(hit.progression):>5}  " if columns >= _SHARES_FROM else " "
    if columns >= _CHAPTERS_FROM and hit.chapter:
        place += f"{clip(safe(hit.chapter), _CHAPTER_MOST)}  "
    room = max(1, columns - width(place))
    shown = Snippet(safe(hit.before), safe(hit.match), safe(hit.after))
    if sum(map(width, shown)) > room:
        shown = narrowed(shown, room)
    if sum(map(width, shown)) > room:  # wide characters
        shown = narrowed(shown, max(1, room // 2))
    before, words, after = shown
    return [
        Run(place, (Role.QUIET,)),
        Run(before, (Role.TEXT,)),
        Run(words, (Role.MARKED, Role.STRONG)),
        Run(after, (Role.TEXT,)),
    ]


class FoundRows(Sequence[FoundRow]):
    """The rows of stories, each made when it is looked at: there are several for every story."""

    def __init__(self, stories: Sequence[StoryHits | Unreadable]) -> None:
        self._stories = stories
        self._ends = list(accumulate(map(_count_rows, stories)))
        """After each story, how many rows there are up to there."""

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> FoundRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[FoundRow]: ...
    def __getitem__(self, index: int | slice) -> FoundRow | list[FoundRow]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        number = bisect_right(self._ends, at)
        story = self._stories[number]
        nth = at - self._ends[number] + _count_rows(story)
        if isinstance(story, Unreadable) or not nth:
            return FoundRow(story)
        if nth <= len(story.hits):
            return FoundRow(story, story.hits[nth - 1])
        return FoundRow(story, story.hits[-1], story.total - len(story.hits))

    def place_of(self, row: FoundRow | None) -> int:
        """Where a row is now; 0 if it is none of these."""
        for number, story in enumerate(self._stories):
            if row is not None and story is row.story:
                end = self._ends[number]
                return self.index(row, end - _count_rows(story), end)
        return 0


def _count_rows(story: StoryHits | Unreadable) -> int:
    if isinstance(story, Unreadable):
        return 1
    listed = len(story.hits)
    return 1 + listed + (0 < listed < story.total)


_WORDS_MOST = 30
_UNDER_WAY = "searching…"


class FoundStories:
    """Stories with hits, and those that cannot be read."""

    def __init__(self) -> None:
        self.query = Query("")
        """The last query."""
        self.searching = False
        self.order = Order.RELEVANCE
        self.status = ""
        """How far the search is, or its outcome."""
        self._shelf = SearchableShelf()
        self._found: list[StoryHits] = []
        self._unreadable: list[Unreadable] = []
        self._note = ""

    def begin(self, query: Query) -> None:
        """A new search begins; nothing is found yet."""
        self.query, self.searching = query, True
        self._found, self._unreadable, self._note = [], [], ""
        self._shelf = SearchableShelf()
        self.status = _UNDER_WAY

    def stop(self) -> None:
        """What was found so far stays."""
        self.searching = False
        _, _, progress = self.status.partition(_UNDER_WAY)
        self.status = f"stopped at{progress}" if progress else "stopped"

    def take(
        self, shelf: SearchableShelf, found: Sequence[SearchEvent], progress: Searched
    ) -> None:
        """Add results while the search goes on."""
        self._shelf = shelf
        self._found += [one for one in found if isinstance(one, StoryHits)]
        self._sort()
        self._unreadable += [one for one in found if isinstance(one, Unreadable)]
        if any(isinstance(one, Unindexed) for one in found):
            self._note = "without the index"
        self.status = f"{_UNDER_WAY} {progress.done:,} of {progress.total:,} stories"

    def end(self, progress: Searched, problem: str) -> None:
        """The search is over; `problem` is why there was none, in words."""
        self.searching = False
        searched = progress.total - len(self._unreadable)
        if problem:
            self.status = safe(problem[:1].upper() + problem[1:])
        elif self._found:
            self.status = f"{quantity(searched, 'story', 'stories')} searched"
        else:
            self.status = f"“{clip(safe(self.query.text), _WORDS_MOST)}” is in none of {searched:,}"

    def take_next_order(self) -> None:
        """Sort the stories in the next order."""
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._sort()

    def _sort(self) -> None:
        """Sort all; few are out of place if most were sorted before."""
        self._found = ordered(self._found, self.order, self._shelf)

    def rows(self) -> FoundRows:
        """Each story with its first hits, then those that cannot be read."""
        return FoundRows([*self._found, *self._unreadable])

    def title(self, columns: int) -> str:
        """What is searched, the progress, the number of results, and their order.

        If there is no room for all of it, the results matter most.
        """
        hits = sum(story.total for story in self._found)
        count = f"{quantity(hits, 'hit')} in {len(self._found):,}" if self._found else ""
        order = f"by {self.order}" if self._found else ""
        note = " · ".join(filter(None, (self._note, told_unreached(self._shelf.unreached))))
        title = ""
        for parts in (
            ("All stories", self.status, count, order, note),
            ("All stories", self.status, count, note),
            (self.status, count),
            (count or self.status,),
        ):
            title = " · ".join(filter(None, parts))
            if width(title) <= columns:
                break
        return title

    @property
    def hints(self) -> str:
        """What can be done now, with ids for keys."""
        leave = "stop" if self.searching else "close"
        return f"{_HINTS} · {{list.close}} {leave}"
