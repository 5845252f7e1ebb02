"""The surroundings of a line, and how its number runs on, as evidence that it is a heading.

The rule: a line is judged by its neighbours alone, so an odd line elsewhere changes nothing; among
numbers, the chain that explains most of them wins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from reader.formats.text.draft import Gathered
from reader.formats.text.headings.lines import Look, is_ending, key_of
from reader.formats.text.headings.numbers import bare_number, by_asian
from reader.formats.text.headings.words import by_words
from reader.formats.text.rows import Row, columns, firsts_of, row_of
from reader.story import BlockKind
from reader.value import NamedTuple


class Candidate(NamedTuple):
    """A block that may be a heading."""

    block: int
    look: Look
    rule: str = ""
    """The id of the row of the table that took it."""


MARKED = "marked"
"""The rule for headings marked by the file's own notation."""
PROSE = 60
"""Characters after a heading that are a story, if a short one."""
_EASTERN_PROSE = 30
"""The same in ideographs, each of which says as much as two letters."""
_EASTERN = "\u2e80"
_REACH = 6
"""Blocks after a heading within which they come."""
_SENTENCE_ENDS = frozenset('.!?…"”’»。！？」』।॥۔؟')
_BROKEN_OFF = frozenset(",;-—–，、")
MID_SENTENCE = -3.0
"""Worth of a number between the two halves of a sentence: it is a page number."""
STANZA = -2.0
"""Worth of a number above one stanza."""
PLAIN = 1.0
SET_APART = 0.25
"""What more than one blank line, and being centred, each add."""
_CENTRED = 8
_STANZA_MOST = 14
_TIGHT = 0.95


def worth_of(draft: Gathered, block: int) -> float:
    """The evidence for a line as a heading."""
    after = block + 1
    if after >= draft.last:
        return PLAIN
    if _parts_a_sentence(draft, block, after):
        return MID_SENTENCE
    apart = (draft.blanks[block] > 1) + (draft.indents[block] >= _CENTRED)
    return PLAIN + SET_APART * apart


def _parts_a_sentence(draft: Gathered, block: int, after: int) -> bool:
    """Whether the text before breaks off and continues after it in lower case."""
    if block <= draft.first or not draft.text[draft.starts[after]].islower():
        return False
    before = draft.texts[block - 1]
    last = before[-1]
    return (last in _BROKEN_OFF or last.isalnum()) and (
        len(before) >= PROSE or before[:1].islower()
    )


def is_over_stanza(draft: Gathered, block: int, end: int) -> bool:
    """Whether there is only one stanza between a line and the block where its part ends."""
    return end - block == 2 and _is_stanza(draft, block + 1)


def _is_stanza(draft: Gathered, block: int) -> bool:
    return draft.kinds[block] is BlockKind.VERSE and draft.texts[block].count("\n") < _STANZA_MOST


def is_set_off(draft: Gathered, block: int) -> bool:
    """Whether a block has blank lines before it, in a text that has any."""
    if draft.blanks[block] or block == draft.first:
        return True
    body = draft.blanks[draft.first : draft.last]
    return body.count(0) >= _TIGHT * len(body)


def real(draft: Gathered, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those candidates that have prose, or a real heading of a lower rank, after them.

    A heading that occurs twice counts once, at its first place. One that the file itself marks
    needs only a word after it.
    """
    found: list[Candidate] = []
    following: Candidate | None = None
    for candidate in reversed(candidates):
        if following and is_doubled(draft, candidate, following):
            if found and found[-1] is following:
                found[-1] = candidate
            following = candidate
            continue
        end = following.block if following else len(draft.texts)
        after = candidate.block + 1
        last = max(after, min(end, candidate.block + _REACH))
        length_after = draft.starts[last] - draft.starts[after] - (last - after)
        below = (
            following
            and found
            and found[-1] is following
            and following.look.rank > candidate.look.rank
        )
        said = candidate.rule == MARKED and after < min(end, len(draft.texts))
        enough = length_after >= PROSE or (
            length_after >= _EASTERN_PROSE and max(draft.texts[candidate.block]) >= _EASTERN
        )
        if enough or below or said or _is_told(draft, after, end):
            found.append(candidate)
        following = candidate
    return found[::-1]


def is_doubled(draft: Gathered, one: Candidate, other: Candidate) -> bool:
    """Whether the second repeats the first: `Chapter 1: The Lamp`, then `Chapter 1`.

    The title may be under the first, and after the number of the second.
    """
    between = range(one.block + 1, other.block)
    if len(between) > _BETWEEN_MOST or one.look.rank != other.look.rank:
        return False
    said = [draft.texts[i] for i in between if draft.kinds[i] is not BlockKind.BREAK]
    first, second = one.look.key, other.look.key
    if said:
        known = len(said) == 1 and second.startswith(first)  # before a long text is looked at
        return known and second == first + key_of(said[0])
    same = one.look.number == other.look.number and one.look.series == other.look.series
    return first == second or (
        same and bool(one.look.number) and (first.startswith(second) or second.startswith(first))
    )


def _is_told(draft: Gathered, block: int, end: int) -> bool:
    """Whether a block set off from a heading, or from its title, is a sentence, if a short one."""
    return any(
        (text := draft.texts[at])[-1] in _SENTENCE_ENDS
        and draft.blanks[at]
        and (text.count(" ") >= 2 or not text.isascii())
        for at in range(block, min(end, block + 2))
    )


def is_listed_title(text: str) -> bool:
    """Whether a line can be a title in a list: not a sentence, and not only a number."""
    return text[-1:] not in '.,;!?…。！？；，"”」' and len(key_of(text)) > 1


_BETWEEN_MOST = 2
"""Blocks between a heading and its copy: its title, and the foot of a box."""
GAP = 1.0
"""What a missing number costs."""
GAPS_MOST = 3
"""Consecutive numbers that may be missing."""
LATE = 0.5
"""What it costs to begin with a number other than one, as an excerpt does."""
AGAIN = 3.0
"""What it costs to begin again at one where nothing higher begins."""
LEFT = 0.75
"""What a number of the same form outside the chain costs."""


FAINT = 0.05
"""Worth of a line with nothing after it, which only its place may save and which costs nothing."""


class Numbered(NamedTuple):
    """A line with a number."""

    at: int
    """Where it is, as a block."""
    number: int
    worth: float
    """The evidence for it; if negative, against it."""


class Chain(NamedTuple):
    """Numbers that run on."""

    members: list[int]
    """The indexes of its lines in the list."""
    score: float


class _Way(NamedTuple):
    """The best way to one of the lines."""

    score: float
    place: int


_NO_WAY = _Way(float("-inf"), -1)


def chain_of(lines: Sequence[Numbered], higher: Sequence[int] = ()) -> Chain:
    """The best chain through lines in order, weighed against those that it leaves out.

    The `lines` are of one form; at `higher` blocks, in order, something of a higher level begins.
    """
    before: list[int] = []
    last: dict[int, _Way] = {}
    best = _NO_WAY
    for index, (at, number, worth) in enumerate(lines):
        came, origin = (0.0 if number <= 1 else -LATE), -1
        for step in range(1, GAPS_MOST + 2):
            way = last.get(number - step, _NO_WAY)
            if way.score - GAP * (step - 1) > came:
                came, origin = way.score - GAP * (step - 1), way.place
        if number == 1 and best.place >= 0:
            free = bisect_left(higher, at) > bisect_left(higher, lines[best.place].at)
            if best.score - AGAIN * (not free) > came:
                came, origin = best.score - AGAIN * (not free), best.place
        before.append(origin)
        way = _Way(came + worth + LEFT * (worth != FAINT), index)
        if way.score >= last.get(number, _NO_WAY).score:
            last[number] = way
        if way.score > best.score:
            best = way
    members: list[int] = []
    index = best.place
    while index >= 0:
        members.append(index)
        index = before[index]
    weighed = sum(one.worth != FAINT for one in lines)
    return Chain(members[::-1], best.score - LEFT * weighed)


_SIDES = frozenset("*=|+#:%~-lI│║┃┆┊·•.")
_CORNERS = "┌┐└┘╔╗╚╝┏┓┗┛├┤┬┴╭╮╰╯"
_RULES = frozenset(f"*=|+#:%~-_ ─━═│║·•.◇◆{_CORNERS}")
_RULE_LEAST = 8
"""Characters of the rule at the top or bottom of a box."""
_BLANK_MOST = 0.6
"""The greatest blank share of a rule; a row with nothing between its sides has more."""
_ROWS_MOST = 8
_TITLE_MOST = 80
_HEADING_MOST = 60
"""Cells of a heading that other rows touch."""
_PROSE_LEAST = 60
"""Cells of a row under a number that is prose, not verse."""
_SENTENCE_LEAST, _WORDED_MOST = 40, 50
"""Cells of a row that begins a paragraph under a heading, and of a heading that touches text."""
_NEAR = 3
_UNENDED = frozenset(",;:")
_STOPPED = _SENTENCE_ENDS | _UNENDED
_GLUE = ".!?…»”"
"""Ends of sentences after which a heading may follow without a blank."""


def unboxed(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows; a box around a heading is replaced by the heading's own rows between its rules."""
    firsts, (_, texts, _) = firsts_of(rows), columns(rows)
    rules = [at for at, first in enumerate(firsts) if first in _RULES and _is_rule(texts[at])]
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
    """The rows divided before a heading that is right under others, and after a lone number.

    A heading repeated several times in a row is a part each time; one right after the last
    sentence, without a blank, is a part too.
    """
    if glued := _glued(rows[-1]):
        rest, heading = glued
        return [*parted([*rows[:-1], rest]), [heading]]
    copies = next((at for at, row in enumerate(rows) if row.text != rows[0].text), len(rows)) - 1
    if copies and _names(rows[0].text):
        return [*([row] for row in rows[:copies]), *parted(rows[copies:])]
    if len(rows) < 2:
        return [rows]
    starts = [0, 1] if _heads_all(rows) else [0]
    _, texts, widths = columns(rows)
    short = [at for at, width in enumerate(widths) if width <= _HEADING_MOST]
    titled = int(widths[0] <= _WORDED_MOST and by_asian(texts[1]) is not None)
    starts += [
        at
        for at in short[bisect_right(short, starts[-1]) :]
        if (texts[at - 1][-1] in _SENTENCE_ENDS or texts[at].isupper() or at == titled)
        and _heads(rows, at)
    ]
    cuts = [a + cut for a, b in pairwise([*starts, len(rows)]) for cut in _over_text(rows[a:b])]
    return [rows[a:b] for a, b in pairwise([*cuts, len(rows)])]


def _glued(row: Row) -> tuple[Row, Row] | None:
    """A line and the heading in capitals right after its last sentence, as two, or None.

    This happens where the newlines before a heading were lost.
    """
    text = row.text
    if not text[-1].isalnum() or not text[-2:].isupper():
        return None
    at = max(map(text.rfind, _GLUE)) + 1
    heading = text[at:]
    if not 0 < at < len(text) - 1 or not heading[0].isalpha() or not heading.isupper():
        return None
    look = by_words(heading)
    if look is None or not look.number or look.doubtful or len(heading) > _HEADING_MOST:
        return None
    return row_of(text[:at])._replace(indent=row.indent), row_of(heading)


def _heads_all(rows: Sequence[Row]) -> bool:
    """Whether the first row is a number alone, over its East Asian title or over prose."""
    first = rows[0].text
    if first[0] == "#" and first.lstrip("#")[:1].isspace():  # as Markdown marks a heading
        return True
    look = by_asian(first)
    if look and not look.doubtful:
        inset = look.number > 0 and rows[0].indent < rows[1].indent
        return look.bare or (inset and rows[1].width >= _SENTENCE_LEAST)
    if not bare_number(first):
        return False
    return any(row.width >= _PROSE_LEAST for row in rows[1 : _NEAR + 1])


def _over_text(rows: Sequence[Row]) -> list[int]:
    """Where the text begins right under a heading in words, and its title in capitals if any."""
    first = rows[0]
    if len(rows) < 2 or first.width > _WORDED_MOST:
        return [0]
    marked = len(rows) > _NEAR and any(row.text[-1] in _STOPPED for row in rows[1:])
    told = marked or any(row.width >= _PROSE_LEAST or row.text[-1] == "。" for row in rows)
    if not told or not _heads(rows, 0):
        return [0]
    short = len(rows) > 2 and rows[1].width <= _HEADING_MOST  # a long line takes long to look at
    titled = short and rows[1].text.isupper() and not bare_number(rows[1].text)
    under = rows[1 + titled].text
    if len(rows) <= _NEAR and rows[-1].text.rstrip(")]")[-1:] not in _SENTENCE_ENDS:
        return [0]
    look, own = by_words(under), by_words(first.text)  # an argument begins with the same number
    another = look and not (own and own.rank == look.rank and own.number == look.number)
    capitals = under[:_TITLE_MOST].isupper() and under.isupper()  # little is read of a long line
    listed = another or (capitals and not bare_number(under))
    return [0] if listed else [0, 1, 2][: 2 + titled]


def _heads(rows: Sequence[Row], at: int) -> bool:
    """Whether a short row after the end of a sentence, or in capitals, is surely a heading."""
    row = rows[at]
    text = row.text
    if text[0].islower() or text[-1] in _UNENDED:
        return False
    if at + 1 < len(rows) and rows[at + 1].text[0].islower():
        return False
    look = by_words(text) or by_asian(text)
    return look is not None and look.number > 0 and not look.doubtful and not is_ending(text)


def _plain(row: Row) -> Row:
    """The top or bottom of a box without its corners, as a rule."""
    return row_of(row.text.strip(_CORNERS) or row.text)


def _is_rule(text: str) -> bool:
    if len(text) < _RULE_LEAST or not _RULES.issuperset(text):
        return False
    return text.count(" ") <= _BLANK_MOST * len(text)


def _inside(rows: Sequence[Row]) -> list[Row]:
    """The rows inside a box; empty if they are not a box, or it holds no heading."""
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
