"""Documents of word processors and FB2: what each element and each control word becomes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reader import formats
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.story import BlockKind, SpanKind, Story
from tests.books import packed

Made = list[tuple[str, str]]


def made(story: Story) -> Made:
    """Kind, with its level if it has one, and text of each block."""
    return [
        (f"{one.kind}{one.level or ''}", story.text[one.start : one.end]) for one in story.blocks
    ]


def spans(story: Story, kind: SpanKind = SpanKind.EMPHASIS) -> list[str]:
    """The stretches of one kind of span."""
    return [story.text[one.start : one.end] for one in story.spans if one.kind is kind]


def sides(story: Story) -> list[tuple[str, str]]:
    """What does not begin at the left, and where it stands."""
    return [(story.text[one.start : one.end], str(one.side)) for one in story.placements]


def paragraphs(*texts: str) -> Made:
    """Blocks of prose."""
    return [("paragraph", text) for text in texts]


# RTF.


def rtf(body: str, head: str = "", choices: Choices | None = None) -> Story:
    """A document with this body."""
    data = ("{\\rtf1\\ansi" + head + " " + body + "}").encode("latin-1")
    return formats.from_bytes(data, "x.rtf", choices or Choices())


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (r"One\par Two\par", ["One", "Two"]),
        (r"One\par\par\par Two", ["One", "Two"]),
        ("One\\\nTwo", ["One", "Two"]),
        ("On\ne tw\r\no", ["One two"]),
        (r"One\sect Two\page Three\row Four", ["One", "Two", "Three", "Four"]),
        (r"A\tab B\cell C", ["A B C"]),
        (r"\'93Yes,\'94 he said\emdash no", ["“Yes,” he said—no"]),
        (r"\ldblquote Yes\rdblquote\endash\lquote a\rquote\bullet x", ["“Yes”–‘a’•x"]),
        (r"caf\'e9 \{x\} a\\b", ["café {x} a\\b"]),
        (r"a\~b\-c\_d", ["a\u00a0bc-d"]),
        (r"\u8212?dash", ["—dash"]),
        (r"\u-10179 ?\u-8704 ?", ["\U0001f600"]),
        (r"\uc0\u233 t\u233 ", ["été"]),
        (r"\uc2\u233 xxt", ["ét"]),
        (r"\uc1\u233 \'e9t", ["ét"]),
        (r"{\uc2\u233 xx}\u233 xx", ["ééx"]),
        (r"\uc20\u233 12345678x", ["éx"]),
        (r"\uc-1\u233 x", ["éx"]),
        (r"\u233", ["é"]),
        (r"a{\b b}c{d{e}}", ["abcde"]),
        (r"a\unknownword12 b\anotherone c", ["abc"]),
        (r"a{\*\secret hidden{ deeper}}b", ["ab"]),
        (r"{\fldinst HYPERLINK x}{\fldrslt shown}", ["shown"]),
        (r"{\pict 0123456789abcdef}a{\object zzz}b", ["ab"]),
        (r"{\header head}{\footer foot}{\headerl l}a", ["a"]),
        (r"{\colortbl;\red0;}{\info{\operator me}{\comment c}}a", ["a"]),
        (r"a}} b", ["a b"]),
    ],
)  # fmt: skip
def test_words_and_signs_of_rtf(body: str, texts: list[str]) -> None:
    """Paragraphs, signs by name and by number, what stands in for them, and what nobody reads."""
    assert made(rtf(body)) == paragraphs(*texts)


@pytest.mark.parametrize(
    ("body", "italic", "strong"),
    [
        (r"a \i b\i0  c", ["b"], []),
        (r"a {\i b} c", ["b"], []),
        (r"a {\b b} c", [], ["b"]),
        (r"a {\i\b b} c", ["b"], ["b"]),
        (r"a \i\b b\plain  c", ["b"], ["b"]),
        (r"\i a\par b\i0  c", ["a", "b"], []),
        (r"a {\b0 b} c", [], []),
        (r"a {\i1 b} c", ["b"], []),
        (r"\i a} b", ["a"], []),
        (r"{\i a{\plain b}c}", ["a", "c"], []),
    ],
)
def test_slants_of_rtf(body: str, italic: list[str], strong: list[str]) -> None:
    """Until their group ends, or they are taken back."""
    story = rtf(body)
    assert (spans(story), spans(story, SpanKind.STRONG)) == (italic, strong)


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"\ansicpg1251", r"\'cf\'e0\'f0\'ee\'ec", "Паром"),
        (r"\ansicpg932", r"\'83\'65\'83\'58\'83\'67", "テスト"),
        (r"\ansicpg1252", r"\'80", "€"),
        (r"\ansicpg99999", r"\'e9", "é"),
        (r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}", r"\f0\'e9\f1\'cf\f0\'e9", "éПé"),
        (r"{\fonttbl{\f1\fcharset128 G;}}", r"{\f1\'83\'65}\'e9", "テé"),
        (r"{\fonttbl{\f1\fcharset77 M;}}", r"\f1\'8e", "é"),
        (r"{\fonttbl{\f1\fcharset238 E;}}", r"\f1\'b3", "ł"),
        (r"{\fonttbl{\f1\fcharset255 E;}}", r"\f1\'e9", "é"),
    ],
)
def test_bytes_of_rtf_are_read_as_their_font_says(head: str, body: str, text: str) -> None:
    """Else as the whole document says, else as Windows does."""
    assert made(rtf(body, head)) == paragraphs(text)


@pytest.mark.parametrize(
    ("charset", "escaped", "text"),
    [
        (128, r"\'83\'65", "テ"),
        (129, r"\'b0\'a1", "가"),
        (134, r"\'c4\'e3", "你"),
        (136, r"\'a7\'41", "你"),
        (161, r"\'e1", "α"),
        (162, r"\'fe", "ş"),
        (163, r"\'fe", "₫"),
        (177, r"\'e0", "א"),
        (178, r"\'c7", "ا"),
        (186, r"\'e0", "ą"),
        (204, r"\'ff", "я"),
        (222, r"\'a1", "ก"),
        (238, r"\'b3", "ł"),
    ],
)
def test_a_font_of_rtf_has_the_letters_of_its_script(charset: int, escaped: str, text: str) -> None:
    """By the number of its character set."""
    font = rf"{{\fonttbl{{\f7\fcharset{charset} F;}}}}"
    assert made(rtf(rf"\f7 {escaped}", font)) == paragraphs(text)


def test_bytes_of_rtf_that_nobody_escaped_are_those_of_its_encoding() -> None:
    """As some programs write them."""
    data = b"{\\rtf1\\ansi\\ansicpg1251 " + "Паром".encode("cp1251") + b"\\par x}"
    assert made(formats.from_bytes(data, "x.rtf")) == paragraphs("Паром", "x")


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (r"{\stylesheet{\s1 heading 1;}{\s3 Heading 3;}{\s5 Normal;}}",
         r"\pard\s1 I\par\pard\s3 Rain\par\pard\s5 a\par",
         [("heading1", "I"), ("heading3", "Rain"), ("paragraph", "a")]),
        ("", r"\pard\outlinelevel0 I\par\pard a", [("heading1", "I"), ("paragraph", "a")]),
        ("", r"\pard\outlinelevel0 O\par\pard\outlinelevel5 I\par\pard\outlinelevel6 a\par\pard b",
         [("heading1", "O"), ("heading6", "I"), ("paragraph", "a"), ("paragraph", "b")]),
        ("", r"\pard One\line Two\par", [("verse", "One\nTwo")]),
        ("", r"a\par * * *\par b", [("paragraph", "a"), ("break", "* * *"), ("paragraph", "b")]),
    ],
)  # fmt: skip
def test_blocks_of_rtf(head: str, body: str, wanted: Made) -> None:
    """Headings by the name of their style or their level in the outline; lines and breaks."""
    assert made(rtf(body, head)) == wanted


def test_rtf_says_where_a_paragraph_stands() -> None:
    """Until the next one begins anew."""
    story = rtf(r"\pard\qc One\par Two\par\pard\qr Three\par\pard Four\par")
    assert sides(story) == [("One", "centre"), ("Two", "centre"), ("Three", "right")]


def test_notes_of_rtf_stand_after_the_story() -> None:
    """Numbered from 1; each is called for where it stood."""
    story = rtf(r"Lamp{\footnote {\i A} light.\par More.} and oar{\footnote An oar.}.\par Z")

    notes = ["1. A light. More.", "2. An oar."]
    assert made(story) == [
        *paragraphs("Lamp¹ and oar².", "Z"),
        *(("list", note) for note in notes),
    ]
    assert [story.text[slice(*one.note)] for one in story.footnotes] == notes
    assert story.text[slice(*story.body)].endswith("Z")


def test_rtf_says_who_wrote_it() -> None:
    """In its group of information, cleaned."""
    story = rtf(r"Words.", r"{\info{\title The \'c9t\'e9}{\author Ada\u8238 ? Reed}}")
    assert (story.title, story.metadata.author) == ("The Été", "Ada\ufffd Reed")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{\\rtf1 }", "holds no words"),
        (b"{\\rtf1{\\*\\x hidden}}", "holds no words"),
        (b"{\\rtf1" + b"{" * 1_001 + b"a", "nests its groups too deeply$"),
    ],
)
def test_rtf_that_is_no_story_is_refused(data: bytes, reason: str) -> None:
    """In one sentence."""
    with pytest.raises(LoadError, match=reason):
        formats.from_bytes(data, "x.rtf")


def test_rtf_is_shown_as_it_is_where_that_is_wished() -> None:
    """With every sign of its markup."""
    assert "\\par" in rtf(r"a\par b", choices=Choices(raw=True)).text


# DOCX.

TOP = '<w:outlineLvl w:val="0"/>'
HEADING = '<w:style w:styleId="{0}"><w:name w:val="{1}"/>{2}</w:style>'


def docx(
    body: str,
    styles: str = "",
    more: Mapping[str, str | bytes] | None = None,
    choices: Choices | None = None,
) -> Story:
    """A document with this body."""
    members: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document><w:body>{body}</w:body></w:document>"
    }
    if styles:
        members["word/styles.xml"] = f"<w:styles>{styles}</w:styles>"
    return formats.from_bytes(packed(members | dict(more or {})), "x.docx", choices or Choices())


def p(words: str, about: str = "") -> str:
    """A paragraph of one run."""
    told = f"<w:pPr>{about}</w:pPr>" if about else ""
    return f"<w:p>{told}<w:r><w:t>{words}</w:t></w:r></w:p>"


def r(words: str, about: str) -> str:
    """A run with a look."""
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (p("One") + p("Two"), ["One", "Two"]),
        (p("One") + "<w:p/>" + p("Two"), ["One", "Two"]),
        ("<w:p><w:r><w:t>On</w:t></w:r><w:r><w:t>e</w:t></w:r></w:p>", ["One"]),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", ["a b"]),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
         ["a"]),
        ("<w:p><w:r><w:t>a</w:t><w:br w:type='page'/><w:t>b</w:t></w:r></w:p>", ["ab"]),
        ("<w:p><w:del><w:r><w:t>x</w:t></w:r></w:del><w:ins><w:r><w:t>y</w:t></w:r></w:ins></w:p>",
         ["y"]),
        ("<w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:r><w:t>y</w:t></w:r></w:p>",
         ["y"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>y</w:t></w:r></w:p>", ["y"]),
        ("<w:p><w:r><w:drawing><w:t>x</w:t></w:drawing><w:t>y</w:t></w:r></w:p>", ["y"]),
        ("<w:p><w:r><w:t>a</w:t></w:r> stray <w:r><w:t>b</w:t></w:r></w:p>", ["ab"]),
        ("<w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink></w:p>", ["linked"]),
        ("<w:p><w:r><w:t>a</w:t></w:r><w:txbx>" + p("b") + "</w:txbx></w:p>" + p("c"),
         ["a", "b", "c"]),
        ("<w:sdt><w:sdtContent>" + p("held") + "</w:sdtContent></w:sdt>", ["held"]),
    ],
)  # fmt: skip
def test_words_of_docx(body: str, texts: list[str]) -> None:
    """What stands in runs; not what was deleted, computed, drawn, or lies between."""
    assert made(docx(body)) == paragraphs(*texts)


@pytest.mark.parametrize(
    ("about", "wanted"),
    [
        ('<w:pStyle w:val="Heading1"/>', "heading1"),
        ('<w:pStyle w:val="heading 4"/>', "heading4"),
        ('<w:pStyle w:val="Title"/>', "heading1"),
        ('<w:pStyle w:val="Heading7"/>', "paragraph"),
        ('<w:pStyle w:val="Headings"/>', "paragraph"),
        ('<w:pStyle w:val="A"/>', "heading2"),
        ('<w:pStyle w:val="B"/>', "heading2"),
        ('<w:pStyle w:val="C"/>', "heading3"),
        ('<w:pStyle w:val="D"/>', "paragraph"),
        ('<w:pStyle w:val="Round"/>', "paragraph"),
        ('<w:pStyle w:val="Missing"/>', "paragraph"),
        ('<w:outlineLvl w:val="0"/>', "heading1"),
        ('<w:outlineLvl w:val="5"/>', "heading6"),
        ('<w:outlineLvl w:val="6"/>', "paragraph"),
        ('<w:outlineLvl w:val="9"/>', "paragraph"),
        ('<w:pStyle w:val="Nameless"/>', "paragraph"),
        ('<w:outlineLvl w:val="x"/>', "paragraph"),
        ('<w:pStyle w:val="A"/><w:outlineLvl w:val="0"/>', "heading1"),
        ("<w:numPr/>", "list"),
        ('<w:pStyle w:val="A"/><w:numPr/>', "heading2"),
    ],
)
def test_a_heading_of_docx_is_what_its_style_says(about: str, wanted: str) -> None:
    """By its name, by that of a style it stands on, by its level in the outline."""
    styles = (
        HEADING.format("A", "heading 2", "")
        + HEADING.format("B", "Mine", '<w:basedOn w:val="A"/>')
        + HEADING.format("C", "Mine too", '<w:outlineLvl w:val="2"/>')
        + HEADING.format("D", "Body", '<w:outlineLvl w:val="9"/>')
        + '<w:style w:styleId="Nameless"/>'
        + HEADING.format("Round", "Round", '<w:basedOn w:val="Round"/>')
    )
    (top, (kind, text), _) = made(
        docx(p("Top", TOP) + p("Rain", about) + p("It rained all day."), styles)
    )
    assert (top, kind) == (("heading1", "Top"), wanted)
    assert text == ("• Rain" if kind == "list" else "Rain")


@pytest.mark.parametrize(
    ("run", "italic", "strong"),
    [
        (r("b", "<w:i/>"), ["b"], []),
        (r("b", '<w:i w:val="1"/>'), ["b"], []),
        (r("b", '<w:i w:val="0"/>'), [], []),
        (r("b", '<w:i w:val="false"/>'), [], []),
        (r("b", '<w:i w:val="off"/>'), [], []),
        (r("b", '<w:b w:val="none"/>'), [], []),
        (r("b", "<w:b/>"), [], ["b"]),
        (r("b", "<w:b/><w:i/>"), ["b"], ["b"]),
        (r("b", '<w:rStyle w:val="Emphasis"/>'), ["b"], []),
        (r("b", '<w:rStyle w:val="Strong"/>'), [], ["b"]),
        (r("b", '<w:rStyle w:val="Other"/>'), [], []),
        ("<w:pPr><w:rPr><w:i/></w:rPr></w:pPr><w:r><w:t>b</w:t></w:r>", [], []),
        (r("b", "<w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>"), [], []),
    ],
)
def test_slants_of_docx(run: str, italic: list[str], strong: list[str]) -> None:
    """Of a run, not of the mark at a paragraph's end, and not what they were before."""
    story = docx(f"<w:p>{run}<w:r><w:t> and more</w:t></w:r></w:p>")
    assert (spans(story), spans(story, SpanKind.STRONG)) == (italic, strong)


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ('<w:vertAlign w:val="superscript"/>', "x²"),
        ('<w:vertAlign w:val="subscript"/>', "x₂"),
        ('<w:vertAlign w:val="baseline"/>', "x2"),
    ],
)
def test_raised_and_lowered_figures_of_docx(about: str, text: str) -> None:
    """By the signs that Unicode has for them."""
    story = docx(f"<w:p><w:r><w:t>x</w:t></w:r>{r('2', about)}</w:p>")
    assert made(story) == paragraphs(text)


@pytest.mark.parametrize(
    ("about", "wanted"),
    [
        ('<w:jc w:val="center"/>', [("a", "centre")]),
        ('<w:jc w:val="right"/>', [("a", "right")]),
        ('<w:jc w:val="end"/>', [("a", "right")]),
        ('<w:jc w:val="both"/>', []),
        ('<w:pStyle w:val="S"/>', [("a", "centre")]),
        ('<w:pStyle w:val="S"/><w:jc w:val="left"/>', []),
    ],
)
def test_docx_says_where_a_paragraph_stands(about: str, wanted: list[tuple[str, str]]) -> None:
    """Itself, else by its style."""
    styles = HEADING.format("S", "Mine", '<w:jc w:val="center"/>')
    assert sides(docx(p("a", about) + p("b"), styles)) == wanted


def test_lines_and_tables_of_docx() -> None:
    """Lines that the author ended, and cells in columns."""
    lines = "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r></w:p>"
    cells = "".join(f"<w:tc>{p(word)}</w:tc>" for word in ("ab", "c"))
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"

    assert made(docx(f"{lines}{table}{p('z')}")) == [
        ("verse", "a\nb\nc"),
        ("preformatted", "ab  c\nab  c"),
        ("paragraph", "z"),
    ]


def test_notes_of_docx_are_those_of_two_kinds() -> None:
    """At the foot and at the end; separators are none, and their numbers are those of the calls."""
    call = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    body = (
        f"<w:p><w:r><w:t>Lamp</w:t></w:r>{call.format('footnote', 2)}<w:r><w:t> and oar</w:t></w:r>"
        f"{call.format('endnote', 3)}</w:p>"
    )
    foot = (
        '<w:footnotes><w:footnote w:type="separator" w:id="0">' + p("rule") + "</w:footnote>"
        '<w:footnote w:type="continuationSeparator" w:id="1">' + p("rule") + "</w:footnote>"
        '<w:footnote w:id="2">' + p("A light.") + "</w:footnote></w:footnotes>"
    )
    end = '<w:endnotes><w:endnote w:id="3">' + p("An oar.") + "</w:endnote></w:endnotes>"
    story = docx(body, more={"word/footnotes.xml": foot, "word/endnotes.xml": end})

    notes = [story.text[slice(*one.note)] for one in story.footnotes]
    assert len(notes) == 2
    assert notes[0].endswith("A light.")
    assert notes[1].endswith("An oar.")
    assert "rule" not in story.text
    assert story.text[slice(*story.body)] == made(story)[0][1]


CORE = (
    '<cp:coreProperties xmlns:dc="x"><dc:title> The  Ferry</dc:title><dc:creator>Ada\u202e'
    "</dc:creator><dc:language>en-GB</dc:language><dc:description>A boat.</dc:description>"
    "</cp:coreProperties>"
)


def test_docx_says_who_wrote_it() -> None:
    """In its properties, cleaned; broken ones say nothing."""
    story = docx(p("Words."), more={"docProps/core.xml": CORE})

    assert "Ferry" in story.title
    assert story.metadata.author == "Ada\ufffd"
    assert story.metadata.language == "en-GB"
    assert dict(story.metadata.extra)["summary"] == "A boat."
    assert docx(p("Words."), more={"docProps/core.xml": "<broken"}).title == "x"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "holds no words"),
        ("<w:p/>", "holds no words"),
        ("<w:p>", "is a DOCX document that is not understood"),
    ],
)
def test_docx_that_is_no_story_is_refused(body: str, reason: str) -> None:
    """In one sentence."""
    with pytest.raises(LoadError, match=reason):
        docx(body)


def test_docx_is_shown_as_it_is_where_that_is_wished() -> None:
    """A paragraph to a line."""
    assert "<w:t>a</w:t>" in docx(p("a") + p("b"), choices=Choices(raw=True)).text


# ODT.


def odt(body: str, styles: str = "", general: str = "", meta: str = "") -> Story:
    """A document with this body."""
    content = (
        "<office:document-content><office:automatic-styles>"
        f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    members: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text"}
    members["content.xml"] = content
    if general:
        members["styles.xml"] = f"<office:document-styles>{general}</office:document-styles>"
    if meta:
        members["meta.xml"] = f"<office:document-meta>{meta}</office:document-meta>"
    return formats.from_bytes(packed(members), "x.odt")


def style(name: str, properties: str, parent: str = "") -> str:
    """A style of text."""
    stands = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}"{stands}><style:text-properties {properties}/>'
        f"<style:paragraph-properties {properties}/></style:style>"
    )


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<text:p>One</text:p><text:p>Two</text:p>", paragraphs("One", "Two")),
        ("<text:p>One</text:p> stray <text:p/>", paragraphs("One")),
        ("<text:p>a<text:tab/>b</text:p>", paragraphs("a b")),
        ("<text:p>a<text:s/>b</text:p>", paragraphs("a b")),
        ("<text:p>a<text:s text:c='3'/>b</text:p>", paragraphs("a\u00a0\u00a0\u00a0b")),
        ("<text:p>a<text:s text:c='x'/>b</text:p>", paragraphs("a b")),
        ("<text:p>a<text:s text:c='99999'/>b</text:p>", paragraphs("a b")),
        ("<text:p>a<text:s text:c='999'/>b</text:p>", paragraphs("a" + "\u00a0" * 64 + "b")),
        ("<text:p>a<text:soft-page-break/>b</text:p>", paragraphs("ab")),
        ("<text:p>a<text:line-break/>b</text:p>", [("verse", "a\nb")]),
        ("<text:h>I</text:h>", [("heading1", "I")]),
        ("<text:h text:outline-level='3'>I</text:h>", [("heading3", "I")]),
        ("<text:h text:outline-level='9'>I</text:h>", [("heading6", "I")]),
        ("<text:h text:outline-level='x'>I</text:h>", [("heading6", "I")]),
        ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",
         [("list", "• a")]),
        ("<text:section><text:p>a</text:p></text:section>", paragraphs("a")),
        ("<text:p>a<text:span>b</text:span>c</text:p>", paragraphs("abc")),
        ("<text:p>a<office:annotation><text:p>x</text:p></office:annotation>b</text:p>",
         paragraphs("ab")),
        ("<text:sequence-decls><text:p>x</text:p></text:sequence-decls><text:p>a</text:p>",
         paragraphs("a")),
        (("<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text>"
         "</text:ruby></text:p>"), paragraphs("漢（かん）")),
        (("<table:table><table:table-row><table:table-cell><text:p>ab</text:p></table:table-cell>"
         "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>"),
         [("preformatted", "ab  c")]),
    ],
)  # fmt: skip
def test_elements_of_odt(body: str, wanted: Made) -> None:
    """Paragraphs, headings, blanks, lists, lines; not what is only about them."""
    story = odt(f"<text:h>Top</text:h>{body}<text:p>End.</text:p>")
    assert made(story) == [("heading1", "Top"), *wanted, ("paragraph", "End.")]


@pytest.mark.parametrize(
    ("properties", "italic", "strong", "placed"),
    [
        ("fo:font-style='italic'", ["b"], [], []),
        ("fo:font-style='normal'", [], [], []),
        ("fo:font-weight='bold'", [], ["b"], []),
        ("fo:font-weight='700'", [], ["b"], []),
        ("fo:font-weight='400'", [], [], []),
    ],
)
def test_a_span_of_odt_is_what_its_style_says(
    properties: str, italic: list[str], strong: list[str], placed: list[tuple[str, str]]
) -> None:
    """Its own, or one that it stands on, in whichever part of the document."""
    body = "<text:p>a<text:span text:style-name='{}'>b</text:span>c</text:p>"
    heir = style("T2", "", "T1")
    for story in (
        odt(body.format("T1"), style("T1", properties)),
        odt(body.format("T2"), style("T1", properties) + heir),
        odt(body.format("T2"), heir, style("T1", properties)),
    ):
        assert (spans(story), spans(story, SpanKind.STRONG)) == (italic, strong)
        assert sides(story) == placed
    assert spans(odt(body.format("T9"), style("T1", properties))) == []


def test_styles_of_odt_that_stand_on_each_other_come_to_an_end() -> None:
    """The nearer one wins."""
    body = "<text:p>a<text:span text:style-name='A'>b</text:span>c</text:p>"
    italic, normal = "fo:font-style='italic'", "fo:font-style='normal'"

    assert spans(odt(body, style("A", italic, "B") + style("B", normal, "A"))) == ["b"]
    assert spans(odt(body, style("A", normal, "B") + style("B", italic, "A"))) == []


def test_odt_says_where_a_paragraph_stands_and_what_is_hidden() -> None:
    """By its style."""
    body = "".join(f"<text:p text:style-name='{name}'>{name}</text:p>" for name in "CRH")
    story = odt(
        body + "<text:p>x</text:p>",
        style("C", "fo:text-align='center'")
        + style("R", "fo:text-align='end'")
        + style("H", "text:display='none'"),
    )
    assert sides(story) == [("C", "centre"), ("R", "right")]
    assert made(story) == paragraphs("C", "R", "x")


def test_notes_of_odt_stand_after_the_story() -> None:
    """With the emphasis in them, numbered as they are called for."""
    note = (
        "<text:note><text:note-citation>7</text:note-citation><text:note-body><text:p>{}</text:p>"
        "</text:note-body></text:note>"
    )
    slanted = "<text:span text:style-name='I'>light</text:span>"
    story = odt(
        f"<text:p>Lamp{note.format(f'A {slanted}.')} and oar{note.format('An oar.')}.</text:p>",
        style("I", "fo:font-style='italic'"),
    )
    assert story.text[slice(*story.body)] == "Lamp⁷ and oar⁷."
    notes = [story.text[slice(*one.note)] for one in story.footnotes]
    assert [one.rpartition("A")[2] for one in notes] == [" light.", "n oar."]
    assert spans(story) == ["light"]


def test_odt_says_who_wrote_it() -> None:
    """Who began it, else who changed it last."""
    both = (
        "<dc:title>The Ferry</dc:title><meta:initial-creator>Ada</meta:initial-creator>"
        "<dc:creator>Bo</dc:creator><dc:language>en</dc:language><dc:description>A boat."
        "</dc:description>"
    )
    story = odt("<text:p>Words.</text:p>", meta=both)
    assert (story.title, story.metadata.author, story.metadata.language) == (
        *("The Ferry", "Ada", "en"),
    )
    assert dict(story.metadata.extra)["summary"] == "A boat."
    one = odt("<text:p>Words.</text:p>", meta="<dc:creator>Bo</dc:creator>")
    assert (one.title, one.metadata.author) == ("x", "Bo")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<office:document-content/>", "holds no words"),
        ("<office:document-content>", "locked or broken"),
        ("\x00\x01\x02", "locked or broken"),
    ],
)
def test_odt_that_is_no_story_is_refused(content: str, reason: str) -> None:
    """One that is locked looks like one that is broken."""
    data = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    with pytest.raises(LoadError, match=reason):
        formats.from_bytes(data, "x.odt")


# FB2.


def fb2(body: str, info: str = "", more: str = "") -> Story:
    """A book with this body."""
    source = (
        '<FictionBook xmlns:l="http://www.w3.org/1999/xlink"><description><title-info>'
        f"{info}</title-info></description><body>{body}</body>{more}</FictionBook>"
    )
    return formats.from_bytes(source.encode(), "x.fb2")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>One</p><p>Two</p>", paragraphs("One", "Two")),
        ("<title><p>The Ferry</p></title><p>a</p>",
         [("heading1", "The Ferry"), ("paragraph", "a")]),
        (("<section><title><p>I</p></title><section><title><p>Rain</p></title><p>a</p></section>"
         "</section>"), [("heading2", "I"), ("heading3", "Rain"), ("paragraph", "a")]),
        ("<section><title><p>I</p><p>Rain</p></title><p>a</p></section>",
         [("heading1", "I\nRain"), ("paragraph", "a")]),
        ("<section><p>a</p></section><section><title><p>I</p></title><p>b</p></section>",
         [("paragraph", "a"), ("heading2", "I"), ("paragraph", "b")]),
        (("<poem><title><p>Song</p></title><stanza><v>a</v><v>b</v></stanza><stanza><v>c</v>"
         "</stanza></poem>"), [("verse", "Song"), ("verse", "a\nb"), ("verse", "c")]),
        ("<cite><p>a</p><text-author>Ada</text-author></cite>",
         [("quote1", "a"), ("quote1", "Ada")]),
        ("<epigraph><p>a</p></epigraph><p>b</p>", [("quote1", "a"), ("paragraph", "b")]),
        ("<p>a</p><subtitle>* * *</subtitle><p>b</p>",
         [("paragraph", "a"), ("break", "* * *"), ("paragraph", "b")]),
        ("<p>a</p><empty-line/><p>b</p>", paragraphs("a", "b")),
        ("<p>a<image l:href='#i'/>b</p>", paragraphs("ab")),
        ("<p>a <code>b</code> <strikethrough>c</strikethrough></p>", paragraphs("a b c")),
    ],
)  # fmt: skip
def test_elements_of_fb2(body: str, wanted: Made) -> None:
    """Parts within parts, poems, quotations, breaks."""
    assert made(fb2(body)) == wanted


def test_who_said_it_stands_at_the_right_in_fb2() -> None:
    """And so does when it was said; a subtitle stands in the middle."""
    story = fb2(
        "<cite><p>a</p><text-author>Ada</text-author><date>1901</date></cite>"
        "<subtitle>Later</subtitle><p>b</p>"
    )
    assert sides(story) == [("Ada", "right"), ("1901", "right"), ("Later", "centre")]


@pytest.mark.parametrize(
    ("markup", "italic", "strong"),
    [
        ("<emphasis>b</emphasis>", ["b"], []),
        ("<strong>b</strong>", [], ["b"]),
        ("<style name='x'>b</style>", [], []),
    ],
)
def test_slants_of_fb2(markup: str, italic: list[str], strong: list[str]) -> None:
    """By their elements."""
    story = fb2(f"<p>a {markup} c</p>")
    assert (spans(story), spans(story, SpanKind.STRONG)) == (italic, strong)


@pytest.mark.parametrize(
    ("info", "field", "wanted"),
    [
        ("<book-title> The Ferry </book-title>", "title", "The Ferry"),
        (("<author><first-name>Ada</first-name><middle-name>M.</middle-name><last-name>Reed"
         "</last-name></author>"), "author", "Ada M. Reed"),
        ("<author><last-name>Reed</last-name></author><author><nickname>bo</nickname></author>",
         "author", "Reed, bo"),
        ("<author><first-name>Ada</first-name><nickname>x</nickname></author>", "author", "Ada"),
        ("<author/>", "author", ""),
        ("<lang>en</lang>", "language", "en"),
    ],
)  # fmt: skip
def test_fb2_says_what_it_is(info: str, field: str, wanted: str) -> None:
    """Names in parts, or the one that somebody goes by."""
    story = fb2("<p>Words.</p>", info)
    told = story.title if field == "title" else getattr(story.metadata, field)
    assert told == wanted


@pytest.mark.parametrize(
    ("info", "key", "wanted"),
    [
        ('<sequence name="River" number="2"/>', "series", "River 2"),
        ('<sequence name="River"/>', "series", "River"),
        ("<genre>sea</genre><genre>fog</genre>", "tags", "sea, fog"),
        ("<annotation><p>A boat.</p></annotation>", "summary", "A boat."),
        ("<translator><first-name>Bo</first-name></translator>", "translator", "Bo"),
        ("", "series", None),
    ],
)
def test_fb2_says_more_of_itself(info: str, key: str, wanted: str | None) -> None:
    """Series, tags, summary, who translated it."""
    assert dict(fb2("<p>Words.</p>", info).metadata.extra).get(key) == wanted


@pytest.mark.parametrize("name", ["notes", "comments", "footnotes", "Notes"])
def test_notes_of_fb2_are_folded(name: str) -> None:
    """In a body of their own, whichever of its names it has."""
    call = '<a l:href="#n1" type="note">1</a>'
    story = fb2(
        f"<p>Lamp{call}.</p>",
        more=f"<body name='{name}'><section id='n1'><p>A light.</p></section></body>"
        "<binary>AAAA</binary>",
    )
    assert story.text[slice(*story.body)] == "Lamp¹."
    assert [story.text[slice(*one.note)] for one in story.footnotes] == ["A light."]
    assert "AAAA" not in story.text


def test_a_body_of_another_name_is_story() -> None:
    """A second part, say."""
    story = fb2("<p>One.</p>", more="<body name='part two'><p>Two.</p></body>")
    assert story.text[slice(*story.body)] == "One.\nTwo."


def test_fb2_without_words_is_refused() -> None:
    """However much it says of itself."""
    with pytest.raises(LoadError, match="holds no words"):
        fb2("", "<book-title>The Ferry</book-title>")


def test_fb2_that_is_not_well_formed_is_read_as_a_browser_would() -> None:
    """And that is told."""
    data = b"<FictionBook><body><section><title><p>I</title><p>One<p>Two &amp &nbsp;x</section>"
    story = formats.from_bytes(data, "x.fb2")
    assert made(story)[0] == ("heading1", "I")
    assert [kind for kind, _ in made(story)[1:]] == ["paragraph", "paragraph"]
    (why,) = [one.why for one in story.decisions if one.topic == "format"]
    assert why == "not well-formed, and read as a browser would"


# Markdown.


def markdown(text: str) -> Story:
    """A text with its signs."""
    return formats.from_bytes(text.encode(), "x.md")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The [ferry](http://x) came.", "The ferry came."),
        ('The [ferry](http://x "A boat") came.', "The ferry came."),
        ("The [ferry](/a_(b)) came.", "The ferry came."),
        ('The [ferry][f] came.\n\n[f]: http://x "Boat"\n', "The ferry came."),
        ("The [ferry] came.", "The [ferry] came."),
        ("A ![lamp](l.png) burnt.", "A [lamp] burnt."),
        ("A ![](l.png) burnt.", "A  burnt."),
        ("See <https://x.example/a>.", "See https://x.example/a."),
        ("See <not an address>.", "See <not an address>."),
        ("One <!-- hidden\nlines --> two.", "One  two."),
        ("One <!-- without end", "One <!-- without end"),
        (r"2 \* 3 \_ 4 \# 5", "2 * 3 _ 4 # 5"),
        (r"a\b", r"a\b"),
    ],
)
def test_signs_of_markdown_are_not_read(text: str, wanted: str) -> None:
    """Links and pictures by their words, addresses bare, comments not at all."""
    told = "".join(words for _, words in made(markdown(f"{text}\n\nIt was late.\n"))[:1])
    assert " ".join(told.split()) == " ".join(wanted.split())


@pytest.mark.parametrize(
    ("text", "title", "level"),
    [
        ("# Rain", "Rain", 1),
        ("## Rain", "Rain", 2),
        ("### Rain ###", "Rain", 3),
        ("Rain\n====", "Rain", 1),
        ("Rain\n----", "Rain", 2),
        ("   Rain\n  =", "Rain", 1),
    ],
)
def test_headings_of_markdown(text: str, title: str, level: int) -> None:
    """By marks before them or a rule below."""
    story = markdown(f"# Top\n\nIt was.\n\n## Mid\n\nIt is.\n\n{text}\n\nIt was not.\n")
    heads = [one for one in story.blocks if one.kind is BlockKind.HEADING]
    assert [(story.text[one.start : one.end], one.level) for one in heads] == [
        ("Top", 1),
        ("Mid", 2),
        (title, level),
    ]


def test_a_fence_of_markdown_is_not_read() -> None:
    """What stands in it is."""
    story = markdown("One.\n\n```python\ncode = 1\n```\n\nTwo.\n")
    assert "```" not in story.text
    assert "code = 1" in story.text


def test_what_markdown_says_of_itself_stands_as_it_is() -> None:
    """A link in it is no link of the story, and it is not story."""
    story = markdown("---\ntitle: The Ferry\nauthor: Ada Reed\n---\n\nIt came [late](x).\n")
    assert (story.title, story.metadata.author) == ("The Ferry", "Ada Reed")
    assert story.text[slice(*story.body)] == "It came late."
    assert story.source.kind == "Markdown"
