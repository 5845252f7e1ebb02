"""Nothing that a file, a name or a key brings in reaches a terminal as more than letters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.context import set_up
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import keep_up, open_path
from tests.payloads import PAYLOADS, foreign
from tests.shell import Call
from tests.terminal import Terminal

NEEDLE = "needle"
PASTED = "".join(f"\x1b[200~{payload}\x1b[201~" for payload in PAYLOADS)
PROSE = "The lamp went along the wall as slowly as a snail that has been told the time. " * 6


def hostile_library(folder: Path, data: Path) -> Path:
    """A story for each payload: in its name, title, author, chapters, words and bookmarks."""
    folder.mkdir()
    everything = "\n\n".join(
        f"Chapter {number}. {payload}\n\n{NEEDLE} {payload} and {payload} went on. {PROSE}"
        for number, payload in enumerate(PAYLOADS, 1)
    )
    for number, payload in enumerate(PAYLOADS, 1):
        name = f"{number:02} {payload}.txt".replace("/", "\N{DIVISION SLASH}")
        head = f"Title: {payload} {number}\nAuthor: {payload}\n\n\n"
        (folder / name).write_bytes((head + everything).encode("utf-8"))
    context, _ = set_up(folder, data)
    opened = open_path(context, first(folder))
    assert opened.id is not None
    for payload in PAYLOADS:
        bookmark = new_bookmark(opened.story, opened.story.text.index(NEEDLE), payload)
        context.store.bookmarks.add(opened.id, bookmark)
    keep_up(context, opened)
    context.store.searches.add(folder.absolute(), "".join(PAYLOADS))
    context.store.close()
    return folder


def first(folder: Path) -> Path:
    """The first of the stories."""
    return min(folder.iterdir())


def walk(terminal: Terminal, *, pages: int) -> None:
    """From page to page, through the chapters, the bookmarks, a search and its hits."""
    terminal.shows(r"of \d+ ·")
    for page in range(2, 2 + pages):
        terminal.send(" ")
        terminal.shows(rf"(?m)^\s*{page} of \d+")
    terminal.send("t")
    terminal.shows("Contents")
    terminal.send("q'")
    terminal.shows("Bookmarks")
    terminal.send("G")
    terminal.shows(r"\$\(reboot\)")
    terminal.send("q/")
    terminal.shows(r"(?m)^ /|^/")
    terminal.send("\x1b[A")  # what was searched for before
    terminal.shows("no hits")
    terminal.send("\x15")
    terminal.until(lambda: "no hits" not in terminal.text, "an empty line")
    terminal.send(f"\x1b[200~{NEEDLE}\x1b[201~")
    terminal.shows("1 of |of 28")
    terminal.send("\r\x06")
    terminal.shows("Enter go there")
    terminal.send("q")


@pytest.mark.slow
def test_no_payload_reaches_the_terminal(tmp_path: Path) -> None:
    """One terminal; every place where text or names are shown, and everything that is typed."""
    data = tmp_path / "kept.db"
    library = hostile_library(tmp_path / "library", data)
    where = ("--library", str(library), "--data", str(data))
    with Terminal(*where, columns=110, rows=66) as terminal:
        terminal.shows("28 stories")
        terminal.send("\r")
        walk(terminal, pages=3)
        terminal.send(":")
        terminal.shows("Go to page:")
        terminal.send(f"{PASTED}\r")
        terminal.shows("(?m)^ *“.*…$")
        terminal.send("m")
        terminal.shows("Bookmarked. Name:")
        terminal.send(f"{PASTED}\r")
        terminal.shows("Bookmarked as")
        terminal.resize(60, 20)
        terminal.shows(r"of \d+ ·")
        terminal.send("q")
        terminal.shows("Continue reading")
        next(path for path in library.iterdir() if path == first(library)).unlink()
        terminal.send("R")
        terminal.shows(r"(?m)missing *$|missing *.$")
        terminal.send("gx")
        terminal.shows("y/n  Forget")
        terminal.send("nS")
        terminal.shows("Search for:")
        terminal.send(f"\x1b[200~{NEEDLE}\x1b[201~\r")
        terminal.shows("26 stories searched")  # one is binary
        terminal.send("qq")
        assert terminal.ended() == 0
    assert foreign(terminal.bytes) == []
    for payload in PAYLOADS[:-1]:
        assert payload.encode() not in terminal.bytes


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_each_story_of_payloads_is_read_without_one(tmp_path: Path, number: int) -> None:
    """OpenStory by its hostile name from the command line, as the first picture shows it."""
    data = tmp_path / "kept.db"
    library = hostile_library(tmp_path / "library", data)
    path = sorted(library.iterdir())[number]
    with Terminal(os.fspath(path), "--data", str(data), columns=100, rows=30) as terminal:
        terminal.shows(r"of \d+ ·|binary, not text")
        if "binary, not text" not in terminal.text:
            terminal.send("  t")
            terminal.shows("Contents")
            terminal.send("qq")
            assert terminal.ended() == 0
    assert foreign(terminal.bytes) == []


COMMANDS = ("list", "bookmarks", f"search {NEEDLE} --limit 60", "export", "doctor")
OF_A_STORY = ("cat", "info", "toc")


def test_no_payload_is_printed(call: Call, tmp_path: Path) -> None:
    """The command line prints what it finds as letters, too."""
    data = tmp_path / "kept.db"
    library = hostile_library(tmp_path / "library", data)
    story = os.fspath(first(library))
    for words in (*(one.split() for one in COMMANDS), *([one, story] for one in OF_A_STORY)):
        done = call(*words, "--library", library, "--data", data)

        assert done.code == (1 if words == ["doctor"] else 0)  # some count as no text at all
        assert len(done.out) > 400, words
        assert foreign(done.out.encode()) == [], words
        assert foreign(done.err.encode()) == [], words


def test_the_allow_list_knows_every_payload() -> None:
    """Each payload alone, sent as it is, would be found."""
    for payload in PAYLOADS[:-1]:
        # What Nightstand sends itself is told apart by the letters after it.
        assert foreign(payload.encode()) or "PWN" in payload, ascii(payload)
    assert foreign(b"plain \xc3\xa9 text\r\n\x1b[38;2;1;2;3mcoloured\x1b[0m") == []
