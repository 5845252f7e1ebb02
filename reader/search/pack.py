"""Pieces of data under numbers, in one file that grows at its end, and an index that does so too.

A writer appends its pieces to the pack with one call, then their places to the index. Neither needs
a lock: the system orders what several processes append. A process that is killed leaves at worst
pieces without a place, or an incomplete place, which the next reader ignores. Replaced data stays
until there is more than a little of it; then the rest is copied into a pack with another name, and
an index that names it replaces the old one.

The rule: a caller may get nothing, and checks what it gets; no trouble with the files goes further
than that.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from reader.lazy_pattern import lazy_pattern
from reader.posix import flag
from reader.value import NamedTuple

INDEX = "stories.index"
_PACK = ".pack"
_OLD = (".folded", ".signs", ".part")
"""Files of a cache that had some for each story."""
_HEAD = struct.Struct("<8s16s")
"""Begins the index: a mark, and the name of the pack."""
_MARK = b"nightidx"
_PLACE = struct.Struct("<4sBQQIII")
"""In the index for each piece: a mark, its kind, its number, where it begins, its size, when it was
stored, and the checksum of these.
"""
_PLACED = b"\xffsto"
_PLACES = lazy_pattern(re.escape(_PLACED) + b".{%d}" % (_PLACE.size - len(_PLACED)), re.DOTALL)
_SUM = struct.Struct("<I")
_INDEX_MOST = 1 << 28
"""Bytes of an index: for seven million pieces."""
_MOST = 32 << 30
"""Bytes of a pack; beyond, nothing more is added."""
_TOGETHER = 4 << 20
"""Bytes that are written at once."""
_MONTH = 30 * 24 * 3600
_HOUR = 3600
_LITTLE = 1 << 20
_SHARE = 8
"""Useless bytes that are not worth copying the rest for: this many, and a share of these."""


class _Place(NamedTuple):
    """Where a piece is in the pack."""

    start: int
    size: int
    made: int


Places = dict[tuple[int, int], _Place]
"""By the kind and the number of the piece."""


class Pack:
    """The pieces in a folder; each process has an object of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = self._pack = -1
        self._places: Places = {}
        self._opened = False
        self._waiting: list[tuple[int, int, bytes]] = []
        self._bytes = 0
        self.writable = True
        """Whether anything was found that prevents pieces from being written."""

    def get(self, kind: int, number: int) -> bytes | None:
        """A piece as it was when the pack was opened; the caller checks that it is intact."""
        self._open()
        place = self._places.get((kind, number))
        if place is None:
            return None
        try:
            return _read(self._pack, place.start, place.size)
        except (OSError, MemoryError, OverflowError):
            return None

    def size(self) -> tuple[int, int]:
        """How many pieces there are, and how many bytes the files take.

        Raises:
            OSError: There is no pack, or it cannot be read.
        """
        self._open()
        if self._pack < 0:
            raise OSError("it is not whole")
        sizes = (os.fstat(handle).st_size for handle in (self._index, self._pack))
        return len(self._places), sum(sizes)

    def put(self, kind: int, number: int, data: bytes) -> None:
        """Add a piece in place of any with that kind and number, now or with the next ones."""
        self._waiting.append((kind, number, data))
        self._bytes += len(data)
        if self._bytes > _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write the pieces that are waiting; without room or permission they are dropped."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        if not waiting or not self.writable:
            return
        self.make()
        try:
            if self.writable:
                self._write(waiting)
        except OSError:
            self.writable = False

    def make(self) -> None:
        """Create the files if there are none; another process may have created them meanwhile."""
        if self._pack < 0:
            self._let_go()
        self._open()
        if self._pack >= 0 or not self.writable:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _published(self._folder, *_begun(self._folder))
            self._let_go()
            self._open()
        except OSError:
            self.writable = False
        self.writable = self.writable and self._pack >= 0

    def prune(self, now: float, wanted: Callable[[], Collection[int]]) -> None:
        """Drop what has not been wanted for a month; remove the files of an older cache.

        The rest is copied only if more than a little was dropped or replaced.
        """
        self.flush()
        self._let_go()  # others may have written
        self._open()
        used = {key: one for key, one in self._places.items() if one.made > now - _MONTH}
        if len(used) < len(self._places):
            numbers = wanted()
            used = {k: one for k, one in self._places.items() if k in used or k[1] in numbers}
        with suppress(OSError):
            if self._pack >= 0:
                needed = sum(one.size for one in used.values())
                waste = os.fstat(self._pack).st_size - needed
                if waste > max(_LITTLE, needed // _SHARE):
                    self._copy(used)
        named = self._name()
        with suppress(OSError):
            for place in self._folder.iterdir():
                with suppress(OSError):
                    lost = place.suffix == _PACK and place.name != named
                    if place.suffix in _OLD or (lost and place.stat().st_mtime < now - _HOUR):
                        place.unlink()

    def close(self) -> None:
        """Write what is waiting, and close the files."""
        self.flush()
        self._let_go()

    def _open(self) -> None:
        """Open the files and learn where the pieces are, once."""
        if self._opened:
            return
        self._opened = True
        try:
            self._index = _handle(self._folder / INDEX)
            size = os.fstat(self._index).st_size
            name, self._places = _told(_read(self._index, 0, size) if size < _INDEX_MOST else b"")
            self._pack = _handle(self._folder / name)
        except (OSError, ValueError, MemoryError):
            self._places = {}

    def _let_go(self) -> None:
        """Close the files; they are reopened when next wanted."""
        for handle in (self._index, self._pack):
            if handle >= 0:
                os.close(handle)
        self._index = self._pack = -1
        self._places, self._opened = {}, False

    def _name(self) -> str:
        """The name of the pack that the index names now."""
        try:
            handle = _handle(self._folder / INDEX)
            try:
                return _told(_read(handle, 0, _HEAD.size))[0]
            finally:
                os.close(handle)
        except (OSError, ValueError):
            return ""

    def _write(self, pieces: list[tuple[int, int, bytes]]) -> None:
        whole = b"".join(data for _, _, data in pieces)
        start = _added(self._pack, whole)
        if start + len(whole) > _MOST:
            self.writable = False
        now, places = int(time.time()), []
        for kind, number, data in pieces:
            places.append(_placed(kind, number, _Place(start, len(data), now)))
            start += len(data)
        _added(self._index, b"".join(places))

    def _copy(self, used: Places) -> None:
        """Copy what is still useful into another pack, which replaces this one."""
        index, pack = _begun(self._folder)
        handle, places, start = _handle(pack), [], 0
        try:
            for key, one in sorted(used.items(), key=lambda item: item[1].start):
                data = _read(self._pack, one.start, one.size)
                start = _added(handle, data)
                places.append(_placed(*key, one._replace(start=start)))
        finally:
            os.close(handle)
        with index.open("ab") as file:
            file.write(b"".join(places))
        _published(self._folder, index, pack)


def _told(index: bytes) -> tuple[str, Places]:
    """The name of the pack, and the places of an index, the last ones of each piece.

    Raises:
        ValueError: It is not an index.
    """
    if len(index) < _HEAD.size or not index.startswith(_MARK):
        raise ValueError("it is not an index")
    name = _HEAD.unpack_from(index)[1].hex() + _PACK
    places, at = _whole(index)
    search = _PLACES.search
    while found := search(index, at):
        _, kind, number, start, size, made, total = _PLACE.unpack(found[0])
        if total == crc32(found[0][: -_SUM.size]) and start <= _MOST:
            places[kind, number] = _Place(start, size, made)
            at = found.end()
        else:  # cut short or made up, and another may begin within it
            at = found.start() + 1
    return name, places


def _whole(index: bytes) -> tuple[Places, int]:
    """The places that follow each other from the beginning, and where they end."""
    places: Places = {}
    at, size, room = _HEAD.size, _PLACE.size, _PLACE.size - _SUM.size
    every = _PLACE.iter_unpack(index[at : len(index) - (len(index) - at) % size])
    for mark, kind, number, start, length, made, total in every:
        if mark != _PLACED or total != crc32(index[at : at + room]):
            break
        places[kind, number] = _Place(start, length, made)
        at += size
    return places, at


def _placed(kind: int, number: int, place: _Place) -> bytes:
    """What the index says about a piece."""
    said = _PLACE.pack(_PLACED, kind, number, *place, 0)[: -_SUM.size]
    return said + _SUM.pack(crc32(said))


def _begun(folder: Path) -> tuple[Path, Path]:
    """An empty pack under a new name, and an index of it that nobody knows yet."""
    name = os.urandom(16)
    pack, index = folder / f"{name.hex()}{_PACK}", folder / f"{name.hex()}.part"
    for path, data in ((pack, b""), (index, _HEAD.pack(_MARK, name))):
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | flag("O_BINARY")
        with os.fdopen(os.open(path, how, 0o600), "wb") as file:
            file.write(data)
    return index, pack


def _published(folder: Path, index: Path, pack: Path) -> None:
    """Let the index replace the present one, and remove what that one named."""
    old = [place for place in folder.glob(f"*{_PACK}") if place != pack]
    index.replace(folder / INDEX)
    for place in old:
        with suppress(OSError):
            place.unlink()


def _handle(path: Path) -> int:
    """A file to read from and append to, without waiting for a pipe in its place."""
    how = os.O_APPEND | flag("O_NONBLOCK") | flag("O_NOFOLLOW") | flag("O_BINARY")
    try:
        handle = os.open(path, os.O_RDWR | how)
    except OSError:
        handle = os.open(path, os.O_RDONLY | how)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("it is not a regular file")
    return handle


def _read(handle: int, start: int, size: int) -> bytes:
    """That many bytes of a file, or as many as there are."""
    if hasattr(os, "pread"):
        return os.pread(handle, size, start)
    os.lseek(handle, start, os.SEEK_SET)
    return os.read(handle, size)


def _added(handle: int, data: bytes) -> int:
    """Append to a file with one call; return where the data begins.

    Raises:
        OSError: There is no room for all of it.
    """
    if os.write(handle, data) != len(data):
        raise OSError("there is no room")
    return os.lseek(handle, 0, os.SEEK_CUR) - len(data)
