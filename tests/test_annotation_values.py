"""Highlights that travel, field by field: what a value of a file becomes, and what is written."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import annotation, annotation_sets, clippings, koreader, readwise
from reader.annotations.annotation import (
    Annotation,
    AnnotationError,
    Annotations,
    Book,
    checked,
    colour_of,
    hex_id,
    iso,
    json_text,
    line,
    moment,
    note_text,
    passage_text,
    seconds,
    whole,
)
from reader.annotations.exchange import FORMATS, read, read_json
from reader.annotations.highlights import NOTE_MOST, Colour, Highlight, Stamp, Style, tags_from
from reader.annotations.lua import read_table
from reader.cleaning import clean
from tests.examples import examples

NO_TEXTS = [None, 5, 1.5, True, ["x"], {"x": "y"}, b"x"]
DIGITS = "0123456789abcdef0123456789abcdef"
BOOK = Book("The Salt Road", "Ana Corvo", "salt.txt", "a" * 64, 18_000)
ITEM = Annotation(
    BOOK,
    "the tide came in",
    DIGITS,
    "At dusk ",
    " over the sand",
    note="like last year",
    colour=Colour.PINK,
    style=Style.UNDERLINE,
    tags=("sea", "dusk"),
    chapter="II. Low Water",
    start=3_600,
    end=3_616,
    created=1_700_000_000.0,
    changed=1_700_000_060.0,
)


def made(year: int, month: int, day: int, hour: int = 0, minute: int = 0, sec: int = 0) -> float:
    """Seconds since 1970 of a time in UTC."""
    return datetime(year, month, day, hour, minute, sec, tzinfo=UTC).timestamp()


# Single values of a file.


@pytest.mark.parametrize("read_text", [line, passage_text, note_text, hex_id])
@pytest.mark.parametrize("value", NO_TEXTS, ids=repr)
def test_what_is_no_text_is_no_words(read_text: Any, value: object) -> None:
    """A number where words are expected is not turned into words."""
    assert read_text(value) == ""


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("  Salt \n\t Road  ", "Salt Road"),
        ("Salt\x1b[31m Road", "Salt␛[31m Road"),
        ("Salt\u202eRoad", "Salt\ufffdRoad"),
        ("", ""),
        (" \n ", ""),
        ("x" * 1_001, "x" * 1_000),
    ],
)
def test_a_title_is_one_clean_line(value: str, wanted: str) -> None:
    """Blanks are one blank, nothing acts on a terminal, and it has an end."""
    assert line(value) == wanted


def test_a_title_after_many_blanks_is_still_found() -> None:
    """Four times its length is looked at, so that blanks do not use up its room."""
    assert line(" " * 3_000 + "Road") == "Road"
    assert line(" " * 4_000 + "Road") == ""


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\n one \n", "one"),
        ("a\tb", "a\tb"),
        ("bell\x07", "bell␇"),
    ],
)
def test_a_passage_keeps_its_lines(value: str, wanted: str) -> None:
    """Whatever system ends them, and nothing else of it acts."""
    assert passage_text(value) == wanted


def test_passages_and_notes_have_an_end() -> None:
    """A passage may be much longer than a note."""
    assert len(passage_text("x" * 300_000)) == annotation.QUOTE_MOST == 200_000
    assert len(note_text("x" * 300_000)) == NOTE_MOST == 20_000


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (DIGITS, DIGITS),
        (DIGITS.upper(), DIGITS),
        ("01234567-89ab-cdef-0123-456789abcdef", DIGITS),
        ("urn:uuid:01234567-89AB-CDEF-0123-456789ABCDEF", DIGITS),
        ("URN:UUID:" + DIGITS, DIGITS),
        (DIGITS[:-1], ""),
        (DIGITS + "0", ""),
        (DIGITS[:-1] + "g", ""),
        (DIGITS + "\n", ""),
        ("urn:isbn:" + DIGITS, ""),
        ("-" * 2_000 + DIGITS, ""),
    ],
)
def test_an_id_is_a_uuid_however_it_is_written(value: str, wanted: str) -> None:
    """Anything else is no id, and one is made of the words."""
    assert hex_id(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0, 0),
        (7, 7),
        (1 << 40, 1 << 40),
        ((1 << 40) + 1, None),
        (-1, None),
        (True, None),
        (False, None),
        (7.0, None),
        ("7", None),
        (None, None),
    ],
)
def test_a_whole_number_is_one_from_nothing_up(value: object, wanted: int | None) -> None:
    """A truth is no number, nor is a fraction or a text."""
    assert whole(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0, 0.0),
        (12.5, 12.5),
        (annotation.LAST_SECOND, annotation.LAST_SECOND),
        (annotation.LAST_SECOND + 1, None),
        (-0.001, None),
        (-(1 << 200), None),
        (1 << 2_000, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        ("12", None),
        (None, None),
    ],
)
def test_seconds_name_a_day_of_the_calendar(value: object, wanted: float | None) -> None:
    """Or no time at all, however large the number is."""
    assert seconds(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2026-03-09T15:04:05Z", made(2026, 3, 9, 15, 4, 5)),
        ("2026-03-09T15:04:05", made(2026, 3, 9, 15, 4, 5)),
        (" 2026-03-09 15:04:05 ", made(2026, 3, 9, 15, 4, 5)),
        ("2026-03-09T17:04:05+02:00", made(2026, 3, 9, 15, 4, 5)),
        ("2026-03-09", made(2026, 3, 9)),
        ("1970-01-01T00:00:00Z", 0.0),
        ("1969-12-31T23:59:59Z", None),
        ("2026-02-30", None),
        ("9 March 2026", None),
        ("", None),
        (1_700_000_000, None),
    ],
)
def test_a_moment_is_an_iso_time(value: object, wanted: float | None) -> None:
    """UTC where it names no zone, none before 1970, and no day that does not exist."""
    assert moment(value) == wanted


@given(st.integers(0, int(annotation.LAST_SECOND) * 1_000))
def test_a_time_that_is_written_is_read_again(ms: int) -> None:
    """To the millisecond."""
    read_again = moment(iso(ms / 1_000))
    assert read_again is not None
    assert round(read_again * 1_000) == ms


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0.0, "1970-01-01T00:00:00.000Z"),
        (-5.0, "1970-01-01T00:00:00.000Z"),
        (1.2345, "1970-01-01T00:00:01.234Z"),
        (1_700_000_000.0, "2023-11-14T22:13:20.000Z"),
        (1e300, "9999-12-31T00:00:00.000Z"),
    ],
)
def test_times_are_written_within_the_calendar(value: float, wanted: str) -> None:
    """Whatever a clock once said."""
    assert iso(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        *((colour.value, colour) for colour in Colour),
        (" Yellow ", Colour.YELLOW),
        ("BLUE", Colour.BLUE),
        ("red", Colour.PINK),
        ("rose", Colour.PINK),
        ("magenta", Colour.PINK),
        ("olive", Colour.GREEN),
        ("cyan", Colour.BLUE),
        ("teal", Colour.BLUE),
        ("violet", Colour.PURPLE),
        ("gray", Colour.YELLOW),
        ({"red": 255, "green": 230, "blue": 90}, Colour.YELLOW),
        ({"red": 0, "green": 255, "blue": 0}, Colour.GREEN),
        ({"red": 20, "green": 20, "blue": 255}, Colour.BLUE),
        ({"red": 255, "green": 0, "blue": 60}, Colour.PINK),
        ({"red": 255, "green": 140, "blue": 0}, Colour.ORANGE),
        ({"red": 128, "green": 0, "blue": 200}, Colour.PURPLE),
        ({"red": 0, "green": 0}, Colour.YELLOW),
        ({"red": 0, "green": 0, "blue": 256}, Colour.YELLOW),
        ({"red": "0", "green": 0, "blue": 255}, Colour.YELLOW),
        ({"red": True, "green": 0, "blue": 255}, Colour.YELLOW),
        (None, Colour.YELLOW),
        ([0, 0, 255], Colour.YELLOW),
    ],
    ids=repr,
)
def test_a_colour_is_the_role_it_comes_nearest_to(value: object, wanted: Colour) -> None:
    """By its name, or by its parts; what is no colour is yellow."""
    assert colour_of(value) is wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["sea", "sea", "dusk"], ("sea", "dusk")),
        (["#sea", "##sea"], ("sea",)),
        (["a,b"], ("a b",)),
        ([" two  words "], ("two words",)),
        (["", "#", " ", ","], ()),
        (["x" * 101], ("x" * 100,)),
        (["\x1b"], ("␛",)),
    ],
)
def test_tags_are_plain_words(words: list[str], wanted: tuple[str, ...]) -> None:
    """Each once, without the signs that part them elsewhere."""
    assert tags_from(words) == wanted


def test_a_highlight_has_so_many_tags_and_no_more() -> None:
    """The first fifty."""
    assert tags_from([str(n) for n in range(60)]) == tuple(str(n) for n in range(50))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The tide, again", "the TIDE again!", True),
        ("the tide", "the tides", False),
        ("潮水", "潮　水", False),
        ("the_tide", "the tide", True),
    ],
)
def test_a_highlight_without_an_id_is_known_by_its_words(one: str, other: str, same: bool) -> None:
    """Signs and capitals do not matter; its book and where it stands do."""
    first, second = (Annotation(BOOK, words) for words in (one, other))

    assert (first.identity == second.identity) is same
    assert len(first.identity) == 32
    assert first.identity != first.replace(start=0).identity
    assert first.identity != first.replace(book=Book("Another")).identity
    assert first.replace(start=0).identity != first.replace(start=1).identity
    assert first.replace(id=DIGITS).identity == DIGITS


def test_entries_without_words_are_counted() -> None:
    """Those that were left out before are counted too."""
    items = [Annotation(BOOK, "words"), Annotation(BOOK, ""), Annotation(BOOK, "more")]

    assert checked(items, 3) == Annotations((items[0], items[2]), 4)
    assert checked([]) == Annotations((), 0)


def test_a_file_with_too_many_highlights_is_refused() -> None:
    """The number is told."""
    items = [Annotation(BOOK, "x")] * annotation.MOST
    assert len(checked(items).items) == annotation.MOST
    with pytest.raises(AnnotationError, match=r"more than 200,000 highlights"):
        checked([*items, items[0]])


@given(st.text(max_size=30))
def test_json_is_written_without_hidden_signs(text: str) -> None:
    """What would be hidden or act is escaped, and reads the same."""
    written = json_text({"text": text})

    assert clean(written) == written
    assert json.loads(written) == {"text": text}
    assert written.endswith("}\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5.3.dev", Stamp(5, 3, "dev")),
        ("0.0.", Stamp(0, 0, "")),
        ("5.3", Stamp(0)),
        ("-5.3.dev", Stamp(0)),
        ("5.3.DEV", Stamp(0)),
        ("5.3.dev\n", Stamp(0)),
        ("1" * 16 + ".0.", Stamp(0)),
        ("", Stamp(0)),
    ],
)
def test_a_stamp_is_read_or_is_the_earliest(text: str, wanted: Stamp) -> None:
    """A broken one never wins."""
    assert Stamp.parse(text) == wanted


@given(st.builds(Stamp, st.integers(0, 10**14), st.integers(0, 10**8), st.just("abc")))
def test_a_stamp_is_written_as_it_is_read(stamp: Stamp) -> None:
    """All of its three parts."""
    assert Stamp.parse(str(stamp)) == stamp


def test_a_field_that_was_never_changed_has_the_stamp_of_its_making() -> None:
    """Another field's change does not touch it."""
    mark = Highlight(DIGITS, None, created=2.5, stamps=(("note", "7000.1.dev"), ("tags", "")))  # type: ignore[arg-type]

    assert mark.stamp("note") == Stamp(7000, 1, "dev")
    assert mark.stamp("tags") == mark.stamp("colour") == Stamp(2500)
    assert mark.replace(created=-1.0).stamp("colour") == Stamp(0)


# What is written, field by field.


def test_an_annotation_set_says_all_of_a_highlight() -> None:
    """By the names of the draft."""
    told = json.loads(annotation_sets.write([ITEM], 1_700_000_100.0))
    (item,) = told.pop("items")

    assert told == {
        "@context": "https://www.w3.org/ns/epub-anno.jsonld",
        "id": told["id"],
        "type": "AnnotationSet",
        "generator": {"id": "urn:nightstand", "type": "Software", "name": "Nightstand"},
        "generated": "2023-11-14T22:15:00.000Z",
        "title": "The Salt Road",
        "about": {
            "dc:title": "The Salt Road",
            "dc:format": "text/plain",
            "dc:identifier": ["urn:sha256:" + "a" * 64],
            "dc:creator": ["Ana Corvo"],
        },
    }
    assert hex_id(told["id"])
    assert item == {
        "id": "urn:uuid:01234567-89ab-cdef-0123-456789abcdef",
        "type": "Annotation",
        "motivation": "commenting",
        "created": "2023-11-14T22:13:20.000Z",
        "modified": "2023-11-14T22:14:20.000Z",
        "target": {
            "source": "salt.txt",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "the tide came in",
                    "prefix": "At dusk ",
                    "suffix": " over the sand",
                },
                {"type": "TextPositionSelector", "start": 3_600, "end": 3_616},
            ],
            "meta": {"headings": [{"level": 1, "txt": "II. Low Water"}]},
        },
        "body": {
            "type": "TextualBody",
            "value": "like last year",
            "format": "text/plain",
            "color": "pink",
            "highlight": "underline",
            "tags": ["sea", "dusk"],
        },
    }


def test_an_annotation_set_says_nothing_that_is_not_known() -> None:
    """No empty lists, no offsets that would belong to another text, no change that was none."""
    bare = Annotation(Book("Tide"), "words")
    (item,) = json.loads(annotation_sets.write([bare], 0.0))["items"]
    told = json.loads(annotation_sets.write([bare], 0.0))

    assert item["motivation"] == "highlighting"
    assert item["target"]["source"] == "text"
    assert [one["type"] for one in item["target"]["selector"]] == ["TextQuoteSelector"]
    assert not {"meta"} & set(item["target"])
    assert "tags" not in item["body"]
    assert "modified" not in item
    assert set(told["about"]) == {"dc:title", "dc:format"}
    unchanged = ITEM.replace(changed=ITEM.created)
    (item,) = json.loads(annotation_sets.write([unchanged], 0.0))["items"]
    assert "modified" not in item


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"document": "ch1.xhtml"}, ["TextQuoteSelector"]),
        ({"start": None}, ["TextQuoteSelector"]),
        ({"end": None}, ["TextQuoteSelector"]),
        ({"start": 0, "end": 0}, ["TextQuoteSelector", "TextPositionSelector"]),
    ],
)
def test_offsets_are_those_of_a_whole_story(change: dict[str, Any], kinds: list[str]) -> None:
    """Of one document of a book they would say nothing."""
    (item,) = json.loads(annotation_sets.write([ITEM.replace(**change)], 0.0))["items"]

    assert [one["type"] for one in item["target"]["selector"]] == kinds
    assert item["target"]["source"] == change.get("document", "salt.txt")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("salt.epub", "application/epub+zip"),
        ("SALT.EPUB", "application/epub+zip"),
        ("salt.epub.txt", "text/plain"),
        ("", "text/plain"),
    ],
)
def test_a_set_names_the_kind_of_its_book(source: str, kind: str) -> None:
    """By the ending of its file."""
    one = ITEM.replace(book=BOOK.replace(source=source))
    assert json.loads(annotation_sets.write([one], 0.0))["about"]["dc:format"] == kind


def test_a_set_is_about_one_story() -> None:
    """Two are refused with what to do; none make an empty set."""
    other = ITEM.replace(book=Book("Another"))
    with pytest.raises(AnnotationError, match=r"one story"):
        annotation_sets.write([ITEM, other], 0.0)
    assert json.loads(annotation_sets.write([], 0.0))["items"] == []


def test_the_same_book_has_the_same_set() -> None:
    """Known by its bytes, else by its title."""

    def id_of(book: Book) -> str:
        return str(json.loads(annotation_sets.write([Annotation(book, "x")], 5.0))["id"])

    assert id_of(BOOK) == id_of(BOOK.replace(title="Renamed"))
    assert id_of(BOOK) != id_of(BOOK.replace(sha256="b" * 64))
    assert id_of(Book("One")) != id_of(Book("Two"))


def test_an_export_of_koreader_says_all_it_can() -> None:
    """Pages of 1,800 characters, colours and drawers by its own names."""
    assert json.loads(koreader.write([ITEM], 1_700_000_100.9)) == {
        "title": "The Salt Road",
        "author": "Ana Corvo",
        "file": "salt.txt",
        "number_of_pages": 11,
        "entries": [
            {
                "sort": "highlight",
                "page": 3,
                "time": 1_700_000_000,
                "text": "the tide came in",
                "chapter": "II. Low Water",
                "drawer": "underscore",
                "color": "red",
                "note": "like last year",
            }
        ],
        "created_on": 1_700_000_100,
        "version": "json/1.0.0",
        "generator": "Nightstand",
    }


def test_koreader_gets_several_books_in_a_list() -> None:
    """Each with its own entries; without a length no number of pages, without words no note."""
    other = Annotation(Book("Second"), "words")
    told = json.loads(koreader.write([ITEM, ITEM.replace(quote="x"), other], 0.0))

    assert [document["title"] for document in told["documents"]] == ["The Salt Road", "Second"]
    assert [len(document["entries"]) for document in told["documents"]] == [2, 1]
    assert "number_of_pages" not in told["documents"][1]
    (entry,) = told["documents"][1]["entries"]
    assert "note" not in entry
    assert (entry["page"], entry["time"], entry["color"]) == (1, 0, "yellow")
    assert json.loads(koreader.write([], 0.0))["documents"] == []


@pytest.mark.parametrize(
    ("style", "drawer"),
    [
        (Style.SOLID, "lighten"),
        (Style.UNDERLINE, "underscore"),
        (Style.STRIKETHROUGH, "strikeout"),
        (Style.OUTLINE, "invert"),
    ],
)
def test_each_style_has_a_drawer(style: Style, drawer: str) -> None:
    """And comes back as it went."""
    written = koreader.write([ITEM.replace(style=style)], 0.0)

    assert json.loads(written)["entries"][0]["drawer"] == drawer
    assert read(written.encode()).items[0].style is style


@pytest.mark.parametrize("colour", Colour)
@pytest.mark.parametrize("name", ["koreader", "annotation"])
def test_every_colour_comes_back(name: str, colour: Colour) -> None:
    """Pink is red for KOReader, and pink again here."""
    written = FORMATS[name].write([ITEM.replace(colour=colour)], 0.0)
    assert read(written.encode()).items[0].colour is colour


def test_a_row_for_readwise_has_seven_cells() -> None:
    """In the order of its own table; the time is UTC."""
    rows = list(csv.reader(io.StringIO(readwise.write([ITEM], 0.0), newline="")))

    assert rows == [
        ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"],
        [
            "the tide came in",
            "The Salt Road",
            "Ana Corvo",
            "",
            "like last year",
            "3600",
            "2023-11-14 22:13:20",
        ],
    ]
    assert readwise.write([], 0.0).count("\r\n") == 1


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_begins_like_a_formula_is_marked(first: str) -> None:
    """In whichever cell of words it stands, and in none that only holds such a sign."""
    item = ITEM.replace(
        quote=f"{first}1", note=f"{first}2", book=BOOK.replace(title=f"{first}3", author="a=4")
    )
    text = readwise.write_for_spreadsheet([item], 0.0)
    row = list(csv.reader(io.StringIO(text, newline="")))[1]

    assert [row[0], row[1], row[2], row[4]] == [f"'{first}1", f"'{first}3", "a=4", f"'{first}2"]


def test_clippings_are_written_as_a_kindle_does() -> None:
    """Locations of 150 characters, a day of the week, and the note as an entry of its own."""
    assert clippings.write([ITEM], 0.0) == (
        "The Salt Road (Ana Corvo)\n"
        "- Your Highlight on Location 25-25 | Added on Tuesday, 14 November 2023 22:13:20\n"
        "\nthe tide came in\n==========\n"
        "The Salt Road (Ana Corvo)\n"
        "- Your Note on Location 25 | Added on Tuesday, 14 November 2023 22:13:20\n"
        "\nlike last year\n==========\n"
    )


def test_a_rule_within_words_does_not_end_a_clipping() -> None:
    """It is made shorter than the ones that part entries."""
    item = ITEM.replace(quote="one\n============\ntwo", note="")
    text = clippings.write([item], 0.0)

    assert text.count("==========\n") == 1
    assert [one.quote for one in clippings.read(text).items] == ["one\n=========\ntwo"]


@pytest.mark.parametrize("name", FORMATS)
def test_only_formats_that_say_who_wrote_them_are_written_again(name: str) -> None:
    """A table and clippings are never overwritten, and no stranger's file is taken for ours."""
    form = FORMATS[name]
    mine = form.write([ITEM], 0.0)

    assert form.name == name
    assert form.owned(mine) is (name not in ("readwise", "clippings"))
    assert not form.owned("")
    assert not form.owned('{"generator": "Another", "version": "json/1.0.0"}')


# What is read, entry by entry.


@pytest.mark.parametrize(
    ("about", "created"),
    [
        ("Monday, March 9, 2026 3:04:05 PM", made(2026, 3, 9, 15, 4, 5)),
        ("Monday, 9 March 2026 03:04", made(2026, 3, 9, 3, 4)),
        ("9. Dezember 2025 23.59.58", made(2025, 12, 9, 23, 59, 58)),
        ("31 juillet 2025 0:00", made(2025, 7, 31)),
        ("1 juin 2025 12:00", made(2025, 6, 1, 12)),
        ("2 août 2025", made(2025, 8, 2)),
        ("3 de agosto de 2025 1:02:03", made(2025, 8, 3, 1, 2, 3)),
        ("28 şubat 2025 10:00", made(2025, 2, 28, 10)),
        ("15 ağustos 2025 10:00", made(2025, 8, 15, 10)),
        ("7 мая 2025 10:00", made(2025, 5, 7, 10)),
        ("30 feb 2025 10:00", None),
        ("9 Quartidi 2026 10:00", None),
        ("9 March 2026 25:00", None),
        ("2026年13月1日 10:00", None),
        ("2026. 3. 9. 오후 12:30", made(2026, 3, 9, 12, 30)),
        ("2026년 3월 9일 오전 12:30:00", made(2026, 3, 9, 0, 30)),
        ("9 March 1960 10:00", 0.0),
        ("", None),
    ],
)
def test_the_time_of_a_clipping(about: str, created: float | None) -> None:
    """Read in the words of many languages; what names no day is no time."""
    text = f"T\n- Your Highlight on Location 5-6 | Added on {about}\n\nx\n==========\n"
    assert read(text.encode()).items[0].created == created


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("Tide", "Tide", ""),
        ("Tide (Dray)", "Tide", "Dray"),
        ("Tide (1) (Dray, Odo)", "Tide (1)", "Dray, Odo"),
        ("Tide (Dray (Odo))", "Tide", "Dray (Odo)"),
        ("Tide （多雷）", "Tide", "多雷"),
        ("Tide (Dray", "Tide (Dray", ""),
        ("Tide Dray)", "Tide Dray)", ""),
        ("(Dray)", "(Dray)", ""),
        ("Tide ()", "Tide", ""),
    ],
)
def test_the_author_of_a_clipping_stands_in_the_last_brackets(
    head: str, title: str, author: str
) -> None:
    """Whatever brackets the title has; brackets that do not close are words of the title."""
    text = f"{head}\n- Your Highlight on Location 5-6\n\nwords\n==========\n"
    book = read(text.encode()).items[0].book
    assert (book.title, book.author) == (title, author)


def entries(*parts: tuple[str, str]) -> Annotations:
    """Clippings of one book: what each is, and its words."""
    return read(
        "".join(f"Tide (Dray)\n- {about}\n\n{text}\n==========\n" for about, text in parts).encode()
    )


@pytest.mark.parametrize(
    ("parts", "wanted", "left_out"),
    [
        pytest.param(
            [
                ("Your Highlight on Location 5-9", "the tide came"),
                ("Your Highlight on Location 9-12", "the tide came in"),
            ],
            ["the tide came in"],
            0,
            id="longer at a place that touches",
        ),
        pytest.param(
            [
                ("Your Highlight on Location 5-9", "the tide came in"),
                ("Your Highlight on Location 6-8", "tide came"),
            ],
            ["the tide came in"],
            0,
            id="shorter within it",
        ),
        pytest.param(
            [
                ("Your Highlight on Location 5-9", "the tide"),
                ("Your Highlight on Location 10-12", "the tide again"),
            ],
            ["the tide", "the tide again"],
            0,
            id="the same words elsewhere",
        ),
        pytest.param(
            [
                ("Your Highlight on Location 5-9", "the tide"),
                ("Your Highlight on Location 9-12", "a boat"),
            ],
            ["the tide", "a boat"],
            0,
            id="other words that touch",
        ),
        pytest.param(
            [
                ("Your Highlight on Location 5-9", "x"),
                ("Your Bookmark on Location 5", ""),
                ("Your Highlight on Location 7", ""),
                ("Your Note on Location 44", "lost"),
            ],
            ["x"],
            3,
            id="bookmarks, no words, a note at nothing",
        ),
    ],
)
def test_clippings_of_one_place_are_one(
    parts: list[tuple[str, str]], wanted: list[str], left_out: int
) -> None:
    """The longest stays; what is no highlight is counted."""
    found = entries(*parts)
    assert ([one.quote for one in found.items], found.left_out) == (wanted, left_out)


def test_notes_at_one_place_are_joined_in_the_order_they_were_made() -> None:
    """Each once; a note may stand where the highlight begins, too."""
    when = "Added on Monday, 9 March 2026"
    found = entries(
        (f"Your Highlight on Location 50-58 | {when} 10:00", "words"),
        (f"Your Note on Location 58 | {when} 12:00", "second"),
        (f"Your Note on Location 50 | {when} 11:00", "first"),
        (f"Your Note on Location 58 | {when} 13:00", "second"),
    )
    assert [one.note for one in found.items] == ["first\nsecond"]


@pytest.mark.parametrize(
    ("about", "place"),
    [
        ("Your Highlight on Location 1234-40 | x", 1240),
        ("Your Highlight on Location 1234–1240 | x", 1240),
        ("Your Highlight on Location 1234 | x", 1234),
        ("Your Highlight on page 3 | Location 1234-1240 | x", 1240),
        ("位置No. 1234～1240 のハイライト | x", 1240),
    ],
)
def test_a_note_finds_its_highlight_however_the_place_is_written(about: str, place: int) -> None:
    """The last span before the date is the location; its end may be cut to what differs."""
    found = entries((about, "words"), (f"Your Note on Location {place} | x", "mine"))
    assert [(one.quote, one.note) for one in found.items] == [("words", "mine")]


ENTRY = {"text": "tide", "time": 60, "drawer": "strikeout", "color": "olive", "chapter": " I "}


@pytest.mark.parametrize(
    ("entry", "field", "wanted"),
    [
        ({}, "quote", "tide"),
        ({}, "created", 60.0),
        ({}, "changed", 60.0),
        ({}, "style", Style.STRIKETHROUGH),
        ({}, "colour", Colour.GREEN),
        ({}, "chapter", "I"),
        ({}, "note", ""),
        ({"note": " mine\r\ntoo "}, "note", "mine\ntoo"),
        ({"drawer": "sideways"}, "style", Style.SOLID),
        ({"drawer": ["underscore"]}, "style", Style.SOLID),
        ({"drawer": None}, "style", Style.SOLID),
        ({"color": 5}, "colour", Colour.YELLOW),
        ({"time": "60"}, "created", None),
        ({"time": -60}, "created", None),
        ({"datetime_updated": "1970-01-01 00:02:00"}, "changed", 120.0),
        ({"datetime_updated": 180}, "changed", 180.0),
        ({"datetime_updated": "soon"}, "changed", 60.0),
        ({"sort": "note"}, "quote", "tide"),
    ],
)
def test_each_field_of_an_entry_of_koreader(
    entry: dict[str, Any], field: str, wanted: object
) -> None:
    """What cannot be is as if it were not there."""
    (one,) = read_json({"title": "T", "entries": [ENTRY | entry]}).items
    assert getattr(one, field) == wanted


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        ("A. One", "A. One"),
        ("A. One\nB. Two\n\n", "A. One, B. Two"),
        ("", ""),
        (None, ""),
        (["A"], ""),
        ("\n", ""),
    ],
)
def test_authors_of_koreader_stand_one_on_a_line(author: object, wanted: str) -> None:
    """Here they are one line."""
    (one,) = read_json({"author": author, "file": "/b/salt.epub", "entries": [ENTRY]}).items
    assert (one.book.author, one.book.source) == (wanted, "/b/salt.epub")


def test_entries_may_stand_in_lists_of_lists_but_not_for_ever() -> None:
    """As older versions wrote them."""
    nested: Any = [ENTRY]
    for _ in range(4):
        nested = [nested]
    assert len(read_json({"entries": nested}).items) == 1
    deeper = read_json({"entries": [nested]})
    assert (len(deeper.items), deeper.left_out) == (0, 1)


@pytest.mark.parametrize(
    ("value", "left_out"),
    [
        ({"entries": [ENTRY, {"sort": "bookmark", "text": "x"}, 5, None]}, 3),
        ({"documents": [{"entries": [ENTRY]}, "x", None]}, 2),
        ({"documents": [{"entries": [ENTRY]}, {"entries": "x"}, {}]}, 0),
        ({"entries": [ENTRY, {"text": ""}, {}]}, 2),
    ],
)
def test_what_koreader_says_besides_highlights_is_counted(value: Any, left_out: int) -> None:
    """One highlight is found all the same."""
    found = read_json(value)
    assert (len(found.items), found.left_out) == (1, left_out)


@pytest.mark.parametrize("value", [{}, {"entries": {}}, [], [{}], 5, "x", None, {"items": []}])
def test_json_of_another_kind_is_refused(value: object) -> None:
    """With the kinds that are known."""
    with pytest.raises(AnnotationError, match=r"nor an annotation set"):
        read_json(value)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1", 1),
        ("-1", -1),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        ("2E-1", 0.2),
        ("0xff", 255),
        ("-0XFF", -255),
        ("true", True),
        ("false", False),
        ("nil", None),
        ('"a"', "a"),
        ("'a\"b'", 'a"b'),
        (r'"\n\t\r\a\b\f\v\\\"\'"', "\n\t\r\a\b\f\v\\\"'"),
        ('"a\\\nb"', "a\nb"),
        (r'"\65\066\x43\u{44}"', "ABCD"),
        (r'"\u{20AC}\226\130\172"', "€€"),
        (r'"\u{FFFFFF}"', "\U0010ffff"),
        (r'"\999"', "\ufffd"),
        ('"a\\z  \n  b"', "ab"),
        ("[[a]]", "a"),
        ("[==[a]]b]==]", "a]]b"),
        ("[[\na\n]]", "a\n"),
        ("{}", {}),
        ("{1, 2; 3}", {1: 1, 2: 2, 3: 3}),
        ("{'a', x = 'b', 'c'}", {1: "a", "x": "b", 2: "c"}),
        ("{[5] = 'a', ['k k'] = 'b', 'c'}", {5: "a", "k k": "b", 1: "c"}),
        ("{ -- told\n 1, --[[ long\n ]] 2, --[=[ ]] ]=] 3,}", {1: 1, 2: 2, 3: 3}),
        ("{{{}}}", {1: {1: {}}}),
    ],
)
def test_a_literal_of_lua_is_its_value(text: str, wanted: object) -> None:
    """Numbers, truths, strings with every escape, and tables by name and by number."""
    found = read_table(f"return {{ v = {text} }}")
    assert found.get("v") == wanted
    assert type(found.get("v")) is type(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "{ v = }",
        "{ v 1 }",
        "{ v = 1 2 }",
        "{ v = 1",
        "{ [1] 2 }",
        "{ [1 = 2 }",
        "{ [nil] = 2 }",
        "{ true = 2 }",
        "{ v = 0x }",
        "{ v = 1x }",
        "{ v = 1.2.3 }",
        "{ v = 'a\nb' }",
        "{ v = 'a\" }",
        r"{ v = '\q' }",
        r"{ v = '\u{}' }",
        r"{ v = '\xg0' }",
        "{ v = [=[a]] }",
        "{ v = $ }",
        "{} {}",
        "{}; x()",
        "{ v = a.b }",
        "{ v = -x }",
    ],
)
def test_what_is_no_literal_ends_the_reading(text: str) -> None:
    """The whole file is refused, with one sentence."""
    with pytest.raises(AnnotationError):
        read_table(f"return {text}")


def test_tables_stand_in_tables_only_so_deep() -> None:
    """Sixty deep they are read."""
    assert read_table("return " + "{" * 60 + "}" * 60)
    with pytest.raises(AnnotationError, match=r"nested too deeply"):
        read_table("return " + "{" * 61 + "}" * 61)


@pytest.mark.parametrize(
    ("row", "field", "wanted"),
    [
        ("x,T,A,,,,", "quote", "x"),
        ("x,T,A,,,,", "book", Book("T", "A")),
        ("x,T,A,,n,,", "note", "n"),
        ("x,T,A,,,7,2026-03-09 15:04:05", "created", made(2026, 3, 9, 15, 4, 5)),
        ("x,T,A,,,,soon", "created", None),
        ("x", "book", Book()),
        ("x,T,A,,,,,one,too,many", "quote", "x"),
    ],
)
def test_each_cell_of_a_table(row: str, field: str, wanted: object) -> None:
    """Cells that are missing are empty, those without a name are passed over."""
    text = f"Highlight,Title,Author,URL,Note,Location,Date\n{row}\n"
    (one,) = read(text.encode()).items
    assert getattr(one, field) == wanted


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("Highlight,Title", True),
        ('"Highlight","Book Title"', True),
        (" title , HIGHLIGHT ", True),
        ("Highlight,Author", False),
        ("Highlights,Title", False),
        ("Title,Author", False),
    ],
)
def test_a_table_is_known_by_its_first_row(head: str, known: bool) -> None:
    """It has a column of highlights, one of titles, and something below."""
    assert readwise.is_table(f"{head}\nx,y\n") is known
    assert not readwise.is_table(head)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_may_begin_with_the_mark_of_its_encoding(encoding: str) -> None:
    """Windows programs write it."""
    text = "Highlight,Title\nthe tidé,Salt\n"
    assert [one.quote for one in read(text.encode(encoding)).items] == ["the tidé"]


SELECTED: dict[str, dict[str, Any]] = {
    "quote": {"type": "TextQuoteSelector", "exact": "tide", "prefix": " the", "suffix": "came "},
    "place": {"type": "TextPositionSelector", "start": 4, "end": 9},
    "both": {"type": "FragmentSelector", "value": "#:~:text=one,two"},
    "words": {"type": "FragmentSelector", "value": "ch1.xhtml#:~:text=salt%20tide"},
    "after": {"type": "FragmentSelector", "value": "#:~:text=tide,-came"},
    "cfi": {"type": "FragmentSelector", "value": "epubcfi(/6/4!/4/2,/1:0,/1:5)"},
}


@pytest.mark.parametrize(
    ("selector", "wanted"),
    [
        (SELECTED["quote"], ("tide", " the", "came ", None)),
        ([SELECTED["place"], SELECTED["quote"]], ("tide", " the", "came ", 4)),
        ([SELECTED["words"], SELECTED["quote"]], ("salt tide", "", "", None)),
        ([SELECTED["quote"], SELECTED["words"]], ("tide", " the", "came ", None)),
        (SELECTED["after"], ("tide", "", "came", None)),
        ([SELECTED["both"], SELECTED["quote"]], ("tide", " the", "came ", None)),
        ([SELECTED["cfi"], SELECTED["quote"]], ("tide", " the", "came ", None)),
        (SELECTED["cfi"] | {"refinedBy": SELECTED["quote"]}, ("tide", " the", "came ", None)),
        ([5, None, SELECTED["quote"] | {"prefix": 5, "suffix": None}], ("tide", "", "", None)),
        (SELECTED["quote"] | {"refinedBy": SELECTED["place"]}, ("tide", " the", "came ", 4)),
    ],
)
def test_selectors_say_where_a_passage_is(selector: object, wanted: tuple[object, ...]) -> None:
    """The first words that are named, the offsets beside them, and selectors within selectors."""
    (one,) = read_json([{"target": {"selector": selector}}]).items
    assert (one.quote, one.before, one.after, one.start) == wanted


def test_selectors_are_followed_only_so_deep() -> None:
    """Eight, of which the last is heard."""

    def nested(depth: int) -> Any:
        inner: Any = SELECTED["quote"]
        for _ in range(depth):
            inner = {"type": "X", "refinedBy": inner}
        return [{"target": {"selector": inner}}]

    assert len(read_json(nested(7)).items) == 1
    assert read_json(nested(8)) == Annotations((), 1)


@pytest.mark.parametrize(
    ("about", "book"),
    [
        ({"dc:title": "T", "dc:creator": "A"}, Book("T", "A")),
        ({"title": "T", "creator": ["A", "", 5, "B"]}, Book("T", "A, B")),
        ({"dc:title": 5}, Book("S")),
        ({}, Book("S")),
        (5, Book("S")),
        ({"dc:identifier": ["urn:isbn:1", "urn:sha256:" + "a" * 64]}, Book("S", sha256="a" * 64)),
        ({"dc:identifier": "urn:sha256:" + "b" * 64}, Book("S", sha256="b" * 64)),
        ({"dc:identifier": [5, None]}, Book("S")),
    ],
)
def test_a_set_says_what_it_is_about(about: object, book: Book) -> None:
    """Its own title where the book's is not told."""
    items = [{"target": {"selector": SELECTED["quote"]}}]
    value = {"type": "AnnotationSet", "title": "S", "about": about, "items": items}
    assert read_json(value).items[0].book == book


@pytest.mark.parametrize(
    ("body", "field", "wanted"),
    [
        ({"tags": ["a", 5, "b"]}, "tags", ("a", "b")),
        ({"keyword": "a, b"}, "tags", ("a", "b")),
        ({"tag": ["a"]}, "tags", ("a",)),
        ({"tags": {}}, "tags", ()),
        ({"highlight": "underline"}, "style", Style.UNDERLINE),
        ({"highlight": "blinking"}, "style", Style.SOLID),
        ({"highlight": ["underline"]}, "style", Style.SOLID),
        ("only words", "note", "only words"),
        ({"value": "n", "color": "Cyan"}, "colour", Colour.BLUE),
        (None, "note", ""),
    ],
)
def test_the_body_of_an_annotation(body: object, field: str, wanted: object) -> None:
    """Words alone are a note; a style that is unknown is plain."""
    item = {"target": {"selector": SELECTED["quote"]}, "body": body}
    (one,) = read_json([item]).items
    assert getattr(one, field) == wanted


@pytest.mark.parametrize(
    ("created", "modified", "wanted"),
    [
        ("1970-01-01T00:01:00Z", "1970-01-01T00:02:00Z", (60.0, 120.0)),
        ("1970-01-01T00:01:00Z", None, (60.0, 60.0)),
        (None, "1970-01-01T00:02:00Z", (None, 120.0)),
        ("x", "y", (None, None)),
    ],
)
def test_when_an_annotation_was_made_and_changed(
    created: object, modified: object, wanted: tuple[float | None, float | None]
) -> None:
    """One that was never changed was changed when it was made."""
    item = {
        "target": {"selector": SELECTED["quote"]},
        "created": created,
        "modified": modified,
    }
    (one,) = read_json([item]).items
    assert (one.created, one.changed) == wanted


MARKS = st.builds(
    Annotation,
    st.just(BOOK),
    st.text("tide salt\nroad 潮 “”,;:-", min_size=1, max_size=30).map(str.strip).filter(bool),
    st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    st.text("a b潮", max_size=5),
    st.text("a b潮", max_size=5),
    note=st.text("mine 潮\n", max_size=20).map(str.strip),
    colour=st.sampled_from(Colour),
    style=st.sampled_from(Style),
    chapter=st.sampled_from(["", "I", "潮"]),
    created=st.integers(0, 2 * 10**9).map(float),
)


@settings(max_examples=examples(40))
@given(st.lists(MARKS, min_size=1, max_size=3), st.sampled_from(["annotation", "koreader"]))
def test_all_fields_of_a_format_come_back(items: list[Annotation], name: str) -> None:
    """What a format can say is the same after it was written and read."""
    found = read(FORMATS[name].write(items, 0.0).encode()).items

    fields = ["quote", "note", "colour", "style", "chapter", "created"]
    fields += ["id", "before", "after"] if name == "annotation" else []
    for field in fields:
        assert [getattr(one, field) for one in found] == [getattr(one, field) for one in items]
