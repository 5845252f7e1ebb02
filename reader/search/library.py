"""One search through many stories, which answers while it runs.

The rule: what a story is, is read from its file as it stands now; the cache only saves work, and a
search without one finds the same.

The folded texts are scanned from end to end, each read from its file into memory. An index of words
(FTS5) knows no part of a word and takes more disk than the text; a mapped file ends the
process when another program cuts it short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader.formats import LoadError
from reader.search.find import find, needle
from reader.search.fold import fold
from reader.search.folded import Folded
from reader.search.query import Query
from reader.search.snippet import Hit, cut_out
from reader.story import Story

HITS = 3
"""How many hits of each story are shown at first."""
WIDTH = 80
"""About how many characters a hit is shown in."""


class Target(NamedTuple):
    """A story to be searched."""

    path: Path
    title: str
    size: int = 0
    """Bytes; progress is weighed by it."""


class Progress(NamedTuple):
    """How far the search has come; said after every story."""

    done: int
    total: int


class StoryHits(NamedTuple):
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


class Unreadable(NamedTuple):
    """A story that could not be searched."""

    path: Path
    title: str
    reason: str


Found = StoryHits | Unreadable | Progress


def ranked(stories: Iterable[StoryHits]) -> list[StoryHits]:
    """By relevance: the title holds the words, they stand as typed, most hits for its length."""
    return sorted(stories, key=lambda s: (not s.titled, not s.verbatim, -s.density, s.title))


def search_library(
    targets: Iterable[Target],
    query: Query,
    *,
    load: Callable[[Path], Story],
    cancelled: Callable[[], bool] | None = None,
    hits: int = HITS,
) -> Iterator[Found]:
    """Search the targets in their order; ends without a word once `cancelled` says so.

    Raises:
        QueryError: The regular expression is wrong; one that takes too long in a story makes that
            story unreadable.
    """
    targets = tuple(targets)
    for done, target in enumerate(targets, 1):
        if cancelled is not None and cancelled():
            return
        try:
            story = load(target.path)
        except LoadError as error:
            yield Unreadable(target.path, target.title, error.reason)
        else:
            found = _in_story(target, story, query, hits)
            if found.total:
                yield found
        yield Progress(done, len(targets))


def _in_story(target: Target, story: Story, query: Query, most: int) -> StoryHits:
    matches = find(Folded(story), query)
    text = story.text
    shown = []
    for match in list(matches)[:most]:
        words = cut_out(lambda start, end: text[start:end], len(text), match, WIDTH)
        chapter = story.chapter_at(match.start)
        shown.append(Hit(*match, chapter, story.progression(match.start), *words))
    return StoryHits(
        target.path,
        target.title,
        len(matches),
        tuple(shown),
        titled=not query.regex and needle(query) in fold(target.title).text,
        verbatim=any(text[hit.start : hit.end] == query.text for hit in shown),
        density=len(matches) / max(1, len(text)),
    )
