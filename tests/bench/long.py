"""Texts that no reader was made for: a hundred megabytes, one line of twenty, emoji alone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from reader.formats import load
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.bench.anchors import nightstand
from tests.bench.ground import Ground
from tests.bench.measuring import Row, alone, paired, seconds
from tests.bench.starting import words_of_page
from tests.bench.watching import Watched

_LARGE = 100_000_000
_LINE = 20_000_000
_EMOJI = 5_000_000
_STYLE = PageStyle(Cells(66), 36)
_SHARE = b" %"
_CLUSTERS = ("👩\u200d🚀", "❤\ufe0f", "e\u0301", "🇩🇪", "😀", "👍🏽", " ", "a\u0308\u0323", "x")


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of very long texts."""
    large = ground.folder / "large.txt"
    novel = ground.novel.read_bytes()
    large.write_bytes(novel * (_LARGE // len(novel) + 1))
    yield paired(
        "first page of a text of 100 MB",
        partial(_first_page, ground, large),
        partial(_first_page, ground, ground.novel),
        "that of the novel",
        rounds=ground.rounds,
        most=3,
    )
    yield from _while_counting(ground, large)
    large.unlink()
    yield _growth(ground, "one line of 20 MB to its pages", _line(ground.novel))
    yield _growth(ground, "5 MB of emoji and marks to their pages", _emoji())


def _first_page(ground: Ground, path: Path) -> float:
    with Watched([*nightstand(), str(path)], ground.environment("long")) as program:
        return program.until(_SHARE)


def _while_counting(ground: Ground, large: Path) -> Iterator[Row]:
    """Page turns while the rest is read, and the memory that is held in the end."""
    turns = range(2, 12)
    words = [words_of_page(ground.novel, page) for page in turns]
    rows, peaks = [], []
    for path, rest in ((large, 0.5), (ground.novel, 4.0)):
        with Watched([*nightstand(), str(path)], ground.environment(f"turns-{path.name}")) as one:
            one.until(_SHARE)
            one.settle(rest)
            rows.append([_turned(one, line) for line in words])
            if path == large:
                one.until(b"11 of ")
                one.settle()
                peaks.append(one.peak())
            one.leave(b"q")
    ours, anchor = (iter(row) for row in rows)
    yield paired(
        "page turn while 100 MB are counted",
        lambda: next(ours),
        lambda: next(anchor),
        "a page turn of the novel",
        rounds=len(turns),
        most=3,
    )
    if peaks[0] is None:
        yield Row("memory with 100 MB open", skipped="the system does not tell")
    else:
        share = peaks[0] * 2**20 / large.stat().st_size
        yield alone("memory with 100 MB open", [share], "× the file", most=4)


def _turned(program: Watched, line: bytes) -> float:
    """Seconds from a key to a line of the next page."""
    del program.seen[:]
    start = time.perf_counter()
    program.type(b" ")
    program.until(line)
    return time.perf_counter() - start


def _growth(ground: Ground, what: str, text: str) -> Row:
    """Against a quarter of it, four times: what is linear takes as long."""
    whole, part = ground.folder / "whole.txt", ground.folder / "part.txt"
    whole.write_text(text, "utf-8")
    part.write_text(text[: len(text) // 4], "utf-8")
    return paired(
        what,
        lambda: seconds(lambda: _set(whole)),
        lambda: 4 * seconds(lambda: _set(part)),
        "four times a quarter of it",
        rounds=ground.rounds,
        most=1.5,
    )


def _set(path: Path) -> int:
    return Layout(load(path), _STYLE).page_count


def _line(novel: Path) -> str:
    words = " ".join(novel.read_text("utf-8-sig").split())
    return (f"{words} " * (_LINE // len(words) + 1))[:_LINE]


def _emoji() -> str:
    dice = random.Random(3)
    mean = sum(len(cluster.encode()) for cluster in _CLUSTERS) / len(_CLUSTERS)
    return "".join(dice.choices(_CLUSTERS, k=round(_EMOJI / mean)))
