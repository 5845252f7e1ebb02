"""Titles as they stand on a spine, whatever way the file writes them."""

import pytest

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
