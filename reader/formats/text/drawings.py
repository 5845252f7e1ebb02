"""Lines that are not prose: tables, drawings and boxes, and the breaks between scenes.

The rule: lines are a drawing if their signs line up vertically or outnumber their letters; a line
too wide for any page is prose, whatever gaps it has. An ornament, a rule or a few words between two
scenes are a break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count

from reader.formats.text.evidence import Ending, ending_of
from reader.formats.text.rows import Row, without_signs
from reader.lazy_pattern import lazy_pattern

_COLUMNS = lazy_pattern(r"\S(?: {3,}|\t+)\S")
_GAPS = lazy_pattern(r"(?<=\S) {2,}(?=\S)")
_FRAME_SIGN = lazy_pattern("[\u2500-\u257f]")
_FRAME_BEGINS = b"\xe2"
"""The first byte of such a sign, which rules out nearly all lines without one."""
_FRAMES = lazy_pattern(r"[│┌┐└┘├┤┬┴┼║╔╗╚╝╠╣╦╩╬]|[|+][-=]{3,}|^\|.*\|$")
_WIDEST = 130
"""Cells of a line beyond which gaps are not columns."""
_LINES_MOST = 300
_DOTS = frozenset(" .…")
_FRAMED, _SPACED, _SIGNS = 0.5, 0.6, 0.5
_PROSE_LEAST, _PROSE_MOST, _LETTERS = 40, 0.1, 0.75
"""Cells of a line of prose; lines of it that a drawing may have; its share of letters."""
_NO_LETTERS = bytes(
    {*range(256)}
    - {*b"0123456789", *range(65, 91), *range(97, 123), 0xD0, 0xD1, *range(0xE5, 0xEA)}
)
"""Bytes that neither are an ASCII letter nor begin one of Cyrillic or an ideograph in UTF-8."""
_KANA = b"\xe3\x81"
"""The first byte of most Japanese letters that are not ideographs, and of nothing else."""
_QUOTES = frozenset("\"'“‘«„「『—–")
_SIDES = frozenset(":%*=#|[]~+@&$!<>\\/.-")
"""The sides of a box drawn on a typewriter."""
_STROKES = frozenset(one + other for one in _SIDES | {"_", "("} for other in _SIDES | {"_", ")"})
"""What a line of a drawing begins and ends with."""
_DRAWING_LEAST = 3
_BOXED = 0.8
"""The share of a box's lines that have both sides."""
_RULE_LEAST = 10
_EVEN = 2
"""How many blanks the gaps of an evened line differ by at most."""


def is_drawn(rows: Sequence[Row]) -> bool:
    """Whether the lines are a table or a drawing."""
    rows = [row for row in rows if not _is_left_out(row.text)]
    if not 0 < len(rows) <= _LINES_MOST:
        return False
    text = without_signs("\n".join([row.text for row in rows]))
    data = text.encode("utf-8", "replace")
    if "|" in text or "+" in text or (_FRAME_BEGINS in data and _FRAME_SIGN.search(text)):
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
    letters = len(data.translate(None, _NO_LETTERS))
    if letters >= _SIGNS * solid or letters + data.count(_KANA) >= _SIGNS * solid:
        return False
    return sum(map(str.isalnum, text)) < _SIGNS * solid


def drawing_under(rows: Sequence[Row], at: int) -> int:
    """Where a drawing begins that comes right after other lines; 0 if there is none.

    It begins with a rule, and has a sign at both ends of each of its lines.

    Args:
        rows: The lines.
        at: Which of them is the first rule or ornament, 0 where none is.
    """
    drawn = rows[at:]
    if not at or len(drawn) < _DRAWING_LEAST:
        return 0
    ends = _STROKES.issuperset(row.text[0] + row.text[-1] for row in drawn)
    return at if ends and is_drawn(drawn) else 0


def _is_left_out(text: str) -> bool:
    """Whether dots stand for an omitted line of verse."""
    return text[0] in _DOTS and _DOTS.issuperset(text)


def begins_drawn(rows: Sequence[Row]) -> bool:
    """Whether the first line may belong to a drawing; this rules out nearly all prose."""
    text = rows[0].text
    return "   " in text or not (text[0].isalnum() or text[0] in _QUOTES)


def has_prose(rows: Sequence[Row]) -> bool:
    """Whether more than a few lines of a possible table or drawing are prose.

    The contents of a box that is closed on all sides stay in place, whatever they say.
    """
    if _is_closed(rows):
        return False
    return sum(map(_is_prose, rows)) > _PROSE_MOST * len(rows)


def _is_closed(rows: Sequence[Row]) -> bool:
    """Whether one sign is at both ends of all lines, in the same two columns, and forms a rule."""
    first = rows[0]
    sign = first.text[0]
    if sign not in _SIDES or first.width < _RULE_LEAST or len(rows) < _DRAWING_LEAST:
        return False
    ruled = set(first.text) == {sign} == set(rows[-1].text)
    return ruled and all(
        (row.indent, row.end) == (first.indent, first.end) and row.text[0] == row.text[-1] == sign
        for row in rows
    )


def _is_prose(row: Row) -> bool:
    text = row.text
    return (
        row.width >= _PROSE_LEAST
        and "   " not in text
        and sum(map(str.isalnum, text)) > _LETTERS * (len(text) - text.count(" "))
    )


def _has_columns(rows: Sequence[Row]) -> bool:
    """Whether most lines have gaps that are not those of justified prose."""
    spaced = sum(row.width <= _WIDEST and bool(_COLUMNS.search(row.text)) for row in rows)
    return spaced >= _SPACED * len(rows) and not is_filled(rows)


def is_filled(rows: Sequence[Row]) -> bool:
    """Whether all lines but the last end at one column, with gaps of about the same width."""
    ends = {row.end for row in rows[:-1]}
    return len(rows) > 2 and len(ends) == 1 and all(has_even_gaps(row.text) for row in rows[:-1])


def has_even_gaps(text: str) -> bool:
    """Whether the gaps between a line's words are those of a justified line."""
    gaps = [len(gap) for gap in re.findall(" +", text)]
    return len(gaps) > 2 and max(gaps) - min(gaps) <= _EVEN


def is_padded(text: str) -> bool:
    """Whether blanks pad a line between its words, not only after its sentences."""
    found = _GAPS.search(text)
    while found and ending_of(text[: found.start()]) is Ending.ENDED:
        found = _GAPS.search(text, found.end())
    return found is not None and has_even_gaps(text)


def _is_boxed(rows: Sequence[Row]) -> bool:
    """Whether there is a rule above, and a side at both ends of nearly every line."""
    rule = rows[0].text
    if len(rule) < _RULE_LEAST or any(map(str.isalnum, rule)):
        return False
    sides = sum(row.text[0] in _SIDES and row.text[-1] in _SIDES for row in rows)
    return sides >= _BOXED * len(rows)


_ORNAMENTS = frozenset(
    "❦❧*#~=_-–—―+•·∙●○◦◆◇■□▪▫★☆✦✧✩✪✯❖❄❀✿❁♥♡♦♣♠†‡⁂⁎⁕※§¤^°<>|/\\×¯.:()[]{}&%@$＊＃〜～－ー━─═◎◈△▽▲▼✽✻❋🙠🙡"
)
_ALONE = frozenset("⁂❦❧§◆◇●○★☆*#~※❖†■□◎＊✽") | {
    "**", "##", "~~", "＊＊", "++", "<>", "{}", "[]",
}  # fmt: skip
_SAYS = lazy_pattern(r"[^\W_xoXO0]")
_LETTERED = lazy_pattern(r"[\W_]*(?:[xo0][\W_]*)+", re.IGNORECASE)
_TENS = lazy_pattern(r"[^\w\s]*X{1,3}[^\w\s]*")
_STARS = frozenset("*~")
"""Signs that make up a row of one kind, and never lead to a number."""
_COUNT_ENDS = frozenset("0123456789Kk")
_COUNT = lazy_pattern(r"(?<=[^\s\w][^\s\w][^\s\w])(?:\d{1,3}|\d{1,3}(?:\.\d)?K)$", re.IGNORECASE)
_WORDS = frozenset(
    [
        *("break", "linebreak", "scenebreak", "pagebreak", "sectionbreak", "scenechange"),
        *("timeskip", "horizontalrule", "hr"),
    ]
)
_BREAKS = ("break", "skip", "rule", "change", "<hr")
"""What may occur in the words of a break."""
_FIRSTS = frozenset("blspthBLSPTH")
"""Letters that the words of a break begin with."""
_OPENINGS = frozenset(["br", "li", "sc", "pa", "se", "ti", "ho", "hr"])
"""The first two letters of each of those words."""
_DRAWN_LETTERS = frozenset("xoXO")
_DRAWN_SIGNS = _DRAWN_LETTERS | {"0"}
_BEGINS = _FIRSTS | _DRAWN_LETTERS
_SPOKEN = frozenset("\"'“”‘’«»「」！？!?,;…")
_SENTENCE = frozenset(".!?")
_LONGEST = 100


def is_break(line: str) -> bool:
    """Whether a line that stands alone is a scene break."""
    first = line[:1]
    if first.isalpha():  # as in nearly all lines
        if not (first in _BEGINS and _may_begin_a_break(line)):
            return False
    elif (begun := line[1:3].lstrip()[:1]).isalpha() and begun not in _BEGINS:
        return False
    if len(line) > _LONGEST and _is_as_long(line):
        return False
    text = _uncounted(line.strip().replace("\\", ""))
    if not text or len(text) > _LONGEST or (text[0].isalpha() and text[0] not in _BEGINS):
        return False
    if said := _SAYS.search(text):
        if said[0] not in _FIRSTS or not _may_say(text[said.start() :]) or not _has_words(text):
            return False
        return text.isupper() or not text[0].isalpha() or text[-1] not in _SENTENCE
    if any(map(str.isalnum, text)):
        return _is_lettered(text)
    core = "".join(text.split())
    if not _SPOKEN.isdisjoint(core):
        return False
    kinds = set(core)
    if kinds <= {"."} or (kinds <= set("—–-") and len(core) < 3):
        return False
    return kinds <= _ORNAMENTS and (len(core) >= 3 or core in _ALONE)


def breaks_among(lines: Sequence[str], firsts: str) -> list[int]:
    """Which of many lines are scene breaks; only those that begin as one may are examined.

    Args:
        lines: The lines.
        firsts: The first character of each.
    """
    odd = {first for first in {*firsts} if first in _BEGINS or not first.isalpha()}
    places = list(compress(count(), map(odd.__contains__, firsts)))
    heads = [lines[at][:2] for at in places]
    begun = set(filter(_may_break, {*heads}))
    found = compress(places, map(begun.__contains__, heads))
    return [at for at in found if is_break(lines[at])]


def _may_break(head: str) -> bool:
    """Whether a scene break may begin with one or two characters."""
    first, second = head[0], head[1:]
    if first in _DRAWN_LETTERS:
        return not second.isalnum() or second in _DRAWN_SIGNS
    if not first.isalpha():
        return True
    return first in _FIRSTS and _may_say(head)


def _may_begin_a_break(line: str) -> bool:
    """Whether a line that begins with such a letter may be an ornament, or a break in words."""
    if line[0] not in _FIRSTS:
        return True
    if not _may_say(line):
        return False
    low = line.lower()
    return "\\" in low or any(map(low.__contains__, _BREAKS))


def _may_say(line: str) -> bool:
    """Whether a line begins like the words of a break, even if its letters are spaced."""
    return not line[1:2].isalpha() or line[:2].lower() in _OPENINGS


def _is_as_long(line: str) -> bool:
    """Whether nothing is stripped from a line before it is measured."""
    first, last = line[0], line[-1]
    spaced = first.isspace() or last.isspace() or "\\" in line
    return not spaced and (first.isalnum() or last not in _COUNT_ENDS)


def _uncounted(text: str) -> str:
    """An ornament without the number of comments that a site put right after it."""
    if text[-1:] not in _COUNT_ENDS or text[:1].isalnum() or not (count := _COUNT.search(text)):
        return text
    bare = text[: count.start()]
    drawn = len(set(bare)) > 1 or bare[0] in _STARS
    return bare if drawn and not any(map(str.isalnum, bare)) else text


def may_count(line: str) -> bool:
    """Whether a line of crosses may be a number: ten, twenty or thirty."""
    return "X" in line and " " not in line and _TENS.fullmatch(line) is not None


def _has_words(text: str) -> bool:
    """Whether it is a break in words, and nothing else."""
    low = text.lower()
    if not any(map(low.__contains__, _BREAKS)):
        return False
    said = "".join(filter(str.isalnum, low))
    return said in _WORDS and not (said == "break" and low[0] == "b")  # it may be a title


def _is_lettered(text: str) -> bool:
    """Whether it is an ornament of the letters x and o, such as xXx or ~oOo~."""
    if not _LETTERED.fullmatch(text) or not _SPOKEN.isdisjoint(text):
        return False
    if may_count(text):
        return False
    core = "".join(text.split())
    letters = [c for c in core if c.isalnum()]
    marks = len(core) - len(letters)
    if marks >= 2:
        return len(letters) < 2 or any(c.isalpha() for c in letters)
    if core.lower() in ("xoxo", "xoxoxo") or core in ("ooo", "xxx") or core.isdigit():
        return False
    return len(letters) >= 3
