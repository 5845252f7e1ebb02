"""What the index knows a folded text by: its words, and pairs of letters of scripts without spaces.

The rule: whatever stands in a text, the terms that it is asked for are among those of the text. A
word is a run of letters, and may be asked for by its beginning, its end or its middle; letters of a
script that is written without spaces count two by two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import add

from reader.deferred import deferred
from reader.search.fold import SOLO, is_solo

PIECE = 1 << 16
"""Characters of a text that are known together."""
ASKED_MOST = 256
"""Characters of the words that are asked for; so many stand in two pieces."""
_WORD = deferred(rf"[^\W_{SOLO}]+")
_LONG = 32
"""Letters of a word that are asked for; of one twice as long the parts count as words."""
_LEAST = 3
"""Letters by which words are looked for that may go on; with fewer, nearly all would fit."""


def pieces(text: str) -> Iterator[str]:
    """A text in pieces; each run of `ASKED_MOST` characters stands whole in one."""
    for start in range(0, max(1, len(text) - ASKED_MOST), PIECE):
        yield text[start : start + PIECE + ASKED_MOST]


def terms(piece: str) -> set[str]:
    """What a piece is known by."""
    words = set(_WORD.findall(piece))
    for word in [word for word in words if len(word) > 2 * _LONG]:
        words.remove(word)
        words.update(_parts(word))
    lone = {one for one in set(piece) if one.isalnum() and is_solo(one)}
    if lone:
        pairs = set(map(add, piece, piece[1:]))
        words.update(pair for pair in pairs if pair[0] in lone and pair[1] in lone)
    return words


def _parts(word: str) -> Iterator[str]:
    """A word in parts: its beginning, its end, and any `_LONG` letters of it are those of one."""
    for start in range(0, len(word) - _LONG, _LONG):
        yield word[start : start + 2 * _LONG]


def asked(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """Terms that a piece in which the folded words stand has, and patterns that each fit one."""
    words = words[:ASKED_MOST]
    whole, patterns = set[str](), set[str]()
    for run in _WORD.finditer(words):
        start, end = run.span()
        letters = run[0][:_LONG]
        before = ".*" if start == 0 else ""
        after = ".*" if end == len(words) or len(letters) < end - start else ""
        if not (before or after):
            whole.add(letters)
        elif len(letters) >= _LEAST:
            patterns.add(f"{before}{letters}{after}")
    for one, other in pairwise(words):
        if one.isalnum() and other.isalnum() and is_solo(one) and is_solo(other):
            whole.add(one + other)
    return frozenset(whole), frozenset(patterns)
