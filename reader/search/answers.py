"""What a search of the library is asked, and what it answers: plain values."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from reader.search.snippet import Hit
from reader.value import Value

HITS = 3
"""How many hits of each story are shown at first."""


class Target(NamedTuple):
    """A story to be searched."""

    path: Path
    title: str
    """Empty where the story itself is to say it."""
    rules: str = ""
    """What was decided about how this file is read; empty where nothing was."""


class Searched(Value):
    """How far the search has come; said after every story."""

    done: int
    total: int


class StoryHits(Value):
    """What one story holds."""

    path: Path
    title: str
    total: int
    """How many hits there are in all."""
    hits: tuple[Hit, ...]
    """The first of them."""
    titled: bool
    """The title holds the words too."""
    verbatim: bool
    """One of the first hits stands exactly as the query was typed."""
    density: float
    """Hits per character of the story."""


class Unreadable(Value):
    """A story that could not be searched."""

    path: Path
    title: str
    reason: str


SearchEvent = StoryHits | Unreadable | Searched
Held = tuple[str, int, tuple[tuple[Any, ...], ...], bool, bool, float]
"""`StoryHits` without its path, and of plain tuples.

Between processes a value of a class costs seven times as much, and a path even more.
"""
Refused = tuple[str, str]
"""`Unreadable` without its path."""
Answer = Held | Refused | None
"""Of one story; None when it holds no hit."""


def told(path: Path, answer: Answer) -> StoryHits | Unreadable | None:
    """What an answer says of the story at a path."""
    if answer is None:
        return None
    if len(answer) == 2:
        return Unreadable(path, *answer)
    title, total, hits, titled, verbatim, density = answer
    return StoryHits(path, title, total, tuple(map(Hit._make, hits)), titled, verbatim, density)


def ranked(stories: Iterable[StoryHits]) -> list[StoryHits]:
    """By relevance: the title holds the words, they stand as typed, most hits for its length."""
    return sorted(stories, key=lambda s: (not s.titled, not s.verbatim, -s.density, s.title))
