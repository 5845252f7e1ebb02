"""The line table of a layout: a few numbers for each line, in flat arrays.

The rule: it only grows at its end, and holds nothing that the text of the story tells.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

HYPHEN, CUT = 1, 2


class Lines:
    """One entry per line."""

    __slots__ = ("first", "flags", "indents", "starts")

    def __init__(self) -> None:
        self.starts = array("I")
        """Where each line begins, blanks before it included; a line reaches to the next one."""
        self.indents = array("H")
        """In cells."""
        self.flags = bytearray()
        """`HYPHEN`: a hyphen is painted after it. `CUT`: it is wider than the measure."""
        self.first = array("I")
        """The first line of each block."""

    def add_one(self, start: int, indent: int, flag: int = 0) -> None:
        """Append a line."""
        self.starts.append(start)
        self.indents.append(indent)
        self.flags.append(flag)

    def add(self, starts: array[int], indent: int = 0, hyphens: Iterable[int] = ()) -> None:
        """Append lines of one indent; `hyphens` are those of them that end in a hyphen."""
        base = len(self.starts)
        self.starts += starts
        self.indents += array("H", (indent,)) * len(starts)
        self.flags += bytes(len(starts))
        for line in hyphens:
            self.flags[base + line] = HYPHEN
