"""Whose the text is, and where other windows are in it: what only the data file can tell.

The rule: the data file is asked in a thread, and nothing is taken over unasked.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.answers import command
from reader.reading.moves import to_offset
from reader.story import percent
from reader.tui.messages import StoryClaimed
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.reading.other_window import OtherPlace
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
        from reader.reading.other_window import offered

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
