"""Bookmarks on the reading screen: set, named and listed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.commands.answers import command
from reader.reading.moves import to_offset
from reader.tui.questions import ask

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.reading.bookmarks import ResolvedBookmark
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.widgets.prompt import Asked


class BookmarkList:
    """Sets, names and lists bookmarks."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("bookmark.add")
    async def add(self) -> None:
        """Set a bookmark at once, and call it so when it is on the disk; then name it or not."""
        from reader.reading.bookmarks import new_bookmark

        screen, reading = self._screen, self._screen.reading
        if reading.opened.id is None:
            screen.tell("A story from a pipe keeps no bookmarks: save it as a file first.")
            return
        bookmarks = screen.context.store.bookmarks
        bookmark = new_bookmark(reading.opened.story, reading.shown.offset)
        saving = bookmarks.add(reading.opened.id, bookmark)
        asked = ask(screen, "Bookmark. Name:", "", "Enter leaves it without one")
        screen.run_worker(self._confirm(saving, asked), group="bookmark")
        answer = await asked
        if answer is None:
            return
        name = answer.strip()
        if await self._is_saved(bookmarks.rename(bookmark.id, name) if name else saving):
            screen.tell(f"Bookmarked as “{name}”." if name else "Bookmarked.")

    async def _confirm(self, saving: Future[None], asked: Asked) -> None:
        if await self._is_saved(saving):
            asked.rephrase("Bookmarked. Name:")

    async def _is_saved(self, saving: Future[None]) -> bool:
        """Wait for the disk; what is wrong is told."""
        try:
            await asyncio.wrap_future(saving)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told
            self._screen.tell(f"The bookmark is not saved: {error}")
            return False
        return True

    @command("bookmark.list")
    def show_list(self) -> None:
        """List the story's bookmarks, and go to one."""
        from reader.tui.screens.bookmarks import BookmarksScreen

        screen, reading = self._screen, self._screen.reading

        def go_there(marked: ResolvedBookmark | None) -> None:
            if marked is not None:
                screen.attempt(to_offset(marked.offset))
                if marked.doubt:
                    screen.tell(f"{marked.doubt.capitalize()}: “{marked.words}”")

        here = reading.shown.offset
        shown = BookmarksScreen(screen.page_theme, screen.context, reading.opened, here)
        screen.app.push_screen(shown, go_there)
