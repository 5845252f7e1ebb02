"""Front and back matter, unfolded for as long as a search has hits in it.

The rule: what a search unfolded is folded again, unless the reader has gone on reading there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.search.find import Matches
    from reader.tui.screens.reading import ReadingScreen


def show_matter(screen: ReadingScreen, *, unfolded: bool) -> None:
    """Show what stands before and after the story, or fold it."""
    screen.reading = screen.reading.with_matter(unfolded=unfolded)
    screen.lay_out()


class LentMatter:
    """Shows the matter when hits in it are to be seen."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._lent = False
        """Whether it was not the reader who unfolded it."""

    def unfold_for(self, matches: Matches) -> None:
        """Unfold the matter where hits stand in it."""
        opened = self._screen.reading.opened
        start, end = opened.story.body
        inside = not matches or (matches[0].start >= start and matches[-1].end <= end)
        if not inside and not opened.unfolded:
            self._lent = True
            show_matter(self._screen, unfolded=True)

    def fold_again(self) -> None:
        """Fold what was unfolded for a search, unless it is being read."""
        reading = self._screen.reading
        if not reading.opened.unfolded:  # the reader did
            self._lent = False
        start, end = reading.opened.story.body
        places = (reading.shown, reading.place)
        if self._lent and all(start <= one.offset < max(end, start + 1) for one in places):
            self._lent = False
            show_matter(self._screen, unfolded=False)
