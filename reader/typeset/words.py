"""Where words of Thai begin, and where a syllable of Thai, Lao, Khmer and Burmese cannot.

The rule: the judgement of a place in Thai depends only on the three characters before it and after
it. The weights are those of BudouX, learned from a corpus; about nine in ten of the places that it
gives are between words, and it finds as large a share of them, while syllables alone are right
every second time. Only its file of weights is read: importing it would load an HTML parser.

A line never begins with a letter whose spelling proves that it ends what precedes it: a silenced or
killed consonant, one that is written below another, one after a vowel sign that is never last.
Spelling does not show where words end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from reader.lazy_pattern import lazy_pattern

_FIRST, _LAST = "\u0e01", "\u0e5b"
_REACH = 3
_FEATURES = (
    *(("UW1", -3, -2), ("UW2", -2, -1), ("UW3", -1, 0), ("UW4", 0, 1), ("UW5", 1, 2)),
    *(("UW6", 2, 3), ("BW1", -2, 0), ("BW2", -1, 1), ("BW3", 0, 2), ("TW1", -3, 0)),
    *(("TW2", -2, 1), ("TW3", -1, 2), ("TW4", 0, 3)),
)
"""Each group of weights, with the positions of the characters that it is for."""
Groups = tuple[tuple[dict[str, int], int, int], ...]


def between_words(text: str, start: int, end: int, places: Iterable[int]) -> list[int]:
    """The places in `[start, end)` of a line of text, without those within a word of Thai."""
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
    """The groups of weights, and what their sum must exceed; None if they are unavailable."""
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


_THAI = "[\u0e01-\u0e2e]"
_LAO = "[\u0e81-\u0eae\u0edc-\u0edf]"
_KHMER = "[\u1780-\u17b3]"
_BURMESE = "[\u1000-\u102a\u103f\u1050-\u1055]"
# Subscripts that close a syllable, below consonants that do; others usually open one.
_KHMER_CODA = "[\u1780\u1784\u1785\u1789\u178a\u178e\u178f\u1791\u1793\u1794\u1796\u1798]"
_KHMER_STOP = "[\u1780-\u1783\u1785-\u1788\u178a-\u178d\u178f-\u1792\u1794-\u1797]"
_KHMER_VOWEL = "[\u17b6-\u17c8]"

_HELD = lazy_pattern(
    # A consonant with the sign of silence, and bare ones before it: they end a syllable or are
    # silent with it.
    f"(?:(?P<bare>{_THAI}{{0,2}}{_THAI})(?=[\u0e34-\u0e3a]?\u0e4c))"
    # Vowel signs that come only before a last consonant.
    "|(?:(?<=[\u0e31\u0e36\u0e37])|(?<=[\u0e31\u0e36\u0e37][\u0e48-\u0e4b])|(?<=[^\u0e01]\u0e47))"
    f"(?P<thai>{_THAI})"
    f"|(?:(?<=[\u0eb1\u0ebb])|(?<=[\u0eb1\u0ebb][\u0ec8-\u0ecb]))(?P<lao>{_LAO})"
    f"|(?P<lao_silent>{_LAO})(?=\u0ecc)"
    # Below another, killed, or above another that it is not part of.
    f"|(?<=[\u1039\u17d2])(?P<below>{_BURMESE}|{_KHMER})"
    f"|(?P<killed>{_BURMESE})(?=\u1037?[\u1039\u103a])"
    f"|(?P<short>{_KHMER})(?=(?:\u17d2{_KHMER})?[\u17cb\u17cd])"
    f"|(?<=\u17d0)(?P<after>{_KHMER})"
    f"|(?<=[\u17b6-\u17bd\u17c1-\u17c5])(?P<coda>{_KHMER_CODA})"
    f"(?=\u17d2{_KHMER_STOP}(?!{_KHMER_VOWEL}|\u17d2))"
)


def held_consonants(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets in `[start, end)` of consonants that begin no line."""
    for match in _HELD.finditer(text, start, end):
        group = match.lastgroup or 0
        yield from range(match.start(group), match.end(group))
