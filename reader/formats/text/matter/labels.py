"""What the first lines of a text say about themselves, with labels, brackets and marks.

The rule: what is labelled is believed; a title right above a labelled author needs no label, and
the names of editions that sites add to a title are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

FIRST_LINES = 8
"""Lines within which labels are looked for."""
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
_EDITIONS = lazy_pattern(rf"(?:{_EDITION})*", re.IGNORECASE)
_DYNASTY = (
    r"(?:[（(〔［\[【][^）)〕］\]】]{1,3}[）)〕］\]】]\s*|[汉漢晋晉唐宋元明清][代朝]?[.·．、\s])?"
)
_DYNASTY_FIRST = lazy_pattern(rf"^{_DYNASTY}(?=\S)")
_AUTHORED = (
    rf"作者[ \t\u3000]*[:：︰][ \t\u3000]*{_DYNASTY}"
    r"(?P<author>[㐀-鿿]\u3000[㐀-鿿](?!\S)|[^\s/／【（(\[，。]{1,30})"
)
_BOOK = lazy_pattern(r"(?P<before>[^《》]{0,12})《(?P<title>[^》]{1,40})》(?P<rest>.{0,60})")
_INLINE = lazy_pattern(rf"(?P<title>\S.{{0,59}}?)[\s\u3000/／_—-]*{_AUTHORED}.{{0,20}}")
_WROTE = lazy_pattern(
    rf"{_DYNASTY}"
    r"(?P<author>[^\s，。：:「」“”]{2,10}(?:[ 、\u3000][^\s，。：:]{2,8})?)\s*[著着撰]"
)
_OF_DYNASTY = lazy_pattern(
    r"(?P<title>[^\s（(〔［\[【]{1,30})\s*[（(〔［\[【][汉漢晋晉隋唐宋元明清民国國代]{1,3}[）)〕］\]】]\s*"
    r"(?P<author>[^\s，。：:「」“”]{2,10})\s*[著着撰]"
)
_OF_ONE = lazy_pattern(
    r"(?P<title>[^\s（(〔［\[【]{1,30})[ \t\u3000]+"
    r"[（(〔［\[【][汉漢晋晉隋唐宋元明清]{1,2}[）)〕］\]】]\s*(?P<author>[㐀-鿿]{2,4})"
)
"""A first line with a title, a dynasty in brackets and a name."""
_IN_BRACKETS = lazy_pattern(r"《([^《》]{1,40})》")
_FURTHER = lazy_pattern(r"[\s，,；;]+[^\s:：]{1,4}[:：].*")
"""Another label on the line of a name, such as that of a translator."""
_COUNT = "0123456789.、 \u3000"
"""What precedes the title of a book in a numbered collection."""
_SLASHED = lazy_pattern(
    r"[\[【（(〖［]\s*(?P<title>[^/／\[\]]{1,60}?)\s*[/／]\s*(?P<author>[^/／]{1,30}?)"
    r"\s*(?:[（(][^）)]{1,3}[）)])?\s*著?\s*"
    r"[\]】）)〗］]"
)
_HEBREW_NAME = lazy_pattern(
    "[\u05d0-\u05ea'\"\u05be\u05f3\u05f4-]+(?: [\u05d0-\u05ea'\"\u05be\u05f3\u05f4-]+){1,3}"
)
"""Without the stops that verse has: libraries put it after a slash."""
_HASHED = lazy_pattern(r"#\s+(?P<title>\S.{0,99}?)\s*#*")
_BRACKETS = ("《", "【", "「", "『", "[", "<", "＜")
_BRACKETED = lazy_pattern(
    r"[《【「『\[<＜](?P<of>[^》】」』\]>＞]{1,40})[》】」』\]>＞](?P<rest>.*)"
)
_EDITION_BEHIND = lazy_pattern(
    r"(?:[（(【\[](?:[^（(【\[]*(?:版|全|完|本|校|番外|txt|TXT)[^）)】\]]*)[）)】\]]|全集|全本|完本|全文"
    r"|精校版|校对版|完整版|txt|TXT|下载|[\s\u3000_—-])+$"
)
_EDITION_SIGNS = frozenset("（(【[全完精校xX下 \u3000_—-")
"""One of these occurs in anything said about an edition."""
_ABOVE_MOST = 60


class Labelled(NamedTuple):
    """What labels and marks say."""

    title: str = ""
    author: str = ""


def is_labelled(line: str) -> bool:
    """Whether a line has a label for the title or the author."""
    return bool(_parted(line)[0])


def labelled(lines: Sequence[str]) -> Labelled:
    """What the first lines say about themselves."""
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
            yield Labelled(bare_title(inner["title"]), _eastern_name(inner["author"]))
        elif label in _TITLES:
            yield Labelled(bare_title(value), "")
        else:
            yield Labelled("", value if value.isascii() else _eastern_name(value))
        return
    if not number and line.startswith("#") and (match := _HASHED.fullmatch(line)):
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
        yield Labelled(bare_title(match["title"]), _eastern_name(match["author"]))
    elif line[-1] in "著着撰":
        yield from _written(line)
    elif not number and "㐀" <= line[-1] <= "鿿" and (match := _OF_ONE.fullmatch(line)):
        yield Labelled(bare_title(match["title"]), match["author"])


def _eastern_name(value: str) -> str:
    """A name without the dynasty before it, the blank in its middle and a further label."""
    name = _FURTHER.sub("", _DYNASTY_FIRST.sub("", value)).rstrip()
    return name.replace("\u3000", "") if len(name) == len("都　梁") else name


def _parted(line: str) -> tuple[str, str]:
    """The label of a line in lower case, and what it says; both empty if it has none."""
    if line[:1] in ("【", "["):  # as in 【书名】 before a title
        before, colon, value = line[1:].partition("】" if line[0] == "【" else "]")
    else:
        sign = "：" if "：" in line.partition(":")[0] else ":"
        before, colon, value = line.partition(sign)
    label, value = before.rstrip(_BLANKS).lower(), value.lstrip(_BLANKS)
    if not colon or (label not in _TITLES and label not in _AUTHORS):
        return "", ""
    told = 0 < len(value) <= _VALUE_MOST and not value[0].isspace()
    return (label, value.strip()) if told else ("", "")


def _of_book(match: re.Match[str]) -> Iterator[Labelled]:
    """What a line with a bracketed title says, if it says nothing else."""
    rest = match["rest"].strip()
    if not rest and not match["before"]:
        yield Labelled(bare_title(match["title"]), "")
        return
    author = re.search(_AUTHORED, rest)
    wrote = _WROTE.fullmatch(rest)
    left = rest[: author.start()] if author else "" if wrote else rest
    before = match["before"].lstrip(_COUNT)
    if _EDITIONS.fullmatch(left) and (before[-1:] in ("：", ":") or _EDITIONS.fullmatch(before)):
        named = author or wrote
        yield Labelled(bare_title(match["title"]), named["author"] if named else "")


def _written(line: str) -> Iterator[Labelled]:
    """A title and who wrote it, or the writer alone."""
    if match := _OF_DYNASTY.fullmatch(line):
        yield Labelled(bare_title(match["title"]), match["author"])
        return
    if match := _WROTE.fullmatch(line):
        yield Labelled("", match["author"])
        return
    title, blank, rest = line.replace("\u3000", " ").partition(" ")
    if blank and "《" not in title and (match := _WROTE.fullmatch(rest.strip())):
        yield Labelled(bare_title(title), match["author"])


def noticed_title(notices: Sequence[str]) -> str:
    """The title that a site's notice repeats, in its brackets."""
    for notice in notices:
        titles = _IN_BRACKETS.findall(notice) if notice.count("《") > 1 else ()
        if len(titles) > 1 and len({*titles}) == 1:
            return str(titles[0]).strip()
    return ""


def _above(lines: Sequence[str]) -> str:
    """The title above a line that names the author: the first line, if it can be one."""
    first = lines[0]
    if len(lines) > 3 or len(first) > _ABOVE_MOST or first[-1] in "。，,;；:：.":
        return ""
    return bare_title(first) if any(map(str.isalnum, first)) else ""


def bare_title(text: str) -> str:
    """A title without its brackets and without what sites add about the edition."""
    title = text.strip(" \t\u3000")
    if max(title, default="") < "\u2e80":  # brackets around a Western title are its own
        return title
    match = _BRACKETED.fullmatch(title) if title[:1] in _BRACKETS else None
    if match and _EDITIONS.fullmatch(match["rest"]):
        return match["of"].strip()
    if _EDITION_SIGNS.isdisjoint(title):
        return title
    return _EDITION_BEHIND.sub("", title) or title
