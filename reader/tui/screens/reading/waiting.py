"""What is asked of a long story before all of it is there.

The rule: pages turn at once as far as they are there; what needs the whole story is done as soon
as that is there, unless the reader has turned a page since.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events

from reader.commands.command import COMING, Need
from reader.commands.reading_commands import BY_ID
from reader.reading.navigator import Navigator
from reader.story import percent
from reader.tui.screens.questioned import Questioned
from reader.tui.screens.reading.base import Feature


class Waiting(Questioned, Feature):
    """Holds one wish until the whole story is there."""

    wish: Callable[[], object] | None = None
    """What is to be done as soon as the whole is there."""
    share = 0.0
    """How much is done of what has to be done before, from 0 to 1."""
    problem = ""
    """Why the whole will never be there, in a sentence."""

    @property
    def counting(self) -> bool:
        """Whether the whole of the story is still to come, or the number of its pages."""
        here = self.navigator
        return self.opened.rest is not None or (here is not None and not here.layout.whole)

    @property
    def has(self) -> Need:
        """All that comes by itself, as far as it has come."""
        if not self.counting:
            return super().has
        excerpt = self.opened.rest is not None
        unknown = excerpt and self.opened.id is None and self.opened.path is not None
        has = super().has & ~Need.PAGES
        return has & ~(Need.KNOWN if unknown else Need.NOTHING) & (~Need.WHOLE if excerpt else has)

    def answer(self, command_id: str) -> Callable[[], object] | None:
        """What needs the whole story waits for it."""
        method = super().answer(command_id)
        if method is None or not BY_ID[command_id].needs & ~self.has & COMING:
            return method
        return partial(self._wait_for, command_id)

    def _wait_for(self, command_id: str) -> None:
        count = self.take_count()

        def do() -> None:
            self._count = "" if count is None else str(count)
            self.run_worker(self.action_do(command_id), group="command")

        self._wish_for(do)

    def _wish_for(self, wish: Callable[[], object]) -> None:
        if self.problem:
            self.tell(self.problem)
            return
        self.wish, self._notice = wish, ""
        self.repaint()

    def move(self, how: Callable[[Navigator], Navigator]) -> None:
        """Go further than a page when all pages are there."""
        if self.counting:
            self._wish_for(partial(self.move, how))
        else:
            super().move(how)

    def turn(self, how: Callable[[Navigator], Navigator]) -> None:
        """Turn pages at once, as far as they are there."""
        here = self.navigator
        if here is None or not self.counting:
            super().turn(how)
            return
        there = how(here)
        at_start = here.layout.begins and here.offset <= here.layout.bounds.start
        if there is here and not (at_start or here.at_end):
            self._wish_for(partial(self.turn, how))
        elif there.sound:
            self.go(there)
        else:
            self._wish_for(partial(self.turn, how))

    def jump(self, how: Callable[[Navigator], Navigator]) -> None:
        """Jumps in an excerpt stay in it; others go anywhere."""
        if self.counting and self.opened.rest is None:
            self._wish_for(partial(self.jump, how))
        else:
            super().jump(how)

    def go(self, navigator: Navigator | None) -> None:
        """Who turns a page no longer wishes what was to be waited for."""
        if self.counting and navigator is not None and navigator is not self.navigator:
            self.moved, self.wish = True, None
        super().go(navigator)

    def take_key(self, event: events.Key) -> bool:
        """Esc gives up what is waited for."""
        if event.key == "escape" and self.wish is not None:
            self.wish = None
            self.repaint()
            return True
        return super().take_key(event)

    def sentence(self) -> str:
        """That a wish waits stands until it is done."""
        if self.wish is not None:
            doing = "reading" if self.opened.rest is not None else "counting"
            return f"Still {doing}: {percent(self.share)}…"
        return super().sentence()
