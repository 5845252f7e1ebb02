"""The same story in the many ways in which plain text is set, and always the same paragraphs."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader import formats
from reader.formats.text.parse import parse
from reader.story import BlockKind, Story
from tests.test_formats_laws import assert_whole, letters

LIBRARY = Path(__file__).parents[1] / "library"
Part = tuple[bool, str]
"""Whether it is a heading, and its words."""


def _parts() -> list[Part]:
    story = formats.load(LIBRARY / "the-lamplighters-ledger.txt")
    wanted = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    begun = story.chapters[0].start
    return [
        (block.kind is BlockKind.HEADING, " ".join(story.text[block.start : block.end].split()))
        for block in story.blocks
        if block.kind in wanted and block.start >= begun
    ]


PARTS = _parts()


def _lines(part: Part, width: int, first: str = "", margin: str = "") -> list[str]:
    """A part as wrapped lines, a heading at the margin."""
    heading, words = part
    before = margin if heading else margin + first
    return textwrap.wrap(
        words, width, initial_indent=before, subsequent_indent=margin, break_on_hyphens=False
    )


def _set(between: str, line_end: str, first: str = "", width: int = 72, margin: str = "") -> str:
    return between.join(line_end.join(_lines(part, width, first, margin)) for part in PARTS)


def _unwrapped(between: str, first: str = "") -> str:
    return between.join(words if heading else first + words for heading, words in PARTS)


STYLES: dict[str, Callable[[], str]] = {
    "wrapped, blank lines": lambda: _set("\n\n", "\n"),
    "wrapped narrowly, blank lines": lambda: _set("\n\n", "\n", width=48),
    "wrapped widely, blank lines": lambda: _set("\n\n", "\n", width=100),
    "wrapped, blank lines of blanks": lambda: _set("\n   \n", "\n"),
    "wrapped, blanks at line ends": lambda: _set("\n\n", " \n"),
    "wrapped, set in, blank lines": lambda: _set("\n\n", "\n", "    "),
    "wrapped, set in, no blank line": lambda: _set("\n", "\n", "  "),
    "wrapped, set in far, no blank line": lambda: _set("\n", "\n", "     "),
    "wrapped, a margin before all": lambda: _set("\n\n", "\n", margin="      "),
    "wrapped, a tab before all": lambda: _set("\n\n", "\n", margin="\t"),
    "wrapped, a margin, set in, no blank line": lambda: _set("\n", "\n", "   ", margin=" " * 8),
    "double spaced, two between": lambda: _set("\n\n\n", "\n\n"),
    "double spaced, three between": lambda: _set("\n\n\n\n", "\n\n"),
    "double spaced, set in": lambda: _set("\n\n", "\n\n", "    "),
    "double spaced, CRLF": lambda: _set("\n\n\n", "\n\n").replace("\n", "\r\n"),
    "one line each": lambda: _unwrapped("\n"),
    "one line each, blank lines": lambda: _unwrapped("\n\n"),
    "one line each, set in": lambda: _unwrapped("\n", "    "),
    "one line each, a tab before": lambda: _unwrapped("\n", "\t"),
    "one line each, set in, blank lines": lambda: _unwrapped("\n\n", "   "),
    "one line each, no-break blanks, blank lines": lambda: _unwrapped("\n\n", "\u00a0\u00a0\u00a0"),
}


SENTENCE = (
    "the quick brown fox, jumped over a lazy dog. And then “nothing” happened—again; CHAPTER IV "
    "it's 12 _so_ well-known up- to * * *"
)
WORDS = st.lists(st.sampled_from(SENTENCE.split()), min_size=1, max_size=120).map(" ".join)
ODD = st.sampled_from(["CHAPTER II", "* * *", "THE END", "NAME.", "2", "> quoted", "\tA tab here"])


@given(
    parts=st.lists(WORDS | WORDS | ODD, min_size=1, max_size=40),
    margin=st.integers(0, 12),
    first=st.integers(0, 5),
    gap=st.integers(1, 3),
    between=st.integers(1, 4),
    width=st.sampled_from([30, 60, 72, 100, 10_000]),
)
def test_nothing_is_lost_however_a_text_is_set(
    parts: list[str], margin: int, first: int, gap: int, between: int, width: int
) -> None:
    """Whatever is taken off the lines, every letter and digit stands in the story.

    Only a heading that is printed twice in a row is read once.
    """
    assume(all(one != other for one, other in pairwise(parts)))
    set_ = [
        ("\n" * gap).join(_lines((False, one), width, " " * first, " " * margin)) for one in parts
    ]
    text = ("\n" * between).join(set_)
    story = parse(text.encode(), "story.txt")

    assert_whole(story)
    assert letters(story.text) == letters(text)


def _of_kind(story: Story, kind: BlockKind) -> list[str]:
    return [
        " ".join(story.text[block.start : block.end].split())
        for block in story.blocks
        if block.kind is kind
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_story_has_its_paragraphs_however_it_is_set(style: str) -> None:
    """Its paragraphs are those of the author, and its headings are not lost among them."""
    story = parse(STYLES[style]().encode(), "story.txt")

    assert _of_kind(story, BlockKind.PARAGRAPH) == [
        words for heading, words in PARTS if not heading
    ]
    assert _of_kind(story, BlockKind.HEADING) == [words for heading, words in PARTS if heading]


def test_a_double_spaced_novel_keeps_its_paragraphs_where_it_is_cut() -> None:
    """A file that is read by pieces has the same paragraphs as a short one."""
    text = "\n\n\n\n".join([_set("\n\n\n", "\n\n")] * 24)
    story = parse(text.encode(), "story.txt")
    wanted = [words for heading, words in PARTS if not heading] * 24
    found = _of_kind(story, BlockKind.PARAGRAPH)

    assert len(text) > 1_500_000
    assert abs(len(found) - len(wanted)) <= 4, "only the two ends of the file may be cut anywhere"
    assert len(set(found) - set(wanted)) <= 4


def test_a_title_page_of_nothing_but_a_heading_is_read() -> None:
    """A file whose only lines that follow one another stand under a title in capitals opens."""
    text = "              THE TITLE IN CAPITALS\n              by one of this place\n"
    story = parse(text.encode(), "story.txt")

    assert "THE TITLE IN CAPITALS" in story.text


@pytest.mark.parametrize(
    "lines",
    [
        ("The rain came down on the roof of tin,", "And nobody let the morning in,"),
        ("the rain came down on the roof of tin", "and nobody let the morning in"),
        ("word " * 10,),
    ],
)
def test_verse_in_a_double_spaced_file_of_verse_stands(lines: tuple[str, ...]) -> None:
    """Lines that end where their author ended them are no double-spaced prose."""
    verse = "\n\n".join(lines * 12)
    story = parse(verse.encode(), "story.txt")

    assert story.text.split("\n") == [line.strip() for line in lines * 12]


def test_a_margin_and_double_spacing_are_said() -> None:
    """What was taken off every line stands among what is said of the file."""
    spaced = parse(STYLES["double spaced, two between"]().encode(), "story.txt")
    margin = parse(STYLES["wrapped, a margin before all"]().encode(), "story.txt")

    assert any(one.verdict.startswith("double-spaced") for one in spaced.decisions)
    assert any("a margin of 6" in one.why for one in margin.decisions)
