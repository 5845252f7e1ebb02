"""Rename, move, copy, edit, swap: the right story keeps its place, and no other gets it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import formats
from reader.library.folders import look, scan
from reader.locator import make, resolve
from reader.locator.quote import Verdict
from reader.locator.sketch import Sketch, sketch
from reader.recognition import Kinship, PossibleStory, identify, recognise, sketch_story
from reader.storage.store import Store
from reader.storage.values import Known, StoryRecord
from tests.locator.test_locator import prose

Opener = Callable[..., Store]


class Shelf:
    """A folder of stories read with a store, as a session does it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store
        folder.mkdir()

    def write(self, name: str, text: str) -> Path:
        """Write a file."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def open(self, path: Path) -> tuple[Known, Kinship]:
        """Open a file: the story it holds, and what it was taken for."""
        story = formats.load(path)
        store = self.store
        known = store.stories.by_sha(story.source.sha256)
        kinship = Kinship.SAME
        whose = known.id if known else None
        if known is None:
            found = recognise(
                path, story, store.stories.known(), store.files.known(), store.sketches.known()
            )
            kinship = found.kinship
            whose = found.story if kinship in (Kinship.EDITED, Kinship.RENAMED) else None
        record = StoryRecord.of(look(path).stamp, story)
        (taken,) = store.files.record([record], whose).values()
        store.sketches.keep(taken, record.sha256, sketch_story(story).to_bytes()).result(10)
        now = store.stories.get(taken)
        assert now
        return now, kinship

    def read_to(self, path: Path, words: str) -> int:
        """Open a file and turn to some words; the story's id."""
        known, _ = self.open(path)
        story = formats.load(path)
        self.store.places.remember(known.id, make(story, story.text.index(words)))
        self.store.flush()
        return known.id

    def place(self, path: Path) -> str:
        """The words at the reader's place, when the file is opened; empty where it has none."""
        known, _ = self.open(path)
        if known.locator is None:
            return ""
        story = formats.load(path)
        old = self.store.sketches.of(known.id)
        found = resolve(story, known.locator, Sketch.from_bytes(old[1]) if old else None)
        assert found.verdict in (Verdict.EXACT, Verdict.MOVED), found
        return story.text[found.offset :].split()[0]


ONE, TWO, THREE = (prose(seed, 2500) for seed in (1, 2, 3))
MARK_ONE, MARK_TWO = ONE.split()[1200], TWO.split()[900]


def edited(text: str, salt: str = "new") -> str:
    """One word in twenty is another."""
    words = text.split()
    words[3::20] = [f"{salt}{n}" for n in range(len(words[3::20]))]
    return " ".join(words)


@pytest.fixture
def shelf(tmp_path: Path) -> "Shelf":
    """Two stories, each with a place."""
    made = Shelf(tmp_path / "stories", Store(tmp_path / "data" / "nightstand.db"))
    made.read_to(made.write("one.txt", ONE), MARK_ONE)
    made.read_to(made.write("two.txt", TWO), MARK_TWO)
    return made


def renamed(shelf: Shelf) -> Path:
    """Renamed."""
    return (shelf.folder / "one.txt").rename(shelf.folder / "first.txt")


def moved(shelf: Shelf) -> Path:
    """Moved into a subfolder."""
    (shelf.folder / "sub").mkdir()
    return (shelf.folder / "one.txt").rename(shelf.folder / "sub" / "one.txt")


def copied(shelf: Shelf) -> Path:
    """Copied."""
    return Path(shutil.copy(shelf.folder / "one.txt", shelf.folder / "copy.txt"))


def edited_in_place(shelf: Shelf) -> Path:
    """Edited."""
    return shelf.write("one.txt", edited(ONE))


def edited_and_renamed(shelf: Shelf) -> Path:
    """Edited and renamed."""
    (shelf.folder / "one.txt").unlink()
    return shelf.write("first.txt", edited(ONE))


def appended(shelf: Shelf) -> Path:
    """Grown fivefold."""
    return shelf.write("one.txt", ONE + "\n\n" + prose(50, 10_000))


def rewrapped(shelf: Shelf) -> Path:
    """Wrapped at 60, with carriage returns."""
    words, lines = ONE.split(), []
    while words:
        lines.append(" ".join(words[:7]))
        del words[:7]
    return shelf.write("one.txt", "\r\n".join(lines))


def recoded(shelf: Shelf) -> Path:
    """In another encoding."""
    path = shelf.folder / "one.txt"
    path.write_bytes(ONE.encode("utf-16"))
    return path


def swapped(shelf: Shelf) -> Path:
    """The names of both files swapped."""
    one, two = shelf.folder / "one.txt", shelf.folder / "two.txt"
    one.rename(shelf.folder / "x")
    two.rename(one)
    return (shelf.folder / "x").rename(two)


def swapped_and_edited(shelf: Shelf) -> Path:
    """The names swapped and both edited, so that neither hash is known."""
    shelf.write("one.txt", edited(TWO))
    return shelf.write("two.txt", edited(ONE))


@pytest.mark.parametrize(
    "befall",
    [
        renamed,
        moved,
        copied,
        edited_in_place,
        edited_and_renamed,
        appended,
        rewrapped,
        recoded,
        swapped,
        swapped_and_edited,
    ],
)
def test_the_right_story_keeps_its_place(shelf: Shelf, befall: Callable[[Shelf], Path]) -> None:
    """Whatever befalls the file, its story is known again and no other is touched."""
    path = befall(shelf)

    assert shelf.place(path) == MARK_ONE
    assert len(shelf.store.stories.known()) == 2
    other = "one.txt" if befall in (swapped, swapped_and_edited) else "two.txt"
    assert shelf.place(shelf.folder / other) == MARK_TWO
    shelf.store.close()


def test_another_story_under_the_same_name_gets_no_place(shelf: Shelf) -> None:
    """A name proves nothing: the new story begins at its beginning, the old one is kept."""
    path = shelf.write("one.txt", THREE)

    known, kinship = shelf.open(path)

    assert kinship is Kinship.NEW
    assert known.locator is None
    assert len(shelf.store.stories.known()) == 3
    assert shelf.place(shelf.write("back.txt", ONE)) == MARK_ONE
    shelf.store.close()


def test_stories_with_the_same_name_in_two_folders_are_two(shelf: Shelf) -> None:
    """`untitled.txt` is a common name."""
    (shelf.folder / "sub").mkdir()
    known, kinship = shelf.open(shelf.write("sub/one.txt", THREE))

    assert (kinship, known.locator) == (Kinship.NEW, None)
    shelf.store.close()


def test_a_missing_story_stays_with_its_place(shelf: Shelf) -> None:
    """Nothing is deleted because a file is absent."""
    before = shelf.store.stories.known()
    for path in shelf.folder.iterdir():
        path.unlink()
    assert list(scan([shelf.folder], shelf.store.files.known())) == []

    assert shelf.store.stories.known() == before
    assert shelf.place(shelf.write("again.txt", ONE)) == MARK_ONE
    shelf.store.close()


def test_a_place_is_kept_although_no_sketch_was_made_in_time(tmp_path: Path) -> None:
    """Killed before the sketch was made, the words at the place stand in for it."""
    store = Store(tmp_path / "nightstand.db")
    path = tmp_path / "one.txt"
    path.write_text(ONE)
    story = formats.load(path)
    (known,) = store.files.record([StoryRecord.of(look(path).stamp, story)]).values()
    store.places.remember(known, make(story, 9000))
    store.flush()
    for text, kinship in ((edited(ONE[500:]), Kinship.EDITED), (THREE, Kinship.NEW)):
        path.write_text(text)
        os.utime(path, (1, 1))
        found = recognise(path, formats.load(path), store.stories.known(), store.files.known(), {})
        assert found.kinship is kinship
    store.close()


def test_when_it_is_unsure_it_asks() -> None:
    """Half of the words, or two stories equally like, are for the reader to tell."""
    half = sketch(" ".join(ONE.split()[:1500]) + " " + prose(7, 1000))
    gone = PossibleStory(1, half, homeless=True)
    twin = PossibleStory(2, sketch(edited(ONE, "twin")), homeless=True)
    sure = PossibleStory(3, sketch(edited(ONE, "sure")), homeless=True)
    new = sketch(ONE)

    assert identify(new, [gone]).kinship is Kinship.ASK
    assert identify(new, [sure]).kinship is Kinship.RENAMED
    assert identify(new, [twin, sure]).kinship is Kinship.ASK
    assert identify(new, []).kinship is Kinship.NEW
    assert identify(new, [PossibleStory(4, None, here=True)]).kinship is Kinship.NEW
    assert identify(new, [sure], same=9).story == 9


def test_a_story_whose_file_is_still_there_is_never_taken_for_another(shelf: Shelf) -> None:
    """An edited copy beside its original is a story of its own."""
    known, kinship = shelf.open(shelf.write("version 2.txt", edited(ONE)))

    assert kinship is Kinship.NEW
    assert known.locator is None
    shelf.store.close()
