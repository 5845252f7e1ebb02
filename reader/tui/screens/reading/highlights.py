"""Highlights and notes of the story: shown on its pages, made, changed, listed, and undone.

The rule: a highlight is shown at once and confirmed when it is on the disk; the last change can be
undone. A highlight for a note is only made once the note is written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.commands.command import Need, command
from reader.story import Range
from reader.tui.questions import ask_note
from reader.tui.screens.reading.selection import Selecting, meant
from reader.value import Value

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.annotations.highlights import Highlight
    from reader.paint.page import Sign
    from reader.paint.runs import Overlay
    from reader.reading.highlights import Highlights, ResolvedHighlight
    from reader.story import Story
    from reader.tui.screens.reading import ReadingScreen

_UNDONE_MOST = 50


class Reversal(Value):
    """How a change is undone, and what is said then."""

    act: Callable[[], Future[None]]
    said: str


class HighlightMarks:
    """Shows, makes and changes highlights."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._begun = False
        """Whether the first page is shown, which does not wait for them."""
        self._story: Story | None = None
        """The text in which they are being looked for."""
        self._found_in: Story | None = None
        """The text in which they were found."""
        self._marks: Highlights | None = None
        self.wanted = ""
        """The id of the highlight to look at as soon as it is found."""
        self._undo: list[Reversal] = []
        self.has = Need.NOTHING
        """Whether something can be undone."""

    # Finding and showing them

    def begin(self) -> None:
        """Look for them from now on."""
        self._begun = True
        self.look()

    def look(self) -> None:
        """Find the highlights in the present text, unless that was done."""
        opened = self._screen.reading.opened
        if not self._begun or opened.story is self._story:
            return
        if opened.id is not None and opened.rest is None:
            self._story = opened.story
            self._screen.in_turn(self._find, "highlights")

    def _find(self) -> None:
        screen = self._screen
        opened = screen.reading.opened
        if opened.id is None:
            return
        if self._marks is None and not screen.context.store.highlights.of(opened.id):
            return  # most stories have none, and need nothing loaded for them
        from reader.reading.highlights import Highlights, highlights_of

        found = Highlights(highlights_of(screen.context, opened))
        screen.app.call_from_thread(self._show, opened.story, found)

    def _show(self, story: Story, found: Highlights) -> None:
        if story is self._screen.reading.opened.story:
            self._marks, self._found_in = found, story
            self._screen.repaint()
            self._seek_wanted(found)

    def _seek_wanted(self, found: Highlights) -> None:
        """Look at the highlight for which the story was opened."""
        wanted, self.wanted = self.wanted, ""
        mark = next((mark for mark in found.marks if mark.highlight.id == wanted), None)
        if mark is not None and not self._screen.reading.turned:
            self._look_at(mark)

    def _look_at(self, mark: ResolvedHighlight) -> None:
        """Show where one is; the place stays. For a lost one, show its words."""
        screen = self._screen
        if not mark.lost:
            screen.show(screen.reading.look(screen.reading.shown.to(mark.start)))
        if mark.doubt:
            screen.tell(f"{mark.doubt.capitalize()}: “{safe(mark.highlight.passage.quote)}”")

    def again(self) -> None:
        """Find them again after a change elsewhere."""
        self._story = None
        self.look()

    @property
    def _standing(self) -> Highlights | None:
        """Those that were found in the text that is shown."""
        return self._marks if self._found_in is self._screen.reading.opened.story else None

    def overlays(self, page: Range) -> Sequence[Overlay]:
        """The highlights of a page, as they lie over its text."""
        return self._standing.overlays(page) if self._standing else ()

    def signs(self, page: Range) -> Sequence[Sign]:
        """Their signs in the margin."""
        return self._standing.signs(page) if self._standing else ()

    # Making and changing them

    @command("highlight", "select.highlight")
    async def highlight(self, _command_id: str) -> None:
        """Highlight the selection, else the sentence at the top, or change the highlight there."""
        screen, selecting = self._screen, self._screen.part(Selecting)
        selecting.choose_number(screen.typed.take())
        if self._is_kept_nowhere():
            return
        passage = meant(self._screen)
        there = self._holding(passage)
        selecting.end()
        if there is None:
            await self._add(passage, "", "Highlighted")
            return
        from reader.annotations.highlights import Colour, Style

        changes = {"colour": Colour(selecting.colour), "style": Style(selecting.style)}
        await self._change(there.highlight, changes, f"Now {selecting.colour}")

    @command("highlight.note")
    async def note(self) -> None:
        """Write a note on the selection, or change the existing one."""
        self._screen.part(Selecting).choose_number(self._screen.typed.take())
        if self._is_kept_nowhere():
            return
        passage = meant(self._screen)
        there = self._holding(passage)
        before = there.highlight.note if there else ""
        answer = await ask_note(self._screen, before)
        self._screen.part(Selecting).end()
        if answer is None or answer == before:
            return
        if there is None:
            await self._add(passage, answer, "Noted")
        else:
            await self._change(there.highlight, {"note": answer}, "Noted")

    def _is_kept_nowhere(self) -> bool:
        if self._screen.reading.opened.id is not None:
            return False
        self._screen.tell("No highlights in piped text: save it as a file first.")
        return True

    def _holding(self, passage: Range) -> ResolvedHighlight | None:
        return self._standing.holding(*passage) if self._standing else None

    async def _add(self, passage: Range, note: str, said: str) -> None:
        from reader.annotations.highlights import Colour, Style
        from reader.reading.highlights import new_highlight

        screen, selecting = self._screen, self._screen.part(Selecting)
        story = screen.reading.opened.story
        if not story.text[slice(*passage)].strip():
            screen.tell("There are no words to highlight here.")
            return
        colour, style = Colour(selecting.colour), Style(selecting.style)
        made = new_highlight(story, *passage, colour=colour, style=style, note=note)
        await self.keep(made, said)

    async def keep(self, made: Highlight, said: str) -> None:
        """Store a new highlight, show it, and allow it to be undone."""
        story_id, table = self._screen.reading.opened.id, self._screen.context.store.highlights
        if story_id is None:
            self._is_kept_nowhere()
            return
        saving = table.add(story_id, made)
        self._remember(Reversal(partial(table.delete, made.id), "Highlight undone."))
        await self._settle(saving, said)

    async def _change(self, before: Highlight, changes: Mapping[str, object], said: str) -> None:
        table = self._screen.context.store.highlights
        were = {name: getattr(before, name) for name in changes}
        saving = table.change(before.id, **changes)
        self._remember(Reversal(partial(table.change, before.id, **were), "Undone."))
        await self._settle(saving, said)

    def _remember(self, undo: Reversal) -> None:
        self._undo = [*self._undo, undo][-_UNDONE_MOST:]
        self.has = Need.MARKED

    async def _settle(self, saving: Future[None], said: str) -> None:
        """Show the result now, and confirm it when it is on the disk; problems are reported."""
        self.again()
        try:
            await asyncio.wrap_future(saving)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told
            self._screen.tell(f"Highlight not saved: {error}")
        else:
            undo = self._screen.key_of("highlight.undo")
            self._screen.tell(f"{said}. {undo} to undo." if undo else f"{said}.")
        self.again()

    @command("highlight.undo")
    async def undo(self) -> None:
        """Undo the last change."""
        if self._undo:
            last = self._undo.pop()
            self.has = Need.MARKED if self._undo else Need.NOTHING
            await asyncio.wrap_future(last.act())
            self.again()
            self._screen.tell(last.said)

    # Listing them

    @command("highlight.list")
    def show_list(self) -> None:
        """List all highlights of the story; Enter goes to one, and the place stays."""
        from reader.tui.screens.highlights import HighlightsScreen

        screen, reading = self._screen, self._screen.reading

        def go_there(mark: ResolvedHighlight | None) -> None:
            self.again()
            if mark is not None:
                self._look_at(mark)

        here = reading.page.start
        shown = HighlightsScreen(screen.page_theme, screen.context, reading.opened, here)
        screen.app.push_screen(shown, go_there)
