"""The first page stands before Textual is imported, and is handed over without a seam."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal import ROOT, Terminal

GATE = '''
import importlib.abc, os, sys, time

class Gate(importlib.abc.MetaPathFinder):
    """Holds the import of Textual until a file is there."""

    def find_spec(self, name, path=None, target=None):
        if name == "textual" and "NIGHTSTAND_GATE" in os.environ:
            while not os.path.exists(os.environ["NIGHTSTAND_GATE"]):
                time.sleep(0.01)
        return None

sys.meta_path.insert(0, Gate())
'''


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Numbered paragraphs."""
    path = tmp_path / "numbers.txt"
    text = "\n\n".join(f"Paragraph {number} stands here alone." for number in range(1, 200))
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """The file whose appearing lets Textual be imported."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(GATE, "utf-8")
    return tmp_path / "gate"


def gated(gate: Path) -> Mapping[str, str]:
    """The environment in which the import of Textual waits for the gate."""
    return {
        "NIGHTSTAND_GATE": str(gate),
        "PYTHONPATH": os.pathsep.join((str(gate.parent / "site"), str(ROOT))),
    }


def test_the_page_stands_before_textual_and_never_blinks(story: Path, gate: Path) -> None:
    """Text is shown while Textual's import waits; no later picture is without it."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.shows("Paragraph 1 stands")
        terminal.shows("1 of")
        early = terminal.text
        seen = len(terminal.pictures)
        gate.touch()
        terminal.until(lambda: terminal.modes.get(2004), "Textual's own set-up")
        terminal.send(" ")
        terminal.shows("2 of")

        for picture in terminal.pictures[seen:]:
            assert "Paragraph" in picture, picture
        unchanged = [picture for picture in terminal.pictures[seen:] if "1 of" in picture]
        assert set(unchanged) == {early}


def test_the_alternate_screen_is_entered_once(story: Path, gate: Path) -> None:
    """Entering it again would clear the picture."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.shows("1 of")
        gate.touch()
        terminal.until(lambda: terminal.modes.get(2004), "Textual's own set-up")
        assert terminal.bytes.count(b"\x1b[?1049h") == 1


def test_keys_typed_before_the_app_are_kept_and_not_echoed(story: Path, gate: Path) -> None:
    """Two spaces typed while Textual is imported turn two pages."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.shows("1 of")
        before = terminal.text
        terminal.send("  ")
        gate.touch()
        terminal.shows("3 of")
        later = terminal.pictures[terminal.pictures.index(before) :]
        first = next(p for p in later if p != before and "1 of" not in p)
        assert "Paragraph" in first


def test_a_resize_before_the_app_is_honoured(story: Path, gate: Path) -> None:
    """The window is made small while Textual is imported."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.shows("1 of")
        terminal.resize(40, 10)
        gate.touch()
        terminal.until(lambda: terminal.modes.get(2004), "Textual's own set-up")
        terminal.shows(r"(?m)^ +1 of \d\d")
        terminal.until(lambda: "1 of" in terminal.lines[-1], "the folio in the last row")


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_a_signal_before_the_app_leaves_the_terminal_clean(
    story: Path, gate: Path, number: signal.Signals, status: int
) -> None:
    """Ended between the two pictures, the terminal is as it was."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.shows("1 of")
        if number is signal.SIGINT:
            terminal.send("\x03")
        else:
            terminal.kill(number)
        assert terminal.ended() == status
        terminal.assert_clean()
        assert "Traceback" not in terminal.text


def test_a_failing_import_says_so_in_one_line(story: Path, tmp_path: Path) -> None:
    """Without a working Textual the page goes, the reason stays."""
    broken = tmp_path / "broken"
    (broken / "textual").mkdir(parents=True)
    (broken / "textual" / "__init__.py").write_text("raise ImportError('out of order')", "utf-8")
    env = {"PYTHONPATH": os.pathsep.join((str(broken), str(ROOT)))}
    with Terminal(str(story), env=env) as terminal:
        assert terminal.ended() == 1
        terminal.assert_clean()
        said = bytes(terminal.bytes).rpartition(b"\x1b[?25h")[2].decode()
        assert said.startswith("nightstand: ImportError: out of order")
        assert len(said.splitlines()) == 1


def test_what_cannot_be_opened_never_enters_the_screen(tmp_path: Path) -> None:
    """An error is a line in the shell, not a flash of another screen."""
    with Terminal(str(tmp_path / "nowhere.txt")) as terminal:
        assert terminal.ended() == 1
        assert b"\x1b[?1049h" not in terminal.bytes
        assert "nowhere.txt: " in terminal.text.replace("\n", "")


def test_a_story_from_a_pipe_is_read_with_the_terminals_keys(story: Path) -> None:
    """`cat story | nightstand -` shows the page and takes keys; nothing is kept of it."""
    command = f"cat {story} | {sys.executable} -m reader -"
    with Terminal("-c", command, program=("sh",)) as terminal:
        terminal.shows("1 of")
        terminal.send(" ")
        terminal.shows("2 of")
        terminal.send("m")
        terminal.shows("No bookmarks in piped text")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()
