"""Books that have lost their line ends: where paragraphs and chapters begin in one vast line."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats.choices import Choices, Reflow
from reader.formats.text.parse import parse
from reader.formats.text.vast_lines import unrolled
from tests.lines import SENTENCES

LARGE = 700


def told(seed: int, count: int = LARGE) -> str:
    """Sentences with one blank between."""
    return " ".join(random.Random(seed).choices(SENTENCES, k=count))


def titles(text: str) -> list[str]:
    """What the chapters of a text are called."""
    return [chapter.title for chapter in parse(text.encode(), "x").chapters]


@pytest.mark.parametrize(
    "heading", ["Chapter {}", "CHAPTER {}.", "Kapitel {}", "Глава {}", "Rozdział {}."]
)
@pytest.mark.parametrize("numbers", [range(1, 6), ("I", "II", "III", "IV", "V", "VI")])
@pytest.mark.parametrize("above", ["", "The Weir\n\n", "The Weir\r\nEdda Lind\r\n"])
def test_chapters_that_count_up_from_one_begin_within_a_line(
    heading: str, numbers: range | tuple[str, ...], above: str
) -> None:
    """After the end of a sentence and before the next; no letter is lost."""
    headings = [heading.format(number) for number in numbers]
    text = above + " ".join(f"{head} {told(at, 300)}" for at, head in enumerate(headings))
    story = parse(text.encode(), "x")

    assert [chapter.title for chapter in story.chapters] == headings
    assert "".join(story.text.split()) == "".join(text.split())


@pytest.mark.parametrize("choices", [Choices(raw=True), Choices(reflow=Reflow.OFF)])
def test_a_line_stays_whole_where_the_reader_wants_lines_as_they_are(choices: Choices) -> None:
    """Otherwise it is told that it was divided."""
    text = " ".join(f"Chapter {n} {told(n)}" for n in range(1, 5)).encode()
    kept, read = parse(text, "x", choices), parse(text, "x")

    assert (len(kept.blocks), len(read.blocks)) == (1, 8)
    assert [one.topic for one in read.decisions if "sentences show" in one.verdict] == ["newlines"]


@pytest.mark.parametrize(
    "within",
    [
        "as we read in Chapter {} of the book, and",
        "In Chapter {}, he said, all is told.",
        "Nobody had read Chapter {} The others had.",
    ],
)
def test_a_chapter_that_is_only_spoken_of_begins_nothing(within: str) -> None:
    """Within a sentence, or as its beginning."""
    text = " ".join(f"{told(n)} {within.format(n)}" for n in range(1, 6))

    assert titles(text) == []


@pytest.mark.parametrize("numbers", [(4, 5, 6, 7), (1, 2), (3, 9, 1, 5)])
def test_numbers_that_do_not_run_on_from_one_prove_nothing(numbers: tuple[int, ...]) -> None:
    """So the line stays whole."""
    text = " ".join(f"Chapter {n} {told(n)}" for n in numbers).encode()

    assert unrolled((text, 0)) == (text, 0)


@pytest.mark.parametrize("gap", ["  ", "   "])
@pytest.mark.parametrize("above", [b"", b"THE WEIR\n\n"])
def test_wider_gaps_between_sentences_begin_paragraphs(gap: str, above: bytes) -> None:
    """Where one blank is usual."""
    paragraphs = [told(n, 5 + n % 9) for n in range(120)]
    story = parse(above + gap.join(paragraphs).encode(), "x")

    assert [story.text[b.start : b.end] for b in story.blocks][-120:] == paragraphs


@pytest.mark.parametrize("often", [1, 2])
def test_two_blanks_after_most_sentences_begin_nothing(often: int) -> None:
    """As typists set them."""
    text = "".join(
        f"{sentence}{'  ' if at % often == 0 else ' '}"
        for at, sentence in enumerate(random.Random(9).choices(SENTENCES, k=LARGE))
    ).encode()

    assert unrolled((text, 0)) == (text, 0)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=40), st.sampled_from("\n\r"))
def test_a_text_with_line_ends_is_left_alone(sentences: list[str], newline: str) -> None:
    """Whatever stands in its lines."""
    line = "  ".join(["Chapter 1", *sentences, "Chapter 2", "So it was. Chapter 3"])
    data = newline.join([line] * 200).encode()

    assert unrolled((data, 0)) == (data, 0)
