"""What the shelf says to a reader: how to begin, and the keys in one line, most needed first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.posix import at_home
from reader.shelf.picture import LOW
from reader.tui.widgets.hints import Hint, HintLine
from reader.typeset.cells import clip, width

_LEAST_COLUMNS, _ROOMY = 40, 20
"""Cells within which a reader can be welcomed, and rows of which it may take a few."""
_MARGIN = 2


def welcome_rows(
    own_folder: Path,
    key_of: Callable[[str], str],
    columns: int,
    rows: int,
    labels: Sequence[Run] = (),
    *,
    begun: bool = False,
) -> Sequence[Row]:
    """What a reader without stories is told above the list; one row on a low screen.

    `labels` are those of the list's columns; once a sample was opened, it only says where one's own
    stories go.
    """
    if columns < _LEAST_COLUMNS or rows < LOW:
        return ()
    choose, add, turn = map(key_of, ("list.choose", "shelf.add", "page.next"))
    first = f"These are samples: {choose} opens one, {turn} turns its pages."
    own = f"Press {add} to add your own stories, or put them into {_short(own_folder)}."
    if rows < _ROOMY:
        told = [] if begun else [[Run(f"Welcome. {choose} opens a sample.", ())]]
    else:
        cells = columns - 2 * _MARGIN
        told = [*_lines(own, cells), []]
        if not begun:
            (head, *rest) = _lines(first, cells, _GREETING)
            told[:0] = [[Run(_GREETING, (Role.STRONG,)), *head], *rest]
    return [[Run(" " * _MARGIN, ()), *row] for row in (*told, labels)] if told else ()


_GREETING = "Welcome. "


def _lines(text: str, cells: int, before: str = "") -> list[Row]:
    """A sentence in rows, the first of which follows something else."""
    lines, room = [""], cells - width(before)
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer) > room:
            lines.append(word)
            room = cells
        else:
            lines[-1] = longer
    return [[Run(clip(line, cells), ())] for line in lines]


def _short(folder: Path) -> str:
    """A folder in short form: `~` for the home folder."""
    home = str(at_home("~"))
    text = str(folder)
    return safe(f"~{text[len(home) :]}" if text.startswith(f"{home}/") else text)


TYPED = "Enter OK · Esc cancel"
"""The keys while something is being typed."""
HINT_MARGIN = 2
"""Cells on either side of the keys."""
_HINTS = (  # in order, with how needed each is when there is no room for all
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
        if (
            width(HintLine.GAP.join(hint.text for hint in told.values()))
            > columns - 2 * HINT_MARGIN
        ):
            told.pop(command, None)
    return tuple(told.values())
