"""Help, examples, completions and manual page say what the grammar says."""

import re
import runpy
import shlex
import shutil
import subprocess
from itertools import takewhile
from pathlib import Path

import pytest

from reader.cli.arguments import ACTIONS, plain
from reader.cli.candidates import options_of
from reader.cli.examples import EXAMPLES, FIELDS
from reader.cli.parser import grammar, parse
from reader.settings.settings import SETTINGS
from reader.sync.kosync import key_of
from tests.dictionaries import dictd
from tests.shell import Call
from tests.sync.kosync_server import USER, kosync_server
from tests.terminal import ROOT

SHARE = ROOT / "docs" / "share"
FILES: dict[str, str] = runpy.run_path(str(ROOT / "docs" / "shell_files.py"))["files"]()


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_those_of_the_grammar(name: str) -> None:
    """`make shell` rewrites them."""
    assert (SHARE / name).read_text("utf-8") == FILES[name]


def test_there_are_no_other_files() -> None:
    """What is no longer written is no longer shipped."""
    there = {str(path.relative_to(SHARE)) for path in SHARE.rglob("*") if path.is_file()}

    assert there == set(FILES)


def test_the_grammar_knows_what_can_be_done() -> None:
    """Every command has a function, and the reverse."""
    assert set(grammar()) == set(ACTIONS)


@pytest.mark.parametrize("command", ACTIONS)
def test_every_command_has_examples_in_its_help(call: Call, command: str) -> None:
    """They stand below the options."""
    told = call(*([] if command == "open" else [command]), "--help").out

    assert EXAMPLES[command]
    assert all(f"\n  {line}\n" in told for line in EXAMPLES[command])


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_every_example_is_understood(line: str) -> None:
    """What follows the name of the program in each is a command that there is."""
    shell = shlex.shlex(line.replace("PAGER=", ""), posix=True, punctuation_chars="|>")
    shell.wordchars += "%"
    words = list(shell)
    words = words[words.index("nightstand") + 1 :]
    argv = list(takewhile(lambda word: word not in ("|", ">", "git"), words))

    assert (plain(argv) or parse(argv)).command in ACTIONS


@pytest.mark.parametrize("command", FIELDS)
def test_the_fields_of_json_stand_in_help_and_documents(call: Call, command: str) -> None:
    """Each by its name."""
    told = call(command, "--help").out
    page = (ROOT / "docs" / "scripting.md").read_text("utf-8")
    section = page.partition(f"## `nightstand {command}")[2].partition("\n## ")[0]
    for field in FIELDS[command].split():
        assert re.search(rf"\b{field}\b", told.partition("fields with --json")[2])
        assert f"`{field}`" in section, field


@pytest.mark.parametrize("command", FIELDS)
def test_the_fields_of_json_are_those_that_come(
    call: Call, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that are told and no others."""
    text = "".join(
        f"\n\nChapter {n}\n\n{'There was a lamp on it, said Vane. ' * 40}" for n in range(1, 5)
    )
    (tmp_path / "tale.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(tmp_path))
    call("read", "--linear", "tale", stdin=b"m\n\nq\n")
    call("highlight", "tale", "--quote", "Chapter 2")
    call("highlight", "tale", "--quote", "Chapter 3", "--tag", "word")
    dictd(tmp_path, {"lamp": "lamp\n  a light"})
    (tmp_path / "own.toml").write_text(f'dictionaries = "{tmp_path.as_posix()}"', encoding="utf-8")
    monkeypatch.setenv("NIGHTSTAND_CONFIG", str(tmp_path / "own.toml"))
    file = str(tmp_path / "tale.txt")
    named = {
        "define": ["lamp"],
        "info": ["tale"],
        "toc": ["tale"],
        "search": ["lamp"],
        "add": [file],
    }
    named |= {"who": ["tale", "lamp", "--at=1"], "people": ["tale", "--at=1"]}
    (tmp_path / "shared").mkdir()
    named |= {"sync": ["--folder", str(tmp_path / "shared")]}
    words = named.get(command, [])
    with kosync_server("key") as server:
        server.raw = 200, b'{"percentage": 0.4}', {}
        if command == "kosync":
            account = {"server": server.address, "user": USER, "key": key_of("key")}
            server.key = account["key"]
            assert not call("config", "set", "kosync", SETTINGS["kosync"].kind.written(account)).err
            words = [file]
        found = call(command, *words, "--json").json
    one = found[0] if isinstance(found, list) else found

    assert set(one) == set(FIELDS[command].split())


def test_commands_that_list_have_json() -> None:
    """And nothing but those has fields."""
    listing = {
        name
        for name, parser in grammar().items()
        if any("--json" in option.option_strings for option in options_of(parser))
    }

    assert listing - {"export"} == set(FIELDS)


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man")
def test_the_manual_page_is_set_without_a_warning() -> None:
    """Every command and option stands in it."""
    run = subprocess.run(
        ["man", "--warnings=all", "-l", str(SHARE / "man" / "man1" / "nightstand.1")],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat"},
    )

    assert run.stderr == ""
    for name, parser in grammar().items():
        assert name == "open" or re.search(rf"(?m)^ +nightstand +{name}\b", run.stdout), name
        for option in options_of(parser):
            assert all(written in run.stdout for written in option.option_strings)


def test_the_manual_is_printed(call: Call) -> None:
    """As text that says what the page says, or as the page's source."""
    roff = call("manual", "--roff")
    told = call("manual").out

    assert roff == (0, (SHARE / "man" / "man1" / "nightstand.1").read_text("utf-8"), "")
    assert "\\" not in told
    assert all(f"\n   {name}\n" in told for name in grammar() if name != "open")
    examples = {line for lines in EXAMPLES.values() for line in lines}
    assert all(len(line) <= 80 for line in told.splitlines() if line.strip() not in examples)
    assert "\n\n\n" not in told
    assert " None" not in told
