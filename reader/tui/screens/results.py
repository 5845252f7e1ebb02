"""Every hit of a search in its sentence, by chapter, with its page and share of the story."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple, overload

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.paint.themes import Theme
from reader.reading.search import Search, grouped
from reader.search.snippet import snippet
from reader.story import Story, percent
from reader.tui.screens.list_panel import ListPanel
from reader.tui.styles import RESULTS
from reader.tui.widgets.virtual_list import VirtualList
from reader.typeset.cells import clip, width

_FIRST = itemgetter(1)
_HINTS = "{list.choose} goes there   {list.close} closes"
_LOW_BELOW = 12
_LEAST_WORDS = 24


class HitRow(NamedTuple):
    """One row of the list."""

    hit: int
    """Index of the hit; of a chapter's row, of its first hit."""
    chapter: int = -1
    """Index of the chapter, -1 before the first."""
    hits: int = 0
    """How many the chapter has; 0 on the row of a hit."""


class HitRows(Sequence[HitRow]):
    """All rows, each made when it is looked at: a list of 100,000 hits opens at once."""

    def __init__(self, groups: Sequence[tuple[int, int]], total: int) -> None:
        """`groups` are chapters and their first hits; empty for a list without chapters."""
        self._groups = [
            (chapter, first, first + number) for number, (chapter, first) in enumerate(groups)
        ]
        self._total = total

    def __len__(self) -> int:
        return self._total + len(self._groups)

    @overload
    def __getitem__(self, index: int) -> HitRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HitRow]: ...
    def __getitem__(self, index: int | slice) -> HitRow | Sequence[HitRow]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = bisect_right(self._groups, index, key=itemgetter(2)) - 1
        if number < 0:
            return HitRow(index)
        chapter, first, row = self._groups[number]
        if index > row:
            return HitRow(first + index - row - 1, chapter)
        last = number + 1 == len(self._groups)
        end = self._total if last else self._groups[number + 1][1]
        return HitRow(first, chapter, end - first)

    def row_of(self, hit: int) -> int:
        """The row of a hit."""
        return hit + bisect_right(self._groups, hit, key=_FIRST)


class ResultsScreen(ListPanel[HitRow]):
    """Chooses a hit; the page behind the list shows the current one."""

    DEFAULT_CSS = RESULTS

    OF_THE_TEXT = True

    def __init__(
        self,
        theme: Theme,
        search: Search,
        story: Story,
        page_of: Callable[[int], int],
        follow: Callable[[int, int], None],
    ) -> None:
        """`follow` is told of the current hit and how many rows of the screen are not covered."""
        self._search = search
        self._story = story
        self._page_of = page_of
        self._follow = follow
        groups = grouped(search.matches, story) if story.chapters else ()
        self._hits = HitRows(groups, len(search.matches))
        title = f"“{clip(safe(search.query.text), 40)}” · {len(search.matches):,} hits"
        super().__init__(theme, title, self._hits, self._hits.row_of(search.at or 0), _HINTS)

    def on_resize(self) -> None:
        """Leave what is not the list where rows are few."""
        low = self.app.size.height < _LOW_BELOW
        self.set_class(low, "-low")
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Show the list from its top as far as the current hit is then in sight."""
        at = self.list_view.at
        self.refill(0)
        self.refill(at)
        self._show_page()

    def refill(self, at: int) -> None:
        """Show the rows; the list is as high as half the screen whatever their number."""
        self.list_view.fill(self._items, at, self.page_theme)

    def is_heading(self, item: HitRow) -> bool:
        """The row of a chapter is the heading of its hits."""
        return bool(item.hits)

    def draw(self, item: HitRow, columns: int) -> Sequence[Row]:
        """A chapter with the number of its hits; or page, percent, and the words in context."""
        if item.hits:
            return [self._draw_chapter(item, columns)]
        match = self._search.matches[item.hit]
        last = self._page_of(self._story.body.end) + 1
        page = f" {self._page_of(match.start) + 1:>{len(str(last))}} "
        share = f"{percent(self._story.progression(match.start)):>5}  "
        place = page + share if columns - len(page + share) >= _LEAST_WORDS else page
        room = max(1, columns - len(place))
        parts = snippet(self._story, match, room)
        if sum(map(width, parts)) > room:  # wide characters
            parts = snippet(self._story, match, max(1, room // 2))
        before, words, after = parts
        return [
            [
                Run(place, (Role.QUIET,)),
                Run(before, (Role.TEXT,)),
                Run(words, (Role.MARKED, Role.STRONG)),
                Run(after, (Role.TEXT,)),
            ]
        ]

    def _draw_chapter(self, item: HitRow, columns: int) -> Row:
        chapters = self._story.chapters
        title = chapters[item.chapter].title if item.chapter >= 0 else "Before the first chapter"
        count = f" · {item.hits:,}"
        room = max(1, columns - len(count) - 1)
        above = "".join(f"{safe(part)} › " for part in self._parts(item.chapter))
        title = clip(safe(title), room)
        if width(above) + width(title) > room:
            above = ""
        return [
            Run(above, (Role.QUIET,)),
            Run(title, (Role.ACCENT, Role.STRONG)),
            Run(count, (Role.QUIET,)),
        ]

    def _parts(self, chapter: int) -> Sequence[str]:
        """The titles of what the chapter is part of, the largest first."""
        chapters, parts = self._story.chapters, list[str]()
        level = chapters[chapter].level if chapter >= 0 else 0
        for above in reversed(chapters[: max(0, chapter)]):
            if level <= 1:
                break
            if above.level < level:
                parts.insert(0, above.title)
                level = above.level
        return parts

    def choose(self, item: HitRow) -> None:
        """Go there; a chapter stands for its first hit."""
        self.dismiss(item.hit)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The page follows."""
        event.stop()
        self._show_page()

    def _show_page(self) -> None:
        item = self.list_view.current
        if item is not None and self.is_current:
            self._follow(item.hit, self.query_one("#panel").region.y)
