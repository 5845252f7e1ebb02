"""Machines with data files of their own, which share a folder."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.annotations.highlights import Highlight
from reader.storage import reading_days
from reader.storage.registers import exchange_rows
from reader.storage.store import Store
from reader.sync.exchange import Exchanged
from tests.storage.facts import add, place


class Home:
    """A machine with a data file of its own."""

    def __init__(self, folder: Path, name: str, shared: Path, stories: tuple[str, ...]) -> None:
        self.data = folder / f"{name}.db"
        self.store = Store(self.data)
        self.name, self.hash, self.shared = name, name, shared
        self.id = dict(zip(stories, [add(self.store, one) for one in stories], strict=True))

    @contextmanager
    def here(self) -> Iterator[None]:
        """What is done on this machine."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("reader.storage.registers", "reader.sync.machine"):
                patch.setattr(f"{name}.machine_hash", lambda: self.hash)
            yield

    def sync(self, *, timed: bool = True) -> Exchanged:
        """One exchange."""
        with self.here():
            return exchange_rows(self.store, self.shared, self.name, timed=timed)

    def copy(self, name: str, hash_: str = "") -> Home:
        """The same data file on another machine, or on this one under another name."""
        twin = Home(self.data.parent, name, self.shared, ())
        twin.store.close()
        twin.id, twin.hash = dict(self.id), hash_ or name
        self.store.save_elsewhere(twin.data.with_suffix(".copy"))
        twin.data.with_suffix(".copy").replace(twin.data)
        twin.store = Store(twin.data)
        return twin

    def become(self, other: Path) -> None:
        """Go on with the data file of a backup."""
        self.store.close()
        shutil.copyfile(other, self.data)
        self.store = Store(self.data)

    def read(self, seconds: int, day: str = "2026-11-20", story: str = "one") -> None:
        """Read for so long."""
        noon = time.mktime(time.strptime(f"{day} 12", "%Y-%m-%d %H"))
        with self.here():
            self.store.change(lambda c: reading_days.add(c, self.id[story], noon, seconds))

    def days(self) -> dict[str, int]:
        """Day → seconds of all stories, on all machines."""
        sums: Counter[str] = Counter()
        with self.here():
            for spent in self.store.stories.reading_time().values():
                sums.update({day: round(seconds) for day, seconds in spent.items()})
        return dict(sorted(sums.items()))

    def go_to(self, offset: int, story: str = "one") -> None:
        """Read on there."""
        self.store.places.remember(self.id[story], place(offset), at_once=True)
        self.store.flush()

    def at(self, story: str = "one") -> int | None:
        """Where the story opens."""
        known = self.store.stories.get(self.id[story])
        assert known is not None
        return known.locator.offset if known.locator else None

    def offered(self, story: str = "one") -> int | None:
        """The place that is offered."""
        other = self.store.places.other(self.id[story])
        return other.offset if other else None

    def names(self) -> list[str]:
        """The names of its bookmarks."""
        return [one.name for _, one in self.store.bookmarks.of()]

    def highlights(self) -> list[Highlight]:
        """Its highlights."""
        return [one for _, one in self.store.highlights.of()]


def rounds(*homes: Home, count: int = 2) -> None:
    """Everybody exchanges, and again."""
    for _ in range(count):
        for one in homes:
            one.sync()
