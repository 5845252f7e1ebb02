"""What a run of text is on the page, its role; and a theme: a table from role to colours.

Colour is never the only sign: whatever differs in colour differs in weight, slant, underline or
reversal too, so that each theme reads on sixteen colours and on none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from reader.story import BlockKind, SpanKind
from reader.value import NamedTuple, Value


class Role(StrEnum):
    """Why a run looks as it does. A later role of a run is laid over the earlier ones."""

    TEXT = "text"
    HEADING = "heading"
    BREAK = "break"
    VERSE = "verse"
    LETTER = "letter"
    QUOTE = "quote"
    LIST = "list"
    SPEECH = "speech"
    SPEAKER = "speaker"
    """The name before what somebody says in a play."""
    PREFORMATTED = "preformatted"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    RUBY = "ruby"
    DIALOGUE = "dialogue"
    CUT = "cut"
    """The mark at the edge of a preformatted line that continues."""
    MATCH = "match"
    CURRENT = "current"
    """The current search hit."""
    SPOKEN = "spoken"
    """The sentence that is read aloud."""
    SELECTION = "selection"
    HEAD_OF_SELECTION = "head of selection"
    """The character at the end that keys move."""
    FILLED_YELLOW = "filled yellow"
    """A highlight of that colour, like the next five."""
    FILLED_GREEN = "filled green"
    FILLED_BLUE = "filled blue"
    FILLED_PINK = "filled pink"
    FILLED_ORANGE = "filled orange"
    FILLED_PURPLE = "filled purple"
    STRUCK = "struck"
    OUTLINED = "outlined"
    HEAD = "head"
    FOLIO = "folio"
    NOTICE = "notice"
    """A sentence to the reader in place of the folio."""
    QUIET = "quiet"
    ACCENT = "accent"
    TITLE = "title"
    """The name of an item in a list."""
    CHOSEN = "chosen"
    """The current item of a list."""
    MARKED = "marked"
    """Letters that match a filter."""
    UNDERLINE = "underline"
    """This and all below come from other programs."""
    DIM = "dim"
    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"
    BLUE = "blue"
    MAGENTA = "magenta"
    CYAN = "cyan"


OF_BLOCK = {kind: Role(kind.value) for kind in BlockKind if kind is not BlockKind.PARAGRAPH} | {
    BlockKind.PARAGRAPH: Role.TEXT
}
OF_SPAN = {kind: Role(kind.value) for kind in SpanKind}


class Run(NamedTuple):
    """Text with one look; contains no control character and no newline."""

    text: str
    roles: tuple[Role, ...]


class Rendition(NamedTuple):
    """Colours and attributes; an empty colour leaves the one below."""

    fg: str = ""
    """`#rrggbb`, one of the terminal's own by its name, or empty."""
    bg: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    dim: bool = False
    strike: bool = False

    def over(self, below: Rendition) -> Rendition:
        """This look laid over another."""
        return Rendition(
            self.fg or below.fg,
            self.bg or below.bg,
            self.bold or below.bold,
            self.italic or below.italic,
            self.underline or below.underline,
            self.reverse or below.reverse,
            self.dim or below.dim,
            self.strike or below.strike,
        )


OWN: Mapping[str, tuple[bool, str]] = MappingProxyType(
    {
        "paper": (False, "#23211e #fbf9f4 #6b665c #7a2e1d #f0ece2 #ffe38a #23211e #1f3a5f"),
        "sepia": (False, "#3b2c1a #f3e9d2 #705a3c #7c2f12 #e8dabb #e9c46a #3b2c1a #1f2d6b"),
        "dusk": (True, "#dcd7ca #21242c #9a99a1 #e0a96d #2a2e38 #4a463c #fff3cf #a9c7dd"),
        "night": (True, "#b8b2a6 #000000 #827d73 #cc8f5a #121210 #3d3a30 #e8dfc8 #8fa9ba"),
        "contrast": (True, "#ffffff #000000 #e0e0e0 #ffff00 #1a1a1a #ffff00 #000000 #9fe8ff"),
        "terminal": (True, ""),
    }
)
"""Whether it is dark; text, page, quiet text, accent, panel, a hit's page and text, speech.

The last has no colours: it leaves the terminal its own.
"""
BORROWED: Mapping[str, str] = MappingProxyType(
    {
        "atom-one-dark": "#282c34 #abb2bf #61afef #c678dd #3b414d #ddb25b",
        "atom-one-light": "#fafafa #383a42 #4078f2 #a626a4 #e0e0e0 #d7d938",
        "catppuccin-frappe": "#303446 #c6d0f5 #ca9ee6 #ee9f76 #414559 #e4c890",
        "catppuccin-latte": "#eff1f5 #4c4f69 #8839ef #db8a78 #e6e9ef #de8e1d",
        "catppuccin-macchiato": "#24273a #cad3f5 #c6a0f6 #f4a97f #363a4f #eed49f",
        "catppuccin-mocha": "#181825 #cdd6f4 #f5c2e7 #cba6f7 #313244 #fae3b0",
        "dracula": "#282a36 #f8f8f2 #bd93f9 #6272a4 #2b2e3b #feb86c",
        "flexoki": "#100f0f #fffcf0 #205ea6 #24837b #1c1b1a #ac8301",
        "gruvbox": "#282828 #fbf1c7 #85a598 #a89a85 #3c3836 #fd8019",
        "monokai": "#272822 #d6d6d6 #ae81ff #f82672 #2e2e2e #fc971f",
        "nord": "#2e3440 #d8dee9 #88c0d0 #81a1c1 #3b4252 #eacb8b",
        "rose-pine": "#191724 #e0def4 #c4a7e7 #31748f #1f1d2e #f5c177",
        "rose-pine-dawn": "#faf4ed #575279 #907aa9 #286983 #fffaf3 #e99d34",
        "rose-pine-moon": "#232136 #e0def4 #c4a7e7 #3e8fb0 #2a273f #f5c177",
        "solarized-dark": "#002b36 #839496 #268bd2 #2aa198 #073642 #ca4b16",
        "solarized-light": "#fdf6e3 #586e75 #268bd2 #2aa198 #eee8d5 #ca4b16",
        "textual-dark": "#121212 #e0e0e0 #0178d4 #004578 #1e1e1e #fea62b",
        "textual-light": "#e0e0e0 #1f1f1f #004578 #0178d4 #d8d8d8 #fea62b",
        "tokyo-night": "#1a1b26 #a9b1d6 #bb9af7 #7aa2f7 #24283b #dfaf68",
    }
)
"""Of the screen library: background, text, primary, secondary, surface and warning."""
THEMES = (*OWN, *BORROWED)
"""Every theme, in the order in which they are shown."""


def theme_label(name: str) -> str:
    """The name of a theme as it is shown."""
    return name.replace("-", " ").title()


class Theme(Value):
    """One set of looks, and the colours of everything around the page."""

    name: str
    dark: bool
    fg: str
    bg: str
    quiet: str
    """Of running head, folio and hints; at least 4.5:1 against `bg`, as text is 7:1."""
    accent: str
    panel: str
    """Background of lists and dialogues."""
    looks: Mapping[Role, Rendition]

    def look(self, roles: tuple[Role, ...]) -> Rendition:
        """The roles' looks laid over one another, on the page's own colours."""
        known = self._known.get(roles)
        if known is None:
            known = Rendition(self.fg, self.bg)
            for role in roles:
                known = self.looks.get(role, _NONE).over(known)
            self._known[roles] = known
        return known

    @cached_property
    def _known(self) -> dict[tuple[Role, ...], Rendition]:
        """The looks that were used: a page has few, and repeats each in every row."""
        return {}


_NONE = Rendition()
HUE_OF = MappingProxyType(
    {
        Role.FILLED_YELLOW: Role.YELLOW,
        Role.FILLED_GREEN: Role.GREEN,
        Role.FILLED_BLUE: Role.BLUE,
        Role.FILLED_PINK: Role.MAGENTA,
        Role.FILLED_ORANGE: Role.RED,
        Role.FILLED_PURPLE: Role.CYAN,
    }
)
"""The colour of each highlight, with the nearest one that other programs send."""
_TINTS_ON_DARK = "#5c4e00 #1c5227 #1c3f73 #6d2450 #6e3c06 #4a2d78"
_TINTS_ON_LIGHT = "#fff0a0 #c8eec0 #c6dcff #ffcfe4 #ffd8ae #e0ceff"
HUES = (Role.RED, Role.GREEN, Role.YELLOW, Role.BLUE, Role.MAGENTA, Role.CYAN)
"""The roles of the colours that other programs send."""
OWN_HUES = tuple(hue.value for hue in HUES)
"""The terminal's own, by the screen library's names."""
_ON_DARK = "#ff9e9e #87d787 #e6c34a #9cbfff #e6a0e6 #5fd7d7"
_ON_LIGHT = "#98131c #0a5210 #5f4500 #0b2f76 #711271 #004f5f"
_FEW_ON_LIGHT = "#870000 #082e0f #452f00 #0b2f76 #711271 #002e34"
"""For 256 colours; those in between would not stand out from a page that is not white."""


def hues_on(*, dark: bool, few: bool) -> tuple[str, ...]:
    """Those colours as they stand out from our own pages, with all colours or with 256."""
    return tuple((_ON_DARK if dark else _FEW_ON_LIGHT if few else _ON_LIGHT).split())


def _looks(
    quiet: str, accent: str, panel: str, match_bg: str, match_fg: str, speech: str
) -> dict[Role, Rendition]:
    return {
        Role.HEADING: Rendition(accent, bold=True),
        Role.BREAK: Rendition(quiet),
        Role.LETTER: Rendition(italic=True),
        Role.SPEAKER: Rendition(bold=True),
        Role.EMPHASIS: Rendition(italic=True),
        Role.STRONG: Rendition(bold=True),
        Role.DIALOGUE: Rendition(speech),
        Role.CUT: Rendition(accent, bold=True),
        Role.MATCH: Rendition(match_fg, match_bg, underline=True),
        Role.CURRENT: Rendition(bold=True, reverse=True),
        Role.SPOKEN: Rendition(match_fg, match_bg, bold=True, underline=True),
        Role.SELECTION: Rendition(reverse=True),
        Role.HEAD_OF_SELECTION: Rendition(bold=True, underline=True, reverse=True),
        Role.STRUCK: Rendition(strike=True),
        Role.OUTLINED: Rendition(bold=True, underline=True),
        Role.HEAD: Rendition(quiet),
        Role.FOLIO: Rendition(quiet),
        Role.NOTICE: Rendition(accent, bold=True),
        Role.QUIET: Rendition(quiet),
        Role.ACCENT: Rendition(accent),
        Role.TITLE: Rendition(bold=True),
        Role.CHOSEN: Rendition(bg=panel),
        Role.MARKED: Rendition(accent, underline=True),
        Role.UNDERLINE: Rendition(underline=True),
        Role.DIM: Rendition(dim=True),
    }


def _filled(bg: str, hues: Sequence[str], *, dark: bool) -> dict[Role, Rendition]:
    """Highlights as they lie over text of any look; without colours they are underlined."""
    if not bg:
        named = dict(zip(HUES, hues, strict=True))
        own = (named[hue] for hue in HUE_OF.values())
        return {role: Rendition(hue, underline=True) for role, hue in zip(HUE_OF, own, strict=True)}
    text, tints = ("#f6f3ea", _TINTS_ON_DARK) if dark else ("#1d1b18", _TINTS_ON_LIGHT)
    return {
        role: Rendition(text, tint, underline=True)
        for role, tint in zip(HUE_OF, tints.split(), strict=True)
    }


def made(
    name: str,
    *,
    fg: str,
    bg: str,
    quiet: str,
    accent: str,
    panel: str,
    match: tuple[str, str],
    speech: str,
    hues: Sequence[str],
    dark: bool,
) -> Theme:
    """A theme of these colours, each `#rrggbb` or empty for the terminal's own.

    `match` is background and text of a search hit; `speech` the text between quotation marks;
    `hues` the colours that other programs send.
    """
    looks = MappingProxyType(
        _looks(quiet, accent, panel, *match, speech)
        | {role: Rendition(hue) for role, hue in zip(HUES, hues, strict=True)}
        | _filled(bg, hues, dark=dark)
    )
    return Theme(name, dark, fg, bg, quiet, accent, panel, looks)
