"""A long evening in one process: nothing that it holds grows with what was read."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal import Terminal

LIBRARY = 10
"""In one round of so many all stories are searched."""
ROUNDS = int(os.environ.get("NIGHTSTAND_SOAK", "12"))
"""Stories that are opened, one after the other; 500 are some 20,000 turns and 2,000 searches."""
TURNS = 20
WORDS = ("lantern", "nobody knew", "quay", "zither")
SIZES = ((60, 16), (120, 40), (40, 12))
LOOKS = (
    ("t", "Contents", "q", 5),
    ("?", "Keys", "q", 7),
    ("s", "look of the page", "q", 4),
    ("i", "UTF-8|utf-8", "q", 3),
    ("m\r", "Bookmarked", "", 4),
    ("B", "Bookmarks", "q", 6),
)
"""Keys, what is shown for them, what closes it, and in one round of how many."""
MEMORY_MOST = 12.0
"""Megabytes by which memory may grow in the second half, whatever the number of rounds."""
PER_STORY = 8192
"""Bytes of the data file for each story that was read."""


class Held(NamedTuple):
    """What the process holds."""

    memory: float
    """In megabytes."""
    descriptors: int
    threads: int
    children: int


def held(process: int) -> Held:
    """What a process holds now."""
    folder = Path(f"/proc/{process}")
    status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
    children = []
    for task in (folder / "task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended since it was listed
            children.append(task.joinpath("children").read_text())
    return Held(
        int(status["VmRSS"].split()[0]) / 1024,
        len(list((folder / "fd").iterdir())),
        int(status["Threads"]),
        len(" ".join(children).split()),
    )


def library(folder: Path) -> Path:
    """As many stories as are opened, each of some forty pages."""
    folder.mkdir()
    line = "The lantern went along the quay, and nobody knew where it had been before"
    for number in range(ROUNDS):
        parts = (
            f"Chapter {chapter}\n\n" + f"{line}, as they said on day {number}. " * 60
            for chapter in range(1, 16)
        )
        (folder / f"story {number:03}.txt").write_text("\n\n".join(parts), "utf-8")
    return folder


class Evening:
    """A reader who opens one story after the other, and what was counted."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.turns = self.searches = self.resizes = 0

    def read(self, number: int) -> None:
        """Open the last story of the shelf, which nobody has read, and leave it where it began."""
        terminal = self.terminal
        terminal.send("G\r")
        terminal.shows(r"(?m)^\s*1 of \d+")
        self._turn(" ", rf"{TURNS + 1} of")
        for words in WORDS:
            terminal.send(f"/{words}")
            terminal.shows(rf"/ *{words}.*(\d of|no hit|None|nothing)")
            terminal.send("\x1b")
            terminal.shows(rf"(?m)^\s*{TURNS + 1} of \d+")
            self.searches += 1
        if number % 5 < 3:
            self._resize(*SIZES[number % len(SIZES)])
        self._turn("b", r"\d of")
        self._look_around(number)
        terminal.send("q")
        terminal.shows("stories · by")
        if number % LIBRARY == 0:
            terminal.send("Slantern\r")
            terminal.shows(rf"of {ROUNDS} stories|{ROUNDS} stories hold|hits|times")
            self._close("stories · by")
        terminal.pictures.clear()
        terminal.bytes.clear()

    def _close(self, wanted: str) -> None:
        """Press Esc until what is wanted is shown."""
        while wanted not in self.terminal.text:
            self.terminal.send("\x1b")
            self.terminal._read(0.5)
            self.terminal.drain()

    def _turn(self, key: str, folio: str) -> None:
        self.terminal.send(key * TURNS)
        self.terminal.shows(rf"(?m)^\s*{folio} \d+")
        self.turns += TURNS

    def _resize(self, columns: int, rows: int) -> None:
        """To another size and back; each has its own number of pages."""
        for size in ((columns, rows), (80, 24)):
            before = self._pages()
            self.terminal.resize(*size)
            self.terminal.until(partial(self._has_other_pages, before), "the other size")
            self.resizes += 1

    def _has_other_pages(self, before: str) -> bool:
        return self._pages() not in ("", before)

    def _pages(self) -> str:
        """How many pages the page line tells of."""
        found = re.search(r"(?m)^\s*\d+ of (\d+)", self.terminal.text)
        return found[1] if found else ""

    def _look_around(self, number: int) -> None:
        terminal = self.terminal
        for keys, shown, closing, rounds in LOOKS:
            if number % rounds == 0:
                terminal.send(keys)
                terminal.shows(shown)
                terminal.send(closing)
        terminal.shows(r"(?m)^\s*\d of \d+|Bookmarked")


@pytest.mark.slow
@pytest.mark.timeout(0 if ROUNDS > 100 else 300)
@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what a process holds")
def test_a_long_evening_leaves_nothing_behind(tmp_path: Path) -> None:
    """Memory, descriptors, threads and processes stay; the data file has a place for each story."""
    stories = library(tmp_path / "stories")
    data = tmp_path / "kept.db"
    samples: list[Held] = []
    with Terminal("--library", str(stories), "--data", str(data)) as terminal:
        terminal.shows(rf"{ROUNDS} stories")
        evening = Evening(terminal)
        for number in range(ROUNDS):
            evening.read(number)
            samples.append(held(terminal.pid))
            if number % 50 == 0:
                print(number, evening.turns, evening.searches, evening.resizes, samples[-1])
        terminal.send("q")
        assert terminal.ended() == 0
    first, last = samples[len(samples) // 2], samples[-1]
    print(first, last, data.stat().st_size)
    assert last.memory - first.memory <= MEMORY_MOST
    assert last.descriptors <= first.descriptors + 2
    assert last.threads <= first.threads + 1
    assert last.children <= first.children
    assert data.stat().st_size < PER_STORY * ROUNDS + (1 << 17)
