"""The command line: help, exit codes, how stories are named, what goes through pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from reader.cli.examples import EXAMPLES
from reader.cli.pages import ROWS
from tests.shell import Call, process
from tests.terminal import ROOT, Terminal

COMMANDS = (
    *("read", "resume", "list", "cat", "info", "toc", "bookmarks"),
    *("export", "import", "doctor", "paths"),
)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three stories whose titles are their files' names, found through the environment."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name in ("The Salt Road", "The Salt Marsh", "Ember"):
        (folder / f"{name}.txt").write_text(f"It is told of {name}.\n", encoding="utf-8")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    return folder


def test_help_names_every_command_and_the_exit_codes(call: Call) -> None:
    """The main help is where everything else is found from."""
    done = call("--help")

    assert (done.code, done.err) == (0, "")
    for command in COMMANDS:
        assert f"\n  {command}" in done.out
    assert "Exit codes: 0 done, 1 failed, 2 wrong usage" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_of_its_own(call: Call, command: str) -> None:
    """Usage, a sentence, and its options."""
    done = call(command, "--help")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: nightstand {command}")
    assert "--data FILE" in done.out
    usage, examples = done.out, [f"  {line}" for line in EXAMPLES[command]]
    assert max(len(line) for line in usage.splitlines() if line not in examples) <= 80


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_told(call: Call, flag: str) -> None:
    """One line with the name and the number."""
    assert call(flag) == (0, f"nightstand {__version__}\n", "")


@pytest.mark.parametrize(
    "argv",
    [
        ["--nope"],
        ["cat"],
        ["cat", "x.txt", "--width", "0"],
        ["cat", "x.txt", "--height", "-3"],
        ["cat", "x.txt", "--height", "9", "--pages", "5-3"],
        ["cat", "x.txt", "--encoding", "klingon"],
        ["cat", "x.txt", "--encoding", "hex"],
        ["cat", ""],
        ["list", "--bogus\x1b[31m"],
        ["info", "x.txt", "--pages", "3"],
    ],
)
def test_wrong_usage_is_two_with_one_line(call: Call, argv: list[str]) -> None:
    """Whatever is wrong with the words of the command is said before anything is done."""
    done = call(*argv)

    assert (done.code, done.out) == (2, "")
    assert done.complaint


def test_pages_without_a_height_are_of_the_usual_one(call: Call, library: Path) -> None:
    """They are the pages that `search` and `info` count."""
    done = call("cat", "Ember", "--pages", "1")

    assert done.code == 0
    assert done == call("cat", "Ember", "--pages", "1", "--height", ROWS)


def test_the_name_of_no_story_is_no_folder(call: Call, library: Path) -> None:
    """An empty word is a slip, not the folder one is in."""
    assert call("").complaint == "the name of a story is empty"
    assert call("list", "nosuch").complaint.endswith("try: nightstand list --help")


def test_an_unknown_encoding_is_named(call: Call, library: Path) -> None:
    """Nothing is read in an encoding that there is not."""
    assert "'klingon'" in call("cat", "Ember", "--encoding", "klingon").complaint


def test_words_of_a_title_find_its_story(call: Call, library: Path) -> None:
    """In any case, in any order, as part of a word, with or without quotes."""
    for words in (["Ember"], ["emb"], ["road", "salt"], ["THE SALT ROAD"]):
        assert call("cat", *words).out.startswith("It is told of ")


def test_a_whole_title_wins_over_parts_of_others(call: Call, library: Path) -> None:
    """`Ember` is the story of that title although another's holds the word."""
    (library / "Ember and Ash.txt").write_text("Another.\n", encoding="utf-8")

    assert call("cat", "ember").out == "It is told of Ember.\n"


def test_several_matches_are_listed(call: Call, library: Path) -> None:
    """Which ones they are is said, and nothing is printed."""
    done = call("cat", "salt")

    assert (done.code, done.out) == (1, "")
    assert done.complaint == "“salt” matches 2 stories: “The Salt Marsh”, “The Salt Road”"


def test_a_title_that_is_nearly_right_is_suggested(call: Call, library: Path) -> None:
    """A slip of the finger is answered by what was meant."""
    done = call("info", "Embre")

    assert done.code == 1
    assert (
        done.complaint
        == "Embre: there is no such file, and no story of that title; did you mean “Ember”?"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("sallt raod", "The Salt Road"), ("embr", "Ember"), ("tsltmrsh", "The Salt Marsh")],
)
def test_a_misspelled_title_is_suggested_and_not_taken(
    call: Call, library: Path, typed: str, meant: str
) -> None:
    """Word for word alike, or the letters in their order; a script gets no guess."""
    done = call("cat", *typed.split())

    assert (done.code, done.out) == (1, "")
    assert done.complaint.endswith(f"; did you mean “{meant}”?")


@pytest.mark.parametrize(("typed", "answer"), [("salt", "2"), ("sallt road", "1")])
def test_somebody_at_a_terminal_is_asked_which(library: Path, typed: str, answer: str) -> None:
    """Several stories, or one that is only spelled alike: a number opens it."""
    with Terminal(*typed.split()) as terminal:
        terminal.shows("Number, or Enter to choose none:")
        terminal.send(f"{answer}\r")
        terminal.shows(r"It is told of The Salt Road[\s\S]*1 of 1")
        terminal.send("q")
        assert terminal.ended() == 0


def test_who_chooses_none_gets_none(library: Path) -> None:
    """Enter alone: nothing is opened, and the exit code says so."""
    with Terminal("salt") as terminal:
        terminal.shows("1. The Salt Marsh\n  2. The Salt Road")
        terminal.send("\r")
        assert terminal.ended() == 1
        assert "no story was chosen" in terminal.text


def test_a_story_comes_through_a_pipe(call: Call) -> None:
    """`-` is standard input, for printing and for facts; nothing is kept of it."""
    assert call("cat", "-", stdin=b"One line.\n") == (0, "One line.\n", "")
    facts = call("info", "-", "--json", stdin=b"One line.\n").json

    assert (facts["path"], facts["words"], facts["bytes"]) == (None, 2, 10)


def test_a_list_counts_words_as_people_do(call: Call, tmp_path: Path) -> None:
    """One word, two words."""
    for name, text in (("one", "Alone.\n"), ("two", "Not alone.\n")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    lines = call("list", "--library", tmp_path).out.splitlines()

    assert [line.split("  ")[-2].strip() for line in lines] == ["1 word", "2 words"]


def test_without_a_terminal_the_shelf_is_a_list_and_a_story_its_text(
    call: Call, library: Path
) -> None:
    """Nothing of a screen goes into a pipe."""
    assert call().out == call("list").out
    assert call("Ember").out == call("cat", "Ember").out
    assert call(library).out == call("list", "--library", library).out
    assert call("-", stdin=b"Piped.\n").out == "Piped.\n"
    assert "\x1b" not in call().out


def test_resume_says_that_it_needs_a_terminal(call: Call) -> None:
    """It opens a screen, and there is none."""
    done = call("resume")

    assert done.code == 1
    assert "terminal" in done.complaint


@pytest.mark.parametrize(
    "argv", [["list"], ["cat", "Ember"], ["list", "--json"], ["--help"], ["--version"]]
)
def test_a_pipe_closed_early_is_quiet(library: Path, argv: list[str]) -> None:
    """What reads has enough: no complaint and no traceback."""
    done = process(*argv, shell="| true")

    assert (done.code, done.err) == (0, "")


def test_a_pipe_closed_in_the_middle_is_quiet(tmp_path: Path) -> None:
    """More than a pipe holds is on its way when the reader of it leaves."""
    path = tmp_path / "long.txt"
    path.write_text("A line of some length that is told again and again.\n\n" * 20_000)
    done = process("cat", path, shell="| head -n 1")

    assert (done.code, done.err) == (0, "")
    assert done.out == "A line of some length that is told again and again.\n"


@pytest.mark.parametrize("argv", [["list"], ["cat", "Ember"], ["--help"], ["--version"]])
def test_output_that_cannot_be_written_is_one_line(library: Path, argv: list[str]) -> None:
    """A full disk under the output is said, once."""
    done = process(*argv, shell="> /dev/full")

    assert done.code == 1
    assert done.complaint == "standard output: no space left on device"


def test_what_a_shell_hands_over_is_read_as_a_story(call: Call) -> None:
    """`nightstand <(COMMAND)`, whose name is that of a pipe; nothing is kept of it."""
    ends, write = os.pipe()
    os.write(write, b"A Tale\n\nIt rained all night.\n")
    os.close(write)
    done = call("cat", f"/dev/fd/{ends}")
    os.close(ends)

    assert done.code == 0
    assert "It rained all night." in done.out


def test_streams_that_are_closed_are_no_accident(library: Path) -> None:
    """Whatever the shell has closed, there is no traceback."""
    assert process("cat", "Ember", shell=">&-") == (0, "", "")
    assert process("cat", "gone.txt", shell="2>&-") == (1, "", "")
    without = process("cat", "-", shell="<&-")

    assert (without.code, without.complaint) == (1, "standard input: it is closed")
    assert process("Ember", shell="<&-").out == process("cat", "Ember").out
    assert "Ember" in process("read", "--linear", "Ember", shell="<&-").out
    assert process("no such story", shell="<&-").complaint


@pytest.mark.parametrize("argv", [["list"], ["cat", "Ember"], ["info", "Ember"], ["--version"]])
def test_answers_come_without_loading_the_screen(library: Path, argv: list[str]) -> None:
    """Textual, four fifths of the start, stays out of everything but the screen."""
    code = (
        "import sys, atexit; from reader.cli import run;"
        "atexit.register(lambda: print('textual' in sys.modules, file=sys.stderr));"
        f"run({argv!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout
    assert done.stderr == "False\n"
