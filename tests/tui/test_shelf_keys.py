"""What can be done on the shelf besides choosing: orders, kinds, folders, statuses, adding."""

import re
from pathlib import Path

import pytest
from textual import events

from reader import locator
from reader.context import set_up
from reader.reading.open import keep_up, open_path
from reader.shelf.scan import rescan
from reader.storage.values import Status
from reader.tui.screens.list_panel import ListPanel
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from tests.tui.driving import Driver, numbered, shelf
from tests.waiting import until


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Four stories, one of them begun, two in folders."""
    folder = tmp_path / "library"
    (folder / "tales" / "old").mkdir(parents=True)
    numbered(folder, name="almanac.txt")
    (folder / "brook.txt").write_text("The Brook\n\nby Zed\n\n\nOver stones.\n", "utf-8")
    (folder / "tales" / "candle.txt").write_text("It burns.\n", "utf-8")
    (folder / "tales" / "old" / "dew.txt").write_text("At dawn, and gone.\n", "utf-8")
    context, _ = set_up(folder)
    rescan(context)
    opened = open_path(context, folder / "tales" / "candle.txt")
    assert opened.id is not None
    keep_up(context, opened)
    context.store.places.remember(opened.id, locator.make(opened.story, 3))
    context.store.close()
    return folder


def order(reader: Driver) -> list[str]:
    """The stories in the order in which they stand on the screen."""
    names = ("almanac", "The Brook", "candle", "dew")
    found = {name: re.search(rf"(?m)^. {name}( |$)", reader.text) for name in names}
    return sorted((n for n, at in found.items() if at), key=lambda n: found[n].start())  # type: ignore[union-attr]


def move(old: Path, new: Path) -> None:
    """Give a folder another name, as if its disk were taken away."""
    old.rename(new)


def current(reader: Driver) -> str:
    """The row of the current story."""
    return next(line for line in reader.lines if line.startswith("▌"))


async def test_o_goes_through_the_orders_and_the_next_start_keeps_it(library: Path) -> None:
    """The story being read stays on top; the head names the order."""
    async with shelf(library) as reader:
        await reader.shows("by last read", "Continue reading")
        await reader.press("o")
        await reader.shows("by title")
        assert order(reader) == ["candle", "almanac", "The Brook", "dew"]
        await reader.press("o", "o")
        await reader.shows("by length")
        assert order(reader) == ["candle", "dew", "The Brook", "almanac"]
        await reader.press("O")
        await reader.shows("by author")
        assert order(reader)[:2] == ["candle", "The Brook"]
    async with shelf(library) as reader:
        await reader.shows("by author")


async def test_tab_goes_through_the_kinds(library: Path) -> None:
    """Each with its count; q shows all again before it leaves."""
    async with shelf(library) as reader:
        await reader.shows("All 4   Reading 1   To read 3")
        await reader.press("tab")
        await reader.shows("1 of 4 stories")
        assert order(reader) == ["candle"]
        await reader.press("tab")
        await reader.shows("3 of 4 stories")
        assert "candle" not in order(reader)
        await reader.press("shift+tab", "q")
        await reader.lacks("of 4 stories")
        assert len(order(reader)) == 4
        assert reader.app.is_running


async def test_a_folder_is_a_collection(library: Path) -> None:
    """Chosen from a list it stands in the head, with what lies below it."""
    async with shelf(library) as reader:
        await reader.press("c")
        await reader.on(ListPanel)
        await reader.shows("Collections", "All stories", "tales", "old")
        await reader.press("j", "enter")
        await reader.shows("Nightstand / tales", "2 of 4 stories")
        assert order(reader) == ["candle", "dew"]
        await reader.press("q")
        await reader.lacks("/ tales")


async def test_a_status_is_set_and_taken_back(library: Path) -> None:
    """What is set by hand outlives opening; `z` gives it back."""
    async with shelf(library) as reader:
        await reader.press("G")
        assert "dew" in current(reader)
        await reader.press("s")
        await reader.on(ListPanel)
        await reader.shows("• Automatic")
        await reader.press("g", "j", "j", "enter")
        await reader.shows("dew”: finished. z to undo.", "Finished 1")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.press("q")
        await reader.on(ShelfScreen)
        assert "finished" in current(reader)
        await reader.press("z")
        await reader.shows("is as it was")
        await reader.lacks("Finished 1")


async def test_reading_on_in_what_is_set_aside_is_asked_about(library: Path) -> None:
    """It stays so unless the reader says that they read it."""
    context, _ = set_up(library)
    known = context.store.stories.by_path(library / "almanac.txt")
    assert known is not None
    context.store.stories.set_status(known.id, Status.SET_ASIDE).result(10)
    context.store.close()
    async with shelf(library, (100, 24)) as reader:
        for answer, sign in (("n", "Set aside 1"), ("y", "Reading 2")):
            await reader.press("slash")
            await reader.asked()
            await reader.write("alman")
            await reader.press("enter")
            await reader.on(ReadingScreen)
            await reader.press("space", "q")
            await reader.on(ShelfScreen)
            await reader.shows("is marked set aside. Mark as reading again?")
            await reader.press(answer)
            await reader.lacks("Mark as reading again?")
            await reader.press("q")
            await reader.shows(sign)


async def test_the_pane_tells_about_the_current_story(library: Path) -> None:
    """Beside the list where there is room, below it when `i` asks for it."""
    async with shelf(library, (150, 30)) as reader:
        await reader.shows("It begins", "It burns.", "status        reading")
        await reader.press("j")
        await reader.shows("Paragraph 1 begins")
        await reader.press("i")
        await reader.lacks("It begins")
    async with shelf(library) as reader:
        await reader.lacks("It burns.")
        await reader.press("i")
        await reader.shows("reading · 2 words · plain text", "It burns.")


async def test_a_file_is_added_by_its_path(library: Path, tmp_path: Path) -> None:
    """It becomes the current story; added again it is noticed; what is not there is said."""
    path = tmp_path / "ember.txt"
    path.write_text("It glows.\n", "utf-8")
    async with shelf(library, (100, 24)) as reader:
        for typed, said in (
            (str(path), "Added “ember”."),
            (f"'{path}'", "“ember” is in the library already."),
            (str(tmp_path / "none.txt"), "Not added: none.txt (there is no such file)."),
        ):
            await reader.press("a")
            await reader.asked()
            await reader.write(typed)
            await reader.press("enter")
            await reader.shows(said)
            await reader.lacks("looking", "copying")
            if said.startswith("Added"):
                await until(reader.pilot, lambda: "ember" in current(reader), "to be current")


async def test_tab_completes_a_path_and_nothing_else(library: Path, tmp_path: Path) -> None:
    """What is there is listed, Tab goes on as far as it agrees, and the kinds stay as they are."""
    for name in ("heron one.txt", "heron two.txt"):
        (tmp_path / name).write_text(f"{name}\n\nIt stands.\n", encoding="utf-8")
    async with shelf(library) as reader:
        await reader.press("s", "j", "enter")
        await reader.shows("Reading 1")
        await reader.press("a")
        await reader.asked()
        await reader.hush()
        await reader.write(f"{tmp_path}/her")
        await reader.shows("heron one.txt", "heron two.txt", "Tab complete")
        await reader.press("tab", "shift+tab")
        await reader.shows("/heron\\")
        await reader.write("one.txt")
        await reader.press("enter")
        await reader.shows("Added “heron one”", "5 stories")
        await reader.lacks("heron two.txt")


async def test_what_is_dropped_is_added(library: Path, tmp_path: Path) -> None:
    """A terminal pastes its path; other pasted words are no file."""
    path = tmp_path / "old ember.txt"
    path.write_text("It glows.\n", "utf-8")
    async with shelf(library, (100, 24)) as reader:
        reader.app.screen.post_message(events.Paste(f"file://{str(path).replace(' ', '%20')}\r\n"))
        await reader.shows("Added “old ember”.", "5 stories", "old ember")
        reader.app.screen.post_message(events.Paste("once upon a time"))
        await reader.shows("not the path of an existing file")


async def test_new_files_appear_by_themselves(library: Path) -> None:
    """When the window has the keyboard again, nobody asks for it."""
    async with shelf(library) as reader:
        (library / "ember.txt").write_text("It glows.\n", "utf-8")
        reader.app.post_message(events.AppFocus())
        await reader.shows("5 stories", "ember")


async def test_a_library_that_is_not_there_says_so(tmp_path: Path, library: Path) -> None:
    """Its stories stay as they were, and when it is back it is looked into as before."""
    (library / "tales" / "candle.txt").rename(tmp_path / "candle.txt")
    away = library.with_name("away")
    async with shelf(library) as reader:
        move(library, away)
        await reader.press("R")
        await reader.shows(f"{library.name} not reached", "almanac", "dew")
        move(away, library)
        await reader.press("R")
        await reader.lacks("looking", "not reached")
        await reader.shows("almanac", "dew")


async def test_the_first_shelf_welcomes(tmp_path: Path, samples: Path) -> None:
    """One screen: the samples, where one's own belong, how to add them, five keys."""
    async with shelf(tmp_path / "mine") as reader:
        await reader.shows("Welcome.", "10 stories", "Press a to add your own")
        for words in ("Enter opens one", "Space turns its pages", "/ filter", "? keys", "q quit"):
            assert words in reader.text
        path = tmp_path / "ember.txt"
        path.write_text("It glows.\n", "utf-8")
        reader.app.screen.post_message(events.Paste(str(path)))
        await reader.shows("1 story", "ember")
        await reader.lacks("Welcome.")


async def test_what_stands_in_head_and_foot_can_be_clicked(library: Path) -> None:
    """A kind shows its stories, a hint does what its key does, and Esc shows all again."""
    async with shelf(library, (100, 24)) as reader:
        await reader.press("s", "j", "enter")
        await reader.shows("Reading 1")
        await reader.pilot.click(offset=(reader.lines[1].index("Reading"), 1))
        await reader.shows("1 of ", "Esc show all")
        foot = len(reader.lines) - 1
        await reader.pilot.click(offset=(reader.lines[foot].index("show all"), foot))
        await reader.lacks("1 of ", "Esc show all")
        await reader.press("slash")
        await reader.asked()
        await reader.write("e")
        await reader.press("enter")
        await reader.shows("“e”", "Esc show all")
        await reader.press("escape")
        await reader.lacks("“e”")
        assert isinstance(reader.app.screen, ShelfScreen)
