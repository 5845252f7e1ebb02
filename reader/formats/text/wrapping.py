"""Whether lines were broken by a margin or by their author, in quotations too.

The rule: a line was broken by the margin where the next line's first word would not have fitted
after it. If lines end early, the way sentences run across all breaks together settles the doubt;
what stays in doubt keeps its lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from reader.formats.text.draft import MAIL, Draft
from reader.formats.text.drawings import is_break
from reader.formats.text.evidence import Ending, ending_of, is_full, odds
from reader.formats.text.rows import Row, cells, columns, is_marked, joined, row_of, standing
from reader.formats.text.short_lines import is_entry, is_letter
from reader.formats.text.speeches import is_spoken, names_speaker
from reader.formats.text.survey import Shape
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind

_RULES = frozenset("=~#•*+-_–—.·<>|")
"""First characters of rules and ornaments that may touch prose."""
_STOPPED = 0.55
"""The share of the margin before which a line was ended by its author."""
_OWN_MARGIN = 44
_OWN_COST = 1.5
"""How much less likely a margin of some lines' own is than that of the text."""
_LIKELY = 2.0
"""The odds, as a logarithm, from which lines that end early are prose."""
_PROSY = 3.0
"""The prior odds that lines of a text of prose are prose."""
_UNLIKELY = -6.0
"""The odds below which lines are verse, however near to the margin they end."""
_ASKED, _ALL_MOST = ((10, 24.0), (16, 24.0), (32, 12.0)), 32
"""Pairs of lines that show whether many are prose, with the odds below which more are tested; the
number of lines up to which all are.
"""
_MUCH = 2_000
"""Characters that few paragraphs exceed."""
_ENDS = frozenset('.!?,;:…—-"”’»)。！？，；：」』।॥۔؟')
_OPENINGS = "\"“‘'«(_*["

Pair = tuple[Row, Row]


def flows(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether the lines are one paragraph."""
    indents = [row.indent for row in rows]
    inset = min(indents) > 0
    if len({*indents[1:]}) > 1 or (inset and _is_east_asian_verse(rows)):
        return False
    pairs = list(pairwise(rows))
    if not pairs:
        return True
    if _is_bracketed(rows, pairs):
        return True
    if _begins_anew_each_line(pairs, shape, inset=inset):
        return False
    width = shape.width - min(8, *indents)
    if shape.width:
        early = [pair for pair in pairs if not is_full(*pair, width)]
        if _is_unbroken(pairs, early, width, shape, inset=inset):
            if inset and sum(_reads_on(pair) for pair in pairs) < len(pairs) / 3:
                return False
            return _is_prose(pairs, early, shape)
    if _has_own_margin(rows, pairs, shape):
        return True
    least = -_PROSY if shape.ragged and shape.prosy and _reaches(rows, width) else _LIKELY
    return shape.width > 0 and not inset and prose_odds(pairs, shape, whole=True) >= least


def _reaches(rows: Sequence[Row], width: int) -> bool:
    """Whether a line comes near the margin, or one continues in lower case."""
    if max(row.end for row in rows) >= _STOPPED * width:
        return True
    return any(row.text[0].islower() for row in rows[1:])


def _is_prose(pairs: Sequence[Pair], early: Sequence[Pair], shape: Shape) -> bool:
    """Whether lines that a margin may have broken, some early, are not likelier to be verse."""
    if early:
        return prose_odds(pairs, shape, whole=True) > (-_PROSY if shape.prosy else 0)
    if shape.prosy and 2 * sum(_reads_on(pair) for pair in pairs) >= len(pairs):
        return True
    return prose_odds(pairs, shape, whole=True) > _UNLIKELY


def prose_odds(pairs: Sequence[Pair], shape: Shape, *, whole: bool = False) -> float:
    """How much likelier it is that a margin broke these lines than that their author did.

    The margin is the text's, or one of their own, which is less likely. The `pairs` are of
    consecutive lines; `whole` says whether they would be one paragraph.
    """
    high, ragged = shape.capitals, shape.ragged
    found = odds(pairs, shape.width, high, ragged=ragged, whole=whole)
    if found >= _LIKELY:
        return found
    own = max(max(a.end, b.end) for a, b in pairs)
    if _OWN_MARGIN <= own < shape.width:
        return max(found, odds(pairs, own, high, ragged=ragged, whole=whole) - _OWN_COST)
    return found


def are_prose(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether it is likelier that a margin broke lines than that their author did."""
    odds = 0.0
    for most, least in _ASKED if len(rows) > _ALL_MOST else ():
        step = 1 + (len(rows) - 1) // most
        odds = prose_odds(list(zip(rows[:-1:step], rows[1::step], strict=True)), shape)
        if abs(odds) >= least:
            return odds > 0
    return prose_odds(list(pairwise(rows)), shape) > 0


def _is_bracketed(rows: Sequence[Row], pairs: Sequence[Pair]) -> bool:
    """Whether it is a stage direction or note in brackets, wrapped at a margin of its own."""
    own = max(row.end for row in rows)
    marked = rows[0].text.lstrip("_*")[:1] in ("[", "(") and rows[-1].text.rstrip("_*")[-1:] in (
        "]",
        ")",
    )
    return (
        marked
        and own >= _OWN_MARGIN
        and len(rows) <= 3
        and all(is_full(a, b, own) for a, b in pairs)
    )


def _is_east_asian_verse(rows: Sequence[Row]) -> bool:
    return rows[0].indent >= 6 and rows[0].width >= 1.6 * len(rows[0].text)


def _begins_anew_each_line(pairs: Sequence[Pair], shape: Shape, *, inset: bool) -> bool:
    """Whether each line begins like verse, after one that ends like verse."""
    if not all(b.text[0].isupper() or b.text[0] in _OPENINGS for _, b in pairs):
        return False
    if not all(a.text[-1] in _ENDS for a, _ in pairs):
        return False
    widest = max(a.end for a, _ in pairs)
    return inset or (len(pairs) > 1 and (not shape.prosy or widest < 0.75 * shape.width))


def _has_own_margin(rows: Sequence[Row], pairs: Sequence[Pair], shape: Shape) -> bool:
    """Whether the lines are wrapped at a margin narrower than the file's, or the file has none."""
    own = max(row.end for row in rows)
    if own < _OWN_MARGIN or (shape.width and own >= shape.width):
        return False
    if not all(is_full(a, b, own) for a, b in pairs):
        return False
    lowered = sum(b.text[0].islower() for _, b in pairs)
    if len(pairs) == 1:
        return not shape.width and own >= 60 and lowered == 1
    return lowered >= len(pairs) / 2


def _is_unbroken(
    pairs: Sequence[Pair], early: Sequence[Pair], width: int, shape: Shape, *, inset: bool
) -> bool:
    """Whether no line before the last was ended early by its author."""
    if not early:
        return True
    if inset or not shape.prosy:
        return len(early) <= len(pairs) // 6
    if any(a.end < 0.55 * width for a, _ in early):
        return len(early) <= len(pairs) // 8
    broken = [pair for pair in early if not _reads_on(pair) and pair[0].text[-1] in _ENDS]
    return len(broken) <= 1 or len(broken) <= len(pairs) // 4


def _reads_on(pair: Pair) -> bool:
    """Whether the sentence of the first line continues in the second."""
    before, after = pair
    return after.text.lstrip(_OPENINGS)[:1].islower() or before.text[-1] not in _ENDS


def wrapped_prose(chunk: str, shape: Shape) -> str:
    """The paragraph that a chunk is beyond doubt, on one line, or an empty string.

    There is no doubt if lines at the margin are full or end in mid-sentence, and at least half of
    them continue in lower case. This covers most chunks that are not plain prose at first sight,
    because a long word left a line short.
    """
    size = chunk.find("\n", _MUCH)
    if size > 0 and _lowered(chunk[:size].split("\n"), shape) < 0:  # as nearly all long chunks do
        return ""
    lines = chunk.split("\n")
    lowered = _lowered(lines, shape)
    if lowered < 0 or 2 * lowered < len(lines) - 1 or "   " in chunk or is_marked(chunk):
        return ""
    return joined(map(str.rstrip, lines))


def _lowered(lines: Sequence[str], shape: Shape) -> int:
    """How many lines continue in lower case, -1 if anything but a margin ends one."""
    first = lines[0].rstrip()
    if not first or not (first[0].isalpha() or first[0] in "\"“‘'"):
        return -1
    if is_spoken(first) or names_speaker(first) or is_entry(first) or is_break(first):
        return -1
    lowered, short, before = 0, _STOPPED * shape.width, first
    for line in map(str.rstrip, lines[1:]):
        if not line or line[0].isspace() or (line[0] in _RULES and is_break(line)):
            return -1
        lowered += line[0].islower()
        early = before[-1] in _ENDS or cells(before) < short
        if early and not is_full(row_of(before), row_of(line), shape.width):
            return -1
        before = line
    return lowered


_LEAST = 2
"""Blanks that may be meant if the text has no habit."""
_STRAY_MOST = 0.34
"""The share of lines with stray blanks before them, above which they were meant."""


def aligned(rows: Sequence[Row], shape: Shape) -> Sequence[Row]:
    """The rows without stray blanks before a few.

    Those are fewer than any indent of the text, or come before one line in mid-sentence, with full
    lines at the margin before and after it.
    """
    if not shape.width:
        return rows
    indents, _, _ = columns(rows)
    if not any(indents) or max(indents) == (flush := min(indents)):
        return rows
    most = (shape.first - 1) // 2 if shape.first else _LEAST - 1
    stray = {at for at, row in enumerate(rows) if 0 < row.indent - flush <= most}
    if not shape.indented:
        stray |= {at for at in range(1, len(rows) - 1) if _strays(rows, at, shape)}
    if not stray or len(stray) > _STRAY_MOST * len(rows):
        return rows
    straight = [row._replace(indent=flush) if at in stray else row for at, row in enumerate(rows)]
    return straight if prose_odds(list(pairwise(straight)), shape) > 0 else rows


def _strays(rows: Sequence[Row], at: int, shape: Shape) -> bool:
    """Whether one indented line is in mid-sentence between lines further out."""
    before, row, after = rows[at - 1 : at + 2]
    return before.indent == after.indent < row.indent and hangs(before, row, shape)


def hangs(before: Row, row: Row, shape: Shape) -> bool:
    """Whether an indented line continues the full line at the margin before it."""
    return is_full(before, row, shape.width) and before.text[-1] not in ":：.!?。！？"


_GREETED_LEAST = 3
"""Lines of a greeting and the prose under it."""
_GREETING_MOST = 60
_SENTENCE_ENDS = frozenset('.!?…"”’»।॥۔؟')


def is_greeted(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether a letter's greeting is right above its prose."""
    first = rows[0]
    if len(rows) < _GREETED_LEAST or first.width > _GREETING_MOST:
        return False
    if first.text[-1] in _SENTENCE_ENDS or is_full(first, rows[1], shape.width):
        return False
    return is_letter([first]) and flows(rows[1:], shape)


_TORN_LEAST = 100
"""Cells of a line that is not verse, and that nobody ends before a lower-case letter."""
_HALF_MOST = 20
"""Characters of half a sentence that is seldom a whole one."""
_TORN, _SHORT_HALF, _LONG_HALF = 1.5, 1.9, -0.15
"""The prior odds that a line was torn within a sentence; what each half of one adds to them. Halves
are often a word or two; what is written in lines, like scripture, has none.
"""
_SENTENCE_END = lazy_pattern(r"[.!?…](?:[\"'»)]|(?!\n)[”’])*\s+")


def read_on(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of paragraphs of one line each, joined where one was torn within a sentence."""
    torn = [at for at, pair in enumerate(pairwise(rows), 1) if _may_be_torn(*pair)]
    halves = [len(half) for at in torn for half in _halves(rows[at - 1], rows[at])]
    odds = sum(_SHORT_HALF if size <= _HALF_MOST else _LONG_HALF for size in halves)
    places = set(torn) if _TORN + odds >= 0 else set()
    places |= _cut_in_east(rows)
    if not places:
        return rows
    runs: list[list[Row]] = []
    for at, row in enumerate(rows):
        if at in places:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [_as_one(run) if len(run) > 1 else run[0] for run in runs]


def _as_one(rows: Sequence[Row]) -> Row:
    """Rows as one paragraph on a line."""
    text = joined(row.text for row in rows)
    return rows[0]._replace(text=text, width=sum(row.width for row in rows))


def _may_be_torn(row: Row, after: Row) -> bool:
    """Whether a long line ends within a sentence that the next may continue."""
    if row.width <= _TORN_LEAST or row.text[-1] == ":" or not after.text[0].islower():
        return False
    return ending_of(row.text) is not Ending.ENDED


def _halves(row: Row, after: Row) -> tuple[str, str]:
    """The sentence that one line leaves open, and the part of it that begins the next line."""
    return _SENTENCE_END.split(row.text)[-1], _SENTENCE_END.split(after.text, 1)[0]


_CUT_LEAST, _CUT_MOST = 36, 92
"""Cells of a line of East Asian prose that a margin cut, if a narrow one."""
_CUT_FEWEST = 2
_SAME, _SAME_FEWEST = 2, 4
"""Lines not adjacent to each other that end within this many cells, and how many show a margin."""
_ALIKE = 4
"""Cells by which lines cut by one margin differ."""
_STOPS = lazy_pattern("[，。、；：？！]")
"""One of these occurs within a line of prose, and within hardly any of verse."""
_PAUSES = frozenset("，、；")


def is_cut_in_east(line: str) -> bool:
    """Whether a line of ideographs ends within a sentence, as none does if paragraphs are lines.

    It is neither short, like a heading or verse, nor long.
    """
    if not "\u4e00" <= line[-1:] <= "\u9fff" or 2 * len(line) > _CUT_MOST + _ALIKE:
        return False
    return len(line) > _CUT_LEAST // 2 and _STOPS.search(line) is not None


def _cut_in_east(rows: Sequence[Row]) -> set[int]:
    """Which rows continue the row before, which a margin cut as it did others."""
    cut = {at for at, row in enumerate(rows) if is_cut_in_east(row.text)}
    if len(cut) < _CUT_FEWEST:
        return set()
    tails = {len(_STOPS.split(rows[at].text)[-1]) for at in cut}
    if len(cut) > _CUT_FEWEST and len(tails) == 1:  # all end alike: stanzas with their numbers
        return set()
    open_ = cut | {
        at
        for at, row in enumerate(rows)
        if row.text[-1] in _PAUSES and _CUT_LEAST <= row.width <= _CUT_MOST
    }
    found: set[int] = set()
    ends = sorted(rows[at].end for at in cut)
    for at in cut:
        end = rows[at].end
        same = bisect_right(ends, end + _SAME) - bisect_left(ends, end - _SAME)
        beside = (rows[other].end for other in (at - 1, at + 1) if other in open_)
        if same >= _SAME_FEWEST or any(abs(other - end) <= _ALIKE for other in beside):
            found.add(at)
    found |= {at for at in open_ - cut if at - 1 in found or at + 1 in found}
    return {at + 1 for at in found if at + 1 < len(rows)}


_QUOTED = lazy_pattern(r"((?:>\s?)+)(.*)")


def is_quoted(rows: Sequence[Row]) -> bool:
    """Whether all lines are marked as a quotation, and have words."""
    if rows[0].text[0] != ">" or any(row.text[0] != ">" for row in rows):
        return False
    if len(rows) == 1 and is_break(rows[0].text):
        return False
    return any(row.text.strip("> ") for row in rows)


def add_quoted(draft: Draft, rows: Sequence[Row], blanks: int, shape: Shape) -> None:
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
    """Quoted lines without their marks: joined if they are wrapped, else verse."""
    if len(rows) == 1 or flows(rows, shape):
        text = joined(row.text for row in rows)
        draft.add(text, BlockKind.QUOTE, level=depth, indent=2, blanks=blanks, rule=MAIL)
    else:
        text, _ = standing(rows)
        draft.add(text, BlockKind.VERSE, indent=2, blanks=blanks, rule=MAIL)
