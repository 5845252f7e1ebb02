"""A screen on which a search is typed: its switches, and the searches of before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widgets import Input

from reader.commands.command import Need
from reader.context import Context
from reader.tui.screens.command_screen import Part

if TYPE_CHECKING:
    from reader.tui.widgets.search_line import SearchLine


class Lined(Part):
    """Answers the commands of the search line."""

    context: Context
    _earlier: Sequence[str] = ()
    _back = -1
    _typed = ""

    @property
    def line(self) -> SearchLine:
        """The search line."""
        raise NotImplementedError

    @property
    def in_line(self) -> bool:
        """Whether a search is being typed."""
        return self.line.typing

    @property
    def has(self) -> Need:
        """While something is typed, only what belongs to typing."""
        if not isinstance(self.focused, Input):
            return super().has & ~Need.LINE
        typing = Need.LINE if self.in_line else Need.NOTHING
        return super().has & ~(Need.PAGE | Need.LIST | Need.LINE | Need.QUESTION) | typing

    def recall(self) -> None:
        """Have the searches of before at hand."""
        self._earlier = self.context.store.searches.of(self.context.own_folder)
        self._back = -1

    def note(self, text: str) -> None:
        """Keep a search for later."""
        self.context.store.searches.add(self.context.own_folder, text)

    def do_match_case(self) -> None:
        """Answer `match.case`."""
        self.line.flip("case")

    def do_match_word(self) -> None:
        """Answer `match.word`."""
        self.line.flip("word")

    def do_match_exact(self) -> None:
        """Answer `match.exact`."""
        self.line.flip("exact")

    def do_match_regex(self) -> None:
        """Answer `match.regex`."""
        self.line.flip("regex")

    def do_match_kana(self) -> None:
        """Answer `match.kana`."""
        self.line.flip("kana")

    def do_match_matter(self) -> None:
        """Answer `match.matter`."""
        self.line.flip("matter")

    def do_search_earlier(self) -> None:
        """Answer `search.earlier`."""
        self._leaf(1)

    def do_search_later(self) -> None:
        """Answer `search.later`."""
        self._leaf(-1)

    def _leaf(self, count: int) -> None:
        """Go through the searches of before; what was being typed stands in front of them."""
        if self._back < 0:
            self._typed = self.line.query_typed.text
        back = min(max(self._back + count, -1), len(self._earlier) - 1)
        if back == self._back:
            return
        self._back = back
        self.line.fill(self._earlier[back] if back >= 0 else self._typed)
        self.line.tell()
