"""Lists: entries with bullets or numbers, labels with their values, the persons of a play.

The rule: an entry stands on one line; what turned over from it to the next is put back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.deferred import deferred
from reader.formats.text.rows import Row, joined

_BULLETS = frozenset("-*•◦·+–(")
_CLOSERS = frozenset(".)")
_BULLET = deferred(r"(?:[-*•◦·+–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+\S")
_FIELD = deferred(r"[A-Z][\w() ]{1,28}:\s+\S")
_PERSON = deferred(r"[A-ZÀ-Þ][A-ZÀ-Þ’' .]{2,28}(?:,| to | of ) ?[a-z].*[a-z.;]$|[A-Z]{3,}[A-Z ]+,")
_HALF = 0.5
_FIELDS_FEWEST = 4


def is_list(rows: Sequence[Row]) -> bool:
    """Whether the lines are entries: each with a bullet or number, or a turnover set in."""
    entries = [row for row in rows if is_entry(row.text)]
    if len(entries) < 2 or entries[0] is not rows[0]:
        return False
    margin = entries[0].indent
    rest = [row for row in rows if not is_entry(row.text)]
    return all(row.indent > margin for row in rest) or len(rest) * 2 < len(rows)


def is_entry(text: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter that counts."""
    mark = text[0]
    return (mark in _BULLETS or mark.isdecimal() or text[1:2] in _CLOSERS) and bool(
        _BULLET.match(text)
    )


def is_cast(rows: Sequence[Row]) -> bool:
    """Whether the lines name the persons of a play, each in capitals with a word about them."""
    capitals = [row.text for row in rows if row.text[:3].upper() == row.text[:3]]
    if len(rows) <= 2 or len(capitals) < _HALF * len(rows):
        return False
    named = sum(not text.isupper() and bool(_PERSON.match(text)) for text in capitals)
    return named >= _HALF * len(rows)


def has_fields(rows: Sequence[Row]) -> bool:
    """Whether the lines are labels with their values, some of which take a second line."""
    labelled = sum(bool(_FIELD.match(row.text)) for row in rows)
    return labelled == len(rows) or (labelled >= max(_FIELDS_FEWEST, _HALF * len(rows)))


def entries_of(rows: Sequence[Row]) -> str:
    """Entries with bullets or numbers, each on one line."""
    return _listed(rows, _BULLET)


def fields_of(rows: Sequence[Row]) -> str:
    """Labels with their values, each on one line."""
    return _listed(rows, _FIELD)


def _listed(rows: Sequence[Row], begins: re.Pattern[str]) -> str:
    entries: list[list[str]] = []
    for row in rows:
        if begins.match(row.text) or not entries:
            entries.append([" " * (row.indent - rows[0].indent) + row.text])
        else:
            entries[-1].append(row.text)
    return "\n".join(map(joined, entries))
