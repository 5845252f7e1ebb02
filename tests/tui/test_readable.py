"""Every screen, panel, prompt and hint can be read in each way in which colours are shown."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from rich.color import Color
from rich.style import Style
from textual.widgets import Input

from reader.tui import screens
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
from reader.tui.screens.settings import SettingsScreen, setting_rows
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.screens.shelf.status import CollectionsScreen, StatusScreen
from reader.tui.screens.story_places import BookmarksScreen, ResultsScreen
from tests.dictionaries import dictd
from tests.sample_stories import copied_to
from tests.tui.driving import Driver, shelf, story
from tests.waiting import until

Shown = Mapping[str, tuple[Sequence[str], type[Any] | None]]
"""By its name: the keys that bring something up, and its screen."""

WAYS = {
    "no colours": ({"NO_COLOR": "1"}, ""),
    "sixteen colours": ({"TERM": "xterm-16color"}, ""),
    "the terminal's own": ({"COLORTERM": "truecolor"}, 'theme = "terminal"'),
    "dark": ({"COLORTERM": "truecolor"}, 'theme = "night"'),
    "light": ({"COLORTERM": "truecolor"}, 'theme = "paper"'),
    "256 colours, light": ({"TERM": "xterm-256color"}, 'theme = "paper"'),
}
READING = {
    "the page": (),
    "the search line": ("slash", "p", "a"),
    "contents": ("t",),
    "looks": ("s",),
    "help": ("question_mark",),
    "a look": ("G",),
    "the search for a command": ("question_mark", "slash", "p"),
    "a bookmark's name": ("m",),
    "bookmarks": ("m", "escape", "apostrophe"),
    "about the story": ("i",),
    "the palette": ("ctrl+p",),
    "everything hidden": ("f9",),
}
SHELF = {
    "the shelf": (),
    "the filter": ("slash", "n"),
    "adding": ("a",),
    "help of the shelf": ("question_mark",),
    "settings": ("comma",),
    "everything hidden": ("f9",),
}
ASKED, TO_THEME = "?", "theme"
"""Among keys: wait until something can be typed; go to that line of the settings."""
SELDOM_OF_A_STORY: Shown = {
    "a selection": (("V",), None),
    "a note": (("A",), None),
    "highlights": (("H", "quotation_mark"), HighlightsScreen),
    "all hits": (("slash", ASKED, *"lamp", "enter", "enter"), ResultsScreen),
    "who is this": (("W", ASKED, *"Hester", "enter"), WhoScreen),
    "people met": (("W", ASKED, "enter"), PeopleScreen),
    "a definition": (("D", ASKED, *"lamp", "enter"), DefinitionPanel),
    "hooks": (("exclamation_mark",), ChoicePanel),
    "a hook's answer": (("1", "exclamation_mark"), AnswerPanel),
    "time and pace": (("I",), StatisticsPanel),
    "encodings": (("e",), EncodingsScreen),
    "chapter rules": (("c",), RulesScreen),
    "lines of the page": (("L",), PageLinesScreen),
    "a key that means nothing": (("x",), None),
}
SELDOM_OF_THE_SHELF: Shown = {
    "details": (("i",), None),
    "statuses": (("s",), StatusScreen),
    "folders": (("c",), CollectionsScreen),
    "highlights of all stories": (("quotation_mark",), AllHighlightsScreen),
    "the search of all stories": (("S", ASKED, *"lamp"), LibrarySearchScreen),
    "what it finds": (("S", ASKED, *"lamp", "enter"), LibrarySearchScreen),
    "themes": (("comma", TO_THEME, "enter"), ThemesScreen),
    "keys of commands": (("comma", "G", "enter"), KeysScreen),
    "a key that means nothing there": (("Q",), None),
}
"""What is seldom seen: the keys that bring it up, and its screen if that is one of its own."""
OFTEN = {
    AboutScreen,
    BookmarksScreen,
    ContentsScreen,
    HelpScreen,
    HiddenScreen,
    LooksScreen,
    ReadingScreen,
    SettingsScreen,
    ShelfScreen,
}
"""The screens of the other tables, and those below all."""
QUICK, QUICK_OF_SELDOM = ("no colours", "the terminal's own", "light"), ("light",)
"""Ways in which screens are shown not only in the slow tests; the colours themselves are laws."""


def params(quick: Sequence[str]) -> list[Any]:
    """All ways, those that are not quick among the slow tests."""
    slow = pytest.mark.slow
    return [one if one in quick else pytest.param(one, marks=slow) for one in WAYS]


CONTRAST = 3.0
"""Of a hint at least (WCAG 2.2, 1.4.11)."""


@pytest.fixture(params=params(QUICK))
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, config: Path) -> str:
    """A terminal that shows colours in one of these ways."""
    return wear(str(request.param), monkeypatch, config)


@pytest.fixture(params=params(QUICK_OF_SELDOM))
def seldom(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, config: Path, tmp_path: Path
) -> str:
    """The same, with a dictionary and hooks."""
    words = tmp_path / "words"
    words.mkdir()
    dictd(words, {"lamp": "lamp\n     A light.\n"})
    more = f'dictionaries = "{words}"\n[hooks]\nsay = ["echo", "{{text}}"]\nhush = ["true"]\n'
    return wear(str(request.param), monkeypatch, config, more)


def wear(way: str, monkeypatch: pytest.MonkeyPatch, config: Path, more: str = "") -> str:
    """Have a terminal that shows colours in that way."""
    environ, settings = WAYS[way]
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    config.write_text(f"{settings}\n{more}", "utf-8")
    return way


def unreadable(driver: Driver) -> Iterator[str]:
    """Words whose colour is hardly their ground's; a page behind a panel is dimmed on purpose."""
    screen = driver.app.screen
    strips = screen._compositor.render_strips()
    for panel in list(screen.query("#panel"))[:1]:
        x, y, width, height = panel.region
        strips = [strip.crop(x, x + width) for strip in strips[y : y + height]]
    for strip in strips:
        for text, style, _ in strip:
            if text.strip(_RULE) and style is not None and not _stands_out(style):
                yield f"{text.strip()!r} {style}"


_RULE = " ─│"
"""What only parts one thing from another."""


def _stands_out(style: Style) -> bool:
    fore, back = style.color, style.bgcolor
    if fore is None or back is None or fore.is_default or back.is_default:
        return True  # the terminal's own colours, one of which stands out from the other
    if fore.triplet is None or back.triplet is None:
        return fore.number != back.number
    return _contrast(fore, back) >= CONTRAST


def _contrast(one: Color, two: Color) -> float:
    dark, light = sorted(map(_luminance, (one, two)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


async def assert_readable(driver: Driver, opened: Mapping[str, Sequence[str]], way: str) -> None:
    """What keys bring up over what is shown, one after the other, can be read."""
    bare = driver.text
    for name, keys in opened.items():
        await driver.press(*keys)
        assert not keys or driver.text != bare, f"no {name} with {way}"
        assert not list(unreadable(driver)), f"{name} with {way}"
        await driver.press("escape")


async def test_what_stands_over_a_page_can_be_read(way: str, path: Path) -> None:
    """Panels, prompts and lines of input, and the page itself."""
    async with story(path) as driver:
        await assert_readable(driver, READING, way)


async def test_the_shelf_and_what_stands_over_it_can_be_read(
    way: str, library_folder: Path
) -> None:
    """Its rows, tabs, hints, filter and prompts."""
    async with shelf(library_folder) as driver:
        await assert_readable(driver, SHELF, way)


async def test_the_page_stays_in_sight_beside_a_panel(way: str, path: Path) -> None:
    """Where there are few colours, too."""
    async with story(path, (120, 40)) as driver:
        for keys in (("t",), ("s",), ("slash", "P", "a", "r")):
            await driver.shows("Paragraph 1 begins")
            before = driver.text
            await driver.press(*keys)

            assert "Paragraph 1 begins" in driver.text != before, way
            await driver.press("escape")


async def go_to_theme(driver: Driver) -> None:
    """Go to the line of the theme in the settings."""
    await driver.on(SettingsScreen)
    settings = driver.app.screen
    assert isinstance(settings, SettingsScreen)
    settings.list_view.go(setting_rows().index("theme"))
    await until(driver.pilot, lambda: settings.here == "theme", "the theme")


async def assert_shown_readable(driver: Driver, shown: Shown, way: str) -> None:
    """What is seldom seen can be read, one after the other."""
    ground, bare = type(driver.app.screen), driver.text
    for name, (keys, screen) in shown.items():
        for key in keys:
            if key == ASKED:
                await until(driver.pilot, lambda: isinstance(driver.app.focused, Input), name)
            elif key == TO_THEME:
                await go_to_theme(driver)
            else:
                await driver.press(key)
        await driver.on(screen or ground)
        await until(driver.pilot, lambda: driver.text != bare, f"{name} with {way}")
        assert not list(unreadable(driver)), f"{name} with {way}"
        for _ in range(4):
            await driver.press("escape")
        await driver.on(ground)


async def test_what_is_seldom_seen_over_a_page_can_be_read(seldom: str, tmp_path: Path) -> None:
    """Lists, answers, questions and what is said."""
    path = tmp_path / "hester.txt"
    lines = (f"Hester took the lamp to the café, and {n} times it went out." for n in range(1, 60))
    path.write_text("Chapter 1\n\n" + "\n\n".join(lines), "utf-8")
    async with story(path) as driver:
        await driver.press("space")
        await assert_shown_readable(driver, SELDOM_OF_A_STORY, seldom)


async def test_what_is_seldom_seen_over_the_shelf_can_be_read(
    seldom: str, library_folder: Path, tmp_path: Path
) -> None:
    """Lists, answers, questions and what is said."""
    copied_to(tmp_path / "shelf" / "folder")
    async with shelf(tmp_path / "shelf") as driver:
        await assert_shown_readable(driver, SELDOM_OF_THE_SHELF, seldom)


def test_every_screen_is_shown_here() -> None:
    """A new one belongs into a table above."""

    def leaves(kind: type[Any]) -> Iterator[type[Any]]:
        for one in kind.__subclasses__():
            yield from leaves(one) if one.__subclasses__() else (one,)

    for module in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    shown = {screen for _, screen in (*SELDOM_OF_A_STORY.values(), *SELDOM_OF_THE_SHELF.values())}
    here = {one for one in leaves(CommandScreen) if one.__module__.startswith("reader.")}
    assert here - shown - OFTEN == set()
