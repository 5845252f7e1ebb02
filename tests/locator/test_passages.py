"""Common passages of short texts tell edits of one story from other stories."""

from hypothesis import given
from hypothesis import strategies as st

from reader.locator.sketch import SHORT, Sketch, common, sketch

WORDS = st.lists(st.integers(0, 40), max_size=60)


@given(WORDS, WORDS)
def test_it_is_a_share_and_takes_no_side(one: list[int], two: list[int]) -> None:
    """From 0 to 1; of texts of unlike length, whichever comes first."""
    share = common(one, two)

    assert 0.0 <= share <= 1.0
    assert len(one) == len(two) or share == common(two, one)


@given(st.lists(st.integers(), min_size=2, max_size=60, unique=True))
def test_a_text_stands_in_itself(text: list[int]) -> None:
    """Whole, and in a text that goes on before and after it."""
    assert common(text, text) == 1.0
    assert common(text, [-1, *text, -2]) == 1.0


def test_a_moved_passage_counts() -> None:
    """In another order, too."""
    text = list(range(100))

    assert common(text, text[50:] + text[:50]) == 1.0


def test_header_and_farewell_alone_prove_nothing() -> None:
    """What only the ends of two texts share is common to many stories."""
    ends = [*range(15)], [*range(85, 100)]
    one = [*ends[0], *range(200, 270), *ends[1]]
    two = [*ends[0], *range(300, 370), *ends[1]]

    assert common(one, two) < 0.05


def test_every_word_of_a_short_text_is_kept_and_none_of_a_long_one() -> None:
    """In the sketch that is stored, too."""
    short, long = (sketch(" ".join(map(str, range(count)))) for count in (SHORT, SHORT + 1))

    assert len(short.words) == SHORT
    assert not long.words
    assert Sketch.from_bytes(short.to_bytes()) == short
    assert Sketch.from_bytes(long.to_bytes()) == long


def test_a_sketch_without_words_is_still_read() -> None:
    """Those of data files that were written before short texts kept theirs."""
    made = sketch("one two three four five six")
    old = made.replace(words=())

    assert Sketch.from_bytes(old.to_bytes()) == old
