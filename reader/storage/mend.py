"""A damaged or missing data file, and what can be recovered from it.

The rule: the damaged file is kept under a dated name, never deleted; its journal goes with it,
because a journal next to a new file would be rolled into that. Only one instance repairs at a time.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import Connection, Error
from typing import Any

from reader.posix import alone_in
from reader.storage import database, sqlite_file, upkeep
from reader.storage.rows import Rows, columns, contents, merge, read_rows, without_orphans
from reader.storage.schema import APPLICATION_ID, Migration
from reader.storage.soundness import admitted

_LEAF = 0x0D
_PAGE = 4096
_MOST = 512 << 20
_FIXED = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type → bytes of the integer


def salvage(path: Path, *schemas: dict[str, list[str]]) -> Rows:
    """All readable rows, written under any of the schemas, the newest last.

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
    """A cell's content, gathered from the overflow pages that contain the rest of it."""
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
        return part, size  # the column decides what is text
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


_ERRORS = (Error, OSError, UnicodeDecodeError)
"""What a damaged file may raise: SQLite names what is wrong with the file's own bytes."""
_WAIT, _COPYING = 1.0, 5.0  # seconds to wait for a locked file before going on without it


def mirror(disk: Connection | None, path: Path, migrations: Sequence[Migration]) -> Connection:
    """A connection to the copy; `disk` is the file if it is open, and is closed."""
    memory = sqlite_file.memory()
    try:
        source = disk or sqlite_file.connect(path, "ro")
        try:
            sqlite_file.set_wait(source, _WAIT)
            if source.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                sqlite_file.copy(source, memory, _COPYING)
        finally:
            source.close()
        database.migrate(memory, None, migrations)
        database.verify(memory, migrations)
    except _ERRORS:
        rows = _readable(memory)
        memory.close()
        memory = sqlite_file.memory()
        database.migrate(memory, None, migrations)
        with sqlite_file.transaction(memory):
            merge(memory, rows)
    return memory


def _readable(copy: Connection) -> Rows:
    """The sound rows of a damaged copy; empty if its tables cannot be read at all."""
    try:
        return read_rows(copy)
    except _ERRORS:
        return {}


def bring_back(path: Path, migrations: Sequence[Migration]) -> str:
    """Set a damaged file aside and put what can be read in its place; a sentence about it.

    Empty when another instance has repaired it meanwhile. Raises `OSError` and `sqlite3.Error`.
    """
    with alone_in(path.parent):
        if _is_well(path, migrations):
            return ""
        rows = _salvaged(path, migrations)
        backup, saved = _newest_backup(path)
        fresh = sqlite_file.temporary(path)
        fresh.unlink(missing_ok=True)
        try:
            # A row that lost its story is looked up in the backup before it is taken for a new
            # one's.
            said = _fill(fresh, migrations, [without_orphans(rows), saved, rows])
            aside = _set_aside(path)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        sqlite_file.sync_folder(path.parent)
    helped = f", with the help of the backup of {backup}" if backup else ""
    return (
        f"The data file was damaged. {said} were brought back{helped};"
        f" the damaged file is kept as {aside}."
    )


def put_back(path: Path) -> str:
    """Put a backup in place of lost data; a sentence about it, or empty."""
    if not database.is_empty(path) or not upkeep.existing(path):
        return ""
    with alone_in(path.parent):
        if not database.is_empty(path):
            return ""
        for backup in upkeep.existing(path):
            if not _good_rows(backup):
                continue
            with closing(sqlite_file.connect(backup, "ro")) as source:
                fresh = sqlite_file.temporary(path)
                sqlite_file.copy_to_file(source, fresh)
            fresh.replace(path)
            sqlite_file.sync_folder(path.parent)
            return f"The data file was missing; the backup of {upkeep.day(backup)} took its place."
    return ""


def _is_well(path: Path, migrations: Sequence[Migration]) -> bool:
    try:
        with closing(database.open_database(path, migrations)) as connection:
            database.verify(connection, migrations)
            return True
    except Error:
        return False


def _salvaged(path: Path, migrations: Sequence[Migration]) -> Rows:
    schemas = []
    for version in range(1, len(migrations) + 1):
        with closing(sqlite_file.memory()) as model:
            database.migrate(model, None, migrations[:version])
            schemas.append(columns(model))
    return salvage(path, *schemas)


def _newest_backup(path: Path) -> tuple[str, Rows]:
    for backup in upkeep.existing(path):
        if rows := _good_rows(backup):
            return upkeep.day(backup), rows
    return "", {}


def _good_rows(backup: Path) -> Rows:
    """The rows of a backup; empty if it is damaged itself."""
    try:
        with closing(sqlite_file.connect(backup, "ro")) as connection:
            sqlite_file.guard(connection)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return {}
            return read_rows(connection)
    except _ERRORS:
        return {}


def _fill(fresh: Path, migrations: Sequence[Migration], sources: list[Rows]) -> str:
    """A new data file with the rows of all sources; what it holds, in words."""
    with closing(database.open_database(fresh, migrations)) as connection:
        with sqlite_file.transaction(connection):
            for rows in sources:
                merge(connection, rows)
        return contents(connection)


def _set_aside(path: Path) -> str:
    """Give the damaged file a second name, and its journal a new one."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    aside = path.with_name(f"{path.name}.damaged-{stamp}-{os.getpid()}")
    with suppress(FileNotFoundError):
        Path(f"{path}-journal").rename(f"{aside}-journal")
    try:
        os.link(path, aside)
    except OSError:  # a file system without hard links
        path.rename(aside)
    return aside.name
