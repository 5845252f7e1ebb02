"""How many colours a terminal shows is told by its environment and by terminfo."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.paint.ansi import Depth
from reader.terminal import colours
from reader.terminal.colours import colour_system, depth

ROOT = Path(__file__).parents[1]
ENTRIES = {
    "novel-mono": ("am,", Depth.NONE),
    "novel-few": ("colors#8, setaf=\\E[3%p1%dm,", Depth.SIXTEEN),
    "novel-many": ("colors#256, setaf=\\E[3%p1%dm,", Depth.MANY),
    "novel-all": ("colors#256, RGB, setaf=\\E[3%p1%dm,", Depth.TRUE),
}
"""Terminals that no name tells of, as terminfo describes them."""


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Depth.TRUE),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, Depth.TRUE),
        ({"TERM": "xterm-256color"}, Depth.MANY),
        ({"TERM": "xterm-kitty"}, Depth.MANY),
        ({"TERM": "xterm"}, Depth.SIXTEEN),
        ({"TERM": "linux"}, Depth.SIXTEEN),
        ({"TERM": "xterm-16color"}, Depth.SIXTEEN),
        ({"TERM": "foot"}, Depth.MANY),
        ({"TERM": "xterm-ghostty"}, Depth.MANY),
        ({"TERM": "xterm-direct"}, Depth.TRUE),
        ({"TERM": "dumb"}, Depth.NONE),
        ({"TERM": "xterm-kitty", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, Depth.TRUE),
        ({"TERM": "xterm-kitty", "TEXTUAL_COLOR_SYSTEM": "nonsense"}, Depth.MANY),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Depth.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Depth.MANY),
    ],
)
def test_the_depth_of_a_terminal(
    environ: dict[str, str], wanted: Depth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the environment tells, where terminfo is silent; an empty NO_COLOR counts as unset."""
    monkeypatch.setattr(colours, "_by_terminfo", lambda _: None)

    assert depth(environ) is wanted


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.skipif(shutil.which("tic") is None, reason="tic, which compiles terminfo, is missing")
def test_terminfo_knows_what_a_name_does_not_tell(name: str, tmp_path: Path) -> None:
    """It is asked about terminals that COLORTERM, which ssh drops, says nothing of."""
    capabilities, wanted = ENTRIES[name]
    source = tmp_path / "entries.ti"
    source.write_text(f"{name}|a terminal,\n\t{capabilities}\n", "utf-8")
    subprocess.run(["tic", "-x", "-o", tmp_path / "terminfo", source], check=True)
    code = "import os; from reader.terminal.colours import depth; print(depth(os.environ).name)"
    env = {**os.environ, "TERM": name, "TERMINFO": str(tmp_path / "terminfo")}
    run = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == wanted.name


def test_the_screen_library_is_told_in_its_own_words() -> None:
    """Whatever is chosen, it is a name that it knows."""
    named = {
        colour_system({"TERM": term, "TEXTUAL_COLOR_SYSTEM": chosen})
        for term in ("xterm-256color", "dumb")
        for chosen in ("", "zzz", "truecolor")
    }

    assert named == {"256", "truecolor", "standard"}
