"""From bytes to a story in a process of its own: how long it takes, and how much room."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.ground import Ground
from tests.bench.measuring import LEAST_ROUNDS, Row, alone, paired

_MB = 1_000_000
_SPLIT = r"""
import re, sys, time
start = time.perf_counter()
with open(sys.argv[1], encoding="utf-8-sig") as file:
    parts = re.split(r"\n[ \t]*\n", file.read())
print(time.perf_counter() - start)
"""
_LOAD = """
import gc, hashlib, sys, time  # loading modules is not counted
import reader.formats.text.parse
from reader.__main__ import RUBBISH
from reader.formats import load
gc.set_threshold(RUBBISH)  # as the program does
start = time.perf_counter()
story = load(sys.argv[1])
print(time.perf_counter() - start)
"""
_LOAD_BOOK = _LOAD.replace("text.parse\n", "text.parse, reader.formats.epub.parse\n")
_ROOM = """
import hashlib  # the library that it loads is no room for the story
import sys
from pathlib import Path
from reader.formats import load
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
load(sys.argv[2])
before = most()
story = load(sys.argv[1])
print((most() - before) / Path(sys.argv[1]).stat().st_size)
"""


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of reading files into stories."""
    yield paired(
        "bytes of the novel to a story, in a new process",
        partial(_told, ground, _LOAD, ground.novel),
        partial(_told, ground, _SPLIT, ground.novel),
        "read, decode, one re.split",
        rounds=2 * ground.rounds,
        most=3,
    )
    great = ground.great()
    yield paired(
        "a novel of 364 chapters as EPUB to a story",
        partial(_told, ground, _LOAD_BOOK, great / "novel.epub"),
        partial(_told, ground, _LOAD_BOOK, great / "novel.txt"),
        "its plain text",
        rounds=2 * ground.rounds,
        most=3.5,
    )
    novel = ground.novel.read_bytes()
    path = ground.folder / "parsed.txt"
    path.write_bytes(novel * (100 * _MB // len(novel) + 1))
    size = path.stat().st_size / len(novel)
    yield paired(
        "bytes of 100 MB to a story, for each byte",
        lambda: _told(ground, _LOAD, path) / size,
        partial(_told, ground, _LOAD, ground.novel),
        "for each byte of the novel",
        rounds=LEAST_ROUNDS,
        most=1.5,
    )
    yield _room(ground, "100 MB", path)
    path.write_bytes(novel * (10 * _MB // len(novel) + 1))
    yield _room(ground, "10 MB", path)
    path.write_text("words of a line that has no end and " * (100 * _MB // 36), "utf-8")
    yield _room(ground, "one line of 100 MB", path)
    path.unlink()


def _room(ground: Ground, what: str, path: Path) -> Row:
    """The most memory that reading takes, the story held, against the size of the file."""
    what = f"room to read {what}"
    if not Path("/proc/self/status").exists():
        return Row(what, skipped="the system does not tell")
    shares = [_told(ground, _ROOM, path, ground.short) for _ in range(LEAST_ROUNDS)]
    return alone(what, shares, "× the file", most=4)


def _told(ground: Ground, script: str, *paths: Path) -> float:
    """What a new process prints."""
    run = subprocess.run(
        [sys.executable, "-c", script, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
        env=ground.environment(),
    )
    return float(run.stdout)
