"""Pages, books and documents of other makers, packed or not: the same story each time."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import zipfile
from functools import cache
from pathlib import Path

import pytest

from reader import formats
from reader.context import set_up
from reader.formats import excerpt, glance
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Near
from reader.formats.markup.builder import Builder
from reader.formats.table import FORMATS, format_of, is_story_name
from reader.shelf.add import add
from reader.story import BlockKind, SpanKind, Story
from tests.books import CONTAINER, docx, epub, fb2, odt, packed, page
from tests.sample_book import PLACE, made

AO3 = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html lang="en"><head>
<title>The Ferry - reed - Landings</title><style>p.message {text-align: center}</style></head>
<body>
<div id="preface">
<p class="message">Posted on <a href="http://archiveofourown.org/">the Archive</a></p>
<div class="meta"><dl class="tags"><dt>Rating:</dt><dd>General</dd>
<dt>Language:</dt><dd>English</dd>
<dt>Series:</dt><dd>Part 1 of River</dd></dl><h1>The Ferry</h1>
<div class="byline">by <a>reed</a></div>
<p>Summary</p><blockquote class="userstuff"><p>A ferry is late.</p></blockquote></div></div>
<div id="chapters" class="userstuff"><div class="meta group"><h2 class="heading">1. Rain</h2></div>
<div class="userstuff"><p>The ferry <em>came</em> in late.</p></div>
<div class="meta group"><h2 class="heading">2. Home</h2></div>
<div class="userstuff"><p>Nobody had a lamp.</p></div></div>
<div id="afterword"><p class="message">Please comment!</p></div></body></html>"""
FFF = """<html><head><title>The Ferry by reed</title></head><body><h1><a href="u">The Ferry</a> by
<a href="a">reed</a></h1><table><tr><td><b>Rating:</b></td><td>General</td></tr></table>
<a name="TOCTOP"><h2>Table of Contents</h2></a><p><a href="#section0001">Rain</a><br />
<a href="#section0002">Home</a><br /></p>
<a name="section0001"><h2>Rain</h2></a><h3>At night</h3><p>The ferry <i>came</i> in late.</p>
<a name="section0002"><h2>Home</h2></a><p>Nobody had a lamp.</p></body></html>"""
TEXT = "The lamp was lit at nine, and by ten nobody could say who had lit it.\n\n" * 4


def body(story: Story) -> str:
    """The story itself."""
    return story.text[story.body.start : story.body.end]


@pytest.mark.parametrize(("markup", "maker"), [(AO3, "AO3"), (FFF, "FanFicFare")])
def test_a_page_of_an_archive_has_its_header_folded_and_told(markup: str, maker: str) -> None:
    """Title, author, rating; its chapters are those of the story."""
    story = formats.from_bytes(markup.encode(), "ferry.html")

    assert (story.title, story.metadata.author) == ("The Ferry", "reed")
    assert dict(story.metadata.extra)["rating"] == "General"
    assert story.source.kind == f"HTML, {maker}"
    assert len(story.chapters) == 2
    assert [story.text[s.start : s.end] for s in story.spans if s.start > story.body.start] == [
        "came"
    ]
    assert body(story).endswith("Nobody had a lamp.")
    assert body(story).startswith(story.chapters[0].title)


def test_a_page_of_project_gutenberg_is_folded_around_its_lines() -> None:
    """Where no section of the markup says so."""
    rule = "OF THE PROJECT GUTENBERG EBOOK FERRY ***"
    markup = (
        f"<html lang=en-us><p>Licence</p><pre>*** START {rule}</pre><h2>Rain</h2><p>It came.</p>"
        f"<p>*** END {rule}</p><p>More of it</p></html>"
    )
    story = formats.from_bytes(markup.encode(), "x.html")

    assert body(story) == "Rain\nIt came."
    assert story.metadata.language == "en-US"


def test_a_number_calls_for_the_note_that_leads_back() -> None:
    """In one page, where neither has a type."""
    markup = (
        "<html><p id=a>The lamp<a href=#n>1</a> and <a href=#z>else</a></p><p>On.</p>"
        "<p id=n>Lent. <a href=#a>↩</a></p><p id=z>There.</p></html>"
    )
    story = formats.from_bytes(markup.encode(), "x.html")

    assert [story.text[slice(*one.note)] for one in story.footnotes] == ["Lent."]


def test_of_a_saved_page_the_main_part_is_the_story() -> None:
    """What the site puts around it is folded, not lost."""
    markup = (
        "<!doctype html><title>The Ferry | Landings</title><meta name=author content='Ada Reed'>"
        "<nav><a href=/>Home</a></nav><article><h1>The Ferry</h1><p>It came late.</article>"
        "<footer>Cookies!</footer>"
    )
    story = formats.from_bytes(markup.encode(), "x.html")

    assert (story.title, story.metadata.author) == ("The Ferry", "Ada Reed")
    assert body(story) == "The Ferry\nIt came late."
    assert "Cookies!" in story.text


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<h1>The <i>Ferry</i></h1><p>It came.</p>", "The Ferry"),
        ("<title>Ferries</title><h1>The Ferry</h1><p>It came.</p>", "Ferries"),
        ("<h1>One</h1><p>It came.</p><h1>Two</h1><p>It went.</p>", "x"),
        ("<p>It came.</p><h1>The Ferry</h1><p>It went.</p>", "x"),
    ],
)
def test_a_page_is_called_as_it_says(markup: str, title: str) -> None:
    """By its title, else by the one heading that stands above all of it, else by its name."""
    assert formats.from_bytes(f"<html>{markup}</html>".encode(), "x.html").title == title


@pytest.mark.parametrize("named", ["windows-1251", "koi8-r", ""])
def test_a_page_is_read_in_the_encoding_that_it_names_or_shows(named: str) -> None:
    """A reader may choose another."""
    meta = f"<meta charset={named}>" if named else ""
    markup = f"<html><head>{meta}</head><body><p>Паром пришёл поздно ночью.</p></body></html>"
    data = markup.encode(named or "cp1251")

    assert "Паром пришёл" in formats.from_bytes(data, "x.html").text
    assert "Паром" not in formats.from_bytes(data, "x.html", Choices(encoding="cp437")).text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<p>One lamp.</p>\n<p>Two lamps.</p>\n<p>Three.</p>\n", "html"),
        (b"\xef\xbb\xbf \n<!DOCTYPE HTML><title>x</title>", "html"),
        (b"<Bob> is here\n" + b"and so is a line\n" * 40, "text"),
        (b"<?xml version='1.0'?><FictionBook/>", "fb2"),
        (b"{curly}", "text"),
    ],
)
def test_bytes_tell_a_page_from_a_text(data: bytes, kind: str) -> None:
    """Whatever the file is called."""
    assert format_of(data, "x.txt").id == kind


def test_fb2_has_its_description_its_parts_and_its_notes() -> None:
    """In an encoding that it names."""
    story = formats.from_bytes(fb2().encode("cp1251"), "p.fb2")
    kinds = [block.kind for block in story.blocks]

    assert (story.title, story.metadata.author) == ("Паром", "Анна Ив")
    assert dict(story.metadata.extra)["series"] == "Река 2"
    assert [(c.title, c.level) for c in story.chapters] == [("Глава 1: Дождь", 1), ("Глава 2", 1)]
    assert "Раз\nДва" in story.text
    assert kinds.count(BlockKind.VERSE) == kinds.count(BlockKind.BREAK) == 1
    assert body(story).endswith("Конец.")
    assert story.text.endswith("Сноска.")
    assert [story.text[slice(*one.note)] for one in story.footnotes] == ["Сноска."]
    assert (
        formats.from_bytes(fb2().replace("</p>", "", 1).encode("cp1251"), "p.fb2").title == "Паром"
    )


def test_a_document_of_a_word_processor_is_what_its_styles_say() -> None:
    """Headings, slants by run, breaks, alignment, notes; what was deleted is gone."""
    story = formats.from_bytes(docx(), "ferry.docx")

    assert (story.title, story.metadata.author) == ("The Ferry", "Ada Reed")
    assert [c.title for c in story.chapters] == ["Rain", "Home"]
    assert [story.text[s.start : s.end] for s in story.spans] == ["came"]
    assert "gone" not in story.text
    assert "The ferry came in late.¹" in body(story)
    assert story.text.endswith("1. A lamp.")


def test_an_open_document_is_the_same_story() -> None:
    """Its styles may stand on others."""
    story, other = formats.from_bytes(odt(), "ferry.odt"), formats.from_bytes(docx(), "ferry.docx")

    assert story.text == other.text
    assert [c.title for c in story.chapters] == [c.title for c in other.chapters]
    assert story.spans == other.spans
    assert story.metadata.author == "Ada Reed"


def test_markdown_is_read_without_the_signs_that_nobody_reads() -> None:
    """Links and pictures by their words, escapes as themselves, comments and definitions not."""
    text = (
        "---\ntitle: The Ferry\n---\n\nRain\n====\n\n"
        "The [ferry](http://x/a_(b)) *came* \\[late\\] ![a lamp](l.png).\n\n"
        "\\* 2 \\*late\\*\n\n\\# 3\n\n"
        "<!-- no -->\n\n[x]: http://y\n\n## Home\n\nSee [that][x] at <http://z>.\n"
    )
    story = formats.from_bytes(text.encode(), "ferry.md")

    assert story.title == "The Ferry"
    assert [c.title for c in story.chapters] == ["Rain", "Home"]
    assert "The ferry came [late] [a lamp]." in body(story)
    assert "See that at http://z." in body(story)
    assert "* 2 *late*\n# 3" in body(story)
    assert all(gone not in body(story) for gone in ("no -->", "http://y", "]("))
    assert any(span.kind is SpanKind.EMPHASIS for span in story.spans)


@pytest.mark.parametrize(
    ("pack", "suffix"),
    [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz"),
     (lambda data: packed({"lamp.txt": data}), "zip")],
)  # fmt: skip
def test_a_packed_text_is_read_as_if_it_lay_there(pack, suffix: str) -> None:  # type: ignore[no-untyped-def]
    """With the title of its own name, and the same words at a glance."""
    data = pack(TEXT.encode())
    story = formats.from_bytes(data, f"lamp.txt.{suffix}")

    assert story.text == formats.from_bytes(TEXT.encode(), "lamp.txt").text
    assert story.title == "lamp"
    assert story.source.size == len(data)
    assert glance(data, f"lamp.txt.{suffix}").words == story.words()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(TEXT.encode())[:-40], "cut short or broken"),
        (gzip.compress(b" " * (8 << 20)), "holds too much"),
        (b"BZh9junk", "cut short or broken"),
        (gzip.compress(gzip.compress(TEXT.encode())), "compressed several times"),
        (packed({"a.txt": TEXT, "b.txt": TEXT}), "archive of 2 stories"),
        (packed({"a.png": b"x", "b.png": b"y"}), "without a story"),
        (packed({"word/document.xml": "<w:document"}), "not understood"),
    ],
    ids=lambda one: one if isinstance(one, str) else "data",
)
def test_what_cannot_be_unpacked_says_why(data: bytes, reason: str) -> None:
    """In one sentence."""
    with pytest.raises(LoadError, match=reason):
        formats.from_bytes(data, "lamp.gz")


def test_every_suffix_is_that_of_a_story() -> None:
    """In any case; and a picture is none."""
    assert all(is_story_name(f"a{suffix}".upper()) for row in FORMATS for suffix in row.suffixes)
    assert not is_story_name("a.png")


def test_an_archive_of_several_stories_is_added_as_a_folder_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder of its name; what is no story in it stays where it is."""
    folder = tmp_path / "stories"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    members: dict[str, str | bytes] = {
        "in/a.txt": TEXT,
        "../b.html": page("<p>Two lamps.</p>"),
        "c.png": b"x",
    }
    (tmp_path / "lamps.zip").write_bytes(packed(members))
    context, _ = set_up(folder)
    places = [one.place for one in add(context, [tmp_path / "lamps.zip"])]

    assert places == [folder / "lamps" / "a.txt", folder / "lamps" / "b.html"]
    assert CONTAINER not in (folder / "lamps" / "a.txt").read_text("utf-8")


FARE = ["Landing 1", "Landing 2, with a title that is long enough to be wrapped by it", "Landing 3"]
LINE = "The ferry was <i>slow</i>, <b>late</b>, and <s>old</s> empty at landing"


def fanficfare(form: str) -> Story:
    """One story as that program writes it, in a form."""
    bodies = [f"<h3>By Water</h3>{f'<p>{LINE} {n}.</p>' * 3}" for n in (1, 2, 3)]
    if form == "txt":
        line = "The ferry was _slow_ , **late** , and ~~old~~ empty at landing"
        parts = [
            f"\n\n        {title.replace(' enough', chr(10) + 'enough')}\n\n\n### By Water\n\n"
            + f"{line} {n}.\n\n" * 3
            for n, title in enumerate(FARE, 1)
        ]
        head = (
            "The Ferry\n\nby Ada Reed\n\n\nCategory: Rivers\nStatus: Completed\nRating: General\n"
            "Words: 54\nPackaged: 2026-01-01\nSummary: A boat.\n\nIt is late.\n\n\n\n"
        )
        contents = "TABLE OF CONTENTS\n\n\n" + "\n\n".join(FARE) + "\n\n\n\n"
        text = f"{head}{contents}{chr(10).join(parts)}\n\nEnd file.\n"
        return formats.from_bytes(text.encode(), "ferry.txt")
    if form == "html":
        inner = "".join(
            f'<a name="section{n:04}"><h2>{title}</h2></a>{body}'
            for n, (title, body) in enumerate(zip(FARE, bodies, strict=True), 1)
        )
        head = FFF.partition('<p><a href="#section0001')[0] + "".join(
            f'<a href="#section{n:04}">{title}</a><br/>' for n, title in enumerate(FARE, 1)
        )
        return formats.from_bytes((head + inner).encode(), "ferry.html")
    front = page("<h3>The Ferry by Ada Reed</h3><div><b>Status:</b> Completed<br/></div>",
                 attributes=' class="fff_titlepage"')  # fmt: skip
    pages = [page(f"<h3>{t}</h3>{body}") for t, body in zip(FARE, bodies, strict=True)]
    listed = [(title, f"d{n}.xhtml") for n, title in enumerate(FARE, 1)]
    return formats.from_bytes(epub([front, *pages], contents=listed), "ferry.epub")


def test_one_story_in_three_forms_has_the_same_title_chapters_and_words() -> None:
    """As text, page and book of the same program."""
    forms = [fanficfare(form) for form in ("txt", "html", "epub")]

    assert {one.title for one in forms} == {"The Ferry"}
    assert {tuple(c.title for c in one.chapters) for one in forms} == {tuple(FARE)}
    assert len({body(one) for one in forms}) == 1
    assert dict(forms[2].metadata.extra)["status"] == "Completed"


LONG = [f"Ferry {n} came in at {n * n}, and nobody had {n}. " * 8 for n in range(3_000)]


@cache
def long_file(form: str) -> bytes:
    """A long story in a form, with its title and author."""
    if form == "md":
        return ("---\ntitle: The Ferry\nauthor: Ada Reed\n---\n\n" + "\n\n".join(LONG)).encode()
    if form == "md.gz":
        return gzip.compress(long_file("md"))
    if form == "html":
        meta = '<meta name="author" content="Ada Reed"/><title>The Ferry</title>'
        return page("".join(f"<p>{one}</p>" for one in LONG), head=meta).encode("utf-16")
    if form == "fb2":
        book = fb2().replace("<p>Конец.</p>", "".join(f"<p>{one}</p>" for one in LONG))
        pictures = f"<binary>{'QUJD' * 200_000}</binary></FictionBook>"
        return book.replace("</FictionBook>", pictures).encode("cp1251")
    if form == "rtf":
        head = r"{\rtf1\ansi{\info{\title The Ferry}{\author Ada Reed}}\pard "
        return (head + "".join(f"{one}\\par\n" for one in LONG) + "}").encode()
    tag, data = ("w:p", docx()) if form == "docx" else ("text:p", odt())
    start, end = (
        ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>") if tag == "w:p" else (f"<{tag}>", f"</{tag}>")
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    name = "word/document.xml" if form == "docx" else "content.xml"
    at = members[name].rindex(f"</{tag}>") + len(f"</{tag}>")
    rows = "".join(f"{start}{one}{end}" for one in LONG)
    members[name] = members[name][:at] + rows + members[name][at:]
    return packed(members)


@pytest.mark.parametrize("form", ["html", "fb2", "rtf", "docx", "odt"])
def test_a_glance_at_a_long_document_reads_its_beginning(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Title and author are those of the whole, the length is nearly right."""
    data = long_file(form)
    whole = formats.from_bytes(data, f"x.{form}")
    fed: list[int] = []
    put = Builder.data

    def counted(self: Builder, text: str) -> None:
        fed.append(len(text))
        put(self, text)

    monkeypatch.setattr(Builder, "data", counted)
    seen = glance(data, f"x.{form}")

    assert (seen.title, seen.author) == (whole.title, whole.metadata.author)
    assert seen.words == pytest.approx(whole.words(), rel=0.1)
    assert seen.length == pytest.approx(len(whole.text), rel=0.1)
    assert sum(fed) < len(whole.text) / 2


@cache
def long_story(form: str) -> Story:
    """What is in the long file."""
    return formats.from_bytes(long_file(form), f"x.{form}")


REACH = 96 << 10


def kinds_from(story: Story, offset: int) -> list[BlockKind]:
    """The kinds of the next blocks of the story itself."""
    kinds = [one.kind for one in story.blocks if offset <= one.start < story.body.end]
    return kinds[:20]


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 1.0])
@pytest.mark.parametrize("form", ["html", "fb2", "rtf", "docx", "odt", "md", "md.gz"])
def test_a_long_document_is_opened_at_a_place_before_the_rest_is_read(
    form: str, share: float
) -> None:
    """What stands around it reads as in the whole, nearly where it says."""
    whole = long_story(form)
    at = whole.text.index(LONG[round(2_999 * share)][:24])
    near = Near(whole.text[at - 20 : at + 20], at / len(whole.text)) if share else None

    found = excerpt(long_file(form), f"x.{form}", Choices(), near, REACH)

    assert found is not None
    story, part = found.story, found.story.excerpt
    start = whole.text.find(body(story))
    here = story.body.start + at - start
    assert part is not None
    assert start >= 0
    assert story.text.startswith(whole.text[at : at + 200], here)
    assert kinds_from(story, here) == kinds_from(whole, at)
    assert (part.begins, part.ends) == (share == 0.0, share == 1.0)
    assert abs(here + part.shift - at) < 0.02 * len(whole.text)
    assert abs(story.progression(here) - whole.progression(at)) < 0.02
    assert (story.title, story.metadata.author) == (whole.title, whole.metadata.author)
    assert len(story.text) < len(whole.text) / 4


def test_a_part_of_a_page_is_read_as_what_holds_it_says() -> None:
    """Quoted and set in the middle as in the whole, under the headings that stand there."""
    days = "".join(
        f"<h2>Day {n}</h2><DIV align=center><blockquote>{''.join(f'<p>{one}' for one in lines)}"
        "</blockquote></DIV>"
        for n, lines in ((at // 100, LONG[at : at + 100]) for at in range(0, len(LONG), 100))
    )
    data = f"<html><head><title>The Ferry</title></head><body>{days}</body></html>".encode()
    whole = formats.from_bytes(data, "x.html")
    at = whole.text.index(LONG[1_470][:24])
    found = excerpt(data, "x.html", Choices(), Near(whole.text[at - 20 : at + 20], 0.4), REACH)

    assert found is not None
    here = found.story.text.index(LONG[1_470][:24])
    block, same = (one.blocks[one.block_index(o)] for one, o in ((found.story, here), (whole, at)))
    assert (block.kind, block.level) == (same.kind, same.level) == (BlockKind.QUOTE, 1)
    assert found.story.side_at(here) == whole.side_at(at)
    assert [c.title for c in found.story.chapters] == ["Day 15", "Day 16"]


def test_a_part_of_a_page_of_an_archive_is_called_as_the_whole_is() -> None:
    """However long the list of chapters is that stands before the story."""
    titles = [f"Landing {n}, with a title that is long" for n in range(1_000)]
    listed = "".join(f'<a href="#section{n:04}">{one}</a><br/>' for n, one in enumerate(titles, 1))
    rows = "".join(
        f'<a name="section{n:04}"><h2>{one}</h2></a><p>Boat {n} came in.</p><p>{LONG[n]}</p>'
        for n, one in enumerate(titles, 1)
    )
    head = FFF.partition('<p><a href="#section')[0]
    data = f"{head}<p>{listed}</p>{rows}</body></html>".encode()
    found = excerpt(data, "x.html", Choices(), Near("Boat 400 came in.", 0.45), REACH)

    assert found is not None
    assert (found.story.title, found.story.metadata.author) == ("The Ferry", "reed")
    assert titles[399] in [c.title for c in found.story.chapters]


def test_the_number_of_an_item_is_not_looked_for() -> None:
    """The document does not hold it."""
    items = "".join(f"<ol><li>Boat {n} came in.</li></ol><p>{LONG[n]}</p>" for n in range(1_000))
    data = f"<html><body>{items}</body></html>".encode()
    found = excerpt(data, "x.html", Choices(), Near("1. Boat 300 came in.", 0.3), REACH)

    assert found is not None
    assert "1. Boat 300 came in." in found.story.text


@pytest.mark.parametrize(
    ("source", "words", "choices"),
    [
        ("<p>{}</p>", "words that stand nowhere", Choices()),
        ("<p>{}</p>", "12. 13.", Choices()),
        ("<p>{}</p>", "Ferry", Choices()),
        ("<p>{}</p>", "…", Choices()),
        ("<p>{}</p>", "", Choices(raw=True)),
        ("<p>{}</p>", "", Choices(chapter_pattern="^Day")),
        ("<ul><li><p>{}</p>", "and nobody had 1500. Ferry 1500 came in at 2250000", Choices()),
        ("{}\n", "nobody had 1499. Ferry 1500 came in", Choices()),
    ],
)
def test_where_a_part_would_be_in_doubt_the_whole_is_read(
    source: str, words: str, choices: Choices
) -> None:
    """Words that stand nowhere or in many places, elements never closed, no paragraphs at all."""
    data = f"<html><body>{''.join(source.format(one) for one in LONG)}".encode()

    assert excerpt(data, "x.html", choices, Near(words, 0.5) if words else None, REACH) is None


INTRODUCTION = """<div><h1>The Ferry</h1><p>By: reed</p><p>A ferry is late.</p>
<p>Status: complete</p></div><p>Exported with the assistance of <a href="https://fichub.net">FicHub.net</a></p>"""


def test_the_introduction_of_fichub_is_folded() -> None:
    """In a book and in a page of it; the chapters are those of the story."""
    inner = ["<h2>Rain</h2><p>It rained.</p>", "<h2>Home</h2><p>Nobody had a lamp.</p>"]
    book = epub([page(INTRODUCTION), *map(page, inner)], contents=[("Introduction", "d0.xhtml"),
                ("Rain", "d1.xhtml"), ("Home", "d2.xhtml")])  # fmt: skip
    whole = f"<html><body>{INTRODUCTION}{''.join(inner)}</body></html>".encode()
    for story in (formats.from_bytes(book, "f.epub"), formats.from_bytes(whole, "f.html")):
        assert body(story) == "Rain\nIt rained.\nHome\nNobody had a lamp."
        assert [one.title for one in story.chapters] == ["Rain", "Home"]
        assert "FicHub" in story.source.kind


def test_the_samples_hold_a_book_and_a_page() -> None:
    """The book is made from its text; both are stories with chapters."""
    book = formats.load(PLACE)
    kettle = formats.load(PLACE.with_name("room-for-one-more-kettle.html"))

    assert PLACE.read_bytes() == made()
    assert [c.title for c in book.chapters] == ["The Post", "The Complaint", "The Fair Day"]
    assert (len(book.footnotes), len(kettle.chapters)) == (1, 2)
    assert (kettle.title, kettle.metadata.author) == ("Room for One More Kettle", "saltmarshpost")


RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial;}}"
    r"{\stylesheet{\s1 heading 1;}}"
    r"{\*\generator Word}{\info{\title The Ferry}{\author Ada Reed}}"
    r"\pard\s1 Rain\par\pard\plain The ferry {\i came} in late.{\footnote A lamp.}\par"
    r"\'93Caf\'e9\'94 \u8212?\emdash {\f1 \'cf\'e0\'f0\'ee\'ec} \u-10179?\u-8704?\line next\par"
    r"\pard\s1 Home\par\pard\qr Nobody had a lamp.\par{\pict 89504e47}}"
)


def test_rtf_is_the_same_story_too() -> None:
    """In the code page of each font, with its notes, without pictures and tables of fonts."""
    story = formats.from_bytes(RTF.encode("ascii"), "ferry.rtf")

    assert (story.title, story.metadata.author) == ("The Ferry", "Ada Reed")
    assert [c.title for c in story.chapters] == ["Rain", "Home"]
    assert [story.text[s.start : s.end] for s in story.spans] == ["came"]
    assert "“Café” ——Паром 😀\nnext" in story.text
    assert (len(story.footnotes), len(story.placements)) == (1, 1)
    assert "8950" not in story.text
    assert story.text.endswith("1. A lamp.")


@pytest.mark.parametrize("unit", ["{", "}", "\\", "\\u", "{\\i ", "\\par", "{\\footnote ", "\\'e9"])
def test_adversarial_rtf_comes_to_an_end(unit: str) -> None:
    """Without words, or too deep, it is refused."""
    data = b"{\\rtf1 " + unit.encode() * 20_000
    with contextlib.suppress(LoadError):
        assert formats.from_bytes(data, "x.rtf").blocks
