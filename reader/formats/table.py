"""The kinds of file that stories come in, and which of them a file is.

The rule: the first row whose test of the bytes succeeds is the format; a name alone never decides.
Plain text comes last and takes what no other row does; it refuses what is not text.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from typing import cast

from reader.formats.choices import Choices
from reader.formats.format import Explanation, Format, Glance, Near, Progress, Stretch, WholeText
from reader.formats.text.format import TEXT
from reader.lazy_pattern import lazy_pattern
from reader.story import Story

_HEAD = 1 << 16
_ZIP = b"PK\x03\x04"
_BLANKS = b" \t\r\n\x0b\x0c"
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_TAG = lazy_pattern(rb"</?[a-z][a-z0-9]{0,9}[\s/>]", re.IGNORECASE)
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")
_PRE = b"<pre"
_ONLY_PRE = lazy_pattern(
    rb"(?:\s|<![^<>]{0,400}>|<\?[^<>]{0,400}>|</?(?:html|body)\b[^<>]{0,1000}>"
    rb"|<(?:meta|link)\b[^<>]{0,1000}>|<title\b[^<>]{0,200}>[^<>]{0,400}</title\s*>"
    rb"|<head\b.{0,4000}?</head\s*>)*+<pre\b[^<>]{0,1000}>",
    re.IGNORECASE | re.DOTALL,
)
"""The head of a page down to a preformatted text that comes first in it."""
_PAGE_ENDS = lazy_pattern(rb"(?:\s|</(?:pre|body|html)\s*>)*", re.IGNORECASE)
_FB2_SIGN, _EARLY = b"<fictionbook", 2048
_TAGGED = 0.05
"""The share of lines with tags above which a text that begins with one is a page."""
_TAGS_LEAST = 3
_MARKDOWN = (".md", ".markdown", ".mdown")
_FOREIGN, _PALM, _PALM_AT = (
    (b"%PDF-", b"ITOLITLS", b"\xd0\xcf\x11\xe0"),
    (b"BOOK", b"TEXt"),
    60,
)
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")


class _Reader:
    """The functions of a module that reads one format, which is loaded when one is called."""

    def __init__(self, module: str) -> None:
        self._module = f"reader.formats.{module}"

    def parse(
        self,
        data: bytes,
        name: str,
        choices: Choices,
        *,
        progress: Progress | None = None,
        sha256: str = "",
    ) -> Story:
        """The story in a file."""
        parse = import_module(self._module).parse
        return cast("Story", parse(data, name, choices, progress=progress, sha256=sha256))

    def glance(self, data: bytes, name: str) -> Glance:
        """What its head shows."""
        return cast("Glance", import_module(self._module).glance(data, name))

    def excerpt(
        self, data: bytes, name: str, choices: Choices, near: Near | None, reach: int
    ) -> Stretch | None:
        """The text around a place in it."""
        found = import_module(self._module).excerpt(data, name, choices, near, reach)
        return cast("Stretch | None", found)

    def decode(self, data: bytes, encoding: str) -> WholeText:
        """All of it as text."""
        return cast("WholeText", import_module(self._module).decode(data, encoding))

    def explain(
        self, story: Story, offset: int, data: bytes, name: str, choices: Choices
    ) -> Explanation | None:
        """Why the block at an offset is what it is."""
        found = import_module(self._module).explain(story, offset, data, name, choices)
        return cast("Explanation | None", found)


def _holds(data: bytes, member: bytes) -> bool:
    """Whether an archive has a member of that name, by its beginning and its directory."""
    return member in data[:_HEAD] or member in data[-_HEAD:]


def _is_epub(data: bytes, name: str) -> bool:
    if not data.startswith(_ZIP):
        return False
    if data.startswith(b"mimetypeapplication/epub+zip", 30):
        return True
    return _holds(data, b"META-INF/container.xml") or name.lower().endswith(".epub")


def _is_docx(data: bytes, _name: str) -> bool:
    return data.startswith(_ZIP) and _holds(data, b"word/document.xml")


def _is_odt(data: bytes, _name: str) -> bool:
    if not data.startswith(_ZIP):
        return False
    if data.startswith(b"mimetypeapplication/", 30):
        return data.startswith(b"vnd.oasis.opendocument.text", 50)
    return _holds(data, b"content.xml") and _holds(data, b"mimetype")


def _is_zip(data: bytes, _name: str) -> bool:
    return data.startswith(_ZIP)


def _is_compressed(data: bytes, _name: str) -> bool:
    return data.startswith(_COMPRESSED)


def _begins(data: bytes) -> bytes:
    """The head of a text that begins with a tag, in lower case; otherwise empty."""
    head = data[:_HEAD]
    if b"<" not in head:
        return b""
    if head.startswith(_WIDE):
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(_MARK).lstrip(_BLANKS)
    return head.lower() if head[:1] == b"<" else b""


def _is_fb2(data: bytes, _name: str) -> bool:
    return _FB2_SIGN in _begins(data)[:_EARLY]


def _is_preformatted(data: bytes, _name: str) -> bool:
    """Whether a page holds one preformatted text and nothing else, as browsers save a text."""
    if _PRE not in _begins(data):
        return False
    start = len(_MARK) * data.startswith(_MARK)
    opened = _ONLY_PRE.match(data, start)
    if opened is None:
        return False
    closed = data.find(b"<", opened.end())
    return closed < 0 or _PAGE_ENDS.fullmatch(data, closed) is not None


def _is_html(data: bytes, _name: str) -> bool:
    head = _begins(data)
    if not head or _FB2_SIGN in head[:_EARLY]:
        return False
    if head.startswith(_PAGE) or (head.startswith((b"<?xml", b"<!")) and b"<html" in head):
        return True
    if head.startswith(b"<?xml"):
        return False
    lines = head.split(b"\n")
    tagged = sum(_TAG.search(line) is not None for line in lines)
    return tagged >= _TAGS_LEAST and tagged > _TAGGED * len(lines)


def _is_rtf(data: bytes, _name: str) -> bool:
    return data.startswith(b"{\\rtf")


def _is_foreign(data: bytes, _name: str) -> bool:
    if not data.startswith(_FOREIGN) and not data.startswith(_PALM, _PALM_AT):
        return False
    from reader.formats.foreign import told

    return bool(told(data))


def _is_markdown(data: bytes, name: str) -> bool:
    """Its notation may occur in any text, so here the name decides; the bytes can only deny it."""
    return name.lower().endswith(_MARKDOWN) and b"\0" not in data[:_HEAD]


_EPUB, _EPUB_PARTS = _Reader("epub.parse"), _Reader("epub.preview")
_HTML, _FB2, _IN_PAGE = _Reader("page"), _Reader("fb2"), _Reader("preformatted")
_DOCX, _ODT, _MD = _Reader("docx"), _Reader("odt"), _Reader("markdown")
_RTF, _PACKED, _NOT_READ = _Reader("rtf"), _Reader("packed"), _Reader("foreign")

FORMATS: tuple[Format, ...] = (
    Format(
        id="epub", name="EPUB", suffixes=(".epub",), sniff=_is_epub, parse=_EPUB.parse,
        glance=_EPUB_PARTS.glance, excerpt=_EPUB_PARTS.excerpt,
    ),
    Format(
        id="preformatted", name="plain text in a page", suffixes=(), sniff=_is_preformatted,
        parse=_IN_PAGE.parse, glance=_IN_PAGE.glance, excerpt=_IN_PAGE.excerpt,
        decode=_HTML.decode, explain=_IN_PAGE.explain,
    ),
    Format(
        id="html", name="HTML", suffixes=(".html", ".htm", ".xhtml"), sniff=_is_html,
        parse=_HTML.parse, glance=_HTML.glance, excerpt=_HTML.excerpt, decode=_HTML.decode,
    ),
    Format(
        id="fb2", name="FB2", suffixes=(".fb2",), sniff=_is_fb2, parse=_FB2.parse,
        glance=_FB2.glance, excerpt=_FB2.excerpt,
    ),
    Format(
        id="docx", name="DOCX", suffixes=(".docx",), sniff=_is_docx, parse=_DOCX.parse,
        glance=_DOCX.glance, excerpt=_DOCX.excerpt,
    ),
    Format(
        id="odt", name="ODT", suffixes=(".odt",), sniff=_is_odt, parse=_ODT.parse,
        glance=_ODT.glance, excerpt=_ODT.excerpt,
    ),
    Format(
        id="rtf", name="RTF", suffixes=(".rtf",), sniff=_is_rtf, parse=_RTF.parse,
        glance=_RTF.glance, excerpt=_RTF.excerpt,
    ),
    Format(
        id="markdown", name="Markdown", suffixes=_MARKDOWN, sniff=_is_markdown, parse=_MD.parse,
        glance=_MD.glance, excerpt=_MD.excerpt, decode=_MD.decode,
    ),
    Format(
        id="compressed", name="a compressed text",
        suffixes=(".txt.gz", ".txt.bz2", ".txt.xz", ".html.gz", ".fb2.gz", ".md.gz"),
        sniff=_is_compressed, parse=_PACKED.parse,
        glance=_PACKED.glance, excerpt=_PACKED.excerpt,
    ),
    Format(
        id="zip", name="a ZIP archive of one story", suffixes=(".zip", ".fbz"), sniff=_is_zip,
        parse=_PACKED.parse,
        glance=_PACKED.glance, excerpt=_PACKED.excerpt,
    ),
    Format(
        id="foreign", name="a book in another form", suffixes=(), sniff=_is_foreign,
        parse=_NOT_READ.parse, glance=_NOT_READ.glance,
    ),
    TEXT,
)  # fmt: skip
"""In the order in which they are tried."""

_NAMED = 3
"""Formats that are named where people are told which files are stories."""
SUFFIXES = tuple(suffix for row in FORMATS for suffix in row.suffixes)
"""The suffixes of story files, in lower case."""


def format_of(data: bytes, name: str | os.PathLike[str]) -> Format:
    """The format of a file."""
    path = os.fspath(name)
    return next((row for row in FORMATS if row.sniff(data, path)), TEXT)


def is_story_name(name: str) -> bool:
    """Whether a file of that name is taken for a story before it is opened."""
    return name.endswith(SUFFIXES) or name.lower().endswith(SUFFIXES)


def wanted_files() -> str:
    """What the library takes, for people: “.txt, .epub or .html files”."""
    named = [row.suffixes[0] for row in (FORMATS[-1], *FORMATS[:-1]) if row.suffixes]
    first, last = named[:_NAMED], "other story" if len(named) > _NAMED else ""
    if not last:
        *first, last = first
    return f"{', '.join(first)} or {last} files" if first else f"{last} files"
