"""A folded text beside the text it was made from, and the way between their offsets.

The rule: a range of the folded text has a range of the text only where it neither begins nor ends
inside a piece; what has none is no hit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from reader.search.fold import CASELESS, FOLDED, PATTERN, Edit, Rules, fold, level_kana
from reader.search.pattern import Trier
from reader.search.query import Query
from reader.story import Story

_START = attrgetter("start")


class Aligned:
    """A folded text with its edits."""

    __slots__ = ("_inner_first", "_inner_last", "_lows", "edits", "text")

    def __init__(self, text: str, edits: list[Edit]) -> None:
        self.text = text
        self.edits = edits
        self._lows = [edit.low for edit in edits]
        wide = {text[e.low : e.high] for e in edits if e.high - e.low > 1}
        self._inner_first = {c for piece in wide for c in piece[1:]}
        self._inner_last = {c for piece in wide for c in piece[:-1]}

    def may_split(self, words: str) -> bool:
        """Whether a place that reads like the words might begin or end inside a piece."""
        return words[0] in self._inner_first or words[-1] in self._inner_last

    def start(self, low: int) -> int:
        """The offset in the text of a folded offset that begins a range; -1 inside a piece."""
        index = bisect_right(self._lows, low) - 1
        if index < 0:
            return low
        edit = self.edits[index]
        if edit.high > low:
            return edit.start if edit.low == low else -1
        return low - edit.high + edit.end

    def end(self, high: int) -> int:
        """The offset in the text of a folded offset that ends a range; -1 inside a piece."""
        index = bisect_left(self._lows, high) - 1
        if index < 0:
            return high
        edit = self.edits[index]
        return high - edit.high + edit.end if edit.high <= high else -1

    def folded(self, offset: int) -> int:
        """The folded offset of an offset of the text; inside a piece, where the piece begins."""
        index = bisect_right(self.edits, offset, key=_START) - 1
        if index < 0:
            return offset
        edit = self.edits[index]
        return edit.low if offset < edit.end else offset - edit.end + edit.high


class Folded:
    """A story made ready to be searched; keep it between two keystrokes.

    Each way of searching folds the text once, when it is first asked for.
    """

    __slots__ = ("_kept", "story", "trier")

    def __init__(self, story: Story) -> None:
        self.story = story
        self.trier = Trier()
        self._kept: dict[str, Aligned] = {}

    def ready(self, query: Query) -> Aligned:
        """The text that the query is looked for in."""
        if query.regex:
            return self._plain("lines") if query.exact else self._aligned("pattern", PATTERN)
        if query.exact:
            return self._plain("exact") if query.cased else self._aligned("caseless", CASELESS)
        folded = self._aligned("folded", FOLDED)
        if not query.kana:
            return folded
        if "kana" not in self._kept:
            self._kept["kana"] = Aligned(level_kana(folded.text), folded.edits)
        return self._kept["kana"]

    def _aligned(self, name: str, rules: Rules) -> Aligned:
        if name not in self._kept:
            self._kept[name] = Aligned(*fold(self.story.text, rules))
        return self._kept[name]

    def _plain(self, name: str) -> Aligned:
        if name not in self._kept:
            text = self.story.text
            self._kept[name] = Aligned(text if name == "lines" else text.replace("\n", " "), [])
        return self._kept[name]
