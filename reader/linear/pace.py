"""The reader's pace in linear mode: what is left of the chapter, and pages that turn by themselves.

The rule: a page is timed from when it was printed until it is turned; while a list is chosen from,
or the process is stopped, no time passes.
"""

from __future__ import annotations

from reader.commands.command import command
from reader.commands.line_commands import Given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.reading.moves import MOVES
from reader.story import count_words

_FASTER, _SLOWER = ("+", "="), ("-",)
_STEP = 1.1
_LEAST_SECONDS = 2.0
"""For which a page stands, however little there is on it."""


class SelfTurningCommands(LinearBase):
    """Turns pages at the reader's pace."""

    @command("page.auto")
    def turn_by_themselves(self, _: Given) -> None:
        """Turn pages by themselves until the end, or until something is typed."""
        if not self.console.asks:
            say("Pages turn by themselves on a terminal only.")
            return
        word, self.by_itself = self.times.word, True
        self._tell_speed(word)
        while not self.reading.shown.at_end:
            words = count_words(self.opened.story.text, *self.reading.page)
            if not self.console.pressed(max(_LEAST_SECONDS, words * word)):
                self.move(MOVES["page.next"], "This is the end.")
                continue
            typed = (self.console.command() or "").strip()
            if typed not in (*_FASTER, *_SLOWER):
                break
            word *= 1 / _STEP if typed in _FASTER else _STEP
            self._tell_speed(word)
        self.by_itself = False
        say("Auto-turn is off.")

    def _tell_speed(self, word: float) -> None:
        say(f"{60 / word:,.0f} words a minute: + faster, - slower, anything else stops.")
