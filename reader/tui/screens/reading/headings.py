"""The chapters of the story: listed, gone to, and put right line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.commands.answers import command
from reader.formats.text.corrections import name_of
from reader.reading.moves import to_offset
from reader.story import Chapter, Range
from reader.tui.screens.reading.reread import Reread
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.reading.choices import PageLine
    from reader.tui.screens.reading import ReadingScreen

_QUOTED = 40


class Headings:
    """Lists chapters, and says of a line that it is one or is not."""

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
        """The line at the top of the page is a chapter, or is not."""
        lines = self._lines()
        if lines:
            self._turn(lines[0])

    @command("heading.pick")
    def pick(self) -> None:
        """Choose a line of the page that is a chapter, or is not."""
        from reader.tui.screens.file_choices import PageLinesScreen

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
            self._screen.tell("This line is too long to be a chapter's heading.")
            return
        words = f"“{clip(name.partition(chr(9))[0], _QUOTED)}”"
        said = f"{words} is a chapter." if wanted else f"{words} is not a chapter."
        reread.change(with_heading(reread.choices, name, wanted=wanted), lambda _: said)
