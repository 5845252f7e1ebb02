"""Stories whose files are not there: shown, found again, forgotten; and stories that have grown."""

from pathlib import Path

import pytest

from reader.tui.screens.reading import ReadingScreen
from tests.tui.driving import Driver, numbered, shelf
from tests.tui.test_care import paragraphs, read_to, written
from tests.waiting import until

TEXT = paragraphs(1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two stories; the one that was read is gone."""
    folder = tmp_path / "library"
    path = written(folder, TEXT, "lost.txt")
    numbered(folder, name="there.txt")
    read_to(path, TEXT[30][:60], mark=True)
    path.rename(tmp_path / "elsewhere.txt")
    return folder


async def on_lost(reader: Driver) -> None:
    """Make the missing story the current line."""
    await reader.shows("lost", "missing", "2 stories")
    await reader.press("g")
    rows = [line for line in reader.lines if "▌" in line]
    assert "lost" in rows[0]


async def test_a_missing_story_stays_with_its_place(library: Path) -> None:
    """Also after looking again, and after coming back from another story; it does not open."""
    async with shelf(library, (100, 24)) as reader:
        await on_lost(reader)
        await reader.press("R")
        await on_lost(reader)
        await reader.press("enter")
        await reader.shows("Missing: it was", "u to say", "forget")
        await reader.press("j", "enter")
        await reader.on(ReadingScreen)
        await reader.press("q")
        await reader.shows("missing")
        assert "Continue reading" not in reader.text


@pytest.mark.parametrize("edited", [False, pytest.param(True, marks=pytest.mark.slow)])
async def test_a_missing_story_is_found_again(library: Path, tmp_path: Path, edited: bool) -> None:
    """`u` and its path, the very text or an edited one: it opens at its place."""
    path = tmp_path / "elsewhere.txt"
    if edited:
        path = written(tmp_path, TEXT[:5] + paragraphs(4, 3) + TEXT[5:], "elsewhere.txt")
    async with shelf(library, (100, 24)) as reader:
        await on_lost(reader)
        await reader.press("u")
        await reader.asked()
        await reader.write(f"'{path}'")
        await reader.press("enter")
        await reader.shows("Found again")
        await reader.hush()
        await reader.lacks("missing")
        known = [one for one in reader.context.store.stories.known() if one.locator]
        assert [one.paths[0] for one in known] == [path]


async def test_another_text_takes_the_place_only_when_the_reader_says_so(
    library: Path, tmp_path: Path
) -> None:
    """Its words are others: it is asked, and no leaves all as it was."""
    path = written(tmp_path, paragraphs(9), "other.txt")
    async with shelf(library, (100, 24)) as reader:
        for answer, paths in (("n", "lost.txt"), ("y", "other.txt")):
            await on_lost(reader)
            await reader.press("u")
            await reader.asked()
            await reader.write(str(path))
            await reader.press("enter")
            await reader.shows("y/n  Is that “lost” all the same? It reads differently.")
            await reader.press(answer)
            await reader.lacks("y/n")
            (known,) = (one for one in reader.context.store.stories.known() if one.locator)
            assert known.paths[0].name == paths


async def test_a_path_that_holds_nothing_is_refused(library: Path, tmp_path: Path) -> None:
    """Nothing changes, and why is said."""
    async with shelf(library, (100, 24)) as reader:
        await on_lost(reader)
        await reader.press("u")
        await reader.asked()
        await reader.write(str(tmp_path / "nowhere.txt"))
        await reader.press("enter")
        await reader.shows("there is no such file")
        await on_lost(reader)


async def test_a_missing_story_is_forgotten_only_when_asked_twice(library: Path) -> None:
    """`x` asks and names what goes with it; `n` keeps, `y` forgets."""
    async with shelf(library, (100, 24)) as reader:
        await on_lost(reader)
        await reader.press("x")
        await reader.shows("y/n  Forget “lost”, its place and 1 bookmark, for good?")
        await reader.press("n")
        await reader.lacks("Forget")
        assert [one.title for one in reader.context.store.stories.known() if one.locator] == [
            "lost"
        ]
        await reader.press("x", "y")
        await reader.shows("Forgotten.", "1 story")
        await reader.lacks("missing")
        assert not [one for one in reader.context.store.stories.known() if one.locator]


async def test_a_story_that_is_there_cannot_be_forgotten(library: Path) -> None:
    """The keys mean nothing on it."""
    async with shelf(library, (100, 24)) as reader:
        await on_lost(reader)
        await reader.press("j", "x", "u")
        assert reader.app.screen.query_one("#hints").render() is not None
        assert "y/n" not in reader.text
        assert len(reader.context.store.stories.known()) == 2


@pytest.mark.parametrize("size", [(20, 6), (40, 10)])
async def test_the_question_stands_on_small_screens_too(
    library: Path, size: tuple[int, int]
) -> None:
    """Its keys are in sight however little room there is."""
    async with shelf(library, size) as reader:
        await reader.shows("missing")
        await reader.press("g", "x")
        await reader.shows("y/n  Forget")
        await reader.press("y")
        await until(
            reader.pilot,
            lambda: not [one for one in reader.context.store.stories.known() if one.locator],
            "to be forgotten",
        )


async def test_a_story_that_came_back_is_there_again(library: Path, tmp_path: Path) -> None:
    """The file is put where it was: nothing was lost meanwhile."""
    async with shelf(library, (100, 24)) as reader:
        await on_lost(reader)
        (tmp_path / "elsewhere.txt").rename(library / "lost.txt")
        await reader.press("R")
        await reader.shows("Continue reading")
        await reader.lacks("missing")


async def test_new_chapters_stand_on_the_shelf_until_the_story_is_opened(tmp_path: Path) -> None:
    """A serial that has grown says by how much."""
    folder = tmp_path / "library"
    folder.mkdir()
    read_to(numbered(folder, 45), "Paragraph 20 begins")
    numbered(folder, 75)
    async with shelf(folder, (100, 24)) as reader:
        await reader.shows("Continue reading", "2 new chapters")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.shows("2 new chapters since you stopped.")
        await reader.press("q")
        await reader.shows("Continue reading")
        await reader.lacks("new chapters")
