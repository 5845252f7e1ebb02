"""What travels: registers with stamps, and the one way in which two of them become one.

The rule: merging is commutative, associative and idempotent, so machines that have seen the same
registers have the same, in whatever order and however often they arrived.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from reader.annotations.highlights import Stamp
from reader.value import NamedTuple

NOTE = "note"
"""The field of which two concurrent changes are both kept."""
DEVICE, VERSION, STORY, BOOKMARK, HIGHLIGHT, TIME = "d", "v", "s", "b", "h", "t"
"""Kinds of records: a machine, a content with the keys of its story, a story, its two kinds of
marks, and how long it was read."""
KINDS = (DEVICE, VERSION, STORY, BOOKMARK, HIGHLIGHT, TIME)
_SEEN_MOST = 200
"""Earlier versions of a note that a version remembers; a machine with an older one shows it again.
"""
_BETWEEN = "\n\n— another version —\n\n"


class Written(str):
    """A value as the JSON in which it is stored, which need not be parsed to be passed on."""

    __slots__ = ()


class Register(NamedTuple):
    """One field's value, and when it was given."""

    value: Any
    """In JSON's types."""
    stamp: Stamp


Fields = Mapping[str, Register]


class Record(NamedTuple):
    """Some fields of one thing."""

    kind: str
    id: str
    fields: Fields


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """A value as text, the same on every machine."""
    return _canonical.encode(value)


def merged(field: str, one: Register | None, other: Register) -> Register:
    """The result of merging two registers of one field: the later; of notes, unseen versions."""
    if one is None or one == other:
        return other
    if field == NOTE:
        joined = _joined(_versions(one.value) + _versions(other.value))
        return Register(joined, max(one.stamp, other.stamp))
    if one.stamp != other.stamp:
        return max(one, other, key=lambda register: register.stamp)
    # A machine that was set back to a backup may give the same stamp twice.
    return max(one, other, key=lambda register: canonical(register.value))


class HybridClock:
    """Gives the stamps of one machine's changes: always later than any it has seen."""

    def __init__(self, seen: Stamp, device: str) -> None:
        self.newest = seen
        self.device = device
        self._base = seen
        self._given = 0

    def stamp(self, ms: int) -> Stamp:
        """The stamp of a change made at a time; changes found together keep their own times."""
        if ms > self._base.ms:
            given = Stamp(ms, 0, self.device)
        else:
            self._given += 1
            given = Stamp(self._base.ms, self._base.counter + self._given, self.device)
        self.newest = max(self.newest, given)
        return given

    def plain(self, ms: int) -> Stamp:
        """The stamp of something announced for the first time: its own time, later than nothing."""
        return self.kept(Stamp(ms, 0, self.device))

    def kept(self, stamp: Stamp) -> Stamp:
        """A stamp that was given before."""
        given = stamp if stamp.device else stamp._replace(device=self.device)
        self.newest = max(self.newest, given)
        return given

    def see(self, stamps: Iterable[Stamp]) -> None:
        """Changes from now on are later than these."""
        self._base = self.newest = max(self.newest, *stamps, Stamp(0))
        self._given = 0


class NoteVersion(NamedTuple):
    """A note after one change."""

    text: str
    id: str
    seen: tuple[str, ...]
    """The versions that the reader had seen, and those that these had replaced."""


def note_text(value: Any) -> str:
    """A note as it is shown: one text, or all versions none of which had seen the other."""
    texts = sorted({version.text for version in _versions(value) if version.text})
    return _BETWEEN.join(texts)


def note_changed(value: Any, text: str, stamp: Stamp) -> list[Any]:
    """A note after a change by a reader who had seen all its versions."""
    before = _versions(value)
    every = dict.fromkeys(one for version in before for one in (*version.seen, version.id))
    seen = list(every)[-_SEEN_MOST:]
    return [[text, version_id(stamp, text, seen), seen]]


def version_id(stamp: Stamp, *said: object) -> str:
    """The identity of a change: a machine set back to a backup may give one stamp twice."""
    return sha256(canonical([str(stamp), said]).encode("utf-8", "replace")).hexdigest()[:10]


def _versions(value: Any) -> list[NoteVersion]:
    """The versions of a note; invalid ones are left out."""
    if not isinstance(value, list):
        return []
    found = []
    for item in value:
        match item:
            case [str() as text, str() as id_, list() as seen]:
                found.append(NoteVersion(text, id_, tuple(s for s in seen if isinstance(s, str))))
    return found


def _joined(versions: list[NoteVersion]) -> list[Any]:
    """The versions that no other has seen, each once, in the same order everywhere."""
    seen = {one for version in versions for one in version.seen}
    kept = {version.id: version for version in sorted(versions) if version.id not in seen}
    return [[one.text, one.id, list(one.seen)] for _, one in sorted(kept.items())]
