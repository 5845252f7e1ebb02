"""The names that contain a few typed letters, and which of their letters those are.

The rule: every typed word must be found, its letters in order. A name in which they are adjacent,
or begin words, hides those in which they are only scattered. Names are many, so each is looked at
by loops that are not Python's; and what nobody sees yet is not ranked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, compress, count, filterfalse, islice, repeat

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

_WHOLE, _BEGUN, _INSIDE, _INITIALS, _SCATTERED = range(-1, 4)
"""How a word is found: it is all of the main part, begins a word, is inside of one, and so on."""
_ASIDE = 1000
"""How much better a word in the main part of a name is than one after it."""
_PLACES = 1 << 27
"""More than the positions in ten thousand words; a rank is still one machine word."""
_HOW = -_PLACES
"""The bits of a rank that say how a word was found, and not where."""
_NOWHERE = -1
"""What `str.find` says; it is not a rank."""
_WITHIN = -2
"""That a word is in a name, with its letters next to each other."""
_SIGN = lazy_pattern(r"[\W_]")
_SCATTERED_FROM = 2
"""Letters of a word that may be scattered; a single one would be found nearly everywhere."""
_BETWEEN = r"[^\n]*?"
_FIRST = 200
"""Names that more than fill a screen."""


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
        self._words = [*map(_SoughtWord, self.words)]

    def find(self, names: Sequence[str], *, scattered: bool = True) -> list[FuzzyHit]:
        """The names that contain what was typed, the best first; all of them when nothing was.

        `names` are folded; the part of one before the first newline is its main part. Equals keep
        their order. Without `scattered` the letters must be adjacent or begin words.
        """
        every = _Ranked(_Names.of(names))
        found = _near(self._words, every)
        if scattered and not found.names.numbers:
            found = _far(self._words, every)
        return [
            FuzzyHit(one, divmod(rank, _PLACES)) for rank, alike in found.alike() for one in alike
        ]

    def marks(self, name: str) -> list[int]:
        """The indexes of the letters of a folded name that were typed; in order, each once."""
        return sorted({*chain.from_iterable(word.marks(name) for word in self._words)})


class NameSearch:
    """Searches names as somebody types, each time among those found before."""

    def __init__(self, names: Sequence[str]) -> None:
        """Takes names that are folded already."""
        self._every = _Ranked(_Names.of(names))
        self._last = self._nothing()

    def _nothing(self) -> _Found:
        return _Found("", (), NamesFound.of(self._every), near=True)

    def find(self, typed: str) -> NamesFound:
        """The numbers of the names that contain what was typed, the best first."""
        words, last = tuple(folded(typed).split()), self._last
        if not folded(typed).startswith(last.typed):
            last = self._nothing()
        hits, near = last.hits, last.near
        if words == last.words:
            hits.ranked  # noqa: B018 - made here, as another word needs it
        else:
            needles = [*map(_SoughtWord, words)]
            # What has more letters near each other had fewer; what has none so may scatter them.
            if near:
                hits = _narrowed(needles, last)
            if not (near and hits):
                among = self._every if near else _Ranked(hits.before.names)
                hits, near = NamesFound.of(_far(needles, among)), False
        self._last = _Found(folded(typed), words, hits, near)
        return hits


class NamesFound:
    """The numbers of the names that were found, the best first.

    How many there are is known, and the first of them; all are put into order when more is wanted.
    """

    def __init__(self, before: _Ranked, first: Sequence[int], rank: Callable[[], _Ranked]) -> None:
        """`before` are the names that were found, ranked by all words but the last."""
        self.before = before
        self.first = first
        """The first ones, if not all are in order from the beginning."""
        self._rank = rank

    @classmethod
    def of(cls, ranked: _Ranked) -> NamesFound:
        """All of them in order."""
        hits = cls(_Ranked(ranked.names, ranked.heads), (), lambda: ranked)
        hits.ordered  # noqa: B018 - made here, as it is when there is no first
        return hits

    @cached_property
    def ranked(self) -> _Ranked:
        """The names with their ranks."""
        return self._rank()

    @cached_property
    def ordered(self) -> Sequence[int]:
        """All of them, in order."""
        return [*chain.from_iterable(alike for _, alike in self.ranked.alike())]

    def __len__(self) -> int:
        return len(self.before.names.numbers)

    def __getitem__(self, at: int) -> int:
        return (self.first if 0 <= at < len(self.first) else self.ordered)[at]


def _narrowed(words: Sequence[_SoughtWord], last: _Found) -> NamesFound:
    """Of the names found before, those that are near, by the ranks of the words typed before."""
    *heads, word = words
    typed = tuple(head.letters for head in heads)
    if typed == last.words:
        before = last.hits.ranked
    elif typed == last.words[:-1]:
        before = last.hits.before
    else:
        before = _near(heads, _Ranked(last.hits.before.names))
    before, spots = before.holding(word)
    many = not before.ranks and (last.hits.first or not last.words)
    first = _begun(word, before.names) if many else ()
    if first:
        return NamesFound(before, first, lambda: before.ranked(word.near(before.names, spots)))
    return NamesFound.of(before.ranked(word.near(before.names, spots)))


def _begun(word: _SoughtWord, names: _Names) -> Sequence[int]:
    """The first names, if a word begins so many that no others are among these."""
    begun = [*map(str.startswith, names.texts, repeat(word.letters))]
    if begun.count(True) < _FIRST:
        return ()
    alike = compress(map(len(word.letters).__eq__, names.ends), begun)
    whole = [*compress(compress(names.numbers, begun), alike)]
    others = filterfalse({*whole}.__contains__, compress(names.numbers, begun))
    return [*islice(chain(whole, others), _FIRST)]


class _Found(NamedTuple):
    typed: str
    """Folded."""
    words: tuple[str, ...]
    hits: NamesFound
    near: bool


class _Names(NamedTuple):
    """Names, each in the forms in which they are looked through."""

    numbers: Sequence[int]
    texts: Sequence[str]
    spaced: Sequence[str]
    """With a blank before them, and in place of every sign: one before each word."""
    ends: Sequence[int]
    """Where the main parts end."""
    simple: bool
    """Whether all of them have one part more."""

    @classmethod
    def of(cls, names: Sequence[str]) -> _Names:
        """Names that are folded."""
        ends = [name.find("\n") if "\n" in name else len(name) for name in names]
        simple = all(map((1).__eq__, map(str.count, names, repeat("\n"))))
        return cls(range(len(names)), names, [*map(_spaced, names)], ends, simple)

    def only(self, kept: Sequence[bool]) -> _Names:
        """Some of the names."""
        numbers, ends = ([*compress(own, kept)] for own in (self.numbers, self.ends))
        texts, spaced = ([*compress(own, kept)] for own in (self.texts, self.spaced))
        return _Names(numbers, texts, spaced, ends, self.simple)

    def where(self, values: Sequence[int], value: int) -> tuple[_Names, Sequence[int]]:
        """The names that have a value, and their rows here."""
        kept = [*map(value.__eq__, values)]
        rows = [*compress(range(len(values)), kept)]
        return (self if len(rows) == len(values) else self.only(kept)), rows

    def aside(self, places: Iterable[int]) -> list[int]:
        """What a place in each name counts: more in the parts after the main one."""
        ended = zip(places, self.ends, self.texts, strict=True)
        if self.simple:
            return [at if at < end else at + _ASIDE for at, end, _ in ended]
        return [
            at if at < end else at + _ASIDE * text.count("\n", 0, at) for at, end, text in ended
        ]


class _Ranked(NamedTuple):
    """Names that were found, in their order, and the rank of each."""

    names: _Names
    ranks: Sequence[int] = ()
    """How it was found times `_PLACES`, and where; empty if nothing was looked for."""
    heads: Sequence[int] = ()
    """The ranks by all words but the last."""

    def holding(self, word: _SoughtWord) -> tuple[_Ranked, Sequence[int]]:
        """The names that hold one more word, and its spots in them."""
        spots = word.spots(self.names)
        if _NOWHERE not in spots:
            return self, spots
        kept = [spot != _NOWHERE for spot in spots]
        return self._only(kept), [*compress(spots, kept)]

    def ranked(self, ranks: Sequence[int]) -> _Ranked:
        """The names that have a rank by one more word: the worse of how, the sum of where."""
        if _NOWHERE in ranks:
            kept = [rank != _NOWHERE for rank in ranks]
            return self._only(kept).ranked([*compress(ranks, kept)])
        sums = [
            one + other - (min(one, other) & _HOW)
            for one, other in zip(self.ranks, ranks, strict=bool(self.ranks))
        ]
        return _Ranked(self.names, sums or ranks, self.ranks)

    def _only(self, kept: Sequence[bool]) -> _Ranked:
        return _Ranked(self.names.only(kept), [*compress(self.ranks, kept)])

    def alike(self) -> list[tuple[int, list[int]]]:
        """The names of each rank, the best first: ranks are few, so little is sorted."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, rank in zip(self.names.numbers, self.ranks or repeat(0)):  # noqa: B905
            found[rank].append(number)
        return sorted(found.items())


def _near(words: Sequence[_SoughtWord], among: _Ranked) -> _Ranked:
    """The names in which all words are near, each looked for where those before it are."""
    for word in words:
        before, spots = among.holding(word)
        among = before.ranked(word.near(before.names, spots))
    return among


def _far(words: Sequence[_SoughtWord], among: _Ranked) -> _Ranked:
    """The names in which the letters of the words may be scattered, if all are near in none."""
    for word in words:
        names = among.names
        alone = len(words) == 1  # then it is near in none of them
        ranks = [_NOWHERE] * len(names.texts) if alone else word.near(names, word.spots(names))
        among = among.ranked(word.far(names, ranks))
    return among


class _SoughtWord:
    """A word that was typed, and the ways to look for it."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self._plain = letters.isalnum()
        self._spaced = _spaced(letters)
        self._initials = re.compile(_BETWEEN.join(map(_initial, letters)))
        self._scattered = re.compile(_scattered(letters))

    def spots(self, names: _Names) -> list[int]:
        """Where the words are that begin with the letters, or `_WITHIN` if they are adjacent."""
        letters, search = self.letters, self._initials.search
        if len(letters) < _SCATTERED_FROM:
            return [_WITHIN if letters in text else _NOWHERE for text in names.texts]
        first, last = letters[0], letters[-1]
        if self._plain:
            first, last = f" {first}", f" {last}"
        return [
            _WITHIN
            if letters in text
            else match.start()
            if last in form and -1 < form.find(first) < form.rfind(last) and (match := search(text))
            else _NOWHERE
            for text, form in zip(
                names.texts, names.spaced if self._plain else names.texts, strict=True
            )
        ]

    def near(self, names: _Names, spots: Sequence[int]) -> list[int]:
        """How and where names hold the word, the spots of which are known."""
        if _WITHIN not in spots:
            return [at if at < 0 else _INITIALS * _PLACES + at for at in names.aside(spots)]
        ranks = [_NOWHERE] * len(spots)
        begun, size = self._begins(names), len(self.letters)
        if max(begun) >= 0:
            ranks = names.aside(begun)
            for row in compress(count(), map((0).__eq__, begun)) if 0 in begun else ():
                if names.ends[row] == size:
                    ranks[row] = _WHOLE * _PLACES
        if _NOWHERE in ranks:
            rest, rows = names.where(ranks, _NOWHERE)
            inside = map(str.find, rest.texts, repeat(self.letters))
            ways = [(_INSIDE, inside), (_INITIALS, map(spots.__getitem__, rows))]
            for how, places in ways if max(spots) >= 0 else ways[:1]:
                for row, at in zip(rows, rest.aside(places), strict=True):
                    if at >= 0:
                        ranks[row] = how * _PLACES + at
        return ranks

    def far(self, names: _Names, ranks: list[int]) -> list[int]:
        """The same, and by how far apart the letters are where they are not near."""
        if len(self.letters) < _SCATTERED_FROM:
            return ranks
        base, last, search = _SCATTERED * _PLACES, self.letters[-1], self._scattered.search
        return [
            base + match.end() - match.start() + _ASIDE * name.count("\n", 0, match.start())
            if rank == _NOWHERE and last in name and (match := search(name))
            else rank
            for rank, name in zip(ranks, names.texts, strict=True)
        ]

    def marks(self, name: str) -> Iterable[int]:
        """The indexes of the letters in a name."""
        at = self._beginning(name)
        at = at if at >= 0 else name.find(self.letters)
        if at >= 0:
            return range(at, at + len(self.letters))
        for piece in (_initial, re.escape):
            pieces = (f"({piece(letter)})" for letter in self.letters)
            if match := re.search(_BETWEEN.join(pieces), name):
                return map(match.start, range(1, len(self.letters) + 1))
        return ()

    def _begins(self, names: _Names) -> Sequence[int]:
        """Where the word begins a word in each name."""
        found = [*map(str.find, names.spaced, repeat(self._spaced))]
        if self._plain:
            return found
        return [  # a blank may stand for another sign than the one that was typed
            at if at < 0 or name.startswith(self.letters, at) else self._beginning(name)
            for at, name in zip(found, names.texts, strict=True)
        ]

    def _beginning(self, name: str) -> int:
        at = name.find(self.letters)
        while at > 0 and name[at - 1].isalnum():
            at = name.find(self.letters, at + 1)
        return at


def _spaced(name: str) -> str:
    return f" {_SIGN.sub(' ', name)}"


def _initial(letter: str) -> str:
    """A letter that begins a word, or a sign that ends one."""
    return rf"(?<![^\W_]){letter}" if letter.isalnum() else rf"\b{re.escape(letter)}"


def _scattered(letters: str) -> str:
    """The letters in order with anything between, without ever going back."""
    first, *others = map(re.escape, letters)
    return first + "".join(f"[^{letter}\n]*+{letter}" for letter in others)
