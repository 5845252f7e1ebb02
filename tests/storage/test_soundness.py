"""What may stand in the data file, by the check of a row and by that of a whole file."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.storage import database, soundness, sqlite_file
from reader.storage.faults import DamagedError
from reader.storage.rows import read_rows
from reader.storage.store import Store
from tests.storage import hostile
from tests.storage.facts import add, fill, mark, place

Opener = Callable[..., Store]
VALUES = st.one_of(
    st.sampled_from(hostile.VALUES),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(max_size=99),
    st.sampled_from(("a" * 64, "finished", b"/a/b", b"a" * 64, 1.5, 0, "2026")),
)


@given(st.sampled_from(sorted(soundness.TABLES)), st.data())
def test_what_is_admitted_is_sound(table: str, data: st.DataObject) -> None:
    """Whatever is offered to a table, what is admitted passes the check of the whole file."""
    columns = soundness.TABLES[table]
    offered = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(columns, VALUES)))
    row, gone = soundness.admitted(table, offered)
    if row is None:
        assert gone
        return
    with closing(sqlite_file.memory()) as own, closing(sqlite_file.memory()) as model:
        for connection in (own, model):
            database.migrate(connection, None)
        own.execute("PRAGMA foreign_keys=OFF")
        if "story" in row:
            bare, _ = soundness.admitted("story", {"id": row["story"]})
            assert bare is not None
            _insert(own, "story", bare)
        _insert(own, table, row)
        soundness.check(own, model)


@given(st.sampled_from(sorted(soundness.TABLES)), st.data())
def test_what_was_admitted_is_admitted_as_it_is(table: str, data: st.DataObject) -> None:
    """A second look changes nothing, and finds nothing to tell."""
    columns = soundness.TABLES[table]
    offered = data.draw(st.fixed_dictionaries(dict.fromkeys(columns, VALUES)))
    row, _ = soundness.admitted(table, offered)
    if row is not None:
        assert soundness.admitted(table, row) == (row, [])


def _insert(connection: Any, table: str, row: soundness.Row) -> None:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table}({names}) VALUES({marks})", (*row.values(),))


def test_a_sound_file_is_read_as_it_is(tmp_path: Path) -> None:
    """No value of ours is taken for another, in any row."""
    path = tmp_path / "nightstand.db"
    fill(path, 20, 200)
    with closing(database.open_database(path)) as connection:
        database.verify(connection)
        rows = read_rows(connection)
        for table, found in rows.items():
            names = list(soundness.TABLES[table])
            every = connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            assert [tuple(row[name] for name in names) for row in found] == every


def test_a_schema_that_cannot_be_named_is_damage(opened: Opener, data: Path) -> None:
    """SQLite repeats the file's own bytes in its message, and those need be no UTF-8."""
    store = opened()
    add(store, "one")
    store.close()
    content = data.read_bytes()
    data.write_bytes(content.replace(b"CREATE TABLE bookmark(", b"CREATE TABLE book\xf2ark(", 1))

    again = opened()

    assert [known.title for known in again.stories.known()] == ["one"]
    assert "was damaged" in again.notices[0]
    assert again.trouble == ""


def test_a_time_to_come_keeps_no_place_from_being_written(opened: Opener) -> None:
    """Where a clock was far ahead, the reader's next place stands, and the other is offered."""
    store = opened()
    story = add(store, "one")
    store.places.remember(story, place(5), at_once=True)
    store.flush()
    store.change(
        lambda connection: connection.execute("UPDATE story SET moved=9e10, seq=7").close()
    )
    store.places.remember(story, place(9), at_once=True)
    store.flush()

    known = store.stories.get(story)
    assert known is not None
    assert known.locator == place(9)
    assert store.places.other(story) == place(5)


@pytest.mark.parametrize(
    ("seeds", "most"),
    [(range(20), 1), pytest.param(range(5000, 5300), 1, marks=pytest.mark.slow)],
)
def test_a_flipped_bit_costs_one_row_at_most(
    tmp_path: Path, opened: Opener, seeds: range, most: int
) -> None:
    """Of twenty bookmarks and five places at most one is gone, and if any is it is told."""
    source = tmp_path / "source" / "nightstand.db"
    store = opened(source)
    stories = [add(store, f"story {number}") for number in range(5)]
    marks = [mark(number) for number in range(20)]
    for number, one in enumerate(marks):
        store.bookmarks.add(stories[number % 5], one).result(10)
    store.close()
    for seed in seeds:
        path = tmp_path / str(seed) / "nightstand.db"
        path.parent.mkdir()
        path.write_bytes(source.read_bytes())
        flipped = hostile.flip(path, random.Random(seed))
        after = Store(path)
        kept = {bookmark.id for _, bookmark in after.bookmarks.of()}
        known = after.stories.known()
        told = [*after.notices, *filter(None, (after.trouble,))]
        after.close()

        lost = {one.id for one in marks} - kept
        assert not lost or told, flipped
        assert after.trouble or len(lost) <= most, flipped
        assert after.trouble or len(known) >= len(stories), flipped


def test_a_damaged_file_is_told_with_what_is_wrong(tmp_path: Path) -> None:
    """The check names the table."""
    path = tmp_path / "nightstand.db"
    fill(path, 2, 4)
    hostile.altered(path, "UPDATE bookmark SET words=x'00'")
    with (
        closing(database.open_database(path)) as connection,
        pytest.raises(DamagedError, match="bookmark"),
    ):
        database.verify(connection)


@pytest.mark.parametrize(
    "script",
    ["UPDATE story SET exact=NULL", "UPDATE story SET title=x'00'", "UPDATE sketch SET sketch='a'"],
)
def test_one_story_is_doubted_when_it_is_opened(opened: Opener, data: Path, script: str) -> None:
    """The first page waits for no look over the whole file, and yet its own rows are sound."""
    store = opened()
    story = add(store, "one")
    store.places.remember(story, place(5), at_once=True)
    store.sketches.keep(story, "0" * 64, b"a sketch").result(10)
    store.close()
    hostile.altered(data, script)

    again = opened()
    known = again.stories.get(story)
    again.sketches.of(story)

    assert known is not None
    assert known.locator is not None
    assert known.locator.prefix == "before"
    assert "was damaged" in again.notices[0]
