"""Endings of names in Cyrillic script, where a name has another one in each case.

The rule: two words are one name if they differ in such an ending only; other scripts keep theirs.
"""

from __future__ import annotations

from reader.deferred import deferred

_ENDING = deferred(
    "(?<=[А-Яа-яЁёіїєґ]{2})(?:ого|ому|ыми|ами|ями|ой|ою|ей|ею|ём|ем|ом|ым|им|ых|ых|ия|ию|ии|ий"
    "|[аяуюыиеоёйьії])\\Z"
)


def stem(word: str) -> str:
    """What all cases of a name have in common."""
    return word if word.isascii() else _ENDING.sub("", word)
