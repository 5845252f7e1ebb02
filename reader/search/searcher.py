"""One query put to one story after another, in whichever process.

The rule: a story is read from its file as it is now; kept data only saves work. A file is passed
over unread only if its bytes show that its story cannot contain a hit.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from reader.file_stamp import FileStamp, stamp_of
from reader.formats.files import LoadError, read
from reader.formats.table import format_of
from reader.search.answers import Answer, Held, cut_all, cut_match
from reader.search.cache import Cache, settled
from reader.search.entry import CacheEntry
from reader.search.find import Matches, SoloWords, checks_of, find, needle, places, sign
from reader.search.fold import (
    FOLDED,
    fold,
    fold_character,
    has_marks,
    is_composed,
    level_kana,
)
from reader.search.folded import Aligned, Folded
from reader.search.query import Match, Query
from reader.search.regex_process import PatternTooSlowError, RegexProcess
from reader.search.sieve import LEAST_TEXT, Sieve, asked
from reader.search.unfolded import KeptLetters, KeptStory
from reader.story import Story
from reader.value import Value


class Loaded:
    """A story that was read from its file, or is kept without being folded."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.body = story.body
        self.size = len(story.text)
        self.title = story.title
        self.chapters = [(chapter.start, chapter.title) for chapter in story.chapters]

    @cached_property
    def aligned(self) -> Aligned:
        """The folded text beside the text."""
        return Aligned.of(self.story.text, FOLDED)

    @property
    def is_folded(self) -> bool:
        """Whether it was folded already."""
        return "aligned" in self.__dict__

    @cached_property
    def is_marked(self) -> bool:
        """Whether some marks are folded together with the characters before them."""
        return has_marks(self.story.text)

    @property
    def bounds(self) -> tuple[int, int]:
        """The body in folded offsets."""
        return self.aligned.folded(self.body.start), self.aligned.folded(self.body.end)

    @property
    def folded(self) -> str:
        """The folded text."""
        return self.aligned.text

    def splits(self, words: str) -> bool:
        """Whether the words might begin or end inside a piece."""
        return self.aligned.splits(words)

    def holds(self, words: str) -> bool:
        """Whether the words, folded, stand anywhere in the folded text."""
        return not words or words in self.aligned.text

    def counted(self, words: str, most: int, *, matter: bool) -> tuple[int, list[Match]]:
        """How many hits there are of words that are never split, and the first of them."""
        aligned = self.aligned
        low, high = (0, len(aligned.text)) if matter else self.bounds
        total = aligned.text.count(words, low, high)
        first = []
        for _ in range(min(total, most)):
            low = aligned.text.index(words, low, high)
            first.append(Match(aligned.start(low), aligned.end(low + len(words))))
            low += len(words)
        return total, first

    def source(self, start: int, end: int) -> str:
        """A range of the text."""
        return self.story.text[start:end]


Text = Loaded | CacheEntry


WIDTH = 80
"""Roughly how many characters a hit is shown in."""

Load = Callable[[Path], Story]
Cancelled = Callable[[], bool] | None


class Orders(Value):
    """How every story is searched."""

    query: Query
    load: Load
    folder: Path | None
    """Where folded texts are kept."""
    rules: str
    most: int
    """How many hits of each story are shown."""
    sifted: bool
    """Whether `load` reads a file as its format does, so that its bytes may decide."""
    listed: bool = True
    """Whether these are listed, or only counted."""
    fill: bool = False
    """Whether stories are only to be cached, not searched."""


class _Unkept(Value):
    path: str
    rules: str
    stamp: FileStamp
    text: Loaded
    fresh: bool = True
    """Whether nothing is kept of it."""


class Searcher:
    """Answers for one story after another; it ends its processes when closed."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        query = orders.query
        self._query = query
        self._cache = Cache(orders.folder, orders.rules) if orders.folder is not None else None
        self._words = "" if query.regex else needle(query)
        self._sign = sign(query, self._words)
        self._rows = asked(self._sign)
        self._sieve = Sieve(query)
        self._counts = not (query.regex or query.exact or query.kana or query.word or query.cased)
        self._solo = SoloWords.of(self._words) if self._counts else None
        self._trier = RegexProcess()
        self._unkept: _Unkept | None = None
        self.missed = 0
        """How many stories were not kept."""

    def answer(self, path: str, title: str, rules: str, cancelled: Cancelled = None) -> Answer:
        """The answer about the story of a `Target`, whose path is given as a string.

        Raises:
            QueryError: The regular expression is wrong.
            SearchCancelledError: `cancelled` said so.
        """
        if not self._query.regex and not self._words.strip() and not self._orders.fill:
            return None
        try:
            if self._orders.fill:
                self._fill(path, rules)
                return None
            if self._cache is not None and self._cache.denies(path, rules, self._rows):
                return None
            stamp = stamp_of(path) if self._cache else None
            entry = self._cache.entry(path, rules, stamp) if self._cache else None
            if isinstance(entry, CacheEntry):
                if not entry.holds(self._sign):
                    return None
                return self._searched(title, entry, cancelled)
            if isinstance(entry, KeptStory):
                if self._lacks(entry):
                    return None
                text = self._again(path, rules, stamp, entry.story)
            elif self._sifted(path, rules, entry):
                return None
            else:
                text = self._loaded(path, rules)
            return self._searched(title, text, cancelled) if self._holds(text) else None
        except (LoadError, PatternTooSlowError) as error:
            return title or Path(path).stem, error.reason

    def settle(self) -> None:
        """Keep what was read for the last answer, which the caller has by now."""
        unkept, self._unkept = self._unkept, None
        if unkept is not None and self._cache is not None:
            text, place = unkept.text, (unkept.path, unkept.rules, unkept.stamp)
            if self._orders.fill or text.is_folded or text.is_marked:
                self._cache.keep(*place, text.story, text.aligned)
            elif unkept.fresh:
                self._cache.keep(*place, text.story, None)
            if self._orders.fill:  # while nobody waits
                self._add_signs(*place, text)

    def rest(self) -> None:
        """Write what was kept so far: there may be no more requests for a while."""
        if self._cache is not None:
            self._cache.flush()

    def make_cache(self) -> None:
        """Create the cache, before several processes do so at once."""
        if self._cache is not None:
            self._cache.make()

    def prune(self, paths: Iterable[str]) -> None:
        """Drop kept data that is no longer needed; that of these files stays."""
        if self._cache is not None:
            self._cache.prune(time.time(), paths)

    def close(self) -> None:
        """End every process that was started, and write what was kept."""
        self._trier.close()
        if self._cache is not None:
            self._cache.close()

    def _fill(self, path: str, rules: str) -> None:
        """Read a story that is not kept, so that it will be once the answer is delivered."""
        stamp = stamp_of(path)
        if self._cache is None or stamp is None or not settled(stamp):
            return
        entry = self._cache.entry(path, rules, stamp)
        if isinstance(entry, KeptStory):
            self._again(path, rules, stamp, entry.story)
        elif not isinstance(entry, CacheEntry):
            self._loaded(path, rules)
        elif not self._cache.has_signs(path, rules):
            self._add_signs(path, rules, stamp, entry)

    def _add_signs(self, path: str, rules: str, stamp: FileStamp, text: Text) -> None:
        if self._cache is not None and text.size >= LEAST_TEXT:
            self._cache.sign(path, rules, stamp, text.folded)

    def _sifted(self, path: str, rules: str, letters: KeptLetters | None) -> bool:
        """Whether the story of an uncached file need not be read, because it lacks the words."""
        sifts = self._orders.sifted and not rules and not self._sieve.useless
        known = self._sieve.may_stand_in(letters) if sifts and letters is not None else None
        if known is False:
            return True
        self.missed += 1
        return sifts and known is None and not self._may_hold(path)

    def _may_hold(self, path: str) -> bool:
        """Whether it is possible, by the bytes of a file, that its story contains the words."""
        stamp = stamp_of(path)
        data = read(path)
        if not format_of(data, path).sifted:
            return True

        def keep(letters: str, folded: bool) -> None:
            if self._cache is not None and stamp is not None:
                self._cache.keep_letters(path, stamp, letters, folded=folded)

        return self._sieve.passes(data, keep)

    def _loaded(self, path: str, rules: str) -> Loaded:
        stamp = stamp_of(path)
        text = Loaded(self._orders.load(Path(path)))
        if stamp is not None:
            self._unkept = _Unkept(path, rules, stamp, text)
        return text

    def _again(self, path: str, rules: str, stamp: FileStamp | None, story: Story) -> Loaded:
        """A story that is kept without being folded, and may be folded now."""
        text = Loaded(story)
        text.is_marked = False  # or it would be kept folded
        if stamp is not None:
            self._unkept = _Unkept(path, rules, stamp, text, fresh=False)
        return text

    def _lacks(self, kept: KeptStory) -> bool:
        """Whether the text of a story without marks shows that it has no hit."""
        solo = self._solo
        if solo is None:
            return self._sieve.shows_lack(kept.text)
        return not (solo.may_stand_in(kept.holds) and solo.stand_in(kept.text))

    def _holds(self, text: Loaded) -> bool:
        """Whether a story may contain a hit."""
        if self._solo is not None and not text.is_marked:
            return self._solo.stand_in(text.story.text)
        return text.holds(self._sign)

    def _searched(self, title: str, text: Text, cancelled: Cancelled) -> Held | None:
        total, first = self._matches(text, cancelled)
        return self._shown(title, text, total, first) if total else None

    def _matches(self, text: Text, cancelled: Cancelled) -> tuple[int, list[Match]]:
        """How many hits there are, and the first of them."""
        query, most = self._query, self._orders.most
        if query.regex or query.exact:
            whole = text.source(0, text.size)
            matches = find(Folded.of(whole, text.body, self._trier), query, cancelled)
        elif self._solo is not None and isinstance(text, Loaded) and not text.is_marked:
            low, high = (0, text.size) if query.matter else text.body
            return self._solo.counted(text.story.text, low, high, most)
        elif self._counts and not text.splits(self._words):
            return text.counted(self._words, most, matter=query.matter)
        else:
            aligned = text.aligned
            if query.kana:
                aligned = aligned.level(level_kana(aligned.text))
            low, high = (0, len(aligned.text)) if query.matter else text.bounds
            checks = checks_of(aligned, query, self._words, text.source)
            found = places(aligned.text, self._words, low, high, checks)
            matches = Matches(aligned, found, len(self._words))
        return len(matches), list(islice(matches, most))

    def _shown(self, title: str, text: Text, total: int, first: list[Match]) -> Held:
        title = title or text.title
        hits = self._hits(text, first) if self._orders.listed else ()
        typed = self._query.text
        verbatim = any(cut_match(text.source, match, WIDTH) == typed for match in first)
        titled = bool(self._words) and _in_title(self._words, title)
        return title, total, hits, titled, verbatim, total / max(1, text.size)

    def _hits(self, text: Text, found: list[Match]) -> tuple[tuple[Any, ...], ...]:
        """The hits in their reported form."""
        start, end = text.body
        size = max(1, end - start)
        starts = [at for at, _ in text.chapters]
        names = ["", *(name for _, name in text.chapters)]
        hits = []
        for match, words in zip(found, cut_all(text.source, text.size, found, WIDTH), strict=True):
            at = match.start
            share = (at - start) / size
            chapter = names[bisect_right(starts, at)]
            hits.append((*match, chapter, min(1.0, max(0.0, share)), *words))
        return tuple(hits)


def _in_title(words: str, title: str) -> bool:
    """Whether folded words occur in a title; most are ruled out by a letter, without folding."""
    if title.isascii() and not any(odd in title for odd in ("--", "`", ". .", "  ", "\t")):
        return words in title.casefold()
    told = words[0].isalnum() and not is_composed(title)
    if told and words[0] not in "".join(map(fold_character, title)):
        return False
    return words in fold(title).text
