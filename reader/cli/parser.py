"""The grammar of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from reader import __version__
from reader.cleaning import safe
from reader.cli import word_options
from reader.cli.arguments import VALUED, Arguments, without_start
from reader.cli.option_values import codec, count, pattern, place, positive, share, span

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_DESCRIPTION = """\
Nightstand reads plain-text stories in the terminal and never loses your place.

  nightstand                opens the shelf
  nightstand FILE           opens one story where you left it
  nightstand TITLE WORDS    finds a story of the library by its title
  nightstand -              reads a story from standard input
  nightstand +N FILE        opens it at a line, +/WORDS at words, +G at its end
  COMMAND | nightstand      shows what comes in as it is; PAGER=nightstand
"""

_EPILOG = """\
Inside: Space turns the page, m sets a bookmark, ' lists them,
? shows every key, q leaves.
Exit codes: 0 done, 1 failed, 2 wrong usage, 128+n ended by signal n.
No connection is ever opened, but to a kosync server that the settings name.
"""


class _Parser(argparse.ArgumentParser):
    """Reports errors in one clean line; its help has examples."""

    def format_help(self) -> str:
        """The options, what `--json` gives, and what can be typed."""
        from reader.cli.examples import epilog

        told = epilog(self.prog.partition(" ")[2] or "open")
        return super().format_help().rstrip("\n") + "\n" + (f"\n{told}" if told else "")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print what was asked for; unlike the base class, never keep silent that it failed."""
        print(message, end="", file=file)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"nightstand: {safe(message)}; try: {self.prog} --help\n")


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments as a namespace with the command in it; leaves with 2 on wrong usage."""
    names = {name for name, *_ in _COMMANDS}
    first = next((word for word in _without_options(argv) if word), None)
    if first is not None and first in names and first != "read":
        return _commands_parser(first).parse_args(argv, Arguments())
    words, start = without_start(argv)
    parser = _commands_parser(first) if first == "read" else _opening_parser()
    return parser.parse_args(words, Arguments(start=start))


def _without_options(argv: Sequence[str]) -> list[str]:
    """The words before `--` that are neither options nor their values."""
    words: list[str] = []
    skip = False
    for word in argv:
        if word == "--":
            break
        if not skip and (not word.startswith("-") or word == "-"):
            words.append(word)
        skip = word in VALUED
    return words


def _shared() -> _Parser:
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("locations")
    group.add_argument("--library", metavar="DIR", help="the folder of stories")
    group.add_argument("--data", metavar="FILE", help="the user data file")
    group.add_argument("--config", metavar="FILE", help="the settings file")
    return shared


def _opening_parser() -> _Parser:
    parser = _Parser(
        prog="nightstand",
        description=_DESCRIPTION,
        epilog=_commands_help() + "\n" + _EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_shared()],
        usage="nightstand [options] [FILE | FOLDER | TITLE … | - | COMMAND …]",
    )
    parser.add_argument("-V", "--version", action="version", version=f"nightstand {__version__}")
    _encoding(parser)
    parser.add_argument("story", nargs="*", help=argparse.SUPPRESS)
    parser.set_defaults(command="open")
    return parser


def _commands_parser(chosen: str) -> _Parser:
    """The grammar of the command that was chosen; that of all would cost as much as a listing."""
    shared = _shared()
    parser = _Parser(prog=f"nightstand {chosen}", parents=[shared], epilog=_EPILOG)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for name, help_, fill in (row for row in _COMMANDS if row[0] == chosen):
        sub = subparsers.add_parser(
            name,
            prog=f"nightstand {name}",
            help=help_,
            description=help_ + ".",
            parents=[shared],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        fill(sub)
        sub.set_defaults(command=name)
    return parser


def grammar() -> dict[str, argparse.ArgumentParser]:
    """The whole grammar: command to its parser; `open` is what is done without a command."""
    parsers: dict[str, argparse.ArgumentParser] = {"open": _opening_parser()}
    for name, help_, fill in _COMMANDS:
        parsers[name] = _Parser(prog=f"nightstand {name}", description=help_, parents=[_shared()])
        fill(parsers[name])
    return parsers


def _commands_help() -> str:
    rows = "\n".join(f"  {name:<13}{help_[0].lower()}{help_[1:]}" for name, help_, *_ in _COMMANDS)
    return f"commands (each has --help):\n{rows}\n"


def _nothing(_: argparse.ArgumentParser) -> None:
    return


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _story(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", nargs="+", metavar="STORY", help="a file, a title, or -")
    _encoding(parser)


def _encoding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoding", type=codec, metavar="NAME", default="", help="read the file as NAME"
    )
    parser.add_argument(
        "--chapters",
        type=pattern,
        metavar="PATTERN",
        default="",
        help="take lines that match this regular expression as chapter headings",
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
        help="tell why lines are read as they are, at an offset or a percentage such as 40%%",
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
    word_options.of_story(parser)
    _json(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help="what to search for")
    parser.add_argument(
        "--in", dest="inside", metavar="STORY", help="only in this file or title, or -"
    )
    parser.add_argument(
        "--regex", action="store_true", help="take the words as a regular expression"
    )
    parser.add_argument("--word", action="store_true", help="match whole words only")
    parser.add_argument("--case", action="store_true", help="match capitals exactly")
    parser.add_argument("--exact", action="store_true", help="match accents and quotes exactly")
    parser.add_argument(
        "--kana", action="store_true", help="take hiragana and katakana as the same"
    )
    parser.add_argument("--matter", action="store_true", help="search front and back matter too")
    parser.add_argument("--limit", type=count, metavar="N", help="print at most N hits")
    _sized(parser)
    _json(parser)


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", nargs=1, metavar="STORY", help="a file, a title, or -")
    parser.add_argument("words", nargs="+", metavar="NAME", help="the name to look up")
    _encoding(parser)
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
        help="take these two as one person",
    )
    group.add_argument(
        "--part",
        metavar="NAME",
        action="append",
        help="take this name as somebody else's",
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
    _encoding(parser)
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


_COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
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
    ("define", "Look up a word in the dictionaries", word_options.define),
    ("words", "List the words you kept, with their sentences", word_options.words),
    ("hook", "Pass words to a command from the settings", word_options.hook),
    ("bookmarks", "List bookmarks", _bookmarks),
    ("highlight", "Highlight words of a story, and write a note", word_options.highlight),
    ("highlights", "List highlights and notes, or export them", word_options.highlights),
    ("stats", "Show what you read, and how fast", _stats),
    ("export", "Export all places, bookmarks and highlights as JSON", _export),
    ("import", "Import an export, a data file, or highlights of other programs", _import),
    ("sync", "Sync with your other machines through a shared folder", _sync),
    ("kosync", "Ask a KOReader server where other devices are in your stories", _kosync),
    ("doctor", "Check what is wrong and say how to fix it", _json),
    ("paths", "Show where things are kept", _json),
    ("config", "Show or change settings", _config),
    ("completions", "Print completions for a shell", _completions),
    ("manual", "Print the manual page", _manual),
)
