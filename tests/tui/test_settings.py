"""The settings screen, changed keys, the palette, the help: what the reader has decided is so."""

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Static

from reader.commands.command import Place
from reader.commands.table import COMMANDS, commands_of
from reader.formats.choices import Choices
from reader.settings.load import load_settings
from reader.settings.settings import SETTINGS
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.looks import ThemesScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.settings import SettingsScreen, setting_rows
from reader.tui.screens.shelf import ShelfScreen
from tests.tui.driving import Driver, shelf, story
from tests.waiting import until


def write(config: Path, text: str) -> None:
    """Write the settings file by hand."""
    config.write_text(text, "utf-8")


def written(config: Path) -> str:
    """The settings file as it stands."""
    return config.read_text("utf-8")


def told(driver: Driver) -> str:
    """What was told beside the page."""
    return "\n".join(notice.message for notice in driver.app._notifications)


async def settings_of(driver: Driver) -> SettingsScreen:
    """Open the settings."""
    await driver.press("comma")
    await driver.on(SettingsScreen)
    screen = driver.app.screen
    assert isinstance(screen, SettingsScreen)
    await until(driver.pilot, lambda: screen.list_view.current == "library", "the first setting")
    return screen


async def at(driver: Driver, screen: SettingsScreen, key: str) -> None:
    """Go to a setting."""
    screen.list_view.go(setting_rows().index(key))
    await driver.pilot.pause()
    assert screen.list_view.current == key


async def test_every_setting_is_there_with_its_meaning(path: Path) -> None:
    """Passing over headings, each tells what it is for and what decides it."""
    async with story(path, (120, 50)) as driver:
        screen = await settings_of(driver)
        seen = []
        for _ in SETTINGS:
            key = screen.list_view.current
            assert key is not None
            seen.append(key)
            await driver.shows(SETTINGS[key].label, SETTINGS[key].meaning[:30])
            assert screen.source(key) == "default"
            await driver.press("j")
        await driver.press("g")
        assert screen.list_view.current == "library"

    assert sorted(seen) == sorted(SETTINGS)


async def test_a_change_is_seen_behind_and_kept_with_its_comment(path: Path, config: Path) -> None:
    """The page changes at once; the file is begun with every meaning in it."""
    async with story(path) as driver:
        screen = await settings_of(driver)
        await at(driver, screen, "measure")
        await driver.press("left", "left", "left")
        assert driver.context.settings.measure == 60
        assert screen.source("measure") == "file"
        behind = next(s for s in driver.app.screen_stack if isinstance(s, ReadingScreen))
        assert behind.view.frame.measure == 60
        await until(driver.pilot, config.exists, "the file")

    lines = written(config).splitlines()
    here = lines.index("measure = 60")
    assert lines[here - 1] == f"# {SETTINGS['measure'].told}"


async def test_reset_takes_the_setting_out_of_the_file(path: Path, config: Path) -> None:
    """What was written by hand beside it stays."""
    write(config, "# mine\nleading = 2\nmeasure = 50\n")
    async with story(path) as driver:
        screen = await settings_of(driver)
        await at(driver, screen, "measure")
        assert screen.source("measure") == "file"
        await driver.press("r")
        assert driver.context.settings.measure == 66
        assert screen.source("measure") == "default"

    assert "# mine\nleading = 2\n" in written(config)
    assert load_settings(config)[0].measure == 66


@pytest.mark.slow
async def test_every_setting_with_steps_goes_there_and_back(path: Path) -> None:
    """More and less in place, whatever it is a setting of."""
    async with story(path, (60, 16)) as driver:
        screen = await settings_of(driver)
        for key in [key for key in SETTINGS if SETTINGS[key].values]:
            await at(driver, screen, key)
            before = getattr(driver.context.settings, key)
            await driver.press("right")
            assert getattr(driver.context.settings, key) != before
            await driver.press("left")
            assert getattr(driver.context.settings, key) == before


async def test_a_number_and_a_folder_are_typed(path: Path, tmp_path: Path) -> None:
    """A wrong one is named and changes nothing."""
    async with story(path) as driver:
        screen = await settings_of(driver)
        await at(driver, screen, "measure")
        await driver.press("enter")
        await driver.asked()
        await driver.press("end", "backspace", "backspace", "9", "0", "enter")
        assert driver.context.settings.measure == 90
        await driver.press("enter")
        await driver.asked()
        await driver.press("9", "enter")
        assert driver.context.settings.measure == 90
        await driver.shows("is not a number from 40 to 100")
        await at(driver, screen, "library")
        await driver.press("enter")
        await driver.asked()
        await driver.write(str(tmp_path))
        await driver.press("enter")
        assert driver.context.settings.library == (tmp_path,)


async def test_a_theme_is_chosen_from_the_list_and_seen_while_it_is(path: Path) -> None:
    """Esc brings the old one back, Enter keeps the new one."""
    async with story(path) as driver:
        screen = await settings_of(driver)
        await at(driver, screen, "theme")
        await driver.press("enter")
        await driver.on(ThemesScreen)
        await driver.press("G")
        assert driver.app.theme == "tokyo-night"
        await driver.press("escape")
        await driver.on(SettingsScreen)
        assert driver.app.theme == "dusk"
        await driver.press("enter")
        await driver.on(ThemesScreen)
        await driver.press("j", "enter")
        await driver.on(SettingsScreen)
        assert driver.app.theme == "paper"
        assert driver.context.settings.theme == "paper"


async def test_what_wins_over_the_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment, and the look that a story has of its own."""
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(path.parent))
    async with story(path) as driver:
        screen = driver.screen
        driver.context.store.stories.set_choices(
            screen.reading.opened.id or 0, Choices(style=("measure = 50",)).to_json()
        )
    async with story(path) as driver:
        shown = await settings_of(driver)
        assert shown.source("library") == "NIGHTSTAND_LIBRARY"
        await driver.shows("Set by NIGHTSTAND_LIBRARY")
        await at(driver, shown, "measure")
        assert shown.source("measure") == "story"
        shown_text = " ".join(driver.text.replace("│", " ").split())
        assert "This story has its own: s changes it." in shown_text


async def test_what_another_key_changes_meanwhile_stays(path: Path, config: Path) -> None:
    """The theme is changed over the settings, and then a setting."""
    async with story(path) as driver:
        screen = await settings_of(driver)
        await driver.press("T")
        assert driver.context.settings.theme == "paper"
        assert screen.source("theme") == "file"
        await at(driver, screen, "measure")
        await driver.press("right")
        assert driver.context.settings.theme == "paper"
        assert driver.app.theme == "paper"
    assert load_settings(config)[0].theme == "paper"


async def test_the_settings_open_from_the_shelf_and_once(library_folder: Path) -> None:
    """Over any list, and not over themselves."""
    async with shelf(library_folder) as driver:
        await settings_of(driver)
        await driver.press("comma")
        assert sum(isinstance(s, SettingsScreen) for s in driver.app.screen_stack) == 1
        await driver.press("q")
        await driver.on(ShelfScreen)


async def test_key_hints_can_be_hidden(library_folder: Path, config: Path) -> None:
    """The foot of a list is there or not."""
    async with shelf(library_folder) as driver:
        await driver.shows("Enter open ")
    write(config, "footer = false\n")
    async with shelf(library_folder) as driver:
        assert "Enter open " not in driver.text


async def test_a_changed_key_does_what_it_is_to_do(path: Path, config: Path) -> None:
    """The old one no longer does, nor what had the key before; help and hints show it."""
    write(config, '[keys]\n"page.next" = "n"\n"list.close" = "x"\nhelp = "f7"\n')
    async with story(path) as driver:
        await until(driver.pilot, lambda: "no longer 'Next hit'" in told(driver), "the clash")
        await driver.press("n")
        assert driver.here.number == 1
        await driver.press("space")
        assert driver.here.number == 1
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, ReadingScreen)
        await driver.press("f7")
        await driver.on(HelpScreen)
        help_screen = driver.app.screen
        assert isinstance(help_screen, HelpScreen)
        assert "x close" in str(help_screen.query_one("#hints", Static).render())
        rows = {line.id: line.keys for line in help_screen.list_view.items}
        assert rows["page.next"] == ["n"]
        assert rows["search.next"] == []
        await driver.press("q")
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.press("x")
        await driver.on(ReadingScreen)


async def test_what_is_wrong_with_the_settings_is_told_and_no_more(
    path: Path, config: Path
) -> None:
    """Each in words with a suggestion; reading goes on."""
    write(config, 'measur = 70\n[keys]\n"page.nxt" = "x"\nhelp = "ctrl+foo"\n')
    async with story(path, (100, 30)) as driver:
        await until(driver.pilot, lambda: told(driver), "what is wrong")
        for words in (
            "did you mean 'measure'?",
            "did you mean 'page.next'?",
            "'ctrl+foo' is not a key",
        ):
            assert words in told(driver)
        await driver.press("space")
        assert driver.here.number == 1
        await driver.press("f1")
        await driver.on(HelpScreen)


async def test_the_key_that_opened_the_help_closes_it(path: Path) -> None:
    """And the keys of the screen behind come first in it."""
    async with shelf(path.parent) as driver:
        await driver.press("question_mark")
        await driver.on(HelpScreen)
        assert "The shelf" in driver.text
        await driver.press("question_mark")
        await driver.on(ShelfScreen)


async def test_the_palette_has_every_command_that_can_be_given(path: Path) -> None:
    """Each where it is answered; what needs a search or a question is there when that is."""
    async with story(path) as driver:
        offered = driver.screen.able()
        for command in commands_of(Place.READING, Place.STORY, Place.ANYWHERE):
            if not command.sometimes and command.id not in ("palette", "jump.twice"):
                assert command.id in offered
        await settings_of(driver)
        screen = driver.app.screen
        assert isinstance(screen, SettingsScreen)
        offered = screen.able()
        for command in commands_of(Place.SETTINGS, Place.LIST):
            assert command.id in offered


async def test_a_command_of_the_palette_is_done(path: Path) -> None:
    """Typed by its name and chosen."""
    async with story(path) as driver:
        await driver.press("ctrl+p")
        await driver.on(HelpScreen)
        await driver.asked()
        await driver.write("page")
        await driver.shows("Next page", "Space PgDn f → l")
        await driver.press("up", "down", "ctrl+u")
        await driver.write("last page")
        await driver.shows("Last page", "Go to the last page")
        await driver.lacks("Next page")
        await driver.press("enter")
        await driver.on(ReadingScreen)
        await until(driver.pilot, lambda: driver.here.at_end, "the last page")


def test_every_command_is_in_the_help() -> None:
    """With its name, and all of its keys."""
    from reader.tui.screens.help import help_lines, whole_keys

    lines = {line.id: line for line in help_lines({})}
    for command in COMMANDS:
        line = lines[command.id]
        assert line.label == command.label
        assert "…" not in whole_keys(line.keys, 50)
        for room in range(1, 50):
            shown = whole_keys(line.keys, room)
            assert len(shown) <= room
            whole = room >= max(map(len, line.keys)) + 2
            assert not whole or set(shown.split()) - {"…"} <= set(line.keys)


def test_the_help_begins_with_what_can_be_done_where_it_was_opened() -> None:
    """Not with a heading of which hardly a command can be given there."""
    from reader.tui.screens.help import help_lines

    assert help_lines({}, ShelfScreen.PLACES)[0].label == "The shelf"
    assert help_lines({}, ReadingScreen.PLACES)[0].label == "Turning pages"


async def test_the_help_is_filtered_and_gives_the_command(path: Path) -> None:
    """By words or by a key; what cannot be given here is told to be so."""
    async with story(path) as driver:
        await driver.press("question_mark", "slash")
        await driver.asked()
        await driver.write("bookmark.delete")
        await driver.press("enter")
        await driver.shows("“Delete” cannot be used here.")
        await driver.press("slash", "ctrl+u")
        await driver.write("G")
        await driver.shows("Last page")
        await driver.press("enter", "g", "down", "enter")
        assert isinstance(driver.app.screen, HelpScreen | ReadingScreen)


def test_commands_are_found_by_their_words_or_a_key() -> None:
    """Every word must be there; those that are so called come first."""
    from reader.tui.screens.help import help_lines

    assert [line.id for line in help_lines({}, typed="ctrl-o")] == ["jump.back"]
    assert help_lines({}, typed="theme")[0].id == "theme.next"
    assert "theme.next" in [line.id for line in help_lines({}, typed="THEME next")]
    assert help_lines({}, typed="no such thing") == []
    assert [one.id for one in help_lines({}, only={"quit"}) if one.id] == ["quit"]


async def test_focus_leaves_nothing_but_the_text(path: Path, config: Path) -> None:
    """Head and folio go, the text stays where it is; it is remembered."""
    async with story(path) as driver:
        before = driver.lines
        await driver.press("Z")
        await driver.press("escape")
        assert driver.lines[0] == driver.lines[-1] == ""
        assert driver.lines[2:-2] == before[2:-2]
    assert "focus = true" in written(config).splitlines()
    async with story(path) as driver:
        assert driver.lines[0] == driver.lines[-1] == ""
        await driver.press("Z")
        assert driver.lines == before


async def test_a_sentence_is_said_without_a_folio(path: Path, config: Path) -> None:
    """Where the page has no row for it, it takes the last one."""
    write(config, "folio = false\n")
    async with story(path) as driver:
        before = driver.lines[-1]
        await driver.press("minus")
        assert "Lines of 65 cells" in driver.lines[-1] or "cells" in driver.lines[-1]
        await driver.press("escape")
        assert "cells" not in driver.lines[-1]
        assert before == "" or before


async def test_copying_takes_the_storys_own_words(path: Path) -> None:
    """The page, or the first paragraph that begins on it, without the breaks of its lines."""
    async with story(path) as driver:
        await driver.press("P")
        copied = driver.app.clipboard
        assert copied.startswith("Paragraph 1 begins, and the lamp")
        assert copied.endswith("the time.")
        assert "\n" not in copied
        await driver.shows(f"Copied {len(copied.split())} words")
        await driver.press("Y")
        page = driver.app.clipboard
        assert page.startswith("Chapter 1\n\nParagraph 1 begins")
        assert copied in page


async def test_a_selection_is_copied_and_let_go(path: Path) -> None:
    """By `Y`, and by Ctrl-C, which leaves only when nothing is selected."""
    async with story(path) as driver:
        for key in ("Y", "ctrl+c"):
            await driver.pilot.mouse_down(offset=(7, 4))
            await driver.pilot.hover(offset=(17, 4))
            await driver.pilot.mouse_up(offset=(17, 4))
            assert driver.screen.selected() == "Paragraph 1"
            await driver.press(key)
            assert driver.app.clipboard == "Paragraph 1"
            assert driver.screen.selected() == ""
            driver.app._clipboard = ""


async def test_ctrl_c_leaves_when_nothing_is_selected(path: Path) -> None:
    """As in any program of a terminal."""
    async with story(path) as driver:
        assert not driver.screen.can("copy.selection")
        await driver.pilot.press("ctrl+c")
        await until(driver.pilot, lambda: driver.app._exit, "the end")


async def test_tmux_has_its_hint(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps what is copied to itself unless it is told otherwise."""
    monkeypatch.setenv("TMUX", "/tmp/tmux")
    async with story(path) as driver:
        await driver.press("P")
        await driver.shows("set-clipboard on")


def _shows_offer(driver: Driver, shown: bool) -> bool:
    return ("Buy more" in driver.text) is shown


async def test_lines_hidden_in_all_stories_are_hidden_in_the_open_one(tmp_path: Path) -> None:
    """At once, and shown again when the setting is taken back."""
    path = tmp_path / "mill.txt"
    path.write_text("The mill stood.\n\nBuy more at example dot org\n\nIt rained.\n", "utf-8")
    async with story(path) as driver:
        settings = driver.context.settings
        for hidden in (("Buy more*",), ()):
            driver.app.preferences.keep(settings.replace(hidden_lines=hidden), {})
            shown = not hidden
            await until(driver.pilot, partial(_shows_offer, driver, shown), "the story read anew")
