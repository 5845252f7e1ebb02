"""Linear mode from the command line.

The rule: it needs no terminal; its lines of input may come from a pipe.
"""

from __future__ import annotations

from reader.cli.arguments import Arguments, complain
from reader.context import Context
from reader.linear.base import Sheet
from reader.linear.reading import choose_story, read
from reader.reading.request import Opening


def show_story(context: Context, arguments: Arguments, opening: Opening) -> int:
    """Read a story; return the exit code."""
    return read(
        context,
        opening.opened,
        _sheet(arguments),
        lines=arguments.lines,
        sought=opening.sought,
        at_end=opening.at_end,
    )


def show_shelf(context: Context, arguments: Arguments) -> int:
    """Choose one of the library's stories and read it; return the exit code."""
    from reader.shelf.scan import rescan

    entries = [one for one in rescan(context) if one.missing is None]
    if not entries:
        complain(f"there are no stories in {context.own_folder}")
        return 1
    return choose_story(context, entries, _sheet(arguments), lines=arguments.lines)


def _sheet(arguments: Arguments) -> Sheet:
    return Sheet(arguments.width, arguments.height)
