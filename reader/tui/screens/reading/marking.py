"""The commands of the reading screen that belong to bookmarks."""

from __future__ import annotations

import asyncio

from reader.session import Marked, new_bookmark
from reader.tui.screens.bookmarks import BookmarksScreen
from reader.tui.screens.reading.base import ReadingBase


class Marking(ReadingBase):
    """Sets, names and lists bookmarks."""

    async def do_bookmark_add(self) -> None:
        """Answer `bookmark.add`: it is set and kept before it can be named."""
        if self.navigator is None:
            return
        if self.opened.id is None:
            self.tell("A story from a pipe keeps no bookmarks: save it as a file first.")
            return
        bookmark = new_bookmark(self.opened.story, self.navigator.offset)
        saved = self.desk.store.add_bookmark(self.opened.id, bookmark)
        try:
            await asyncio.wrap_future(saved)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told
            self.tell(f"The bookmark is not saved: {error}")
            return
        self.ask(f"name {bookmark.id}", "Bookmarked. Name:", "", "Enter leaves it without one")

    def do_bookmark_list(self) -> None:
        """Answer `bookmark.list`."""

        def go_there(marked: Marked | None) -> None:
            if marked is not None:
                self.move(lambda here: here.to(marked.offset))
                if marked.doubt:
                    self.tell(f"{marked.doubt.capitalize()}: “{marked.words}”")

        if self.navigator is not None:
            screen = BookmarksScreen(self.page_theme, self.desk, self.opened, self.navigator.offset)
            self.app.push_screen(screen, go_there)

    def entered_name(self, value: str, bookmark_id: str) -> None:
        """Name the bookmark that was just set, or leave it without a name."""
        name = value.strip()
        if name:
            self.desk.store.rename_bookmark(bookmark_id, name)
        self.tell(f"Bookmarked as “{name}”." if name else "Bookmarked.")
