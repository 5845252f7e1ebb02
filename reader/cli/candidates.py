"""What may be typed next on a command line, for the completions of shells.

The rule: nothing is changed, no folder is looked into, and what is not known is not offered. Names
of files are left to the shell, which quotes them in its own way.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.cli.arguments import VALUED, Arguments, CommandError
from reader.value import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.context import Context

_MOST = 200
"""Words that are offered at once; nobody reads through more."""
_TOLD_MOST = 60


class FileNames(StrEnum):
    """Which file names the shell offers as well."""

    NONE = "none"
    FILES = "files"
    FOLDERS = "folders"


class Suggestion(NamedTuple):
    """A word that may come next, and what it means."""

    word: str
    told: str = ""


class Offer(NamedTuple):
    """What may come at the end of the line."""

    files: FileNames = FileNames.NONE
    candidates: tuple[Suggestion, ...] = ()


class TypedLine(NamedTuple):
    """A command line up to the word that is being typed."""

    parser: argparse.ArgumentParser
    arguments: Arguments
    """The options that say where things are, and the words of the command so far."""
    words: Sequence[str]
    """The words after the command that belong to no option."""
    typed: str


def options_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The options that are shown, in order."""
    return [a for a in parser._actions if a.option_strings and a.help != argparse.SUPPRESS]


def words_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What follows the command and is not an option."""
    return [a for a in parser._actions if not a.option_strings and a.help != argparse.SUPPRESS]


def takes_value(option: argparse.Action) -> bool:
    """Whether a value may follow an option."""
    return option.nargs != 0


def offer(line: Sequence[str]) -> Offer:
    """What may complete the last of the words, which is being typed."""
    from reader.cli.parser import grammar

    *before, typed = line or [""]
    parsers = grammar()
    before = [word for at, word in enumerate(before) if word != "=" or not _is_long(before, at - 1)]
    if typed == "=" and before and before[-1].startswith("--"):
        typed = ""
    if typed.startswith("--") and "=" in typed:
        option, _, typed = typed.partition("=")
        before.append(option)
    command, rest = _command(parsers, before)
    parser = parsers[command]
    arguments, words, pending = _taken(parser, rest, _where(before))
    arguments.command = command
    at = TypedLine(parser, arguments, words, typed)
    if pending is not None:
        found = _for_action(pending, at)
    elif typed.startswith("-") and "--" not in rest:
        found = Offer(candidates=tuple(_options(parser)))
    elif command == "open":
        found = _first(parsers, at)
    else:
        found = _for_word(at)
    return found._replace(candidates=tuple(_fitting(found.candidates, typed)))


def _is_long(words: Sequence[str], at: int) -> bool:
    """Whether this is a long option: bash separates its value and the `=` before it."""
    return at >= 0 and words[at].startswith("--")


def _command(
    parsers: Mapping[str, argparse.ArgumentParser], words: Sequence[str]
) -> tuple[str, Sequence[str]]:
    """The command of the line and the words after it, or all words if there is none."""
    skip = False
    for at, word in enumerate(words):
        if skip or word in VALUED:
            skip = not skip
        elif word == "--":
            break
        elif not word.startswith("-"):
            known = word in parsers and word != "open"
            return (word, words[at + 1 :]) if known else ("open", words)
    return "open", words


def _where(words: Sequence[str]) -> Arguments:
    """The options of any command that say where things are."""
    arguments = Arguments()
    for option, value in zip(words, [*words[1:], ""], strict=False):
        if option in VALUED:
            setattr(arguments, option.removeprefix("--"), value)
    return arguments


def _taken(
    parser: argparse.ArgumentParser, words: Sequence[str], arguments: Arguments
) -> tuple[Arguments, Sequence[str], argparse.Action | None]:
    """The words that belong to no option, and the option whose value is being typed."""
    named = {name: option for option in options_of(parser) for name in option.option_strings}
    plain: list[str] = []
    pending: argparse.Action | None = None
    ended = False
    for word in words:
        if pending is not None:
            pending = None
        elif word == "--" and not ended:
            ended = True
        elif word.startswith("-") and not ended:
            option = named.get(word)
            pending = option if option is not None and option.nargs not in (0, "?") else None
        else:
            plain.append(word)
    return arguments, plain, pending


def _options(parser: argparse.ArgumentParser) -> Iterable[Suggestion]:
    for option in options_of(parser):
        for name in option.option_strings:
            yield Suggestion(name, (option.help or "").replace("%%", "%"))


def _first(parsers: Mapping[str, argparse.ArgumentParser], at: TypedLine) -> Offer:
    """A command, a story by its title, or a file."""
    if at.words:
        return Offer(FileNames.FILES)
    commands = [
        Suggestion(name, parser.description or "")
        for name, parser in parsers.items()
        if name != "open"
    ]
    return Offer(FileNames.FILES, (*commands, *_titles(at)))


def _for_word(at: TypedLine) -> Offer:
    """What the next word of a command may be."""
    expected = words_of(at.parser)
    if not expected:
        return Offer()
    action = expected[min(len(at.words), len(expected) - 1)]
    if len(at.words) >= len(expected) and action.nargs not in ("*", "+"):
        return Offer()
    return _for_action(action, at)


def _for_action(action: argparse.Action, at: TypedLine) -> Offer:
    """The values of an option, or the words that may stand in one place."""
    if action.choices:
        return Offer(candidates=tuple(Suggestion(str(choice)) for choice in action.choices))
    source = _SOURCES.get(action.dest)
    candidates = tuple(source(at)) if source else ()
    return Offer(_FILES.get(action.dest, FileNames.NONE), candidates)


def _fitting(candidates: Iterable[Suggestion], typed: str) -> list[Suggestion]:
    """Those that begin with what is typed, without duplicates.

    If there are none, case is ignored; if there are still none, a later word may begin that way.
    With words of several kinds a shell would replace what is typed by their common prefix, which is
    empty.
    """
    small = typed.casefold()
    ways: tuple[Callable[[str], bool], ...] = (
        lambda word: word.startswith(typed),
        lambda word: word.casefold().startswith(small),
        lambda word: f" {small}" in word.casefold(),
    )
    # Unprintable names could not be typed either.
    clean = {one.word: one for one in candidates if safe(one.word) == one.word}
    found = next(filter(None, ([word for word in clean if fits(word)] for fits in ways)), [])
    return [Suggestion(word, safe(clean[word].told)[:_TOLD_MOST]) for word in found[:_MOST]]


@contextmanager
def _context(at: TypedLine) -> Iterator[Context | None]:
    """What is known of the library; None if that cannot be found out."""
    from reader.cli.story import context_for
    from reader.storage.paths import data_file

    data = at.arguments.data
    if not data_file(Path(data) if data else None).exists():  # opening it would begin one
        yield None
        return
    with suppress(CommandError, OSError), context_for(at.arguments, quiet=True) as context:
        yield context
        return
    yield None


def _titles(at: TypedLine) -> Iterator[Suggestion]:
    """Titles of the library as it was last seen, once a letter is typed."""
    from reader.shelf.front import remembered

    if not at.typed:
        return
    with _context(at) as context:
        for entry in remembered(context).entries if context is not None else ():
            if entry.missing is None and not entry.problem:
                yield Suggestion(entry.title, entry.author)


def _bookmarks(at: TypedLine) -> Iterator[Suggestion]:
    with _context(at) as context:
        for _, mark in context.store.bookmarks.of() if context is not None else ():
            yield Suggestion(mark.name or mark.id[:8], mark.words)


def _encodings(_: TypedLine) -> Iterator[Suggestion]:
    from reader.reading.choices import ENCODINGS

    yield from (Suggestion(name, label) for name, label in ENCODINGS)


def _setting_names(_: TypedLine) -> Iterator[Suggestion]:
    from reader.commands.table import BY_ID
    from reader.settings.settings import SETTINGS

    yield from (Suggestion(row.key, row.label) for row in SETTINGS.values() if row.key != "keys")
    yield from (Suggestion(f"keys.{one.id}", one.label) for one in BY_ID.values())


def _setting_values(at: TypedLine) -> Iterator[Suggestion]:
    """The values of the setting named before, if they can be listed."""
    from reader.settings.settings import SETTINGS

    setting = SETTINGS.get(at.words[1].replace("-", "_")) if len(at.words) == 2 else None
    if setting is None or at.words[0] != "set" or len(setting.kind.values) > _MOST:
        return
    for value in setting.kind.values:
        shown = setting.kind.shown(value)
        written = setting.kind.written(value).strip('"')
        yield Suggestion(written, "" if shown == written else shown)


_SOURCES: Mapping[str, Callable[[TypedLine], Iterator[Suggestion]]] = MappingProxyType(
    {
        "story": _titles,
        "inside": _titles,
        "bookmark": _bookmarks,
        "encoding": _encodings,
        "name": _setting_names,
        "value": _setting_values,
    }
)
"""Destination of an argument in the grammar → its possible values."""
_FILES: Mapping[str, FileNames] = MappingProxyType(
    {
        "library": FileNames.FOLDERS,
        "data": FileNames.FILES,
        "config": FileNames.FILES,
        "story": FileNames.FILES,
        "inside": FileNames.FILES,
        "file": FileNames.FILES,
        "files": FileNames.FILES,
        "into": FileNames.FILES,
    }
)
