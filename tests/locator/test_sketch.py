"""A sketch is of the text alone: not of how it is gone through, nor of what stands around it."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.locator import sketch as module
from reader.locator.sketch import Sketch, similarity, sketch, words
from tests.strategies import texts

PIECES = st.sampled_from([1, 2, 3, 7])


@given(texts(), PIECES)
def test_stretches_tile_a_text_and_part_no_word(text: str, size: int) -> None:
    """However small they are; the words of all of them are those of the text."""
    with patch.object(module, "_STRETCH", size):
        found = list(module._stretches(text, 0, len(text)))
    assert "".join(text[low:high] for low, high in found) == text
    assert all(low < high for low, high in found)
    inside = [words(text, low, high) for low, high in found]
    assert [key for part in inside for key in part.keys] == words(text).keys
    assert [at for part in inside for at in part.starts] == words(text).starts


@given(texts(), PIECES)
def test_a_sketch_does_not_depend_on_the_stretches(text: str, size: int) -> None:
    """A pause anywhere changes nothing."""
    with patch.object(module, "_STRETCH", size):
        parted = sketch(text)
    assert parted == sketch(text)


@given(texts(), texts(), texts())
def test_what_stands_around_the_story_is_not_in_its_sketch(
    before: str, text: str, after: str
) -> None:
    """But for the offsets, which are those of the whole file."""
    around = sketch(f"{before}\n{text}\n{after}", len(before) + 1, len(before) + 1 + len(text))
    alone = sketch(text)
    assert around.hashes == alone.hashes
    assert around.words == alone.words
    assert similarity(around, alone) in (0.0, 1.0)


@given(texts())
def test_a_sketch_is_kept_as_it_is(text: str) -> None:
    """Written and read again."""
    made = sketch(text)
    assert Sketch.from_bytes(made.to_bytes()) == made


@given(st.binary(max_size=80))
def test_any_bytes_are_a_sketch_or_are_none(data: bytes) -> None:
    """A kept one may be damaged; that it cannot be read is told in one way."""
    try:
        Sketch.from_bytes(data)
    except ValueError:
        return
    assert data.startswith(b"NSk")


@pytest.mark.parametrize("end", range(0, 40, 3))
def test_a_sketch_cut_short_is_none(end: int) -> None:
    """Wherever it is cut."""
    whole = sketch("The lantern went along the quay, and nobody asked. " * 9).to_bytes()
    with pytest.raises(ValueError, match="sketch"):
        Sketch.from_bytes(whole[:end])
