"""`nightstand list`: the stories of the library, none of which is read if it is known."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

from reader.cleaning import safe
from reader.cli.arguments import Arguments, complain
from reader.cli.mode import folder_named
from reader.cli.output import encode, iso_time, print_lines, quoted, together
from reader.cli.story import context_for
from reader.formats.table import wanted_files
from reader.library.folders import is_closed
from reader.shelf.entries import Entry
from reader.shelf.stream import stories
from reader.story import percent, quantity

_MEASURED = 2_000
"""Stories that decide how wide the columns are; in a longer list these are printed by then."""
_FIELDS = ("place", "title", "author", "words", "progression", "status", "last_read", "problem")
_TOLD = itemgetter(*map(Entry._fields.index, _FIELDS))


def list_here(arguments: Arguments) -> int:
    """Every story of the named folder, or else of the library."""
    return list_stories(arguments, folder_named(arguments))


def list_stories(arguments: Arguments, folder: Path | None = None) -> int:
    """Every story of the library, or of a folder instead, printed as it becomes known."""
    with context_for(arguments, library=folder) as context:
        entries = stories(context)
        first = [*islice(entries, 1)]
        if context.samples and not arguments.json:
            complain(_why_samples(context.own_folder))
        found = chain(first, entries)
        if arguments.json:
            return print_entries(found)
        if sys.stdout.isatty():
            _print_rows(found)
        else:
            _print_table(map(_cells, found))
    return 0


def _why_samples(own: Path) -> str:
    """Why the samples are shown, and what to do."""
    if is_closed(own):
        return f"{own} cannot be listed (showing the samples): chmod u+rx '{own}'"
    return f"no stories of your own yet (showing the samples); put {wanted_files()} into {own}"


def _cells(entry: Entry) -> tuple[str, ...]:
    """The cells of a story's row."""
    length = quantity(entry.words, "word")
    told = safe(entry.problem) if entry.problem else length
    return safe(entry.title), safe(entry.author), told, _share(entry)


def print_entries(entries: Iterable[Entry]) -> int:
    """What `print_rows` would print, in a third of the time: the names need no encoding."""
    return print_lines(
        f'{{"path": {quoted(place)}, "title": {quoted(title)}, "author": {quoted(author)},'
        f' "words": {words}, "progression": {encode(round(share, 6)) if share else "0.0"},'
        f' "status": {quoted(status)},'
        f' "last_read": {"null" if read is None else encode(iso_time(read))},'
        f' "problem": {quoted(problem)}}}'
        for place, title, author, words, share, status, read, problem in map(_TOLD, entries)
    )


def _share(entry: Entry) -> str:
    if entry.problem:
        return ""
    return percent(entry.progression) if entry.last_read is not None else "new"


def _print_rows(entries: Iterator[Entry]) -> None:
    """The stories in the columns of the shelf, as wide as the terminal."""
    import time
    from shutil import get_terminal_size

    from reader.shelf.rows import RowColumns, ShelfContent, entry_row, label_row

    first = [*islice(entries, _MEASURED)]
    columns, content, now = get_terminal_size().columns, ShelfContent.of(first), time.time()
    labels = label_row(RowColumns.of(columns, content))
    rows = (entry_row(entry, columns, now, content) for entry in chain(first, entries))
    for row in chain((labels,) if labels and first else (), rows):
        print("".join(run.text for run in row).rstrip())


def _print_table(rows: Iterator[tuple[str, ...]]) -> None:
    """In columns as wide as the first rows need."""
    from reader.typeset.cells import width

    wide: list[int] = []
    for some in together(rows, _MEASURED):
        widths = [[*map(width, row)] for row in some]
        wide = wide or [max(column) for column in zip(*widths, strict=True)]
        lines = (
            "  ".join(cell + " " * (w - own) for cell, own, w in zip(row, owns, wide, strict=True))
            for row, owns in zip(some, widths, strict=True)
        )
        print("\n".join(map(str.rstrip, lines)))
