"""The folding rules: how a text reads to someone who remembers the words and not the marks.

The rule: a text is cut into pieces, each piece is folded by itself, and only pieces whose length
changes are recorded (`Edit`), so every offset can be traced back. The pieces, from left to right,
the first that fits:

- a run of blanks, line ends and the ends of blocks among them, is one space; one that holds a line
  end and stands between two characters of a script written without spaces is nothing at all;
- a letter with the combining marks after it is the composed letter, and jamo are a syllable; - a
run of dashes of any kind is one hyphen; what is blank between two dots is nothing; - any other
character is folded alone (`fold_character`); Chinese is read in its simplified form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

RULES = 3
"""Increased whenever a text would be folded differently."""

_SINGLE = "'`´‘’‚‛′‵ʹʻʼʽˈ‹›׳＇｀"
_DOUBLE = '"“”„‟″‶«»״〝〞〟＂'
_DASHES = "-‐‑‒–—―−⸺⸻﹘﹣－"
IGNORED = (
    "\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
# Marks that people leave out. Vowel signs of Indic scripts and voicing marks of kana count as
# letters.
MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
SOLO = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
"""Scripts written without spaces, with their punctuation, for a character class."""
_OTHER = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_DASHES, "-"),
    "…": "...",
    "⋯": "...",
    "‥": "..",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ħ": "h",
    "Ħ": "H",
    "ı": "i",
    "й": "й",
    "Й": "Й",
    # Arabic letters that other languages, and other keyboards, write in another form.
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
}
_LAID_OUT = lazy_pattern("[\uf900-\ufb4f\uff01-\uffef]")  # widths, ligatures, twins of ideographs
_PRESENTED = lazy_pattern("[\ufb50-\ufdff\ufe70-\ufefc]")  # Arabic presentation forms
_IGNORE = lazy_pattern(f"[{IGNORED}]")
_MARK = lazy_pattern(f"[{MARKS}]")
_SOLO_CHARACTER = lazy_pattern(f"[{SOLO}]")
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
_ASCII = bytes(range(128))
_FOREIGN_LEAST = 1.2
"""Bytes of UTF-8 per character, above which there is much besides ASCII."""
_FIRST_FOREIGN = 128
_SURROGATES = range(0xD800, 0xE000)
_ODD_ASCII = "`\t\x0b\x0c\r\x1c\x1d\x1e\x1f"
_LINE_END = lazy_pattern("\n[ \n]*")
_KATAKANA = lazy_pattern("[\u30a1-\u30f6\u30fd\u30fe]")
_RUNS = (
    "  [ \n]*",
    " \n[ \n]*",
    "\n [ \n]*",
    "\n\n[ \n]*",
    "---*",
    r"\.[ \n]+(?=\.)",
)
_CLUSTERS = (
    (
        lazy_pattern(f"[{MARKS}\u3099\u309a\uff9e\uff9f]"),
        f"[^ \n{IGNORED}{MARKS}\u3099\u309a][{MARKS}\u3099\u309a]+",
    ),
    (lazy_pattern("[\u1100-\u1112]"), "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"),
)
_TABLE_LEAST, _TABLE_BYTES = 256, 2.2
"""Characters of a text that a table folds, and bytes of each in UTF-8: for scripts with many."""
_UNEVEN, _COMPOSED, _UNKNOWN = "\ufdd0", "\ufdd1", "\ufdd2"
"""In place of a character that is folded to none or several, of one that is folded together with
its neighbours, and of one that has not been met yet.
"""
_AS_THEY_ARE = ((0x3400, 0xA000), (0xAC00, 0xD7A4), (0xD800, 0xF900))
"""Ideographs, Hangul syllables, and what has no meaning of its own; some of the first are written
in a simpler form.
"""
_PAGE = 0xFF
_ASTRAL = "\U00010000"
_SCANS_MOST = 12
_REPLACEMENTS_MOST = 300
_START = re.Match.start


class Edit(NamedTuple):
    """A piece that was folded as one: `[start, end)` of the text is `[low, high)` when folded."""

    start: int
    end: int
    low: int
    high: int


_EDIT = partial(tuple.__new__, Edit)


class Folding(NamedTuple):
    """A folded text and, in order, every piece that is not one character for one."""

    text: str
    edits: list[Edit]


class Rules(NamedTuple):
    """Which differences a search overlooks."""

    character: Callable[[str], str]
    caseless: bool
    pieces: bool
    """Whether runs, clusters and spaced dots are folded as one."""
    lines: bool = False
    """Whether line ends stay as they are."""


@lru_cache(maxsize=8192)
def fold_cased(character: str) -> str:
    """One character without its marks and in its plain form; a blank becomes a space."""
    if character.isspace():
        return " "
    if _IGNORE.match(character) or _MARK.match(character):
        return ""
    other = _OTHER.get(character)
    if other is not None:
        return other
    if _FIRST_HAN <= character <= _LAST_HAN:
        return _simplified().get(character, character)
    laid_out = _LAID_OUT.match(character) or _PRESENTED.match(character)
    plain = unicodedata.normalize("NFKC", character) if laid_out else character
    plain = _MARK.sub("", unicodedata.normalize("NFD", plain))
    plain = unicodedata.normalize("NFC", plain)
    if _FIRST_HAN <= plain <= _LAST_HAN:
        return _simplified().get(plain, plain)
    return "".join(_OTHER.get(part, part) for part in _IGNORE.sub("", plain))


@cache
def _simplified() -> Mapping[str, str]:
    """Chinese characters by their traditional form; few texts ask for them."""
    from reader.search.han import SIMPLIFIED, TRADITIONAL

    return dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """One character as it is searched for, also without its case."""
    plain = _MARK.sub("", fold_cased(character).casefold())
    return "".join(_OTHER.get(part, part) for part in plain)


FOLDED = Rules(fold_character, caseless=True, pieces=True)
CASED = Rules(fold_cased, caseless=False, pieces=True)
CASELESS = Rules(str.casefold, caseless=True, pieces=False)
"""Every character literally, except for its case."""
PATTERN = Rules(fold_cased, caseless=False, pieces=False, lines=True)
"""The text for a regular expression: its own switch takes care of the case."""


def fold(text: str, rules: Rules = FOLDED) -> Folding:
    """Fold a text in a few passes in C, however long it is."""
    if rules is FOLDED and (quick := _folded_by_table(text)):
        return quick
    foreign = alphabet(text)
    even = _level(text, foreign, rules)
    found = [_folded(piece, rules) for piece in _pieces(even, foreign, rules)]
    if rules.pieces and _SOLO_CHARACTER.search(foreign):
        found = sorted({piece[0]: piece for piece in (*found, *_closed(text, even))}.values())
    folded, edits = _applied(even, found)
    if not rules.lines:
        folded = folded.replace("\n", " ")
    return Folding(folded.casefold() if rules.caseless else folded, edits)


def _folded_by_table(text: str) -> Folding | None:
    """A text in a script with thousands of letters, as `FOLDED` has it; None for any other.

    One pass replaces what is folded to a single character, and marks everything else with signs.
    """
    size = len(text)
    if size < _TABLE_LEAST or len(text.encode("utf-8", "surrogatepass")) < _TABLE_BYTES * size:
        return None
    if len(text.encode("utf-16-le", "surrogatepass")) != 2 * size or _UNKNOWN in text:
        return None  # the table ends before its characters, or uses one in another meaning
    even = levelled(text)
    if _COMPOSED in even:
        return None
    found = [match for choice in (*_RUNS, _UNEVEN) for match in re.finditer(choice, even)]
    pieces = {}
    for match in _disjoint(sorted(found, key=_START)):
        start, end, plain = _folded(match, FOLDED)
        plain = fold_character(text[start]) if plain == _UNEVEN else plain
        if plain != _UNEVEN:
            pieces[start] = start, end, plain
    for piece in _closed(text, even):
        pieces[piece[0]] = piece
    folded, edits = _applied(even, sorted(pieces.values()))
    return Folding(folded.replace("\n", " "), edits)


def fold_letters(letters: str) -> list[str]:
    """What each of many different characters is folded to."""
    if not letters or max(letters) >= _ASTRAL or is_composed(letters):
        return list(map(fold_character, letters))
    even = levelled(letters).replace("\n", " ")
    plain = list(even)
    for match in re.finditer(_UNEVEN, even):
        plain[match.start()] = fold_character(letters[match.start()])
    return plain


def levelled(text: str) -> str:
    """A text with a single character for each, or a sign if it is folded to none or several.

    No character of it takes more than two bytes. Line ends stay.
    """
    table = _table()
    while _UNKNOWN in (even := text.translate(table)):
        for start in {ord(text[match.start()]) & ~_PAGE for match in re.finditer(_UNKNOWN, even)}:
            table[start : start + _PAGE + 1] = map(_plain_code, range(start, start + _PAGE + 1))
    return even


@cache
def _table() -> list[int]:
    """What each character is folded to, by its code; pages that no text has used are not known.

    A list is looked up twice as fast as a dictionary.
    """
    table = [ord(_UNKNOWN)] * (1 << 16)
    for first, last in _AS_THEY_ARE:
        table[first:last] = range(first, last)
    for traditional, simplified in _simplified().items():
        table[ord(traditional)] = ord(simplified)
    return table


def _plain_code(code: int) -> int:
    character = chr(code)
    if character in "\n" + _UNKNOWN:
        return ord("\n" if character == "\n" else _UNEVEN)
    if is_composed(character):
        return ord(_COMPOSED)
    plain = fold_character(character)
    return ord(plain if len(plain) == 1 else _UNEVEN)


def level_kana(text: str) -> str:
    """Katakana as hiragana, one for one."""
    for character in sorted(set(_KATAKANA.findall(text))):
        text = text.replace(character, chr(ord(character) - 0x60))
    return text


def is_composed(characters: str) -> bool:
    """Whether one of the characters is folded together with its neighbours."""
    return any(sign.search(characters) for sign, _ in _CLUSTERS)


def has_marks(text: str) -> bool:
    """Whether some mark may be folded together with the character before it."""
    return bool(_CLUSTERS[0][0].search(text))


@lru_cache(maxsize=8192)
def is_solo(character: str) -> bool:
    """Whether the character belongs to a script written without spaces."""
    return bool(_SOLO_CHARACTER.match(character))


def alphabet(text: str) -> str:
    """Every character that is not ASCII, once, in order."""
    if text.isascii():
        return ""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > _FOREIGN_LEAST * len(text):  # numbers are faster than as many strings
        codes = set(memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H"))
        if codes.isdisjoint(_SURROGATES):
            return "".join(map(chr, sorted(code for code in codes if code >= _FIRST_FOREIGN)))
    rest = raw.translate(None, _ASCII)
    return "".join(sorted(set(rest.decode("utf-8", "surrogatepass"))))


def _level(text: str, foreign: str, rules: Rules) -> str:
    """Replace every character that is folded to another single one."""
    table: dict[str, str | int | None] = {}
    for character in (*_ODD_ASCII, *foreign):
        plain = rules.character(character)
        by_case = rules.caseless and plain == character.casefold()
        if len(plain) == 1 and plain != character and not by_case:
            table[character] = plain
    if len(table) > _REPLACEMENTS_MOST:
        return text.translate(str.maketrans(table))
    for character in table:
        text = text.replace(character, rules.character(character))
    return text


def _pieces(even: str, foreign: str, rules: Rules) -> Iterable[re.Match[str]]:
    """The pieces of the text that consist of, or become, more or less than one character."""
    uneven = [c for c in foreign if len(rules.character(c)) != 1]
    choices = [*_RUNS] if rules.pieces else []
    clusters = [pattern for sign, pattern in _CLUSTERS if rules.pieces and sign.search(foreign)]
    if clusters or len(uneven) > _SCANS_MOST:
        lone = [f"[{''.join(uneven)}]"] if uneven else []
        return re.finditer("|".join((*clusters, *choices, *lone)), even)
    # One scan for each is faster: the engine looks for the first characters.
    found = [m for choice in (*choices, *uneven) for m in re.finditer(choice, even)]
    return _disjoint(sorted(found, key=_START))


def _disjoint(found: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    last = 0
    for match in found:
        if match.start() >= last:
            last = match.end()
            yield match


def _folded(match: re.Match[str], rules: Rules) -> tuple[int, int, str]:
    """A piece and what it is folded to; for a dot and blanks, the blanks."""
    (start, end), piece = match.span(), match.group()
    if piece[0] == "." and piece[-1] in " \n":
        return start + 1, end, ""
    return start, end, _fold_piece(piece, rules)


def _fold_piece(piece: str, rules: Rules) -> str:
    if len(piece) == 1:
        return rules.character(piece)
    if piece[0] in " \n":
        return " "
    if piece.startswith("--"):
        return "-"
    composed = unicodedata.normalize("NFC", piece)
    return "".join(rules.character(part) for part in composed)


def _closed(text: str, even: str) -> Iterable[tuple[int, int, str]]:
    """The line ends between two characters that are written without a space between them."""
    last = len(text)
    for gap in _LINE_END.finditer(even):
        start, end = gap.span()
        while start and even[start - 1] == " ":
            start -= 1
        if start > 0 and end < last and is_solo(text[start - 1]) and is_solo(text[end]):
            yield start, end, ""


def _applied(text: str, found: list[tuple[int, int, str]]) -> Folding:
    parts: list[str] = []
    edits: list[Edit] = []
    at = low = 0
    for start, end, plain in found:
        parts += text[at:start], plain
        low += start - at
        high = low + len(plain)
        edits.append(_EDIT((start, end, low, high)))
        at, low = end, high
    if not edits:
        return Folding(text, edits)
    parts.append(text[at:])
    return Folding("".join(parts), edits)
