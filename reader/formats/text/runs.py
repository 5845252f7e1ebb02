"""A run of lines that belong together, and what can be asked of it.

The rule: a run is asked about itself, where it stands and what its text does; nothing is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.deferred import deferred
from reader.formats.text.rows import Row
from reader.formats.text.scene_breaks import is_break
from reader.formats.text.short_lines import is_signature, is_spoken, names_speaker
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import flows
from reader.story import BlockKind

_SENTENCE_ENDS = frozenset('.!?”"')
_STAGE = deferred(r"(?:Re-)?[Ee]nter\s+[A-Z]|Exit\b|Exeunt\b")
_HANGUL_SENTENCE = deferred('[\uac00-\ud7a3][.?!…]["”’]?(?:\\s|$)')
"""Has what ends sentences of Korean prose, which its verse seldom has."""
_NOTES = frozenset("*•†‡[")
_SIGNED = (BlockKind.VERSE, BlockKind.QUOTE, BlockKind.LETTER)
_VERSE_MOST = 66
"""Cells of a line that stands alone amid verse and is one."""
_INSET_LEAST = 2
"""Blanks before a line that are no accident."""
DEEP, RIGHT = 8, 16
"""Blanks before a line that is set off from prose, and before one at the right."""
_SHORT, _LONG = 50, 90
"""Cells of a line that is short for prose, and long for anything set off from it."""
_PAGE = 72
"""The margin of a text that has none."""
_SIGNED_MOST = 64
"""Cells of a line at the right that signs or dates."""
_AT_RIGHT = 0.6
"""The share of the margin beyond which such a line ends."""
_NOTE_END = 0.7
_SPEECH_MOST = 40
"""Lines of a speech."""


class Run(NamedTuple):
    """Lines that belong together, and where they stand."""

    rows: Sequence[Row]
    blanks: int
    shape: Shape
    last: BlockKind | None
    """The kind of the block before them."""

    @property
    def row(self) -> Row:
        """The first line."""
        return self.rows[0]


def is_east_asian(row: Row) -> bool:
    """Whether most of a line's characters are wide."""
    return row.width >= 1.6 * len(row.text)


def is_inset(run: Run) -> bool:
    """Whether a line is set in for a reason, not by a habit of the file."""
    row, shape = run.row, run.shape
    if not row.indent or shape.indented or shape.by_line:
        return False
    if row.indent < _INSET_LEAST and not shape.width and not shape.stands:
        return False
    if not shape.width and row.indent < DEEP and row.width >= _LONG:
        return False
    return not is_east_asian(row) and not is_break(row.text)


def breaks(run: Run) -> bool:
    """Whether all lines are ornaments or rules, and no drawing made of them."""
    rows = run.rows
    if len(rows) > 2 and len({row.indent for row in rows}) > 1:
        return False
    return all(is_break(row.text) for row in rows)


def is_east_asian_verse(run: Run) -> bool:
    """Whether an East Asian line is set in far deeper than paragraphs are."""
    row = run.row
    deep = row.indent >= DEEP and row.indent >= 2 * run.shape.first
    if not deep or row.width > _LONG:
        return False
    return is_east_asian(row) and not _HANGUL_SENTENCE.search(row.text)


def is_set_right(run: Run) -> bool:
    """Whether a short line ends near the right margin."""
    row, shape = run.row, run.shape
    if row.indent < RIGHT or row.width > _SIGNED_MOST:
        return False
    return not shape.width or row.end >= _AT_RIGHT * shape.width


def is_set_far(run: Run) -> bool:
    """Whether a line is set far in, or in capitals."""
    row = run.row
    return row.indent >= RIGHT or (row.text[0] != "[" and row.text.isupper())


def follows_verse(run: Run) -> bool:
    """Whether it stands right after verse."""
    return run.last is BlockKind.VERSE and run.blanks <= 1


def is_direction(run: Run) -> bool:
    """Whether a line is a stage direction, or a note by its mark."""
    text = run.row.text
    return text[0] in _NOTES or _STAGE.match(text) is not None


def signs(run: Run) -> bool:
    """Whether a line names who wrote the verse, quotation or letter before it."""
    text = run.row.text
    if run.blanks > 2 or run.last not in _SIGNED:
        return False
    return is_signature(text) and (
        text[0] not in "\"“‘'«" or text.isupper() or "," in text or run.last is not BlockKind.LETTER
    )


def is_set_off(run: Run) -> bool:
    """Whether a line is set in too far for prose, or short and without an end."""
    row = run.row
    return row.indent >= DEEP or (row.width < _SHORT and row.text[-1] not in ".!?]")


def is_line_of_verse(run: Run) -> bool:
    """Whether a short line without an end stands in a text of verse."""
    row = run.row
    return run.shape.stands and row.width <= _VERSE_MOST and row.text[-1] not in _SENTENCE_ENDS


def is_note(run: Run) -> bool:
    """Whether a starred note takes a second line."""
    row = run.row
    return (
        row.text[0] in "*†‡"
        and len(run.rows) == 2
        and row.indent > 0
        and row.end >= _NOTE_END * (run.shape.width or _PAGE)
    )


def is_speech(run: Run) -> bool:
    """Whether a speaker's name in capitals stands before what is said."""
    rows = run.rows
    if len(rows) > _SPEECH_MOST or all(row.text.isupper() for row in rows):
        return False
    if names_speaker(rows[0].text):
        return rows[0].text[-1] in ".:])" or rows[1].indent >= rows[0].indent
    return is_spoken(rows[0].text) and not flows(rows, run.shape)


def is_stage(run: Run) -> bool:
    """Whether a line begins as a stage direction does."""
    return _STAGE.match(run.row.text) is not None
