"""The themes: tables from role to colours; `borrowed` has those of the screen library.

Colour is never the only sign: whatever differs in colour differs in weight, slant, underline or
reversal too, so that each theme reads on sixteen colours and on none.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader.paint.roles import Look, Role


class Theme(NamedTuple):
    """One set of looks, and the colours of what stands around the page."""

    name: str
    label: str
    dark: bool
    fg: str
    bg: str
    quiet: str
    """Of running head, folio and hints; at least 4.5:1 against `bg`, as text is 7:1."""
    accent: str
    panel: str
    """Background of lists and dialogues."""
    looks: Mapping[Role, Look]

    def look(self, roles: tuple[Role, ...]) -> Look:
        """The roles' looks laid over one another, on the page's own colours."""
        look = Look(self.fg, self.bg)
        for role in roles:
            look = self.looks.get(role, _NONE).over(look)
        return look


_NONE = Look()


def _looks(
    quiet: str, accent: str, panel: str, match_bg: str, match_fg: str, speech: str
) -> dict[Role, Look]:
    return {
        Role.HEADING: Look(accent, bold=True),
        Role.BREAK: Look(quiet),
        Role.EMPHASIS: Look(italic=True),
        Role.STRONG: Look(bold=True),
        Role.DIALOGUE: Look(speech),
        Role.CUT: Look(accent, bold=True),
        Role.MATCH: Look(match_fg, match_bg, underline=True),
        Role.CURRENT: Look(bold=True, reverse=True),
        Role.SELECTION: Look(reverse=True),
        Role.HEAD: Look(quiet),
        Role.FOLIO: Look(quiet),
        Role.NOTICE: Look(accent, bold=True),
        Role.QUIET: Look(quiet),
        Role.ACCENT: Look(accent),
        Role.TITLE: Look(bold=True),
        Role.CHOSEN: Look(bg=panel),
        Role.MARKED: Look(accent, underline=True),
    }


def made(
    name: str,
    label: str,
    *,
    fg: str,
    bg: str,
    quiet: str,
    accent: str,
    panel: str,
    match: tuple[str, str],
    speech: str,
    dark: bool,
) -> Theme:
    """A theme of these colours, each `#rrggbb` or empty for the terminal's own.

    `match` is background and text of a search hit; `speech` the text between quotation marks.
    """
    looks = MappingProxyType(_looks(quiet, accent, panel, *match, speech))
    return Theme(name, label, dark, fg, bg, quiet, accent, panel, looks)


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        theme.name: theme
        for theme in (
            made(
                "paper",
                "Paper: black on warm white",
                fg="#23211e",
                bg="#fbf9f4",
                quiet="#6b665c",
                accent="#7a2e1d",
                panel="#f0ece2",
                match=("#ffe38a", "#23211e"),
                speech="#1f3a5f",
                dark=False,
            ),
            made(
                "sepia",
                "Sepia: brown on cream",
                fg="#3b2c1a",
                bg="#f3e9d2",
                quiet="#705a3c",
                accent="#7c2f12",
                panel="#e8dabb",
                match=("#e9c46a", "#3b2c1a"),
                speech="#1f2d6b",
                dark=False,
            ),
            made(
                "dusk",
                "Dusk: warm light on slate",
                fg="#dcd7ca",
                bg="#21242c",
                quiet="#9a99a1",
                accent="#e0a96d",
                panel="#2a2e38",
                match=("#4a463c", "#fff3cf"),
                speech="#a9c7dd",
                dark=True,
            ),
            made(
                "night",
                "Night: dim on black",
                fg="#b8b2a6",
                bg="#000000",
                quiet="#827d73",
                accent="#cc8f5a",
                panel="#121210",
                match=("#3d3a30", "#e8dfc8"),
                speech="#8fa9ba",
                dark=True,
            ),
            made(
                "contrast",
                "Contrast: white on black",
                fg="#ffffff",
                bg="#000000",
                quiet="#e0e0e0",
                accent="#ffff00",
                panel="#1a1a1a",
                match=("#ffff00", "#000000"),
                speech="#9fe8ff",
                dark=True,
            ),
            made(
                "terminal",
                "Terminal: the terminal's own colours",
                fg="",
                bg="",
                quiet="",
                accent="",
                panel="",
                match=("", ""),
                speech="",
                dark=True,
            ),
        )
    }
)


def theme_label(name: str) -> str:
    """The name of a theme as it is shown."""
    return name.replace("-", " ").title()


def theme(name: str, *, few: bool = False) -> Theme:
    """The theme of that name, own or borrowed, else dusk; `few` is for 256 colours."""
    if name in THEMES:
        return THEMES[name]
    from reader.paint.borrowed import COLOURS, borrowed

    return borrowed(name, few=few) if name in COLOURS else THEMES["dusk"]
