"""A story, or the shelf, shown to a reader: on the screen, or in linear mode.

The rule: the first page of a story, or a shelf that is known, stands before the screen library is
imported.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from reader.cli.arguments import Arguments
from reader.cli.errors import CommandError
from reader.cli.mode import is_linear
from reader.cli.story import opening_of
from reader.context import Context
from reader.posix import terminal
from reader.reading.request import Opening, Request
from reader.terminal.colours import colour_system

if TYPE_CHECKING:
    from reader.terminal.handover import TerminalHold

_FRAMES = "120"
"""Pictures a second at most: a key in a burst is answered that much sooner than at the usual 60."""


def show(context: Context, arguments: Arguments, request: Request | None) -> int:
    """Show the story that is asked for, else the shelf; the exit code."""
    if is_linear(arguments):
        from reader.cli import linear

        if request is None:
            return linear.show_shelf(context, arguments)
        return linear.show_story(context, arguments, opening_of(context, request))
    from reader.terminal.handover import hold_terminal

    gc.disable()  # until the app is there: of what a start makes, nothing is rubbish
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES)
    os.environ["TEXTUAL_COLOR_SYSTEM"] = colour_system(os.environ)
    with hold_terminal() as hold:
        if context.settings.theme == "auto":
            hold.ask()
        if request is None:
            return _show_shelf(context, hold)
        return show_story(context, opening_of(context, request), hold)


def _show_shelf(context: Context, hold: TerminalHold) -> int:
    from reader.reading.view import theme_for
    from reader.shelf.picture import shelf_picture
    from reader.shelf.view import remembered

    known = remembered(context)
    picture = shelf_picture(context, known, *hold.size())
    if picture is not None:
        hold.show(picture, theme_for(context.settings, dark=hold.dark()))
    from reader.tui.app import read

    return read(context, None, None, hold, known=known)


def show_story(context: Context, opening: Opening, hold: TerminalHold) -> int:
    """Show a story on the screen that is held; the exit code."""
    from reader.reading.view import first_page, theme_for

    opened, sought = opening.opened, opening.sought
    if context.settings.theme == "auto":
        hold.ask()
    at_place = not (sought or opening.at_end)
    first = first_page(opened, context.settings, *hold.size(), at_once=at_place)
    if sought:
        first = first.replace(navigator=first.navigator.showing(sought.start))
    elif opening.at_end:
        first = first.replace(navigator=first.navigator.to_end())
    hold.show(first.rows(opened), theme_for(context.settings, dark=hold.dark()))
    from reader.tui.app import read

    return read(context, opened, first, hold, sought)


def take_keys_from_the_terminal() -> None:
    """Let the keys be standard input, which a story came through."""
    descriptor = terminal()
    if descriptor is None:
        raise CommandError("there is no terminal to take keys from")
    os.dup2(descriptor, 0)
    os.close(descriptor)
