"""The theme with a name."""

from __future__ import annotations

from functools import cache

from reader.paint.themes import BORROWED, OWN, OWN_HUES, Theme, hues_on, made

_FALLBACK = "dusk"


def theme(name: str, *, few: bool = False) -> Theme:
    """The theme with that name, dusk for an unknown name; `few` is for 256 colours."""
    if name in BORROWED:
        return _borrowed(name, few)
    return _own(name if name in OWN else _FALLBACK, few)


@cache
def _own(name: str, few: bool) -> Theme:
    dark, colours = OWN[name]
    fg, bg, quiet, accent, panel, lit, on_lit, speech = colours.split() or [""] * 8
    return made(
        name,
        fg=fg,
        bg=bg,
        quiet=quiet,
        accent=accent,
        panel=panel,
        match=(lit, on_lit),
        speech=speech,
        hues=hues_on(dark=dark, few=few) if bg else OWN_HUES,
        dark=dark,
    )


@cache
def _borrowed(name: str, few: bool) -> Theme:
    from reader.paint.borrowed import Colours, borrowed  # most readers use one of ours

    return borrowed(name, Colours(*BORROWED[name].split()), few=few)
