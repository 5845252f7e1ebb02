"""`export`, `import` and `doctor`: two machines joined, and what is wrong said with its mending."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import locator
from reader.context import set_up
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import OpenStory, open_path
from tests.shell import Call, process

TEXT = "The mill stood still.\n\n"
TEXT += "Nobody had seen the miller \u202e\x9b31m since noon, not even Émile 日本.\n"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One story in a library of its own."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    (folder / "mill.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def machine(library: Path, tmp_path: Path) -> Path:
    """The data file of a machine on which the story was read and marked."""
    path = tmp_path / "one" / "nightstand.db"
    context, _ = set_up(data=path)
    opened = open_path(context, library / "mill.txt")
    assert opened.id is not None
    context.store.bookmarks.add(opened.id, new_bookmark(opened.story, 23, "Émile's")).result()
    context.store.places.remember(opened.id, locator.make(opened.story, 30))
    context.store.close()
    return path


def place_of(library: Path, data: Path) -> tuple[OpenStory, list[str]]:
    """The story as it opens on a machine, and the names of its bookmarks."""
    context, _ = set_up(data=data)
    opened = open_path(context, library / "mill.txt")
    names = [mark.name for _, mark in context.store.bookmarks.of(opened.id)]
    context.store.close()
    return opened, names


Way = Callable[[Call, Path, Path], Path]


def by_file(call: Call, machine: Path, folder: Path) -> Path:
    """An export in a file."""
    assert call("export", "--json", folder / "out.json", "--data", machine) == (0, "", "")
    return folder / "out.json"


def by_stdout(call: Call, machine: Path, folder: Path) -> Path:
    """An export through a pipe."""
    (folder / "pipe.json").write_text(call("export", "--data", machine).out, encoding="utf-8")
    return folder / "pipe.json"


def by_data_file(call: Call, machine: Path, folder: Path) -> Path:
    """The data file itself."""
    return machine


@pytest.mark.parametrize("way", [by_file, by_stdout, by_data_file])
def test_what_is_exported_comes_in_once(
    call: Call, library: Path, machine: Path, tmp_path: Path, way: Way
) -> None:
    """Place and bookmark are on the other machine; the second time there is nothing new."""
    two = tmp_path / "two" / "nightstand.db"
    exported = way(call, machine, tmp_path)
    first = call("import", exported, "--data", two)
    second = call("import", exported, "--data", two)

    assert first == (0, "Imported: 1 story, 1 bookmark.\n", "")
    assert second == (0, "Already up to date.\n", "")
    opened, names = place_of(library, two)
    assert opened.place is not None
    assert (opened.place.offset, names) == (30, ["Émile's"])


def test_an_export_goes_through_standard_input(call: Call, machine: Path, tmp_path: Path) -> None:
    """`export | import -` joins two machines."""
    exported = call("export", "--data", machine).out
    done = call("import", "-", "--data", tmp_path / "two.db", stdin=exported.encode())

    assert done == (0, "Imported: 1 story, 1 bookmark.\n", "")


def test_an_export_is_readable_private_and_harmless(
    call: Call, machine: Path, tmp_path: Path
) -> None:
    """Letters of every script as they are; what acts on a terminal is written as an escape."""
    path = by_file(call, machine, tmp_path)
    text = path.read_text(encoding="utf-8")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Émile 日本" in text
    assert all(character.isprintable() or character == "\n" for character in text)
    assert json.loads(text)["format"] == "nightstand"


def test_an_export_in_a_terminal_without_unicode_is_still_whole(machine: Path) -> None:
    """Under LC_ALL=C nothing is replaced by question marks."""
    env = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    done = process("export", "--data", machine, env=env)

    assert done.code == 0
    assert done.json["stories"][0]["bookmarks"][0]["name"] == "Émile's"


def test_an_export_overwrites_only_an_export(call: Call, machine: Path, tmp_path: Path) -> None:
    """A story, the data file and a folder are left as they are; yesterday's export gives way."""
    story = tmp_path / "novel.txt"
    story.write_text("Mine.", encoding="utf-8")
    for path in (story, machine, tmp_path, tmp_path / "gone" / "x.json", Path("/dev/null")):
        before = path.read_bytes() if path.is_file() else None
        done = call("export", "--json", path, "--data", machine)
        assert (done.code, done.out) == (1, "")
        assert done.complaint.startswith(f"{path}: ")
        assert before is None or path.read_bytes() == before
    by_file(call, machine, tmp_path)
    by_file(call, machine, tmp_path)
    assert not list(tmp_path.glob(".*"))


BAD = {
    "missing": None,
    "empty": b"",
    "text": b"Once upon a time.",
    "another's JSON": b'{"format": "other"}',
    "broken": b'{"format": "nightstand", "version": 1, "stories": [{"id": 3}]}',
    "newer": b'{"format": "nightstand", "version": 99, "stories": []}',
    "deep": b"[" * 200_000,
    "not UTF-8": b'{"format": "\xff"}',
    "SQLite by its head only": b"SQLite format 3\0" + b"x" * 5000,
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_imported_says_why(
    call: Call, machine: Path, tmp_path: Path, kind: str
) -> None:
    """One line with the file and the reason; the data is as it was."""
    path = tmp_path / "in.json"
    content = BAD[kind]
    if content is not None:
        path.write_bytes(content)
    before = call("export", "--data", machine).json["stories"]
    done = call("import", path, "--data", machine)

    assert (done.code, done.out) == (1, "")
    assert done.complaint.startswith(f"{path}: ")
    assert call("export", "--data", machine).json["stories"] == before


def test_a_pipe_is_not_waited_for(call: Call, machine: Path, tmp_path: Path) -> None:
    """A FIFO without a writer is refused at once."""
    os.mkfifo(tmp_path / "fifo")

    assert (
        "it is not a regular file" in call("import", tmp_path / "fifo", "--data", machine).complaint
    )


def test_all_is_well_on_a_new_machine_and_on_one_in_use(call: Call, machine: Path) -> None:
    """Nothing to mend is exit code 0; the checks name what was looked at."""
    for extra in ((), ("--data", machine)):
        done = call("doctor", "--json", *extra)
        assert (done.code, done.err) == (0, "")
        assert {check["what"] for check in done.json} >= {
            *("data file", "content", "permissions", "disk space", "storage", "backups", "damage"),
            *("settings", "library", "locale", "terminal"),
        }
        assert all(check.keys() == {"what", "ok", "advice"} for check in done.json)


def loose(data: Path, library: Path, config: Path) -> str:
    """Others may read the data file."""
    data.chmod(0o644)
    return f"chmod 600 '{data}'"


def unreadable(data: Path, library: Path, config: Path) -> str:
    """A story that is none."""
    (library / "empty.txt").write_bytes(b"")
    return "empty.txt: is empty"


def gone(data: Path, library: Path, config: Path) -> str:
    """The library was unplugged."""
    (library / "mill.txt").unlink()
    library.rmdir()
    return f"{library} does not exist"


def misspelt(data: Path, library: Path, config: Path) -> str:
    """A mistake in the settings."""
    config.write_text("measure = 1\n", encoding="utf-8")
    return "measure = 1 is not a number"


def foreign(data: Path, library: Path, config: Path) -> str:
    """The data file is another program's."""
    import sqlite3

    data.unlink()
    connection = sqlite3.connect(data)
    connection.execute("CREATE TABLE letters(words TEXT)")
    connection.commit()
    connection.close()
    return "another program"


def damaged(data: Path, library: Path, config: Path) -> str:
    """The data file is not even one."""
    data.write_bytes(b"This was a data file. " * 400)
    return "damaged"


@pytest.mark.parametrize("fault", [loose, unreadable, gone, misspelt, foreign, damaged])
def test_each_fault_is_named_with_its_mending(
    call: Call, machine: Path, library: Path, tmp_path: Path, fault: Callable[..., str]
) -> None:
    """Exit code 1 and one line that says WRONG, for people; the same for programs."""
    config = tmp_path / "settings.toml"
    words = fault(machine, library, config)
    machine_copy = machine.read_bytes()
    done = call("doctor", "--data", machine, "--config", config)
    wrong = [line for line in done.out.splitlines() if line.startswith("WRONG")]

    assert done.code == 1
    assert any(words in line for line in wrong), done.out
    if fault is not damaged:
        again = call("doctor", "--json", "--data", machine, "--config", config)
        assert again.code == 1
        assert any(words in check["advice"] for check in again.json if not check["ok"])
        assert machine.read_bytes() == machine_copy


def test_a_terminal_that_shows_no_screens_is_named() -> None:
    """A terminal that is too small is wrong; of a dumb one is said how it is read on."""
    from tests.terminal import Terminal

    with Terminal("doctor", columns=100, rows=4, env={"TERM": "xterm-256color"}) as terminal:
        assert terminal.ended() == 1
        assert b"too small" in terminal.bytes
    with Terminal("doctor", columns=100, env={"TERM": "dumb"}) as terminal:
        assert terminal.ended() == 0
        assert b"pages are printed as lines" in terminal.bytes
