"""Justified lines, parted words, even edges, and blocks whose lines stand."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.story import BlockKind
from reader.typeset.cells import shown, width
from reader.typeset.hyphenation import parts_of_words
from reader.typeset.layout import Layout, Line
from reader.typeset.linebreak import least_ragged
from reader.typeset.quick_breaks import plain_segments
from reader.typeset.style import Breaking, Cells, PageStyle
from tests.strategies import prose, story_of

ENGLISH = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the "
    "age of foolishness, it was the epoch of extraordinary incredulity and the incomprehensible."
)
words = st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=14)


def painted(layout: Layout, line: Line) -> str:
    """The line as text, as a painter sets it."""
    edges = [(line.start, 0), *line.gaps, (line.end, 0)]
    pieces = (
        shown(layout.story.text[one:two]) + " " * cells
        for (one, _), (two, cells) in pairwise(edges)
    )
    return " " * line.indent + "".join(pieces) + "-" * line.hyphen


def painted_lines(layout: Layout) -> list[str]:
    """Every line as a painter sets it."""
    return [painted(layout, layout.line(index)) for index in range(layout.line_count)]


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
        cells = [gap.cells for gap in line.gaps]
        cells += [0] * (text.count(" ") - len(cells))
        assert max(cells, default=0) <= 2
        assert max(cells, default=0) - min(cells, default=0) <= 1
        assert bool(line.gaps) == (0 < short <= 2 * text.count(" "))


def test_a_space_that_holds_together_does_not_grow() -> None:
    """As before a French mark, inside its quotation marks, or between the dots of an ellipsis."""
    story = prose("« Oui ! » dit-il . . . encore une fois de plus encore")

    assert painted_lines(Layout(story, PageStyle(Cells(30), justify=True))) == [
        "« Oui ! »  dit-il . . . encore",
        "une fois de plus encore",
    ]


@given(st.integers(12, 50), st.integers(0, len(ENGLISH) // 2))
def test_a_parted_word_leaves_room_for_its_hyphen(measure: int, start: int) -> None:
    """A justified line with a hyphen is as wide as those without."""
    style = PageStyle(Cells(measure), justify=True, hyphenate=True)
    story = story_of([(BlockKind.PARAGRAPH, ENGLISH[start:].strip(", ") + " " + ENGLISH)], "en")
    layout = Layout(story, style)
    lines = [layout.line(index) for index in range(layout.line_count)]

    assert any(line.hyphen for line in lines) or measure > 30
    for line in lines:
        wide = len(painted(layout, line))
        assert wide == measure if line.gaps else wide <= measure


def test_a_word_longer_than_the_line_is_parted_by_its_language() -> None:
    """Not wherever the line happens to end."""
    story = story_of([(BlockKind.PARAGRAPH, "an incomprehensible word")], "en")

    assert painted_lines(Layout(story, PageStyle(Cells(12), hyphenate=True))) == [
        "an incompre-",
        "hensible",
        "word",
    ]
    assert painted_lines(Layout(story, PageStyle(Cells(9), hyphenate=True))) == [
        "an incom-",
        "prehens-",
        "ible word",
    ]


def test_words_are_parted_whatever_else_stands_in_the_paragraph() -> None:
    """Spaces that hold together, accents of their own, or a word with its article."""
    text = "«\u00a0Bonjour\u00a0!\u00a0» dit-il, et l’administrateur répondit e\u0301nergiquement."
    story = story_of([(BlockKind.PARAGRAPH, text)], "fr")

    assert painted_lines(Layout(story, PageStyle(Cells(30), hyphenate=True))) == [
        "«\u00a0Bonjour\u00a0!\u00a0» dit-il, et l’ad-",
        "ministrateur répondit",
        "e\u0301nergiquement.",
    ]


@given(st.text("abcdefg  -’\u00a0e\u0301天", min_size=1, max_size=200), st.integers(6, 30))
def test_parted_lines_fit_and_hold_every_character(text: str, measure: int) -> None:
    """With hyphens or without, the lines follow one another and leave room for the hyphen."""
    story = story_of([(BlockKind.PARAGRAPH, text.strip() or "x")], "en")
    layout = Layout(story, PageStyle(Cells(measure), hyphenate=True))
    lines = [layout.line(index) for index in range(layout.line_count)]

    assert all(width(painted(layout, line)) <= measure for line in lines)
    joined = "".join(story.text[line.start : line.end] for line in lines)
    assert joined.replace(" ", "") == story.text.replace(" ", "")


def squares(text: str, measure: int, *, justify: bool = False, hang: bool = False) -> list[str]:
    """The lines of one paragraph of Chinese, Japanese or Korean."""
    style = PageStyle(Cells(measure), justify=justify, hang=hang)
    return painted_lines(Layout(prose(text), style))


@pytest.mark.parametrize(
    ("text", "pushed", "hung"),
    [
        ("天地玄黃，宇宙洪荒", ["天地玄", "黃，宇宙", "洪荒"], ["天地玄黃，", "宇宙洪荒"]),
        ("天地玄黃。", ["天地玄", "黃。"], ["天地玄黃。"]),
        ("天地玄「黃」宙", ["天地玄", "「黃」宙"], ["天地玄", "「黃」宙"]),
        ("天「地玄」宙洪", ["天「地", "玄」宙洪"], ["天「地玄」", "宙洪"]),
        ("天地玄黃！宇宙", ["天地玄", "黃！宇宙"], ["天地玄", "黃！宇宙"]),
        ("天地玄黃。」宇宙", ["天地玄", "黃。」宇", "宙"], ["天地玄", "黃。」宇", "宙"]),
        ("天地玄。」宇宙洪", ["天地", "玄。」宇", "宙洪"], ["天地玄。」", "宇宙洪"]),
    ],
)
def test_one_mark_hangs_where_the_page_has_room(
    text: str, pushed: list[str], hung: list[str]
) -> None:
    """A comma, a stop or a closing bracket; elsewhere its character comes down with it."""
    assert squares(text, 8) == pushed
    assert squares(text, 8, hang=True) == hung


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("天地，玄黃宇宙洪荒！日月", "天地， 玄黃 宇宙洪"),
        ("天地玄黃宇宙洪荒日！月", "天地 玄黃宇宙 洪荒"),
        ("天，地，玄黃宇宙洪！荒日", "天， 地， 玄黃宇宙"),
        ("說：「天地玄黃洪荒！日", "說： 「天地 玄黃洪"),
        ("天地 AB 玄黃宇洪荒！日", "天地  AB  玄黃宇洪"),
    ],
)
def test_ideographs_are_justified_at_their_punctuation(text: str, line: str) -> None:
    """A cell at most for each place: after and before punctuation first, then between signs."""
    assert squares(text, 18, justify=True)[0] == line


def test_squares_without_a_place_to_widen_stay_ragged() -> None:
    """Brackets and commas that stick together leave none, and nothing is torn."""
    assert squares("1、、、《、《、《1", 10, justify=True)[0] == "1、、、"


def test_an_odd_cell_is_left_at_the_edge_of_squares() -> None:
    """Full-width lines are as wide as each other, whatever the measure."""
    text = "天地玄黃宇宙洪荒，日月盈昃辰宿列張"

    assert squares(text, 9, justify=True) == squares(text, 8, justify=True)


def test_korean_is_justified_at_its_spaces_alone() -> None:
    """Syllables are never drawn apart."""
    assert squares("가나다 라마바 사아자차", 15, justify=True)[0] == "가나다   라마바"
    assert squares("가나다라마바사 abcdefgh", 20, justify=True)[0] == "가나다라마바사"


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
    """One wider than the measure has centred lines of like length, as few as can be."""
    assert kept(BlockKind.HEADING, "CHAPTER I\nLoomings") == ["     CHAPTER I", "      Loomings"]
    assert kept(BlockKind.BREAK, "* * *") == ["       * * *"]
    assert kept(BlockKind.HEADING, "第一回") == [" " * 7 + "第一回"]
    assert kept(BlockKind.HEADING, "The long and winding title") == [
        "    The long and",
        "   winding title",
    ]
    assert kept(BlockKind.HEADING, "A Misunderstanding, and Another", measure=18) == [
        "        A",
        "Misunderstanding,",
        "   and Another",
    ]
    assert kept(BlockKind.HEADING, "Llanfairpwllgwyngyll", measure=12) == [
        "Llanfairpwll",
        "  gwyngyll",
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
