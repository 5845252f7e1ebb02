"""Packages of EPUB and members of archives: what each element says, and what is done without."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats.archive import Archive, resolved
from reader.formats.epub.package import ContentsEntry, Package, package_of, plain_words
from reader.formats.files import LoadError
from reader.formats.markup.events import UnreadableError, local, told_encoding
from reader.formats.markup.tree import tree_of
from reader.formats.packed import members, stories_in, unpacked
from tests.books import CONTAINER, PROSE, packed, page

XHTML = "application/xhtml+xml"
Members = Mapping[str, str | bytes]


def item(name: str, href: str, kind: str = XHTML, more: str = "") -> str:
    """A file of the manifest."""
    return f'<item id="{name}" href="{href}" media-type="{kind}" {more}/>'


ONE = item("a", "a.xhtml")
SPINE = '<itemref idref="a"/>'


def package(
    said: str = "",
    items: str = ONE,
    spine: str = SPINE,
    rest: str = "",
    more: Members | None = None,
    toc: str = "",
) -> Package:
    """The package of a book with `a.xhtml` and `b.xhtml`, and whatever else there is."""
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{said}</metadata>'
        f"<manifest>{items}</manifest><spine{toc}>{spine}</spine>{rest}</package>"
    )
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip"}
    files |= {"META-INF/container.xml": CONTAINER, "OPS/book.opf": opf}
    files |= {"OPS/a.xhtml": page(PROSE), "OPS/b.xhtml": page(PROSE)}
    return package_of(Archive(packed(files | dict(more or {})), "x.epub"), "x.epub")


def paths(found: Package) -> list[str]:
    """Where its documents are."""
    return [one.path.removeprefix("OPS/") for one in found.documents]


@pytest.mark.parametrize(
    ("said", "title", "author", "language"),
    [
        ("", "", "", ""),
        ("<dc:title> The\n Ferry </dc:title>", "The Ferry", "", ""),
        ("<dc:title/><dc:title>The Ferry</dc:title><dc:title>Two</dc:title>", "The Ferry", "", ""),
        ("<dc:title>The\u202eFerry</dc:title>", "The\ufffdFerry", "", ""),
        (f"<dc:title>{'x' * 400}</dc:title>", "x" * 300, "", ""),
        ("<dc:creator>Ada</dc:creator><dc:creator>Bo</dc:creator>", "", "Ada, Bo", ""),
        ("<dc:creator>Ada</dc:creator><dc:creator>Ada</dc:creator>", "", "Ada", ""),
        (('<dc:creator opf:role="aut" xmlns:opf="o">Ada</dc:creator>'
         '<dc:creator opf:role="ill" xmlns:opf="o">Bo</dc:creator>'), "", "Ada", ""),
        (('<dc:creator id="c">Ada</dc:creator><dc:creator id="d">Bo</dc:creator>'
         '<meta refines="#d" property="role">edt</meta>'), "", "Ada", ""),
        (('<dc:creator id="d">Bo</dc:creator><meta refines="#d" property="role">ill</meta>'
         '<meta refines="#d" property="role">aut</meta>'), "", "Bo", ""),
        ("<dc:language>en_GB</dc:language>", "", "", "en-GB"),
        ("<dc:language>und</dc:language>", "", "", ""),
        ("<dc:language>MUL</dc:language>", "", "", ""),
    ],
)  # fmt: skip
def test_a_package_says_what_the_book_is(said: str, title: str, author: str, language: str) -> None:
    """The first title that has words, each author once, no language that is none."""
    told = package(said).metadata
    assert (told.title, told.author, told.language) == (title, author, language)


@pytest.mark.parametrize(
    ("said", "key", "wanted"),
    [
        ('<meta name="calibre:series" content="River"/>', "series", "River"),
        (('<meta name="calibre:series" content="River"/>'
         '<meta name="calibre:series_index" content="2.0"/>'), "series", "River 2"),
        (('<meta name="Calibre:Series" content="River"/>'
         '<meta name="calibre:series_index" content="2.5"/>'), "series", "River 2.5"),
        (('<meta id="s" property="belongs-to-collection">River</meta>'
         '<meta refines="#s" property="group-position">3</meta>'), "series", "River 3"),
        (('<meta id="s" property="belongs-to-collection">Shelf</meta>'
         '<meta refines="#s" property="collection-type">set</meta>'), "series", None),
        (('<meta id="s" property="belongs-to-collection">River</meta>'
         '<meta refines="#s" property="collection-type">series</meta>'), "series", "River"),
        ('<dc:contributor opf:role="trl" xmlns:opf="o">Bo</dc:contributor>', "translator", "Bo"),
        ('<dc:creator opf:role="TRL" xmlns:opf="o">Bo</dc:creator>', "translator", "Bo"),
        ("<dc:contributor>Bo</dc:contributor>", "translator", None),
        ("<dc:description>A boat.</dc:description>", "summary", "A boat."),
        ("<dc:description>&lt;p&gt;A &lt;i&gt;boat&lt;/i&gt;&amp;amp;</dc:description>",
         "summary", "A boat&"),
        ("<dc:publisher>Landings</dc:publisher>", "publisher", "Landings"),
        ("<dc:date>2026-03-09T10:00:00Z</dc:date>", "date", "2026-03-09"),
        ("<dc:subject>sea</dc:subject><dc:subject>fog</dc:subject>", "tags", "sea, fog"),
        ("<dc:source>https://x.example</dc:source>", "url", "https://x.example"),
        ("<dc:identifier>urn:isbn:1</dc:identifier><dc:identifier>http://y</dc:identifier>",
         "url", "http://y"),
        ("<dc:identifier>urn:isbn:1</dc:identifier>", "url", None),
        ("<dc:publisher/>", "publisher", None),
    ],
)  # fmt: skip
def test_a_package_says_more_of_the_book(said: str, key: str, wanted: str | None) -> None:
    """In either way that there is to say it; nothing where nothing is said."""
    assert dict(package(said).metadata.extra).get(key) == wanted


def test_of_a_package_that_says_without_end_the_beginning_is_heard() -> None:
    """What is said of who did what would take for ever otherwise."""
    many = "".join(f'<dc:creator id="c{n}">A{n}</dc:creator>' for n in range(4_000))
    assert package(many + "<dc:language>en</dc:language>").metadata.language == ""


@pytest.mark.parametrize(
    ("items", "spine", "wanted"),
    [
        (ONE + item("b", "b.xhtml"), '<itemref idref="b"/><itemref idref="a"/>', ["b.xhtml",
         "a.xhtml"]),
        (ONE, SPINE * 2, ["a.xhtml"]),
        (ONE, SPINE + '<itemref idref="zz"/>', ["a.xhtml"]),
        (ONE + item("b", "gone.xhtml"), SPINE + '<itemref idref="b"/>', ["a.xhtml"]),
        (item("a", "./sub/../a.xhtml"), SPINE, ["a.xhtml"]),
        (item("a", "A.XHTML"), SPINE, ["a.xhtml"]),
        (item("a", "a%2Exhtml"), SPINE, ["a.xhtml"]),
        (item("a", "a.xhtml#top"), SPINE, ["a.xhtml"]),
        (item("a", "/OPS/a.xhtml"), SPINE, ["a.xhtml"]),
        (item("a", "a.xhtml", "text/html"), SPINE, ["a.xhtml"]),
        (item("a", "a.xhtml", ""), SPINE, ["a.xhtml"]),
        (item("a", "a.xhtml", "TEXT/HTML"), SPINE, ["a.xhtml"]),
        (ONE + item("p", "a.png", "image/png"), SPINE + '<itemref idref="p"/>', ["a.xhtml"]),
    ],
)  # fmt: skip
def test_documents_stand_in_the_order_of_the_spine(
    items: str, spine: str, wanted: list[str]
) -> None:
    """Each once, however its name is written; what is missing or no document is passed over."""
    assert paths(package(items=items, spine=spine, more={"OPS/a.png": b"x"})) == wanted


def test_documents_that_are_listed_and_not_there_are_counted() -> None:
    """By their entries of the spine."""
    items = ONE + item("b", "gone.xhtml")
    found = package(items=items, spine=SPINE + '<itemref idref="b"/><itemref idref="c"/>')
    assert (found.missing, found.version) == (2, "3.0")
    assert found.documents[0].size == len(page(PROSE))


@pytest.mark.parametrize(
    ("items", "spine", "rest", "matter"),
    [
        (ONE, SPINE, "", False),
        (ONE, '<itemref idref="a" linear="no"/>', "", True),
        (ONE, '<itemref idref="a" linear="yes"/>', "", False),
        (item("a", "a.xhtml", more='properties="nav"'), SPINE, "", True),
        (item("a", "a.xhtml", more='properties="svg scripted"'), SPINE, "", False),
        (ONE, SPINE, '<guide><reference type="Toc" href="a.xhtml#x"/></guide>', True),
        (ONE, SPINE, '<guide><reference type="text" href="a.xhtml"/></guide>', False),
        (ONE, SPINE, '<guide><reference type="cover" href="b.xhtml"/></guide>', False),
        (item("a", "Cover.xhtml"), SPINE, "", True),
    ],
)
def test_a_package_says_which_documents_are_no_story(
    items: str, spine: str, rest: str, matter: bool
) -> None:
    """By the spine, by what they are for, by the guide, by their name."""
    found = package(items=items, spine=spine, rest=rest, more={"OPS/Cover.xhtml": page(PROSE)})
    assert found.documents[0].matter is matter


ANY = {"image/png": "picture", "image/svg+xml": "picture", "audio/mpeg": "sound",
       "video/mp4": "film", "font/otf": "font", "application/vnd.ms-opentype": "",
       "application/font-woff": "font", "text/css": ""}  # fmt: skip


@pytest.mark.parametrize("kind", ANY)
def test_what_is_not_shown_of_a_book_is_counted(kind: str) -> None:
    """Pictures, sounds, films and fonts."""
    found = package(items=ONE + item("x", "x", kind) + item("y", "y", kind))
    assert dict(found.left_out) == ({ANY[kind]: 2} if ANY[kind] else {})


NAV = item("nav", "nav.xhtml", more='properties="nav"')
NCX = item("ncx", "toc.ncx", "application/x-dtbncx+xml")


def nav(body: str, kind: str = "toc") -> dict[str, str | bytes]:
    """A navigation document."""
    return {"OPS/nav.xhtml": page(f'<nav epub:type="{kind}">{body}</nav>')}


def ncx(points: str) -> dict[str, str | bytes]:
    """A list of contents of the older kind."""
    return {
        "OPS/toc.ncx": f"<ncx><docTitle><text>T</text></docTitle><navMap>{points}</navMap></ncx>"
    }


def point(title: str, to: str, inner: str = "") -> str:
    """A line of it."""
    label = f"<navLabel><text>{title}</text></navLabel>"
    return f'<navPoint>{label}<content src="{to}"/>{inner}</navPoint>'


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<ol><li><a href="a.xhtml">I</a></li><li><a href="b.xhtml#x">II</a></li></ol>',
         [("I", 1, "a.xhtml#"), ("II", 1, "b.xhtml#x")]),
        (('<ol><li><a href="a.xhtml">I</a><ol><li><a href="a.xhtml#r"> Rain </a></li></ol></li>'
         '<li><a href="b.xhtml">II</a></li></ol>'),
         [("I", 1, "a.xhtml#"), ("Rain", 2, "a.xhtml#r"), ("II", 1, "b.xhtml#")]),
        ('<ol><li><span>Part</span><ol><li><a href="a.xhtml">I</a></li></ol></li></ol>',
         [("I", 2, "a.xhtml#")]),
        ('<ol><li><a>none</a></li><li><a href="a.xhtml">I</a></li></ol>', [("I", 1, "a.xhtml#")]),
        ('<ol><li><a href="a.xhtml">The <i>Ferry</i></a></li></ol>',
         [("The Ferry", 1, "a.xhtml#")]),
        ('<p><a href="a.xhtml">I</a></p>', [("I", 1, "a.xhtml#")]),
        ('<ol><li><a href="http://x/a.xhtml#f">out</a></li></ol>', [("out", 1, "#f")]),
    ],
)  # fmt: skip
def test_contents_of_a_navigation_document(body: str, wanted: list[tuple[str, int, str]]) -> None:
    """Titles, how deep they stand, and where they lead."""
    found = package(items=ONE + item("b", "b.xhtml") + NAV, more=nav(body))
    assert found.told == "navigation document"
    assert [
        (one.title, one.level, one.target.removeprefix("OPS/")) for one in found.contents
    ] == wanted


@pytest.mark.parametrize(
    ("points", "wanted"),
    [
        (point("I", "a.xhtml") + point("II", "b.xhtml#x"),
         [("I", 1, "a.xhtml#"), ("II", 1, "b.xhtml#x")]),
        (point("I", "a.xhtml", point("Rain", "a.xhtml#r", point("Wind", "a.xhtml#w")))
         + point("II", "b.xhtml"),
         [("I", 1, "a.xhtml#"), ("Rain", 2, "a.xhtml#r"), ("Wind", 3, "a.xhtml#w"),
          ("II", 1, "b.xhtml#")]),
        ('<navPoint><content src="a.xhtml"/></navPoint>', [("", 1, "a.xhtml#")]),
        ("<navPoint><navLabel><text>x</text></navLabel></navPoint>" + point("I", "a.xhtml"),
         [("I", 1, "a.xhtml#")]),
    ],
)  # fmt: skip
def test_contents_of_an_older_book(points: str, wanted: list[tuple[str, int, str]]) -> None:
    """The same, from the other form."""
    found = package(items=ONE + NCX, more=ncx(points))
    assert found.told == "NCX"
    assert [
        (one.title, one.level, one.target.removeprefix("OPS/")) for one in found.contents
    ] == wanted


def test_contents_are_read_from_the_first_that_says_something() -> None:
    """The navigation document before the older list; a broken one is passed over."""
    both = ONE + NAV + NCX
    old = ncx(point("old", "a.xhtml"))
    new = nav('<ol><li><a href="a.xhtml">new</a></li></ol>')

    assert [one.title for one in package(items=both, more=old | new).contents] == ["new"]
    assert [one.title for one in package(items=both, more=old | nav("")).contents] == ["old"]
    broken = {"OPS/toc.ncx": "<ncx>"}
    assert package(items=both, more=broken | nav("")).told == ""
    named = item("t", "toc.ncx", "text/xml")
    assert package(items=ONE + named, more=old).told == ""
    assert package(items=ONE + named, more=old, toc=' toc="t"').told == "NCX"


def test_contents_are_cut_where_nobody_would_read_them() -> None:
    """Long titles and deep levels."""
    deep = point("bottom", "a.xhtml")
    for _ in range(12):
        deep = point("x" * 400, "a.xhtml", deep)
    found = package(items=ONE + NCX, more=ncx(deep)).contents

    assert found[0] == ContentsEntry("x" * 300, 1, "OPS/a.xhtml#")
    assert [one.level for one in found] == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8, 8]


def test_of_several_lists_that_of_contents_is_read() -> None:
    """Not the one of pages before it."""
    pages = '<nav epub:type="page-list"><ol><li><a href="a.xhtml#p">1</a></li></ol></nav>'
    toc = '<nav epub:type="toc"><ol><li><a href="a.xhtml">I</a></li></ol></nav>'
    found = package(items=ONE + NAV, more={"OPS/nav.xhtml": page(pages + toc)})
    assert [one.title for one in found.contents] == ["I"]


def lock(method: str, target: str) -> dict[str, str | bytes]:
    """What says that a file is scrambled."""
    told = (
        f'<EncryptionMethod Algorithm="{method}"/><CipherData>'
        f'<CipherReference URI="{target}"/></CipherData>'
    )
    whole = f"<encryption><EncryptedData>{told}</EncryptedData></encryption>"
    return {"META-INF/encryption.xml": whole}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (lock("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OPS/a.xhtml"), "an unknown scheme"),
        (lock("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OPS/a.xhtml")
         | {"META-INF/license.lcpl": "{}"}, "Readium LCP"),
        (lock("x", "OPS/a.xhtml") | {"META-INF/rights.xml": "<r/>"}, "Adobe ADEPT"),
        (lock("x", "OPS/a.xhtml") | {"META-INF/sinf.xml": "<r/>"}, "Apple FairPlay"),
        ({"META-INF/license.lcpl": "{}"}, "Readium LCP"),
        ({"META-INF/sinf.xml": "<r/>"}, "Apple FairPlay"),
    ],
)  # fmt: skip
def test_a_book_that_is_locked_is_refused_by_the_name_of_the_lock(
    more: Members, reason: str
) -> None:
    """If the lock is on what would be read."""
    with pytest.raises(LoadError, match=f"is locked by {reason}"):
        package(more=more)


@pytest.mark.parametrize(
    "more",
    [
        lock("http://www.idpf.org/2008/embedding", "OPS/a.xhtml"),
        lock("http://ns.adobe.com/pdf/enc#RC", "OPS/a.xhtml"),
        lock("x", "OPS/fonts/f.otf"),
        lock("x", ""),
        {"META-INF/encryption.xml": "<broken"},
        {"META-INF/encryption.xml": "<encryption><EncryptedData/></encryption>"},
        {"META-INF/rights.xml": "<r/>"},
    ],
)
def test_what_only_scrambles_fonts_locks_nothing(more: Members) -> None:
    """Nor does what says nothing of any file."""
    assert paths(package(more=more)) == ["a.xhtml"]


def opened(files: Members) -> Package:
    """The package of these files alone."""
    return package_of(Archive(packed(files), "x.epub"), "x.epub")


BARE = f"<package><manifest>{ONE}</manifest><spine>{SPINE}</spine></package>"


@pytest.mark.parametrize(
    "files",
    [
        {"META-INF/container.xml": CONTAINER, "OPS/book.opf": BARE},
        {"OPS/book.opf": BARE},
        {"META-INF/container.xml": "<broken", "OPS/book.opf": BARE},
        {"META-INF/container.xml": CONTAINER, "OPS/other.OPF": BARE},
        {"meta-inf/CONTAINER.xml": CONTAINER, "ops/BOOK.opf": BARE},
        {"META-INF/container.xml": '<c><rootfile full-path="OPS/x.opf" media-type="text/x"/>'
         '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></c>',
         "OPS/x.opf": "<package/>", "OPS/book.opf": BARE},
    ],
)  # fmt: skip
def test_a_package_is_found_where_it_should_be_or_is(files: Members) -> None:
    """By what the container says, else by its suffix."""
    assert [one.path for one in opened(dict(files) | {"OPS/a.xhtml": page(PROSE)}).documents] == [
        "OPS/a.xhtml"
    ]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"OPS/a.xhtml": "x"}, "is an EPUB without a package"),
        ({"b.opf": "<broken"}, "has a package that is not understood"),
        ({"b.opf": "<package/>"}, "is an EPUB without documents"),
        ({"b.opf": f'<package><manifest>{item("p", "p.png", "image/png")}</manifest><spine>'
          '<itemref idref="p"/></spine></package>', "p.png": "x"}, "holds pictures but no words"),
    ],
)  # fmt: skip
def test_a_book_with_nothing_to_read_is_refused(files: Members, reason: str) -> None:
    """In one sentence."""
    with pytest.raises(LoadError, match=reason):
        opened(files)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("A boat.", "A boat."),
        ("a < b", "a < b"),
        ("<p>A</p> <p>boat</p>", "A boat"),
        ("<script>x</script>", "x"),
        ("<p>A &amp; b &eacute;", "A & b é"),
        ("<", "<"),
        ("<div>", ""),
    ],
)
def test_a_summary_is_told_without_tags(markup: str, words: str) -> None:
    """Whether they fit each other or not."""
    assert plain_words(markup) == words


# Addresses and members.


@pytest.mark.parametrize(
    ("base", "address", "wanted"),
    [
        ("OPS/book.opf", "a.xhtml", ("OPS/a.xhtml", "")),
        ("OPS/book.opf", "a.xhtml#x%20y", ("OPS/a.xhtml", "x y")),
        ("OPS/book.opf", "#x", ("OPS/book.opf", "x")),
        ("OPS/book.opf", "", ("OPS/book.opf", "")),
        ("OPS/book.opf", "../a.xhtml", ("a.xhtml", "")),
        ("OPS/book.opf", "../../a.xhtml", ("", "")),
        ("OPS/book.opf", "..", ("", "")),
        ("OPS/book.opf", "sub/./a.xhtml", ("OPS/sub/a.xhtml", "")),
        ("OPS/book.opf", "sub//a.xhtml", ("OPS/sub/a.xhtml", "")),
        ("OPS/book.opf", "/a.xhtml", ("a.xhtml", "")),
        ("OPS/book.opf", "a.xhtml?x=1", ("OPS/a.xhtml", "")),
        ("OPS/book.opf", "a%23b.xhtml", ("OPS/a#b.xhtml", "")),
        ("OPS/book.opf", "%C3%A9.xhtml", ("OPS/é.xhtml", "")),
        ("OPS/book.opf", "http://x/a.xhtml#f", ("", "f")),
        ("OPS/book.opf", "mailto:a@b", ("", "")),
        ("OPS/book.opf", "a/b:c.xhtml", ("OPS/a/b:c.xhtml", "")),
        ("book.opf", "a.xhtml", ("a.xhtml", "")),
        ("", "a.xhtml", ("a.xhtml", "")),
        ("", "../a.xhtml", ("", "")),
    ],
)
def test_an_address_in_an_archive(base: str, address: str, wanted: tuple[str, str]) -> None:
    """From where it stands; never out of the archive."""
    assert resolved(base, address) == wanted


@given(st.text("a./%2eF#?:\\", max_size=16), st.text("ab/.", max_size=8))
def test_no_address_leads_out_of_an_archive(address: str, base: str) -> None:
    """Whatever dots and slashes it is made of."""
    path, _ = resolved(base, address)
    if address.partition("#")[0]:
        assert not path.startswith(("/", "../"))
        assert path != ".."


def test_members_are_found_however_their_names_are_written() -> None:
    """Exactly first, else without regard to case and to how letters are composed."""
    archive = Archive(packed({"A/e\u0301.txt": "1", "a/É.txt": "2", "b/": ""}), "x.zip")

    assert archive.find("a/É.txt") == "a/É.txt"
    assert archive.find("A/E\u0301.TXT") == "A/e\u0301.txt"
    assert archive.find("a/x.txt") == ""
    assert archive.names == ["A/e\u0301.txt", "a/É.txt"]
    assert (archive.size("a/É.txt"), archive.size("none")) == (1, 0)


def zipped(name: str, data: bytes, **about: int) -> bytes:
    """An archive of one member, of which the directory says something else."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, data)
        for key, value in about.items():
            setattr(archive.infolist()[0], key, value)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped("a.txt", b"x", flag_bits=1), "is locked with a password"),
        (zipped("a.txt", b"x", compress_type=99), "packs a.txt in an unknown way"),
        (zipped("a.txt", b"x", file_size=1 << 30), "holds too much at a.txt"),
        (zipped("a.txt", b"x", file_size=(1 << 20) + 1), "holds too much at a.txt"),
        (zipped("a.txt", b"x", CRC=5), "is broken at a.txt"),
        (zipped("b.txt", b"x"), "has no member a.txt"),
    ],
)
def test_a_member_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    """Before anything of it is held."""
    with pytest.raises(LoadError, match=reason):
        Archive(data, "x.zip").read("a.txt")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 99, b"text"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    """As one that is cut short."""
    with pytest.raises(LoadError, match="cut short or broken"):
        Archive(data, "x.zip")


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"a.txt": "1", "b.png": "2"}, ["a.txt"]),
        ({"a.txt": "1", "b.html": "2"}, ["a.txt", "b.html"]),
        ({"README": "1"}, ["README"]),
        ({"README": "1", "x.png": "2"}, []),
        ({"__MACOSX/a.txt": "1", "a.txt": "2"}, ["a.txt"]),
        ({"in/.hidden.txt": "1", "in/a.txt": "2"}, ["in/a.txt"]),
        ({}, []),
    ],
)
def test_the_stories_of_an_archive(files: Members, wanted: list[str]) -> None:
    """By their names, else the only file that there is; not what a system leaves in it."""
    data = packed(files)
    assert stories_in(Archive(data, "x.zip")) == wanted
    assert [name for name, _ in members(data, "x.zip")] == (
        [one.rpartition("/")[2] for one in wanted] if len(wanted) > 1 else []
    )


def test_a_packed_story_has_the_name_that_it_has_inside() -> None:
    """And its own format."""
    inner, name, kind = unpacked(packed({"in/tale.html": "<html><p>x</p></html>"}), "x.zip")
    assert (inner, name, kind.id) == (b"<html><p>x</p></html>", "in/tale.html", "html")


# Small documents as trees.


def test_a_tree_is_walked_in_the_order_of_its_document() -> None:
    """With how deep each element stands, and the words of those that were asked for."""
    root = tree_of("<a><b x='1'>one <c>two</c></b><b y:x='2' xmlns:y='y'>three</b></a>", "b")

    assert [(node.name, depth) for node, depth in root.walk()] == [
        *(("", 0), ("a", 1), ("b", 2), ("c", 3), ("b", 2)),
    ]
    assert [node.text for node in root.all("b")] == ["one two", "three"]
    assert [node.get("x") for node in root.all("b")] == ["1", "2"]
    assert [node.get("z") for node in root.all("b", "c")] == ["", "", ""]
    assert root.first("c") is root.all("c")[0]
    assert root.first("z") is None


def test_a_tree_that_is_not_well_formed_is_grown_where_that_does_not_matter() -> None:
    """Else it is refused; bytes are never guessed at."""
    with pytest.raises(UnreadableError):
        tree_of("<a><b>")
    with pytest.raises(UnreadableError):
        tree_of(b"<a><b>", lenient=True)
    assert [node.text for node in tree_of("<a><b>x", "b", lenient=True).all("b")] == ["x"]
    assert [node.text for node in tree_of("<a><b>x", "b", whole=False).all("b")] == ["x"]


@pytest.mark.parametrize(
    ("attributes", "name", "value"),
    [
        ({"w:val": "1"}, "val", "1"),
        ({"val": "1"}, "val", "1"),
        ({"w:value": "1"}, "val", ""),
        ({}, "val", ""),
    ],
)
def test_an_attribute_is_found_in_any_namespace(
    attributes: dict[str, str], name: str, value: str
) -> None:
    """Its own name alone counts."""
    assert local(attributes, name) == value


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b'<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        (b"<?xml version='1.0' encoding = 'UTF-8' ?>", "UTF-8"),
        (b"<html><META charset=windows-1251>", "windows-1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5"),
        (b"<?xml version='1.0'?><meta charset='gbk'/>", "gbk"),
        (b" " * 4_096 + b"<meta charset=gbk>", ""),
        (b"<p>charset=gbk</p>", ""),
        (b"", ""),
    ],
)
def test_a_document_names_its_encoding_in_its_head(data: bytes, named: str) -> None:
    """By its declaration, else by a tag of the page."""
    assert told_encoding(data) == named
