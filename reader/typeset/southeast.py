"""Consonants of Thai, Lao, Khmer and Burmese that cannot begin a syllable, told by the spelling.

The rule: a line never begins with a letter of which the spelling proves that it ends what stands
before it: a silenced or killed consonant, one that is written below another, one after a vowel
sign that is never last. Where words end no spelling tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.deferred import deferred

_THAI = "[\u0e01-\u0e2e]"
_LAO = "[\u0e81-\u0eae\u0edc-\u0edf]"
_KHMER = "[\u1780-\u17b3]"
_BURMESE = "[\u1000-\u102a\u103f\u1050-\u1055]"
# Subscripts that close a syllable, below consonants that do; others mostly open one.
_KHMER_CODA = "[\u1780\u1784\u1785\u1789\u178a\u178e\u178f\u1791\u1793\u1794\u1796\u1798]"
_KHMER_STOP = "[\u1780-\u1783\u1785-\u1788\u178a-\u178d\u178f-\u1792\u1794-\u1797]"
_KHMER_VOWEL = "[\u17b6-\u17c8]"

_HELD = deferred(
    # A consonant with the sign of silence, and bare ones before it: they end a syllable or are
    # silent with it.
    f"(?:(?P<bare>{_THAI}{{0,2}}{_THAI})(?=[\u0e34-\u0e3a]?\u0e4c))"
    # Vowel signs that stand before a last consonant only.
    "|(?:(?<=[\u0e31\u0e36\u0e37])|(?<=[\u0e31\u0e36\u0e37][\u0e48-\u0e4b])|(?<=[^\u0e01]\u0e47))"
    f"(?P<thai>{_THAI})"
    f"|(?:(?<=[\u0eb1\u0ebb])|(?<=[\u0eb1\u0ebb][\u0ec8-\u0ecb]))(?P<lao>{_LAO})"
    f"|(?P<lao_silent>{_LAO})(?=\u0ecc)"
    # Below another, killed, or standing above another that it is not part of.
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
