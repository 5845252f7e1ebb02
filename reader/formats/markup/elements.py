"""What an element is by its tag, its class, its type and its style: the table of markup.

The rule: what is known about an element depends on its start tag alone, so each kind of start tag
is looked up once; an element in no row is plain text inside its surroundings.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from reader.formats.markup.styles import StyleSheet, declared
from reader.story import BlockKind
from reader.value import Value


class Display(IntEnum):
    """How an element stands in the text."""

    INLINE = 0
    BLOCK = 1
    HIDDEN = 2
    LINE_BREAK = 3
    RULE = 4
    PICTURE = 5
    TABLE = 6
    ROW = 7
    CELL = 8
    LIST = 9
    ITEM = 10
    TERM = 11
    DEFINITION = 12
    READING = 13
    RAISED = 14
    LOWERED = 15
    LINK = 16
    TITLE = 17
    """Of the document: kept beside the text."""


class Element(Value):
    """What is known about an element from its start tag; None is inherited from around it."""

    shape: Display = Display.INLINE
    kind: BlockKind | None = None
    """The kind of the blocks in it."""
    level: int = 0
    """Of a heading; of a quotation, how much deeper it is set."""
    italic: bool | None = None
    strong: bool | None = None
    align: str | None = None
    lines: bool | None = None
    """Whether blocks in it are lines of one block."""
    matter: bool | None = None
    """Whether it is outside the story."""
    indent: bool | None = None
    pre: bool | None = None
    gap: bool = False
    """Whether it is set further from what is above it."""
    scene: bool = False
    """Whether a scene ends with it, if it is empty."""
    leaf: bool = False
    """Whether an empty one is an empty line."""
    lead: int = 0
    """Blanks before a line of verse."""
    apart: bool = False
    """Whether it is the number of a line, and set apart from it."""
    marks: str | None = None
    """Of a list: what precedes its items, `1` for numbers, empty for nothing."""
    note: str = ""
    """Of a link: `to` a note, or `from` it back."""
    plain: bool = True
    """Whether it changes nothing at all."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCKS = _set(
    "address article aside blockquote body caption center dd details dialog div fieldset"
    " figcaption figure footer form header hgroup html legend main menu nav p pre section summary"
    " tbody thead tfoot colgroup optgroup"
)
_HIDDEN = _set(
    "script style template annotation annotation-xml rp noscript iframe object audio video"
    " canvas map select datalist button input textarea metadata defs desc embed"
)
_SHAPES = {
    "br": Display.LINE_BREAK, "hr": Display.RULE, "img": Display.PICTURE, "image": Display.PICTURE,
    "table": Display.TABLE, "tr": Display.ROW, "td": Display.CELL, "th": Display.CELL,
    "ul": Display.LIST, "ol": Display.LIST, "dl": Display.LIST, "menu": Display.LIST,
    "dir": Display.LIST,
    "li": Display.ITEM, "dt": Display.TERM, "dd": Display.DEFINITION, "rt": Display.READING,
    "sup": Display.RAISED, "sub": Display.LOWERED, "a": Display.LINK, "title": Display.TITLE,
}  # fmt: skip
_ITALIC = _set("em i cite dfn var emphasis")
_STRONG = _set("b strong")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_VERSE_TYPES = _set("z3998:verse z3998:poem z3998:song z3998:hymn z3998:lyrics verse poem")
_LETTER_TYPES = _set("z3998:letter z3998:epistle z3998:diary-entry")
_LETTER_LINES = _set(
    "z3998:salutation z3998:sender z3998:recipient z3998:signature z3998:valediction"
    " z3998:postscript se:letter.dateline se:diary.dateline se:letter"
)
_MATTER_TYPES = _set(
    "cover titlepage imprint colophon copyright-page toc loi lot loa lov landmarks page-list"
    " endnotes footnotes rearnotes doc-endnotes doc-toc doc-cover doc-colophon doc-pagelist"
)
_VERSE = _set("poem poetry stanza verse linegroup line-group lg pgverse lyrics poetry-container")
_STANZAS = _set("stanza linegroup line-group lg")
_SCENES = _set(
    "tb break scenebreak scene-break scene_break sectionbreak section-break sceneornament"
    " transition spacebreak thoughtbreak"
)
_MATTER = _set(
    "fff_titlepage fff_tocpage fff_logpage pg-boilerplate boilerplate-pg pgheader titlepage-fff"
)
_LINE_NUMBERS = _set("lnum linenum linenumber line-number lineno")
_PAGES = _set("pagenum pageno page-number pagebreak")
_PAGE_TYPES = _set("pagebreak doc-pagebreak")
"""Numbers of printed pages, which occur in mid-sentence."""
_MATTER_IDS = _set("pg-header pg-footer pg-machine-header pg-start-separator")
_AROUND = _set("nav footer aside")
_AROUND_TYPES = _set("navigation banner contentinfo complementary search")
_MAIN = _set("main article")
"""Parts of a page on the web."""
_LEADS = {f"i{depth}": 2 * depth for depth in range(1, 10)} | {
    f"indent{depth}": 2 * depth for depth in range(1, 10)
}


class Elements:
    """The elements under one set of style sheets; each kind of start tag is worked out once."""

    def __init__(
        self,
        sheet: StyleSheet,
        *,
        readings: bool = True,
        matter: frozenset[str] = frozenset(),
        page: bool = False,
    ) -> None:
        self._sheet = sheet
        self._readings = readings
        self._matter = _MATTER_IDS | matter
        self._page = page
        self._known: dict[Any, Element] = {}
        self._roots: dict[bool, Surroundings] = {}

    def root(self, *, matter: bool) -> Surroundings:
        """The surroundings in a document outside its elements."""
        if matter not in self._roots:
            self._roots[matter] = Surroundings()
            self._roots[matter].matter = matter
        return self._roots[matter]

    def of(self, tag: str, attributes: Mapping[str, str]) -> Element:
        """What an element with that start tag is."""
        if not attributes:
            element = self._known.get(tag)
            if element is None:
                element = self._known[tag] = self._made(tag, attributes)
            return element
        get = attributes.get
        key = (
            tag, get("class"), get("epub:type"), get("style"), get("align"), get("id"),
            get("role"), get("hidden"), get("href") is None, get("aria-hidden"),
        )  # fmt: skip
        if key[5] is not None and key[5] not in self._matter:
            key = (*key[:5], None, *key[6:])
        element = self._known.get(key)
        if element is None:
            element = self._known[key] = self._made(tag, attributes)
        return element

    def _made(self, tag: str, attributes: Mapping[str, str]) -> Element:
        name = tag.rpartition(":")[2].lower()
        classes = (attributes.get("class") or "").split()
        types = _types(attributes)
        told = dict(self._sheet.of(name, classes))
        told.update(declared(attributes.get("style") or ""))
        if _is_hidden(name, attributes, told):
            return Element(Display.HIDDEN, plain=False)
        low = {one.lower() for one in classes}
        values = self._shaped(name, low, types, told)
        values |= {key: told[key] for key in ("italic", "strong", "pre", "indent") if key in told}
        align = told.get("align", _align(name, attributes))
        if align is not None:
            values["align"] = align
        if (matter := self._is_matter(name, low, types, attributes)) is not None:
            values["matter"] = matter
        if not self._readings and values.get("shape") is Display.READING:
            return Element(Display.HIDDEN, plain=False)
        return Element(**values, plain=False) if values else Element()

    def _is_matter(
        self, name: str, classes: set[str], types: set[str], attributes: Mapping[str, str]
    ) -> bool | None:
        """Whether an element is outside the story; None if nothing shows it."""
        around = types & _MATTER_TYPES or classes & _MATTER or attributes.get("id") in self._matter
        if around or (self._page and (name in _AROUND or types & _AROUND_TYPES)):
            return True
        return False if self._page and name in _MAIN else None

    def _shaped(
        self, name: str, classes: set[str], types: set[str], told: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What the tag, the classes and the types make of an element."""
        values: dict[str, Any] = {}
        shape = _SHAPES.get(name)
        if shape is None and name in _BLOCKS:
            shape = Display.BLOCK
        if name in _HEADINGS:
            shape, values["kind"], values["level"] = (
                Display.BLOCK,
                BlockKind.HEADING,
                _HEADINGS[name],
            )
        if name in ("hgroup", "address"):
            values["lines"] = True
        if name == "hgroup":
            values |= {"kind": BlockKind.HEADING, "level": 1}
        if shape is not None:
            values["shape"] = shape
        if name in _ITALIC:
            values["italic"] = True
        if name in _STRONG:
            values["strong"] = True
        if name == "pre":
            values |= {"kind": BlockKind.PREFORMATTED, "pre": True}
        if name == "p":
            values |= {"leaf": True, "gap": bool(told.get("gap"))}
        if shape is Display.LIST:
            numbered = name == "ol"
            values["marks"] = ("1" if numbered else "•") * (
                name != "dl" and told.get("marks", True)
            )
        if shape is Display.LINK:
            values["note"] = _note(types)
        values["lead"] = max((_LEADS.get(one, 0) for one in classes), default=0)
        values["scene"] = bool(classes & _SCENES)
        values["apart"] = bool(classes & _LINE_NUMBERS)
        values |= _set_off(name, classes, types)
        return {key: value for key, value in values.items() if value not in (0, "", False)} | {
            key: values[key] for key in ("marks",) if key in values
        }


def _set_off(name: str, classes: set[str], types: set[str]) -> dict[str, Any]:
    """Quotations, verse and letters."""
    if types & _VERSE_TYPES or classes & _VERSE:
        lines = bool(classes & _STANZAS)
        return {"kind": BlockKind.VERSE} | ({"lines": True} if lines else {})
    if types & _LETTER_LINES or (types & _LETTER_TYPES and name in ("header", "footer")):
        return {"kind": BlockKind.LETTER}
    if name == "blockquote" or types & _LETTER_TYPES or "epigraph" in types | classes:
        return {"kind": BlockKind.QUOTE, "level": 1}
    if types & {"footnote", "doc-footnote", "rearnote", "endnote"} and name in ("aside", "div"):
        return {"kind": BlockKind.QUOTE, "level": 1}
    return {}


def _types(attributes: Mapping[str, str]) -> set[str]:
    said = f"{attributes.get('epub:type') or ''} {attributes.get('role') or ''}"
    return set(said.split())


def _note(types: set[str]) -> str:
    if types & {"noteref", "doc-noteref", "annoref"}:
        return "to"
    return "from" if types & {"backlink", "doc-backlink"} else ""


def _align(name: str, attributes: Mapping[str, str]) -> str | None:
    if name == "center":
        return "center"
    said = (attributes.get("align") or "").lower()
    return said if said in ("center", "right") else None


def _is_hidden(name: str, attributes: Mapping[str, str], told: Mapping[str, Any]) -> bool:
    if name in _HIDDEN or told.get("hidden"):
        return True
    if _types(attributes) & _PAGE_TYPES or (attributes.get("class") or "").lower() in _PAGES:
        return True
    return "hidden" in attributes and name != "details"


_HELD = (
    "align", "gap", "hidden", "indent", "italic", "kind", "lead", "level", "lines", "matter",
    "of_block", "pre", "strong",
)  # fmt: skip


class Surroundings:
    """What applies to the words inside an element; derived ones are kept."""

    __slots__ = (*_HELD, "derived")

    def __init__(self) -> None:
        self.kind = BlockKind.PARAGRAPH
        self.level = 0
        self.italic = self.strong = self.lines = self.matter = self.pre = self.hidden = False
        self.of_block = False
        """Whether the italics are those of a whole block, in which emphasis is upright."""
        self.indent = self.gap = False
        self.align = ""
        self.lead = 0
        self.derived: dict[int, tuple[Element, Surroundings]] = {}

    def within(self, element: Element) -> Surroundings:
        """What applies inside such an element."""
        known = self.derived.get(id(element))
        if known is None:
            inner = self._within(element)
            same = all(getattr(inner, name) == getattr(self, name) for name in _HELD)
            known = self.derived[id(element)] = element, self if same else inner
        return known[1]

    def _within(self, element: Element) -> Surroundings:
        inner = Surroundings()
        for name in ("align", "indent", "lines", "pre", "strong"):
            told = getattr(element, name)
            setattr(inner, name, getattr(self, name) if told is None else told)
        block = element.shape in (Display.BLOCK, Display.ITEM, Display.CELL)
        inner.kind, inner.level = _kind(self, element)
        inner.matter = self.matter if element.matter is None else element.matter
        inner.hidden = self.hidden or element.shape is Display.HIDDEN
        inner.gap = element.gap if block else self.gap
        inner.lead = element.lead or (0 if block else self.lead)
        inner.italic, inner.of_block = self.italic, self.of_block
        if element.italic is not None:
            upright = element.italic and self.italic and self.of_block and not block
            inner.italic = element.italic and not upright
            inner.of_block = block if inner.italic else False
        return inner


def _kind(outer: Surroundings, element: Element) -> tuple[BlockKind, int]:
    """The kind of the blocks in an element, and their level."""
    if element.shape is Display.ITEM or element.shape in (Display.TERM, Display.DEFINITION):
        return BlockKind.LIST, 0
    kind = element.kind
    if kind is None or (kind is BlockKind.QUOTE and outer.kind is BlockKind.LIST):
        return outer.kind, outer.level
    if kind is BlockKind.QUOTE:
        return kind, outer.level + 1 if outer.kind is kind else 1
    if kind is BlockKind.VERSE and outer.kind is BlockKind.HEADING:
        return outer.kind, outer.level
    return kind, element.level
