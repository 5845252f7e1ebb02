"""Start tags and end tags into one text: what each element does where it begins and ends.

The rule: whatever feeds it closes what it opened.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from reader.formats.markup.column import Extent
from reader.formats.markup.elements import Display, Element, Elements, Surroundings
from reader.formats.markup.events import UnreadableError, feed_xml
from reader.formats.markup.flow import GAP, Flow, OpenList
from reader.formats.markup.styles import StyleSheet
from reader.story import BlockKind, SpanKind
from reader.value import NamedTuple

_RAISED = str.maketrans("0123456789+-=()niabcdefghjklmoprstuvwxyz",
                        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")  # fmt: skip
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_DIGITS = frozenset("0123456789")
_PARTS_MOST = 32
"""Pieces of text in anything that is looked at as a whole: a link, a superscript."""
_BACK = frozenset(["↩", "↩︎", "⏎", "^", "↑", "↵"])


class Link(NamedTuple):
    """Words of the text that link elsewhere; empty if they only linked back, and were left out."""

    start: int
    end: int
    target: str
    """An address, made absolute within its file: `path#name`."""
    note: bool
    """Whether the markup says that the target is a note."""


class _Open(NamedTuple):
    """An element that is not closed yet."""

    element: Element
    context: Surroundings
    """The surroundings outside it."""
    blocks: int
    """The counts before it."""
    parts: int
    size: int
    """The length of the block before it."""
    target: str = ""


class Builder(Flow):
    """One text in the making, fed with the documents of a file in their order."""

    def __init__(self, wishes: Sequence[str] = ()) -> None:
        """`wishes` are the words by which the reader wants lines hidden."""
        super().__init__(wishes)
        self.anchors: dict[str, int] = {}
        """`path#name`, and `path#` for a whole document → where it is."""
        self.links: list[Link] = []
        self.title = ""
        """Of the document."""
        self.pictures = 0
        self._elements = Elements(StyleSheet())
        self._path = ""
        self._root = self._context
        self._stack: list[_Open | None] = []

    def begin(self, path: str, elements: Elements, *, matter: bool = False) -> None:
        """Begin a document."""
        self._path, self._elements = path, elements
        self._context = self._root = elements.root(matter=matter)
        self._stack, self._lists = [], []
        self._tables.clear()
        self._fresh()
        self.title = ""
        self.anchors.setdefault(f"{path}#", self.column.at)

    def finish(self) -> None:
        """End a document."""
        while self._stack:
            self.end()
        self._flush()

    def restore(self, state: Extent) -> None:
        """Forget everything after a state of the column."""
        self.column.restore(state)
        for name in self._since(state.at):
            del self.anchors[name]

    def _since(self, at: int) -> list[str]:
        """Forget the links and the anchors after a place."""
        while self.links and self.links[-1].start >= at:
            self.links.pop()
        later = []
        for name in reversed(self.anchors):
            if self.anchors[name] <= at:
                break
            later.append(name)
        return later

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        element = self._elements.of(tag, attributes)
        if attributes and not self._context.hidden:
            self._anchor(attributes)
        if element.plain:
            self._stack.append(None)
            return
        before = self._context
        target = ""
        if not before.hidden:
            begin = _BEGIN.get(element.shape)
            if begin is not None:
                begin(self, element, attributes)
            if element.shape is Display.LINK:
                target = attributes.get("href") or attributes.get("l:href") or ""
        self._stack.append(
            _Open(element, before, self.column.count, len(self._parts), self._size, target)
        )
        inner = self._context = before.within(element)
        if inner.lead and not before.lead:
            self._lead(inner.lead)
        if element.apart and self._parts and not (self._blank or before.hidden):
            self._write("  ")
        if inner.italic is not before.italic or inner.strong is not before.strong:
            self._slant(inner)

    def end(self) -> None:
        """The innermost element ends."""
        opened = self._stack.pop()
        if opened is None:
            return
        element, before = opened.element, opened.context
        if not before.hidden:
            done = _END.get(element.shape)
            if done is not None:
                done(self, opened)
        if self._context.italic is not before.italic or self._context.strong is not before.strong:
            self._slant(before)
        self._context = before

    def _anchor(self, attributes: Mapping[str, str]) -> None:
        for key in ("id", "xml:id", "name"):
            if name := attributes.get(key):
                self.anchors.setdefault(f"{self._path}#{name}", self.column.at + self._size)

    def _block(self, element: Element, _attributes: Mapping[str, str]) -> None:
        """A block begins: a new one, a line of the present one, or a part of a cell."""
        if self._context.lines:
            self._next_line()
            self._level = self._level or (element.kind is BlockKind.HEADING and element.level) or 0
        elif self._cell >= 0 and self._size == self._cell:
            pass
        elif self._size:
            if self._cell >= 0:
                self._tables.loosen()
            self._flush()
        if element.lines and self._size:
            self._flush()

    def _next_line(self) -> None:
        if self._size and not self._line:
            self._end_line()

    def _block_end(self, opened: _Open) -> None:
        element = opened.element
        if opened.context.lines:
            self._next_line()
        elif self._cell >= 0:
            self._parted = self._size > self._cell
        else:
            self._flush()
        if self.column.count == opened.blocks and not self._size:
            self._empty(element)

    def _empty(self, element: Element) -> None:
        """An element without words: an empty line, or the end of a scene."""
        if element.scene and self.column.count:
            self._rule(element, {})
        elif element.leaf:
            self._indent = 0
            self.column.gap = GAP

    def _rule(self, _element: Element, _attributes: Mapping[str, str]) -> None:
        self._flush()
        self.column.add_break(matter=self._context.matter)

    def _break(self, _element: Element, _attributes: Mapping[str, str]) -> None:
        if self._context.kind is BlockKind.LIST and self._cell >= 0:
            self._write(" ")
        else:
            self._end_line()

    def _picture(self, _element: Element, attributes: Mapping[str, str]) -> None:
        """The words for a picture; an ornament among pictures ends a scene."""
        self.pictures += 1
        words = " ".join((attributes.get("alt") or "").split())
        if words:
            self.data(f"[{words}]" if any(map(str.isalnum, words)) else words)

    def _list(self, element: Element, _attributes: Mapping[str, str]) -> None:
        self._flush()
        self._lists.append(OpenList(element.marks or ""))

    def _list_end(self, _opened: _Open) -> None:
        self._flush()
        self._mark = ""
        if self._lists:
            self._lists.pop()

    def _item(self, _element: Element, attributes: Mapping[str, str]) -> None:
        self._flush()
        if not self._lists:
            return
        one = self._lists[-1]
        value = attributes.get("value") or ""
        one.count = int(value) if value.isdecimal() and len(value) < 7 else one.count + 1
        mark = f"{one.count}." if one.marks == "1" else one.marks
        self._mark = f"{mark} " if mark else ""

    def _definition(self, _element: Element, _attributes: Mapping[str, str]) -> None:
        """The definition of a term: on its line if that ends in a colon."""
        if self._parts and self._parts[-1].rstrip()[-1:] == ":":
            self._parted = False
            self._write(" " * (not self._blank) or "")
        else:
            self._flush()

    def _term_end(self, _opened: _Open) -> None:
        if not (self._parts and self._parts[-1].rstrip()[-1:] == ":"):
            self._flush()

    def _table(self, _element: Element, _attributes: Mapping[str, str]) -> None:
        self._flush()
        self._tables.begin()

    def _table_end(self, _opened: _Open) -> None:
        self._flush()
        begun = self._tables.end()
        if begun is not None:
            self.anchors.update(dict.fromkeys(self._since(begun.at), begun.at))

    def _row(self, _element: Element, _attributes: Mapping[str, str]) -> None:
        self._flush()

    def _row_end(self, _opened: _Open) -> None:
        self._flush()

    def _cell_begin(self, _element: Element, _attributes: Mapping[str, str]) -> None:
        self._parted = False
        if self._size:
            if self._blank and self._parts[-1].endswith(" "):
                self._parts[-1] = self._parts[-1][:-1]
                self._size -= 1
            self._parts.append("  ")
            self._size += 2
            self._blank = True
        self._cell = self._size
        self._tables.cell(self._size)

    def _reading(self, _element: Element, _attributes: Mapping[str, str]) -> None:
        self._write("（")

    def _reading_end(self, opened: _Open) -> None:
        """A reading comes in brackets after its word; an empty one is left out."""
        if opened.blocks != self.column.count:
            return
        if self._size == opened.size:
            self._cut(opened._replace(parts=opened.parts - 1, size=opened.size - 1))
        else:
            self._write("）")
            self.column.span(opened.size - 1, self._size, SpanKind.RUBY)

    def _words(self, opened: _Open) -> str:
        """What was written since an element began, if that is short and in one block."""
        parts = self._parts
        if opened.blocks != self.column.count or len(parts) - opened.parts > _PARTS_MOST:
            return ""
        return "".join(parts[opened.parts :])

    def _cut(self, opened: _Open) -> None:
        """Remove what was written since an element began."""
        del self._parts[opened.parts :]
        self._size = opened.size
        self._blank = not self._parts or self._parts[-1][-1:] in (" ", "\n", "")

    def _raised_end(self, opened: _Open) -> None:
        signs = _RAISED if opened.element.shape is Display.RAISED else _LOWERED
        self._replace(opened, signs)

    def _replace(self, opened: _Open, signs: dict[int, int]) -> None:
        """Replace the contents of an element by superscript characters, if all of them exist."""
        words = self._words(opened)
        if words and all(ord(c) in signs for c in words):
            self._parts[opened.parts :] = [words.translate(signs)]

    def _link_end(self, opened: _Open) -> None:
        words = self._words(opened).strip()
        back = opened.element.note == "from" or words in _BACK
        if back:
            self._cut(opened)
        note = opened.element.note == "to"
        if note and _DIGITS.issuperset(words):
            self._replace(opened, _RAISED)
        if words and opened.target:
            start, end = self.column.at + opened.size, self.column.at + self._size
            if back and opened.size:  # the blank before it may go as well
                start, end = start - 1, start - 1
            self.links.append(Link(start, end, target_of(self._path, opened.target), note))

    def _title(self, opened: _Open) -> None:
        if not self.title and opened.context is self._root:
            self.title = self._words(opened)
        self._cut(opened)


_BEGIN = {
    Display.BLOCK: Builder._block,
    Display.RULE: Builder._rule,
    Display.LINE_BREAK: Builder._break,
    Display.PICTURE: Builder._picture,
    Display.LIST: Builder._list,
    Display.ITEM: Builder._item,
    Display.TERM: Builder._item,
    Display.DEFINITION: Builder._definition,
    Display.TABLE: Builder._table,
    Display.ROW: Builder._row,
    Display.CELL: Builder._cell_begin,
    Display.READING: Builder._reading,
}
_END = {
    Display.BLOCK: Builder._block_end,
    Display.LIST: Builder._list_end,
    Display.ITEM: Builder._row_end,
    Display.TERM: Builder._term_end,
    Display.DEFINITION: Builder._row_end,
    Display.TABLE: Builder._table_end,
    Display.ROW: Builder._row_end,
    Display.READING: Builder._reading_end,
    Display.RAISED: Builder._raised_end,
    Display.LOWERED: Builder._raised_end,
    Display.LINK: Builder._link_end,
    Display.TITLE: Builder._title,
}
"""What each shape does where it begins, and where it ends."""


def target_of(path: str, address: str) -> str:
    """The place that an address in a document means, as `path#name`."""
    if address.startswith("#"):
        return f"{path}{unquote(address)}"
    if ":" in address.partition("/")[0]:
        return ""
    name, _, fragment = address.partition("#")
    inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(name)))
    return f"{inner}#{unquote(fragment)}"


def fed(
    builder: Builder,
    source: str,
    path: str,
    elements: Elements,
    *,
    matter: bool = False,
    whole: bool = True,
) -> bool:
    """Feed a document, or the beginning of one; return whether it was not well-formed."""
    state = builder.column.state()
    builder.begin(path, elements, matter=matter)
    try:
        feed_xml(source, builder, whole=whole)
    except UnreadableError:
        builder.restore(state)
        builder.begin(path, elements, matter=matter)
        from reader.formats.markup.soup import feed_html

        feed_html(source, builder)
        builder.finish()
        return True
    builder.finish()
    return False
