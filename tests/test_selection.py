"""Passages chosen by the keyboard: motions, objects, and what they never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.reading.selection import MOTIONS, OBJECTS, Selection, first_word, selected
from reader.story import BlockKind, Offset, Range, Story
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.strategies import prose, stories, story_of, styles

TOLD = prose(
    "“It isn’t far,” Mr. Bell said. Nobody answered him!",
    "The kettle, the lamp and the well-known chair stood in the north room.",
    "西の空が赤い。カモメが飛ぶ。",
)
STYLE = PageStyle(measure=Cells(24), rows=5)


def at(words: str, story: Story = TOLD) -> Offset:
    """Where words begin."""
    return Offset(story.text.index(words))


def after(start: str, motion: str, count: int = 1, story: Story = TOLD) -> str:
    """The text from where a motion leads, up to eight characters of it."""
    layout = Layout(story, STYLE)
    here = at(start, story)
    page = layout.page_from(here)
    moved = Selection(here, here).moved(motion, count, story, layout, Range(page.start, page.end))
    return story.text[moved.head : moved.head + 8]


@pytest.mark.parametrize(
    ("start", "motion", "count", "there"),
    [
        ("It isn’t", "word.next", 1, "isn’t fa"),
        ("It isn’t", "word.next", 2, "far,” Mr"),
        ("isn’t", "word.end", 1, "t far,” "),
        ("far", "word.previous", 1, "isn’t fa"),
        ("known", "word.next", 1, "chair st"),
        ("well-known", "word.end", 1, "n chair "),
        ("西の", "word.next", 1, "の空が赤い。カ"),
        ("It isn’t", "sentence.next", 1, ". "[:1]),
        ("It isn’t", "sentence.next", 2, "!\nThe ke"),
        ("Nobody", "sentence.previous", 1, "“It isn’"),
        ("The kettle", "sentence.previous", 1, "Nobody a"),
        ("西の", "sentence.next", 2, "。"),
        ("Mr. Bell", "paragraph.next", 1, "!\nThe ke"),
        ("Mr. Bell", "paragraph.next", 2, ".\n西の"),
        ("lamp", "paragraph.previous", 1, "The kett"),
        ("The kettle", "paragraph.previous", 1, "“It isn’"),
        ("him", "right", 4, "The kett"),
        ("The kettle", "left", 1, "!\nThe ke"),
    ],
)
def test_a_motion_leads_where_its_name_says(
    start: str, motion: str, count: int, there: str
) -> None:
    """Words keep their apostrophes and hyphens; a title ends no sentence."""
    assert after(start, motion, count).startswith(there)


def test_lines_are_those_of_the_page() -> None:
    """Down and up keep the cell; a line has a first and a last character."""
    layout = Layout(TOLD, STYLE)
    first, second = layout.line(0), layout.line(1)
    here = Offset(first.start + 3)

    def moved(motion: str, start: Offset = here) -> int:
        page = Range(first.start, second.end)
        return Selection(here, start).moved(motion, 1, TOLD, layout, page).head

    assert moved("down") == second.start + 3
    assert moved("up", Offset(second.start + 3)) == first.start + 3
    assert moved("line.start") == first.start
    assert moved("line.end") == first.end - 1
    assert moved("page.end") == second.end - 1
    assert moved("page.start", Offset(second.start)) == first.start


@pytest.mark.parametrize(
    ("start", "what", "words"),
    [
        ("sn’t", "iw", "isn’t"),
        ("Bell", "is", "“It isn’t far,” Mr. Bell said."),
        ("lamp", "ip", TOLD.text.splitlines()[1]),
        ("far", 'i"', "It isn’t far,"),
        ("far", 'a"', "“It isn’t far,”"),
        ("飛ぶ", "as", "カモメが飛ぶ。"),
    ],
)
def test_an_object_is_what_lies_around_the_head(start: str, what: str, words: str) -> None:
    """A word, a sentence, a paragraph, or what is said."""
    here = at(start)

    found = Selection(here, here).widened(what, TOLD)

    assert TOLD.text[slice(*found.passage(TOLD))] == words


def test_where_nothing_is_said_the_selection_stays() -> None:
    """An object that is not there changes nothing."""
    here = Selection(at("kettle"), at("kettle"))

    assert here.widened('i"', TOLD) is here


def test_a_selection_begins_at_the_first_word_that_is_shown() -> None:
    """Signs before it are passed over."""
    assert first_word(TOLD, Range(0, 40)).passage(TOLD) == Range(1, 2)


def test_marks_on_a_letter_are_never_parted_from_it() -> None:
    """A motion stops at what is one character to the eye."""
    story = prose("cafe\u0301 👩‍🚀 end")
    layout = Layout(story, STYLE)
    here, seen = Selection(Offset(0), Offset(0)), []
    for _ in range(7):
        here = here.moved("right", 1, story, layout, Range(0, len(story.text)))
        seen.append(story.text[slice(*Selection(here.head, here.head).passage(story))])

    assert seen == ["a", "f", "e\u0301", " ", "👩‍🚀", " ", "e"]


@given(
    stories(),
    styles(),
    st.lists(st.tuples(st.sampled_from(sorted({*MOTIONS, *OBJECTS, "o"})), st.integers(0, 9))),
    st.integers(0, 400),
)
def test_motions_and_objects_are_total(
    story: Story, style: PageStyle, steps: list[tuple[str, int]], start: int
) -> None:
    """They end inside what is set; a passage holds its two ends; a motion leaves the anchor."""
    layout = Layout(story, style)
    low, high = layout.bounds
    if high <= low:
        return
    here = Selection(*[Offset(min(low + start, high - 1))] * 2)
    for what, count in steps:
        before = here
        if what == "o":
            here = here.exchanged()
            assert here.exchanged() == before
        elif what in OBJECTS:
            here = here.widened(what, story)
        else:
            page = layout.page_from(here.head)
            here = here.moved(what, count, story, layout, Range(page.start, page.end))
            assert here.anchor == before.anchor
            assert low <= here.head < high
        passage = here.passage(story)
        assert passage.start == min(here.anchor, here.head)
        assert passage.start <= max(here.anchor, here.head) <= passage.end <= len(story.text)


@given(stories(), st.integers(0, 400), st.integers(0, 60))
def test_a_passage_comes_back_as_its_selection(story: Story, start: int, size: int) -> None:
    """But for the blanks at its ends."""
    text = story.text
    start = min(start, len(text))
    passage = Range(start, min(len(text), start + size))
    words = text[slice(*passage)].strip()
    if not words:
        return

    found = selected(story, passage).passage(story)

    assert text[slice(*found)].startswith(words[:1])
    assert found.end >= start + len(text[start : passage.end].rstrip())


def test_verse_is_taken_line_by_line() -> None:
    """Where lines stand, a line is what the reader sees as a sentence."""
    story = story_of([(BlockKind.VERSE, "The tide is out,\nthe boats are in,", 0, 0)])
    here = Selection(at("boats", story), at("boats", story))

    assert story.text[slice(*here.widened("is", story).passage(story))] == "the boats are in,"
