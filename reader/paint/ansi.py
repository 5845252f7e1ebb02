"""Runs as a terminal's own bytes: for the picture that stands before the screen library does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache

from reader.paint.page import Row
from reader.paint.roles import Look
from reader.paint.themes import Theme


class Depth(IntEnum):
    """How many colours a terminal shows."""

    NONE = 0
    SIXTEEN = 16
    MANY = 256
    TRUE = 1 << 24


def depth(environ: Mapping[str, str]) -> Depth:
    """The colour depth that the environment tells of; NO_COLOR wins (no-color.org)."""
    if environ.get("NO_COLOR"):
        return Depth.NONE
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return Depth.TRUE
    term = environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        return Depth.NONE
    return Depth.MANY if "256" in term else Depth.SIXTEEN


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
def sgr(look: Look, colours: Depth) -> str:
    """The Select Graphic Rendition sequence of a look (ECMA-48, 8.3.117)."""
    codes = ["0"]
    for wanted, code in (
        (look.bold, "1"),
        (look.dim, "2"),
        (look.italic, "3"),
        (look.underline, "4"),
        (look.reverse, "7"),
    ):
        if wanted:
            codes.append(code)
    codes += _colour(look.fg, 38, colours) + _colour(look.bg, 48, colours)
    return f"\x1b[{';'.join(codes)}m"


def _colour(name: str, place: int, colours: Depth) -> list[str]:
    if not name or colours < Depth.MANY:
        return []
    red, green, blue = (int(name[i : i + 2], 16) for i in (1, 3, 5))
    if colours is Depth.TRUE:
        return [f"{place};2;{red};{green};{blue}"]
    return [f"{place};5;{_nearest(red, green, blue)}"]


def _nearest(red: int, green: int, blue: int) -> int:
    """The nearest of the 216 colours and 24 greys of a 256-colour terminal."""
    if max(red, green, blue) - min(red, green, blue) < 12:
        grey = (red + green + blue) // 3
        return 16 if grey < 4 else 231 if grey > 246 else 232 + min(23, max(0, (grey - 3) // 10))
    steps = [
        round(max(0, channel - 55) / 40) if channel > 75 else channel > 47
        for channel in (red, green, blue)
    ]
    return 16 + 36 * int(steps[0]) + 6 * int(steps[1]) + int(steps[2])
