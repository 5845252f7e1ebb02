"""Whatever happens to the disk: reading goes on, the reader is told, nothing is dropped."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from threading import Event

import pytest

from reader.locator.quote import Locator
from reader.storage import sqlite_file, story_sql
from reader.storage.resilient import ResilientConnection
from reader.storage.store import Store
from reader.storage.thread import Pace
from reader.storage.values import NotSavedError
from tests.storage.facts import add, mark, place
from tests.storage.rights import as_anybody, largest_file, small_disk
from tests.waiting import GIVE_UP

Opener = Callable[..., Store]


def bookmark_ids(store: Store) -> set[str]:
    """The bookmarks that a reader would see."""
    return {bookmark.id for _, bookmark in store.bookmarks.of()}


def fill_up(store: Store, story: int) -> tuple[set[str], set[str]]:
    """Bookmarks until 30 have failed: those acknowledged, and all."""
    kept: set[str] = set()
    tried: set[str] = set()
    failed = 0
    while failed < 30:
        bookmark = mark(len(tried))
        answer = store.bookmarks.add(story, bookmark)
        tried.add(bookmark.id)
        store.stories.known()  # the answer is there as soon as a later question is answered
        if answer.done():
            assert failed == 0, "acknowledged while the disk was full"
            answer.result()
            kept.add(bookmark.id)
        else:
            failed += 1
        assert len(tried) < 5000
    return kept, tried


def test_a_file_that_cannot_grow_loses_nothing(opened: Opener, data: Path) -> None:
    """At a size limit: acknowledged is present, the rest waits and is kept afterwards."""
    store = opened()
    story = add(store, "one")
    store.stories.known()
    told: list[str] = []
    store.on_change = lambda: told.append(store.trouble)
    with largest_file(data.stat().st_size + (32 << 10)):
        kept, tried = fill_up(store, story)
        assert store.trouble in ("the disk reports an error", "the disk is full")
        assert store.unsaved == 30
        assert bookmark_ids(store) == tried
        assert not store.flush(10)
    assert bookmark_ids(opened()) == kept

    assert store.flush(10)

    assert told == [told[0], ""]
    assert store.trouble == ""
    assert bookmark_ids(opened()) == tried


def test_a_full_disk_loses_nothing(opened: Opener, tmp_path: Path) -> None:
    """The same on a disk of 256 KiB; when room is made everything is kept."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, 256):
        store = opened(disk / "nightstand.db")
        story = add(store, "one")
        (disk / "ballast").write_bytes(b"x" * (96 << 10))
        kept, tried = fill_up(store, story)
        assert store.trouble == "the disk is full"
        assert bookmark_ids(opened(disk / "nightstand.db")) == kept
        store.places.remember(story, place(99))
        assert not store.flush(10)

        (disk / "ballast").unlink()

        assert store.flush(10)
        other = opened(disk / "nightstand.db")
        assert bookmark_ids(other) == tried
        known = other.stories.get(story)
        assert known
        assert known.locator == place(99)
        store.close()
        other.close()


def test_all_is_said_to_be_saved_only_when_the_place_is(data: Path) -> None:
    """A place that has just changed is written before anybody is told that the trouble is over."""
    first = Store(data)
    story = add(first, "one")
    first.close()
    over = Event()
    found: list[Locator | None] = []

    def changed() -> None:
        if not store.trouble:
            with closing(sqlite_file.connect(data, "ro")) as connection:
                known = story_sql.story(connection, story)
            found.append(known.locator if known else None)
            over.set()

    store = Store(data, changed, Pace(pause=600.0, longest=600.0, retry=0.05))
    with closing(store):
        with largest_file(0):
            store.bookmarks.add(story, mark(1))
            store.places.remember(story, place(7))
            assert store.stories.get(story)
            assert store.trouble
        assert over.wait(GIVE_UP)

        assert found == [place(7)]


def read_only_file(data: Path) -> None:
    """Nobody may write the data file."""
    data.chmod(0o400)


def read_only_folder(data: Path) -> None:
    """Nobody may make a journal."""
    data.parent.chmod(0o500)


@pytest.mark.parametrize("close", [read_only_file, read_only_folder])
def test_where_nothing_may_be_written_reading_goes_on(
    opened: Opener, data: Path, close: Callable[[Path], None]
) -> None:
    """What was kept is read, changes are seen, the reader is told, and they are kept later."""
    first = opened()
    story, bookmark = add(first, "one"), mark(1)
    first.bookmarks.add(story, bookmark).result(10)
    first.close()
    close(data)
    with as_anybody():
        store = opened()
        assert bookmark_ids(store) == {bookmark.id}
        later = mark(2)
        answer = store.bookmarks.add(story, later)
        store.places.remember(story, place(5))
        assert not store.flush(10)
    assert not answer.done()
    assert store.trouble == "the data file cannot be written"
    assert bookmark_ids(store) == {bookmark.id, later.id}

    data.parent.chmod(0o700)
    data.chmod(0o600)

    assert store.flush(10)
    assert answer.done()
    assert bookmark_ids(opened()) == {bookmark.id, later.id}


def test_a_home_that_is_missing_is_made(opened: Opener, tmp_path: Path) -> None:
    """Folders that are not there are no trouble."""
    store = opened(tmp_path / "no" / "such" / "folder" / "nightstand.db")
    add(store, "one")

    assert store.flush()
    assert store.path.exists()


def test_a_home_that_cannot_be_made_is_told(opened: Opener, tmp_path: Path) -> None:
    """Reading goes on without a data file; what was done can be saved elsewhere."""
    home = tmp_path / "locked"
    home.mkdir(mode=0o500)
    with as_anybody():
        store = opened(home / "nightstand" / "nightstand.db")
        story = add(store, "one")
        store.places.remember(story, place(5))
        assert not store.flush(10)
    assert "permission denied" in store.trouble
    store.save_elsewhere(tmp_path / "rescued.db")

    assert not store.close()

    rescued = opened(tmp_path / "rescued.db").stories.get(story)
    assert rescued
    assert rescued.locator == place(5)


def deleted(data: Path) -> None:
    """Somebody deletes the file."""
    data.unlink()


def moved(data: Path) -> None:
    """Somebody moves the file elsewhere."""
    data.rename(data.with_name("elsewhere.db"))


def folder_deleted(data: Path) -> None:
    """Somebody deletes the whole folder."""
    shutil.rmtree(data.parent)


def emptied(data: Path) -> None:
    """A synchroniser puts an empty file in its place."""
    data.unlink()
    data.touch()


@pytest.mark.parametrize("fault", [deleted, moved, folder_deleted])
def test_a_file_that_vanishes_while_open_is_put_back_whole(
    opened: Opener, data: Path, fault: Callable[[Path], None]
) -> None:
    """All that was kept, and what came after, is in the new file."""
    store = opened()
    story, before, after = add(store, "one"), mark(1), mark(2)
    store.bookmarks.add(story, before).result(10)
    fault(data)
    store.bookmarks.add(story, after).result(10)

    assert store.flush(10)

    assert store.trouble == ""
    assert bookmark_ids(opened()) == {before.id, after.id}
    assert data.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_replaced_while_open_takes_over_what_was_kept(
    opened: Opener, data: Path, tmp_path: Path
) -> None:
    """A synchroniser brings another machine's file: both machines' bookmarks are in it."""
    other = opened(tmp_path / "other.db")
    story, theirs = add(other, "one"), mark(1)
    other.bookmarks.add(story, theirs).result(10)
    other.close()
    store = opened()
    before = mark(3)
    store.bookmarks.add(add(store, "one"), before).result(10)
    os.replace(tmp_path / "other.db", data)  # noqa: PTH105 - as another program does it
    ours = mark(2)
    store.bookmarks.add(story, ours).result(10)

    assert bookmark_ids(store) == {before.id, theirs.id, ours.id}
    assert bookmark_ids(opened()) == {before.id, theirs.id, ours.id}


def test_a_file_that_is_replaced_by_rubbish_is_set_aside(opened: Opener, data: Path) -> None:
    """What comes to lie at the path is not trusted, and what is written next is kept."""
    store = opened()
    story = add(store, "one")
    store.flush()
    data.with_name("new").write_bytes(b"rubbish" * 1000)
    data.with_name("new").replace(data)
    add(store, "one")
    after = mark(2)
    store.bookmarks.add(story, after).result(10)

    assert bookmark_ids(opened()) == {after.id}
    assert list(data.parent.glob("*.damaged-*"))


def folder(data: Path) -> None:
    """A folder lies there."""
    data.mkdir()


def pipe(data: Path) -> None:
    """A pipe lies there; opening it would wait for ever."""
    os.mkfifo(data)


def loop(data: Path) -> None:
    """A link to itself lies there."""
    data.symlink_to(data)


def dangling(data: Path) -> None:
    """A link into a folder that is not there."""
    data.symlink_to(data.parent / "no" / "such.db")


@pytest.mark.parametrize("kind", [folder, pipe, loop])
def test_what_is_no_file_is_left_alone(
    opened: Opener, data: Path, kind: Callable[[Path], None]
) -> None:
    """Reading goes on, the reader is told, and nothing there is touched."""
    data.parent.mkdir()
    kind(data)
    before = data.lstat()
    store = opened()
    story = add(store, "one")

    assert [known.id for known in store.stories.known()] == [story]
    assert store.trouble.startswith("the data file cannot be opened (")
    assert data.lstat() == before


def test_a_link_is_followed_and_its_folder_made(opened: Opener, data: Path) -> None:
    """A data file that is a link stays one."""
    data.parent.mkdir()
    dangling(data)
    store = opened()
    add(store, "one")

    assert store.flush()
    assert data.is_symlink()
    assert data.exists()


def test_a_file_that_another_program_holds_does_not_stop_reading(
    opened: Opener, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody else holds the lock, what is known is read and changes wait."""
    first = opened()
    story = add(first, "one")
    first.close()
    monkeypatch.setattr("reader.storage.database.TIMEOUT", 0.1)
    store = opened()
    store.stories.known()
    with closing(sqlite3.connect(data, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        bookmark = mark(1)
        answer = store.bookmarks.add(story, bookmark)
        assert bookmark_ids(store) == {bookmark.id}
        assert store.trouble == "another program holds the data file"
        assert not store.flush(10)
    assert not answer.done()

    assert store.flush(10)
    assert answer.done()


def limits() -> list[AbstractContextManager[None]]:
    """Ways in which closing may or may not save."""
    return [nullcontext(), largest_file(100)]


@pytest.mark.parametrize("limit", limits(), ids=["well", "full"])
def test_closing_says_whether_all_is_saved(
    opened: Opener, limit: AbstractContextManager[None]
) -> None:
    """What could not be kept to the end fails for the caller that waits for it."""
    store = opened()
    story = add(store, "one")
    with limit:
        answer = store.bookmarks.add(story, mark(1))
        saved = store.close()

    assert saved == (answer.exception() is None)
    if not saved:
        with pytest.raises(NotSavedError, match="the disk"):
            answer.result()


def test_a_mistake_in_the_mending_loses_no_change(
    opened: Opener, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody thought of is trouble: what was to be written waits in memory."""
    store = opened()
    story, bookmark = add(store, "one"), mark(1)
    store.stories.known()

    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(ResilientConnection, "_mend", stumble)
        patch.setattr(ResilientConnection, "_open_again", stumble)
        data.rename(data.with_name("elsewhere.db"))
        answer = store.bookmarks.add(story, bookmark)

        assert bookmark_ids(store) == {bookmark.id}
        assert not answer.done()
        assert store.trouble

    assert store.flush(10)
    answer.result(10)
    assert bookmark_ids(opened()) == {bookmark.id}
