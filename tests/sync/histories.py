"""Random histories of three machines, their folders, what carries files and what goes wrong.

The rule: a machine here is the program's own exchange over registers in memory; what a reader
does is written down beside it, and at the end nothing that anybody still held may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from random import Random
from typing import Any
from unittest.mock import patch

from reader.annotations.highlights import Stamp
from reader.sync.exchange import Exchanged, FolderGoneError, SyncState, exchange
from reader.sync.folder import Entries
from reader.sync.registers import (
    HIGHLIGHT,
    NOTE,
    STORY,
    HybridClock,
    Record,
    Register,
    merged,
    note_changed,
)
from reader.sync.segment import SegmentError, read_segment

Name = tuple[str, str]
DAY = 86_400_000
START = 1_790_000_000_000


class MemoryFolder:
    """One machine's copy of the shared folder."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, int]] = {}
        self.writes = 0

    def copy(self) -> MemoryFolder:
        """The same, apart."""
        other = MemoryFolder()
        other.files, other.writes = dict(self.files), self.writes
        return other

    def entries(self) -> Entries:
        """Every file."""
        return {name: (len(data), when) for name, (data, when) in self.files.items()}

    def read(self, name: str) -> bytes:
        """What a file holds."""
        return self.files[name][0]

    def write(self, name: str, data: bytes) -> tuple[int, int]:
        """Add a file."""
        self.writes += 1
        self.files[name] = data, self.writes
        return len(data), self.writes

    def delete(self, name: str) -> None:
        """Take a file away."""
        self.files.pop(name, None)


class Rows:
    """What one machine holds, as its data file would."""

    def __init__(self, device: str) -> None:
        self.registers: dict[Name, dict[str, Register]] = {}
        self.fresh: set[tuple[str, str, str]] = set()
        self.clock = Stamp(0)
        self.kept = SyncState(device)

    def copy(self) -> Rows:
        """The same, apart."""
        other = Rows(self.kept.device)
        other.registers = {name: dict(fields) for name, fields in self.registers.items()}
        other.fresh, other.clock, other.kept = set(self.fresh), self.clock, self.kept
        return other

    def state(self) -> SyncState:
        """What is remembered."""
        return self.kept

    def keep(self, state: SyncState) -> None:
        """Remember it."""
        self.kept = state

    def collect(self, device: str, now: int) -> None:
        """Nothing: changes are stamped as they are made."""

    def take(self, records: list[Record], device: str, now: int) -> int:  # noqa: ARG002 - a Keeper's
        """Merge records."""
        clock = HybridClock(self.clock, device)
        news = 0
        for kind, id_, fields in records:
            kept = self.registers.setdefault((kind, id_), {})
            for field, register in fields.items():
                now_ = merged(field, kept.get(field), register)
                if now_ != kept.get(field):
                    kept[field] = now_
                    news += 1
                    if now_ != register:
                        self.fresh.add((kind, id_, field))
            clock.see(one.stamp for one in fields.values())
        self.clock = clock.newest
        return news

    def unsent(self) -> list[Record]:
        """What is new."""
        return [
            Record(kind, id_, {field: self.registers[kind, id_][field]})
            for kind, id_, field in sorted(self.fresh)
        ]

    def everything(self) -> list[Record]:
        """All of it."""
        return [Record(*name, dict(fields)) for name, fields in self.registers.items()]

    def sent(self, records: list[Record]) -> None:  # noqa: ARG002 - a Keeper's
        """These are in a segment."""
        self.fresh.clear()

    def change(self, name: Name, field: str, value: Any, ms: int) -> None:
        """A change by the reader, which must be later than all that was before them."""
        fields = self.registers.setdefault(name, {})
        before = fields.get(field)
        clock = HybridClock(self.clock, self.kept.device)
        stamp = clock.stamp(ms)
        if field == NOTE:
            value = note_changed(before.value if before else None, value, stamp)
        register = Register(value, stamp)
        assert before is None or register.stamp > before.stamp, "an earlier stamp than was seen"
        fields[field] = register
        self.clock = clock.newest
        self.fresh.add((*name, field))


class Killed(BaseException):
    """The process is gone."""


class Life:
    """So many steps are done, then no more."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        """One more."""
        if self.left == 0:
            raise Killed
        self.left -= 1


class Mortal:
    """A machine's rows or its folder, each call of which is a step, and each record taken."""

    def __init__(self, inner: Any, life: Life) -> None:
        self._inner, self._life = inner, life

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any) -> Any:
            self._life.step()
            return getattr(self._inner, name)(*args)

        return call

    def take(self, records: list[Record], device: str, now: int) -> int:
        """As its rows take them, but for what comes after the end of its life."""
        news = 0
        for one in records:
            self._life.step()
            news += self._inner.take([one], device, now)
        return news


class History:
    """Three machines, and what their reader did."""

    def __init__(self, seed: int, *, restores: bool) -> None:
        self.random = Random(seed)
        self.restores = restores
        self.rows = [Rows(self._device()) for _ in range(3)]
        self.folders = [MemoryFolder() for _ in range(3)]
        self.skew = [self.random.randint(-400, 400) * DAY for _ in range(3)]
        self.backups: list[tuple[int, Rows, MemoryFolder | None]] = []
        self.now = START
        self.made: set[Name] = set()
        self.notes: set[tuple[Name, str]] = set()
        """Notes that nobody replaced who had them before them."""
        self.count = 0

    def run(self, steps: int) -> None:
        """So many things happen; then the folders agree, and all must have all."""
        with patch("reader.sync.exchange.new_device", self._device):  # a seed tells all of it
            self._happen(steps)
            self._agree()
        self._check()

    def _device(self) -> str:
        return "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz", k=10))

    def _happen(self, steps: int) -> None:
        doings = [self._mark, self._rename, self._note, self._delete, self._move]
        for _ in range(steps):
            self.now += self.random.randint(1, 3_600_000)
            at = self.random.randrange(3)
            chance = self.random.random()
            if chance < 0.10:
                self._exchange_or_die(at)
            elif chance < 0.22:
                self._carry(at)
            elif chance < 0.25:
                self._mischief(at)
            else:
                self.random.choice(doings)(at)

    def _time(self, at: int) -> int:
        if self.random.random() < 0.02:
            self.skew[at] = self.random.randint(-400, 400) * DAY
        return max(0, self.now + self.skew[at])

    def _some_mark(self, at: int) -> Name | None:
        marks = [name for name, fields in self.rows[at].registers.items() if "made" in fields]
        return self.random.choice(marks) if marks else None

    def _mark(self, at: int) -> None:
        self.count += 1
        name = (HIGHLIGHT, f"{self.count:032x}")
        self.rows[at].change(name, "made", {"story": "one"}, self._time(at))
        self.made.add(name)

    def _rename(self, at: int) -> None:
        if name := self._some_mark(at):
            self.count += 1
            self.rows[at].change(name, "colour", str(self.count), self._time(at))

    def _delete(self, at: int) -> None:
        if name := self._some_mark(at):
            gone = self.random.choice([None, 1.0])
            self.rows[at].change(name, "deleted", gone, self._time(at))

    def _note(self, at: int) -> None:
        if name := self._some_mark(at):
            self.count += 1
            before = self.rows[at].registers[name].get(NOTE)
            for text, *_ in before.value if before else ():
                self.notes.discard((name, text))
            self.rows[at].change(name, NOTE, f"note {self.count}", self._time(at))
            self.notes.add((name, f"note {self.count}"))

    def _move(self, at: int) -> None:
        rows = self.rows[at]
        self.count += 1
        rows.change((STORY, "one"), f"place.{rows.kept.device}", self.count, self._time(at))

    def _exchange_or_die(self, at: int) -> None:
        """An exchange, of which some end in the middle."""
        life = Life(self.random.randrange(30) if self.random.random() < 0.2 else -1)
        with suppress(Killed, FolderGoneError):
            exchange(Mortal(self.rows[at], life), Mortal(self.folders[at], life), self._time(at))

    def _exchange(self, at: int) -> Exchanged:
        try:
            return exchange(self.rows[at], self.folders[at], self._time(at))
        except FolderGoneError:
            return exchange(self.rows[at], self.folders[at], self._time(at), anew=True)

    def _carry(self, at: int) -> None:
        """Some files of one folder come to another, whole or not, under their names or not."""
        source, target = self.folders[at], self.folders[self.random.randrange(3)]
        for name, (data, _) in list(source.files.items()):
            chance = self.random.random()
            if chance < 0.3 or target is source:
                continue
            if name in target.files and target.files[name][0] == data:
                continue
            if chance < 0.35:
                data = data[: self.random.randrange(len(data) + 1)]
            elif chance < 0.4:
                name = f"{name[:-4]}.sync-conflict-{self.count}.nss"
            target.write(name, data)
        if self.restores:  # a half file may have replaced the only whole one
            self._forget_what_nobody_holds()

    def _mischief(self, at: int) -> None:
        """A file is lost, a backup is made or comes back, or a home is copied."""
        folder = self.folders[at]
        if self.restores and self.random.random() < 0.5:
            whole = self.random.random() < 0.5
            if self.random.random() < 0.2:  # a home is copied over that of another machine
                self.rows[at] = self.rows[self.random.randrange(3)].copy()
                self._forget_what_nobody_holds()
            elif self.backups and self.random.random() < 0.5:
                which, rows, files = self.random.choice(self.backups)
                self.rows[which] = rows.copy()
                if files is not None:
                    self.folders[which] = files.copy()
                self._forget_what_nobody_holds()
            else:
                kept = folder.copy() if whole else None
                self.backups.append((at, self.rows[at].copy(), kept))
        elif folder.files:
            folder.delete(self.random.choice(sorted(folder.files)))
            if self.restores:
                self._forget_what_nobody_holds()

    def _held(self) -> Iterator[Record]:
        """What any machine or any folder holds."""
        for rows in self.rows:
            yield from rows.everything()
        for folder in self.folders:
            for data, _ in folder.files.values():
                try:
                    yield from read_segment(data).records
                except SegmentError:
                    continue

    def _forget_what_nobody_holds(self) -> None:
        made, notes = set(), set()
        for kind, id_, fields in self._held():
            if "made" in fields:
                made.add((kind, id_))
            if NOTE in fields:
                notes |= {((kind, id_), text) for text, *_ in fields[NOTE].value}
        self.made &= made
        self.notes &= notes

    def _agree(self) -> None:
        """The folders become one, and everybody exchanges until nothing is new."""
        self.now += 1_000 * DAY  # each has written a whole segment since, by any of its clocks
        for _ in range(8):
            whole = {
                name: data
                for folder in self.folders
                for name, (data, _) in folder.files.items()
                if _is_whole(data)
            }
            for folder in self.folders:
                for name, data in whole.items():
                    if name not in folder.files or folder.files[name][0] != data:
                        folder.write(name, data)
            done = [self._exchange(at) for at in range(3)]
            if not any(one.came or one.went for one in done):
                return

    def _check(self) -> None:
        one, two, three = (rows.registers for rows in self.rows)
        assert one == two == three, "they hold different things"
        assert self.made <= {name for name, fields in one.items() if "made" in fields}, "lost"
        kept = {
            (name, text)
            for name, fields in one.items()
            if NOTE in fields
            for text, *_ in fields[NOTE].value
        }
        assert self.notes <= kept, "a note was lost"


def _is_whole(data: bytes) -> bool:
    try:
        read_segment(data)
    except SegmentError:
        return False
    return True
