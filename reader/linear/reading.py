"""A whole reading in linear mode, from taking over the terminal to leaving it.

The rule: however it ends, the place is passed on first, and the terminal is left as it was found.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Thread

from reader.cleaning import safe
from reader.context import Context
from reader.formats.files import LoadError
from reader.linear.base import Sheet
from reader.linear.commands import (
    BookmarkCommands,
    MoveCommands,
    SearchCommands,
    SelfTurningCommands,
)
from reader.linear.console import Console, console, say
from reader.linear.highlights import HighlightCommands
from reader.linear.words import WordCommands
from reader.posix import ended_by_signals
from reader.reading.kept_jumps import kept_jumps, to_text, with_jumps
from reader.reading.open import OpenStory, claim, keep_up, open_path
from reader.reading.pace import pace_of
from reader.reading.search import SearchTarget
from reader.shelf.entries import Entry
from reader.shelf.view import matching
from reader.story import percent

_PAUSE = 0.002


class LinearReading(
    MoveCommands,
    SelfTurningCommands,
    BookmarkCommands,
    HighlightCommands,
    SearchCommands,
    WordCommands,
):
    """One story in linear mode."""

    def open(self, sought: SearchTarget | None, *, at_end: bool) -> None:
        """Say which story it is, and show the reader's place, or what is wanted instead."""
        kept = kept_jumps(self.context, self.opened)
        self.reading = with_jumps(self.reading, kept)
        self.offered_look = kept.look
        if at_end:
            self.reading = self.reading.look(self.reading.shown.to_end())
        self.times.take(pace_of(self.context, self.opened))
        self.introduce()
        if sought is None or not self.find(sought.query, sought.start):
            self.print_page()

    def keep_jumps(self) -> None:
        """Keep the list of jumps for the next opening."""
        if self.opened.id is not None:
            self.context.store.places.keep_jumps(self.opened.id, to_text(self.reading))


def read(
    context: Context,
    opened: OpenStory,
    sheet: Sheet = Sheet(),  # noqa: B008 - a plain value
    *,
    lines: bool = False,
    sought: SearchTarget | None = None,
    at_end: bool = False,
) -> int:
    """Read until the reader leaves or the input ends; return the exit code.

    `lines` takes commands by line even if keys are available; the story opens at the hit or the end
    that is asked for, else at the reader's place.
    """
    with ended_by_signals(), console(context.store.at_rest, lines=lines) as talk:
        _read(context, opened, sheet, talk, sought, at_end=at_end)
    return 0


def choose_story(
    context: Context,
    entries: Sequence[Entry],
    sheet: Sheet = Sheet(),  # noqa: B008 - a plain value
    *,
    lines: bool = False,
) -> int:
    """List stories and open the chosen ones, until the reader leaves; return the exit code."""
    with ended_by_signals(), console(context.store.at_rest, lines=lines) as talk:
        listed, first = entries, 0
        while True:
            end = _list(listed, first, sheet)
            more = ", Enter for more" if end < len(listed) else ""
            answer = talk.answer(f"Number or words of a story{more}, q to leave: ")
            if answer is None or answer.strip() == "q" or not (answer.strip() or more):
                return 0
            chosen = _chosen(listed, answer.strip())
            if not answer.strip():
                first = end
            elif chosen is not None:
                if not _read_from(context, chosen, sheet, talk):
                    return 0
                listed, first = entries, 0
            else:
                listed, first = matching(entries, answer), 0
                if not listed:
                    say(f"“{safe(answer.strip()[:40])}” is neither a number nor a title.")
                    listed = entries


def _list(entries: Sequence[Entry], first: int, sheet: Sheet) -> int:
    """Print a screenful of stories with their numbers; return the index after the last."""
    size = max(1, (sheet.height or shutil.get_terminal_size().lines) - 1)
    for number, entry in enumerate(entries[first : first + size], first + 1):
        say(f"{number}. {_entry(entry)}")
    return min(first + size, len(entries))


def _chosen(entries: Sequence[Entry], answer: str) -> Entry | None:
    """The story with that number, or the only one that matches the words; None if there is none."""
    if answer.isdecimal():
        number = int(answer[:9])
        return entries[number - 1] if 1 <= number <= len(entries) else None
    found = matching(entries, answer) if answer else []
    return found[0] if len(found) == 1 else None


def _read_from(context: Context, entry: Entry, sheet: Sheet, talk: Console) -> bool:
    """Open a story of the list; whether the reader is still there."""
    try:
        opened = open_path(context, entry.path)
    except LoadError as error:
        say(str(error))
        return True
    return _read(context, opened, sheet, talk)


def _entry(entry: Entry) -> str:
    author = f", by {safe(entry.author)}" if entry.author else ""
    if entry.problem:
        return f"{safe(entry.title)}{author}: {safe(entry.problem)}"
    read_to = percent(entry.progression) if entry.last_read is not None else "new"
    return f"{safe(entry.title)}{author}, {read_to}"


def _read(
    context: Context,
    opened: OpenStory,
    sheet: Sheet,
    talk: Console,
    sought: SearchTarget | None = None,
    *,
    at_end: bool = False,
) -> bool:
    """Open one story; whether the reader has left it, and is still there."""
    opened = _whose(context, opened, talk)
    with _kept_up(context, opened):
        reading = LinearReading(context, opened, talk, sheet)
        try:
            reading.open(sought, at_end=at_end)
            reading.read()
        finally:
            reading.keep_jumps()
            context.store.flush()
    return reading.left


def _whose(context: Context, opened: OpenStory, talk: Console) -> OpenStory:
    """Ask whether the story is one that was renamed and edited, if somebody can answer."""
    known = opened.maybe
    if known is None or opened.path is None or not talk.asks:
        return opened
    read_to = f", read to {percent(known.locator.progression)}" if known.locator else ""
    answer = talk.answer(f"Is this your “{safe(known.title)}”{read_to}? y or n: ")
    if (answer or "").strip().lower() not in ("y", "yes"):
        return opened
    claim(context, opened)
    return open_path(context, opened.path)


class _LeftError(Exception):
    """The reader has left, and background work may end."""


@contextmanager
def _kept_up(context: Context, opened: OpenStory) -> Iterator[None]:
    """Inside, bookmarks and sketch are brought up to date with the text, in the background."""
    left = Event()

    def pause() -> None:
        if left.wait(_PAUSE):
            raise _LeftError

    def work() -> None:
        with suppress(_LeftError):
            keep_up(context, opened, pause)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        left.set()
        thread.join()
