"""The names that hold a few typed letters, and which of their letters those are.

The rule: every typed word must be found, its letters in their order. A name in which they stand
together, or begin words, hides those in which they are only scattered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from reader.value import NamedTuple

_WHOLE, _START, _WORD, _INSIDE, _INITIALS, _SCATTERED = range(6)
_ASIDE = 1000
"""How much better a word in the main part of a name is than one after it."""
_PLACES = 1 << 40
"""More than any sum of places."""
_SCATTERED_FROM = 2
"""Letters of a word that may be scattered; a single one would be found nearly everywhere."""


class _Folding(dict[int, int]):
    """Each character as one that is typed for it: small, without accents; filled as it is used."""

    def __missing__(self, code: int) -> int:
        letter, *rest = list(unicodedata.normalize("NFKD", chr(code)))
        if not all(map(unicodedata.combining, rest)):  # a syllable, a ligature, a fraction
            letter = chr(code)
        self[code] = found = ord(letter.casefold()[0])
        return found


_FOLDING = _Folding()


def folded(name: str) -> str:
    """A name as it is searched: of the same length, so that letters can be marked."""
    return name.lower() if name.isascii() else name.translate(_FOLDING)


class FuzzyHit(NamedTuple):
    """A name that was found."""

    number: int
    """Index of the name."""
    rank: tuple[int, int]
    """The smaller the better: how it was found, and where, or over how many letters."""


class Needle:
    """What was typed, ready to be looked for in many names."""

    def __init__(self, typed: str) -> None:
        self.words = folded(typed).split()
        self._patterns = [_pattern(word) for word in self.words]
        self._initials = [_initials(word) for word in self.words]

    def find(self, names: Sequence[str], *, scattered: bool = True) -> list[FuzzyHit]:
        """The names that hold what was typed, the best first; all of them when nothing was.

        `names` are folded; what is before the first newline of one is its main part. Of equals
        the first stays first. Without `scattered` the letters must stand together or begin words.
        """
        numbers = range(len(names))
        found = self.near(names, numbers) or (self.far(names, numbers) if scattered else [])
        ranks = (divmod(key // len(names), _PLACES) for key in found)
        return [FuzzyHit(key % len(names), rank) for key, rank in zip(found, ranks, strict=True)]

    def near(self, names: Sequence[str], among: Sequence[int]) -> list[int]:
        """Keys of names that hold each word, or words that begin with its letters; best first.

        A key is how and where a name was found, times the count of names, and its number.
        """
        if len(self.words) == 1:
            word = self.words[0]
            if len(word) < _SCATTERED_FROM:
                among = [number for number in among if word in names[number]]
            initials = self._initials[0]
            ranks = (_near(word, initials, names[number]) for number in among)
        else:
            ranks = (self._total(names[number]) for number in among)
        return _keys(ranks, among, len(names))

    def far(self, names: Sequence[str], among: Sequence[int]) -> list[int]:
        """Keys of names that hold the letters of each word in their order, in the same way."""
        ranks = (self._total(names[number], scattered=True) for number in among)
        return _keys(ranks, among, len(names))

    def _total(self, name: str, *, scattered: bool = False) -> int:
        """The rank by all words: of how they were found the worst, of where the sum."""
        worst = place = 0
        for number, word in enumerate(self.words):
            rank = _near(word, self._initials[number], name)
            if rank < 0 and scattered and len(word) >= _SCATTERED_FROM:
                rank = _far(self._patterns[number], name)
            if rank < 0:
                return rank
            how, at = divmod(rank, _PLACES)
            worst, place = max(worst, how), place + at
        return worst * _PLACES + place

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
    """Names that are searched as somebody types, each time among those that were found before."""

    def __init__(self, names: Sequence[str]) -> None:
        """They are folded."""
        self._names = names
        self._last = _Found("", range(len(names)), near=True)

    def find(self, typed: str) -> list[int]:
        """The numbers of the names that hold what was typed, the best first."""
        needle, last = Needle(typed), self._last
        if not needle.words:
            return [*range(len(self._names))]
        if not folded(typed).startswith(last.typed):
            last = _Found("", range(len(self._names)), near=True)
        names, size = self._names, len(self._names)
        # What holds more letters near each other held fewer; what holds none so may scatter them.
        keys, near = needle.near(names, last.numbers) if last.near else [], True
        if not keys:
            everywhere = range(size) if last.near else last.numbers
            keys, near = needle.far(names, everywhere), False
        numbers = [key % size for key in keys]
        self._last = _Found(folded(typed), sorted(numbers), near)
        return numbers


class _Found(NamedTuple):
    typed: str
    """Folded."""
    numbers: Sequence[int]
    near: bool


def _keys(ranks: Iterable[int], among: Sequence[int], size: int) -> list[int]:
    return sorted(
        rank * size + number for rank, number in zip(ranks, among, strict=True) if rank >= 0
    )


def _near(word: str, initials: re.Pattern[str], name: str) -> int:
    """How and where a name holds a word or what begins with its letters; below 0 for not at all."""
    at = name.find(word)
    if at == 0:
        return (_WHOLE if name.partition("\n")[0] == word else _START) * _PLACES
    if at > 0:
        how = _WORD
        if name[at - 1].isalnum():
            at = _first(word, name, at)
            how = _INSIDE if name[at - 1].isalnum() else _WORD
    elif len(word) >= _SCATTERED_FROM and (match := initials.search(name)):
        how, at = _INITIALS, match.start(1)
    else:
        return -1
    return how * _PLACES + at + _ASIDE * name.count("\n", 0, at)


def _far(pattern: re.Pattern[str], name: str) -> int:
    """How far apart the letters of a word stand in a name; below 0 where they do not."""
    match = pattern.search(name)
    if match is None:
        return -1
    at = match.end() - match.start(1)
    return _SCATTERED * _PLACES + at + _ASIDE * name.count("\n", 0, at)


def _first(word: str, name: str, first: int) -> int:
    """Where a word stands at the start of one of the name's words, else where it stands first."""
    at = first
    while at > 0 and name[at - 1].isalnum():
        at = name.find(word, at + 1)
    return at if at >= 0 else first


def _pattern(word: str) -> re.Pattern[str]:
    """The letters in their order with anything between, each a group."""
    return re.compile("[^\n]*?".join(f"({re.escape(letter)})" for letter in word))


def _initials(word: str) -> re.Pattern[str]:
    """The letters in their order, each beginning a word."""
    return re.compile(r"[^\n]*?".join(rf"\b({re.escape(letter)})" for letter in word))
