"""ODT to a story: paragraphs and spans of a word processor as the tags of a page.

The rule: the look of text comes from its styles, which precede it in the file; deleted text is not
text, and notes come after the story, folded.
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
from reader.formats.markup.events import Sink, UnreadableError, feed_xml
from reader.formats.markup.excerpt import Cut, glance_of_document, stretch, within
from reader.formats.markup.styles import StyleSheet
from reader.formats.markup.tree import Node, tree_of
from reader.lazy_pattern import lazy_pattern
from reader.story import Decision, Metadata, Story

_SKIPPED = frozenset(
    ["text:tracked-changes", "office:annotation", "text:sequence-decls", "svg:title",
     "svg:desc", "office:forms", "text:bibliography-source", "text:table-of-content-source"]
)  # fmt: skip
_SPACES_MOST = 64
_TAGS = {"text:list": "ul", "text:list-item": "li", "table:table": "table",
         "table:table-row": "tr", "table:table-cell": "td", "text:section": "section",
         "text:ruby": "ruby", "text:ruby-text": "rt"}  # fmt: skip
_SIGNS = {"text:tab": " ", "text:soft-page-break": ""}
_CUT = Cut(
    begins=lazy_pattern(r"<office:text\b[^>]*>"),
    paragraph=lazy_pattern(r"<text:[ph]\b"),
    held=within(
        "text:section|text:list|text:list-item|text:list-header|text:index-body|text:index-title"
        "|text:table-of-content|table:table|table:table-header-rows|table:table-row|table:table-cell"
    ),
)
_PROPERTIES = ("font-style", "font-weight", "text-align", "text-indent")


class _Styles:
    """What each style says, including what it inherits."""

    def __init__(self, roots: list[Node]) -> None:
        self._nodes = {one.get("name"): one for root in roots for one in root.all("style")}
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The declarations of a style, as those of a page."""
        if name not in self._known:
            chain, seen = [], set()
            at = name
            while at in self._nodes and at not in seen:
                seen.add(at)
                chain.append(self._nodes[at])
                at = self._nodes[at].get("parent-style-name")
            self._known[name] = ";".join(_declared(one) for one in reversed(chain))
        return self._known[name]


def _declared(style: Node) -> str:
    """The declarations that a style itself makes."""
    told = []
    for properties in style.all("text-properties", "paragraph-properties"):
        told += [f"{key}:{value}" for key in _PROPERTIES if (value := properties.get(key))]
        if properties.get("display") == "none":
            told.append("display:none")
    return ";".join(told)


class _Text:
    """Feeds a builder with the tags of a page."""

    def __init__(self, sink: Sink, styles: _Styles) -> None:
        self._sink = sink
        self._styles = styles
        self._stack: list[tuple[str, int]] = []
        """Each open element, and how many tags it was given."""
        self._skipped = self._depth = 0
        self.notes: list[tuple[str, list[tuple[str, Mapping[str, str] | str]]]] = []
        """For each note, its number and what it will be fed with later."""
        self._note: list[tuple[str, Mapping[str, str] | str]] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._note is not None:
            self._depth += 1
            self._note.append((tag, attributes))
        elif tag in _SKIPPED or self._skipped:
            self._skipped += 1
        elif tag == "text:note-body":
            self._note, self._depth = [], 0
            self.notes.append((str(len(self.notes) + 1), self._note))
        else:
            self._stack.append((tag, self._begin(tag, attributes)))

    def end(self) -> None:
        """The innermost element ends."""
        if self._note is not None:
            if self._depth:
                self._depth -= 1
                self._note.append(("", ""))
            else:
                self._note = None
        elif self._skipped:
            self._skipped -= 1
        else:
            for _ in range(self._stack.pop()[1]):
                self._sink.end()

    def data(self, text: str) -> None:
        """Words, which occur only in paragraphs."""
        if self._note is not None:
            self._note.append((text, ""))
        elif not self._skipped and any(tag in ("text:p", "text:h") for tag, _ in self._stack[-24:]):
            self._sink.data(text)

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> int:
        """Feed what an element begins with; return how many tags that opened."""
        style = self._styles.of(attributes.get("text:style-name", ""))
        said = {"style": style} if style else {}
        if tag == "text:h":
            level = attributes.get("text:outline-level", "1")
            self._sink.start(f"h{level}" if level in "123456" else "h6", said)
        elif tag == "text:p":
            self._sink.start("p", said)
        elif tag == "text:span":
            self._sink.start("span", said)
        elif tag == "text:note-citation":
            number = str(len(self.notes) + 1)
            self._sink.start("a", {"href": f"#note-{number}", "epub:type": "noteref"})
        elif tag in _TAGS:
            self._sink.start(_TAGS[tag], {})
        elif tag == "text:line-break":
            self._sink.start("br", {})
        else:
            if tag == "text:s":
                count = attributes.get("text:c", "1")
                size = int(count) if count.isdecimal() and len(count) < 4 else 1
                self._sink.data("\u00a0" * min(size, _SPACES_MOST) if size > 1 else " ")
            self._sink.data(_SIGNS.get(tag, ""))
            return 0
        return 1


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
        LoadError: It is broken, locked, too large, or holds no words.
    """
    archive = Archive(data, name)
    source = archive.read(archive.find("content.xml") or "content.xml")
    decisions = (Decision("format", "ODT", "a word processor wrote it"),)
    told = Told(kind="ODT", metadata=_metadata(archive), decisions=decisions)
    if choices.raw:
        raw = source.decode("utf-8", "replace").replace("</text:p>", "</text:p>\n")
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
    general = _member(archive, "styles.xml")
    try:
        roots = [tree_of(general)] if general else []
        styles = _Styles([*roots, tree_of(source, whole=whole)])
        builder.begin("", Elements(StyleSheet(), readings=choices.ruby))
        text = _Text(builder, styles)
        feed_xml(source, text, whole=whole)
    except UnreadableError as error:
        raise LoadError(name, "is an ODT document that is locked or broken") from error
    if whole:
        _feed_notes(builder, styles, text)
    builder.finish()
    if not (builder.column.count or builder.column.hidden):
        raise LoadError(name, "holds no words")
    return builder


def _feed_notes(builder: Builder, styles: _Styles, text: _Text) -> None:
    """The notes, folded after the story."""
    builder.start("section", {"epub:type": "endnotes"})
    builder.start("ol", {})
    for number, events in text.notes:
        builder.start("li", {"id": f"note-{number}", "value": number})
        again = _Text(builder, styles)
        for what, more in events:
            if not isinstance(more, str):
                again.start(what, more)
            elif what:
                again.data(what)
            else:
                again.end()
        builder.end()
    builder.end()
    builder.end()


def _member(archive: Archive, path: str) -> bytes:
    found = archive.find(path)
    return archive.read(found) if found else b""


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place in a long document, else at its beginning; None in doubt."""
    archive = Archive(data, name)
    source = archive.read(archive.find("content.xml") or "content.xml").decode("utf-8", "replace")
    told = Told(kind="ODT", metadata=_metadata(archive))

    def made(part: str) -> Story:
        builder = _built(archive, part, name, choices, whole=False)
        return excerpt_of(builder, told, data, name, choices)

    return stretch(source, _CUT, choices, near, reach, made)


def glance(data: bytes, name: str) -> Glance:
    """Title and author from its properties, and roughly the length of the whole."""
    archive = Archive(data, name)
    source = archive.read(archive.find("content.xml") or "content.xml")

    def begun(start: bytes) -> tuple[Builder, Told]:
        builder = _built(archive, start, name, Choices(), whole=False)
        return builder, Told(kind="ODT", metadata=_metadata(archive))

    return glance_of_document(source, data, name, parse, begun)


def _metadata(archive: Archive) -> Metadata:
    """What the properties of the document say."""
    try:
        meta = _member(archive, "meta.xml")
        names = ("title", "initial-creator", "creator", "language", "description")
        root = tree_of(meta, *names) if meta else None
    except UnreadableError:
        root = None
    if root is None:
        return Metadata()
    found = {name: root.first(name) for name in names}
    words = {name: safe(node.text) if node else "" for name, node in found.items()}
    extra = (("summary", words["description"]),) if words["description"] else ()
    author = words["initial-creator"] or words["creator"]
    return Metadata(words["title"], author, words["language"], extra)
