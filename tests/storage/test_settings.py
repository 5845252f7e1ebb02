"""The settings file: read kindly, written carefully."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.settings.file import KeyRow, commented, save_settings
from reader.settings.load import load_settings
from reader.settings.settings import SETTINGS, Settings, parse_setting
from reader.settings.tables import keys_of
from tests.storage.rights import as_anybody

WRITTEN = """\
# How I like it
library = "~/Stories"   # mine
measure = 72

[keys]
page_next = ["space", "f"]
quit = "q"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings are to be; nothing is there yet."""
    return tmp_path / "config" / "settings.toml"


def written(path: Path, text: str) -> Path:
    """A settings file."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_without_a_file_everything_is_as_it_comes(path: Path) -> None:
    """No file is no problem."""
    assert load_settings(path) == (Settings(), ())


def test_a_file_says_what_differs(path: Path, home: Path) -> None:
    """Folders may begin with `~`; keys may be one or several."""
    settings, problems = load_settings(written(path, WRITTEN))

    assert problems == ()
    assert settings.library == (home / "Stories",)
    assert settings.measure == 72
    assert dict(settings.keys) == {"page_next": ("space", "f"), "quit": ("q",)}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("measur = 70", "there is no setting 'measur' (did you mean 'measure'?)"),
        ("measure = 20", "measure = 20 is not a number from 40 to 100"),
        ("measure = true", "measure = true is not a number from 40 to 100"),
        ('theme = "duks"', "(did you mean 'dusk'?)"),
        ("theme = 3", "theme = 3 is not one of auto, paper"),
        ('justify = "yes"', 'justify = "yes" is not true or false'),
        ("library = [1]", "library = [1] is not a folder or a list of folders"),
        ("keys = 1", "keys = 1 is not a table of commands"),
        ("keys = { quit = true }", "keys: 'quit' needs a key, a list of keys"),
        ("what ever", "the settings are not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_taken(path: Path, line: str, problem: str) -> None:
    """A mistake costs its own line only."""
    settings, problems = load_settings(written(path, f"leading = 2\n{line}\n"))

    assert len(problems) == 1
    assert problem in problems[0]
    assert settings == (Settings() if "TOML" in problem else Settings(leading=2))


def test_a_file_that_cannot_be_read_is_named(path: Path) -> None:
    """A folder or bytes that are no text are told, and reading goes on."""
    path.mkdir(parents=True)
    assert load_settings(path) == (Settings(), ("the settings path is not a regular file",))
    path.rmdir()
    path.write_bytes(b"\xff\xfe")
    assert load_settings(path) == (Settings(), ("the settings are not UTF-8",))
    path.write_text("measure = 70")
    path.chmod(0)
    with as_anybody():
        assert "cannot be read" in load_settings(path)[1][0]


def test_saving_keeps_comments_order_and_mode(path: Path) -> None:
    """Only the one setting differs afterwards."""
    written(path, WRITTEN).chmod(0o640)
    save_settings(path, {"measure": 80})
    save_settings(path, {"theme": "night"})

    assert path.read_text() == WRITTEN.replace("72", "80").replace(
        "\n[keys]", 'theme = "night"\n\n[keys]'
    )
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_saving_makes_the_file_and_its_folder(path: Path) -> None:
    """The first setting that is changed begins the file."""
    save_settings(path, {"library": ["/a", "/b"]})

    assert load_settings(path)[0].library == (Path("/a"), Path("/b"))


def test_a_broken_file_or_value_is_not_written(path: Path) -> None:
    """What the reader wrote by hand is never thrown away."""
    written(path, "what ever")
    with pytest.raises(ValueError, match="not valid TOML"):
        save_settings(path, {"measure": 80})
    with pytest.raises(ValueError, match="from 40 to 100"):
        save_settings(path, {"measure": 8})

    assert path.read_text() == "what ever"


def test_a_link_to_the_settings_stays_a_link(path: Path, tmp_path: Path) -> None:
    """Settings kept among other dot files are written where they lie."""
    real = written(tmp_path / "dotfiles" / "s.toml", WRITTEN)
    path.parent.mkdir()
    path.symlink_to(real)
    save_settings(path, {"measure": 90})

    assert path.is_symlink()
    assert "measure = 90" in real.read_text()


@given(
    st.sampled_from([*SETTINGS, "other"]),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=9)
        | st.sampled_from(("~nobody-of-this-name/x", "~\0", "/" * 5000)),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=5,
    ),
)
def test_no_value_is_fatal(key: str, value: Any) -> None:
    """Anything is either taken or named."""
    problem = ""
    try:
        parse_setting(key, value)
    except ValueError as error:
        problem = str(error)

    assert problem == "" or key in problem


changes = st.sampled_from([key for key in SETTINGS if SETTINGS[key].values]).flatmap(
    lambda key: st.tuples(st.just(key), st.sampled_from([None, *SETTINGS[key].values]))
)
key_changes = st.tuples(
    st.sampled_from(["keys.page.next", "keys.search", "keys.search.next"]),
    st.sampled_from([None, "", "n space", ["ctrl+l", "/"], "#", '"']),
)
FRESH = commented(
    [
        KeyRow("page.next", ("space", "#"), "Turn."),
        KeyRow("search", ("/",), "Search."),
        KeyRow("search.next", ('"', "\\"), "Go on."),
    ]
)


def test_a_fresh_file_says_everything_and_changes_nothing(path: Path) -> None:
    """Every setting stands in it with its meaning, commented out; so does every command."""
    settings, problems = load_settings(written(path, FRESH))

    assert (settings, problems) == (Settings(), ())
    for key in SETTINGS:
        assert f"\n# {key} = " in FRESH or key == "keys"
    told = " ".join(FRESH.replace("\n# ", " ").split())
    assert all(row.meaning in told for row in SETTINGS.values())


@pytest.mark.parametrize("key", [key for key in SETTINGS if SETTINGS[key].values])
def test_what_is_commented_out_is_as_it_comes(path: Path, key: str) -> None:
    """Made live, each line says the default."""
    line = re.search(rf"(?m)^# ({key} = .*)$", FRESH)
    assert line is not None

    assert load_settings(written(path, line[1])) == (Settings(), ())


@given(st.sampled_from([FRESH, WRITTEN, ""]), st.lists(changes | key_changes, max_size=6))
def test_whatever_is_changed_is_so_and_the_comments_stay(
    text: str, wanted: list[tuple[str, Any]]
) -> None:
    """One after the other, in a file that was begun by the program, by hand, or not at all."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(text, "utf-8")
        before = load_settings(path)[0]
        for key, value in wanted:
            save_settings(path, {key: value}, FRESH)
        settings, problems = load_settings(path)
        after = path.read_text("utf-8")

    assert problems == ()
    last = dict(wanted)
    for key, value in last.items():
        if key.startswith("keys."):
            chosen = None if value is None else keys_of(key, value)
            assert settings.keys.get(key.removeprefix("keys.")) == chosen
        else:
            assert getattr(settings, key) == (getattr(Settings(), key) if value is None else value)
    for key in set(SETTINGS) - set(last) - {"keys"}:
        assert getattr(settings, key) == getattr(before, key)
    for comment in re.findall(r"(?m)^# [A-Z].*$|# mine$", text):
        assert comment in after


def test_taken_back_the_file_is_as_it_was_begun(path: Path) -> None:
    """The comments that show the defaults stand in their places again."""
    written(path, FRESH)
    save_settings(path, {"measure": 70, "theme": "night", "keys.search": ["n", "x"]}, FRESH)
    assert path.read_text() != FRESH
    save_settings(path, {"measure": None, "theme": None, "keys.search": None}, FRESH)

    assert path.read_text() == FRESH


def test_brackets_without_end_are_named(path: Path) -> None:
    """No depth of nesting is fatal."""
    _, problems = load_settings(written(path, "measure = " + "[" * 100_000))

    assert len(problems) == 1
    assert "not valid TOML" in problems[0]
