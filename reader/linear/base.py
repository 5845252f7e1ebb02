"""A story in linear mode without its commands: the page, the place, and what is said about them.

The rule: a page is printed from its first line to its last and never touched again; below it comes
one line that says where it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from reader import locator
from reader.cleaning import safe
from reader.commands.command import answers_of, command
from reader.commands.line_commands import Given, help_lines, understood
from reader.context import Context
from reader.linear.console import Console, say
from reader.pace.estimate import WordsBetween
from reader.pace.stopwatch import Lap
from reader.paint.runs import runs
from reader.reading.bookmarks import offered
from reader.reading.moves import Move
from reader.reading.open import OpenStory
from reader.reading.pace import PageTimes
from reader.reading.reading import Reading
from reader.reading.view import settings_for, start_at, style_for
from reader.settings.settings import Settings
from reader.storage.values import NotSavedError
from reader.story import percent
from reader.typeset.layout import Layout
from reader.typeset.style import PageStyle
from reader.value import NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Future

_AROUND = 2
"""Rows of a screen that are not the page's: the line with the place, and the typed line."""
_LEAST = 3
_PATIENCE = 3.0
"""Seconds that a confirmation waits for the disk."""


class Sheet(NamedTuple):
    """The size that was asked for; what was not given follows the terminal."""

    width: int | None = None
    """Cells of a line."""
    height: int | None = None
    """Rows of text."""


class LinearBase:
    """One story, a page at a time."""

    answers: ClassVar[Mapping[str, str]] = {}
    """Command id → the method that does it."""

    def __init_subclass__(cls) -> None:
        cls.answers = answers_of(cls)

    def __init__(self, context: Context, opened: OpenStory, console: Console, sheet: Sheet) -> None:
        self.context = context
        self.opened = opened
        self.console = console
        self.sheet = sheet
        self.settings = _plainly(settings_for(context.settings, opened))
        self.reading = Reading(opened, start_at(opened, Layout(opened.story, self._style())))
        self.left = False
        """Whether the reader is finished with the story."""
        self.other: int | None = None
        """Another window's place that was offered."""
        self.offered_look: int | None = None
        """What was being looked at when the story was left, until it is gone to or forgotten."""
        self._told_trouble = ""
        self.times = PageTimes(self.reading, console.now())
        self.by_itself = False
        """Whether pages turn by themselves, which says nothing about how fast they are read."""

    def _style(self) -> PageStyle:
        """How a page is set on the terminal as it is now."""
        columns, rows = shutil.get_terminal_size()
        most = columns if self.opened.choices.raw else min(self.settings.measure, columns)
        height = self.sheet.height or max(_LEAST, rows - _AROUND)
        measure = max(1, self.sheet.width or most)
        return style_for(self.settings, measure, height, margin=columns - measure >= 2)

    def read(self) -> None:
        """Carry out commands until the reader leaves or is gone."""
        while not self.left:
            line = self.console.command()
            if line is None:
                return
            self.obey(line)

    def introduce(self) -> None:
        """Say which story it is and what the reader should know about it."""
        story = self.opened.story
        author = f", by {safe(story.metadata.author)}" if story.metadata.author else ""
        say(f"{safe(story.title)}{author}. {self.where()} ? for help.")
        told = dict.fromkeys(filter(None, (self.opened.notice, self.opened.grown)))
        for sentence in told:
            say(safe(sentence))
        if self.offered_look is not None:
            page = self.reading.shown.layout.page_of(self.offered_look) + 1
            say(f"You looked at page {page}: ` goes there.")
        say()

    def obey(self, line: str) -> None:
        """Do what a line asks for, on pages that fit the terminal as it is now."""
        style, here = self._style(), self.reading.shown
        if style != here.layout.style:
            self.reading = self.reading.set_as(here.laid_out(Layout(here.story, style)))
        given = understood(line)
        if given is None:
            say(f"Unknown command “{safe(line.strip()[:40])}”; ? lists them.")
            return
        do: Callable[[Given], None] = getattr(self, self.answers[given.id])
        do(given)

    def print_page(self) -> None:
        """Print the page shown and where it is; from now on it is being read, or only looked at."""
        self.times.look(self.console.now(), away=self.reading.home is not None)
        story = self.opened.story
        rows = list(self.reading.shown.pages[0].rows)
        while rows and rows[-1] is None:
            rows.pop()
        lines = ("".join(run.text for run in runs(story, row)) if row else "" for row in rows)
        say("\n".join(line.rstrip(" ") for line in lines))
        self.tell_place()

    def tell_place(self) -> None:
        """The line below a page; and before it, anything that has happened meanwhile."""
        self._tell_trouble()
        self._tell_other()
        say(f"[{self._folio()}{self._left()}{self._looking()}]")

    def _folio(self) -> str:
        """The page number with the total, and the percentage."""
        layout = self.reading.shown.layout
        end = ", the end" if self.reading.shown.at_end else ""
        page = f"{self.reading.shown.number + 1}"
        if self.opened.cut:
            return page
        page += f" of {layout.page_count}"
        return f"{page}, {percent(self.reading.shown.progression)}{end}"

    def _left(self) -> str:
        """The time left in the chapter, once that is known."""
        if not self.context.settings.time_left:
            return ""
        if self.times.lacks_words(self.opened):
            self.times.words = WordsBetween(self.opened.story)
        left = self.times.left(self.reading)
        return f", {left[0]}" if left else ""

    def _looking(self) -> str:
        """Where the place is, while another page is looked at."""
        home = self.reading.home
        return f"; your place is on page {home.number + 1}: ` returns" if home else ""

    def where(self) -> str:
        """Page, percentage and chapter in a sentence."""
        story = self.opened.story
        chapter = safe(story.chapter_at(self.reading.shown.pages[0].end - 1))
        return f"Page {self._folio()}{f', {chapter}' if chapter else ''}."

    def _tell_trouble(self) -> None:
        trouble = self.context.trouble
        if trouble != self._told_trouble:
            self._told_trouble = trouble
            say(f"Not saved: {safe(trouble)}." if trouble else "Everything is saved again.")

    def _tell_other(self) -> None:
        here = self.reading.place
        offer = offered(self.context, self.opened, here.offset)
        if offer is not None and offer.offset != self.other:
            self.other = offer.offset
            was = "has read on to" if offer.newer else "was at"
            say(f"Another window {was} {percent(offer.progression)}: o goes there.")

    def move(self, how: Move, otherwise: str, count: int | None = None) -> None:
        """Make a move and show where it leads, or say why it leads nowhere."""
        before = self.reading
        there = how(before, count) or before
        if there is before:
            say(otherwise)
            self.tell_place()
            return
        self.reading = there
        if there.place_moved_from(before):
            now = self.console.now()
            self.keep_place(self.times.lap(before, there, now, by_itself=self.by_itself))
        self.print_page()

    def show(self, reading: Reading) -> None:
        """Print another page; what is kept stays as it is."""
        self.reading = reading
        self.print_page()

    def keep_place(self, lap: Lap) -> None:
        """Pass on the place to be written."""
        if self.opened.id is None:
            return
        here = self.reading.place
        place = locator.make(self.opened.story, here.offset)
        if here.at_end:
            place = place._replace(progression=1.0)
        self.context.store.places.remember(self.opened.id, place, lap, read=self.reading.read)

    def is_saved(self, saving: Future[None], what: str) -> bool:
        """Wait until something is on the disk; say so if it is not."""
        try:
            saving.result(_PATIENCE)
        except (NotSavedError, TimeoutError) as error:
            reason = str(error) or self.context.trouble or "the disk does not answer"
            say(f"{what} not saved: {safe(reason)}.")
            return False
        return True

    def choose(self, rows: Sequence[str], at: int = 0) -> int | None:
        """Which of some numbered rows the reader wants, from 0; shown in screenfuls from `at` on.

        An answer that is not the number of a row is carried out as a command.
        """
        size = max(_LEAST, self.reading.shown.layout.style.rows)
        first = at - at % size
        while True:
            end = min(first + size, len(rows))
            for number in range(first, end):
                say(f"{number + 1}. {rows[number]}")
            more = end < len(rows)
            self.times.look(self.console.now(), away=True)
            answer = self.console.answer(
                f"Number{', Enter for more' if more else ''}, q to cancel: "
            )
            self.times.look(self.console.now(), away=self.reading.home is not None)
            if answer is None or answer.strip() in ("q", ".") or not (answer.strip() or more):
                break
            if not answer.strip():
                first = end
                continue
            if answer.strip().isdecimal():
                if 1 <= int(answer.strip()[:9]) <= len(rows):
                    return int(answer.strip()) - 1
                say(f"No number {answer.strip()[:9]}.")
                continue
            self.obey(answer)
            return None
        self.tell_place()
        return None

    @command("redraw")
    def show_again(self, _: Given) -> None:
        """Print the page again."""
        self.print_page()

    @command("where")
    def tell_where(self, _: Given) -> None:
        """Say where the page is."""
        say(self.where())
        self.tell_place()

    @command("help")
    def tell_help(self, _: Given) -> None:
        """List the commands."""
        say("\n".join(help_lines()))
        self.tell_place()

    @command("leave")
    def leave(self, _: Given) -> None:
        """Leave the story."""
        self.left = True


def _plainly(settings: Settings) -> Settings:
    """The settings without those that matter only to the eye."""
    return settings.replace(justify=False, hyphenate=False, leading=1)
