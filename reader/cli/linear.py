"""Linear mode from the command line: when it is wanted, and what it reads.

The rule: it needs no terminal; what it is given by the line may come from a pipe.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.cli.arguments import Arguments
from reader.cli.errors import complain
from reader.context import Context

if TYPE_CHECKING:
    from reader.cli.screen import Request

_DUMB = ("dumb", "unknown")


def is_asked_for(arguments: Arguments) -> bool:
    """Whether pages are to be printed one after the other, on a terminal or not."""
    return bool(getattr(arguments, "linear", False) or getattr(arguments, "lines", False))


def is_wanted(arguments: Arguments) -> bool:
    """Whether it is asked for, or all that the terminal can do."""
    return is_asked_for(arguments) or os.environ.get("TERM") in _DUMB


def show(context: Context, arguments: Arguments, begin: Callable[[], Request] | None) -> int:
    """Read a story, or choose one of the library's; the exit code."""
    from reader.linear import Sheet, choose_story, read

    sheet = Sheet(getattr(arguments, "width", None), getattr(arguments, "height", None))
    lines = bool(getattr(arguments, "lines", False))
    if begin is not None:
        opened, sought, at_end = begin()
        return read(context, opened, sheet, lines=lines, sought=sought, at_end=at_end)
    from reader.shelf.scan import rescan

    entries = [one for one in rescan(context) if one.missing is None]
    if not entries:
        complain(f"there are no stories in {context.own_folder}")
        return 1
    return choose_story(context, entries, sheet, lines=lines)
