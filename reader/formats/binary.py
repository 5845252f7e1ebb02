"""Files that are not text, recognised by their first bytes and by what no text contains.

The rule: a stray control or a torn end is no reason to refuse a story; a known format of another
kind, or controls throughout, is.
"""

from __future__ import annotations

from reader.formats.text.utf16 import wide_encoding

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
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\x08\x0b\x0c\r\x1a\x1b"))


def refusal(data: bytes) -> str:
    """Why the bytes are not text, or an empty string."""
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            return f"{reason}, not plain text"
    if data.startswith(_MARKS):
        return ""
    if b"\x1b$)C" in data[:_SAMPLE]:  # ISO-2022-KR, whose shifts are controls
        return ""
    sample = data[:_SAMPLE].rstrip(b"\x00\x1a")
    bad = len(sample) - len(sample.translate(None, _CONTROLS))
    if bad <= _FEW and bad <= max(1, len(sample) // 20):
        return ""
    if bad <= _SHARE * len(sample) or wide_encoding(data):
        return ""
    return "is binary, not text"
