"""The laws of moving through a story, for every story and every style."""

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from reader.reading import reading
from reader.reading.navigator import Navigator
from reader.story import Offset, Story
from reader.typeset.layout import Layout, Line
from reader.typeset.style import Cells, PageStyle
from tests.strategies import prose, stories, styles

UNSEEN = "\u200b\u00ad"


def solid(text: str) -> str:
    """A text without what is not painted."""
    return "".join(text.translate({ord(one): None for one in UNSEEN}).split())


def lines_on(navigator: Navigator) -> list[Line]:
    """The lines that are shown, in order."""
    return [row for page in navigator.pages for row in page.rows if row is not None]


def words_on(navigator: Navigator) -> str:
    """What is shown, without what is not painted."""
    text = navigator.story.text
    return solid("".join(text[line.start : line.end] for line in lines_on(navigator)))


def to_the_end(navigator: Navigator) -> list[Navigator]:
    """Every screen from here to the last one."""
    screens = [navigator]
    while not screens[-1].at_end:
        screens.append(screens[-1].turn(1))
        assert screens[-1].offset > screens[-2].offset
    assert screens[-1].turn(1) is screens[-1]
    return screens


def start_of(layout: Layout, *, spread: bool = False) -> Navigator:
    """A reading at the first page."""
    return Navigator(layout, layout.page_start(0), spread)


def offsets(story: Story) -> st.SearchStrategy[Offset]:
    """Any place inside the story's body."""
    return st.integers(story.body.start, max(story.body.start, story.body.end - 1)).map(Offset)


@given(stories(), styles(), st.booleans())
def test_turning_from_the_start_shows_every_character_once_in_order(
    story: Story, style: PageStyle, spread: bool
) -> None:
    """All screens together are the story, on one page or on two at a time."""
    screens = to_the_end(start_of(Layout(story, style), spread=spread))

    assert "".join(map(words_on, screens)) == solid(story.text[story.body.start : story.body.end])


@given(st.data(), stories(), styles(), st.booleans())
def test_turning_from_anywhere_skips_and_repeats_nothing(
    data: st.DataObject, story: Story, style: PageStyle, spread: bool
) -> None:
    """From any character on, the rest of the story is shown once and in order."""
    layout = Layout(story, style)
    here = Navigator(layout, data.draw(offsets(story)), spread)
    shown = "".join(map(words_on, to_the_end(here)))
    first = here.pages[0].start

    assert shown == solid(story.text[first : story.body.end])
    assert not solid(story.text[here.offset : first]) or layout.page_start(0) == first


@given(st.data(), stories(), styles())
def test_a_page_begins_with_the_character_at_its_place(
    data: st.DataObject, story: Story, style: PageStyle
) -> None:
    """Or, when that is blank, with the next that is not; after the last stands the last page."""
    assume(story.blocks)
    layout = Layout(story, style)
    offset = data.draw(offsets(story))
    page = layout.page_from(offset)
    rest = solid(story.text[offset : story.body.end])

    if rest and page.rows:
        assert solid(story.text[page.start : story.body.end]) == rest
        shown = [row for row in page.rows if row]
        assert not solid(story.text[page.start : shown[0].start])


@given(stories(), styles())
def test_each_page_is_found_by_its_number(story: Story, style: PageStyle) -> None:
    """Going to page n shows page n, and its first character lies on page n."""
    layout = Layout(story, style)
    for number in range(layout.page_count):
        there = start_of(layout).to_page(number)
        assert there.number == number
        assert layout.page_of(layout.page_start(number)) == number
        assert there.pages == (layout.page(number),)


@given(st.data(), stories(), styles())
def test_turning_on_and_back_returns(data: st.DataObject, story: Story, style: PageStyle) -> None:
    """From a page of the grid, as many back as on is where it began."""
    layout = Layout(story, style)
    number = data.draw(st.integers(0, layout.page_count - 1))
    count = data.draw(st.integers(0, layout.page_count - 1 - number))
    here = start_of(layout).to_page(number)
    there = here.turn(count)

    assert there.number == number + count
    assert there.turn(-count).offset == here.offset


@given(st.data(), stories(), styles(), st.booleans())
def test_turning_back_always_arrives_at_the_start(
    data: st.DataObject, story: Story, style: PageStyle, spread: bool
) -> None:
    """From anywhere, each turn goes back until the first page, and no further."""
    layout = Layout(story, style)
    here = Navigator(layout, data.draw(offsets(story)), spread)
    while (back := here.turn(-1)) is not here:
        assert back.offset < here.offset
        here = back

    assert here.offset <= layout.page_start(0)


@given(st.data(), stories(), st.lists(styles(), max_size=5))
def test_no_new_layout_moves_the_place(
    data: st.DataObject, story: Story, others: list[PageStyle]
) -> None:
    """Through any row of sizes and styles and back, the same screen stands there."""
    layout = Layout(story, PageStyle(Cells(66), 20))
    here = Navigator(layout, data.draw(offsets(story)))
    there = here
    for style in others:
        there = there.laid_out(Layout(story, style), spread=style.justify)
        assert there.offset == here.offset
    back = there.laid_out(layout)

    assert back == here
    assert back.pages == here.pages


@given(st.integers(1, 30), st.integers(0, 400))
def test_narrow_and_wide_again_is_the_same_page(paragraphs: int, turned: int) -> None:
    """66 → 40 → 66 cells: the page of before, and on the narrow one its first words on top."""
    story = prose(*(f"Number {n} begins here and goes on, " * 9 for n in range(paragraphs)))
    wide = Layout(story, PageStyle(Cells(66), 20))
    here = start_of(wide).turn(turned % wide.page_count)
    narrow = here.laid_out(Layout(story, PageStyle(Cells(40), 12)))

    assert narrow.pages[0].start == here.pages[0].start
    assert narrow.laid_out(wide).pages == here.pages
    assert narrow.laid_out(wide).number == here.number


@given(st.data(), stories(), styles())
def test_jumps_are_undone_one_by_one(data: st.DataObject, story: Story, style: PageStyle) -> None:
    """Back through every place that was left, and ahead again through each."""
    here = start_of(Layout(story, style))
    places = [here.offset]
    for offset in data.draw(st.lists(offsets(story), max_size=8)):
        here = here.to(offset)
        if here.offset != places[-1]:
            places.append(here.offset)
    for place in reversed(places[:-1]):
        here = reading.back(here)
        assert here.offset == place
    assert reading.back(here) is here
    for place in places[1:]:
        here = reading.forward(here)
        assert here.offset == place
    assert reading.forward(here) is here


@given(st.data(), stories(), styles(), st.booleans())
def test_no_move_leaves_the_story(
    data: st.DataObject, story: Story, style: PageStyle, spread: bool
) -> None:
    """Whatever is asked for, in any order, a place in the story and pages of it are shown."""
    moves = st.one_of(
        st.tuples(st.sampled_from(["turn", "chapter"]), st.integers(-5, 5)),
        st.tuples(st.sampled_from(["to", "to_page"]), st.integers(-10, 9999)),
        st.tuples(st.just("to_progression"), st.floats(-2, 3)),
        st.tuples(st.just("to_end")),
        st.tuples(st.sampled_from([reading.back, reading.forward])),
    )
    layout = Layout(story, style)
    low, high = layout.bounds
    here = start_of(layout, spread=spread)
    for name, *given_ in data.draw(st.lists(moves, max_size=12)):
        here = name(here) if callable(name) else getattr(here, name)(*given_)
        assert low <= here.offset <= max(low, high - 1)
        assert 0 <= here.number < layout.page_count
        assert 0 <= here.progression <= 1
        assert all(one.end <= two.start for one, two in pairwise(here.pages))
        assert len(here.back) <= 100


@given(stories(), styles(), st.booleans())
def test_the_end_is_the_whole_of_the_progression(
    story: Story, style: PageStyle, spread: bool
) -> None:
    """The last screen is 1, and progression never falls while turning."""
    screens = to_the_end(start_of(Layout(story, style), spread=spread))
    shares = [screen.progression for screen in screens]

    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert screens[0].to_end().at_end
    assert reading.back(screens[0]._replace(back=()).to_end()).offset == screens[0].offset
