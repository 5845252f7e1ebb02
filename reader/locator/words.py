"""A text as hashed words and runs of three words: what survives re-wrapping and other quotes.

The rule: hashes are the same on every machine and in every run, for they are stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from reader.deferred import deferred
from reader.value import Value

# Scripts written without spaces: one character counts as one word.
_SOLO = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = deferred(f"[{_SOLO}]|[^\\W{_SOLO}]+")
_MASK = 0xFFFFFFFFFFFFFFFF
_FIRST, _SECOND, _THIRD = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9


class Words(Value):
    """Words without case, punctuation and blanks."""

    keys: list[int]
    """32 bits each."""
    starts: list[int]
    """Offsets, rising."""


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of `text[start:end]`, with their offsets in `text`."""
    known: dict[str, int] = {}
    keys: list[int] = []
    starts: list[int] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        key = known.get(word)
        if key is None:
            key = known[word] = crc32(word.casefold().encode("utf-8", "surrogatepass"))
        keys.append(key)
        starts.append(match.start())
    return Words(keys, starts)


def shingles(keys: list[int]) -> Iterator[int]:
    """The runs of three words that begin at each word, 64 bits each; two less than words."""
    for one, two, three in zip(keys, keys[1:], keys[2:], strict=False):
        yield (one * _FIRST + two * _SECOND + three * _THIRD) & _MASK
