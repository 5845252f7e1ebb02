"""A library of 5,000 stories found, found again, shown, filtered, listed; and far larger ones."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from reader.context import Context, set_up
from reader.shelf.scan import look_around
from tests.bench.anchors import READY, bare_app, bare_page, missing, nightstand
from tests.bench.ground import Ground
from tests.bench.measuring import Row, alone, paired, quartiles, seconds
from tests.bench.novel import novel
from tests.bench.watching import Watched

_STORIES = 5000
_SIZE = 100_000
_FOLDERS = 25
_SHOWN = b"5,000 stories"
_TYPED = (b"s", b"t", b"o", b"\x7f", b"\x7f", b"4", b"2", b"\x7f")
_FRAME_MS = 50


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of the shelf."""
    library = _library(ground.folder / "shelf")
    numbers = count()
    yield paired(
        "first scan of 5,000 files of 100 KB",
        lambda: _first_scan(ground, library, next(numbers)),
        lambda: seconds(lambda: _read_and_hashed(library)),
        "find -type f, and reading and hashing them",
        rounds=5,
        most=3,
    )
    home = ground.environment("shelf data")
    context = _context(library, Path(home["NIGHTSTAND_DATA"]))
    look_around(context)
    yield _rescan(context, library, ground.rounds)
    context.store.close()
    yield from _shown(ground, library, home)


_ARCHIVES = (20_000, 100_000)
_PARTS = 400
_SETTLED = 5.0
"""Seconds of silence after which the first look at the folders is over."""
_REST, _REST_MOST = 2.0, 20
"""Seconds without work after which the data file has been checked too; how often that is tried."""
_LETTERS = (b"l", b"a", b"m", b"p")
_HEAD = 5
_MOVES = (b"j", b"j", b"k", b"G", b"g", b"\x06") * 8


def measure_archives(ground: Ground) -> Iterator[Row]:
    """The rows of archives that are known."""
    for many in _ARCHIVES:
        library = _archive(ground.folder / f"archive {many}", many)
        env = ground.environment(f"archive {many} data")
        context = _context(library, Path(env["NIGHTSTAND_DATA"]))
        taken = seconds(lambda context=context: look_around(context))  # type: ignore[misc]
        context.store.close()
        yield alone(f"first scan of {many:,} small files", [taken], "s")
        yield from _kept(ground, [*nightstand(), "--library", str(library)], env, many)


def _archive(folder: Path, many: int) -> Path:
    """Stories of a few words; what a shelf costs does not depend on their length."""
    for number in range(many):
        inner = folder / f"part {number % _PARTS:03}"
        if number < _PARTS:
            inner.mkdir(parents=True)
        title = (
            f"夜の川 {number}" if number % 3 == 0 else f"The Lamp of {number % 977} and {number}"
        )
        text = f"{title}\n\nby Writer {number % 3000}\n\n\nIt went out.\n"
        (inner / f"story {number}.txt").write_text(text, "utf-8")
    return folder


def _kept(ground: Ground, argv: list[str], env: dict[str, str], many: int) -> Iterator[Row]:
    shown = f"{many:,} stories".encode()
    with Watched(argv, env) as shelf:  # as every reader has had it before: the order is kept
        shelf.until(shown)
        shelf.settle(_SETTLED)
    times, works = [], []
    for _ in range(ground.rounds):
        with Watched(argv, env) as shelf:
            times.append(1000 * shelf.until(shown))
            works.append(1000 * (shelf.work() or 0.0))
    yield alone(f"first paint of a shelf of {many:,}", times, "ms", most=400)
    yield alone(f"work to the first paint of a shelf of {many:,}", works, "ms", most=400)
    yield from _listed(ground, argv, env, many)
    with Watched(argv, env) as shelf:
        shelf.until(shown)
        _rest(shelf)
        memory, before = shelf.peak(), shelf.work()
        for key in _MOVES:
            shelf.press(key)
        after = shelf.work()
        shelf.press(b"/")
        letters = [1000 * shelf.press(key).seconds for key in _LETTERS]
    if memory is not None:
        yield alone(f"memory with a shelf of {many:,}", [memory], "MB", most=150)
    if before is not None and after is not None:
        spent = 1000 * (after - before) / len(_MOVES)
        yield alone(f"work of a key on a shelf of {many:,}", [spent], "ms", most=16)
    yield alone(f"a letter of the filter, {many:,} stories", letters, "ms", most=_FRAME_MS)


def _rest(shelf: Watched) -> None:
    """Wait until nothing is done any more that a key could find under way."""
    shelf.settle(_SETTLED)
    for _ in range(_REST_MOST):
        before = shelf.work()
        shelf.settle(_REST)
        if before is None or shelf.work() == before:
            return


def _listed(ground: Ground, argv: list[str], env: dict[str, str], many: int) -> Iterator[Row]:
    listing = [*argv, "list", "--json"]

    def begin() -> None:
        with subprocess.Popen(listing, env=env, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            for _ in range(_HEAD):
                program.stdout.readline()
            program.stdout.close()

    def end() -> None:
        subprocess.run(listing, env=env, check=True, stdout=subprocess.DEVNULL)

    times = [1000 * seconds(begin) for _ in range(ground.rounds)]
    yield alone(f"five lines of a list of {many:,}, to its end", times, "ms", most=400)
    yield alone(f"nightstand list --json, {many:,} stories", [seconds(end)], "s")


def _library(folder: Path) -> Path:
    """Stories that differ, in folders."""
    text = novel()
    for number in range(_STORIES):
        inner = folder / f"shelf {number % _FOLDERS:02}"
        inner.mkdir(parents=True, exist_ok=True)
        start = number * 397 % (len(text) - _SIZE)
        head = f"The Story of {number}\n\nby Writer {number % 300}\n\n\n"
        data = (head + text[start : start + _SIZE]).encode()[:_SIZE]
        (inner / f"story {number:04}.txt").write_bytes(data)
    return folder


def _context(library: Path, data: Path) -> Context:
    return set_up(library, data, data.with_suffix(".toml"))[0]


def _first_scan(ground: Ground, library: Path, number: int) -> float:
    folder = ground.folder / f"scan {number}"
    folder.mkdir()
    context = _context(library, folder / "nightstand.db")
    context.store.files.known()  # it is open
    taken = seconds(lambda: look_around(context))
    context.store.close()
    return taken


def _read_and_hashed(library: Path) -> None:
    found = subprocess.run(
        ["find", str(library), "-type", "f"], capture_output=True, text=True, check=True
    )
    for line in found.stdout.splitlines():
        with open(line, "rb") as file:  # noqa: PTH123 - as plainly as it can be done
            hashlib.sha256(file.read()).hexdigest()


def _rescan(context: Context, library: Path, rounds: int) -> Row:
    what = "rescan of 5,000 unchanged files"
    if reason := missing("find"):
        return Row(what, skipped=reason)
    find = ["find", str(library), "-type", "f", "-printf", "%p %s %T@ %i\\n"]
    return paired(
        what,
        lambda: seconds(lambda: look_around(context)),
        lambda: seconds(lambda: subprocess.run(find, stdout=subprocess.DEVNULL, check=True)),
        "find -printf",
        rounds=rounds,
        most=3,
    )


def _shown(ground: Ground, library: Path, env: dict[str, str]) -> Iterator[Row]:
    argv = [*nightstand(), "--library", str(library)]
    yield paired(
        "first paint of a shelf of 5,000 known stories",
        lambda: _painted(argv, env, _SHOWN),
        lambda: _painted(bare_app(ground.folder), env, READY),
        "first paint of a bare Textual app",
        rounds=ground.rounds,
        most=1.3,
    )
    yield from _filtered(ground, argv, env)
    listing = [*nightstand(), "list", "--json", "--library", str(library)]
    times = [
        1000
        * seconds(lambda: subprocess.run(listing, env=env, check=True, stdout=subprocess.DEVNULL))
        for _ in range(2 * ground.rounds)
    ]
    yield alone("nightstand list --json, 5,000 known stories", times, "ms", most=150)


def _painted(argv: list[str], env: dict[str, str], mark: bytes) -> float:
    with Watched(argv, env) as program:
        return program.until(mark)


def _filtered(ground: Ground, argv: list[str], env: dict[str, str]) -> Iterator[Row]:
    ours, bare = [], []
    with (
        Watched(argv, env) as shelf,
        Watched(bare_page(ground.folder, ground.novel), env) as page,
    ):
        shelf.until(_SHOWN)
        page.until(b"page-1")
        for program in (shelf, page):
            program.settle(1.0)
        shelf.press(b"/")
        for _ in range(3):
            for key in _TYPED:
                ours.append(shelf.press(key).seconds)
                bare.append(page.press(b" ").seconds)
    yield alone(
        "a letter of the filter to the list, 5,000 stories",
        [1000 * taken for taken in ours],
        "ms",
        most=_FRAME_MS,
    )
    ratios = [a / b for a, b in zip(ours, bare, strict=True)]
    low, high = quartiles(ratios)
    yield Row(
        "… against a key of a bare line-API widget",
        ours=1000 * sorted(ours)[len(ours) // 2],
        anchor=1000 * sorted(bare)[len(bare) // 2],
        against="a bare line-API widget",
        ratio=sorted(ratios)[len(ratios) // 2],
        spread=(low, high),
    )
