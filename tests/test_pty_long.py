"""A long story on a real terminal, its whole held back as long as a test wants."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal import ROOT, Terminal
from tests.tui.driving import numbered

GATE = """
import os, sys, time

def held(context, opened, progress):
    while not os.path.exists(os.environ["NIGHTSTAND_GATE"]):
        progress(0.25)
        time.sleep(0.005)
    return complete(context, opened, progress)

class Finder:
    def find_spec(self, name, path=None, target=None):
        global complete
        if name == "reader.reading.complete":
            from reader.reading import long_story
            complete, long_story.complete = long_story.complete, held
        return None

sys.meta_path.insert(0, Finder())
"""


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    """The environment in which the whole story waits for the file `gate`."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(GATE, "utf-8")
    return {
        "NIGHTSTAND_GATE": str(tmp_path / "gate"),
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "site"), str(ROOT))),
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Thousands of numbered paragraphs."""
    return numbered(tmp_path, 4600)


def body(terminal: Terminal) -> list[str]:
    """The rows of the page, without running head and folio."""
    return terminal.lines[1:-1]


def turned(terminal: Terminal) -> list[str]:
    """The next page."""
    before = body(terminal)
    terminal.send(" ")
    terminal.until(lambda: body(terminal) != before, "another page")
    return body(terminal)


def test_keys_are_answered_while_the_rest_is_counted(path: Path, env: Mapping[str, str]) -> None:
    """The page that stands when the whole has come is the one that stood before, row by row."""
    with Terminal(str(path), env=env) as terminal:
        terminal.shows("Paragraph 1 begins")
        turned(terminal)
        there = turned(terminal)
        terminal.shows(r"0 % · counting 13 %")
        seen = len(terminal.pictures)
        Path(env["NIGHTSTAND_GATE"]).touch()
        terminal.shows(r"3 of \d{3,}")
        assert {tuple(p.split("\n")[1:-1]) for p in terminal.pictures[seen:]} <= {tuple(there)}
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()


@pytest.mark.parametrize(
    "how", ["q", *(pytest.param(how, marks=pytest.mark.slow) for how in ("close", "SIGTERM"))]
)
def test_a_place_turned_to_before_the_whole_is_kept(
    path: Path, env: Mapping[str, str], how: str
) -> None:
    """However the story is left; the next opening stands on the same words."""
    with Terminal(str(path), env=env) as terminal:
        terminal.shows("Paragraph 1 begins")
        for _ in range(3):
            there = turned(terminal)
        terminal.shows("counting")
        if how == "q":
            terminal.send("q")
        elif how == "close":
            terminal.hang_up()
        else:
            terminal.kill(signal.SIGTERM)
        terminal.ended()
    Path(env["NIGHTSTAND_GATE"]).touch()
    with Terminal(str(path), env=env) as terminal:
        terminal.shows(r"\d of \d{3,}")
        assert body(terminal) == there
