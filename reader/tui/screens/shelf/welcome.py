"""How to begin, told on the shelf as long as there are only the stories that came along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.cleaning import safe
from reader.formats.table import wanted_files
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.typeset.cells import clip

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
