"""One search through many stories, which answers while it runs.

The rule: what a story is, is read from its file as it stands now; the cache only saves work, and a
search without one finds the same.

The folded texts are scanned from end to end, each read from its file into memory. An index of words
(FTS5) knows no part of a word and takes more disk than the text; a mapped file ends the
process when another program cuts it short.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from reader.formats import LoadError
from reader.search.cache import Cache, Entry, Stamp
from reader.search.find import checks_of, find, needle, places, sign
from reader.search.fold import FOLDED, fold, level_kana
from reader.search.folded import Aligned, Folded
from reader.search.matches import Matches
from reader.search.pattern import PatternTooSlowError, Trier
from reader.search.query import Match, Query, SearchCancelledError
from reader.search.snippet import Hit, cut_out
from reader.story import Story

_FIRST = itemgetter(0)
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


class _Loaded:
    """A story that was read from its file."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.aligned = Aligned.of(story.text, FOLDED)
        self.body = story.body
        self.bounds = self.aligned.folded(story.body.start), self.aligned.folded(story.body.end)
        self.size = len(story.text)
        self.chapters = [(chapter.start, chapter.title) for chapter in story.chapters]

    def holds(self, words: bytes) -> bool:
        """Whether the words, folded, stand anywhere in the folded text."""
        return words.decode("utf-8", "surrogatepass") in self.aligned.text

    def source(self, start: int, end: int) -> str:
        """A range of the text."""
        return self.story.text[start:end]


def ranked(stories: Iterable[StoryHits]) -> list[StoryHits]:
    """By relevance: the title holds the words, they stand as typed, most hits for its length."""
    return sorted(stories, key=lambda s: (not s.titled, not s.verbatim, -s.density, s.title))


def search_library(
    targets: Iterable[Target],
    query: Query,
    *,
    load: Callable[[Path], Story],
    cache: Path | None = None,
    rules: str = "",
    cancelled: Callable[[], bool] | None = None,
    hits: int = HITS,
) -> Iterator[Found]:
    """Search the targets in their order; ends without a word once `cancelled` says so.

    `cache` is a folder of this search's own. `rules` names whatever else than the file decides how
    `load` reads it; what was kept under other rules is not used.

    Raises:
        QueryError: The regular expression is wrong. One that takes too long in a story makes that
            story unreadable.
    """
    targets = tuple(targets)
    search = _Search(query, load, Cache(cache, rules) if cache else None, hits)
    for done, target in enumerate(targets, 1):
        if cancelled is not None and cancelled():
            return
        found = search.story(target, cancelled)
        if found is not None:
            yield found
        yield Progress(done, len(targets))


class _Search:
    """One query on its way through the library."""

    def __init__(
        self, query: Query, load: Callable[[Path], Story], cache: Cache | None, most: int
    ) -> None:
        self._query = query
        self._load = load
        self._cache = cache
        self._most = most
        self._words = "" if query.regex else needle(query)
        self._sign = sign(query, self._words).encode("utf-8", "surrogatepass")
        self._trier = Trier()

    def story(
        self, target: Target, cancelled: Callable[[], bool] | None
    ) -> StoryHits | Unreadable | None:
        """Search one story."""
        if not self._query.regex and not self._words.strip():
            return None
        try:
            text = self._text(target.path)
            if not text.holds(self._sign):
                return None
            total, first = self._matches(text, cancelled)
        except LoadError as error:
            return Unreadable(target.path, target.title, error.reason)
        except PatternTooSlowError as error:
            return Unreadable(target.path, target.title, error.reason)
        except SearchCancelledError:
            return None
        return self._shown(target, text, total, first) if total else None

    def _text(self, path: Path) -> _Loaded | Entry:
        stamp = Stamp.of(path)
        if self._cache is not None and stamp is not None:
            entry = self._cache.entry(path, stamp)
            if entry is not None:
                return entry
        loaded = _Loaded(self._load(path))
        if self._cache is not None and stamp is not None and Stamp.of(path) == stamp:
            self._cache.keep(path, stamp, loaded.story, loaded.aligned)
        return loaded

    def _matches(
        self, text: _Loaded | Entry, cancelled: Callable[[], bool] | None
    ) -> tuple[int, list[Match]]:
        """How many hits there are, and the first of them."""
        query = self._query
        if query.regex or query.exact:
            whole = text.source(0, text.size)
            folded = Folded.of(whole, text.body, self._trier)
            matches = find(folded, query, cancelled)
        else:
            aligned = text.aligned
            if query.kana:
                aligned = aligned.level(level_kana(aligned.text))
            low, high = (0, len(aligned.text)) if query.matter else text.bounds
            checks = checks_of(aligned, query, self._words, text.source)
            if not checks:
                return self._counted(aligned, low, high)
            places_ = places(aligned.text, self._words, low, high, checks)
            matches = Matches(aligned, places_, len(self._words))
        return len(matches), list(islice(matches, self._most))

    def _counted(self, aligned: Aligned, low: int, high: int) -> tuple[int, list[Match]]:
        words = self._words
        total = aligned.text.count(words, low, high)
        first = []
        for _ in range(min(total, self._most)):
            low = aligned.text.index(words, low, high)
            first.append(Match(aligned.start(low), aligned.end(low + len(words))))
            low += len(words)
        return total, first

    def _shown(
        self, target: Target, text: _Loaded | Entry, total: int, first: list[Match]
    ) -> StoryHits:
        start, end = text.body
        hits = []
        for match in first:
            words = cut_out(text.source, text.size, match, WIDTH)
            index = bisect_right(text.chapters, match.start, key=_FIRST) - 1
            chapter = text.chapters[index][1] if index >= 0 else ""
            share = (match.start - start) / max(1, end - start)
            hits.append(Hit(*match, chapter, min(1.0, max(0.0, share)), *words))
        return StoryHits(
            target.path,
            target.title,
            total,
            tuple(hits),
            titled=bool(self._words) and self._words in fold(target.title).text,
            verbatim=any(text.source(*match) == self._query.text for match in first),
            density=total / max(1, text.size),
        )
