"""What new files contain at a glance, looked at on every core.

The rule: what another process reports is what this one would have seen; files still owed by one
that ended are looked at here.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256  # loading takes no time compared with thousands of files
from multiprocessing.connection import Connection, wait

from reader import formats
from reader.file_stamp import FileStamp, stamp_of
from reader.formats.files import LoadError, read
from reader.formats.format import Glance
from reader.posix import POSIX
from reader.search.member import TROUBLE, Member, cores
from reader.value import NamedTuple

_BATCH = 16
"""Files given to a process at a time; it may owe two such batches."""
_CODE = "import sys; from reader.shelf.glances import work; work(int(sys.argv[1]))"


_Told = tuple[str, tuple[str, str, int, int] | None, str]
"""What was seen of a file, in the form in which it is sent."""


class Looked(NamedTuple):
    """What was seen of a file; either a glance or a reason."""

    digest: str
    """Of its bytes."""
    glance: Glance | None
    reason: str
    """Why it does not contain a story."""


def look(path: str) -> Looked | None:
    """A file, read and looked at; None if its disk does not even say that it exists."""
    digest = ""
    try:
        data = read(path)
        digest = sha256(data).hexdigest()
        return Looked(digest, formats.glance(data, path), "")
    except LoadError as error:
        if not digest and stamp_of(path) is None:
            return None
        return Looked(digest, None, error.reason)


def started() -> list[Member]:
    """A process for each core, which will look at files; none where none can be had."""
    members: list[Member] = []
    with suppress(OSError):
        members.extend(Member(_CODE) for _ in range(cores() if POSIX else 0))
    return members


def looks(
    files: Sequence[FileStamp], members: list[Member]
) -> Generator[Looked | None, None, None]:
    """What each file contains, in order; the processes end with the iteration."""
    try:
        yield from _together(files, members)
    finally:
        for member in members:
            member.end()


def _together(files: Sequence[FileStamp], members: list[Member]) -> Iterator[Looked | None]:
    come: dict[int, Looked | None] = {}
    given = 0
    for index, file in enumerate(files):
        while index not in come:
            given = max(given, index)
            for member in [*members]:
                given = _give(files, given, member, members)
            if not any(index in member.owed for member in members):
                come[index] = look(file.path)
            else:
                come.update(_told(members))
        yield come.pop(index)


def _give(files: Sequence[FileStamp], first: int, member: Member, members: list[Member]) -> int:
    """Give a process enough to do; return the first file that nobody was given."""
    while first < len(files) and len(member.owed) <= _BATCH:
        batch = files[first : first + _BATCH]
        try:
            member.pipe.send([file.path for file in batch])
        except TROUBLE:
            _lose(member, members)
            break
        member.owed += range(first, first + len(batch))
        first += len(batch)
    return first


def _told(members: list[Member]) -> Iterator[tuple[int, Looked | None]]:
    """What has been looked at, waiting for the next of it."""
    pipes = {member.pipe: member for member in members}
    for pipe in wait(list(pipes)):
        assert isinstance(pipe, Connection)
        member = pipes[pipe]
        try:
            seen: list[_Told | None] = pipe.recv()
        except TROUBLE:
            _lose(member, members)
            continue
        for one in seen:
            yield member.owed.popleft(), None if one is None else _looked(*one)


def _looked(digest: str, glance: tuple[str, str, int, int] | None, reason: str) -> Looked:
    return Looked(digest, None if glance is None else Glance(*glance), reason)


def _lose(member: Member, members: list[Member]) -> None:
    member.end()
    members.remove(member)


def work(handle: int) -> None:
    """What a process does: look at the files it is given, until there are no more requests."""
    gc.freeze()  # what was loaded is not garbage, and need not be scanned again and again
    with suppress(*TROUBLE), Connection(handle) as pipe:
        while True:
            paths: list[str] = pipe.recv()
            seen = map(look, map(os.fspath, paths))
            pipe.send(
                [one and (one.digest, one.glance and tuple(one.glance), one.reason) for one in seen]
            )
