"""Damaged text in several bytes a character: only the damaged character is lost.

The rule: a lost or added byte would pair up all that follow it wrongly, up to the end of the line.
So a line that does not fit is read in the way that gives the most characters which the file has
elsewhere, and leaves out the fewest bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from reader.formats.text.eastern import COMMON
from reader.formats.text.mixture import stretches

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
                text, cost = _line(line, name, known, left)
                left -= cost
                yield text


def _line(line: bytes, name: str, known: frozenset[str], left: int) -> tuple[str, int]:
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
