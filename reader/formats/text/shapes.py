"""Whether a text of letters reads as words: how its characters beyond ASCII stand together.

The rule: a letter stands among letters of its own script and case, a quotation mark at the edge of
a word, the parts of a frame side by side. A wrong reading of single bytes sets signs into words.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice

from reader.deferred import deferred

_MOST = 1500
"""Characters beyond ASCII that are looked at."""
_BEYOND = deferred("[^\x00-\x7f]")
_OPENS, _SHUTS = "“„«‘‚‹¿¡", "”’»›…™®"
_INNER = " .,!?;:-…’‘—\u00a0"
"""What else stands just inside a pair of quotation marks."""
_BETWEEN = "’‘´–—·\u00ad\u00a0"
_ANYWHERE = "°¹²³¼½¾®™"
_NEUTRAL = "€†•"
_SIDES = "│║"
_WORDS = "ÀÈÉÓÍÁÅØ"
"""Capitals that are words."""
_RARE = "ªºµƒˆˇ˘˙˚˛˜˝"
_WELL, _FAIR, _DOUBTFUL, _ODD, _WRONG, _NEVER = 1.0, 0.5, -0.25, -0.5, -2.0, -3.0


def likeness(text: str) -> float:
    """How well the characters beyond ASCII stand together: 1 as in print, below 0 as in no text."""
    found = list(islice(_BEYOND.finditer(text), _MOST))
    if not found:
        return 0.0
    last = len(text)
    total = 0.0
    for match in found:
        at = match.start()
        before = text[at - 1] if at else " "
        total += _fit(before, match[0], text[at + 1] if at + 1 < last else " ")
    return total / len(found)


@lru_cache(maxsize=4096)
def _fit(before: str, char: str, after: str) -> float:
    if char == "\ufffd":
        return _NEVER
    category = unicodedata.category(char)
    if category[0] == "C":
        return _NEVER if char != "\u00ad" else _ODD
    if _is_frame(char):
        return _frame(before, char, after)
    if category[0] in "LM":
        return _letter(before, char, after)
    return _sign(before, char, after)


def _frame(before: str, char: str, after: str) -> float:
    """Parts of a frame stand side by side, but for its sides."""
    if before.isalnum() and after.isalnum():
        return _WRONG
    if _is_frame(before) or _is_frame(after):
        return _WELL
    return _FAIR if char in _SIDES and before.isspace() else 0.0


def _is_frame(char: str) -> bool:
    return "\u2500" <= char <= "\u259f"


def _letter(before: str, char: str, after: str) -> float:
    if char in _RARE:
        return _ODD
    if before == char == after:
        return _WRONG
    if char == "ß":
        return _WELL if before.isalpha() else 0.0
    for other in (before, after):
        if other.isalpha() and _script(other) != _script(char):
            return _NEVER
    if char.isupper() and before.isalpha() and before.islower():
        return _WRONG
    if char.isupper() and after.isalpha() and after.islower() and before.isalpha():
        return _WRONG
    if char.islower() and before.isupper() and after.isupper():
        return _WRONG
    if not before.isalpha() and not after.isalpha():
        return _DOUBTFUL if char.isupper() and char not in _WORDS else 0.0
    if _is_foreign(before) and _is_foreign(char) and _is_foreign(after):
        return _ODD
    return _FAIR if char.isupper() and before.isupper() else _WELL


def _is_foreign(char: str) -> bool:
    """Whether it is a Latin letter beyond ASCII, of which few stand together."""
    return char > "\x7f" and char.isalpha() and _script(char) == "LATIN"


def _sign(before: str, char: str, after: str) -> float:
    inside = before.isalnum() and after.isalnum()
    if char in _BETWEEN:
        return _FAIR
    if char in _ANYWHERE or before == char == after:
        return 0.0
    if inside:
        return _WRONG
    if char in _OPENS:
        return _ODD if before.isalnum() else _FAIR * (after.isalnum() or after in _INNER)
    if char in _SHUTS:
        return _ODD if after.isalnum() else _FAIR * (before.isalnum() or before in _INNER)
    return 0.0 if char < "\u0100" or char in _NEUTRAL else _ODD


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    if char < "\u0250":
        return "LATIN"
    return unicodedata.name(char, "?").split(" ")[0]
