"""Which stories the shelf shows, in which order, and what stands in their rows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.paint.page import Row
from reader.paint.themes import Role
from reader.shelf.entries import Entry, filed, in_titles, natural, ordered_first
from reader.shelf.picture import ShelfHeader, head_rows, kind_at, tabs
from reader.shelf.rows import (
    LEAD_ROWS,
    RowColumns,
    ShelfContent,
    entry_row,
    label_row,
    lead_rows,
)
from reader.shelf.view import (
    Arranged,
    ShelfView,
    Sort,
    StoryKind,
    collections,
    counts,
    marks_of,
    matching,
)
from reader.storage.values import Status
from reader.typeset.cells import width

NOW = 1_800_000_000.0
STATUSES = st.sampled_from([status.value for status in Status])
TEXTS = st.text(st.characters(exclude_characters="\n"), max_size=30)
ENTRIES = st.builds(
    Entry,
    place=st.text("abc/", min_size=1, max_size=9).map("/{}.txt".format),
    title=TEXTS,
    author=TEXTS,
    words=st.integers(0, 10**7),
    progression=st.floats(0, 1),
    status=STATUSES,
    last_read=st.none() | st.floats(0, NOW),
    new_chapters=st.integers(0, 2000),
    problem=st.sampled_from(["", "", "missing: it was /x", "is empty"]),
    missing=st.none() | st.integers(1, 9),
    collection=st.sampled_from(["", "a", "a/b", "ab"]),
    bookmarks=st.integers(0, 20),
    added=st.floats(0, NOW),
)


def entry(title: str, **facts: object) -> Entry:
    """One story."""
    return Entry(f"/library/{title}.txt", title, **facts)  # type: ignore[arg-type]


SHELF = ordered_first(
    [
        entry("The Brook", author="Zed", words=900, added=3.0),
        entry("almanac", author="Ann", words=50_000, added=1.0, collection="old"),
        entry("Candle", words=9_000, added=2.0, last_read=5.0, status="reading", progression=0.2),
        entry("Dew", author="Ann", words=70, added=9.0, last_read=9.0, status="finished"),
        entry("Eel", added=0.0, problem="is empty", collection="old/odd"),
    ]
)


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (Sort.LAST_READ, "Candle Dew almanac The Brook Eel"),
        (Sort.TITLE, "Candle almanac The Brook Dew Eel"),
        (Sort.AUTHOR, "Candle almanac Dew The Brook Eel"),
        (Sort.LENGTH, "Candle Dew The Brook almanac Eel"),
        (Sort.PROGRESS, "Candle almanac The Brook Dew Eel"),
        (Sort.ADDED, "Candle Dew The Brook almanac Eel"),
    ],
)
def test_each_order_has_the_story_being_read_on_top(sort: Sort, wanted: str) -> None:
    """Articles do not count, what has no author or no words comes last."""
    shown = Arranged(SHELF, ShelfView(sort)).shown()

    assert " ".join(one.title for one in shown) == wanted


@pytest.mark.parametrize(
    "titles",
    [
        ("Lamp 1", "Lamp 2", "Lamp 10", "Lamp 11"),
        ("Part 2, 9", "Part 02, 10", "Part 12, 1"),
        ("The 7th Door", "A 12th Door", "Door"),
        ("Lamp", "Lamp 0", "Lamp 3", "Lamp 3 and a Half", "Lamps"),
    ],
)
def test_numbers_in_titles_are_in_their_natural_order(titles: tuple[str, ...]) -> None:
    """By size and not by their digits, wherever they stand."""
    assert sorted({*titles}, key=filed) == list(titles)


@given(TEXTS, TEXTS)
def test_names_that_differ_in_more_than_zeros_have_an_order(one: str, two: str) -> None:
    """Any two names can be compared, and the same name is the same."""
    assert natural(one) == natural(one)
    assert (natural(one) < natural(two)) or (natural(one) >= natural(two))


@given(st.text("ab 0129", max_size=12), st.text("ab 0129", max_size=12))
def test_names_are_in_order_part_by_part(one: str, two: str) -> None:
    """Words as words and numbers as numbers, however many zeros stand before them."""

    def parts(name: str) -> list[tuple[str, int, int]]:
        pairs = re.findall(r"([^0-9]*)([0-9]+|$)", name)
        return [(word, len(digits.lstrip("0")), int(digits or 0)) for word, digits in pairs]

    if "0" not in one + two:
        assert (natural(one) < natural(two)) == (parts(one) < parts(two))


@given(st.lists(ENTRIES, max_size=12))
def test_titles_are_in_order_whatever_was_read(entries: list[Entry]) -> None:
    """However few of them are put in their places."""
    ordered = ordered_first(entries)
    keys = [(filed(one.title), one.place) for one in in_titles(ordered)]

    assert keys == sorted((filed(one.title), one.place) for one in ordered)


def test_kinds_are_counted_and_shown_where_there_are_any() -> None:
    """An unreadable file is of no status."""
    assert counts(SHELF) == {
        StoryKind.ALL: 5,
        StoryKind.READING: 1,
        StoryKind.TO_READ: 2,
        StoryKind.FINISHED: 1,
        StoryKind.UNREADABLE: 1,
    }
    assert [e.title for e in Arranged(SHELF, ShelfView(kind=StoryKind.UNREADABLE)).shown()] == [
        "Eel"
    ]


@given(st.lists(ENTRIES, max_size=12), st.sampled_from(Sort))
def test_every_order_holds_every_story_once(entries: list[Entry], sort: Sort) -> None:
    """And each kind those that belong to it."""
    ordered = ordered_first(entries)
    shown = Arranged(ordered, ShelfView(sort)).shown()

    assert sorted(map(id, shown)) == sorted(map(id, ordered))
    for kind, count in counts(ordered).items():
        assert len(Arranged(ordered, ShelfView(sort, kind)).shown()) == count


def test_folders_are_collections_with_what_lies_below_them() -> None:
    """Each counts its own folders' stories; showing one shows those."""
    assert [(one.name, one.stories) for one in collections(SHELF)] == [("old", 2), ("old/odd", 1)]
    shown = Arranged(SHELF, ShelfView(collection="old")).shown()
    assert [one.title for one in shown] == ["almanac", "Eel"]


def test_a_filter_narrows_the_view_and_marks_the_letters() -> None:
    """In title and author, as they stand there."""
    arranged = Arranged(SHELF, ShelfView())

    assert [one.title for one in arranged.shown("ann")] == ["Dew", "almanac"]
    assert arranged.shown("   ") == arranged.shown()
    marks = marks_of(SHELF[2], "alm nn")
    assert (sorted(marks.title), sorted(marks.author)) == ([0, 1, 2], [1, 2])


def test_a_title_on_the_command_line_is_not_guessed_from_scattered_letters() -> None:
    """Words, beginnings and initials count, also those of the file's name."""
    assert [one.title for one in matching(SHELF, "tb")] == ["The Brook"]
    assert matching(SHELF, "cdl") == []


CONTENTS = st.builds(
    ShelfContent,
    title=st.integers(0, 90),
    author=st.integers(0, 60),
    words=st.booleans(),
    begun=st.booleans(),
    read=st.booleans(),
)


@given(ENTRIES, st.integers(1, 220), TEXTS, CONTENTS)
def test_a_row_is_as_wide_as_its_columns_whatever_stands_in_it(
    one: Entry, columns: int, typed: str, content: ShelfContent
) -> None:
    """Never wider; the marked letters are those of the row without marks."""
    plain = entry_row(one, columns, NOW, content)
    marked = entry_row(one, columns, NOW, content, marks_of(one, typed))
    text = "".join(run.text for run in plain)

    assert width(text) <= columns
    assert "".join(run.text for run in marked) == text
    assert "\n" not in text
    assert "\x1b" not in text


@given(st.integers(1, 300), CONTENTS)
def test_columns_fill_the_row_and_keep_the_title_longest(
    columns: int, content: ShelfContent
) -> None:
    """Whole columns go where there is less room, the title never; labels stand above them."""
    widths = RowColumns.of(columns, content)
    taken = [cells for cells in widths if cells]
    labels = "".join(run.text for run in label_row(widths))

    assert sum(taken) + 2 * (len(taken) - 1) == columns
    assert widths.title >= min(columns, 16)
    assert widths.title >= min(widths.author, content.title)
    assert width(labels) == (columns if len(taken) > 1 else 0)


def test_what_is_to_spare_goes_to_titles_and_authors() -> None:
    """Of a shelf that nobody has read from all names stand in full on eighty cells."""
    unread = ShelfContent.of([entry("x" * 40, author="y" * 24, words=9)])
    read = ShelfContent.of([entry("x" * 40, author="y" * 24, words=9, last_read=1.0)])

    assert RowColumns.of(77, unread)[:2] == (42, 24)
    assert sum(RowColumns.of(77, read)[:2]) == 77 - 2 - 3 * 2 - 7 - 10 - 9
    assert RowColumns.of(77, ShelfContent.of([entry("x")])) == (77, 0, 0, 0, 0, 0)
    assert "x" * 60 in "".join(
        run.text for run in entry_row(entry("x" * 60, words=9), 77, NOW, unread)
    )


def test_columns_stand_under_one_another() -> None:
    """Wide letters, no author, no progress: the cells before the last column are as many."""
    shelf = [entry("借盐", author="沈半斤", words=99), entry("Candle", words=99_000)]
    rows = [entry_row(one, 77, NOW, ShelfContent.of(shelf)) for one in shelf]
    ends = [width("".join(run.text for run in row).rstrip()) for row in rows]

    assert ends[0] == ends[1]


def test_a_click_on_a_kind_is_told_from_one_beside_it() -> None:
    """By the cells in which the head says the kind."""
    kinds = {StoryKind.ALL: 9, StoryKind.READING: 1, StoryKind.TO_READ: 8}
    told = ShelfHeader(ShelfView(), kinds, 9, 9)
    row = "".join(run.text for run in head_rows(told, 80, 24)[1])

    for kind, name in zip(kinds, ("All 9", "Reading 1", "To read 8"), strict=True):
        at = row.index(name)
        assert kind_at(told, 80, 24, at, 1) is kind
        assert kind_at(told, 80, 24, at + len(name) - 1, 1) is kind
        assert kind_at(told, 80, 24, at - 1, 1) is None
    assert kind_at(told, 80, 24, row.index("Reading"), 0) is None
    assert kind_at(told, 80, 12, row.index("Reading"), 1) is None


@given(ENTRIES, st.integers(20, 160))
def test_the_story_being_read_stands_in_four_rows(one: Entry, columns: int) -> None:
    """None wider than there is room."""
    rows = lead_rows(one, columns, NOW)

    assert len(rows) == LEAD_ROWS
    assert all(width("".join(run.text for run in row)) <= columns for row in rows[:3])


def told(one: Entry, columns: int = 77) -> Row:
    """The row of a story that stands there alone."""
    return entry_row(one, columns, NOW, ShelfContent.of([one]))


@pytest.mark.parametrize(
    ("facts", "sign"),
    [
        (
            {"status": "reading", "progression": 0.5, "last_read": NOW - 90_000},
            "50 %        yesterday",
        ),
        ({"status": "finished", "last_read": NOW - 10}, "finished"),
        ({"status": "set aside"}, "set aside"),
        ({"new_chapters": 3, "last_read": 1.0}, "3 new ch."),
        ({"missing": 1, "problem": "missing: it was /x"}, "missing"),
        ({"problem": "is empty"}, "is empty"),
    ],
)
def test_what_colour_says_a_word_says_too(facts: dict[str, object], sign: str) -> None:
    """Read without any look."""
    assert sign in "".join(run.text for run in told(entry("Story", **facts)))


def test_the_bar_is_of_two_signs() -> None:
    """What is read and what is not are told apart without colour; full only at the end."""
    almost = entry("S", status="reading", progression=0.999, last_read=1.0)
    text = "".join(run.text for run in told(almost, 100))

    assert "━" in text
    assert "·" in text


def test_the_kinds_are_left_out_where_there_is_but_one() -> None:
    """Else the chosen one is marked, and those that do not fit are not shown."""
    assert tabs({StoryKind.ALL: 9, StoryKind.TO_READ: 9}, StoryKind.ALL, 70) == []
    row = tabs(
        {StoryKind.ALL: 9, StoryKind.READING: 1, StoryKind.TO_READ: 8}, StoryKind.READING, 24
    )
    assert "".join(run.text for run in row) == "All 9   Reading 1"
    assert [run.text for run in row if Role.MARKED in run.roles] == ["Reading 1"]


def test_what_matches_is_the_same_before_and_after_all_of_it_is_in_order() -> None:
    """One by one, in parts, and from one end to the other."""
    entries = [entry(f"{'Lamp' if number % 2 else 'The Lamp'} {number}") for number in range(900)]
    arranged = Arranged(entries, ShelfView())
    matches = arranged.shown("lamp")
    one_by_one = [matches[at].title for at in range(len(matches))]

    assert one_by_one[:2] == ["Lamp 1", "Lamp 3"]
    assert [one.title for one in matches] == one_by_one
    assert [one.title for one in matches[440:460]] == one_by_one[440:460]
    assert [one.title for one in arranged.shown("lamp ")] == one_by_one
    assert len(matches) == len({*one_by_one}) == len(entries)
