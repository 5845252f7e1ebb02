"""What a file is that is no text: a book in another form, a picture, a program.

The rule: a text is never refused because of some bad bytes. Only a signature, or control
characters all over where no wide encoding explains them, makes a file something else.
"""

from __future__ import annotations

import codecs

from reader.formats.wide import wide_encoding

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "a PDF"),
    (30, b"mimetypeapplication/epub+zip", "an EPUB"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (60, b"BOOKMOBI", "a Kindle book"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"BZh91AY&SY", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x89PNG\r\n\x1a\n", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF89a", "a picture"),
    (0, b"\x7fELF", "a program"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"ID3\x03", "a sound file"),
    (0, b"ID3\x04", "a sound file"),
    (0, b"OggS\0", "a sound file"),
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_SAMPLE = 64 * 1024
# All of C0 but tab, the line and page ends, backspace (overstrike), ^Z (the end of DOS files),
# and the shifts and the escape of ISO 2022.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\b\x1a\x0e\x0f\x1b"))
_FEW = 4
_SHARE = 0.003


def binary_kind(data: bytes) -> str:
    """What the bytes are if they are no text, such as `a PDF`; empty for a text."""
    for at, sign, kind in _SIGNATURES:
        if data.startswith(sign, at):
            return kind
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls < _FEW or controls <= _SHARE * len(sample):
        return ""
    if data.startswith(_BOMS) or wide_encoding(data):
        return ""
    return "binary data"
