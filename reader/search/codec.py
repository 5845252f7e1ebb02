"""How a folded text is stored: in the narrowest encoding, then compressed.

The rule: whatever compressed it, what was stored is read again or reported as unreadable. Measured
on Japanese of 14,000 characters, in MB of text a second: Zstandard packs 250 and unpacks 1,000,
zlib 80 and 250; both leave half of a file in Shift_JIS.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from threading import get_ident

from reader.search.find import checksum, first_place
from reader.search.fold import fold_letters, is_composed
from reader.value import NamedTuple

FORMS = ("latin-1", "utf-8", "utf-16-le")
"""The encodings, which are stored by number."""
SINGLE, _MULTIPLE, WIDE = range(3)
_LETTER_BITS = 4
"""For texts with a number for each character."""
_ASCII = range(128)
_SET = ord("1")
_LEVEL = 3  # more of it takes far longer and saves little more
_ZLIB, _ZSTANDARD = b"z", b"s"
"""Come first."""


class _Zstandard(NamedTuple):
    compress: Callable[[bytes], bytes]
    decompress: Callable[[bytes | memoryview], bytes]


def formed(text: str) -> tuple[int, bytes]:
    """The number of the narrowest encoding for a text, and the text in it."""
    with suppress(UnicodeEncodeError):
        return SINGLE, text.encode(FORMS[SINGLE])
    narrow, wide = (text.encode(form, "surrogatepass") for form in FORMS[1:])
    return (WIDE, wide) if len(wide) < len(narrow) else (_MULTIPLE, narrow)


def holds_in(raw: bytes, form: int, words: str) -> bool:
    """Whether words occur in a text of that form."""
    try:
        sought = words.encode(FORMS[form], "strict" if form == SINGLE else "surrogatepass")
    except UnicodeEncodeError:
        return False
    at = first_place(raw, sought)
    while form == WIDE and at >= 0 and at % 2:  # between two characters
        at = first_place(raw, sought, at + 1)
    return at >= 0


def deflated(raw: bytes) -> bytes:
    """The bytes compressed."""
    found = _zstandard()
    if found is None:
        return _ZLIB + zlib.compress(raw, _LEVEL)
    return _ZSTANDARD + found.compress(raw)


def can_inflate(data: bytes | memoryview) -> bool:
    """Whether this system has what the bytes were compressed with."""
    return data[:1] == _ZLIB or (data[:1] == _ZSTANDARD and _zstandard() is not None)


def inflated(data: memoryview) -> bytes:
    """The bytes again, which must be decompressible and intact."""
    found = _zstandard() if data[:1] == _ZSTANDARD else None
    return found.decompress(data[1:]) if found is not None else zlib.decompress(data[1:])


def letters_of(wide: bytes, alien: str) -> bytes:
    """Letters that show for most characters missing from a text in the wide form that they are.

    `alien` are the characters beyond ASCII that were folded to it: fewer than it has, so not all of
    it need be examined. ASCII letters are never missed.
    """
    if is_composed(alien):
        codes = set(memoryview(wide).cast("H"))
    else:
        told = "".join(fold_letters(alien)).encode(FORMS[WIDE], "surrogatepass")
        codes = {*_ASCII, *memoryview(told).cast("H")}
    size = max(1, len(codes) * _LETTER_BITS // 8)
    bits = bytearray(b"0") * (8 * size)
    for at in {code % (8 * size) for code in codes}:
        bits[-1 - at] = _SET
    return int(bits, 2).to_bytes(size, "little")


def lacks_letters(letters: memoryview, words: str) -> bool:
    """Whether a text with these letters lacks one of the words."""
    size = 8 * len(letters)
    codes = memoryview(words.encode(FORMS[WIDE], "surrogatepass")).cast("H")
    return any(not letters[at >> 3] & (1 << (at & 7)) for at in (code % size for code in codes))


def _zstandard() -> _Zstandard | None:
    """Zstandard for the calling thread, as two must not use the same at once."""
    return _for_thread(get_ident())


@cache
def _for_thread(_number: int) -> _Zstandard | None:
    """Zstandard, if available; Python has it from 3.14 on."""
    try:
        import zstandard
    except ImportError:
        return None
    return _Zstandard(
        zstandard.ZstdCompressor(level=_LEVEL).compress, zstandard.ZstdDecompressor().decompress
    )


SEAL = struct.Struct("<Q")
"""Comes last in what is kept: the checksum of everything before it."""


def sealed(data: bytes) -> bytes:
    """What is to be kept, and its checksum."""
    return data + SEAL.pack(checksum(data))


def unsealed(data: bytes) -> memoryview | None:
    """What was `sealed`; None if a bit of it has changed."""
    end = len(data) - SEAL.size
    if end < 0:
        return None
    whole = memoryview(data)[:end]
    return whole if SEAL.unpack_from(data, end) == (checksum(whole),) else None
