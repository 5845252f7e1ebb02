"""How fast the pages are read, and what is left of the chapter at that pace.

The rule: only a page that was read and then turned counts; while another one is looked at, while
something covers the page and while another window has the keyboard, no time passes.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

from reader.commands.command import command
from reader.paint.page import Furniture
from reader.reading.moves import MOVES
from reader.reading.reading import Reading
from reader.story import count_words
from reader.typeset.cells import fitting

if TYPE_CHECKING:
    from reader.pace.estimate import ReadingPace, WordsBetween
    from reader.pace.stopwatch import Lap
    from reader.reading.open import OpenStory
    from reader.reading.pace import PageTimes
    from reader.tui.screens.reading import ReadingScreen


class PageTimer:
    """Times the pages, and shows in the folio how long the chapter will still take."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._times: PageTimes | None = None
        self.by_itself = False
        """Whether pages turn by themselves, which says nothing about how fast they are read."""

    @property
    def pace(self) -> ReadingPace | None:
        """The reader's pace; None as long as it is not known how fast the story was read before."""
        return self._times.pace if self._times else None

    @property
    def word(self) -> float:
        """The seconds per word."""
        from reader.pace.estimate import WORD

        return self._times.word if self._times else WORD

    def begin(self) -> None:
        """Start the watch; ask how fast the story was read before, once all of it is there."""
        from reader.reading.pace import PageTimes

        screen = self._screen
        opened = screen.reading.opened
        times = self._times = self._times or PageTimes(screen.reading, time.monotonic())
        if opened.rest is None and times.pace is None:
            screen.in_turn(partial(self._find, opened), "pace")

    def _find(self, opened: OpenStory) -> None:
        """Ask the data file, in a thread."""
        from reader.reading.pace import pace_of

        screen = self._screen
        found = pace_of(screen.context, opened)
        screen.app.call_from_thread(self._take, found)

    def _take(self, pace: ReadingPace) -> None:
        if self._times is not None:
            self._times.take(pace)
            self._count()

    def _count(self) -> None:
        """Count the words of the story, as soon as there is something to show."""
        opened = self._screen.reading.opened
        if self._times is not None and self._times.lacks_words(opened):
            self._screen.in_turn(partial(self._count_words, opened), "words")

    def _count_words(self, opened: OpenStory) -> None:
        from reader.pace.estimate import WordsBetween

        counted = WordsBetween(opened.story)
        self._screen.app.call_from_thread(self._take_words, counted)

    def _take_words(self, counted: WordsBetween) -> None:
        if self._times is not None:
            self._times.words = counted
            self._screen.repaint()

    # What passes

    def lap(self, before: Reading, there: Reading) -> Lap | None:
        """What was read from one place to the next."""
        if self._times is None:
            return None
        lap = self._times.lap(before, there, time.monotonic(), by_itself=self.by_itself)
        if lap.turn is not None:
            self._count()
        return lap

    def follow(self, reading: Reading) -> None:
        """No time passes while another page is only looked at."""
        self.look(away=reading.home is not None)

    def look(self, *, away: bool) -> None:
        """The reader looks away from the page, or at it again."""
        screen = self._screen
        if away and screen.speech.sounds:
            return
        if self._times is not None and (
            away or (screen.is_current and screen.reading.home is None)
        ):
            self._times.look(time.monotonic(), away=away)

    # What is left

    def furnish(self, around: Furniture) -> Furniture:
        """The folio followed by the time left, if there is room."""
        screen = self._screen
        if self._times is None or not screen.context.settings.time_left:
            return around
        if (
            self._times.words is not None
            and self._times.words.story is not screen.reading.opened.story
        ):
            self._count()
        left = self._times.left(screen.reading)
        told = (f"{around.folio} · {one}" for one in left if around.folio)
        return around.replace(folio=fitting(told, screen.view.frame.span, around.folio))


_FASTER, _SLOWER = frozenset({"plus", "equals_sign", "right"}), frozenset({"minus", "left"})
_STEP = 1.1
_LEAST_SECONDS = 2.0
"""Seconds that a page stays, however little there is on it."""


class SelfTurning:
    """Turns pages by themselves, at the reader's pace, until any key stops it."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._shown: Reading | None = None
        """What has been shown since the last turn."""
        self._word = 0.0

    @command("page.auto")
    def begin(self) -> None:
        """Turn by themselves from now on."""
        self._screen.speech.stop()
        self._word = self._screen.pace.word
        self._screen.pace.by_itself = True
        self._wait()
        self._tell()

    @property
    def seconds(self) -> float:
        """How long the shown page takes."""
        reading = self._screen.reading
        words = count_words(reading.opened.story.text, *reading.page)
        return max(_LEAST_SECONDS, words * self._word)

    def _wait(self) -> None:
        """Turn when the page has been read."""
        screen = self._screen
        self._stop_timer()
        self._shown = screen.reading
        self._timer = screen.set_timer(self.seconds, self.turn)

    def _tell(self) -> None:
        speed = f"{60 / self._word:,.0f} words a minute"
        self._screen.say(f"{speed}: + faster, - slower, any other key stops.")

    def turn(self) -> None:
        """Turn the page, unless the reader is away or turned it; stop at the end."""
        screen = self._screen
        if self._timer is None:
            return
        if not screen.is_current or not screen.app.app_focus or screen.reading.home is not None:
            self._end()
            return
        before = screen.reading
        if before is self._shown:
            screen.attempt(MOVES["page.next"], 1)
        if before is self._shown and screen.reading is before:
            self._end()
        else:
            self._wait()

    def take_key(self, event: events.Key) -> bool:
        """Faster, slower, or stop; whether the key was used for that."""
        if self._timer is None:
            return False
        if event.key in _FASTER | _SLOWER:
            self._word *= 1 / _STEP if event.key in _FASTER else _STEP
            self._wait()
            self._tell()
        else:
            self._end()
        return True

    def _end(self) -> None:
        self._stop_timer()
        self._screen.pace.by_itself = False
        self._screen.say("Auto-turn is off.")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
