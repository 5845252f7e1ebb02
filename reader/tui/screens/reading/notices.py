"""The line of the reading screen with the folio: what is said, asked, and typed ahead.

The rule: nothing waits for a notice; a digit that is also a command waits a moment for what would
make it a count.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.command import Need, command
from reader.paint.page import Furniture
from reader.tui.questions import Confirm
from reader.tui.screens.command_screen import binding_of, told_of_missed
from reader.typeset.cells import clip, fitting, width

if TYPE_CHECKING:
    from reader.reading.reading import Reading
    from reader.story import Range
    from reader.tui.screens.reading import ReadingScreen

_NOTICE_SECONDS = 4.0
_BANNER_SECONDS = 4.0
_BANNER_LEAST = 24
"""Cells within which it can be understood."""


class Notices:
    """Keeps the reader informed."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._waiting: deque[str] = deque()
        self._banner = False
        self.told = screen.reading.opened.notice
        """The sentence being shown; empty if none is."""
        self.has = Need.NOTHING
        """Whether something is asked or offered."""
        self.question = Confirm(self._show_question)

    def begin(self) -> None:
        """Say what is to be said on opening."""
        if self.told:
            self.tell(self.told)
        self.say_grown()
        self._screen.set_interval(_BANNER_SECONDS, self._turn_banner)

    def tell_missed(self, key: str) -> None:
        """Say that a key means nothing here, and what helps."""
        self.tell(told_of_missed(self._screen, key, "{leave} leaves"))

    def say_grown(self) -> None:
        """Say how the story has grown since it was read, unless that has been said."""
        opened = self._screen.reading.opened
        if opened.grown and opened.grown != opened.notice:
            self.say(opened.grown)

    @property
    def sentence(self) -> str:
        """What is shown in the folio's place; a question stays until it is answered."""
        if self.told or not self.question.words:
            return self.told
        screen = self._screen
        return self.question.line(screen.key_of("answer.yes"), screen.key_of("answer.no"))

    def _show_question(self) -> None:
        self.offer(Need.QUESTION, stands=bool(self.question.words))
        self._screen.repaint()

    def offer(self, what: Need, *, stands: bool) -> None:
        """Record whether a place is offered or something is asked."""
        self.has = self.has | what if stands else self.has & ~what

    def tell(self, notice: str) -> None:
        """Say a sentence in the folio's place for a while."""
        self.told = safe(notice)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(_NOTICE_SECONDS, self._hush)
        self._screen.repaint()

    def clear(self) -> None:
        """Remove the present sentence."""
        self.told = ""

    def _hush(self) -> None:
        self.told = ""
        self._screen.repaint()
        self.say_next()

    def say(self, *sentences: str) -> None:
        """Say these when nothing else is being said."""
        self._waiting += sentences
        self.say_next()

    def say_now(self, sentence: str) -> None:
        """Say this before everything else."""
        self._waiting.appendleft(sentence)
        self.told = ""
        self.say_next()

    def say_next(self) -> None:
        """Say what is waiting to be said, unless something is being said."""
        if self._waiting and not self.told:
            self.tell(self._waiting.popleft())

    @command("answer.yes", "answer.no")
    def answer(self, command_id: str) -> None:
        """Answer the open question."""
        self.question.answer(yes=command_id == "answer.yes")

    # What is not saved

    def trouble_ended(self) -> None:
        """What was kept in memory is on the disk again."""
        self._banner = False
        self.say("Everything is saved again.")

    def _turn_banner(self) -> None:
        trouble = bool(self._screen.context.trouble)
        if trouble or self._banner:
            self._banner = trouble and not self._banner
            self._screen.repaint()

    def furnish(self, around: Furniture) -> Furniture:
        """The folio, and why nothing is saved: next to it, or alternating if there is no room."""
        told = self._screen.context.trouble
        if not told:
            return around
        trouble = f"not saved: {safe(told)}"
        room = self._screen.view.frame.span - width(around.folio) - 3
        if room >= _BANNER_LEAST:
            parts = (around.folio, clip(trouble, room))
            return around.replace(folio=" · ".join(filter(None, parts)))
        return around.replace(folio=trouble) if self._banner else around


_NEW = 3
"""Stories after which the keys are known."""
_HINTS = (
    " · {page.next} turn the page · {search} search · {bookmark.add} bookmark · {help} all keys",
    " · {page.next} turn · {search} search · {bookmark.add} bookmark · {help} all keys",
    " · {page.next} turn · {search} search · {help} all keys",
    " · {page.next} turn · {help} keys",
    " · {help} keys",
)
"""The keys that matter most, the longest form first."""


class FirstKeys:
    """Names the keys that matter most on the first page of the first stories."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._shown = self._over = False
        self._first: Range | None = None

    def follow(self, before: Reading, now: Reading) -> None:
        """Stop naming them once nothing of the first page is shown."""
        if not self._over:
            self._first = self._first or before.page
            if now.page.start >= self._first.end:
                self._shown, self._over = False, True

    def begin(self) -> None:
        """Find out whether the reader is new, when a story is opened for the first time."""
        opened = self._screen.reading.opened
        if opened.path is not None and opened.place is None:
            self._screen.in_turn(self._look, "hint")

    def _look(self) -> None:
        if self._screen.context.store.stories.begun() < _NEW:
            self._screen.app.call_from_thread(self._show)

    def _show(self) -> None:
        self._shown = not self._over
        self._screen.repaint()

    def furnish(self, around: Furniture) -> Furniture:
        """The folio and the keys, as many as there is room for."""
        if not (self._shown and around.folio) or self._screen.context.trouble:
            return around
        hints, page = [*map(self._screen.keyed, _HINTS)], around.folio.partition(" · ")[0]
        told = (*(f"{around.folio}{one}" for one in hints), f"{page}{hints[-1]}")
        room = self._screen.view.frame.span
        return around.replace(folio=fitting(told, room, around.folio))


_MOST_DIGITS = 7
_DIGIT_SECONDS = 0.6
"""How long a digit that is also a command waits for what makes it a count."""


class Typed:
    """Gathers digits into a count for the command after them."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self.digits = ""
        self.ticked = False
        """Whether the first of two backticks was just typed."""

    def add(self, digit: str) -> None:
        """Add to the count; a first digit that is also a command gives it if nothing follows."""
        self._settle()
        alone = not self.digits
        self.digits = (self.digits + digit).lstrip("0")[:_MOST_DIGITS]
        if alone and binding_of(self._screen, digit) is not None:
            self._timer = self._screen.set_timer(_DIGIT_SECONDS, lambda: self._stand_alone(digit))
        self._screen.repaint()

    def take(self) -> int | None:
        """The number typed before a command, if any, which is used up."""
        self._settle()
        digits, self.digits = self.digits, ""
        return int(digits) if digits else None

    def clear(self) -> None:
        """Forget what was typed."""
        self._settle()
        self.digits = ""

    def _settle(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    async def _stand_alone(self, digit: str) -> None:
        screen = self._screen
        self._timer = None
        bound = binding_of(screen, digit) if screen.is_current else None
        self.digits = ""
        if bound is not None:
            await screen.app.run_action(bound.action, screen)
        screen.repaint()
