"""Front and back matter unfolded for as long as a search has hits in it.

The rule: what a search unfolded it folds again, unless the reader has gone on reading there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.tui.screens.reading.base import Feature

if TYPE_CHECKING:
    from reader.search.matches import Matches


class Unfolding(Feature):
    """Lays out what stands before and behind the story when it is to be seen."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._lent = False
        """Whether it was not the reader who unfolded it."""

    def unfold_for(self, matches: Matches) -> None:
        """Unfold the matter where hits stand in it."""
        start, end = self.opened.story.body
        inside = not matches or (matches[0].start >= start and matches[-1].end <= end)
        if inside or self.opened.unfolded or self.navigator is None:
            return
        self._lent = True
        self.opened = self.opened._replace(unfolded=True)
        self.lay_out(self.size)

    def fold_again(self) -> None:
        """Fold what was unfolded for a search, unless it is being read."""
        if not self.opened.unfolded:  # the reader did
            self._lent = False
        start, end = self.opened.story.body
        places = [one for one in (self.navigator, self.home) if one is not None]
        if not self._lent or not all(start <= one.offset < max(end, start + 1) for one in places):
            return
        self._lent = False
        self.opened = self.opened._replace(unfolded=False)
        self.lay_out(self.size)
