"""The search of all stories from the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from reader.search.answers import Searched, SearchEvent, StoryHits
from reader.search.pool import SearchPool
from reader.search.query import Query
from reader.shelf.search import SearchableShelf, search_shelf
from reader.tui.screens import library_search
from reader.tui.screens.library_search import LibrarySearchScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from tests.tui.driving import Driver, numbered, shelf
from tests.tui.test_search_line import kept_offset


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three stories with lamps in two of them, and a file that cannot be read."""
    folder = tmp_path / "library"
    folder.mkdir()
    numbered(folder, name="almanac.txt")
    lamp = "The lamp was out. " * 9
    (folder / "brook.txt").write_text("Over stones. " * 400 + lamp, encoding="utf-8")
    (folder / "candle.txt").write_text("It burns.\n", encoding="utf-8")
    (folder / "zero.txt").write_bytes(b"\x00\x01\x02" * 500)
    return folder


async def ask(reader: Driver, words: str) -> None:
    """Open the search from the shelf and give it words."""
    await reader.press("S")
    await reader.on(LibrarySearchScreen)
    await reader.write(words)
    await reader.press("enter")


async def test_results_stand_by_story_with_counts(library: Path) -> None:
    """The first hits of each in their sentences, and at the end what could not be read."""
    async with shelf(library) as reader:
        await ask(reader, "lamp")
        await reader.shows("3 stories searched", "189 hits in 2", "almanac · 180", "brook · 9")
        await reader.shows("The lamp was out.", "Not searched: zero")
        assert "candle" not in reader.text


async def test_enter_opens_the_story_at_the_hit(library: Path) -> None:
    """With the search standing; leaving comes back to the results, the place is as it was."""
    async with shelf(library) as reader:
        await ask(reader, "the LAMP was".lower())
        await reader.shows("9 hits in 1")
        await reader.press("j", "j", "enter")
        await reader.on(ReadingScreen)
        await reader.shows("“the lamp was” 2 of 9")
        assert reader.here.offset > 0
        assert kept_offset(reader) == 0
        await reader.press("n")
        await reader.shows("3 of 9")
        await reader.press("q")
        await reader.on(LibrarySearchScreen)
        await reader.shows("9 hits in 1")
        await reader.press("q")
        await reader.on(ShelfScreen)


async def test_the_order_can_be_chosen(library: Path) -> None:
    """By title, and back to relevance."""
    async with shelf(library) as reader:
        await ask(reader, "lamp")
        await reader.shows("189 hits in 2", "by relevance")
        await reader.press("o")
        await reader.shows("by title")
        assert reader.text.index("almanac") < reader.text.index("brook")
        await reader.press("o")
        await reader.shows("by last read")


async def test_a_wrong_pattern_is_said_in_words(library: Path) -> None:
    """In the title, and other words can be tried."""
    async with shelf(library) as reader:
        await reader.press("S")
        await reader.on(LibrarySearchScreen)
        await reader.press("f5")
        await ask_again(reader, "lamp(")
        await reader.shows("The pattern is wrong: missing )")
        await reader.press("slash", "backspace", "enter")
        await reader.shows("189 hits in 2")


async def ask_again(reader: Driver, words: str) -> None:
    """Give the open search other words."""
    await reader.write(words)
    await reader.press("enter")


async def test_words_that_stand_nowhere(library: Path) -> None:
    """Are said to."""
    async with shelf(library) as reader:
        await ask(reader, "wombat")
        await reader.shows("“wombat” is in none of 3", "Not searched: zero")


async def test_results_stream_in_and_esc_stops_at_once(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found so far stays, and the progress says where it stopped."""
    going_on, given_up = Event(), Event()

    def slowly(
        stories: SearchableShelf, query: Query, *, pool: SearchPool, cancelled: Callable[[], bool]
    ) -> Iterator[SearchEvent]:
        for answer in search_shelf(stories, query, pool=pool, cancelled=cancelled):
            yield answer
            if isinstance(answer, StoryHits):
                yield Searched(1, len(stories.targets))
                while not going_on.wait(0.01):
                    if cancelled():
                        given_up.set()
                        return

    monkeypatch.setattr(library_search, "search_shelf", slowly)
    monkeypatch.setattr(library_search, "_TOLD_EVERY", 0.0)
    async with shelf(library) as reader:
        await ask(reader, "lamp")
        await reader.shows("searching… 1 of 4 stories", "180 hits in 1", "Esc stop")
        await reader.press("escape")
        await reader.shows("stopped at 1 of 4 stories", "180 hits in 1", "Esc close")
        assert given_up.wait(5)
        await reader.press("escape")
        await reader.on(ShelfScreen)


async def test_a_disk_that_does_not_answer_stops_no_key(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search that waits for it is left, and another begun."""
    asked, answers = Event(), Event()

    def stuck(*_: object, **__: object) -> Iterator[SearchEvent]:
        asked.set()
        answers.wait()
        yield Searched(4, 4)

    monkeypatch.setattr(library_search, "search_shelf", stuck)
    try:
        async with shelf(library) as reader:
            await ask(reader, "lamp")
            assert asked.wait(5)
            await reader.press("escape")
            await reader.shows("stopped", "Esc close")
            await reader.press("escape")
            await reader.on(ShelfScreen)
            monkeypatch.undo()
            await ask(reader, "lamp")
            await reader.shows("189 hits in 2")
            answers.set()
    finally:
        answers.set()


async def test_a_folder_that_is_missing_is_named(library: Path) -> None:
    """Nothing is searched, and the title says why."""
    elsewhere = library.with_name("elsewhere")
    go, come_back = partial(library.rename, elsewhere), partial(elsewhere.rename, library)
    async with shelf(library) as reader:
        await reader.shows("almanac")
        go()
        await ask(reader, "lamp")
        await reader.shows("“lamp” is in none of 0", "library not reached")
        come_back()
        await reader.press("slash", "enter")
        await reader.shows("189 hits in 2")
        assert "not reached" not in reader.text


async def test_a_story_edited_a_moment_ago_is_searched_as_it_is(library: Path) -> None:
    """Neither the shelf nor the cache stands in between."""
    async with shelf(library) as reader:
        await ask(reader, "lamp")
        await reader.shows("189 hits in 2")
        (library / "candle.txt").write_text("A lamp burns.\n", encoding="utf-8")
        await reader.press("slash", "enter")
        await reader.shows("190 hits in 3")


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (200, 50)])
async def test_it_fits_every_screen(library: Path, size: tuple[int, int]) -> None:
    """The words of a hit can be read, however little room there is."""
    async with shelf(library, size) as reader:
        await ask(reader, "lamp")
        await reader.shows("almanac")
        assert "lamp" in reader.text.split("almanac")[-1]
