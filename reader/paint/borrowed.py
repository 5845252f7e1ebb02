"""Themes of the screen library as themes of a page.

The rule: a borrowed colour keeps its hue as far as it can be read: text and headings stand out
from the page 7:1, all else 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.3), with all colours and with 256.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from reader.paint.ansi import palette
from reader.paint.themes import Theme, made, theme_label

_TEXT, _REST = 7.0, 4.5
_STEPS = 40
_BLACK, _WHITE = "#000000", "#ffffff"


class Colours(NamedTuple):
    """What is taken over of a theme."""

    bg: str
    fg: str
    accent: str
    second: str
    panel: str
    warning: str


COLOURS: Mapping[str, Colours] = MappingProxyType(
    {
        name: Colours(*colours.split())
        for name, colours in {
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
        }.items()
    }
)
"""Background, text, primary, secondary, surface and warning of each."""


@cache
def borrowed(name: str, *, few: bool = False) -> Theme:
    """The theme of that name, for all colours or with `few` for 256; `KeyError` for no name.

    Few colours are far apart: what stands out among all of them may not do so there.
    """
    colours = COLOURS[name]
    judge = Judge(palette if few else str)
    dark = luminance(colours.bg) < luminance(colours.fg)
    near, far = (_BLACK, _WHITE) if dark else (_WHITE, _BLACK)
    bg = judge.ground(colours.bg, near, far)
    fg = judge.readable(colours.fg, (bg,), far, _TEXT)
    panel = judge.ground(colours.panel, bg, fg)
    lit = judge.ground(_mixed(bg, colours.warning, 0.3), bg, far)
    grounds = (bg, panel)
    return made(
        name,
        theme_label(name),
        fg=fg,
        bg=bg,
        quiet=judge.readable(_mixed(bg, colours.fg, 0.6), grounds, far, _REST),
        accent=judge.accent(colours.accent, grounds, far),
        panel=panel,
        match=(lit, judge.readable(fg, (lit,), far, _TEXT)),
        speech=judge.accent(colours.second, grounds, far),
        dark=dark,
    )


class Judge(NamedTuple):
    """Tells what can be read as a terminal shows it."""

    shown: Callable[[str], str]
    """A colour as it is on the terminal."""

    def contrast(self, one: str, other: str) -> float:
        """Contrast of two colours, 1 to 21."""
        low, high = sorted(luminance(self.shown(colour)) for colour in (one, other))
        return (high + 0.05) / (low + 0.05)

    def readable(self, colour: str, grounds: Sequence[str], far: str, least: float) -> str:
        """The colour, brought as near to the far end as it needs to stand out from each ground."""
        return next((one for one in _steps(colour, far) if self._stands(one, grounds, least)), far)

    def _stands(self, colour: str, grounds: Sequence[str], least: float) -> bool:
        return all(self.contrast(colour, ground) >= least for ground in grounds)

    def accent(self, colour: str, grounds: Sequence[str], far: str) -> str:
        """The colour as text on the page, the first ground, and as a sign on the others."""
        rest = self.readable(colour, grounds, far, _REST)
        return self.readable(rest, grounds[:1], far, _TEXT)

    def ground(self, ground: str, end: str, text: str) -> str:
        """The ground, brought as near to an end as it needs for a text to stand out from it."""
        steps = _steps(ground, end)
        return next((one for one in steps if self.contrast(text, one) >= _TEXT), end)


def _steps(one: str, other: str) -> Iterator[str]:
    """From one colour to another."""
    return (_mixed(one, other, step / _STEPS) for step in range(_STEPS + 1))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: str, other: str, share: float) -> str:
    """Two colours mixed; `share` is that of the other, 0 to 1."""
    parts = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)
