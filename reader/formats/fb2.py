"""FB2 to a story: its own tags become those of a page, its description the metadata.

The rule: only names are changed on the way; the kind of a block is decided where pages are read.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Near, Progress, Stretch
from reader.formats.markup.book import Told, excerpt_of, source_of, story_of
from reader.formats.markup.builder import Builder
from reader.formats.markup.elements import Elements
from reader.formats.markup.events import Sink, UnreadableError, feed_xml, local
from reader.formats.markup.excerpt import Cut, glance_at, stretch, within
from reader.formats.markup.styles import StyleSheet
from reader.formats.markup.tree import Node, tree_of
from reader.formats.page import decode
from reader.lazy_pattern import lazy_pattern
from reader.story import Decision, Metadata, Story

_NAMES: dict[str, tuple[str, Mapping[str, str]]] = {
    "emphasis": ("em", {}),
    "v": ("div", {}),
    "poem": ("div", {"class": "poem"}),
    "stanza": ("div", {"class": "stanza"}),
    "epigraph": ("blockquote", {}),
    "cite": ("blockquote", {}),
    "annotation": ("blockquote", {}),
    "text-author": ("p", {"align": "right"}),
    "date": ("p", {"align": "right"}),
    "subtitle": ("p", {"align": "center"}),
    "image": ("img", {}),
    "code": ("code", {}),
    "strikethrough": ("s", {}),
    "binary": ("script", {}),
    "description": ("script", {}),
    "stylesheet": ("script", {}),
}
"""The tags of a page that those of FB2 become."""
_ASIDE = ("notes", "comments", "footnotes")
_CUT = Cut(
    begins=lazy_pattern(r"<body\b[^>]*>"),
    paragraph=lazy_pattern(r"<(?:p|subtitle|empty-line|poem|cite|epigraph|section|title)\b"),
    held=within("body|section|title|epigraph|annotation|poem|stanza|cite|table|tr"),
)
_WORDED = ("book-title", "first-name", "middle-name", "last-name", "nickname", "lang", "genre",
           "annotation", "p", "v", "date", "keywords")  # fmt: skip


class _Renamed:
    """Feeds a builder with the tags of a page."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._depth = 0
        self._open: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(":")[2].lower()
        self._open.append(name)
        kept = {key: value for key, value in attributes.items() if key == "id"}
        new, more = _NAMES.get(name, (name, {}))
        if name == "empty-line":
            new = "p"
        elif name == "title":
            new = "div" if "poem" in self._open else "hgroup"
        elif name == "section":
            self._depth += 1
        elif name == "body":
            new = "section"
            aside = attributes.get("name", "").lower() in _ASIDE
            more = {"epub:type": "endnotes"} if aside else {}
        elif name == "a":
            kept["href"] = local(attributes, "href")
            more = {"epub:type": "noteref"} if attributes.get("type") == "note" else {}
        self._sink.start(new, {**kept, **more})
        if new == "hgroup":
            self._sink.start(f"h{min(6, self._depth + 1)}", {})

    def end(self) -> None:
        """The innermost element ends."""
        name = self._open.pop()
        if name == "section":
            self._depth -= 1
        elif name == "title" and "poem" not in self._open:
            self._sink.end()
        self._sink.end()

    def data(self, text: str) -> None:
        """Words."""
        self._sink.data(text)


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in an FB2 book.

    Raises:
        LoadError: It holds no words.
    """
    text = decode(data, choices.encoding)
    told = Told(kind="FB2", metadata=_metadata(text.text), encoding=text.encoding)
    if choices.raw:
        return source_of([text.text], told, data, name, choices, sha256)
    if progress:
        progress(0.1)
    builder, why = _built(text.text, choices)
    if not (builder.column.count or builder.column.hidden):
        raise LoadError(name, "holds no words")
    decisions = (Decision("encoding", text.encoding, text.why), Decision("format", "FB2", why))
    return story_of(builder, told.replace(decisions=decisions), data, name, choices, sha256)


def _built(source: str, choices: Choices, *, whole: bool = True) -> tuple[Builder, str]:
    """A builder fed with a book, or the beginning of one, and how it was read."""
    builder = Builder(choices.hidden)
    why = "well-formed"
    elements = Elements(StyleSheet(), readings=choices.ruby)
    builder.begin("", elements)
    try:
        feed_xml(source, _Renamed(builder), whole=whole)
    except UnreadableError:
        builder = Builder(choices.hidden)
        builder.begin("", elements)
        from reader.formats.markup.soup import feed_html

        feed_html(source, _Renamed(builder))
        why = "not well-formed, and read as a browser would"
    builder.finish()
    return builder, why


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place in a long book, else at its beginning; None in doubt."""
    text = decode(data, choices.encoding)
    told = Told(kind="FB2", metadata=_metadata(text.text), encoding=text.encoding)
    pictures = text.text.find("<binary")

    def made(part: str) -> Story:
        builder, _ = _built(part, choices, whole=False)
        return excerpt_of(builder, told, data, name, choices)

    words = text.text[:pictures] if pictures >= 0 else text.text
    return stretch(words, _CUT, choices, near, reach, made)


def glance(data: bytes, name: str) -> Glance:
    """What its description says, and the length of the whole."""
    return glance_at(data, name, parse, max(0, data.find(b"<binary")))


def _metadata(source: str) -> Metadata:
    """What the description says about the book."""
    end = source.find("</description>")
    if end < 0:
        return Metadata()
    head = source[: end + len("</description>")]
    head = head[max(0, head.find("<description")) :]
    try:
        root = tree_of(head, *_WORDED, lenient=True)
    except UnreadableError:
        return Metadata()
    info = root.first("title-info") or root
    title, language = info.first("book-title"), info.first("lang")
    series, about = info.first("sequence"), info.first("annotation")
    told = f"{series.get('name')} {series.get('number')}".strip() if series else ""
    translators = ", ".join(map(_person, (o for o in info.children if o.name == "translator")))
    extra = [("series", told), ("translator", translators)]
    extra += [("summary", about.text if about else "")]
    extra += [("tags", ", ".join(one.text for one in info.all("genre")))]
    authors = ", ".join(filter(None, (_person(o) for o in info.children if o.name == "author")))
    return Metadata(
        safe(title.text if title else ""),
        safe(authors),
        language.text if language else "",
        tuple((key, safe(value)) for key, value in extra if value),
    )


def _person(author: Node) -> str:
    names = [author.first(part) for part in ("first-name", "middle-name", "last-name")]
    told = " ".join(one.text for one in names if one and one.text)
    nick = author.first("nickname")
    return told or (nick.text if nick else "")
