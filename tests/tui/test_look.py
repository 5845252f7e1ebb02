"""Changing the look of the page: the panel, the quick keys, two pages, scrolling."""

from pathlib import Path

import pytest

from reader.context import set_up
from reader.formats.choices import Choices
from reader.reading.navigator import Navigator, Scroll
from reader.reading.open import open_bytes
from reader.settings.settings import SETTINGS
from reader.tui.app import NightstandApp
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.looks import LooksScreen
from reader.tui.screens.reading import ReadingScreen, notices
from tests.tui.driving import Driver, numbered, story
from tests.waiting import until


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digit waits as long as it takes for the next key."""
    monkeypatch.setattr(notices, "_DIGIT_SECONDS", 1000.0)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digit stands alone at once."""
    monkeypatch.setattr(notices, "_DIGIT_SECONDS", 0.001)


def write(config: Path, text: str) -> None:
    """Write the settings file by hand."""
    config.write_text(text, "utf-8")


def whole(config: Path) -> str:
    """The settings file as it stands."""
    return config.read_text("utf-8")


def written(config: Path) -> str:
    """What the settings file says; empty where there is none."""
    lines = config.read_text("utf-8").splitlines(keepends=True) if config.exists() else []
    return "".join(line for line in lines if line.strip() and line[0] not in "#[")


def behind(driver: Driver) -> ReadingScreen:
    """The reading screen, whether or not the panel is over it."""
    return next(s for s in driver.app.screen_stack if isinstance(s, ReadingScreen))


def here(driver: Driver) -> Navigator:
    """Where the reader is, whether or not the panel is over it."""
    return behind(driver).reading.shown


def measure(driver: Driver) -> int:
    """Cells of a line on the page."""
    return behind(driver).view.frame.measure


async def look(driver: Driver) -> LooksScreen:
    """Open the panel."""
    await driver.press("s")
    await driver.on(LooksScreen)
    screen = driver.app.screen
    assert isinstance(screen, LooksScreen)
    return screen


async def test_the_page_changes_behind_the_panel_and_its_first_character_stays(path: Path) -> None:
    """Every feature in turn, more and less: the place never moves."""
    async with story(path) as driver:
        await driver.press("space", "space")
        place = here(driver).offset
        await look(driver)
        await driver.shows("Theme")
        await driver.press("j", "l")
        assert measure(driver) == 68
        await driver.press("h", "left", "minus")
        assert measure(driver) == 62
        for _ in range(15):
            await driver.press("j", "l")
            assert here(driver).offset == place


async def test_the_panel_leaves_the_first_line_of_the_page_in_sight(path: Path) -> None:
    """At every size there is something to see of what is changed."""
    for size in [(20, 6), (40, 10), (80, 24), (200, 50)]:
        async with story(path, size) as driver:
            frame = driver.screen.view.frame
            first = driver.lines[frame.top].strip()
            panel = await look(driver)
            assert driver.lines[frame.top].strip() == first
            assert panel.query_one("#panel").size.height >= min(3, size[1] // 2)


async def test_enter_keeps_and_leaves_the_rest_of_the_file(path: Path, config: Path) -> None:
    """The setting is written behind what the reader wrote."""
    write(config, "# my own words\nleading = 2\n")
    async with story(path) as driver:
        await look(driver)
        await driver.press("j", "h", "h", "h", "enter")
        await driver.on(ReadingScreen)
        await driver.shows("Kept.")
        assert driver.context.settings.measure == 60
        await until(driver.pilot, lambda: "measure" in written(config), "the file")

    assert whole(config) == "# my own words\nleading = 2\nmeasure = 60\n"


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_esc_puts_everything_back(path: Path, config: Path, key: str) -> None:
    """Page, theme and settings are as before; nothing is written."""
    async with story(path) as driver:
        await driver.shows("all keys")
        before = driver.text
        await look(driver)
        await driver.press("l", "j", "l", "j", "l")
        assert driver.app.theme == "paper"
        await driver.press(key)
        await driver.on(ReadingScreen)
        assert driver.app.theme == "dusk"
        assert driver.text == before

    assert written(config) == ""


async def test_a_theme_is_worn_while_it_is_tried_and_kept_by_enter(
    path: Path, config: Path
) -> None:
    """The first line of the panel."""
    async with story(path) as driver:
        await look(driver)
        await driver.press("l", "enter")
        await driver.on(ReadingScreen)
        assert driver.app.theme == "paper"

    assert written(config) == 'theme = "paper"\n'


async def test_the_next_theme_is_kept(path: Path, config: Path) -> None:
    """`T` is written down too, at the latest on leaving, and the panel knows of it."""
    async with story(path) as driver:
        await driver.press("T")
        await driver.shows("Theme: Paper")
        await look(driver)
        await driver.shows("‹ Paper")
        await driver.press("escape")
        await driver.on(ReadingScreen)
        assert driver.app.theme == "paper"

    assert written(config) == 'theme = "paper"\n'


async def test_a_look_for_this_story_only(path: Path, tmp_path: Path, config: Path) -> None:
    """It is there when the story is opened again, and in no other story."""
    async with story(path) as driver:
        await look(driver)
        await driver.press("o", "j", "h", "h")
        await driver.shows("this story only")
        await driver.press("enter")
        await driver.shows("Kept for this story.")
    assert written(config) == ""

    async with story(path) as driver:
        assert measure(driver) == 62
        await driver.press("minus")
        assert driver.reading.opened.choices.style == ("measure = 60",)
        await look(driver)
        await driver.shows("this story only")
        await driver.press("r", "enter")
        await driver.on(ReadingScreen)
        assert measure(driver) == 66
        assert driver.reading.opened.choices == Choices()

    async with story(numbered(tmp_path, 20, "other.txt")) as driver:
        assert measure(driver) == 66


async def test_a_story_from_a_pipe_has_no_look_of_its_own() -> None:
    """There is nothing to keep it with."""
    context, _ = set_up()
    app = NightstandApp(context, open_bytes(b"Once.\n\nTwice.\n", "pipe"))
    async with app.run_test() as pilot:
        driver = Driver(app, pilot)
        await until(pilot, lambda: driver.screen.is_mounted, "the page")
        await look(driver)
        await driver.press("o")
        await driver.shows("all stories")
    context.store.close()


async def test_a_file_that_cannot_be_written_is_said(path: Path, config: Path) -> None:
    """The look is worn all the same."""
    write(config, "measure = [")
    async with story(path) as driver:
        await driver.press("minus")
        said = driver.app._notifications
        await until(driver.pilot, lambda: any("TOML" in one.message for one in said), "why")
        assert measure(driver) == 64

    assert written(config) == "measure = ["


async def test_lines_grow_and_shrink_by_a_key(path: Path) -> None:
    """`+` and `=` by two cells, `-` back, a count by as many steps."""
    async with story(path, (100, 24)) as driver:
        place = driver.here.offset
        await driver.press("plus", "equals_sign")
        assert measure(driver) == 70
        await driver.shows("Lines of 70 cells.")
        await driver.press("3", "minus")
        assert measure(driver) == 64
        assert driver.here.offset == place


async def test_lines_that_the_screen_cuts_short(path: Path) -> None:
    """Longer is refused with a word, shorter begins at what is seen."""
    async with story(path, (54, 24)) as driver:
        assert measure(driver) == 50
        await driver.press("plus")
        await driver.shows("as long as the screen allows")
        await driver.press("minus")
        assert measure(driver) == 48


@pytest.mark.usefixtures("hasty")
async def test_two_pages_and_one_again(path: Path) -> None:
    """`2` alone toggles the spread; both page numbers stand in the folio, the place stays."""
    async with story(path, (160, 24)) as driver:
        await driver.shows("1–2 of")
        await driver.press("space")
        await driver.shows("3–4 of")
        place = driver.here.offset
        await driver.press("2")
        await driver.shows("One page at a time.")
        assert not driver.here.spread
        assert driver.here.offset == place
        await driver.press("2")
        await driver.shows("Two pages side by side.")
        assert driver.here.spread
        assert driver.here.offset == place
        assert driver.context.settings.spread == "auto"


@pytest.mark.usefixtures("hasty")
async def test_two_pages_where_there_is_little_room(path: Path) -> None:
    """On wish with shorter lines; where even those do not fit, a word says so."""
    async with story(path, (100, 24)) as driver:
        await driver.press("2")
        await driver.shows("Two pages side by side.")
        assert measure(driver) == 45
    async with story(path, (80, 24)) as driver:
        await driver.press("2")
        await driver.shows("too narrow for two pages")


@pytest.mark.usefixtures("patient")
async def test_a_digit_that_is_followed_is_a_count(path: Path) -> None:
    """`25G`, `2 space` and `2j` are counts, and Esc drops one; no page is split."""
    async with story(path, (160, 10)) as driver:
        await driver.press("2", "5", "G")
        assert driver.here.number == 24
        await driver.press("g", "2", "space")
        assert driver.here.number == 4
        await driver.press("2", "escape", "space")
        assert driver.here.number == 6
        await driver.press("1", "2", "G")
        assert driver.here.number == 11
        assert driver.here.spread
        assert driver.context.settings.spread == "auto"


async def test_scrolling_by_lines(path: Path) -> None:
    """`v` scrolls from the same first character, `j` by a line, a wheel by three, `v` goes back."""
    async with story(path) as driver:
        await driver.press("space")
        place = driver.here.offset
        await driver.press("v")
        await driver.shows("Scrolling by lines.")
        assert isinstance(driver.here, Scroll)
        assert driver.here.offset == place
        top = driver.here.top
        await driver.press("j", "down")
        assert isinstance(driver.here, Scroll)
        assert driver.here.top == top + 2
        await driver.press("ctrl+d", "k", "up", "ctrl+u", "4", "j", "4", "k")
        assert driver.here.offset == place
        await driver.press("space", "b", "v")
        assert type(driver.here) is Navigator
        assert driver.here.offset == place


async def test_a_story_left_while_scrolling_is_scrolled_again(path: Path) -> None:
    """The way of reading is kept, and so is the line on top."""
    async with story(path) as driver:
        await driver.press("v", *"jjjjjjj")
        place = driver.here.offset

    async with story(path) as driver:
        assert isinstance(driver.here, Scroll)
        assert driver.here.offset == place


async def test_the_window_changes_under_the_panel(path: Path) -> None:
    """Page and panel are set for the new size, the place stays."""
    async with story(path) as driver:
        await driver.press("space", "space")
        place = here(driver).offset
        await look(driver)
        await driver.pilot.resize_terminal(50, 16)
        await until(driver.pilot, lambda: measure(driver) == 46, "the page at its new size")
        assert here(driver).offset == place
        await driver.press("escape")
        await driver.on(ReadingScreen)
        assert driver.here.offset == place
        assert measure(driver) == 46


async def test_the_end_of_a_long_list_can_be_seen(tmp_path: Path) -> None:
    """A list that is longer than the screen scrolls, its hints stay in sight."""
    async with story(numbered(tmp_path, 700)) as driver:
        await driver.press("t")
        await driver.on(ContentsScreen)
        await driver.press("G")
        await driver.shows("Chapter 47", "Esc close")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "xterm")])
async def test_without_colours_every_theme_is_the_terminals_own(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """The wish is kept for a terminal that has them."""
    monkeypatch.setenv(name, value)
    async with story(path) as driver:
        assert driver.app.theme == "terminal"
        await driver.press("T")
        assert driver.app.theme == "terminal"
        assert driver.context.settings.theme == "paper"


def test_the_panel_knows_every_setting_of_the_page() -> None:
    """What the frame and the page style take can be changed there."""
    from reader.settings.looks import LOOK_SETTINGS

    keys = {feature.key for feature in LOOK_SETTINGS}
    assert all(SETTINGS[key].values for key in keys)
    assert {"measure", "margin", "leading", "spread", "mode", "dialogue", "theme"} <= keys


async def test_the_place_to_come_back_to_follows_the_way_of_reading(path: Path) -> None:
    """Where something else is only looked at, the look of what was left changes with it."""
    async with story(path) as driver:
        home = driver.here.offset
        driver.screen.show(driver.reading.look(driver.here.turn(5)))
        await driver.press("v", "minus")
        assert isinstance(driver.reading.home, Scroll)
        assert driver.reading.home.offset == home
        assert driver.reading.home.layout is driver.here.layout
