"""What can be typed in linear mode, declared once: keys, words, arguments and meanings.

The rule: a line means the same whether it was typed, came through a pipe, or stands for one key; an
id that the screens have too means the same there.
"""

from __future__ import annotations

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple


class LineCommand(NamedTuple):
    """One thing that can be asked for."""

    id: str
    keys: tuple[str, ...]
    """One character each."""
    words: tuple[str, ...]
    takes: str
    """Its argument, in capitals; empty for none."""
    help: str


class Given(NamedTuple):
    """A command with its argument and count."""

    id: str
    number: int | None = None
    """The number before it."""
    argument: str = ""
    """What follows it."""


def _command(id_: str, keys: str, words: str, takes: str, help_: str) -> LineCommand:
    held = tuple(filter(None, keys.split(" ")))
    return LineCommand(id_, held, tuple(words.split()), takes, help_)


LINE_COMMANDS = (
    _command(
        "page.next", "f l j", "next", "", "Turn to the next page. Enter and Space do the same."
    ),
    _command("page.previous", "b h k", "back previous", "", "Turn back a page."),
    _command("page.auto", "a", "auto", "", "Turn pages by themselves, at your pace."),
    _command("go.page", "", "page", "NUMBER", "Go to a page. The number alone does the same."),
    _command(
        "go.percent", "%", "percent", "NUMBER", "Go to a percentage of the story, such as 40%."
    ),
    _command("go.start", "g", "first", "", "Go to the first page."),
    _command("go.end", "G", "last", "", "Go to the last page."),
    _command(
        "go.chapter", "", "chapter", "NUMBER", "Go to a chapter by its number in the contents."
    ),
    _command("chapter.next", "] J", "", "", "Go to the next chapter."),
    _command(
        "chapter.previous",
        "[ K",
        "",
        "",
        "Go to the start of this chapter, then to the previous one.",
    ),
    _command("contents", "t", "contents", "", "List the chapters, and go to one."),
    _command("bookmark.add", "m", "bookmark", "NAME", "Set a bookmark at the top of this page."),
    _command("bookmark.list", "' B", "bookmarks", "", "List the bookmarks, and go to one."),
    _command("bookmark.go", "", "go", "NUMBER or NAME", "Go to a bookmark; 'a goes to a."),
    _command("bookmark.delete", "", "delete", "NUMBER or NAME", "Delete a bookmark."),
    _command(
        "highlight",
        "H",
        "highlight",
        "NUMBERS COLOUR",
        "Highlight sentences of the page: 2-4 green.",
    ),
    _command("highlight.note", "A", "annotate", "NUMBERS NOTE", "Write a note on sentences."),
    _command("highlight.list", '"', "highlights", "", "List highlights and notes, and go to one."),
    _command("highlight.delete", "", "unmark", "NUMBER", "Delete a highlight of that list."),
    _command("highlight.undo", "z", "undo", "", "Undo the last change to a highlight."),
    _command("search", "/", "search", "WORDS", "Search from here on; your place stays."),
    _command("search.next", "n", "", "", "Go to the next hit."),
    _command("search.previous", "N", "", "", "Go to the previous hit."),
    _command(
        "jump.back",
        "` \x0f",
        "return",
        "",
        "Return to your place, or to where the last jump began.",
    ),
    _command("jump.ahead", "", "forward", "", "Go forward again, to what you were looking at."),
    _command("place.here", "", "here", "", "Read on from a page that you are only looking at."),
    _command("footnote.show", "", "note footnote", "", "Print the notes on this page."),
    _command(
        "who", "W", "who", "NAME", "Say who NAME is, from what you have read; alone, list everyone."
    ),
    _command("people.join", "", "same", "NAME = NAME", "Treat two names as one person."),
    _command("people.part", "", "apart", "NAME", "Treat a name as someone else's."),
    _command("define", "D", "define", "WORD", "Look up a word in the dictionaries."),
    _command("hook", "!", "run", "NAME WORDS", "Pass WORDS, or this page, to a hook."),
    _command(
        "speech",
        "S",
        "speak",
        "",
        "Read aloud from this page; ( ) skip a sentence, + - change the speed.",
    ),
    _command("place.other", "o", "other", "", "Go to another window's place, if offered."),
    _command("where", "= i", "where", "", "Print the page, the percentage and the chapter."),
    _command("redraw", "r \x0c", "again", "", "Print this page again."),
    _command("help", "?", "help", "", "List the commands."),
    _command("leave", "q \x04", "quit exit", "", "Leave; your place is kept."),
)
"""In the order of the help."""

_BY_KEY = {key: command for command in LINE_COMMANDS for key in command.keys}
_BY_WORD = {word: command for command in LINE_COMMANDS for word in command.words}
# Ctrl-L is a key, though it counts as a blank.
_NUMBER = lazy_pattern(r":?\s*([0-9]{1,9})[^\S\x0c]*G?")
_PERCENT = lazy_pattern(r":?\s*([0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*%")
_MARK = lazy_pattern(r"'\s*([A-Za-z])")
_KEY = lazy_pattern(r"([0-9]{1,7})?([\S\x0c])")


def understood(line: str) -> Given | None:
    """The command that a line means; None for one that means nothing."""
    line = line.strip(" \t\r\n")
    if not line:
        return Given("page.next")
    if found := _NUMBER.fullmatch(line):
        return Given("go.page", argument=found[1])
    if found := _PERCENT.fullmatch(line):
        return Given("go.percent", argument=found[1])
    if found := _MARK.fullmatch(line):
        return Given("bookmark.go", argument=found[1])
    found = _KEY.fullmatch(line)
    if found and found[2] in _BY_KEY:
        return Given(_BY_KEY[found[2]].id, int(found[1]) if found[1] else None)
    if line.startswith("/"):
        return Given("search", argument=line[1:].strip())
    return _spelt(line.removeprefix(":").strip())


def _spelt(line: str) -> Given | None:
    word, _, argument = line.partition(" ")
    command = _BY_WORD.get(word.lower()) or _BY_KEY.get(word)
    if command is None:
        return None
    argument = argument.strip()
    if command.takes:
        return Given(command.id, argument=argument)
    if argument.isascii() and argument.isdigit() and len(argument) <= 7:
        return Given(command.id, int(argument))
    return None if argument else Given(command.id)


def help_lines() -> list[str]:
    """The commands for the reader, one to a line."""
    lines = []
    for command in LINE_COMMANDS:
        keys = [key for key in command.keys if key.isprintable()]
        words = [f"{word} {command.takes}".strip() for word in command.words[:1]]
        lines.append(f"{', '.join([*keys, *words])}: {command.help}")
    return lines
