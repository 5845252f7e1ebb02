"""A data or settings file in any state: stories are read, and one line says what is wrong."""

import os
from pathlib import Path

import pytest

from reader.context import set_up
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import open_path
from tests.shell import Call, process


@pytest.fixture
def tale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story alone in the library."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    path = folder / "tale.txt"
    path.write_text("Once there was a mill.\n\nThen there was none.\n", encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tale: Path) -> Path:
    """A data file with one bookmark in it."""
    path = tmp_path / "kept" / "user.db"
    monkeypatch.setenv("NIGHTSTAND_DATA", str(path))
    context, _ = set_up()
    opened = open_path(context, tale)
    assert opened.id is not None
    context.store.bookmarks.add(opened.id, new_bookmark(opened.story, 0, "start")).result()
    context.store.close()
    return path


def test_a_damaged_data_file_is_kept_aside_and_told(call: Call, tale: Path, data: Path) -> None:
    """The story is printed all the same; the damaged file is still there under another name."""
    data.write_bytes(b"This was a data file. " * 400)
    before = data.read_bytes()
    done = call("cat", tale)

    assert (done.code, done.out) == (0, "Once there was a mill.\n\nThen there was none.\n")
    assert done.complaint.startswith(f"{data}: ")
    assert "damaged" in done.complaint
    assert before in [one.read_bytes() for one in data.parent.iterdir() if one.is_file()]
    assert call("list").err == ""


def test_a_data_file_damaged_in_the_middle_gives_back_what_can_be_read(
    call: Call, data: Path
) -> None:
    """The list of bookmarks answers, whatever the pages of the file hold."""
    content = bytearray(data.read_bytes())
    content[4096:8192] = b"\xa5" * 4096
    data.write_bytes(content)
    done = call("bookmarks", "--json")

    assert done.code == 0
    assert isinstance(done.json, list)
    assert "Traceback" not in done.err


def test_a_read_only_data_file_is_read(tale: Path, data: Path) -> None:
    """Bookmarks are listed; nothing is lost, nothing is written, nothing is raised."""
    before = data.read_bytes()
    data.chmod(0o444)
    data.parent.chmod(0o555)
    try:
        done = process("bookmarks", "--json")
    finally:
        data.parent.chmod(0o755)

    assert done.code == 0
    assert [row["name"] for row in done.json] == ["start"]
    assert "Traceback" not in done.err
    if os.geteuid():
        assert data.read_bytes() == before


@pytest.mark.parametrize("kind", ["folder", "pipe", "below a file", "device"])
def test_a_data_file_that_is_none_keeps_nobody_waiting(
    call: Call, tale: Path, tmp_path: Path, kind: str
) -> None:
    """The story is printed, and it is said that nothing is saved and why."""
    path = tmp_path / "odd"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/null")
    else:
        path = tale / "user.db"
    done = call("cat", tale, "--data", path)

    assert done.code == 0
    assert done.out.startswith("Once there was a mill.")
    assert done.complaint.startswith(f"{path}: nothing was saved: ")


def test_another_programs_database_is_left_alone(call: Call, tale: Path, tmp_path: Path) -> None:
    """It is not written to, and its owner is not robbed of it."""
    import sqlite3

    path = tmp_path / "mail.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE letters(words TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    done = call("list", "--data", path)

    assert done.code == 0
    assert "another program" in done.complaint
    assert path.read_bytes() == before


SETTINGS = {
    "measure = 3": "measure = 3 is not a number from 40 to 100",
    "measure = true": "a number from 40 to 100",
    'theme = "dsk"': "did you mean 'dusk'?",
    'folo = "x"': "did you mean 'folio'?",
    "measure = = 3": "not valid TOML",
    '"me\\nx\\u001b[31m" = 3': "there is no setting",
    "library = 3\n": "a folder or a list of folders",
    "keys = 3": "a table of commands and their keys",
}


@pytest.mark.parametrize("text", SETTINGS)
def test_a_mistake_in_the_settings_is_named(
    call: Call, tale: Path, tmp_path: Path, text: str
) -> None:
    """The file and the mistake; the rest is read, and so is the story."""
    config = tmp_path / "settings.toml"
    config.write_text(text, encoding="utf-8")
    done = call("cat", tale, "--config", config)

    assert done.code == 0
    assert done.out.startswith("Once")
    assert done.complaint.startswith(f"{config}: ")
    assert SETTINGS[text] in done.complaint


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "bytes", "missing"])
def test_settings_that_are_no_text_keep_nobody_waiting(
    call: Call, tale: Path, tmp_path: Path, kind: str
) -> None:
    """Each is named; settings that are not there are no mistake."""
    config = tmp_path / "settings.toml"
    if kind == "folder":
        config.mkdir()
    elif kind == "pipe":
        os.mkfifo(config)
    elif kind == "device":
        config = Path("/dev/zero")
    elif kind == "bytes":
        config.write_bytes(b"measure = \xff\n")
    done = call("cat", tale, "--config", config)

    assert (done.code, done.out.splitlines()[0]) == (0, "Once there was a mill.")
    if kind == "missing":
        assert done.complaint == f"{config}: there is no such settings file; the defaults apply"
    else:
        assert done.complaint.startswith(f"{config}: the settings ")


def test_each_mistake_has_a_line_of_its_own(call: Call, tale: Path, tmp_path: Path) -> None:
    """Three mistakes are three lines, and what is right holds."""
    config = tmp_path / "settings.toml"
    config.write_text("measure = 1\nleading = 2\ntheme = 7\nnope = 1\n", encoding="utf-8")
    done = call("cat", tale, "--config", config)

    assert len(done.err.splitlines()) == 3
    assert done.out.splitlines()[1] == ""
    assert done.out.splitlines()[2] == ""


def test_a_library_that_is_not_there_is_named(call: Call, tmp_path: Path) -> None:
    """The folder asked for on the command line must exist; it is not made."""
    done = call("list", "--library", tmp_path / "gone")

    assert done.code == 1
    assert done.complaint == f"{tmp_path / 'gone'}: there is no such folder"
    assert not (tmp_path / "gone").exists()
