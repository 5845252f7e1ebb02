"""The commands of the command line, and the options of each."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from reader.cli.option_values import codec, count, pattern, place, positive, share, span

_COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple")
_STYLES = ("solid", "underline", "strikethrough", "outline")
_FORMATS = ("markdown", "annotation", "readwise", "clippings", "koreader")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _story(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", nargs="+", metavar="STORY", help="a file, a title, or -")
    encoding(parser)


def encoding(parser: argparse.ArgumentParser) -> None:
    """How the file of a story is to be read."""
    parser.add_argument(
        "--encoding", type=codec, metavar="NAME", default="", help="read the file as NAME"
    )
    parser.add_argument(
        "--chapters",
        type=pattern,
        metavar="PATTERN",
        default="",
        help="treat lines that match this regular expression as chapter headings",
    )


def _sized(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--width", type=positive, metavar="CELLS", default=None, help="the length of a line"
    )
    parser.add_argument(
        "--height", type=positive, metavar="ROWS", default=None, help="rows of text on a page"
    )


def _cat(parser: argparse.ArgumentParser) -> None:
    _story(parser)
    _sized(parser)
    parser.add_argument(
        "--pages", type=span, metavar="A-B", help="only these pages, counted from 1"
    )


def _stats(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument(
        "--clear",
        action="store_true",
        help="forget what you read, how long and how fast; places and bookmarks stay",
    )


def _info(parser: argparse.ArgumentParser) -> None:
    _story(parser)
    _sized(parser)
    parser.add_argument(
        "--at",
        type=place,
        metavar="PLACE",
        default=None,
        help="show why lines at an offset or a percentage such as 40%% are read as they are",
    )
    _json(parser)
    group = parser.add_argument_group("corrections, kept for this story")
    group.add_argument("--title", metavar="TITLE", help="the title; empty for the one in the file")
    group.add_argument("--author", metavar="NAME", help="the author, likewise")
    group.add_argument(
        "--hide",
        metavar="WORDS",
        action="append",
        help="hide lines with these words; * matches anything",
    )
    group.add_argument("--show", metavar="WORDS", action="append", help="show hidden lines again")
    group.add_argument("--reset", action="store_true", help="undo all of these")


def _toc(parser: argparse.ArgumentParser) -> None:
    _story(parser)
    _json(parser)


def _bookmarks(parser: argparse.ArgumentParser) -> None:
    _of_story(parser)
    _json(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help="what to search for")
    parser.add_argument(
        "--in", dest="inside", metavar="STORY", help="only in this file or title, or -"
    )
    parser.add_argument(
        "--regex", action="store_true", help="treat the words as a regular expression"
    )
    parser.add_argument("--word", action="store_true", help="match whole words only")
    parser.add_argument("--case", action="store_true", help="match capitals exactly")
    parser.add_argument("--exact", action="store_true", help="match accents and quotes exactly")
    parser.add_argument(
        "--kana", action="store_true", help="treat hiragana and katakana as the same"
    )
    parser.add_argument("--matter", action="store_true", help="search front and back matter too")
    parser.add_argument("--limit", type=count, metavar="N", help="print at most N hits")
    _sized(parser)
    _json(parser)


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", nargs=1, metavar="STORY", help="a file, a title, or -")
    parser.add_argument("words", nargs="+", metavar="NAME", help="the name to look up")
    encoding(parser)
    _so_far(parser)


def _people(parser: argparse.ArgumentParser) -> None:
    _story(parser)
    _so_far(parser)
    group = parser.add_argument_group("corrections, kept for this story")
    group.add_argument(
        "--join",
        nargs=2,
        metavar=("NAME", "OTHER"),
        action="append",
        help="treat these two as one person",
    )
    group.add_argument(
        "--part",
        metavar="NAME",
        action="append",
        help="treat this name as someone else's",
    )


def _so_far(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--at",
        dest="share",
        type=share,
        metavar="SHARE",
        default=None,
        help="look up to this point, such as 40%%, instead of as far as you read",
    )
    _json(parser)


def _read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "story",
        nargs="*",
        metavar="STORY",
        help="a file, a title, or -; without one, the library is listed",
    )
    encoding(parser)
    _linear(parser)
    _sized(parser)


def _linear(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--linear", action="store_true", help="print page after page as plain lines"
    )
    parser.add_argument(
        "--lines", action="store_true", help="the same, with each command typed as a line"
    )


def _resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bookmark", nargs="*", metavar="BOOKMARK", help="its id or its name")
    _linear(parser)
    _sized(parser)


def _completions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="which shell")
    parser.add_argument("--words", action="store_true", help=argparse.SUPPRESS)


def _manual(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--roff", action="store_true", help="as roff, the source for man")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json",
        dest="into",
        nargs="?",
        const="-",
        default="-",
        metavar="FILE",
        help="write to this file",
    )


def _sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", metavar="DIR", default="", help="use this folder")
    _json(parser)


def _kosync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "story",
        nargs="*",
        metavar="STORY",
        help="a file or a title; without one, the stories read last",
    )
    parser.add_argument("--login", action="store_true", help="name server, user and password")
    _json(parser)


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a text, a folder of texts, or - for a pipe"
    )
    _json(parser)


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file, or -")


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=("get", "set", "reset", "edit", "path"),
        default="get",
        help="show all or one, change, reset to the default, edit the file, or show its path",
    )
    parser.add_argument("name", nargs="?", metavar="SETTING", help="its name, or keys.COMMAND")
    parser.add_argument("value", nargs="*", metavar="VALUE", help="new value")
    _json(parser)


def _of_story(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", nargs="*", metavar="STORY", help="only for this story")
    parser.add_argument("--encoding", default="", help=argparse.SUPPRESS)


def _one_of(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _highlight(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", nargs="+", metavar="STORY", help="a file or a title")
    parser.add_argument(
        "--quote", required=True, metavar="WORDS", help="the words as they are in the story"
    )
    parser.add_argument(
        "--at",
        type=place,
        metavar="PLACE",
        default=None,
        help="take the ones nearest to this offset or percentage, such as 40%%",
    )
    parser.add_argument("--note", metavar="TEXT", help="the note")
    parser.add_argument(
        "--colour",
        "--color",
        choices=_COLOURS,
        metavar="COLOUR",
        default="",
        help=f"its colour: {_one_of(_COLOURS)}",
    )
    parser.add_argument(
        "--style",
        choices=_STYLES,
        metavar="STYLE",
        default="",
        help=f"how it is drawn: {_one_of(_STYLES)}",
    )
    parser.add_argument("--tag", metavar="TAG", action="append", help="a tag; may be repeated")


def _highlights(parser: argparse.ArgumentParser) -> None:
    _of_story(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON")
    how.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="FORMAT",
        default="",
        help=f"print a format that other programs read: {_one_of(_FORMATS)}",
    )
    parser.add_argument("--output", metavar="FILE", default="", help="write to this file")
    parser.add_argument(
        "--spreadsheet", action="store_true", help="Readwise's table, safe to open in a spreadsheet"
    )


def _define(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD", help="a word, or a short phrase")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _words(parser: argparse.ArgumentParser) -> None:
    _of_story(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON")
    how.add_argument("--anki", action="store_true", help="print notes for Anki")


def _hook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "hook", nargs="?", default="", metavar="NAME", help="its name; without one, all are listed"
    )
    parser.add_argument("words", nargs="*", metavar="WORDS", help="the words to pass to it")


COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("read", "Open a story on the screen, or print its pages one by one", _read),
    ("resume", "Open the story read last, or a bookmark", _resume),
    ("list", "List the stories of the library", _json),
    ("add", "Copy stories into the library", _add),
    ("cat", "Print a story's pages as the screen sets them", _cat),
    ("info", "Show what a story is and how its file was read", _info),
    ("toc", "List a story's chapters", _toc),
    ("search", "Search the text of all stories", _search),
    ("index", "Make all stories ready to be searched, with an index of them", _json),
    ("who", "Look up a name in what you have read of a story", _who),
    ("people", "List the people met so far in a story", _people),
    ("define", "Look up a word in the dictionaries", _define),
    ("words", "List the words you kept, with their sentences", _words),
    ("hook", "Pass words to a command from the settings", _hook),
    ("bookmarks", "List bookmarks", _bookmarks),
    ("highlight", "Highlight words of a story, and write a note", _highlight),
    ("highlights", "List highlights and notes, or export them", _highlights),
    ("stats", "Show what you read, and how fast", _stats),
    ("export", "Export all places, bookmarks and highlights as JSON", _export),
    ("import", "Import an export, a data file, or highlights of other programs", _import),
    ("sync", "Sync with your other machines through a shared folder", _sync),
    ("kosync", "Ask a KOReader server where other devices are in your stories", _kosync),
    ("doctor", "Check for problems and say how to fix them", _json),
    ("paths", "Show where things are kept", _json),
    ("config", "Show or change settings", _config),
    ("completions", "Print completions for a shell", _completions),
    ("manual", "Print the manual page", _manual),
)
