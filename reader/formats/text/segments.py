"""A chunk that is not plain prose, taken apart into runs of lines that belong together.

The rule: lines are separated where their indent shows that something else begins; whether a run is
prose that flows or lines to be kept, `kinds` decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from reader.formats.text.draft import Draft
from reader.formats.text.drawings import (
    begins_drawn,
    breaks_among,
    drawing_under,
    has_prose,
    is_break,
    is_drawn,
)
from reader.formats.text.edges import Run, by_first_lines, by_last_lines, indents_firsts
from reader.formats.text.evidence import is_full
from reader.formats.text.headings.surroundings import parted, unboxed
from reader.formats.text.headings.words import by_words
from reader.formats.text.kinds import LINE, WRAPPED, add_line, add_run
from reader.formats.text.rows import (
    EMPHASIS,
    HEADINGS,
    LINE_END,
    Row,
    columns,
    firsts_of,
    is_centred,
    is_marked,
    is_narrow,
    lines_of,
    rows_of,
)
from reader.formats.text.short_lines import is_letter
from reader.formats.text.speeches import is_spoken, names_speaker, speaker_lines
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import (
    aligned,
    flows,
    hangs,
    is_cut_in_east,
    is_quoted,
    prose_odds,
    read_on,
)
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind

_DEEP = 2
_QUOTES = frozenset("\"'“‘«„「『")
_VERSE_NEVER = 160
"""Cells of a line that is not verse."""
_SPEECH_MOST = 40
"""Lines of a speech."""
_NAMED_ENDS = frozenset(":)]")
"""What a speaker's name ends with over indented verse."""
_RIGHT = 16
_HEADING_MOST = 60
_LINE_MOST = 80
"""Cells of a line that is not a paragraph."""
_VERSE_MOST = 60
_LINES_SAY = lazy_pattern(f"[{LINE_END}{''.join(HEADINGS)}]")
"""Marks of what a line is, not only of words in it."""
_WIDE_BLANK = "\u3000"
_EAST_FIRST = "[「『（〔“―…\u3041-\u3093\u30a1-\u30f6\u4e00-\u9fff々〆]"
_EAST_LINES = lazy_pattern(
    f"(?:{_WIDE_BLANK}?{_EAST_FIRST}[^\n]+(?:\n|\\Z))"
    f"(?:{_WIDE_BLANK}{{0,3}}+(?:{_EAST_FIRST}|[Ａ-Ｚ{EMPHASIS[0]}])[^\n]+(?:\n|\\Z))*+"
)
_EAST_LEAST = "―"
"""The first in order of what such lines begin with."""
_NOT_IN_THEM = ("\t", LINE_END, *HEADINGS)
_IDEOGRAPH_FIRST = "\u4e00"
_BREAK_MOST = 40
"""Characters of a line that may be a break in words."""
_SURE_LEAST, _SURE = 100, 200.0
"""Lines whose odds together may be beyond doubt, and the logarithm from which they are."""
_MANY_LINES = 12
"""A chunk of more lines than these is not a stanza."""


def draft_chunk(draft: Draft, chunk: str, blanks: int, shape: Shape) -> None:
    """Append the blocks of a chunk to the draft."""
    if shape.by_line and (lines := _east_asian_prose(chunk)):
        draft.add_lines(lines, blanks, LINE)
        return
    if not (narrow := is_narrow(chunk)) and is_marked(chunk):
        _draft_marked(draft, chunk, blanks, shape)
        return
    if "\n" not in chunk:
        add_line(draft, chunk, blanks, shape)
        return
    rows = (lines_of if shape.width else rows_of)(chunk, narrow=narrow)
    if shape.width and not shape.prosy and _is_surely_prose(rows, shape):
        shape = shape._replace(prosy=True)
    _add_runs(draft, rows, blanks, shape)


def _add_runs(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
    """Append the blocks of rows to the draft."""
    for run in runs_of(rows, shape):
        if isinstance(run, str):
            draft.add(run, BlockKind.PARAGRAPH, blanks=blanks, rule=WRAPPED)
        else:
            add_run(draft, run, blanks, shape)
        blanks = 0


def _is_surely_prose(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether lines without a blank one among them are too many for verse.

    Each of them may show little, as when verse numbers were taken out of a wrapped text.
    """
    if len(rows) < _SURE_LEAST:
        return False
    return prose_odds(list(pairwise(rows)), shape) >= _SURE


def _east_asian_prose(chunk: str) -> list[str]:
    """The lines of a chunk, if each is a paragraph beyond doubt; the quick way for novels."""
    if chunk < _EAST_LEAST:
        return []
    lines = chunk.split("\n")
    if len(lines) <= _MANY_LINES and max(map(len, lines)) <= _LINE_MOST:  # a stanza
        return []
    if any(map(chunk.__contains__, _NOT_IN_THEM)) or not _EAST_LINES.fullmatch(chunk):
        return []
    if names_speaker(lines[0].strip()):
        return []
    if sum(is_cut_in_east(line) for line in lines if line[-1] >= _IDEOGRAPH_FIRST) > 1:
        return []
    short = (line for line in lines if len(line) <= _BREAK_MOST)
    return [] if any(map(is_break, short)) else lines


def _draft_marked(draft: Draft, chunk: str, blanks: int, shape: Shape) -> None:
    """Append the blocks of a chunk in which headings or line ends are marked."""
    if not _LINES_SAY.search(chunk):
        if "\n" not in chunk and not chunk.rstrip()[-2:].isupper():  # no heading is glued to it
            add_line(draft, chunk, blanks, shape)
            return
        _add_runs(draft, rows_of(chunk), blanks, shape)
        return
    head, _, rest = chunk.partition("\n")
    while chunk and chunk.lstrip()[:1] in HEADINGS:
        level = HEADINGS.index(chunk.lstrip()[0]) + 1
        title = head.strip().lstrip("".join(HEADINGS)).strip(" \u3000")
        if title:  # there may be a note where there is nothing to name
            draft.add(title, BlockKind.HEADING, level=level, blanks=blanks)
            blanks = 0
        chunk = rest
        head, _, rest = chunk.partition("\n")
    pieces = re.split(f"{LINE_END}\n|\n(?=[{''.join(HEADINGS)}])", chunk)
    if len(pieces) > 1 and all(len(piece) <= _VERSE_MOST for piece in pieces):
        pieces = ["\n".join(pieces)]
    for piece in pieces:
        plain = piece.replace(LINE_END, "")
        if plain[:1] in HEADINGS:
            draft_chunk(draft, plain, blanks, shape)
        elif shape.by_line and (lines := _east_asian_prose(plain)):
            draft.add_lines(lines, blanks, LINE)
        elif plain:
            _add_runs(draft, rows_of(plain), blanks, shape)
        blanks = 0


def runs_of(rows: Sequence[Row], shape: Shape) -> list[Run]:
    """The rows divided into runs."""
    free = unboxed(rows)
    drawn = free is rows and begins_drawn(rows) and is_drawn(rows) and not has_prose(rows)
    if drawn or is_quoted(rows):
        return [rows]
    firsts = firsts_of(free)
    if free is rows and all(map(_is_plain, {*firsts})):
        return _between_rules(rows, shape)
    ruled = breaks_among(columns(free)[1], firsts)
    if free is rows and ruled and (at := drawing_under(rows, ruled[0])):
        return [*_between_rules(rows[:at], shape), rows[at:]]
    runs: list[Run] = []
    done = 0
    for _, group in groupby(enumerate(ruled), lambda found: found[1] - found[0]):
        beside = [at for _, at in group]
        runs += [*_between_rules(free[done : beside[0]], shape), free[beside[0] : beside[-1] + 1]]
        done = beside[-1] + 1
    return runs + _between_rules(free[done:], shape)


def _between_rules(rows: Sequence[Row], shape: Shape) -> list[Run]:
    """The rows divided at the headings among them, and further into runs."""
    parts = parted(rows) if rows else []
    return [run for part in parts for run in _parted(aligned(part, shape), shape)]


def _is_plain(first: str) -> bool:
    """Whether a line begins unlike any rule or ornament, including ornaments of letters."""
    return (first.isalpha() and first not in "xXoO") or first in _QUOTES


def _parted(rows: Sequence[Row], shape: Shape) -> list[Run]:
    """Rows between rules divided into runs."""
    rows = rows if shape.width else read_on(rows)
    if shape.by_line and not _is_one_speech(rows):
        return [[row] for row in rows] if _is_prose_by_line(rows) else [rows]
    if not shape.width and len(rows) > 1 and any(map(_is_no_verse, rows)):
        return [rows] if _is_one_speech(rows) else _by_length(rows, shape)
    indents, _, _ = columns(rows)
    flush = min(indents)
    if flush >= _RIGHT or (flush and is_centred(rows, shape.width)):
        return [rows]
    if _is_spoken_below(rows):
        return [rows]
    if _heads_apart(rows, shape):
        return [rows[:1], *_parted(rows[1:], shape)]
    if max(indents) == flush:
        return by_last_lines(rows, shape) if shape.width else [rows]
    if shape.width and (shape.indented or indents_firsts(rows, shape)):
        runs = by_first_lines(rows, shape)
        if shape.first >= _DEEP:
            return [*runs]
        return [part for run in runs for part in by_last_lines(run, shape)]
    if not _has_prose(rows, flush, shape):
        return [rows]
    return _by_depth(rows, flush, shape)


def _is_no_verse(row: Row) -> bool:
    return row.width > _VERSE_NEVER


def _by_length(rows: Sequence[Row], shape: Shape) -> list[Run]:
    """Lines too long for verse, separated from each other and from the rest."""
    runs: list[Run] = []
    for long, group in groupby(rows, key=_is_no_verse):
        lines = list(group)
        runs += [[row] for row in lines] if long else _parted(lines, shape)
    return runs


def _heads_apart(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether the first line, indented and short, is above prose at the margin, such as a date."""
    first = rows[0]
    if len(rows) < 2 or not shape.width or shape.indented or first.indent - rows[1].indent < _DEEP:
        return False
    if len({row.indent for row in rows[1:]}) > 1 or is_full(first, rows[1], shape.width):
        return False
    if first.width > _HEADING_MOST or _goes_on(first.text, rows[1].text):
        return False
    return is_letter([first]) or (len(rows) > 2 and flows(rows[1:], shape))


def _goes_on(text: str, after: str) -> bool:
    """Whether a sentence does not end with a line, and the next can continue it."""
    if after[0].islower():
        return True
    return text[-1].isalpha() and text[-1].islower() and (after[0].isdecimal() or after[0] in "([")


def _is_spoken_below(rows: Sequence[Row]) -> bool:
    """Whether everything under a speaker's name is indented, as speeches in verse are."""
    heads = speaker_lines(rows)
    if not 0 < heads < len(rows) <= _SPEECH_MOST or rows[heads - 1].text[-1] not in _NAMED_ENDS:
        return False
    return min(row.indent for row in rows[heads:]) > rows[0].indent and not by_words(rows[0].text)


def _is_one_speech(rows: Sequence[Row]) -> bool:
    """Whether a speaker's name precedes what is said, rather than a title its chapter."""
    name = rows[0].text
    if not names_speaker(name) or by_words(name):
        return False
    return sum(row.width > _LINE_MOST for row in rows) <= 1


def _is_prose_by_line(rows: Sequence[Row]) -> bool:
    """Whether each line is a paragraph by itself: some are long, or each ends a sentence."""
    if len(rows) > _MANY_LINES or any(row.width > _LINE_MOST for row in rows):
        return True
    ends = sum(row.text[-1] in '.!?…"”’»」』。！？）)' for row in rows)
    return ends >= 0.8 * len(rows)


def _has_prose(rows: Sequence[Row], flush: int, shape: Shape) -> bool:
    """Whether some line further out is full, which makes the indented ones something else."""
    introduced = rows[0].indent == flush and rows[0].text[-1] in ":：" and len(rows) > 2
    if introduced and all(row.indent - flush >= _DEEP for row in rows[1:]):
        return True
    return shape.width > 0 and any(
        a.indent == flush and is_full(a, b, shape.width) for a, b in pairwise(rows)
    )


def _by_depth(rows: Sequence[Row], flush: int, shape: Shape) -> list[Run]:
    """Prose at the margin, separated from what is indented.

    A single indented line before prose is the first line of a paragraph. A short line at the margin
    between a colon and indented lines is the first of those, set out by mistake.
    """
    runs: list[list[Row]] = []
    inside = hanging = False
    for at, row in enumerate(rows):
        now = row.indent - flush >= _DEEP
        after = rows[at + 1] if at + 1 < len(rows) else None
        hangs_on = at > 0 and not inside and hangs(rows[at - 1], row, shape)
        signed = row.indent - flush >= _RIGHT and not row.text[0].islower()
        hanging = now and not signed and (hanging or hangs_on)
        alone = (
            now and not inside and not hanging and (after is None or after.indent - flush < _DEEP)
        )
        spoken = not now and is_spoken(row.text)
        if runs and not spoken and (hanging or (now == inside and not alone)):
            runs[-1].append(row)
        else:
            runs.append([row])
        if now and not inside and not alone and not hanging and len(runs) > 1:
            _take_first_line(runs, shape)
        inside = now and not alone
    return [
        part
        for run in runs
        for part in (
            by_last_lines(run, shape) if all(row.indent == flush for row in run[1:]) else [run]
        )
    ]


def _take_first_line(runs: list[list[Row]], shape: Shape) -> None:
    """Give a set-off run the short line before it that a colon introduces."""
    prose = runs[-2]
    if (
        len(prose) < 2
        or prose[-2].text[-1] not in "：:"
        or is_full(prose[-1], runs[-1][0], shape.width)
    ):
        return
    if prose[-1].width < 0.75 * shape.width:
        runs[-1].insert(0, prose.pop())
