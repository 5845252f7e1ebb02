"""How much of a remembered passage stands in a window of text, and where its place lies there.

The rule: words are compared, never characters; unlike texts would cost quadratic time.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.locator.quote import Locator
from reader.locator.words import Words, words
from reader.value import Value

if TYPE_CHECKING:
    from difflib import Match

_DRIFT = 12


class Likeness(Value):
    """How a window compares with what is remembered of a place."""

    share: float
    """Of the place's words that stand in the window in their order."""
    at: int
    """Where the place would lie, as an offset in the window."""
    own: bool
    """Whether the very word at the place stands there."""


_UNLIKE = Likeness(0.0, 0, False)


def likeness(place: Locator, window: str) -> Likeness:
    """Compare a window with a place."""
    from difflib import SequenceMatcher  # only for a text that was edited

    own, other = words(place.words), words(window)
    if not own.keys or not other.keys:
        return _UNLIKE
    matcher = SequenceMatcher(None, own.keys, other.keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return _UNLIKE
    # A lone common word far from the others proves nothing: stay near the longest block.
    longest = max(blocks, key=lambda block: block.size)
    drift = longest.b - longest.a
    blocks = [block for block in blocks if abs(block.b - block.a - drift) <= _DRIFT]
    share = sum(block.size for block in blocks) / len(own.keys)
    target = len(place.prefix)
    first = bisect_left(own.starts, target)
    stands = any(block.a <= first < block.a + block.size for block in blocks)
    return Likeness(share, _offset(target, own, other, blocks, window), stands)


def _offset(target: int, own: Words, other: Words, blocks: list[Match], window: str) -> int:
    """Where the place lies: counted in words from the nearest word that is the same."""
    first = bisect_left(own.starts, target)
    # A word before the place is as good as the one after it: the place's own may be another.
    pairs = (
        (block.a + step, block.b + step) for block in blocks for step in (0, _within(block, first))
    )
    mine, theirs = min(pairs, key=lambda pair: abs(pair[0] - first) - (pair[0] < first) / 2)
    index = theirs + first - mine
    if first >= len(own.starts) or not 0 <= index < len(other.starts):
        return max(0, min(len(window), other.starts[theirs] + target - own.starts[mine]))
    at = max(0, other.starts[index] - (own.starts[first] - target))
    while at < other.starts[index] and window[at].isspace():
        at += 1
    return at


def _within(block: Match, index: int) -> int:
    """The step in a block that is nearest to a word."""
    return max(0, min(block.size - 1, index - block.a))
