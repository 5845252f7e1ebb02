"""What holds of every well-read text: odd lines, ends and cuts change nothing far from them."""

import sys
from collections.abc import Callable
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formats.text.parse import parse
from reader.story import Story
from tests.examples import examples
from tests.lines import QUATRAINS, SHAPES, blocks_of, paragraphs, ragged, wrapped

PROSE = paragraphs(40)
TEXTS = {
    **{name: shape(PROSE) for name, shape in SHAPES.items()},
    "no blank lines": "\n".join(wrapped(PROSE, 64)),
    "ragged": "\n\n".join(ragged(PROSE)),
    "capitals": "\n\n".join(wrapped([text.upper() for text in PROSE], 60)),
    "verse": QUATRAINS,
    "double-spaced": "\n\n".join("\n".join(wrapped(PROSE, 66, "    ")).split("\n")),
}
ODD = st.sampled_from(
    [
        "12",
        "Page 7",
        "[Illustration]",
        "* * *",
        "x",
        "                                   * * *",
        "a line that nobody ended",
        "A LINE IN CAPITALS",
        "    Set in by four, and ended.",
        "word " * 60,
        "=" * 60,
        "1895-06-03 12:00",
        ">>> from: nobody",
        "|  a  |  table  |",
    ]
)
NEAR = 4
"""Blocks that an odd line may change."""


def changed(one: Story, other: Story) -> int:
    """How many blocks of either are not in the other, in order."""
    before, after = blocks_of(one), blocks_of(other)
    alike = SequenceMatcher(None, before, after, autojunk=False)
    same = sum(match.size for match in alike.get_matching_blocks())
    return max(len(before), len(after)) - same


def read(text: str) -> Story:
    """The story of a text."""
    return parse(text.encode(), "story.txt")


STORIES = {name: read(text) for name, text in TEXTS.items()}


@settings(max_examples=examples(120))
@given(st.sampled_from(sorted(TEXTS)), ODD, st.integers(0, 10_000), st.booleans())
def test_an_odd_line_changes_only_blocks_near_it(name: str, odd: str, at: int, apart: bool) -> None:
    """Wherever it stands, and with blank lines around it or without."""
    lines = TEXTS[name].split("\n")
    at %= len(lines) + 1
    new = ["", odd, ""] if apart else [odd]
    story = read("\n".join([*lines[:at], *new, *lines[at:]]))

    assert changed(STORIES[name], story) <= NEAR


@given(
    st.sampled_from(sorted(TEXTS)),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_blank_ends_line_ends_and_a_mark_change_nothing(
    name: str, before: int, after: int, end: str, marked: bool
) -> None:
    """The blocks are those of the bare text."""
    text = ("\n" * before + TEXTS[name] + "\n" * after).replace("\n", end)
    story = parse(b"\xef\xbb\xbf" * marked + text.encode(), "story.txt")

    assert blocks_of(story) == blocks_of(STORIES[name])


@given(st.sampled_from(sorted(TEXTS)), st.integers(25, 75))
def test_a_text_that_is_cut_in_two_has_the_same_blocks_but_at_the_cut(name: str, at: int) -> None:
    """Either half is read as the whole was."""
    lines = TEXTS[name].split("\n")
    cut = len(lines) * at // 100
    halves = [*blocks_of(read("\n".join(lines[:cut]))), *blocks_of(read("\n".join(lines[cut:])))]
    whole = blocks_of(STORIES[name])
    alike = SequenceMatcher(None, whole, halves, autojunk=False)

    assert len(whole) - sum(match.size for match in alike.get_matching_blocks()) <= NEAR


def calls(data: bytes) -> int:
    """How many functions are called to read a text."""
    count = 0

    def counting(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        parse(data, "story.txt")
    finally:
        sys.setprofile(None)
    return count


ADVERSE: dict[str, Callable[[int], str]] = {
    "one chunk, wrapped": lambda n: "\n".join(wrapped(paragraphs(n // 8))),
    "early ends": lambda n: "It rained.\n" * n,
    "lines that go on": lambda n: "and it rained on and on\n" * n,
    "torn paragraphs": lambda n: "and so the words go on until a line is full of it, and\n\n" * n,
    "indents that change": lambda n: "".join(" " * (k % 9) + "word and word\n" for k in range(n)),
    "rules": lambda n: "=====\nword\n" * n,
    "boxes": lambda n: ":.:.:.:.:.:\n:  a  b   :\n" * n,
    "blanks within lines": lambda n: ("word.    " * 60 + "\n") * (n // 20),
    "two widths": lambda n: "".join(("a word " * m + "\n") * 20 for m in (17, 5)) * (n // 40),
    "a blank line after each": lambda n: "The carter sings, the axle sighs,\n\n" * n,
    "speakers": lambda n: "MILLER\nShut the gate.\n\n" * n,
    "crosses": lambda n: "XXX\n\nword\n\n" * n,
}  # fmt: skip


@pytest.mark.parametrize("name", ADVERSE)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    """For each reading that lines may suggest."""
    text = ADVERSE[name]
    calls(text(400).encode())  # what is made when first used
    once, twice = calls(text(500).encode()), calls(text(1_000).encode())

    assert twice < 2.5 * once
