"""Text in one byte a character: what a detector says, and whether that reads as words.

The rule: the detector's answer stands unless another candidate reads clearly better. English with
a few foreign words or a frame says too little for it; there the Western encodings compete by how
they set the words, and the most usual one wins where it makes no difference.

The detector is chardet, which gets 250 bytes of each of the typed samples under tests right in
nearly every encoding, of DOS and of the Macintosh too.
"""

from __future__ import annotations

from reader.formats.text.shapes import likeness

# What the detector may answer: encodings that stories come in.
_CANDIDATES = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso-8859-2", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-13",
    "iso-8859-16", "koi8-r", "koi8-u", "cp866", "cp852", "cp437", "cp850", "cp855", "cp737",
    "cp862", "cp857", "cp775", "cp860", "cp865", "cp1125", "mac-roman", "mac-cyrillic",
    "mac-greek", "mac-latin2", "mac-turkish", "tis-620", "cp874", "gb18030", "big5hkscs", "cp932",
    "shift_jis_2004", "euc-jp", "euc_jis_2004", "cp949", "euc-kr", "johab",
]  # fmt: skip
# Each codec that leaves out characters of its larger relative is read as that relative.
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
# Tried in turn where the first of a family cannot read every byte.
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
"""Bytes for which English has at least one of these words."""
_FEW = 3
"""Different characters beyond ASCII that no text in an alphabet of its own makes do with."""
_LAST_ASCII, _FIRST_FOREIGN, _LAST_FOREIGN = "\x7f", "\u0370", "\u1fff"
_CLEARLY = 0.1
_POOR = 0.3
"""How well a reading stands together that others may be better than."""


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
    """What competes with the detector's answer, the first preferred where all read alike."""
    text = evidence.decode(name, "replace")
    met = {one for one in text if one > _LAST_ASCII}
    if len(met) <= _FEW and any(_FIRST_FOREIGN <= one <= _LAST_FOREIGN for one in met):
        return _WESTERN  # as many letters make no Greek, but lines of a drawing
    english = sum(map(evidence.count, _ENGLISH)) * _PER >= len(evidence)
    if english or likeness(text) < _POOR:
        return tuple(dict.fromkeys((_WESTERN[0], name, *_WESTERN)))
    return ()


def reads_well(evidence: bytes, name: str) -> bool:
    """Whether no sign stands where a letter should."""
    return likeness(evidence.decode(name, "replace")) >= 0


def _same(name: str, other: str, evidence: bytes) -> bool:
    """Whether the bytes read alike in both."""
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
    """Python's name of the codec that reads all that is meant by a name."""
    import codecs

    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return _LARGER.get(found, found)
