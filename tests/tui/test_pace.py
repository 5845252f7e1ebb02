"""The time that is left, in the folio: told after five pages that were read, and not before."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from reader import locator
from reader.context import set_up
from reader.pace.estimate import Turn
from reader.pace.stopwatch import Lap
from reader.reading.open import open_path
from reader.shelf.detail import detail_of
from reader.shelf.scan import rescan
from reader.tui.screens.reading import notices
from reader.tui.screens.reading.pace import SelfTurning
from tests.tui.driving import Driver, story
from tests.waiting import until

CHAPTERS = "\n\n".join(
    f"CHAPTER {number}\n\n" + "\n\n".join(f"{'plain words of a story ' * 30}." for _ in range(40))
    for number in range(1, 4)
)


class Clock:
    """Stands still, but for what a test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        """As of `time`."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the pages."""
    clock = Clock()
    replaced = SimpleNamespace(monotonic=clock.monotonic)
    monkeypatch.setattr("reader.tui.screens.reading.pace.time", replaced)
    return clock


async def read_pages(driver: Driver, clock: Clock, count: int, seconds: float = 60.0) -> None:
    """Turn some pages, each after that long."""
    for _ in range(count):
        clock.now += seconds
        await driver.press("space")


async def test_time_is_told_after_five_pages(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that were flipped past, looked at or left open do not count; what was read is kept."""
    path = tmp_path / "story.txt"
    path.write_text(CHAPTERS, encoding="utf-8")
    async with story(path) as driver:
        pace = driver.screen.pace
        await until(driver.pilot, lambda: pace.pace is not None, "what was known before")
        await read_pages(driver, clock, 4)
        await read_pages(driver, clock, 2, 0.5)
        await read_pages(driver, clock, 1, 4000.0)
        monkeypatch.setattr(notices, "_NOTICE_SECONDS", 0.1)
        await driver.press("]")  # a look, and back
        clock.now += 500
        await driver.press("escape")
        assert "left" not in driver.text
        await read_pages(driver, clock, 1)
        await driver.shows("min left in this chapter")
        assert pace.pace is not None
        assert len(pace.pace.turns) == 5
        assert all(55 < seconds < 65 for _, seconds in pace.pace.turns)
        await driver.press("]")
        await driver.lacks("left in this")
    async with story(path) as driver:
        await driver.shows("min left in this chapter")


def test_the_shelf_tells_what_is_left_of_a_story(tmp_path: Path) -> None:
    """Of one that was begun and whose pace is known; no other, and not where it is not wanted."""
    path = tmp_path / "story.txt"
    path.write_text(CHAPTERS, encoding="utf-8")
    context, _ = set_up(tmp_path)
    opened = open_path(context, path)
    assert opened.id is not None
    for page in range(6):
        half = locator.make(opened.story, opened.story.offset_at(0.5) + page)
        context.store.places.remember(opened.id, half, Lap(0.0, Turn(250, 60.0)))
        context.store.flush()
    (entry,) = rescan(context)
    told = {fact.name: fact.value for fact in detail_of(context, entry).facts}
    quiet = context.replace(settings=context.settings.replace(time_left=False))

    assert told["time left"] == "36 min"
    assert "time left" not in {fact.name for fact in detail_of(quiet, entry).facts}
    assert "time left" not in {
        fact.name for fact in detail_of(context, entry._replace(progression=0.0)).facts
    }


async def test_what_was_read_is_shown_when_it_is_asked_for(tmp_path: Path, clock: Clock) -> None:
    """Over the page and over the shelf, once; it is closed as any list is."""
    path = tmp_path / "story.txt"
    path.write_text(CHAPTERS, encoding="utf-8")
    async with story(path, (90, 40)) as driver:
        await driver.press("space", "I")
        await driver.shows("Time and pace", "Today", "This story: sessions", "Days in a row")
        await driver.press("I", "q")
        await driver.lacks("Days in a row")
        assert driver.screen.is_current


async def test_pages_turn_by_themselves_until_a_key_is_pressed(
    tmp_path: Path, clock: Clock
) -> None:
    """Faster and slower; a page turned so tells nothing of the pace, and at the end it is over."""
    path = tmp_path / "story.txt"
    path.write_text(CHAPTERS, encoding="utf-8")
    async with story(path) as driver:
        turning = driver.screen.part(SelfTurning)
        await until(driver.pilot, lambda: driver.screen.pace.pace is not None, "what was known")
        await driver.press("a")
        await driver.shows("240 words a minute")
        page, seconds = driver.here.number, turning.seconds
        await driver.press("plus", "plus", "minus")
        await driver.shows("264 words a minute")
        assert 1.05 < seconds / turning.seconds < 1.15
        clock.now += 60
        turning.turn()
        assert (driver.here.number, driver.reading.home) == (page + 1, None)
        assert driver.screen.pace.pace is not None
        assert driver.screen.pace.pace.turns == ()
        await driver.press("space")
        await driver.shows("Auto-turn is off")
        turning.turn()
        assert driver.here.number == page + 1
        await driver.press("G", "enter", "a")
        turning.turn()
        await driver.shows("Auto-turn is off")
