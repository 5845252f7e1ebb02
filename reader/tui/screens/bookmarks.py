"""The bookmarks of one story: their words, chapter and share of the story."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from reader.cleaning import safe
from reader.commands.answers import command
from reader.commands.command import Place
from reader.context import Context
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.paint.themes import Theme
from reader.reading.bookmarks import ResolvedBookmark, bookmarks_of
from reader.reading.open import OpenStory
from reader.story import percent
from reader.tui.questions import ask
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip

_HINTS = (
    "{list.choose} goes there   {bookmark.delete} deletes   {bookmark.undo} undoes"
    "   {bookmark.rename} renames   {list.close} closes"
)


class BookmarksScreen(ListPanel[ResolvedBookmark]):
    """Chooses a bookmark; deletes, restores and renames them."""

    PLACES = (Place.BOOKMARKS, Place.LIST)
    BINDINGS = bindings(Place.BOOKMARKS)
    ITEM_HEIGHT = 2
    OF_THE_TEXT = True
    EMPTY = "No bookmarks yet: m sets one."

    def __init__(self, theme: Theme, context: Context, opened: OpenStory, offset: int) -> None:
        self._data = context
        self._opened = opened
        self._deleted: list[str] = []
        marks = bookmarks_of(context, opened)
        nearest = max((i for i, m in enumerate(marks) if m.offset <= offset), default=0)
        super().__init__(theme, "Bookmarks", marks, nearest, _HINTS)

    def draw(self, item: ResolvedBookmark, columns: int) -> Sequence[Row]:
        """The words, and under them name, chapter, percent and how sure the place is."""
        bookmark = item.bookmark
        facts = [safe(bookmark.name), safe(item.chapter), percent(item.progression), item.doubt]
        under = " · ".join(fact for fact in facts if fact)
        return [
            [Run(" " + clip(safe(item.words), columns - 1), (Role.TEXT,))],
            [Run(" " + clip(under, columns - 1), (Role.QUIET,))],
        ]

    def _reload(self, at: int) -> None:
        self._items = bookmarks_of(self._data, self._opened)
        self.refill(at)

    @command("bookmark.delete")
    async def delete(self) -> None:
        """Delete the current bookmark; it leaves the list before the disk has answered.

        The next press then finds the next bookmark.
        """
        marked = self.list_view.current
        if marked is not None:
            self._deleted.append(marked.bookmark.id)
            self._items.remove(marked)
            self.refill(self.list_view.at)
            await asyncio.wrap_future(self._data.store.bookmarks.delete(marked.bookmark.id))

    @command("bookmark.undo")
    async def undo(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted:
            restored = self._deleted.pop()
            await asyncio.wrap_future(self._data.store.bookmarks.restore(restored))
            self._reload(0)
            ids = [marked.bookmark.id for marked in self._items]
            self.list_view.go(ids.index(restored))

    @command("bookmark.rename")
    async def rename(self) -> None:
        """Give the current bookmark another name."""
        marked = self.list_view.current
        if marked is None:
            return
        name = await ask(self, "Name:", marked.bookmark.name)
        if name is not None:
            renamed = self._data.store.bookmarks.rename(marked.bookmark.id, name.strip())
            await asyncio.wrap_future(renamed)
            self._reload(self.list_view.at)
