"""The shelf: what stands on it, filtering, opening, coming back."""

import errno
import os
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from reader.context import Context, set_up
from reader.shelf.detail import Detail
from reader.shelf.entries import Entry
from reader.shelf.front import RememberedShelf, keep_order, remembered
from reader.shelf.scan import ScanProgress, look_around
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from tests.tui.driving import numbered, shelf
from tests.waiting import GIVE_UP, until


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three stories, one of them in a subfolder."""
    folder = tmp_path / "library"
    (folder / "more").mkdir(parents=True)
    numbered(folder, name="almanac.txt")
    (folder / "brook.txt").write_text("Over stones.\n", encoding="utf-8")
    (folder / "more" / "candle.txt").write_text("It burns.\n", encoding="utf-8")
    return folder


async def test_every_story_stands_with_its_length(library: Path) -> None:
    """Titles, words and how many stories there are, those of subfolders too."""
    async with shelf(library) as reader:
        await reader.shows("3 stories", "almanac", "brook", "1 min", "candle")


async def test_the_filter_narrows_as_it_is_typed(library: Path) -> None:
    """`/` and letters leave what matches; q shows all again, q once more leaves."""
    async with shelf(library) as reader:
        await reader.press("slash")
        await reader.asked()
        await reader.write("br")
        await reader.lacks("almanac", "candle")
        assert "brook" in reader.text
        await reader.write("zz")
        await reader.shows("Nothing matches “brzz”.")
        await reader.press("escape")
        await reader.shows("almanac", "brook", "candle")
        await reader.press("q")
        await until(reader.pilot, lambda: not reader.app.is_running, "the end")


async def test_enter_with_one_story_left_opens_it(library: Path) -> None:
    """Filtering to one and Enter is the quick way to a story."""
    async with shelf(library) as reader:
        await reader.press("slash")
        await reader.asked()
        await reader.write("cand")
        await reader.lacks("almanac")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.shows("It burns.")


async def test_a_story_that_was_begun_comes_first_to_be_continued(library: Path) -> None:
    """OpenStory, read on, left: it stands on top, with its share, and opens at its place."""
    async with shelf(library) as reader:
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.press("space", "space", "space")
        offset = reader.here.offset
        await reader.press("q")
        await reader.on(ShelfScreen)
        await reader.shows("Continue reading")
        top = next(line for line in reader.lines if "▌" in line)
        assert "almanac" in top
        await reader.press("enter")
        await reader.on(ReadingScreen)
        assert reader.here.offset == offset
        assert offset > 0


async def test_a_new_file_appears_when_looked_for(library: Path) -> None:
    """`R` looks again: what was dropped into the folder is there."""
    async with shelf(library) as reader:
        (library / "dew.txt").write_text("At dawn.\n", encoding="utf-8")
        await reader.press("R")
        await reader.shows("4 stories", "dew")


@pytest.mark.parametrize("made", [False, True])
async def test_an_empty_library_shows_the_samples(
    tmp_path: Path, samples: Path, made: bool
) -> None:
    """The samples stand there with the folder that one's own stories belong in."""
    folder = tmp_path / "mine"
    if made:
        folder.mkdir()
    async with shelf(folder, (150, 40)) as reader:
        await reader.shows("Welcome.", "put them into", folder.name, "10 stories")


async def test_what_cannot_be_read_says_why_in_its_place(library: Path) -> None:
    """A file that is no text stands there with its reason and does not open."""
    (library / "aaa.txt").write_bytes(b"")
    async with shelf(library) as reader:
        await reader.shows("aaa", "is empty")
        await reader.press("g", "enter")
        assert isinstance(reader.app.screen, ShelfScreen)


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (300, 80)])
async def test_the_shelf_works_at_every_size(library: Path, size: tuple[int, int]) -> None:
    """From the smallest screen to the largest a story is seen and opened."""
    async with shelf(library, size) as reader:
        await reader.shows("almanac")
        await reader.press("j", "enter")
        await reader.on(ReadingScreen)
        await reader.shows("Over stones")


async def test_a_look_that_a_newer_one_overtakes_says_nothing_more(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its progress is not told after the end of the newer one, where it would stay for good."""
    async with shelf(library) as reader:
        name = "reader.tui.screens.shelf.files.look_around"
        begun, held, ended = Event(), Event(), Event()

        def slow(context: Any, tell: Any, **_how: Any) -> Any:
            begun.set()
            held.wait()
            given_up = tell(ScanProgress(1, 2))
            ended.set()
            return look_around(context, lambda _: given_up)

        monkeypatch.setattr(name, slow)
        await reader.press("f5")
        await until(reader.pilot, begun.is_set, "the first look")
        monkeypatch.setattr(name, look_around)
        await reader.press("f5")
        await reader.lacks("looking")
        held.set()
        await until(reader.pilot, ended.is_set, "the end of the first look")
        await reader.lacks("looking")


async def test_a_disk_that_does_not_answer_stops_no_key(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its stories stand there as they were, while it is looked into, and when one is opened."""
    async with shelf(library) as reader:
        held, waits = Event(), Event()
        plain = os.scandir

        def stuck(path: Any) -> Any:
            if str(path) == str(library):
                waits.set()
                held.wait()
                raise OSError(errno.ESTALE, "Stale file handle", str(path))
            return plain(path)

        monkeypatch.setattr("reader.library.folders.os.scandir", stuck)
        await reader.press("f5")
        await until(reader.pilot, waits.is_set, "the look")
        await reader.press("g")
        before = next(line for line in reader.lines if "▌" in line)
        await reader.press("j")
        assert before not in reader.lines
        held.set()
        await reader.shows(f"{library.name} not reached", "almanac")

        opening, given = Event(), Event()

        def slow(_path: str) -> None:
            opening.set()
            given.wait()

        monkeypatch.setattr("reader.tui.screens.shelf.files.begin", slow)
        await reader.press("g", "j", "enter")
        await reader.shows("waiting for")
        await reader.press("k")
        assert before in reader.lines
        given.set()
        await reader.on(ReadingScreen)


async def test_a_long_shelf_is_ordered_and_filtered_beside_the_keys(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In threads, with the same stories in the same order as a short one shows."""
    monkeypatch.setattr("reader.tui.screens.shelf.filter.LONG", 0)
    for number in range(60):
        (library / f"lamp {number}.txt").write_text(f"Light {number}.\n", "utf-8")
    async with shelf(library) as reader:
        await reader.shows("63 stories", "almanac")
        await reader.press("o")
        await reader.shows("by title")
        await reader.press("g", "j")
        await until(reader.pilot, lambda: "▌ brook" in reader.text, "the second by title")
        await reader.press("G")
        await until(reader.pilot, lambda: "▌ lamp 59" in reader.text, "the last by title")
        await reader.press("/")
        await reader.asked()
        await reader.write("lamp 4")
        await reader.shows("15 of 63 stories")
        await reader.write("2")
        await reader.shows("1 of 63 stories", "lamp 42")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.press("q")
        await reader.shows("▌ lamp 42", "1 of 63 stories", "Reading 1")
        await reader.press("escape")
        await reader.lacks("1 of 63 stories")
        await reader.shows("63 stories", "Reading 1", "To read 62")


async def test_the_first_stories_of_a_long_shelf_stand_before_all_are_known(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With their counts, and are moved through; a key that is about all waits for the others."""
    for name in ("reader.shelf.front", "reader.tui.screens.shelf.filter"):
        monkeypatch.setattr(f"{name}.LONG", 0)
    monkeypatch.setattr("reader.shelf.front.MEASURED_MOST", 5)
    for number in range(60):
        (library / f"lamp {number:02}.txt").write_text(f"Light {number}.\n", "utf-8")
    context, _ = set_up(library)
    look_around(context)
    known = remembered(context)
    keep_order(context, known.entries, known.view, known.state)
    context.store.close()
    given = Event()

    def late(context: Context) -> RememberedShelf:
        assert given.wait(GIVE_UP)
        return remembered(context)

    monkeypatch.setattr("reader.tui.screens.shelf.filter.remembered", late)

    async with shelf(library, settled=False) as reader:
        await reader.shows("63 stories", "▌ almanac", "looking")
        await reader.press("j")
        await reader.shows("▌ brook")
        shelf_screen = reader.app.screen
        assert isinstance(shelf_screen, ShelfScreen)
        assert len(shelf_screen.entries) == 5
        await reader.press("G", "k")
        assert "▌ brook" in reader.text
        given.set()
        await until(reader.pilot, lambda: "▌ lamp 58" in reader.text, "the last but one")
        assert len(shelf_screen.entries) == 63


async def test_details_that_come_when_the_shelf_is_being_left_are_dropped(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pane is gone by then, and nothing is reported as an error."""
    asked, gone = Event(), Event()

    def read(context: Context, item: Entry) -> Detail:
        asked.set()
        assert gone.wait(GIVE_UP)
        return Detail()

    monkeypatch.setattr("reader.tui.screens.shelf.detail.detail_of", read)
    async with shelf(library, (120, 30)) as reader:
        await until(reader.pilot, asked.is_set, "the story to be read")
        await reader.app.screen.query_one("#pane").remove()
        reads = [worker for worker in reader.app.workers if worker.group == "detail"]
        gone.set()
        await reader.app.workers.wait_for_complete(reads)
        assert reads
