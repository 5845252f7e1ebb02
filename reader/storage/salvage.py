"""Rows out of a damaged data file, page by page, without SQLite.

The rule: nothing is believed. A row is taken when its page says it holds rows, its record adds up
and what it belongs to can be read; tables are told apart by their number of columns. So a lost
header, a torn page or a missing end costs the rows that lay there and no others.
Format: https://www.sqlite.org/fileformat2.html, sections 1.6 (b-tree pages) and 2.1 (records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.storage.rows import Rows
from reader.storage.soundness import admitted

_LEAF = 0x0D
_PAGE = 4096
_MOST = 512 << 20
_FIXED = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type → bytes of the integer


def salvage(path: Path, *schemas: dict[str, list[str]]) -> Rows:
    """All rows that can be read, written under any of the schemas, the newest last.

    The file must not be open in SQLite here. Raises `OSError`.
    """
    with path.open("rb") as file:
        data = file.read(_MOST)
    by_width = {len(spec): (name, spec) for tables in schemas for name, spec in tables.items()}
    rows: Rows = {name: [] for name in schemas[-1]}
    for values in _records(data, _page_size(data)):
        table = by_width.get(len(values))
        if table is None:
            continue
        name, spec = table
        row, _ = admitted(name, dict(zip(spec, values, strict=True)))
        if row is not None:
            rows[name].append(row)
    return rows


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    sound = data.startswith(b"SQLite format 3\0") and size >= 512 and size & (size - 1) == 0
    return size if sound else _PAGE


def _records(data: bytes, page: int) -> Iterator[list[Any]]:
    """The records of every leaf page of a table, in the order of the file."""
    for start in range(0, len(data) - 7, page):
        head = start + 100 if start == 0 else start
        if data[head : head + 1] != bytes((_LEAF,)):
            continue
        count = int.from_bytes(data[head + 3 : head + 5], "big")
        for cell in range(head + 8, min(head + 8 + 2 * count, start + page), 2):
            at = start + int.from_bytes(data[cell : cell + 2], "big")
            try:
                yield _record(_payload(data, at, page))
            except (ValueError, IndexError, struct.error):
                continue


def _payload(data: bytes, at: int, page: int) -> bytes:
    """A cell's content, gathered from the overflow pages that hold its rest."""
    size, at = _varint(data, at)
    _, at = _varint(data, at)  # the row's number
    if size > len(data):
        raise ValueError("longer than the file")
    if size <= page - 35:
        return data[at : at + size]
    least = (page - 12) * 32 // 255 - 23
    local = least + (size - least) % (page - 4)
    local = local if local <= page - 35 else least
    parts = [data[at : at + local]]
    following = int.from_bytes(data[at + local : at + local + 4], "big")
    left = size - local
    while left > 0:
        start = (following - 1) * page
        if following == 0 or start + 4 > len(data):
            raise ValueError("broken chain")
        following = int.from_bytes(data[start : start + 4], "big")
        parts.append(data[start + 4 : start + 4 + min(left, page - 4)])
        left -= page - 4
    return b"".join(parts)


def _record(payload: bytes) -> list[Any]:
    head, at = _varint(payload, 0)
    if head > len(payload):
        raise ValueError("no record")
    values = []
    body = head
    while at < head:
        serial, at = _varint(payload, at)
        value, size = _value(payload, body, serial)
        values.append(value)
        body += size
    if body != len(payload):
        raise ValueError("no record")
    return values


def _value(payload: bytes, at: int, serial: int) -> tuple[Any, int]:
    """One value and its size in bytes."""
    if serial >= 12:
        size = (serial - 12) // 2
        part = payload[at : at + size]
        if len(part) != size:
            raise ValueError("cut")
        return part, size  # what is text is decided by its column
    if serial in _FIXED:
        size = _FIXED[serial]
        return int.from_bytes(payload[at : at + size], "big", signed=True), size
    if serial == 7:
        return struct.unpack_from(">d", payload, at)[0], 8
    if serial in (8, 9):
        return serial - 8, 0
    if serial == 0:
        return None, 0
    raise ValueError("no such type")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9
