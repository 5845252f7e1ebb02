"""How many colours the terminal shows, according to its environment and terminfo."""

from __future__ import annotations

import os
from collections.abc import Mapping

from reader.paint.ansi import Depth

_BARE = ("linux", "vt", "ansi", "cons", "sun", "dumb", "unknown")
"""Prefixes of the names of consoles and old terminals, which print unknown sequences."""
_SYSTEMS = {Depth.TRUE: "truecolor", Depth.MANY: "256"}
"""The screen library's names for a depth; few colours and none are the same to it."""
_CHOSEN = {"truecolor": Depth.TRUE, "256": Depth.MANY, "standard": Depth.SIXTEEN}
_MANY = ("-256color", "-kitty", "alacritty", "foot", "foot-extra", "ghostty", "wezterm", "contour")
"""Suffixes of the names of terminals with 256 colours, where terminfo does not know them."""


def depth(environ: Mapping[str, str]) -> Depth:
    """The colour depth; NO_COLOR wins (no-color.org), then the chosen one, then COLORTERM."""
    if environ.get("NO_COLOR"):
        return Depth.NONE
    if chosen := _CHOSEN.get(environ.get("TEXTUAL_COLOR_SYSTEM", "")):
        return chosen
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return Depth.TRUE
    term = environ.get("TERM", "").strip().lower()
    if not term and os.name == "nt":
        return Depth.TRUE
    if term in ("", "dumb", "unknown"):
        return Depth.NONE
    if term.endswith(_MANY[:2]):  # most terminals; terminfo need not be loaded for them
        return Depth.MANY
    told = _by_terminfo(environ.get("TERM", "").strip())
    return _by_name(term) if told is None else told


def colour_system(environ: Mapping[str, str]) -> str:
    """The depth by the screen library's own name (`TEXTUAL_COLOR_SYSTEM`)."""
    return _SYSTEMS.get(depth(environ), "standard")


def shows_links(environ: Mapping[str, str]) -> bool:
    """Whether the terminal supports links (OSC 8), or ignores what it does not know."""
    return not environ.get("TERM", "").startswith(_BARE)


def _by_name(term: str) -> Depth:
    if term.endswith("-direct"):
        return Depth.TRUE
    return Depth.MANY if term.endswith(_MANY) else Depth.SIXTEEN


def _by_terminfo(term: str) -> Depth | None:
    """What terminfo says about a terminal; None if it is not installed or does not know it."""
    try:
        import curses

        # It reads one entry per process, whatever it is asked for later.
        curses.setupterm(term, 1)
    except (ImportError, curses.error):
        return None
    if curses.tigetstr("setaf") is None:
        return Depth.NONE
    count = curses.tigetnum("colors")
    if count >= Depth.TRUE or curses.tigetflag("RGB") > 0 or curses.tigetflag("Tc") > 0:
        return Depth.TRUE
    return Depth.MANY if count >= Depth.MANY else Depth.SIXTEEN
