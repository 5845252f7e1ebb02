"""From the command to the first page, to the first answer, and out again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.formats import load
from reader.reading.open import OpenStory
from reader.reading.view import view_of
from reader.settings.settings import Settings
from tests.bench.anchors import READY, TURNED, bare_app, empty_interpreter, nightstand
from tests.bench.ground import Ground
from tests.bench.measuring import Row, alone, paired, seconds
from tests.bench.watching import COLUMNS, ROWS, Watched

_STORIES = 1000
_FOLIO = b" %"  # the share of what is read stands in every folio


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of the command line and of the start."""
    yield from _commands(ground)
    yield from _first_pages(ground)
    yield from _other_forms(ground)
    yield _first_key(ground, "a short story", ground.short)
    yield _first_key(ground, "the novel", ground.novel)
    yield _leaving(ground)
    yield _memory(ground)


def _commands(ground: Ground) -> Iterator[Row]:
    env = ground.environment()
    library = _library(ground.folder / "library")
    listing = [*nightstand(), "list", "--library", str(library)]
    run = _runner(env)
    run(listing)  # from now on the stories are known
    nothing = empty_interpreter()
    for what, argv, most in (
        ("nightstand --version", [*nightstand(), "--version"], 1.5),
        ("nightstand list, 1,000 known stories", listing, 8.0),
    ):
        yield paired(
            what,
            lambda argv=argv: seconds(lambda: run(argv)),  # type: ignore[misc]
            lambda: seconds(lambda: run(nothing)),
            "python -c pass",
            rounds=3 * ground.rounds,
            most=most,
        )


def _runner(env: dict[str, str]) -> Callable[[Sequence[str]], object]:
    return lambda argv: subprocess.run(argv, env=env, check=True, stdout=subprocess.DEVNULL)


def _library(folder: Path) -> Path:
    folder.mkdir()
    for number in range(_STORIES):
        text = f"The Story of {number}\n\nby A. Writer\n\n" + f"It was day {number}. " * 40 + "\n"
        (folder / f"story {number:04}.txt").write_text(text, "utf-8")
    return folder


def _first_pages(ground: Ground) -> Iterator[Row]:
    bare = bare_app(ground.folder)
    for what, story, most in (
        ("first page of a short story", ground.short, 0.4),
        ("first page of the novel", ground.novel, 0.8),
    ):
        yield paired(
            what,
            lambda story=story: _until(ground, [*nightstand(), str(story)], _FOLIO),  # type: ignore[misc]
            lambda: _until(ground, bare, READY),
            "first paint of a bare Textual app",
            rounds=ground.rounds,
            most=most,
        )


def _other_forms(ground: Ground) -> Iterator[Row]:
    """The same novel as a book, a page, …: none of them is waited for."""
    great = ground.great()
    for suffix in ("epub", "html", "fb2", "txt.gz"):
        yield paired(
            f"first page of a novel of 3 MB as .{suffix}",
            lambda name=f"novel.{suffix}": _until(  # type: ignore[misc]
                ground, [*nightstand(), str(great / name)], _FOLIO
            ),
            lambda: _until(ground, [*nightstand(), str(great / "novel.txt")], _FOLIO),
            "that of its plain text",
            rounds=ground.rounds,
            most=1.3,
        )


def _until(ground: Ground, argv: Sequence[str], mark: bytes) -> float:
    with Watched(argv, ground.environment()) as program:
        return program.until(mark)


def _first_key(ground: Ground, what: str, story: Path) -> Row:
    second = words_of_page(story, 2)
    return paired(
        f"first key answered, {what}",
        lambda: _answered(ground, [*nightstand(), str(story)], _FOLIO, second),
        lambda: _answered(ground, bare_app(ground.folder), READY, TURNED),
        "the same of a bare Textual app",
        rounds=ground.rounds,
        most=1.5,
    )


def words_of_page(path: Path, page: int) -> bytes:
    """The longest line of a page of a story, as a program that shows it sends it."""
    opened, settings = OpenStory(load(path)), Settings()
    here = view_of(opened, settings, COLUMNS, ROWS).pages(opened).turn(page - 1)
    lines = (row for row in here.pages[0].rows if row is not None)
    start, end, *_ = max(lines, key=lambda row: row.end - row.start)
    return opened.story.text[start:end].encode()


def _answered(ground: Ground, argv: Sequence[str], first: bytes, second: bytes) -> float:
    """Seconds from the start to the answer to a key that is pressed as soon as there is a page."""
    with Watched(argv, ground.environment("fresh")) as program:
        program.until(first)
        program.type(b" ")
        taken = program.until(second)
        program.type(b"\x1b[5~")  # the place is kept: the next round begins at the first page
        program.settle()
        program.leave(b"q")
        return taken


def _leaving(ground: Ground) -> Row:
    return paired(
        "key q to the end of the process, the novel",
        lambda: _left(ground, [*nightstand(), str(ground.novel)], _FOLIO),
        lambda: _left(ground, bare_app(ground.folder), READY),
        "the same of a bare Textual app",
        rounds=ground.rounds,
        most=1.5,
    )


def _left(ground: Ground, argv: Sequence[str], mark: bytes) -> float:
    with Watched(argv, ground.environment()) as program:
        program.until(mark)
        program.settle()
        return program.leave(b"q")


def _memory(ground: Ground) -> Row:
    figures = []
    for _ in range(3):
        with Watched([*nightstand(), str(ground.novel)], ground.environment()) as program:
            program.until(_FOLIO)
            program.settle()
            program.press(b" ")
            peak = program.peak()
            program.leave(b"q")
        if peak is None:
            return Row("memory with the novel open", skipped="the system does not tell")
        figures.append(peak)
    return alone("memory with the novel open", figures, "MB", most=70)
