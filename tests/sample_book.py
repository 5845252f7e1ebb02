"""The book of the samples, made from its text: `python -m tests.sample_book` writes it again.

Its members are stored and not packed, so that it is the same file wherever it is made.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

PLACE = Path(__file__).parents[1] / "library" / "the-weather-clerk-of-ordle.epub"
_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_STYLE = """p { margin: 0; text-indent: 1em }
.first, .verse p, .letter p { text-indent: 0 }
.board { text-align: center; text-indent: 0 }
.signed { text-align: right }
.ship { font-style: italic }
"""
_TITLES = ("The Post", "The Complaint", "The Fair Day")
_TITLE_PAGE = """<section epub:type="titlepage"><h1>The Weather Clerk of Ordle</h1>
<p>by Hester Quillan</p></section>"""
_POST = """<h2>The Post</h2>
<p class="first">The town of Ordle had kept a weather clerk for two hundred years, and in all that
time nobody had asked what for. He had a room over the fish market, a stool, a glass, and a board
that hung from the window, on which he wrote each morning what the weather would be.</p>
<p class="board">FAIR UNTIL NOON</p>
<p>When old Mr. Tench died the council met to choose another. There was one candidate. She was
eleven, her name was Ida Marl, and she had come about the stool, which she wanted for her
grandmother.</p>
<p>“You may have the stool,” said the mayor, “if you take the post.”</p>
<p>“What does it pay?”</p>
<p>“A herring on Fridays.”<a epub:type="noteref" href="notes.xhtml#n1">1</a></p>
<p>Ida thought of her grandmother, who stood at her loom because there was nothing in the house to
sit on, and she shook the mayor’s hand, which was <em>very</em> damp.</p>"""
_COMPLAINT = """<h2>The Complaint</h2>
<p class="first">For a week she wrote what she saw when she looked out, and for a week she was
right, because the weather in Ordle was mostly over by the time anybody read the board. On the
eighth day there was a letter under the door.</p>
<blockquote class="letter" epub:type="z3998:letter"><p>Madam,</p>
<p>Yesterday your board said RAIN. I took my umbrella aboard the <span class="ship">Patient
Griselda</span>, where it was of no use to me, since it rained on the land alone. I should be
obliged if in future you would say <em>where</em>.</p>
<p class="signed">Capt. J. Ollery</p></blockquote>
<p>Ida read it twice. Then she took the chalk and wrote, beneath what stood there already, a verse
that her grandmother used to sing over the loom.</p>
<div class="verse" epub:type="z3998:verse"><p>
<span>Rain on the roof and rain on the sea,</span><br/>
<span>Rain on the captain and rain upon me;</span><br/>
<span class="i1">But nobody’s rain</span><br/>
<span class="i1">Shall fall on the lane</span><br/>
<span>Where my love is waiting to take me to tea.</span></p></div>
<p>People stopped to read it. By noon there were forty of them under the window, and it had begun
to rain on thirty-nine.</p>"""
_FAIR = """<h2>The Fair Day</h2>
<p class="first">After that they came every morning. They brought her questions that were hardly
about the weather at all. Would it be a good day to ask for money? To cut one’s hair? To tell
somebody something?</p>
<p>“Fair,” wrote Ida, or “Changeable,” or “Wait for the afternoon,” and it is a fact that there
were more weddings in Ordle that year than in the ten before.</p>
<hr/>
<p class="first">In the spring the mayor climbed the stairs himself. He looked at the glass, which
had been stuck at Stormy since the time of his grandfather, and at the board, and at the place
where the stool had been.</p>
<p>“You stand,” he said.</p>
<p>“My grandmother sits.”</p>
<p>The mayor considered this. He was not a quick man, but he was a thorough one. The next morning
two men carried a second stool up from the fish market, and on the board, in the mayor’s own hand,
somebody had written</p>
<p class="board">SET FAIR</p>"""
_NOTES = """<section epub:type="endnotes"><h2>Notes</h2><ol><li id="n1"><p>Two in Lent. The council
has been sorry for this ever since. <a epub:type="backlink" href="c1.xhtml">↩</a></p></li></ol>
</section>"""


def _page(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        ' xmlns:epub="http://www.idpf.org/2007/ops" lang="en"><head>'
        f'<title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _package(names: list[str]) -> str:
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>\n'
        for name in names
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    return (
        '<?xml version="1.0"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        ' unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="id">urn:nightstand:the-weather-clerk-of-ordle</dc:identifier>'
        "<dc:title>The Weather Clerk of Ordle</dc:title><dc:creator>Hester Quillan</dc:creator>"
        "<dc:language>en</dc:language><dc:description>Ordle has always had a weather clerk. The"
        " new one is eleven.</dc:description>"
        '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>\n'
        f'<manifest>{items}<item id="css" href="book.css" media-type="text/css"/>'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f"</manifest>\n<spine>{refs}</spine></package>\n"
    )


def made() -> bytes:
    """The book."""
    bodies = {"title": _TITLE_PAGE, "c1": _POST, "c2": _COMPLAINT, "c3": _FAIR, "notes": _NOTES}
    rows = "".join(
        f'<li><a href="c{number}.xhtml">{title}</a></li>' for number, title in enumerate(_TITLES, 1)
    )
    nav = f'<nav epub:type="toc"><h1>Contents</h1><ol>{rows}</ol></nav>'
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER}
    members |= {"book.opf": _package(list(bodies)), "book.css": _STYLE}
    members |= {"nav.xhtml": _page("Contents", nav)}
    members |= {f"{name}.xhtml": _page(name, body) for name, body in bodies.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return file.getvalue()


if __name__ == "__main__":
    PLACE.write_bytes(made())
