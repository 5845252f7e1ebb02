"""Bytes to text: which encoding a file is in, how sure that is, and why.

The rule: a file of text is never refused because of a bad byte, and the whole file is looked at
before a guess is made. The ladder goes from proof to likelihood: a byte order mark, escape
sequences, NUL bytes that alternate, valid UTF-8 but for a few bytes or lines, the characters of
East Asian text, a few Western characters, the detector; the encoding that the file itself names is
believed if it reads as well as what was found.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from reader.formats.text.binary import wide_encoding
from reader.value import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_ORDERLESS = ("utf-16", "utf-32")
"""Codecs that fail on the first piece of a text without a mark, whatever the error handler."""
_ESCAPES = (
    (b"\x1b$)C", "iso2022_kr"),
    (b"\x1b$", "iso2022_jp_ext"),
    (b"\x1b(J", "iso2022_jp_ext"),
    (b"~{", "hz"),
)
_REFUSED = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
_RUBY, _RUBY_MOST = (b"\x81\x73", b"\x81\x6d\x81\x94"), 16 * 1024
"""A bracket around a reading and the beginning of a note, as in Aozora Bunko's cp932, and the bytes
one of which each contains.
"""
_LETTER = b"\x80"
_HIGH = bytes(range(128, 256))
_CLASSES = bytes(128) + 128 * _LETTER
"""All bytes beyond ASCII as one."""
# cp1252's quotes, dashes, ellipsis, signs and fractions: punctuation in every Windows code page.
_PUNCTUATION = bytes.fromhex("80828485868788898b91929394959697999ba0a3a7a9abaeb0b4b7bbbcbdbe")
_EVIDENCE = 64 * 1024
_PIECE = 64 * 1024
"""Bytes handled in one call, so no other thread waits for a long text."""
_DAMAGED = 2
"""This many characters that do not fit are damage, and not a larger relative's."""


class Encoding(NamedTuple):
    """How the bytes of a file are read, and how that is known."""

    name: str
    """Python's name of the codec."""
    why: str
    start: int = 0
    """Bytes of the mark before the text."""
    errors: str = "replace"
    """The error handler for bytes that do not fit; `strict` if all do."""
    other: str = ""
    """The codec of lines in another encoding, or of everything that is not UTF-8."""


class Decoded(NamedTuple):
    """A file's text and how it was read."""

    text: str
    encoding: str
    """Python's name of the codec."""
    why: str


def decode(data: bytes, wanted: str = "") -> Decoded:
    """The text of the bytes, in the wanted encoding or in the one that they show."""
    encoding = recognise(data, wanted)
    return Decoded("".join(_decoded(data, encoding)), encoding.name, encoding.why)


def recognise(data: bytes, wanted: str = "", *, trusting: bool = False) -> Encoding:
    """The wanted encoding, or the one that the bytes show.

    `trusting` assumes UTF-8, or what a few lines show, without checking, which saves a pass. Decode
    strictly, and call again without it if that fails.
    """
    if wanted and (name := codec_name(wanted)):
        start = next((len(m) for m, of in _BOMS if of == name and data.startswith(m)), 0)
        return Encoding(_ordered(data, name), "you chose it", start)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _by_mark(data, len(mark), name, trusting)
    return (
        _by_ruby(data, trusting)
        or _by_escapes(data)
        or _by_zeros(data)
        or _as_utf8(data, 0, trusting)
        or _guessed(data)
    )


def utf8_of(data: bytes, encoding: Encoding) -> tuple[bytes | bytearray, int]:
    """The text as UTF-8 and where it begins there; the very same bytes if they are UTF-8."""
    if encoding.name == "utf-8" and encoding.errors == "strict":
        return data, encoding.start
    whole = bytearray()
    for text in _decoded(data, encoding):
        try:
            whole += text.encode()
        except UnicodeEncodeError:  # half of a pair of surrogates
            whole += (
                text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
            )
    return whole, 0


def _decoded(data: bytes, encoding: Encoding) -> Iterator[str]:
    """The text in pieces, bytes that do not fit replaced or read as Western ones."""
    name, _, start, errors, other = encoding
    if errors == "strict" and not other:
        yield from _read(data, name, errors, start)
        return
    from reader.formats.text.multibyte import can_heal, healed, mended, stretches, unmixed

    if other:
        foreign = other if name == "utf-8" else name
        yield from unmixed(data, start, foreign, strictly=name != "utf-8" and can_heal(name))
    elif errors == "surrogateescape":
        for stretch in stretches(data, start):
            yield mended(stretch.decode("utf-8", errors))
    elif errors == "replace" and can_heal(name) and not _fits(data, name, start):
        yield from healed(data, name, start)
    else:
        yield from _read(data, name, errors, start)


def _read(data: bytes, name: str, errors: str, start: int = 0) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(name)(errors)
    for at in range(start, len(data), _PIECE):
        yield decoder.decode(data[at : at + _PIECE])
    yield decoder.decode(b"", final=True)


def _fits(data: bytes, name: str, start: int = 0) -> bool:
    """Whether each byte of the file is part of some character."""
    try:
        for _ in _read(data, name, "strict", start):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _ordered(data: bytes, name: str) -> str:
    """The codec, with a byte order if it needs one and no mark gives it."""
    if name not in _ORDERLESS or any(data.startswith(m) for m, of in _BOMS if of.startswith(name)):
        return name
    shown = _by_zeros(data)
    return shown.name if shown and shown.name.startswith(name) else f"{name}-le"


def _by_mark(data: bytes, start: int, name: str, trusting: bool) -> Encoding:
    """The encoding that a byte order mark names."""
    why = "certain: the first bytes of the file say so"
    if name == "utf-8" and (found := _as_utf8(data, start, trusting)):
        return found._replace(why=why)
    return Encoding(name, why, start)


def codec_name(name: str) -> str:
    """Python's name of a text encoding, or an empty string if there is none."""
    try:
        found = codecs.lookup(name).name
        b"x".decode(found)  # a codec that is not an encoding says so only when it is used
    except UnicodeDecodeError:
        return found
    except (LookupError, ValueError):
        return ""
    return "" if found in _REFUSED else found


def _by_ruby(data: bytes, trusting: bool) -> Encoding | None:
    at = min((at for sign in _RUBY if (at := data.find(sign, 0, _RUBY_MOST)) >= 0), default=-1)
    if at < 0:
        return None
    from reader.formats.text.multibyte import ruby_encoding

    if not (name := ruby_encoding(data, at)) or not (trusting or _fits(data, name)):
        return None
    return Encoding(name, "likely: it has the notes or readings of Aozora Bunko", errors="strict")


def _by_escapes(data: bytes) -> Encoding | None:
    if b"\x1b" not in data and (b"~" not in data or not data.isascii()):
        return None
    if not data.isascii():
        return _by_damaged_escapes(data)
    for sign, name in _ESCAPES:
        if sign[:1] not in data:  # a single byte is found ten times as fast
            continue
        if sign in data and (name != "hz" or b"~}" in data) and _fits(data, name):
            return Encoding(name, "certain: its escape sequences and no other bytes")
    return None


def _by_damaged_escapes(data: bytes) -> Encoding | None:
    """The encoding of escape sequences among which a few bytes are damaged."""
    if len(data) - len(data.translate(None, _HIGH)) > _DAMAGED:
        return None
    for sign, name in _ESCAPES:
        if sign in data and sign[:1] == b"\x1b":
            return Encoding(name, "nearly certain: its escape sequences; some bytes do not fit")
    return None


def _by_zeros(data: bytes) -> Encoding | None:
    if b"\0" not in data or not (name := wide_encoding(data)):
        return None
    return Encoding(name, "sure: NUL bytes stand where it has them")


def _as_utf8(data: bytes, start: int, trusting: bool) -> Encoding | None:
    if data.isascii():
        return Encoding("utf-8", "plain ASCII", start, "strict")
    if trusting or _fits(data, "utf-8", start):
        return Encoding("utf-8", "certain: every byte of the file fits", start, "strict")
    from reader.formats.text.multibyte import can_heal, mixture_of

    if (found := mixture_of(data, start)) is None:
        return None
    if not found.foreign:
        why = f"nearly certain: all but {found.bad} bytes fit"
        return Encoding("utf-8", why, start, "surrogateescape")
    other = _guessed(found.evidence)
    if other.name.startswith("utf"):  # by chance, in only a few bytes
        other = Encoding("cp1252", other.why)
    utf8 = found.utf8 if can_heal(other.name) else found.utf8 + found.weak
    if not utf8:
        return None
    if utf8 >= found.foreign:
        why = f"nearly certain: all lines fit but some in {other.name}"
        return Encoding("utf-8", why, start, "surrogateescape", other.name)
    return other._replace(why=f"{other.why}; some lines are UTF-8", start=start, other="utf-8")


def _guessed(data: bytes) -> Encoding:
    from reader.formats.text.detector import (
        believed,
        codec,
        declared_encoding,
        detected,
        fitting,
        reads_well,
    )
    from reader.formats.text.multibyte import eastern_encoding

    ended = data.rstrip(b"\0\x1a")  # DOS pads the last of its records like this
    if b"\x1a" in data[len(ended) :]:
        data = ended
    evidence = _evidence(data)
    named = codec(declared_encoding(data))
    if names := eastern_encoding(evidence):
        name, fits = _fitting(data, names)
        why = "likely: it is full of the commonest characters of its script"
        found = _found(name, why, fits)
    elif _is_western(data) and reads_well(evidence, "cp1252"):
        found = Encoding("cp1252", "likely: Western punctuation")
    elif name := wide_encoding(data):
        return Encoding(name, "likely: it reads as East Asian text")
    else:
        name, why = detected(evidence)
        name, fits = _fitting(data, fitting(name))
        found = _found(name, why, fits)
    if named and named != found.name and believed(named, found.name, evidence):
        return Encoding(named, "likely: the file itself names it")
    return found


def _found(name: str, why: str, fits: bool) -> Encoding:
    if fits:
        return Encoding(name, why, errors="strict")
    return Encoding(name, f"{why}; some bytes do not fit")


def _fitting(data: bytes, names: Sequence[str]) -> tuple[str, bool]:
    """The first codec that every byte fits, or simply the first, and whether they fit."""
    first, *others = names
    if _fits(data, first):
        return first, True
    if others and sum(text.count("\ufffd") for text in _read(data, first, "replace")) > _DAMAGED:
        for name in others:
            if _fits(data, name):
                return name, True
    return first, False


def _is_western(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are Western punctuation, with hardly any letters."""
    letters = 0
    for at in range(0, len(data), _PIECE):
        classed = data[at : at + _PIECE].translate(_CLASSES, _PUNCTUATION)
        if _LETTER + _LETTER in classed:
            return False
        letters += classed.count(_LETTER)
    return letters <= len(data) // 250


def _evidence(data: bytes) -> bytes:
    """Whole lines that contain bytes beyond ASCII, up to 64 KB of them, with newlines only."""
    from reader.formats.text.multibyte import telling_lines

    lines: list[bytes] = []
    size = 0
    for line in telling_lines(data):
        lines.append(line[:_EVIDENCE])
        size += len(line)
        if size > _EVIDENCE:
            break
    return b"".join(lines).replace(b"\r\n", b"\n")
