"""Highlights in the data file: kept, changed, undone, merged field by field, brought back."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.highlights import Colour, Highlight, Stamp, Style, tags_from
from reader.storage import database, exchange, highlight_sql, rows, sqlite_file, story_sql, upkeep
from reader.storage.schema import MIGRATIONS
from reader.storage.store import Store
from tests.examples import examples
from tests.storage.facts import add, fact, fill, highlight, mark, passage
from tests.storage.rights import largest_file
from tests.storage.test_exchange import WAYS, Way, state

Opener = Callable[..., Store]


@pytest.fixture
def pair(opened: Opener, tmp_path: Path) -> tuple[Store, Store]:
    """Two machines that know one story."""
    stores = opened(tmp_path / "a" / "nightstand.db"), opened(tmp_path / "b" / "nightstand.db")
    for store in stores:
        add(store, "one")
    return stores


@pytest.fixture(autouse=True)
def _well_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done later is later, whatever the clock's grain."""
    now, steps = time.time, count()
    monkeypatch.setattr(time, "time", lambda: now() + next(steps) / 100)


def standing(store: Store) -> dict[str, Highlight]:
    """The highlights that a reader would see, by id."""
    return {found.id: found for _, found in store.highlights.of()}


def test_a_highlight_is_kept_as_it_was_made(opened: Opener) -> None:
    """All of it, for another window; in the order of the text."""
    store = opened()
    story = add(store, "one")
    later, first = (
        highlight(50, "two\nlines \x1b[31m “é”").replace(
            colour=Colour.PINK, style=Style.OUTLINE, tags=("a", "b c")
        ),
        highlight(7),
    )
    for one in (later, first):
        store.highlights.add(story, one).result(10)

    assert [found for _, found in opened().highlights.of(story)] == [first, later]
    assert store.highlights.get(later.id) == (story, later)
    assert store.highlights.get("0" * 32) is None


def test_every_change_is_stamped_and_a_change_to_the_same_is_none(store: Store) -> None:
    """What is not named stays; stamps of one field only rise."""
    story, one = add(store, "one"), highlight(5, "old")
    store.highlights.add(story, one)
    store.highlights.change(one.id, note="new", tags=("x",))
    store.highlights.change(one.id, note="newer", colour=Colour.BLUE)
    store.highlights.change(one.id, note="newer").result(10)

    found = standing(store)[one.id]
    assert (found.note, found.tags, found.colour) == ("newer", ("x",), Colour.BLUE)
    assert [name for name, _ in found.stamps] == ["colour", "note", "tags"]
    assert found.stamp("note") > found.stamp("tags") > found.stamp("style") == Stamp(100_000)
    store.highlights.change(one.id, note="newer").result(10)
    assert standing(store)[one.id] == found


def test_a_new_range_moves_both_ends_and_an_edit_of_the_file_is_no_change(store: Store) -> None:
    """Only what the reader did is stamped."""
    story, one = add(store, "one"), highlight(5)
    store.highlights.add(story, one)
    store.highlights.move({one.id: passage(9, "moved words")}).result(10)
    assert standing(store)[one.id] == one.replace(passage=passage(9, "moved words"))

    store.highlights.change(one.id, passage=passage(11, "other words")).result(10)
    found = standing(store)[one.id]
    assert found.passage == passage(11, "other words")
    assert [name for name, _ in found.stamps] == ["passage"]


def test_a_deletion_is_undone(store: Store) -> None:
    """Its tombstone keeps all of it; undone twice it is undone once."""
    story, one = add(store, "one"), highlight(5, "note")
    store.highlights.add(story, one)
    store.highlights.delete(one.id).result(10)
    assert not standing(store)
    assert [found.id for _, found in store.highlights.of(story, deleted=True)] == [one.id]
    store.highlights.add(story, one).result(10)
    assert not standing(store), "a tombstone stands"

    for _ in range(2):
        store.highlights.restore(one.id).result(10)
    assert standing(store)[one.id].note == "note"


def test_a_forgotten_story_takes_its_highlights_with_it(store: Store) -> None:
    """Nothing is left that belongs to no story."""
    story = add(store, "one")
    store.highlights.add(story, highlight(5))
    store.stories.forget(story).result(10)

    assert not standing(store)


@pytest.mark.parametrize("way", WAYS)
def test_two_machines_join_field_by_field(pair: tuple[Store, Store], way: Way) -> None:
    """A note written here and a colour chosen there both stand; merging again changes nothing."""
    one, two = pair
    story = add(one, "one")
    shared, gone = highlight(5), highlight(30)
    for mine in (shared, gone):
        one.highlights.add(story, mine).result(10)
    way(one, two)
    one.highlights.change(shared.id, note="here", colour=Colour.GREEN)
    two.highlights.change(shared.id, colour=Colour.PURPLE)
    two.highlights.change(shared.id, tags=("there",))
    two.highlights.delete(gone.id).result(10)
    way(one, two)
    way(two, one)

    assert standing(one).keys() == standing(two).keys() == {shared.id}
    for store in pair:
        found = standing(store)[shared.id]
        assert (found.note, found.colour, found.tags) == ("here", Colour.PURPLE, ("there",))
    before = state(one)
    way(two, one)
    assert state(one) == before


def test_an_export_carries_all_of_a_highlight(pair: tuple[Store, Store]) -> None:
    """Imported into an empty file it is the same one, its stamps too."""
    one, two = pair
    made = highlight(5, "note\nof two lines").replace(tags=("a", "b"))
    one.highlights.add(add(one, "one"), made)
    one.highlights.change(made.id, style=Style.UNDERLINE).result(10)

    merged = exchange.merge(two, exchange.export(one))

    assert (merged.highlights, merged.left_out) == (1, "")
    assert standing(two)[made.id].stamps == standing(one)[made.id].stamps
    assert exchange.merge(two, exchange.export(one)).highlights == 0


def test_equal_stamps_with_other_values_end_alike_on_both_sides(
    pair: tuple[Store, Store],
) -> None:
    """As after a restored backup: which one stands does not depend on who asks."""
    one, two = pair
    made = highlight(5)
    for store, note in ((one, "a"), (two, "b")):
        store.highlights.add(
            add(store, "one"), made.replace(note=note, stamps=(("note", "9.1.x"),))
        )
    first, second = exchange.export(one), exchange.export(two)
    exchange.merge(one, second)
    exchange.merge(two, first)

    assert standing(one)[made.id].note == standing(two)[made.id].note == "b"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"colour": "red\x1b[31m", "style": 7, "progression": float("nan")},
        {"tags": {"a": 1}, "stamps": {"note": [1]}, "start": None, "end": 5},
        {"stamps": "9" * 20_000, "quote": "x" * 9_000, "created": "yesterday"},
        {"start": {"offset": -5, "exact": 5}, "end": {"offset": 1 << 70}, "note": None},
    ],
)
def test_spoilt_highlights_of_an_export_are_mended(
    pair: tuple[Store, Store], spoilt: dict[str, Any]
) -> None:
    """What cannot be gives way to the plainest that can, and is told; the file stays sound."""
    one, two = pair
    one.highlights.add(add(one, "one"), highlight(5)).result(10)
    exported = exchange.export(one)
    exported["stories"][0]["highlights"][0] |= spoilt
    exported["stories"][0]["highlights"].append("none")

    merged = exchange.merge(two, exported)

    assert "highlight" in merged.left_out
    assert len(standing(two)) == 1
    two.highlights.change(next(iter(standing(two))), note="still works").result(10)
    assert two.ask(database.damage) is None


def test_a_data_file_of_an_earlier_version_gets_the_table(tmp_path: Path) -> None:
    """Every row of it stays, and a copy as it was."""
    data = tmp_path / "nightstand.db"
    with closing(database.open_database(data, MIGRATIONS[:2])) as old:
        old.execute(
            "INSERT INTO story(id, sha256, title, author, words, length, chapters, added, changed)"
            " VALUES(1, '', 'Old', '', 1, 1, 1, 1, 1)"
        )
        old.commit()
    store = Store(data)
    with closing(store):
        store.highlights.add(1, highlight(5)).result(10)
        assert [known.title for known in store.stories.known()] == ["Old"]
        assert len(standing(store)) == 1
    with closing(sqlite3.connect(tmp_path / "backups" / "nightstand.schema-2.db")) as copy:
        assert copy.execute("SELECT title FROM story").fetchall() == [("Old",)]


def test_highlights_of_a_damaged_file_are_brought_back(opened: Opener, data: Path) -> None:
    """Those on pages that can still be read; the reader is told how many."""
    fill(data, 3, 40)
    store = opened()
    story = store.stories.known()[0].id
    kept = [highlight(n, f"note {n}") for n in range(200)]
    store.highlights.add(story, *kept)
    assert store.close(30)
    raw = bytearray(data.read_bytes())
    raw[:100] = bytes(100)
    data.write_bytes(raw)

    again = opened()

    assert standing(again).keys() == {one.id for one in kept}
    assert "40 bookmarks and 200 highlights were brought back" in " ".join(again.notices)


def test_a_full_disk_loses_no_highlight(opened: Opener, data: Path) -> None:
    """What waits is seen meanwhile, and kept as soon as there is room."""
    store = opened()
    story, one = add(store, "one"), highlight(1)
    store.highlights.add(story, one).result(10)
    with largest_file(0):
        later = highlight(2)
        answer = store.highlights.add(story, later)
        store.highlights.change(one.id, note="written meanwhile")
        assert standing(store).keys() == {one.id, later.id}
        assert store.trouble
        assert not answer.done()
    assert store.flush(10)
    assert answer.done()
    other = standing(opened())
    assert other.keys() == {one.id, later.id}
    assert other[one.id].note == "written meanwhile"


def test_old_tombstones_are_dropped(opened: Opener, data: Path) -> None:
    """Of highlights as of bookmarks."""
    store = opened()
    story, old, fresh = add(store, "one"), highlight(1), highlight(2)
    for one in (old, fresh):
        store.highlights.add(story, one)
        store.highlights.delete(one.id).result(10)
    store.close()
    with closing(database.open_database(data)) as connection:
        connection.execute("UPDATE highlight SET deleted=5 WHERE id=?", (old.id,))
        connection.commit()
        upkeep.maintain(connection, data, time.time())
        left = connection.execute("SELECT id FROM highlight").fetchall()
    assert left == [(fresh.id,)]


def test_a_shelf_counts_highlights(store: Store) -> None:
    """A story that has only a highlight is one that the reader left something in."""
    stories = [store.files.record([fact(name)])[fact(name).sha256] for name in ("a", "b", "c")]
    store.highlights.add(stories[0], highlight(1), highlight(2, note="why?"))
    store.bookmarks.add(stories[1], mark(1)).result(10)
    shelved = store.files.shelved()

    assert shelved.highlights == {stories[0]: (2, 1)}
    assert [shelved.marked(story) for story in stories] == [True, True, False]


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(("note", "colour", "tags", "passage", "delete", "restore", "send")),
        st.integers(0, 3),
        st.integers(0, 5),
    ),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=examples(50))
def test_whatever_is_exchanged_in_whatever_order_both_end_alike(
    steps: list[tuple[int, str, int, int]],
) -> None:
    """Clocks that differ, and stand still: each field has one last change."""
    with closing(sqlite_file.memory()) as one, closing(sqlite_file.memory()) as two:
        machines = (one, two)
        for machine in machines:
            database.migrate(machine, None)
            machine.execute(
                "INSERT INTO meta VALUES('device', ?)", (f"d{machines.index(machine)}",)
            )
            story_sql.record(machine, [fact("one")], 1.0)
        story = int(fact("one").sha256[:13], 16)
        made = highlight(5).replace(id="a" * 32)
        for machine in machines:
            highlight_sql.add(machine, story, [made])
        for who, what, value, now in steps:
            machine = machines[who]
            if what == "send":
                rows.merge(machines[1 - who], rows.read_rows(machine))
            elif what == "delete":
                highlight_sql.delete(machine, made.id, now)
            elif what == "restore":
                highlight_sql.restore(machine, made.id, now)
            else:
                given: dict[str, Any] = {
                    "note": f"note {value}",
                    "colour": list(Colour)[value],
                    "tags": (f"tag {value}",),
                    "passage": passage(value),
                }
                highlight_sql.change(machine, made.id, {what: given[what]}, now)
        for sender, taker in ((one, two), (two, one), (one, two)):
            rows.merge(taker, rows.read_rows(sender))

        found = [machine.execute("SELECT * FROM highlight").fetchall() for machine in machines]
        assert found[0] == found[1]
        before = found[0]
        assert rows.merge(one, rows.read_rows(two)).highlights == 0
        assert one.execute("SELECT * FROM highlight").fetchall() == before


STAMPS = st.builds(
    Stamp, st.integers(0, 10**13), st.integers(0, 99), st.sampled_from(("", "aa", "b9"))
)


@given(STAMPS, st.integers(0, 10**13))
def test_the_next_stamp_is_later_whatever_the_clock_says(stamp: Stamp, ms: int) -> None:
    """And a stamp is read as it was written."""
    assert stamp.next(ms, "aa") > stamp
    assert Stamp.parse(str(stamp)) == stamp


@given(st.lists(st.text(max_size=120), max_size=60))
def test_tags_are_kept_as_they_are_read_again(words: list[str]) -> None:
    """Each once, on one line, and none empty."""
    tags = tags_from(words)

    assert tags_from(",".join(tags).split(",")) == tags
    assert all(tag and tag == " ".join(tag.split()) for tag in tags)
