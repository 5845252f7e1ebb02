"""Runs as a terminal's own bytes: for the picture shown before the screen library runs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from reader.paint.page import Row
from reader.paint.themes import OWN_HUES, Rendition, Theme

_BASIC = ("black", *OWN_HUES, "white")
"""The terminal's own colours in the order of their numbers."""
_GREY_UNDER = 0.15
"""Saturation below which a colour counts as a grey."""


class Depth(IntEnum):
    """How many colours a terminal shows."""

    NONE = 0
    SIXTEEN = 16
    MANY = 256
    TRUE = 1 << 24


def screen(rows: Sequence[Row], theme: Theme, colours: Depth) -> str:
    """Escape sequences that paint every row on a cleared screen, the cursor hidden."""
    empty = sgr(theme.look(()), colours)
    out = [f"\x1b[H{empty}\x1b[2J"]
    for number, row in enumerate(rows, 1):
        out.append(f"\x1b[{number};1H{empty}\x1b[K")
        out += [sgr(theme.look(run.roles), colours) + run.text for run in row]
    out.append("\x1b[0m")
    return "".join(out)


@lru_cache(maxsize=256)
def sgr(look: Rendition, colours: Depth) -> str:
    """The Select Graphic Rendition sequence of a look (ECMA-48, 8.3.117)."""
    codes = ["0"]
    for wanted, code in (
        (look.bold, "1"),
        (look.dim, "2"),
        (look.italic, "3"),
        (look.underline, "4"),
        (look.reverse, "7"),
        (look.strike, "9"),
    ):
        if wanted:
            codes.append(code)
    codes += _colour(look.fg, 38, colours) + _colour(look.bg, 48, colours)
    return f"\x1b[{';'.join(codes)}m"


def _colour(name: str, place: int, colours: Depth) -> list[str]:
    if name in _BASIC and colours >= Depth.SIXTEEN:
        return [str(place - 8 + _BASIC.index(name))]
    if not name.startswith("#") or colours < Depth.MANY:
        return []
    red, green, blue = (int(name[i : i + 2], 16) for i in (1, 3, 5))
    if colours is Depth.TRUE:
        return [f"{place};2;{red};{green};{blue}"]
    return [f"{place};5;{_nearest(red, green, blue)}"]


def palette(colour: str) -> str:
    """The colour that a terminal of 256 colours shows for `#rrggbb`."""
    number = _nearest(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))
    if number >= 232:
        parts = [8 + 10 * (number - 232)] * 3
    else:
        steps = ((number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6)
        parts = [55 + 40 * step if step else 0 for step in steps]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _nearest(red: int, green: int, blue: int) -> int:
    """The colour of a 256-colour terminal that the screen library takes for it too."""
    from colorsys import rgb_to_hls  # only where colours are few

    _, light, saturation = rgb_to_hls(red / 255, green / 255, blue / 255)
    if saturation < _GREY_UNDER:
        grey = round(light * 25)
        return {0: 16, 25: 231}.get(grey, 231 + grey)
    steps = [round(one / 95 if one < 95 else 1 + (one - 95) / 40) for one in (red, green, blue)]
    return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
