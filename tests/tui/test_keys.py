"""Keys changed by pressing others."""

from pathlib import Path

import pytest

from reader.commands.keys import shown_key
from reader.commands.table import COMMANDS
from reader.settings.load import load_settings
from reader.tui.screens.command_screen import binding_of
from reader.tui.screens.keys import KeysScreen, key_rows
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.settings import SettingsScreen, setting_rows
from tests.tui.driving import Driver, story
from tests.waiting import until


@pytest.fixture
def config(home: Path) -> Path:
    """The settings file; it is not there yet."""
    return home / "config" / "nightstand" / "settings.toml"


async def keys_of(driver: Driver, command_id: str) -> KeysScreen:
    """Open the keys from the settings, at a command."""
    await driver.press("comma")
    await driver.on(SettingsScreen)
    settings = driver.app.screen
    assert isinstance(settings, SettingsScreen)
    await until(driver.pilot, lambda: settings.here == "library", "the first setting")
    settings.list_view.go(setting_rows().index("keys"))
    await driver.press("enter")
    await driver.on(KeysScreen)
    screen = driver.app.screen
    assert isinstance(screen, KeysScreen)
    await until(driver.pilot, lambda: screen.here, "the first command")
    screen.list_view.go(key_rows().index(command_id))
    await driver.pilot.pause()
    assert screen.here == command_id
    return screen


async def test_every_command_is_listed_with_its_keys(path: Path) -> None:
    """Under its heading; what it does is told below."""
    listed = [row for row in key_rows() if not row.startswith("#")]
    assert sorted(listed) == sorted(command.id for command in COMMANDS)
    async with story(path, (90, 30)) as driver:
        screen = await keys_of(driver, "page.next")
        for command in COMMANDS:
            screen.list_view.go(key_rows().index(command.id))
            await driver.shows(f"{command.label} ", shown_key(command.keys[0]))


async def test_the_key_that_is_pressed_is_the_commands(path: Path, config: Path) -> None:
    """In place of the others; it works at once, is written, and taken back by one key."""
    async with story(path, (160, 50)) as driver:
        await keys_of(driver, "page.next")
        await driver.press("enter")
        await driver.shows("press a key…")
        await driver.press("j")
        assert driver.context.settings.keys == {"page.next": ("j",)}
        await driver.press("q")
        await driver.on(SettingsScreen)
        await driver.shows("1 changed")
        await driver.press("q")
        await driver.on(ReadingScreen)
        await driver.press("space")
        assert driver.here.number == 0
        await driver.press("j")
        assert driver.here.number > 0
    assert load_settings(config)[0].keys == {"page.next": ("j",)}

    async with story(path) as driver:
        await keys_of(driver, "page.next")
        await driver.press("r")
        assert driver.context.settings.keys == {}
    assert load_settings(config)[0].keys == {}


async def test_one_more_and_one_less(path: Path) -> None:
    """Beside those there are; Esc leaves all as it was."""
    async with story(path) as driver:
        await keys_of(driver, "help")
        await driver.press("right", "f9")
        assert driver.context.settings.keys == {"help": ("?", "f1", "f9")}
        await driver.press("left", "left", "left")
        assert driver.context.settings.keys == {"help": ()}
        await driver.hush()
        await driver.shows("no key")
        await driver.press("enter", "escape")
        assert driver.context.settings.keys == {"help": ()}
        await driver.press("enter", "question_mark")
        assert driver.context.settings.keys == {"help": ("?",)}


async def test_a_letter_is_no_key_for_what_is_done_while_typing(path: Path) -> None:
    """It is refused in words."""
    async with story(path) as driver:
        await keys_of(driver, "match.case")
        await driver.press("enter", "c")
        await driver.shows("cannot be used here")
        assert driver.context.settings.keys == {}
        await driver.press("enter", "f7")
        assert driver.context.settings.keys == {"match.case": ("f7",)}


async def test_all_keys_come_as_they_were_by_one_key(path: Path, config: Path) -> None:
    """In the settings, on the line of the keys."""
    async with story(path) as driver:
        await keys_of(driver, "help")
        await driver.press("enter", "f9", "j", "enter", "f8", "q")
        await driver.on(SettingsScreen)
        await driver.hush()
        await driver.shows("2 changed")
        await driver.press("r")
        await driver.shows("defaults")
        assert driver.context.settings.keys == {}
    assert load_settings(config)[0].keys == {}


async def test_what_one_key_gives_is_what_it_gives_among_all(path: Path) -> None:
    """On the page, while a search is typed, and on a list over the page."""
    async with story(path) as driver:
        for keys in ((), ("slash",), ("escape", "apostrophe"), ("question_mark",)):
            await driver.press(*keys)
            screen = driver.app.screen
            among_all = {key: one.binding for key, one in screen.active_bindings.items()}
            assert among_all
            every = {*among_all, *(key for command in COMMANDS for key in command.keys)}
            assert {key: binding_of(screen, key) for key in every} == {
                key: among_all.get(key) for key in every
            }
