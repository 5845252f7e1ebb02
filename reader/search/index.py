"""An index, which proposes the stories that may hold words if there are too many to look at.

It is kept in a folder in parts, each of some hundred stories, which are completed under another
name and never changed. Another index, such as a server for an archive of millions, can be used by
passing a function like `proposed` in its place.

The rule: it only proposes. A story that it does not have in its present state is searched as usual,
and so is each that it proposes; if it cannot answer, or not in time, every story is searched. The
files of a part are looked at, and the words sought, by another process: a mapped file that is cut
short ends that one.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from reader.posix import POSIX
from reader.search.answers import Target
from reader.search.index_parts import parts, story_number
from reader.search.member import TROUBLE, Member
from reader.search.query import SearchCancelledError
from reader.search.terms import asked
from reader.value import Value

_PATIENCE = 5.0
_TICK = 0.05
_ANSWER = "import sys; from reader.search.index_worker import answer; answer(int(sys.argv[1]))"
_BUILD = "import sys; from reader.search.index_worker import build; build(int(sys.argv[1]))"
_NO_ENGINE = "its engine is not installed (pip install 'nightstand[index]')"
_NONE = "there is none yet (nightstand index makes it)"
_DAMAGED = "it is damaged, and will be rebuilt when there is time"


class Proposal(Value):
    """What an index says about words."""

    lacking: frozenset[int] = frozenset()
    """The stories, by number, that it has and whose text lacks the words."""
    trouble: str = ""
    """Why it is not used, or not completely, for the reader."""


Propose = Callable[[str, Callable[[], bool] | None], Proposal]
"""What an index is to a search: from the words that a folded text must contain to a proposal."""


def without(targets: Iterable[Target], rules: str, lacking: frozenset[int]) -> Iterator[Target]:
    """The targets that remain to be searched."""
    for one in targets:
        if story_number(os.fspath(one.path), rules, one.rules) not in lacking:
            yield one


def proposed(folder: Path, words: str, cancelled: Callable[[], bool] | None = None) -> Proposal:
    """What the index in a folder says about folded words.

    Raises:
        SearchCancelledError: `cancelled` said so.
    """
    if not any(asked(words)):
        return Proposal()
    if trouble := _missing(folder):
        return Proposal(trouble=trouble)
    member = Member(_ANSWER)
    try:
        member.pipe.send((os.fspath(folder), words))
        deadline = time.monotonic() + _PATIENCE
        while not member.pipe.poll(_TICK):
            if cancelled is not None and cancelled():
                raise SearchCancelledError
            if time.monotonic() > deadline:
                return Proposal(trouble="it takes too long")
        numbers, whole = member.pipe.recv()
    except TROUBLE:
        return Proposal(trouble=_DAMAGED)
    finally:
        member.end()
    return Proposal(frozenset(array("Q", numbers)), "" if whole else _DAMAGED)


def missing_engine() -> str:
    """Why there can be no index here, in words."""
    return _NO_ENGINE if not POSIX or find_spec("tantivy") is None else ""


def _missing(folder: Path) -> str:
    return missing_engine() or ("" if any(parts(folder)) else _NONE)


def build_index(
    folder: Path,
    targets: Iterable[Target],
    cache: Path,
    rules: str,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[int]:
    """Add the stories in the cache that the index lacks; reports how many were added.

    It may be stopped, or killed, at any moment: what was made until then stays.
    """
    if missing_engine():
        return
    given = [(os.fspath(one.path), one.rules) for one in targets]
    order = os.fspath(folder), os.fspath(cache), rules, given
    going = True
    while going and not (cancelled is not None and cancelled()):
        going = False
        for count in _some_parts(order, cancelled):
            going = True
            yield count


def _some_parts(order: tuple[object, ...], cancelled: Callable[[], bool] | None) -> Iterator[int]:
    """Let one process add some parts: the memory that its engine takes is freed when it ends."""
    member = Member(_BUILD)
    try:
        member.pipe.send(order)
        while cancelled is None or not cancelled():
            if member.pipe.poll(_TICK):
                yield member.pipe.recv()
    except TROUBLE:
        """It is done, or was ended."""
    finally:
        member.end()
