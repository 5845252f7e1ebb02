"""Which names are one person's, and whether that is one: what the text up to here proves.

The rule: a shorter name belongs to a longer one only if there is a single longer one it could be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reader.people.person import Form, Person, in_order, stem
from reader.value import NamedTuple

_PERSONAL = 0.08
"""The least share of mentions with the mark of a person."""
_PLACED, _ARTICLED = 0.30, 0.35
"""The largest shares of mentions after “in” and the like, and after an article."""

_COMMON = 4
"""A case of a name is common if the most frequent one is at most this many times as frequent."""


_FIRST_CASE = {"Herrn": "Herr"}
"""Titles that have cases, in the first of them."""
TITLED, PERSONAL, PLACED, ARTICLED = 1, 2, 4, 8
"""What is next to a mention, as bits: flags of an enumeration would take most of the time."""
CALLED = 16
"""As when calling somebody, and as when exclaiming “Ah!”: it counts only with other marks."""
_OF_A_PERSON = TITLED | PERSONAL


class Occurrence(NamedTuple):
    """A name in one place."""

    start: int
    title: str
    words: tuple[str, ...]
    first: bool
    """Whether its first word would have a capital anyway."""
    marks: int
    """Which of the bits above."""


Key = tuple[str, tuple[str, ...]]
"""The title of a one-word name, else an empty string, and the words, each by its stem."""


def people_of(forms: Sequence[Occurrence], *, nouns: bool) -> list[Person]:
    """The people whose names these are, in the order in which they are met."""
    singles = Counter(_key(form)[1][0] for form in forms if len(form.words) == 1)
    forms = [form for form in _parted(forms, singles) if not _of_a_family(form, singles)]
    owners = _Owners(forms)
    groups: defaultdict[Key, list[Occurrence]] = defaultdict(list)
    for form in forms:
        groups[owners.of(_key(form))].append(form)
    found = (_person(group) for group in groups.values() if _is_personal(group, nouns))
    return sorted(found, key=lambda one: one.first)


def _parted(forms: Sequence[Occurrence], singles: Counter[str]) -> Iterator[Occurrence]:
    """The forms, with adjacent names that occur together only once split into single names."""
    together = Counter(_key(form) for form in forms)
    for form in forms:
        key = _key(form)
        if len(form.words) > 1 and together[key] == 1 and all(singles[w] > 1 for w in key[1]):
            *before, last = form.words
            for word in before:
                yield form._replace(words=(word,), marks=0)
            yield form._replace(title="", words=(last,))
        else:
            yield form


def _of_a_family(form: Occurrence, singles: Counter[str]) -> bool:
    """Whether it is the plural of a name: “the Bennets”."""
    word = form.words[-1]
    return word.endswith("s") and singles[word[:-1]] > singles[word]


def _key(form: Occurrence) -> Key:
    title = _title(form) if len(form.words) == 1 else ""
    return title, tuple(map(stem, form.words))


def _title(form: Occurrence) -> str:
    title = form.title.rstrip(".")
    return _FIRST_CASE.get(title, title)


class _Owners:
    """The longest name that each name is a part of, if there is no doubt about it."""

    def __init__(self, forms: Iterable[Occurrence]) -> None:
        self._titles: defaultdict[Key, set[str]] = defaultdict(set)
        for form in forms:
            self._titles[_key(form)].add(_title(form))
        self._holding: defaultdict[str, list[Key]] = defaultdict(list)
        """Word → the names of several words that have it at one end."""
        self._ending: defaultdict[tuple[str, ...], list[Key]] = defaultdict(list)
        """Several words → the names that end with them and have more words."""
        self._titled: defaultdict[str, list[Key]] = defaultdict(list)
        for key in self._titles:
            title, words = key
            if title:
                self._titled[words[0]].append(key)
            elif len(words) > 1:
                for word in {words[0], words[-1]}:
                    self._holding[word].append(key)
                for at in range(1, len(words) - 1):
                    self._ending[words[at:]].append(key)
        self._known: dict[Key, Key] = {}

    def of(self, key: Key) -> Key:
        """The name that stands for all of a person's."""
        if key not in self._known:
            longer = self._longer(key)
            self._known[key] = self.of(longer) if longer else key
        return self._known[key]

    def _longer(self, key: Key) -> Key | None:
        title, words = key
        if len(words) > 1:
            return _single(self._ending[words])
        holding = self._holding[words[0]]
        if title:
            return _single(one for one in holding if title in self._titles[one])
        titled = self._titled[words[0]]
        firsts = [one for one in holding if one[1][0] == words[0]]
        if firsts and not any("" in self._titles[one] for one in firsts):
            return None  # somebody who always has a title is not called by the first name alone
        return _single({self.of(one) for one in (*(firsts or holding), *titled)})


def _single(keys: Iterable[Key]) -> Key | None:
    found = set(keys)
    return found.pop() if len(found) == 1 else None


def _is_personal(group: Sequence[Occurrence], nouns: bool) -> bool:
    size = len(group)
    personal = _count(group, _OF_A_PERSON)
    called = _count(group, CALLED)
    told = any(not form.first and not form.marks & CALLED for form in group)
    return (
        (nouns or personal > 0 or told)
        and (nouns or personal + called >= _PERSONAL * size)
        and _count(group, PLACED) < _PLACED * size
        and (nouns or _count(group, ARTICLED) < _ARTICLED * size)
    )


def _count(group: Iterable[Occurrence], marks: int) -> int:
    return sum(1 for form in group if form.marks & marks)


def _person(group: Sequence[Occurrence]) -> Person:
    places: dict[str, list[int]] = {}
    for one in group:
        places.setdefault(_shown(one), []).append(one.start)
    called = in_order(Form(words, len(at), min(at)) for words, at in places.items())
    most = called[0]
    # In Cyrillic script the shortest of the common cases is the form used as the name.
    common = [one.words for one in called if one.mentions * _COMMON >= most.mentions]
    alike = [one for one in common if one.count(" ") == most.words.count(" ")]
    return Person(min(alike, key=len) if not most.words.isascii() else most.words, called)


def _shown(one: Occurrence) -> str:
    return " ".join((one.title, *one.words)).lstrip()
