"""Runs of text and role to Textual's strips, and themes to Textual's themes.

The one place where `paint` meets the screen library; every text in it is clean by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES
from textual.theme import Theme as ScreenTheme

from reader.paint.themes import Rendition, Role, Run, Theme
from reader.typeset.cells import width


@lru_cache(maxsize=512)
def style(look: Rendition) -> Style:
    """A look as the screen library's style."""
    return Style(
        color=look.fg or None,
        bgcolor=look.bg or None,
        bold=look.bold or None,
        italic=look.italic or None,
        underline=look.underline or None,
        reverse=look.reverse or None,
        dim=look.dim or None,
        strike=look.strike or None,
    )


def strip(row: Sequence[Run], theme: Theme, columns: int, ground: tuple[Role, ...] = ()) -> Strip:
    """A row as one strip of exactly `columns` cells, the rest filled with the background's look.

    Neighbours that look the same become one segment: each costs some forty bytes on the line to the
    terminal, which is most of what a page turn sends.
    """
    cells = sum([width(run.text) for run in row])
    padded = [*row, Run(" " * (columns - cells), ())] if cells < columns else row
    segments: list[Segment] = []
    text, look = "", None
    for run in padded:
        own = theme.look((*ground, *run.roles) if ground else run.roles)
        if look is not None and own != look:
            segments.append(Segment(text, style(look)))
            text = ""
        text, look = text + run.text, own
    if look is not None:
        segments.append(Segment(text, style(look)))
    made = Strip(segments, max(cells, columns))
    return made if cells <= columns else made.adjust_cell_length(columns)


def linked(painted: Strip, words: str, address: str) -> Strip:
    """A strip in which some words link to an address, in the terminal's own way (OSC 8)."""
    if not (words and address and words in painted.text):
        return painted
    before = painted.text.partition(words)[0]
    start = width(before)
    ends = [start, start + width(words), painted.cell_length]
    head, middle, rest = painted.divide(ends)
    return Strip.join([head, middle.apply_style(Style(link=address)), rest])


def screen_theme(theme: Theme) -> ScreenTheme:
    """A theme for what the screen library paints itself: inputs, palette, notices."""
    if not theme.bg:
        own = BUILTIN_THEMES["ansi-dark"]
        return ScreenTheme(
            name=theme.name,
            primary=own.primary,
            secondary=own.secondary,
            warning=own.warning,
            error=own.error,
            success=own.success,
            accent=own.accent,
            foreground=own.foreground,
            background=own.background,
            surface=own.surface,
            panel=own.panel,
            boost=own.boost,
            dark=own.dark,
            ansi=True,
            variables=dict(own.variables),
        )
    return ScreenTheme(
        name=theme.name,
        primary=theme.accent,
        secondary=theme.quiet,
        accent=theme.accent,
        foreground=theme.fg,
        background=theme.bg,
        surface=theme.panel,
        panel=theme.panel,
        boost=theme.panel,
        dark=theme.dark,
    )
