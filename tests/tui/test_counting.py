"""A long story: its first page at once, the rest behind the pages that are turned meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from reader import locator
from reader.context import Context, set_up
from reader.formats.files import LoadError
from reader.locator.quote import Verdict
from reader.reading import complete as wholes
from reader.reading import long_story, view
from reader.reading.long_story import begin_path, complete
from reader.reading.open import OpenStory, keep_up, open_path
from reader.reading.search import SearchTarget
from reader.search.query import Query
from reader.tui.app import NightstandApp
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.typeset.layout import Layout
from tests.tui.driving import Driver, _running, numbered, shelf, story
from tests.waiting import until

MANY = 4600


class Gate:
    """Holds back the reading of the whole story."""

    def __init__(self) -> None:
        self._opens = Event()
        self.problem: Exception | None = None

    def __call__(
        self, context: Context, opened: OpenStory, progress: Callable[[float], object]
    ) -> OpenStory:
        """The whole, once the gate is open."""
        self._opens.wait(10)
        if self.problem:
            raise self.problem
        return complete(context, opened, progress)

    def open(self) -> None:
        """Let the whole be read."""
        self._opens.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """A gate before the whole story; it is open in the end."""
    gate = Gate()
    monkeypatch.setattr(wholes, "complete", gate)
    yield gate
    gate.open()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Thousands of numbered paragraphs in some hundreds of chapters."""
    return numbered(tmp_path, MANY)


@asynccontextmanager
async def begun(path: Path, at: str = "") -> AsyncIterator[Driver]:
    """The app opened on an excerpt, at some words if these are given."""
    context, _ = set_up()
    if at:
        opened = open_path(context, path)
        assert opened.id is not None
        place = locator.make(opened.story, opened.story.text.index(at))
        context.store.places.remember(opened.id, place)
        context.store.flush()
    opened = begin_path(context, path)
    assert opened.rest is not None
    async with _running(NightstandApp(context, opened), (80, 24)) as driver:
        await until(driver.pilot, lambda: driver.screen.is_mounted, "the page")
        yield driver


def words(driver: Driver) -> str:
    """The first words of the page."""
    return driver.here.story.text[driver.here.offset :][:60]


async def whole(driver: Driver, gate: Gate) -> None:
    """Let the whole story come."""
    screen = driver.screen
    gate.open()
    await until(driver.pilot, lambda: not screen.reading.counting, "the whole story")
    await driver.pilot.pause()


async def test_pages_turn_before_the_whole_is_there(gate: Gate, path: Path) -> None:
    """The first word shown stays the first when it comes, and only then pages have numbers."""
    async with begun(path, at="Paragraph 2222 ") as driver:
        await driver.shows("Paragraph 2222", "48 %")
        assert " of " not in driver.lines[-1]
        await driver.press("space", "space", "b")
        before, shown = words(driver), driver.lines[1:-1]
        assert not before.startswith("Paragraph 2222")

        await whole(driver, gate)
        assert words(driver) == before
        assert driver.lines[1:-1] == shown
        await driver.shows(" of ")
        assert driver.here.layout.whole


async def test_the_folio_tells_how_far_the_counting_is(gate: Gate, path: Path) -> None:
    """Beside the share that is read, until pages are counted."""
    async with begun(path) as driver:
        await driver.shows("0 % · counting ")
        await whole(driver, gate)
        await driver.shows("1 of ")
        assert "counting" not in driver.text


async def test_what_needs_the_whole_waits_for_it(gate: Gate, path: Path) -> None:
    """A page number and the contents are gone to as soon as they can be."""
    async with begun(path) as driver:
        await driver.press("5", "0", "0", "G")
        await driver.shows("Still reading")
        assert words(driver).startswith("Chapter 1")
        await whole(driver, gate)
        await driver.shows("500 of ")


async def test_contents_open_when_they_are_there(gate: Gate, path: Path) -> None:
    """Asked for before."""
    async with begun(path) as driver:
        await driver.press("t")
        await driver.shows("Still reading")
        await whole(driver, gate)
        await driver.on(ContentsScreen)


@pytest.mark.parametrize("key", ["space", "escape"])
async def test_a_wish_is_given_up(gate: Gate, path: Path, key: str) -> None:
    """By a turned page, or by Esc."""
    async with begun(path) as driver:
        await driver.press("G")
        await driver.shows("Still reading")
        await driver.press(key)
        await driver.lacks("Still reading")
        before = words(driver)
        await whole(driver, gate)
        assert words(driver) == before


async def test_the_edge_of_the_excerpt_is_no_end(gate: Gate, path: Path) -> None:
    """The page behind it is turned to when it is there; the story does not count as read."""
    async with begun(path) as driver:
        while not driver.text.count("Still reading"):
            await driver.press("2", "0", "space")
        before = driver.here
        assert not before.at_end
        assert "100 %" not in driver.text
        await whole(driver, gate)
        story = driver.here.story
        assert story.text[: driver.here.offset].count("Paragraph") > before.story.text[
            : before.offset
        ].count("Paragraph")


async def test_a_search_is_answered_by_the_whole(gate: Gate, path: Path) -> None:
    """It can be typed at once."""
    async with begun(path) as driver:
        await driver.press("slash")
        await driver.write("Paragraph 4321 ")
        await driver.press("enter")
        await whole(driver, gate)
        await driver.shows("Paragraph 4321", "1 of 1")


async def test_a_long_story_is_opened_from_the_shelf(gate: Gate, path: Path) -> None:
    """And left for it again before all of it is read."""
    async with shelf(path.parent) as driver:
        await driver.press("enter")
        await driver.shows("Paragraph 1 begins", "counting")
        await driver.press("space")
        before = words(driver)
        await driver.press("q")
        await driver.on(ShelfScreen)
        gate.open()
        await driver.press("enter")
        await until(driver.pilot, lambda: isinstance(driver.app.screen, ReadingScreen), "the page")
        assert words(driver) == before
        await driver.shows(" of ")


async def test_a_hit_of_the_library_is_shown_when_it_is_there(
    gate: Gate, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A very long story is opened by it at its own place first."""
    monkeypatch.setattr(long_story, "_TOO_LONG_TO_WAIT", 1000)
    context, _ = set_up()
    start = open_path(context, path).story.text.index("Paragraph 3333 ")
    context.store.close()
    async with shelf(path.parent) as driver:
        driver.app.stories.open(path, SearchTarget(Query("Paragraph 3333 "), start))
        await driver.shows("Paragraph 1 begins")
        await whole(driver, gate)
        await driver.shows("Paragraph 3333 ", "1 of 1")


async def test_leaving_before_the_whole_keeps_the_place(gate: Gate, path: Path) -> None:
    """Of a story that was never seen; opened again, it stands on the same words."""
    async with begun(path) as driver:
        for _ in range(9):
            await driver.press("space")
        before = words(driver)
        await driver.press("q")
    gate.open()
    context, _ = set_up()
    opened = open_path(context, path)

    assert opened.place is not None
    assert opened.story.text.startswith(before, opened.place.offset)
    assert opened.place.verdict is Verdict.EXACT
    known = context.store.stories.known()
    assert [one.words for one in known] == [opened.story.words()]
    context.store.close()


async def test_turning_in_a_known_story_is_kept_at_once(gate: Gate, path: Path) -> None:
    """Nothing waits for the whole to be written."""
    async with begun(path, at="Paragraph 2222 ") as driver:
        await driver.press("space", "space")
        before = words(driver)
        await driver.pilot.pause()
        driver.context.store.flush()
        (known,) = driver.context.store.stories.known()
        assert known.locator is not None
        assert before.startswith(known.locator.exact[:40])
        gate.open()


async def test_a_bookmark_set_early_stands_in_the_whole(gate: Gate, path: Path) -> None:
    """At its words."""
    async with begun(path, at="Paragraph 2222 ") as driver:
        await driver.press("m")
        await driver.asked()
        await driver.press("enter")
        await whole(driver, gate)
        ((_, bookmark),) = driver.context.store.bookmarks.of()
        assert bookmark.locator.exact.startswith("Paragraph 2222 ")
        found = locator.resolve(driver.here.story, bookmark.locator)
        assert found.verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (LoadError("long.txt", "is binary, not text"), "it is binary, not text."),
        (MemoryError(), "it is too large."),
        (RuntimeError("out of order"), "it fails with RuntimeError('out of order')."),
    ],
)
async def test_a_whole_that_cannot_be_read_is_told(
    gate: Gate, path: Path, problem: Exception, told: str
) -> None:
    """The pages that are there go on, and so does the place."""
    gate.problem = problem
    async with begun(path, at="Paragraph 2222 ") as driver:
        gate.open()
        await until(driver.pilot, lambda: driver.screen.notices.told.endswith(told), told)
        await driver.shows("Only this part of the story can be read")
        await driver.press("space")
        before = words(driver)
        await driver.press("G")
        await driver.shows("Only this part of the story can be read")
        assert words(driver) == before


async def test_a_window_resized_meanwhile_keeps_the_place(gate: Gate, path: Path) -> None:
    """Whatever size the pages were set for."""
    async with begun(path, at="Paragraph 2222 ") as driver:
        await driver.press("space")
        before = words(driver)
        await driver.pilot.resize_terminal(60, 15)
        await driver.pilot.pause()
        assert words(driver) == before
        await whole(driver, gate)
        assert words(driver) == before
        assert driver.here.layout.style.measure < 60


async def test_a_very_long_story_is_set_anew_behind_the_page(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At another size its page stands at once; its pages are counted while it is turned."""
    opens = Event()
    set_whole = wholes.set_whole

    def gated(*values: Any) -> Layout:
        opens.wait(10)
        return set_whole(*values)

    monkeypatch.setattr(view, "_VERY_LONG", 1000)
    monkeypatch.setattr(wholes, "set_whole", gated)
    async with story(path) as driver:
        await driver.press("3", "0", "0", "G")
        before = words(driver)
        await driver.pilot.resize_terminal(60, 15)
        await driver.pilot.pause()
        assert words(driver) == before
        assert not driver.here.layout.whole
        await driver.press("space")
        await driver.press("G")
        await driver.shows("Still counting")
        await driver.press("space")
        before = words(driver)
        assert not driver.here.layout.whole
        await driver.press("4", "0", "0", "G")
        opens.set()
        await driver.shows("400 of ")
        assert driver.here.layout.whole
        await driver.press("ctrl+o")
        assert words(driver) == before
        opens.clear()
        await driver.pilot.resize_terminal(70, 20)
        await driver.press("slash")
        await driver.write("Paragraph 7 ")
        await driver.press("enter")
        assert words(driver) == before
        opens.set()
        await driver.shows("Paragraph 7 ", "1 of 1")


def read_renamed_and_edited(path: Path) -> Path:
    """Where a story is that was read up to its 2222nd paragraph, then renamed and edited."""
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    text = opened.story.text
    context.store.places.remember(
        opened.id, locator.make(opened.story, text.index("Paragraph 2222 "))
    )
    keep_up(context, opened)
    context.store.close()
    other = path.with_name("other.txt")
    other.write_text(f"{path.read_text('utf-8')}\n\nOne more.\n", "utf-8")
    path.unlink()
    return other


@pytest.mark.parametrize("turned", [False, True])
async def test_a_story_that_only_the_whole_can_tell(gate: Gate, path: Path, turned: bool) -> None:
    """Renamed and edited: who has turned no page is put at the place, who has is told of it."""
    other = read_renamed_and_edited(path)
    async with begun(other) as driver:
        if turned:
            await driver.press("space")
        before = words(driver)
        await whole(driver, gate)
        if turned:
            await driver.shows("You left this story at 48 %: Tab goes there.")
            assert words(driver) == before
            await driver.press("tab")
        assert words(driver).startswith("Paragraph 2222 ")
        (known,) = driver.context.store.stories.known()
        assert known.locator is not None
        assert known.locator.exact.startswith("Paragraph 2222 ")


async def test_leaving_an_edited_story_early_keeps_its_place(gate: Gate, path: Path) -> None:
    """It goes on where the words of the old place stand, as a place of the same story."""
    identity = read_and_edited(path)
    async with begun(path) as driver:
        await driver.press("space")
        before = words(driver)
        await driver.press("q")
        gate.open()
    context, _ = set_up()
    (known,) = context.store.stories.known()
    assert known.id == identity
    assert known.locator is not None
    assert before.startswith(known.locator.exact[:40])
    opened = open_path(context, path)
    assert opened.place is not None
    assert opened.story.text.startswith(before, opened.place.offset)
    context.store.close()


def read_and_edited(path: Path) -> int:
    """The number of a story that was read up to its 2222nd paragraph, then edited."""
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    place = locator.make(opened.story, opened.story.text.index("Paragraph 2222 "))
    context.store.places.remember(opened.id, place)
    keep_up(context, opened)
    context.store.close()
    path.write_text(f"Added.\n\n{path.read_text('utf-8')}", "utf-8")
    return opened.id
