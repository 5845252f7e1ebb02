"""What the shelf tells a reader: how to begin, and the keys in one line, the most needed first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.cleaning import safe
from reader.formats.table import wanted_files
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.typeset.cells import clip, width

_LEAST_COLUMNS, _LEAST_ROWS = 40, 20
_MARGIN = 2


def welcome_rows(
    own_folder: Path, key_of: Callable[[str], str], columns: int, rows: int
) -> Sequence[Row]:
    """What a reader without stories is told; nothing where the screen is small."""
    if columns < _LEAST_COLUMNS or rows < _LEAST_ROWS:
        return ()
    inner = _rows(own_folder, key_of, columns - 2 * _MARGIN)
    return [[Run(" " * _MARGIN, ()), *row] for row in inner]


def _rows(own_folder: Path, key_of: Callable[[str], str], columns: int) -> Iterator[Row]:
    yield [Run("Welcome. These stories came along; open one and read.", (Role.STRONG,))]
    yield []
    lines = (
        f"Your own belong in {_short(own_folder)}, as {wanted_files()}:",
        f"press {key_of('shelf.add')} and type where one is, drop it onto this window,",
        "or run  nightstand add FILE",
    )
    for line in lines:
        yield [Run(clip(line, columns), ())]
    yield []
    keys = (
        (key_of("list.choose"), "opens"),
        ("Space", "turns the page"),
        (key_of("shelf.filter"), "finds"),
        (key_of("help"), "all keys"),
        (key_of("shelf.leave"), "leaves"),
    )
    row: Row = []
    for key, what in keys:
        row += [Run(key, (Role.ACCENT, Role.STRONG)), Run(f" {what}    ", (Role.QUIET,))]
    yield row
    yield []


def _short(folder: Path) -> str:
    """A folder as it is spoken of: `~` for the home folder."""
    home = str(Path.home())
    text = str(folder)
    return safe(f"~{text[len(home) :]}" if text.startswith(f"{home}/") else text)


TYPED = "Enter takes it   Esc leaves it"
"""The keys while something is typed."""
_HINT_MARGIN = 4
_HINTS = (  # in their order, and how needed each is where there is no room for all
    ("list.choose", "opens", 0),
    ("shelf.filter", "filters", 1),
    ("shelf.order", "orders", 5),
    ("shelf.kind", "kinds", 6),
    ("shelf.status", "status", 8),
    ("shelf.add", "adds", 4),
    ("shelf.about", "about it", 7),
    ("shelf.search", "searches all", 9),
    ("help", "keys", 2),
    ("shelf.leave", "leaves", 3),
)


def hint_line(key_of: Callable[[str], str], can: Callable[[str], bool], columns: int) -> str:
    """The keys of what can be done now, by a command's id, within that many cells."""
    told = {command: f"{key_of(command)} {word}" for command, word, _ in _HINTS if can(command)}
    for command, _, _ in sorted(_HINTS, key=lambda hint: -hint[2]):
        if width("   ".join(told.values())) > columns - _HINT_MARGIN:
            told.pop(command, None)
    return "   ".join(told.values())
