"""What the shelf tells a reader: how to begin, and the keys in one line, the most needed first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.cleaning import safe
from reader.formats.table import wanted_files
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.tui.widgets.lists import Hint, HintLine
from reader.typeset.cells import clip, width

_LEAST_COLUMNS, _LEAST_ROWS = 40, 20
_MARGIN = 2


def welcome_rows(
    own_folder: Path,
    key_of: Callable[[str], str],
    columns: int,
    rows: int,
    labels: Sequence[Run] = (),
) -> Sequence[Row]:
    """What a reader without stories is told above the list; nothing where the screen is small.

    `labels` are those of the list's columns.
    """
    if columns < _LEAST_COLUMNS or rows < _LEAST_ROWS:
        return ()
    inner = _rows(own_folder, key_of, columns - 2 * _MARGIN)
    return [[Run(" " * _MARGIN, ()), *row] for row in (*inner, labels)]


def _rows(own_folder: Path, key_of: Callable[[str], str], columns: int) -> Iterator[Row]:
    choose, add, turn = map(key_of, ("list.choose", "shelf.add", "page.next"))
    yield [
        Run("Welcome. ", (Role.STRONG,)),
        Run(f"These are samples: {choose} opens one, {turn} turns its pages.", ()),
    ]
    yield []
    lines = (
        f"Your own stories belong in {_short(own_folder)}:",
        f"press {add} and type a path, drop a file onto this window, or run",
        f"nightstand add FILE   ({wanted_files()})",
    )
    for line in lines:
        yield [Run(clip(line, columns), ())]


def _short(folder: Path) -> str:
    """A folder as it is spoken of: `~` for the home folder."""
    home = str(Path.home())
    text = str(folder)
    return safe(f"~{text[len(home) :]}" if text.startswith(f"{home}/") else text)


TYPED = "Enter take · Esc cancel"
"""The keys while something is typed."""
_HINT_MARGIN = 4
_HINTS = (  # in their order, and how needed each is where there is no room for all
    ("list.choose", "open", 0),
    ("shelf.everything", "show all", 1),
    ("shelf.filter", "filter", 2),
    ("shelf.order", "sort", 6),
    ("shelf.kind", "status", 7),
    ("shelf.status", "set status", 9),
    ("shelf.add", "add", 5),
    ("shelf.about", "details", 8),
    ("shelf.search", "search all", 10),
    ("shelf.highlights", "highlights", 11),
    ("help", "keys", 3),
    ("shelf.leave", "quit", 4),
)


def hint_line(
    key_of: Callable[[str], str], can: Callable[[str], bool], columns: int
) -> Sequence[Hint]:
    """The keys of what can be done now, within that many cells."""
    told = {
        command: Hint(command, f"{key_of(command)} {word}")
        for command, word, _ in _HINTS
        if can(command)
    }
    for command, _, _ in sorted(_HINTS, key=lambda hint: -hint[2]):
        if width(HintLine.GAP.join(hint.text for hint in told.values())) > columns - _HINT_MARGIN:
            told.pop(command, None)
    return tuple(told.values())
