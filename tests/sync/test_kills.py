"""An exchange that is killed at any instant, homes that are copied, machines that are set back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest

from reader.storage.data_file import DataFile
from reader.storage.store import Store
from reader.sync import exchange as rules
from reader.sync.exchange import exchange
from reader.sync.registers import HIGHLIGHT, NOTE
from tests.storage.facts import mark
from tests.sync.histories import START, Killed, Life, MemoryFolder, Mortal, Rows
from tests.sync.homes import Home, rounds
from tests.terminal import NIGHTSTAND, ROOT

Homes = Callable[..., tuple[Home, ...]]
HOUR = 3_600_000


def two_machines() -> tuple[MemoryFolder, Rows, Rows]:
    """Both have told something, and both something that is not told yet; one's must be whole."""
    folder, one, two = MemoryFolder(), Rows("aaaaaaaaaa"), Rows("bbbbbbbbbb")
    for rows, start in ((one, 1), (two, 101)):
        for number in range(start, start + 3):
            name = (HIGHLIGHT, f"{number:032x}")
            rows.change(name, "made", {"story": "one"}, START)
            rows.change(name, NOTE, f"note {number}", START)
            exchange(rows, folder, START)
    shared = (HIGHLIGHT, f"{1:032x}")
    exchange(one, folder, START)
    exchange(two, folder, START)
    for rows in (one, two):
        rows.change(shared, NOTE, f"by {rows.kept.device}", START + HOUR)
        rows.change(shared, "colour", rows.kept.device, START + HOUR)
    exchange(two, folder, START + HOUR)
    return folder, one, two


def test_an_exchange_killed_after_any_step_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost, and both hold the same, however often it is killed there."""
    monkeypatch.setattr(rules, "_PARTS", 2)
    for steps in range(1_000):
        folder, one, two = two_machines()
        survived = False
        for _ in range(2):
            life = Life(steps)
            with suppress(Killed):
                exchange(Mortal(one, life), Mortal(folder, life), START + 2 * HOUR)
                survived = True
        for hour in range(3, 6):
            exchange(two, folder, START + hour * HOUR)
            exchange(one, folder, START + hour * HOUR)
        assert one.registers == two.registers
        assert len(one.registers) == 6
        notes = {text for text, *_ in one.registers[HIGHLIGHT, f"{1:032x}"][NOTE].value}
        assert notes == {"by aaaaaaaaaa", "by bbbbbbbbbb"}
        if survived:
            break
    else:
        pytest.fail("it never came to its end")
    assert steps >= 10


def _count(monkeypatch: pytest.MonkeyPatch, life: Life) -> None:
    """Whatever writes, in the data file or in the folder, is a step."""

    def stepping(where: Any, name: str) -> None:
        before = getattr(where, name)

        def done(*args: Any, **named: Any) -> Any:
            if current_thread() is main_thread():
                life.step()
            return before(*args, **named)

        monkeypatch.setattr(where, name, done)

    for where, names in (
        (DataFile, ("change", "write")),
        (os, ("open", "fsync", "fdopen")),
        (Path, ("replace", "unlink")),
    ):
        for name in names:
            stepping(where, name)


@pytest.mark.slow
def test_an_exchange_of_files_killed_at_any_write_is_taken_up(homes: Homes) -> None:
    """On the disk: at every change of the data file, every file opened, named or removed."""
    (two,) = homes("two")
    two.store.bookmarks.add(two.id["one"], mark(10, "of two")).result()
    two.sync()
    for steps in range(200):
        (one,) = homes(f"one{steps}")
        one.store.bookmarks.add(one.id["one"], mark(20 + steps, f"{steps}")).result()
        one.sync()
        one.store.bookmarks.add(one.id["one"], mark(600 + steps, f"{steps} again")).result()
        two.store.bookmarks.add(two.id["one"], mark(1200 + steps, f"{steps} of two")).result()
        two.sync()
        survived = False
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rules, "_PARTS", 0)
            _count(patch, Life(steps))
            with suppress(Killed):
                one.sync()
                survived = True
        one.store.close()
        one.store = Store(one.data)
        rounds(one, two)
        assert sorted(one.names()) == sorted(two.names())
        assert {f"{steps}", f"{steps} again", f"{steps} of two"} <= set(one.names())
        if survived:
            break
    else:
        pytest.fail("it never came to its end")
    assert steps >= 10


@pytest.mark.slow
def test_a_process_killed_at_some_instant_loses_nothing(homes: Homes) -> None:
    """A real one, by a signal that it cannot hear; wherever that meets it."""
    one, two = homes("one", "two")
    expected = set()
    for turn in range(24):
        for home in (one, two):
            name = f"{home.name} {turn}"
            home.store.bookmarks.add(home.id["one"], mark(turn * 7 + 1, name)).result()
            expected.add(name)
        two.sync()
        one.store.close()
        command = [*NIGHTSTAND, "sync", "--folder", str(one.shared)]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "NIGHTSTAND_DATA": str(one.data)}
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.15 + 0.04 * turn)
            process.kill()
        one.store = Store(one.data)
    rounds(one, two, count=3)

    assert set(one.names()) == set(two.names()) == expected


@pytest.mark.parametrize("hash_", ["other", "one"], ids=["another machine", "the same identity"])
def test_a_copied_home_is_another_machine(homes: Homes, hash_: str) -> None:
    """What both do from then on comes to both, as that of two machines."""
    one, two = homes("one", "two")
    one.go_to(50)
    one.store.bookmarks.add(one.id["one"], mark(10, "before")).result()
    one.sync()
    copy = one.copy("copy", hash_)
    for home, offset in ((one, 60), (copy, 70)):
        home.store.bookmarks.add(home.id["one"], mark(offset, f"of {home.name}")).result()
        home.go_to(offset)
    rounds(one, copy, two, count=3)

    for home in (one, copy, two):
        assert sorted(home.names()) == ["before", "of copy", "of one"]
        assert home.at() == 70
    assert one.offered() == 60
    copy.store.close()


def carry(*folders: Path) -> None:
    """All files come to all folders."""
    for source in folders:
        for target in folders:
            for file in source.glob("*.nss"):
                if not (target / file.name).exists():
                    shutil.copy2(file, target)


@pytest.fixture
def apart(homes: Homes, tmp_path: Path) -> tuple[Home, ...]:
    """Two machines, each with a copy of the folder of its own."""
    pair = homes("one", "two")
    for home in pair:
        home.shared = tmp_path / f"folder of {home.name}"
        home.shared.mkdir()
    return pair


def test_a_whole_machine_that_is_set_back_gets_all_back(
    apart: tuple[Home, ...], tmp_path: Path
) -> None:
    """Data file and folder of last week; what it had told since comes from the others."""
    one, two = apart

    def agree() -> None:
        for _ in range(3):
            rounds(one, two, count=1)
            carry(one.shared, two.shared)

    one.store.bookmarks.add(one.id["one"], mark(10, "early")).result()
    one.go_to(50)
    agree()
    one.store.save_elsewhere(tmp_path / "backup.db")
    shutil.copytree(one.shared, tmp_path / "backup")
    gone = mark(20, "gone")
    one.store.bookmarks.add(one.id["one"], gone).result()
    one.store.bookmarks.add(one.id["one"], mark(30, "late")).result()
    one.go_to(80)
    agree()
    two.store.bookmarks.delete(gone.id).result()
    agree()

    one.become(tmp_path / "backup.db")
    shutil.rmtree(one.shared)
    shutil.copytree(tmp_path / "backup", one.shared)
    one.store.bookmarks.add(one.id["one"], mark(40, "after")).result()
    assert sorted(one.names()) == ["after", "early"]
    agree()
    for home in (one, two):
        assert sorted(home.names()) == ["after", "early", "late"]
        assert home.at() == 80
    one.go_to(95)
    agree()
    assert (one.at(), two.at()) == (95, 95)
