"""Places reached from lists: bookmarks, chapters, which are also corrected there, and hits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.commands.command import Need, command
from reader.formats.text.corrections import name_of
from reader.paint.page import Furniture
from reader.reading.moves import to_offset, without_search
from reader.story import Chapter, Range
from reader.tui.questions import ask
from reader.tui.screens.reading.hits import LentMatter, show_hits
from reader.tui.screens.reading.other_programs import Clipboard
from reader.tui.screens.reading.reread import Reread
from reader.tui.screens.reading.search_panel import SearchPanel
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.reading.bookmarks import ResolvedBookmark
    from reader.reading.choices import PageLine
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.widgets.prompt import Asked

_NAME_HINT = "Enter leave unnamed · Esc remove\nEsc remove"


class BookmarkList:
    """Sets, names and lists bookmarks."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("bookmark.add")
    async def add(self) -> None:
        """Set a bookmark at once, and confirm it when it is on the disk.

        Then it is named or not, or removed.
        """
        from reader.reading.bookmarks import new_bookmark

        screen, reading = self._screen, self._screen.reading
        if reading.opened.id is None:
            screen.tell("No bookmarks in piped text: save it as a file first.")
            return
        bookmarks = screen.context.store.bookmarks
        bookmark = new_bookmark(reading.opened.story, reading.shown.offset)
        saving = bookmarks.add(reading.opened.id, bookmark)
        asked = ask(screen, "Bookmark. Name:", "", _NAME_HINT)
        screen.run_worker(self._confirm(saving, asked), group="bookmark")
        answer = await asked
        if answer is None:
            await self._is_saved(bookmarks.delete(bookmark.id))
            screen.tell("Bookmark taken back.")
            return
        name = answer.strip()
        if await self._is_saved(bookmarks.rename(bookmark.id, name) if name else saving):
            screen.tell(f"Bookmarked as “{name}”." if name else "Bookmarked.")

    async def _confirm(self, saving: Future[None], asked: Asked) -> None:
        if await self._is_saved(saving):
            asked.rephrase("Bookmarked. Name:")

    async def _is_saved(self, saving: Future[None]) -> bool:
        """Wait for the disk; problems are reported."""
        try:
            await asyncio.wrap_future(saving)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told
            self._screen.tell(f"Bookmark not saved: {error}")
            return False
        return True

    @command("bookmark.list")
    def show_list(self) -> None:
        """List the story's bookmarks, and go to one."""
        from reader.tui.screens.story_places import BookmarksScreen

        screen, reading = self._screen, self._screen.reading

        def go_there(marked: ResolvedBookmark | None) -> None:
            if marked is not None:
                screen.attempt(to_offset(marked.offset))
                if marked.doubt:
                    screen.tell(f"{marked.doubt.capitalize()}: “{marked.words}”")

        here = reading.shown.offset
        shown = BookmarksScreen(screen.page_theme, screen.context, reading.opened, here)
        screen.app.push_screen(shown, go_there)


_QUOTED = 40


class Headings:
    """Lists chapters, and marks or unmarks a line as one."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("contents")
    def show_contents(self) -> None:
        """List the chapters and go to one."""
        from reader.tui.screens.contents import ContentsScreen

        screen = self._screen

        def go_there(chapter: Chapter | None) -> None:
            if chapter is not None:
                screen.attempt(to_offset(chapter.start))

        def demote(chapter: Chapter) -> None:
            story = screen.reading.opened.story
            if chapter in story.chapters:
                block = story.blocks[story.block_index(chapter.start)]
                self._change(Range(block.start, block.end), wanted=False)

        undo = screen.part(Reread).undo
        shown = ContentsScreen(screen.page_theme, screen.reading.shown, demote, undo)
        screen.app.push_screen(shown, go_there)

    @command("heading.here")
    def change_here(self) -> None:
        """Mark or unmark the line at the top of the page as a chapter."""
        lines = self._lines()
        if lines:
            self._turn(lines[0])

    @command("heading.pick")
    def pick(self) -> None:
        """Choose a line of the page to mark or unmark as a chapter."""
        from reader.tui.screens.about import PageLinesScreen

        def take(line: PageLine | None) -> None:
            if line is not None:
                self._turn(line)

        screen = self._screen
        screen.app.push_screen(PageLinesScreen(screen.page_theme, self._lines()), take)

    def _lines(self) -> list[PageLine]:
        from reader.reading.choices import page_lines

        return page_lines(self._screen.reading.opened.story, self._screen.reading.page)

    def _turn(self, line: PageLine) -> None:
        self._change(line.range, wanted=not line.heading)

    def _change(self, line: Range, *, wanted: bool) -> None:
        from reader.reading.reread import with_heading

        reread = self._screen.part(Reread)
        name = name_of(self._screen.reading.opened.story, line)
        if not name:
            self._screen.tell("This line is too long to be a chapter heading.")
            return
        words = f"“{clip(name.partition(chr(9))[0], _QUOTED)}”"
        said = f"{words} is a chapter." if wanted else f"{words} is not a chapter."
        reread.change(with_heading(reread.choices, name, wanted=wanted), lambda _: said)


class Hits:
    """Lists hits, shows which one is current, and ends a search."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("search.results")
    def show_list(self) -> None:
        """List all hits, the page following; while one is typed, as soon as they are known."""
        panel = self._screen.part(SearchPanel)
        if panel.typing:
            panel.list_when_known()
        else:
            show_hits(self._screen)

    @command("search.word")
    def seek_word(self) -> None:
        """Search for the selection or the word under the mouse, or ask for one."""
        from reader.search.query import Query

        panel, clipboard = self._screen.part(SearchPanel), self._screen.part(Clipboard)
        selected = " ".join(clipboard.selected().split())
        self._screen.clear_selection()
        word, start = clipboard.pointed_word()
        if selected:
            panel.seek(Query(selected))
        elif word:
            panel.seek(Query(word, word=True), hit=start)
        else:
            panel.open_with(Query("", word=True), "a word or a name")

    @command("search.end")
    def end(self) -> None:
        """End the search, and go back to where the reader was reading."""
        screen, looking = self._screen, self._screen.reading.home is not None
        screen.show(without_search(screen.reading))
        if looking:
            screen.tell("Back where you were reading.")
        screen.part(LentMatter).fold_again()
        screen.repaint()

    def furnish(self, around: Furniture) -> Furniture:
        """The hit's number and the total, next to the page number."""
        search, page = self._screen.reading.search, self._screen.reading.page
        if search is None:
            return around
        from reader.reading.search import hits_told

        screen, keys = self._screen, ""
        if search.current is not None and Need.PAGE in screen.has:
            keys = screen.keyed("{search.next}/{search.previous} next · {search.end} end")
        room = screen.view.frame.span
        return around.replace(folio=hits_told(search, page, around.folio, room, keys))
