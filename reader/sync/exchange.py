"""One exchange with a folder: what is new there is read, what is new here is written.

The rule: local changes are stamped before received ones are seen; a file counts as read when all of
it was merged, and as written when it is there. If one is killed at any instant, the next exchange
does what is left. Nothing is deleted except our own segments that a later one of ours contains
completely.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Protocol

from reader.sync.folder import Carrier, Entries
from reader.sync.registers import DEVICE, Record
from reader.sync.segment import Segment, SegmentError, read_segment, write_segment
from reader.value import Value

_PARTS, _PART_BYTES = 200, 64 << 10
"""Our own segments since the last full one, and at least this many bytes, from which another is
due.
"""
_MONTH = 30 * 86_400_000
_NONE: Mapping[str, Any] = MappingProxyType({})


class FolderGoneError(OSError):
    """A folder through which machines agreed is empty: it is not mounted, or was emptied."""


class SyncState(Value):
    """What a machine remembers about its folder."""

    device: str
    """Its name in stamps, which nobody else has: ten random letters."""
    folder: str = ""
    """Where the files below are."""
    seq: int = 0
    """The number of our newest segment."""
    own: Mapping[str, str] = _NONE
    """Our own files there → the hash of their bytes."""
    read: Mapping[str, tuple[int, int]] = _NONE
    """Files that were read, or written here → their size and time."""
    bad: Mapping[str, tuple[int, int]] = _NONE
    """Files that are not complete segments, in the same way."""
    heard: Mapping[str, int] = _NONE
    """Machine → when it last wrote by its own clock, in milliseconds."""
    full_at: int = 0
    """When the newest full segment was written; before the first, since when we have listened."""
    full_size: int = 0
    full_name: str = ""
    full_seq: int = 0

    def is_other(self, segment: Segment) -> bool:
        """Whether somebody else gives our stamps: we were set back, or have a copy.

        The one of two that has written less sees stamps from the other that are later than all of
        its own. Anything older than our newest full segment is ours, brought back by a carrier that
        deletes nothing.
        """
        return segment.device == self.device and segment.seq >= self.full_seq

    def next_device(self) -> SyncState:
        """The same under another name: whoever has the old one writes stamps that are not ours."""
        return self.replace(device=new_device(), full_at=0, full_name="", full_seq=0)


def new_device() -> str:
    """A name that no other machine has."""
    return "".join(chr(97 + byte % 26) for byte in os.urandom(10))


class Keeper(Protocol):
    """What a machine keeps: rows that the reader changes, and registers of them."""

    def state(self) -> SyncState:
        """What is remembered about the folder."""

    def keep(self, state: SyncState) -> None:
        """Remember it."""

    def collect(self, device: str, now: int) -> None:
        """Stamp what was changed here since the last time."""

    def take(self, records: list[Record], device: str, now: int) -> int:
        """Merge records and show what they say; return how many said something new."""

    def unsent(self) -> list[Record]:
        """What was changed here and is in no segment yet."""

    def everything(self) -> list[Record]:
        """Everything known."""

    def sent(self, records: list[Record]) -> None:
        """These are in a segment now."""


class Exchanged(Value):
    """What an exchange did."""

    came: int = 0
    """Records from others that said something new."""
    went: int = 0
    """Records that were written for others."""
    files: int = 0
    """Files that were read."""
    bad: int = 0
    """Files in the folder that are not complete segments."""
    left_out: int = 0
    """Records in complete segments that could not be read."""


def exchange(
    keeper: Keeper, carrier: Carrier, now: int, folder: str = "", *, anew: bool = False
) -> Exchanged:
    """Merge what is new in a folder and add what is new here; raises `OSError`.

    `now` is the time in milliseconds. A folder that was used and is now empty counts as missing,
    unless it is to be filled `anew`.
    """
    state = before = keeper.state()
    if state.folder != folder:
        state = SyncState(state.device, folder, state.seq, heard=state.heard)
    entries = carrier.entries()
    if state.own and not entries and not anew:
        raise FolderGoneError(None, "it is empty: is it mounted?")
    state, taken = _take_in(keeper, carrier, state, entries, now)
    if taken.came and not state.seq:
        state = state.replace(full_at=now)
    went, after = _publish(keeper, carrier, state, entries, now)
    if not went and after != before:
        keeper.keep(after)
    return taken.replace(went=went)


def has_news(state: SyncState, entries: Entries) -> bool:
    """Whether the folder contains a file that was not looked at, or lacks one of ours."""
    known = {**state.read, **state.bad}
    news = any(known.get(name) != stamp for name, stamp in entries.items())
    return news or any(name not in entries for name in state.own)


def _take_in(
    keeper: Keeper, carrier: Carrier, state: SyncState, entries: Entries, now: int
) -> tuple[SyncState, Exchanged]:
    """Merge what is new in the folder; return the state after it, and what came."""
    segments, bad = _new_segments(carrier, entries, state)
    foreign = [one for one in segments.values() if one.digest not in state.own.values()]
    if any(map(state.is_other, foreign)):
        state = state.next_device()
    keeper.collect(state.device, now)
    records = [record for one in foreign for record in one.records]
    came = keeper.take(records, state.device, now) if records else 0
    heard = {**state.heard}
    for one in (each for each in foreign if each.device != state.device):
        heard[one.device] = max(one.at, heard.get(one.device, 0))
    read = {name: stamp for name, stamp in state.read.items() if name in entries}
    read |= {name: entries[name] for name in segments}
    left_out = sum(one.left_out for one in segments.values())
    taken = Exchanged(came, files=len(segments), bad=len(bad), left_out=left_out)
    return state.replace(read=read, bad=bad, heard=heard), taken


def _new_segments(
    carrier: Carrier, entries: Entries, state: SyncState
) -> tuple[dict[str, Segment], dict[str, tuple[int, int]]]:
    """The segments not read yet, and the files that are not segments."""
    segments, bad = {}, {}
    for name, stamp in sorted(entries.items()):
        if state.read.get(name) == stamp:
            continue
        if state.bad.get(name) == stamp:
            bad[name] = stamp
            continue
        try:
            segments[name] = read_segment(carrier.read(name))
        except SegmentError:
            bad[name] = stamp
        except OSError:
            continue  # it disappeared while we looked, or cannot be read yet
    return segments, bad


def _publish(
    keeper: Keeper, carrier: Carrier, state: SyncState, entries: Entries, now: int
) -> tuple[int, SyncState]:
    """Write a segment if there is anything to say; return how many records, and the new state."""
    due = _is_whole_due(keeper, state, entries, now)
    records = keeper.everything() if due else keeper.unsent()
    if not records:
        return 0, state
    seq = state.seq + 1
    name, data = write_segment(state.device, seq, records, now, full=due)
    stamp = carrier.write(name, data)
    old = tuple(state.own) if due else ()
    own = {name: sha256(data).hexdigest()} if due else {**state.own, name: sha256(data).hexdigest()}
    read = {n: s for n, s in state.read.items() if n not in old} | {name: stamp}
    state = state.replace(seq=seq, own=own, read=read)
    if due:
        state = state.replace(full_at=now, full_size=len(data), full_name=name, full_seq=seq)
    keeper.keep(state)
    keeper.sent(records)
    for one in old:
        if one != name:
            carrier.delete(one)
    return len(records), state


def _is_whole_due(keeper: Keeper, state: SyncState, entries: Entries, now: int) -> bool:
    """Whether everything known should be put into one segment of ours, again or for the first time.

    A machine that has only listened so far, and has nothing to say but its name, can wait: what it
    received is in the segments of others.
    """
    if _is_harmed(state, entries) or not state.full_at or _is_due(state, now):
        return True
    return not state.full_name and any(one.kind != DEVICE for one in keeper.unsent())


def _is_harmed(state: SyncState, entries: Entries) -> bool:
    """Whether a file of ours is missing or incomplete."""
    return any(name not in entries or name in state.bad for name in state.own)


def _is_due(state: SyncState, now: int) -> bool:
    """Whether there are many segments of ours since the last full one, or it is long ago."""
    parts = [name for name in state.own if name != state.full_name]
    size = sum(state.read.get(name, (0, 0))[0] for name in parts)
    large = len(parts) > _PARTS or size > max(state.full_size, _PART_BYTES)
    return large or now - state.full_at > _MONTH
