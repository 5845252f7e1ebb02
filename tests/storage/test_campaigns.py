"""Hostile exports, altered data files and flipped bits: every command works or says so."""

import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader.context import set_up
from reader.reading.bookmarks import new_bookmark
from reader.reading.highlights import new_highlight
from reader.reading.open import open_path
from reader.storage import database
from tests.shell import Call, Outcome
from tests.storage import hostile

COMMANDS = ("list", "stats", "info", "cat", "bookmarks", "highlights", "doctor", "export")
MARKS = 4


@pytest.fixture
def tale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story alone in the library, and a data file in which it is known; errors are raised."""
    folder = tmp_path / "library"
    folder.mkdir()
    path = folder / "tale.txt"
    path.write_text("Once there was a mill.\n\nThen there was none.\n", encoding="utf-8")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    monkeypatch.setenv("NIGHTSTAND_DATA", str(tmp_path / "data" / "nightstand.db"))
    monkeypatch.setenv("NIGHTSTAND_DEBUG", "1")
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    for number in range(MARKS):
        mark = new_bookmark(opened.story, number * 9, f"mark {number}")
        context.store.bookmarks.add(opened.id, mark).result()
    highlight = new_highlight(opened.story, 6, 20, note="note")
    context.store.highlights.add(opened.id, highlight).result()
    context.store.places.remember(opened.id, new_bookmark(opened.story, 24).locator)
    context.store.close()
    return path


@pytest.fixture
def data(tmp_path: Path, tale: Path) -> Path:
    """The data file."""
    return tmp_path / "data" / "nightstand.db"


def every(call: Call, tale: Path, commands: tuple[str, ...] = COMMANDS) -> dict[str, Outcome]:
    """Every command's outcome; none may raise, or print what acts on a terminal."""
    done = {}
    for name in commands:
        done[name] = call(name, *([tale] if name in ("info", "cat") else []))
        assert done[name].code in (0, 1), name
        for line in (done[name].out + done[name].err).splitlines():
            assert line.isprintable(), f"{name}: {line!a}"
    assert done.get("cat", Outcome(0, "", "")).code == 0
    return done


def is_well(path: Path) -> bool:
    """Whether the whole check finds nothing."""
    with closing(sqlite3.connect(path)) as connection:
        return database.damage(connection) is None


def imported(call: Call, folder: Path, exported: Any) -> Outcome:
    """The outcome of importing this."""
    path = folder / "export.json"
    path.write_text(json.dumps(exported), encoding="utf-8")
    return call("import", path)


def spoilt(number: int) -> Any:
    """A story that is spoilt in the way of that number."""
    return hostile.spoilt(f"content {number}", *hostile.KINDS[number])


@pytest.mark.parametrize("first", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
def test_every_field_of_an_export_may_hold_anything(
    call: Call, tale: Path, data: Path, tmp_path: Path, first: int
) -> None:
    """What is good comes in, what is not is counted, and every command works afterwards."""
    numbers = range(first, len(hostile.KINDS), 3)
    good = hostile.story("a good one")
    done = imported(call, tmp_path, hostile.export(*map(spoilt, numbers), good))

    assert done.code == 0
    assert "was left out" in done.complaint
    assert is_well(data)
    every(call, tale)
    titles = {story["title"] for story in call("export").json["stories"]}
    assert "a good one" in titles
    marks = {row["id"] for row in call("bookmarks", "--json").json}
    assert good["bookmarks"][0]["id"] in marks


@pytest.mark.parametrize(
    "seed", [7, *(pytest.param(n, marks=pytest.mark.slow) for n in range(100, 140))]
)
def test_a_spoilt_story_alone_does_no_harm(
    call: Call, tale: Path, data: Path, tmp_path: Path, seed: int
) -> None:
    """Whatever was spoilt, the story next to it comes in and every command works."""
    draw = random.Random(seed)
    before = data.read_bytes()
    for number in draw.sample(range(len(hostile.KINDS)), 5):
        data.write_bytes(before)
        good = hostile.story(f"good {number}")
        done = imported(call, tmp_path, hostile.export(spoilt(number), good))

        assert done.code == 0, hostile.KINDS[number]
        assert is_well(data), hostile.KINDS[number]
        every(call, tale, COMMANDS[:6])
        assert good["title"] in {one["title"] for one in call("export").json["stories"]}


@pytest.mark.parametrize("kind", hostile.SCRIPTS)
def test_an_altered_data_file_is_set_in_order(
    call: Call, tale: Path, data: Path, kind: str
) -> None:
    """Every command works, what was not altered is there, and the file is well afterwards."""
    hostile.altered(data, hostile.SCRIPTS[kind])
    every(call, tale)

    assert is_well(data)
    marks = call("bookmarks", "--json").json
    names = {f"mark {number}" for number in range(MARKS)}
    lost = names if kind == "no bookmarks" else set()
    assert {row["name"] for row in marks} == names - lost
    assert call("doctor").out.count("\n") > 5


@pytest.mark.parametrize("kind", hostile.SCRIPTS)
def test_an_altered_data_file_is_imported_as_far_as_it_can_be(
    call: Call, data: Path, tmp_path: Path, kind: str
) -> None:
    """Nothing in it runs; it is taken in or refused in one sentence, and left as it is."""
    other = tmp_path / "other.db"
    shutil.copy(data, other)
    hostile.altered(other, hostile.SCRIPTS[kind])
    before = other.read_bytes()
    own = tmp_path / "own" / "nightstand.db"
    done = call("--data", own, "import", other)

    assert done.code in (0, 1)
    assert done.err.count("\n") <= 1
    assert other.read_bytes() == before
    assert is_well(own)


FLIPS = [*range(12), 1122, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1000, 1300))]


@pytest.mark.parametrize("seed", FLIPS)
def test_a_flipped_bit_ends_nothing(call: Call, tale: Path, data: Path, seed: int) -> None:
    """Every command works or says so, and what the bit did not touch is there."""
    flipped = hostile.flip(data, random.Random(seed))
    told = every(call, tale)["list"].err
    done = call("bookmarks", "--json")

    assert done.code == 0, flipped
    if not done.err:  # it says so itself where the file is not ours any more
        least = MARKS - 1 if "damaged" in told else MARKS
        assert len(done.json) >= least, flipped
