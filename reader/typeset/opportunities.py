"""Where a line of text may break: the rules of UAX #14 for the classes that prose meets.

The rule: an opportunity never lies inside a grapheme cluster. Beyond the standard, a dash or an
ellipsis that begins a word stays with it, no line begins with an em dash after a letter, and
Thai breaks between words, its kin, which would need a dictionary, where a syllable may begin.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import compress, count, pairwise

from reader.deferred import deferred
from reader.typeset import classes as c
from reader.typeset.cells import JOINER, clusters
from reader.typeset.southeast import held_consonants
from reader.typeset.words import between_words

_WORD = c.AL + c.HL + c.NU
_TEXT = _WORD + c.NAME_DOT
_SYLLABLE = c.JL + c.JV + c.JT + c.H2 + c.H3
WIDE = c.ID + c.NS + c.WIDE_OP + c.WIDE_CL + c.WIDE_EX + _SYLLABLE
_PICTURE = c.ID + c.EB + c.EM
_SHUT = c.CL + c.WIDE_CL
DASHES = c.HY + c.DASH + c.B2 + c.IN
"""What stays with the word that it begins, up to three of them."""
_SOUTH = c.SOUTH + c.SOUTH_FIRST + c.SOUTH_LAST
_SPACES = c.SP + c.SPACE_KEPT
_DENSE = (
    _TEXT + _SYLLABLE + _PICTURE + _SHUT + DASHES + _SOUTH + c.NS + c.OP + c.CP + c.EX + c.IS
    + c.SY + c.QU + c.BA + c.BB + c.GL + c.WJ + c.ZW + c.PR + c.PO + c.RI + c.RI_SECOND
    + c.OPENS + c.SHUTS + c.WIDE_OP + c.WIDE_EX
)  # fmt: skip
_EVERY = _DENSE + _SPACES
_LETTER = c.AL + c.HL + c.NAME_DOT
_AFTER = c.BA + c.DASH + c.HY

_FORBIDDEN: tuple[tuple[str, str], ...] = (  # (before, after), in the order of the standard
    (c.SPACE_KEPT, _EVERY),
    (_EVERY, c.WJ),
    (c.WJ + c.GL, _EVERY),
    ("".join(x for x in _DENSE if x not in _AFTER), c.GL),
    (_EVERY, c.CL + c.CP + c.EX + c.IS + c.SY + c.WIDE_CL + c.WIDE_EX + c.SHUTS),
    (c.OP + c.WIDE_OP + c.OPENS + c.SHUTS + c.QU, _EVERY),
    (_DENSE, c.OPENS + c.QU),
    (_DENSE, _AFTER + c.NS + c.IN),
    (c.B2, c.B2),
    ("".join(x for x in _DENSE if x not in WIDE + _SOUTH), c.B2),
    (c.BB, _EVERY),
    (c.SY, c.HL),
    (_LETTER, c.NU),
    (c.NU, _LETTER),
    (c.PR, _PICTURE),
    (_PICTURE, c.PO),
    (c.PR + c.PO, _LETTER),
    (_LETTER, c.PR + c.PO),
    (_SHUT + c.CP + c.NU, c.PO + c.PR),
    (c.PO + c.PR, c.OP + c.NU),
    (c.HY + c.IS + c.NU + c.SY, c.NU),
    (c.JL, c.JL + c.JV + c.H2 + c.H3),
    (_DENSE, c.JV + c.JT + c.EM + c.SOUTH_LAST + c.NAME_DOT),
    (_SYLLABLE, c.PO),
    (c.PR, _SYLLABLE),
    (_LETTER + c.IS, _LETTER),
    (c.PR + c.PO, _SOUTH),
    (_SOUTH, c.PR + c.PO),
    (_TEXT + _SOUTH, c.OP),
    (c.CP, _TEXT + _SOUTH),
    (c.RI, c.RI_SECOND),
    (c.SOUTH_FIRST, _SOUTH),
    (_SOUTH, _TEXT),
    (_TEXT, _SOUTH),
)


def sticking(before: str) -> set[str]:
    """The classes that are never parted from one that stands before them."""
    stuck = {*_SPACES, c.ZW}
    if before != c.ZW:
        stuck.update(*(after for group, after in _FORBIDDEN if before in group))
    return stuck


@cache
def partings() -> frozenset[tuple[str, str]]:
    """The pairs of classes that may be parted; the second is never a carried mark."""
    yes = {(before, after) for before in _EVERY for after in {*_EVERY} - sticking(before)}
    return frozenset(yes | {(before.lower(), after) for before, after in yes})


def _both(letters: str) -> str:
    return letters + letters.lower()


_EAST = _both(WIDE)
_BEFORE_WORD = f"(?:^|(?<=[{_SPACES}{c.ZW}{_both(c.OP + c.WIDE_OP + c.QU + c.OPENS + c.GL)}]))"

_LONE_MARK = deferred(f"(^|[{c.SP}{c.ZW}])(?:{c.CM}|({c.ZWJ}))")
_MARKS = deferred(f"([^{c.SP}{c.ZW}{c.CM}{c.ZWJ}])([{c.CM}{c.ZWJ}]+)")
_OPENS_WIDE = deferred(f"(?<=[{_EAST}]){c.OPENS}(?=[{_EAST}])")
_SHUTS_WIDE = deferred(f"(?<=[{_EAST}]){c.SHUTS}(?=[{_EAST}])")
_SHUTS_NOT = deferred(
    f"(?<= ){c.SHUTS}(?![{c.SHUTS.lower()}]*(?:$|"
    f"[{c.SP}{c.ZW}{c.GL}{c.WJ}{_SHUT}{c.QU}{c.OPENS}{c.SHUTS}{c.CP}{c.EX}{c.WIDE_EX}{c.IS}{c.SY}]))"
)
_DASH_FIRST = deferred(
    f"{_BEFORE_WORD}([{DASHES}]{{0,2}})[{DASHES}]([{DASHES.lower()}]*)(?=[{_WORD}{_SOUTH}])"
)
_KEPT = deferred(
    f"(?<=[{_both(c.OP + c.WIDE_OP)}]) +|{_BEFORE_WORD}{c.OPENS}[{c.OPENS.lower()}]*+ +"
    f"|(?<=[{_both(_SHUT + c.CP)}]) (?={c.NS})|(?<=[{_both(c.B2)}]) (?={c.B2})"
)
_AFTER_ZERO = deferred(f"(?<={c.ZW}) +")
_DECIMAL = deferred(f"(?<= ){c.IS}(?={c.NU})")
_FLAG = c.RI + c.RI
_HEBREW = deferred(f"(?<=[{_both(c.HL)}])[{_AFTER}](?=[^{c.HL}])")


_AS_LETTERS = dict.fromkeys(map(ord, _SYLLABLE), c.AL)


def _held(letters: str, text: str, start: int, end: int) -> str:
    """The classes, where consonants that end a syllable are such as begin no line."""
    held = list(letters)
    for at in held_consonants(text, start, end):
        held[at - start] = c.SOUTH_LAST
    return "".join(held)


def _carry(match: re.Match[str]) -> str:
    base, marks = match.groups()
    carried = base.lower() * len(marks)
    return base + (carried[:-1] + c.WJ.lower() if marks[-1] == c.ZWJ else carried)


def _hold(match: re.Match[str]) -> str:
    return match[1] + c.OPENS + c.OPENS.lower() * len(match[2])


def _keep(match: re.Match[str]) -> str:
    return match[0].replace(c.SP, c.SPACE_KEPT)


def _resolve(letters: str) -> str:
    """Settle the rules that look further than one class to either side."""
    if c.CM in letters or c.ZWJ in letters:
        letters = _LONE_MARK.sub(lambda m: m[1] + (c.GL if m[2] else c.AL), letters)
        letters = _MARKS.sub(_carry, letters)
    if c.OPENS in letters:
        letters = _OPENS_WIDE.sub(c.WIDE_OP, letters)
    if c.SHUTS in letters:
        letters = _SHUTS_NOT.sub(c.QU, _SHUTS_WIDE.sub(c.WIDE_CL, letters))
    if c.RI in letters:
        letters = letters.replace(_FLAG, c.RI + c.RI_SECOND)
    if c.HL in letters:
        letters = _HEBREW.sub(c.GL, letters)
    if c.ZW in letters:
        letters = _AFTER_ZERO.sub(lambda m: c.ZW * len(m[0]), letters)
    letters = _KEPT.sub(_keep, _DECIMAL.sub(c.PR, letters))
    return _DASH_FIRST.sub(_hold, letters)


def opportunities(text: str, start: int, end: int, whole: bool = False) -> list[int]:
    """The offsets in `(start, end)` before which a line may break; the text is one line.

    With `whole`, none lies between two syllables of Korean.
    """
    letters = c.classes(text, start, end)
    if whole:
        letters = letters.translate(_AS_LETTERS)
    if c.SOUTH in letters:
        letters = _held(letters, text, start, end)
    letters = _resolve(letters)
    pairs = pairwise(letters)
    found = list(compress(count(start + 1), map(partings().__contains__, pairs)))
    if c.RI in letters and JOINER in text[start:end]:  # a joined half counts for no flag
        edges = {stop for stop, _ in clusters(text, start, end)}
        found = [at for at in found if at in edges]
    return between_words(text, start, end, found) if c.SOUTH in letters else found
