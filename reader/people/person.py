"""Somebody who was met in a story, and the endings that names have in Cyrillic script."""

from __future__ import annotations

from collections.abc import Iterable

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple, Value

_ENDING = lazy_pattern(
    "(?<=[А-Яа-яЁёіїєґ]{2})(?:ого|ому|ыми|ами|ями|ой|ою|ей|ею|ём|ем|ом|ым|им|ых|ых|ия|ию|ии|ий"
    "|[аяуюыиеоёйьії])\\Z"
)


def stem(word: str) -> str:
    """What all cases of a name have in common."""
    return word if word.isascii() else _ENDING.sub("", word)


class Form(NamedTuple):
    """One of the names by which somebody is called."""

    words: str
    mentions: int
    """The mentions of this form alone."""
    first: int
    """The offset of the first one."""


class Person(Value):
    """A person in the story, as far as it was read."""

    name: str
    """The form that stands for all, usually the most frequent."""
    called: tuple[Form, ...]
    """All names that are used, the most frequent first."""
    also: tuple[str, ...] = ()
    """The names of those whom the reader identifies with this person."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The names alone, starting with the one that stands for all."""
        others = (one.words for one in self.called if one.words != self.name)
        return (self.name, *others)

    @property
    def mentions(self) -> int:
        """The number of mentions."""
        return sum(one.mentions for one in self.called)

    @property
    def first(self) -> int:
        """The offset of the first mention."""
        return min(one.first for one in self.called)


def in_order(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Names by frequency, equally frequent ones by first occurrence."""
    return tuple(sorted(forms, key=lambda one: (-one.mentions, one.first)))
