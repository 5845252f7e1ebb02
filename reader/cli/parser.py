"""The grammar of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from reader import __version__
from reader.cleaning import safe
from reader.cli.arguments import VALUED, Arguments, without_start
from reader.cli.options import COMMANDS, encoding

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
No connection is ever opened, except to a kosync server named in the settings.
"""


class _Parser(argparse.ArgumentParser):
    """Reports errors in one clean line; its help has examples."""

    def format_help(self) -> str:
        """The options, the fields of `--json`, and examples."""
        from reader.cli.examples import epilog

        told = epilog(self.prog.partition(" ")[2] or "open")
        return super().format_help().rstrip("\n") + "\n" + (f"\n{told}" if told else "")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print a message; unlike the base class, never hide a failure to do so."""
        print(message, end="", file=file)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"nightstand: {safe(message)}; try: {self.prog} --help\n")


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments as a namespace with the command in it; exits with 2 on wrong usage."""
    names = {name for name, *_ in COMMANDS}
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
    encoding(parser)
    parser.add_argument("story", nargs="*", help=argparse.SUPPRESS)
    parser.set_defaults(command="open")
    return parser


def _commands_parser(chosen: str) -> _Parser:
    """The grammar of the chosen command; the grammar of all would cost as much as a listing."""
    shared = _shared()
    parser = _Parser(prog=f"nightstand {chosen}", parents=[shared], epilog=_EPILOG)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for name, help_, fill in (row for row in COMMANDS if row[0] == chosen):
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
    """The whole grammar: command → its parser; `open` stands for no command."""
    parsers: dict[str, argparse.ArgumentParser] = {"open": _opening_parser()}
    for name, help_, fill in COMMANDS:
        parsers[name] = _Parser(prog=f"nightstand {name}", description=help_, parents=[_shared()])
        fill(parsers[name])
    return parsers


def _commands_help() -> str:
    rows = "\n".join(f"  {name:<13}{help_[0].lower()}{help_[1:]}" for name, help_, *_ in COMMANDS)
    return f"commands (each has --help):\n{rows}\n"
