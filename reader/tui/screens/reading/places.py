"""Going to a place that is asked for, left by a jump, or kept by another window; leaving."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.command import command
from reader.deferred import deferred
from reader.reading.long_story import place_at
from reader.reading.moves import MOVES, to_offset, to_page, to_share
from reader.story import percent
from reader.tui.messages import PlaceChanged, StoryClaimed, StoryLeft
from reader.tui.questions import ask
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.reading.bookmarks import OtherPlace
    from reader.tui.screens.reading import ReadingScreen

_OFFER_SECONDS = 60.0
_ASK_SECONDS = 2.0
"""Least time between two looks at what other windows do."""
_TITLE_MOST = 30


class OtherWindow:
    """Offers another window's place; asks whether a story is one that is known."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._offer: OtherPlace | None = None
        self._timer: Timer | None = None
        self._looked_at = 0.0

    def ask_whose(self) -> None:
        """Ask whether the text is of a story that was renamed and edited, if it may be."""
        if self._screen.reading.opened.maybe and not self._screen.notices.question.words:
            self._screen.run_worker(self._ask_whose(), group="whose")

    async def _ask_whose(self) -> None:
        from reader.reading.open import claim

        screen = self._screen
        opened = screen.reading.opened
        known = opened.maybe
        if known is None:
            return
        title = clip(safe(known.title), _TITLE_MOST)
        read = f", read to {percent(known.locator.progression)}" if known.locator else ""
        is_known = await screen.notices.question.ask(f"Is this your “{title}”{read}?")
        if is_known:
            claim(screen.context, screen.reading.opened)
            if opened.path is not None:
                screen.post_message(StoryClaimed(opened.path))
        elif is_known is not None:
            screen.tell("A new story, then; the other keeps its place.")

    def look_now_and_then(self) -> None:
        """Look for other windows, unless that was done just now."""
        if time.monotonic() - self._looked_at > _ASK_SECONDS:
            self.look_for_others()

    def look_for_others(self) -> None:
        """OtherPlace the place of another window, if there is one."""
        self._looked_at = time.monotonic()
        screen = self._screen
        opened = screen.reading.opened
        if opened.rest is None and opened.id is not None:
            look = partial(self._look, screen.reading.shown.offset)
            screen.run_worker(look, thread=True, exclusive=True, group="others")

    def _look(self, here: int) -> None:
        from reader.reading.bookmarks import offered

        screen = self._screen
        offer = offered(screen.context, screen.reading.opened, here)
        if offer is not None:
            screen.app.call_from_thread(self._make_offer, offer)

    def _make_offer(self, offer: OtherPlace) -> None:
        if self._offer is not None and self._offer.offset == offer.offset:
            return
        screen = self._screen
        self._take(offer)
        if self._timer is not None:
            self._timer.stop()
        self._timer = screen.set_timer(_OFFER_SECONDS, self._end_offer)
        where = percent(offer.progression)
        was = f"has read on to {where}" if offer.newer else f"was at {where}"
        screen.notices.say_now(f"Another window {was}: {screen.key_of('place.other')} goes there.")

    def _take(self, offer: OtherPlace | None) -> None:
        self._offer = offer
        self._screen.notices.offered = offer is not None

    def _end_offer(self) -> None:
        """The place was offered for long enough."""
        screen, offer = self._screen, self._offer
        self._take(None)
        story_id = screen.reading.opened.id
        if story_id is not None and offer is not None and not offer.newer:
            screen.context.store.places.dismiss_other(story_id)

    @command("place.other")
    def go_there(self) -> None:
        """Go to the place that is offered."""
        offer = self._offer
        self._end_offer()
        if offer is not None:
            self._screen.attempt(to_offset(offer.offset))


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
