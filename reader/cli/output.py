"""What is printed or written: JSON with stable fields, colours for people, and files."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from json.encoder import encode_basestring
from pathlib import Path
from re import Match
from typing import TypeVar

from reader.cli.arguments import CommandError
from reader.lazy_pattern import lazy_pattern
from reader.posix import flag

T = TypeVar("T")
_TOGETHER = 500
"""Objects that are printed at a time."""
encode = json.JSONEncoder(ensure_ascii=False).encode
"""A value as JSON on one line."""
quoted = encode_basestring
"""The same for strings only, and faster."""
_UNSEEN = lazy_pattern(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Characters that act on a terminal or cannot be seen, and that JSON does not escape.

Among them are the bytes of paths that are not UTF-8.
"""
_BEYOND_ASCII = lazy_pattern("[^\x00-\x7f]")


def printable(text: str) -> str:
    """JSON that people can read in any language and that does nothing to a terminal."""
    if not text.replace("\n", "").isprintable():  # rare, and found in no time
        text = _UNSEEN.sub(_escaped, text)
    if text.isascii():
        return text
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return _BEYOND_ASCII.sub(_escaped, text)
    return text


def _escaped(match: Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


_SHOWN = "\x1b[1;31m{}\x1b[m"
"""Bold and red, as `grep` shows what was looked for; without colours it is still bold."""


def coloured() -> bool:
    """Whether what is printed may have colours.

    NO_COLOR wins (no-color.org), then CLICOLOR_FORCE and CLICOLOR (bixense.com/clicolors);
    otherwise terminals get them, except dumb ones.
    """
    told = os.environ.get
    if told("NO_COLOR"):
        return False
    if told("CLICOLOR_FORCE", "0") not in ("", "0") or told("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and told("CLICOLOR") != "0" and told("TERM") not in ("dumb", None)


def emphasised(words: str) -> str:
    """Clean words as they stand out in a coloured line."""
    return _SHOWN.format(words) if words else ""


def iso_time(seconds: float | None) -> str | None:
    """A moment in ISO 8601, UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def print_rows(rows: Iterable[dict[str, object]]) -> int:
    """Print objects as a JSON array, one to a line: thousands of them in an instant."""
    return print_lines(map(encode, rows))


def print_lines(objects: Iterable[str]) -> int:
    """Print objects that are already JSON as `print_rows` does, while they arrive."""
    begun = False
    for some in together(objects):
        print(printable((",\n " if begun else "[") + ",\n ".join(some)), end="")
        begun = True
    print("]" if begun else "[]")
    return 0


def together(items: Iterable[T], size: int = _TOGETHER) -> Iterator[list[T]]:
    """In groups, as they arrive."""
    left = iter(items)
    while some := [*islice(left, size)]:
        yield some


def print_json(value: object) -> int:
    """Print a value; return the exit code."""
    print(printable(json.dumps(value, ensure_ascii=False, indent=2)))
    return 0


def print_fields(fields: Mapping[str, object]) -> int:
    """Print an object as `print_json` does, the values of an iterator as an array while they come.

    However many these are, only one is held at a time.
    """
    mark = "{"
    for name, value in fields.items():
        print(f"{mark}\n  {printable(quoted(name))}: ", end="")
        if isinstance(value, Iterator):
            print("[", end="")
            begun = False
            for one in value:
                print(f"{',' if begun else ''}\n    {_indented(one, 4)}", end="")
                begun = True
            print("\n  ]" if begun else "]", end="")
        else:
            print(_indented(value, 2), end="")
        mark = ","
    print("\n}")
    return 0


def _indented(value: object, blanks: int) -> str:
    """A value as it stands in another; its strings have no line ends."""
    whole = json.dumps(value, ensure_ascii=False, indent=2)
    return printable(whole.replace("\n", "\n" + blanks * " "))


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner alone."""
    fresh = path.with_name(f".{path.name[:40]}-{os.getpid()}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | flag("O_BINARY"), 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="", errors="replace") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise CommandError(f"{path}: {(error.strerror or 'it cannot be written').lower()}")
