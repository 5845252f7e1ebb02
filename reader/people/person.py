"""Somebody who was met in a story, and the endings that names have in Cyrillic script."""

from __future__ import annotations

from collections.abc import Iterable

from reader.deferred import deferred
from reader.value import NamedTuple, Value

_ENDING = deferred(
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
    """Those of this form alone."""
    first: int
    """The offset of the first of them."""


class Person(Value):
    """A person of the story, as far as it was read."""

    name: str
    """The form that stands for all, most often the most frequent."""
    called: tuple[Form, ...]
    """All names that are used, the most frequent first."""
    also: tuple[str, ...] = ()
    """The names of those of whom the reader says that they are this one."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The names alone, the one that stands for all before the others."""
        others = (one.words for one in self.called if one.words != self.name)
        return (self.name, *others)

    @property
    def mentions(self) -> int:
        """How often."""
        return sum(one.mentions for one in self.called)

    @property
    def first(self) -> int:
        """The offset of the first mention."""
        return min(one.first for one in self.called)


def in_order(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Names by how frequent they are, those that are as frequent by where they stand first."""
    return tuple(sorted(forms, key=lambda one: (-one.mentions, one.first)))
