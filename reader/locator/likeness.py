"""How much of a remembered passage stands in a window of text, and where its place lies there.

The rule: words are compared, never characters; unlike texts would cost quadratic time.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from reader.locator.quote import Locator
from reader.locator.words import words

_DRIFT = 12


def likeness(place: Locator, window: str) -> tuple[float, int]:
    """The share of the place's words found in order in the window, and its offset there."""
    own, other = words(place.words), words(window)
    if not own.keys or not other.keys:
        return 0.0, 0
    matcher = SequenceMatcher(None, own.keys, other.keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, 0
    # A lone common word far from the others proves nothing: stay near the longest block.
    longest = max(blocks, key=lambda block: block.size)
    drift = longest.b - longest.a
    blocks = [block for block in blocks if abs(block.b - block.a - drift) <= _DRIFT]
    share = sum(block.size for block in blocks) / len(own.keys)
    target = len(place.prefix)
    pairs = (
        (own.starts[block.a + step], other.starts[block.b + step])
        for block in blocks
        for step in range(block.size)
    )
    mine, theirs = min(pairs, key=lambda pair: abs(pair[0] - target))
    return share, max(0, min(len(window), theirs + target - mine))
