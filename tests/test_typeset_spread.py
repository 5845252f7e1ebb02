"""Two pages side by side end on one row where blank rows can grow."""

import pytest
from hypothesis import given

from reader.story import BlockKind, Story
from reader.typeset.layout import Layout, Page
from reader.typeset.spread import level
from reader.typeset.style import Cells, PageStyle, Paragraphs
from tests.strategies import stories, story_of, styles

P, H, B = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BREAK
MARKS = {P: "p", H: "h", B: "*"}
Part = tuple[BlockKind, str, int, int]


def block(kind: BlockKind, lines: int) -> Part:
    """A block that takes that many lines at a measure of ten cells."""
    return (kind, (" " if kind is P else "\n").join(["wordword"] * lines), 0, 1)


def seen(page: Page) -> str:
    """A letter for each line by its block's kind, a dot for a blank row."""
    return "".join(MARKS[row.kind] if row else "." for row in page.rows)


def spread(*parts: Part, rows: int = 10, leading: int = 1) -> tuple[str, str]:
    """The first two pages, levelled."""
    style = PageStyle(Cells(10), rows, Paragraphs.BLANK, leading=leading)
    story = story_of(parts)
    layout = Layout(story, style)
    left, right = level(story, layout.page(0), layout.page(1), leading)
    return seen(left), seen(right)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            [block(P, 2), block(P, 2), block(P, 3), block(P, 20)],
            ("pp.pp..ppp", "p" * 10),
            id="at its lowest blank row",
        ),
        pytest.param(
            [block(P, 2), block(B, 1), block(P, 2), block(P, 1), block(P, 20)],
            ("pp.*..pp.p", "p" * 10),
            id="beside a break first",
        ),
        pytest.param(
            [block(P, 10), block(P, 2), block(P, 2), block(P, 3), block(P, 20)],
            ("p" * 10, "pp.pp..ppp"),
            id="on the right",
        ),
        pytest.param(
            [block(P, 3), block(P, 4), block(P, 20)],
            ("ppp.pppp", "p" * 10),
            id="not by two lines at one place",
        ),
        pytest.param(
            [block(P, 2), block(P, 2), block(P, 3), block(H, 1), block(P, 20)],
            ("pp.pp.ppp", "h." + "p" * 8),
            id="not at the end of a chapter",
        ),
        pytest.param([block(P, 10), block(P, 2), block(P, 6)], ("p" * 10, "pp.pppppp"), id="end"),
    ],
)
def test_the_shorter_page_grows(parts: list[Part], expected: tuple[str, str]) -> None:
    """By a blank row at a place that has one, unless a chapter or the story ends there."""
    assert spread(*parts) == expected


def test_a_blank_line_is_as_high_as_the_leading() -> None:
    """The last lines meet with blank rows between all lines too."""
    parts = [block(P, 3), block(P, 3), block(P, 2), block(P, 20)]

    assert spread(*parts, rows=21, leading=2) == ("p.p.p...p.p.p.....p.p", "p." * 10 + "p")


@given(stories(), styles())
def test_levelling_moves_lines_and_changes_none(story: Story, style: PageStyle) -> None:
    """The lines, the numbers and the ranges stay, the first row too, and no page grows higher."""
    layout = Layout(story, style)
    for number in range(layout.page_count - 1):
        before = layout.page(number), layout.page(number + 1)
        after = level(story, *before, style.leading)
        heights = [len(page.rows) for page in before]
        for one, two in zip(before, after, strict=True):
            assert one._replace(rows=()) == two._replace(rows=())
            assert [row for row in one.rows if row] == [row for row in two.rows if row]
            assert one.rows[:1] == two.rows[:1]
            assert one.rows[-1:] == two.rows[-1:]
        assert max(len(page.rows) for page in after) == max(heights)
        assert min(len(page.rows) for page in after) in (min(heights), max(heights))
