"""A remembered stretch of text compared word by word with the text there now.

The rule: words and marks of punctuation are compared without case and without the shape of their
quotation marks; an end whose own word is gone is counted from the nearest remaining word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from reader.lazy_pattern import lazy_pattern
from reader.value import Value

# Scripts written without spaces: one character is compared with one.
_SOLO = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = lazy_pattern(rf"[{_SOLO}]|[^\W_{_SOLO}]+|[^\w\s]|[_\n]")
_FOLDED = str.maketrans(
    "\u2018\u2019\u201a\u201b\u02bc`\u00b4\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a",
    "'''''''" + '"' * 8,
)


class Tokens(Value):
    """Words and punctuation marks, in the form in which they are compared."""

    keys: list[str]
    starts: list[int]
    ends: list[int]


def tokens(text: str) -> Tokens:
    """The words and punctuation marks of a text with their offsets."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        keys.append(match[0].translate(_FOLDED).casefold())
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(keys, starts, ends)


class AlignedWords(Value):
    """Where a stretch of remembered text is in a window of the present text."""

    start: int
    end: int
    share: float
    """The share of its words found there in order, from 0 to 1; of its marks if it has no words."""


def align(old: str, start: int, end: int, window: str) -> AlignedWords | None:
    """Where `old[start:end]` is in the window; None if no part of it is.

    Takes the product of both lengths at worst: give it stretches of a few thousand characters.
    """
    from difflib import SequenceMatcher  # only for a text that was edited

    ours, theirs = tokens(old), tokens(window)
    first, last = bisect_right(ours.ends, start), bisect_left(ours.starts, end) - 1
    while first <= last and ours.keys[first] == "\n":
        first += 1
    while first <= last and ours.keys[last] == "\n":
        last -= 1
    if first > last or not theirs.keys:
        return None
    matcher = SequenceMatcher(None, ours.keys, theirs.keys, autojunk=False)
    pairs = [
        (block.a + step, block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    low, high = bisect_left(pairs, (first, -1)), bisect_left(pairs, (last + 1, -1))
    if low == high:
        return None
    share = _share(ours.keys[first : last + 1], [ours.keys[at] for at, _ in pairs[low:high]])
    head = _counted(ours, theirs, first, pairs[low], pairs[low - 1] if low else None)
    after = pairs[high] if high < len(pairs) else None
    tail = _counted(ours, theirs, last, pairs[high - 1], after)
    return AlignedWords(theirs.starts[head], theirs.ends[max(head, tail)], share)


def _share(keys: list[str], same: list[str]) -> float:
    """How much is the same: punctuation marks weigh less than words."""
    words = sum(map(_is_word, keys))
    return sum(map(_is_word, same)) / words if words else len(same) / len(keys)


_Pair = tuple[int, int]


def _counted(ours: Tokens, theirs: Tokens, index: int, inside: _Pair, outside: _Pair | None) -> int:
    """Which of their words corresponds to ours: itself, else counted from the nearest same one.

    Words outside the passage are tried first: inside, a change may have added some. A mark
    corresponds to another mark there, else to the word next to it.
    """
    if inside[0] == index:
        return inside[1]
    mine, other = outside or inside
    step = 1 if index > mine else -1
    words = sum(_is_word(ours.keys[at]) for at in range(mine + step, index, step))
    word = _is_word(ours.keys[index])
    at = other + step
    while 0 <= at < len(theirs.keys) - 1 and (words or (word and not _is_word(theirs.keys[at]))):
        words -= _is_word(theirs.keys[at])
        at += step
    return max(0, min(at, len(theirs.keys) - 1))


def _is_word(key: str) -> bool:
    return key[0].isalnum()
