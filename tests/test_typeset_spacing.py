"""Justified lines, parted words, even edges, and blocks whose lines stand."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.story import BlockKind
from reader.typeset import Breaking, Cells, Layout, Line, PageStyle, shown, width
from reader.typeset.hyphenation import parts_of_words
from reader.typeset.plain import plain_segments
from reader.typeset.ragged import least_ragged
from tests.strategies import prose, story_of

ENGLISH = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the "
    "age of foolishness, it was the epoch of extraordinary incredulity and the incomprehensible."
)
words = st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=14)


def painted(layout: Layout, line: Line) -> str:
    """The line as text, as a painter sets it."""
    gaps = iter(line.gaps)
    text = shown(layout.story.text[line.start : line.end])
    spaced = "".join(char + " " * next(gaps, 0) if char == " " else char for char in text)
    return " " * line.indent + spaced + "-" * line.hyphen


def painted_lines(layout: Layout) -> list[str]:
    """Every line as a painter sets it."""
    return [painted(layout, layout.line(index)) for index in range(layout.line_count)]


@settings(deadline=None)
@given(words, st.integers(5, 30))
def test_a_justified_line_is_full_or_left_ragged(parts: list[str], measure: int) -> None:
    """No gap is wider than three cells, and the last line is never stretched."""
    layout = Layout(prose(" ".join(parts)), PageStyle(Cells(measure), justify=True))
    *lines, last = [layout.line(index) for index in range(layout.line_count)]

    assert not last.gaps
    for line in lines:
        text = layout.story.text[line.start : line.end]
        short = measure - len(text)
        assert len(painted(layout, line)) == (measure if line.gaps else len(text))
        assert max(line.gaps, default=0) <= 2
        assert max(line.gaps, default=0) - min(line.gaps, default=0) <= 1
        assert bool(line.gaps) == (0 < short <= 2 * text.count(" "))


def test_words_are_parted_in_the_language_of_the_story() -> None:
    """Where a line falls well short; the hyphen is painted and is no part of the text."""
    layout = Layout(prose(ENGLISH), PageStyle(Cells(30), hyphenate=True))
    plain = Layout(prose(ENGLISH), PageStyle(Cells(30)))

    assert any(line.endswith("-") for line in painted_lines(layout))
    assert all(len(line) <= 30 for line in painted_lines(layout))
    joined = "".join(
        line[:-1] if line.endswith("-") else line + " " for line in painted_lines(layout)
    )
    assert joined.strip() == ENGLISH
    assert not any(line.endswith("-") for line in painted_lines(plain))


@pytest.mark.parametrize(
    ("language", "sample", "parted"),
    [
        ("en", "", True),
        ("en-GB", "", True),
        ("de", "", True),
        ("tlh", "", False),
        ("", ENGLISH, True),
        ("", "lorem ipsum dolor", False),
    ],
)
def test_an_unknown_language_parts_no_words(language: str, sample: str, parted: bool) -> None:
    """The tag decides, and where there is none the small words of the text do."""
    parts = parts_of_words(language, sample)

    assert (parts is not None) == parted
    assert parts is None or all(2 <= at <= 7 for at in parts("wonderland"))


@settings(deadline=None)
@given(words, st.integers(9, 24), st.integers(0, 4))
def test_the_least_ragged_breaks_are_the_best_of_all(
    parts: list[str], rest: int, less: int
) -> None:
    """No other choice of as few lines leaves a smaller sum of squares."""
    text, first = " ".join(parts), rest - less if rest - less >= 9 else rest
    found = least_ragged(0, plain_segments(text, 0, len(text)), first, rest)
    assert found is not None

    def cost(starts: tuple[int, ...]) -> float:
        lines = [text[a:b].rstrip() for a, b in pairwise((*starts, len(text)))]
        short = [room - len(line) for room, line in zip([first] + [rest] * 99, lines, strict=False)]
        return sum(x * x for x in short[:-1]) if min(short) >= 0 else float("inf")

    places = [at + 1 for at, char in enumerate(text) if char == " "]
    fewest = next(
        size
        for size in range(len(parts) + 1)
        if any(cost((0, *some)) < float("inf") for some in combinations(places, size))
    )
    assert len(found) == fewest + 1
    best = min(cost((0, *some)) for some in combinations(places, fewest))
    assert cost(tuple(found)) == best


def test_least_ragged_evens_the_edge() -> None:
    """A long last word no longer leaves a hole in the line before it."""
    story = prose("aaa bb cc ddddd")

    assert painted_lines(Layout(story, PageStyle(Cells(6)))) == ["aaa bb", "cc", "ddddd"]
    even = Layout(story, PageStyle(Cells(6), breaking=Breaking.LEAST_RAGGED))
    assert painted_lines(even) == ["aaa", "bb cc", "ddddd"]


def test_a_soft_hyphen_is_painted_only_at_a_break() -> None:
    """It takes no cell inside a line, and one at its end."""
    story = prose("un\u00adbe\u00adliev\u00adable in\u00addeed")

    assert painted_lines(Layout(story, PageStyle(Cells(12)))) == ["unbelievable", "indeed"]
    assert painted_lines(Layout(story, PageStyle(Cells(9)))) == ["unbeliev-", "able in-", "deed"]
    assert painted_lines(Layout(story, PageStyle(Cells(8)))) == ["unbe-", "lievable", "indeed"]


def kept(kind: BlockKind, text: str, indent: int = 0, measure: int = 20) -> list[str]:
    """The lines of one block that stands by itself."""
    return painted_lines(Layout(story_of([(kind, text, indent, 1)]), PageStyle(Cells(measure))))


def test_verse_hangs_its_turnovers() -> None:
    """And keeps the author's indents, as far as there is room."""
    poem = "Tiger, tiger, burning bright\n  In the forests"

    assert kept(BlockKind.VERSE, poem) == ["Tiger, tiger,", "  burning bright", "  In the forests"]
    assert kept(BlockKind.VERSE, "short\n  lines", 4) == ["    short", "      lines"]
    assert kept(BlockKind.VERSE, "a line of verse\n  too", 9) == [
        "     a line of verse",
        "       too",
    ]


def test_headings_and_breaks_are_centred_when_short() -> None:
    """A heading wider than the measure stands at the left."""
    assert kept(BlockKind.HEADING, "CHAPTER I\nLoomings") == ["     CHAPTER I", "      Loomings"]
    assert kept(BlockKind.BREAK, "* * *") == ["       * * *"]
    assert kept(BlockKind.HEADING, "第一回") == [" " * 7 + "第一回"]
    assert kept(BlockKind.HEADING, "The long and winding title") == [
        "The long and winding",
        "title",
    ]


def test_quotations_and_letters_are_inset() -> None:
    """A quotation on both sides, by its depth; a letter at the left."""
    quote = kept(BlockKind.QUOTE, "aaa bbb ccc ddd eee fff")

    assert quote == ["  aaa bbb ccc ddd", "  eee fff"]
    assert kept(BlockKind.LETTER, "Dear Sir,\n     Yours") == ["  Dear Sir,", "       Yours"]
    assert kept(BlockKind.LETTER, "Yours,\nA", 60) == ["              Yours,", "              A"]


def test_a_preformatted_line_is_cut_never_broken() -> None:
    """The line holds the whole range and says that it is too wide."""
    layout = Layout(
        story_of([(BlockKind.PREFORMATTED, "+" + "-" * 40 + "+\n| x", 0, 1)]),
        PageStyle(Cells(20)),
    )
    first, second = layout.line(0), layout.line(1)

    assert (first.cut, second.cut) == (20, 0)
    assert width(painted(layout, first)) == 42
    assert painted(layout, second) == "| x"
