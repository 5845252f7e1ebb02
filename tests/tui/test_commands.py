"""The command table and the screens agree."""

import re

import pytest
from textual.binding import Binding

from reader.commands.command import Command, Place, answers_of
from reader.commands.documents import key_table
from reader.commands.keys import shown_key
from reader.commands.table import COMMANDS, commands_of
from reader.tui.app import NightstandApp
from reader.tui.screens.about import AboutScreen, EncodingsScreen, PageLinesScreen, RulesScreen
from reader.tui.screens.answers import AnswerPanel, ChoicePanel, DefinitionPanel, StatisticsPanel
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.hidden import HiddenScreen
from reader.tui.screens.highlights import AllHighlightsScreen, HighlightsScreen
from reader.tui.screens.keys import KeysScreen
from reader.tui.screens.library_search import LibrarySearchScreen
from reader.tui.screens.looks import LooksScreen, ThemesScreen
from reader.tui.screens.people import PeopleScreen, WhoScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.settings import SettingsScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.screens.shelf.status import CollectionsScreen, StatusScreen
from reader.tui.screens.story_places import BookmarksScreen, ResultsScreen


def leaves(screen: type[CommandScreen]) -> list[type[CommandScreen]]:
    """The screens that are shown: those that nothing is built upon."""
    below = screen.__subclasses__()
    return [leaf for one in below for leaf in leaves(one)] if below else [screen]


def bound(screen: type[CommandScreen]) -> set[str | None]:
    """The ids that the screen's keys ask for, those of what it is built upon included."""
    own = (kind.__dict__.get("BINDINGS", ()) for kind in screen.__mro__)
    awake = {one.id for bindings in own for one in bindings if isinstance(one, Binding)}
    return awake | {one.id for one in COMMANDS if one.place in screen.ASLEEP}


SCREENS: list[type[CommandScreen]] = [
    AboutScreen,
    AllHighlightsScreen,
    AnswerPanel,
    BookmarksScreen,
    ChoicePanel,
    CollectionsScreen,
    ContentsScreen,
    DefinitionPanel,
    EncodingsScreen,
    HelpScreen,
    HiddenScreen,
    HighlightsScreen,
    KeysScreen,
    LooksScreen,
    PageLinesScreen,
    PeopleScreen,
    ReadingScreen,
    ResultsScreen,
    RulesScreen,
    LibrarySearchScreen,
    SettingsScreen,
    ShelfScreen,
    StatisticsPanel,
    StatusScreen,
    ThemesScreen,
    WhoScreen,
]


TWICE: dict[type[CommandScreen], set[str]] = {
    ShelfScreen: {"q", "escape"},
    # On these lists they change a value instead of choosing a line.
    LooksScreen: {"l", "right"},
    SettingsScreen: {"l", "right"},
    KeysScreen: {"l", "right"},
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_answered_where_it_can_be_given(command: Command) -> None:
    """Each screen of the command's place has its method, or the app has."""
    if command.place is Place.ANYWHERE:
        parts: tuple[type, ...] = (NightstandApp, *NightstandApp.PARTS)
        assert any(command.id in answers_of(part) for part in parts)
        return
    places = [screen for screen in SCREENS if command.id in bound(screen)]
    if command.id == "list.close":  # the shelf is a list that is left, not closed
        places.remove(ShelfScreen)

    assert places
    for screen in places:
        assert screen.knows(command), screen


def test_every_screen_stands_behind_the_door() -> None:
    """Those that are loaded are among those that the door offers."""
    assert {leaf for leaf in leaves(CommandScreen) if leaf.__module__.startswith("reader.")} == {
        *SCREENS
    }


def test_ids_are_names_and_unique() -> None:
    """An id can stand as a key of the settings file."""
    ids = [command.id for command in COMMANDS]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(\.[a-z-]+)?", one) for one in ids)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_key_means_two_things_on_a_screen(screen: type[CommandScreen]) -> None:
    """The keys of a screen's places and of anywhere differ, and so do those of typing."""
    typing = Place.LINE
    for places in (set(screen.PLACES) - {typing}, set(screen.PLACES) & {typing}):
        found = commands_of(*places, Place.ANYWHERE)
        commands = [command for command in found if not command.sometimes]
        taken = [key for command in commands for key in command.keys]
        twice = {key for key in taken if taken.count(key) > 1}

        assert twice <= TWICE.get(screen, set())


def test_no_two_commands_of_a_screen_have_one_name() -> None:
    """Who finds a command by its name finds one."""
    for screen in SCREENS:
        labels = [one.label for one in commands_of(*set(screen.PLACES) - {Place.LINE})]

        assert len(set(labels)) == len(labels), screen


def test_every_command_says_what_it_does() -> None:
    """A label for the palette and a sentence for the help."""
    for command in COMMANDS:
        assert command.keys
        assert 0 < len(command.label) <= 20
        assert command.help.endswith(".")
        assert command.help[0].isupper()


def test_the_key_table_has_each_key_as_on_the_keyboard() -> None:
    """Markdown with one row for each command, and no name of the screen library's."""
    table = key_table()

    assert all(command.help in table for command in COMMANDS)
    assert shown_key("ctrl+l") == "Ctrl-L"
    assert not re.findall(r"`[a-z]+_[a-z_]+`|pagedown|apostrophe", table)
