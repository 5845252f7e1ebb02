"""Headings among rows that no blank line parts: in a box, right under other lines, or above them.

The rule: a box is a frame only around a heading; around anything else it is a drawing and stays.
A heading in the midst of rows is one only where the row before it ends as a paragraph does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.formats.text.headings.lines import is_ending
from reader.formats.text.headings.numbers import bare_number, by_asian
from reader.formats.text.headings.words import by_words
from reader.formats.text.rows import Row, row_of

_SIDES = frozenset("*=|+#:%~-lI│║┃┆┊·•.")
_CORNERS = "┌┐└┘╔╗╚╝┏┓┗┛├┤┬┴╭╮╰╯"
_RULES = frozenset(f"*=|+#:%~-_ ─━═│║·•.◇◆{_CORNERS}")
_RULE_LEAST = 8
"""Signs of a rule that is the top or bottom of a box."""
_BLANK_MOST = 0.6
"""The share of a rule that is blank at most; a row with nothing between its sides has more."""
_ROWS_MOST = 8
_TITLE_MOST = 80
_HEADING_MOST = 60
"""Cells of a heading that other rows touch."""
_PROSE_LEAST = 60
"""Cells of a row that is prose under a number and no verse."""
_NEAR = 3
_SENTENCE_ENDS = frozenset('.!?…"”’»。！？」』')
_UNENDED = frozenset(",;:")


def unboxed(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, where a box holds a heading with the heading's own rows between its rules."""
    rules = [at for at, row in enumerate(rows) if row.text[0] in _RULES and _is_rule(row.text)]
    if len(rules) < 2:
        return rows
    found: list[Row] = []
    done = 0
    for top, bottom in pairwise(rules):
        inside = _inside(rows[top + 1 : bottom]) if top >= done else []
        if inside:
            found += [*rows[done:top], _plain(rows[top]), *inside, _plain(rows[bottom])]
            done = bottom + 1
    return [*found, *rows[done:]] if done else rows


def parted(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """The rows parted before a heading that stands right under others, and after a lone number.

    A heading that stands several times in a row is kept once.
    """
    copies = next((at for at, row in enumerate(rows) if row.text != rows[0].text), len(rows)) - 1
    if copies and _names(rows[0].text):
        rows = rows[copies:]
    if len(rows) < 2:
        return [rows]
    starts = [0, 1] if _heads_all(rows) else [0]
    texts = [row.text for row in rows]
    starts += [
        at
        for at in range(max(1, starts[-1] + 1), len(rows))
        if (texts[at - 1][-1] in _SENTENCE_ENDS or texts[at].isupper()) and _heads(rows, at)
    ]
    return [rows[a:b] for a, b in pairwise([*starts, len(rows)])]


def _heads_all(rows: Sequence[Row]) -> bool:
    """Whether the first row is a number alone, over its title in Eastern signs or over prose."""
    first = rows[0].text
    if first[0] == "#" and first.lstrip("#")[:1].isspace():  # as Markdown marks a heading
        return True
    look = by_asian(first)
    if look and look.bare and not look.doubtful:
        return True
    if not bare_number(first):
        return False
    return any(row.width >= _PROSE_LEAST for row in rows[1 : _NEAR + 1])


def _heads(rows: Sequence[Row], at: int) -> bool:
    """Whether a row below the end of a sentence, or one in capitals, heads beyond doubt."""
    row = rows[at]
    text = row.text
    if row.width > _HEADING_MOST or text[0].islower() or text[-1] in _UNENDED:
        return False
    if at + 1 < len(rows) and rows[at + 1].text[0].islower():
        return False
    look = by_words(text) or by_asian(text)
    return look is not None and look.number > 0 and not look.doubtful and not is_ending(text)


def _plain(row: Row) -> Row:
    """The top or bottom of a box without its corners, as a rule is."""
    return row_of(row.text.strip(_CORNERS) or row.text)


def _is_rule(text: str) -> bool:
    if len(text) < _RULE_LEAST or not _RULES.issuperset(text):
        return False
    return text.count(" ") <= _BLANK_MOST * len(text)


def _inside(rows: Sequence[Row]) -> list[Row]:
    """What the rows of a box say; nothing where they are not a box, or it says no heading."""
    if not 0 < len(rows) <= _ROWS_MOST:
        return []
    said = []
    for row in rows:
        if len(row.text) < 2 or row.text[0] not in _SIDES or row.text[-1] not in _SIDES:
            return []
        inner = row.text[1:-1]
        if inner[:1].isalnum() or len(inner.strip()) > _TITLE_MOST:
            return []
        if bare := inner.strip():
            said.append(row_of(bare))
    return said if said and _names(said[0].text) else []


def _names(text: str) -> bool:
    """Whether a row names a chapter."""
    return bool(by_words(text) or by_asian(text) or bare_number(text))
