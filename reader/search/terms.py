"""The terms that index a folded text: words, and pairs of letters in scripts without blanks.

The rule: whatever occurs in a text, the terms that are looked up for it are among those of the
text. A word is a run of letters, and may be looked up by its beginning, its end or its middle;
letters of a script that is written without spaces are paired.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import add

from reader.lazy_pattern import lazy_pattern
from reader.search.fold import SOLO, is_solo

PIECE = 1 << 16
"""Characters of a text that are indexed together."""
ASKED_MOST = 256
"""Characters of the words that are looked up; this many are in two pieces."""
_WORD = lazy_pattern(rf"[^\W_{SOLO}]+")
_LONG = 32
"""Letters of a word that are looked up; in one twice as long the parts count as words."""
_LEAST = 3
"""Letters from which words that may continue are looked up; with fewer, nearly all would match."""


def pieces(text: str) -> Iterator[str]:
    """A text in pieces; each run of `ASKED_MOST` characters is whole in one."""
    for start in range(0, max(1, len(text) - ASKED_MOST), PIECE):
        yield text[start : start + PIECE + ASKED_MOST]


def terms(piece: str) -> set[str]:
    """The terms of a piece."""
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
    """A word in parts: its beginning, its end, and any `_LONG` of its letters lie in one."""
    for start in range(0, len(word) - _LONG, _LONG):
        yield word[start : start + 2 * _LONG]


def asked(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """Terms of any piece that contains the folded words, and patterns that each match one."""
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
