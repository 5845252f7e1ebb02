"""Which letters can stand in a row in a folded text, told from a hundredth of it.

The rule: words that the text holds are never denied. Of every row of five letters, of two in a
script written without spaces, one bit is set, which other rows may share; long words that stand
nowhere mostly have a row whose bit nothing has set.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from zlib import adler32, crc32

from reader.deferred import deferred
from reader.file_stamp import FileStamp

SIGNED = struct.Struct("<8s16s2qQQ")
"""Stands before the signs that are kept: a mark, whose they are, and their checksum."""
_MARK = b"nightsgn"
LEAST_TEXT = 1 << 15
"""Characters of a text; a shorter one is read about as fast as its signs."""
MOST = 1 << 16
"""Bytes of the signs of one text."""
_SHARE = 70  # of the text's bytes, one is spent
_BITS = 4  # are enough for each row of letters
_SIZE, _SOLO_SIZE = 5, 2
_LETTERS = deferred(r"[^\W_]+")
_LONG = deferred(r"[^\W_]{5,}")
_FIRST_SOLO = "\u2e80"
_SOLO = deferred(f"[{_FIRST_SOLO}-\U0010ffff]")


def signs(text: str) -> bytes:
    """What is told of a folded text."""
    met = " ".join(set(text.split()))
    if text.isascii() or not _SOLO.search(met):
        found = {
            run[at : at + _SIZE]
            for run in set(_LONG.findall(met))
            for at in range(len(run) - _SIZE + 1)
        }
    else:
        found = {row for run in set(_LETTERS.findall(met)) for row in _rows(run)}
    room = min(MOST, len(text.encode("utf-8", "surrogatepass")) // _SHARE)
    size = max(1, min(room, len(found) * _BITS // 8))
    bits = bytearray(size)
    for number in {number % (8 * size) for number in _numbers(found)}:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def signed(identity: bytes, stamp: FileStamp, text: str) -> bytes:
    """The signs of a folded text with what tells whose they are."""
    bits = signs(text)
    return SIGNED.pack(_MARK, identity, *stamp.state, adler32(bits)) + bits


def unsigned(kept: memoryview, identity: bytes, stamp: FileStamp | None) -> memoryview | None:
    """The signs that were kept, if they are whole and of that file in that state."""
    if stamp is None or len(kept) <= SIGNED.size:
        return None
    mark, whose, *state, checksum = SIGNED.unpack_from(kept)
    bits = kept[SIGNED.size :]
    good = (mark, whose, tuple(state)) == (_MARK, identity, stamp.state) and checksum == adler32(
        bits
    )
    return bits if good else None


def asked(words: str) -> tuple[int, ...]:
    """What `denied` is to look for; empty where nothing can be told of the words."""
    return tuple(_numbers({row for run in _LETTERS.findall(words) for row in _rows(run)}))


def denied(bits: bytes | memoryview, numbers: Iterable[int]) -> bool:
    """Whether the text of these signs lacks the words."""
    size = 8 * len(bits)
    return any(not bits[at >> 3] & (1 << (at & 7)) for at in (number % size for number in numbers))


def _rows(run: str) -> Iterator[str]:
    for at, character in enumerate(run):
        size = _SOLO_SIZE if character >= _FIRST_SOLO else _SIZE
        if at + size <= len(run):
            yield run[at : at + size]


def _numbers(rows: Iterable[str]) -> Iterator[int]:
    return (crc32(row.encode("utf-8", "surrogatepass")) for row in rows)
