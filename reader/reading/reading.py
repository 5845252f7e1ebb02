"""A story as it is being read: what is shown, what is only looked at, what is searched for.

The rule: every move is total and gives a new reading or the very same one. Contents, searches,
bookmarks and jumps are looks, which never move the place. It moves when the reader reads on: turns
a page, from a look too, or goes back to a place that was read.
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
    from reader.storage.coverage import Part


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
    """The present search; its hits are shown."""
    turned: bool = False
    """Whether a page was turned before the whole story was there."""
    read: tuple[Part, ...] = ()
    """What was read since the story was opened, as shares of it: the pages turned forward from."""

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
        """Whether the whole of the story, or the number of its pages, is still to come."""
        return self.opened.rest is not None or not self.shown.layout.whole

    @property
    def has(self) -> Need:
        """What the reading offers commands: parts of the story, a search in it."""
        opened = self.opened
        has = Need.NOTHING if self.search is None else Need.SEARCH | Need.HITS
        if opened.story.footnotes:
            has |= Need.FOOTNOTES
        has |= Need.LOOK if self.home is not None else Need.NOTHING
        if opened.rest is None:
            pages = Need.PAGES if self.shown.layout.whole else Need.NOTHING
            return has | Need.KNOWN | Need.WHOLE | pages
        known = opened.id is not None or opened.path is None
        return has | Need.KNOWN if known else has

    def place_moved_from(self, before: Reading) -> bool:
        """Whether the reader has read on since, and not only looked elsewhere."""
        if self.place.offset != before.place.offset:
            return True
        return self is not before and self.home is None is before.home

    # Reading on, and looking

    def go(self, there: Navigator) -> Reading:
        """Read on at another place; from a look, going back leads to where reading was left."""
        if there is self.shown:
            return self
        if self.home is not None and there.offset != self.home.offset:
            there = left_first(there, self.home.offset)
        return self._at(there)

    def _at(self, there: Navigator) -> Reading:
        """Read at a place, which is what is kept from now on."""
        home = {self.home.offset} if self.home else frozenset[Offset]()
        looked, turned = self.looked - {there.offset} - home, self.turned or self.counting
        read = with_read(self.read, self.shown, there)
        return self.replace(shown=there, home=None, looked=looked, turned=turned, read=read)

    def stay(self) -> Reading:
        """Read on at the place that is looked at."""
        if self.home is None:
            return self
        return self._at(left_first(self.shown, self.home.offset))

    def look(self, there: Navigator) -> Reading:
        """Show another place without keeping it: reading goes on where it was left."""
        home = self.place
        if there is self.shown:
            return self
        if there.offset == home.offset:
            return self.replace(shown=there, home=None)
        return self.replace(shown=there, home=home, looked=self.looked | {there.offset})

    def returned(self) -> Reading:
        """Back where reading goes on; going forward leads to what was looked at."""
        if self.home is None:
            return self
        shown = self.shown
        back = tuple(one for one in shown.back if one != self.home.offset)
        ahead = (*shown.ahead[1 - JUMPS_KEPT :], shown.offset)
        home = alike(self.home, shown)._replace(back=back, ahead=ahead)
        return self.replace(shown=home, home=None)

    def back(self) -> Reading:
        """Go back to where the last jump began."""
        return self._jump(back(self.shown))

    def forward(self) -> Reading:
        """Undo the last `back`."""
        return self._jump(forward(self.shown))

    def _jump(self, there: Navigator) -> Reading:
        """Go through the list of jumps: places only looked at before are only looked at again."""
        if there is self.shown:
            return self
        home = self.home.offset if self.home else None
        seen = there.offset in self.looked or there.offset == home
        return self.look(there) if seen else self._at(there)

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
        """The same reading with each of its places moved to another text."""
        return self.replace(shown=how(self.shown), home=how(self.home) if self.home else None)

    def with_matter(self, *, unfolded: bool) -> Reading:
        """The same with front and back matter shown, or folded and left as it was entered."""
        opened, (start, end) = self.opened.replace(unfolded=unfolded), self.opened.story.body
        if unfolded:
            return self.replace(opened=opened)

        def folded(one: Navigator) -> Navigator:
            left = back(one)._replace(ahead=one.ahead)
            inside = (it for it in (one, left) if start <= it.offset < max(end, start + 1))
            nearest = Offset(min(max(one.offset, start), max(start, end - 1)))
            return next(inside, one._replace(offset=nearest))

        shown, home = folded(self.shown), folded(self.place)
        return self.replace(
            opened=opened, shown=shown, home=None if shown.offset == home.offset else home
        )


def page_of(navigator: Navigator) -> Range:
    """The part of the text that a navigator shows."""
    pages = navigator.pages
    return Range(pages[0].start, pages[-1].end)


def with_read(read: tuple[Part, ...], here: Navigator, there: Navigator) -> tuple[Part, ...]:
    """What was read, plus the page left by reading on, and a last page that is reached.

    A reader who turns many pages at once has not read those between.
    """
    share = there.story.progression
    if here.offset < there.offset <= here.turn(1).offset:
        read = _joined(read, share(here.offset), share(there.offset))
    return _joined(read, share(there.offset), 1.0) if there.at_end else read


def _joined(read: tuple[Part, ...], start: float, end: float) -> tuple[Part, ...]:
    """With one more part, or the last one longer."""
    if read and read[-1][0] <= start <= read[-1][1]:
        return (*read[:-1], (read[-1][0], max(end, read[-1][1])))
    return (*read, (start, end))


def jumped(here: Navigator, origin: Offset) -> Navigator:
    """The same place, reached by a jump from another."""
    if origin == here.offset:
        return here
    return here._replace(back=(*here.back[1 - JUMPS_KEPT :], origin), ahead=())


def left_first(here: Navigator, origin: Offset) -> Navigator:
    """The same place, from which going back leads first to another."""
    others = tuple(one for one in here.back if one != origin)
    return here._replace(back=(*others[1 - JUMPS_KEPT :], origin))


def back(here: Navigator) -> Navigator:
    """Go back to where the last jump began."""
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
