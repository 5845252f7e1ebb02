"""Going to a place that was asked for, left by a jump, or kept by another window; leaving."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.command import Need, command
from reader.lazy_pattern import lazy_pattern
from reader.paint.page import Furniture
from reader.reading.long_story import place_at
from reader.reading.moves import MOVES, to_offset, to_page, to_place, to_share
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.story import Offset, Story, percent
from reader.tui.messages import OthersWanted, PlaceChanged, StoryClaimed, StoryLeft
from reader.tui.questions import ask
from reader.typeset.cells import clip, fitting

if TYPE_CHECKING:
    from reader.pace.stopwatch import Lap
    from reader.reading.bookmarks import OtherPlace
    from reader.reading.kept_jumps import KeptJumps
    from reader.tui.screens.reading import ReadingScreen

_OFFER_SECONDS = 60.0
_KEEP_SECONDS = 1.0
"""Seconds from a jump to storing the list, like those from a turn to storing the place."""
_ASK_SECONDS = 2.0
"""Minimum seconds between two checks of other windows."""
_TITLE_MOST = 30


def page_name(shown: Navigator, offset: int) -> str:
    """A place in a few words: its page, or its percentage while pages cannot be counted."""
    layout = shown.layout
    if layout.whole:
        return f"page {layout.folio(offset):,}"
    return percent(shown.story.progression(offset))


class OtherWindow:
    """Offers another window's place; asks whether a story is a known one."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._offer: OtherPlace | None = None
        self._timer: Timer | None = None
        self._looked_at = math.inf
        """When other windows were last checked; a reader who is just starting has not been away."""

    def ask_whose(self) -> None:
        """Ask whether the text is that of a story that was renamed and edited, if it may be."""
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
            screen.tell("Kept as a new story; the other keeps its place.")

    def look_now_and_then(self) -> None:
        """Look for other windows, unless that was done just now."""
        if time.monotonic() - self._looked_at > _ASK_SECONDS:
            self.look_for_others()

    def look_for_others(self) -> None:
        """Offer the place of another window, if there is one."""
        self._looked_at = time.monotonic()
        screen = self._screen
        opened = screen.reading.opened
        if opened.rest is None and opened.id is not None:
            look = partial(self._look, screen.reading.place.offset)
            screen.in_turn(look, "others")
            screen.post_message(OthersWanted(opened))

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
        who = safe(offer.machine) or "Another window"
        screen.notices.say_now(f"{who} {was}: {screen.key_of('place.other')} goes there.")

    def _take(self, offer: OtherPlace | None) -> None:
        self._offer = offer
        self._screen.notices.offer(Need.OFFER, stands=offer is not None)

    def _end_offer(self) -> None:
        """The place has been offered for long enough."""
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
            self._screen.attempt(to_place(offer.offset))


class JumpList:
    """Keeps the list of jumps between readings, and offers the page looked at last."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._known = False
        """Whether the earlier list is known, so that it may be overwritten."""
        self._written: object = None
        self._timer: Timer | None = None
        self._look: Offset | None = None

    def begin(self) -> None:
        """Look for the earlier jumps, as soon as the whole story is there."""
        opened = self._screen.reading.opened
        if opened.rest is None and opened.id is not None:
            self._screen.in_turn(partial(self._find, opened), "jumps")

    def _find(self, opened: OpenStory) -> None:
        from reader.reading.kept_jumps import kept_jumps

        screen = self._screen
        kept = kept_jumps(screen.context, opened)
        screen.app.call_from_thread(self._take, opened.story, kept)

    def _take(self, story: Story, kept: KeptJumps) -> None:
        from reader.reading.kept_jumps import with_jumps

        screen = self._screen
        self._known = True
        if (
            screen.reading.opened.story is not story
            or screen.reading.shown.layout.story is not story
        ):
            return
        screen.reading = with_jumps(screen.reading, kept)
        self._written = self._state
        if kept.look is not None and kept.look != screen.reading.shown.offset:
            self._offer(kept.look)

    def _offer(self, look: Offset) -> None:
        screen = self._screen
        self._look = look
        screen.notices.offer(Need.LOOKED, stands=True)
        screen.set_timer(_OFFER_SECONDS, self._end_offer)
        where = page_name(screen.reading.shown, look)
        screen.notices.say(f"You looked at {where}: {screen.key_of('place.looked')} goes there.")

    def _end_offer(self) -> None:
        self._look = None
        self._screen.notices.offer(Need.LOOKED, stands=False)

    @command("place.looked")
    def go_there(self) -> None:
        """Look again at the page that was looked at when the story was left."""
        look = self._look
        self._end_offer()
        if look is not None:
            self._screen.attempt(to_offset(look))

    @property
    def _state(self) -> object:
        """Changes whenever the stored form does."""
        reading = self._screen.reading
        shown = reading.shown
        return shown.back, shown.ahead, shown.offset if reading.home is not None else None

    def keep(self) -> None:
        """Store the list after a while, if it has changed."""
        if self._known and self._timer is None and self._state != self._written:
            self._timer = self._screen.set_timer(_KEEP_SECONDS, self.write)

    def write(self) -> None:
        """Store the list now, if it has changed."""
        from reader.reading.kept_jumps import to_text

        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        reading, state = self._screen.reading, self._state
        if self._known and reading.opened.id is not None and state != self._written:
            self._written = state
            self._screen.context.store.places.keep_jumps(reading.opened.id, to_text(reading))


_PAGE_OR_PERCENT = lazy_pattern(
    r"(?P<page>[0-9]{1,9})|(?P<percent>[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*%"
)


class Places:
    """Asks for places, goes back from jumps, and has the reader's place stored."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._left: Offset | None = None
        """Where reading was left for the page that is shown now."""

    @command("go.percent")
    async def go_to_percent(self) -> None:
        """Go to the percentage that was typed before the key, else ask for one."""
        screen = self._screen
        count = screen.typed.take()
        if count is not None:
            self._go_to(f"{count}%")
            return
        answer = await ask(screen, "Go to percent:", "", "a percentage such as 40")
        share = (answer or "").strip().removesuffix("%")
        if share:
            self._go_to(f"{share}%")

    @command("go.ask")
    async def go_to_page(self) -> None:
        """Ask for a page or a percentage and go there."""
        hint = "a page number, or a percentage such as 40%\na page, or 40%"
        self._go_to(await ask(self._screen, "Go to page:", "", hint) or "")

    def _go_to(self, typed: str) -> None:
        answer = safe(typed.strip())
        match = _PAGE_OR_PERCENT.fullmatch(answer)
        if match is None:
            if answer:
                self._screen.tell(f"“{answer}” is not a page or a percentage.")
        elif match["page"]:
            self._screen.attempt(to_page(int(match["page"])))
        else:
            self._go_to_share(float(match["percent"].replace(",", ".")) / 100)

    def _go_to_share(self, share: float) -> None:
        """Go there, and say so if the page begins at a percentage other than the requested one."""
        screen = self._screen
        screen.attempt(to_share(share))
        shown = screen.reading.shown
        wished, begins = percent(min(share, 1.0)), percent(shown.progression)
        if begins != wished and not screen.reading.counting:
            screen.tell(f"{wished} is on this page, which begins at {begins}.")

    @command("jump.back", "jump.ahead")
    def jump(self, command_id: str) -> None:
        """Go through the list of jumps."""
        move, screen = MOVES[command_id], self._screen
        if move(screen.reading, None) is screen.reading:
            screen.tell("There is nowhere further to go.")
        else:
            screen.attempt(move)

    @command("jump.twice")
    def jump_twice(self) -> None:
        """The second of two backticks goes back."""
        typed = self._screen.typed
        typed.ticked = not typed.ticked
        if not typed.ticked:
            self.jump("jump.back")

    def keep(self, lap: Lap | None = None) -> None:
        """Pass the place to the store; another window may have read on meanwhile."""
        screen = self._screen
        here, opened = screen.reading.place, screen.reading.opened
        if opened.id is not None:
            place = place_at(opened.story, here.offset)
            if here.at_end:
                place = place._replace(progression=1.0)
            screen.post_message(PlaceChanged(opened.id, place, lap, screen.reading.read))
        screen.part(OtherWindow).look_now_and_then()

    @command("place.here", "place.return")
    def end_look(self, command_id: str) -> None:
        """Read on at the page that is looked at, or go back to where reading goes on."""
        self._screen.attempt(MOVES[command_id])

    def furnish(self, around: Furniture) -> Furniture:
        """The folio, and the way back while another page is looked at or was just read on from."""
        screen, reading, folio = self._screen, self._screen.reading, around.folio
        if not folio:
            return around
        told = [f"{folio}{one}" for one in self._ways(reading)]
        if reading.home is not None:  # the narrowest screen has room for the number and the key
            told.append(f"{folio.partition(' ')[0]} · {screen.key_of('place.return')} returns")
        return around.replace(folio=fitting(told, screen.view.frame.span, folio))

    def _ways(self, reading: Reading) -> Sequence[str]:
        """What may follow the folio, the longest form first."""
        screen = self._screen
        if reading.home is not None:
            where = page_name(reading.shown, reading.home.offset)
            back = f" · {screen.key_of('place.return')} returns to {where}"
            return f"{back} · {screen.key_of('page.next')} reads on", back
        if self._left is None:
            return ()
        where = page_name(reading.shown, self._left)
        return (f" · {screen.key_of('jump.back')} goes back to {where}",)

    def tell_end(self, command_id: str) -> None:
        """Turned on from the last page: it was read, unless it is only looked at."""
        reading = self._screen.reading
        if command_id != "page.next" or not reading.shown.at_end:
            return
        if reading.home is None:
            self.keep()
        else:
            told = "This is the end: {place.here} reads on here, {place.return} returns."
            self._screen.tell(self._screen.keyed(told))

    def note_left(self, before: Reading) -> None:
        """Remember what was left when reading goes on from a look, until the next page."""
        reading, left = self._screen.reading, None
        if before.home is not None and reading.home is None:
            left = before.home.offset if before.home.offset in reading.shown.back[-1:] else None
        if left != self._left:
            self._left = left
            self._screen.repaint()

    @command("leave")
    def leave(self) -> None:
        """Leave the story; its place is kept even if not all of it was loaded."""
        self._screen.part(JumpList).write()
        self._screen.unread.keep_early()
        self._screen.post_message(StoryLeft())
