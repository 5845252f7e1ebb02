"""Reading by lines: where each move ends, as values."""

from hypothesis import given
from hypothesis import strategies as st

from reader.reading import reading
from reader.reading.navigator import Navigator, Scroll, Stride, in_mode
from reader.story import BlockKind, Offset, Story
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle, Paragraphs
from tests.strategies import prose, stories, story_of

SENTENCE = "The lamp went along the wall as slowly as a snail that has been told the time."


def novel(paragraphs: int = 60) -> Story:
    """Numbered paragraphs of three lines each at 40 cells."""
    return prose(*(f"Number {number}. {SENTENCE}" for number in range(1, paragraphs + 1)))


def scroll(story: Story, rows: int = 10, measure: int = 40, leading: int = 1) -> Scroll:
    """At the beginning, paragraphs set apart by blank rows."""
    style = PageStyle(Cells(measure), rows, Paragraphs.BLANK, leading=leading)
    layout = Layout(story, style)
    return Scroll(layout, layout.bounds.start)  # type: ignore[arg-type]


def first_words(here: Navigator, count: int = 2) -> str:
    """The first words shown."""
    line = next(line for line in here.pages[0].rows if line is not None)
    return " ".join(here.story.text[line.start :].split()[:count])


def test_a_line_down_shows_the_next_line_first() -> None:
    """One row on, its first character is the place."""
    here = scroll(novel())
    there = here.turn(1, Stride.LINE)

    assert there.pages[0].rows[0] == here.pages[0].rows[1]
    assert there.offset == there.pages[0].rows[0].start  # type: ignore[union-attr]


def test_a_blank_row_can_stand_on_top() -> None:
    """Scrolling goes row by row over the gap between paragraphs, the place already after it."""
    here = scroll(novel())
    tops = [here.turn(count, Stride.LINE).pages[0].rows[0] for count in range(6)]

    assert [top is None for top in tops] == [False, False, False, True, False, False]
    assert first_words(here.turn(3, Stride.LINE)) == "Number 2."


def test_a_screen_down_keeps_two_lines() -> None:
    """The last two rows of one screen are the first two of the next."""
    here = scroll(novel())

    assert here.turn(1).pages[0].rows[:2] == here.pages[0].rows[-2:]


def test_half_a_screen_and_a_notch() -> None:
    """Half of ten rows is five, a notch of the wheel three lines."""
    here = scroll(novel())
    assert isinstance(there := here.turn(1, Stride.HALF), Scroll)
    assert there.top == 5
    assert isinstance(there := there.turn(-1, Stride.NOTCH), Scroll)
    assert there.top == 2


def test_with_leading_a_line_is_two_rows() -> None:
    """Lines stay lines however far apart they stand."""
    here = scroll(novel(), leading=2)

    assert here.turn(1, Stride.LINE).pages[0].rows[0] == here.pages[0].rows[2]
    assert first_words(here.turn(4, Stride.LINE)) == "Number 2."


def test_the_end_is_where_the_last_line_is_at_the_bottom() -> None:
    """Scrolling stops there, jumping to the end goes there, and the story counts as read."""
    here = scroll(novel())
    for there in (here.turn(999), here.turn(99_999, Stride.LINE), here.to_end()):
        assert there.at_end
        assert there.progression == 1
        assert there.pages[0].rows[-1] == here.layout.line(here.layout.line_count - 1)
        assert there.turn(1, Stride.LINE) is there
        assert there.turn(1) is there
    assert reading.back(here.to_end()).offset == here.offset


def test_the_start_is_the_start() -> None:
    """Before the first line there is nothing."""
    here = scroll(novel())

    assert here.turn(-1, Stride.LINE) is here
    assert here.turn(2, Stride.LINE).turn(-3).pages == here.pages


def test_a_place_after_the_last_full_screen_stands_on_top_until_it_is_left() -> None:
    """A jump into the last lines shows them first; only back leads on."""
    here = scroll(novel()).to(novel().text.index("Number 60."))

    assert first_words(here) == "Number 60."
    assert here.turn(1, Stride.LINE) is here
    assert here.turn(-2, Stride.LINE).offset < here.offset


def test_a_story_without_text_can_be_scrolled() -> None:
    """Nothing moves, nothing fails."""
    here = scroll(story_of([]))

    assert here.turn(1, Stride.LINE) is here
    assert here.turn(-1) is here
    assert here.to_end() is here
    assert here.pages[0].rows == ()


def test_a_chapter_stands_on_top() -> None:
    """A jump puts the heading into the first row, whatever was above it before."""
    parts = [(BlockKind.HEADING, "One"), *[(BlockKind.PARAGRAPH, SENTENCE)] * 5]
    story = story_of([*parts, (BlockKind.HEADING, "Two"), *parts[1:]])
    here = scroll(story).turn(3, Stride.LINE).chapter(1)

    assert here.story.text[here.offset :].startswith("Two")
    assert here.pages[0].rows[0] is not None


def test_from_pages_to_lines_and_back_the_place_and_the_history_stay() -> None:
    """Both ways of reading show the same first character."""
    pages = Navigator(scroll(novel()).layout, Offset(0)).turn(2).to_page(5)
    lines = in_mode(pages, scroll=True)

    assert isinstance(lines, Scroll)
    assert (lines.offset, lines.back) == (pages.offset, pages.back)
    assert first_words(lines) == first_words(pages)
    assert in_mode(lines, scroll=True) is lines
    assert in_mode(lines, scroll=False) == pages


@given(stories(), st.integers(1, 12), st.integers(1, 30), st.integers(1, 2), st.data())
def test_scrolling_down_and_up_comes_back(
    story: Story, rows: int, measure: int, leading: int, data: st.DataObject
) -> None:
    """So many lines down and as many up show the same rows, unless the end was in the way."""
    here: Navigator = scroll(story, rows, measure, leading)
    here = here.turn(data.draw(st.integers(0, 30), "from"), Stride.LINE)
    count = data.draw(st.integers(1, 30), "down")
    there = here.turn(count, Stride.LINE)
    assert isinstance(here, Scroll)
    assert isinstance(there, Scroll)

    if there.top - here.top == count * leading:
        assert there.turn(-count, Stride.LINE).pages == here.pages
    else:
        assert there.at_end


@given(stories(), st.integers(1, 12), st.integers(1, 30), st.integers(0, 60))
def test_every_screen_is_a_window_on_the_line_table(
    story: Story, rows: int, measure: int, count: int
) -> None:
    """What is shown are rows of the endless page, and the place is the first character of one."""
    here = scroll(story, rows, measure).turn(count, Stride.LINE)
    assert isinstance(here, Scroll)
    shown = here.pages[0].rows

    assert shown == here.layout.rows(here.top, rows)
    for line in shown:
        if line is not None:
            assert line == here.layout.line(here.layout.line_of(here.offset))
            break


@given(stories(), st.integers(0, 40), st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_resizing_never_moves_the_place(story: Story, count: int, measures: list[int]) -> None:
    """The line that holds the place is on top at every measure, and the place never changes."""
    before = scroll(story, 8, 20).turn(count, Stride.LINE)
    here = before
    for measure in measures:
        here = here.laid_out(scroll(story, 8, measure).layout)
        assert here.offset == before.offset
        line = next((line for line in here.pages[0].rows if line is not None), None)
        if line is not None:
            assert line == here.layout.line(here.layout.line_of(here.offset))

    assert here.laid_out(before.layout).pages == before.pages
