"""Dictionaries made by the tests, in the forms in which they lie in a system."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
PIECE = 600
"""Bytes of a piece of a compressed body."""


def _number(value: int) -> str:
    digits = DIGITS[value % 64]
    return digits if value < 64 else _number(value // 64) + digits


def dictzip(data: bytes, piece: int = PIECE) -> bytes:
    """A gzip file that can be inflated from anywhere."""
    pieces = [data[at : at + piece] for at in range(0, len(data), piece)]
    packed = []
    for one in pieces:
        pack = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed.append(pack.compress(one) + pack.flush(zlib.Z_FULL_FLUSH))
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    table = struct.pack("<HHH", 1, piece, len(packed)) + struct.pack(
        f"<{len(packed)}H", *map(len, packed)
    )
    extra = b"RA" + struct.pack("<H", len(table)) + table
    head = b"\x1f\x8b\x08\x0c" + bytes(6) + struct.pack("<H", len(extra)) + extra + b"name\0"
    return head + b"".join(packed) + end + struct.pack("<II", zlib.crc32(data), len(data))


def _body(path: Path, data: bytes, *, packed: bool) -> None:
    if packed:
        path.with_name(path.name + ".dz").write_bytes(dictzip(data))
    else:
        path.write_bytes(data)


def dictd(
    folder: Path,
    entries: Mapping[str, str],
    name: str = "small",
    *,
    packed: bool = True,
    letters: bool = False,
    ordered: bool = True,
) -> Path:
    """A dictionary of dictd; with `letters` sorted without regard to other signs."""

    def key(word: str) -> bytes:
        kept = (c for c in word if c.isalnum() or c.isspace() or not letters)
        return "".join(kept).lower().encode()

    body, lines = b"", []
    titled = {"00-database-short": f"00-database-short\n     The {name.title()} Dictionary\n"}
    if not letters:
        titled["00-database-allchars"] = "00-database-allchars"
    for word, text in {**titled, **entries}.items():
        raw = text.encode()
        lines.append((key(word), f"{word}\t{_number(len(body))}\t{_number(len(raw))}\n"))
        body += raw
    index = sorted(lines) if ordered else lines
    path = folder / f"{name}.index"
    path.write_text("".join(line for _, line in index), encoding="utf-8", newline="")
    _body(path.with_suffix(".dict"), body, packed=packed)
    return path


def stardict(
    folder: Path,
    entries: Mapping[str, bytes],
    name: str = "star",
    *,
    types: str = "m",
    packed: bool = True,
    wide: bool = False,
    synonyms: Sequence[tuple[str, str]] = (),
) -> Path:
    """A dictionary of StarDict, with other forms of some of its words."""
    words = sorted(entries, key=lambda word: (word.encode().lower(), word.encode()))
    body = index = b""
    for word in words:
        place = struct.pack(">QI" if wide else ">II", len(body), len(entries[word]))
        index += word.encode() + b"\0" + place
        body += entries[word]
    path = folder / f"{name}.ifo"
    facts = {
        "version": "3.0.0",
        "bookname": f"{name.title()} Book",
        "wordcount": len(words),
        "idxfilesize": len(index),
        "idxoffsetbits": 64 if wide else 32,
        **({"sametypesequence": types} if types else {}),
    }
    lines = "".join(f"{key}={value}\n" for key, value in facts.items())
    path.write_text(f"StarDict's dict ifo file\n{lines}", encoding="utf-8")
    path.with_suffix(".idx").write_bytes(index)
    _body(path.with_suffix(".dict"), body, packed=packed)
    if synonyms:
        forms = sorted(synonyms, key=lambda pair: pair[0].encode().lower())
        records = (form.encode() + b"\0" + struct.pack(">I", words.index(w)) for form, w in forms)
        path.with_suffix(".syn").write_bytes(b"".join(records))
    return path
