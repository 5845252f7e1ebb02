"""Headings among the items of a list that are names."""

from __future__ import annotations

from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.typeset.cells import clip

HEADING = "#"
"""What a heading among the items begins with."""


def is_heading(item: str) -> bool:
    """Whether an item is a heading."""
    return item.startswith(HEADING)


def heading_row(item: str, columns: int) -> Row:
    """The row of a heading."""
    text = clip(item.removeprefix(HEADING), max(1, columns - 1))
    return [Run(f" {text}", (Role.ACCENT, Role.STRONG))]
