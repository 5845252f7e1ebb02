"""What each kind of setting takes, refuses, shows, writes and steps to."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.settings.file import (
    KeyRow,
    commented,
    forced,
    key_line,
    plain,
    save_settings,
    settings_in_force,
    typed_value,
)
from reader.settings.kinds import (
    Folder,
    Folders,
    Name,
    Number,
    OneOf,
    OnOff,
    Patterns,
    SettingKind,
    Texts,
    meant,
)
from reader.settings.load import load_settings, settings_in, with_lines
from reader.settings.looks import LOOK_SETTINGS, LookDraft
from reader.settings.row import Scope, Setting
from reader.settings.settings import SETTINGS, Settings, parse_setting
from reader.settings.tables import CommandTable, KeyTable, ServerAccount, keys_of

CELLS = Number(40, 100, "cell", 2)
PLAIN = Number(1, 3)
WORD = OneOf({"author": "as in the file", "indent": "indented"})
SAID = OneOf({"a": "A"}, "any letter")
SWITCH = OnOff()
SHOWN = OnOff("shown", "hidden")
FOLDERS = Folders(none="documents folder", example="~/Stories")
NAME = Name(none="no name")
FOLDER = Folder(none="none")
TEXTS = Texts(none="nothing")
PATTERNS = Patterns(none="nothing")
KEYS = KeyTable()
HOOKS = CommandTable(none="no hooks")
ACCOUNT = ServerAccount(none="no server")
MD5 = "0123456789abcdef0123456789abcdef"
SERVER = {"server": "https://sync.example", "user": "ana", "key": MD5}


def refusal(kind: SettingKind, value: Any) -> str:
    """With which words a value is refused."""
    with pytest.raises(ValueError, match=r".") as told:
        kind.parse(value)
    return str(told.value)


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (CELLS, 40, 40),
        (CELLS, 100, 100),
        (CELLS, 67, 67),
        (WORD, "indent", "indent"),
        (WORD, "INDENT", "indent"),
        (SWITCH, True, True),
        (SWITCH, False, False),
        (FOLDERS, "/a", (Path("/a"),)),
        (FOLDERS, ["/a", "/b c"], (Path("/a"), Path("/b c"))),
        (FOLDERS, [], ()),
        (NAME, "", ""),
        (NAME, "x" * 60, "x" * 60),
        (NAME, "潮 é", "潮 é"),
        (TEXTS, "one", ("one",)),
        (TEXTS, ["one", "two"], ("one", "two")),
        (TEXTS, [], ()),
        (TEXTS, ["x" * 200] * 100, ("x" * 200,) * 100),
        (PATTERNS, r"^Part \d+$", (r"^Part \d+$",)),
        (KEYS, {"page.next": "n  space"}, {"page.next": ("n", "space")}),
        (KEYS, {}, {}),
        (HOOKS, {"up": ["say", "{text}"]}, {"up": ("say", "{text}")}),
        (HOOKS, {}, {}),
        (ACCOUNT, {}, {}),
        (ACCOUNT, SERVER, SERVER),
        (ACCOUNT, SERVER | {"key": MD5.upper()}, SERVER),
        (ACCOUNT, SERVER | {"server": "http://localhost:8080/kosync"}, None),
        (ACCOUNT, SERVER | {"server": "http://127.0.0.1"}, None),
        (ACCOUNT, SERVER | {"server": "http://[::1]:80"}, None),
        (ACCOUNT, SERVER | {"server": "HTTPS://sync.example/a/b"}, None),
    ],
    ids=repr,
)
def test_a_value_of_its_kind_is_taken(kind: SettingKind, value: Any, wanted: Any) -> None:
    """As it is held afterwards; both ends of a range belong to it."""
    assert kind.parse(value) == (value if wanted is None else wanted)


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        (CELLS, 39, "a number from 40 to 100"),
        (CELLS, 101, "a number from 40 to 100"),
        (CELLS, 66.0, "a number from 40 to 100"),
        (CELLS, "66", "a number from 40 to 100"),
        (PLAIN, True, "a number from 1 to 3"),
        (PLAIN, None, "a number from 1 to 3"),
        (WORD, "", "one of author, indent"),
        (WORD, "indnt", "one of author, indent (did you mean 'indent'?)"),
        (WORD, 5, "one of author, indent"),
        (WORD, ["indent"], "one of author, indent"),
        (SAID, "b", "one of a"),
        (SWITCH, 1, "true or false"),
        (SWITCH, "true", "true or false"),
        (SWITCH, None, "true or false"),
        (FOLDERS, [""], "a folder or a list of folders"),
        (FOLDERS, "", "a folder or a list of folders"),
        (FOLDERS, ["/a", 5], "a folder or a list of folders"),
        (FOLDERS, {"a": "b"}, "a folder or a list of folders"),
        (NAME, "x" * 61, "a text of at most 60 characters"),
        (NAME, "two\nlines", "a text of at most 60 characters"),
        (NAME, "\x1b[31m", "a text of at most 60 characters"),
        (NAME, 5, "a text of at most 60 characters"),
        (TEXTS, [""], "a text or a list of at most 100 short texts"),
        (TEXTS, ["x" * 201], "a text or a list of at most 100 short texts"),
        (TEXTS, ["x"] * 101, "a text or a list of at most 100 short texts"),
        (TEXTS, [["x"]], "a text or a list of at most 100 short texts"),
        (TEXTS, 5, "a text or a list of at most 100 short texts"),
        (PATTERNS, "(", "a regular expression: '(' has missing )"),
        (PATTERNS, ["a", "[b"], "a regular expression: '[b' has unterminated"),
        (PATTERNS, "x{99999999999}", "a regular expression: 'x{99999999999}' has "),
        (KEYS, 5, "a table of commands and their keys"),
        (KEYS, {"quit": 10}, "a table of keys (keys: 'quit' needs a key"),
        (KEYS, {"quit": [None]}, "a table of keys (keys: 'quit' needs a key"),
        (HOOKS, 5, 'a table of commands, as {name = ["command", "{text}"]}'),
        (HOOKS, {"up": "say"}, "a table of commands ('up' is not a list of words"),
        (HOOKS, {"up": ["x"] * 101}, "'up' is not a list of words"),
        (HOOKS, {"up": ["say", "x" * 4_001]}, "'up' is not a list of words"),
        (HOOKS, {"": ["say"]}, "'' is not a short name"),
        (HOOKS, {"x" * 41: ["say"]}, "is not a short name"),
        (HOOKS, {"a\nb": ["say"]}, "is not a short name"),
        (HOOKS, {str(n): ["say"] for n in range(51)}, "there are more than 50 commands"),
        (ACCOUNT, 5, "a table of server, user and key"),
        (ACCOUNT, {"server": "https://x", "user": "u"}, "a table of server, user and key"),
        (ACCOUNT, SERVER | {"more": "x"}, "a table of server, user and key"),
        (ACCOUNT, SERVER | {"server": 5}, "(server: text)"),
        (ACCOUNT, SERVER | {"server": "http://sync.example"}, "begins with https://"),
        (ACCOUNT, SERVER | {"server": "ftp://sync.example"}, "begins with https://"),
        (ACCOUNT, SERVER | {"server": "sync.example"}, "an address, as https://example.com"),
        (ACCOUNT, SERVER | {"server": "https://"}, "an address, as https://example.com"),
        (ACCOUNT, SERVER | {"server": "https://a b"}, "an address, as https://example.com"),
        (ACCOUNT, SERVER | {"server": "https://é"}, "an address, as https://example.com"),
        (ACCOUNT, SERVER | {"server": "https://x:0"}, "an address, as https://example.com"),
        (ACCOUNT, SERVER | {"server": "https://x:x"}, "it is not an address"),
        (ACCOUNT, SERVER | {"server": "https://x:65536"}, "it is not an address"),
        (ACCOUNT, SERVER | {"server": "https://me:pw@x"}, "an address and a path, nothing else"),
        (ACCOUNT, SERVER | {"server": "https://x?a=b"}, "an address and a path, nothing else"),
        (ACCOUNT, SERVER | {"server": "https://x#a"}, "an address and a path, nothing else"),
        (ACCOUNT, SERVER | {"user": ""}, "(user: a short name without a colon)"),
        (ACCOUNT, SERVER | {"user": "a:b"}, "(user: a short name without a colon)"),
        (ACCOUNT, SERVER | {"user": "x" * 41}, "(user: a short name without a colon)"),
        (ACCOUNT, SERVER | {"user": 5}, "(user: a short name without a colon)"),
        (ACCOUNT, SERVER | {"user": "a\tb"}, "(user: a short name on one line)"),
        (ACCOUNT, SERVER | {"key": MD5[:-1]}, "(key: nightstand kosync --login makes it)"),
        (ACCOUNT, SERVER | {"key": MD5[:-1] + "g"}, "(key: nightstand kosync --login makes it)"),
        (ACCOUNT, SERVER | {"key": 5}, "(key: nightstand kosync --login makes it)"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_is_allowed(
    kind: SettingKind, value: Any, why: str
) -> None:
    """One step beyond a range, another type, too much of it: the words go on after "is not"."""
    assert why in refusal(kind, value)


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        (CELLS, "70", 70),
        (CELLS, "0x46", 70),
        (CELLS, "seventy", "seventy"),
        (WORD, "indent", "indent"),
        (WORD, '"indent"', "indent"),
        (SWITCH, "on", True),
        (SWITCH, "Yes", True),
        (SWITCH, "off", False),
        (SWITCH, "NO", False),
        (SWITCH, "true", True),
        (SWITCH, "false", False),
        (SWITCH, "maybe", "maybe"),
        (SWITCH, "1", 1),
        (FOLDERS, "/a b", "/a b"),
        (FOLDERS, '["/a", "/b"]', ["/a", "/b"]),
        (FOLDERS, '"/a"', "/a"),
        (FOLDERS, "~/a", "~/a"),
        (FOLDER, "", ""),
        (FOLDER, '""', ""),
        (FOLDER, "/a", "/a"),
        (TEXTS, "one", "one"),
        (TEXTS, '["one", "two"]', ["one", "two"]),
        (TEXTS, "[one", "[one"),
        (NAME, "5 a", "5 a"),
        (NAME, "a\nvalue = 5", "a\nvalue = 5"),
        (HOOKS, '{up = ["say"]}', {"up": ["say"]}),
    ],
)
def test_what_is_typed_is_toml_or_a_text(kind: SettingKind, typed: str, wanted: object) -> None:
    """Quotation marks are not needed; a switch also takes what people say."""
    assert kind.from_text(typed) == wanted


def test_a_bare_path_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """One from the home folder is not."""
    monkeypatch.chdir(tmp_path)

    assert FOLDERS.from_text("tales") == str(tmp_path / "tales")
    assert FOLDER.from_text("tales") == str(tmp_path / "tales")
    assert FOLDER.from_text("~/tales") == str(home / "tales")
    assert FOLDERS.parse("~/tales") == (home / "tales",)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (CELLS, 66, "66 cells"),
        (Number(0, 9, "cell"), 1, "1 cell"),
        (Number(0, 9, "cell"), 0, "0 cells"),
        (PLAIN, 2, "2"),
        (WORD, "author", "as in the file"),
        (SWITCH, True, "on"),
        (SWITCH, False, "off"),
        (SHOWN, True, "shown"),
        (SHOWN, False, "hidden"),
        (FOLDERS, (), "documents folder"),
        (FOLDERS, (Path("/a"), Path("/b")), "/a, /b"),
        (NAME, "", "no name"),
        (NAME, "Ana", "Ana"),
        (TEXTS, (), "nothing"),
        (TEXTS, ("a", "b"), "a, b"),
        (KEYS, {}, "defaults"),
        (KEYS, {"quit": ("x",)}, "1 changed"),
        (KEYS, {str(n): () for n in range(1_000)}, "1,000 changed"),
        (HOOKS, {}, "no hooks"),
        (HOOKS, {"up": ("say",), "down": ("x",)}, "up, down"),
        (ACCOUNT, {}, "no server"),
        (ACCOUNT, SERVER, "ana, https://sync.example"),
    ],
)
def test_a_value_is_shown_in_words(kind: SettingKind, value: Any, words: str) -> None:
    """Of one thing in the singular; nothing has a name of its own."""
    assert kind.shown(value) == words


@pytest.mark.parametrize(
    ("kind", "value", "line"),
    [
        (CELLS, 66, "66"),
        (WORD, "author", '"author"'),
        (SWITCH, True, "true"),
        (SWITCH, False, "false"),
        (FOLDERS, (), '"~/Stories"'),
        (FOLDERS, (Path("/a"), Path("/b")), '"/a"'),
        (NAME, 'say "é"\\', '"say \\"é\\"\\\\"'),
        (TEXTS, (), "[]"),
        (TEXTS, ("a", 'b"'), '["a", "b\\""]'),
        (HOOKS, {"up it": ("say", "é")}, '{"up it" = ["say", "é"]}'),
        (ACCOUNT, {}, "{}"),
        (
            *(ACCOUNT, SERVER),
            f'{{server = "https://sync.example", user = "ana", key = "{MD5}"}}',
        ),
    ],
)
def test_a_value_is_written_as_toml(kind: SettingKind, value: Any, line: str) -> None:
    """It can be read again by any program."""
    assert kind.written(value) == line
    assert tomllib.loads(f"value = {line}")


@pytest.mark.parametrize(
    ("kind", "value", "count", "wanted"),
    [
        (CELLS, 66, 1, 68),
        (CELLS, 66, -1, 64),
        (CELLS, 66, 3, 72),
        (CELLS, 99, 1, 100),
        (CELLS, 100, 1, 100),
        (CELLS, 41, -1, 40),
        (CELLS, 66, 1_000, 100),
        (CELLS, 66, -1_000, 40),
        (PLAIN, 1, 1, 2),
        (PLAIN, 3, 1, 3),
        (WORD, "author", 1, "indent"),
        (WORD, "indent", 1, "author"),
        (WORD, "author", -1, "indent"),
        (WORD, "author", 4, "author"),
        (SWITCH, False, 1, True),
        (SWITCH, True, 1, False),
        (SWITCH, True, -1, False),
    ],
)
def test_a_step_leads_to_the_next_value(
    kind: SettingKind, value: Any, count: int, wanted: Any
) -> None:
    """Numbers stop at their ends, words go round."""
    assert kind.moved(value, count) == wanted


@pytest.mark.parametrize(
    ("kind", "values", "allowed", "typed"),
    [
        (PLAIN, (1, 2, 3), "1 to 3", True),
        (WORD, ("author", "indent"), "author, indent", False),
        (SAID, ("a",), "any letter", False),
        (SWITCH, (False, True), "true or false", False),
        (FOLDERS, (), "", True),
        (NAME, (), "", True),
        (TEXTS, (), "", True),
        (KEYS, (), "", True),
        (HOOKS, (), "", True),
        (ACCOUNT, (), "", True),
    ],
)
def test_a_kind_says_what_its_values_are(
    kind: SettingKind, values: tuple[Any, ...], allowed: str, typed: bool
) -> None:
    """Those that can be counted are chosen, the others and numbers are typed."""
    assert (kind.values, kind.allowed, kind.typed) == (values, allowed, typed)


def test_a_key_as_good_as_a_password_is_shown_to_nobody() -> None:
    """All else of an account is told."""
    assert ACCOUNT.told(SERVER) == SERVER | {"key": "…"}
    assert ACCOUNT.told({}) == {}
    assert NAME.told("Ana") == "Ana"


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ("n", ("n",)),
        ("n space  x", ("n", "space", "x")),
        ("", ()),
        (" ", ("space",)),
        ([], ()),
        (["n", "x y"], ("n", "x", "y")),
        (["n", "n"], ("n",)),
        (0, ("0",)),
        (9, ("9",)),
        ([1, "n"], ("1", "n")),
    ],
)
def test_keys_are_none_one_or_several(value: object, keys: tuple[str, ...]) -> None:
    """Parted by blanks or in a list, each once; a single digit needs no quotation marks."""
    assert keys_of("quit", value) == keys


@pytest.mark.parametrize("value", [10, -1, True, None, 1.0, [10], [["n"]], {}])
def test_what_is_no_key_is_refused_by_the_commands_name(value: object) -> None:
    """Two digits are two keys, and a truth is none."""
    with pytest.raises(ValueError, match=r"'quit' needs a key"):
        keys_of("quit", value)


def test_one_wrong_command_costs_only_itself() -> None:
    """The others of its table are taken."""
    keys, wrong = KEYS.read({"page": {"next": "n", "previous": None}, "quit": "x"})
    assert dict(keys) == {"page.next": ("n",), "quit": ("x",)}
    assert len(wrong) == 1
    hooks, wrong = HOOKS.read({"up": ["say"], "down": 5, "": ["x"]})
    assert dict(hooks) == {"up": ("say",)}
    assert len(wrong) == 2


def test_of_too_many_hooks_the_first_fifty_are_taken() -> None:
    """And that there were more is said once."""
    hooks, wrong = HOOKS.read({str(n): ["say"] for n in range(60)})
    assert list(hooks) == [str(n) for n in range(50)]
    assert wrong == ("there are more than 50 commands",)


@pytest.mark.parametrize(
    ("value", "words", "said"),
    [
        ("pager", ("paper", "dusk"), " (did you mean 'paper'?)"),
        ("PAPER", ("paper",), " (did you mean 'paper'?)"),
        ("zzz", ("paper", "dusk"), ""),
        (5, ("paper",), ""),
        (None, ("paper",), ""),
    ],
)
def test_what_was_meant_is_asked(value: object, words: tuple[str, ...], said: str) -> None:
    """Where something is near; of what is no word nothing is."""
    assert meant(value, words) == said


ROW = Setting(66, CELLS, "The page", "Line length", "Cells of a line.", Scope.STORY, "measure")


def test_a_row_tells_its_meaning_and_its_values() -> None:
    """The meaning alone where the values cannot be counted."""
    assert ROW.told == "Cells of a line. (40 to 100)"
    assert ROW.replace(kind=NAME).told == "Cells of a line."
    assert ROW.line(70) == "measure = 70"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (20, "measure = 20 is not a number"),
        ("é", 'measure = "é" is not a number'),
        (None, "measure = null is not a number"),
        ({"a": [1]}, 'measure = {"a": [1]} is not a number'),
        ("x" * 80, f'measure = "{"x" * 59}… is not a number'),
        (Path("/a"), 'measure = "/a" is not a number'),
    ],
)
def test_a_wrong_value_is_quoted_about_as_it_was_written(value: object, said: str) -> None:
    """Not all of it where it is long."""
    for read in (ROW.parse, ROW.read):
        with pytest.raises(ValueError, match=r".") as told:
            read(value)
        assert str(told.value).startswith(said)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([], Settings()),
        (["measure = 70"], Settings(measure=70)),
        (["measure = 70", "measure = 72"], Settings(measure=72)),
        (["measure = 70", "measure = 20"], Settings(measure=70)),
        (["measure = 20\nindent = 4"], Settings()),
        (["what ever", "indent = 4"], Settings(indent=4)),
        (["nothing = 1", "indent = 4"], Settings(indent=4)),
        (["indent = 4\njustify = true"], Settings(indent=4, justify=True)),
    ],
)
def test_lines_of_a_storys_own_are_laid_over_the_settings(
    lines: list[str], wanted: Settings
) -> None:
    """The later wins; of a line that is wrong nothing is taken."""
    assert with_lines(Settings(), lines) == wanted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", set()),
        ("measure = 70\nindent = 4\n", {"measure", "indent"}),
        ("theme-day = 'paper'\n", {"theme_day"}),
        ("measure = 20\nindent = 4\n", {"indent"}),
        ("[keys]\nquit = 'x'\n", {"keys"}),
        ("broken", set()),
    ],
)
def test_which_settings_a_file_decides(tmp_path: Path, text: str, names: set[str]) -> None:
    """Those that are right; a hyphen is as good as an underscore."""
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    assert settings_in(path) == names


def test_a_file_that_begins_with_the_mark_of_its_encoding_is_read(tmp_path: Path) -> None:
    """An editor of Windows puts it there; it stays out of the way when a setting is written."""
    path = tmp_path / "settings.toml"
    path.write_bytes("measure = 70\n".encode("utf-8-sig"))

    assert load_settings(path) == (Settings(measure=70), ())
    save_settings(path, {"indent": 4})
    assert load_settings(path) == (Settings(measure=70, indent=4), ())


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("", {"measure": 70}, "measure = 70\n"),
        ("measure = 60  # mine\n", {"measure": 70}, "measure = 70  # mine\n"),
        ("# measure = 66\nindent = 4\n", {"measure": 70}, "measure = 70\nindent = 4\n"),
        ("# measure = 66  # hint\n", {"measure": 70}, "measure = 70  # hint\n"),
        ("measure = 60\nindent = 4\n", {"measure": None}, "indent = 4\n"),
        ("indent = 4\n", {"measure": None}, "indent = 4\n"),
        ("theme-day = 'ash'\n", {"theme_day": "paper"}, 'theme-day = "paper"\n'),
        ("[keys]\nquit = 'x'\n", {"keys.quit": "y"}, '[keys]\nquit = "y"\n'),
        ("[keys]\nquit = 'x'\n", {"keys.quit": None}, "[keys]\n"),
        (
            "[keys.page]\nnext = 'x'\n",
            {"keys.page.next": "y"},
            '[keys.page]\nnext = "y"\n',
        ),
        (
            '[keys]\n# "page.next" = "space"\n',
            {"keys.page.next": "y"},
            '[keys]\n"page.next" = "y"\n',
        ),
    ],
)
def test_a_file_is_changed_in_its_own_place(
    tmp_path: Path, before: str, changes: dict[str, Any], after: str
) -> None:
    """Comments, spelling and order stay the reader's."""
    path = tmp_path / "settings.toml"
    path.write_text(before, encoding="utf-8")

    save_settings(path, changes)

    assert path.read_text("utf-8") == after
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"measure": 20}, "measure = 20 is not a number"),
        ({"measure": 70, "indent": 99}, "indent = 99 is not a number"),
        ({"nothing": 1}, "there is no setting 'nothing'"),
        ({"nothing": None}, "there is no setting 'nothing'"),
        ({"keys.quit": 12}, "'quit' needs a key"),
    ],
)
def test_of_changes_one_of_which_is_wrong_none_is_written(
    tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    """The file stays, or stays away."""
    path = tmp_path / "settings.toml"
    with pytest.raises(ValueError, match=r".") as told:
        save_settings(path, changes)
    assert why in str(told.value)
    assert not path.exists()


def test_what_decides_a_setting_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default, the file, a variable, an option: the later wins."""
    path = tmp_path / "settings.toml"
    path.write_text("measure = 70\ntheme = 'paper'\n", encoding="utf-8")
    settings, _ = load_settings(path)

    def source(key: str, *flags: str) -> tuple[str, Any]:
        told = {one.setting.key: one for one in settings_in_force(settings, path, flags)}
        return told[key].source, told[key].value

    assert list(SETTINGS) == [one.setting.key for one in settings_in_force(settings, path)]
    assert source("measure") == ("file", 70)
    assert source("indent") == ("default", 2)
    assert source("library")[0] == "default"
    assert source("library")[1][0].endswith("Stories")
    assert source("library", "library")[0] == "--library"
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", "/a")
    assert source("theme") == ("NO_COLOR", "terminal")
    assert source("library") == ("NIGHTSTAND_LIBRARY", ["/a"])
    assert source("library", "library")[0] == "--library"
    monkeypatch.setenv("NO_COLOR", "")
    assert source("theme") == ("file", settings.theme)


def test_nothing_but_the_file_decides_in_an_empty_environment() -> None:
    """A flag that is no setting's changes nothing."""
    assert dict(forced()) == {}
    assert dict(forced({"plain"})) == {}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"a": (Path("/x"), 1)}, {"a": ["/x", 1]}),
        ((), []),
        (("a", ("b",)), ["a", ["b"]]),
        (Path("/x"), "/x"),
        (5, 5),
        (False, False),
        ("x", "x"),
    ],
)
def test_a_value_is_told_as_toml_and_json_have_it(value: object, wanted: object) -> None:
    """Paths are texts, and what cannot be changed is a list."""
    assert plain(value) == wanted


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("n", "space"), '"a.b" = "n space"'),
        ((), '"a.b" = ""'),
        (('"',), '"a.b" = "\\""'),
        (("\\",), '"a.b" = "\\\\"'),
    ],
)
def test_keys_are_a_line_of_toml(keys: tuple[str, ...], line: str) -> None:
    """Signs that end a text in TOML are escaped."""
    row = KeyRow("a.b", keys, "Help.")
    assert key_line(row) == line
    assert keys_of("a.b", tomllib.loads(line)["a.b"]) == keys
    assert f"# {line}  # Help.\n" in commented([row])


def test_a_name_that_is_no_setting_is_typed_as_it_stands() -> None:
    """So that it can be named in the complaint."""
    assert typed_value("nothing", "70") == "70"
    assert typed_value("measure", "70") == 70
    with pytest.raises(ValueError, match=r"there is no setting 'nothing'"):
        parse_setting("nothing", 70)


STEPS = st.lists(
    st.tuples(st.sampled_from([row.key for row in LOOK_SETTINGS]), st.integers(-9, 9)), max_size=6
)


@given(STEPS, st.booleans())
def test_a_look_that_is_kept_is_the_look_that_was_tried(
    steps: list[tuple[str, int]], own: bool
) -> None:
    """For this story or for all: laid together, what is written is what was seen."""
    draft = LookDraft(Settings(), Settings(), own)
    for key, count in steps:
        draft = draft.moved(key, count)
    kept = draft.kept()

    assert with_lines(kept.settings, kept.style) == draft.settings
    assert kept.settings == Settings().replace(**dict(kept.changes))
    assert all(SETTINGS[line.partition(" = ")[0]].scope is Scope.STORY for line in kept.style)
    assert not kept.style or own
    assert draft.as_common().kept().changes == {}
