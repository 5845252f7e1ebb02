"""The laws of a layout, for every story and every style."""

from itertools import pairwise

from hypothesis import example, given

from reader.story import Story
from reader.typeset.break_clusters import BLANKS, HANGING
from reader.typeset.cells import clusters, shown, width
from reader.typeset.layout import Layout, Line
from reader.typeset.style import Cells, PageStyle
from tests.strategies import STRAY_JOINER, stories, story_of, styles

BLANK = BLANKS + "\u00a0"


def lines_of(layout: Layout) -> list[Line]:
    """Every line, in order."""
    return [layout.line(index) for index in range(layout.line_count)]


def painted(layout: Layout, line: Line) -> str:
    """The line as text, as a painter sets it."""
    edges = [(line.start, 0), *line.gaps, (line.end, 0)]
    pieces = (
        layout.story.text[one:two] + " " * cells for (one, _), (two, cells) in pairwise(edges)
    )
    words = shown("".join(pieces))
    return " " * line.indent + words + "-" * line.hyphen


@given(stories(), styles())
def test_every_character_lies_in_one_line_and_in_order(story: Story, style: PageStyle) -> None:
    """What is between the lines is blank, and the lines ascend."""
    at = story.body.start
    for line in lines_of(Layout(story, style)):
        assert line.start >= at
        assert not story.text[at : line.start].strip(BLANK)
        at = line.end
    assert not story.text[at : story.body.end].strip(BLANK)


@given(stories(), styles())
@example(STRAY_JOINER, PageStyle(Cells(1)))
def test_no_line_is_wider_than_the_measure(story: Story, style: PageStyle) -> None:
    """Unless one cluster is, the line is to be painted cut, or one mark of it hangs."""
    layout = Layout(story, style)
    for line in lines_of(layout):
        hung = style.hang and line.kind.flows and story.text[line.end - 1] in HANGING
        wide = width(painted(layout, line)) > style.measure + 2 * hung
        alone = len(list(clusters(story.text, line.start, line.end))) <= 1
        assert line.cut or alone or not wide


@given(stories(), styles())
def test_pages_tile_the_story(story: Story, style: PageStyle) -> None:
    """Every line stands on one page, in order, and a page is found by each of its offsets."""
    layout = Layout(story, style)
    pages = [layout.page(number) for number in range(layout.page_count)]

    assert [row for page in pages for row in page.rows if row] == lines_of(layout)
    for page in pages:
        assert layout.page_of(layout.page_start(page.number)) == page.number
        assert page.start == layout.page_start(page.number)
        for row in page.rows:
            assert row is None or layout.page_of(row.start) == page.number
    assert all(one.end == two.start for one, two in pairwise(pages))


@given(stories(), styles())
def test_a_page_is_never_too_high_and_has_no_blank_edge(story: Story, style: PageStyle) -> None:
    """At most the rows of the style; neither the first nor the last row is blank."""
    layout = Layout(story, style)
    for number in range(layout.page_count):
        rows = layout.page(number).rows
        assert not style.rows or len(rows) <= style.rows
        assert not rows or (rows[0] is not None and rows[-1] is not None)


@given(stories(), styles())
def test_the_endless_page_holds_every_line_once(story: Story, style: PageStyle) -> None:
    """Rows can be asked for in any piece, and an offset leads to the row of its line."""
    layout = Layout(story, style)
    rows = layout.rows(0, layout.row_count)

    assert [row for row in rows if row] == lines_of(layout)
    assert layout.rows(2, 3) == rows[2:5]
    for index in range(layout.line_count):
        line = layout.line(index)
        if line.start < line.end:
            assert layout.line_of(line.start) == index
            assert rows[layout.row_of(line.start)] == line


def test_a_story_without_text_is_one_empty_page() -> None:
    """There is a page to show, and nothing on it."""
    layout = Layout(story_of([]), PageStyle())

    assert (layout.page_count, layout.line_count, layout.row_count) == (1, 0, 0)
    assert layout.page(0).rows == ()
    assert layout.page_of(5) == 0
