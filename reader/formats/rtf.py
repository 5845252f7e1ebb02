"""RTF to a story: its groups and control words as the tags of a page.

The rule: one pattern goes over the file once; the meaning of a control word is a row of a table,
and a destination that nobody reads is skipped as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from itertools import groupby

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Near, Progress, Stretch
from reader.formats.markup.book import Told, excerpt_of, source_of, story_of
from reader.formats.markup.builder import Builder
from reader.formats.markup.elements import Elements
from reader.formats.markup.excerpt import Cut, glance_at, stretch
from reader.formats.markup.styles import StyleSheet
from reader.formats.text.encoding import codec_name
from reader.lazy_pattern import lazy_pattern
from reader.story import Decision, Metadata, Story

_TOKEN = lazy_pattern(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
_HEADING = lazy_pattern(r"heading ([1-6])", re.IGNORECASE)
_DEEPEST = 1_000
_SKIPPED = frozenset(
    ["colortbl", "listtable", "listoverridetable", "rsidtbl", "generator", "pict", "object",
     "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
     "xmlnstbl", "themedata", "datastore", "latentstyles", "fldinst", "filetbl", "revtbl",
     "annotation", "atnid", "atnauthor", "template", "operator", "company", "keywords",
     "comment"]
)  # fmt: skip
_KEPT = frozenset(["fonttbl", "stylesheet", "info", "title", "author", "footnote"])
"""Destinations that are read for what they say, or later."""
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "tab": " ", "cell": "  ", "emspace": "\u2003",
    "enspace": "\u2002", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


class _Group:
    """What applies inside a pair of braces."""

    __slots__ = ("bold", "charset", "italic", "skip", "target", "uc")

    def __init__(self) -> None:
        self.italic = self.bold = self.skip = False
        self.charset = ""
        self.target = ""
        """The destination that its words are for; empty for the story."""
        self.uc = 1
        """How many characters stand in for one Unicode character."""


class _Rtf:
    """Feeds a builder with paragraphs."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._groups = [_Group()]
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._headings: dict[int, int] = {}
        self._font = self._style = 0
        self._pending = bytearray()
        self._left = 0
        """Characters to skip after a Unicode character."""
        self._runs: list[tuple[str, bool, bool]] = []
        self._level, self._align = 0, ""
        self.said: dict[str, list[str]] = {}
        self.notes: list[str] = []

    def read(self, text: str) -> None:
        """Go over the whole file."""
        for word, number, code, sign, brace, plain in _TOKEN.findall(text):
            if code:
                self._byte(int(code, 16))
                continue
            if plain and not plain.isascii():
                self._bytes(plain)
                continue
            self._settle()
            if word:
                self._control(word, int(number) if number else None)
            elif brace:
                self._brace(brace)
            elif plain:
                self._text(plain)
            else:
                self._symbol(sign)
        self._settle()
        self._paragraph()

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self._groups.append(copy(self._groups[-1]))
            if len(self._groups) > _DEEPEST:
                raise LoadError("", "nests its groups too deeply")
        elif len(self._groups) > 1:
            ended = self._groups.pop()
            if ended.target == "footnote" != self._groups[-1].target:
                self._call()

    def _call(self) -> None:
        """A note has ended: its number goes into the text."""
        self.notes.append("".join(self.said.pop("footnote", [])).strip())
        number = str(len(self.notes))
        self._runs.append((f"\0{number}", False, False))

    def _bytes(self, plain: str) -> None:
        for character in plain:
            self._byte(ord(character))

    def _byte(self, code: int) -> None:
        if self._left:
            self._left -= 1
        else:
            self._pending.append(code)

    def _settle(self) -> None:
        """Decode the bytes that were gathered."""
        if self._pending:
            data, self._pending = bytes(self._pending), bytearray()
            self._words(data.decode(self._groups[-1].charset or self._codec, "replace"))

    def _text(self, text: str) -> None:
        if self._left:
            passed = min(self._left, len(text))
            self._left -= passed
            text = text[passed:]
        if text:
            self._words(text)

    def _words(self, text: str) -> None:
        group = self._groups[-1]
        text = text.replace("\0", "")
        if group.skip or not text:
            return
        if group.target:
            self.said.setdefault(group.target, []).append(text)
            if group.target == "stylesheet" and (found := _HEADING.search(text)):
                self._headings.setdefault(self._style, int(found[1]))
            return
        self._runs.append((text, group.italic, group.bold))

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._groups[-1].skip = True
        elif sign in "\r\n":
            self._paragraph()
        else:
            self._words({"~": "\u00a0", "_": "-", "-": ""}.get(sign, sign))

    def _control(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if word in _SKIPPED:
            group.skip = True
        elif word in _KEPT:
            group.target, group.skip = word, False
        elif word == "u" and number is not None:
            self._words(chr(number % 0x10000))
            self._left = group.uc
        elif word in _SIGNS:
            self._words(_SIGNS[word])
        elif (act := _ACTS.get(word)) is not None:
            act(self, number)

    def _end(self, _number: int | None) -> None:
        if not self._groups[-1].skip and not self._groups[-1].target:
            self._paragraph()
        elif self._groups[-1].target == "footnote":
            self._words(" ")

    def _plain(self, _number: int | None) -> None:
        group = self._groups[-1]
        group.italic = group.bold = False

    def _anew(self, _number: int | None) -> None:
        self._level, self._align = 0, ""

    def _italic(self, number: int | None) -> None:
        self._groups[-1].italic = number != 0

    def _bold(self, number: int | None) -> None:
        self._groups[-1].bold = number != 0

    def _line(self, _number: int | None) -> None:
        self._words("\n")

    def _centre(self, _number: int | None) -> None:
        self._align = "center"

    def _right(self, _number: int | None) -> None:
        self._align = "right"

    def _outline(self, number: int | None) -> None:
        self._level = number + 1 if number is not None and 0 <= number < 6 else 0

    def _styled(self, number: int | None) -> None:
        self._style = number or 0
        if not self._groups[-1].target:
            self._level = self._headings.get(self._style, 0)

    def _page(self, number: int | None) -> None:
        self._codec = codec_name(f"cp{number}") or self._codec

    def _uc(self, number: int | None) -> None:
        self._groups[-1].uc = min(max(0, number or 0), 8)

    def _chosen(self, number: int | None) -> None:
        self._font = number or 0
        self._groups[-1].charset = self._fonts.get(self._font, "")

    def _charset(self, number: int | None) -> None:
        if name := _CHARSETS.get(number or 0):
            self._fonts[self._font] = "" if number == 0 else name

    def _paragraph(self) -> None:
        """Feed the paragraph that ends here."""
        builder, runs = self._builder, self._runs
        self._runs = []
        builder.start(f"h{self._level}" if self._level else "p", {"align": self._align})
        for (italic, bold, call), group in groupby(runs, _look):
            text = "".join(run[0] for run in group)
            if call:
                number = call[1:]
                builder.start("a", {"href": f"#note-{number}", "epub:type": "noteref"})
                builder.data(number)
                builder.end()
                continue
            tags = ["i"] * italic + ["b"] * bold
            for tag in tags:
                builder.start(tag, {})
            self._lines(_joined(text))
            for _ in tags:
                builder.end()
        builder.end()

    def _lines(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._builder.start("br", {})
                self._builder.end()
            if line:
                self._builder.data(line)


def _look(run: tuple[str, bool, bool]) -> tuple[bool, bool, str]:
    """What runs must share to be joined; each reference to a note remains separate."""
    text, italic, bold = run
    return italic, bold, text if text[0] == "\0" else ""


def _joined(text: str) -> str:
    """A text whose characters beyond 16 bits were written as two."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_ACTS: dict[str, Callable[[_Rtf, int | None], None]] = {
    "par": _Rtf._end, "sect": _Rtf._end, "row": _Rtf._end, "page": _Rtf._end,
    "line": _Rtf._line, "plain": _Rtf._plain, "pard": _Rtf._anew, "i": _Rtf._italic,
    "b": _Rtf._bold, "qc": _Rtf._centre, "qr": _Rtf._right, "outlinelevel": _Rtf._outline,
    "s": _Rtf._styled, "ansicpg": _Rtf._page, "uc": _Rtf._uc, "f": _Rtf._chosen,
    "fcharset": _Rtf._charset,
}  # fmt: skip
"""What each control word does."""


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in a document.

    Raises:
        LoadError: It holds no words, or nests too deep.
    """
    text = data.decode("latin-1")
    decisions = (Decision("format", "RTF", "a word processor wrote it"),)
    told = Told(kind="RTF", decisions=decisions, encoding="cp1252")
    if choices.raw:
        return source_of([text], told, data, name, choices, sha256)
    if progress:
        progress(0.1)
    builder, metadata = _built(text, name, choices)
    if not (builder.column.count or builder.column.hidden):
        raise LoadError(name, "holds no words")
    return story_of(builder, told.replace(metadata=metadata), data, name, choices, sha256)


def _built(text: str, name: str, choices: Choices) -> tuple[Builder, Metadata]:
    """A builder fed with a document, or a part of one, and what it says about itself."""
    builder = Builder(choices.hidden)
    builder.begin("", Elements(StyleSheet(), readings=choices.ruby))
    rtf = _Rtf(builder)
    try:
        rtf.read(text)
    except LoadError as error:
        raise LoadError(name, error.reason) from error
    _feed_notes(builder, rtf.notes)
    builder.finish()
    title, author = (safe("".join(rtf.said.get(key, ())).strip()) for key in ("title", "author"))
    return builder, Metadata(title, author)


def _held(source: str, begin: int, at: int) -> str | None:
    """Empty if only the outermost group is open; notes are numbered from the first one."""
    depths = {_depth(source, begin), _depth(source, at)}
    return None if depths != {1} or "\\footnote" in source[begin:at] else ""


def _depth(source: str, at: int) -> int:
    """How many groups are open at a place."""
    opened = source.count("{", 0, at) - source.count("\\{", 0, at)
    return opened - source.count("}", 0, at) + source.count("\\}", 0, at)


_CUT = Cut(
    begins=lazy_pattern(r"(?=\\pard(?![a-z]))"),
    paragraph=lazy_pattern(r"\\pard?(?![a-z])"),
    held=_held,
    between=r"[^\w\\]|\d|\\[a-z]{1,32}-?\d{0,10}|\\'[0-9a-f]{2}|\\[^a-z]",
)


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place in a long document, else at its beginning; None in doubt."""

    def made(part: str) -> Story:
        builder, metadata = _built(part, name, choices)
        told = Told(kind="RTF", metadata=metadata, encoding="cp1252")
        return excerpt_of(builder, told, data, name, choices)

    return stretch(data.decode("latin-1"), _CUT, choices, near, reach, made)


def _feed_notes(builder: Builder, notes: list[str]) -> None:
    """The notes, folded after the story."""
    builder.start("section", {"epub:type": "endnotes"})
    builder.start("ol", {})
    for number, words in enumerate(notes, 1):
        builder.start("li", {"id": f"note-{number}", "value": str(number)})
        builder.data(_joined(words))
        builder.end()
    builder.end()
    builder.end()


def glance(data: bytes, name: str) -> Glance:
    """Title and author as it gives them, and the length of the whole."""
    return glance_at(data, name, parse)
