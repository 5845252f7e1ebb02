"""The two common formats of installed dictionaries: those of dictd, and those of StarDict.

The rule: a dictionary is asked for one headword and answers with texts; its markup becomes plain
lines, and anything but text is passed over.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Protocol

from reader.cleaning import clean, safe
from reader.dictionary.files import (
    PROBES_MOST,
    Bytes,
    DictionaryError,
    EntryFile,
    FileBytes,
    IndexRecord,
    inflated,
    is_sorted,
    with_key,
)
from reader.lazy_pattern import lazy_pattern

_LINE_MOST = 1 << 10
"""Bytes of a line or record of an index, several times what any real one has."""
_RECORD_LEAST = 10
"""Bytes of a record of StarDict, at least."""
_STEP = 1 << 8
"""Records that are counted together when one is asked for by its number."""
_SKIPS = {
    size: lazy_pattern(rb"(?:[^\0]{1,%d}+\0.{%d}){%d}+" % (_LINE_MOST, size, _STEP), re.DOTALL)
    for size in (4, 8, 12)
}
"""That many records, by the bytes of their numbers."""
_CUT_MOST = 2
"""How many times the body an index may refer to, even of one that is cut short."""
_SCAN_MOST = 64 << 20
"""Bytes of an index that are scanned if it is not sorted in a known way."""
_SCANNED = 1 << 20
_EVERY_SIGN = "00-database-allchars"
"""What an index sorted by every character contains."""
_ENTRIES_MOST = 20
"""Of one headword."""
_HEADER_MOST = 64 << 10
_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_NUMBER_LONGEST = 10


class Dictionary(Protocol):
    """One dictionary."""

    name: str

    def entries(self, word: str) -> list[str]:
        """What it says about a headword, ignoring case; empty if it has none."""


# dictd


def number(digits: bytes) -> int:
    """The number that digits in base 64 mean; -1 for an invalid one."""
    value = 0
    for digit in digits[: _NUMBER_LONGEST + 1]:
        value = value * 64 + _VALUES.get(digit, 1 << 70)
    return value if digits and value < 1 << 60 else -1


def every_sign(word: str) -> bytes:
    """The key of an index that is sorted by every character."""
    return word.lower().encode("utf-8", "replace")


def letters_alone(word: str) -> bytes:
    """The key of an index that is sorted by letters, figures and spaces alone."""
    return every_sign("".join(c for c in word if c.isalnum() or c.isspace()))


class LineIndex:
    """An index of dictd: lines of a headword, an offset and a length, separated by tabs."""

    def __init__(self, source: Bytes) -> None:
        self._source = source
        self.size = source.size
        self.key: Callable[[str], bytes] = every_sign
        self.near = lru_cache(PROBES_MOST)(self._near)
        keys = (every_sign, letters_alone)
        says_so = next(with_key(self, every_sign(_EVERY_SIGN)), None) is not None
        for key in keys if says_so else keys[::-1]:
            self._sort_by(key)
            self.ordered = is_sorted(self, key)
            if self.ordered:
                break

    def _sort_by(self, key: Callable[[str], bytes]) -> None:
        self.key = key
        self.near.cache_clear()

    def _near(self, at: int) -> IndexRecord | None:
        """The first record that begins there or later."""
        start = at
        if at:
            window = self._source.read(at - 1, _LINE_MOST)
            start = at + window.find(b"\n") if b"\n" in window else self.size
        return next(self.walk(start), None)

    def walk(self, start: int) -> Iterator[IndexRecord]:
        """The records from there on; an invalid line is passed over."""
        at, rest = start, b""
        while at < self.size:
            rest += self._source.read(at + len(rest), _LINE_MOST)
            lines = rest.split(b"\n")
            if len(lines) == 1 and at + len(rest) < self.size:
                return  # no index has such a line
            whole = lines if at + len(rest) >= self.size else lines[:-1]
            for line in whole:
                end = at + len(line) + 1
                record = self._record(line, at, end)
                if record is not None:
                    yield record
                at = end
            rest = b"" if whole is lines else lines[-1]

    def _record(self, line: bytes, start: int, end: int) -> IndexRecord | None:
        parts = line.split(b"\t")
        if len(parts) < 3:
            return None
        word, place = parts[0].decode("utf-8", "replace"), tuple(map(number, parts[1:3]))
        return None if min(place) < 0 else IndexRecord(self.key(word), word, start, end, place)

    def having(self, word: str) -> Iterator[IndexRecord]:
        """The records of a headword."""
        key = self.key(word)
        if self.ordered:
            return with_key(self, key)
        return (record for record in self._scanned(key) if record.key == key)

    def _scanned(self, key: bytes) -> Iterator[IndexRecord]:
        """Records of an unsorted index, from a few bytes before each occurrence of the word."""
        for at in range(0, min(self.size, _SCAN_MOST), _SCANNED):
            piece = b"\n" * (not at) + self._source.read(max(0, at - 1), _SCANNED + _LINE_MOST)
            lowered, here = piece.lower(), -1
            while (here := lowered.find(b"\n" + key + b"\t", here + 1)) >= 0:
                line = piece[here + 1 : here + _LINE_MOST].split(b"\n")[0]
                record = self._record(line, at + here, at + here)
                if record is not None and here <= _SCANNED:
                    yield record


class DictdDictionary:
    """A dictionary of dictd."""

    def __init__(self, path: Path) -> None:
        """`path` is its index; raises `DictionaryError`."""
        self._index = LineIndex(FileBytes(path))
        self._body = EntryFile(beside(path, ".dict.dz", ".dict"))
        title = " ".join(" ".join(self.entries("00-database-short")).split())
        self.name = safe(title.removeprefix("00-database-short").strip())[:80] or safe(path.stem)

    def entries(self, word: str) -> list[str]:
        """What it says about a headword."""
        places = dict.fromkeys(record.values for record in self._index.having(word))
        found = (self._body.entry(*place) for place in islice(places, _ENTRIES_MOST))
        return [fit(text.decode("utf-8", "replace")) for text in found]


# StarDict


class WordIndex:
    """An index of StarDict: a headword, a zero and numbers, with nothing between records."""

    def __init__(self, source: Bytes, layout: str, most: int) -> None:
        """`layout` is that of the numbers, whose sum is never greater than `most`."""
        self._source, self._most = source, most
        self.size = source.size
        self.near = lru_cache(PROBES_MOST)(self._near)
        self._layout = struct.Struct(layout)
        self._starts = [0]
        """Where each step of records begins, as far as records were asked for by number."""

    @staticmethod
    def key(word: str) -> bytes:
        """The key by which it is sorted: ignoring the case of ASCII letters."""
        return word.encode("utf-8", "replace").lower()

    def _near(self, at: int) -> IndexRecord | None:
        """A record that begins a little later: those are real that can be read several in a row.

        Starting inside a word may give a false first record, so the second one is taken.
        """
        if not at:
            return next(self.walk(0), None)
        data = self._source.read(at, 4 * _LINE_MOST)
        for first in range(min(len(data), _LINE_MOST)):
            found = list(islice(self._parsed(data, first, at), 8))
            whole = found and (len(found) == 8 or found[-1].end >= self.size)
            keys = [record.key for record in found[1:]]
            if whole and keys and keys == sorted(keys):
                return found[1]
        return None

    def walk(self, start: int) -> Iterator[IndexRecord]:
        """The records from there on, up to one that cannot be read."""
        at = start
        while at < self.size:
            data = self._source.read(at, 4 * _LINE_MOST)
            before = at
            for record in self._parsed(data, 0, at):
                yield record
                at = record.end
            if at == before:
                return

    def _parsed(self, data: bytes, first: int, at: int) -> Iterator[IndexRecord]:
        size = self._layout.size
        while True:
            zero = data.find(b"\0", first, first + _LINE_MOST)
            if zero <= first or zero + 1 + size > len(data):
                return
            raw, values = data[first:zero], self._layout.unpack_from(data, zero + 1)
            if sum(values) > self._most or min(raw) < ord(" "):
                return
            try:
                word = raw.decode("utf-8")
            except UnicodeDecodeError:
                return
            end = zero + 1 + size
            yield IndexRecord(raw.lower(), word, at + first, at + end, values)
            first = end

    def having(self, word: str) -> Iterator[IndexRecord]:
        """The records of a headword."""
        return with_key(self, self.key(word))

    def by_number(self, wanted: int) -> IndexRecord | None:
        """The record of that number, from 0."""
        steps, rest = divmod(wanted, _STEP)
        skip = _SKIPS[self._layout.size].match
        while len(self._starts) <= steps:
            start, after = self._starts[-1], 0
            data = self._source.read(start, _SCANNED)
            while len(self._starts) <= steps and (found := skip(data, after)):
                after = found.end()
                self._starts.append(start + after)
            if not after:
                return None
        return next(islice(self.walk(self._starts[steps]), rest, None), None)


class StarDictionary:
    """A dictionary of StarDict."""

    def __init__(self, path: Path) -> None:
        """`path` is its `.ifo`; raises `DictionaryError`."""
        lines = FileBytes(path).read(0, _HEADER_MOST).decode("utf-8", "replace").splitlines()
        if not lines or "StarDict's dict ifo" not in lines[0]:
            raise DictionaryError("it is not a StarDict dictionary")
        facts = dict(line.partition("=")[::2] for line in lines)
        self.name = safe(facts.get("bookname", "").strip())[:80] or safe(path.stem)
        self._types = facts.get("sametypesequence", "").strip()
        self._body = EntryFile(beside(path, ".dict.dz", ".dict"))
        wide = facts.get("idxoffsetbits", "").strip() == "64"
        index = beside(path, ".idx", ".idx.gz")
        source = inflated(index) if index.suffix == ".gz" else FileBytes(index)
        self._index = WordIndex(source, ">QI" if wide else ">II", _CUT_MOST * self._body.size)
        synonyms = path.with_suffix(".syn")
        numbers = self._index.size // _RECORD_LEAST
        self._synonyms = (
            WordIndex(FileBytes(synonyms), ">I", numbers) if synonyms.exists() else None
        )

    def entries(self, word: str) -> list[str]:
        """What it says about a headword, or about the headword that this is another form of."""
        records = list(islice(self._index.having(word), _ENTRIES_MOST))
        if self._synonyms is not None:
            others = islice(self._synonyms.having(word), _ENTRIES_MOST)
            numbered = (self._index.by_number(one.values[0]) for one in others)
            records += [record for record in numbered if record is not None]
        places = {record.values: record.word for record in records}
        return [
            text
            for place, head in islice(places.items(), _ENTRIES_MOST)
            if (text := self._text(head, self._body.entry(*place)))
        ]

    def _text(self, head: str, data: bytes) -> str:
        """The head and the texts of an entry."""
        parts = [plain(kind, raw) for kind, raw in _fields(data, self._types)]
        text = "\n".join(filter(None, (part.strip() for part in parts)))
        return fit(f"{head}\n{text}") if text else ""


def _fields(data: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    """The parts of an entry and their types, which precede them unless they are all alike."""
    given, at = iter(types), 0
    while at < len(data):
        if types:
            kind = next(given, "")
            if not kind:
                return
        else:
            kind, at = chr(data[at]), at + 1
        last = bool(types) and kind == types[-1]
        if kind.isupper():
            size = len(data) if last else int.from_bytes(data[at : at + 4], "big")
            at = at if last else at + 4
            yield kind, data[at : at + size]
            at += size
        else:
            end = -1 if last else data.find(b"\0", at)
            end = len(data) if end < 0 else end
            yield kind, data[at:end]
            at = end + 1


# Texts

_TAG = lazy_pattern(r"</?([A-Za-z][\w:-]{0,20})[^<>]{0,2000}>")
_LINES = ("br", "p", "div", "li", "ul", "ol", "tr", "table", "dl", "dt", "dd", "hr", "blockquote")
_BLOCKS = frozenset((*_LINES, "h1", "h2", "h3", "h4", "h5", "h6", "ar", "k", "def", "ex"))
"""Elements that are set on lines of their own, in HTML and in XDXF."""
_LINK = lazy_pattern(
    r"<a\b[^<>]{0,300}\bhref=[\"']?bword://[^<>]{0,300}>([^<>{}]{1,80})</a>"
    r"|<kref\b[^<>]{0,300}>([^<>{}]{1,80})</kref>",
    re.IGNORECASE,
)
"""Links to another entry, in HTML and in XDXF."""
_BLANK_LINES = lazy_pattern(r"\n\s*\n+")


def plain(kind: str, raw: bytes) -> str:
    """The text of a part of an entry; empty for parts that are not text."""
    text = raw.decode("utf-8", "replace")
    if kind in "ghx":
        text = _LINK.sub(lambda link: f"{{{link[1] or link[2]}}}", text)
        return _BLANK_LINES.sub("\n", unescape(_TAG.sub(_as_line_end, text)))
    if kind in "ty":
        return f"[{text.strip()}]" if text.strip() else ""
    return text if kind in "ml" else ""


def _as_line_end(tag: re.Match[str]) -> str:
    return "\n" if tag[1].lower() in _BLOCKS else ""


def fit(text: str) -> str:
    """Text for the screen."""
    lines = clean(text.replace("\r\n", "\n").expandtabs(4)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def beside(path: Path, *suffixes: str) -> Path:
    """The first file with one of these endings next to another; raises `DictionaryError`."""
    for suffix in suffixes:
        there = path.with_name(path.stem + suffix)
        if there.exists():
            return there
    raise DictionaryError(f"there is no {path.stem}{suffixes[0]} beside it")
