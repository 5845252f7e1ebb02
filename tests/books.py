"""Books made in memory: EPUB files from documents, in the ways that others make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

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
