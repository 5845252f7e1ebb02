"""The notes of a book, shown where they are called for."""

from pathlib import Path

from reader import formats
from reader.story import Side
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.books import PROSE, epub, page
from tests.shell import Call
from tests.tui.driving import story

CALL = '<a epub:type="noteref" href="d1.xhtml#n{0}">{0}</a>'
LONG = "The lamp of the landing had been lent to the church, and nobody remembered it. " * 6
TEXT = page(f"<h2>Rain</h2><p>A lamp{CALL.format(1)} and an oar{CALL.format(2)}.</p>" + PROSE * 60)
NOTES = page(
    '<section epub:type="endnotes"><ol><li id="n1"><p>It was lent. <a epub:type="backlink"'
    f' href="d0.xhtml">↩</a></p></li><li id="n2"><p>{LONG}</p></li></ol></section>'
)


def book() -> bytes:
    """A book with a short note and a long one."""
    return epub([TEXT, NOTES])


async def test_a_note_is_shown_in_place_and_a_long_one_where_it_stands(tmp_path: Path) -> None:
    """Enter shows the first, then the next; again goes to it, and the jump goes back."""
    path = tmp_path / "ferry.epub"
    path.write_bytes(book())
    async with story(path) as driver:
        await driver.press("enter")
        await driver.shows("1. It was lent.")
        await driver.press("enter")
        await driver.shows("2. The lamp of the landing")
        here = driver.here.offset
        await driver.press("enter")
        await driver.shows("remembered it. The lamp")
        assert driver.reading.place.offset == here
        await driver.press("ctrl+o")
        await driver.shows("A lamp¹ and an oar²")


def test_linear_mode_prints_the_notes_of_a_page(call: Call, tmp_path: Path) -> None:
    """All that it calls for; a page without says so."""
    path = tmp_path / "ferry.epub"
    path.write_bytes(book())
    done = call("read", "--linear", path, "--height", 12, stdin=b"note\n\nnote\nq\n")

    assert "1. It was lent." in done.out
    assert "There is no note to this page." in done.out


def test_what_an_author_centred_stands_in_the_middle() -> None:
    """Line by line, at the right where that was said; never filled up."""
    markup = page(
        '<p style="text-align:center">in the middle of the page, and too long for a line</p>'
        '<p align="right">at the right</p><p>at the left</p>'
    )
    made = formats.from_bytes(epub([markup]), "x.epub")
    layout = Layout(made, PageStyle(Cells(30), 20, justify=True))
    lines = [line for line in layout.rows(0, 20) if line is not None]

    assert [one.side for one in made.placements] == [Side.CENTRE, Side.RIGHT]
    assert all(abs(2 * one.indent + (one.end - one.start) - 30) <= 1 for one in lines[:2])
    assert lines[-2].indent + (lines[-2].end - lines[-2].start) == 30
    assert lines[-1].indent == 0
    assert not any(one.gaps for one in lines)
