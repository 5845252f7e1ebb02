"""The store of what is kept for searching: whole or missing, whatever happens to its files."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.cli import doctor
from reader.search import pack as pack_module
from reader.search.pack import INDEX, Pack
from reader.shelf import search as shelf_search

LONG_AGO = 1_000_000_000
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
Pieces = dict[tuple[int, int], bytes]
pieces = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(0, (1 << 64) - 1)),
    st.binary(min_size=1, max_size=300),
    max_size=20,
)


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    """A new folder for each example."""
    return (tmp_path / f"{number}" for number in count())


def put(folder: Path, given: Pieces) -> None:
    """Put pieces into the store of a folder, as a process of its own would."""
    with closing(Pack(folder)) as store:
        for (kind, number), data in given.items():
            store.put(kind, number, data)


def had(folder: Path, wanted: Pieces) -> Pieces:
    """What the store has of pieces."""
    with closing(Pack(folder)) as store:
        found = {key: store.get(*key) for key in wanted}
    return {key: data for key, data in found.items() if data is not None}


@SHARED
@given(first=pieces, second=pieces)
def test_what_was_put_last_is_had(folders: Iterator[Path], first: Pieces, second: Pieces) -> None:
    """Of each kind and number, whichever process put it."""
    tmp_path = next(folders)
    put(tmp_path, first)
    put(tmp_path, second)
    assert had(tmp_path, first | second) == first | second


@pytest.mark.parametrize("start", [1 << 20, 1 << 35, 1 << 63, (1 << 64) - 1])
def test_a_place_beyond_the_pack_is_none(tmp_path: Path, start: int) -> None:
    """Whatever an index says, and even if its checksums are right."""
    put(tmp_path, {(0, 1): b"one", (0, 2): b"two"})
    with (tmp_path / INDEX).open("ab") as index:
        index.write(pack_module._placed(0, 1, pack_module._Place(start, 1 << 31, 0)))

    assert had(tmp_path, {(0, 1): b"", (0, 2): b""}).get((0, 1), b"") in (b"", b"one")
    assert had(tmp_path, {(0, 2): b""}) == {(0, 2): b"two"}
    with closing(Pack(tmp_path)) as store:
        store.prune(time.time(), set)
    assert had(tmp_path, {(0, 2): b""}) == {(0, 2): b"two"}


def test_two_writers_do_not_harm_each_other(tmp_path: Path) -> None:
    """Both open the store before either writes, and write in turns."""
    one, other = Pack(tmp_path), Pack(tmp_path)
    wanted: Pieces = {}
    with closing(one), closing(other):
        one.make()
        for number in range(50):
            store = (one, other)[number % 2]
            wanted[0, number] = bytes([number]) * (number + 1)
            store.put(0, number, wanted[0, number])
            store.flush()
    assert had(tmp_path, wanted) == wanted


def test_a_store_that_another_process_made_meanwhile_is_used(tmp_path: Path) -> None:
    """It is not made anew by who found none."""
    late = Pack(tmp_path)
    assert late.get(0, 1) is None
    put(tmp_path, {(0, 1): b"a"})
    late.put(0, 2, b"b")
    late.close()
    assert had(tmp_path, {(0, 1): b"", (0, 2): b""}) == {(0, 1): b"a", (0, 2): b"b"}


@SHARED
@given(given_=pieces, data=st.data())
def test_a_damaged_index_tells_of_no_other_piece(
    folders: Iterator[Path], given_: Pieces, data: st.DataObject
) -> None:
    """Wherever it is cut or changed, each piece is the one that was put, or there is none."""
    tmp_path = next(folders)
    put(tmp_path, given_)
    index = tmp_path / INDEX
    if not index.exists():
        return
    damaged = bytearray(index.read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=3)):
        damaged[at] ^= data.draw(st.integers(1, 255))
    index.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    found = had(tmp_path, given_)
    assert found.items() <= given_.items()
    put(tmp_path, given_)
    assert had(tmp_path, given_) == given_


@given(given_=pieces, cut=st.integers(0, 40), more=pieces)
@SHARED
def test_what_a_killed_writer_left_is_passed_over(
    folders: Iterator[Path], given_: Pieces, cut: int, more: Pieces
) -> None:
    """A part of a place at the end of the index hides no place after it."""
    tmp_path = next(folders)
    put(tmp_path, given_ or {(0, 0): b"a"})
    with (tmp_path / INDEX).open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        file.truncate(max(24, size - cut))
    put(tmp_path, more)
    assert had(tmp_path, more) == more


def fifo(place: Path) -> None:
    """A pipe that nobody writes to."""
    place.unlink()
    os.mkfifo(place)


def directory(place: Path) -> None:
    """A folder."""
    place.unlink()
    place.mkdir()


def zeros(place: Path) -> None:
    """A device that can be read for ever."""
    place.unlink()
    place.symlink_to("/dev/zero")


def sparse(place: Path) -> None:
    """Far more than there is memory."""
    with place.open("rb+") as file:
        file.truncate(1 << 42)


def gone(place: Path) -> None:
    """Nothing."""
    place.unlink()


@pytest.mark.parametrize("spoil", [fifo, directory, zeros, sparse, gone])
@pytest.mark.parametrize("which", ["*.index", "*.pack"])
def test_what_stands_in_place_of_a_file_is_not_waited_for(
    tmp_path: Path, spoil: Callable[[Path], None], which: str
) -> None:
    """There is no piece then, or the right one; and where it can be, the store is made anew."""
    given_ = {(0, 1): b"a" * 99}
    put(tmp_path, given_)
    (place,) = tmp_path.glob(which)
    spoil(place)
    assert had(tmp_path, given_).items() <= given_.items()
    put(tmp_path, given_)
    expected = {} if spoil is directory and which == "*.index" else given_
    assert had(tmp_path, given_) == expected


def test_a_store_that_may_not_be_written_is_read(tmp_path: Path) -> None:
    """As one on a disk that is shared for reading."""
    given_ = {(0, 1): b"a"}
    put(tmp_path, given_)
    handle = os.open

    def read_only(path: Path, how: int, mode: int = 0o777) -> int:
        if how & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "read-only file system")
        return handle(path, how, mode)

    with patch.object(os, "open", read_only):
        put(tmp_path, {(0, 1): b"b"})
        assert had(tmp_path, given_) == given_


@pytest.mark.parametrize("room", [0, 5])
def test_without_room_nothing_is_harmed(tmp_path: Path, room: int) -> None:
    """What was kept stays, and what found room in part is no piece."""
    given_ = {(0, 1): b"a" * 99}
    put(tmp_path, given_)
    write = os.write

    def full(handle: int, data: bytes) -> int:
        if not room:
            raise OSError(errno.ENOSPC, "no space left on device")
        return write(handle, data[:room])

    with patch.object(os, "write", full):
        put(tmp_path, {(0, 1): b"b" * 99, (0, 2): b"c"})
    assert had(tmp_path, {(0, 1): b"", (0, 2): b""}) == given_
    put(tmp_path, {(0, 2): b"c"})
    assert had(tmp_path, {(0, 1): b"", (0, 2): b""}) == given_ | {(0, 2): b"c"}


@given(given_=pieces, wanted=st.sets(st.integers(0, 3)))
@SHARED
def test_what_is_of_no_use_is_left_out(
    folders: Iterator[Path], given_: Pieces, wanted: set[int]
) -> None:
    """What is wanted or new stays; old and replaced pieces go once they are more than a little."""
    tmp_path = next(folders)
    old = {(0, n): bytes([n]) * 200 for n in range(4)}
    with patch.object(time, "time", lambda: LONG_AGO):
        put(tmp_path, old)
    put(tmp_path, given_)
    put(tmp_path, given_)
    with patch.object(pack_module, "_LITTLE", 0), closing(Pack(tmp_path)) as store:
        store.prune(LONG_AGO + 365 * 24 * 3600, lambda: wanted)
        assert store.get(0, 0) in (old[0, 0], given_.get((0, 0)))
    kept = {key: data for key, data in old.items() if key[1] in wanted} | given_
    found = had(tmp_path, old | given_)
    assert kept.items() <= found.items() <= (old | given_).items()
    size = sum(place.stat().st_size for place in tmp_path.glob("*.pack"))
    assert size <= 2 * max(1, sum(map(len, kept.values())))
    assert len(list(tmp_path.iterdir())) == 2


def test_the_files_of_an_older_cache_are_taken_away(tmp_path: Path) -> None:
    """And nothing else in their folder."""
    folder = tmp_path / "cache"
    put(folder, {(0, 1): b"a"})
    for name in ("a.folded", "a.signs", "a.part", "mine.txt"):
        (folder / name).touch()
    with closing(Pack(folder)) as store:
        store.prune(LONG_AGO, list)
    assert sorted(place.suffix for place in folder.iterdir()) == [".index", ".pack", ".txt"]


_WRITER = """
import sys
from contextlib import closing
from pathlib import Path
from reader.search import pack
pack._TOGETHER = 1000
with closing(pack.Pack(Path(sys.argv[1]))) as one:
    print(flush=True)
    for number in range(10**9):
        one.put(0, number % 500, b"%d " % number * (number % 700 + 1))
        if number % 900 == 899:
            one.prune(0, list)
"""


@pytest.mark.slow
def test_killed_fifty_times_it_holds_only_whole_pieces(tmp_path: Path) -> None:
    """Two processes write and copy until they are killed; what is had then was put."""
    dice = random.Random(4)
    seen = 0
    with patch.object(pack_module, "_LITTLE", 0):
        for _ in range(50):
            writers = [
                subprocess.Popen(
                    [sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE
                )
                for _ in range(2)
            ]
            for writer in writers:
                assert writer.stdout is not None
                writer.stdout.readline()
            target = _size(tmp_path) + dice.randrange(200_000)
            while _size(tmp_path) < target and dice.random() < 0.999:
                os.sched_yield()
            for writer in writers:
                writer.send_signal(signal.SIGKILL)
                writer.communicate()
            with closing(Pack(tmp_path)) as store:
                for number in range(500):
                    data = store.get(0, number)
                    if data:
                        said = data.split()
                        seen += 1
                        assert len({*said}) == 1
                        assert int(said[0]) % 500 == number
                        assert len(said) == int(said[0]) % 700 + 1
    assert seen


def _size(folder: Path) -> int:
    total = 0
    for place in folder.iterdir():
        with suppress(OSError):
            total += place.stat().st_size
    return total


def test_doctor_says_what_is_kept_for_searches(tmp_path: Path) -> None:
    """Nothing, so much, or that it is of no use; none of it is a fault."""
    folder = tmp_path / "kept"

    def said() -> str:
        with patch.object(shelf_search, "kept_folder", lambda: folder):
            check = doctor._search_cache()
        assert check.ok
        return check.advice

    assert said().startswith("empty: the first search")
    put(folder, {(0, 1): b"a" * 2_000_000})
    assert said().startswith("2 MB kept")
    (folder / "recent").mkdir()
    (folder / "recent" / "one.answers").write_bytes(b"a" * 3_000_000)
    assert said().startswith("5 MB kept")
    (folder / INDEX).write_bytes(b"damaged")
    assert said().startswith("unusable, and will be rebuilt")
