"""A story as it is being read: what is shown, what is only looked at, what is searched for.

The rule: every move is total and gives another reading or the very same one. A look never moves
the place; the place moves only when the reader reads on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.commands.command import Need
from reader.reading.navigator import JUMPS_KEPT, Navigator, alike
from reader.reading.open import OpenStory
from reader.story import Offset, Range
from reader.value import Value

if TYPE_CHECKING:
    from reader.reading.search import Search


class Reading(Value):
    """The frozen state of a reading; both front ends hold one and show it."""

    opened: OpenStory
    shown: Navigator
    """What is on the screen."""
    home: Navigator | None = None
    """Where the reader was reading, while another place is only looked at."""
    looked: frozenset[Offset] = frozenset()
    """Places that were only looked at: a jump back to one is a look again."""
    search: Search | None = None
    """The search that stands; its hits are shown."""
    turned: bool = False
    """Whether a page was turned before the whole story was there."""

    @property
    def place(self) -> Navigator:
        """Where the reader reads, which is what is kept."""
        return self.home or self.shown

    @property
    def page(self) -> Range:
        """The part of the text that is shown."""
        return page_of(self.shown)

    @property
    def counting(self) -> bool:
        """Whether the whole of the story is still to come, or the number of its pages."""
        return self.opened.rest is not None or not self.shown.layout.whole

    @property
    def has(self) -> Need:
        """What there is of the story and of a search in it, for commands to work on."""
        opened = self.opened
        has = Need.NOTHING if self.search is None else Need.SEARCH | Need.HITS
        if opened.story.footnotes:
            has |= Need.FOOTNOTES
        if opened.rest is None:
            pages = Need.PAGES if self.shown.layout.whole else Need.NOTHING
            return has | Need.KNOWN | Need.WHOLE | pages
        known = opened.id is not None or opened.path is None
        return has | Need.KNOWN if known else has

    def place_moved_from(self, before: Reading) -> bool:
        """Whether the reader has read on since, and not only looked somewhere else."""
        if self.place.offset != before.place.offset:
            return True
        return self is not before and self.home is None is before.home

    # Reading on, and looking

    def go(self, there: Navigator) -> Reading:
        """Read on at another place; what was looked at becomes the place when that is turned."""
        if there is self.shown:
            return self
        looked, turned = self.looked - {there.offset}, self.turned or self.counting
        return self.replace(shown=there, home=None, looked=looked, turned=turned)

    def reach(self, there: Navigator) -> Reading | None:
        """As `go`; None as long as too little of the story is set to tell what stands there."""
        here, layout = self.shown, self.shown.layout
        if self.counting:
            at_start = layout.begins and here.offset <= layout.bounds.start
            stuck = there is here and not (at_start or here.at_end)
            if stuck or not there.sound:
                return None
        return self.go(there)

    def stay(self) -> Reading:
        """Read on at what is looked at."""
        return self if self.home is None else self.replace(home=None)

    def look(self, there: Navigator) -> Reading:
        """Show another place without keeping it: reading goes on where it was left."""
        home = self.place
        if there.offset == home.offset:
            return self.replace(shown=there, home=None)
        return self.replace(shown=there, home=home, looked=self.looked | {there.offset})

    def back(self) -> Reading:
        """Go back to where the last jump left from."""
        return self._jump(back(self.shown))

    def forward(self) -> Reading:
        """Undo the last `back`."""
        return self._jump(forward(self.shown))

    def _jump(self, there: Navigator) -> Reading:
        """Go through the list of jumps; what was only looked at is only looked at again."""
        if there is self.shown:
            return self
        home = self.home.offset if self.home else None
        seen = there.offset in self.looked or there.offset == home
        return self.look(there) if seen else self.go(there)

    # The same reading in other pages

    def set_as(self, shown: Navigator) -> Reading:
        """The same reading in the pages of `shown`, which is its place in them."""
        home = alike(self.home, shown) if self.home else None
        return self.replace(shown=shown, home=home)

    def restored(self, before: Reading) -> Reading:
        """What an earlier reading showed, in the pages as they are set now."""
        home = alike(before.home, self.shown) if before.home else None
        return self.replace(shown=alike(before.shown, self.shown), home=home)

    def carried(self, how: Callable[[Navigator], Navigator]) -> Reading:
        """The same reading with each of its places carried into another text."""
        return self.replace(shown=how(self.shown), home=how(self.home) if self.home else None)

    def with_matter(self, *, unfolded: bool) -> Reading:
        """The same with front and back matter shown, or folded and left where it was read."""
        opened, (start, end) = self.opened.replace(unfolded=unfolded), self.opened.story.body
        if unfolded or start <= self.shown.offset < max(end, start + 1):
            return self.replace(opened=opened)
        nearest = Offset(min(max(self.shown.offset, start), max(start, end - 1)))
        shown = self.home or self.shown._replace(offset=nearest)
        return self.replace(opened=opened, shown=shown, home=None)


def page_of(navigator: Navigator) -> Range:
    """The part of the text that a navigator shows."""
    pages = navigator.pages
    return Range(pages[0].start, pages[-1].end)


def jumped(here: Navigator, origin: Offset) -> Navigator:
    """The same place, reached by a jump from another."""
    if origin == here.offset:
        return here
    return here._replace(back=(*here.back[1 - JUMPS_KEPT :], origin), ahead=())


def back(here: Navigator) -> Navigator:
    """Go back to where the last jump left from."""
    if not here.back:
        return here
    left, ahead = here.back[:-1], (*here.ahead, here.offset)
    return here.begun_at(here.back[-1])._replace(back=left, ahead=ahead)


def forward(here: Navigator) -> Navigator:
    """Undo the last `back`."""
    if not here.ahead:
        return here
    left = (*here.back[1 - JUMPS_KEPT :], here.offset)
    return here.begun_at(here.ahead[-1])._replace(back=left, ahead=here.ahead[:-1])
