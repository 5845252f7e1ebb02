"""The first lines of a text, as the eye takes them in, and what their labels say.

The rule: rules, frames, drawings and notices around a title are told from it, so that what is read
as a title page holds words alone. What is labelled is believed; a title right above a labelled
author needs no label, and the names of editions that sites add to a title are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from reader.deferred import deferred
from reader.formats.text.rows import cells, closed_up

FIRST_LINES = 8
"""Lines in which labels are looked for."""
_TITLE_WORDS = (
    "title|titel|titre|título|titulo|titolo|tytuł|název|cím|название|заголовок|назва"
    "|书名|書名|标题|標題|作品名|タイトル|題名|제목"
)
_TITLES = frozenset(_TITLE_WORDS.split("|"))
_AUTHOR_WORDS = (
    "author|authors|by|autor|auteur|autore|szerző|автор|作者|著者|지은이|작가|저자|글쓴이"
)
_AUTHORS = frozenset(_AUTHOR_WORDS.split("|"))
_BLANKS = " \t\u3000"
_VALUE_MOST = 100
_EDITION = (
    r"[【（(\[〔][^】）)\]〕]{0,40}[】）)\]〕]|全集|全本|完本|全文|完结|完結|精校版?|校对版?|完整版"
    r"|未删节|白金版|文字版|\d+-\d+|[全共]?\d+[回章]本?|txt|电子书|下载|小说|[+＋_\-—\s\u3000·、，,]"
)
_EDITIONS = deferred(rf"(?:{_EDITION})*", re.IGNORECASE)
_DYNASTY = (
    r"(?:[（(〔［\[【][^）)〕］\]】]{1,3}[）)〕］\]】]\s*|[汉漢晋晉唐宋元明清][代朝]?[.·．、\s])?"
)
_DYNASTY_FIRST = deferred(rf"^{_DYNASTY}(?=\S)")
_AUTHORED = rf"作者[ \t\u3000]*[:：︰][ \t\u3000]*{_DYNASTY}(?P<author>[^\s/／【（(\[，。]{{1,30}})"
_BOOK = deferred(r"(?P<before>[^《》]{0,12})《(?P<title>[^》]{1,40})》(?P<rest>.{0,60})")
_INLINE = deferred(rf"(?P<title>\S.{{0,59}}?)[\s\u3000/／_—-]*{_AUTHORED}.{{0,20}}")
_WROTE = deferred(
    rf"{_DYNASTY}"
    r"(?P<author>[^\s，。：:「」“”]{2,10}(?:[ 、\u3000][^\s，。：:]{2,8})?)\s*[著着撰]"
)
_SLASHED = deferred(
    r"[\[【（(〖［]\s*(?P<title>[^/／\[\]]{1,60}?)\s*[/／]\s*(?P<author>[^/／]{1,30}?)"
    r"\s*(?:[（(][^）)]{1,3}[）)])?\s*著?\s*"
    r"[\]】）)〗］]"
)
_HEBREW_NAME = deferred(
    "[\u05d0-\u05ea'\"\u05be\u05f3\u05f4-]+(?: [\u05d0-\u05ea'\"\u05be\u05f3\u05f4-]+){1,3}"
)
"""Without the points that verse has: libraries set it after a stroke."""
_HASHED = deferred(r"#\s+(?P<title>\S.{0,99}?)\s*#*")
_BRACKETS = ("《", "【", "「", "『", "[")
_BRACKETED = deferred(r"[《【「『\[](?P<of>[^》】」』\]]{1,40})[》】」』\]](?P<rest>.*)")
_EDITION_BEHIND = deferred(
    r"(?:[（(【\[](?:[^（(【\[]*(?:版|全|完|本|校|番外|txt|TXT)[^）)】\]]*)[）)】\]]|全集|全本|完本|全文"
    r"|精校版|校对版|完整版|txt|TXT|下载|[\s\u3000_—-])+$"
)
_EDITION_SIGNS = frozenset("（(【[全完精校xX下 \u3000_—-")
"""One of which stands in whatever is said of an edition."""
_ABOVE_MOST = 60


class Labelled(NamedTuple):
    """What labels and marks say."""

    title: str = ""
    author: str = ""


def is_labelled(line: str) -> bool:
    """Whether a line says by a label that it holds the title or the author."""
    return bool(_parted(line)[0])


def labelled(lines: Sequence[str]) -> Labelled:
    """What the first lines say of themselves."""
    title = author = ""
    for number, line in enumerate(lines[:FIRST_LINES]):
        for found in _said(line.lstrip(". "), number):
            title, author = title or found.title, author or found.author
            if found.author and not title and number:
                title = _above(lines[:number])
        if title and author:
            break
    return Labelled(title, author)


def _said(line: str, number: int) -> Iterator[Labelled]:
    """What one line says."""
    label, value = _parted(line)
    if label:
        if inner := _INLINE.fullmatch(value):
            yield Labelled(bare_title(inner["title"]), inner["author"])
        elif label in _TITLES:
            yield Labelled(bare_title(value), "")
        else:
            yield Labelled("", value if value.isascii() else _DYNASTY_FIRST.sub("", value))
        return
    if not number and line[0] == "#" and (match := _HASHED.fullmatch(line)):
        title, slash, author = match["title"].rpartition(" / ")
        hebrew = slash and _HEBREW_NAME.fullmatch(author)
        yield Labelled(title, author) if hebrew else Labelled(match["title"], "")
    if line.isascii():
        return
    slashed = "/" in line or "／" in line
    if slashed and (match := _SLASHED.fullmatch(line)):
        yield Labelled(bare_title(match["title"]), match["author"])
    elif "《" in line and (match := _BOOK.match(line)):
        yield from _of_book(match)
    elif "作者" in line and (match := _INLINE.fullmatch(line)):
        yield Labelled(bare_title(match["title"]), match["author"])
    elif line[-1] in "著着撰":
        yield from _written(line)


def _parted(line: str) -> tuple[str, str]:
    """The label of a line in small letters, and what it says; both empty where it has none."""
    sign = "：" if "：" in line.partition(":")[0] else ":"
    before, colon, value = line.partition(sign)
    label, value = before.rstrip(_BLANKS).lower(), value.lstrip(_BLANKS)
    if not colon or (label not in _TITLES and label not in _AUTHORS):
        return "", ""
    told = 0 < len(value) <= _VALUE_MOST and not value[0].isspace()
    return (label, value.strip()) if told else ("", "")


def _of_book(match: re.Match[str]) -> Iterator[Labelled]:
    """What a line with a title in its brackets says, if it says nothing else."""
    rest = match["rest"].strip()
    if not rest and not match["before"]:
        yield Labelled(bare_title(match["title"]), "")
        return
    author = re.search(_AUTHORED, rest)
    wrote = _WROTE.fullmatch(rest)
    left = rest[: author.start()] if author else "" if wrote else rest
    if _EDITIONS.fullmatch(left) and _EDITIONS.fullmatch(match["before"]):
        named = author or wrote
        yield Labelled(bare_title(match["title"]), named["author"] if named else "")


def _written(line: str) -> Iterator[Labelled]:
    """A title and who wrote it, or the writer alone."""
    if match := _WROTE.fullmatch(line):
        yield Labelled("", match["author"])
        return
    title, blank, rest = line.replace("\u3000", " ").partition(" ")
    if blank and "《" not in title and (match := _WROTE.fullmatch(rest.strip())):
        yield Labelled(bare_title(title), match["author"])


def _above(lines: Sequence[str]) -> str:
    """The title above a line that names the author: the first line, if it can be one."""
    first = lines[0]
    if len(lines) > 3 or len(first) > _ABOVE_MOST or first[-1] in "。，,;；:：.":
        return ""
    return bare_title(first) if any(map(str.isalnum, first)) else ""


def bare_title(text: str) -> str:
    """A title without its brackets and without what sites add of the edition."""
    title = text.strip(" \t\u3000")
    if max(title, default="") < "\u2e80":  # brackets around a Western title are its own
        return title
    match = _BRACKETED.fullmatch(title) if title[:1] in _BRACKETS else None
    if match and _EDITIONS.fullmatch(match["rest"]):
        return match["of"].strip()
    if _EDITION_SIGNS.isdisjoint(title):
        return title
    return _EDITION_BEHIND.sub("", title) or title


REACH = 1500
"""Characters in which a title page is looked for: a shelf sees no more of a long file."""
_LINES = 20
_WANTED = 9
"""Lines in which a title page is read."""
_RULE_LEAST = 3
_BOX_MOST, _SIDE_LEAST = 9, 10
"""Lines that a frame holds at most; signs of the top of a box that one sign is all around."""
_RULED_MOST = 3
"""Lines between two rules that may be a title and what belongs to it."""
_AROUND = " \t|:*#[](){}<>=~+!/\\_-│║┃■□●○◆◇★☆※·•"
_EASTERN = "\u1100"
"""What scripts begin with whose letters are syllables or words."""
_MARKS = "_*"
"""Of emphasis, around a whole line."""
_PAIRED = frozenset("|:*#[]{}=~+!/\\_-│║┃")
_COLUMNS = deferred(r"\S(?: {3,}|\t+|\s*[|:]\s*)\S")
_NOTICE_WORDS = (
    "copyright|(c) 1|(c) 2|©|all rights|public domain|http:|https:|www.|@|.com|.txt|etext|e-text"
    "|internet wiretap|bbs|proofed by|typed by|download|upload|printout|last modified"
    "|下载|下載|电子书|電子書|声明|聲明|本书|本書|本章字|更新时间|更新時間|分节阅读"
)
_NOTICES = tuple(_NOTICE_WORDS.split("|"))


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
    """Whether a rule stands right under it, or a frame or two rules are around it."""

    @property
    def end(self) -> int:
        """The column at which it ends."""
        return self.indent + self.width

    @property
    def middle(self) -> float:
        """The column about which it stands."""
        return self.indent + self.width / 2


class Head(NamedTuple):
    """The beginning of a text."""

    lines: Sequence[HeadLine]
    """Where a title may stand: from the first line that is not a frame, notice or drawing."""
    notices: Sequence[str]
    """Lines that say where the text comes from, and whose it is."""
    framed: Sequence[HeadLine] = ()
    """The lines of a frame before them, if they may be a title page."""


def head_of(text: str) -> Head:
    """The beginning of a text whose first lines these are."""
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
    """The first lines with words or signs, and how many blank ones stand before each."""
    end = len(text) if len(text) <= REACH else text.rfind("\n", 0, REACH) + 1 or REACH
    found: list[HeadLine] = []
    blanks = words = 0
    for raw in text[:end].expandtabs().split("\n"):
        line = raw.strip()
        if not line:
            blanks += 1
            continue
        if line[0] in _MARKS and line[-1] in _MARKS and _is_marked(line):
            line = line.strip(_MARKS)
        indent = len(raw) - len(raw.lstrip())
        margin = cells(raw[:indent]) if indent else 0
        width = cells(line)
        if line[1:2] == " " and line[0] < _EASTERN:  # names there are set so, and stay
            line = closed_up(line)
        found.append(HeadLine(line, margin, width, blanks))
        blanks = 0
        words += any(map(str.isalnum, line))
        if words == _LINES or len(found) == 2 * _LINES:
            break
    return found


def _is_marked(line: str) -> bool:
    """Whether marks of emphasis are around a line, and no frame."""
    return any(map(str.isalnum, line)) and not line.strip(_MARKS)[0].isspace()


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written."""
    return len(text) >= _RULE_LEAST and not any(map(str.isalnum, text))


def _is_notice(text: str) -> bool:
    """Whether a line says where a text comes from or whose it is, as no title does."""
    low = text.lower()
    return any(sign in low for sign in _NOTICES) or _has_phone(text)


def _has_phone(text: str) -> bool:
    """Whether three digits, a hyphen and four digits stand in a text."""
    parts = text.split("-")
    return any(
        len(one) > 2 and one[-3:].isdigit() and len(other) > 3 and other[:4].isdigit()
        for one, other in pairwise(parts)
    )


def _noticed(lines: Sequence[HeadLine]) -> frozenset[str]:
    """The lines that are notices; there are seldom any, so all are asked at once.

    What is labelled as title or author is that, whatever signs it holds.
    """
    if not _is_notice("\n".join(line.text for line in lines)):
        return frozenset()
    return frozenset(
        line.text for line in lines if _is_notice(line.text) and not is_labelled(line.text)
    )


def _box(
    lines: Sequence[HeadLine], at: int, noticed: frozenset[str]
) -> tuple[list[HeadLine], int] | None:
    """What stands between two rules, if it may be a title page, and where that ends."""
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
    """Where a box may end: at the foot of one that a sign is all around, else at any rule near."""
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
    """The lines that are not notices, rules or drawings; a title keeps what it has of a rule.

    What stands right under a notice before anything else belongs to the notice.
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
