"""What travels: registers with stamps, and the one way in which two of them become one.

The rule: merging is commutative, associative and idempotent, so that machines which have seen the
same registers hold the same, in whatever order and however often they came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from reader.annotations.highlights import Stamp
from reader.value import NamedTuple

NOTE = "note"
"""The field of which two concurrent changes are both kept."""
DEVICE, VERSION, STORY, BOOKMARK, HIGHLIGHT = "d", "v", "s", "b", "h"
"""Kinds of records: a machine, a content with the keys of its story, a story, and two marks."""
KINDS = (DEVICE, VERSION, STORY, BOOKMARK, HIGHLIGHT)
_BETWEEN = "\n\n— another version —\n\n"

Vector = dict[str, int]
"""Machine → how many changes of it a note has seen."""


class Register(NamedTuple):
    """One field's value, and when it was given."""

    value: Any
    """As JSON has it."""
    stamp: Stamp


Fields = Mapping[str, Register]


class Record(NamedTuple):
    """Some fields of one thing."""

    kind: str
    id: str
    fields: Fields


def canonical(value: Any) -> str:
    """A value as a text, the same on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def merged(field: str, one: Register | None, other: Register) -> Register:
    """What two registers of one field become: the later, of notes all that did not see another."""
    if one is None or one == other:
        return other
    if field == NOTE:
        joined = _joined(_siblings(one.value) + _siblings(other.value))
        return Register(joined, max(one.stamp, other.stamp))
    if one.stamp != other.stamp:
        return max(one, other, key=lambda register: register.stamp)
    # A machine that was set back to a backup may give one stamp twice.
    return max(one, other, key=lambda register: canonical(register.value))


class HybridClock:
    """Gives the stamps of one machine's changes: always later than all that it has seen."""

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
        """The stamp of what is made known for the first time: its own time, later than nothing."""
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


def note_text(value: Any) -> str:
    """A note as it is shown: one text, or all versions of which none had seen the other."""
    texts = sorted({text for text, _ in _siblings(value) if text})
    return _BETWEEN.join(texts)


def note_versions(value: Any) -> int:
    """How many versions there are of a note."""
    return len({text for text, _ in _siblings(value) if text})


def note_changed(value: Any, text: str, device: str) -> list[Any]:
    """A note after a change by a reader who had all its versions before them."""
    seen: Vector = {}
    for _, vector in _siblings(value):
        for name, count in vector.items():
            seen[name] = max(count, seen.get(name, 0))
    seen[device] = seen.get(device, 0) + 1
    return [[text, seen]]


def _siblings(value: Any) -> list[tuple[str, Vector]]:
    """The versions of a note; what is none is left out."""
    if not isinstance(value, list):
        return []
    found = []
    for item in value:
        match item:
            case [str() as text, dict() as vector]:
                whole = {n: c for n, c in vector.items() if isinstance(c, int) and c > 0}
                found.append((text, whole))
    return found


def _joined(siblings: list[tuple[str, Vector]]) -> list[Any]:
    """The versions that no other has seen, each once, in one order everywhere."""
    kept = [
        (text, vector)
        for text, vector in siblings
        if not any(vector != other and _sees(other, vector) for _, other in siblings)
    ]
    unique = {canonical([text, vector]): [text, vector] for text, vector in kept}
    return [unique[name] for name in sorted(unique)]


def _sees(one: Vector, other: Vector) -> bool:
    return all(one.get(name, 0) >= count for name, count in other.items())
