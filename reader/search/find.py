"""All hits of a query in one story.

The rule: a hit is a range of the story's text that, folded by itself, is the folded query. A blank
in the query matches any run of blanks, including line ends and the end of a block: words are
remembered across a paragraph's end, and where a paragraph ends was often only guessed. Between two
characters of a script written without spaces a line end counts as nothing, as it does when read.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, islice
from types import ModuleType
from typing import Any
from zlib import adler32

from reader.search.fold import (
    CASED,
    CASELESS,
    FOLDED,
    IGNORED,
    fold,
    fold_character,
    is_solo,
    level_kana,
)
from reader.search.folded import Aligned, Folded
from reader.search.query import Match, Query, SearchCancelledError
from reader.story import Range, Story

_START = re.Match.start


def first_place(data: bytes, words: bytes, low: int = 0, high: int = sys.maxsize) -> int:
    """Where the words first occur in `[low, high)` of the bytes, -1 if they do not."""
    fast = _fast()
    if fast is None:
        return data.find(words, low, high)
    at: int = fast.find(data, words, low, high)
    return at


def count(data: bytes, words: bytes, low: int, high: int) -> int:
    """How often the words occur in `[low, high)` of the bytes, without overlaps."""
    fast = _fast()
    if fast is None:
        return data.count(words, low, high)
    total: int = fast.count(data, words, low, high)
    return total


def holds(data: bytes, words: bytes) -> bool:
    """Whether the words occur in the bytes."""
    return first_place(data, words) >= 0


def starts(text: str | bytes, words: str | bytes, low: int, high: int) -> list[int]:
    """Where the words occur in `[low, high)` of a text, both of one type, without overlaps."""
    in_bytes = isinstance(text, bytes) or text.isascii()
    fast = _fast() if in_bytes and high > low else None
    if fast is None:
        sought: Any = words
        pattern: re.Pattern[Any] = re.compile(re.escape(sought))
        return list(map(_START, pattern.finditer(text, low, high)))
    parts = fast.Str(text)[low:high].split(words, keepseparator=True)
    return list(accumulate(map(len, parts), initial=low - len(words)))[1:-1]


def checksum(data: bytes | memoryview) -> int:
    """Shows whether bytes are what was written, on this machine; costs less than copying them."""
    fast = _fast()
    found: int = adler32(data) if fast is None else fast.hash(data)
    return found


@cache
def _fast() -> ModuleType | None:
    try:
        import stringzilla
    except ImportError:
        return None
    module: ModuleType = stringzilla
    return module


class Matches:
    """All hits, as a sequence of `Match`."""

    __slots__ = ("_aligned", "_highs", "_length", "_lows")

    def __init__(
        self, aligned: Aligned, lows: Sequence[int], length: int, highs: Sequence[int] = ()
    ) -> None:
        self._aligned = aligned
        self._lows = lows
        self._length = length
        self._highs = highs

    def __len__(self) -> int:
        return len(self._lows)

    def __getitem__(self, index: int) -> Match:
        low = self._lows[index]
        high = self._highs[index] if self._highs else low + self._length
        return Match(self._aligned.start(low), self._aligned.end(high))

    def __iter__(self) -> Iterator[Match]:
        return map(self.__getitem__, range(len(self)))

    @property
    def starts(self) -> list[int]:
        """Where the hits begin."""
        return list(map(self._aligned.start, self._lows))

    @property
    def ends(self) -> list[int]:
        """Where the hits end."""
        highs = self._highs or [low + self._length for low in self._lows]
        return list(map(self._aligned.end, highs))

    def index_from(self, offset: int) -> int:
        """The first hit that begins at or after the offset; `len` when there is none."""
        index = bisect_left(self._lows, self._aligned.folded(offset))
        while index < len(self) and self[index].start < offset:
            index += 1
        return index

    def within(self, start: int, end: int) -> list[Match]:
        """The hits that share a character with `[start, end)`."""
        index = self.index_from(start)
        found = [self[index - 1]] if index and self[index - 1].end > start else []
        while index < len(self) and (match := self[index]).start < end:
            found.append(match)
            index += 1
        return found


_SLICE = 1 << 16
Check = Callable[[int], bool]


def find(
    story: Story | Folded,
    query: Query,
    cancelled: Callable[[], bool] | None = None,
    within: Range | None = None,
) -> Matches:
    """All hits, leftmost first, not overlapping; inside the body unless the query says otherwise.

    Pass a `Folded` to search one story repeatedly. `within` asks only for the hits that share a
    character with a range, such as a page, and costs only as much as the range; a regular
    expression is tried inside the range alone. `cancelled` is called regularly, and other threads
    get their turns meanwhile.

    Raises:
        QueryError: The regular expression is wrong or takes too long.
        SearchCancelledError: `cancelled` said so.
    """
    folded = story if isinstance(story, Folded) else Folded(story)
    aligned = folded.ready(query)
    text = folded.text
    words = "" if query.regex else needle(query)
    low, high = _bounds(folded, aligned, query, within, max(0, len(words) - 1))
    if query.regex:
        starts, ends = folded.trier.find(aligned.text, query, low, high, cancelled)
        return aligned_hits(aligned, starts, ends)
    if not words.strip():
        return Matches(aligned, [], 0)
    checks = checks_of(aligned, query, words, lambda start, end: text[start:end])
    found = places(aligned.text, words, low, high, checks, cancelled)
    return Matches(aligned, found, len(words))


def _bounds(
    folded: Folded, aligned: Aligned, query: Query, within: Range | None, over: int
) -> tuple[int, int]:
    """Where to look, in folded offsets; a hit may extend over the edges of `within`."""
    start, end = (0, len(folded.text)) if query.matter else folded.body
    low, high = aligned.folded(start), aligned.folded(end)
    if within is None:
        return low, high
    end = aligned.folded_end(within.end)
    return max(low, aligned.folded(within.start) - over), min(high, end + over)


def aligned_hits(aligned: Aligned, lows: array[int], highs: array[int]) -> Matches:
    """Hits of a regular expression, without those that begin or end inside a piece."""
    if aligned.columns[0]:
        both = zip(lows, highs, strict=True)
        fit = [(a, b) for a, b in both if aligned.start(a) >= 0 and aligned.end(b) >= 0]
        lows, highs = array("q", [a for a, _ in fit]), array("q", [b for _, b in fit])
    return Matches(aligned, lows, 0, highs)


def needle(query: Query) -> str:
    """The words in the form in which they are looked for in a folded text."""
    if query.exact:
        return fold(query.text, CASELESS).text if not query.cased else query.text
    words = fold(query.text, FOLDED).text
    return level_kana(words) if query.kana else words


def sign(query: Query, words: str) -> str:
    """What a folded text must contain for the query to have a hit in it; may be empty."""
    if query.regex or query.kana:
        return ""
    if not query.exact:
        return words
    runs = re.findall("[a-z0-9]+", query.text.lower())
    return max(runs, key=len, default="")


def needed(query: Query) -> str:
    """The same, from the query alone."""
    return sign(query, "" if query.regex else needle(query))


def places(
    text: str,
    words: str,
    low: int,
    high: int,
    checks: list[Check],
    cancelled: Callable[[], bool] | None = None,
) -> list[int]:
    """Where the words occur in `[low, high)` of a folded text and pass every check.

    Raises:
        SearchCancelledError: `cancelled` said so.
    """
    if checks and _overlaps(words):
        return _stepwise(text, words, low, high, checks)
    size = len(words)
    kept: list[int] = []
    while low < high:
        if cancelled is not None and cancelled():
            raise SearchCancelledError
        # A slice runs without the interpreter, so other threads get no turn meanwhile.
        stop = min(high, low + _SLICE)
        found = starts(text, words, low, min(high, stop + size - 1))
        low = max(stop, found[-1] + size) if found else stop
        some: Iterable[int] = found
        for check in checks:
            some = filter(check, some)
        kept += some
    return kept


def checks_of(
    aligned: Aligned, query: Query, words: str, source: Callable[[int, int], str]
) -> list[Check]:
    """The checks that a place that reads like the words must pass to be a hit, the cheapest first.

    `source` gives a range of the text that was folded.
    """
    checks: list[Check] = []
    if query.word:
        checks.append(_whole(aligned.text, words))
    if aligned.splits(words):
        checks.append(_unsplit(aligned.inside, len(words)))
    if query.cased and not query.exact:
        checks.append(_same_case(aligned, query, words, source))
    return checks


def _unsplit(inside: bytearray, size: int) -> Check:
    return lambda low: not (inside[low] or inside[low + size])


def _whole(text: str, words: str) -> Check:
    size, last = len(words), len(text)
    goes_on_before, goes_on_after = _is_letter(words[0]), _is_letter(words[-1])

    def whole(low: int) -> bool:
        high = low + size
        before = goes_on_before and low > 0 and _is_letter(text[low - 1])
        return not (before or (goes_on_after and high < last and _is_letter(text[high])))

    return whole


def _is_letter(character: str) -> bool:
    """Whether a word continues with it; never where each character is a word."""
    return (character.isalnum() or character == "_") and not is_solo(character)


def _same_case(
    aligned: Aligned, query: Query, words: str, source: Callable[[int, int], str]
) -> Check:
    wanted = fold(query.text, CASED).text
    wanted = level_kana(wanted) if query.kana else wanted
    size = len(words)
    known: dict[str, bool] = {}  # the spellings met so far: there are few

    def same(low: int) -> bool:
        found = source(aligned.start(low), aligned.end(low + size))
        if found not in known:
            plain = fold(found, CASED).text
            known[found] = (level_kana(plain) if query.kana else plain) == wanted
        return known[found]

    return same


def _overlaps(words: str) -> bool:
    """Whether two places of the words can share characters, so that one hides another."""
    return any(words.startswith(words[cut:]) for cut in range(1, len(words)))


def _stepwise(text: str, words: str, low: int, high: int, checks: list[Check]) -> list[int]:
    kept = []
    at = text.find(words, low, high)
    while at >= 0:
        fits = all(check(at) for check in checks)
        if fits:
            kept.append(at)
        at = text.find(words, at + (len(words) if fits else 1), high)
    return kept


_FULL_WIDTH, _COMPATIBLE = (0xFF00, 0x10000), ((0xF900, 0xFB00), (0x2F800, 0x2FA20))
"""Where other forms of letters of scripts without spaces begin and end, and of ideographs."""
_FIRST_HAN = "\u3400"
BLANKS = "\\s\ufc5e-\ufc63\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e\uffe3"
"""What is folded to a blank, as a class of characters has it."""
NOTHING = f"{IGNORED}\ufcf2-\ufcf4\ufe71\ufe77\ufe79\ufe7b\ufe7d\ufe7f"
"""What is folded to nothing, besides marks."""
_BETWEEN = f"(?:[{NOTHING}]++|(?:(?!\n)[{BLANKS}])*+\n[{BLANKS}]*+)?+"
"""What folding takes out between two letters of a script without spaces."""


@lru_cache(maxsize=16)
def alike_letters(plain: str) -> Mapping[str, str]:
    """All that is folded to each of some folded letters of scripts without spaces."""
    alike = {letter: letter for letter in plain}
    pairs: Iterable[tuple[str, str]] = ()
    others = [_FULL_WIDTH]
    if max(plain) >= _FIRST_HAN:
        from reader.search.han import SIMPLIFIED, TRADITIONAL  # few searches ask for them

        pairs, others = zip(SIMPLIFIED, TRADITIONAL, strict=True), [*others, *_COMPATIBLE]
    letters = (chr(code) for area in others for code in range(*area))
    for found, letter in chain(pairs, ((fold_character(one), one) for one in letters)):
        if found in alike and letter != found:
            alike[found] += letter
    return alike


class SoloWords:
    """Words in letters of scripts without spaces, which are found in a text without folding it.

    In a text without marks that are folded together with a character, each such letter comes from
    one character, and whatever may stand between two of them is known.
    """

    def __init__(self, words: str) -> None:
        alike = alike_letters(words)
        self._alike = list(alike.values())
        self._firsts = alike[words[0]]
        self._rest = "".join(f"{_BETWEEN}[{alike[letter]}]" for letter in words[1:])

    @classmethod
    def of(cls, words: str) -> SoloWords | None:
        """The folded words; None where some of them is another character."""
        return cls(words) if words and all(c.isalnum() and is_solo(c) for c in words) else None

    def may_stand_in(self, holds: Callable[[str], bool]) -> bool:
        """Whether a text that `holds` these letters or does not may have the words in it."""
        return all(any(map(holds, letters)) for letters in self._alike)

    def stand_in(self, text: str) -> bool:
        """Whether the words stand in a text."""
        return self._pattern(text).search(text) is not None

    def counted(self, text: str, low: int, high: int, most: int) -> tuple[int, list[Match]]:
        """How many hits there are in `[low, high)` of a text, and the first of them."""
        found = self._pattern(text).finditer(text, low, high)
        first = [Match(*match.span()) for match in islice(found, most)]
        return len(first) + sum(1 for _ in found), first

    def _pattern(self, text: str) -> re.Pattern[str]:
        """What finds them; one letter is found quicker than any of several."""
        firsts = [one for one in self._firsts if one in text]
        first = firsts[0] if len(firsts) == 1 else f"[{self._firsts}]"
        return re.compile(first + self._rest)
