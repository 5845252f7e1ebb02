"""Write the manual page and the shells' completions from the grammar of the command line.

They lie as they are to be installed, and are installed from there.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from reader import __version__
from reader.cli.completions import options_of, script, takes_value, words_of
from reader.cli.examples import EXAMPLES, FIELDS
from reader.cli.parser import grammar
from reader.commands.line_commands import help_lines

SHARE = Path(__file__).parent / "share"
_ENVIRONMENT = (
    ("NIGHTSTAND_LIBRARY", "The folders of stories, divided as in PATH."),
    ("NIGHTSTAND_DATA", "The user data file, which keeps places and bookmarks."),
    ("NIGHTSTAND_CONFIG", "The settings file."),
    ("NIGHTSTAND_DEBUG", "Shows where an unexpected error came from."),
    ("NO_COLOR", "If it is set and not empty, no colours are used."),
    ("TERM", "Under dumb, pages are printed one after the other as plain lines."),
    ("COLUMNS, LINES", "The size of the terminal, where plain lines are printed."),
)
_FILES = (
    ("~/.local/share/nightstand/nightstand.db", "Places and bookmarks."),
    ("~/.config/nightstand/settings.toml", "Settings."),
    ("~/.cache/nightstand/", "What can be made again."),
)
_ENDS = (
    ("0", "Done."),
    ("1", "Could not."),
    ("2", "Wrong usage."),
    ("128+n", "Ended by signal n."),
)


def files() -> dict[str, str]:
    """Path below `share` to what is to stand there."""
    return {
        "man/man1/nightstand.1": "\n".join(_page()) + "\n",
        "bash-completion/completions/nightstand": script("bash"),
        "zsh/site-functions/_nightstand": script("zsh"),
        "fish/vendor_completions.d/nightstand.fish": script("fish"),
    }


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
    """A sentence, and lines of a command and what it does."""
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
    """The options, without those that stand in another parser as well."""
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
    """The text as it stands, whatever roff means by its characters."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    plain = plain.replace("~", "\\(ti").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"(?m)^([.'])", r"\\&\1", plain)


def main() -> None:
    """Write them all."""
    for name, text in files().items():
        path = SHARE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
