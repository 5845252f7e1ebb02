"""What a run of lines is: prose that flows, or verse, a letter, a speech, a list, a drawing.

The rule: lines are joined only where they are full, that is where the next word would not have
fitted; a line that ends early was ended by its author, and stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.deferred import deferred
from reader.formats.text.draft import Draft
from reader.formats.text.drama import is_spoken, names_speaker
from reader.formats.text.drawings import is_drawn
from reader.formats.text.evidence import is_full
from reader.formats.text.letters import is_letter, is_signature
from reader.formats.text.rows import Row, cells, is_centred, joined, row_of, standing
from reader.formats.text.scene_breaks import is_break
from reader.formats.text.sentinels import is_marked
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import flows
from reader.story import BlockKind

_BULLETS = frozenset("-*•◦·+–(")
_CLOSERS = frozenset(".)")
_BULLET = deferred(r"(?:[-*•◦·+–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+\S")
_QUOTED = deferred(r"((?:>\s?)+)(.*)")
_FIELD = deferred(r"[A-Z][\w() ]{1,28}:\s+\S")
_PERSON = deferred(r"[A-ZÀ-Þ][A-ZÀ-Þ’' .]{2,28}(?:,| to | of ) ?[a-z].*[a-z.;]$|[A-Z]{3,}[A-Z ]+,")
_ENDS = frozenset('.!?,;:…—-"”’»」』。！？，；：)）')
_VERSE_MOST = 66
"""Cells of a line that stands alone amid verse and is one."""
_SENTENCE_ENDS = frozenset('.!?”"')
_INSET_LEAST = 2
"""Blanks before a line that are no accident."""
_STAGE = deferred(r"(?:Re-)?[Ee]nter\s+[A-Z]|Exit\b|Exeunt\b")
_SIGNED = (BlockKind.VERSE, BlockKind.QUOTE, BlockKind.LETTER)


def wrapped_prose(chunk: str, shape: Shape) -> str:
    """The paragraph that a chunk is beyond doubt, on one line, or an empty string.

    Beyond doubt are lines at the margin that are full or end in mid-sentence, of which at least
    half go on in small letters. Most chunks that are no plain prose at first sight are such,
    because a long word left a line short.
    """
    if "   " in chunk or is_marked(chunk):
        return ""
    lines = [line.rstrip() for line in chunk.split("\n")]
    first = lines[0]
    if not first or not (first[0].isalpha() or first[0] in "\"“‘'"):
        return ""
    if is_spoken(first) or names_speaker(first) or _is_entry(first) or is_break(first):
        return ""
    lowered, short, before = 0, 0.55 * shape.width, first
    for line in lines[1:]:
        if not line or line[0].isspace():
            return ""
        lowered += line[0].islower()
        early = before[-1] in _ENDS or cells(before) < short
        if early and not is_full(row_of(before), row_of(line), shape.width):
            return ""
        before = line
    if 2 * lowered < len(lines) - 1:
        return ""
    return joined(lines)


def add_line(draft: Draft, line: str, blanks: int, shape: Shape) -> None:
    """Append the block of a line that stands alone."""
    row = row_of(line)
    if is_quoted([row]):
        _add_quoted(draft, [row], blanks, shape)
    else:
        _add_single(draft, row, blanks, shape)


def add_run(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
    """Append the block, or in rare cases the blocks, of a run of rows."""
    if is_quoted(rows):
        _add_quoted(draft, rows, blanks, shape)
    elif len(rows) == 1:
        _add_single(draft, rows[0], blanks, shape)
    elif all(is_break(row.text) for row in rows):
        draft.add("\n".join(row.text for row in rows), BlockKind.BREAK, blanks=blanks)
    else:
        _add_several(draft, rows, blanks, shape)


def is_quoted(rows: Sequence[Row]) -> bool:
    """Whether all lines are marked as a quotation, and say something."""
    if rows[0].text[0] != ">" or any(row.text[0] != ">" for row in rows):
        return False
    if len(rows) == 1 and is_break(rows[0].text):
        return False
    return any(row.text.strip("> ") for row in rows)


def _add_quoted(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
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
        draft.add(text, BlockKind.QUOTE, level=depth, indent=2, blanks=blanks)
    else:
        text, _ = standing(rows)
        draft.add(text, BlockKind.VERSE, indent=2, blanks=blanks)


def _add_single(draft: Draft, row: Row, blanks: int, shape: Shape) -> None:
    """A line on its own."""
    kind, indent = BlockKind.PARAGRAPH, row.indent
    if is_break(row.text):
        kind, indent = BlockKind.BREAK, 0
    elif is_east_asian(row):
        kind = BlockKind.VERSE if row.indent >= max(8, 2 * shape.first) else kind
    elif shape.indented or shape.by_line:
        kind = BlockKind.LETTER if _is_set_right(row, shape) else kind
    elif _is_inset(row, shape):
        kind = _kind_of_inset(draft, row, blanks)
    elif _signs(draft, row.text, blanks) or is_letter([row]):
        kind = BlockKind.LETTER
    elif shape.stands and row.width <= _VERSE_MOST and row.text[-1] not in _SENTENCE_ENDS:
        kind = BlockKind.VERSE
    draft.add(row.text, kind, indent=indent, blanks=blanks)


def is_east_asian(row: Row) -> bool:
    """Whether most of a line's characters are wide."""
    return row.width >= 1.6 * len(row.text)


def _is_set_right(row: Row, shape: Shape) -> bool:
    return row.indent >= 16 and (not shape.width or row.end >= 0.6 * shape.width)


def _is_inset(row: Row, shape: Shape) -> bool:
    """Whether a line is set in for a reason, not by a habit of the file."""
    strayed = not shape.width and not shape.stands
    if row.indent < _INSET_LEAST and (strayed or row.text[0] in '"“‘«'):
        return False
    return row.indent > 0 and (shape.width > 0 or row.indent >= 8 or row.width < 90)


def _kind_of_inset(draft: Draft, row: Row, blanks: int) -> BlockKind:
    if row.indent >= 16 or (row.text[0] != "[" and row.text.isupper()):
        after = draft.last is BlockKind.VERSE and blanks <= 1
        return BlockKind.VERSE if after and not row.text.isupper() else BlockKind.LETTER
    if _signs(draft, row.text, blanks) and not _STAGE.match(row.text):
        return BlockKind.LETTER
    if row.text[0] in "*•†‡[" or _STAGE.match(row.text):
        return BlockKind.QUOTE
    if draft.last is BlockKind.VERSE and blanks <= 1:
        return BlockKind.VERSE
    if row.indent >= 8 or (row.width < 50 and row.text[-1] not in ".!?]"):
        return BlockKind.LETTER if row.indent >= 8 or is_letter([row]) else BlockKind.VERSE
    return BlockKind.QUOTE


def _signs(draft: Draft, text: str, blanks: int) -> bool:
    """Whether a line names who wrote the verse, quotation or letter before it."""
    if blanks > 2 or draft.last not in _SIGNED:
        return False
    return is_signature(text) and (
        text[0] not in "\"“‘'«"
        or text.isupper()
        or "," in text
        or draft.last is not BlockKind.LETTER
    )


def _add_several(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
    """Two lines or more."""
    text, indent = standing(rows)
    kind = BlockKind.VERSE
    if is_drawn(rows):
        kind = BlockKind.PREFORMATTED
    elif is_list(rows):
        text, kind = _listed(rows), BlockKind.LIST
    elif _is_cast(rows):
        kind = BlockKind.LIST
    elif _has_fields(rows):
        text, kind = _listed(rows, _FIELD), BlockKind.LIST
    elif is_centred(rows, shape.width) or indent >= 16:
        kind = BlockKind.LETTER
    elif _is_note(rows, shape):
        text, kind = joined(row.text for row in rows), BlockKind.QUOTE
    elif _is_speech(rows, shape):
        text, kind = _spoken(rows, text, shape), BlockKind.SPEECH
    elif flows(rows, shape):
        first = shape.indented or (indent <= 4 and is_east_asian(rows[0]))
        kind = BlockKind.PARAGRAPH if indent == 0 or first else BlockKind.QUOTE
        indent = rows[0].indent if kind is BlockKind.PARAGRAPH else indent
        text = joined(row.text for row in rows)
    elif is_letter(rows):
        kind = BlockKind.LETTER
    draft.add(text, kind, indent=indent, blanks=blanks)


def _is_cast(rows: Sequence[Row]) -> bool:
    """Whether the lines name the persons of a play, each in capitals with a word about them."""
    capitals = [row.text for row in rows if row.text[:3].upper() == row.text[:3]]
    if len(rows) <= 2 or len(capitals) < 0.5 * len(rows):
        return False
    named = sum(bool(_PERSON.match(text)) and not text.isupper() for text in capitals)
    return named >= 0.5 * len(rows)


def _has_fields(rows: Sequence[Row]) -> bool:
    """Whether the lines are labels with their values, some of which take a second line."""
    labelled = sum(bool(_FIELD.match(row.text)) for row in rows)
    return labelled == len(rows) or (labelled >= 4 and labelled >= 0.5 * len(rows))


def _is_note(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether a starred note takes a second line."""
    return (
        rows[0].text[0] in "*†‡"
        and len(rows) == 2
        and rows[0].indent > 0
        and rows[0].end >= 0.7 * (shape.width or 72)
    )


def _is_speech(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether a speaker's name in capitals stands before what is said."""
    if all(row.text.isupper() for row in rows):
        return False
    if names_speaker(rows[0].text):
        return rows[0].text[-1] in ".:])" or rows[1].indent >= rows[0].indent
    return is_spoken(rows[0].text) and not flows(rows, shape)


def _spoken(rows: Sequence[Row], text: str, shape: Shape) -> str:
    """A speech as it stands, or on one line under its speaker where a margin broke it."""
    said = rows[1:]
    if not shape.width or not names_speaker(rows[0].text):
        return text
    heads = [rows[0].text]
    if len(said) > 1 and said[0].text[0] in "[(" and said[0].text[-1] in "])":
        heads.append(said[0].text)
        said = said[1:]
    if len(said) > 1 and flows(said, shape):
        return "\n".join([*heads, joined(row.text for row in said)])
    return text


def is_list(rows: Sequence[Row]) -> bool:
    """Whether the lines are entries: each with a bullet or number, or a turnover set in."""
    entries = [row for row in rows if _is_entry(row.text)]
    if len(entries) < 2 or entries[0] is not rows[0]:
        return False
    margin = entries[0].indent
    rest = [row for row in rows if not _is_entry(row.text)]
    return all(row.indent > margin for row in rest) or len(rest) * 2 < len(rows)


def _is_entry(text: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter that counts."""
    mark = text[0]
    return (mark in _BULLETS or mark.isdecimal() or text[1:2] in _CLOSERS) and bool(
        _BULLET.match(text)
    )


def _listed(rows: Sequence[Row], begins: re.Pattern[str] = _BULLET) -> str:
    """Entries, each on one line with its turnovers joined."""
    entries: list[list[str]] = []
    for row in rows:
        if begins.match(row.text) or not entries:
            entries.append([" " * (row.indent - rows[0].indent) + row.text])
        else:
            entries[-1].append(row.text)
    return "\n".join(map(joined, entries))
