"""A story, or the shelf, shown to somebody who sits before a terminal.

The rule: the first page of a story, or a shelf that is known, stands before the screen library is
imported.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.cli import linear
from reader.cli.arguments import Arguments
from reader.cli.errors import CommandError
from reader.context import Context
from reader.posix import terminal
from reader.reading.open import OpenStory

if TYPE_CHECKING:
    from reader.reading.search import SearchTarget
    from reader.terminal.handover import Hold

_FRAMES = "120"
"""Pictures a second at most: so much sooner than by the usual 60 is a key answered in a burst."""


class Request(NamedTuple):
    """A story, and what of it is to be shown first."""

    opened: OpenStory
    sought: SearchTarget | None = None
    """The hit to be looked at."""
    at_end: bool = False


def show(context: Context, arguments: Arguments, take: Callable[[], OpenStory] | None) -> int:
    """Show what `take` opens, else the shelf, on the screen or in linear mode; the exit code."""
    begin = partial(begun, take, getattr(arguments, "start", "")) if take else None
    if linear.is_wanted(arguments):
        return linear.show(context, arguments, begin)
    from reader.terminal.handover import held

    gc.disable()  # until the app is there: of what a start makes, nothing is rubbish
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES)
    with held() as hold:
        if context.settings.theme == "auto":
            hold.ask()
        if begin is None:
            return show_shelf(context, hold)
        return show_story(context, begin(), hold)


def show_shelf(context: Context, hold: Hold) -> int:
    """Show the shelf on the screen that is held; the exit code."""
    from reader.reading.view import theme_for
    from reader.shelf.picture import shelf_picture
    from reader.shelf.view import remembered

    known = remembered(context)
    picture = shelf_picture(context, known, *hold.size())
    if picture is not None:
        hold.show(picture, theme_for(context.settings, dark=hold.dark()))
    from reader.tui.app import read

    return read(context, None, None, hold, known=known)


def begun(take: Callable[[], OpenStory], start: str) -> Request:
    """The story, at its place or where the word behind a `+` says."""
    if not start:
        return Request(take())
    from reader.cli.start import started

    return started(take(), start)


def show_story(context: Context, begun: Request, hold: Hold) -> int:
    """Show a story on the screen that is held; the exit code."""
    from reader.reading.view import first_picture, theme_for

    opened, sought, at_end = begun
    if context.settings.theme == "auto":
        hold.ask()
    anywhere = bool(sought or at_end)
    first = first_picture(opened, context.settings, *hold.size(), at_once=not anywhere)
    if sought:
        first = first._replace(navigator=first.navigator.showing(sought.start))
    elif at_end:
        first = first._replace(navigator=first.navigator.to_end())
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
