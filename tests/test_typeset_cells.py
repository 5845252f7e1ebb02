"""Widths against another ruler, clusters, clipping, and what of a text is painted."""

import os
import re
import unicodedata
from pathlib import Path

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.cells import clip, clusters, fitting, shown, shown_width, width
from reader.typeset.linebreak import Way, ways
from reader.typeset.opportunities import opportunities
from reader.typeset.quick_breaks import ALL_WIDE, PLAIN, SQUARE
from tests.strategies import SCRIPTS, texts

OUTSIDE = {*range(0x1B00, 0x1C00), *range(0x11000, 0x11F60), 0x16FE4, 0xEFFFD}
TAILORED = {0xFFFC, 0x2014, 0x1F3FB, 0x1160, 0x11A8, 0x1F8FF, 0x2757}
"""Object replacements, em dashes, and modifiers that this project never parts from their base."""


@pytest.mark.parametrize("script", [name for name in SCRIPTS if name != "emoji"])
def test_the_widths_of_a_script_are_those_of_wcwidth(script: str) -> None:
    """Character by character, what is never painted aside."""
    for char in SCRIPTS[script]:
        assert width(shown(char)) == max(0, wcwidth.wcwidth(char) if shown(char) else 0), ascii(
            char
        )


def test_the_widths_of_nearly_all_characters_are_those_of_wcwidth() -> None:
    """But for halves of flags and skin tones; each ruler may know newer characters."""
    every = (chr(code) for code in (*range(0x20, 0xD800, 3), *range(0xE000, 0x20000, 3)))
    named = (x for x in every if unicodedata.category(x) not in ("Cc", "Cn", "Co"))
    differ = [width(x) != max(0, wcwidth.wcwidth(x)) for x in named if shown(x)]

    assert len(differ) > 20_000
    assert sum(differ) < len(differ) / 1000


@given(texts())
def test_clusters_tile_a_text_and_their_widths_add_up(text: str) -> None:
    """No cluster is empty, and cutting between two changes no width."""
    ends = [end for end, _ in clusters(text)]

    assert ends == sorted(set(ends))
    assert ends[-1] == len(text)
    assert sum(cells for _, cells in clusters(text)) == shown_width(text)


@pytest.mark.parametrize(
    ("text", "count", "cells"),
    [
        ("e\u0301a\u0308\u0323", 2, 2),
        ("👨\u200d👩\u200d👧", 1, 2),
        ("👍🏽", 1, 2),
        ("❤\ufe0f", 1, 2),
        ("🇩🇪🇫🇷", 2, 4),
        ("\u1112\u1161\u11ab", 1, 2),
        ("กำ", 1, 2),
        ("天地", 2, 4),
        ("a\u200bb\u00adc", 5, 3),
    ],
)
def test_a_cluster_is_what_a_reader_calls_a_character(text: str, count: int, cells: int) -> None:
    """Marks, joined emoji, modifiers, flags and syllables."""
    assert (len(list(clusters(text))), shown_width(text)) == (count, cells)


@given(texts(), st.integers(0, 40))
def test_a_clipped_text_fits_and_is_a_beginning(text: str, cells: int) -> None:
    """It ends in an ellipsis exactly when something was left out, and cuts no cluster."""
    name = shown(text)
    clipped = clip(name, cells)

    assert width(clipped) <= cells
    if not cells:
        assert not clipped
    elif width(name) <= cells:
        assert clipped == name
    else:
        assert clipped.endswith("…")
        assert clipped[:-1] == "" or len(clipped) - 1 in {end for end, _ in clusters(name)}
        assert name.startswith(clipped[:-1])


@given(st.lists(texts(), max_size=6), st.integers(0, 20))
def test_the_first_form_that_fits_is_taken(forms: list[str], cells: int) -> None:
    """None before it does; where none fits it is the other one."""
    taken = fitting(forms, cells, "other")
    too_wide = [width(form) > cells for form in forms]

    assert taken == ("other" if all(too_wide) else forms[too_wide.index(False)])


def test_a_joiner_that_joins_nothing_takes_no_cells() -> None:
    """At an end of a text too, where the ruler of an older painter looks past it and fails."""
    assert [width(text) for text in ("\u200d", "a\u200d", "\u200d\u200d")] == [0, 1, 0]


def test_what_cannot_be_seen_is_not_painted() -> None:
    """Soft hyphens, invisible breaks and controls; joiners that shape letters stay."""
    assert shown("un\u00adbe\u200bliev\u2060able\ufeff\x1b\x07") == "unbelievable"
    assert shown("می\u200cخواهم") == "می\u200cخواهم"


def test_plain_and_square_characters_have_the_cells_that_their_ways_count_on() -> None:
    """One and two, by the ruler of the painter."""
    every = [chr(code) for code in range(0x20, 0x10000) if not 0xD800 <= code < 0xE000]
    assert {width(x) for x in every if re.match(f"[{PLAIN}]", x)} == {1}
    assert {width(x) for x in every if re.match(f"[{SQUARE}]", x)} == {2}
    assert {width(x) for x in every if re.match(f"[{ALL_WIDE}]", x)} == {2}
    assert list(ways("天地玄黄\n天…地\n天ｱ地\n", [0, 5, 9], [4, 8, 12])) == [
        Way.WIDE,
        Way.SQUARE,
        Way.EXACT,
    ]
    assert ways("x\nprose\n天地\ne\u0301", [2, 8, 11], [7, 10, 13]) == bytes(
        (Way.PLAIN, Way.SQUARE, Way.EXACT)
    )


def test_the_rules_agree_with_the_test_file_of_unicode() -> None:
    """In 99 of 100 cases of the classes that prose meets; the rest is wider numbers."""
    file = Path(os.environ.get("NIGHTSTAND_CORPUS", "")) / "LineBreakTest.txt"
    if not file.is_file():
        pytest.skip("NIGHTSTAND_CORPUS holds no LineBreakTest.txt of Unicode 17")
    cases = wrong = 0
    for line in file.read_text("utf-8").splitlines():
        *marks, _ = line.split("#")[0].split() or [""]
        codes = [int(mark, 16) for mark in marks if mark not in "÷×"]
        text = "".join(map(chr, codes))
        if not text or (OUTSIDE | TAILORED) & set(codes) or len((text + "x").splitlines()) > 1:
            continue
        breaks = [at for at, mark in enumerate(m for m in marks if m in "÷×") if mark == "÷"]
        cases += 1
        wrong += opportunities(text, 0, len(text)) != breaks
    assert cases > 5000
    assert wrong < cases / 100
