"""The keys of the shelf in one line: as many as there is room for, the most needed first."""

from __future__ import annotations

from collections.abc import Callable

from reader.typeset.cells import width

TYPED = "Enter takes it   Esc leaves it"
"""The keys while something is typed."""
_MARGIN = 4
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
        if width("   ".join(told.values())) > columns - _MARGIN:
            told.pop(command, None)
    return "   ".join(told.values())
