"""A folded text with the text it was made from, and the mapping between their offsets.

The rule: a range of the folded text corresponds to a range of the text only if it neither begins
nor ends inside a piece; otherwise it is not a hit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.search.fold import CASELESS, FOLDED, PATTERN, Rules, fold, level_kana
from reader.search.query import Query
from reader.search.regex_process import RegexProcess
from reader.story import Range, Story

Columns = tuple[Sequence[int], ...]


class Aligned:
    """A folded text and its edits, as four columns: text from, to, folded from, to."""

    __slots__ = ("_ends", "_highs", "_inner", "_inside", "_lows", "_starts", "_wide", "text")

    def __init__(self, text: str, columns: Columns = ((), (), (), ())) -> None:
        self.text = text
        self._starts, self._ends, self._lows, self._highs = columns
        self._wide: list[tuple[int, int]] | None = None
        self._inner: tuple[frozenset[str], frozenset[str]] | None = None
        self._inside: bytearray | None = None

    @classmethod
    def of(cls, text: str, rules: Rules) -> Aligned:
        """Fold a text."""
        folded, edits = fold(text, rules)
        return cls(folded, tuple(zip(*edits, strict=True))) if edits else cls(folded)

    @property
    def columns(self) -> Columns:
        """The edits."""
        return self._starts, self._ends, self._lows, self._highs

    def level(self, text: str) -> Aligned:
        """The same edits with another text that matches this one character for character."""
        return Aligned(text, self.columns)

    def edits_within(self, start: int, end: int) -> tuple[int, int]:
        """Which edits begin in `[start, end)` of the text: the first, and one after the last."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    @property
    def inner(self) -> tuple[frozenset[str], frozenset[str]]:
        """The characters with which words begin inside a piece, and with which they end in one."""
        if self._inner is None:
            wide = self._wide_pieces()
            self._inner = (
                frozenset(c for low, high in wide for c in self.text[low + 1 : high]),
                frozenset(c for low, high in wide for c in self.text[low : high - 1]),
            )
        return self._inner

    def splits(self, words: str) -> bool:
        """Whether the words might begin or end inside a piece."""
        firsts, lasts = self.inner
        return words[0] in firsts or words[-1] in lasts

    @property
    def inside(self) -> bytearray:
        """For each folded offset whether it is inside a piece."""
        if self._inside is None:
            self._inside = bytearray(len(self.text) + 1)
            for low, high in self._wide_pieces():
                self._inside[low + 1 : high] = b"\1" * (high - low - 1)
        return self._inside

    def _wide_pieces(self) -> list[tuple[int, int]]:
        if self._wide is None:
            spans = zip(self._lows, self._highs, strict=True)
            self._wide = [(low, high) for low, high in spans if high - low > 1]
        return self._wide

    def start(self, low: int) -> int:
        """The offset in the text of a folded offset that begins a range; -1 inside a piece."""
        index = bisect_right(self._lows, low) - 1
        if index < 0:
            return low
        if self._highs[index] > low:
            return self._starts[index] if self._lows[index] == low else -1
        return low - self._highs[index] + self._ends[index]

    def end(self, high: int) -> int:
        """The offset in the text of a folded offset that ends a range; -1 inside a piece."""
        index = bisect_left(self._lows, high) - 1
        if index < 0:
            return high
        over = high - self._highs[index]
        return over + self._ends[index] if over >= 0 else -1

    def folded_end(self, offset: int) -> int:
        """The folded offset of an offset that ends a range; inside a piece, where it ends."""
        index = bisect_left(self._starts, offset) - 1
        if index < 0:
            return offset
        return max(0, offset - self._ends[index]) + self._highs[index]

    def folded(self, offset: int) -> int:
        """The folded offset of an offset of the text; inside a piece, where the piece begins."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        if offset < self._ends[index]:
            return self._lows[index]
        return offset - self._ends[index] + self._highs[index]


class Folded:
    """A story prepared for searching; keep it between two keystrokes.

    Each way of searching folds the text once, when first needed.
    """

    __slots__ = ("_kept", "body", "text", "trier")

    def __init__(self, story: Story) -> None:
        self._set(story.text, story.body, RegexProcess())

    @classmethod
    def of(cls, text: str, body: Range, trier: RegexProcess) -> Folded:
        """A text that is searched without the rest of its story."""
        folded = cls.__new__(cls)
        folded._set(text, body, trier)
        return folded

    def _set(self, text: str, body: Range, trier: RegexProcess) -> None:
        self.text = text
        self.body = body
        self.trier = trier
        self._kept: dict[str, Aligned] = {}

    def ready(self, query: Query) -> Aligned:
        """The text in which the query is looked for."""
        way = _way(query)
        if way not in self._kept:
            self._kept[way] = self._made(way)
        return self._kept[way]

    def is_ready(self, query: Query) -> bool:
        """Whether the text is folded already."""
        return _way(query) in self._kept

    def _made(self, way: str) -> Aligned:
        match way:
            case "lines":
                return Aligned(self.text)
            case "exact":
                return Aligned(self.text.replace("\n", " "))
            case "kana":
                folded = self.ready(Query(""))
                return folded.level(level_kana(folded.text))
        return Aligned.of(self.text, _RULES[way])


_RULES = {"pattern": PATTERN, "caseless": CASELESS, "folded": FOLDED}


def _way(query: Query) -> str:
    """Which way of searching a text the query asks for."""
    if query.regex:
        return "lines" if query.exact else "pattern"
    if query.exact:
        return "exact" if query.cased else "caseless"
    return "kana" if query.kana else "folded"
