"""The themes: contrast that can be read by anyone, on any number of colours, and by none at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from textual.theme import BUILTIN_THEMES

from reader.paint.ansi import Depth, screen, sgr
from reader.paint.borrowed import Colours
from reader.paint.page import Row
from reader.paint.theme_lookup import theme as theme_of
from reader.paint.themes import (
    BORROWED,
    OF_BLOCK,
    OF_SPAN,
    OWN,
    THEMES,
    Rendition,
    Role,
    Run,
    Theme,
)
from reader.settings.settings import parse_setting
from reader.tui.strips import style

COLOURED = [one for one in map(theme_of, THEMES) if one.bg]
TEXT = {*OF_BLOCK.values(), *OF_SPAN.values(), Role.DIALOGUE, Role.MATCH, Role.TITLE} - {Role.BREAK}
FURNITURE = set(Role) - TEXT
GROUNDS = [(), (Role.CHOSEN,)]
WANTED = {True: 7.0, False: 4.5}
"""Of text and of what is not (WCAG 2.2, 1.4.6 and 1.4.3)."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(look: Rendition, *, depth: Depth = Depth.TRUE) -> float:
    """Contrast of a look, from 1 to 21, as a terminal of that depth shows it."""
    shown = (look.fg, look.bg) if depth is Depth.TRUE else (reduced(look.fg), reduced(look.bg))
    low, high = sorted(map(luminance, shown))
    return (high + 0.05) / (low + 0.05)


def reduced(colour: str) -> str:
    """The colour that 256 colours have for it."""
    triplet = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return triplet.hex


def attributes(look: Rendition) -> tuple[bool, ...]:
    """What is left of a look without colours."""
    return (look.bold, look.italic, look.underline, look.reverse, look.dim)


@pytest.mark.parametrize("depth", [Depth.TRUE, Depth.MANY], ids=lambda depth: depth.name)
@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_text_and_furniture_stand_out_from_the_page(theme: Theme, depth: Depth) -> None:
    """7:1 for the story's words, 4.5:1 for what stands around them, on the page."""
    theme = theme_of(theme.name, few=depth is Depth.MANY)
    weak = {
        role.value: round(contrast(theme.look((role,)), depth=depth), 2)
        for role in Role
        if contrast(theme.look((role,)), depth=depth) < WANTED[role in TEXT]
    }

    assert weak == {}


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_lists_stand_out_from_the_chosen_line(theme: Theme) -> None:
    """The chosen line of a list and what a panel says are readable too."""
    for role in (Role.TEXT, Role.TITLE):
        assert contrast(theme.look((Role.CHOSEN, role))) >= 7
    for role in (Role.QUIET, Role.ACCENT, Role.MARKED):
        assert contrast(theme.look((Role.CHOSEN, role))) >= 4.5


@pytest.mark.parametrize("over", [Role.MATCH, Role.CURRENT, Role.SELECTION])
@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_what_lies_over_a_word_keeps_it_readable(theme: Theme, over: Role) -> None:
    """A hit in a heading, in emphasis, in speech."""
    for below in TEXT - {Role.MATCH}:
        assert contrast(theme.look((below, over))) >= 4.5, below


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_can_be_chosen_and_is_made(name: str) -> None:
    """The names in the settings file are the names of the themes."""
    assert parse_setting("theme", name) == name
    assert theme_of(name).name == name


def test_every_theme_of_the_screen_library_is_borrowed() -> None:
    """Name and colours, those that mean the terminal's own left out."""
    theirs = {}
    for name, one in BUILTIN_THEMES.items():
        if not one.ansi:
            made = one.to_color_system().generate()
            parts = ("background", "foreground", "primary", "secondary", "surface", "warning")
            theirs[name] = Colours(*(made[part].lower() for part in parts))

    assert {name: Colours(*colours.split()) for name, colours in BORROWED.items()} == theirs


def test_a_borrowed_theme_keeps_what_can_be_read() -> None:
    """The page has its very colour, and text that stands out is taken as it is."""
    for name, colours in BORROWED.items():
        assert theme_of(name).bg == colours.split()[0]
    for name in ("dracula", "nord"):
        assert theme_of(name).fg == BORROWED[name].split()[1]


def test_an_unknown_theme_is_dusk() -> None:
    """Whatever the settings say, there is a theme."""
    assert theme_of("wings") is theme_of("dusk")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CHOSEN])
def test_themes_differ_in_colour_alone(role: Role) -> None:
    """Weight, slant and underline of a role are the same in each, and so on every terminal."""
    assert len({attributes(theme.look((role,))) for theme in (*map(theme_of, OWN), *COLOURED)}) == 1


@pytest.mark.parametrize(
    "role",
    [
        Role.HEADING,
        Role.LETTER,
        Role.SPEAKER,
        Role.EMPHASIS,
        Role.STRONG,
        Role.MATCH,
        Role.CURRENT,
        Role.SELECTION,
        Role.CUT,
        Role.NOTICE,
        Role.TITLE,
        Role.MARKED,
    ],
)
def test_what_must_be_told_apart_is_without_colours(role: Role) -> None:
    """On a monochrome terminal it differs from plain text all the same."""
    look = theme_of("terminal").look((role,))

    assert any(attributes(look))
    assert (look.fg, look.bg) == ("", "")


@pytest.mark.parametrize("colours", Depth)
def test_no_depth_drops_an_attribute(colours: Depth) -> None:
    """Bold, italic, underline and reverse reach a terminal of sixteen colours and of none."""
    look = Rendition("#102030", "#f0f0f0", bold=True, italic=True, underline=True, reverse=True)
    codes = sgr(look, colours)[2:-1].split(";")

    assert codes[:5] == ["0", "1", "3", "4", "7"]
    assert (len(codes) > 5) is (colours >= Depth.MANY)


@given(st.integers(0, 0xFFFFFF))
def test_both_pictures_take_the_same_of_256_colours(colour: int) -> None:
    """The first picture and the screen library's agree, so that nothing changes between them."""
    name = f"#{colour:06x}"
    number = Color.parse(name).downgrade(ColorSystem.EIGHT_BIT).number

    assert sgr(Rendition(fg=name), Depth.MANY) == f"\x1b[0;38;5;{number}m"


def test_a_strip_keeps_the_attributes() -> None:
    """What the screen library is given has them all."""
    made = style(Rendition("#102030", "", bold=True, italic=True, underline=True, reverse=True))

    assert made.bold
    assert made.italic
    assert made.underline
    assert made.reverse


def test_a_picture_has_every_row_and_hides_nothing() -> None:
    """Each row is placed by itself, the looks of its runs around their text."""
    rows: list[Row] = [[Run("One", (Role.TEXT,)), Run(" two", (Role.EMPHASIS,))], []]
    picture = screen(rows, theme_of("terminal"), Depth.SIXTEEN)

    assert "\x1b[1;1H" in picture
    assert "\x1b[2;1H" in picture
    assert "One\x1b[0;3m two" in picture
