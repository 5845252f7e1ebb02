"""Books made in memory: EPUB files from documents, in the ways that others make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from tests.bench.novel import novel

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
SAID = (
    "<dc:title>The Ferry</dc:title><dc:creator>Ada Reed</dc:creator><dc:language>en</dc:language>"
)
PROSE = "<p>The ferry came in late, and nobody on the landing had a lamp to wave it in by.</p>"


def page(body: str, head: str = "", attributes: str = "") -> str:
    """An XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title>{head}</head>'
        f"<body{attributes}>{body}</body></html>"
    )


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these members, in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def nav(entries: Sequence[tuple[str, str]]) -> str:
    """A navigation document with titles and addresses."""
    rows = "".join(f'<li><a href="{escape(to)}">{escape(title)}</a></li>' for title, to in entries)
    return page(f'<nav epub:type="toc"><ol>{rows}</ol></nav>')


def epub(
    documents: Sequence[str],
    *,
    contents: Sequence[tuple[str, str]] = (),
    said: str = SAID,
    more: Mapping[str, str | bytes] | None = None,
    version: str = "3.0",
) -> bytes:
    """An EPUB of documents `d0.xhtml`, `d1.xhtml`, … with a list of contents, if there is one."""
    names = [f"d{number}.xhtml" for number in range(len(documents))]
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names)
    )
    if contents:
        items += (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{said}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    members: dict[str, str | bytes] = {"mimetype": "application/epub+zip"}
    members |= {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package}
    members |= {f"OPS/{name}": text for name, text in zip(names, documents, strict=True)}
    if contents:
        members["OPS/nav.xhtml"] = nav(contents)
    return packed(members | dict(more or {}))


def fb2() -> str:
    """A short FB2 book."""
    return (
        '<?xml version="1.0" encoding="windows-1251"?><FictionBook '
        'xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">'
        "<description><title-info><genre>prose</genre><author><first-name>Анна</first-name>"
        "<last-name>Ив</last-name></author><book-title>Паром</book-title><lang>ru</lang>"
        '<sequence name="Река" number="2"/></title-info></description><body><title><p>Паром</p>'
        "</title><section><title><p>Глава 1</p><p>Дождь</p></title><p>Паром <emphasis>пришёл"
        '</emphasis> поздно.<a l:href="#n1" type="note">[1]</a></p><empty-line/><subtitle>* * *'
        "</subtitle><poem><stanza><v>Раз</v><v>Два</v></stanza></poem></section><section><title>"
        '<p>Глава 2</p></title><p>Конец.</p></section></body><body name="notes"><section id="n1">'
        "<title><p>1</p></title><p>Сноска.</p></section></body></FictionBook>"
    )


_CORE = (
    '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Ferry</dc:title>'
    "<dc:creator>Ada Reed</dc:creator></cp:coreProperties>"
)


def docx() -> bytes:
    """A short document of a word processor."""
    rows = (
        '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Rain</w:t></w:r></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">The ferry </w:t></w:r><w:r><w:rPr><w:i/></w:rPr>'
        '<w:t>came</w:t></w:r><w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t xml:space="preserve"> in '
        "late.</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Home</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>Nobody had a lamp.</w:t></w:r></w:p>'
    )
    styles = (
        '<w:styles><w:style w:styleId="H"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    notes = (
        '<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>_</w:t></w:r></w:p>'
        '</w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>A lamp.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    members = {"word/document.xml": f"<w:document><w:body>{rows}</w:body></w:document>"}
    members |= {"word/styles.xml": styles, "word/footnotes.xml": notes}
    return packed(members | {"docProps/core.xml": _CORE})


def odt() -> bytes:
    """The same in the other form."""
    content = (
        "<office:document-content><office:automatic-styles>"
        '<style:style style:name="T1" style:parent-style-name="T0"/><style:style style:name="T0">'
        '<style:text-properties fo:font-style="italic"/></style:style></office:automatic-styles>'
        "<office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Rain</text:h><text:p>The ferry <text:span '
        'text:style-name="T1">came</text:span> in<text:s/>late.<text:note><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>A lamp.</text:p></text:note-body></text:note>"
        '</text:p><text:h text:outline-level="1">Home</text:h><text:p>Nobody had a lamp.</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content,
         "meta.xml": _CORE.replace("dc:creator", "meta:initial-creator")}
    )  # fmt: skip


_PARTS, _CHAPTERS, _NOTES, _PARAGRAPHS = 17, 364, 137, 11_382
"""Of a novel of the size and shape of War and Peace."""
_CALL = '<a epub:type="noteref" href="d{}.xhtml#n{}">{}</a>'


class GreatNovel(NamedTuple):
    """One long novel as a book with parts, chapters and notes, and as a plain text."""

    book: bytes
    text: bytes
    prose: list[str]
    """Its paragraphs."""
    parts: int = _PARTS
    chapters: int = _CHAPTERS
    notes: int = _NOTES


def great_novel() -> GreatNovel:
    """A novel that nobody wrote, as long as that one and divided as it is."""
    prose = _prose()
    documents: list[str] = []
    contents, text = "", []
    at = note = 0
    for number in range(_CHAPTERS):
        if number * _PARTS // _CHAPTERS >= contents.count("Book "):
            part = f"Book {contents.count('Book ') + 1}"
            contents += ("</ol></li>" if contents else "") + _entry(part, documents) + "<ol>"
            documents.append(page(f"<h2>{part}</h2>"))
            text.append(part)
        upto = (number + 1) * _PARAGRAPHS // _CHAPTERS
        title, called = f"Chapter {number + 1}", ""
        if number * _NOTES // _CHAPTERS >= note and note < _NOTES:
            note += 1
            called = _CALL.format(_PARTS + _CHAPTERS, note, note)
        rows = "</p><p>".join(escape(one, quote=False) for one in prose[at:upto])
        contents += _entry(title, documents) + "</li>"
        documents.append(page(f"<h3>{title}</h3><p>{rows}{called}</p>"))
        text += [title, *prose[at:upto]]
        at = upto
    rows = "".join(f'<li id="n{n}"><p>Note the {n}th.</p></li>' for n in range(1, _NOTES + 1))
    documents.append(page(f'<section epub:type="endnotes"><ol>{rows}</ol></section>'))
    listed = page(f'<nav epub:type="toc"><ol>{contents}</ol></li></ol></nav>')
    made = epub(documents, contents=[("", "")], more={"OPS/nav.xhtml": listed})
    return GreatNovel(made, "\n\n".join(text).encode(), prose)


def _entry(title: str, documents: list[str]) -> str:
    return f'<li><a href="d{len(documents)}.xhtml">{title}</a>'


def _prose() -> list[str]:
    """Paragraphs of the novel that nobody wrote, so many of them parted in two as are wanted."""
    blocks = (one.strip().replace("\n", " ") for one in novel().split("\n\n"))
    whole = [one for one in blocks if not one.startswith(("BOOK ", "CHAPTER "))]
    prose: list[str] = []
    for left, one in zip(range(len(whole), 0, -1), whole, strict=True):
        first, stop, rest = one.partition(". ")
        wanted = len(prose) + left < _PARAGRAPHS
        prose += [first + stop.rstrip(), rest] if rest and wanted else [one]
    return prose[:_PARAGRAPHS]
