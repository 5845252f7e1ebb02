"""Going to a place that is asked for, or that a jump left; keeping the place, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.commands.answers import command
from reader.deferred import deferred
from reader.reading.excerpt import place_at
from reader.reading.moves import MOVES, to_page, to_share
from reader.tui.messages import PlaceChanged, StoryLeft
from reader.tui.questions import ask
from reader.tui.screens.reading.other_window import OtherWindow

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

_PAGE_OR_PERCENT = deferred(r"(?P<page>[0-9]{1,9})|(?P<percent>[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*%")


class Places:
    """Asks for places, goes back from jumps, and has the reader's place kept."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("go.percent")
    async def go_to_percent(self) -> None:
        """Go to the percentage that was typed before the key, else ask for one."""
        screen = self._screen
        count = screen.typed.take()
        if count is not None:
            screen.attempt(MOVES["go.percent"], count)
            return
        answer = await ask(screen, "Go to percent:", "", "a percentage such as 40")
        share = (answer or "").strip().removesuffix("%")
        if share:
            self._go_to(f"{share}%")

    @command("go.ask")
    async def go_to_page(self) -> None:
        """Ask for a page or a percentage and go there."""
        hint = "a page number, or a percentage such as 40%"
        self._go_to(await ask(self._screen, "Go to page:", "", hint) or "")

    def _go_to(self, typed: str) -> None:
        answer = safe(typed.strip())
        match = _PAGE_OR_PERCENT.fullmatch(answer)
        if match is None:
            if answer:
                self._screen.tell(f"“{answer}” is neither a page nor a percentage.")
        elif match["page"]:
            self._screen.attempt(to_page(int(match["page"])))
        else:
            self._screen.attempt(to_share(float(match["percent"].replace(",", ".")) / 100))

    @command("jump.back", "jump.ahead")
    def jump(self, command_id: str) -> None:
        """Go through the list of jumps."""
        move, screen = MOVES[command_id], self._screen
        if move(screen.reading, None) is screen.reading:
            screen.tell("There is no further place to go to.")
        else:
            screen.attempt(move)

    @command("jump.twice")
    def jump_twice(self) -> None:
        """The second of two backticks goes back."""
        typed = self._screen.typed
        typed.ticked = not typed.ticked
        if not typed.ticked:
            self.jump("jump.back")

    def keep(self) -> None:
        """Hand the place to who writes it down; another window may have read on meanwhile."""
        screen = self._screen
        here, opened = screen.reading.place, screen.reading.opened
        if opened.id is not None:
            place = place_at(opened.story, here.offset)
            if here.at_end:
                place = place._replace(progression=1.0)
            screen.post_message(PlaceChanged(opened.id, place))
        screen.part(OtherWindow).look_now_and_then()

    @command("leave")
    def leave(self) -> None:
        """Leave the story; its place is kept though not all of it was read."""
        self._screen.unread.keep_early()
        self._screen.post_message(StoryLeft())
