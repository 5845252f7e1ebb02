"""Counting words, of which a long text has more than memory should hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import story
from reader.story import count_words
from tests.strategies import SCRIPTS

SOLO = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)


@given(st.text("".join(SCRIPTS.values()), max_size=60), st.integers(1, 9), st.data())
def test_words_are_counted_alike_piece_by_piece(text: str, piece: int, data: st.DataObject) -> None:
    """Runs between blanks, and each character of a script without spaces, wherever it is cut."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = text[start:end]
    expected = len(SOLO.findall(part)) + len(SOLO.sub(" ", part).split())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story, "_PIECE", piece)
        assert count_words(text, start, end) == expected
