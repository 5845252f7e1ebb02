"""What stands together on a page, what is set apart, what begins a new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.story import BlockKind
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle, Paragraphs
from tests.strategies import story_of

P, H, B, V = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BREAK, BlockKind.VERSE
MARKS = {P: "p", H: "h", B: "*", V: "v"}


def block(kind: BlockKind, lines: int = 1, blanks: int = 1) -> tuple[BlockKind, str, int, int]:
    """A block that takes that many lines at a measure of ten cells."""
    return (kind, (" " if kind.flows else "\n").join(["wordword"] * lines), 0, blanks)


def pages(*parts: tuple[BlockKind, str, int, int], rows: int = 8, **style: object) -> list[str]:
    """Each page as a word: a letter for each line by its block's kind, a dot for a blank row."""
    look = PageStyle(Cells(10), rows, **{"paragraphs": Paragraphs.INDENT, **style})  # type: ignore[arg-type]
    layout = Layout(story_of(parts), look)
    return [
        "".join(MARKS[row.kind] if row else "." for row in layout.page(number).rows)
        for number in range(layout.page_count)
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([block(P, 10)], ["p" * 8, "pp"], id="a page is filled"),
        pytest.param([block(P, 9)], ["p" * 7, "pp"], id="no last line alone at the top"),
        pytest.param(
            [block(P, 7), block(P, 4)], ["p" * 7, "p" * 4], id="no first line at the foot"
        ),
        pytest.param([block(P, 6), block(P, 3)], ["p" * 6, "ppp"], id="three lines stay together"),
        pytest.param(
            [block(P, 5), block(H), block(P, 4)],
            ["p" * 5, "h.pppp"],
            id="a heading keeps two lines",
        ),
        pytest.param(
            [block(P, 4), block(H), block(P, 1), block(P, 2)],
            ["pppp", "h.ppp"],
            id="a heading keeps a second paragraph with a short first one",
        ),
        pytest.param(
            [block(P, 6), block(B), block(P, 2)], ["pppp", "pp.*.pp"], id="a break is not first"
        ),
        pytest.param(
            [block(P, 5), block(B), block(P, 4)], ["ppp", "pp.*.pp", "pp"], id="a break is not last"
        ),
        pytest.param(
            [block(P, 3), block(B), block(P, 3)],
            ["ppp.*.pp", "p"],
            id="a lone line before a lone break",
        ),
        pytest.param(
            [block(P, 5), block(H), block(H), block(P, 3)], ["p" * 5, "h.h.ppp"], id="headings stay"
        ),
        pytest.param(
            [block(H, 9), block(P, 1)], ["h" * 8, "h.p"], id="a heading higher than the page"
        ),
        pytest.param([block(V, 6), block(V, 4)], ["v" * 6, "v" * 4], id="a stanza's lines"),
        pytest.param([block(V, 3), block(V, 3)], ["vvv.vvv"], id="a blank row between stanzas"),
        pytest.param([block(V, 3), block(V, 3, 0)], ["v" * 6], id="none where the author had none"),
        pytest.param([block(P, 2), block(V, 2, 0), block(P, 2, 0)], ["pp.vv.pp"], id="verse apart"),
    ],
)
def test_a_page_ends_where_it_looks_best(
    parts: list[tuple[BlockKind, str, int, int]], expected: list[str]
) -> None:
    """On pages of eight rows, with the chapters running on."""
    assert pages(*parts, chapter_page=False) == expected


def test_a_chapter_begins_a_page_with_its_headings() -> None:
    """The headings of a book and of its first chapter stand together."""
    parts = [block(H), block(H), block(P, 2), block(H), block(P, 2)]

    assert pages(*parts) == ["h.h.pp", "h.pp"]
    assert pages(*parts, chapter_page=False) == ["h.h.pp", "h.pp"]
    assert pages(*parts, chapter_page=False, rows=20) == ["h.h.pp.h.pp"]


def test_no_rows_make_one_endless_page() -> None:
    """With the same blank rows between blocks, and no break for a chapter."""
    assert pages(block(P, 2), block(H), block(P, 30), rows=0) == ["pp.h." + "p" * 30]


def test_leading_parts_the_lines() -> None:
    """Two rows from line to line, and a blank line is as high as a line."""
    assert pages(block(P, 2), block(B), block(P, 2), rows=13, leading=2) == ["p.p...*...p.p"]


@pytest.mark.parametrize(
    ("paragraphs", "indents", "expected"),
    [
        (Paragraphs.INDENT, (0, 0), ["pp.h.pppp"]),
        (Paragraphs.BLANK, (4, 4), ["pp.h.pp.pp"]),
        (Paragraphs.AUTHOR, (0, 0), ["pp.h.pp.pp"]),
        (Paragraphs.AUTHOR, (4, 4), ["pp.h.pppp"]),
    ],
)
def test_paragraphs_are_told_apart(
    paragraphs: Paragraphs, indents: tuple[int, int], expected: list[str]
) -> None:
    """By an indent, by a blank row, or as the file does it."""
    two = [(P, "wordword wordword", indent, 1) for indent in indents]

    assert (
        pages(block(P, 2), block(H), *two, rows=20, paragraphs=paragraphs, chapter_page=False)
        == expected
    )


def test_speech_without_an_indent_stays_where_the_author_had_it() -> None:
    """Among indented paragraphs it is set apart only by a blank line of the file."""
    told, said, apart = (
        (P, "wordword wordword", indent, blanks) for indent, blanks in ((2, 0), (0, 0), (0, 1))
    )
    author = Paragraphs.AUTHOR

    assert pages(told, said, said, told, rows=20, paragraphs=author) == ["p" * 8]
    assert pages(told, said, apart, told, rows=20, paragraphs=author) == ["pppp.pppp"]
    assert pages(said, said, said, rows=20, paragraphs=author) == ["pp.pp.pp"]


def test_the_first_paragraph_after_a_heading_or_break_is_flush() -> None:
    """As is the first of all; every other one is indented."""
    story = story_of([block(P), block(P), block(H), block(P), block(P), block(B), block(P)])
    layout = Layout(story, PageStyle(paragraphs=Paragraphs.INDENT, indent=3))
    lines = [layout.line(index) for index in range(layout.line_count)]

    assert [line.indent for line in lines if line.kind is P] == [0, 3, 0, 3, 0]


def test_a_few_larger_gaps_of_the_author_are_scene_breaks() -> None:
    """They show as a blank row and a flush paragraph, where they are few."""
    run = [block(P, blanks=0) for _ in range(6)]
    apart = block(P, blanks=1)

    assert pages(*run, apart, *run, rows=40) == ["p" * 6 + "." + "p" * 7]
    assert pages(*[block(P, blanks=n % 2) for n in range(8)], rows=40) == ["p" * 8]
    layout = Layout(story_of([*run, apart, *run]), PageStyle(paragraphs=Paragraphs.INDENT))
    assert [layout.line(index).indent for index in (5, 6, 7)] == [2, 0, 2]


@pytest.mark.parametrize(
    ("usual", "more", "style", "expected"),
    [
        (1, 2, Paragraphs.BLANK, "p.p.p.p.p.p..p.p"),
        (0, 1, Paragraphs.BLANK, "p.p.p.p.p.p..p.p"),
        (1, 3, Paragraphs.INDENT, "pppppp.pp"),
        (1, 2, Paragraphs.AUTHOR, "p.p.p.p.p.p..p.p"),
        (0, 1, Paragraphs.AUTHOR, "p.p.p.p.p.p..p.p"),
    ],
)
def test_a_scene_that_a_wider_gap_begins_is_seen_in_every_look(
    usual: int, more: int, style: Paragraphs, expected: str
) -> None:
    """A gap of the author that is wider than usual is wider than usual on the page."""
    run = [(P, "word", 0, usual)] * 6
    scene = (P, "word", 0, more)

    assert pages(*run, scene, run[0], rows=40, paragraphs=style) == [expected]


@given(st.lists(st.sampled_from([block(P, n) for n in (1, 2, 3, 5, 9)] + [block(H)]), min_size=1))
def test_a_heading_is_never_last_on_a_page(parts: list[tuple[BlockKind, str, int, int]]) -> None:
    """Unless the page holds nothing but headings."""
    for page in pages(*parts, rows=12)[:-1]:
        assert not page.endswith("h") or not page.strip("h.")
