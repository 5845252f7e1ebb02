"""The commands of the reading screen that belong to bookmarks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.tui.screens.reading.base import Feature

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.reading.bookmarks import Marked


class Marking(Feature):
    """Sets, names and lists bookmarks."""

    _saving: Future[None] | None = None
    """The bookmark set last, on its way to the disk."""

    def do_bookmark_add(self) -> None:
        """Answer `bookmark.add`: it is set at once, and called so when it is on the disk."""
        from reader.reading.bookmarks import new_bookmark

        if self.navigator is None:
            return
        if self.opened.id is None:
            self.tell("A story from a pipe keeps no bookmarks: save it as a file first.")
            return
        bookmark = new_bookmark(self.opened.story, self.navigator.offset)
        self._saving = self.context.store.bookmarks.add(self.opened.id, bookmark)
        purpose = f"name {bookmark.id}"
        self.ask(purpose, "Bookmark. Name:", "", "Enter leaves it without one")
        self.run_worker(self._confirm(self._saving, purpose), group="bookmark")

    async def _confirm(self, saving: Future[None], purpose: str) -> None:
        if await self._is_saved(saving):
            self.rephrase(purpose, "Bookmarked. Name:")

    async def _is_saved(self, saving: Future[None]) -> bool:
        """Wait for the disk; what is wrong is told."""
        try:
            await asyncio.wrap_future(saving)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told
            self.tell(f"The bookmark is not saved: {error}")
            return False
        return True

    def do_bookmark_list(self) -> None:
        """Answer `bookmark.list`."""
        from reader.tui.screens.bookmarks import BookmarksScreen

        def go_there(marked: Marked | None) -> None:
            if marked is not None:
                self.move(lambda here: here.to(marked.offset))
                if marked.doubt:
                    self.tell(f"{marked.doubt.capitalize()}: “{marked.words}”")

        if self.navigator is not None:
            here = self.navigator.offset
            screen = BookmarksScreen(self.page_theme, self.context, self.opened, here)
            self.app.push_screen(screen, go_there)

    def entered_name(self, value: str, bookmark_id: str) -> None:
        """Name the bookmark that was just set, or leave it without a name."""
        self.run_worker(self._give_name(bookmark_id, value.strip()), group="bookmark")

    async def _give_name(self, bookmark_id: str, name: str) -> None:
        saving = self.context.store.bookmarks.rename(bookmark_id, name) if name else self._saving
        if saving is not None and await self._is_saved(saving):
            self.tell(f"Bookmarked as “{name}”." if name else "Bookmarked.")
