"""The break rules as patterns over the text itself, for the alphabets of the quick ways.

The rule: a pattern is spelt out of the table of `opportunities`, never written beside it.
"""

from __future__ import annotations

import re
from functools import cache

from reader.typeset import opportunities as c
from reader.typeset.opportunities import DASHES, WIDE, partings, sticking

_LETTERS = "\u00c0-\u02c7\u0370-\u0377\u037a-\u037d\u0386-\u0482\u048a-\u0556\u1e00-\u1eff"
PLAIN = (
    "\n -~\u00a1-\u00a9\u00ab\u00ae-\u00b2\u00b5-\u00b7\u00b9-\u00bf" + _LETTERS
    + "\u2010\u2013-\u201f\u2020-\u2022\u2026\u2039\u203a"
    "\u2500-\u254b\u25a0\u25a1\u25cb\u25cf\u2605\u2606"
)  # fmt: skip
"""Characters of one cell, as they stand in a pattern's set; `_SIGNS` holds all but letters."""
_SIGNS = (*range(0x21, 0x100), *range(0x2000, 0x2100))

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_SYLLABLES = "\uac00-\ud7a3"
_SQUARE_SIGNS = (
    "".join(
        map(chr, (*range(0x3001, 0x302A), 0x3030, *range(0x3041, 0x3097), *range(0x309B, 0x3100)))
    )
    + "﹔﹕﹖﹗！＂＃＆＇（）＊＋，－．：；？［］｛｝～"
)
SQUARE = f"{_IDEOGRAPHS}{_SYLLABLES}{_SQUARE_SIGNS}\u3000"
"""Characters of two cells, as they stand in a pattern's set."""

Signs = dict[str, str]


@cache
def _signs(square: bool, whole: bool = False) -> Signs:
    """The inside of a pattern's set for each class; `AL` without its letters.

    Korean syllables are ideographs, or letters like others where words are kept `whole`.
    """
    chars = "".join(filter(re.compile(f"[{PLAIN}]").match, map(chr, _SIGNS)))
    chars += _SQUARE_SIGNS if square else ""
    signs: Signs = {}
    for char, name in zip(chars, c.classes(chars, 0, len(chars)), strict=True):
        if name != c.AL or not char.isalpha():
            signs[name] = signs.get(name, "") + re.escape(char)
    if square:
        signs[c.ID] += _IDEOGRAPHS if whole else _IDEOGRAPHS + _SYLLABLES
        signs[c.BA] += "\u3000"
    return signs


def _set(signs: Signs, names: str) -> str:
    return "".join(signs.get(name, "") for name in names)


def _begin(signs: Signs) -> str:
    """What may stand before the beginning of a word."""
    return " \n" + _set(signs, c.OP + c.WIDE_OP + c.QU + c.OPENS)


@cache
def after_space(square: bool) -> str:
    """A pattern for the spaces after which a line may begin."""
    signs = _signs(square)
    shut = c.CL + c.CP + c.EX + c.SY + c.WIDE_CL + c.WIDE_EX
    solid, opens, dash = (_set(signs, names) for names in (shut, c.OPENS, c.B2))
    tail = _set(signs, shut + c.QU + c.OPENS + c.SHUTS + c.IS)
    kept = f"(?!(?<=[{dash}] )[{dash}])"
    if square:
        kept += f"(?!(?<=[{_set(signs, c.CL + c.WIDE_CL + c.CP)}] )[{_set(signs, c.NS)}])"
    return (
        f" (?<![{_set(signs, c.OP + c.WIDE_OP)} ] )(?<![{_begin(signs)}][{opens}] ) *"
        f"(?![{solid} ]|[{_set(signs, c.IS)}](?![0-9])|[{_set(signs, c.SHUTS)}](?:[ \n{tail}]|\\Z))"
        f"{kept}"
    )


@cache
def between(square: bool, whole: bool = False) -> str:
    """A pattern for the places without a space where a line may break."""
    signs = _signs(square, whole)
    names = "".join(signs)
    groups: dict[str, str] = {}
    for before in names:
        stuck = sticking(before)
        sticks = "".join(after for after in names if after in stuck)
        if len(sticks) < len(names):
            groups[sticks] = groups.get(sticks, "") + before
    options = [_option(signs, before, sticks) for sticks, before in groups.items()]
    if square:
        usual = f"(?<=[{signs[c.ID]}])(?=[{signs[c.ID]}])"
        options = [usual, *_contexts(signs), *options]
    before = _set(signs, "".join(groups.values()))
    guard = "" if square else f"(?<=[{before}])"
    return f"{guard}(?:{'|'.join(options)}){_unless_word_begins(signs)}"


@cache
def between_words() -> tuple[str, str]:
    """Patterns for what usually stands before and after the last space that fits on a line.

    Where both match, the line ends at that space: the next word has no place to be parted, and
    reaches to another space, which is out of the line's reach.
    """
    signs, letters = _signs(square=False), "A-Za-z" + _LETTERS
    whole = c.AL + c.NU + c.IS + c.QU + c.SHUTS + c.OPENS + c.CP
    whole = "".join(x for x in whole if not any((x, y) in partings() for y in whole))
    before = f"(?<=[{letters}{_set(signs, c.IS + c.SHUTS)}] )"
    return before, f"(?=[{letters}{_set(signs, c.OPENS)}][{letters}{_set(signs, whole)}]*+ )"


def after_wide_space() -> str:
    """A pattern for the ideographic spaces after which a line may begin."""
    signs = _signs(square=True)
    sticks = "".join(name for name in signs if (c.BA, name) not in partings())
    return f"\u3000+(?![ \n{_set(signs, sticks)}])"


def _option(signs: Signs, before: str, sticks: str) -> str:
    """After one of `before`, unless one of `sticks` follows."""
    if c.AL in before:  # letters are too many to name: they are what nothing else is
        after = f"(?<![ \n{_set(signs, ''.join(x for x in signs if x not in before))}])"
    else:
        after = f"(?<=[{_set(signs, before)}])"
    if c.AL not in sticks:
        return f"{after}(?![ \n{_set(signs, sticks)}])"
    others = _set(signs, "".join(name for name in signs if name not in sticks))
    return f"{after}(?=[{others}])" if others else "(?!)"


def _unless_word_begins(signs: Signs) -> str:
    dashes, begin = _set(signs, DASHES), _begin(signs)
    first = "".join(f"(?<![{begin}][{dashes}]{{{size}}})" for size in (1, 2, 3))
    no_word = "".join(name for name in signs if name not in c.AL + c.NU)
    return f"(?:(?=[{_set(signs, no_word)}])|{first})"


def _contexts(signs: Signs) -> list[str]:
    """Quotation marks between ideographs."""
    wide = "".join(name for name in WIDE if name in signs)
    before = _set(signs, wide.replace(c.WIDE_OP, ""))
    after = _set(signs, "".join(x for x in wide if (c.WIDE_CL, x) in partings()))
    opens, shuts, every = (_set(signs, names) for names in (c.OPENS, c.SHUTS, wide))
    return [f"(?<=[{before}])(?=[{opens}][{every}])", f"(?<=[{every}][{shuts}])(?=[{after}])"]
