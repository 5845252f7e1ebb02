"""The notes that a page refers to, shown in the folio's place, or on their own page.

The rule: a note that fits is shown in place; the page goes to a long one when it is asked for
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.commands.command import command
from reader.reading.footnotes import called_for, is_folded, look_at, words_of
from reader.tui.screens.reading.hits import show_matter
from reader.typeset.cells import clip, width

if TYPE_CHECKING:
    from reader.story import Footnote
    from reader.tui.screens.reading import ReadingScreen


class Footnotes:
    """Shows them one after another."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._last: Footnote | None = None
        """The note shown last."""
        self._cut = False
        """Whether it did not fit."""

    @command("footnote.show")
    def show(self) -> None:
        """Show the chosen note: by its number on the page, else the first or the next."""
        screen = self._screen
        notes, count = called_for(screen.reading), screen.typed.take()
        if not notes:
            screen.tell("There is no note to this page.")
            return
        if self._cut and self._last in notes and count is None:
            self._go_to(self._last)
            return
        after = notes.index(self._last) + 1 if self._last in notes else 0
        note = notes[(count - 1 if count else after) % len(notes)]
        words = words_of(screen.reading.opened.story, note)
        room = screen.view.frame.columns
        self._last, self._cut = note, width(words) > room
        screen.tell(clip(words, room))

    def _go_to(self, note: Footnote) -> None:
        """Look at a note on its own page."""
        screen = self._screen
        self._last, self._cut = None, False
        if is_folded(screen.reading.opened.story, note) and not screen.reading.opened.unfolded:
            show_matter(screen, unfolded=True)
        screen.show(look_at(screen.reading, note))
        screen.tell(f"{screen.key_of('jump.back')} goes back.")
