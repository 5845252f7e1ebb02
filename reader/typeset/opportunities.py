"""Where a line of text may break: the rules of UAX #14 for the classes that prose meets.

The rule: an opportunity never lies inside a grapheme cluster. Beyond the standard, a dash or an
ellipsis that begins a word stays with it, no line begins with an em dash after a letter, and
Thai breaks between words, its kin, which would need a dictionary, where a syllable may begin.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import compress, count, pairwise

from reader.lazy_pattern import lazy_pattern
from reader.typeset.cells import JOINER, clusters
from reader.typeset.words import between_words, held_consonants

AL, HL, NU, ID, NS, SP = "A", "H", "N", "I", "U", " "
OP, CL, CP, EX, IS, SY, QU = "O", "C", "K", "E", "S", "Y", "Q"
BA, HY, B2, BB, IN, GL, WJ, ZW = "B", "Z", "D", "J", "V", "G", "W", "X"
PR, PO, EB, EM, RI = "R", "P", "F", "À", "L"
JL, JV, JT, H2, H3 = "Á", "Â", "Ã", "Ä", "Å"
CM, ZWJ = "M", "Æ"
OPENS, SHUTS = "Ç", "È"
"""Quotation marks of the categories Pi and Pf; `QU` are those that may be either."""
WIDE_OP, WIDE_CL, WIDE_EX = "É", "Ê", "Ë"
"""Full-width punctuation; quotation marks next to it follow the rules of ideographs."""
SOUTH, SOUTH_FIRST, SOUTH_LAST = "T", "Ì", "Í"
"""Thai and related scripts: a letter, a vowel written before its consonant, a sign that never
begins.
"""
DASH = "Î"
"""The hyphen U+2010 and the en dash: as `BA`, and part of a word that begins with them."""
RI_SECOND = "Ï"
"""The second half of a flag."""
NAME_DOT = "Ñ"
"""The dot between the parts of a name: as `AL`, except that it begins no line."""
SPACE_KEPT = "Ð"
"""A space after which no line breaks, as between an opening bracket and its word."""

_CHARACTERS = {
    SP: " ",
    ZW: "\u200b",
    WJ: "\u2060\ufeff",
    ZWJ: "\u200d",
    GL: "\u00a0\u034f\u035c-\u0362\u0f08\u0f0c\u0f12\u180e\u1dcd\u1dfc\u2007\u2011\u202f",
    BA: "\t|\u00ad\u058a\u0964\u0965\u0e5a\u0e5b\u0f0b\u0f34\u104a\u104b\u1361\u1400\u1680"
    "\u16eb-\u16ed\u17d4\u17d5\u2000-\u2006\u2008-\u200a\u2012\u2027\u2056\u2058-\u205b"
    "\u205d-\u205f\u2cfa-\u2cfc\u2e0e-\u2e15\u2e17\u2e19\u2e3c-\u2e3e\u2e40\u3000",
    DASH: "\u05be\u2010\u2013",
    HY: "-",
    B2: "\u2014\u2e3a\u2e3b",
    BB: "\u00b4\u02c8\u02cc\u02df\u1806\u1ffd",
    IN: "\u2024-\u2026\u22ef\ufe19",
    NS: "\u17d6\u203c\u203d\u2047-\u2049\u3005\u301c\u303b\u303c\u309b-\u309e\u30a0\u30fb-\u30fe"
    "\ufe54\ufe55\uff1a\uff1b\uff65\uff9e\uff9f\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085"
    "\u3087\u308e\u3095\u3096\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5"
    "\u30f6\u31f0-\u31ff\uff67-\uff70",
    WIDE_EX: "\uff01\uff1f",
    WIDE_CL: "\u3001\u3002\uff0c\uff0e\ufe11\ufe12\ufe50\ufe52\uff61\uff64",
    EX: "!?\u05c6\u061b\u061d-\u061f\u06d4\u07f9\u0f0d-\u0f11\u0f14\u1802\u1803\u1808\u1809"
    "\u1944\u1945\u2762\u2763\u2e2e\u2e53\u2e54\ufe15\ufe16\ufe56\ufe57",
    IS: ",.:;\u037e\u0589\u060c\u060d\u07f8\u2044\ufe10\ufe13\ufe14",
    SY: "/",
    CP: ")]",
    CL: "}",
    QU: "\"'\u275b-\u2760\u2e00\u2e01\u2e06-\u2e08\u2e0b",
    OP: "\u00a1\u00bf\u201a\u201e\u2e18",
    PR: "+\\\u00b1\u2116\u2212\u2213",
    PO: "%\u00a2\u00b0\u0609-\u060b\u066a\u2030-\u2037\u2057\u20a7\u20b6\u20bb\u20be\u2103\u2109"
    "\ufdfc\ufe6a\uff05\uffe0",
    EB: "\u261d\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc"
    "\U0001f442\U0001f443\U0001f446-\U0001f450\U0001f466-\U0001f478\U0001f47c\U0001f481-\U0001f483"
    "\U0001f485-\U0001f487\U0001f48f\U0001f491\U0001f4aa\U0001f574\U0001f575\U0001f57a\U0001f590"
    "\U0001f595\U0001f596\U0001f645-\U0001f647\U0001f64b-\U0001f64f\U0001f6a3\U0001f6b4-\U0001f6b6"
    "\U0001f6c0\U0001f6cc\U0001f90c\U0001f90f\U0001f918-\U0001f91f\U0001f926\U0001f930-\U0001f939"
    "\U0001f93c-\U0001f93e\U0001f977\U0001f9b5\U0001f9b6\U0001f9b8\U0001f9b9\U0001f9bb"
    "\U0001f9cd-\U0001f9cf\U0001f9d1-\U0001f9dd\U0001fac3-\U0001fac5\U0001faf0-\U0001faf8",
    EM: "\U0001f3fb-\U0001f3ff",
    RI: "\U0001f1e6-\U0001f1ff",
    JL: "\u1100-\u115f\ua960-\ua97c",
    JV: "\u1160-\u11a7\ud7b0-\ud7c6",
    JT: "\u11a8-\u11ff\ud7cb-\ud7fb",
    HL: "\u05d0-\u05ea\u05ef-\u05f2\ufb1d\ufb1f-\ufb28\ufb2a-\ufb4f",
    SOUTH_FIRST: "\u0e40-\u0e44\u0ec0-\u0ec4",
    SOUTH_LAST: "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6",
    SOUTH: "\u0e01-\u0e2e\u0e81-\u0eae\u0edc-\u0edf\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3"
    "\u17d7\u17dc",
    ID: "\u231a\u231b\u23f0-\u23f3\u2600-\u2603\u2614\u2615\u2618\u261a-\u261f\u2639-\u263b\u2668"
    "\u267f\u26bd-\u26c8\u26cd\u26cf-\u26d1\u26d3\u26d4\u26d8\u26d9\u26dc\u26df-\u26e1\u26ea"
    "\u26f1-\u26f5\u26f7-\u26fa\u26fd-\u2704\u2708\u2709\u2764\u2b50\U0001f000-\U0001f0ff"
    "\U0001f10d-\U0001f10f\U0001f16d-\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f1e5"
    "\U0001f200-\U0001f39b\U0001f39e-\U0001f3b4\U0001f3b7-\U0001f3bb\U0001f3bd-\U0001f4ff"
    "\U0001f507-\U0001f516\U0001f525-\U0001f531\U0001f54a-\U0001f5d3\U0001f5dc-\U0001f5f3"
    "\U0001f5fa-\U0001f64f\U0001f680-\U0001f6ff\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff"
    "\U0001f90d-\U0001faff\U0001fc00-\U0001fffd",
    NAME_DOT: "\u00b7\u2022",
    AL: "\u2753-\u2755\u2757\u3030\U0001fb00-\U0001fbff",
}

_RANGE = lazy_pattern("(.)(?:-(.))?", re.DOTALL)
_BY_CATEGORY = {
    "Mn": CM, "Mc": CM, "Me": CM, "Cf": CM, "Cc": CM, "Nd": NU, "Ps": OP, "Pe": CL, "Pi": OPENS,
    "Pf": SHUTS, "Sc": PR, "Pd": BA, "Zs": BA, "Zl": CM, "Zp": CM,
}  # fmt: skip
_WIDE = {OP: WIDE_OP, CL: WIDE_CL, NU: ID, AL: ID, PR: PR, CM: CM, BA: ID}


class _Table(dict[int, str]):
    """A table for `str.translate` that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _class_of(chr(code))
        return found


@cache
def _table() -> _Table:
    table = _Table()
    for name, listed in reversed(_CHARACTERS.items()):  # earlier entries take precedence
        for low, high in _RANGE.findall(listed):
            table.update(dict.fromkeys(range(ord(low), ord(high or low) + 1), name))
    return table


def _class_of(char: str) -> str:
    if "\uac00" <= char <= "\ud7a3":
        return H3 if (ord(char) - 0xAC00) % 28 else H2
    name = _BY_CATEGORY.get(unicodedata.category(char), AL)
    return _WIDE.get(name, name) if unicodedata.east_asian_width(char) in "WFH" else name


def classes(text: str, start: int, end: int) -> str:
    """The classes of `[start, end)`, as many letters as characters; marks stand as `CM`."""
    return text[start:end].translate(_table())


_WORD = AL + HL + NU
_TEXT = _WORD + NAME_DOT
_SYLLABLE = JL + JV + JT + H2 + H3
WIDE = ID + NS + WIDE_OP + WIDE_CL + WIDE_EX + _SYLLABLE
_PICTURE = ID + EB + EM
_SHUT = CL + WIDE_CL
DASHES = HY + DASH + B2 + IN
"""What stays with the word that it begins, up to three of them."""
_SOUTH = SOUTH + SOUTH_FIRST + SOUTH_LAST
_SPACES = SP + SPACE_KEPT
_DENSE = (
    _TEXT + _SYLLABLE + _PICTURE + _SHUT + DASHES + _SOUTH + NS + OP + CP + EX + IS
    + SY + QU + BA + BB + GL + WJ + ZW + PR + PO + RI + RI_SECOND
    + OPENS + SHUTS + WIDE_OP + WIDE_EX
)  # fmt: skip
_EVERY = _DENSE + _SPACES
_LETTER = AL + HL + NAME_DOT
_AFTER = BA + DASH + HY

_FORBIDDEN: tuple[tuple[str, str], ...] = (  # (before, after), in the order of the standard
    (SPACE_KEPT, _EVERY),
    (_EVERY, WJ),
    (WJ + GL, _EVERY),
    ("".join(x for x in _DENSE if x not in _AFTER), GL),
    (_EVERY, CL + CP + EX + IS + SY + WIDE_CL + WIDE_EX + SHUTS),
    (OP + WIDE_OP + OPENS + SHUTS + QU, _EVERY),
    (_DENSE, OPENS + QU),
    (_DENSE, _AFTER + NS + IN),
    (B2, B2),
    ("".join(x for x in _DENSE if x not in WIDE + _SOUTH), B2),
    (BB, _EVERY),
    (SY, HL),
    (_LETTER, NU),
    (NU, _LETTER),
    (PR, _PICTURE),
    (_PICTURE, PO),
    (PR + PO, _LETTER),
    (_LETTER, PR + PO),
    (_SHUT + CP + NU, PO + PR),
    (PO + PR, OP + NU),
    (HY + IS + NU + SY, NU),
    (JL, JL + JV + H2 + H3),
    (_DENSE, JV + JT + EM + SOUTH_LAST + NAME_DOT),
    (_SYLLABLE, PO),
    (PR, _SYLLABLE),
    (_LETTER + IS, _LETTER),
    (PR + PO, _SOUTH),
    (_SOUTH, PR + PO),
    (_TEXT + _SOUTH, OP),
    (CP, _TEXT + _SOUTH),
    (RI, RI_SECOND),
    (SOUTH_FIRST, _SOUTH),
    (_SOUTH, _TEXT),
    (_TEXT, _SOUTH),
)


def sticking(before: str) -> set[str]:
    """The classes that are never separated from one before them."""
    stuck = {*_SPACES, ZW}
    if before != ZW:
        stuck.update(*(after for group, after in _FORBIDDEN if before in group))
    return stuck


@cache
def partings() -> frozenset[tuple[str, str]]:
    """The pairs of classes that may be separated; the second is never a carried mark."""
    yes = {(before, after) for before in _EVERY for after in {*_EVERY} - sticking(before)}
    return frozenset(yes | {(before.lower(), after) for before, after in yes})


def _both(letters: str) -> str:
    return letters + letters.lower()


_EAST = _both(WIDE)
_BEFORE_WORD = f"(?:^|(?<=[{_SPACES}{ZW}{_both(OP + WIDE_OP + QU + OPENS + GL)}]))"

_LONE_MARK = lazy_pattern(f"(^|[{SP}{ZW}])(?:{CM}|({ZWJ}))")
_MARKS = lazy_pattern(f"([^{SP}{ZW}{CM}{ZWJ}])([{CM}{ZWJ}]+)")
_OPENS_WIDE = lazy_pattern(f"(?<=[{_EAST}]){OPENS}(?=[{_EAST}])")
_SHUTS_WIDE = lazy_pattern(f"(?<=[{_EAST}]){SHUTS}(?=[{_EAST}])")
_SHUTS_NOT = lazy_pattern(
    f"(?<= ){SHUTS}(?![{SHUTS.lower()}]*(?:$|"
    f"[{SP}{ZW}{GL}{WJ}{_SHUT}{QU}{OPENS}{SHUTS}{CP}{EX}{WIDE_EX}{IS}{SY}]))"
)
_DASH_FIRST = lazy_pattern(
    f"{_BEFORE_WORD}([{DASHES}]{{0,2}})[{DASHES}]([{DASHES.lower()}]*)(?=[{_WORD}{_SOUTH}])"
)
_KEPT = lazy_pattern(
    f"(?<=[{_both(OP + WIDE_OP)}]) +|{_BEFORE_WORD}{OPENS}[{OPENS.lower()}]*+ +"
    f"|(?<=[{_both(_SHUT + CP)}]) (?={NS})|(?<=[{_both(B2)}]) (?={B2})"
)
_AFTER_ZERO = lazy_pattern(f"(?<={ZW}) +")
_DECIMAL = lazy_pattern(f"(?<= ){IS}(?={NU})")
_FLAG = RI + RI
_HEBREW = lazy_pattern(f"(?<=[{_both(HL)}])[{_AFTER}](?=[^{HL}])")


_BOTH_SOUTH = _both(_SOUTH)
_PARTED_WITHIN = 14
"""Characters of a word; a break between words says nothing beyond that on either side."""
_AS_LETTERS = dict.fromkeys(map(ord, _SYLLABLE), AL)


def _held(letters: str, text: str, start: int, end: int) -> str:
    """The classes, with consonants that end a syllable marked as beginning no line."""
    held = list(letters)
    for at in held_consonants(text, start, end):
        held[at - start] = SOUTH_LAST
    return "".join(held)


def _carry(match: re.Match[str]) -> str:
    base, marks = match.groups()
    carried = base.lower() * len(marks)
    return base + (carried[:-1] + WJ.lower() if marks[-1] == ZWJ else carried)


def _hold(match: re.Match[str]) -> str:
    return match[1] + OPENS + OPENS.lower() * len(match[2])


def _keep(match: re.Match[str]) -> str:
    return match[0].replace(SP, SPACE_KEPT)


def _resolve(letters: str) -> str:
    """Apply the rules that look further than one class to either side."""
    if CM in letters or ZWJ in letters:
        letters = _LONE_MARK.sub(lambda m: m[1] + (GL if m[2] else AL), letters)
        letters = _MARKS.sub(_carry, letters)
    if OPENS in letters:
        letters = _OPENS_WIDE.sub(WIDE_OP, letters)
    if SHUTS in letters:
        letters = _SHUTS_NOT.sub(QU, _SHUTS_WIDE.sub(WIDE_CL, letters))
    if RI in letters:
        letters = letters.replace(_FLAG, RI + RI_SECOND)
    if HL in letters:
        letters = _HEBREW.sub(GL, letters)
    if ZW in letters:
        letters = _AFTER_ZERO.sub(lambda m: ZW * len(m[0]), letters)
    letters = _KEPT.sub(_keep, _DECIMAL.sub(PR, letters))
    return _DASH_FIRST.sub(_hold, letters)


def opportunities(text: str, start: int, end: int, whole: bool = False) -> list[int]:
    """The offsets in `(start, end)` before which a line may break; the text is one line.

    With `whole`, none lies between two syllables of Korean.
    """
    letters = classes(text, start, end)
    if whole:
        letters = letters.translate(_AS_LETTERS)
    if SOUTH in letters:
        letters = _held(letters, text, start, end)
    letters = _resolve(letters)
    pairs = pairwise(letters)
    found = list(compress(count(start + 1), map(partings().__contains__, pairs)))
    if RI in letters and JOINER in text[start:end]:  # a joined half does not count for a flag
        edges = {stop for stop, _ in clusters(text, start, end)}
        found = [at for at in found if at in edges]
    if SOUTH not in letters:
        return found
    if ZW in letters:
        found = _as_parted(letters, start, found)
    return between_words(text, start, end, found)


def _as_parted(letters: str, start: int, found: list[int]) -> list[int]:
    """The opportunities without those near a word break that the author gave.

    An author who separates words separates all of them, so what a rule would find there is within
    one.
    """
    within: set[int] = set()
    for run in re.finditer(f"[{_BOTH_SOUTH}]+", letters):
        first, end = run.span()
        if letters.endswith(ZW, 0, first):
            within.update(range(first + 1, min(end, first - 1 + _PARTED_WITHIN)))
        if letters.startswith(ZW, end):
            within.update(range(max(first + 1, end - _PARTED_WITHIN), end))
    return [at for at in found if at - start not in within]
