"""`nightstand config`: what the settings are and why, changed from a shell."""

import tomllib
from pathlib import Path

import pytest

from reader.commands.command import Command
from reader.commands.table import COMMANDS
from reader.settings.load import load_settings
from reader.settings.settings import SETTINGS
from tests.shell import Call


@pytest.fixture
def path(home: Path) -> Path:
    """Where the settings file is to be."""
    return home / "config" / "nightstand" / "settings.toml"


def test_every_setting_is_listed_with_its_meaning(call: Call) -> None:
    """Name, value, default, what decides it, what it means and may be."""
    rows = call("config", "get", "--json").json

    assert [row["key"] for row in rows] == list(SETTINGS)
    for row in rows:
        assert row["source"] == "default"
        assert row["value"] == row["default"]
        assert row["meaning"] == SETTINGS[row["key"]].meaning
        assert row["allowed"] == SETTINGS[row["key"]].allowed


def test_what_is_listed_is_a_settings_file(call: Call, path: Path) -> None:
    """The listing can be kept as one, and then changes nothing."""
    listed = call("config").out
    settings = load_settings(path)
    path.parent.mkdir(parents=True)
    path.write_text(listed, "utf-8")
    again, problems = load_settings(path)

    assert problems == ()
    assert again == settings[0] or again.library  # the default library is named
    assert set(tomllib.loads(listed)) == set(SETTINGS)


def test_one_setting_is_told_bare(call: Call) -> None:
    """For a script: the value alone, or as JSON."""
    assert call("config", "get", "measure").out == "66\n"
    assert call("config", "get", "chapter-page").out == "true\n"
    assert call("config", "get", "theme").out == "auto\n"
    assert call("config", "get", "mouse", "--json").json is True
    assert call("config", "get", "keys.page.previous").out.split()[:2] == ["b", "pageup"]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["measure", "72"], 72),
        (["justify", "on"], True),
        (["mouse", "no"], False),
        (["theme", "Nord"], "nord"),
        (["chapter-page", "false"], False),
        (["library", '["~/a", "/b"]'], None),
    ],
)
def test_setting_and_resetting(call: Call, path: Path, argv: list[str], told: object) -> None:
    """The file is begun with its comments, and is as before when the setting is taken back."""
    name = argv[0].replace("-", "_")
    before = call("config", "get", name).out
    assert call("config", "set", *argv) == (0, "", "")
    if told is not None:
        assert getattr(load_settings(path)[0], name) == told
    assert SETTINGS[name].meaning.split()[0] in path.read_text("utf-8")
    row = next(row for row in call("config", "--json").json if row["key"] == name)
    assert row["source"] == "file"

    assert call("config", "reset", name) == (0, "", "")
    assert load_settings(path) == (load_settings(path.with_name("none"))[0], ())
    assert call("config", "get", name).out == before


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["set", "measur", "72"], 1, "did you mean 'measure'?"),
        (["set", "measure", "9"], 1, "measure = 9 is not a number from 40 to 100"),
        (["set", "theme", "duks"], 1, "did you mean 'dusk'?"),
        (["set", "measure"], 2, "missing value"),
        (["set"], 2, "missing setting name"),
        (["reset"], 2, "missing setting name"),
        (["reset", "wings"], 1, "there is no setting 'wings'"),
        (["get", "wings"], 1, "there is no setting 'wings'"),
        (["get", "keys.page.nxt"], 1, "did you mean 'page.next'?"),
        (["set", "keys.page.next", "ctrl+foo"], 1, "'ctrl+foo' is not a key"),
        (["wings"], 2, "invalid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    call: Call, path: Path, argv: list[str], code: int, told: str
) -> None:
    """One line with a suggestion."""
    done = call("config", *argv)

    assert done.code == code
    assert told in done.complaint
    assert not path.exists()


def test_keys_are_set_by_the_commands_id(call: Call, path: Path) -> None:
    """A key that another command loses is told of; an empty word leaves a command without."""
    done = call("config", "set", "keys.page.next", "n", "space")
    assert done.code == 0
    assert "no longer 'Next hit'" in done.complaint
    assert call("config", "set", "keys.theme.next", "") == (0, "", "")

    assert call("config", "get", "keys.page.next").out == "n\nspace\n"
    assert call("config", "get", "keys.theme.next").out == ""
    assert load_settings(path)[0].keys == {"page.next": ("n", "space"), "theme.next": ()}
    listed = call("config")
    assert 'keys."page.next" = "n space"' in listed.out
    assert "no longer 'Next hit'" in listed.complaint


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_stands_in_the_file(call: Call, path: Path, command: Command) -> None:
    """With its keys, commented out; made live, the line means what it meant."""
    call("config", "set", "measure", "70")
    lines = path.read_text("utf-8").splitlines()
    shown = next(line for line in lines if line.startswith(f'# "{command.id}" = '))
    path.write_text("[keys]\n" + shown.removeprefix("# "), "utf-8")

    assert call("config").err == ""
    assert len(load_settings(path)[0].keys[command.id]) == len(command.keys)


def test_the_environment_and_options_win(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the README, and the listing says which."""

    def source(key: str, *options: str) -> str:
        rows = call(*options, "config", "--json").json
        return str(next(row["source"] for row in rows if row["key"] == key))

    call("config", "set", "library", str(tmp_path))
    call("config", "set", "theme", "night")
    assert (source("library"), source("theme")) == ("file", "file")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", "/somewhere")
    monkeypatch.setenv("NO_COLOR", "1")
    assert (source("library"), source("theme")) == ("NIGHTSTAND_LIBRARY", "NO_COLOR")
    assert call("config", "get", "library").out == "/somewhere\n"
    assert source("library", "--library", str(tmp_path)) == "--library"


def test_the_path_is_told_whether_or_not_it_is_there(call: Call, path: Path) -> None:
    """And an option names another."""
    assert call("config", "path").out == f"{path}\n"
    assert call("--config", "/x/y.toml", "config", "path").out == "/x/y.toml\n"


def test_editing_begins_the_file_and_checks_it(
    call: Call, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor is given the commented file; what is wrong afterwards is named."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    assert call("config", "edit") == (0, "", "")
    assert path.read_text("utf-8").count("\n# ") > len(SETTINGS)

    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "measure = 7" > "$2"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{script} --wait")
    done = call("config", "edit")
    assert done.code == 1
    assert "measure = 7 is not a number from 40 to 100" in done.complaint

    monkeypatch.setenv("VISUAL", "/no/such/editor")
    assert "cannot be started" in call("config", "edit").complaint


def test_a_broken_file_is_told_and_left(call: Call, path: Path) -> None:
    """Everything is at its default; nothing is written over it."""
    path.parent.mkdir(parents=True)
    path.write_text("what ever", "utf-8")

    assert "not valid TOML" in call("config").complaint
    assert "not valid TOML" in call("config", "set", "measure", "70").complaint
    assert path.read_text("utf-8") == "what ever"


@pytest.mark.parametrize("key", SETTINGS)
def test_every_setting_has_words(key: str) -> None:
    """A heading, a label and a sentence; the numbers and words that it may be."""
    meaning = SETTINGS[key]

    assert meaning.group
    assert 0 < len(meaning.label) <= 16
    assert meaning.meaning.endswith(".")
    assert SETTINGS[key].allowed or not SETTINGS[key].values


def test_a_settings_file_that_is_not_there_is_said(call: Call, tmp_path: Path) -> None:
    """A slip in its name must not look like the defaults; `config` may be about to write it."""
    missing = tmp_path / "none.toml"
    done = call("list", "--config", missing)

    assert done.code == 0
    assert done.err.startswith(f"nightstand: {missing}: there is no such settings file")
    assert not call("--config", missing, "config", "path").err


def test_a_user_that_is_not_there_is_said(call: Call) -> None:
    """In a path that begins with `~NAME`."""
    done = call("list", "--config", "~nobody-of-that-name/x.toml")

    assert (done.code, done.complaint) == (
        1,
        "~nobody-of-that-name/x.toml: there is no such user",
    )


def test_a_listing_does_nothing_to_a_terminal(call: Call, path: Path) -> None:
    """Names and values of the file are shown cleaned, as keys and as settings, and to programs."""
    acting = r"\u0008\u001b[31m\U000E0041"
    path.parent.mkdir(parents=True)
    path.write_text(
        f'library = "/x/{acting}"\n"b{acting}" = 1\n[keys]\n"k{acting}" = "{acting}"\n'
        f'"story.open" = "{acting}"\n',
        encoding="utf-8",
    )
    for argv in ("", "--json", "get library", "get keys", "get library --json"):
        done = call("config", *argv.split())
        for line in (done.out + done.err).splitlines():
            assert line.isprintable(), ascii(line)
    assert call("paths").out.replace("\n", "").isprintable()
