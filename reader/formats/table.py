"""The kinds of file that stories come in, and which of them a file is.

The rule: the first row whose look at the bytes says yes is the format; a name alone never is.
Plain text comes last and takes what no other row does; it refuses what is not text.
"""

from __future__ import annotations

import os

from reader.formats.format import Format
from reader.formats.rows import ROWS
from reader.formats.text.format import TEXT

FORMATS: tuple[Format, ...] = (*ROWS, TEXT)

_NAMED = 3
"""Formats that are named where people are told which files are stories."""
SUFFIXES = tuple(suffix for row in FORMATS for suffix in row.suffixes)
"""What the names of stories end with, in small letters."""


def format_of(data: bytes, name: str | os.PathLike[str]) -> Format:
    """The format of a file."""
    path = os.fspath(name)
    return next((row for row in FORMATS if row.sniff(data, path)), TEXT)


def is_story_name(name: str) -> bool:
    """Whether a file of that name is taken for a story before it is opened."""
    return name.endswith(SUFFIXES) or name.lower().endswith(SUFFIXES)


def wanted_files() -> str:
    """What the library takes, for people: “.txt, .epub or .html files”."""
    named = [row.suffixes[0] for row in (FORMATS[-1], *FORMATS[:-1]) if row.suffixes]
    first, last = named[:_NAMED], "other story" if len(named) > _NAMED else ""
    if not last:
        *first, last = first
    return f"{', '.join(first)} or {last} files" if first else f"{last} files"
