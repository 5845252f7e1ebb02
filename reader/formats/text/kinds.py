"""What a run of lines is: prose that flows, or verse, a letter, a speech, a list, a drawing.

The rule: a run is what the first row of a table says whose test it passes, and each row has a name
and a reason, so it can be said for every block which row took it. Lines are joined only where a
margin broke them; a line that ends early was ended by its author, and is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.formats.text.draft import MAIL, PROSE, Draft
from reader.formats.text.drawings import is_break, is_drawn
from reader.formats.text.rows import Row, is_centred, joined, row_of, standing
from reader.formats.text.runs import (
    DEEP,
    RIGHT,
    SIGNED,
    LineRun,
    breaks,
    is_direction,
    is_east_asian,
    is_east_asian_verse,
    is_inset,
    is_line_of_verse,
    is_set_far,
    is_set_off,
    is_set_right,
    is_speech,
    is_stage,
    signs,
)
from reader.formats.text.short_lines import (
    entries_of,
    fields_of,
    has_fields,
    is_cast,
    is_initials,
    is_letter,
    is_list,
)
from reader.formats.text.speeches import speaker_lines
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import add_quoted, flows, is_quoted
from reader.story import BlockKind
from reader.value import NamedTuple

_EAST_FIRST = 4
"""Blanks before the first line of a paragraph in East Asian text, at most."""
_NUMBER = "stanza number"
_NUMERALS = frozenset("IVXLC")
_OTHERS_MOST = 66
"""Characters of a line at the margin that is neither a letter's nor verse, unless initials."""
_STANZA_LEAST = 3
"""Lines of a stanza and the number under it."""
_PAGE = 72
"""The margin of a text that has none."""
_NOTE_END = 0.7
"""The share of it that the first of two lines of a note takes at least."""
WRAPPED = "wrapped"
"""The row that takes lines for a paragraph, and paragraphs beyond doubt."""
LINE = "line"
"""The rows that take a line for a paragraph."""


class Made(NamedTuple):
    """What became of a run."""

    kind: BlockKind
    text: str
    indent: int = 0


class Kind(NamedTuple):
    """One row of the table."""

    id: str
    reason: str
    test: Callable[[LineRun], bool]
    make: Callable[[LineRun], Made]


def add_line(draft: Draft, line: str, blanks: int, shape: Shape) -> None:
    """Append the block of a line that stands alone."""
    add_run(draft, [row_of(line)], blanks, shape)


def add_run(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
    """Append the block, or in rare cases several, of a run of rows."""
    if len(rows) == 1 and _is_sure_line(rows[0], shape, draft.last):
        row = rows[0]
        draft.add(row.text, BlockKind.PARAGRAPH, indent=row.indent, blanks=blanks, rule=LINE)
        return
    if is_quoted(rows):
        add_quoted(draft, rows, blanks, shape)
        return
    if _counts_next(rows, shape):
        add_run(draft, rows[:-1], blanks, shape)
        number = rows[-1]
        draft.add(number.text, BlockKind.VERSE, indent=number.indent, blanks=1, rule=_NUMBER)
        return
    run = LineRun(rows, blanks, shape, draft.last)
    table = SEVERAL if len(rows) > 1 else INSET if is_inset(run) else SINGLE
    for id_, _, test, make in table:
        if test(run):
            kind, text, indent = make(run)
            draft.add(text, kind, indent=indent, blanks=blanks, rule=id_)
            return


def _counts_next(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether the last line is the number of the next stanza, though an empty line follows it."""
    if len(rows) < _STANZA_LEAST or not _NUMERALS.issuperset(rows[-1].text):
        return False
    return not flows(rows, shape)


def _is_sure_line(row: Row, shape: Shape, last: BlockKind | None) -> bool:
    """Whether no row before the one for lines takes a line: a paragraph, or too long for others."""
    indent, text, _ = row
    if shape.by_line or shape.indented:
        sure = indent < DEEP
    else:
        long = len(text) > _OTHERS_MOST and not is_initials(text)
        prose = not shape.stands and last not in SIGNED
        sure = not indent and (long or (prose and not is_letter((row,))))
    return sure and text[0] != ">" and not is_break(text)


def _follows_verse(run: LineRun) -> bool:
    """Whether it comes right after verse."""
    return run.last is BlockKind.VERSE and run.blanks <= 1


def _is_note(run: LineRun) -> bool:
    """Whether a starred note takes a second line."""
    return run.row.text[0] in "*†‡" and _turns_over(run)


def _is_aside(run: LineRun) -> bool:
    """Whether a direction in brackets takes a second line."""
    return run.row.text[0] in "[(" and _turns_over(run)


def _turns_over(run: LineRun) -> bool:
    """Whether two lines are indented, and the first runs up to the margin."""
    row = run.row
    full = row.end >= _NOTE_END * (run.shape.width or _PAGE)
    return len(run.rows) == 2 and row.indent > 0 and full


def reason_of(rule: str) -> str:
    """Why blocks are what a row says; empty if there is no row with that name."""
    return _REASONS.get(rule) or next((row.reason for row in KINDS if row.id == rule), "")


def _spoken(run: LineRun) -> Made:
    """A speech as it is, or on one line under its speaker if a margin broke it."""
    rows, shape = run.rows, run.shape
    text, indent = standing(rows)
    size = speaker_lines(rows)
    if shape.width and size:
        heads, said = [joined(row.text for row in rows[:size])], rows[size:]
        if len(said) > 1 and said[0].text[0] in "[(" and said[0].text[-1] in "])":
            heads.append(said[0].text)
            said = said[1:]
        joins = len(said) > 1 and flows(said, shape)
        if joins or size > 1:
            words = joined(row.text for row in said) if joins else standing(said)[0]
            text = "\n".join([*heads, words])
    return Made(BlockKind.SPEECH, text, indent)


def _flowing(run: LineRun) -> Made:
    """A paragraph, or a quotation if all its lines are indented."""
    rows = run.rows
    indent = min(row.indent for row in rows)
    first = run.shape.indented or (indent <= _EAST_FIRST and is_east_asian(rows[0]))
    text = joined(row.text for row in rows)
    if indent == 0 or first:
        return Made(BlockKind.PARAGRAPH, text, rows[0].indent)
    return Made(BlockKind.QUOTE, text, indent)


def _as(kind: BlockKind) -> Callable[[LineRun], Made]:
    """A single line as a block of a kind."""
    return lambda run: Made(kind, run.row.text, run.row.indent)


def _kept(kind: BlockKind) -> Callable[[LineRun], Made]:
    """Lines that are kept as a block of a kind."""
    return lambda run: Made(kind, *standing(run.rows))


def _made(kind: BlockKind, text_of: Callable[[Sequence[Row]], str]) -> Callable[[LineRun], Made]:
    """Lines put together in some other way."""
    return lambda run: Made(kind, text_of(run.rows), min(row.indent for row in run.rows))


def _always(_run: LineRun) -> bool:
    return True


SINGLE: tuple[Kind, ...] = (
    Kind(
        "break",
        "an ornament, a rule or words that say so, alone on its line",
        breaks,
        lambda run: Made(BlockKind.BREAK, run.row.text),
    ),
    Kind(
        "far line",
        "an East Asian line set in far deeper than paragraphs are",
        is_east_asian_verse,
        _as(BlockKind.VERSE),
    ),
    Kind(
        LINE,
        "one line, as paragraphs of this text may be",
        lambda run: is_east_asian(run.row),
        _as(BlockKind.PARAGRAPH),
    ),
    Kind(
        "right line",
        "one line set to the right, where a text signs or dates",
        lambda run: (run.shape.indented or run.shape.by_line) and is_set_right(run),
        _as(BlockKind.LETTER),
    ),
    Kind(
        LINE,
        "one line, as paragraphs of this text may be",
        lambda run: run.shape.indented or run.shape.by_line,
        _as(BlockKind.PARAGRAPH),
    ),
    Kind(
        "signature",
        "a line that greets, takes leave, dates or signs",
        lambda run: signs(run) or is_letter(run.rows),
        _as(BlockKind.LETTER),
    ),
    Kind(
        "verse line",
        "a short line without an end, in a text of verse",
        is_line_of_verse,
        _as(BlockKind.VERSE),
    ),
    Kind(LINE, "one line, as paragraphs of this text may be", _always, _as(BlockKind.PARAGRAPH)),
)
"""What a lone line is, at the margin of its text."""
INSET: tuple[Kind, ...] = (
    Kind(
        "next verse line",
        "a line set in right after verse",
        lambda run: is_set_far(run) and _follows_verse(run) and not run.row.text.isupper(),
        _as(BlockKind.VERSE),
    ),
    Kind(
        "far or capitals",
        "a line set far to the right, or set in and in capitals",
        is_set_far,
        _as(BlockKind.LETTER),
    ),
    Kind(
        "signature",
        "a line that names who wrote what stands before it",
        lambda run: signs(run) and not is_stage(run),
        _as(BlockKind.LETTER),
    ),
    Kind(
        "direction",
        "a line set in that is a stage direction, or a note by its mark",
        is_direction,
        _as(BlockKind.QUOTE),
    ),
    Kind(
        "next verse line", "a line set in right after verse", _follows_verse, _as(BlockKind.VERSE)
    ),
    Kind(
        "inset letter",
        "a line set in deeply, or one that dates or greets",
        lambda run: is_set_off(run) and (run.row.indent >= DEEP or is_letter(run.rows)),
        _as(BlockKind.LETTER),
    ),
    Kind("inset verse", "a short line set in, without an end", is_set_off, _as(BlockKind.VERSE)),
    Kind("inset quotation", "a line set in", _always, _as(BlockKind.QUOTE)),
)
"""What a lone line is that is indented more than the paragraphs of its text."""
SEVERAL: tuple[Kind, ...] = (
    Kind(
        "rules",
        "nothing but ornaments and rules",
        breaks,
        lambda run: Made(BlockKind.BREAK, "\n".join([row.text for row in run.rows])),
    ),
    Kind(
        "drawing",
        "signs or columns that carry meaning: a table, a box, a drawing",
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
        "names in capitals, each with a word about it",
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
        "lines around the middle of the page, or far to the right",
        lambda run: (
            run.row.indent > 0
            and (
                min(row.indent for row in run.rows) >= RIGHT
                or is_centred(run.rows, run.shape.width)
            )
        ),
        _kept(BlockKind.LETTER),
    ),
    Kind(
        "note",
        "a starred note of two lines",
        _is_note,
        _made(BlockKind.QUOTE, lambda rows: joined(row.text for row in rows)),
    ),
    Kind("speech", "a name in capitals, and what is said", is_speech, _spoken),
    Kind(
        WRAPPED,
        "lines that a margin broke, or sentences that run on from line to line",
        lambda run: flows(run.rows, run.shape),
        _flowing,
    ),
    Kind("aside", "a direction in brackets, of two lines", _is_aside, _flowing),
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
    _NUMBER: "the number of the next stanza",
}
"""Rows that have no test."""
