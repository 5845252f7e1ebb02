"""How a story or the shelf is shown: by what was asked for, and by what input and output are.

The rule: a screen needs a terminal for its output and its keys; without one, lines are printed.
"""

from __future__ import annotations

import os
import stat
import sys
from enum import Enum
from pathlib import Path

from reader.cli.arguments import Arguments
from reader.posix import is_typed

_DUMB = ("dumb", "unknown")


class Mode(Enum):
    """The ways to open what the command line names."""

    READ = "open.open_anything"
    """On the screen, or in linear mode."""
    PAGE = "pager.page"
    """As a pager: nothing is named, text comes in, and a terminal shows it."""
    LIST = "shelf_list.list_here"
    """The shelf, for a pipe."""
    PRINT = "pages.cat"
    """A story, for a pipe."""


def mode_of(arguments: Arguments) -> Mode:
    """How to open what is named."""
    if has_keys(piped=arguments.story == ["-"]) or is_asked_for_lines(arguments):
        return Mode.READ
    if _comes_in(arguments):
        return Mode.PAGE
    if not arguments.story or folder_named(arguments) is not None:
        return Mode.LIST
    return Mode.PRINT


def has_keys(*, piped: bool = False) -> bool:
    """Whether a terminal shows screens and sends keys; with a `piped` story keys come otherwise."""
    return sys.stdout.isatty() and (piped or is_typed())


def is_asked_for_lines(arguments: Arguments) -> bool:
    """Whether pages are to be printed one after another, on a terminal or not."""
    return arguments.linear or arguments.lines


def is_linear(arguments: Arguments) -> bool:
    """Whether linear mode is asked for, or is all that the terminal can do."""
    return is_asked_for_lines(arguments) or os.environ.get("TERM") in _DUMB


def folder_named(arguments: Arguments) -> Path | None:
    """The folder that is named where a story could be."""
    words = arguments.story
    named = len(words) == 1 and bool(words[0]) and Path(words[0]).is_dir()
    return Path(words[0]) if named else None


def _comes_in(arguments: Arguments) -> bool:
    """Whether no story is named, text comes in, and a terminal is there to show it."""
    if arguments.story or sys.stdin is None or not sys.stdout.isatty():
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)
