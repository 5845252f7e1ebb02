"""Selecting by keys: a passage that motions and objects change, shown on the page meanwhile.

The rule: a selection is a passage of the story; when a key leads off the page, the page is turned
and the selection goes on. The place stays where the reader reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from reader.commands.command import Need, command
from reader.paint.pointer import between, pointed_at
from reader.paint.runs import Overlay
from reader.paint.themes import Role
from reader.story import Range, count_words, quantity
from reader.tui.screens.reading.other_programs import Clipboard

if TYPE_CHECKING:
    from reader.reading.selection import Selection
    from reader.tui.screens.reading import ReadingScreen

COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple")
"""Of highlights, in the order of the digits that choose them."""
_STYLES = ("solid", "underline", "strikethrough", "outline")
_COLOURS = {f"select.{colour}": colour for colour in COLOURS}
_MOTIONS = {
    f"select.{motion.replace('.', '-')}": motion
    for motion in (
        "left",
        "right",
        "up",
        "down",
        "word.next",
        "word.end",
        "word.previous",
        "sentence.next",
        "sentence.previous",
        "paragraph.next",
        "paragraph.previous",
        "line.start",
        "line.end",
        "page.start",
        "page.end",
    )
}
_OBJECTS = {"w": "w", "s": "s", "p": "p", "quotation_mark": '"', "apostrophe": '"'}
"""The second key of an object."""
_PICKED = {2: "iw", 3: "is", 4: "ip"}
"""What this many clicks select."""


def meant(screen: ReadingScreen) -> Range:
    """The selection, else the sentence that is read aloud, else the one at the top."""
    here = screen.reading.opened.story.sentence_range(screen.reading.page.start)
    return screen.selecting.passage() or screen.speech.sentence or here


class Selecting:
    """What is selected by keys, and how it is to be marked."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.selection: Selection | None = None
        self.colour = COLOURS[0]
        """Of the next highlight."""
        self.style = _STYLES[0]
        self.around = ""
        """The first key of an object that waits for the second."""
        self.has = Need.NOTHING
        """Whether something is being selected."""

    @property
    def sentence(self) -> str:
        """What is said in the folio's place meanwhile."""
        if self.selection is None:
            return ""
        from reader.tui.widgets.hints import fitted

        key, screen = self._screen.key_of, self._screen
        start, end = self.selection.passage(screen.reading.opened.story)
        words = max(1, count_words(screen.reading.opened.story.text, start, end))
        drawn = "" if self.style == _STYLES[0] else f", {self.style}"
        told = (
            f"{quantity(words, 'word')} · {self.colour}{drawn}"
            f" · {key('highlight')} highlight · {key('highlight.note')} note"
            f" · {key('copy')} copy · {key('select.end')} cancel"
        )
        return fitted(told, screen.view.frame.span)

    def passage(self) -> Range | None:
        """The selection, by keys or by the mouse; None if there is none."""
        screen, story = self._screen, self._screen.reading.opened.story
        if self.selection is not None:
            return self.selection.passage(story)
        view = screen.page_view
        cells = view.selected if view is not None else None
        return (
            between(story, screen.view.frame, screen.reading.shown.pages, *cells) if cells else None
        )

    def overlays(self) -> Sequence[Overlay]:
        """The selection as it is painted over the text."""
        if self.selection is None:
            return ()
        story, head = self._screen.reading.opened.story, self.selection.head
        at = self.selection.replace(anchor=head).passage(story)
        return (
            Overlay(*self.selection.passage(story), Role.SELECTION),
            Overlay(*at, Role.HEAD_OF_SELECTION),
        )

    # Beginning and ending

    @command("select")
    def begin(self) -> None:
        """Begin at the word under the mouse, else at the first word of the page."""
        from reader.reading.selection import Selection, first_word, selected

        screen, marked = self._screen, self.passage()
        story, pointed = screen.reading.opened.story, screen.part(Clipboard).pointed()
        screen.clear_selection()
        if marked is not None:
            self._take(selected(story, marked))
        elif pointed is not None and screen.app.mouse_captured is None:
            self._take(Selection(pointed, pointed))
        else:
            self._take(first_word(story, screen.reading.page))

    @command("select.end")
    def end(self) -> None:
        """Select nothing any more."""
        self._screen.clear_selection()

    def clear(self) -> None:
        """Drop the selection by keys."""
        if self.selection is not None:
            self.selection, self.around, self.has = None, "", Need.NOTHING
            self._screen.repaint()

    def pick(self, column: int, row: int, times: int) -> None:
        """Select what is around a cell that was clicked on: word, sentence, paragraph."""
        from reader.reading.selection import Selection

        screen, reading = self._screen, self._screen.reading
        story = reading.opened.story
        offset = pointed_at(story, screen.view.frame, reading.shown.pages, column, row)
        screen.clear_selection()
        if offset is not None:
            self._take(Selection(offset, offset).widened(_PICKED[min(times, 4)], story))

    # Moving

    @command(*_MOTIONS)
    def move(self, command_id: str) -> None:
        """Move the end that keys move."""
        screen, count = self._screen, self._screen.typed.take() or 1
        if self.selection is not None:
            story, shown = screen.reading.opened.story, screen.reading.shown
            motion, page = _MOTIONS[command_id], screen.reading.page
            self._take(self.selection.moved(motion, count, story, shown.layout, page))

    @command("select.other-end")
    def exchange(self) -> None:
        """Switch to moving the other end."""
        if self.selection is not None:
            self._take(self.selection.exchanged())

    @command("select.inside", "select.around")
    def wait_for_object(self, command_id: str) -> None:
        """The next key says which object."""
        self.around = "i" if command_id == "select.inside" else "a"

    def take_key(self, event: events.Key) -> bool:
        """The second key of an object; any other key keeps its own meaning."""
        around, self.around = self.around, ""
        what = _OBJECTS.get(event.key)
        if not around or what is None or self.selection is None:
            return False
        self._take(self.selection.widened(around + what, self._screen.reading.opened.story))
        return True

    def follow(self) -> None:
        """The page was turned: the moving end follows."""
        if self.selection is None:
            return
        from reader.reading.selection import first_word

        page = self._screen.reading.page
        if not page.start <= self.selection.head < page.end:
            there = first_word(self._screen.reading.opened.story, page).head
            self.selection = self.selection.replace(head=there)

    def _take(self, selection: Selection) -> None:
        screen, self.selection, self.has = self._screen, selection, Need.SELECTING
        screen.notices.clear()  # the folio's place describes the selection
        there = screen.reading.shown.showing(selection.head)
        screen.show(screen.reading if there is screen.reading.shown else screen.reading.look(there))

    # How it is to be marked

    @command(*_COLOURS)
    def choose_colour(self, command_id: str) -> None:
        """Choose the colour of the highlight."""
        self.colour = _COLOURS[command_id]
        self._screen.repaint()

    def choose_number(self, number: int | None) -> None:
        """Choose the colour by a digit that was typed before a key."""
        if number is not None and 1 <= number <= len(COLOURS):
            self.colour = COLOURS[number - 1]

    @command("select.style")
    def choose_style(self) -> None:
        """Choose the next way to draw it; a digit before it is a colour."""
        self.choose_number(self._screen.typed.take())
        self.style = _STYLES[(_STYLES.index(self.style) + 1) % len(_STYLES)]
        self._screen.repaint()
