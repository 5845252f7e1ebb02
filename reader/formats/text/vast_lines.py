"""Vast lines, in which a book has lost its line ends: where paragraphs and chapters begin in them.

The rule: nothing but blanks becomes a line end, and only where the whole line speaks for it; a text
that has its line ends is looked at in one place and left alone.
"""

from __future__ import annotations

import re

from reader.formats.text.headings.lines import STRONG
from reader.formats.text.headings.numbers import number_of
from reader.formats.text.headings.surroundings import PLAIN, Numbered, chain_of
from reader.lazy_pattern import lazy_pattern

_VAST = 20_000
"""Bytes of a line that no paragraph has."""
_GAP = lazy_pattern(r"(?<=[.:!?…»”\")])( {1,9})(?=[^\W\d_a-z]|[—–«„“\"-])")
"""The blanks between two sentences."""
_OFTEN = 2
"""How many times as often blanks that show something occur as those that speak against it."""
_NAMED = lazy_pattern(
    r"(?:(?<=[.!?…»”\")] )|^)(?P<word>[^\W\d_]{3,12}) (?P<number>[IVXLC]{1,7}|\d{1,3})\b"
    r"[.:]?(?= [^\W\d_a-z]| [—–«„“\"(-])",
    re.MULTILINE,
)
"""A word and a number between two sentences."""
_CHAPTERS_LEAST = 3


def unrolled(whole: tuple[bytes | bytearray, int]) -> tuple[bytes | bytearray, int]:
    """A text in UTF-8, its vast lines divided where paragraphs or chapters begin within them.

    It comes with where it begins, after a mark, and is itself returned if nothing begins there.

    Paragraphs begin after several blanks where one blank is usual between sentences; chapters at
    sentences that begin with a heading word and its number, if those count up from one.
    """
    data, start = whole
    if len(data) < 2 * _VAST or data.find(b"\n", _VAST, 2 * _VAST) >= 0 or _is_of_mac(data):
        return whole
    lines = bytes(data[start:]).split(b"\n")
    for at, line in enumerate(lines):
        if len(line) > _VAST:
            lines[at] = _with_chapters(_with_paragraphs(line.decode())).encode()
    made = b"\n".join(lines)
    return whole if len(made) == len(data) - start and made == data[start:] else (made, 0)


def _is_of_mac(data: bytes | bytearray) -> bool:
    """Whether lines end without newlines, as on old Macs."""
    return data.count(b"\r") > data.count(b"\n")


def _with_paragraphs(line: str) -> str:
    """A vast line with a line for each paragraph, if wider gaps show where they begin."""
    if "  " not in line:
        return line
    gaps = [len(gap) for gap in _GAP.findall(line)]
    wide = sum(gap > 1 for gap in gaps)
    stray = line.count("  ") - wide
    if _OFTEN * stray > wide or _OFTEN * wide > len(gaps):
        return line
    return _GAP.sub(lambda gap: "\n\n" if len(gap[1]) > 1 else gap[1], line)


def _with_chapters(text: str) -> str:
    """A text with the headings set off that are within its lines."""
    words: dict[str, list[re.Match[str]]] = {}
    for match in _NAMED.finditer(text):
        if (word := match["word"].lower()) in STRONG:
            words.setdefault(word, []).append(match)
    for found in words.values():
        numbers = [number_of(match["number"]) for match in found]
        counted = [Numbered(m.start(), n, PLAIN) for m, n in zip(found, numbers, strict=True)]
        members = chain_of(counted).members
        if len(members) >= _CHAPTERS_LEAST and numbers[members[0]] == 1:
            return _set_off(text, [found[at].span() for at in members])
    return text


def _set_off(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with empty lines instead of the blanks around some stretches."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start].rstrip(" "), text[start:end]]
        at = end + 1
    return "\n\n".join([*parts, text[at:]])
