"""What is said, between the quotation marks of many countries."""

from itertools import pairwise

import pytest
from hypothesis import given

from reader.paint.runs import speaker_of
from reader.paint.speech import speech
from reader.paint.themes import Role
from reader.story import BlockKind, Story
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.strategies import prose, stories, story_of


def said(story: Story, measure: int = 30, rows: int = 100) -> list[str]:
    """What is found to be said on the first page."""
    page = Layout(story, PageStyle(Cells(measure), rows)).page(0)
    return [story.text[over.start : over.end] for over in speech(story, [page])]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Yes,” she said, “no.”", ["“Yes,”", "“no.”"]),
        ('"Yes," she said, "no."', ['"Yes,"', '"no."']),
        ("«Oui», dit-elle. « Non. »", ["«Oui»", "« Non. »"]),
        ("»Ja«, sagte sie. »Nein.«", ["»Ja«", "»Nein.«"]),
        ("»Ja», sade hon.", ["»Ja»"]),
        ("„Ja“, sagte sie. „Nie”, rzekł.", ["„Ja“", "„Nie”"]),
        ('„Ja", sagte sie.', ['„Ja"']),
        ("”Ja”, sade hon. Sedan inget.", ["”Ja”"]),
        ("「はい」と言った。『本』", ["「はい」", "『本』"]),
        ("‘Don’t,’ she said, ‘the boys’ dog’s mine!’", ["‘Don’t,’", "‘the boys’ dog’s mine!’"]),
        ("'Don't,' she said. It was the dog's.", ["'Don't,'"]),
        ("He thought—“well”—and went.", ["“well”"]),
        ("She said (“softly”) so.", ["“softly”"]),
        ("“He said ‘no,’ and left,” she said.", ["“He said ‘no,’ and left,”"]),
        ("“It goes on in the next paragraph.", ["“It goes on in the next paragraph."]),
        ("Nothing is said, but it isn't the dogs' fault.", []),
        ("A 6\" pipe and a 4' board; rock 'n' roll.", []),
        ("It was ’twas and ’tis.", []),
        ("", []),
    ],
)
def test_speech_is_what_stands_between_quotation_marks(text: str, wanted: list[str]) -> None:
    """Each common style, apostrophes and inches left alone."""
    assert said(prose(text, "The end.")) == wanted


def test_speech_goes_on_over_lines_and_pages() -> None:
    """The second page knows that the speech began on the first."""
    story = prose("He said: “" + "word " * 60 + "end.” And left.")
    layout = Layout(story, PageStyle(Cells(20), 5))

    assert [(o.start, o.role) for o in speech(story, [layout.page(2)])] == [(9, Role.DIALOGUE)]
    assert speech(story, [layout.page(layout.page_count - 1)])[0].end == story.text.index("”") + 1


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind is not BlockKind.PARAGRAPH])
def test_only_prose_has_speech(kind: BlockKind) -> None:
    """A quotation mark in a heading, a verse or a drawing is left alone."""
    assert said(story_of([(kind, "“Yes,” she said.")])) == []


@given(stories())
def test_speech_stays_inside_its_block_and_on_the_page(story: Story) -> None:
    """Whatever the marks, ranges are in order, apart, and touch what is shown."""
    layout = Layout(story, PageStyle(Cells(24), 8))
    for number in range(layout.page_count):
        page = layout.page(number)
        found = speech(story, [page])
        for over in found:
            block = story.blocks[story.block_index(over.start)]
            assert block.start <= over.start < over.end <= block.end
            assert over.end > page.start
            assert over.start < page.end
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_paragraph_of_a_megabyte_is_searched_around_the_page_only() -> None:
    """Where the paragraph has no end in sight, the tint still stands."""
    story = prose("“Yes,” she said, and went on. " * 40_000)
    layout = Layout(story, PageStyle(Cells(66), 30))
    page = layout.page(layout.page_count // 2)
    found = speech(story, [page])

    assert 60 < len(found) < 200
    assert all(story.text[over.start : over.end] == "“Yes,”" for over in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("HAMLET. To be, or not to be.", "HAMLET"),
        ("FIRST WATCHMAN: Who is there?\nNobody.", "FIRST WATCHMAN"),
        ("QUEEN [_aside_]. No more.", "QUEEN [_aside_]"),
        ("ÉLISE\nI never said so.", "ÉLISE"),
        ("Anna: Not now.", "Anna"),
        ("哈姆雷特：生存还是毁灭", "哈姆雷特"),
        ("and goes on without a name. So it is.", ""),
        ("SMITH AND ALL HIS " + "VERY " * 12 + "LONG NAMES", ""),
        ("", ""),
    ],
)
def test_the_speaker_of_a_play_stands_out(text: str, name: str) -> None:
    """At the head of a speech; one that goes on after a direction has none."""
    story = story_of([(BlockKind.SPEECH, text), (BlockKind.PARAGRAPH, "The end.")])
    found = [story.text[one.start : one.end] for one in speaker_of(story, 0)]

    assert found == ([name] if name else [])
