"""Files that are not text, and text in UTF-16 and UTF-32 without a byte order mark.

The rule: a stray control character or a torn end is no reason to refuse a story; a known format of
another kind, or control characters throughout, is one, unless the bytes are distributed as in wide
text: letters of most scripts leave NULs on one side of each pair, East Asian ones keep to a few
blocks.
"""

from __future__ import annotations

_WIDE_SAMPLE = 16 * 1024
_BLANKS = b"\t\n\r"
_FULL_WIDTH = b"\x01\x08\x09\x0c\x1a\x1b\x1f"
"""Low bytes of the full-width exclamation and question marks, brackets, comma and colons."""
# High bytes of the blocks that stories are written in, East Asian ones and general punctuation.
_LETTERS = bytes([*range(1, 7), 0x0E, 0x20, 0x30, *range(0x4E, 0xA0), *range(0xAC, 0xD8), 0xFF])
_NO_LETTERS = bytes(set(range(256)) - set(_LETTERS))
_STRAY, _STRAY_AMONG_LETTERS = 0.02, 0.2
"""The share of NULs up to which they may be stray."""
_PRINTED = bytes([*b"\t\n\x0c\r", *range(32, 256)])
_LIKELY = 0.9


def wide_encoding(data: bytes) -> str:
    """`utf-16-le`, `utf-16-be`, `utf-32-le` or `utf-32-be`, or an empty string."""
    sample = data[: min(_WIDE_SAMPLE, len(data) // 4 * 4)]
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
    """Whether it is plain text except for some NULs: either byte of a pair may be the high one."""
    rest = sample.replace(b"\0", b"")
    if share < _STRAY_AMONG_LETTERS and rest.isascii() and not rest.translate(None, _PRINTED):
        return True
    return share < _STRAY and min(_share(sample[0::2]), _share(sample[1::2])) > _LIKELY


def _share(high: bytes) -> float:
    """The share of high bytes that could belong to a letter, NULs among them."""
    return (len(high.translate(None, _NO_LETTERS)) + high.count(0)) / len(high)


def _likeness(high: bytes, low: bytes) -> float:
    """The share of code units that could be text, 0 if nothing shows the byte order.

    A blank, an ASCII letter, a kana or an East Asian comma must be among them: a random run of
    bytes that happen to be ideographs has none.
    """
    if _share(high) <= _LIKELY:
        return 0.0
    pairs = list(zip(high, low, strict=True))
    latin = sum(a == 0 and (b >= 0x20 or b in _BLANKS) for a, b in pairs)
    marks = sum(a == 0x30 or (a == 0xFF and b in _FULL_WIDTH) for a, b in pairs)
    if latin + marks < len(pairs) / 60:
        return 0.0
    return (latin + len(high.translate(None, _NO_LETTERS))) / len(pairs)


_SAMPLE = 64 * 1024
_SHARE = 0.003
_FEW = 8
_MAGIC = (
    (b"%PDF-", "is a PDF file"),
    (b"PK\x03\x04", "is a ZIP archive, or an EPUB, DOCX or ODT file"),
    (b"\x1f\x8b", "is a gzip archive"),
    (b"BZh", "is a bzip2 archive"),
    (b"\xfd7zXZ\x00", "is an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive"),
    (b"Rar!\x1a\x07", "is a RAR archive"),
    (b"\x7fELF", "is a program"),
    (b"MZ\x90\x00", "is a program"),
    (b"\x89PNG\r\n", "is a PNG picture"),
    (b"\xff\xd8\xff", "is a JPEG picture"),
    (b"GIF8", "is a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "is an old Office document"),
    (b"SQLite format 3\x00", "is an SQLite database"),
    (b"ID3", "is an MP3 sound"),
    (b"OggS", "is an Ogg sound"),
    (b"{\\rtf", "is an RTF document"),
)
_MAGICS = tuple(magic for magic, _ in _MAGIC)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\x08\x0b\x0c\r\x1a\x1b"))


def refusal(data: bytes) -> str:
    """Why the bytes are not text, or an empty string."""
    if data.startswith(_MAGICS):
        reason = next(reason for magic, reason in _MAGIC if data.startswith(magic))
        return f"{reason}, not plain text"
    if data.startswith(_MARKS):
        return ""
    if b"\x1b$)C" in data[:_SAMPLE]:  # ISO-2022-KR, whose shifts are control characters
        return ""
    sample = data[:_SAMPLE].rstrip(b"\x00\x1a")
    bad = len(sample) - len(sample.translate(None, _CONTROLS))
    if bad <= _FEW and bad <= max(1, len(sample) // 20):
        return ""
    if bad <= _SHARE * len(sample) or wide_encoding(data):
        return ""
    return "is binary, not text"
