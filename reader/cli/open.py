"""Opens what the command line names, on the screen or in linear mode.

The rule: the first page of a story, or a known shelf, is shown before the screen library is
imported.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError
from reader.cli.mode import folder_named, has_keys, is_asked_for_lines, is_linear
from reader.cli.story import context_for, opening_of, path_for, piped_data
from reader.context import Context, Library
from reader.posix import is_typed, terminal
from reader.reading.request import Opening, Request
from reader.terminal.colours import colour_system

if TYPE_CHECKING:
    from reader.terminal.handover import TerminalHold

_FRAMES = "120"
"""Frames per second at most: a key in a burst is answered that much sooner than at the usual 60."""
_FRAMES_MOST = 1000
"""Frames per second above which nobody sees more; timers do not keep up."""


def show(context: Context, arguments: Arguments, request: Request | None) -> int:
    """Show the story that is asked for, or else the shelf; return the exit code."""
    if is_linear(arguments):
        from reader.cli import linear

        if request is None:
            return linear.show_shelf(context, arguments)
        return linear.show_story(context, arguments, opening_of(context, request))
    from reader.terminal.handover import hold_terminal

    gc.disable()  # until the app is there: nothing that start-up makes is garbage
    _settle_environment()
    with hold_terminal() as hold:
        if context.settings.theme == "auto":
            hold.ask()
        if request is None:
            return _show_shelf(context, hold)
        tell_converting(context, request, hold)
        return show_story(context, opening_of(context, request), hold)


def tell_converting(context: Context, request: Request, hold: TerminalHold) -> None:
    """Say that a book is being converted before it can be shown, if it is."""
    if context.conversion is None or request.path is None:
        return
    from reader.formats.foreign import is_due
    from reader.paint.themes import Role, Run
    from reader.reading.view import theme_for

    if is_due(request.path, context.conversion):
        program = safe(context.conversion.command[0])
        told = f"Converting {safe(request.path.name)} with {program}; this is done once."
        row = [Run(f"  {told}"[: hold.size()[0] - 1], (Role.TEXT,))]
        hold.show([[], row], theme_for(context.settings, dark=hold.dark()))


def _settle_environment() -> None:
    """Leave nothing in the environment that the screen library could stumble over.

    The terminal itself is asked for its size, of which the shell's variables are a copy, and not
    always a number.
    """
    for name in ("COLUMNS", "LINES", "TEXTUAL_LOG"):
        os.environ.pop(name, None)
    frames = os.environ.get("TEXTUAL_FPS", "")
    if not (frames.isascii() and frames.isdigit() and 0 < int(frames[:5]) <= _FRAMES_MOST):
        os.environ["TEXTUAL_FPS"] = _FRAMES
    os.environ["TEXTUAL_COLOR_SYSTEM"] = colour_system(os.environ)


def _show_shelf(context: Context, hold: TerminalHold) -> int:
    from reader.reading.view import theme_for
    from reader.shelf.front import remembered_at_once
    from reader.shelf.picture import shelf_picture

    known = remembered_at_once(context)
    picture = shelf_picture(context, known, *hold.size())
    if picture is not None:
        hold.show(picture, theme_for(context.settings, dark=hold.dark()))
    from reader.tui.app import read

    return read(context, None, None, hold, known=known)


def show_story(context: Context, opening: Opening, hold: TerminalHold) -> int:
    """Show a story on the screen that is held; return the exit code."""
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
    """Read keys from the terminal when a story came through standard input."""
    descriptor = terminal()
    if descriptor is None:
        raise CommandError("there is no terminal to take keys from")
    os.dup2(descriptor, 0)
    os.close(descriptor)


def open_anything(arguments: Arguments) -> int:
    """The shelf, a file, a folder, a title, or standard input, on the screen or in linear mode."""
    folder = folder_named(arguments)
    with context_for(arguments) as context:
        if folder is not None:
            only = Library((folder.absolute(),), folder.absolute())
            context = context.replace(library=lambda: only)
        named = bool(arguments.story) and folder is None
        return show(context, arguments, _request(context, arguments) if named else None)


def _request(context: Context, arguments: Arguments) -> Request:
    """The request for the named story."""
    request = Request(
        encoding=arguments.encoding,
        chapters=arguments.chapters,
        start=arguments.start,
        whole=is_linear(arguments),
    )
    data = piped_data(arguments.story)
    if arguments.story == ["-"]:
        take_keys_from_the_terminal()
    if data is not None:
        return request.replace(data=data)
    return request.replace(path=path_for(context, arguments.story, ask=is_typed()))


def resume(arguments: Arguments) -> int:
    """The story read last, at its place, or a bookmark."""
    if not (has_keys() or is_asked_for_lines(arguments)):
        raise CommandError("resume needs a terminal; `nightstand cat` prints pages without one")
    with context_for(arguments) as context:
        if arguments.bookmark:
            from reader.cli.bookmarks import find_bookmark

            path, place = find_bookmark(context, " ".join(arguments.bookmark))
            return show(context, arguments, Request(path, place=place))
        path = _read_last(context)
        return show(context, arguments, Request(path, whole=is_linear(arguments)))


def _read_last(context: Context) -> Path:
    """The file of the story read last, among those whose files exist."""
    for known in context.store.stories.known():
        if known.last_read is None:
            break
        for path in known.paths:
            if path.is_file():
                return path
    raise CommandError("nothing has been read yet")
