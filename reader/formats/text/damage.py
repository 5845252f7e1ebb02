"""Damaged and mixed text: bytes that do not fit the encoding of a file, or of its other lines.

The rule: each line is judged by itself, and only the damaged character is lost. In text of several
bytes a character, a line is read in the way that gives the most characters which the file has
elsewhere; a line that is no UTF-8 at all is read as what all such lines together show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reader.deferred import deferred
from reader.formats.text.eastern import COMMON

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
        yield "".join([_unmixed_line(line, other, strictly) for line in lines])


def stretches(data: bytes, start: int) -> Iterator[bytes]:
    """Whole lines, that many bytes of them at a time."""
    while start < len(data):
        end = data.find(b"\n", start + _STRETCH) + 1 or len(data)
        yield data[start:end]
        start = end


def _unmixed_line(line: bytes, other: str, strictly: bool) -> str:
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


_HEALED = frozenset(
    [
        "gb18030",
        "big5",
        "cp950",
        "big5hkscs",
        "cp932",
        "shift_jis_2004",
        "euc_jp",
        "euc_jis_2004",
        "cp949",
        "johab",
    ]
)
_LONGEST = 16 * 1024
"""Bytes of a line above which it is read as it comes."""
_MOST = 1024 * 1024
"""Bytes of a file that are healed; one that is damaged throughout is not text."""
_SAMPLE = 64 * 1024
_OFTEN = 2
"""How often a character stands in a text that has it at all."""
_FAMILIAR, _ASCII, _STRANGE, _LOST = 2.0, 1.0, -0.5, -4.0
_SIZES = (2, 1, 4, 3)
"""Bytes of a character, the most usual first."""
LOST = "\ufffd"


def can_heal(name: str) -> bool:
    """Whether a lost byte would confuse the rest of its line."""
    return name in _HEALED


def healed(data: bytes, name: str, start: int) -> Iterator[str]:
    """The text by stretches, of which some do not fit the encoding."""
    counts = Counter(data[start : start + _SAMPLE].decode(name, "ignore"))
    known = frozenset((*COMMON, *(one for one, count in counts.items() if count >= _OFTEN)))
    left = _MOST
    for stretch in stretches(data, start):
        try:
            yield stretch.decode(name)
        except UnicodeDecodeError:
            for line in stretch.splitlines(keepends=True):
                text, cost = _healed_line(line, name, known, left)
                left -= cost
                yield text


def _healed_line(line: bytes, name: str, known: frozenset[str], left: int) -> tuple[str, int]:
    """A line's text, and how many bytes were healed for it."""
    try:
        return line.decode(name), 0
    except UnicodeDecodeError:
        if len(line) > min(left, _LONGEST):
            return line.decode(name, "replace"), 0
        return "".join(_best(line, name, known)), len(line)


def _best(line: bytes, name: str, known: frozenset[str]) -> list[str]:
    """The characters of the best way through the bytes, what is lost in a row as one."""
    scores, steps = [0.0], [(0, "")]
    for end in range(1, len(line) + 1):
        best, step = scores[end - 1] + _LOST, (end - 1, LOST)
        for size in _SIZES:
            if size <= end and (char := _one(line[end - size : end], name)):
                worth = _FAMILIAR if char in known else _STRANGE
                score = scores[end - size] + (min(worth, _ASCII) if char < "\x80" else worth)
                if score > best:
                    best, step = score, (end - size, char)
        scores.append(best)
        steps.append(step)
    found: list[str] = []
    at = len(line)
    while at:
        at, char = steps[at]
        if not (char == LOST and found and found[-1] == LOST):
            found.append(char)
    return found[::-1]


@lru_cache(maxsize=1 << 14)
def _one(piece: bytes, name: str) -> str:
    """The one character that the bytes are; empty if they are none, or several."""
    try:
        text = piece.decode(name)
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""
