"""Other processes that search stories, so that a search of the library uses every core.

The rule: a member only answers what it is asked; a caller is told when an answer will not come, so
a failing pool costs time but no result. Each member ends when its pipe is closed, even by the death
of this process.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from reader.posix import POSIX
from reader.search.answers import Answer, Target
from reader.search.member import TROUBLE, Member, cores
from reader.search.query import QueryError
from reader.search.searcher import Orders, Searcher

_BATCH = 31
"""One less than the most stories that are given to a member at a time."""
_PATIENCE = 2.0
"""Seconds within which a story is written to the cache, even on a slow disk."""
_TOGETHER = 0.01
"""Seconds after which finished answers are reported."""
_CODE = "import sys; from reader.search.pool import work; work(int(sys.argv[1]))"

_Given = tuple[int, str, str, str]
"""The index of a story and its target; a path as words, because a pickled `Path` costs three times
as much.
"""
Told = tuple[int, Answer | QueryError]
"""The index of a story and what was answered for it."""


class SearchPool:
    """Processes that are ready for one search after another."""

    def __init__(self) -> None:
        self._members: list[Member] = []
        self._active: list[Member] = []
        """Those working on the search."""
        with suppress(OSError):
            for _ in range(cores() if POSIX else 0):  # for passing pipes on as POSIX does
                self._members.append(Member(_CODE))

    @property
    def processes(self) -> list[subprocess.Popen[bytes]]:
        """Those that are ready or at work."""
        return [member.process for member in self._members]

    def begin(self, orders: Orders) -> bool:
        """Take another search; whether the pool can. Answers still owed are dropped.

        To fill the cache only one member is used: somebody is reading meanwhile.
        """
        for number, member in enumerate(self._members):
            if member.owed:
                member.end()
                self._members[number] = Member(_CODE)
        try:
            said = pickle.dumps(orders)
        except (pickle.PicklingError, AttributeError, TypeError):
            return False  # a function without a name in a module belongs to this process alone
        for member in [*self._members]:
            try:
                member.pipe.send_bytes(said)
            except TROUBLE:
                self._lose(member)
        self._active = self._members[: 1 if orders.fill else None]
        return bool(self._active)

    def give(self, targets: Sequence[Target], first: int) -> int:
        """Hand out stories from an index on; return the first that nobody was given."""
        for member in [*self._active]:
            while first < len(targets):
                # Many while many are left, because each costs a message; few at the end, when the
                # others would have nothing left to do.
                size = 1 + min(_BATCH, (len(targets) - first) // (4 * len(self._active)))
                if len(member.owed) > size:
                    break
                batch = [
                    (index, os.fspath(one.path), one.title, one.rules)
                    for index, one in enumerate(targets[first : first + size], first)
                ]
                try:
                    member.pipe.send(batch)
                except TROUBLE:
                    self._lose(member)
                    break
                member.owed += range(first, first + len(batch))
                first += len(batch)
        return first

    def told(self, seconds: float) -> Iterator[Told]:
        """The finished answers, waiting at most this long."""
        pipes = {member.pipe: member for member in self._members}
        for pipe in wait(list(pipes), seconds):
            assert isinstance(pipe, Connection)
            member = pipes[pipe]
            try:
                answers: list[Told] = pipe.recv()
            except TROUBLE:
                self._lose(member)
                continue
            for index, answer in answers:
                member.owed.remove(index)
                yield index, answer

    def owes(self, index: int) -> bool:
        """Whether a story's answer is still to come."""
        return any(index in member.owed for member in self._members)

    def close(self) -> None:
        """End every process."""
        for member in self._members:
            member.end(_PATIENCE)
        self._members, self._active = [], []

    def _lose(self, member: Member) -> None:
        member.end()
        for members in (self._members, self._active):
            if member in members:
                members.remove(member)


def work(handle: int) -> None:
    """What a member does: answer for each story it is given, then keep what was read."""
    from reader.formats.text.parse import parse  # noqa: F401 - loaded before there is something to do

    gc.freeze()  # what was loaded is not garbage, and need not be scanned again and again

    searcher: Searcher | None = None
    with suppress(*TROUBLE), Connection(handle) as pipe:
        while True:
            said: Any = pipe.recv()
            if isinstance(said, Orders):
                if searcher is not None:
                    searcher.close()
                searcher = Searcher(said)
            elif searcher is not None:
                _answer_all(pipe, searcher, said)
    if searcher is not None:
        searcher.close()


def _answer_all(pipe: Connection, searcher: Searcher, batch: list[_Given]) -> None:
    """Answer for some stories; cheap answers are reported together."""
    answers: list[Told] = []
    last, sent = batch[-1][0], time.monotonic()
    for index, path, title, rules in batch:
        try:
            answers.append((index, searcher.answer(path, title, rules)))
        except QueryError as error:
            answers.append((index, error))
        if index == last or time.monotonic() - sent > _TOGETHER:
            pipe.send(answers)
            answers, sent = [], time.monotonic()
        searcher.settle()
    searcher.rest()
