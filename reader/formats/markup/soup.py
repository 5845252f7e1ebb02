"""Markup that is not well-formed as start tags, end tags and words, read as a browser would.

The rule: whatever the text is, the tags that are fed match each other, in linear time. It stands by
itself because most books are well-formed, and a first page should not wait for `html.parser`.
"""

from __future__ import annotations

from collections import defaultdict
from html import unescape
from html.parser import HTMLParser

from reader.formats.markup.events import Sink
from reader.lazy_pattern import lazy_pattern

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "image", "input", "link", "meta", "param",
     "source", "track", "wbr", "basefont", "frame", "keygen"]
)  # fmt: skip
_PARAGRAPH_ENDS = frozenset(
    ["address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div",
     "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
     "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "section", "table",
     "ul", "li", "dt", "dd", "td", "th", "tr"]
)  # fmt: skip
_ENDS = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("td", "th", "tr"), ("table",)),
    "rt": (("rt", "rp"), ("ruby",)),
    "rp": (("rt", "rp"), ("ruby",)),
    "option": (("option",), ("select",)),
}
"""The elements that end where an element begins, up to those that contain it."""
_WALLS = ("table", "td", "th", "body")
"""An open paragraph outside of these is not ended by what is inside."""


_CHARACTERS = "<![CDATA["
_INNER = lazy_pattern(r"\s*(?:<\?xml[^>]{0,400}>\s*)?<!DOCTYPE[^\[>]{0,1000}\[", 2)
_DECLARATIONS = {"<!--": "-->", _CHARACTERS: "]]>", "<!": ">"}
"""The end of each declaration."""


def feed_html(source: str, sink: Sink) -> None:
    """Feed whatever it is."""
    source = _without_declarations(source)
    whole = source.rfind(">") + 1  # what follows the last sign that ends a tag is not one
    soup = _Soup(sink)
    soup.feed(source[:whole])
    soup.close()
    if whole < len(source):
        sink.data(unescape(source[whole:]))


def _without_declarations(source: str) -> str:
    """A document without comments and declarations, its CDATA sections as words.

    One that never ends is shown as it is: the parser would look for its end again and again.
    """
    if "<!" not in source:
        return source
    if inner := _INNER.match(source):  # the document's own declarations
        end = source.find("]>", inner.end())
        source = source[end + 2 :] if end >= 0 else source
    parts: list[str] = []
    at = 0
    ended = dict.fromkeys(_DECLARATIONS, True)
    while (start := source.find("<!", at)) >= 0:
        begins = next(one for one in _DECLARATIONS if source.startswith(one, start))
        ends = _DECLARATIONS[begins]
        end = source.find(ends, start + len(begins)) if ended[begins] else -1
        parts.append(source[at:start])
        if end < 0:
            ended[begins] = False
            parts.append("&lt;!")
            at = start + 2
            continue
        if begins == _CHARACTERS:
            words = source[start + len(begins) : end]
            parts.append(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        at = end + len(ends)
    return "".join([*parts, source[at:]])


class _Soup(HTMLParser):
    """Start and end tags as they come, made to match each other."""

    RCDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]  # newer ones call it final
    """Tags whose content holds none; in FB2 a title may, however old the parser."""

    def __init__(self, sink: Sink) -> None:
        super().__init__(convert_charrefs=True)
        self._sink = sink
        self._tags: list[str] = []
        self._open: defaultdict[str, list[int]] = defaultdict(list)
        """Where on the stack each tag is open."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; those that it implicitly ends are ended."""
        if tag in _PARAGRAPH_ENDS:
            self._close_within(("p",), _WALLS)
        if tag in _ENDS:
            self._close_within(*_ENDS[tag])
        self._sink.start(tag, {name: value or "" for name, value in attrs} if attrs else {})
        if tag in _VOID:
            self._sink.end()
        else:
            self._open[tag].append(len(self._tags))
            self._tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is closed at once, as in XHTML; for others the slash is ignored."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag == "a":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, with all in it; one that is not open is ignored."""
        if self._open[tag]:
            self._close(self._open[tag][-1])
        elif tag == "p":
            self._sink.start("p", {})
            self._sink.end()
        elif tag == "br":
            self._sink.start("br", {})
            self._sink.end()

    def handle_data(self, data: str) -> None:
        """Words."""
        self._sink.data(data)

    def _close_within(self, tags: tuple[str, ...], walls: tuple[str, ...]) -> None:
        wall = max((self._open[tag][-1] for tag in walls if self._open[tag]), default=-1)
        at = [self._open[tag][-1] for tag in tags if self._open[tag]]
        inside = [one for one in at if one > wall]
        if inside:
            self._close(min(inside))

    def _close(self, at: int) -> None:
        while len(self._tags) > at:
            self._open[self._tags.pop()].pop()
            self._sink.end()
