"""UTF-16 and UTF-32 without a byte order mark, told by where their bytes fall.

The rule: a name is given only where one byte order makes text of the file and the other does
not. Letters of most scripts leave NULs on one side of each pair; Chinese and Japanese leave
none, but their characters and punctuation keep to a few blocks.
"""

from __future__ import annotations

_SAMPLE = 16 * 1024
_BLANKS = b"\t\n\r"
_MARKS = b"\x01\x08\x09\x0c\x1a\x1b\x1f"
"""Low bytes of the full-width exclamation and question marks, brackets, comma and colons."""
# High bytes of the blocks that stories are written in, East Asian ones and general punctuation.
_LETTERS = bytes([*range(1, 7), 0x0E, 0x20, 0x30, *range(0x4E, 0xA0), *range(0xAC, 0xD8), 0xFF])
_NO_LETTERS = bytes(set(range(256)) - set(_LETTERS))
_STRAY, _STRAY_AMONG_LETTERS = 0.02, 0.2
"""The share of NULs up to which they may be stray ones."""
_PRINTED = bytes([*b"\t\n\x0c\r", *range(32, 256)])
_LIKELY = 0.9


def wide_encoding(data: bytes) -> str:
    """`utf-16-le`, `utf-16-be`, `utf-32-le` or `utf-32-be`, or an empty string."""
    sample = data[: min(_SAMPLE, len(data) // 4 * 4)]
    if len(sample) < 4:
        return ""
    zeros = [sample[side::4].count(0) for side in range(4)]
    quarter = len(sample) // 4
    if zeros[2] >= 0.9 * quarter and zeros[3] == quarter and zeros[0] < quarter / 2:
        return "utf-32-le"
    if zeros[1] >= 0.9 * quarter and zeros[0] == quarter and zeros[3] < quarter / 2:
        return "utf-32-be"
    even, odd = sample[0::2], sample[1::2]
    if len(data) % 2 and len(data) > 1 and data[-1] not in b"\n\0":
        return ""
    if _has_stray_zeros(sample, sum(zeros) / len(sample)):
        return ""
    scores = {"utf-16-le": _likeness(odd, even), "utf-16-be": _likeness(even, odd)}
    best = max(scores, key=lambda name: scores[name])
    other = min(scores.values())
    return best if scores[best] > _LIKELY and other < scores[best] - 0.2 else ""


def _has_stray_zeros(sample: bytes, share: float) -> bool:
    """Whether it is plain text but for some NULs: either byte of a pair may be the high one."""
    rest = sample.replace(b"\0", b"")
    if share < _STRAY_AMONG_LETTERS and rest.isascii() and not rest.translate(None, _PRINTED):
        return True
    return share < _STRAY and min(_share(sample[0::2]), _share(sample[1::2])) > _LIKELY


def _share(high: bytes) -> float:
    """The share of high bytes that could begin a letter, NULs among them."""
    return (len(high.translate(None, _NO_LETTERS)) + high.count(0)) / len(high)


def _likeness(high: bytes, low: bytes) -> float:
    """The share of code units that could be text, 0 where nothing shows the byte order.

    A blank, an ASCII letter, a kana or an East Asian comma must be among them: a stray run of bytes
    that happen to be ideographs has none.
    """
    if _share(high) <= _LIKELY:
        return 0.0
    pairs = list(zip(high, low, strict=True))
    latin = sum(a == 0 and (b >= 0x20 or b in _BLANKS) for a, b in pairs)
    marks = sum(a == 0x30 or (a == 0xFF and b in _MARKS) for a, b in pairs)
    if latin + marks < len(pairs) / 60:
        return 0.0
    return (latin + len(high.translate(None, _NO_LETTERS))) / len(pairs)
