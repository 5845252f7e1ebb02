"""Nightstand as `$PAGER`: any text that comes in, shown on the terminal line by line as it is.

The rule: nothing of it is remembered, and what fits on the screen is simply printed.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from reader.cli.arguments import Arguments, CommandError
from reader.cli.mode import is_linear
from reader.cli.open import show_story
from reader.cli.piped import Tell, received, say_so
from reader.cli.renditions import renditions, without_renditions
from reader.cli.story import context_for
from reader.context import Context
from reader.formats.files import LoadError
from reader.paint.ansi import sgr
from reader.paint.runs import runs
from reader.paint.theme_lookup import theme
from reader.posix import terminal
from reader.reading.open import OpenStory
from reader.reading.request import StartError, start_at
from reader.terminal.colours import depth
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle

if TYPE_CHECKING:
    from reader.terminal.handover import TerminalHold

_MOST = 64 << 20
_MOST_LINES = 500_000
"""Bytes and lines that are read; the rest is not."""
_GLIMPSED = 256 << 10
"""Bytes received that are looked at for a first page."""
_STYLE = ('mode = "scroll"', "running_head = false")


def page(arguments: Arguments) -> int:
    """Show what comes in, the first page as soon as there is one; return the exit code."""
    source = os.dup(sys.stdin.fileno())
    keys = terminal()
    if keys is not None:
        os.dup2(keys, 0)
        os.close(keys)
    with context_for(arguments) as context:
        try:
            if keys is None or is_linear(arguments):
                return _in_lines(context, arguments, source, keyless=keys is None)
            return _on_screen(context, arguments, source)
        except (LoadError, StartError) as error:
            raise CommandError(str(error))


def _on_screen(context: Context, arguments: Arguments, source: int) -> int:
    from reader.terminal.handover import hold_terminal

    with hold_terminal() as hold:
        opened = _received(source, partial(_show_so_far, context, hold), arguments.encoding)
        size = hold.size()
        if opened is not None and not _fits(opened, *size):
            return show_story(context, start_at(opened, arguments.start), hold)
    return _print(opened, size[0])


def _in_lines(context: Context, arguments: Arguments, source: int, *, keyless: bool) -> int:
    opened = _received(source, say_so(), arguments.encoding)
    size = shutil.get_terminal_size()
    if opened is None or keyless or _fits(opened, *size):
        return _print(opened, size.columns)
    from reader.cli.linear import show_story as show_in_lines

    return show_in_lines(context, arguments, start_at(opened, arguments.start))


def _received(source: int, tell: Tell, encoding: str) -> OpenStory | None:
    """Everything that comes in, as far as it can be shown."""
    data, whole = received(source, _MOST, tell, _MOST_LINES)
    opened = taken(data, encoding)
    if opened is None or whole:
        return opened
    long = len(data) == _MOST or data.count(b"\n") > _MOST_LINES
    notice = "There is more, but it is too long to show." if long else ""
    return opened.replace(cut=True, notice=notice)


def _show_so_far(context: Context, hold: TerminalHold, data: bytes) -> None:
    """The first page of what has come in, and its size."""
    from reader.reading.view import first_page, theme_for

    end = data.rfind(b"\n", 0, _GLIMPSED) + 1
    try:
        opened = taken(data[:end], "")
    except LoadError:  # the rest may show what it is
        return
    if opened is not None:
        size = f"{len(data) / 1e6:.1f} MB" if len(data) >= 100_000 else f"{len(data):,} bytes"
        rows = first_page(opened, context.settings, *hold.size()).rows(
            opened, f"reading, {size} so far; Ctrl-C stops"
        )
        hold.show(rows, theme_for(context.settings))


def taken(data: bytes, encoding: str) -> OpenStory | None:
    """A text as it is, line by line; None when there is nothing to read in it.

    Raises:
        LoadError: It is not text.
    """
    from reader import formats
    from reader.formats.choices import Choices

    sent, data = data, without_renditions(data)
    if not data.strip():
        return None
    choices = Choices(encoding=encoding, raw=True, style=_STYLE)
    name = os.environ.get("MAN_PN") or "standard input"  # set by man to the page it shows
    story = formats.from_bytes(data, name, choices)
    story = story._replace(spans=renditions(sent, story))
    return OpenStory(story, choices=choices, data=data)


def _fits(opened: OpenStory, columns: int, rows: int) -> bool:
    """Whether a text fits on a terminal of that size, including the shell's own line."""
    return len(opened.story.text) <= columns * rows and _layout(opened, columns).row_count < rows


def _layout(opened: OpenStory, columns: int) -> Layout:
    return Layout(opened.story, PageStyle(Cells(columns), 0))


def _print(opened: OpenStory | None, columns: int) -> int:
    """Print a text from its beginning to its end, in the terminal's own colours."""
    if opened is not None:
        layout = _layout(opened, columns)
        colours, look = depth(os.environ), theme("terminal")
        plain = sgr(look.look(()), colours)
        for line in layout.rows(0, layout.row_count):
            painted = ""
            for run in runs(opened.story, line) if line else ():
                looks = sgr(look.look(run.roles), colours)
                painted += run.text if looks == plain else f"{looks}{run.text}{plain}"
            print(painted.rstrip(" "))
    return 0
