"""The data file from the point of view of an exchange between machines.

The rule: every step is short, because it is done in the store's thread, where keys may wait for a
place or a bookmark; an interrupted exchange is continued by the next.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from reader.annotations.highlights import Stamp
from reader.locator.quote import Locator
from reader.posix import alone_in
from reader.storage import mark_sql, reading_days, register_sql, travel_sql
from reader.storage.data_file import DataFile
from reader.sync.exchange import Exchanged, SyncState, exchange
from reader.sync.folder import SharedFolder
from reader.sync.machine import machine_hash, machine_name
from reader.sync.registers import DEVICE, STORY, TIME, VERSION, HybridClock, Record, Register
from reader.value import NamedTuple

_STORIES, _RECORDS, _FIELDS = 20, 400, 2_000
"""Stories looked at, records merged and fields read in one step."""


class Machine(NamedTuple):
    """One of a reader's machines."""

    device: str
    name: str
    heard: int
    """When it last wrote, by its own clock, in milliseconds; not later than now."""


class RegisterTable:
    """What travels, for all stories or for some."""

    def __init__(
        self,
        file: DataFile,
        machine: str,
        name: str,
        stories: Sequence[int] | None = None,
        *,
        timed: bool = True,
    ) -> None:
        self._file = file
        self._timed = timed
        self._machine = machine
        self._name = name
        self._stories = stories

    def state(self) -> SyncState:
        """What is remembered about the folder."""
        return self._file.ask(lambda c: register_sql.state(c, self._machine), narrow=True)

    def keep(self, state: SyncState) -> None:
        """Remember it, once it is on the disk."""
        self._file.write(lambda c: register_sql.keep_state(c, self._machine, state)).result()

    def collect(self, device: str, now: int) -> None:
        """Stamp what was changed here since the last time."""
        named = Record(DEVICE, device, {"name": Register(self._name, Stamp(now, 0, device))})
        self._file.change(partial(_name_machine, record=named))
        self._file.change(partial(reading_days.bind, hash_=self._machine, device=device))
        ids = self._stories if self._stories is not None else self._file.ask(travel_sql.stories)
        for at in range(0, len(ids), _STORIES):
            some = ids[at : at + _STORIES]
            self._file.change(
                partial(_collect, stories=some, device=device, now=now, timed=self._timed)
            )

    def take(self, records: list[Record], device: str, now: int) -> int:
        """Merge records and show what they say; return how many said something new."""
        # Which story a mark belongs to is known once the contents of the story are.
        ordered = sorted(self._wanted(records), key=_order)
        return sum(
            self._file.change(
                partial(_take, records=ordered[at : at + _RECORDS], device=device, now=now)
            )
            for at in range(0, len(ordered), _RECORDS)
        )

    def unsent(self) -> list[Record]:
        """What was changed here and is in no segment yet."""
        return self._wanted(self._file.ask(register_sql.unsent))

    def everything(self) -> list[Record]:
        """Everything known."""
        found: list[Record] = []
        after = ("", "")
        while some := self._file.ask(partial(register_sql.page, after=after, most=_FIELDS)):
            found += self._wanted(some)
            after = some[-1].kind, some[-1].id
        return found

    def _wanted(self, records: list[Record]) -> list[Record]:
        """Those of these that the reader allows to be exchanged."""
        return [one for one in records if self._timed or one.kind != TIME]

    def sent(self, records: list[Record]) -> None:
        """These are in a segment now."""
        waiting = self._file.ask(register_sql.unsent_names)
        fields = [
            (record.kind, record.id, field, register)
            for record in records
            for field, register in record.fields.items()
            if (record.kind, record.id, field) in waiting
        ]
        for at in range(0, len(fields), _FIELDS):
            self._file.change(partial(register_sql.sent, fields=fields[at : at + _FIELDS]))

    def machines(self) -> list[Machine]:
        """The reader's other machines, the one that last wrote first."""
        heard = self.state().heard
        names = {device: self.machine_name(device) for device in heard}
        now = int(time.time() * 1000)
        found = [Machine(device, names[device], min(at, now)) for device, at in heard.items()]
        return sorted(found, key=lambda one: -one.heard)

    def machine_name(self, device: str) -> str:
        """The name of a machine."""
        fields = self._file.ask(lambda c: register_sql.fields_of(c, DEVICE, device), narrow=True)
        value = fields["name"].value if "name" in fields else None
        return value if isinstance(value, str) and value else "another machine"


def exchange_rows(
    file: DataFile,
    folder: Path,
    name: str = "",
    stories: Sequence[int] | None = None,
    *,
    anew: bool = False,
    timed: bool = True,
) -> Exchanged:
    """One exchange with a folder; raises `OSError` if the folder or the data file is missing.

    `name` is what other machines call this one; changes are looked for in `stories`, or in all if
    none are named; reading times are exchanged if `timed`. Other windows wait for their turn.
    """
    if file.trouble:
        raise OSError(None, f"changes are not saved: {file.trouble}")
    with alone_in(folder):
        table = registers_of(file, name, stories, timed=timed)
        now = int(time.time() * 1000)
        return exchange(table, SharedFolder(folder), now, str(folder), anew=anew)


def registers_of(
    file: DataFile, name: str = "", stories: Sequence[int] | None = None, *, timed: bool = True
) -> RegisterTable:
    """The registers of this machine."""
    return RegisterTable(file, machine_hash(), machine_name(name), stories, timed=timed)


def machine_of_place(file: DataFile, story: int, place: Locator) -> str:
    """The name of the other machine on which a place was left; empty if it was none."""
    registers = registers_of(file)
    find = partial(travel_sql.machine_at, story_id=story, offset=place.offset, exact=place.exact)
    device = file.ask(find)
    if not device or device == registers.state().device:
        return ""
    return registers.machine_name(device)


def _name_machine(connection: Connection, record: Record) -> None:
    known = register_sql.fields_of(connection, DEVICE, record.id).get("name")
    register = record.fields["name"]
    if known is None or known.value != register.value:
        stamp = register.stamp if known is None else max(register.stamp, _after(known.stamp))
        register_sql.put(connection, (DEVICE, record.id, "name"), register._replace(stamp=stamp))


def _after(stamp: Stamp) -> Stamp:
    return stamp._replace(counter=stamp.counter + 1)


def _collect(
    connection: Connection, stories: Iterable[int], device: str, now: int, *, timed: bool
) -> None:
    clock = HybridClock(register_sql.clock(connection), device)
    before = clock.newest
    for story in stories:
        travel_sql.collect(connection, story, clock, now, timed=timed)
    if clock.newest != before:
        register_sql.keep_clock(connection, clock.newest)


def _take(connection: Connection, records: list[Record], device: str, now: int) -> int:
    """Merge some records; what the reader changed meanwhile is stamped first."""
    clock = HybridClock(register_sql.clock(connection), device)
    kept = _Kept(connection)
    kept.read(records)
    news = list(_news(records, kept))
    told = _by_story(connection, news)
    before = told.keys()
    for story in before:
        travel_sql.collect(connection, story, clock, now)
    changed = kept.look_again()
    if changed:
        records = [one for one, _ in news]
        kept.read(records)
        news = list(_news(records, kept))
    register_sql.take(connection, news)
    kept.hold()
    if changed or any(one.kind == VERSION for one, _ in news):
        told = _by_story(connection, news)
    for story in told.keys() - before:
        travel_sql.collect(connection, story, clock, now)
    kept.look_again()
    for story, some in told.items():
        travel_sql.show(connection, story, device, now, some, kept)
    clock.see(register.stamp for _, one in news for register in one.fields.values())
    register_sql.keep_clock(connection, clock.newest)
    return len(news)


def _news(records: Iterable[Record], kept: _Kept) -> Iterator[tuple[Record, Record]]:
    """The records that say something new, as most of a segment does not, and what is new."""
    for record in records:
        known = kept[record.kind, record.id]
        if changed := register_sql.news_of(record, known):
            known.update(changed)
            yield record, Record(record.kind, record.id, changed)


class _Kept(dict[tuple[str, str], dict[str, Register]]):
    """What is known about things by kind and id, read once until something writes."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self._changes = connection.total_changes

    def __missing__(self, name: tuple[str, str]) -> dict[str, Register]:
        self[name] = found = register_sql.fields_of(self._connection, *name)
        return found

    def read(self, records: Iterable[Record]) -> None:
        """Read what is known about everything that these concern at once."""
        ids: dict[str, list[str]] = defaultdict(list)
        for record in records:
            ids[record.kind].append(record.id)
        for kind, some in ids.items():
            found = register_sql.fields_of_each(self._connection, kind, some)
            self.update({(kind, id_): fields for id_, fields in found.items()})

    def hold(self) -> None:
        """Everything written since is in here as well."""
        self._changes = self._connection.total_changes

    def look_again(self) -> bool:
        """Forget what may have been written meanwhile; whether anything was."""
        written = self._connection.total_changes != self._changes
        if written:
            self.clear()
            self.hold()
        return written


def _by_story(
    connection: Connection, news: Iterable[tuple[Record, Record]]
) -> dict[int, list[Record]]:
    """What is new by the story here that it belongs to; without what belongs to none."""
    found: dict[int, list[Record]] = defaultdict(list)
    owners: dict[str, int | None] = {}
    for record, fresh in news:
        if record.kind in (DEVICE, TIME):
            continue
        if record.kind == VERSION:
            story = travel_sql.owner_of_content(connection, record.id)
        else:
            key = record.id if record.kind == STORY else _key_of(connection, record)
            if key not in owners:
                owners[key] = travel_sql.owner(connection, key)
            story = owners[key]
        if story is not None:
            found[story].append(fresh)
    return found


def _order(record: Record) -> tuple[bool, bool, str]:
    """Contents, stories, then marks, with those of one story next to each other."""
    key = register_sql.story_of(record.fields.get(register_sql.MADE))
    return record.kind != VERSION, record.kind != STORY, key


def _key_of(connection: Connection, record: Record) -> str:
    """The key of a mark's story, from the mark itself or as it was known."""
    key = register_sql.story_of(record.fields.get(register_sql.MADE))
    return key or mark_sql.story_key(connection, record.kind, record.id)
