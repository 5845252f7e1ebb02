"""From words on the command line to the file of the one story that they name by its title.

The rule: a whole match comes before a partial one, and that before similar spelling. If several
fit, a reader at a terminal is asked; a script gets an error.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from reader.cleaning import safe
from reader.cli.arguments import CommandError
from reader.context import Context
from reader.shelf.entries import Entry
from reader.shelf.scan import rescan
from reader.shelf.view import matching

_LISTED = 10
_ALIKE = 0.7
"""Share of equal letters above which a word counts as a misspelling of another."""


def path_of(context: Context, wanted: str, *, ask: bool = False) -> Path:
    """The file of the one story of the library whose title or author the words fit.

    With `ask` there is somebody to say which of several is meant.
    """
    entries = rescan(context)
    found = matching(entries, wanted)
    found = [entry for entry in found if entry.missing is None] or found
    exact = [entry for entry in found if entry.title.casefold() == wanted.casefold()]
    found = exact or found
    if len(found) == 1:
        return found[0].path
    near = found or _near([entry for entry in entries if entry.missing is None], wanted)
    if near and ask:
        return _asked(wanted, near, sure=bool(found)).path
    raise CommandError(_several(wanted, found) if found else _none(wanted, near))


def _near(entries: Sequence[Entry], wanted: str) -> list[Entry]:
    """The stories with similarly spelled words, or else whose titles hold the letters in order."""
    from difflib import SequenceMatcher, get_close_matches

    from reader.library.fuzzy import Needle, folded

    typed = folded(wanted).split()
    titles = [folded(entry.title) for entry in entries]
    names = [
        f"{title} {folded(entry.author)}" for title, entry in zip(titles, entries, strict=True)
    ]
    alike = [
        number
        for number, name in enumerate(names)
        if all(get_close_matches(word, name.split(), 1, _ALIKE) for word in typed)
    ]
    alike.sort(key=lambda number: -SequenceMatcher(None, titles[number], wanted).ratio())
    found = alike or [hit.number for hit in Needle(wanted).find(titles)]
    return [entries[number] for number in found[:_LISTED]]


def _asked(wanted: str, found: Sequence[Entry], *, sure: bool) -> Entry:
    """The story chosen from a list; the question appears above the coming screen."""
    what = "matches several stories" if sure else "is not a title; did you mean"
    print(f"“{safe(wanted)}” {what}{':' if sure else '?'}")
    shown = found[:_LISTED]
    for number, entry in enumerate(shown, 1):
        author = f", {safe(entry.author)}" if entry.author else ""
        print(f"{number:3}. {safe(entry.title)}{author}")
    if len(found) > len(shown):
        print(f"     and {len(found) - len(shown)} more")
    print("Number, or Enter to choose none: ", end="", flush=True)
    answer = sys.stdin.readline().strip()
    if answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= len(shown):
        return shown[int(answer) - 1]
    raise CommandError("no story was chosen")


def _several(wanted: str, found: Sequence[Entry]) -> str:
    titles = ", ".join(f"“{entry.title}”" for entry in found[:_LISTED])
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    return f"“{wanted}” matches {len(found)} stories: {titles}{more}"


def _none(wanted: str, near: Sequence[Entry]) -> str:
    meant = f"; did you mean “{near[0].title}”?" if near else ""
    return f"{wanted}: there is no such file, and no story of that title{meant}"
