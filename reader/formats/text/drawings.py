"""Tables, drawings and boxes: lines whose columns carry the meaning.

The rule: lines are drawn where their signs stand under each other or outnumber their letters; a
line that no page is wide enough for is prose, whatever gaps it has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.deferred import deferred
from reader.formats.text.evidence import Ending, ending_of
from reader.formats.text.rows import Row, without_signs

_COLUMNS = deferred(r"\S(?: {3,}|\t+)\S")
_GAPS = deferred(r"(?<=\S) {2,}(?=\S)")
_FRAME_SIGN = deferred("[\u2500-\u257f]")
_FRAMES = deferred(r"[│┌┐└┘├┤┬┴┼║╔╗╚╝╠╣╦╩╬]|[|+][-=]{3,}|^\|.*\|$")
_WIDEST = 130
"""Cells of a line in which gaps are not columns."""
_LINES_MOST = 300
_FRAMED, _SPACED, _SIGNS = 0.5, 0.6, 0.5
_PROSE_LEAST, _PROSE_MOST, _LETTERS = 40, 0.1, 0.75
"""Cells of a line of prose; lines of it that a drawing may have; its share of letters."""
_NO_LETTERS = bytes(
    {*range(256)}
    - {*b"0123456789", *range(65, 91), *range(97, 123), 0xD0, 0xD1, *range(0xE5, 0xEA)}
)
"""What neither is a letter of ASCII nor begins one of Cyrillic or an ideograph in UTF-8."""
_QUOTES = frozenset("\"'“‘«„「『—–")
_SIDES = frozenset(":%*=#|[]~+@&$!<>\\/.-")
"""What a box drawn on a typewriter has for sides."""
_BOXED = 0.8
"""The share of a box's lines that have both sides."""
_RULE_LEAST = 10
_EVEN = 2
"""By how many blanks the gaps of an evened line differ at most."""


def is_drawn(rows: Sequence[Row]) -> bool:
    """Whether the lines are a table or a drawing."""
    if len(rows) > _LINES_MOST:
        return False
    text = without_signs("\n".join([row.text for row in rows]))
    if "|" in text or "+" in text or (not text.isascii() and _FRAME_SIGN.search(text)):
        framed = sum(bool(_FRAMES.search(row.text)) for row in rows)
        if framed >= _FRAMED * len(rows):
            return True
    if ("   " in text or "\t" in text) and _has_columns(rows):
        return True
    if len(rows) < 3:
        return False
    if rows[0].text[0] in _SIDES and _is_boxed(rows):
        return True
    solid = len(text) - text.count(" ") - len(rows) + 1
    if len(text.encode("utf-8", "replace").translate(None, _NO_LETTERS)) >= _SIGNS * solid:
        return False
    return sum(map(str.isalnum, text)) < _SIGNS * solid


def begins_drawn(rows: Sequence[Row]) -> bool:
    """Whether the first line may be one of a drawing; nearly all prose is done with by this."""
    text = rows[0].text
    return "   " in text or not (text[0].isalnum() or text[0] in _QUOTES)


def has_prose(rows: Sequence[Row]) -> bool:
    """Whether more than a few lines, of those that a table or a drawing may be, are prose."""
    return sum(map(_is_prose, rows)) > _PROSE_MOST * len(rows)


def _is_prose(row: Row) -> bool:
    text = row.text
    return (
        row.width >= _PROSE_LEAST
        and "   " not in text
        and sum(map(str.isalnum, text)) > _LETTERS * (len(text) - text.count(" "))
    )


def _has_columns(rows: Sequence[Row]) -> bool:
    """Whether most lines have gaps, which are not those of prose filled up to a margin."""
    spaced = sum(row.width <= _WIDEST and bool(_COLUMNS.search(row.text)) for row in rows)
    return spaced >= _SPACED * len(rows) and not is_filled(rows)


def is_filled(rows: Sequence[Row]) -> bool:
    """Whether all lines but the last end at one column, their gaps being about as wide each."""
    ends = {row.end for row in rows[:-1]}
    return len(rows) > 2 and len(ends) == 1 and all(has_even_gaps(row.text) for row in rows[:-1])


def has_even_gaps(text: str) -> bool:
    """Whether the gaps between a line's words are those of a line filled up with blanks."""
    gaps = [len(gap) for gap in re.findall(" +", text)]
    return len(gaps) > 2 and max(gaps) - min(gaps) <= _EVEN


def is_padded(text: str) -> bool:
    """Whether blanks fill up a line between its words, not only after its sentences."""
    found = _GAPS.search(text)
    while found and ending_of(text[: found.start()]) is Ending.ENDED:
        found = _GAPS.search(text, found.end())
    return found is not None and has_even_gaps(text)


def _is_boxed(rows: Sequence[Row]) -> bool:
    """Whether a rule stands above, and a side at both ends of nearly every line."""
    rule = rows[0].text
    if len(rule) < _RULE_LEAST or any(map(str.isalnum, rule)):
        return False
    sides = sum(row.text[0] in _SIDES and row.text[-1] in _SIDES for row in rows)
    return sides >= _BOXED * len(rows)
