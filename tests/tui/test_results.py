"""The list of hits, with the page behind following."""

import re
from pathlib import Path

import pytest

from reader.paint.themes import Role
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.story_places import ResultsScreen
from reader.tui.widgets.page import PageView
from tests.tui.driving import Driver, numbered, story
from tests.tui.test_search_line import kept_offset, search


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """Sixty paragraphs in four chapters; `Paragraph 4` and `Paragraph 40` to `49` are eleven."""
    return numbered(tmp_path)


def behind(reader: Driver) -> str:
    """The current hit and one character more, as far as the list leaves the page free."""
    screens = reader.app.screen_stack
    reading = next(screen for screen in screens if isinstance(screen, ReadingScreen))
    panel = reader.app.screen.query_one("#panel").region.y
    shown = ""
    for row in reading.query_one(PageView).rows[:panel]:
        for run in row:
            if Role.CURRENT in run.roles:
                shown += run.text + " "
            elif shown and run.text.strip():
                return " ".join(shown.split()) + run.text[:1]
    return shown


async def listed(reader: Driver, words: str = "paragraph 4", key: str = "ctrl+f") -> None:
    """Search and list the hits."""
    await search(reader, words)
    await reader.press("enter")
    await reader.shows("1 of 11")
    await reader.press(key)
    await reader.on(ResultsScreen)


@pytest.mark.parametrize("key", ["ctrl+f", "enter"])
async def test_hits_stand_in_their_sentences_under_their_chapters(numbers: Path, key: str) -> None:
    """With page and percent; chapters without hits are left out."""
    async with story(numbers, (80, 40)) as reader:
        await listed(reader, key=key)
        await reader.shows("“paragraph 4” · 11 hits", "Chapter 1 · 1", "Chapter 3 · 6")
        await reader.shows("Paragraph 4 begins", "Paragraph 43 begins", "Chapter 4 · 4")
        first = next(line for line in reader.lines if "▌" in line)
        assert "Paragraph 4 begins" in first
        assert "Chapter 2" not in reader.text.split("11 hits")[1]


async def test_a_chapter_is_told_with_what_it_is_part_of(tmp_path: Path) -> None:
    """Where each book begins its count anew, the number of a chapter alone says little."""
    path = tmp_path / "books.txt"
    said = "The heron stood in the shallows and waited for the tide to turn.\n\n" * 3
    chapters = "".join(f"\n\nCHAPTER {number}\n\n{said}" for number in ("I", "II"))
    path.write_text(f"\n\nBOOK ONE{chapters}\n\nBOOK TWO{chapters}", "utf-8")
    async with story(path, (80, 40)) as reader:
        await search(reader, "heron")
        await reader.press("enter")
        await reader.shows("1 of 12")
        await reader.press("ctrl+f")
        await reader.on(ResultsScreen)
        await reader.shows("BOOK ONE › CHAPTER II · 3", "BOOK TWO › CHAPTER I · 3")


LATE = [pytest.param(size, marks=pytest.mark.slow) for size in ((200, 50), (40, 12), (20, 6))]


@pytest.mark.parametrize("size", [(80, 24), *LATE])
async def test_the_page_behind_follows(numbers: Path, size: tuple[int, int]) -> None:
    """The current hit is always in the part that the list leaves free."""
    async with story(numbers, size) as reader:
        await listed(reader)
        for number in (4, *range(40, 46)):
            await reader.pilot.pause()
            assert re.fullmatch(rf"Paragraph {number}\D?", behind(reader)), behind(reader)
            await reader.press("j")


async def test_enter_goes_there_as_a_look(numbers: Path) -> None:
    """On a page of the grid; the place stays, Esc returns to it."""
    async with story(numbers) as reader:
        await reader.press("space")
        before, kept = reader.here.offset, kept_offset(reader)
        await listed(reader)
        await reader.press("G", "enter")
        await reader.on(ReadingScreen)
        await reader.shows("11 of 11")
        layout = reader.here.layout
        assert reader.here.offset == layout.page_start(reader.here.number) != before
        assert kept_offset(reader) == kept
        await reader.press("escape")
        assert reader.here.offset == before


async def test_esc_closes_the_list_and_changes_nothing(numbers: Path) -> None:
    """The page, the hit and the way back are as before."""
    async with story(numbers) as reader:
        await search(reader, "paragraph 4")
        await reader.press("enter")
        await reader.shows("1 of 11")
        before, search_before = reader.here, reader.reading.search
        await reader.press("ctrl+f")
        await reader.on(ResultsScreen)
        await reader.press("j", "j", "j", "escape")
        await reader.on(ReadingScreen)
        assert reader.here == before
        assert reader.reading.search == search_before


async def test_ctrl_f_on_the_line_lists_what_was_typed(numbers: Path) -> None:
    """Without Enter before it; with nothing typed yet it opens the line."""
    async with story(numbers) as reader:
        await search(reader, "paragraph 4", "ctrl+f")
        await reader.press("ctrl+f")
        await reader.on(ResultsScreen)
        await reader.shows("11 hits")


async def test_a_chapter_stands_for_its_first_hit(numbers: Path) -> None:
    """The rows of chapters are passed over by j and k, and chosen by g and Enter."""
    async with story(numbers) as reader:
        await listed(reader)
        await reader.press("j", "enter")
        await reader.shows("2 of 11")
        await reader.press("ctrl+f")
        await reader.on(ResultsScreen)
        await reader.press("g", "enter")
        await reader.shows("1 of 11")
