"""Titles as they stand on a spine, whatever way the file writes them."""

import pytest

from reader import formats
from reader.formats import glance
from reader.formats.text.matter.names import in_running_case, title_from_name
from reader.formats.text.parse import parse


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("THE LAMPLIGHTER’S LEDGER", "The Lamplighter’s Ledger"),
        ("NOTES FOR THE HOUSE-SITTER", "Notes for the House-Sitter"),
        ("RE: ONE UMBRELLA", "Re: One Umbrella"),
        ("HENRY IV, PART II", "Henry IV, Part II"),
        ("WHAT I SAW: A STORY", "What I Saw: A Story"),
        ("(THE) “OTHER” TOWN", "(The) “Other” Town"),
        ("BEAU GESTE", "Beau Geste"),
        ("DAS HAUS AM MEER UND DER WIND", "Das Haus am Meer und der Wind"),
        ("МОСТ И РЕКА", "Мост и Река"),
        ("DOM NAD RZEKĄ", "Dom nad Rzeką"),
        ("NASA", "NASA"),
        ("War and Peace", "War and Peace"),
        ("借盐", "借盐"),
        ("", ""),
    ],
)
def test_capitals_become_running_case(written: str, shown: str) -> None:
    """Small words stay small inside, numerals stay large, mixed case is left alone."""
    assert in_running_case(written) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("the-late-tobin-ware", "The Late Tobin Ware"),
        ("war_and_peace", "War and Peace"),
        ("000_f1f9f23d803d949f", "000_f1f9f23d803d949f"),
        ("chapter-12", "chapter-12"),
        ("numbers", "numbers"),
        ("A Tale - Somebody", "A Tale - Somebody"),
        ("fooBar_baz", "fooBar_baz"),
        ("The_Long_Weir", "The Long Weir"),
        ("La_garza_italiana", "La garza italiana"),
        ("A-Heron-at-Law", "A Heron at Law"),
        ("Saint-Loup", "Saint-Loup"),
        ("HeronAtLaw_v2", "HeronAtLaw_v2"),
    ],
)
def test_a_file_name_of_plain_words_is_read_as_words(name: str, shown: str) -> None:
    """Numbers, single words and names with blanks are shown as they are."""
    assert title_from_name(name) == shown


def test_the_text_keeps_its_capitals() -> None:
    """Only the title on shelf and running head is cased; the words of the story never are."""
    data = b"THE LONG WAY HOME\n\nby Someone Else\n\nIt was a long way home, and nobody knew it.\n"
    story = parse(data, "way.txt")

    assert story.title == "The Long Way Home"
    assert story.text.startswith("THE LONG WAY HOME")


@pytest.mark.parametrize(
    "name",
    ["1342", "pg57443", "00_12-3", "d41d8cd98f00b204e9800998ecf8427e", "017_d41d8cd98f00b204"],
)
def test_a_name_that_says_nothing_gives_way_to_the_first_words(name: str) -> None:
    """On the shelf and on the page, in quotes, so that they are not taken for a title."""
    text = (
        "* * *\n\nthe rain had not stopped for a week, and nobody in the house spoke of it.\n" * 3
    )
    shown = "“the rain had not stopped for a week, and…”"

    assert formats.from_bytes(text.encode(), f"{name}.txt").title == shown
    assert glance(text.encode(), f"{name}.txt").title == shown
    assert formats.from_bytes(b"1\n\n2\n", f"{name}.txt").title == name


@pytest.mark.parametrize(
    "name", ["Route 66", "3 Wishes", "deadbeef", "12_deadbeef", "R2D2", "Catch-22"]
)
def test_a_name_with_a_word_in_it_stays(name: str) -> None:
    """A number beside a word is part of a title."""
    assert formats.from_bytes(b"it rains, and rains, and rains.\n", f"{name}.txt").title == name
