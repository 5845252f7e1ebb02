"""The names that hold a few typed letters, and which of their letters those are.

The rule: every typed word must be found, its letters in their order. A name in which they stand
together, or begin words, hides those in which they are only scattered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reader.value import NamedTuple

_WHOLE, _START, _WORD, _INSIDE, _INITIALS, _SCATTERED = range(6)
_ASIDE = 1000
"""How much better a word in the main part of a name is than one after it."""
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
        if not self.words:
            return [FuzzyHit(index, (0, 0)) for index in range(len(names))]
        near: list[FuzzyHit] = []
        far: list[FuzzyHit] = []
        for index, name in enumerate(names):
            rank = self._rank(name)
            if rank is not None:
                (far if rank[0] == _SCATTERED else near).append(FuzzyHit(index, rank))
        return sorted(near or (far if scattered else []), key=_by_rank)

    def marks(self, name: str) -> list[int]:
        """The indexes of the letters of a folded name that were typed; in order, each once."""
        found: set[int] = set()
        for number, word in enumerate(self.words):
            at = _first(word, name)
            if at >= 0:
                found.update(range(at, at + len(word)))
                continue
            match = self._initials[number].search(name) or self._patterns[number].search(name)
            if match:
                found.update(match.start(group) for group in range(1, len(word) + 1))
        return sorted(found)

    def _rank(self, name: str) -> tuple[int, int] | None:
        worst, place = _WHOLE, 0
        for number, word in enumerate(self.words):
            at = _first(word, name)
            if at >= 0:
                how = _how(word, name, at)
            elif len(word) < _SCATTERED_FROM:
                return None
            elif match := self._initials[number].search(name):
                how, at = _INITIALS, match.start(1)
            elif match := self._patterns[number].search(name):
                how, at = _SCATTERED, match.end() - match.start(1)
            else:
                return None
            worst, place = max(worst, how), place + at + _ASIDE * name.count("\n", 0, at)
        return worst, place


def _by_rank(hit: FuzzyHit) -> tuple[int, int]:
    return hit.rank


def _first(word: str, name: str) -> int:
    """Where a word stands in a name, at the start of one of its words if it can; -1 nowhere."""
    first = at = name.find(word)
    while at > 0 and name[at - 1].isalnum():
        at = name.find(word, at + 1)
    return at if at >= 0 else first


def _how(word: str, name: str, at: int) -> int:
    if at == 0:
        return _WHOLE if name.partition("\n")[0] == word else _START
    return _INSIDE if name[at - 1].isalnum() else _WORD


def _pattern(word: str) -> re.Pattern[str]:
    """The letters in their order with anything between, each a group."""
    return re.compile("[^\n]*?".join(f"({re.escape(letter)})" for letter in word))


def _initials(word: str) -> re.Pattern[str]:
    """The letters in their order, each beginning a word."""
    return re.compile(r"[^\n]*?".join(rf"\b({re.escape(letter)})" for letter in word))
