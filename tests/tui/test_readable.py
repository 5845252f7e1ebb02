"""Every screen, panel, prompt and hint can be read in each way in which colours are shown."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from tests.tui.driving import Driver, shelf, story

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
CONTRAST = 3.0
"""Of a hint at least (WCAG 2.2, 1.4.11)."""


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, config: Path) -> str:
    """A terminal that shows colours in one of these ways."""
    environ, settings = WAYS[request.param]
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    config.write_text(settings, "utf-8")
    return str(request.param)


def unreadable(driver: Driver) -> Iterator[str]:
    """Words whose colour is hardly their ground's; a page behind a panel is dimmed on purpose."""
    screen = driver.app.screen
    strips = screen._compositor.render_strips()
    for panel in list(screen.query("#panel"))[:1]:
        x, y, width, height = panel.region
        strips = [strip.crop(x, x + width) for strip in strips[y : y + height]]
    for strip in strips:
        for text, style, _ in strip:
            if text.strip() and style is not None and not _stands_out(style):
                yield f"{text.strip()!r} {style}"


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
