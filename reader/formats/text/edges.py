"""Paragraphs without blank lines between them: where they begin and end, which are beyond doubt.

The rule: a line indented like the text's first lines begins a paragraph, unless the line before it
goes on; a heading at the margin ends one. Where none is indented, a short line that ends a sentence
ends a paragraph, if the lines are prose. What can be tested on all lines at once is not tested on
each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count, pairwise, repeat
from math import log
from operator import add

from reader.formats.text.evidence import WORD_MOST, first_word, is_full, sure_end
from reader.formats.text.headings.numbers import bare_number
from reader.formats.text.headings.words import by_words
from reader.formats.text.rows import SOFT, Row, columns, firsts_of, higher_bytes
from reader.formats.text.runs import EAST_ASIAN, is_east_asian
from reader.formats.text.speeches import is_spoken, speaker_lines
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import are_prose, is_greeted
from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

_HEADING_MOST = 60
_SENTENCE_ENDS = frozenset('.!?…"”’»」』。！？।॥۔؟）):：')
_SPEECH_MOST = 40
"""Lines of a speech."""
_OPENS_TALK = frozenset('"“«„')
"""What begins a paragraph after the end of a sentence, however full its line."""
_LASTS_LEAST = 0.01
_LASTS_USUAL = 0.5
"""This many early ends of sentences for each chunk show that paragraphs end like this."""
_ROOM = 8
"""The weight of an early line that ends a sentence, if it leaves the whole line empty."""
_ROOM_LEAST = 2
"""Cells of a blank and the shortest word, and of an East Asian character."""
_RAGGED_END = 0.6
"""In ragged prose, a line that ends before this share of the margin ends a paragraph."""
_QUOTES = frozenset("\"“‘'")
_OVER = 8
"""Cells by which a line of prose exceeds the margin at most."""
_CLINGING = lazy_pattern(f"[-\u2010—―{SOFT}]")
"""Ends of lines after which no blank is put, or only sometimes."""
_WESTERN_LAST = "\u2e7f"
"""A class of all characters beyond it would take as long to compile as some chapters to read."""
_WESTERN_HIGH = bytes(range(0x2E))
"""Higher bytes in UTF-16 of characters before it, which rule out all others at once."""
_TALK = "—–"
_LABEL_MOST = 31
"""Characters of a label, including its colon."""
_RULES = lazy_pattern(r"[=~#•*+\-_–—.·<>|]")
"""First characters of rules, ornaments, bullets and spoken lines."""
_NUMERALS = frozenset("IVXLC")

Run = Sequence[Row] | str
"""Lines that belong together; if they are a paragraph beyond doubt, its text."""


def indents_firsts(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether single indented lines are followed by full lines further out, as prose is set."""
    pairs = [(a, b) for a, b in pairwise(rows) if b.indent < a.indent <= 10]
    firsts = sum(is_full(a, b, shape.width) for a, b in pairs)
    flush = min(row.indent for row in rows)
    indented = sum(row.indent > flush for row in rows)
    return firsts > 0 and 0 < indented <= firsts + 1 and _all_full(rows, shape)


def _all_full(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether every line before one at the margin or an indented one is full, or nearly all are."""
    pairs = [(a, b) for a, b in pairwise(rows) if b.indent <= a.indent]
    return sum(not is_full(a, b, shape.width) for a, b in pairs) <= len(pairs) // 6


def by_first_lines(rows: Sequence[Row], shape: Shape) -> list[Sequence[Row]]:
    """Paragraphs that begin with an indented line; runs of deeper lines stay together."""
    flush = min(row.indent for row in rows)
    runs: list[list[Row]] = []
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        if before is None:
            begins = True
        elif row.indent > flush:
            begins = not _continues(before, row, flush, shape)
        else:
            begins = _heads(before, row, rows[at + 1 : at + 2], shape)
        if begins:
            runs.append([row])
        else:
            runs[-1].append(row)
    return list(runs)


def _heads(before: Row, row: Row, after: Sequence[Row], shape: Shape) -> bool:
    """Whether a line at the margin heads the next paragraph instead of belonging to the last."""
    if row.width > _HEADING_MOST:
        return False
    full, ended = is_full(before, row, shape.width), before.text[-1] in _SENTENCE_ENDS
    led = all(next_.indent > row.indent for next_ in after)
    if by_words(row.text) or (led and row.text.isupper()):
        return ended or not full
    return led and ended and not full


def _continues(before: Row, row: Row, flush: int, shape: Shape) -> bool:
    """Whether an indented line belongs to the line before it."""
    if row.indent - flush <= (shape.first - 1) // 2:  # too little to begin a paragraph here
        return True
    if before.indent != row.indent:
        return (
            before.indent > flush and row.indent > flush and not is_full(before, row, shape.width)
        )
    if row.indent - flush == shape.first and before.text[-1] in _SENTENCE_ENDS:
        return False
    return (row.indent - flush >= 4 and row.width < 0.8 * shape.width) or row.text[0].islower()


class _Lines(NamedTuple):
    """What is asked about every line, computed for all at once; entry i belongs to line i."""

    indents: Sequence[int]
    texts: Sequence[str]
    widths: Sequence[int]
    ends: Sequence[int]
    firsts: str
    """The first character of each."""
    lasts: str
    early: bytearray
    """Whether the next line's first word would have fitted after it."""


def _lines_of(rows: Sequence[Row], shape: Shape) -> _Lines:
    indents, texts, widths = columns(rows)
    firsts, lasts = firsts_of(rows), "".join([text[-1] for text in texts])
    ends = list(map(add, indents, widths)) if any(indents) else widths
    full = sure_end(shape.width)
    early = bytearray(len(texts))
    for at in compress(range(len(texts) - 1), map(full.__gt__, ends)):  # as few are
        after, room = at + 1, full - ends[at]
        early[at] = room >= WORD_MOST or first_word(texts[at], texts[after], widths[after]) <= room
    return _Lines(indents, texts, widths, ends, firsts, lasts, early)


def by_last_lines(rows: Sequence[Row], shape: Shape) -> list[Run]:
    """Paragraphs that end with a short line, if nothing else separates them.

    Only where the lines are prose, and only after the end of a sentence; a heading among them
    stands alone.
    """
    if len(rows) == 1:
        return [rows]
    if is_greeted(rows, shape):
        return [rows[:1], *by_last_lines(rows[1:], shape)]
    lines = _lines_of(rows, shape)
    ends = [*_ends(rows, lines, shape), len(rows)]
    sure = _sure_paragraphs(lines, ends, shape) if shape.prosy else repeat("")
    parts = zip(sure, pairwise([0, *ends]), strict=False)
    return [text or list(rows[start:end]) for text, (start, end) in parts]


def _ends(rows: Sequence[Row], lines: _Lines, shape: Shape) -> list[int]:
    """Where paragraphs end before the last line."""
    ended = bytes(map(_SENTENCE_ENDS.__contains__, lines.lasts))
    early = _early_lines(lines, ended, shape)
    if not early or len(early) == len(rows) - 1 or _is_a_speech(rows):
        return []
    last = [lines.ends[at] for at in early if ended[at]]
    if not is_east_asian(rows[0]) and not (are_prose(rows, shape) and _are_ends(last, shape)):
        return []
    found: list[int] = []
    begins = 0
    for at in early:
        if ended[at] or (at == begins and _is_headed(rows[at], rows[at + 1])):
            begins = at + 1
            found.append(begins)
    return found


def _early_lines(lines: _Lines, ended: bytes, shape: Shape) -> list[int]:
    """Which lines but the last end so early that a paragraph may end with them."""
    _, texts, widths, ends, firsts, _, early = lines
    exact = shape.edge if shape.lasts > _LASTS_USUAL else 0
    if exact:
        early = early[:]
        for at in compress(range(len(texts) - 1), ended):
            after, room = at + 1, exact - ends[at]
            early[at] = firsts[after] in _OPENS_TALK or (
                room >= _ROOM_LEAST
                and (
                    texts[after].find(" ", 0, room) >= 0 or _fits(texts[after], widths[after], room)
                )
            )
    found = compress(count(), early)
    most = _RAGGED_END * shape.width
    return [at for at in found if ends[at] <= most] if shape.ragged else list(found)


def _fits(text: str, width: int, room: int) -> bool:
    """Whether a blank and the first word of a line would have fitted before an exact margin."""
    return width >= EAST_ASIAN * len(text) or len(text[:room].split(None, 1)[0]) < room


def _are_ends(ends: Sequence[int], shape: Shape) -> bool:
    """Whether paragraphs end with such ends of sentences: the file does so, or they are short."""
    room = sum([1 - end / shape.width for end in ends])
    return log(shape.lasts + _LASTS_LEAST) + _ROOM * room > 0


def _is_a_speech(rows: Sequence[Row]) -> bool:
    """Whether a speaker's name precedes so little that one person may say it all."""
    name = rows[0].text
    return len(rows) <= _SPEECH_MOST and speaker_lines(rows) > 0 and not by_words(name)


def _is_headed(row: Row, after: Row) -> bool:
    """Whether a short line at the start of a paragraph is a heading over the next line."""
    if row.width > _HEADING_MOST or after.text[0].islower():
        return False
    return bool(by_words(row.text) or bare_number(row.text) or row.text.isupper())


def _sure_paragraphs(lines: _Lines, ends: Sequence[int], shape: Shape) -> list[str]:
    """The text of each run that is a paragraph beyond doubt, an empty string for others.

    Its lines are full and not indented; at least half of them continue in lower case, and none has
    a sign of anything else, so they need not be tested one by one.

    Args:
        lines: The lines of all runs.
        ends: Where each of them ends.
        shape: How the text sets its paragraphs.
    """
    low = bytes(map(str.islower, lines.firsts))
    if not any(low):
        return [""] * len(ends)
    odd, texts = _odd_lines(lines, shape), lines.texts
    found = []
    for start, end in pairwise([0, *ends]):
        sure = (
            end - start > 1
            and 2 * low.count(1, start + 1, end) >= end - start
            and odd.find(1, start, end - 1) < 0
            and not (texts[end - 1][0] in _NUMERALS and _NUMERALS.issuperset(texts[end - 1]))
        )
        found.append(_paragraph(texts[start:end]) if sure else "")
    return found


def _odd_lines(lines: _Lines, shape: Shape) -> bytearray:
    """Which lines are not full prose at the margin that continues in the next."""
    odd, most = lines.early[:], shape.width + _OVER
    for at in [at for at, width in enumerate(lines.widths) if width > most]:
        odd[at] = True
    for at in (*_found(_CLINGING, lines.lasts), *compress(count(), lines.indents)):
        odd[at] = True
    for at in (*_found(_RULES, lines.firsts), *compress(count(), lines.indents)):
        odd[at - 1] = True  # for the first line it is the last, which is not used
    return odd


def _found(signs: re.Pattern[str], characters: str) -> list[int]:
    """Where there are such signs, or East Asian characters."""
    found = [match.start() for match in signs.finditer(characters)]
    if higher_bytes(characters).translate(None, _WESTERN_HIGH):
        found += [at for at, character in enumerate(characters) if character > _WESTERN_LAST]
    return found


def _paragraph(texts: Sequence[str]) -> str:
    """The text of full lines, unless their words are not prose."""
    if not _begins_prose(texts[0]):
        return ""
    text = " ".join(texts)
    return "" if "|" in text or "+" in text or "   " in text else text


def _begins_prose(text: str) -> bool:
    """Whether a line begins with a word that is neither a name nor a label."""
    if text.find(":", 0, _LABEL_MOST) >= 0:
        return False
    low = text[1:2].islower()
    if low and text[0].isalpha():  # as most lines do
        return True
    at = 1 if text[0] in _QUOTES else 2 if text[0] in _TALK and text[1:2] == " " else 0
    if not text[at : at + 1].isalpha() or text[1:2] in ".)":
        return False
    capitals = not text[at + 1 : at + 2].islower() and text[at : at + 3].replace(" ", "").isupper()
    return not capitals and (low or not is_spoken(text))
