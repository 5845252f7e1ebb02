"""Killed at any instant, raced by seven others: what was acknowledged is there."""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.storage import database
from tests.storage.powercut import Disk, calls

ROOT = Path(__file__).parents[2]


def child(*words: object) -> dict[str, int]:
    """Run a process of `tests.storage.children`; its findings."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.storage.children", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, int] = json.loads(run.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("times", [30, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_killed_writer_loses_nothing_it_has_acknowledged(tmp_path: Path, times: int) -> None:
    """After each kill the file is sound and holds every bookmark that was told as kept."""
    counts = child("kill", tmp_path / "nightstand.db", times, 20261122)

    assert counts["lost"] == 0, counts
    assert counts["damaged"] == 0, counts
    assert counts["acknowledged"] > times / 2, counts
    assert counts["journals"] > times / 20, counts


@pytest.mark.parametrize("writes", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_eight_windows_at_once_lose_nothing(tmp_path: Path, writes: int) -> None:
    """Eight windows make the file and write to it together, and none shows an error."""
    counts = child("race", tmp_path / "nightstand.db", 8, writes)

    assert counts == {"lost": 0, "complaints": 0}


TRACED = "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink"


def trace(folder: Path, log: Path, writes: int) -> None:
    """Let the real writer write under `strace`, or skip where there is none."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    options = ["-f", "-y", "-xx", "-s", "70000", "-e", "signal=none", "-e", f"trace={TRACED}"]
    run = [sys.executable, "-m", "tests.storage.children", "trace"]
    traced = subprocess.run(
        [strace, *options, "-o", str(log), *run, str(folder / "nightstand.db"), str(writes)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if "PTRACE" in traced.stderr or "ptrace" in traced.stderr:
        pytest.skip("tracing is not allowed here")
    assert traced.returncode == 0, traced.stderr


def read_back(folder: Path, files: dict[str, bytes]) -> set[str]:
    """The bookmarks that are there after a power cut; raises where the file cannot be read."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with closing(database.open_database(folder / "nightstand.db")) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        return {row[0] for row in connection.execute("SELECT id FROM bookmark")}


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: thousands of states are only read back in it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    ("writes", "least"), [(5, 400), pytest.param(40, 2600, marks=pytest.mark.slow)]
)
def test_a_power_cut_after_any_call_loses_nothing_acknowledged(
    tmp_path: Path, quick_folder: Path, writes: int, least: int
) -> None:
    """After each system call, with unsynced data lost, kept or torn, all that was told is there."""
    data, log = tmp_path / "data", tmp_path / "log"
    trace(data, log, writes)
    disk, draw = Disk(), random.Random(7)
    told: set[str] = set()
    states = 0
    for step, call in enumerate(calls(log, data)):
        if call.kind == "kept":
            told.add(call.name)
        else:
            disk.do(call)
        for variant in range(4):
            found = read_back(quick_folder / "after", disk.after_power_cut(draw, variant))
            assert told <= found, f"seed 7, call {step} ({call.kind} {call.name}), {variant}"
            states += 1

    assert len(told) == writes
    assert states >= least, states
