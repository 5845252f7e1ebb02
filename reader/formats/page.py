"""One HTML page to a story: a download from an archive, a saved page, a text with tags in it.

The rule: what the page itself calls its main part is the story; the rest of it is folded, and
nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Near, Progress, Stretch
from reader.formats.markup.book import Listed, Told, excerpt_of, source_of, story_of
from reader.formats.markup.builder import Builder, fed
from reader.formats.markup.elements import Elements
from reader.formats.markup.events import told_encoding
from reader.formats.markup.excerpt import Cut, glance_at, stretch, within
from reader.formats.markup.styles import StyleSheet
from reader.formats.text.encoding import Decoded, codec_name
from reader.formats.text.encoding import decode as decode_text
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind, Decision, Metadata, Story

_FIRST = 1 << 16
_MARKED = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_WEB = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "utf-8", "gb2312": "gb18030"}
"""Encodings that pages name, and the larger ones in which they are actually written."""
_MAKERS = (
    (b'section0001"', "FanFicFare"),
    (b'id="preface"', "AO3"),
    (b"fichub.net", "FicHub"),
    (b"gutenberg.org", "Project Gutenberg"),
)
"""What the head of pages from each of them holds."""
_INTRODUCED = "Exported with the assistance of"
_INTRODUCTION_MOST = 60
"""Blocks that FicHub puts before a story, at most; the last of them names it."""
_AO3 = frozenset(["preface", "afterword"])
_SHEET, _SHEET_ENDS = lazy_pattern(r"<style\b[^>]*>", 2), lazy_pattern(r"</style", 2)
_SECTION = lazy_pattern(r"#section\d{1,6}")
_BEGUN = 2048
"""Characters from there within which the story has begun."""
_STORY_BEGINS = {"FanFicFare": "section0001"}
_META = lazy_pattern(r"<meta\b[^>]{0,1000}>", 2)
_NAMED = lazy_pattern(r"""\b(?:name|property)\s*=\s*["']?([\w:.]{1,40})""", 2)
_CONTENT = lazy_pattern(r"""\bcontent\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})')""", 2)
_LANGUAGE = lazy_pattern(
    r"""<html\b[^>]{0,400}?\blang\s*=\s*["']?([A-Za-z]{2,3}(?:-[\w-]{1,20})?)""", 2
)
_AUTHOR = ("author", "dc.creator", "article:author", "book:author")
_ABOUT = ("description", "og:description")
_TITLE = ("og:title", "dc.title")
_SITES = (" | ", " — ", " – ")
"""What separates a title from the site's own name."""
_CUT = Cut(
    begins=lazy_pattern(r"<body\b[^>]*>", 2),
    paragraph=lazy_pattern(r"<(?:p|h[1-6]|hr|div|blockquote)\b|<br\b[^<>]*>\s*<br\b", 2),
    held=within(
        "div|section|article|main|aside|header|footer|nav|blockquote|center|font|ul|ol|li|dl|dt|dd"
        "|table|thead|tbody|tr|td|th|pre|form|details|figure|hgroup"
    ),
)


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in a page.

    Raises:
        LoadError: It holds no words.
    """
    text = decode(data, choices.encoding)
    maker = _maker(data)
    told = _told(text, maker, "")
    if choices.raw:
        return source_of([text.text], told, data, name, choices, sha256)
    if progress:
        progress(0.1)
    builder, told = _built(text, text.text, maker, choices, main=_has_main(text.text, maker))
    if not (builder.column.count or builder.column.hidden):
        raise LoadError(name, "holds no words")
    return story_of(builder, told, data, name, choices, sha256)


def _built(
    text: Decoded, source: str, maker: str, choices: Choices, *, main: bool, whole: bool = True
) -> tuple[Builder, Told]:
    """A builder fed with a page, or a part of it, and what the page says."""
    builder = Builder(choices.hidden)
    sheet = StyleSheet(_styles(source))
    matter = _AO3 if maker == "AO3" else frozenset[str]()
    elements = Elements(sheet, readings=choices.ruby, matter=matter, page=not maker)
    lenient = fed(builder, source, "", elements, matter=main, whole=whole)
    _open_at(builder, _STORY_BEGINS.get(maker, ""))
    if maker == "FicHub":
        _open_after(builder, _INTRODUCED)
    told = _told(text, maker, builder.title or _headline(builder), lenient=lenient)
    if maker in _STORY_BEGINS:
        told = told.replace(listed=tuple(_contents(builder)), told="printed contents")
    return builder, told


def _headline(builder: Builder) -> str:
    """The only first-level heading, if it is above everything: for a page without a title."""
    draft = builder.column.draft
    heads = [
        at
        for at, (kind, level) in enumerate(zip(draft.kinds, draft.levels, strict=True))
        if kind is BlockKind.HEADING and level == 1
    ]
    return draft.texts[0] if heads == [0] else ""


def _has_main(source: str, maker: str) -> bool:
    """Whether a page has a single main part; everything else is then outside the story."""
    return not maker and any(
        source.count(tag) + source.count(tag.upper()) == 1 for tag in ("<main", "<article")
    )


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place in a long page, else at its beginning; None in doubt."""
    text = decode(data, choices.encoding)
    maker = _maker(data)
    main = _has_main(text.text, maker)

    def made(part: str) -> Story:
        builder, told = _built(text, part, maker, choices, main=main, whole=False)
        return excerpt_of(builder, told, data, name, choices)

    story = text.text.find(f'"{_STORY_BEGINS[maker]}"') if maker in _STORY_BEGINS else -1
    return stretch(text.text, _CUT, choices, near, reach, made, story + _BEGUN)


def glance(data: bytes, name: str) -> Glance:
    """Title and author from its beginning, and the length of the whole."""
    return glance_at(data, name, parse)


def decode(data: bytes, encoding: str) -> Decoded:
    """The page as text, in the encoding asked for, else in the one that it names or shows."""
    told = "" if encoding or data.startswith(_MARKED) else codec_name(told_encoding(data))
    if told:
        with suppress(UnicodeDecodeError):
            return Decoded(data.decode(_WEB.get(told, told)), told, "the file names it")
    return decode_text(data, encoding)


def _maker(data: bytes) -> str:
    head = data[:_FIRST].lower()
    maker = next((maker for sign, maker in _MAKERS if sign in head), "")
    return "" if maker == "AO3" and b"archiveofourown.org" not in head else maker


def _styles(source: str) -> list[str]:
    """The style sheets within a page."""
    sheets, at = [], 0
    while start := _SHEET.search(source, at):
        end = _SHEET_ENDS.search(source, start.end())
        if end is None:
            break
        sheets.append(source[start.end() : end.start()])
        at = end.end()
    return sheets


def _open_at(builder: Builder, anchor: str) -> None:
    """Everything before an anchor is outside the story."""
    column, at = builder.column, builder.anchors.get(f"#{anchor}", 0)
    offset = 0
    for number, text in enumerate(column.draft.texts):
        if offset >= at:
            break
        column.matter[number] = 1
        offset += len(text) + 1


def _open_after(builder: Builder, words: str) -> None:
    """Everything before some words, and the block that begins with them, is outside the story."""
    column = builder.column
    for number, text in enumerate(column.draft.texts[:_INTRODUCTION_MOST]):
        if text.startswith(words) and number + 1 < column.count:
            column.matter[: number + 1] = b"\1" * (number + 1)


def _contents(builder: Builder) -> Iterator[Listed]:
    """The chapters that the page itself lists before the first."""
    text = "\n".join(builder.column.draft.texts)
    for link in builder.links:
        if _SECTION.fullmatch(link.target):
            yield Listed(" ".join(text[link.start : link.end].split()), 1, link.target)


def _told(text: Decoded, maker: str, title: str, *, lenient: bool = False) -> Told:
    why = "not well-formed, and read as a browser would" if lenient else "well-formed"
    source = text.text[:_FIRST]
    said = _said(source)
    labelled = maker in ("AO3", "FanFicFare", "FicHub")
    for sign in _SITES if not labelled else ():
        title = title.partition(sign)[0] if title else title
    language = _LANGUAGE.search(source)
    metadata = Metadata(
        "" if labelled else safe(_first(said, _TITLE) or " ".join(title.split())),
        "" if labelled else safe(_first(said, _AUTHOR)),
        language[1] if language else "",
        tuple(("summary", safe(one)) for one in (_first(said, _ABOUT),) if one),
    )
    kind = f"HTML, {maker}" if maker else "HTML"
    decisions = (
        Decision("encoding", text.encoding, text.why),
        Decision("format", "HTML", why),
    )
    return Told(
        kind=kind, metadata=metadata, decisions=decisions, labelled=labelled, encoding=text.encoding
    )


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _said(source: str) -> dict[str, str]:
    """What the page says about itself in its head."""
    from html import unescape

    said: dict[str, str] = {}
    for meta in _META.findall(source):
        name, content = _NAMED.search(meta), _CONTENT.search(meta)
        if name and content:
            words = unescape(content[1] or content[2] or "")
            said.setdefault(name[1].lower(), " ".join(words.split()))
    return said
