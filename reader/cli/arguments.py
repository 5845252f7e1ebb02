"""The command line: its arguments, which function runs each command, how failures are reported.

The rule: next to nothing is imported here, so `nightstand FILE` waits neither for the grammar of
options that were not given nor for other commands.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType, SimpleNamespace

from reader.cleaning import safe

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "open": "",
        "read": "",
        "resume": "open.resume",
        "list": "shelf_list.list_stories",
        "add": "exchange.add_stories",
        "cat": "pages.cat",
        "info": "about.info",
        "toc": "about.toc",
        "search": "search.search",
        "index": "search.index",
        "who": "people.who",
        "people": "people.people",
        "define": "words.define",
        "words": "words.words",
        "hook": "words.hook",
        "bookmarks": "bookmarks.bookmarks",
        "highlight": "highlights.highlight",
        "highlights": "highlights.highlights",
        "export": "exchange.export",
        "import": "exchange.import_",
        "sync": "sync.sync",
        "kosync": "kosync.kosync",
        "stats": "about.stats",
        "doctor": "doctor.examine",
        "paths": "about.paths",
        "config": "config.config",
        "completions": "completions.completions",
        "manual": "manual.manual",
    }
)
"""Command → the module next to this one, and the function in it; without a command it is `open`.

Empty where that depends on what input and output are: see `mode`.
"""

VALUED = ("--library", "--data", "--config")
"""The options that every command has, each with a value."""


class Arguments(SimpleNamespace):
    """The options and words of a command, each under its own name.

    The values here hold for options that were not given.
    """

    command: str
    """A key of the table above."""
    story: list[str]
    library: str = ""
    data: str = ""
    config: str = ""
    encoding: str = ""
    chapters: str = ""
    """A pattern for the headings of the story's chapters."""
    start: str = ""
    """Where to open the story: the last of `+12`, `+G` and `+/pattern`, without its plus."""
    width: int | None = None
    height: int | None = None
    pages: tuple[int, int] | None = None
    at: tuple[int, bool] | None = None
    """A place in the story, and whether it is a percentage."""
    share: float | None = None
    """How far into the story to look, from 0 to 1."""
    join: list[list[str]] | None = None
    """Pairs of names, each for one person."""
    part: list[str] | None = None
    """Names that belong to someone else than the person they were given to."""
    linear: bool = False
    lines: bool = False
    json: bool = False
    clear: bool = False
    title: str | None = None
    author: str | None = None
    hide: list[str] | None = None
    show: list[str] | None = None
    reset: bool = False
    quote: str = ""
    note: str | None = None
    colour: str = ""
    style: str = ""
    tag: list[str] | None = None
    format: str = ""
    """Of highlights to be written."""
    output: str = ""
    spreadsheet: bool = False
    anki: bool = False
    folder: str = ""
    """The folder through which machines agree."""
    login: bool = False


def plain(argv: Sequence[str]) -> Arguments | None:
    """The arguments where they only name a story, or ask for a listing; None where there is more.

    They are what the grammar of options would give, in a tenth of the time.
    """
    if argv[:1] == ["list"]:
        return _listing(argv[1:])
    if any(word.startswith("-") or not word for word in argv):
        return None
    words, start = without_start(argv)
    if words[:1] and words[0] in ACTIONS:
        return None
    return Arguments(command="open", story=words, encoding="", chapters="", start=start)


def _listing(words: Sequence[str]) -> Arguments | None:
    """The arguments of `list`; None if it has others than locations and `--json`."""
    arguments = Arguments(command="list", json=False)
    rest = iter(words)
    for word in rest:
        value = next(rest, "") if word in VALUED else ""
        if word == "--json":
            arguments.json = True
        elif value and not value.startswith("-"):
            setattr(arguments, word.removeprefix("--"), value)
        else:
            return None
    return arguments


def without_start(argv: Sequence[str]) -> tuple[list[str], str]:
    """The words without `+12`, `+G` or `+/pattern`, the last of them given without its plus."""
    words: list[str] = []
    start = ""
    for at, word in enumerate(argv):
        if word == "--":
            return [*words, *argv[at:]], start
        if word == "+G" or word[:2] == "+/" != word or (word[:1] == "+" and _is_number(word[1:])):
            start = word[1:]
        else:
            words.append(word)
    return words, start


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 9


class CommandError(Exception):
    """Something could not be done; the message is one line for the reader."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """One clean line on stderr."""
    print(f"nightstand: {safe(message)}", file=sys.stderr)
