"""Front and back matter laid out with the body leave the body's own pages as they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formats.text.parse import parse
from reader.reading.navigator import Navigator
from reader.story import Offset, Range, Story
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.examples import examples

MARK = "*** {} OF THE PROJECT GUTENBERG EBOOK THE WEIR ***"
PARAGRAPH = "Paragraph {n} tells of the river, which was up, and of all who stood beside it."


def weir(front: int, body: int, back: int) -> Story:
    """A story with that many paragraphs before, in and after it."""

    def some(count: int, start: int) -> str:
        return "\n\n".join(PARAGRAPH.format(n=start + n) for n in range(count))

    parts = [some(front, 100), MARK.format("START"), some(body, 500), MARK.format("END")]
    return parse("\n\n\n".join([*parts, some(back, 900)]).encode(), "weir.txt")


STORIES = st.builds(weir, st.integers(0, 12), st.integers(1, 40), st.integers(0, 12))
STYLES = st.builds(
    lambda measure, rows, leading: PageStyle(measure=Cells(measure), rows=rows, leading=leading),
    st.integers(8, 70),
    st.integers(1, 20),
    st.integers(1, 2),
)


@given(STORIES, STYLES)
def test_the_body_has_the_same_pages(story: Story, style: PageStyle) -> None:
    """Page for page the same characters under the same numbers."""
    folded, unfolded = Layout(story, style), Layout(story, style._replace(unfolded=True))
    first, behind = unfolded.body_pages

    assert folded.body_pages == Range(0, folded.page_count)
    assert behind - first == folded.page_count
    for number in range(folded.page_count):
        start = folded.page_start(number)
        assert unfolded.page_start(first + number) == start
        assert unfolded.folio(start) == folded.folio(start) == number + 1


@settings(max_examples=examples(40))
@given(STORIES, STYLES, st.floats(0, 1))
def test_numbers_and_shares_lead_to_the_same_places(
    story: Story, style: PageStyle, share: float
) -> None:
    """A page number and a percentage mean what they mean without the matter."""
    folded, unfolded = Layout(story, style), Layout(story, style._replace(unfolded=True))
    here = Navigator(folded, folded.page_start(0))
    there = Navigator(unfolded, folded.page_start(0))

    assert there.to_progression(share).offset == here.to_progression(share).offset
    for number in (0, 1, folded.page_count - 1, folded.page_count + 5):
        assert there.to_page(number).offset == here.to_page(number).offset
    assert there.to_end().offset == here.to_end().offset
    assert there.to_end().progression == 1.0


@pytest.mark.parametrize("back", [0, 6])
def test_turning_goes_through_all_of_it(back: int) -> None:
    """From the first line of the front to the last of the back, and no further."""
    story = weir(6, 9, back)
    layout = Layout(story, PageStyle(measure=Cells(40), rows=8, unfolded=True))
    here = Navigator(layout, Offset(0))
    seen = [here.offset]
    while (there := here.turn(1)) is not here:
        here = there
        seen.append(here.offset)

    assert seen == [layout.page_start(number) for number in range(layout.page_count)]
    assert here.turn(-1).offset == seen[-2]
