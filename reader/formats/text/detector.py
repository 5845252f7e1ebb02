"""Text with one byte for each character: what a detector says, and whether that reads as words.

The rule: the detector's answer stands unless another candidate reads clearly better. English with a
few foreign words or a frame gives it too little evidence; there the Western encodings compete by
how they spell the words, and the most usual one wins if it makes no difference.

The detector is chardet, which recognises 250 bytes of each of the typed samples under tests in
nearly every encoding, including those of DOS and of the Macintosh.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from itertools import islice

from reader.lazy_pattern import lazy_pattern

_MOST = 1500
"""Characters beyond ASCII that are looked at."""
_BEYOND = lazy_pattern("[^\x00-\x7f]")
_OPENS, _SHUTS = "“„«‘‚‹¿¡", "”’»›…™®"
_LOW = "‚„"
"""Opening quotes that nothing ever closes."""
_INNER = " .,!?;:-…’‘—\u00a0"
"""What else may occur just inside a pair of quotation marks."""
_BETWEEN = "’‘´–—·\u00ad\u00a0"
_ANYWHERE = "°¹²³¼½¾®™"
_DAGGER = "†"
_NEUTRAL = f"€{_DAGGER}•"
_SIDES = "│║"
_SHAPE_WORDS = "ÀÈÉÓÍÁÅØ"
"""Capitals that are words."""
_RARE = "ªºµƒˆˇ˘˙˚˛˜˝"
_WELL, _FAIR, _DOUBTFUL, _ODD, _WRONG, _NEVER = 1.0, 0.5, -0.25, -0.5, -2.0, -3.0


def likeness(text: str) -> float:
    """How well the characters beyond ASCII go together: 1 as in print, below 0 as in no text."""
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
    """Parts of a frame occur side by side, except for its sides."""
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
        return _DOUBTFUL if char.isupper() and char not in _SHAPE_WORDS else 0.0
    if _is_foreign(before) and _is_foreign(char) and _is_foreign(after):
        return _ODD
    return _FAIR if char.isupper() and before.isupper() else _WELL


def _is_foreign(char: str) -> bool:
    """Whether it is a Latin letter beyond ASCII, few of which occur together."""
    return char > "\x7f" and char.isalpha() and _script(char) == "LATIN"


def _sign(before: str, char: str, after: str) -> float:
    inside = before.isalnum() and after.isalnum()
    if char in _BETWEEN:
        return _FAIR
    if char in _ANYWHERE or before == char == after:
        return 0.0
    if inside:
        return _WRONG
    if char in _LOW and before.isalnum():
        return _WRONG
    if char in _OPENS:
        return _ODD if before.isalnum() else _FAIR * (after.isalnum() or after in _INNER)
    if char in _SHUTS:
        return _ODD if after.isalnum() else _FAIR * (before.isalnum() or before in _INNER)
    if char == _DAGGER and after.islower():  # it occurs after words, and before years and names
        return _ODD
    return 0.0 if char < "\u0100" or char in _NEUTRAL else _ODD


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    if char < "\u0250":
        return "LATIN"
    return unicodedata.name(char, "?").split(" ")[0]


_HEAD = 8 * 1024
_TAIL = 2 * 1024
_NAME = rb"[\"' \t]*(?P<name>[A-Za-z][\w .:()/-]{1,40})"
_SAID = lazy_pattern(
    rb"^[ \t*]*character set encoding[ \t]*:" + _NAME
    + rb"|^content-type[ \t]*:[^\n]{0,80}?charset[ \t]*=" + _NAME.replace(b"name", b"mail")
    + rb"|^<\?xml[^>\n]{0,80}encoding[ \t]*=" + _NAME.replace(b"name", b"xml")
    + rb"|<meta[^>\n]{0,120}charset[ \t]*=" + _NAME.replace(b"name", b"html")
    + rb"|-\*-[^\n]{0,80}\bcoding[ \t]*:" + _NAME.replace(b"name", b"emacs")
    + rb"|\bvim?:[^\n]{0,80}\b(?:fileencoding|fenc)[ \t]*=" + _NAME.replace(b"name", b"vim")
    + rb"|^[ \t]*(?:charset|encoding|codepage|code page)[ \t]*:" + _NAME.replace(b"name", b"line"),
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_WORDS = {
    "latin-1": "iso8859-1",
    "latin1": "iso8859-1",
    "iso latin-1": "iso8859-1",
    "iso latin 1": "iso8859-1",
    "macroman": "mac-roman",
    "macintosh": "mac-roman",
    "ibm pc": "cp437",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_ASCII = "Az 09."
_UNTOLD = frozenset(
    {"ascii", "utf-8", "utf-8-sig", "utf-7", "unicode_escape", "raw_unicode_escape", "idna"}
)
"""Names that mean nothing if the bytes are not UTF-8, or that are not for files."""
_NUMBER = lazy_pattern(r"(?:code ?page|windows|win|ibm|dos|cp)[- ]?(\d{3,4})")


def declared_encoding(data: bytes) -> str:
    """Python's name of the codec that the file names first, or an empty string."""
    head, tail = data[:_HEAD], data[max(_HEAD, len(data) - _TAIL) :]
    for part in (head, tail):
        if (b"c" in part or b"C" in part) and (match := _SAID.search(part)):
            said = match[match.lastgroup or 0].decode("ascii", "replace")
            if found := _codec(said):
                return found
    return ""


def _codec(said: str) -> str:
    """The codec that a name means, as people write it."""
    name = " ".join(said.lower().split()).strip(" .:;)")
    if number := _NUMBER.match(name):
        name = f"cp{number[1]}"
    for tried in (_WORDS.get(name, name), name.split(" ")[0].strip("(),;")):
        try:
            found = codecs.lookup(_WORDS.get(tried, tried)).name
            plain = _ASCII.encode().decode(found)
        except (LookupError, ValueError):  # not a codec, or not one for text
            continue
        return found if plain == _ASCII and found not in _UNTOLD else ""
    return ""


# What the detector may answer: encodings in which stories are written.
_CANDIDATES = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso-8859-2", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-13",
    "iso-8859-16", "koi8-r", "koi8-u", "cp866", "cp852", "cp437", "cp850", "cp855", "cp737",
    "cp862", "cp857", "cp775", "cp860", "cp865", "cp1125", "mac-roman", "mac-cyrillic",
    "mac-greek", "mac-latin2", "mac-turkish", "tis-620", "cp874", "gb18030", "big5hkscs", "cp932",
    "shift_jis_2004", "euc-jp", "euc_jis_2004", "cp949", "euc-kr", "johab",
]  # fmt: skip
# A codec that lacks characters of its larger relative is read as that relative.
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-8": "cp1255",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis_620": "cp874",
    "iso8859-11": "cp874",
}
# Tried in turn if the first of a family cannot read every byte.
_KIN = {
    "cp932": ("shift_jis_2004",),
    "big5": ("cp950", "big5hkscs"),
    "big5hkscs": ("cp950",),
    "euc_jp": ("euc_jis_2004",),
    "iso8859-2": ("cp1250",),
}
_WESTERN = ("cp1252", "cp437", "cp850", "mac-roman")
"""The most usual first."""
_ENGLISH = (b" the ", b" and ", b" of ")
_PER = 400
"""Bytes within which English has at least one of these words."""
_FEW = 3
"""Different characters beyond ASCII, more of which mean a script of its own."""
_LAST_ASCII, _FIRST_FOREIGN, _LAST_FOREIGN = "\x7f", "\u0370", "\u1fff"
_CLEARLY = 0.1
_POOR = 0.3
"""The likeness of a reading that others may improve on."""


def detected(evidence: bytes) -> tuple[str, str]:
    """The codec that a text of single bytes is likely in, and why."""
    from chardet import detect

    found = detect(evidence, include_encodings=_CANDIDATES)
    name = codec(str(found["encoding"] or "")) or "cp1252"
    share = round(100 * float(found["confidence"] or 0))
    why = f"the detector's guess, {share} % sure"
    if name != "cp1252" and _same(name, "cp1252", evidence):
        return "cp1252", why
    rivals = _rivals(name, evidence)
    if not rivals:
        return name, why
    scores = {one: likeness(evidence.decode(one, "replace")) for one in rivals}
    best = max(scores.values())
    winner = next(one for one in rivals if scores[one] >= best - _CLEARLY)
    return winner, why if winner == name else "likely: so its words and frames are whole"


def _rivals(name: str, evidence: bytes) -> tuple[str, ...]:
    """The rivals of the detector's answer, the preferred one first if all read alike."""
    text = evidence.decode(name, "replace")
    met = {one for one in text if one > _LAST_ASCII}
    if len(met) <= _FEW and any(_FIRST_FOREIGN <= one <= _LAST_FOREIGN for one in met):
        return _WESTERN  # that many letters are not Greek, but lines of a drawing
    english = sum(map(evidence.count, _ENGLISH)) * _PER >= len(evidence)
    if english or likeness(text) < _POOR:
        return tuple(dict.fromkeys((_WESTERN[0], name, *_WESTERN)))
    return ()


def reads_well(evidence: bytes, name: str) -> bool:
    """Whether no sign is where a letter should be."""
    return likeness(evidence.decode(name, "replace")) >= 0


def _same(name: str, other: str, evidence: bytes) -> bool:
    """Whether the bytes mean the same text in both."""
    return evidence.decode(name, "replace") == evidence.decode(other, "replace")


def fitting(name: str) -> tuple[str, ...]:
    """The codec, and those that may read what it cannot."""
    return name, *_KIN.get(name, ())


def believed(named: str, found: str, evidence: bytes) -> bool:
    """Whether the text reads as well in the encoding that it names as in the one that was found."""
    read = evidence.decode(named, "replace")
    if read.count("\ufffd") > len(read) // 100:
        return False
    return likeness(read) >= likeness(evidence.decode(found, "replace")) - _CLEARLY


def codec(name: str) -> str:
    """Python's name of the codec that covers everything a name may mean."""
    import codecs

    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return _LARGER.get(found, found)
