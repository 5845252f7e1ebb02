"""Screens: each joins widgets to the parts below; none imports the app.

The rule: who shows another screen names it by this door, which loads it when it is first asked
for; so the first key waits for no screen but the one that is read.
"""

from typing import TYPE_CHECKING

from reader.deferred import door

if TYPE_CHECKING:
    from reader.tui.screens.about import AboutScreen
    from reader.tui.screens.bookmarks import BookmarksScreen
    from reader.tui.screens.choosing import EncodingsScreen, PageLinesScreen, RulesScreen
    from reader.tui.screens.contents import ContentsScreen
    from reader.tui.screens.help import HelpScreen
    from reader.tui.screens.keys import KeysScreen
    from reader.tui.screens.looks import LooksScreen
    from reader.tui.screens.picking import CollectionsScreen, StatusScreen
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.screens.results import ResultsScreen
    from reader.tui.screens.searching import SearchingScreen
    from reader.tui.screens.settings import SettingsScreen
    from reader.tui.screens.shelf import ShelfScreen
    from reader.tui.screens.themes import ThemesScreen
else:
    __getattr__ = door(
        __name__,
        about=("AboutScreen",),
        bookmarks=("BookmarksScreen",),
        choosing=("EncodingsScreen", "PageLinesScreen", "RulesScreen"),
        contents=("ContentsScreen",),
        help=("HelpScreen",),
        keys=("KeysScreen",),
        looks=("LooksScreen",),
        picking=("CollectionsScreen", "StatusScreen"),
        reading=("ReadingScreen",),
        results=("ResultsScreen",),
        searching=("SearchingScreen",),
        settings=("SettingsScreen",),
        shelf=("ShelfScreen",),
        themes=("ThemesScreen",),
    )

__all__ = [
    "AboutScreen",
    "BookmarksScreen",
    "CollectionsScreen",
    "ContentsScreen",
    "EncodingsScreen",
    "HelpScreen",
    "KeysScreen",
    "LooksScreen",
    "PageLinesScreen",
    "ReadingScreen",
    "ResultsScreen",
    "RulesScreen",
    "SearchingScreen",
    "SettingsScreen",
    "ShelfScreen",
    "StatusScreen",
    "ThemesScreen",
]
