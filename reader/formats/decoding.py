"""Bytes to text: which encoding a file is in, how sure that is, and why.

The rule: a file of text is never refused because of a bad byte, and the whole file is looked
at before a guess is made. The ladder goes from proof to likelihood: a byte order mark, escape
sequences, NUL bytes that alternate, valid UTF-8, a few Western characters, the detector.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


class Decoded(NamedTuple):
    """A file's text and how it was read."""

    text: str
    encoding: str
    """Python's name of the codec."""
    why: str


def decode(data: bytes, wanted: str = "") -> Decoded:
    """The text of the bytes, in the wanted encoding or in the one that they show."""
    if wanted and (name := codec_name(wanted)):
        return Decoded(data.decode(name, "replace"), name, "you chose it")
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return Decoded(text, name, "the file says so in its first bytes")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "every byte fits")
    except UnicodeDecodeError:
        return _guessed(data)


def codec_name(name: str) -> str:
    """Python's name of a text encoding, or an empty string where there is none."""
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""


def _guessed(data: bytes) -> Decoded:
    from chardet import detect

    name = str(detect(data)["encoding"] or "cp1252")
    name = codec_name(name) or "cp1252"
    return Decoded(data.decode(name, "replace"), name, "the detector's guess")
