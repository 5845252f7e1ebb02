"""Earlier searches, which the search line leafs through.

The rule: they belong to a library, whose folder is known without looking into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.context import Context

if TYPE_CHECKING:
    from reader.tui.widgets.search_line import SearchLine


class SearchHistory:
    """The searches of a library, the latest first."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._back = -1
        self._typed = ""
        self.earlier: Sequence[str] = ()

    def recall(self) -> None:
        """Load the earlier searches."""
        self.earlier = self._context.store.searches.of(self._context.own_folder)
        self._back = -1

    def note(self, text: str) -> None:
        """Keep a search for later."""
        self._context.store.searches.add(self._context.own_folder, text)

    @property
    def leafing(self) -> bool:
        """Whether the line shows an earlier search, not what was typed."""
        return self._back >= 0

    def leaf(self, line: SearchLine, count: int) -> None:
        """Go that many searches back; what was being typed comes before them."""
        if self._back < 0:
            self._typed = line.query_typed.text
        back = min(max(self._back + count, -1), len(self.earlier) - 1)
        if back != self._back:
            self._back = back
            line.fill(self.earlier[back] if back >= 0 else self._typed)
            line.announce()
