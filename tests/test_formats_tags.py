"""Tags one by one: what each is, what style sheets make of it, how broken ones are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.formats.choices import Choices, Reflow
from reader.formats.facts import facts_of
from reader.formats.markup.builder import Builder, fed
from reader.formats.markup.elements import Display, Element, Elements
from reader.formats.markup.soup import feed_html
from reader.formats.markup.styles import StyleSheet, declared
from reader.story import BlockKind, SpanKind, Story
from tests.strategies import prose

Made = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("font-style: italic", {"italic": True}),
        ("font-style: oblique 10deg", {"italic": True}),
        ("font-style: normal", {"italic": False}),
        ("font-weight: bold", {"strong": True}),
        ("font-weight: bolder", {"strong": True}),
        ("font-weight: 600", {"strong": True}),
        ("font-weight: 599", {"strong": False}),
        ("font-weight: normal", {"strong": False}),
        ("font: italic bold 12px serif", {"italic": True, "strong": True}),
        ("font: 12px serif", {"italic": False, "strong": False}),
        ("text-align: center", {"align": "center"}),
        ("text-align: -webkit-center", {"align": "center"}),
        ("text-align: right", {"align": "right"}),
        ("text-align: end", {"align": "right"}),
        ("text-align: justify", {"align": ""}),
        ("display: none", {"hidden": True}),
        ("display: block", {"hidden": False}),
        ("visibility: hidden", {"hidden": True}),
        ("visibility: visible", {"hidden": False}),
        ("white-space: pre-wrap", {"pre": True}),
        ("white-space: nowrap", {"pre": False}),
        ("text-indent: 1em", {"indent": True}),
        ("text-indent: 0", {"indent": False}),
        ("text-indent: -1em", {"indent": False}),
        ("text-indent: 5%", {"indent": True}),
        ("margin-top: 1.5em", {"gap": True}),
        ("margin-top: 1.4em", {"gap": False}),
        ("margin-top: 24px", {"gap": True}),
        ("margin-top: 23px", {"gap": False}),
        ("margin-top: 18pt", {"gap": True}),
        ("margin-top: 1in", {"gap": True}),
        ("margin-top: 1cm", {"gap": True}),
        ("margin-top: 6mm", {"gap": False}),
        ("margin-top: 3ex", {"gap": True}),
        ("margin-top: 5%", {"gap": True}),
        ("margin-top: auto", {"gap": False}),
        ("margin: 2em 0", {"gap": True}),
        ("margin: 0 2em", {"gap": False}),
        ("list-style: none", {"marks": False}),
        ("list-style-type: disc", {"marks": True}),
        ("FONT-STYLE : ITALIC !important ; color: red", {"italic": True}),
        ("font-style: italic; font-style: normal", {"italic": False}),
        ("color: red", {}),
        ("", {}),
        ("font-style", {"italic": False}),
        (";;:;", {}),
    ],
)
def test_a_declaration_says_what_text_is(css: str, told: Mapping[str, Any]) -> None:
    """Lengths in ems, about; the last of two wins, what is of no use is passed over."""
    assert declared(css) == told


@pytest.mark.parametrize(
    ("sheet", "tag", "classes", "italic"),
    [
        ("p{font-style:italic}", "p", [], True),
        ("P{font-style:italic}", "p", [], True),
        ("p{font-style:italic}", "i", [], None),
        (".x{font-style:italic}", "p", ["x"], True),
        (".x{font-style:italic}", "p", ["X"], None),
        ("p.x{font-style:italic}", "p", ["x"], True),
        ("p.x{font-style:italic}", "div", ["x"], None),
        ("div .x{font-style:italic}", "p", ["x"], True),
        ("div p{font-style:italic}", "p", [], None),
        ("h2 + p.x{font-style:italic}", "p", ["x"], None),
        ("h2 ~ .x{font-style:italic}", "p", ["x"], None),
        ("a, .x , b{font-style:italic}", "p", ["x"], True),
        ("p:first-child{font-style:italic}", "p", [], None),
        ("#id{font-style:italic}", "p", [], None),
        ("p{font-style:italic} .x{font-style:normal}", "p", ["x"], False),
        (".x{font-style:normal} p{font-style:italic}", "p", ["x"], False),
        (".x{font-style:italic} p.x{font-style:normal}", "p", ["x"], False),
        ("@media print{.x{font-style:italic}}", "p", ["x"], None),
        ("@media screen{.x{font-style:italic}}", "p", ["x"], True),
        ("@font-face{font-style:italic}", "p", [], None),
        ("/* .x{font-style:italic} */ p{}", "p", ["x"], None),
        ("/* never ends .x{font-style:italic}", "p", ["x"], None),
        (".x{font-style:italic", "p", ["x"], True),
        ("}}{{", "p", [], None),
        ("", "p", ["x"], None),
    ],
)
def test_a_rule_is_for_those_it_names(
    sheet: str, tag: str, classes: list[str], italic: bool | None
) -> None:
    """By tag, class, or both, the closer one first; not by what surrounds them."""
    assert StyleSheet([sheet]).of(tag, classes).get("italic") is italic


def test_sheets_are_read_one_after_the_other() -> None:
    """And none further than a megabyte."""
    both = StyleSheet([".x{font-style:italic}", ".x{font-style:normal}"])
    assert both.of("p", ["x"])["italic"] is False
    assert StyleSheet([" " * (1 << 20) + ".x{font-style:italic}"]).of("p", ["x"]) == {}


def element(tag: str, attributes: Mapping[str, str], *, page: bool = False) -> Element:
    """What an element is."""
    named = {name.replace("_", ":"): value for name, value in attributes.items()}
    return Elements(StyleSheet(), page=page).of(tag, named)


@pytest.mark.parametrize(
    ("tag", "attributes", "field", "wanted"),
    [
        ("p", {}, "shape", Display.BLOCK),
        ("p", {}, "leaf", True),
        ("span", {}, "plain", True),
        ("div", {}, "shape", Display.BLOCK),
        ("unknown", {}, "shape", Display.INLINE),
        ("br", {}, "shape", Display.LINE_BREAK),
        ("hr", {}, "shape", Display.RULE),
        ("img", {}, "shape", Display.PICTURE),
        ("svg:image", {}, "shape", Display.PICTURE),
        ("table", {}, "shape", Display.TABLE),
        ("th", {}, "shape", Display.CELL),
        ("li", {}, "shape", Display.ITEM),
        ("dt", {}, "shape", Display.TERM),
        ("dd", {}, "shape", Display.DEFINITION),
        ("rt", {}, "shape", Display.READING),
        ("sup", {}, "shape", Display.RAISED),
        ("sub", {}, "shape", Display.LOWERED),
        ("a", {}, "shape", Display.LINK),
        ("title", {}, "shape", Display.TITLE),
        ("script", {}, "shape", Display.HIDDEN),
        ("rp", {}, "shape", Display.HIDDEN),
        ("em", {}, "italic", True),
        ("cite", {}, "italic", True),
        ("strong", {}, "strong", True),
        ("h1", {}, "level", 1),
        ("h6", {}, "level", 6),
        ("h3", {}, "kind", BlockKind.HEADING),
        ("h7", {}, "kind", None),
        ("pre", {}, "kind", BlockKind.PREFORMATTED),
        ("pre", {}, "pre", True),
        ("blockquote", {}, "kind", BlockKind.QUOTE),
        ("hgroup", {}, "lines", True),
        ("address", {}, "lines", True),
        ("ul", {}, "marks", "•"),
        ("ol", {}, "marks", "1"),
        ("dl", {}, "marks", ""),
        ("center", {}, "align", "center"),
        ("p", {"align": "RIGHT"}, "align", "right"),
        ("p", {"align": "justify"}, "align", None),
        ("p", {"style": "text-align:center"}, "align", "center"),
        ("span", {"style": "font-style:italic"}, "italic", True),
        ("p", {"hidden": ""}, "shape", Display.HIDDEN),
        ("details", {"hidden": ""}, "shape", Display.BLOCK),
        ("p", {"style": "display:none"}, "shape", Display.HIDDEN),
        ("span", {"class": "pagenum"}, "shape", Display.HIDDEN),
        ("span", {"epub_type": "pagebreak"}, "shape", Display.HIDDEN),
        ("span", {"role": "doc-pagebreak"}, "shape", Display.HIDDEN),
        ("div", {"class": "poem"}, "kind", BlockKind.VERSE),
        ("div", {"class": "Stanza"}, "lines", True),
        ("section", {"epub_type": "z3998:verse"}, "kind", BlockKind.VERSE),
        ("section", {"epub_type": "z3998:letter"}, "kind", BlockKind.QUOTE),
        ("header", {"epub_type": "z3998:letter"}, "kind", BlockKind.LETTER),
        ("p", {"epub_type": "z3998:signature"}, "kind", BlockKind.LETTER),
        ("div", {"class": "epigraph"}, "kind", BlockKind.QUOTE),
        ("aside", {"epub_type": "footnote"}, "kind", BlockKind.QUOTE),
        ("p", {"epub_type": "footnote"}, "kind", None),
        ("p", {"class": "scene-break"}, "scene", True),
        ("p", {"class": "i2"}, "lead", 4),
        ("p", {"class": "indent3 i1"}, "lead", 6),
        ("span", {"class": "linenum"}, "apart", True),
        ("a", {"epub_type": "noteref"}, "note", "to"),
        ("a", {"role": "doc-backlink"}, "note", "from"),
        ("a", {"href": "x"}, "note", ""),
        ("section", {"epub_type": "titlepage"}, "matter", True),
        ("div", {"role": "doc-toc"}, "matter", True),
        ("div", {"class": "pg-boilerplate"}, "matter", True),
        ("div", {"id": "pg-header"}, "matter", True),
        ("nav", {}, "matter", None),
        ("p", {"id": "x"}, "matter", None),
    ],
    ids=lambda one: str(one),
)  # fmt: skip
def test_an_element_is_known_by_its_start_tag(
    tag: str, attributes: dict[str, str], field: str, wanted: object
) -> None:
    """By its name, its class, its type, its style, and what is said of it for readers aloud."""
    assert getattr(element(tag, attributes), field) == wanted


@pytest.mark.parametrize(
    ("tag", "attributes", "matter"),
    [
        ("nav", {}, True),
        ("footer", {}, True),
        ("aside", {}, True),
        ("div", {"role": "navigation"}, True),
        ("main", {}, False),
        ("article", {}, False),
        ("div", {}, None),
    ],
)
def test_of_a_saved_page_what_is_around_is_told_by_its_tags(
    tag: str, attributes: dict[str, str], matter: bool | None
) -> None:
    """In a book the same tags say nothing of that."""
    assert element(tag, attributes, page=True).matter is matter
    assert element(tag, attributes).matter is None


def test_each_kind_of_start_tag_is_looked_up_once() -> None:
    """An id that means nothing makes no other kind."""
    elements = Elements(StyleSheet([".x{font-style:italic}"]))
    first = elements.of("p", {"class": "x", "id": "a"})
    assert elements.of("p", {"class": "x", "id": "b"}) is first
    assert elements.of("p", {"class": "y"}) is not first
    assert elements.of("p", {}) is elements.of("p", {})


def test_readings_are_hidden_where_the_reader_wishes_none() -> None:
    """What they stand over stays."""
    hidden = Elements(StyleSheet(), readings=False)
    assert hidden.of("rt", {}).shape is Display.HIDDEN
    assert hidden.of("ruby", {}).shape is Display.INLINE


class Tags:
    """Writes down what it is fed."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        told = "".join(f" {name}={value}" for name, value in attributes.items())
        self.said.append(f"<{tag}{told}>")

    def end(self) -> None:
        """The innermost ends."""
        self.said.append("</>")

    def data(self, text: str) -> None:
        """Words."""
        self.said.append(text)


def soup(markup: str) -> str:
    """What is fed of some markup."""
    tags = Tags()
    feed_html(markup, tags)
    return "".join(tags.said)


@pytest.mark.parametrize(
    ("markup", "fed_as"),
    [
        ("<p>a</p>", "<p>a</>"),
        ("<P Class=X>a", "<p class=X>a"),
        ("<p>a<p>b", "<p>a</><p>b"),
        ("<p>a<div>b</div>", "<p>a</><div>b</>"),
        ("<p>a<b>c<p>d", "<p>a<b>c</></><p>d"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</><li>b</></>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</></></><li>c</></>"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</><dd>b</><dt>c</></>"),
        ("<table><tr><td>a<td>b<tr><td>c</table>",
         "<table><tr><td>a</><td>b</></><tr><td>c</></></>"),
        ("<p>a<table><tr><td><p>b</table>", "<p>a</><table><tr><td><p>b</></></></>"),
        ("<ruby>漢<rt>かん<rt>じ</ruby>", "<ruby>漢<rt>かん</><rt>じ</></>"),
        ("a<br>b<br/>c</br>d", "a<br></>b<br></>c<br></>d"),
        ("a</p>b", "a<p></>b"),
        ("</b>a</i>", "a"),
        ("<b><i>a</b>c</i>", "<b><i>a</></>c"),
        ("<img src=x>a", "<img src=x></>a"),
        ("<a name=x />b", "<a name=x></>b"),
        ("<div/>b", "<div>b"),
        ("<input disabled>", "<input disabled=></>"),
        ("a &amp; b &eacute; &#233; &#xE9; &bogus;", "a & b é é é &bogus;"),
        ("a<!-- <p>b --> c", "a c"),
        ("a<!-- b", "a<!-- b"),
        ("<!DOCTYPE html><p>a", "<p>a"),
        ("<!DOCTYPE x [<!ENTITY y 'z'>]><p>a&y;", "<p>a&y;"),
        ("<![CDATA[a < b & c]]>d", "a < b & cd"),
        ("<title>a <i>b</i></title>", "<title>a <i>b</></>"),
        ("a < b > c", "a < b > c"),
        ("a <", "a <"),
        ("a <b", "a <b"),
        ("1<2 and 3>2", "1<2 and 3>2"),
        ("", ""),
    ],
)  # fmt: skip
def test_broken_markup_is_read_as_a_browser_would(markup: str, fed_as: str) -> None:
    """Tags that are missing are supplied, those that fit nothing passed over, no word is lost."""
    assert soup(markup) == fed_as


@given(st.text("<>/pbi&;!-[] a\n", max_size=40))
def test_no_end_is_fed_without_a_beginning(markup: str) -> None:
    """Whatever the markup is; what is left open is ended by who is fed."""
    tags = Tags()
    feed_html(markup, tags)
    depth = 0
    for one in tags.said:
        depth += (one != "</>" and one.startswith("<") and one[1:2].isalpha()) - (one == "</>")
        assert depth >= 0


def blocks(markup: str, css: str = "") -> Made:
    """Kind and text of each block of a body."""
    builder = Builder()
    fed(builder, f"<html><body>{markup}</body></html>", "d", Elements(StyleSheet([css])))
    draft = builder.column.draft
    return [(str(kind), text) for kind, text in zip(draft.kinds, draft.texts, strict=True)]


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("<p>  a \n\t b  </p>", [("paragraph", "a b")]),
        ("<p>a<b> b</b> <i>c </i>d</p>", [("paragraph", "a b c d")]),
        ("a<p>b</p>c", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("<div>a<div>b</div>c</div>",
         [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("<p>\u3000a</p>", [("paragraph", "a")]),
        ("<p>a\u00a0b\u2003c</p>", [("paragraph", "a\u00a0b\u2003c")]),
        ("<p>a\u200b\ufeffb</p>", [("paragraph", "ab")]),
        ("<h1>A</h1><h1>B</h1>", [("heading", "A"), ("heading", "B")]),
        ("<h2>A<br/>B</h2>", [("heading", "A\nB")]),
        ("<h2></h2><p>a</p>", [("paragraph", "a")]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("quote", "a"), ("quote", "b")]),
        ("<ol start='4'><li>a</li></ol>", [("list", "1. a")]),
        ("<ol><li value='7'>a</li><li>b</li></ol>", [("list", "7. a"), ("list", "8. b")]),
        ("<ul><li><p>a</p><p>b</p></li></ul>", [("list", "• a"), ("list", "b")]),
        ("<ul><li></li><li>b</li></ul>", [("list", "• b")]),
        ("<pre>\na\n\tb</pre>", [("preformatted", "a\n        b")]),
        ("<hr/><p>a</p><hr/><hr/><p>b</p><hr/>",
         [("paragraph", "a"), ("break", "* * *"), ("paragraph", "b"), ("break", "* * *")]),
        ("<h2>A</h2><hr/><p>a</p>", [("heading", "A"), ("paragraph", "a")]),
        ("<p>* * *</p>", [("break", "* * *")]),
        ("<p>a <img alt='x'/> b</p>", [("paragraph", "a [x] b")]),
        ("<p>a<sup>2</sup> <sup>th</sup> H<sub>2</sub></p>", [("paragraph", "a² ᵗʰ H₂")]),
        ("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>",
         [("paragraph", "one"), ("paragraph", "two")]),
        ("<p>a</p><style>p{}</style><script>x</script><p>b</p>",
         [("paragraph", "a"), ("paragraph", "b")]),
    ],
)  # fmt: skip
def test_what_a_body_becomes(markup: str, made: Made) -> None:
    """Blanks, lines, lists, breaks: as a browser would show them, in plain text."""
    assert blocks(markup) == made


# What a page says of itself, and what is told of a story.


LATE = "<p>It came late, and nobody had a lamp to wave it in by.</p>"


def page(head: str = "", body: str = LATE) -> Story:
    """A saved page."""
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    return formats.from_bytes(markup.encode(), "p.html")


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("<title>The Ferry</title>", "The Ferry", ""),
        ("<title>The Ferry | Landings</title>", "The Ferry", ""),
        ("<title>The Ferry — Landings</title>", "The Ferry", ""),
        ("<title>The Ferry - Part 2</title>", "The Ferry - Part 2", ""),
        ("<title>x</title><meta property='og:title' content='The Ferry'>", "The Ferry", ""),
        ("<meta name=author content='Ada &amp; Bo'>", "p", "Ada & Bo"),
        ('<META CONTENT="Ada" NAME="DC.Creator">', "p", "Ada"),
        ("<meta name='author' content=''><meta name='book:author' content='Bo'>", "p", "Bo"),
        ("<meta name=author content='A'><meta name=author content='B'>", "p", "A"),
        ("<meta name=author content='A\u202eB'>", "p", "A\ufffdB"),
        ("<meta name=generator content='x'>", "p", ""),
    ],
)
def test_a_page_says_who_wrote_it(head: str, title: str, author: str) -> None:
    """In its title, without the name of the site, and in its head."""
    story = page(head)
    assert (story.title, story.metadata.author) == (title, author)


def test_a_page_says_what_it_is_about() -> None:
    """On one line."""
    story = page("<meta name=description content='A  boat.\n Late.'>")
    assert dict(story.metadata.extra)["summary"] == "A boat. Late."


def facts(story: Story, choices: Choices | None = None) -> dict[str, str]:
    """What is told of a story, by name."""
    return {fact.name: fact.value for fact in facts_of(story, None, choices or Choices())}


@pytest.mark.parametrize(
    ("size", "told"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1 KB (1,000 bytes)"),
     (999_999, "1000 KB (999,999 bytes)"), (1_000_000, "1.0 MB (1,000,000 bytes)"),
     (12_345_678, "12.3 MB (12,345,678 bytes)")],
)  # fmt: skip
def test_a_size_is_told_for_people_and_in_bytes(size: int, told: str) -> None:
    """Bytes alone where there are few."""
    story = prose("a b")
    assert facts(story._replace(source=story.source._replace(size=size)))["size"] == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>a</p>", "1 paragraph"),
        ("<p>a</p><p>b</p>", "2 paragraphs"),
        ("<p>a</p><hr/><p>b</p>", "2 paragraphs, 1 break"),
        ("<pre>a</pre><p>x</p><pre>b</pre>", "2 preformatted, 1 paragraph"),
        (f"<h2>Rain</h2>{LATE}<ul><li>b</li><li>c</li></ul>", "1 heading, 1 paragraph, 2 lists"),
    ],
)
def test_blocks_are_counted_by_their_kinds(body: str, told: str) -> None:
    """One in the singular, in the order in which they come."""
    assert facts(page("", body))["blocks"] == told


@pytest.mark.parametrize(
    ("choices", "name", "told"),
    [
        (Choices(), "lines", "joined where the file is wrapped"),
        (Choices(reflow=Reflow.ON), "lines", "always joined"),
        (Choices(reflow=Reflow.OFF), "lines", "never joined"),
        (Choices(), "raw view", "off"),
        (Choices(raw=True), "raw view", "on"),
        (Choices(headings=("a",), not_headings=("b", "c")), "corrected",
         "1 marked as chapters, 2 unmarked"),
        (Choices(hidden=("x*", "y")), "lines hidden", "x*, y"),
        (Choices(ruby=False), "readings", "hidden"),
        (Choices(), "readings", None),
        (Choices(), "corrected", None),
        (Choices(), "author", "not told"),
        (Choices(), "language", None),
    ],
)  # fmt: skip
def test_what_the_reader_chose_is_told(choices: Choices, name: str, told: str | None) -> None:
    """And what the file says; what nobody said is not told, but for the author."""
    assert facts(prose("One two."), choices).get(name) == told


def test_chapters_are_told_by_their_levels() -> None:
    """Where there are several."""
    assert facts(page("", f"<h2>Rain</h2>{LATE}<h2>Home</h2>{LATE}"))["chapters"] == "2"
    parts = "".join(f"<h{n}>Part {n}</h{n}>{LATE}" for n in (1, 2, 2, 1, 2))
    assert facts(page("", parts))["chapters"] == "5 (2 + 3 by level)"


def test_readings_are_told_of_where_there_are_some() -> None:
    """In Japanese pages."""
    story = page("", "<p><ruby>漢字<rt>かんじ</rt></ruby>だ</p>")
    assert any(span.kind is SpanKind.RUBY for span in story.spans)
    assert facts(story)["readings"] == "shown"


def test_every_fact_is_clean_and_a_decision_has_its_reason() -> None:
    """Whatever the file says."""
    story = page("<title>A\u202e</title><meta name='description' content='\u2066'/>")
    told = facts_of(story, None, Choices(hidden=("\x1b",)))
    assert all(text.isprintable() for fact in told for text in (fact.name, fact.value, fact.why))
    assert [fact.why for fact in told if fact.topic == "format"] == ["well-formed"]
    assert [fact.topic for fact in told if fact.name == "title"] == ["title"]
