"""Keyboards with other letters: which key of a Latin keyboard types a character.

The rule: a key is its position on the keyboard, so commands can be given without switching layouts.
Only signs that no Latin keyboard has are looked up; where two layouts of a script differ, the one
that more people type on decides.
"""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

_ROWS = (
    # Russian, then the letters of Ukrainian, Belarusian and Serbian
    ("ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,."),
    ("іїєґўљњђјћџ", "s]'\\oqw]j'x"),
    # Greek
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    # Hebrew
    ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
    # Arabic, then the letters of Persian
    ("ضصثقفغعهخحجدذشسيبلاتنمكطئءؤرىةوزظ", "qwertyuiop[]`asdfghjkl;'zxcvnm,./"),
    ("یکچگپژ", "d;]'\\c"),
    ("؟،؛", "?,;"),
    # What East Asian input methods type for punctuation
    ("　、。「」『』【】《》〈〉·‘’“”¥￥…", " /.[]{}[]<><>`''\"\"$$^"),
)  # fmt: skip
"""Characters, and what the same keys type on a Latin keyboard."""
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
    """What the key that typed a character types on a Latin keyboard; empty if that is not known.

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
