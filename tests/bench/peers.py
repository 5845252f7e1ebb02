"""Other terminal readers, where they are installed: the same novel, as the book that they open.

They read no plain text, so the novel is written as an EPUB. The figures have no limit; they say
what a reader is used to.
"""

from __future__ import annotations

import html
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.anchors import missing, nightstand
from tests.bench.ground import Ground
from tests.bench.measuring import Row, paired
from tests.bench.watching import Watched

_PEERS = ("epy", "baca")
_MARK = "Quodlibet"
"""The first word of the book; nothing else shows it."""
_PARAGRAPHS = 60
"""Of a chapter's file."""
_FOLIO = b" %"

_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Novel</dc:title>
<dc:language>en</dc:language><dc:identifier id="id">novel</dc:identifier></metadata>
<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>
<spine toc="ncx">{spine}</spine></package>"""
_CONTENTS = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>
<docTitle><text>Novel</text></docTitle><navMap>{points}</navMap></ncx>"""
_POINT = (
    '<navPoint id="p{n}" playOrder="{n}"><navLabel><text>Part {n}</text></navLabel>'
    '<content src="part{n}.xhtml"/></navPoint>'
)
_PART = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Part</title></head>
<body>{body}</body></html>"""


def measure(ground: Ground) -> Iterator[Row]:
    """The first page of the novel in each of them."""
    for peer in _PEERS:
        what = f"first page of the novel, beside {peer}"
        if reason := missing(peer):
            yield Row(what, skipped=reason)
            continue
        book = _book(ground.folder / "novel.epub", ground.novel.read_text("utf-8-sig"))
        yield paired(
            what,
            partial(_until, ground, [*nightstand(), str(ground.novel)], _FOLIO),
            partial(_until, ground, [peer, str(book)], _MARK.encode()),
            f"that of {peer}",
            rounds=ground.rounds,
        )


def _until(ground: Ground, argv: list[str], mark: bytes) -> float:
    with Watched(argv, ground.environment("peers")) as program:
        return program.until(mark)


def _book(path: Path, text: str) -> Path:
    """The text as an EPUB whose first word is the mark."""
    blocks = [_MARK, *(" ".join(block.split()) for block in text.split("\n\n"))]
    starts = range(0, len(blocks), _PARAGRAPHS)
    numbers = range(1, len(starts) + 1)
    items = "".join(
        f'<item id="i{n}" href="part{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in numbers
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in numbers)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("book.opf", _PACKAGE.format(items=items, spine=spine))
        points = "".join(_POINT.format(n=n) for n in numbers)
        book.writestr("toc.ncx", _CONTENTS.format(points=points))
        for number, start in zip(numbers, starts, strict=True):
            part = blocks[start : start + _PARAGRAPHS]
            body = "".join(f"<p>{html.escape(block)}</p>" for block in part)
            book.writestr(f"part{number}.xhtml", _PART.format(body=body))
    return path
