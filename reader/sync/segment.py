"""A segment: records in one file, which is written once and never changed.

The rule: a file's name gives the machine, a number and its hash, and its first line the hash of the
rest; an incomplete or foreign file raises `SegmentError` and nothing else.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from json.encoder import encode_basestring as _text
from typing import Any

from reader.annotations.highlights import Stamp
from reader.lazy_pattern import lazy_pattern
from reader.sync.registers import KINDS, Record, Register, Written
from reader.value import Value

FORMAT, VERSION = "nightstand-sync", 1
SUFFIX = ".nss"
MOST = 256 << 20
"""Bytes of an unpacked segment; the largest that we write are a hundredth of it."""
_LARGE, _SMALLEST, _QUICK = 1 << 20, 9, 3
"""Bytes from which a body is compressed fast rather than well."""
_LAST_MS, _MOST_TICKS = 253_402_214_400_000, 1_000_000
"""Stamps that are later, or counted higher, are nobody's."""
_NAME, _VALUE = 200, 1 << 20
"""Characters of an id or a field, and of a value."""
_DEEPEST = 50
"""Nesting of lists and records; ours is three."""
_DEVICE = lazy_pattern(r"[a-z0-9]{1,32}")


class SegmentError(ValueError):
    """It is not a complete segment."""


class Segment(Value):
    """The contents of one file."""

    device: str
    seq: int
    full: bool
    """Whether it is everything that its machine knew, or only what was new."""
    at: int
    """When it was written by that machine's clock, in milliseconds, for show."""
    records: tuple[Record, ...]
    digest: str
    """Of the file's bytes."""
    left_out: int = 0
    """Records that could not be read."""


def file_name(device: str, seq: int, digest: str, *, full: bool) -> str:
    """The name of a segment's file: two different ones never share a name."""
    return f"{device}-{seq:08}-{'full' if full else 'part'}-{digest[:8]}{SUFFIX}"


def write_segment(
    device: str, seq: int, records: Iterable[Record], at: int, *, full: bool
) -> tuple[str, bytes]:
    """The name and bytes of a segment's file."""
    lines = [_line(record) for record in records]
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    head = {
        "format": FORMAT,
        "version": VERSION,
        "device": device,
        "seq": seq,
        "full": full,
        "at": at,
        "n": len(lines),
        "sha": sha256(body).hexdigest(),
    }
    level = _SMALLEST if len(body) < _LARGE else _QUICK
    data = zlib.compress(_encode(head).encode() + b"\n" + body, level)
    return file_name(device, seq, sha256(data).hexdigest(), full=full), data


def read_segment(data: bytes) -> Segment:
    """The segment in a file; raises `SegmentError`."""
    first, body = _unpacked(data)
    try:
        head = json.loads(first)
    except (ValueError, RecursionError):
        raise SegmentError("its header cannot be read")
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise SegmentError("it is something else")
    if head.get("version") != VERSION:
        raise SegmentError("a newer Nightstand wrote it")
    if head.get("sha") != sha256(body).hexdigest():
        raise SegmentError("it is damaged")
    match head:
        case {"device": str(device), "seq": int(seq), "at": int(at)}:
            pass
        case _:
            raise SegmentError("its header is wrong")
    if not _DEVICE.fullmatch(device) or not 0 <= at <= _LAST_MS or seq < 0:
        raise SegmentError("its header is wrong")
    lines = body.split(b"\n") if body else []
    records = tuple(_records(lines))
    digest = sha256(data).hexdigest()
    left_out = len(lines) - len(records)
    return Segment(device, seq, bool(head.get("full")), at, records, digest, left_out)


def _unpacked(data: bytes) -> tuple[bytes, bytes]:
    """The first line and the rest."""
    unpack = zlib.decompressobj()
    try:
        text = unpack.decompress(data, MOST)
    except zlib.error:
        raise SegmentError("it is not a segment, or incomplete")
    if not unpack.eof or unpack.unused_data:
        raise SegmentError("it is incomplete, or too large")
    head, _, body = text.partition(b"\n")
    return head, body


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_read = json.JSONDecoder().raw_decode


def _encode(value: Any) -> str:
    return _json.encode(value)


def _line(record: Record) -> str:
    fields = ",".join([f"{_text(name)}:{_given(one)}" for name, one in record.fields.items()])
    return f"[{_text(record.kind)},{_text(record.id)},{{{fields}}}]"


def _given(register: Register) -> str:
    value, (ms, counter, device) = register
    written = value if isinstance(value, Written) else _encode(value)
    return f"[{written},{ms},{counter},{_text(device)}]"


def _records(lines: Iterable[bytes]) -> Iterator[Record]:
    for line in lines:
        try:
            text = line.decode("utf-8", "surrogatepass")
            found, end = _read(text)
        except (ValueError, RecursionError):
            continue
        nested = line.count(b"[") + line.count(b"{")
        plain = len(line) <= _VALUE and nested <= _DEEPEST
        match found:
            case [str() as kind, str() as id_, dict() as given] if kind in KINDS:
                read = ((name, _register(name, given[name], plain=plain)) for name in given)
                fields = {name: one for name, one in read if one}
                if fields and end == len(text) and _is_name(id_):
                    yield Record(kind, id_, fields)


def _register(name: str, given: Any, *, plain: bool) -> Register | None:
    match given:
        case [value, int() as ms, int() as counter, str() as device]:
            pass
        case _:
            return None
    sound = 0 <= ms <= _LAST_MS and 0 <= counter <= _MOST_TICKS and _is_name(name)
    if not sound or not _DEVICE.fullmatch(device) or not (plain or _is_sound(value)):
        return None
    return Register(value, Stamp(ms, counter, device))


def _is_name(text: str) -> bool:
    """Whether this can be the name of a thing or a field; not all texts can be searched for."""
    return len(text) <= _NAME and text.isprintable()


def _is_sound(value: Any) -> bool:
    """Whether a value is neither nested too deeply to be written again nor too long."""
    level = [value]
    for _ in range(_DEEPEST):
        inner = [one for one in level if isinstance(one, list | dict)]
        level = [each for one in inner for each in (one.values() if isinstance(one, dict) else one)]
        if not level:
            return (len(value) if isinstance(value, str) else len(_encode(value))) <= _VALUE
    return False
