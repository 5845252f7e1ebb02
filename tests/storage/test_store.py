"""What the store keeps, and when."""

import os
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from reader.locator.sketch import sketch
from reader.storage.store import Store
from reader.storage.values import Status
from tests.storage.facts import add, fact, mark, place

Opener = Callable[..., Store]


def test_a_place_and_a_bookmark_outlive_the_store(opened: Opener) -> None:
    """What was kept by one store is read by the next."""
    first = opened()
    story = add(first, "one")
    bookmark = mark(30, "Here")
    first.places.remember(story, place(20))
    first.bookmarks.add(story, bookmark).result(10)
    assert first.close()

    second = opened()
    known = second.stories.get(story)

    assert known
    assert known.locator == place(20)
    assert known.last_read
    assert second.bookmarks.of(story) == [(story, bookmark)]
    assert second.bookmarks.get(bookmark.id) == (story, bookmark)


def test_the_data_file_is_private_and_alone(store: Store) -> None:
    """Nobody but its owner may read the file or enter its folder, and there is but one file."""
    add(store, "one")

    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    assert [file.name for file in store.path.parent.iterdir()] == ["nightstand.db"]


def test_the_file_is_set_up_to_survive_a_power_cut(store: Store) -> None:
    """The journal is deleted, not kept as WAL, and every commit is synced to the folder."""

    def modes(connection: Connection) -> list[Any]:
        names = ("journal_mode", "synchronous")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert store.ask(modes) == ["delete", 3]


def test_the_same_bytes_are_one_story_wherever_they_lie(store: Store) -> None:
    """A copy adds a path, not a story."""
    first = add(store, "one", "/a/one.txt")
    second = add(store, "one", "/b/copy.txt")

    assert first == second
    (known,) = store.stories.known()
    assert {str(path) for path in known.paths} == {"/a/one.txt", "/b/copy.txt"}


def test_two_files_that_swap_names_keep_their_own_places(store: Store) -> None:
    """A path follows the bytes, never the other way round."""
    one, two = add(store, "one", "/a/1.txt"), add(store, "two", "/a/2.txt")
    store.places.remember(one, place(1))
    store.places.remember(two, place(2))
    store.files.record([fact("two", "/a/1.txt"), fact("one", "/a/2.txt")])
    store.flush()

    first, second = store.stories.by_path(Path("/a/1.txt")), store.stories.by_path(Path("/a/2.txt"))

    assert first
    assert second
    assert (first.id, first.locator) == (two, place(2))
    assert (second.id, second.locator) == (one, place(1))


def test_new_content_of_a_story_keeps_its_place_and_tells_of_new_chapters(store: Store) -> None:
    """An edited or grown file is the same story; both of its contents lead to it."""
    story = add(store, "one")
    store.stories.opened(story, fact("one").sha256, 1, 3).result(10)
    store.places.remember(story, place(2))
    store.flush()
    grown = fact("one, and more", "/stories/one.txt", chapters=4)
    store.files.record([grown], story)

    known = store.stories.get(story)

    assert known
    assert known.locator == place(2)
    assert (known.chapters, known.new_chapters) == (4, 3)
    for content in ("one", "one, and more"):
        found = store.stories.by_sha(sha256(content.encode()).hexdigest())
        assert found
        assert found.id == story
    store.stories.opened(story, grown.sha256, 4, grown.length).result(10)
    caught_up = store.stories.get(story)
    assert caught_up
    assert caught_up.new_chapters == 0


def test_a_name_that_is_no_utf8_is_kept_byte_for_byte(store: Store) -> None:
    """Paths are bytes; escape sequences, newlines and lone bytes in them are harmless."""
    path = Path(os.fsdecode(b"/a/\xff\x1b[31m\n.txt"))
    story = add(store, "one", str(path))

    assert store.files.known()[path].story == story
    known = store.stories.by_path(path)
    assert known
    assert known.paths == (path,)


def test_a_title_that_cannot_be_stored_is_stored_as_far_as_it_can(store: Store) -> None:
    """Lone surrogates in what a file says of itself do not stop a scan."""
    odd = fact("one", title="A \udcff title")
    store.files.record([odd, fact("two")])

    assert {known.title for known in store.stories.known()} == {"A ? title", "two"}


def test_a_place_is_written_at_the_latest_when_asked(opened: Opener) -> None:
    """A place that only waits for its pause is seen by another window after `flush`."""
    one, two = opened(), opened()
    story = add(one, "one")
    one.places.remember(story, place(1))
    one.places.remember(story, place(7))

    assert one.flush(10)

    known = two.stories.get(story)
    assert known
    assert known.locator == place(7)
    assert known.seq == 1
    assert known.status is Status.READING


def test_a_place_that_belongs_to_a_change_is_written_with_it(opened: Opener) -> None:
    """It waits for no pause: another window sees it as soon as it sees the change."""
    one, two = opened(), opened()
    story = add(one, "one")
    one.stories.set_choices(story, "{}")
    one.places.remember(story, place(7), at_once=True)
    one.stories.known()  # after it in the queue

    known = two.stories.get(story)

    assert known
    assert known.locator == place(7)


def test_a_place_in_other_words_is_another_place(opened: Opener) -> None:
    """The same offset of a text read in another encoding is written again."""
    store = opened()
    story = add(store, "one")
    store.places.remember(story, place(7))
    store.flush(10)
    anew = place(7)._replace(exact="Mañana")
    store.places.remember(story, anew)

    assert store.close()

    known = opened().stories.get(story)
    assert known
    assert known.locator == anew


def test_bookmarks_are_renamed_deleted_and_restored(store: Store) -> None:
    """A deleted bookmark can be brought back with its name; its tombstone is listed apart."""
    story = add(store, "one")
    bookmark = mark(3)
    store.bookmarks.add(story, bookmark)
    store.bookmarks.rename(bookmark.id, "The storm")
    store.bookmarks.delete(bookmark.id).result(10)

    assert store.bookmarks.of() == []
    assert [found.name for _, found in store.bookmarks.of(deleted=True)] == ["The storm"]
    assert store.bookmarks.get(bookmark.id) is None

    store.bookmarks.restore(bookmark.id).result(10)
    assert [found.name for _, found in store.bookmarks.of(story)] == ["The storm"]


def test_choices_status_and_sketch_are_kept(store: Store) -> None:
    """What the reader decided about a story comes back as it was given."""
    story = add(store, "one")
    sample = sketch("one two three four five").to_bytes()
    store.stories.set_choices(story, '{"raw": true}')
    store.stories.set_status(story, Status.SET_ASIDE)
    store.sketches.keep(story, "f" * 64, sample).result(10)

    known = store.stories.get(story)

    assert known
    assert (known.choices, known.status) == ('{"raw": true}', Status.SET_ASIDE)
    assert store.sketches.known() == {story: ("f" * 64, sample)}


def test_forgetting_a_story_takes_all_that_belongs_to_it(store: Store) -> None:
    """Only what the reader asks to forget is deleted, and then nothing of it is left."""
    story, other = add(store, "one"), add(store, "two")
    store.bookmarks.add(story, mark(1))
    store.places.remember(story, place(4))
    store.flush()
    store.stories.forget(story).result(10)

    assert [known.id for known in store.stories.known()] == [other]
    assert store.bookmarks.of() == []
    assert set(store.files.known()) == {Path("/stories/two.txt")}


def test_a_story_that_comes_back_after_it_was_forgotten_begins_anew(store: Store) -> None:
    """A place at the very offset of the forgotten one is a new place."""
    story = add(store, "one")
    store.places.remember(story, place(4))
    store.flush()
    store.stories.forget(story).result(10)
    assert add(store, "one") == story
    store.places.remember(story, place(4))
    store.flush()

    known = store.stories.get(story)
    assert known
    assert known.locator == place(4)


def test_a_bookmark_in_a_story_that_is_not_there_fails_alone(store: Store) -> None:
    """A mistake of ours is told to who made it and is no trouble of the file."""
    story = add(store, "one")

    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.bookmarks.add(story + 1, mark(1)).result(10)

    store.places.remember(story + 1, place(1))
    assert store.flush()
    assert store.trouble == ""


def test_a_closed_store_says_so(store: Store) -> None:
    """Reading after the end is an error, closing twice is none."""
    assert store.close()
    assert store.close()
    with pytest.raises(ValueError, match="closed"):
        store.stories.known()


@pytest.mark.parametrize(
    "name",
    ["José", "日本", "tag \U000e0041", "\udcff\udc80", "a?b#c%20d&mode=ro", "two\nlines", "Ã©"],
)
def test_a_data_file_lies_wherever_its_owner_wants_it(
    opened: Callable[..., Store], tmp_path: Path, name: str
) -> None:
    """Under any name that a folder can have; what is kept there is there again."""
    path = tmp_path / name / "kept.db"
    store = opened(path)
    story, bookmark = add(store, "one"), mark(1)
    store.bookmarks.add(story, bookmark).result(10)
    assert not store.trouble
    store.close()
    assert [kept for _, kept in opened(path).bookmarks.of()] == [bookmark]
