"""Themes of the screen library as themes of a page.

The rule: a borrowed colour keeps its hue as far as it stays readable: text and headings stand out
from the page 7:1, all else 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.3), with all colours and with 256.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reader.paint.ansi import palette
from reader.paint.themes import Theme, hues_on, made
from reader.value import Value

_TEXT, _REST = 7.0, 4.5
_STEPS = 40
_BLACK, _WHITE = "#000000", "#ffffff"


class Colours(Value):
    """What is taken from a theme: the library's background, text, primary and so on."""

    bg: str
    fg: str
    accent: str
    second: str
    panel: str
    warning: str


def borrowed(name: str, colours: Colours, *, few: bool = False) -> Theme:
    """A theme of these colours, for all colours or with `few` for 256.

    Few colours are far apart: one that stands out among all of them may not do so there.
    """
    judge = Judge(palette if few else str)
    dark = luminance(colours.bg) < luminance(colours.fg)
    near, far = (_BLACK, _WHITE) if dark else (_WHITE, _BLACK)
    bg = judge.ground(colours.bg, near, far)
    fg = judge.readable(colours.fg, (bg,), far, _TEXT)
    panel = judge.ground(colours.panel, bg, fg)
    lit = judge.ground(_mixed(bg, colours.warning, 0.3), bg, far)
    grounds = (bg, panel)
    hues = hues_on(dark=dark, few=few)
    return made(
        name,
        fg=fg,
        bg=bg,
        quiet=judge.readable(_mixed(bg, colours.fg, 0.6), grounds, far, _REST),
        accent=judge.accent(colours.accent, grounds, far),
        panel=panel,
        match=(lit, judge.readable(fg, (lit,), far, _TEXT)),
        speech=judge.accent(colours.second, grounds, far),
        hues=[judge.readable(hue, (bg,), far, _TEXT) for hue in hues],
        dark=dark,
    )


class Judge(Value):
    """Tells what is readable as a terminal shows it."""

    shown: Callable[[str], str]
    """A colour as it is on the terminal."""

    def contrast(self, one: str, other: str) -> float:
        """Contrast of two colours, 1 to 21."""
        low, high = sorted(luminance(self.shown(colour)) for colour in (one, other))
        return (high + 0.05) / (low + 0.05)

    def readable(self, colour: str, grounds: Sequence[str], far: str, least: float) -> str:
        """The colour, moved towards the far end as needed to stand out from each background."""
        return next((one for one in _steps(colour, far) if self._stands(one, grounds, least)), far)

    def _stands(self, colour: str, grounds: Sequence[str], least: float) -> bool:
        return all(self.contrast(colour, ground) >= least for ground in grounds)

    def accent(self, colour: str, grounds: Sequence[str], far: str) -> str:
        """The colour as text on the page, the first background, and as a sign on the others."""
        rest = self.readable(colour, grounds, far, _REST)
        return self.readable(rest, grounds[:1], far, _TEXT)

    def ground(self, ground: str, end: str, text: str) -> str:
        """The background, brought as near to an end as it needs for a text to stand out from it."""
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
