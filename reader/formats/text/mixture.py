"""UTF-8 in which some bytes fit nowhere: damaged, or with lines in another encoding.

The rule: each line is judged by itself. One that is UTF-8 but for a few bytes is damaged, and only
those characters are lost; one that is not was pasted in from elsewhere, and is read as what all
such lines together show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.deferred import deferred

_HIGH = bytes(range(0x80, 0x100))
_SEQUENCE = b"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_SEQUENCES = deferred(_SEQUENCE + b"++")
_WHOLE_RUNS = deferred(b"[\x00-\x7f](" + _SEQUENCE + b"++)(?![\x80-\xff])")
_FIRST_RUN = deferred(_SEQUENCE + b"++(?![\x80-\xff])")
_HIGH_BYTE = deferred(b"[\x80-\xff]")
_ESCAPED = deferred("[\udc80-\udcff]+")
_TELLING, _TELLING_WIDE = 12, 9
"""Bytes of valid UTF-8 in a row that no other encoding has by chance: beginning with a character of
two bytes, which a pair of bytes in East Asian text may be, and with one of three."""
_WIDE_FIRST = 0xE0
_SHARE = 0.01
_SOUND = 3
"""A damaged line has this many good bytes for each bad one."""
_EVIDENCE = 64 * 1024
_STRETCH = 64 * 1024
_LAST_LATIN = "\u02ff"


class Mixture(NamedTuple):
    """What the lines of a file are, counted in bytes beyond ASCII."""

    utf8: int
    weak: int
    """In lines that are UTF-8, but may be East Asian text of another encoding by chance."""
    bad: int
    """In damaged lines, bytes that fit nowhere."""
    foreign: int
    evidence: bytes
    """Lines that are no UTF-8, up to 64 KB of them."""


def mixture_of(data: bytes, start: int) -> Mixture | None:
    """What the lines are; None where none of them is UTF-8."""
    plain = len(data.translate(None, _HIGH))
    high = len(data) - plain - start
    fit = len(data[start:].decode("utf-8", "ignore").encode()) - plain
    if fit < _SOUND * (high - fit):
        runs = _WHOLE_RUNS.findall(data, start) if fit else []
        if first := _FIRST_RUN.match(data, start):
            runs.append(first[0])
        if sum(map(len, runs)) < _SHARE * high and not any(map(_is_telling, runs)):
            return None
    utf8 = weak = bad = foreign = size = 0
    evidence: list[bytes] = []
    for line in telling_lines(data, start):
        most = len(line) - len(line.translate(None, _HIGH))
        fit = most if _is_utf8(line) else sum(map(len, _SEQUENCES.findall(line)))
        if fit >= _SOUND * (most - fit):
            if any(map(_is_telling, _SEQUENCES.findall(line))):
                utf8 += fit
            else:
                weak += fit
            bad += most - fit
        else:
            foreign += most
            if size < _EVIDENCE:
                evidence.append(line)
                size += len(line)
    return Mixture(utf8, weak, bad, foreign, b"".join(evidence)) if utf8 or weak else None


def _is_telling(run: bytes) -> bool:
    return len(run) >= (_TELLING_WIDE if run[0] >= _WIDE_FIRST else _TELLING)


def telling_lines(data: bytes, start: int = 0) -> Iterator[bytes]:
    """The lines that hold bytes beyond ASCII."""
    while match := _HIGH_BYTE.search(data, start):
        at = match.start()
        begin = max(start, data.rfind(b"\n", start, at) + 1)
        start = data.find(b"\n", at) + 1 or len(data)
        yield data[begin:start]


def unmixed(data: bytes, start: int, other: str, *, strictly: bool) -> Iterator[str]:
    """The text, each line in UTF-8 or, where it is not, in the other encoding.

    With `strictly`, only what no text in the other encoding is by chance is taken for UTF-8.
    """
    for stretch in stretches(data, start):
        lines = stretch.splitlines(keepends=True)
        yield "".join([_line(line, other, strictly) for line in lines])


def stretches(data: bytes, start: int) -> Iterator[bytes]:
    """Whole lines, that many bytes of them at a time."""
    while start < len(data):
        end = data.find(b"\n", start + _STRETCH) + 1 or len(data)
        yield data[start:end]
        start = end


def _line(line: bytes, other: str, strictly: bool) -> str:
    try:
        text = line.decode()
        if strictly and not text.isascii() and not any(map(_is_telling, _SEQUENCES.findall(line))):
            return line.decode(other, "replace")
        return text
    except UnicodeDecodeError:
        high = len(line) - len(line.translate(None, _HIGH))
        fit = sum(map(len, _SEQUENCES.findall(line)))
        if fit >= _SOUND * (high - fit):
            return mended(line.decode("utf-8", "surrogateescape"))
        return line.decode(other, "replace")


def mended(text: str) -> str:
    """A text in which surrogates stand for bytes that are no UTF-8, without them.

    A lone one among Western letters is what a careless editor meant by it, any other is lost.
    """
    return _ESCAPED.sub(_stray, text)


def _stray(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    codes = bytes(ord(one) - 0xDC00 for one in match[0])
    torn = len(codes) > 1 and codes[0] >= 0xC2 and all(0x80 <= one < 0xC0 for one in codes[1:])
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if torn or any(one > _LAST_LATIN and one.isalpha() for one in around):
        return "\ufffd"
    return codes.decode("cp1252", "replace")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
