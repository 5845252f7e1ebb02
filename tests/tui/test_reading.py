"""Reading: every key of the page, the wheel, numbers, sizes, help, contents."""

from functools import partial
from pathlib import Path

import pytest
from textual import events

from reader.commands.command import Place
from reader.commands.table import COMMANDS
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.page import PageView
from tests.tui.driving import Driver, numbered, story
from tests.waiting import until

SIZES = [(20, 5), (21, 6), (40, 12), (80, 24), (200, 50), (300, 80)]


async def page(reader: Driver) -> int:
    """The number of the page that is shown, from 1, as the folio says it."""
    await reader.pilot.pause()
    number = reader.here.number + 1
    assert f"{number} of {reader.here.layout.page_count}" in reader.text
    return number


def shows_page(reader: Driver, number: int) -> bool:
    """Whether that page is shown, counted from 1."""
    return reader.here.number + 1 == number


async def test_a_key_turns_and_a_number_before_it_counts(tmp_path: Path) -> None:
    """The move of its command is made and shown; `tests/test_moves.py` has where each leads."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space", "pagedown", "b")
        assert await page(reader) == 2
        await reader.press("7", "G", "3", "space")
        assert await page(reader) == 10
        await reader.press("end")
        assert await page(reader) == reader.here.layout.page_count
        assert "100 %" in reader.text


async def test_a_number_is_shown_and_can_be_dropped(tmp_path: Path) -> None:
    """Digits stand in the folio's place until a command or Esc."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("1", "2")
        await reader.shows("12…")
        await reader.press("escape", "G")
        assert await page(reader) == reader.here.layout.page_count


async def test_percentages(tmp_path: Path) -> None:
    """`50%`, `%` with an answer, `:` with a page or a percentage, and an answer that is neither."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("5", "0", "percent_sign")
        await reader.shows("50 % is on this page, which begins at 4")
        middle = reader.here.number
        assert 0.4 <= reader.here.story.progression(reader.here.offset) <= 0.5
        await reader.press("g", "percent_sign")
        await reader.asked()
        await reader.write("50")
        await reader.press("enter")
        await reader.shows("50 % is on this page, which begins at 4")
        assert reader.here.number == middle
        await reader.press("colon")
        await reader.asked()
        await reader.write("3")
        await reader.press("enter")
        assert await page(reader) == 3
        await reader.press("colon")
        await reader.asked()
        await reader.write("1e999")
        await reader.press("enter")
        await reader.shows("not a page or a percentage")
        assert reader.here.number == 2


async def test_the_wheel_turns_pages(tmp_path: Path) -> None:
    """Down is on, up is back."""
    async with story(numbered(tmp_path)) as reader:
        view = reader.screen.query_one(PageView)
        for kind, number in (
            (events.MouseScrollDown, 2),
            (events.MouseScrollDown, 3),
            (events.MouseScrollUp, 2),
        ):
            view.post_message(kind(view, 5, 5, 0, 0, 0, False, False, False))
            await until(reader.pilot, partial(shows_page, reader, number))


async def test_the_contents_lead_to_a_chapter(tmp_path: Path) -> None:
    """Each chapter with its page, the one being read marked; Enter goes there."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("t")
        await reader.on(ContentsScreen)
        await reader.shows("Chapter 1", "Chapter 4")
        await reader.press("j", "j", "enter")
        await reader.on(ReadingScreen)
        third = reader.here.story.chapters[2]
        assert reader.here.offset == third.start
        await reader.press("t")
        await reader.on(ContentsScreen)
        assert "Chapter 3" in next(line for line in reader.lines if "▌" in line)
        await reader.press("G", "q")
        await reader.on(ReadingScreen)
        assert reader.here.offset == third.start


async def test_the_help_shows_every_key_of_reading(tmp_path: Path) -> None:
    """`?` opens it, moving through it reaches every command, q closes it."""
    async with story(numbered(tmp_path), (110, 30)) as reader:
        await reader.press("question_mark")
        await reader.on(HelpScreen)
        seen = ""
        for _ in range(8):
            seen += reader.text
            await reader.press("space")
        for command in COMMANDS:
            if command.place is Place.READING:
                assert command.label in seen, command.id
        await reader.press("q")
        await reader.on(ReadingScreen)


@pytest.mark.parametrize("size", [SIZES[0], SIZES[-1]], ids=str)
async def test_reading_works_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """The page fits, turns there and back, and help and contents open over it."""
    async with story(numbered(tmp_path), size) as reader:
        assert len(reader.lines) == size[1]
        assert "Paragraph" in reader.text or "Chapter" in reader.text
        start = reader.lines
        await reader.press("space", "space", "b", "b")
        assert reader.lines[:-1] == start[:-1]
        for key, screen in (("question_mark", HelpScreen), ("t", ContentsScreen)):
            await reader.press(key)
            await reader.on(screen)
            await reader.press("j", "q")
            await reader.on(ReadingScreen)
        assert reader.lines[:-1] == start[:-1]


async def test_resizing_keeps_the_first_character(tmp_path: Path) -> None:
    """Through every size and back: the same offset, and in the end the same picture."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space", "space", "space")
        offset, start = reader.here.offset, reader.lines
        for size in (*SIZES, (1, 1), (5, 3), (80, 24)):
            await reader.pilot.resize_terminal(*size)
            await reader.pilot.pause()
            assert tuple(reader.app.screen.size) == size
            assert reader.here.offset == offset
        assert reader.lines[:-1] == start[:-1]


@pytest.mark.parametrize("size", [(20, 5), (80, 24)], ids=str)
async def test_a_list_longer_than_the_screen_is_scrolled_to_its_end(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The last of sixty chapters and the last key of the help come into sight."""
    async with story(numbered(tmp_path, 900), size) as reader:
        await reader.press("t")
        await reader.on(ContentsScreen)
        await reader.press("G")
        await reader.shows("Chapter 60")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.press("question_mark")
        await reader.on(HelpScreen)
        await reader.press("G")
        await until(reader.pilot, lambda: "▌" in reader.text, "the last line")


async def test_a_page_that_is_gone_before_its_screen_troubles_nobody(tmp_path: Path) -> None:
    """A screen on its way out is still asked what is selected, and to paint itself."""
    async with story(numbered(tmp_path)) as reader:
        await reader.screen.query_one(PageView).remove()

        assert reader.screen.selected() == ""
        assert reader.app.check_action("do", ("copy.selection",)) is False
        reader.screen.repaint()


async def test_a_look_at_the_contents_leaves_the_place(tmp_path: Path) -> None:
    """The way back is told; who leaves comes back to the place, and is offered the look."""
    path = numbered(tmp_path)
    async with story(path) as reader:
        await reader.press("space", "t")
        await reader.on(ContentsScreen)
        await reader.press("G", "enter")
        await reader.on(ReadingScreen)
        await reader.shows("Esc returns to page 2 · Space reads on")
        await reader.press("q")
    async with story(path) as reader:
        await reader.shows(": ` goes there.")
        assert shows_page(reader, 2)
        await reader.press("grave_accent")
        await reader.shows("Chapter 4", "Esc returns to page 2")
        await reader.press("space")
        await reader.shows("Ctrl-O goes back to page 2")
        await reader.press("ctrl+o")
        assert shows_page(reader, 2)
        assert reader.reading.home is None


async def test_the_end_is_read_by_turning_or_by_saying_so(tmp_path: Path) -> None:
    """A look at it finishes nothing, however often the page is turned from there."""
    path = numbered(tmp_path)
    async with story(path) as reader:
        await reader.press("space", "G", "space")
        await reader.shows("Enter reads on here")
        await reader.press("q")
    async with story(path) as reader:
        assert shows_page(reader, 2)
        await reader.press("G", "enter", "q")
    async with story(path) as reader:
        assert reader.here.at_end
