"""The options of the commands for words and passages of stories."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from reader.cli.option_values import place

_COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple")
_STYLES = ("solid", "underline", "strikethrough", "outline")
_FORMATS = ("markdown", "annotation", "readwise", "clippings", "koreader")


def of_story(parser: argparse.ArgumentParser) -> None:
    """A story that may be named, to which the command is then restricted."""
    parser.add_argument("story", nargs="*", metavar="STORY", help="only for this story")
    parser.add_argument("--encoding", default="", help=argparse.SUPPRESS)


def _one_of(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def highlight(parser: argparse.ArgumentParser) -> None:
    """Those of `highlight`."""
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


def highlights(parser: argparse.ArgumentParser) -> None:
    """Those of `highlights`."""
    of_story(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON")
    how.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="FORMAT",
        default="",
        help=f"print what other programs read: {_one_of(_FORMATS)}",
    )
    parser.add_argument("--output", metavar="FILE", default="", help="write to this file")
    parser.add_argument(
        "--spreadsheet", action="store_true", help="Readwise's table, safe to open in a spreadsheet"
    )


def define(parser: argparse.ArgumentParser) -> None:
    """Those of `define`."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="a word, or a short phrase")
    parser.add_argument("--json", action="store_true", help="print JSON")


def words(parser: argparse.ArgumentParser) -> None:
    """Those of `words`."""
    of_story(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON")
    how.add_argument("--anki", action="store_true", help="print notes for Anki")


def hook(parser: argparse.ArgumentParser) -> None:
    """Those of `hook`."""
    parser.add_argument(
        "hook", nargs="?", default="", metavar="NAME", help="its name; without one, all are listed"
    )
    parser.add_argument("words", nargs="*", metavar="WORDS", help="the words to pass to it")
