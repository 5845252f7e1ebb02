"""Markup to blocks and spans: what each element becomes, and that no visible word is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.formats.markup.builder import Builder, fed
from reader.formats.markup.elements import Elements
from reader.formats.markup.soup import feed_html
from reader.formats.markup.styles import StyleSheet
from reader.story import BlockKind, SpanKind

Made = list[tuple[str, str]]


def built(markup: str, css: str = "", *, readings: bool = True) -> Builder:
    """A builder that was fed with the body of one document."""
    builder = Builder()
    elements = Elements(StyleSheet([css]), readings=readings)
    fed(builder, f"<html><body>{markup}</body></html>", "d", elements)
    return builder


def blocks(markup: str, css: str = "") -> Made:
    """Kind and text of each block."""
    draft = built(markup, css).column.draft
    return [(str(kind), text) for kind, text in zip(draft.kinds, draft.texts, strict=True)]


def slanted(markup: str, css: str = "", kind: SpanKind = SpanKind.EMPHASIS) -> list[str]:
    """The stretches of one kind of span."""
    column = built(markup, css).column
    text = "\n".join(column.draft.texts)
    return [text[s.start : s.end] for s in column.spans if s.kind is kind]


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("<p>One\n two</p><p>three</p>", [("paragraph", "One two"), ("paragraph", "three")]),
        ("<h2>The <i>Ferry</i></h2>", [("heading", "The Ferry")]),
        ("<hgroup><h2>I</h2><p>Rain</p></hgroup>", [("heading", "I\nRain")]),
        ("<p>x<br/>y</p>", [("verse", "x\ny")]),
        ("<p>x<br/><br/>y</p>", [("paragraph", "x"), ("paragraph", "y")]),
        (f"<p>{'x ' * 40}<br/>&#160;<br/><i>&#160;</i><br/>y</p>",
         [("paragraph", ("x " * 40).strip()), ("paragraph", "y")]),
        ("<p>\u00a0</p><p>a</p>", [("paragraph", "a")]),
        ("<p>a</p><hr/><p>b</p>", [("paragraph", "a"), ("break", "* * *"), ("paragraph", "b")]),
        ("<p>a</p><p class='tb'/><p>b</p>",
         [("paragraph", "a"), ("break", "* * *"), ("paragraph", "b")]),
        ("<p>a</p><p>⁂</p>", [("paragraph", "a"), ("break", "⁂")]),
        ("<blockquote><p>a</p></blockquote>", [("quote", "a")]),
        ("<ol><li>a</li><li><p>b</p></li></ol>", [("list", "1. a"), ("list", "2. b")]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", [("list", "• a"), ("list", "• b")]),
        ("<dl><dt>Rating:</dt><dd>All</dd></dl>", [("list", "Rating: All")]),
        ("<pre>a\n  b\n\nc</pre>", [("preformatted", "a\n  b"), ("preformatted", "c")]),
        ("<table><tr><td>ab</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
         [("preformatted", "ab  c\nd   e")]),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>",
         [("paragraph", "One."), ("paragraph", "Two.")]),
        ("<div class='stanza'><div>a</div><div>b</div></div>", [("verse", "a\nb")]),
        ("<div class='poem'><p><span>a</span><br/><span class='i1'>b</span></p></div>",
         [("verse", "a\n  b")]),
        ("<p>H<sub>2</sub>O, 1<sup>th</sup> x<sup>§</sup></p>", [("paragraph", "H₂O, 1ᵗʰ x§")]),
        ("<p><img alt='A ferry'/></p><p><img alt=''/>a</p>",
         [("paragraph", "[A ferry]"), ("paragraph", "a")]),
        ("<p>a<script>b</script><style>c</style><i hidden=''>d</i></p>", [("paragraph", "a")]),
        ("<p>one&nbsp;two &amp; x&mdash;four</p>", [("paragraph", "one\u00a0two & x—four")]),
        ("<p>came<span class='lnum'>10</span></p>", [("paragraph", "came  10")]),
        ("<p>a\u2060—\u200bb\u00adc</p>", [("paragraph", "a—bc")]),
        ("<p>a<p>b<div>c", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("<p><b>Note</b>: a</p></div></b><p>b", [("paragraph", "Note: a"), ("paragraph", "b")]),
    ],
)  # fmt: skip
def test_an_element_becomes_what_its_author_meant(markup: str, made: Made) -> None:
    """Well-formed or not, by the table of markup."""
    assert blocks(markup) == made


@pytest.mark.parametrize(
    ("markup", "css", "found"),
    [
        ("<p>a<em>b</em>c</p>", "", ["b"]),
        ("<p>a <i>b <b>c</b></i> d</p>", "", ["b c"]),
        ("<p>“<span class='c1'>So</span>”</p>", ".c1{font-style:italic}", ["So"]),
        ("<p style='font-style: italic'>a <em>b</em> c</p>", "", ["a ", " c"]),
        ("<p><cite>a</cite></p>", "cite{font-style:normal}", []),
        ("<p>a</p>", ".x p{font-style:italic} h2 + p{font-style:italic}", []),
        ("<i><p>a</p><p>b</p></i>", "", ["a", "b"]),
        ("<p>a<i>  </i>b</p>", "", [" "]),
    ],
)
def test_emphasis_is_what_is_slanted_by_tag_or_class(
    markup: str, css: str, found: list[str]
) -> None:
    """Rules that depend on what surrounds an element say nothing of others."""
    assert slanted(markup, css) == found


def test_readings_stand_in_brackets_after_their_words_or_nowhere() -> None:
    """As the reader wishes; the brackets of the markup itself are not doubled."""
    markup = "<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>だ</p>"

    assert blocks(markup) == [("paragraph", "漢字（かんじ）だ")]
    assert slanted(markup, kind=SpanKind.RUBY) == ["（かんじ）"]
    assert built(markup, readings=False).column.draft.texts == ["漢字だ"]


def test_a_wide_margin_or_an_empty_paragraph_sets_a_scene_apart() -> None:
    """Without a sign of its own: by blank lines, as an author leaves them in a text."""
    draft = built(
        "<p>a</p><p>\u00a0</p><p>b</p><p class='g'>c</p>", ".g{margin-top:2em}"
    ).column.draft

    assert draft.blanks == [1, 3, 3]
    assert draft.texts == ["a", "b", "c"]


def test_paragraphs_are_indented_where_their_style_is() -> None:
    """But for the first after a heading."""
    draft = built("<h2>I</h2><p>a</p><p>b</p>", "p{text-indent:1em}").column.draft

    assert (draft.indents, draft.blanks) == ([0, 0, 2], [1, 1, 0])


def test_centred_and_right_blocks_are_told() -> None:
    """By style, by class and by the attribute of old."""
    column = built(
        "<p style='text-align:center'>a</p><p class='r'>b</p><p align='center'>c</p><p>d</p>",
        ".r{text-align:right}",
    ).column

    assert [(one.start, str(one.side)) for one in column.placements] == [
        (0, "centre"), (2, "right"), (4, "centre"),
    ]  # fmt: skip


def test_what_hides_is_hidden_and_what_only_looks_so_is_not() -> None:
    """`display: none` by class; `display: block` says nothing."""
    css = ".x{display:none} .y{display:block}"

    assert blocks("<p>a<span class='x'>b</span><span class='y'>c</span></p>", css) == [
        ("paragraph", "ac")
    ]


WORDS = st.text("abc XY é漢\u00a0", min_size=1, max_size=8)
INLINE = ("i", "b", "span", "em", "a", "sup", "small", "ruby")
BLOCKS = ("p", "div", "blockquote", "li", "ul", "td", "tr", "table", "h2", "section", "dl", "dd")


@st.composite
def markups(draw: st.DrawFn) -> tuple[str, str]:
    """Markup, closed or not as it comes, and all the words in it."""
    parts, words = [], []
    for _ in range(draw(st.integers(0, 14))):
        kind = draw(st.integers(0, 3))
        if kind == 0:
            word = draw(WORDS)
            words.append(word)
            parts.append(word)
        else:
            tag = draw(st.sampled_from(INLINE + BLOCKS))
            parts.append(f"</{tag}>" if kind == 3 else f"<{tag}>")
    return "".join(parts), "".join(words)


@given(markups())
@example(("<li>a<td>b</td></li><table>c<tr>d", "abcd"))
def test_every_visible_character_stands_in_the_text_and_no_markup(given_: tuple[str, str]) -> None:
    """In order, whatever the markup; only marks of lists are added, and small signs for small."""
    markup, words = given_
    column = built(markup).column
    text = "\n".join(column.draft.texts)
    shown = "".join(c for c in text if not c.isspace() and c != "•")
    unraised = shown.translate(str.maketrans("ᵃᵇᶜ", "abc"))

    assert unraised == "".join(words.split())
    assert "<" not in text
    assert all(t == t.strip() and "\n\n" not in t for t in column.draft.texts)
    assert column.at == sum(len(t) + 1 for t in column.draft.texts)
    assert all(0 <= s.start < s.end <= len(text) for s in column.spans)


@given(st.text("<>/&;#!-[]ab =\"'\n", max_size=120))
def test_any_text_at_all_can_be_fed(markup: str) -> None:
    """Torn tags, comments and references included."""
    column = built(markup).column

    assert len(column.draft.texts) == len(column.matter)


HOSTILE = (
    "<b>", "<p><b>", "</p>", "<table><tr><td>", "<ul><li>", "<p id=x>", "<p>a<i>", "<ruby>a<rt>",
    "<!--", "<!--a>", "<![CDATA[>", "<a href='", "<a b='>", "&#", "<!", "<?", "</",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_adversarial_markup_comes_to_an_end(unit: str) -> None:
    """Elements without end, and signs whose end is looked for in all that follows."""
    builder = Builder()
    builder.begin("d", Elements(StyleSheet()))
    feed_html(unit * 8_000, builder)
    builder.finish()

    assert len(builder.column.matter) == len(builder.column.draft.texts)


def test_a_fault_in_a_document_forgets_what_was_fed_of_it() -> None:
    """So that nothing of it stands twice when it is read again as a browser would."""
    builder = built("<p id='a'>one <a href='#b'>two</a></p><p id='c'>three</p><p>torn &")

    assert builder.column.draft.texts == ["one two", "three", "torn &"]
    assert len(builder.links) == 1
    assert builder.anchors == {"d#": 0, "d#a": 0, "d#c": 8}
    assert BlockKind.PARAGRAPH is builder.column.last
