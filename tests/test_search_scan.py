"""Words in a buffer are found and counted as `bytes` finds and counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import scan
from reader.search.scan import Buffer

_WORDS = st.text("ab", min_size=1, max_size=3).map(str.encode)
_TEXTS = st.text("abc", max_size=300).map(str.encode)


@pytest.fixture(scope="module", params=["memmem", "none"])
def buffer(request: pytest.FixtureRequest) -> Buffer:
    """A buffer over the C library's search, and one on a system without it."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "none":
            patch.setattr(scan, "_memmem", lambda: None)
        return Buffer(300)


@given(text=_TEXTS, words=_WORDS, low=st.integers(0, 20))
def test_words_are_found_and_counted_within_bounds(
    buffer: Buffer, text: bytes, words: bytes, low: int
) -> None:
    """The first place, the number of places and the first of them are those of `bytes`."""
    high = len(text)
    low = min(low, high)
    buffer.data[:high] = text
    buffer.data[high:] = b"a" * (300 - high)
    assert buffer.find(words, low, high) == text.find(words, low)
    total, first = buffer.count(words, low, high, 2)
    assert total == text.count(words, low)
    assert first[:1] == [at for at in [text.find(words, low)] if at >= 0]
    assert len(first) == min(2, total)
