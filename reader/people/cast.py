"""The people met so far, found by words with capitals and their neighbours.

The rule: only what was read counts, including for the shares by which a word is judged; and if it
is not certain that two names are one person, they stay two, because joining them could give too
much away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reader.lazy_pattern import lazy_pattern
from reader.people import words
from reader.people.groups import ARTICLED, CALLED, PERSONAL, PLACED, TITLED, Occurrence, people_of
from reader.people.han import met_in_han, mostly_han
from reader.people.nouns import names_among_nouns, without_case
from reader.people.person import Person, stem
from reader.people.so_far import read_so_far
from reader.story import BlockKind, Story

_NAMED = 0.75
"""The least share of a word's uses within sentences that have a capital, for a name."""
_NOUNS = 0.14
"""The share of words within sentences with capitals above which all nouns may have them."""
_GERMAN = ("und", "der", "die", "das", "den", "nicht", "zu", "ist", "sie", "mit", "ein", "sich")
_GERMAN_LEAST = 0.08
"""The share of these words among those without capitals in German."""
_AROUND = 24
"""Characters looked at before and after a name."""
_LOWER = lazy_pattern(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])")


def met(story: Story, bound: int) -> list[Person]:
    """The people of the story before the bound, in the order in which they are met."""
    seen = read_so_far(story, bound)
    if mostly_han(seen.text, *seen.body):
        return met_in_han(seen)
    runs = list(_runs(seen))
    lower = Counter(filter(str.islower, _LOWER.findall(seen.text, seen.body.start)))
    used = _Words(runs, lower)
    if used.nouns:
        used.names = names_among_nouns(seen)
    return people_of(list(_names(runs, used)), nouns=used.nouns)


def _runs(seen: Story) -> Iterator[Occurrence]:
    """Every run of words with capitals in prose and verse."""
    for block in seen.blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.BREAK, BlockKind.PREFORMATTED):
            continue
        if block.end > seen.body.start:
            text = seen.text[block.start : block.end]
            for match in words.RUN.finditer(text):
                yield _form(text, match.span(), match["title"], match["name"], block.start)


def _form(text: str, span: tuple[int, int], title: str, name: str, shift: int) -> Occurrence:
    start, end = span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    opens = start <= _AROUND and not before.strip()
    first = not title and (opens or words.BEGINS.search(before) is not None)
    return Occurrence(
        start + shift,
        " ".join(title.split()),
        tuple(name.split()),
        first,
        _marks(before, after, title, name),
    )


def _marks(before: str, after: str, title: str, name: str) -> int:
    marks = TITLED if title else _left_of(before)
    if (
        words.OWNS.match(after)
        or words.SPEAKS_AFTER.match(after)
        or words.ACTS.match(after)
        or words.SPEAKS_BEFORE.search(before)
        or words.PATRONYMIC.search(name)
    ):
        marks |= PERSONAL
    elif (words.CALLED_BEFORE.search(before) and words.CALLED_AFTER.match(after)) or (
        words.OPENS.search(before) and words.CALLED_FIRST.match(after)
    ):
        marks |= CALLED
    return marks


def _left_of(before: str) -> int:
    """What the words before an untitled name say."""
    marks = PLACED if words.PLACED.search(before) else 0
    return marks | ARTICLED if words.THE.search(before) else marks


class _Words:
    """How words with capitals are used in what was read."""

    def __init__(self, runs: Sequence[Occurrence], used: Counter[str]) -> None:
        self._within = Counter[str]()
        self._first = Counter[str]()
        for run in runs:
            for at, word in enumerate(run.words):
                counts = self._first if run.first and not at else self._within
                counts[stem(word)] += 1
        cased = {word for run in runs for word in run.words}
        self._lower = Counter[str]()
        for word in cased:
            self._lower[stem(word)] += used[word.lower()]
        nouns, others = self._within.total(), used.total()
        german = sum(used[word] for word in _GERMAN)
        self.nouns = nouns > _NOUNS * (nouns + others) and german > _GERMAN_LEAST * others
        """Whether all nouns have capitals."""
        self.names: frozenset[str] | None = None
        """Those of them that are names, if all have."""

    def head(self, word: str) -> str:
        """The word as a name is listed."""
        return without_case(word, self.names) if self.names and word else word

    def is_name(self, word: str) -> bool:
        """Whether the word has its capital because it is a name."""
        if word in words.NEVER or word in words.TITLES or word[1].isupper():
            return False
        if self.names is not None and word not in self.names:
            return False
        root = stem(word)
        within, lower = self._within[root], self._lower[root]
        if not within:
            return not lower and self._first[root] > 1
        return within >= _NAMED * (within + lower)


def _names(runs: Iterable[Occurrence], used: _Words) -> Iterator[Occurrence]:
    """The names in the runs; a title belongs to the word right after it."""
    for run in runs:
        kept: list[str] = []
        title, marks = run.title, run.marks
        for stands in (*run.words, ""):
            word = used.head(stands)
            titled = not kept and title in words.NAMES_FOLLOW
            if word and (titled or used.is_name(word) or (kept and word[0].islower())):
                kept.append(word)
                continue
            while kept and kept[-1].islower():
                kept.pop()  # “von”, with no name after it
            if kept:
                yield run._replace(title=title, words=tuple(kept), marks=marks)
            kept, title, marks = [], "", _left_of(f"{word} ")
