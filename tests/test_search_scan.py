"""Words are found and counted as `bytes` and `re` find and count them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import find
from reader.search.find import Buffer, holds, starts

_ROOM = 9000
_WORDS = st.text("ab", min_size=1, max_size=3)
_TEXTS = st.one_of(
    st.text("abc", max_size=300),
    st.builds(str.__mul__, st.text("ab", min_size=1, max_size=40), st.integers(1, 200)),
)
_ANY_TEXTS = st.one_of(_TEXTS, st.text("ab\xe9\u5e8a\U0001f600", max_size=300))


@pytest.fixture(scope="module", params=["stringzilla", "none"])
def buffer(request: pytest.FixtureRequest) -> Iterator[Buffer]:
    """A buffer searched with vector instructions, and one on a system without them."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "none":
            patch.setitem(sys.modules, "stringzilla", None)
        else:
            pytest.importorskip("stringzilla", reason="not to be had here", exc_type=ImportError)
        find._fast.cache_clear()
        yield Buffer(_ROOM)
    find._fast.cache_clear()


@st.composite
def stretches(draw: st.DrawFn, source: st.SearchStrategy[str]) -> tuple[str, str, int, int]:
    """A text, words, and a range of the text."""
    text = draw(source)
    low = draw(st.integers(0, len(text)))
    return text, draw(_WORDS), low, draw(st.integers(low, len(text)))


@given(stretch=stretches(_TEXTS), before=st.integers(0, 20))
def test_words_are_found_and_counted_within_bounds(
    buffer: Buffer, stretch: tuple[str, str, int, int], before: int
) -> None:
    """The first place and the number of places are those of `bytes`, wherever the text lies."""
    text, words, low, high = stretch[0].encode(), stretch[1].encode(), *stretch[2:]
    buffer.data[:] = b"a" * _ROOM
    buffer.data[before : before + len(text)] = text
    found = text.find(words, low, high)
    assert buffer.find(words, before + low, before + high) == (found + before if found >= 0 else -1)
    assert buffer.count(words, before + low, before + high) == text.count(words, low, high)


@given(stretch=stretches(_ANY_TEXTS))
def test_every_place_of_words_is_told(buffer: Buffer, stretch: tuple[str, str, int, int]) -> None:
    """The places are those of a regular expression, in any script."""
    text, words, low, high = stretch
    found = re.compile(re.escape(words)).finditer(text, low, high)
    assert starts(text, words, low, high) == [match.start() for match in found]
    data, needle = text.encode(), words.encode()
    places = [match.start() for match in re.compile(re.escape(needle)).finditer(data)]
    assert starts(data, needle, 0, len(data)) == places
    assert holds(data, needle) is bool(places)
