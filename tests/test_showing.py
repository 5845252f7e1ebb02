"""A story on screens of every size under every look, as values."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.paint.page import Frame, Row, compose, fit
from reader.reading.open import OpenStory
from reader.reading.view import furniture, overlays, view_of
from reader.settings.looks import LOOK_SETTINGS
from reader.settings.settings import Settings
from reader.story import Story
from reader.typeset.cells import width
from tests.strategies import prose, stories

WORDS = " ".join(f"word{number}" for number in range(1, 30))
NOVEL = prose(*(f"Number {number}. {WORDS}" for number in range(1, 80)))
looks = st.fixed_dictionaries({row.key: st.sampled_from(row.values) for row in LOOK_SETTINGS}).map(
    lambda values: Settings().replace(**values)
)


def picture(story: Story, look: Settings, columns: int, rows: int) -> tuple[Frame, list[Row]]:
    """The first screen of a story."""
    opened = OpenStory(story)
    view = view_of(opened, look, columns, rows)
    here, frame = view.pages(opened), view.frame
    return frame, compose(story, frame, here.pages, furniture(opened, here), overlays(look, here))


@given(stories(), looks, st.integers(1, 240), st.integers(1, 60))
def test_a_picture_fills_its_screen_and_no_more(
    story: Story, look: Settings, columns: int, rows: int
) -> None:
    """As many rows as the screen has, none wider, unless one cluster is."""
    frame, made = picture(story, look, columns, rows)

    assert len(made) == rows
    assert frame.top + frame.lines <= rows
    assert frame.left >= 0
    for row in made:
        assert sum(width(run.text) for run in row) <= columns or frame.measure < 8


@given(st.integers(1, 300), st.integers(1, 100), st.integers(40, 100), st.integers(0, 20))
def test_the_parts_of_a_frame_lie_apart(columns: int, rows: int, measure: int, margin: int) -> None:
    """Head, text and folio have rows of their own, two pages the same rows and no common cell."""
    for spread in ("off", "auto", "on"):
        frame = fit(columns, rows, measure, spread=spread, margin=margin)
        assert frame.head < frame.top
        assert frame.folio < 0 or frame.top + frame.lines <= frame.folio
        assert 1 <= frame.measure <= measure
        assert frame.left + frame.span <= columns
        if frame.spread:
            assert frame.left + frame.measure < frame.right_page
            assert frame.right_page + frame.measure == frame.left + frame.span
            assert frame.measure >= (measure if spread == "auto" else min(40, measure))


@pytest.mark.parametrize(
    ("columns", "margin", "left"), [(80, 2, 7), (60, 2, 2), (60, 10, 10), (26, 20, 2), (11, 2, 0)]
)
def test_a_margin_is_the_least_blank_at_the_sides(columns: int, margin: int, left: int) -> None:
    """It gives way on narrow screens and is not noticed on wide ones."""
    assert fit(columns, 24, 66, margin=margin).left == left


def test_two_pages_stand_in_the_same_rows() -> None:
    """The second page begins where the first does and both numbers are told."""
    frame, made = picture(NOVEL, Settings(), 160, 30)
    opened = OpenStory(NOVEL)
    here = view_of(opened, Settings(), 160, 30).pages(opened)
    left, right = here.pages

    assert frame.spread
    assert len(left.rows) <= frame.lines
    assert len(right.rows) <= frame.lines
    top = "".join(run.text for run in made[frame.top])
    for page, column in ((left, frame.left), (right, frame.right_page)):
        line = page.rows[0]
        assert line is not None
        assert top[column + line.indent :].startswith(NOVEL.text[line.start : line.end])
    assert furniture(opened, here).folio.startswith("1–2 of ")


def test_turning_two_pages_skips_none() -> None:
    """Each spread begins where the one before ended, forward; backward the same ones come."""
    opened = OpenStory(NOVEL)
    here = view_of(opened, Settings(), 160, 20).pages(opened)
    starts = []
    while not here.at_end:
        starts.append(here.offset)
        assert here.pages[0].end == here.pages[1].start or len(here.pages) == 1
        there = here.turn(1)
        assert there.number == here.number + 2
        here = there
    while starts:
        here = here.turn(-1)
        assert here.offset == starts.pop()


@pytest.mark.parametrize("count", [146, pytest.param(496, marks=pytest.mark.slow)])
@pytest.mark.parametrize("mode", ["pages", "scroll"])
def test_hundreds_of_sizes_and_looks_keep_the_place(mode: str, count: int) -> None:
    """The word on top stays on top through all of them, and in the end the picture is the same."""
    dice = random.Random(7)
    opened, look = OpenStory(NOVEL), Settings().replace(mode=mode)
    usual = view_of(opened, look, 80, 24)
    first = usual.pages(opened).turn(7)
    here = first
    for columns, rows in [(1, 1), (500, 1), (1, 200), (2, 2), *_sizes(dice, count)]:
        row = dice.choice([one for one in LOOK_SETTINGS if one.key != "mode"])
        changed = look.replace(**{row.key: dice.choice(row.values)})
        view = view_of(opened, changed, columns, rows)
        here = view.pages(opened, here)
        assert here.offset == first.offset
        line = here.pages[0].rows[0]
        assert line is not None
        assert line.start <= first.offset < max(line.end, line.start + 1)
        if mode == "pages":
            assert line.start == first.offset
        assert len(compose(NOVEL, view.frame, here.pages, furniture(opened, here))) == rows

    assert usual.pages(opened, here).pages == first.pages


def _sizes(dice: random.Random, count: int) -> list[tuple[int, int]]:
    return [(dice.randint(1, 240), dice.randint(1, 80)) for _ in range(count)]
