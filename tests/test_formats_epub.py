"""EPUB to the same story that a text would be, and archives that are refused."""

from __future__ import annotations

import io
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import formats
from reader.context import set_up
from reader.formats import excerpt, glance
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Near
from reader.formats.table import format_of
from reader.reading.open import open_path
from reader.search.answers import StoryHits
from reader.search.query import Query
from reader.shelf.add import add
from reader.shelf.scan import rescan
from reader.shelf.search import search_shelf, searchable
from reader.story import Story
from tests.books import CONTAINER, PROSE, SAID, epub, great_novel, packed, page

CHAPTERS = [page(f"<h2>{title}</h2>{PROSE}") for title in ("Rain", "The Landing", "Home")]
CONTENTS = [("Rain", "d0.xhtml"), ("The Landing", "d1.xhtml"), ("Home", "d2.xhtml#h")]


def story(data: bytes, choices: Choices = Choices()) -> Story:  # noqa: B008
    """The story in an EPUB."""
    return formats.from_bytes(data, "ferry.epub", choices)


def decided(one: Story, topic: str) -> str:
    """What was decided about something."""
    return next((d.verdict for d in one.decisions if d.topic == topic), "")


def test_a_book_is_one_text_with_chapters_of_its_contents() -> None:
    """In the order of the spine; what the package says is told."""
    made = story(epub(CHAPTERS, contents=CONTENTS))

    assert (made.title, made.metadata.author, made.metadata.language) == (
        "The Ferry",
        "Ada Reed",
        "en",
    )
    assert [c.title for c in made.chapters] == ["Rain", "The Landing", "Home"]
    assert made.text.count("The ferry came in late") == 3
    assert made.source.kind == "EPUB"
    assert decided(made, "chapters") == "contents: 3"
    assert all(made.text[c.start :].startswith(c.title) for c in made.chapters)


def test_an_old_book_has_its_contents_in_another_form() -> None:
    """An NCX, whose entries may lie within entries."""
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Part'
        ' One</text></navLabel><content src="d0.xhtml"/><navPoint><navLabel><text>The Landing'
        '</text></navLabel><content src="d1.xhtml"/></navPoint></navPoint></navMap></ncx>'
    )
    data = epub(CHAPTERS, version="2.0")
    package = zipfile.ZipFile(io.BytesIO(data)).read("OPS/book.opf").decode()
    package = package.replace(
        "<manifest>",
        '<manifest><item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    )
    made = story(epub(CHAPTERS, more={"OPS/toc.ncx": ncx, "OPS/book.opf": package}))

    assert [(c.title, c.level) for c in made.chapters] == [("Part One", 1), ("The Landing", 2)]


def test_without_contents_the_headings_are_the_chapters() -> None:
    """By their level, the title of the whole aside."""
    pages = [page("<h1>The Ferry</h1>"), *CHAPTERS]

    assert [c.title for c in story(epub(pages)).chapters] == ["Rain", "The Landing", "Home"]


def test_what_is_not_the_story_is_folded() -> None:
    """Title page, imprint and notes, by their types."""
    front = page('<section epub:type="titlepage"><h1>The Ferry</h1><p>by Ada Reed</p></section>')
    notes = page('<section epub:type="endnotes"><ol><li id="n1"><p>A lamp.</p></li></ol></section>')
    made = story(epub([front, *CHAPTERS, notes]))
    body = made.text[made.body.start : made.body.end]

    assert body.startswith("Rain\n")
    assert "by Ada Reed" not in body
    assert made.text.endswith("1. A lamp.")


def test_a_printed_list_of_contents_is_folded() -> None:
    """By its links, where no type says so; a page with a few links is not one."""
    rows = "".join(f'<p><a href="d{n}.xhtml">Chapter the {n}th</a></p>' for n in range(1, 8))
    linked = page(f'<h2>Rain</h2><p>The <a href="#x">ferry</a> came.</p>{PROSE}')
    made = story(epub([page(f"<h2>All</h2>{rows}"), linked, *CHAPTERS]))

    assert made.text.startswith("All\nChapter the 1th")
    assert made.text[made.body.start :].startswith("Rain\nThe ferry came.")


def test_a_document_that_is_not_well_formed_is_read_as_a_browser_would() -> None:
    """And that is told."""
    made = story(
        epub([page("<h2>Rain</h2><p>The lamp & the <b>ferry</i></p><p>came<br>late.</p>")])
    )

    assert "The lamp & the ferry" in made.text
    assert "not well-formed" in next(d.why for d in made.decisions if d.topic == "format")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "gbk", "shift_jis", "utf-16"])
def test_a_document_may_be_in_the_encoding_that_it_names(encoding: str) -> None:
    """Those that the parser does not know included."""
    words = {"gbk": "渡船来得很晚", "shift_jis": "渡し船は遅れて来た"}.get(
        encoding, "Паром пришёл поздно"
    )
    data = page(f"<p>{words}</p>").replace("utf-8", encoding).encode(encoding)
    made = story(epub([""], more={"OPS/d0.xhtml": data}))

    assert words in made.text


def test_names_are_found_however_they_are_written() -> None:
    """Escaped, in other case, composed otherwise; a name that climbs out finds nothing."""
    package = (
        '<package version="2.0"><metadata/><manifest><item id="a" href="Caf%C3%A9.XHTML"'
        ' media-type="application/xhtml+xml"/><item id="b" href="../../etc/passwd"'
        ' media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/>'
        '<itemref idref="b"/></spine></package>'
    )
    data = packed(
        {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package,
         "OPS/cafe\u0301.xhtml": page(PROSE), "../../etc/passwd": page("<p>root</p>")}
    )  # fmt: skip
    made = story(data)

    assert "ferry" in made.text
    assert "root" not in made.text
    assert decided(made, "missing") == "1 document"


def test_series_translator_summary_and_tags_are_told() -> None:
    """Without the markup that somebody wrote into them."""
    said = (
        SAID
        + "<dc:description>&lt;p&gt;A &lt;b&gt;late&lt;/b&gt; ferry.&lt;/p&gt;</dc:description>"
        '<dc:subject>Rivers</dc:subject><meta name="calibre:series" content="Landings"/>'
        '<meta name="calibre:series_index" content="2.0"/>'
        '<dc:contributor id="t">Ben Holt</dc:contributor>'
        '<meta property="role" refines="#t">trl</meta>'
    )
    extra = dict(story(epub(CHAPTERS, said=said)).metadata.extra)

    assert extra == {
        "series": "Landings 2", "translator": "Ben Holt", "summary": "A late ferry.",
        "tags": "Rivers",
    }  # fmt: skip


def test_a_reader_decides_about_chapters_titles_and_lines_as_in_a_text() -> None:
    """And the raw view shows the markup."""
    data = epub(CHAPTERS, contents=CONTENTS)

    assert story(data, Choices(title="Late")).title == "Late"
    assert not story(data, Choices(chapter_rule="none")).chapters
    assert len(story(data, Choices(chapter_pattern="^The L")).chapters) == 1
    assert [c.title for c in story(data, Choices(not_headings=("Rain",))).chapters] == [
        "The Landing", "Home",
    ]  # fmt: skip
    assert "<h2>Rain</h2>" in story(data, Choices(raw=True)).text


def test_title_author_and_length_are_known_at_a_glance() -> None:
    """As they will be when all is read, nearly."""
    data = epub(CHAPTERS)
    made, seen = story(data), glance(data, "ferry.epub")

    assert (seen.title, seen.author) == (made.title, made.metadata.author)
    assert abs(seen.words - made.words()) <= 0.1 * made.words()
    assert format_of(data, "x").id == "epub"


def locked(scheme: str) -> bytes:
    """A book whose first document is locked."""
    encryption = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        '<enc:CipherData><enc:CipherReference URI="OPS/d0.xhtml"/></enc:CipherData>'
        "</enc:EncryptedData></encryption>"
    )
    return epub(CHAPTERS, more={"META-INF/encryption.xml": encryption, scheme: "<rights/>"})


def crowded() -> bytes:
    """A book of more members than one has."""
    return packed({f"m{n}": b"" for n in range(20_001)} | {"META-INF/container.xml": CONTAINER})


def bomb() -> bytes:
    """A book with a document of blanks that packs a thousandfold."""
    return epub(["<html>" + " " * (8 << 20) + "</html>", *CHAPTERS])


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_entities_of_a_document_are_neither_filled_in_nor_shown_as_declared() -> None:
    """Its words stand; what it declares is gone."""
    made = story(epub([f"{LAUGHS}<html><body><p>It rains; &b; &mdash; still.</p></body></html>"]))

    assert made.text == "It rains; &b; — still."


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda: bomb(), "holds too much at OPS/d0.xhtml"),
        (lambda: locked("META-INF/rights.xml"), "locked by Adobe ADEPT"),
        (lambda: locked("META-INF/license.lcpl"), "locked by Readium LCP"),
        (lambda: locked("META-INF/sinf.xml"), "locked by Apple FairPlay"),
        (lambda: locked("META-INF/other.xml"), "locked by an unknown scheme"),
        (lambda: epub(CHAPTERS)[:-200], "cut short or broken"),
        (lambda: epub([]), "without documents"),
        (lambda: epub([page("<p><img src='a.png'/></p>")]), "pictures but no words"),
        (lambda: epub(CHAPTERS, more={"OPS/book.opf": f"{LAUGHS}<package>&b;</package>"}),
         "declares entities of its own"),
        (lambda: packed({"META-INF/container.xml": "<container/>"}), "without a package"),
        (crowded,
         "20,002 members"),
    ],
    ids=lambda one: one if isinstance(one, str) else "data",
)  # fmt: skip
def test_a_book_that_cannot_be_read_says_why(made: Callable[[], bytes], reason: str) -> None:
    """In one sentence, which names the lock if there is one, and before it fills the memory."""
    data = made()
    tracemalloc.start()
    try:
        with pytest.raises(LoadError, match=reason):
            story(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 100_000_000


def test_fonts_that_are_scrambled_lock_nothing() -> None:
    """Both ways to scramble them; and entities in a document are never filled in."""
    encryption = "".join(
        f'<EncryptedData><EncryptionMethod Algorithm="{method}"/>'
        '<CipherReference URI="OPS/d0.xhtml"/></EncryptedData>'
        for method in ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
    )
    more = {"META-INF/encryption.xml": f"<encryption>{encryption}</encryption>"}
    laughing = page("<p>ha &b;</p>").replace("?><html", f"?>{LAUGHS}<html")

    assert len(story(epub([*CHAPTERS, laughing], more=more)).text) < 1_000


def test_a_book_is_added_listed_searched_and_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As any story of the library; a copy without a suffix gets one."""
    folder = tmp_path / "stories"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    (tmp_path / "book").write_bytes(epub(CHAPTERS, contents=CONTENTS))
    context, _ = set_up(folder)
    (added,) = add(context, [tmp_path / "book"])
    (entry,) = rescan(context)
    found = [o for o in search_shelf(searchable(context), Query("ferry")) if type(o) is StoryHits]

    assert added.place == folder / "book.epub"
    assert (entry.title, entry.author) == ("The Ferry", "Ada Reed")
    assert [one.total for one in found] == [3]
    assert len(open_path(context, folder / "book.epub").story.chapters) == 3


def test_a_text_that_is_replaced_by_its_book_keeps_place_and_bookmarks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are the same, so the story is."""
    from reader import locator
    from reader.reading.bookmarks import new_bookmark
    from reader.reading.open import keep_up

    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(tmp_path))
    paragraphs = [f"On day {n} the ferry was {n * 7 % 31} minutes late at landing {n % 9}." * 3
                  for n in range(200)]  # fmt: skip
    context, _ = set_up(tmp_path)
    (tmp_path / "ferry.txt").write_text("\n\n".join(paragraphs), "utf-8")
    opened = open_path(context, tmp_path / "ferry.txt")
    at = opened.story.text.index("On day 120 ")
    keep_up(context, opened)
    assert opened.id is not None
    context.store.places.remember(opened.id, locator.make(opened.story, at), at_once=True)
    context.store.bookmarks.add(opened.id, new_bookmark(opened.story, at)).result()
    (tmp_path / "ferry.txt").unlink()
    (tmp_path / "ferry.epub").write_bytes(
        epub(
            [
                page("".join(f"<p>{p}</p>" for p in paragraphs[n : n + 50]))
                for n in range(0, 200, 50)
            ]
        )
    )
    again = open_path(context, tmp_path / "ferry.epub")

    assert again.id == opened.id
    assert again.place is not None
    assert again.story.text[again.place.offset :].startswith("On day 120 ")


RAIN = "Rain fell. " * 9


def long_book() -> bytes:
    """A book of sixty chapters, each of a kind of its own."""
    chapters = []
    for number in range(60):
        lines = "".join(
            f"<p>On day {number} at {n} the ferry was {n * 7 % 31} minutes late. {RAIN}</p>"
            for n in range(90)
        )
        chapters.append(page(f"<h2>Day {number}</h2>{lines}"))
    contents = [(f"Day {n}", f"d{n}.xhtml") for n in range(60)]
    return epub(chapters, contents=contents)


@pytest.mark.parametrize("day", [0, 1, 31, 59])
def test_a_long_book_is_opened_at_a_place_before_the_rest_is_read(day: int) -> None:
    """The documents around it, whose words stand in the whole where it says, nearly."""
    data = long_book()
    whole = story(data)
    at = whole.text.index(f"On day {day} at 40 ")
    near = Near(whole.text[at : at + 40], at / len(whole.text))
    found = excerpt(data, "ferry.epub", Choices(), near, 96 << 10)

    assert found is not None
    part = found.story.excerpt
    assert part is not None
    here = found.story.text.index(f"On day {day} at 40 ")
    assert found.story.chapter_at(here) == f"Day {day}"
    assert abs(here + part.shift - at) < 0.02 * len(whole.text)
    assert (part.begins, part.ends) == (day < 2, day > 57)
    assert len(found.story.text) < len(whole.text) / 4


def test_a_long_book_is_begun_with_its_first_documents() -> None:
    """Its offsets are those of the whole; a place that is nowhere gives none."""
    data = long_book()
    found = excerpt(data, "ferry.epub", Choices(), None, 96 << 10)

    assert found is not None
    assert story(data).text.startswith(found.story.text)
    assert excerpt(data, "ferry.epub", Choices(), Near("no such words", 0.5), 96 << 10) is None
    assert excerpt(epub(CHAPTERS), "ferry.epub", Choices(), None, 96 << 10) is None


@pytest.mark.slow
def test_a_novel_as_long_as_they_come_is_whole() -> None:
    """Each of its paragraphs, parts, chapters and notes, in little more room than its text."""
    made = great_novel()
    story(epub(CHAPTERS, contents=CONTENTS))  # what is loaded for it takes no room from now on
    tracemalloc.start()
    try:
        whole = story(made.book)
        held, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    text = formats.from_bytes(made.text, "ferry.txt")
    room = sys.getsizeof(whole.text)

    assert len(whole.blocks) == made.parts + made.chapters + len(made.prose) + made.notes
    assert [c.level for c in whole.chapters].count(1) == made.parts
    assert len(whole.chapters) == made.parts + made.chapters
    assert all(whole.text.startswith(c.title, c.start) for c in whole.chapters)
    assert len(whole.footnotes) == made.notes
    assert [whole.text[slice(*one.note)] for one in whole.footnotes][::68] == [
        "1. Note the 1th.", "69. Note the 69th.", "137. Note the 137th.",
    ]  # fmt: skip
    body = whole.text[slice(*whole.body)]
    kept = [
        one.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹") for one in body.split("\n") if one[:5] not in ("Book ", "Chapt")
    ]
    assert kept == made.prose
    assert {c.title for c in text.chapters} == {c.title for c in whole.chapters}
    assert held <= 4 * len(whole.text.encode())
    assert most <= 4 * room


def test_lines_that_a_reader_hides_stand_behind_the_book() -> None:
    """Folded with what is around it; where nothing would be left, all is shown."""
    documents = [page(f"<h2>Rain</h2><p>Read more at <b>landings.example</b>!</p>{PROSE}")]
    made = story(epub(documents), Choices(hidden=("read more at *",)))

    assert made.text[made.body.start : made.body.end].startswith("Rain\nThe ferry came")
    assert made.text.endswith("\nRead more at landings.example!")
    assert not made.spans
    assert "The ferry" in story(epub([page(PROSE)]), Choices(hidden=("ferry",))).text
