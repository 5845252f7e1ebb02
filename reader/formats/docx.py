"""DOCX to a story: paragraphs and runs of a word processor as the tags of a page.

The rule: deleted text and the code of fields are not text; headings are those that styles name, or
if no style does, those that the rules for plain text find.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.cleaning import safe
from reader.formats.archive import Archive
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Near, Progress, Stretch
from reader.formats.markup.book import Told, excerpt_of, source_of, story_of
from reader.formats.markup.builder import Builder
from reader.formats.markup.elements import Elements
from reader.formats.markup.events import Sink, UnreadableError, feed_xml, local
from reader.formats.markup.excerpt import Cut, glance_of_document, stretch, within
from reader.formats.markup.styles import StyleSheet
from reader.formats.markup.tree import Node, tree_of
from reader.lazy_pattern import lazy_pattern
from reader.story import Decision, Metadata, Story

_DOCUMENT = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_SKIPPED = frozenset(
    ["del", "moveFrom", "instrText", "delText", "delInstrText", "rPrChange", "pPrChange",
     "Fallback", "drawing", "pict", "object", "rt"]
)  # fmt: skip
_OFF = ("0", "false", "off", "none")
_ALIGNED = {"center": "center", "right": "right", "end": "right"}
_SEPARATORS = ("separator", "continuationSeparator")
_DEEPEST = 6
_CUT = Cut(
    begins=lazy_pattern(r"<w:body\b[^>]*>"),
    paragraph=lazy_pattern(r"<w:p[ >]"),
    held=within("w:tbl|w:tr|w:tc|w:sdt|w:sdtContent|w:customXml|w:smartTag"),
)


class _Styles:
    """What the styles of a document say about paragraphs."""

    def __init__(self, root: Node | None) -> None:
        self._styles = {one.get("styleId"): one for one in root.all("style")} if root else {}
        self._known: dict[str, tuple[int, str]] = {}

    def of(self, style: str) -> tuple[int, str]:
        """The level of the heading that a style makes, 0 for none, and how it aligns."""
        if style not in self._known:
            self._known[style] = self._found(style)
        return self._known[style]

    def _found(self, style: str) -> tuple[int, str]:
        level, align = _level(style), ""
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            node = self._styles[style]
            name, base = node.first("name"), node.first("basedon")
            outline, aligned = node.first("outlinelvl"), node.first("jc")
            level = level or (_level(name.get("val")) if name else 0)
            if outline is not None and outline.get("val").isdecimal():
                level = level or int(outline.get("val")[:2]) + 1
            align = align or (_ALIGNED.get(aligned.get("val"), "") if aligned else "")
            style = base.get("val") if base else ""
        return (level if level <= _DEEPEST else 0), align


def _level(name: str) -> int:
    """The level that the name of a style gives."""
    low = name.lower().replace(" ", "")
    if low == "title":
        return 1
    return int(low[7:8]) if low.startswith("heading") and low[7:8].isdecimal() else 0


class _Runs:
    """Feeds a builder with the tags of a page."""

    def __init__(self, sink: Sink, styles: _Styles, notes: str = "") -> None:
        self._sink = sink
        self._styles = styles
        self._notes = notes
        self._skipped = 0
        self._stack: list[str] = []
        self._paragraph: dict[str, str] | None = None
        self._open: list[int] = []
        """For each open paragraph, how many tags it was given."""
        self._run: list[str] = []
        self._text = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(":")[2]
        self._stack.append(name)
        if name in _SKIPPED or self._skipped:
            self._skipped += 1
            return
        value = local(attributes, "val")
        begin = getattr(self, f"_{name}", None) if name in _KNOWN else None
        if begin is not None:
            begin(value, attributes)

    def end(self) -> None:
        """The innermost element ends."""
        name = self._stack.pop()
        if self._skipped:
            self._skipped -= 1
            return
        if name == "t":
            self._text = False
        elif name == "p":
            self._begun()
            for _ in range(self._open.pop()):
                self._sink.end()
        elif name in ("tbl", "tr", "tc", "footnote", "endnote"):
            self._sink.end()

    def data(self, text: str) -> None:
        """Words, which occur only in runs."""
        if self._text and not self._skipped:
            self._begun()
            for tag in self._run:
                self._sink.start(tag, {})
            self._sink.data(text)
            for _ in self._run:
                self._sink.end()

    def _begun(self) -> None:
        """The kind of the paragraph is known by now."""
        if self._paragraph is None:
            return
        told, self._paragraph = self._paragraph, None
        level, align = self._styles.of(told.get("style", ""))
        level = int(told.get("level", "0")) or level
        align = told.get("align", align)
        listed = "list" in told and not level
        tags = ["ul", "li"] if listed else [f"h{level}" if level else "p"]
        for tag in tags:
            self._sink.start(tag, {"align": align} if align else {})
        self._open[-1] = len(tags)

    def _p(self, _value: str, _attributes: Mapping[str, str]) -> None:
        if self._open:
            self._begun()
        self._paragraph, self._run = {}, []
        self._open.append(0)

    def _told(self, key: str, value: str) -> None:
        if self._paragraph is not None:
            self._paragraph[key] = value

    def _pStyle(self, value: str, _attributes: Mapping[str, str]) -> None:  # noqa: N802
        self._told("style", value)

    def _jc(self, value: str, _attributes: Mapping[str, str]) -> None:
        self._told("align", _ALIGNED.get(value, ""))

    def _outlineLvl(self, value: str, _attributes: Mapping[str, str]) -> None:  # noqa: N802
        level = int(value[:2]) + 1 if value.isdecimal() else 0
        self._told("level", str(level if level <= _DEEPEST else 0))

    def _numPr(self, _value: str, _attributes: Mapping[str, str]) -> None:  # noqa: N802
        self._told("list", "1")

    def _r(self, _value: str, _attributes: Mapping[str, str]) -> None:
        self._run = []

    def _i(self, value: str, _attributes: Mapping[str, str]) -> None:
        self._slant("i", value)

    def _b(self, value: str, _attributes: Mapping[str, str]) -> None:
        self._slant("b", value)

    def _rStyle(self, value: str, _attributes: Mapping[str, str]) -> None:  # noqa: N802
        tag = {"emphasis": "i", "strong": "b"}.get(value.lower())
        self._run += [tag] if tag else []

    def _slant(self, tag: str, value: str) -> None:
        """Italic or bold, unless it applies to the mark at the end of a paragraph."""
        if value not in _OFF and self._stack[-2:-1] == ["rPr"] and "pPr" not in self._stack[-3:]:
            self._run.append(tag)

    def _vertAlign(self, value: str, _attributes: Mapping[str, str]) -> None:  # noqa: N802
        if value in ("superscript", "subscript"):
            self._run.append(value[:3])

    def _t(self, _value: str, _attributes: Mapping[str, str]) -> None:
        self._text = True

    def _tab(self, _value: str, _attributes: Mapping[str, str]) -> None:
        if "tabs" not in self._stack[-2:]:
            self._begun()
            self._sink.data(" ")

    def _br(self, _value: str, attributes: Mapping[str, str]) -> None:
        if not any(v in ("page", "column") for v in attributes.values()):
            self._begun()
            self._sink.start("br", {})
            self._sink.end()

    def _cr(self, value: str, attributes: Mapping[str, str]) -> None:
        self._br(value, attributes)

    def _tbl(self, _value: str, _attributes: Mapping[str, str]) -> None:
        self._sink.start("table", {})

    def _tr(self, _value: str, _attributes: Mapping[str, str]) -> None:
        self._sink.start("tr", {})

    def _tc(self, _value: str, _attributes: Mapping[str, str]) -> None:
        self._sink.start("td", {})

    def _footnoteReference(self, _value: str, attributes: Mapping[str, str]) -> None:  # noqa: N802
        self._reference(_NOTES[0], attributes)

    def _endnoteReference(self, _value: str, attributes: Mapping[str, str]) -> None:  # noqa: N802
        self._reference(_NOTES[1], attributes)

    def _reference(self, path: str, attributes: Mapping[str, str]) -> None:
        number = local(attributes, "id")
        self._begun()
        self._sink.start("a", {"href": f"#{path}-{number}", "epub:type": "noteref"})
        self._sink.data(number)
        self._sink.end()

    def _footnote(self, _value: str, attributes: Mapping[str, str]) -> None:
        number = local(attributes, "id")
        kind = next((v for k, v in attributes.items() if k.endswith(":type")), "")
        if kind in _SEPARATORS:
            self._sink.start("script", {})
            return
        self._sink.start("li", {"id": f"{self._notes}-{number}", "value": number})

    def _endnote(self, value: str, attributes: Mapping[str, str]) -> None:
        self._footnote(value, attributes)


_KNOWN = frozenset(
    ["p", "pStyle", "jc", "outlineLvl", "numPr", "r", "rStyle", "i", "b", "vertAlign", "t", "tab",
     "br", "cr", "tbl", "tr", "tc", "footnoteReference", "endnoteReference", "footnote",
     "endnote"]
)  # fmt: skip


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
        LoadError: It is broken, too large, or holds no words.
    """
    archive = Archive(data, name)
    source = archive.read(archive.find(_DOCUMENT) or _DOCUMENT)
    decisions = (Decision("format", "DOCX", "a word processor wrote it"),)
    told = Told(kind="DOCX", metadata=_metadata(archive), decisions=decisions)
    if choices.raw:
        raw = source.decode("utf-8", "replace").replace("</w:p>", "</w:p>\n")
        return source_of([raw], told, data, name, choices, sha256)
    if progress:
        progress(0.1)
    builder = _built(archive, source, name, choices)
    return story_of(builder, told, data, name, choices, sha256)


def _built(
    archive: Archive, source: str | bytes, name: str, choices: Choices, *, whole: bool = True
) -> Builder:
    """A builder fed with a document, or the beginning of one."""
    builder = Builder(choices.hidden)
    styles = _Styles(_tree(archive, "word/styles.xml"))
    builder.begin("", Elements(StyleSheet(), readings=choices.ruby))
    try:
        feed_xml(source, _Runs(builder, styles), whole=whole)
        if whole:
            _feed_notes(archive, builder, styles)
    except UnreadableError as error:
        raise LoadError(name, f"is a DOCX document that is not understood: {error}") from error
    builder.finish()
    if not (builder.column.count or builder.column.hidden):
        raise LoadError(name, "holds no words")
    return builder


def _feed_notes(archive: Archive, builder: Builder, styles: _Styles) -> None:
    """The notes, folded after the story."""
    for path in _NOTES:
        if found := archive.find(path):
            builder.start("section", {"epub:type": "endnotes"})
            builder.start("ol", {})
            feed_xml(archive.read(found), _Runs(builder, styles, path))
            builder.end()
            builder.end()


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place in a long document, else at its beginning; None in doubt."""
    archive = Archive(data, name)
    source = archive.read(archive.find(_DOCUMENT) or _DOCUMENT).decode("utf-8", "replace")
    told = Told(kind="DOCX", metadata=_metadata(archive))

    def made(part: str) -> Story:
        builder = _built(archive, part, name, choices, whole=False)
        return excerpt_of(builder, told, data, name, choices)

    return stretch(source, _CUT, choices, near, reach, made)


def glance(data: bytes, name: str) -> Glance:
    """Title and author from its properties, and roughly the length of the whole."""
    archive = Archive(data, name)
    source = archive.read(archive.find(_DOCUMENT) or _DOCUMENT)

    def begun(start: bytes) -> tuple[Builder, Told]:
        builder = _built(archive, start, name, Choices(), whole=False)
        return builder, Told(kind="DOCX", metadata=_metadata(archive))

    return glance_of_document(source, data, name, parse, begun)


def _tree(archive: Archive, path: str, *worded: str) -> Node | None:
    found = archive.find(path)
    try:
        return tree_of(archive.read(found), *worded) if found else None
    except UnreadableError:
        return None


def _metadata(archive: Archive) -> Metadata:
    """What the properties of an office document say."""
    root = _tree(archive, "docProps/core.xml", "title", "creator", "language", "description")
    if root is None:
        return Metadata()
    said = {name: root.first(name) for name in ("title", "creator", "language", "description")}
    words = {name: safe(node.text) if node else "" for name, node in said.items()}
    extra = (("summary", words["description"]),) if words["description"] else ()
    return Metadata(words["title"], words["creator"], words["language"], extra)
