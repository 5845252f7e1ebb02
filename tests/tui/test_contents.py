"""The contents: filtered by words, gone to by number."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.story import Chapter, Offset
from reader.tui.screens.contents import ContentsScreen, matching, numbered
from reader.tui.screens.reading import ReadingScreen
from tests.tui.driving import story

TITLES = ("The Lamp", "The River in Spring", "Évening", "Lamplighters")
CHAPTERS = [Chapter(Offset(at), Offset(at + 1), title, 1) for at, title in enumerate(TITLES)]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("", TITLES),
        ("lamp", ("The Lamp", "Lamplighters")),
        ("evening", ("Évening",)),
        ("spring river", ("The River in Spring",)),
        ("nothing of this", ()),
        ("3", TITLES),
    ],
)
def test_words_filter_and_a_number_does_not(typed: str, left: tuple[str, ...]) -> None:
    """In the order of the story, whatever case and accents were typed."""
    assert tuple(chapter.title for chapter in matching(CHAPTERS, typed)) == left


@given(st.text(max_size=20))
def test_only_a_plain_number_is_one(typed: str) -> None:
    """Anything can be typed."""
    number = numbered(typed)

    assert number == 0 or str(number) == str(int(typed))


async def test_the_contents_are_filtered_as_it_is_typed(path: Path) -> None:
    """Enter goes to the only one left; Esc shows all again, with the same one current."""
    async with story(path) as driver:
        await driver.press("t")
        await driver.on(ContentsScreen)
        await driver.press("slash")
        await driver.write("3")
        await driver.lacks("Nothing")
        assert driver.app.screen.list_view.at == 2  # type: ignore[attr-defined]
        await driver.press("escape")
        await driver.shows("Chapter 1", "Chapter 4")
        await driver.press("slash")
        await driver.write("chapter 4")
        await driver.lacks("Chapter 2")
        await driver.press("enter")
        await driver.on(ReadingScreen)
        await driver.shows("Paragraph 46 begins")


async def test_a_filter_hides_no_chapter_of_few(path: Path) -> None:
    """The panel makes room for the line that is typed."""
    async with story(path) as driver:
        await driver.press("t")
        await driver.shows("Chapter 1", "Chapter 4")
        await driver.press("slash")
        await driver.shows("Filter:", "Chapter 1", "Chapter 4")
        await driver.write("chapter")
        await driver.shows("Chapter 1", "Chapter 4")


async def test_a_number_goes_to_that_chapter(path: Path) -> None:
    """Counted through the contents."""
    async with story(path) as driver:
        await driver.press("t", "slash")
        await driver.write("2")
        await driver.press("enter")
        await driver.on(ReadingScreen)
        await driver.shows("Paragraph 16 begins")


async def test_chapters_that_come_too_early_or_too_late_are_no_error(tmp_path: Path) -> None:
    """A story that was read again renews its contents, which may not stand yet, or no more."""
    path = tmp_path / "two.txt"
    path.write_text("CHAPTER I\n\nOne day.\n\nCHAPTER II\n\nAnother day.\n", "utf-8")
    async with story(path) as reader:
        early = ContentsScreen(reader.screen.page_theme, reader.reading.shown, repr, list)
        early.renew(reader.reading.shown)
        await reader.press("t")
        await reader.on(ContentsScreen)
        late = reader.app.screen
        assert isinstance(late, ContentsScreen)
        await reader.press("escape")
        await reader.on(ReadingScreen)

        late.renew(reader.reading.shown)

        assert not late.list_view.is_attached
