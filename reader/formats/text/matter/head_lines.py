"""The first lines of a text, as the eye takes them in.

The rule: rules, frames, drawings and notices around a title are told apart from it, so what is read
as a title page contains only words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from reader.cleaning import WORD_BREAK
from reader.formats.text.matter.labels import is_labelled
from reader.formats.text.rows import cells, closed_up, is_narrow
from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

REACH = 1500
"""Characters within which a title page is looked for: a shelf sees no more of a long file."""
_LINES = 20
_WANTED = 9
"""Lines within which a title page is read."""
_RULE_LEAST = 3
_BOX_MOST, _SIDE_LEAST = 9, 10
"""Lines within a frame at most; signs of the top of a box drawn with one sign all around."""
_RULED_MOST = 3
"""Lines between two rules that may be a title and what belongs to it."""
_AROUND = " \t|:*#[](){}<>=~+!/\\_-│║┃■□●○◆◇★☆※·•"
_EASTERN = "\u1100"
"""The first letters of scripts whose letters are syllables or words."""
_MARKS = "_*"
"""Of emphasis, around a whole line."""
_PAIRED = frozenset("|:*#[]{}=~+!/\\_-│║┃")
_COLUMNS = lazy_pattern(r"\S(?: {3,}|\t+|\s*[|:]\s*)\S")
_NOTICE_WORDS = (
    "copyright|(c) 1|(c) 2|©|all rights|public domain|http:|https:|www.|@|.com|.txt|etext|e-text"
    "|internet wiretap|bbs|proofed by|typed by|download|upload|printout|last modified"
    "|annotation|аннотация"
)
_NOTICES = tuple(_NOTICE_WORDS.split("|"))
_EASTERN_NOTICE_WORDS = (
    "下载|下載|转载|轉載|电子书|電子書|声明|聲明|本书|本書|本章字|更新时间|更新時間|分节阅读"
)
_EASTERN_NOTICES = tuple(_EASTERN_NOTICE_WORDS.split("|"))


class HeadLine(NamedTuple):
    """One line with words."""

    text: str
    """Without outer blanks and frames."""
    indent: int
    width: int
    before: int
    """Blank lines before it."""
    after: int = 0
    """Blank lines between it and the next."""
    ruled: bool = False
    """Whether a rule is right under it, or a frame or two rules are around it."""

    @property
    def end(self) -> int:
        """The column at which it ends."""
        return self.indent + self.width

    @property
    def middle(self) -> float:
        """The column of its centre."""
        return self.indent + self.width / 2


class Head(NamedTuple):
    """The beginning of a text."""

    lines: Sequence[HeadLine]
    """Where a title may be: from the first line that is not a frame, notice or drawing."""
    notices: Sequence[str]
    """Lines that say where the text comes from, and whose it is."""
    framed: Sequence[HeadLine] = ()
    """The lines of a frame before them, if they may be a title page."""


def head_of(text: str) -> Head:
    """The beginning of a text with these first lines."""
    lines = _lines(text)
    noticed = _noticed(lines)
    framed: list[HeadLine] = []
    at = 0
    while at < len(lines) and (box := _box(lines, at, noticed)):
        inner, end = box
        if not framed:
            framed = inner
        at = end
    notices = [line.text for line in lines[:at] if line.text in noticed]
    rest = list(islice(_told_apart(lines[at:], noticed, notices), _WANTED))
    return Head(rest, notices, _spaced(framed))


def _lines(text: str) -> list[HeadLine]:
    """The first lines with words or signs, and how many blank lines precede each."""
    end = len(text) if len(text) <= REACH else text.rfind("\n", 0, REACH) + 1 or REACH
    found: list[HeadLine] = []
    blanks = words = 0
    for raw in text[:end].replace(WORD_BREAK, "").expandtabs().split("\n"):
        line = raw.strip()
        if not line:
            blanks += 1
            continue
        if line[0] in _MARKS and line[-1] in _MARKS and _is_marked(line):
            line = line.strip(_MARKS)
        indent = len(raw) - len(raw.lstrip())
        margin = cells(raw[:indent]) if indent else 0
        width = cells(line)
        if line[1:2] == " " and line[0] < _EASTERN:  # names there are set like this, and stay
            line = closed_up(line)
        found.append(HeadLine(line, margin, width, blanks))
        blanks = 0
        words += line[0].isalnum() or any(map(str.isalnum, line))
        if words == _LINES or len(found) == 2 * _LINES:
            break
    return found


def _is_marked(line: str) -> bool:
    """Whether marks of emphasis are around a line, and no frame."""
    return any(map(str.isalnum, line)) and not line.strip(_MARKS)[0].isspace()


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written."""
    drawn = len(text) >= _RULE_LEAST and not text[0].isalnum()
    return drawn and not any(map(str.isalnum, text))


def _is_notice(text: str) -> bool:
    """Whether a line says where a text comes from or whose it is, as no title does."""
    low = text.lower()
    if any(map(low.__contains__, _NOTICES)) or _has_phone(text):
        return True
    return not is_narrow(low) and any(map(low.__contains__, _EASTERN_NOTICES))


def _has_phone(text: str) -> bool:
    """Whether a text contains three digits, a hyphen and four digits."""
    parts = text.split("-")
    return len(parts) > 1 and any(
        len(one) > 2 and one[-3:].isdigit() and len(other) > 3 and other[:4].isdigit()
        for one, other in pairwise(parts)
    )


def _noticed(lines: Sequence[HeadLine]) -> frozenset[str]:
    """The lines that are notices; there are seldom any, so all are tested at once.

    A line labelled as title or author is that, whatever signs it contains.
    """
    if not _is_notice("\n".join(line.text for line in lines)):
        return frozenset()
    return frozenset(
        line.text for line in lines if _is_notice(line.text) and not is_labelled(line.text)
    )


def _box(
    lines: Sequence[HeadLine], at: int, noticed: frozenset[str]
) -> tuple[list[HeadLine], int] | None:
    """The lines between two rules, if they may be a title page, and where that ends."""
    if not is_rule(lines[at].text):
        return None
    for end in _ends(lines, at):
        if not is_rule(lines[end].text):
            continue
        inner = [line for line in lines[at + 1 : end] if not is_rule(line.text)]
        if not inner:
            return [], end
        framed = all(_is_framed(line.text) for line in inner)
        bare = [_bared(line) if framed else line._replace(ruled=True) for line in inner]
        bare = [line for line in bare if line.text]
        columns = sum(bool(_COLUMNS.search(line.text)) for line in bare)
        banner = columns > len(bare) // 2 or any(line.text in noticed for line in inner)
        if framed or banner:
            return ([] if banner else bare), end + 1
        return (bare, end + 1) if len(bare) <= _RULED_MOST else None
    return None


def _ends(lines: Sequence[HeadLine], at: int) -> range:
    """Where a box may end: at the foot of one with a sign all around, else at any nearby rule."""
    top = lines[at]
    sides = (top.indent, top.end, 0, top.text[0], top.text[0])
    for end in range(at + 1, len(lines)) if len(top.text) >= _SIDE_LEAST else ():
        line = lines[end]
        if sides != (line.indent, line.end, line.before, line.text[0], line.text[-1]):
            break
        if end > at + 2 and {*line.text} == {*top.text} == {top.text[0]}:
            return range(end, end + 1)
    return range(at + 1, min(len(lines), at + 2 + _BOX_MOST))


def _is_framed(text: str) -> bool:
    return len(text) > 1 and text[0] in _PAIRED and text[-1] in _PAIRED


def _bared(line: HeadLine) -> HeadLine:
    """A line without the frame at its ends."""
    text = line.text.strip(_AROUND)
    lead = len(line.text) - len(line.text.lstrip(_AROUND))
    return line._replace(text=text, indent=line.indent + lead, width=cells(text), ruled=True)


def _told_apart(
    lines: Sequence[HeadLine], noticed: frozenset[str], notices: list[str]
) -> Iterator[HeadLine]:
    """The lines that are not notices, rules or drawings; a title keeps its part of a rule.

    Whatever comes right under a notice before anything else belongs to the notice.
    """
    last: HeadLine | None = None
    gap, under = 0, False
    for line in lines:
        gap += line.before
        if is_rule(line.text):
            if last and not line.before and _fits(line, last):
                last = last._replace(ruled=True)
            continue
        under = line.text in noticed or (under and not line.before and not last)
        if under or (not last and _is_drawn(line.text)):
            notices.append(line.text)
            continue
        if last:
            yield last._replace(after=gap) if gap else last
        last, gap = line if line.before == gap else line._replace(before=gap), 0
    if last:
        yield last


def _fits(rule: HeadLine, line: HeadLine) -> bool:
    """Whether a rule underlines a line rather than the page."""
    return rule.width <= 2 * line.width + 4


def _is_drawn(text: str) -> bool:
    solid = len(text) - text.count(" ")
    return solid >= 8 and sum(map(str.isalnum, text)) < 0.5 * solid


def _spaced(lines: Sequence[HeadLine]) -> list[HeadLine]:
    """The lines with how many blank ones follow each."""
    after = [line.before for line in lines[1:]]
    return [line._replace(after=blanks) for line, blanks in zip(lines, [*after, 0], strict=False)]
