"""What shells offer while a command line is typed, told by values and tried in the shells."""

import shutil
import sys
from pathlib import Path

import pytest

from reader.cli.candidates import FileNames, offer
from reader.cli.completions import SHELLS, script
from reader.cli.parser import grammar
from tests.shell import Call
from tests.terminal import ROOT, Terminal

SHARE = ROOT / "docs" / "share"
PROMPT = "ready> "


def words(*line: str) -> list[str]:
    """The words that are offered for the last one of a line."""
    return [one.word for one in offer(line).candidates]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> Path:
    """A folder with a library of two stories, one of them with a bookmark, and another folder."""
    library = tmp_path / "library"
    library.mkdir()
    (tmp_path / "other place").mkdir()
    for title in ("The Brass Kettle", "The Brass Lamp"):
        text = f"{title}\n\nby Ada Poole\n\n{'It stood on the sill. ' * 60}\n"
        (library / f"{title.lower()}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(library))
    call("read", "--linear", "kettle", stdin=b"m the sill\nq\n")
    return tmp_path


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_are_printed(call: Call, shell: str) -> None:
    """The same that are shipped."""
    assert call("completions", shell) == (0, script(shell), "")
    assert call("completions", "tcsh").code == 2


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (["rea"], ["read"]),
        (["--lib"], ["--library"]),
        (["cat", "--w"], ["--width"]),
        (["--data", "x.db", "cat", "--pa"], ["--pages"]),
        (["--data", "cat", "--pa"], []),
        (["cat", "--width", ""], []),
        (["cat", "--", "--w"], []),
        (["info", "--json", "--w"], ["--width"]),
        (["completions", ""], ["bash", "zsh", "fish"]),
        (["completions", "bash", ""], []),
        (["config", "s"], ["set"]),
        (["config", "set", "theme_"], ["theme_day", "theme_night"]),
        (["config", "set", "keys.shelf.fi"], ["keys.shelf.filter"]),
        (["config", "set", "theme", "SEP"], ["sepia"]),
        (["config", "set", "justify", ""], ["false", "true"]),
        (["config", "get", "justify", ""], []),
        (["cat", "--encoding", "koi8-r"], ["koi8-r"]),
        (["cat", "--encoding=koi8-r"], ["koi8-r"]),
        (["cat", "--encoding", "=", "koi8-r"], ["koi8-r"]),
        (["nothing", "of", "the", "kind"], []),
        ([], [name for name in grammar() if name != "open"]),
    ],
)
def test_what_the_grammar_allows_is_offered(line: list[str], offered: list[str]) -> None:
    """Commands, options, and the values that can be counted."""
    assert words(*line) == offered


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ([""], FileNames.FILES),
        (["--library", ""], FileNames.FOLDERS),
        (["list", "--library="], FileNames.FOLDERS),
        (["list", ""], FileNames.NONE),
        (["list", "--config", ""], FileNames.FILES),
        (["add", "a.txt", ""], FileNames.FILES),
        (["import", "a.json", ""], FileNames.NONE),
        (["search", "moon"], FileNames.NONE),
        (["search", "moon", "--in", ""], FileNames.FILES),
        (["config", "set", "theme", ""], FileNames.NONE),
    ],
)
def test_names_of_files_are_offered_where_they_belong(line: list[str], files: FileNames) -> None:
    """Folders where only folders are of use."""
    assert offer(line).files is files


def test_titles_and_bookmarks_are_offered(place: Path) -> None:
    """Titles by any of their words once a letter is typed, bookmarks by their names."""
    assert words("cat", "the brass l") == ["The Brass Lamp"]
    assert words("kett") == ["The Brass Kettle"]
    assert words("cat", "") == []
    assert words("resume", "") == ["the sill"]
    assert words("--library", str(place / "nowhere"), "kett") == []


def test_asking_makes_nothing(tmp_path: Path, call: Call) -> None:
    """No data file comes of it."""
    data = tmp_path / "new" / "nightstand.db"
    asked = f"--data\n{data}\ncat\nlamp\n".encode()

    assert call("completions", "bash", "--words", stdin=asked) == (0, "files\n", "")
    assert not data.parent.exists()


def waits(terminal: Terminal) -> bool:
    """Whether a shell waits for a command."""
    return terminal.text.rstrip().endswith(f"\n{PROMPT.strip()}")


def started(shell: str, place: Path) -> Terminal:
    """A shell on a terminal that has taken the completions."""
    program = place / "bin" / "nightstand"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m reader "$@"\n')
    program.chmod(0o755)
    (place / "zsh").mkdir()
    shutil.copy(SHARE / "zsh" / "site-functions" / "_nightstand", place / "zsh")
    take = {
        "bash": f"source {SHARE}/bash-completion/completions/nightstand; PS1='{PROMPT}'",
        "zsh": f"fpath=({place}/zsh $fpath); autoload -Uz compinit; compinit -u -D; PS1='{PROMPT}'",
        "fish": f"source {SHARE}/fish/vendor_completions.d/nightstand.fish;"
        f" function fish_prompt; echo -n '{PROMPT}'; end",
    }
    options = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--private"]}
    path = f"{program.parent}:/usr/bin:/bin"
    env = {"HOME": str(place / "home"), "PATH": path}
    terminal = Terminal(*options[shell], program=(shell,), env=env, cwd=place, columns=100)
    terminal.send(f"{take[shell]}\r")
    terminal.until(lambda: waits(terminal), "a prompt")
    return terminal


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_completes(shell: str, place: Path) -> None:
    """Commands, titles with their blanks, open quotes, folders and values, in the shell itself."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    lines = {
        "nightstand cat kett": r"nightstand cat The\\ Brass\\ Kettle",
        "nightstand cat 'kett": r"nightstand cat ('The Brass Kettle|The\\ Brass\\ Kettle)",
        "nightstand --library=oth": r"nightstand --library=other\\ place/",
        "nightstand config set theme sep": "nightstand config set theme sepia",
    }
    with started(shell, place) as terminal:
        for typed, completed in lines.items():
            terminal.send(f"{typed}\t")
            terminal.shows(completed)
            terminal.send("\x15")
            terminal.until(lambda: waits(terminal), "a clean line")
