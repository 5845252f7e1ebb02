"""Keyboards with other letters: which key of a Latin keyboard a sign stands on.

The rule: a key is its place on the keyboard, so that commands are given without another layout.
Only signs that no Latin keyboard has are looked up; where two layouts of a script differ, the one
that more people type on decides.
"""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

_ROWS = (
    # Russian, then what Ukrainian, Belarusian and Serbian have of their own
    ("ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,."),
    ("іїєґўљњђјћџ", "s]'\\oqw]j'x"),
    # Greek
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    # Hebrew
    ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
    # Arabic, then what Persian has of its own
    ("ضصثقفغعهخحجدذشسيبلاتنمكطئءؤرىةوزظ", "qwertyuiop[]`asdfghjkl;'zxcvnm,./"),
    ("یکچگپژ", "d;]'\\c"),
    ("؟،؛", "?,;"),
    # What input methods of East Asia type for signs
    ("　、。「」『』【】《》〈〉·‘’“”¥￥…", " /.[]{}[]<><>`''\"\"$$^"),
)  # fmt: skip
"""Signs, and what the same keys type on a Latin keyboard."""
_SHIFTED = dict(zip("`[];'\\,./", '~{}:"|<>?', strict=True))


@cache
def _keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for signs, latin in _ROWS:
        for sign, key in zip(signs, latin, strict=True):
            keys.setdefault(sign, key)
            if sign.upper() != sign and len(sign.upper()) == 1:
                keys.setdefault(sign.upper(), _SHIFTED.get(key) or key.upper())
    return keys


def latin_key(sign: str) -> str:
    """What the key that typed a sign types on a Latin keyboard; empty for one that is not known.

    Full-width signs and the digits of other scripts stand for the plain ones.
    """
    if sign.isascii():
        return ""
    found = _keys().get(sign, "")
    if found:
        return found
    if sign.isdecimal():
        return str(int(sign))
    plain = normalize("NFKC", sign)
    if len(plain) == 1 and plain.isascii() and plain.isprintable():
        return plain
    return _keys().get(normalize("NFD", sign)[0], "")
