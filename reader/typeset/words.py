"""Where words of Thai begin, told by the few characters on either side.

The rule: what is told of a place depends on three characters before it and after it, and on
nothing else. The weights are those of BudouX, learned from a corpus; of the places that it gives
about nine in ten are between words, and it finds as many of them, where syllables alone are right
every second time. Only its file of weights is read: to import it would load a reader of HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

_FIRST, _LAST = "\u0e01", "\u0e5b"
_REACH = 3
_FEATURES = (
    *(("UW1", -3, -2), ("UW2", -2, -1), ("UW3", -1, 0), ("UW4", 0, 1), ("UW5", 1, 2)),
    *(("UW6", 2, 3), ("BW1", -2, 0), ("BW2", -1, 1), ("BW3", 0, 2), ("TW1", -3, 0)),
    *(("TW2", -2, 1), ("TW3", -1, 2), ("TW4", 0, 3)),
)
"""Each group of weights, and from where to where the characters stand that it is for."""
Groups = tuple[tuple[dict[str, int], int, int], ...]


def between_words(text: str, start: int, end: int, places: Iterable[int]) -> list[int]:
    """The places in `[start, end)` of a line of text without those within a word of Thai."""
    if _weights() is None:
        return list(places)
    kept = []
    for at in places:
        if _FIRST <= text[at] <= _LAST and _FIRST <= text[at - 1] <= _LAST:
            around = text[max(start, at - _REACH) : min(end, at + _REACH)]
            if not _begins(around, min(_REACH, at - start)):
                continue
        kept.append(at)
    return kept


@lru_cache(maxsize=1 << 15)
def _begins(around: str, at: int) -> bool:
    """Whether a word begins at a place among the characters around it."""
    weights = _weights()
    if weights is None:
        return True
    groups, least = weights
    size = len(around)
    found = [
        group.get(around[at + low : at + high], 0)
        for group, low, high in groups
        if at + low >= 0 and at + high <= size
    ]
    return sum(found) > least


@cache
def _weights() -> tuple[Groups, float] | None:
    """The groups of weights, and what their sum must pass; None where they cannot be had."""
    import json
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("budoux")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0], "models", "th.json")
    try:
        found: dict[str, dict[str, int]] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    groups = tuple((found.get(name, {}), low, high) for name, low, high in _FEATURES)
    return groups, sum(sum(group.values()) for group, _, _ in groups) / 2
