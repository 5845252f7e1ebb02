"""Lists of places in the story: its bookmarks, and the hits of a search."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import overload

from textual import events

from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.commands.table import BY_ID
from reader.context import Context
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.reading.bookmarks import ResolvedBookmark, bookmarks_of
from reader.reading.open import OpenStory
from reader.reading.search import Search, grouped
from reader.search.answers import snippet
from reader.story import Story, percent, quantity
from reader.tui.questions import ask
from reader.tui.screens.command_screen import binding_of, bindings
from reader.tui.screens.list_panel import ListPanel
from reader.tui.styles import RESULTS
from reader.tui.widgets.lists import VirtualList
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_BOOKMARK_HINTS = (
    "{list.choose} go there · {bookmark.delete} delete · {bookmark.undo} undo"
    " · {bookmark.rename} rename · {list.close} close"
)


def _since(mark: ResolvedBookmark) -> float:
    return mark.bookmark.changed


class BookmarksScreen(ListPanel[ResolvedBookmark]):
    """Chooses a bookmark; deletes, restores and renames them."""

    PLACES = (Place.BOOKMARKS, Place.LIST)
    BINDINGS = bindings(Place.BOOKMARKS)
    ITEM_HEIGHT = 2
    OF_THE_TEXT = True
    EMPTY = "No bookmarks yet: {bookmark.add} sets one."

    def __init__(self, theme: Theme, context: Context, opened: OpenStory, offset: int) -> None:
        self._data = context
        self._opened = opened
        self._deleted: list[str] = []
        self._first = True
        """Whether no key has been pressed in the list yet."""
        marks = bookmarks_of(context, opened)
        nearest = max((i for i, m in enumerate(marks) if m.offset <= offset), default=0)
        super().__init__(theme, "Bookmarks", marks, nearest, _BOOKMARK_HINTS)

    def take_key(self, event: events.Key) -> bool:
        """A letter typed first goes to the latest bookmark with that name.

        If other bookmarks have such names, a letter that would change the list counts as a slip.
        """
        first, self._first = self._first, False
        letter = event.key
        if not first or len(letter) != 1 or not letter.isalpha():
            return False
        named = {one.bookmark.name: one for one in sorted(self._items, key=_since)}
        if letter in named:
            self.dismiss(named[letter])
            return True
        bound = binding_of(self, letter)
        changes = bound is not None and BY_ID[bound.id or ""].place is Place.BOOKMARKS
        if changes and any(len(name) == 1 for name in named):
            self.say(f"No bookmark is named {letter}.")
            return True
        return False

    def draw(self, item: ResolvedBookmark, columns: int) -> Sequence[Row]:
        """The name and the words, and under them chapter, percentage and how sure the place is."""
        name = clip(safe(item.bookmark.name), max(1, columns - 1))
        gap = " · " if name else ""
        room = max(0, columns - 1 - width(name + gap))
        facts = (safe(item.chapter), percent(item.progression), item.doubt)
        under = " · ".join(fact for fact in facts if fact)
        return [
            [
                Run(f" {name}{gap}", (Role.TITLE,)),
                Run(clip(safe(item.words), room), (Role.TEXT,)),
            ],
            [Run(" " + clip(under, columns - 1), (Role.QUIET,))],
        ]

    def _reload(self, at: int) -> None:
        self._items = bookmarks_of(self._data, self._opened)
        self.refill(at)

    @command("bookmark.delete")
    async def delete(self) -> None:
        """Delete the current bookmark; it leaves the list before the disk has answered.

        Pressing again then deletes the next one.
        """
        marked = self.list_view.current
        if marked is not None:
            self._deleted.append(marked.bookmark.id)
            self._items.remove(marked)
            self.refill(self.list_view.at)
            await asyncio.wrap_future(self._data.store.bookmarks.delete(marked.bookmark.id))

    @command("bookmark.undo")
    async def undo(self) -> None:
        """Bring back the last deleted one."""
        if self._deleted:
            restored = self._deleted.pop()
            await asyncio.wrap_future(self._data.store.bookmarks.restore(restored))
            self._reload(0)
            ids = [marked.bookmark.id for marked in self._items]
            self.list_view.go(ids.index(restored))

    @command("bookmark.rename")
    async def rename(self) -> None:
        """Rename the current bookmark."""
        marked = self.list_view.current
        if marked is None:
            return
        name = await ask(self, "Name:", marked.bookmark.name)
        if name is not None:
            renamed = self._data.store.bookmarks.rename(marked.bookmark.id, name.strip())
            await asyncio.wrap_future(renamed)
            self._reload(self.list_view.at)


_FIRST = itemgetter(1)
_HIT_HINTS = "{list.choose} go there · {list.close} close"
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
    """All rows, each made when needed: a list of 100,000 hits opens at once."""

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
        """`follow` is called with the current hit and the number of uncovered screen rows."""
        self._search = search
        self._story = story
        self._page_of = page_of
        self._follow = follow
        groups = grouped(search.matches, story) if story.chapters else ()
        self._hits = HitRows(groups, len(search.matches))
        count = len(search.matches)
        hits = quantity(count, "hit")
        title = f"“{clip(safe(search.query.text), 40)}” · {hits}"
        super().__init__(theme, title, self._hits, self._hits.row_of(search.at or 0), _HIT_HINTS)

    def on_resize(self) -> None:
        """Leave out everything but the list if there are few rows."""
        low = self.app.size.height < _LOW_BELOW
        self.set_class(low, "-low")
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Show the list from its top if the current hit is then in sight."""
        at = self.list_view.at
        self.refill(0)
        self.refill(at)
        self._show_page()

    def _make_room(self) -> None:
        """Make the list as high as half the screen, however many rows there are."""

    def is_heading(self, item: HitRow) -> bool:
        """The row of a chapter is the heading of its hits."""
        return bool(item.hits)

    def draw(self, item: HitRow, columns: int) -> Sequence[Row]:
        """A chapter with its number of hits; or page, percentage, and the words in context."""
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
        """The titles of the parts that contain the chapter, the largest first."""
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
