"""Where a word may be parted, by the patterns of its language.

The rule: the dictionaries are loaded when the first word is asked for, and a language without
one parts no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

Parts = Callable[[str], tuple[int, ...]]
"""A word to the places inside it where a hyphen may stand, ascending."""

_BEFORE, _BEHIND = 2, 3
"""The fewest letters that stand on either side of a hyphen."""
_SAMPLE = 20_000
_SMALL_WORDS = {
    "en": "the and of to was that with his",
    "de": "der die und nicht das ist war sie",
    "fr": "les des est dans une que pas vous",
    "es": "los que una las por con del era",
    "it": "che non per una era della con sono",
    "nl": "het een van niet zijn was maar hij",
    "pt": "que não uma com dos era seu mas",
    "ru": "и не что он на как его это",
}


def parts_of_words(language: str, sample: str) -> Parts | None:
    """The hyphenator of a story, or None when its language is unknown.

    Args:
        language: BCP 47 tag; where it is empty the sample tells.
        sample: a stretch of the story.
    """
    return _hyphenator(language.replace("-", "_") or _guess(sample[:_SAMPLE]))


def _guess(sample: str) -> str:
    words = re.findall(r"\w+", sample.lower())
    counts = {
        language: sum(map(words.count, small.split())) for language, small in _SMALL_WORDS.items()
    }
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] * 20 > len(words) > 0 else ""


@cache
def _hyphenator(language: str) -> Parts | None:
    import pyphen

    known = pyphen.language_fallback(language) if language else None
    if known is None:
        return None
    dictionary = pyphen.Pyphen(lang=known, left=_BEFORE, right=_BEHIND)

    @lru_cache(maxsize=1 << 14)
    def parts(word: str) -> tuple[int, ...]:
        return tuple(map(int, dictionary.positions(word)))

    return parts
