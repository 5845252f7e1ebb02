"""Keys of keyboards with other letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.keys import read_key
from reader.commands.layouts import latin_key


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("йЙхэТюБ", "qQ['N.<"),
        ("їієЇ", "]s'}"),
        ("ςΤήΩ", "wThV"),
        ("קשתץ", "ea,."),
        ("ضشظ؟چ", "qa/?]"),
        ("ｊＧ？／：　３％", "jG?/: 3%"),
        ("、。「」·’", "/.[]`'"),
        ("٣۴५", "345"),
    ],
)
def test_a_key_is_its_place_on_the_keyboard(typed: str, meant: str) -> None:
    """Cyrillic, Greek, Hebrew, Arabic, full-width signs, and digits of other scripts."""
    assert "".join(map(latin_key, typed)) == meant


@given(st.characters(exclude_categories=["Cs"]))
def test_whatever_is_typed_is_a_key_or_none(sign: str) -> None:
    """And a sign of a Latin keyboard is never taken for another."""
    found = latin_key(sign)

    assert not (sign.isascii() and found)
    if found:
        assert found.isascii()
        assert len(found) == 1
        assert read_key(found)
