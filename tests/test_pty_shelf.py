"""The shelf in a real terminal: painted at once, a file dropped onto it, an editor and back."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

SENTENCE = "and the lamp went along the wall as slowly as a snail that has been told the time"
EDITOR = """
import os, pathlib, signal, sys
path = pathlib.Path(sys.argv[1])
print("EDITING", flush=True)
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.killpg(0, signal.SIGINT)
text = path.read_text("utf-8")
path.write_text("A first paragraph that was not there before.\\n\\n" + text, "utf-8")
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A long story and some short ones."""
    folder = tmp_path / "stories"
    folder.mkdir()
    text = "\n\n".join(f"Paragraph {n} begins, {SENTENCE}, {SENTENCE}." for n in range(1, 121))
    (folder / "numbers.txt").write_text(text, "utf-8")
    for name in ("brook", "candle", "dew"):
        (folder / f"{name}.txt").write_text(f"The {name}.\n", "utf-8")
    return folder


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """An editor that puts a paragraph before the first."""
    path = tmp_path / "editor.py"
    path.write_text(EDITOR, "utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))}"


def test_a_known_shelf_stands_at_once_and_stays_where_it_is(library: Path) -> None:
    """The picture painted before the app is the one the app paints, row for row."""
    with Terminal("--library", str(library)) as terminal:
        terminal.shows("4 stories")
        terminal.until(lambda: "looking" not in terminal.text, "the end of the scan")
        terminal.send("G\r")
        terminal.shows("Paragraph 1 begins")
        terminal.send(" ")
        terminal.shows(r"(?m)^\s*2 of \d+")
        terminal.send("q")
        terminal.shows("Continue reading")
        terminal.send("q")
        assert terminal.ended() == 0
    with Terminal("--library", str(library)) as terminal:
        terminal.shows("q quit")
        first = next(picture for picture in terminal.pictures if "4 stories" in picture)
        terminal.until(lambda: "looking" not in terminal.text, "the end of the scan")
        assert first.split("\n")[:-2] == terminal.lines[:-2]
        assert "Continue reading" in first
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()


def test_what_is_dropped_onto_the_terminal_is_added(library: Path, tmp_path: Path) -> None:
    """Bracketed, escaped, with blanks in its name."""
    path = tmp_path / "an old ember.txt"
    path.write_text("It glows.\n", "utf-8")
    with Terminal("--library", str(library)) as terminal:
        terminal.shows("4 stories")
        terminal.shows("q quit")
        escaped = str(path).replace(" ", "\\ ")
        terminal.send(f"\x1b[200~{escaped} \x1b[201~")
        terminal.shows("Added “an old ember”")
        terminal.shows("5 stories")
        terminal.send("q")
        assert terminal.ended() == 0
    assert (library / "an old ember.txt").read_text("utf-8") == "It glows.\n"


def test_the_editor_has_the_terminal_and_gives_it_back(library: Path, editor: str) -> None:
    """VISUAL comes before EDITOR, Ctrl-C in it ends nobody, and the shelf knows the new text."""
    with Terminal("--library", str(library), env={"VISUAL": editor, "EDITOR": "false"}) as terminal:
        terminal.shows("q quit")
        terminal.until(lambda: "looking" not in terminal.text, "the end of the scan")
        assert "brook" in next(line for line in terminal.lines if line.startswith("▌"))
        terminal.send("e")
        terminal.until(lambda: b"EDITING" in terminal.bytes, "the editor")
        terminal.until(lambda: terminal.bytes.count(b"\x1b[?1049h") > 1, "the screen again")
        terminal.until(lambda: terminal.takes_keys, "the keys again")
        terminal.shows("q quit")
        terminal.send("\r")
        terminal.shows("A first paragraph that was not there before")
        terminal.send("q")
        terminal.shows("Reading 1")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()


def test_a_story_that_is_edited_comes_back_at_its_words(library: Path, editor: str) -> None:
    """`E` on a page: the paragraph that stood on top stands there though all has moved."""
    path = library / "numbers.txt"
    with Terminal(str(path), env={"VISUAL": editor}) as terminal:
        terminal.shows(r"(?m)^\s*1 of \d+")
        terminal.send("   ")
        terminal.shows(r"(?m)^\s*4 of \d+")
        before = next(line for line in terminal.lines if line.strip())
        top = terminal.lines[terminal.lines.index(before) + 1 :][:6]
        terminal.send("E")
        terminal.until(lambda: b"EDITING" in terminal.bytes, "the editor")
        terminal.until(lambda: path.read_text("utf-8").startswith("A first"), "the edit")
        terminal.until(lambda: all(line in terminal.lines for line in top if line), "the words")
        assert path.read_text("utf-8").startswith("A first paragraph")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()
