"""The front of a long shelf shows what all of the shelf would show, or is not told at all."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import Bookmark
from reader.context import Context, Library, set_up
from reader.file_stamp import FileStamp, KnownFile
from reader.locator.quote import Locator
from reader.settings.settings import Settings
from reader.shelf import front
from reader.shelf.front import RememberedShelf, keep_order, remembered, remembered_at_once
from reader.shelf.picture import shelf_picture
from reader.shelf.rows import ShelfContent
from reader.shelf.scan import look_around, rescan
from reader.shelf.stream import stories
from reader.shelf.view import Arranged, Sort, counts
from reader.storage.shelf_sql import Refusal
from reader.storage.store import Store
from reader.storage.values import Status, StoryRecord
from tests.examples import examples

NAMES = st.sampled_from(["Lamp 2", "Lamp 10", "The Lamp", "a moth", "Ähre", "夜の川", "", "Zed"])
AUTHORS = st.sampled_from(["", "Ann", "bea", "川"])
FILES = st.sampled_from(
    [f"/library/{part}{name}.txt" for part in ("", "in/") for name in "abcdefgh"]
    + ["/elsewhere/x.txt", "/elsewhere/y.txt"]
)
NUMBERS = st.integers(0, 12)
PLACE = Locator(5, "the lamp", "before ", " after", "", 0.25)


def recorded(path: str, number: int, title: str, author: str) -> Callable[[Store], object]:
    """A file is found, perhaps with a story that other files hold too."""
    digest = sha256(str(number).encode()).hexdigest()
    stamp = FileStamp(path, 10 + number, number + 1, number + 1)
    record = StoryRecord(stamp, digest, title, author, 7 * number, 9, 1)
    return lambda store: store.files.record([record])


def of_one(number: int, change: Callable[[Store, int], object]) -> Callable[[Store], object]:
    """Something happens to one of the stories that are known."""

    def run(store: Store) -> None:
        known = sorted(one.id for one in store.stories.known())
        if known:
            change(store, known[number % len(known)])

    return run


def read(store: Store, story: int) -> None:
    """A story is read in."""
    store.places.remember(story, PLACE, at_once=True)
    store.flush()


def bookmarked(store: Store, story: int) -> None:
    """A bookmark is left in a story."""
    mark = Bookmark(f"{story:032x}"[:31] + "a", PLACE, "", "the lamp", time.time(), time.time())
    if store.bookmarks.get(mark.id) is None:
        store.bookmarks.add(story, mark).result()


def named(store: Store, story: int) -> None:
    """A title is corrected."""
    store.stories.set_choices(story, '{"title": "Moth 3"}', ("Moth 3", "Cy")).result()


CHANGES = st.one_of(
    st.builds(recorded, FILES, NUMBERS, NAMES, AUTHORS),
    st.builds(
        of_one,
        NUMBERS,
        st.sampled_from(
            [
                read,
                bookmarked,
                named,
                lambda store, story: store.stories.set_status(story, Status.FINISHED).result(),
                lambda store, story: store.stories.forget(story).result(),
            ]
        ),
    ),
    FILES.map(lambda path: lambda store: store.files.sight((), (), [path])),
    FILES.map(
        lambda path: (
            lambda store: store.files.sight((), [Refusal(FileStamp(path, 3, 4, 5), "is empty")], ())
        )
    ),
    st.sampled_from(Sort).map(
        lambda sort: lambda store: store.files.keep_view({"sort": sort.value}).result()
    ),
)


@contextmanager
def shelf_of(*changes: Callable[[Store], object]) -> Iterator[Context]:
    """A data file in which all that has happened; its shelf is a long one whatever stands there."""
    folder = Path("/library")
    with (
        TemporaryDirectory() as made,
        mock.patch.object(front, "LONG", 0),
        mock.patch.object(front, "MEASURED_MOST", 2),
        mock.patch("reader.shelf.rows.MEASURED_MOST", 2),
    ):
        store = Store(Path(made) / "nightstand.db")
        library = Library((folder,), folder)
        try:
            for change in changes:
                change(store)
            yield Context(store, Settings(), lambda: library)
        finally:
            store.close()


def keep(context: Context) -> None:
    """Keep the order of the shelf as it is."""
    known = remembered(context)
    keep_order(context, known.entries, known.view, known.state)


def assert_same(first: RememberedShelf, every: RememberedShelf) -> None:
    """What is known of the front is what all of the shelf shows."""
    whole = Arranged(every.entries, every.view)
    if first.front is None:
        assert first == every
        return
    part = Arranged(first.entries, first.view, first.front.kinds)
    assert [*part.shown()] == [*whole.shown()][: len(first.entries)]
    assert first.entries
    assert part.kinds == counts(every.entries)
    assert list(part.kinds) == list(counts(every.entries))
    assert first.front.content == ShelfContent.of(every.entries)


@settings(max_examples=examples(30))
@given(st.lists(CHANGES, max_size=14), st.lists(CHANGES, max_size=3))
def test_the_front_is_the_beginning_of_the_shelf(
    before: list[Callable[[Store], object]], after: list[Callable[[Store], object]]
) -> None:
    """In every order, whatever has happened before the order was kept, and since."""
    with shelf_of(*before) as context:
        keep(context)
        for change in after:
            change(context.store)
        assert_same(remembered_at_once(context), remembered(context))


def lamps(count: int = 9) -> list[Callable[[Store], object]]:
    """Stories by their numbers."""
    return [recorded(f"/library/{n}.txt", n, f"Lamp {n}", "Ann") for n in range(1, count + 1)]


@pytest.mark.parametrize("sort", Sort)
def test_a_start_asks_for_the_first_stories_only(sort: Sort) -> None:
    """In any order, with one that was read since among them; the picture is the same."""
    with shelf_of(*lamps()) as context:
        context.store.files.keep_view({"sort": sort.value}).result()
        keep(context)
        of_one(7, read)(context.store)
        first, every = remembered_at_once(context), remembered(context)

        assert first.front is not None
        assert len(first.entries) < 6
        assert_same(first, every)
        assert any(one.current for one in first.entries)
        picture = shelf_picture(context, first, 60, 3)
        assert picture is not None
        assert picture == shelf_picture(context, every, 60, 3)


@pytest.mark.parametrize(
    "change",
    [
        recorded("/library/new.txt", 99, "Lamp 0", ""),
        lambda store: store.files.sight((), (), ["/library/1.txt"]),
        lambda store: store.files.sight(
            [KnownFile(FileStamp("/library/copy.txt", 1, 2, 3), store.stories.known()[0].id)],
            (),
            (),
        ),
        of_one(4, named),
        of_one(2, lambda store, story: store.stories.forget(story).result()),
    ],
)
def test_another_shelf_has_another_order(change: Callable[[Store], object]) -> None:
    """Files that came, went or hold something else: then the order of before is not believed."""
    with shelf_of(*lamps()) as context:
        keep(context)
        change(context.store)
        assert remembered_at_once(context).front is None
        keep(context)
        assert remembered_at_once(context).front is not None


@given(st.integers(0, 400), st.integers(1, 255), st.booleans())
def test_a_spoilt_order_counts_as_none(at: int, bits: int, cut: bool) -> None:
    """Any byte of it another one, or its end lost."""
    with TemporaryDirectory() as made:
        path = Path(made) / "shelf" / "some.order"
        orders = [front._numbers([]), front._numbers([])]
        orders[0].extend(range(20))
        orders[1].extend(range(20, 5, -1))
        front._write_orders(path, "state", orders)
        assert front._read_orders(path, "state") == orders
        assert front._read_orders(path, "another") == []
        data = bytearray(path.read_bytes())
        if cut:
            del data[at % len(data) :]
        else:
            data[at % len(data)] ^= bits
        path.write_bytes(data)
        assert front._read_orders(path, "state") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_in_the_place_of_an_order_holds_up_nothing(tmp_path: Path) -> None:
    """It counts as none, is not waited for, and the next order takes its place."""
    path = tmp_path / "some.order"
    os.mkfifo(path)
    assert front._read_orders(path, "state") == []
    front._write_orders(path, "state", [front._numbers([])])
    assert path.is_file()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_order_that_cannot_be_kept_is_not_missed(home: Path) -> None:
    """A file stands where its folder would be: all of the shelf is asked for at each start."""
    (home / "cache").write_text("in the way", "utf-8")
    with shelf_of(*lamps()) as context:
        keep(context)
        assert remembered_at_once(context) == remembered(context)


def test_too_many_touched_stories_are_asked_for_as_a_whole() -> None:
    """They would have to be put into their places one by one."""
    with shelf_of(*lamps(), *(of_one(n, read) for n in range(5))) as context:
        keep(context)
        with mock.patch.object(front, "TOUCHED_MOST", 4):
            assert remembered_at_once(context).front is None
        assert remembered_at_once(context).front is not None


def library_of(folder: Path, count: int) -> Context:
    """A library of files, all of which are known, with its order kept."""
    for number in range(count):
        path = folder / ("in" if number % 3 else ".") / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Lamp {number % 7}\n\nby Ann\n\n\nIt was lit {number} times.\n", "utf-8")
    (folder / "none.txt").write_bytes(b"\x89PNG\r\n" + bytes(90))
    context, _ = set_up(folder)
    look_around(context)
    keep(context)
    return context


def written(folder: Path) -> None:
    """A new file."""
    (folder / "new.txt").write_text("Moth\n\nIt flew.\n", "utf-8")


def edited(folder: Path) -> None:
    """A file with other words."""
    (folder / "0.txt").write_text("Moth\n\nIt flew in, and out again.\n", "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        written,
        edited,
        lambda folder: min(folder.glob("[0-9]*.txt")).unlink(),
        lambda folder: (folder / "in" / "1.txt").unlink(),
        lambda folder: (folder / "none.txt").unlink(),
        lambda folder: max(folder.glob("[0-9]*.txt")).rename(folder / "in" / "moved.txt"),
    ],
)
def test_a_long_list_tells_what_a_short_one_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    """Each story once and as it is; in the order of the shelf where nothing has changed."""
    for name in ("front", "stream"):
        monkeypatch.setattr(f"reader.shelf.{name}.LONG", 0)
    monkeypatch.setattr("reader.shelf.stream._FIRST", 5)
    folder = tmp_path / "library"
    context = library_of(folder, 20)
    for number in (3, 11):
        of_one(number, read)(context.store)
    of_one(8, bookmarked)(context.store)
    gone = next(one for one in remembered(context).entries if one.begun)
    Path(gone.place).unlink()
    look_around(context)
    keep(context)
    before = remembered(context).entries
    change(folder)
    told = [*stories(context)]
    now = rescan(context)
    context.store.close()

    assert len(told) == len(now)
    assert set(told) == set(now)
    if set(told) == set(before):
        assert [one for one in told if one.missing is None] == [
            one for one in before if one.missing is None
        ]


def test_the_first_stories_are_told_before_the_folders_are_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wants five of them waits for no more."""
    for name in ("front", "stream"):
        monkeypatch.setattr(f"reader.shelf.{name}.LONG", 0)
    monkeypatch.setattr("reader.shelf.stream._FIRST", 5)
    context = library_of(tmp_path / "library", 20)
    monkeypatch.setattr("reader.shelf.stream.look_around", None)
    monkeypatch.setattr("reader.shelf.scan.entries_of", None)
    first = [*islice(stories(context), 5)]
    assert first == remembered(context).entries[:5]
    context.store.close()
