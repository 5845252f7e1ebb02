"""Words are found and counted as `bytes` and `re` find and count them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import codec, find
from reader.search.codec import (
    FORMS,
    WIDE,
    can_inflate,
    deflated,
    formed,
    holds_in,
    inflated,
    lacks_letters,
    letters_of,
)
from reader.search.find import count, first_place, holds, starts
from reader.search.fold import alphabet, fold
from tests.search_strategies import texts

_WORDS = st.text("ab", min_size=1, max_size=3)
_TEXTS = st.one_of(
    st.text("abc", max_size=300),
    st.builds(str.__mul__, st.text("ab", min_size=1, max_size=40), st.integers(1, 200)),
)
_ANY_TEXTS = st.one_of(_TEXTS, st.text("ab\xe9\u5e8a\U0001f600", max_size=300))


@pytest.fixture(scope="module", params=["stringzilla", "none"], autouse=True)
def _way(request: pytest.FixtureRequest) -> Iterator[None]:
    """With vector instructions, and on a system without them."""
    with pytest.MonkeyPatch.context() as way:
        if request.param == "none":
            way.setitem(sys.modules, "stringzilla", None)
        else:
            pytest.importorskip("stringzilla", reason="not to be had here", exc_type=ImportError)
        find._fast.cache_clear()
        yield
    find._fast.cache_clear()


@st.composite
def stretches(draw: st.DrawFn, source: st.SearchStrategy[str]) -> tuple[str, str, int, int]:
    """A text, words, and a range of the text."""
    text = draw(source)
    low = draw(st.integers(0, len(text)))
    return text, draw(_WORDS), low, draw(st.integers(low, len(text)))


@given(stretch=stretches(_ANY_TEXTS))
def test_words_are_found_and_counted_within_bounds(stretch: tuple[str, str, int, int]) -> None:
    """The first place and the number of places are those of `bytes`."""
    text, words, low, high = stretch[0].encode(), stretch[1].encode(), *stretch[2:]
    assert first_place(text, words, low) == text.find(words, low)
    assert first_place(text, words, low, high) == text.find(words, low, high)
    assert count(text, words, low, high) == text.count(words, low, high)


@given(text=st.one_of(_ANY_TEXTS, texts), words=st.one_of(_WORDS, texts.filter(len)))
def test_what_a_text_holds_is_told_in_every_form(text: str, words: str) -> None:
    """In the encoding that is narrowest for it, and by its letters."""
    form, raw = formed(text)
    assert raw.decode(FORMS[form], "surrogatepass") == text
    assert holds_in(raw, form, words) is (words in text)
    wide = text.encode(FORMS[WIDE], "surrogatepass")
    assert holds_in(wide, WIDE, words) is (words in text)
    folded = fold(text).text
    if words in folded:
        wide = folded.encode(FORMS[WIDE], "surrogatepass")
        assert not lacks_letters(memoryview(letters_of(wide, alphabet(text))), words)


def test_no_two_threads_compress_by_one_context() -> None:
    """They may search at the same time, and a context serves one at a time."""
    with ThreadPoolExecutor(1) as other:
        there = other.submit(codec._zstandard).result()

    assert there is None or there is not codec._zstandard()
    assert codec._zstandard() is codec._zstandard()


@given(data=st.binary(max_size=300))
def test_what_was_compressed_is_had_again(data: bytes) -> None:
    """With the quicker library and without it, which then knows what it cannot read."""
    kept = deflated(data)
    assert inflated(memoryview(kept)) == data
    with patch.object(codec, "_zstandard", lambda: None):
        assert can_inflate(kept) is kept.startswith(b"z")
        plain = deflated(data)
    assert can_inflate(plain)
    assert inflated(memoryview(plain)) == data


@given(stretch=stretches(_ANY_TEXTS))
def test_every_place_of_words_is_told(stretch: tuple[str, str, int, int]) -> None:
    """The places are those of a regular expression, in any script."""
    text, words, low, high = stretch
    found = re.compile(re.escape(words)).finditer(text, low, high)
    assert starts(text, words, low, high) == [match.start() for match in found]
    data, needle = text.encode(), words.encode()
    places = [match.start() for match in re.compile(re.escape(needle)).finditer(data)]
    assert starts(data, needle, 0, len(data)) == places
    assert holds(data, needle) is bool(places)
