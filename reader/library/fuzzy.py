"""The names that contain a few typed letters, and which of their letters those are.

The rule: every typed word must be found, its letters in order. A name in which they are adjacent,
or begin words, hides those in which they are only scattered.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, compress, repeat

from reader.deferred import deferred
from reader.value import NamedTuple

_WHOLE, _START, _WORD, _INSIDE, _INITIALS, _SCATTERED = range(6)
_ASIDE = 1000
"""How much better a word in the main part of a name is than one after it."""
_PLACES = 1 << 27
"""More than the positions in ten thousand words; all ranks are still numbers of one machine word.
"""
_AT, _HOW = _PLACES - 1, -_PLACES
"""The bits of a rank that say where a word was found, and how."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_BEGINNING, _NUMBERED = deferred(r"(?<![^\W_])[a-z]"), deferred("[0-9][a-z]")
_SCATTERED_FROM = 2
"""Letters of a word that may be scattered; a single one would be found nearly everywhere."""


class _Folding(dict[int, int]):
    """Each character as it is typed: lower case, without accents; filled as it is used."""

    def __missing__(self, code: int) -> int:
        letter, *rest = list(unicodedata.normalize("NFKD", chr(code)))
        if not all(map(unicodedata.combining, rest)):  # a syllable, a ligature, a fraction
            letter = chr(code)
        self[code] = found = ord(letter.casefold()[0])
        return found


_FOLDING = _Folding()


def folded(name: str) -> str:
    """A name as it is searched: of the same length, so letters can be marked."""
    return name.lower() if name.isascii() else name.translate(_FOLDING)


class FuzzyHit(NamedTuple):
    """A name that was found."""

    number: int
    """Index of the name."""
    rank: tuple[int, int]
    """The smaller the better: how it was found, and where, or over how many letters."""


class Needle:
    """What was typed, prepared for a search in many names."""

    def __init__(self, typed: str) -> None:
        self.words = folded(typed).split()
        self._patterns = [_pattern(word) for word in self.words]
        self._initials = [_initials(word) for word in self.words]

    def find(self, names: Sequence[str], *, scattered: bool = True) -> list[FuzzyHit]:
        """The names that contain what was typed, the best first; all of them when nothing was.

        `names` are folded; the part of one before the first newline is its main part. Equals keep
        their order. Without `scattered` the letters must be adjacent or begin words.
        """
        numbers = range(len(names))
        found = self.near(names, numbers)
        if not found.numbers and scattered:
            found = self.far(names, numbers)
        return [
            FuzzyHit(one, divmod(rank, _PLACES)) for rank, alike in found.alike() for one in alike
        ]

    def near(self, names: Sequence[str], among: Sequence[int]) -> _Ranked:
        """The names that contain each word, or words that begin with its letters."""
        return self.ranked(names, _Ranked(among, [0] * len(among)))

    def far(self, names: Sequence[str], among: Sequence[int]) -> _Ranked:
        """The names that contain the letters of each word in order, if none is near."""
        return self.ranked(names, _Ranked(among, [0] * len(among)), scattered=True)

    def ranked(
        self,
        names: Sequence[str],
        before: _Ranked,
        *,
        begun: Sequence[str] = (),
        known: int = 0,
        scattered: bool = False,
    ) -> _Ranked:
        """The rank by all words: the worst of how they were found, the sum of where.

        It goes word by word, each among the names that contain those before. `before` is what so
        many words, which are `known`, have found; `begun` are the names as `_begun` gives them.
        """
        numbers, totals, heads = before.numbers, before.ranks, before.ranks
        alone = scattered and len(self.words) == 1  # then it is near in none of them
        for number in range(known, len(self.words)):
            word, initials = self.words[number], self._initials[number]
            some = _some(names, numbers)
            if alone:
                ranks = [-1] * len(some)
            elif begun and word[0] in _LETTERS:
                ranks = _near_begun(word, initials, some, _some(begun, numbers))
            else:
                ranks = _near(word, initials, some)
            if scattered and len(word) >= _SCATTERED_FROM:
                _add_far(ranks, word, self._patterns[number], some)
            if -1 in ranks:
                kept = [rank >= 0 for rank in ranks]
                numbers, ranks = [*compress(numbers, kept)], [*compress(ranks, kept)]
                totals = [*compress(totals, kept)]
            heads, totals = totals, _sums(totals, ranks) if number else ranks
        return _Ranked(numbers, totals, heads)

    def marks(self, name: str) -> list[int]:
        """The indexes of the letters of a folded name that were typed; in order, each once."""
        found: set[int] = set()
        for number, word in enumerate(self.words):
            at = name.find(word)
            if at >= 0:
                at = _first(word, name, at)
                found.update(range(at, at + len(word)))
                continue
            match = self._initials[number].search(name) or self._patterns[number].search(name)
            if match:
                found.update(match.start(group) for group in range(1, len(word) + 1))
        return sorted(found)


class NameSearch:
    """Searches names as somebody types, each time among those found before."""

    def __init__(self, names: Sequence[str]) -> None:
        """Takes names that are folded already."""
        self._names = names
        self._begun = [*map(_begun, names)]
        self._last = self._nothing()

    def _nothing(self) -> _Found:
        every = range(len(self._names))
        return _Found("", (), _Ranked(every, [0] * len(every)), near=True)

    def find(self, typed: str) -> list[int]:
        """The numbers of the names that contain what was typed, the best first."""
        needle, last = Needle(typed), self._last
        if not needle.words:
            return [*range(len(self._names))]
        if not folded(typed).startswith(last.typed):
            last = self._nothing()
        names = self._names
        # What has more letters near each other had fewer; what has none so may scatter them.
        found, near = self._near(needle, last) if last.near else _NOTHING, True
        if not found.numbers:
            everywhere = range(len(names)) if last.near else last.found.numbers
            found, near = needle.far(names, everywhere), False
        self._last = _Found(folded(typed), tuple(needle.words), found, near)
        return [*chain.from_iterable(alike for _, alike in found.alike())]

    def _near(self, needle: Needle, last: _Found) -> _Ranked:
        """The names that are near, by the ranks of all words that were typed before the last."""
        *heads, _ = needle.words
        found, known = last.found, len(last.words)
        if tuple(heads) != last.words:
            known = max(0, known - 1)
            found = _Ranked(found.numbers, found.heads)
            if tuple(heads) != last.words[:known]:
                found, known = _Ranked(found.numbers, [0] * len(found.numbers)), 0
        return needle.ranked(self._names, found, begun=self._begun, known=known)


class _Found(NamedTuple):
    typed: str
    """Folded."""
    words: tuple[str, ...]
    found: _Ranked
    near: bool


class _Ranked(NamedTuple):
    """Names that were found, in their order, and the rank of each."""

    numbers: Sequence[int]
    ranks: Sequence[int]
    """How it was found times `_PLACES`, and where."""
    heads: Sequence[int] = ()
    """The ranks by all words but the last."""

    def alike(self) -> list[tuple[int, list[int]]]:
        """The names of each rank, the best first: ranks are few, so little is sorted."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, rank in zip(self.numbers, self.ranks, strict=True):
            found[rank].append(number)
        return sorted(found.items())


_NOTHING = _Ranked((), ())


def _some(names: Sequence[str], numbers: Sequence[int]) -> Sequence[str]:
    whole = len(numbers) == len(names)
    return names if whole else [names[number] for number in numbers]


def _sums(ranks: Sequence[int], others: Sequence[int]) -> list[int]:
    """The ranks of what was found by two words."""
    return [
        (max(one, other) & _HOW) + (one & _AT) + (other & _AT)
        for one, other in zip(ranks, others, strict=True)
    ]


def _begun(name: str) -> str:
    """A folded name with a capital where a small letter of ASCII begins a word."""
    if name.isascii() and not _NUMBERED.search(name):
        return name.title()
    return _BEGINNING.sub(_capital, name)


def _capital(match: re.Match[str]) -> str:
    return match[0].upper()


def _near_begun(
    word: str, initials: re.Pattern[str], names: Sequence[str], begun: Sequence[str]
) -> list[int]:
    """The same as `_near`, for a word that begins with a small letter of ASCII."""
    size, last = len(word), word[-1] if len(word) >= _SCATTERED_FROM else ""
    whole, start, at_word, inside, initial = (how * _PLACES for how in range(_SCATTERED))
    capital, end = word[0].upper(), last.upper() if last in _LETTERS else last
    beginning = _begun(word)
    ranks: list[int] = []
    add = ranks.append
    found = map(str.find, names, repeat(word))
    for name, cased, first in zip(names, begun, found, strict=True):
        if first > 0:
            at = first if cased[first] == capital else cased.find(beginning, first)
            how, at = (at_word, at) if at > 0 else (inside, first)
            add(how + at + _ASIDE * name.count("\n", 0, at))
        elif first == 0:
            add(whole if name[size : size + 1] in ("\n", "") else start)
        elif (
            last
            and last in name
            and -1 < cased.find(capital) < cased.rfind(end)
            and (match := initials.search(name))
        ):
            at = match.start(1)
            add(initial + at + _ASIDE * name.count("\n", 0, at))
        else:
            add(-1)
    return ranks


def _near(word: str, initials: re.Pattern[str], names: Sequence[str]) -> list[int]:
    """How and where names contain a word or words that begin with its letters; below 0 if not."""
    size, last = len(word), word[-1] if len(word) >= _SCATTERED_FROM else ""
    whole, start, at_word, inside, initial = (how * _PLACES for how in range(_SCATTERED))
    ranks: list[int] = []
    add = ranks.append
    for name, first in zip(names, map(str.find, names, repeat(word)), strict=True):
        if first > 0:
            how, at = at_word, first
            if name[at - 1].isalnum():
                at = _first(word, name, at)
                how = inside if name[at - 1].isalnum() else at_word
            add(how + at + _ASIDE * name.count("\n", 0, at))
        elif first == 0:
            add(whole if name[size : size + 1] in ("\n", "") else start)
        elif last and last in name and (match := initials.search(name)):
            at = match.start(1)
            add(initial + at + _ASIDE * name.count("\n", 0, at))
        else:
            add(-1)
    return ranks


def _add_far(ranks: list[int], word: str, pattern: re.Pattern[str], names: Sequence[str]) -> None:
    """Where there is no rank, the one by how far apart the letters of a word are, if they occur."""
    first, last = word[0], word[-1]
    for number, (rank, name) in enumerate(zip(ranks, names, strict=True)):
        if rank >= 0 or last not in name or first not in name:
            continue
        if match := pattern.search(name):
            at = match.end() - match.start(1)
            ranks[number] = _SCATTERED * _PLACES + at + _ASIDE * name.count("\n", 0, at)


def _first(word: str, name: str, first: int) -> int:
    """Where a word is at the start of one of the name's words, else where it first occurs."""
    at = first
    while at > 0 and name[at - 1].isalnum():
        at = name.find(word, at + 1)
    return at if at >= 0 else first


def _pattern(word: str) -> re.Pattern[str]:
    """The letters in order with anything between, each a group."""
    return re.compile("[^\n]*?".join(f"({re.escape(letter)})" for letter in word))


def _initials(word: str) -> re.Pattern[str]:
    """The letters in order, each beginning a word."""
    return re.compile(r"[^\n]*?".join(rf"\b({re.escape(letter)})" for letter in word))
