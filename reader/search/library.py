"""One search through many stories, which answers while it runs.

The rule: what a story is, is read from its file as it stands now; the cache only saves work, and a
search without one finds the same.

Folded texts are read and scanned from end to end: 0.1 ms per MB to read one, 0.5 to 1.4 to find and
count the words. An index of words (FTS5) would answer in a millisecond but takes 1.1 to 2.3 times
the text on disk, knows no part of a word and no punctuation, and must be kept in step; a mapped
file ends the process when another program cuts it short. The first search is bound by the reading
of the stories, so it is spread over the cores.
"""

from __future__ import annotations

import time
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from reader.formats import LoadError
from reader.search.cache import Cache
from reader.search.filling import Crew
from reader.search.find import checks_of, find, needle, places, sign
from reader.search.fold import fold, level_kana
from reader.search.folded import Aligned, Folded
from reader.search.matches import Matches
from reader.search.pattern import PatternTooSlowError, Trier
from reader.search.query import Match, Query, SearchCancelledError
from reader.search.snippet import Hit, cut_out
from reader.search.texts import Load, Loaded, Text, kept_text, read_text

_ALONE = 3  # stories that are read before others are set to work
_DAMAGE = (zlib.error, ValueError, LookupError, OverflowError)  # of what was kept
_FIRST = itemgetter(0)
HITS = 3
"""How many hits of each story are shown at first."""
WIDTH = 80
"""About how many characters a hit is shown in."""


class Target(NamedTuple):
    """A story to be searched."""

    path: Path
    title: str
    """Empty where the story itself is to say it."""


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


Cancelled = Callable[[], bool] | None
Found = StoryHits | Unreadable | Progress


def ranked(stories: Iterable[StoryHits]) -> list[StoryHits]:
    """By relevance: the title holds the words, they stand as typed, most hits for its length."""
    return sorted(stories, key=lambda s: (not s.titled, not s.verbatim, -s.density, s.title))


def search_library(
    targets: Iterable[Target],
    query: Query,
    *,
    load: Load,
    cache: Path | None = None,
    rules: str = "",
    cancelled: Cancelled = None,
    hits: int = HITS,
) -> Iterator[Found]:
    """Search the targets in their order; ends without a word once `cancelled` says so.

    `cache` is a folder of this search's own. `rules` names whatever else than the file decides how
    `load` reads it; what was kept under other rules is not used.

    Raises:
        QueryError: The regular expression is wrong. One that takes too long in a story makes that
            story unreadable.
    """
    search = _Search(tuple(targets), query, load, cache, rules, hits)
    try:
        yield from search.run(cancelled)
    finally:
        search.close()


class _Search:
    """One query on its way through the library."""

    def __init__(
        self,
        targets: tuple[Target, ...],
        query: Query,
        load: Load,
        folder: Path | None,
        rules: str,
        most: int,
    ) -> None:
        self._targets = targets
        self._query = query
        self._load = load
        self._folder = folder
        self._rules = rules
        self._most = most
        self._cache = Cache(folder, rules) if folder is not None else None
        self._words = "" if query.regex else needle(query)
        self._sign = sign(query, self._words).encode("utf-8", "surrogatepass")
        self._trier = Trier()
        self._crew: Crew | None = None
        self._missed = 0

    def run(self, cancelled: Cancelled) -> Iterator[Found]:
        """Search one story after the other."""
        count = len(self._targets)
        for index in range(count):
            if cancelled is not None and cancelled():
                return
            try:
                found = self._story(index, cancelled)
            except SearchCancelledError:
                return
            if found is not None:
                yield found
            yield Progress(index + 1, count)
        if self._cache is not None:
            self._cache.prune(time.time())

    def close(self) -> None:
        """End every process that was started."""
        self._trier.close()
        if self._crew is not None:
            self._crew.close()

    def _story(self, index: int, cancelled: Cancelled) -> StoryHits | Unreadable | None:
        target = self._targets[index]
        if not self._query.regex and not self._words.strip():
            return None
        try:
            text = self._text(index, cancelled)
            try:
                return self._searched(target, text, cancelled)
            except _DAMAGE:
                if isinstance(text, Loaded):
                    raise
            text = read_text(target.path, self._load, self._cache)
            return self._searched(target, text, cancelled)
        except (LoadError, PatternTooSlowError) as error:
            return Unreadable(target.path, target.title or target.path.stem, error.reason)

    def _searched(self, target: Target, text: Text, cancelled: Cancelled) -> StoryHits | None:
        if not text.holds(self._sign):
            return None
        total, first = self._matches(text, cancelled)
        return self._shown(target, text, total, first) if total else None

    def _text(self, index: int, cancelled: Cancelled) -> Text:
        path = self._targets[index].path
        text = kept_text(path, self._cache)
        if text is not None:
            return text
        self._missed += 1
        left = len(self._targets) - index
        if self._crew is None and self._folder and self._missed > _ALONE and left > _ALONE:
            paths = [target.path for target in self._targets]
            self._crew = Crew(paths, index, self._load, self._folder, self._rules)
        if self._crew is not None:
            self._crew.wait(index, cancelled)
            if cancelled is not None and cancelled():
                raise SearchCancelledError
            text = kept_text(path, self._cache)
        return text or read_text(path, self._load, self._cache)

    def _matches(self, text: Text, cancelled: Cancelled) -> tuple[int, list[Match]]:
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

    def _shown(self, target: Target, text: Text, total: int, first: list[Match]) -> StoryHits:
        start, end = text.body
        title, chapters = target.title or text.title, text.chapters
        hits = []
        for match in first:
            words = cut_out(text.source, text.size, match, WIDTH)
            index = bisect_right(chapters, match.start, key=_FIRST) - 1
            chapter = chapters[index][1] if index >= 0 else ""
            share = (match.start - start) / max(1, end - start)
            hits.append(Hit(*match, chapter, min(1.0, max(0.0, share)), *words))
        return StoryHits(
            target.path,
            title,
            total,
            tuple(hits),
            titled=bool(self._words) and self._words in fold(title).text,
            verbatim=any(hit.match == self._query.text for hit in hits),
            density=total / max(1, text.size),
        )
