"""The screen that tells of a story corrects its title, its author and what is hidden of it."""

from pathlib import Path

import pytest

from reader.formats.choices import Choices
from reader.tui.screens.about import AboutScreen
from reader.tui.screens.reading import ReadingScreen
from tests.tui.driving import Driver, story
from tests.tui.test_knowing import settled

ADVERT = "Read more at www.kelp.example"


def salted(folder: Path) -> Path:
    """Forty paragraphs with an advertisement after each fifth."""
    parts = []
    for number in range(100, 140):
        parts.append(f"The ferry of day {number} had gone, and the boy sat down upon the planks.")
        if number % 5 == 0:
            parts.append(ADVERT)
    path = folder / "ferry.txt"
    path.write_text("\n\n".join(parts) + "\n", "utf-8")
    return path


async def type_over(reader: Driver, text: str) -> None:
    """Put this into the line in place of what stands in it."""
    await reader.asked()
    await reader.press("ctrl+a", "ctrl+k", "ctrl+u")
    await reader.write(text)
    await reader.press("enter")


async def test_the_title_is_corrected_and_given_back(tmp_path: Path) -> None:
    """From the page or from the list; the name on the page and the list say so at once."""
    async with story(salted(tmp_path), (90, 40)) as reader:
        await reader.press("R")
        await type_over(reader, "The Salt Road")
        await settled(reader, Choices(title="The Salt Road"))
        await reader.shows("Title: The Salt Road.")
        await reader.press("i")
        await reader.on(AboutScreen)
        await reader.shows("The Salt Road", "you chose it")
        await reader.press("g", "enter")
        await type_over(reader, "")
        await settled(reader, Choices())
        await reader.on(AboutScreen)
        await reader.shows("title         ferry")
        await reader.press("q")
        await reader.on(ReadingScreen)


async def test_an_author_whom_the_file_does_not_tell_is_given(tmp_path: Path) -> None:
    """The line of the list says that it is not told, and takes it."""
    async with story(salted(tmp_path), (90, 40)) as reader:
        await reader.press("i")
        await reader.on(AboutScreen)
        await reader.shows("author        not told")
        await reader.press("g", "j", "enter")
        await type_over(reader, "Miriam Aske")
        await settled(reader, Choices(author="Miriam Aske"))
        await reader.shows("Miriam Aske")
        await reader.press("z")
        await settled(reader, Choices())
        await reader.shows("author        not told")


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_a_question_left_as_it_is_changes_nothing(tmp_path: Path, key: str) -> None:
    """Neither Esc nor the same title again."""
    async with story(salted(tmp_path)) as reader:
        await reader.press("R")
        await reader.asked()
        await reader.press(key)
        await reader.press("space")
        await settled(reader, Choices())
        assert reader.here.story.title == "ferry"


async def test_lines_are_hidden_and_shown_again(tmp_path: Path) -> None:
    """The page stays at its words; with nothing typed all lines are there again."""
    async with story(salted(tmp_path), (90, 30)) as reader:
        await reader.shows(ADVERT)
        await reader.press("space")
        words = reader.here.story.text[reader.here.offset :][:40]
        await reader.press("X")
        await type_over(reader, "more * kelp")
        await settled(reader, Choices(hidden=("more * kelp",)))
        await reader.lacks(ADVERT)
        here = reader.here
        assert here.story.text[here.offset :].startswith(words[:20]) or words.startswith(ADVERT)
        await reader.press("X")
        await type_over(reader, "")
        await settled(reader, Choices())
        await reader.press("g")
        await reader.shows(ADVERT)


async def test_words_that_would_hide_all_are_not_taken(tmp_path: Path) -> None:
    """The reader is told why."""
    async with story(salted(tmp_path)) as reader:
        await reader.press("X")
        await type_over(reader, " * ")
        await reader.shows("This would hide every line.")
        await settled(reader, Choices())
