"""`nightstand manual`: the manual page, made from the grammar of the command line.

The rule: there is one page. It is written in roff, and converted from that where there is no `man`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from textwrap import wrap

from reader import __version__
from reader.cli.arguments import Arguments
from reader.cli.candidates import options_of, takes_value, words_of
from reader.cli.examples import EXAMPLES, FIELDS
from reader.cli.parser import grammar
from reader.commands.line_commands import help_lines

_ENVIRONMENT = (
    ("NIGHTSTAND_LIBRARY", "The folders of stories, separated as in PATH."),
    ("NIGHTSTAND_DATA", "The user data file, which keeps places, bookmarks and highlights."),
    ("NIGHTSTAND_CONFIG", "The settings file."),
    ("NIGHTSTAND_DEBUG", "Show where an unexpected error came from."),
    ("NO_COLOR", "If set and not empty, no colours are used."),
    ("CLICOLOR", "If 0, nothing is printed in colour, even on a terminal."),
    ("CLICOLOR_FORCE", "If set and not 0, hits are printed in colour into a pipe too."),
    ("TERM", "If dumb, pages are printed one after the other as plain lines."),
    ("COLUMNS, LINES", "The size of the terminal for plain lines."),
)
_FILES = (
    ("~/.local/share/nightstand/nightstand.db", "Places, bookmarks and highlights."),
    ("~/.config/nightstand/settings.toml", "Settings."),
    ("~/.cache/nightstand/", "What can be rebuilt at any time."),
)
_ENDS = (
    ("0", "Done."),
    ("1", "Failed."),
    ("2", "Wrong usage."),
    ("128+n", "Ended by signal n."),
)


_WIDEST = 80
_LEAST = 20
_INDENT = 7
"""Blanks before the text of a section, as `man` has them."""


def manual(arguments: Arguments) -> int:
    """Print the manual page: as text, or as the source that `man` takes."""
    columns = min(_WIDEST, shutil.get_terminal_size().columns)
    sys.stdout.write(source() if arguments.roff else as_text(source(), columns))
    return 0


def source() -> str:
    """The manual page as roff."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    parsers = grammar()
    opening = parsers.pop("open")
    yield f'.TH NIGHTSTAND 1 "" "nightstand {__version__}" "User Commands"'
    yield ".SH NAME\nnightstand \\- read plain-text stories and never lose your place"
    yield ".SH SYNOPSIS"
    yield _synopsis("nightstand", opening)
    yield ".br\n\\fBnightstand\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR ...] ..."
    yield ".SH DESCRIPTION"
    yield from _described(opening.description or "")
    yield ".SH OPTIONS"
    yield from _options(opening)
    yield ".SH COMMANDS"
    for name, parser in parsers.items():
        yield f".SS {name}"
        yield f"{_roff(parser.description or '')}.\n.PP"
        yield _synopsis(f"nightstand {name}", parser)
        yield from _options(parser, but=opening)
        if name in FIELDS:
            yield f".PP\nFields with \\fB\\-\\-json\\fR: {', '.join(FIELDS[name].split())}."
        yield from _examples(EXAMPLES.get(name, ()))
    yield ".SH LINEAR MODE"
    yield "What can be typed, as keys or as lines:"
    for line in help_lines():
        keys, _, told = line.partition(": ")
        yield f".TP\n\\fB{_roff(keys)}\\fR\n{_roff(told)}"
    yield ".SH ENVIRONMENT"
    yield from _table(_ENVIRONMENT)
    yield ".SH FILES"
    yield from _table(_FILES)
    yield ".SH EXIT STATUS"
    yield from _table(_ENDS)
    yield ".SH EXAMPLES"
    yield from _examples(EXAMPLES["open"])
    yield ".SH SEE ALSO\n.BR less (1)"


def _described(text: str) -> Iterator[str]:
    """A sentence, then lines with a command and what it does."""
    for line in filter(None, (line.rstrip() for line in text.splitlines())):
        command, _, told = line.strip().partition("   ")
        if told and line.startswith("  "):
            yield f".TP\n\\fB{_roff(command)}\\fR\n{_sentence(told.strip())}"
        else:
            yield _roff(line)


def _synopsis(name: str, parser: argparse.ArgumentParser) -> str:
    words = []
    for word in words_of(parser):
        told = "|".join(map(str, word.choices)) if word.choices else word.metavar or word.dest
        shown = f"\\fI{_roff(str(told))}\\fR"
        words.append(f"[{shown}]" if word.nargs in ("*", "?") else shown)
    if name == "nightstand":
        words = ["[\\fIFILE\\fR|\\fIFOLDER\\fR|\\fITITLE\\fR ...|\\fB\\-\\fR]"]
    return " ".join([f"\\fB{_roff(name)}\\fR", "[\\fIOPTION\\fR ...]", *words])


def _options(
    parser: argparse.ArgumentParser, but: argparse.ArgumentParser | None = None
) -> Iterator[str]:
    """The options, without those that another parser has as well."""
    known = {s for o in options_of(but) for s in o.option_strings} if but else set()
    if but is not None:
        known.discard("--encoding")
    for word in words_of(parser) if but else ():
        if word.help:
            yield f".TP\n\\fI{_roff(str(word.metavar or word.dest))}\\fR\n{_sentence(word.help)}"
    for option in options_of(parser):
        if not known.isdisjoint(option.option_strings):
            continue
        value = f" \\fI{_roff(str(option.metavar))}\\fR" if takes_value(option) else ""
        names = ", ".join(f"\\fB{_roff(s)}\\fR{value}" for s in option.option_strings)
        yield f".TP\n{names}\n{_sentence(option.help or '')}"


def _sentence(text: str) -> str:
    text = text.replace("program's", "the program's")
    return _roff(f"{text[:1].upper()}{text[1:]}.")


def _table(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, told in rows:
        yield f".TP\n\\fB{_roff(name)}\\fR\n{_roff(told)}"


def _examples(lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield ".PP\n.nf\n.RS 4"
        yield from map(_roff, lines)
        yield ".RE\n.fi"


def _roff(text: str) -> str:
    """The text literally, whatever its characters mean in roff."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    plain = plain.replace("~", "\\(ti").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"(?m)^([.'])", r"\\&\1", plain)


def as_text(roff: str, columns: int) -> str:
    """A page of this module as text: headings, paragraphs, terms before their meanings."""
    text = _Text(columns)
    for line in roff.splitlines():
        if line.startswith("."):
            name, _, rest = line.partition(" ")
            text.obey(name, _read(rest))
        else:
            text.take(_read(line))
    return text.whole()


class _Text:
    """A page that is set line by line."""

    def __init__(self, columns: int) -> None:
        self._columns = max(_LEAST, columns - 1)
        self._lines: list[str] = []
        self._words: list[str] = []
        self._indent = _INDENT
        self._verbatim = self._term = False

    def take(self, text: str) -> None:
        """Add a line of text."""
        if self._verbatim:
            self._lines.append(" " * (_INDENT + 4) + text)
            return
        self._words.append(text)
        if self._term:
            self._end()
            self._term, self._indent = False, 2 * _INDENT

    def obey(self, name: str, text: str) -> None:
        """A roff request, and its arguments."""
        self._end()
        match name:
            case ".BR":
                self._words.append(text.replace(" ", ""))
            case ".nf" | ".fi":
                self._verbatim = name == ".nf"
            case ".SH" | ".SS":
                self._open()
                self._lines.append(text if name == ".SH" else f"   {text}")
                self._indent = _INDENT
            case ".PP" | ".TP":
                self._open()
                self._indent, self._term = _INDENT, name == ".TP"

    def whole(self) -> str:
        """All of it."""
        self._end()
        return "\n".join(self._lines) + "\n"

    def _open(self) -> None:
        """A blank line, except after a heading."""
        if self._lines and self._lines[-1][:_INDENT].isspace():
            self._lines.append("")

    def _end(self) -> None:
        """Set the words of a paragraph."""
        blanks = " " * self._indent
        if self._words:
            text = " ".join(self._words)
            self._lines += wrap(
                text,
                self._columns,
                initial_indent=blanks,
                subsequent_indent=blanks,
                break_on_hyphens=False,
                break_long_words=False,
            )
            self._words.clear()


def _read(roff: str) -> str:
    """A line of roff as it is read."""
    plain = re.sub(r"\\f[A-Z]", "", roff).replace("\\&", "").replace("\\(ti", "~")
    plain = plain.replace("\\(aq", "'").replace("\\(ga", "`")
    return plain.replace("\\-", "-").replace("\\e", "\\")
