"""Passages marked with `>`, as mail and Markdown do.

The rule: the marks become the depth of the quotation; what was wrapped before it was marked flows.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.deferred import deferred
from reader.formats.text.draft import MAIL, Draft
from reader.formats.text.rows import Row, joined, row_of, standing
from reader.formats.text.scene_breaks import is_break
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import flows
from reader.story import BlockKind

_QUOTED = deferred(r"((?:>\s?)+)(.*)")


def is_quoted(rows: Sequence[Row]) -> bool:
    """Whether all lines are marked as a quotation, and say something."""
    if rows[0].text[0] != ">" or any(row.text[0] != ">" for row in rows):
        return False
    if len(rows) == 1 and is_break(rows[0].text):
        return False
    return any(row.text.strip("> ") for row in rows)


def add_quoted(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
    """A passage marked with `>` as mail and Markdown do; the marks become the block's level."""
    bare = []
    depth = 1
    for row in rows:
        match = _QUOTED.fullmatch(row.text)
        marks, text = match.groups() if match else (">", row.text)
        depth = marks.count(">")
        if text.strip():
            bare.append(row_of(text))
        elif bare:
            _add_bare(draft, bare, blanks, shape, depth)
            bare, blanks = [], 1
    if bare:
        _add_bare(draft, bare, blanks, shape, depth)


def _add_bare(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape, depth: int) -> None:
    """Quoted lines without their marks: joined where they are wrapped, else verse."""
    if len(rows) == 1 or flows(rows, shape):
        text = joined(row.text for row in rows)
        draft.add(text, BlockKind.QUOTE, level=depth, indent=2, blanks=blanks, rule=MAIL)
    else:
        text, _ = standing(rows)
        draft.add(text, BlockKind.VERSE, indent=2, blanks=blanks, rule=MAIL)
