"""What a word means: looked up in the available dictionaries, shown in a panel, and kept.

The rule: the word is selected, or under the mouse, or asked for; reading and place stay.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.commands.command import command
from reader.tui.questions import ask
from reader.tui.screens.reading.highlights import HighlightMarks
from reader.tui.screens.reading.other_programs import Clipboard
from reader.tui.screens.reading.selection import Selecting
from reader.value import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path
    from typing import Any

    from reader.dictionary.lookup import Definition, Dictionaries
    from reader.story import Range
    from reader.tui.screens.reading import ReadingScreen


class LookUp(NamedTuple):
    """A word that is looked up."""

    word: str
    part: Range | None
    """Where it is in the story; None for one that is not from it."""
    before: LookUp | None = None
    """The word from which a link led here."""


class Definitions:
    """Looks words up."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._folders: tuple[Path, ...] = ()
        self._dictionaries: Dictionaries | None = None

    @command("define")
    async def define(self) -> None:
        """Look up the selection, the word under the mouse, or a word that is asked for."""
        part = self._part()
        if part is None:
            await self._ask()
            return
        self._screen.clear_selection()
        await self._look_up(LookUp(self._screen.reading.opened.story.text[slice(*part)], part))

    def _part(self) -> Range | None:
        """What is selected or under the mouse."""
        from reader.reading.words import words_around
        from reader.story import Range

        screen = self._screen
        story, part = screen.reading.opened.story, screen.part(Selecting).passage()
        if part is not None:
            return words_around(story, part)
        pointed = screen.part(Clipboard).pointed()
        if pointed is None or not story.text[pointed].isalnum():
            return None
        return words_around(story, Range(pointed, pointed + 1))

    async def _ask(self) -> None:
        from reader.reading.words import word_on

        word = (await ask(self._screen, "Look up:", "", "a word")) or ""
        if word.strip():
            reading = self._screen.reading
            part = word_on(reading.opened.story, reading.page, word.strip())
            await self._look_up(LookUp(word.strip(), part))

    async def _look_up(self, wanted: LookUp) -> None:
        from reader.reading.words import is_phrase

        screen, (word, part, _) = self._screen, wanted
        story = screen.reading.opened.story
        if part is not None and not is_phrase(story, part):
            screen.tell("That is too much for a dictionary: select a word or a short phrase.")
            return
        found = await asyncio.to_thread(self._found, word, story.metadata.language)
        if isinstance(found, str):
            screen.tell(f"{found}.")
        elif screen.is_current:
            self._show(wanted, found)

    def _found(self, word: str, language: str) -> list[Definition] | str:
        """What the dictionaries say, or why there is nothing."""
        from reader.dictionary.lookup import Dictionaries

        folders = self._screen.context.settings.dictionaries
        if self._dictionaries is None or folders != self._folders:
            self._folders, self._dictionaries = folders, Dictionaries(folders)
        known = self._dictionaries
        return known.look_up(word, language) or known.missing(word)

    def _show(self, wanted: LookUp, found: list[Definition]) -> None:
        from reader.tui.screens.answers import DefinitionPanel, Wish

        screen, before = self._screen, wanted.before

        def done(wish: Wish | None) -> None:
            match wish:
                case Wish("keep"):
                    then: Coroutine[Any, Any, None] = self._keep(wanted.part, found[0])
                case Wish("ask"):
                    then = self._ask()
                case Wish("define", word):
                    then = self._look_up(LookUp(word, None, wanted))
                case Wish("back"):
                    then = self._look_up(before or wanted)
                case _:
                    return
            screen.run_worker(then, group="command")

        screen.notices.clear()
        screen.repaint()
        screen.app.push_screen(DefinitionPanel(screen.page_theme, wanted.word, found), done)

    async def _keep(self, part: Range | None, found: Definition) -> None:
        from reader.reading.words import kept_word

        screen = self._screen
        if part is None:
            screen.tell("Only a word of the page can be kept.")
        else:
            word = kept_word(screen.reading.opened.story, part, found)
            await screen.part(HighlightMarks).keep(word, "Kept with its sentence")
