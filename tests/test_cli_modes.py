"""How what the command line names is opened: by what was asked for, and by what is connected."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from reader.cli import arguments, parser
from reader.cli.arguments import ACTIONS, Arguments
from reader.cli.mode import Mode, is_linear, mode_of
from tests.shell import Call


class Stream(io.StringIO):
    """A stream that is a terminal or is not, of any kind of file."""

    def __init__(self, *, terminal: bool, number: int = -1) -> None:
        super().__init__()
        self._terminal = terminal
        self._number = number

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._terminal

    def fileno(self) -> int:
        """Its descriptor."""
        return self._number


def shown(words: list[str], *, keys: bool, screen: bool, piped: bool = False) -> Mode:
    """How words are opened with these streams; `piped` puts a pipe at standard input."""
    source, sink = os.pipe()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", Stream(terminal=keys, number=source if piped else -1))
            patch.setattr(sys, "stdout", Stream(terminal=screen))
            return mode_of(Arguments(story=words))
    finally:
        os.close(source)
        os.close(sink)


@pytest.mark.parametrize("words", [[], ["a story"], ["two", "words"], ["-"]])
def test_with_a_terminal_on_both_sides_everything_is_read(words: list[str]) -> None:
    """The shelf, a story, and what comes through a pipe when that is asked for."""
    assert shown(words, keys=True, screen=True) is Mode.READ


def test_a_story_from_a_pipe_needs_only_the_screen() -> None:
    """Its keys come from the terminal itself."""
    assert shown(["-"], keys=False, screen=True, piped=True) is Mode.READ


def test_what_comes_in_unasked_is_paged() -> None:
    """As by any pager, and only where there is a screen."""
    assert shown([], keys=False, screen=True, piped=True) is Mode.PAGE
    assert shown([], keys=False, screen=False, piped=True) is Mode.LIST
    assert shown(["a story"], keys=False, screen=True, piped=True) is Mode.PRINT


def test_without_a_screen_there_are_lists_and_texts(tmp_path: Path) -> None:
    """Of the library, of a folder, of a story."""
    assert shown([], keys=True, screen=False) is Mode.LIST
    assert shown([str(tmp_path)], keys=True, screen=False) is Mode.LIST
    assert shown(["a story"], keys=True, screen=False) is Mode.PRINT
    assert shown(["-"], keys=True, screen=False) is Mode.PRINT


@pytest.mark.parametrize("asked", [{"linear": True}, {"lines": True}])
def test_linear_mode_needs_no_terminal(asked: Mapping[str, bool]) -> None:
    """Where it is asked for."""
    wanted = Arguments(story=["a story"], **asked)

    assert mode_of(wanted) is Mode.READ
    assert is_linear(wanted)


@pytest.mark.parametrize(("name", "linear"), [("dumb", True), ("unknown", True), ("xterm", False)])
def test_a_terminal_that_shows_no_screens_gets_lines(
    monkeypatch: pytest.MonkeyPatch, name: str, linear: bool
) -> None:
    """It tells so by its name."""
    monkeypatch.setenv("TERM", name)

    assert is_linear(Arguments(story=[])) is linear


def test_every_command_of_the_grammar_has_its_action() -> None:
    """And every action its command, which does what it says without Textual."""
    places = {*ACTIONS.values(), *(mode.value for mode in Mode)} - {""}

    assert set(ACTIONS) == set(parser.grammar())
    for place in places:
        module, _, name = place.partition(".")
        loaded = __import__(f"reader.cli.{module}", fromlist=[name])
        assert callable(getattr(loaded, name))


def test_doing_a_command_leaves_its_arguments_as_they_were(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command becomes another by changing what was asked."""
    (tmp_path / "tide.txt").write_text("The tide went out.\n", "utf-8")
    made: list[Arguments] = []
    plain = arguments.plain

    def noted(argv: list[str]) -> Arguments | None:
        found = plain(argv)
        made.extend([found] if found else [])
        return found

    monkeypatch.setattr("reader.cli.plain", noted)
    for argv in ([], [str(tmp_path)], [str(tmp_path / "tide.txt")]):
        call(*argv)

    assert [vars(one) for one in made] == [
        {"command": "open", "story": argv, "encoding": "", "chapters": "", "start": ""}
        for argv in ([], [str(tmp_path)], [str(tmp_path / "tide.txt")])
    ]
