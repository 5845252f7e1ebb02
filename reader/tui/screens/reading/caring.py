"""What the reading screen says of the reader's place: edits, another window, and what is not saved.

The rule: sentences come one after the other in the folio's place and wait for nothing; the data
file is asked in a thread.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import work
from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.command import Need
from reader.paint.page import Furniture
from reader.reading.navigator import Navigator
from reader.story import percent
from reader.tui.messages import StoryClaimed
from reader.tui.screens.questioned import Questioned
from reader.tui.screens.reading.base import Feature
from reader.typeset.cells import clip, width

if TYPE_CHECKING:
    from reader.reading.other_window import Offer

_OFFER_SECONDS = 60.0
_BANNER_SECONDS = 4.0
_BANNER_LEAST = 24
"""Cells in which it can be understood."""
_ASK_SECONDS = 2.0
"""Least time between two looks at what other windows do."""
_TITLE_MOST = 30


class Caring(Questioned, Feature):
    """Keeps the reader in the picture."""

    _offer: Offer | None = None
    _offer_timer: Timer | None = None
    _looked_at = 0.0
    _banner = False

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self._sentences: deque[str] = deque()

    def on_mount(self) -> None:
        """Say what is to be said at opening, one sentence after the other."""
        if self.opened.grown and self.opened.grown != self.opened.notice:
            self.say(self.opened.grown)
        self.set_interval(_BANNER_SECONDS, self._turn_banner)
        self.call_after_refresh(self._begin_to_care)

    def _begin_to_care(self) -> None:
        """The first page stands: ask what is to be asked, and look for other windows."""
        self._ask_whose()
        self.look_for_others()

    def completed(self) -> None:
        """What only the whole story could tell is said now."""
        super().completed()
        if self.opened.notice:
            self.say(self.opened.notice)
        if self.opened.grown and self.opened.grown != self.opened.notice:
            self.say(self.opened.grown)
        self._begin_to_care()

    def say(self, *sentences: str) -> None:
        """Say these when nothing else is being said."""
        self._sentences += sentences
        if not self._notice:
            self._say_next()

    def _say_next(self) -> None:
        if self._sentences and not self._notice:
            self.tell(self._sentences.popleft())

    def _hush(self) -> None:
        super()._hush()
        self._say_next()

    def go(self, navigator: Navigator | None) -> None:
        """A turned page ends a sentence; the next one follows."""
        super().go(navigator)
        self._say_next()

    # Whose text it is

    def _ask_whose(self) -> None:
        known = self.opened.maybe
        if known is None or self.question is not None:
            return
        title = clip(safe(known.title), _TITLE_MOST)
        read = f", read to {percent(known.locator.progression)}" if known.locator else ""
        self.put_question(f"Is this your “{title}”{read}?", self._is_known, self._is_new)

    def _is_known(self) -> None:
        from reader.reading.open import claim

        claim(self.context, self.opened)
        if self.opened.path is not None:
            self.post_message(StoryClaimed(self.opened.path))

    def _is_new(self) -> None:
        self.tell("A new story, then; the other keeps its place.")

    # Other windows

    def keep_place(self) -> None:
        """Another window may have read on meanwhile."""
        super().keep_place()
        if time.monotonic() - self._looked_at > _ASK_SECONDS:
            self.look_for_others()

    def look_for_others(self) -> None:
        """Offer the place of another window, if there is one."""
        self._looked_at = time.monotonic()
        if self.opened.rest is not None:  # it may lie outside of what is there
            return
        if self.navigator is not None and self.opened.id is not None:
            self._look_for_others(self.navigator.offset)

    @work(thread=True, exclusive=True, group="others")
    def _look_for_others(self, here: int) -> None:
        from reader.reading.other_window import offered

        offer = offered(self.context, self.opened, here)
        if offer is not None:
            self.app.call_from_thread(self._make_offer, offer)

    def _make_offer(self, offer: Offer) -> None:
        if self._offer is not None and self._offer.offset == offer.offset:
            return
        self._offer = offer
        if self._offer_timer is not None:
            self._offer_timer.stop()
        self._offer_timer = self.set_timer(_OFFER_SECONDS, self._end_offer)
        where = percent(offer.progression)
        was = f"has read on to {where}" if offer.newer else f"was at {where}"
        self._sentences.appendleft(
            f"Another window {was}: {self.key_of('place.other')} goes there."
        )
        self._notice = ""
        self._say_next()

    def _end_offer(self) -> None:
        """The place was offered for long enough."""
        offer, self._offer = self._offer, None
        if self.opened.id is not None and offer is not None and not offer.newer:
            self.context.store.places.dismiss_other(self.opened.id)

    @property
    def has(self) -> Need:
        """Going to another window's place means something while one is offered."""
        return super().has if self._offer is not None else super().has & ~Need.OFFER

    def do_place_other(self) -> None:
        """Answer `place.other`."""
        offer = self._offer
        self._end_offer()
        if offer is not None:
            self.move(lambda here: here.to(offer.offset))

    # What is not saved

    def trouble_ended(self) -> None:
        """What was kept in memory is on the disk again."""
        self._banner = False
        self.say("Everything is saved again.")

    def _turn_banner(self) -> None:
        trouble = bool(self.context.trouble)
        if trouble or self._banner:
            self._banner = trouble and not self._banner
            self.repaint()

    def furniture(self, navigator: Navigator) -> Furniture:
        """The folio, and why nothing is saved: beside it, or by turns where there is no room."""
        around = super().furniture(navigator)
        if not self.context.trouble or self.frame is None:
            return around
        trouble = f"not saved: {safe(self.context.trouble)}"
        room = self.frame.span - width(around.folio) - 3
        if room >= _BANNER_LEAST:
            told = (around.folio, clip(trouble, room))
            return around._replace(folio=" · ".join(filter(None, told)))
        return around._replace(folio=trouble) if self._banner else around

    def sentence(self) -> str:
        """A question stands until it is answered; what is being said comes before it."""
        return super().sentence() or self.asking
