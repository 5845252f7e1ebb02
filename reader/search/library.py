"""One search through many stories, which answers while it runs.

The rule: a search without a cache, an index or other processes finds the same.

What a story costs, in milliseconds of a core for each MB, measured on 1,000 stories of 300 KB: to
be read, folded and kept, 70 to 90; to show by its bytes that it cannot hold the words, 6 to 8; to
show it by what is kept of it, 0.22, of which half is reading the entry, and 0.05 where its signs
are enough. So a first search passes over what it can, the rest of the library is prepared when
nobody waits, and a word that occurs in every story costs reading every story once. Where words are
common, counting them (0.3) and showing the first hits (0.2 for each story) is most of the cost of
the next search.

Threads do not help: everything but reading and scanning holds the interpreter.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from reader.search import recent
from reader.search.answers import HITS, Answer, Searched, SearchEvent, Target, Unindexed, told
from reader.search.cache import Cache
from reader.search.find import needed
from reader.search.index import Propose, without
from reader.search.pool import SearchPool
from reader.search.query import Query, QueryError, SearchCancelledError
from reader.search.recent import REMEMBERED_FROM, Recent, recalled
from reader.search.searcher import Cancelled, Load, Orders, Searcher

_ALONE = 3  # stories that are read before helpers start
_TICK = 0.05
_RECENT = "recent"
"""Where in its folder the cache has the answers to the last queries."""


def search_library(
    targets: Iterable[Target],
    query: Query,
    *,
    load: Load,
    cache: Path | None = None,
    rules: str = "",
    sifted: bool = False,
    pool: SearchPool | None = None,
    cancelled: Cancelled = None,
    hits: int = HITS,
    listed: bool = True,
    others: Iterable[Target] | None = (),
    index: Propose | None = None,
) -> Iterator[SearchEvent]:
    """Search the targets in order; ends silently once `cancelled` says so.

    `cache` is a folder for this search alone. `rules` names everything except the file that decides
    how `load` reads every file; what was kept under other rules is not used. `sifted` says that
    `load` reads a file without rules of its own just as its format does, so that files whose bytes
    cannot contain the words need not be read as stories. A `pool` that is ready is used from the
    first story on; otherwise it is called when many stories are not in the cache. An `index` is
    asked which stories need no search. If hits are not `listed`, only their number is reported,
    with their relevance judged by the first of them. What is kept of `others` stays; None if those
    are not known.

    Raises:
        QueryError: The regular expression is wrong. One that takes too long in a story makes that
            story unreadable.
    """
    orders = Orders(query, load, cache, rules, hits, sifted, listed)
    every = left = tuple(targets)
    if index is not None:
        try:
            proposal = index(needed(query), cancelled)
        except SearchCancelledError:
            return
        if proposal.trouble:
            yield Unindexed(proposal.trouble)
        if proposal.lacking:
            left = tuple(without(every, rules, proposal.lacking))
    kept = (*every, *others) if others is not None else None
    answers = _streamed(left, orders, pool, kept, cancelled)
    yield from answers if left is every else _counted(answers, left, every)


def _streamed(
    targets: tuple[Target, ...],
    orders: Orders,
    pool: SearchPool | None,
    kept: tuple[Target, ...] | None,
    cancelled: Cancelled,
) -> Iterator[SearchEvent]:
    """The answers about the targets; among many, those that are known without a search."""

    def search(some: tuple[Target, ...]) -> Generator[SearchEvent, None, None]:
        return _Search(some, orders, pool, kept).streamed(cancelled)

    if orders.folder is None or len(targets) < REMEMBERED_FROM:
        return search(targets)
    return recalled(targets, Recent(orders.folder / _RECENT, orders), search, cancelled)


def _counted(
    told: Iterator[SearchEvent], left: Sequence[Target], every: Sequence[Target]
) -> Iterator[SearchEvent]:
    """The answers about the remaining targets, with the count of all."""
    count, at, done = len(every), 0, 0
    for event in told:
        while every[at] is not left[done]:
            at += 1
            yield Searched(at, count)
        if isinstance(event, Searched):
            done, at = event.done, at + 1
            event = Searched(at, count)
        yield event
    if done == len(left):
        yield from (Searched(number, count) for number in range(at + 1, count + 1))


class _Search:
    """One query on its way through the library."""

    def __init__(
        self,
        targets: tuple[Target, ...],
        orders: Orders,
        pool: SearchPool | None,
        kept: tuple[Target, ...] | None,
    ) -> None:
        """`kept` are the stories whose kept data stays; None for all."""
        self._targets = targets
        self._kept = kept
        self._orders = orders
        self._searcher = Searcher(orders)
        self._pool = pool
        self._own: SearchPool | None = None
        self._begun = False
        """Whether a pool was asked for; one that cannot do this search answers nothing."""

    def streamed(self, cancelled: Cancelled) -> Generator[SearchEvent, None, None]:
        """Results until all is done or it is cancelled; helpers are released either way."""
        try:
            yield from self.run(cancelled)
        except SearchCancelledError:
            return
        finally:
            self.close()

    def run(self, cancelled: Cancelled) -> Iterator[SearchEvent]:
        """Search one story after the other."""
        count, index = len(self._targets), 0
        while index < count:
            if self._pool is None and self._wants_pool(count - index):
                self._pool = self._own = SearchPool()
            if self._pool is not None and not self._begun:
                self._begun = True
                self._searcher.make_cache()
                for answer in self._together(self._pool, index, cancelled):
                    yield from _said(self._targets[index], answer, index + 1, count)
                    index += 1
                continue
            if cancelled is not None and cancelled():
                return
            answer = self._answer(index, cancelled)
            yield from _said(self._targets[index], answer, index + 1, count)
            index += 1
            self._searcher.settle()
        wrote = self._searcher.missed or self._own is not None or self._orders.fill
        if wrote and self._kept is not None:
            self._searcher.prune(os.fspath(one.path) for one in self._kept)

    def close(self) -> None:
        """End every process that was started."""
        self._searcher.close()
        if self._own is not None:
            self._own.close()

    def _answer(self, index: int, cancelled: Cancelled) -> Answer:
        one = self._targets[index]
        return self._searcher.answer(os.fspath(one.path), one.title, one.rules, cancelled)

    def _wants_pool(self, left: int) -> bool:
        return self._searcher.missed > _ALONE and left > _ALONE and self._orders.folder is not None

    def _together(self, pool: SearchPool, index: int, cancelled: Cancelled) -> Iterator[Answer]:
        """The answers from an index on, in order."""
        if not pool.begin(self._orders):
            return
        come: dict[int, Answer] = {}
        given = index
        while index < len(self._targets):
            given = pool.give(self._targets, given)
            if index not in come and pool.owes(index):
                for number, answer in pool.told(_TICK):
                    if isinstance(answer, QueryError):
                        raise answer
                    come[number] = answer
            elif index not in come:
                given = max(given, index + 1)
                come[index] = self._answer(index, cancelled)
                self._searcher.settle()
            if cancelled is not None and cancelled():
                raise SearchCancelledError
            while index in come:
                yield come.pop(index)
                index += 1


def fill_library(
    targets: Iterable[Target],
    *,
    load: Load,
    cache: Path,
    rules: str = "",
    pool: SearchPool | None = None,
    cancelled: Cancelled = None,
) -> Iterator[SearchEvent]:
    """Keep what is not kept yet for the targets, so that the next search reads none of them."""
    orders = Orders(Query(""), load, cache, rules, 0, sifted=False, fill=True)
    every = tuple(targets)
    yield from _Search(every, orders, pool, every).streamed(cancelled)


def bytes_kept(cache: Path) -> int:
    """How much room everything takes that is kept in the folder of a cache.

    Raises:
        OSError: What is kept of stories cannot be read.
    """
    with closing(Cache(cache)) as stories:
        _, size = stories.size()
    return size + recent.bytes_kept(cache / _RECENT)


def _said(target: Target, answer: Answer, done: int, count: int) -> Iterator[SearchEvent]:
    said = told(target.path, answer)
    if said is not None:
        yield said
    yield Searched(done, count)
