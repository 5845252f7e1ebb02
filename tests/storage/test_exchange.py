"""Two machines joined by an export, or by each other's data file."""

import json
import os
import random
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from reader.storage import exchange
from reader.storage.store import Store
from reader.storage.values import Status
from tests.storage.facts import add, fact, mark, place

Opener = Callable[..., Store]


@pytest.fixture
def pair(opened: Opener, tmp_path: Path) -> tuple[Store, Store]:
    """Two machines."""
    return opened(tmp_path / "a" / "nightstand.db"), opened(tmp_path / "b" / "nightstand.db")


@pytest.fixture(autouse=True)
def _well_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done later is later by more than an export's own rounding of times."""
    now, steps = time.time, count()
    monkeypatch.setattr(time, "time", lambda: now() + next(steps) / 100)


def through_json(source: Store, target: Store) -> None:
    """By an export that went through a file."""
    exchange.merge(target, json.loads(json.dumps(exchange.export(source))))


def through_file(source: Store, target: Store) -> None:
    """By the data file itself."""
    source.flush()
    exchange.merge_file(target, source.path)


WAYS = [through_json, through_file]
Way = Callable[[Store, Store], None]


def state(store: Store) -> Any:
    """All that a reader would see, without what differs between machines."""
    exported = exchange.export(store)["stories"]
    for story in exported:
        for marks in ("bookmarks", "highlights"):
            story[marks].sort(key=lambda found: found["id"])
        story["versions"].sort()
        story["files"].sort()
    return sorted(exported, key=lambda story: str(story["sha256"]))


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_store_takes_all(pair: tuple[Store, Store], way: Way) -> None:
    """Places, bookmarks, tombstones, choices and odd paths arrive as they were."""
    one, two = pair
    odd = Path(os.fsdecode(b"/a/\xff\x1b[31m\xc3\xa9.txt"))
    story = add(one, "one", str(odd))
    kept, dropped = mark(4, "Émile “x” \x1b[31m"), mark(9)
    for bookmark in (kept, dropped):
        one.bookmarks.add(story, bookmark)
    one.bookmarks.delete(dropped.id)
    one.stories.set_choices(story, '{"raw": true}')
    one.stories.set_status(story, Status.FINISHED)
    one.places.remember(story, place(77))
    one.flush()
    way(one, two)

    assert state(two) == state(one)
    known = two.stories.by_path(odd)
    assert known
    assert known.locator == place(77)
    assert [found for _, found in two.bookmarks.of()] == [kept]
    assert [found.id for _, found in two.bookmarks.of(deleted=True)] == [dropped.id]


@pytest.mark.parametrize("way", WAYS)
def test_importing_twice_is_importing_once(pair: tuple[Store, Store], way: Way) -> None:
    """The second import changes nothing, not even a number."""
    one, two = pair
    story = add(one, "one")
    one.bookmarks.add(story, mark(4, created=1234.5678912))
    one.places.remember(story, place(77))
    one.flush()
    way(one, two)
    once, seq = state(two), [known.seq for known in two.stories.known()]
    way(one, two)

    assert state(two) == once
    assert [known.seq for known in two.stories.known()] == seq


@pytest.mark.parametrize("way", WAYS)
def test_the_newer_place_wins_and_the_other_is_offered(pair: tuple[Store, Store], way: Way) -> None:
    """Whichever way it goes, both machines end at the place read last."""
    one, two = pair
    story = add(one, "one")
    assert add(two, "one") == story
    for store, offset in ((one, 10), (two, 20)):
        store.places.remember(story, place(offset))
        store.flush()
    way(one, two)
    way(two, one)

    for store in pair:
        known = store.stories.get(story)
        assert known
        assert known.locator == place(20)
    assert one.places.other(story) == place(10)


@pytest.mark.parametrize("way", WAYS)
def test_a_deleted_bookmark_stays_deleted(pair: tuple[Store, Store], way: Way) -> None:
    """A tombstone is newer than the bookmark; a restored bookmark is newer than the tombstone."""
    one, two = pair
    story, bookmark = add(one, "one"), mark(4)
    one.bookmarks.add(story, bookmark).result(10)
    way(one, two)
    two.bookmarks.delete(bookmark.id).result(10)
    way(one, two)
    assert two.bookmarks.of() == []

    way(two, one)
    assert one.bookmarks.of() == []

    one.bookmarks.restore(bookmark.id).result(10)
    way(one, two)
    assert [found.id for _, found in two.bookmarks.of()] == [bookmark.id]


def test_the_same_edited_story_is_one_on_both_machines(pair: tuple[Store, Store]) -> None:
    """A story is known by any content it ever had."""
    one, two = pair
    first = add(one, "one")
    one.files.record([fact("one, edited", "/stories/one.txt")], first)
    second = add(two, "one, edited")
    one.bookmarks.add(first, mark(4)).result(10)
    through_json(one, two)

    assert [known.id for known in two.stories.known()] == [second]
    assert len(two.bookmarks.of(second)) == 1


@pytest.mark.parametrize("seed", range(8))
def test_machines_that_exchange_often_agree(pair: tuple[Store, Store], seed: int) -> None:
    """Whatever is done on both, after each has taken the other's export they are equal."""
    draw = random.Random(seed)
    ids: list[str] = []
    for step in range(40):
        store = draw.choice(pair)
        story = add(store, draw.choice(("one", "two", "three")))
        match draw.choice(("add", "add", "rename", "delete", "restore", "place", "exchange")):
            case "add":
                ids.append((bookmark := mark(step)).id)
                store.bookmarks.add(story, bookmark)
            case "rename" if ids:
                store.bookmarks.rename(draw.choice(ids), f"name {step}")
            case "delete" if ids:
                store.bookmarks.delete(draw.choice(ids))
            case "restore" if ids:
                store.bookmarks.restore(draw.choice(ids))
            case "place":
                store.places.remember(story, place(step))
                store.flush()
            case "exchange":
                draw.choice(WAYS)(*draw.sample(pair, 2))
    for store in pair:
        store.flush()
    for source, target in (pair, pair[::-1]) * 2:
        through_json(source, target)

    seen = [{b.id: (s, b.name) for s, b in store.bookmarks.of()} for store in pair]
    assert seen[0] == seen[1], f"seed {seed}"
    places = [{known.id: known.locator for known in store.stories.known()} for store in pair]
    assert places[0] == places[1], f"seed {seed}"


BROKEN: list[tuple[Any, str]] = [
    (None, "not a Nightstand export"),
    ([], "not a Nightstand export"),
    ({"format": "else"}, "not a Nightstand export"),
    ({"format": "nightstand", "version": 2}, "newer"),
    ({"format": "nightstand", "version": 1}, "broken"),
    ({"format": "nightstand", "version": 1, "stories": {}}, "broken"),
    ({"format": "nightstand", "version": "1", "stories": []}, "newer"),
]


@pytest.mark.parametrize(("exported", "why"), BROKEN)
def test_what_is_no_export_is_refused(store: Store, exported: Any, why: str) -> None:
    """One sentence, and nothing is changed."""
    with pytest.raises(ValueError, match=why):
        exchange.merge(store, exported)

    assert store.stories.known() == []
    assert store.trouble == ""


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("sha256", "../../etc/passwd"),
        ("sha256", 5),
        ("title", ["x"]),
        ("words", 10**30),
        ("id", "1; DROP TABLE story"),
        ("id", None),
        ("status", "nonsense"),
        ("added", "yesterday"),
        ("place", {"offset": "x"}),
        ("place", {"colour": 1}),
        ("files", [5]),
        ("files", 7),
        ("bookmarks", [{"id": 5}]),
        ("versions", ["zz"]),
    ],
)
def test_what_is_spoilt_is_left_out_and_the_rest_taken(
    pair: tuple[Store, Store], at: str, value: Any
) -> None:
    """A story that is wrong in one place keeps no other from coming in, and it is told."""
    one, two = pair
    add(one, "one")
    add(one, "two")
    exported = exchange.export(one)
    exported["stories"][1][at] = value
    merged = exchange.merge(two, exported)

    titles = {known.title for known in two.stories.known()}
    assert "one" in titles
    assert ("two" in titles) == (at not in ("id", "title"))
    assert merged.left_out.startswith("Could not be read, and was left out: ")
    assert "story 2" in merged.left_out
    assert two.trouble == ""
    assert two.flush()


@pytest.mark.parametrize("story", [1, None, [], {}, {"id": 7.5}])
def test_what_is_no_story_is_left_out(store: Store, story: Any) -> None:
    """Nothing is made of it."""
    merged = exchange.merge(store, {"format": "nightstand", "version": 1, "stories": [story]})

    assert "story 1" in merged.left_out
    assert store.stories.known() == []


def test_a_file_that_is_no_data_file_is_refused(store: Store, tmp_path: Path) -> None:
    """A text, a folder and nothing at all are each one sentence."""
    text = tmp_path / "text.db"
    text.write_text("not a data file " * 100)
    for path in (text, tmp_path, tmp_path / "none.db"):
        with pytest.raises(ValueError, match=path.name):
            exchange.merge_file(store, path)

    assert text.read_text().startswith("not a data file")


def test_nonsense_in_another_data_file_does_no_harm(pair: tuple[Store, Store]) -> None:
    """What makes no sense in another file gives way to what is plain, and the rest is taken."""
    one, two = pair
    story = add(one, "one")
    one.bookmarks.add(story, mark(-7, created=1e300)).result(10)

    def spoil(connection: Connection) -> None:
        connection.execute("UPDATE story SET status='eaten', choices='{', added=-1e300, words=-1")

    one.change(spoil)
    through_file(one, two)

    (known,) = two.stories.known()
    assert (known.status, known.words, known.title) == (Status.TO_READ, 0, "one")
    assert len(two.bookmarks.of(known.id)) == 1
    exported = json.loads(json.dumps(exchange.export(two)))
    assert exported["stories"][0]["choices"] is None
    assert exported["stories"][0]["added"].startswith("1970")
