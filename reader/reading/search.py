"""A search in the story being read: its hits, the one the reader stands on, and the next one.

The rule: what is shown is `[start, end)` of the text, the shown page or pages; a step begins at the
current hit if it is shown, else at the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

from reader.cleaning import safe
from reader.lazy_pattern import lazy_pattern
from reader.paint.runs import Overlay
from reader.paint.themes import Role
from reader.reading.navigator import Navigator
from reader.search.find import Matches, find
from reader.search.folded import Folded
from reader.search.query import Match, Query, SearchCancelledError
from reader.story import Offset, Range, Story
from reader.typeset.cells import clip, fitting
from reader.value import Value

_AHEAD = 30_000
_FROM_START = "from the beginning again"
_FROM_END = "from the end again"
# The characters of one word; ideographs and kana in runs of their own kind.
_WORDS = lazy_pattern(
    "[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff々〆ヶ]+|[\u30a0-\u30ff]+|[\u3040-\u309f]+"
    "|[^\\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
    "(?:['’\u00ad-][^\\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)*"
)
_WORD_MOST = 100
_WORDS_SHOWN = 24


Cancelled = Callable[[], bool]


class SearchTarget(Value):
    """A search that a story is opened with."""

    query: Query
    start: int
    """Where the hit to be shown begins."""


class Search(Value):
    """The hits of a query in the story that is read."""

    query: Query
    matches: Matches
    at: int | None = None
    """Index of the current hit; None when there is none."""
    backward: bool = False
    wrapped: str = ""
    """Where the search continued after reaching an end of the story, in words."""
    whole: bool = True
    """Whether these are all hits; otherwise only those near the page are known yet."""

    @property
    def current(self) -> Match | None:
        """The current hit."""
        return None if self.at is None else self.matches[self.at]

    def at_same_place(self, other: Search) -> bool:
        """Whether both are the same search in progress, at the same hit."""
        mine, current = (self.query, self.backward), self.current
        return current is not None and (*mine, current) == (
            other.query,
            other.backward,
            other.current,
        )

    @property
    def tally(self) -> str:
        """The number of the hit and the total, in words."""
        total = len(self.matches)
        if not self.whole:
            return "searching…"
        if not total:
            return "no hits"
        if self.at is None:
            return f"{total:,} hit{'s' if total > 1 else ''}"
        return f"{self.at + 1:,} of {total:,}"

    def at_page(self, shown: Range) -> Search:
        """Go to the nearest hit from the page on, in the direction of the search."""
        total = len(self.matches)
        if not total:
            return self.replace(at=None, wrapped="")
        if self.backward:
            at = self.matches.index_from(shown.end) - 1
            return self.replace(at=at % total, wrapped=_FROM_END if at < 0 else "")
        at = self.matches.index_from(shown.start)
        return self.replace(at=at % total, wrapped=_FROM_START if at >= total else "")

    def at_hit(self, start: int) -> Search:
        """Go to the hit that begins at the offset, else to the next."""
        total = len(self.matches)
        at = self.matches.index_from(start) % total if total else None
        return self.replace(at=at, wrapped="")

    def step(self, count: int, shown: Range) -> Search:
        """Go that many hits further in the direction of the search, or back."""
        current = self.current
        if not self.matches or not count:
            return self
        if current is None or not shown.start <= current.start < shown.end:
            # The first step goes to the nearest hit, which may be on the page.
            onward = self.replace(backward=self.backward != (count < 0)).at_page(shown)
            nearest = onward.replace(backward=self.backward)
            return nearest.step(count - (1 if count > 0 else -1), _around(nearest))
        assert self.at is not None
        total = len(self.matches)
        at = self.at + (-count if self.backward else count)
        wrapped = _FROM_START if at >= total else _FROM_END if at < 0 else ""
        return self.replace(at=at % total, wrapped=wrapped)

    def overlays(self, shown: Range) -> list[Overlay]:
        """Every hit on the page, the current one told apart."""
        current = self.current
        return [
            Overlay(hit.start, hit.end, Role.CURRENT if hit == current else Role.MATCH)
            for hit in self.matches.within(*shown)
        ]


def _around(search: Search) -> Range:
    current = search.current
    return Range(current.start, current.end) if current else Range(0, 0)


class Seeker:
    """Answers queries about one story, from any thread, one at a time."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._folded = Folded(story)
        self._lock = Lock()

    def warm(self) -> None:
        """Do what every first search needs, before there is one."""
        with self._lock:
            self._folded.ready(Query("")).splits(" ")

    def at_once(self, query: Query, shown: Range, *, backward: bool) -> Matches | None:
        """The hits that `near` would find, without waiting for a thread; None if that may last."""
        if query.regex or not self._folded.is_ready(query):
            return None
        return find(self._folded, query, None, _near(shown, backward))

    def near(self, query: Query, shown: Range, backward: bool, cancelled: Cancelled) -> Matches:
        """The hits from the page on, as far as can be searched within a frame.

        Raises:
            QueryError, SearchCancelledError: As `all`.
        """
        return self._find(query, cancelled, _near(shown, backward))

    def all(self, query: Query, cancelled: Cancelled) -> Matches:
        """Every hit.

        Raises:
            QueryError: The query cannot be searched for; its `reason` is for the reader.
            SearchCancelledError: `cancelled` said so.
        """
        return self._find(query, cancelled, None)

    def _find(self, query: Query, cancelled: Cancelled, within: Range | None) -> Matches:
        with self._lock:
            if cancelled():
                raise SearchCancelledError
            return find(self._folded, query, cancelled, within)


def _near(shown: Range, backward: bool) -> Range:
    low, high = (-_AHEAD, 0) if backward else (0, _AHEAD)
    return Range(max(0, shown.start + low), shown.end + high)


def word_at(story: Story, offset: int) -> str:
    """The word or name that the character belongs to; empty between words."""
    low = max(0, offset - _WORD_MOST)
    for match in _WORDS.finditer(story.text, low, offset + _WORD_MOST):
        if match.start() <= offset < match.end():
            return match[0]
    return ""


def grouped(matches: Matches, story: Story) -> Sequence[tuple[int, int]]:
    """The chapters with hits: index of the chapter, -1 before the first, and its first hit."""
    groups: list[tuple[int, int]] = []
    total = len(matches)
    edges = [(-1, 0), *((index, chapter.start) for index, chapter in enumerate(story.chapters))]
    firsts = [matches.index_from(start) for _, start in edges]
    for (index, _), first, end in zip(edges, firsts, [*firsts[1:], total], strict=True):
        if end > first:
            groups.append((index, first))
    return groups


def in_first_rows(here: Navigator, hit: int, rows: int) -> Navigator:
    """The page with a hit, begun so that the hit is in its first rows."""
    there, layout = here.showing(hit), here.layout
    top = max(layout.page_start(layout.page_of(hit)), there.offset)
    if layout.row_of(hit) - layout.row_of(top) < rows:
        return there
    block = layout.line(layout.line_of(hit)).block
    start = here.story.blocks[block].start
    if layout.row_of(hit) - layout.row_of(start) >= rows:
        start = layout.line(max(0, layout.line_of(hit) - rows // 2)).start
    return there._replace(offset=Offset(start))


def words_of(query: Query) -> str:
    """The words of a query, cut for a sentence."""
    return clip(safe(query.text), _WORDS_SHOWN)


def hits_told(search: Search, shown: Range, folio: str, room: int, keys: str = "") -> str:
    """The hit's number and the total after the folio; words and keys, if there is room for them."""
    current = search.current
    if current is not None and not shown.start <= current.start < shown.end:
        search = search.replace(at=None)
    page = f"{folio} · " if folio else ""
    words = f"“{words_of(search.query)}” {search.tally}"
    told = [f"{page}{words}", f"{page}{search.tally}", search.tally]
    if keys:
        told[:0] = [f"{page}{words} · {keys}", f"{words} · {keys}"]
    return fitting(told, room, told[-1])


def switches_of(story: Story) -> list[str]:
    """The switches of a search that make a difference in a story, besides those that always do."""
    start, end = story.body
    kana = story.metadata.language.startswith("ja")
    matter = story.text[:start].strip() or story.text[end:].strip()
    return [name for name, of_use in (("kana", kana), ("matter", matter)) if of_use]
