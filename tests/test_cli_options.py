"""What stands on a command line: each option's values, and the same arguments by either reading."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.arguments import ACTIONS, Arguments, plain, without_start
from reader.cli.option_values import codec, count, pattern, place, positive, share, span
from reader.cli.parser import parse
from tests.shell import Call

Option = Callable[[str], Any]


@pytest.mark.parametrize(
    ("option", "typed", "value"),
    [
        (positive, "1", 1),
        (positive, "080", 80),
        (positive, "999999", 999_999),
        (count, "0", 0),
        (count, "999999999", 999_999_999),
        (place, "0", (0, False)),
        (place, "4000", (4_000, False)),
        (place, "0%", (0, True)),
        (place, "100%", (100, True)),
        (share, "40%", 0.4),
        (share, "0%", 0.0),
        (share, "100%", 1.0),
        (share, "0.5", 0.5),
        (share, ".25", 0.25),
        (share, "0", 0.0),
        (share, "1", 1.0),
        (share, "1.0", 1.0),
        (share, "1.", 1.0),
        (span, "3", (3, 3)),
        (span, "3-5", (3, 5)),
        (span, "5-5", (5, 5)),
        (span, "3-", (3, 10_000_000)),
        (codec, "", ""),
        (codec, "utf-8", "utf-8"),
        (codec, "CP1251", "CP1251"),
        (codec, "latin-1", "latin-1"),
        (pattern, "", ""),
        (pattern, r"^Part \d+$", r"^Part \d+$"),
    ],
)
def test_a_value_is_taken(option: Option, typed: str, value: object) -> None:
    """Both ends of each range belong to it."""
    assert option(typed) == value


@pytest.mark.parametrize(
    ("option", "typed", "why"),
    [
        (positive, "0", "is not a number above 0"),
        (positive, "-1", "is not a number above 0"),
        (positive, "1000000", "is not a number above 0"),
        (positive, "1.5", "is not a number above 0"),
        (positive, "٣", "is not a number above 0"),
        (positive, "", "is not a number above 0"),
        (positive, "1\n", "is not a number above 0"),
        (count, "-1", "is not a number"),
        (count, "1000000000", "is not a number"),
        (count, "many", "is not a number"),
        (place, "101%", "is neither an offset nor a percentage"),
        (place, "40.5%", "is neither an offset nor a percentage"),
        (place, "-5", "is neither an offset nor a percentage"),
        (place, "%", "is neither an offset nor a percentage"),
        (place, "1234567890", "is neither an offset nor a percentage"),
        (share, "101%", "is neither a percentage such as 40% nor a number from 0 to 1"),
        (share, "2", "is neither a percentage"),
        (share, "1.5", "is neither a percentage"),
        (share, "1.01", "is neither a percentage"),
        (share, "-0.5", "is neither a percentage"),
        (share, "nan", "is neither a percentage"),
        (share, "1e-3", "is neither a percentage"),
        (share, "", "is neither a percentage"),
        (span, "0", "is not a range of pages"),
        (span, "0-5", "is not a range of pages"),
        (span, "-5", "is not a range of pages"),
        (span, "3-5-7", "is not a range of pages"),
        (span, "12345678", "is not a range of pages"),
        (span, "5-3", "ends before it begins"),
        (codec, "klingon", "there is no text encoding 'klingon'"),
        (codec, "hex", "there is no text encoding 'hex'"),
        (codec, "rot13", "there is no text encoding 'rot13'"),
        (pattern, "(", "the pattern '('"),
        (pattern, "[a-", "the pattern '[a-'"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_is_wanted(
    option: Option, typed: str, why: str
) -> None:
    """And quoted, as far as it can be printed."""
    with pytest.raises(argparse.ArgumentTypeError, match=r".") as told:
        option(typed)
    assert why in str(told.value)
    assert str(told.value).isprintable()


@pytest.mark.parametrize(
    ("argv", "words", "start"),
    [
        (["a.txt"], ["a.txt"], ""),
        (["+12", "a.txt"], ["a.txt"], "12"),
        (["a.txt", "+12"], ["a.txt"], "12"),
        (["+G", "a.txt"], ["a.txt"], "G"),
        (["+/the tide", "a.txt"], ["a.txt"], "/the tide"),
        (["+12", "+G", "a.txt"], ["a.txt"], "G"),
        (["+/", "a.txt"], ["+/", "a.txt"], ""),
        (["+", "a.txt"], ["+", "a.txt"], ""),
        (["+g", "a.txt"], ["+g", "a.txt"], ""),
        (["+12a", "a.txt"], ["+12a", "a.txt"], ""),
        (["+1234567890", "a.txt"], ["+1234567890", "a.txt"], ""),
        (["+²", "a.txt"], ["+²", "a.txt"], ""),
        (["++12"], ["++12"], ""),
        (["--", "+12"], ["--", "+12"], ""),
        (["+3", "--", "+12"], ["--", "+12"], "3"),
        ([], [], ""),
    ],
)
def test_where_to_open_a_story_stands_after_a_plus(
    argv: list[str], words: list[str], start: str
) -> None:
    """A line, the end or words, as pagers have it; what comes after `--` is a name."""
    assert without_start(argv) == (words, start)


def given_of(arguments: Arguments) -> dict[str, Any]:
    """The arguments with what holds for those that were not given."""
    named = {name: getattr(Arguments, name) for name in vars(Arguments) if name in KNOWN}
    return {name: value for name, value in {**named, **vars(arguments)}.items() if name in KNOWN}


KNOWN = ("command", "story", "library", "data", "config", "encoding", "chapters", "start", "json",
         "width", "height", "pages", "linear", "lines")  # fmt: skip
WORDS = st.sampled_from(
    ["a.txt", "tide", "+12", "+G", "+/x", "+", "-x", "--json", "--library", "--data", "--config",
     "/a", "list", "cat", "é", "two words", "--", "-", "+1 2"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=4), st.booleans())
def test_the_short_way_reads_as_the_grammar_does(words: list[str], listing: bool) -> None:
    """Or says that it does not know; it never guesses."""
    argv = ["list", *words] if listing else words
    quick = plain(argv)
    if quick is not None:
        assert given_of(quick) == given_of(parse(argv))


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        ([], {"command": "open", "story": [], "start": ""}),
        (["a.txt"], {"command": "open", "story": ["a.txt"]}),
        (["the", "salt", "road"], {"command": "open", "story": ["the", "salt", "road"]}),
        (["+12", "a.txt"], {"command": "open", "story": ["a.txt"], "start": "12"}),
        (["list"], {"command": "list", "json": False}),
        (["list", "--json"], {"command": "list", "json": True}),
        (["list", "--library", "/a", "--json"], {"library": "/a", "json": True}),
        (["list", "--data", "/d", "--config", "/c"], {"data": "/d", "config": "/c"}),
    ],
)
def test_a_plain_command_line_needs_no_grammar(argv: list[str], wanted: dict[str, Any]) -> None:
    """A story, where to open it, a listing."""
    quick = plain(argv)
    assert quick is not None
    assert {name: getattr(quick, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "argv",
    [["cat", "a.txt"], ["-"], ["--help"], [""], ["a.txt", "--encoding", "utf-8"], ["list", "x"],
     ["list", "--library"], ["list", "--library", "--json"], ["list", "--library="], ["read"],
     ["list", "--lib", "/a"]],
)  # fmt: skip
def test_what_says_more_is_left_to_the_grammar(argv: list[str]) -> None:
    """A command, an option, a value that is missing."""
    assert plain(argv) is None


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        ("read a.txt --linear", {"command": "read", "linear": True, "lines": False}),
        ("read +5 a.txt --lines", {"story": ["a.txt"], "start": "5", "lines": True}),
        ("read --width 40 --height 9", {"story": [], "width": 40, "height": 9}),
        ("resume", {"command": "resume", "bookmark": []}),
        ("resume the mill", {"bookmark": ["the", "mill"]}),
        ("add a.txt b --json", {"files": ["a.txt", "b"], "json": True}),
        ("cat a.txt --pages 3-5", {"pages": (3, 5), "width": None, "height": None}),
        ("cat a.txt --chapters ^X", {"chapters": "^X", "encoding": ""}),
        ("info a.txt --at 40%", {"at": (40, True), "title": None, "hide": None, "reset": False}),
        ("info a.txt --title T --author A", {"title": "T", "author": "A"}),
        ("info a.txt --hide x --hide y --show z", {"hide": ["x", "y"], "show": ["z"]}),
        ("info a.txt --reset --json", {"reset": True, "json": True}),
        ("toc a.txt --json", {"command": "toc", "json": True}),
        ("search the tide --in a.txt", {"words": ["the", "tide"], "inside": "a.txt"}),
        ("search x", {"regex": False, "word": False, "case": False, "exact": False,
                      "kana": False, "matter": False, "limit": None, "inside": None}),
        ("search x --regex --word --case --exact --kana --matter --limit 0",
         {"regex": True, "word": True, "case": True, "exact": True, "kana": True, "matter": True,
          "limit": 0}),
        ("index --json", {"command": "index", "json": True}),
        ("who a.txt Ana Corvo --at 0.5", {"words": ["Ana", "Corvo"], "share": 0.5}),
        ("people a.txt --join A B --join C D --part E",
         {"join": [["A", "B"], ["C", "D"]], "part": ["E"], "share": None}),
        ("define salt road --json", {"words": ["salt", "road"], "json": True}),
        ("words a.txt --anki", {"story": ["a.txt"], "anki": True, "json": False}),
        ("hook", {"hook": "", "words": []}),
        ("hook up the tide", {"hook": "up", "words": ["the", "tide"]}),
        ("bookmarks", {"story": [], "json": False}),
        ("highlight a.txt --quote w --colour pink --style outline --tag a --tag b --note n --at 5",
         {"quote": "w", "colour": "pink", "style": "outline", "tag": ["a", "b"], "note": "n",
          "at": (5, False)}),
        ("highlight a.txt --quote w --color blue", {"colour": "blue", "style": "", "tag": None}),
        ("highlights --format readwise --output f.csv --spreadsheet",
         {"format": "readwise", "output": "f.csv", "spreadsheet": True}),
        ("stats --clear", {"clear": True, "json": False}),
        ("export", {"into": "-"}),
        ("export --json", {"into": "-"}),
        ("export --json f.json", {"into": "f.json"}),
        ("import f.json", {"file": "f.json"}),
        ("import -", {"file": "-"}),
        ("sync --folder /s --json", {"folder": "/s", "json": True}),
        ("kosync --login", {"story": [], "login": True}),
        ("doctor --json", {"json": True}),
        ("paths", {"command": "paths", "json": False}),
        ("config", {"what": "get", "name": None, "value": []}),
        ("config set measure 70", {"what": "set", "name": "measure", "value": ["70"]}),
        ("config reset keys.quit", {"what": "reset", "name": "keys.quit"}),
        ("completions fish", {"shell": "fish", "words": False}),
        ("manual --roff", {"roff": True}),
        ("--library /l cat a.txt", {"library": "/l", "command": "cat"}),
        ("cat a.txt --library /l --data /d", {"library": "/l", "data": "/d", "config": ""}),
        ("-- cat", {"command": "open", "story": ["cat"]}),
        ("--encoding utf-8 a.txt", {"command": "open", "encoding": "utf-8"}),
    ],
)  # fmt: skip
def test_each_command_has_its_arguments(argv: str, wanted: dict[str, Any]) -> None:
    """What was given, and what holds where nothing was."""
    arguments = parse(argv.split())
    assert {name: getattr(arguments, name) for name in wanted} == wanted
    assert arguments.command in ACTIONS


@pytest.mark.parametrize(
    "argv",
    [
        "cat", "toc", "add", "search", "who a.txt", "define", "import", "highlight a.txt",
        "highlight a.txt --quote", "highlight a.txt --quote x --colour mauve",
        "highlight a.txt --quote x --style wavy", "highlights --format pdf",
        "highlights --json --format markdown", "words --json --anki", "people a.txt --join A",
        "completions", "completions tcsh", "config change x", "cat a.txt --width many",
        "cat a.txt --pages x", "search x --limit -1", "who a.txt x --at 2", "info a.txt --at x",
        "read --width 0", "list extra", "paths extra", "doctor --bogus", "--bogus", "--library",
        "sync extra", "import a b", "export a",
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_exit_code_two(call: Call, argv: str) -> None:
    """That names the command's own help; nothing is done."""
    done = call(*argv.split())
    assert (done.code, done.out) == (2, "")
    assert "; try: nightstand" in done.complaint
    assert done.complaint.endswith("--help")


@pytest.mark.parametrize("command", [name for name in ACTIONS if name != "open"])
def test_every_command_takes_the_three_places(command: str) -> None:
    """Before it or after it, once each."""
    words = {"cat": ["a"], "info": ["a"], "toc": ["a"], "search": ["a"], "who": ["a", "b"],
             "people": ["a"], "define": ["a"], "add": ["a"], "import": ["a"],
             "highlight": ["a", "--quote", "x"], "completions": ["bash"]}  # fmt: skip
    flags = ["--library", "/l", "--data", "/d", "--config", "/c"]
    rest = words.get(command, [])
    for argv in ([*flags, command, *rest], [command, *rest, *flags]):
        arguments = parse(argv)
        told = (arguments.command, arguments.library, arguments.data, arguments.config)
        assert told == (command, "/l", "/d", "/c")
