"""The answers to the last queries, so that the same search again opens no story that is unchanged.

The rule: an answer belongs to one query and to one file in one state, read in one way; everything
else is searched. The files may be deleted at any moment, and a damaged one counts as missing.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from pathlib import Path

from reader.file_stamp import fingerprint, stamp_of
from reader.formats.files import LoadError, read, write
from reader.search.answers import (
    Held,
    Searched,
    SearchEvent,
    StoryHits,
    Target,
    told,
)
from reader.search.cache import settled
from reader.search.codec import can_inflate, deflated, inflated, sealed, unsealed
from reader.search.fold import RULES
from reader.search.searcher import Cancelled, Orders

REMEMBERED_FROM = 256
"""Stories; fewer are searched again in no time."""
_FORMAT = 2
"""Also to be raised when hits are shown in another way."""
_MAGIC = b"nightans"
_HEAD = struct.Struct("<8sQQ")
"""A mark, and how many stories lack the words and how many have hits."""
_MARK = 16
"""Bytes that stand for a story in one state."""
_ANSWERS = ".answers"
_TEXT_MOST = 16 << 20
"""Bytes of the hits of one query; those of further stories are not kept."""
_HIT_LEAST = 32
"""Bytes of the shortest hit, so that one need not be written down to see that there is no room."""
_ALL_MOST = 8 << 20
"""Bytes of all files together, of which the newest stay."""


class Recent:
    """The answers to one query."""

    def __init__(self, folder: Path, orders: Orders) -> None:
        query = [getattr(orders.query, name) for name in orders.query.__match_args__]
        asked = repr((_FORMAT, RULES, orders.rules, query, orders.most, orders.listed))
        self._folder = folder
        self._name = fingerprint(asked.encode("utf-8", "surrogatepass"))[:32]
        self._lacking: set[bytes] = set()
        self._held: dict[bytes, bytes] = {}
        self._room = _TEXT_MOST
        self._fresh = False
        """Whether there are answers that are not kept yet."""
        with suppress(LoadError, ValueError, struct.error):
            self._told(read(folder / f"{self._name}{_ANSWERS}"))

    def mark(self, target: Target) -> bytes:
        """What stands for a story as it is now; empty if a change might not show."""
        path = os.fspath(target.path)
        stamp = stamp_of(path)
        if stamp is None or not settled(stamp):
            return b""
        said = f"{stamp.state}\0{target.rules}\0{target.title}\0{path}"
        return bytes.fromhex(fingerprint(said.encode("utf-8", "surrogatepass"))[: 2 * _MARK])

    def knows(self, mark: bytes) -> bool:
        """Whether the answer about a story is known."""
        return mark in self._lacking or mark in self._held

    def answer(self, mark: bytes) -> Held | None:
        """The known answer about a story."""
        held = self._held.get(mark)
        found: Held | None = None if held is None else json.loads(held)
        return found

    def add(self, mark: bytes, target: Target, answer: Held | None) -> None:
        """Take an answer that was just found, unless the story has changed meanwhile."""
        if answer is not None and len(answer[2]) * _HIT_LEAST >= self._room:
            return
        if not mark or self.mark(target) != mark:
            return
        if answer is None:
            self._lacking.add(mark)
            self._fresh = True
            return
        said = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(said) < self._room:
            self._room -= len(said)
            self._held[mark] = said
            self._fresh = True

    def keep(self) -> None:
        """Write the answers that are new; where that is not possible, the next search is slower."""
        if not self._fresh:
            return
        marks = b"".join((*self._lacking, *self._held))
        head = _HEAD.pack(_MAGIC, len(self._lacking), len(self._held))
        whole = head + marks + deflated(b"\n".join(self._held.values()))
        with suppress(OSError):
            path = self._folder / f"{self._name}{_ANSWERS}"
            write(path, sealed(whole))
            self._drop_old(path)

    def _drop_old(self, own: Path) -> None:
        """Remove the oldest files, and what killed processes left."""
        known = [(one.stat().st_mtime_ns, one) for one in self._folder.iterdir() if one != own]
        room = _ALL_MOST - own.stat().st_size
        for _, path in sorted(known, reverse=True):
            room -= path.stat().st_size
            if room < 0 or path.suffix != _ANSWERS:
                path.unlink()

    def _told(self, data: bytes) -> None:
        """Learn the answers in a file.

        Raises:
            ValueError: It is damaged, or another version wrote it.
        """
        magic, lacking, held = _HEAD.unpack_from(data)
        text = _HEAD.size + _MARK * (lacking + held)
        whole = unsealed(data)
        if magic != _MAGIC or whole is None:
            raise ValueError("it is damaged")
        if not can_inflate(whole[text : text + 1]):
            return
        marks = [data[at : at + _MARK] for at in range(_HEAD.size, text, _MARK)]
        self._lacking = set(marks[:lacking])
        answers = inflated(whole[text:]).split(b"\n")
        self._held = dict(zip(marks[lacking:], answers, strict=False))
        self._room -= sum(map(len, answers))


def bytes_kept(folder: Path) -> int:
    """How much room the answers to all queries take."""
    size = 0
    with suppress(OSError):
        for one in folder.iterdir():
            size += one.stat().st_size
    return size


Search = Callable[[tuple[Target, ...]], Generator[SearchEvent, None, None]]


def recalled(
    targets: tuple[Target, ...], recent: Recent, search: Search, cancelled: Cancelled
) -> Iterator[SearchEvent]:
    """The answers about all of them in order; only those that are not known are searched for.

    New ones are kept, unless the search is cancelled.
    """
    marks = []
    for one in targets:
        if cancelled is not None and cancelled():
            return
        marks.append(recent.mark(one))
    known = list(map(recent.knows, marks))
    left = tuple(one for one, is_known in zip(targets, known, strict=True) if not is_known)
    with closing(search(left)) as searched:
        for done, (one, mark, is_known) in enumerate(zip(targets, marks, known, strict=True), 1):
            if cancelled is not None and cancelled():
                return
            if is_known:
                event = told(one.path, recent.answer(mark))
                yield from () if event is None else (event,)
            elif not (yield from _found(searched, recent, one, mark)):
                return
            yield Searched(done, len(targets))
        next(searched, None)  # it tidies up
    recent.keep()


def _found(
    searched: Iterator[SearchEvent], recent: Recent, one: Target, mark: bytes
) -> Generator[SearchEvent, None, bool]:
    """What the search says of a story, which is taken in; whether it got so far."""
    event = next(searched, None)
    if event is not None and not isinstance(event, Searched):
        yield event
        if next(searched, None) is None:
            return False
    if isinstance(event, StoryHits):
        recent.add(mark, one, _held(event))
    elif isinstance(event, Searched):
        recent.add(mark, one, None)
    return event is not None


def _held(found: StoryHits) -> Held:
    hits = tuple(map(tuple, found.hits))
    return found.title, found.total, hits, found.titled, found.verbatim, found.density
