"""What a run of lines is: prose that flows, or verse, a letter, a speech, a list, a drawing.

The rule: a run is what the first row of a table says whose test it passes, and each row has a
name and a reason, so that it can be told for every block which took it. Lines are joined only
where a margin broke them; a line that ends early was ended by its author, and stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.deferred import deferred
from reader.formats.text.draft import MAIL, PROSE, Draft
from reader.formats.text.drama import is_spoken, names_speaker
from reader.formats.text.drawings import is_drawn
from reader.formats.text.letters import is_letter, is_signature
from reader.formats.text.lists import (
    entries_of,
    fields_of,
    has_fields,
    is_cast,
    is_list,
)
from reader.formats.text.quotations import add_quoted, is_quoted
from reader.formats.text.rows import Row, is_centred, joined, row_of, standing
from reader.formats.text.scene_breaks import is_break
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import flows
from reader.story import BlockKind

_ENDS = frozenset('.!?,;:…—-"”’»)」』。！？，；：)）')
_SENTENCE_ENDS = frozenset('.!?”"')
_STAGE = deferred(r"(?:Re-)?[Ee]nter\s+[A-Z]|Exit\b|Exeunt\b")
_NOTES = frozenset("*•†‡[")
_SIGNED = (BlockKind.VERSE, BlockKind.QUOTE, BlockKind.LETTER)
_VERSE_MOST = 66
"""Cells of a line that stands alone amid verse and is one."""
_INSET_LEAST = 2
"""Blanks before a line that are no accident."""
_DEEP, _RIGHT = 8, 16
"""Blanks before a line that is set off from prose, and before one at the right."""
_SHORT, _LONG = 50, 90
"""Cells of a line that is short for prose, and long for anything set off from it."""
_EAST_FIRST = 4
"""Blanks before the first line of a paragraph in East Asian text, at most."""
_PAGE = 72
"""The margin of a text that has none."""
_STOPPED = 0.55
"""The share of the margin before which a line was ended by its author."""
_SIGNED_MOST = 64
"""Cells of a line at the right that signs or dates."""
_AT_RIGHT = 0.6
_NOTE_END = 0.7


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


class Made(NamedTuple):
    """What became of a run."""

    kind: BlockKind
    text: str
    indent: int = 0


class Kind(NamedTuple):
    """One row of the table."""

    id: str
    reason: str
    test: Callable[[Run], bool]
    make: Callable[[Run], Made]


def add_line(draft: Draft, line: str, blanks: int, shape: Shape) -> None:
    """Append the block of a line that stands alone."""
    add_run(draft, [row_of(line)], blanks, shape)


def add_run(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
    """Append the block, or in rare cases the blocks, of a run of rows."""
    if is_quoted(rows):
        add_quoted(draft, rows, blanks, shape)
        return
    run = Run(rows, blanks, shape, draft.last)
    table = SEVERAL if len(rows) > 1 else INSET if _is_inset(run) else SINGLE
    for id_, _, test, make in table:
        if test(run):
            kind, text, indent = make(run)
            draft.add(text, kind, indent=indent, blanks=blanks, rule=id_)
            return


def reason_of(rule: str) -> str:
    """Why blocks are what a row says; empty where no row has that name."""
    return _REASONS.get(rule) or next((row.reason for row in KINDS if row.id == rule), "")


def is_east_asian(row: Row) -> bool:
    """Whether most of a line's characters are wide."""
    return row.width >= 1.6 * len(row.text)


def _is_inset(run: Run) -> bool:
    """Whether a line is set in for a reason, not by a habit of the file."""
    row, shape = run.row, run.shape
    if not row.indent or shape.indented or shape.by_line:
        return False
    if row.indent < _INSET_LEAST and not shape.width and not shape.stands:
        return False
    if not shape.width and row.indent < _DEEP and row.width >= _LONG:
        return False
    return not is_east_asian(row) and not is_break(row.text)


def _breaks(run: Run) -> bool:
    rows = run.rows
    if len(rows) > 2 and len({row.indent for row in rows}) > 1:
        return False
    return all(is_break(row.text) for row in rows)


def _is_east_asian_verse(run: Run) -> bool:
    row = run.row
    deep = row.indent >= _DEEP and row.indent >= 2 * run.shape.first
    return deep and row.width <= _LONG and is_east_asian(row)


def _is_set_right(run: Run) -> bool:
    row, shape = run.row, run.shape
    if row.indent < _RIGHT or row.width > _SIGNED_MOST:
        return False
    return not shape.width or row.end >= _AT_RIGHT * shape.width


def _is_set_far(run: Run) -> bool:
    row = run.row
    return row.indent >= _RIGHT or (row.text[0] != "[" and row.text.isupper())


def _follows_verse(run: Run) -> bool:
    return run.last is BlockKind.VERSE and run.blanks <= 1


def _is_direction(run: Run) -> bool:
    text = run.row.text
    return text[0] in _NOTES or _STAGE.match(text) is not None


def _signs(run: Run) -> bool:
    """Whether a line names who wrote the verse, quotation or letter before it."""
    text = run.row.text
    if run.blanks > 2 or run.last not in _SIGNED:
        return False
    return is_signature(text) and (
        text[0] not in "\"“‘'«" or text.isupper() or "," in text or run.last is not BlockKind.LETTER
    )


def _is_set_off(run: Run) -> bool:
    """Whether a line is set in too far for prose, or short and without an end."""
    row = run.row
    return row.indent >= _DEEP or (row.width < _SHORT and row.text[-1] not in ".!?]")


def _is_line_of_verse(run: Run) -> bool:
    row = run.row
    return run.shape.stands and row.width <= _VERSE_MOST and row.text[-1] not in _SENTENCE_ENDS


def _is_note(run: Run) -> bool:
    """Whether a starred note takes a second line."""
    row = run.row
    return (
        row.text[0] in "*†‡"
        and len(run.rows) == 2
        and row.indent > 0
        and row.end >= _NOTE_END * (run.shape.width or _PAGE)
    )


def _is_speech(run: Run) -> bool:
    """Whether a speaker's name in capitals stands before what is said."""
    rows = run.rows
    if all(row.text.isupper() for row in rows):
        return False
    if names_speaker(rows[0].text):
        return rows[0].text[-1] in ".:])" or rows[1].indent >= rows[0].indent
    return is_spoken(rows[0].text) and not flows(rows, run.shape)


def _spoken(run: Run) -> Made:
    """A speech as it stands, or on one line under its speaker where a margin broke it."""
    rows, shape = run.rows, run.shape
    text, indent = standing(rows)
    said, heads = rows[1:], [rows[0].text]
    if shape.width and names_speaker(rows[0].text):
        if len(said) > 1 and said[0].text[0] in "[(" and said[0].text[-1] in "])":
            heads.append(said[0].text)
            said = said[1:]
        if len(said) > 1 and flows(said, shape):
            text = "\n".join([*heads, joined(row.text for row in said)])
    return Made(BlockKind.SPEECH, text, indent)


def _flowing(run: Run) -> Made:
    """A paragraph, or a quotation where all its lines are set in."""
    rows = run.rows
    indent = min(row.indent for row in rows)
    first = run.shape.indented or (indent <= _EAST_FIRST and is_east_asian(rows[0]))
    text = joined(row.text for row in rows)
    if indent == 0 or first:
        return Made(BlockKind.PARAGRAPH, text, rows[0].indent)
    return Made(BlockKind.QUOTE, text, indent)


def _as(kind: BlockKind) -> Callable[[Run], Made]:
    """A single line as a block of a kind."""
    return lambda run: Made(kind, run.row.text, run.row.indent)


def _kept(kind: BlockKind) -> Callable[[Run], Made]:
    """Lines that stand as a block of a kind."""
    return lambda run: Made(kind, *standing(run.rows))


def _made(kind: BlockKind, text_of: Callable[[Sequence[Row]], str]) -> Callable[[Run], Made]:
    """Lines put together in some other way."""
    return lambda run: Made(kind, text_of(run.rows), min(row.indent for row in run.rows))


def _always(_run: Run) -> bool:
    return True


SINGLE: tuple[Kind, ...] = (
    Kind(
        "break",
        "an ornament, a rule or words that say so, alone on its line",
        _breaks,
        lambda run: Made(BlockKind.BREAK, run.row.text),
    ),
    Kind(
        "far line",
        "an East Asian line set in far deeper than paragraphs are",
        _is_east_asian_verse,
        _as(BlockKind.VERSE),
    ),
    Kind(
        "line",
        "one line, as paragraphs of this text may be",
        lambda run: is_east_asian(run.row),
        _as(BlockKind.PARAGRAPH),
    ),
    Kind(
        "right line",
        "one line set to the right, where a text signs or dates",
        lambda run: (run.shape.indented or run.shape.by_line) and _is_set_right(run),
        _as(BlockKind.LETTER),
    ),
    Kind(
        "line",
        "one line, as paragraphs of this text may be",
        lambda run: run.shape.indented or run.shape.by_line,
        _as(BlockKind.PARAGRAPH),
    ),
    Kind(
        "signature",
        "a line that greets, takes leave, dates or signs",
        lambda run: _signs(run) or is_letter(run.rows),
        _as(BlockKind.LETTER),
    ),
    Kind(
        "verse line",
        "a short line without an end, in a text of verse",
        _is_line_of_verse,
        _as(BlockKind.VERSE),
    ),
    Kind("line", "one line, as paragraphs of this text may be", _always, _as(BlockKind.PARAGRAPH)),
)
"""What a line alone is, at the margin of its text."""
INSET: tuple[Kind, ...] = (
    Kind(
        "next verse line",
        "a line set in right after verse",
        lambda run: _is_set_far(run) and _follows_verse(run) and not run.row.text.isupper(),
        _as(BlockKind.VERSE),
    ),
    Kind(
        "far or capitals",
        "a line set far to the right, or set in and in capitals",
        _is_set_far,
        _as(BlockKind.LETTER),
    ),
    Kind(
        "signature",
        "a line that names who wrote what stands before it",
        lambda run: _signs(run) and not _STAGE.match(run.row.text),
        _as(BlockKind.LETTER),
    ),
    Kind(
        "direction",
        "a line set in that is a stage direction, or a note by its mark",
        _is_direction,
        _as(BlockKind.QUOTE),
    ),
    Kind(
        "next verse line", "a line set in right after verse", _follows_verse, _as(BlockKind.VERSE)
    ),
    Kind(
        "inset letter",
        "a line set in deeply, or one that dates or greets",
        lambda run: _is_set_off(run) and (run.row.indent >= _DEEP or is_letter(run.rows)),
        _as(BlockKind.LETTER),
    ),
    Kind("inset verse", "a short line set in, without an end", _is_set_off, _as(BlockKind.VERSE)),
    Kind("inset quotation", "a line set in", _always, _as(BlockKind.QUOTE)),
)
"""What a line alone is that is set in more than the paragraphs of its text."""
SEVERAL: tuple[Kind, ...] = (
    Kind(
        "rules",
        "nothing but ornaments and rules",
        _breaks,
        lambda run: Made(BlockKind.BREAK, "\n".join([row.text for row in run.rows])),
    ),
    Kind(
        "drawing",
        "signs or columns that carry the meaning: a table, a box, a drawing",
        lambda run: is_drawn(run.rows),
        _kept(BlockKind.PREFORMATTED),
    ),
    Kind(
        "list",
        "lines with bullets or numbers",
        lambda run: is_list(run.rows),
        _made(BlockKind.LIST, entries_of),
    ),
    Kind(
        "cast",
        "names in capitals, a word about each",
        lambda run: is_cast(run.rows),
        _kept(BlockKind.LIST),
    ),
    Kind(
        "fields",
        "labels with their values",
        lambda run: has_fields(run.rows),
        _made(BlockKind.LIST, fields_of),
    ),
    Kind(
        "centred",
        "lines about the middle of the page, or far to the right",
        lambda run: (
            min(row.indent for row in run.rows) >= _RIGHT or is_centred(run.rows, run.shape.width)
        ),
        _kept(BlockKind.LETTER),
    ),
    Kind(
        "note",
        "a starred note of two lines",
        _is_note,
        _made(BlockKind.QUOTE, lambda rows: joined(row.text for row in rows)),
    ),
    Kind("speech", "a name in capitals, and what is said", _is_speech, _spoken),
    Kind(
        "wrapped",
        "lines that a margin broke, or sentences that run on from line to line",
        lambda run: flows(run.rows, run.shape),
        _flowing,
    ),
    Kind(
        "letter",
        "short lines that greet, take leave, date or sign",
        lambda run: is_letter(run.rows),
        _kept(BlockKind.LETTER),
    ),
    Kind("verse", "lines that their author ended", _always, _kept(BlockKind.VERSE)),
)
"""What several lines are."""
KINDS: tuple[Kind, ...] = SINGLE + INSET + SEVERAL
"""All rows, in the order in which they are tried."""
_REASONS = {
    PROSE: "full lines of plain prose, or one sentence",
    MAIL: "lines marked with >",
}
"""Rows that no test stands for."""
