"""Where sentences end, in prose of several languages, whatever is asked of it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sentences import sentence_ends, sentence_in
from reader.story import Block, BlockKind, Metadata, Range, Source, Story

PARTED = (
    ("It rained. He left. Why?", 3),
    ("“Stop!” cried he. “Where to?” asked Mr. Dray of Mrs. Poole. Nobody knew.", 3),
    ("“Stop!” I ran. ‘No.’ She stayed.", 4),
    ("It was I. Then J. R. R. Hallow came, and No. 5 was taken. No. That is all.", 4),
    ("He couldn't. I didn’t. That was Ann's. ‘J. R. Hallow came.’", 4),
    ("He waited ... and waited… Nothing came.", 2),
    ("«Стой!» — сказал он. А. С. Тихов молчал.", 2),
    ("Herr Dr. Kahl kam z. B. am Montag. Er ging.", 2),
    ("「行け！」と彼は言った。雨が降る。「嫌だ。」彼は去った。", 4),
    ("他走了。“好！”她說。", 3),
    ("¿Qué? Nada (de nada.) Fin", 3),
    ("It cost 3.14 in all, e.g. at www.tide.example or so. Dear!", 2),
    ("क्या हुआ। वह गया।", 2),
    ("no end at all", 1),
)
TEXTS = st.text(st.sampled_from("ab IMr.!?…。」と“”'\n1-"), max_size=80)


def sentences(text: str) -> list[str]:
    """The parts into which a text falls."""
    cuts = [0, *sentence_ends(text), len(text)]
    parts = (text[low:high].strip() for low, high in pairwise(cuts))
    return [part for part in parts if part]


@pytest.mark.parametrize(("text", "count"), PARTED)
def test_sentences_are_parted_where_a_reader_would(text: str, count: int) -> None:
    """Titles, initials, quoted speech that goes on, ellipses, scripts without blanks."""
    assert len(sentences(text)) == count, sentences(text)


@given(TEXTS, st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_a_sentence_lies_where_it_is_looked_for(text: str, one: int, two: int, at: int) -> None:
    """Ends rise and stay inside; the sentence that holds an offset begins before it ends."""
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    ends = list(sentence_ends(text, start, end))
    assert ends == sorted(set(ends))
    assert all(start < one <= end for one in ends)

    at = min(max(at, start), end)
    low, high = sentence_in(text, start, end, at)
    assert start <= low <= high <= end
    if text[at:end].strip():
        assert high > at
        assert not text[at : at + 1].strip() or low <= at
        assert text[low:high] == text[low:high].strip() != ""


@given(TEXTS)
def test_a_text_is_the_sum_of_its_sentences(text: str) -> None:
    """Going from one end to the next leaves nothing out."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["Mr. ", "A.", "!”", "。", "… ", "a" * 50, ". "])
def test_long_texts_are_gone_through_once(unit: str) -> None:
    """Each end is found without looking far."""
    text = unit * (50_000 // len(unit))
    assert sum(1 for _ in sentence_ends(text)) <= 50_000


def test_a_line_that_stands_is_its_own_sentence() -> None:
    """In verse the reader sees lines; in prose sentences, without crossing blocks."""
    text = "One line. And\nanother one.\nProse here. And more."
    blocks = (Block(0, 26, BlockKind.VERSE), Block(27, len(text), BlockKind.PARAGRAPH))
    whole = Range(0, len(text))
    story = Story(text, blocks, whole, (), (), Metadata(), Source("x", "", 1, "utf-8"))

    assert story.sentence_range(12) == (0, 13)
    assert story.sentence_range(14) == (14, 26)
    assert story.sentence_at(30) == "Prose here."
    assert story.sentence_range(len(text)) == (39, len(text))
