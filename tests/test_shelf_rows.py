"""Rows, labels and head of the shelf to the letter, and entries made of what is recorded."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.paint.page import Row
from reader.paint.themes import Role
from reader.shelf.entries import Entry, ago, entries_of, filed, ordered_first, root_of
from reader.shelf.picture import ShelfHeader, has_lead, head_rows, list_cells, tabs
from reader.shelf.rows import (
    RowColumns,
    ShelfContent,
    entry_row,
    item_rows,
    label_row,
    labels_for,
    lead_rows,
)
from reader.shelf.view import (
    Arranged,
    ShelfView,
    Sort,
    StoryKind,
    belongs,
    collections,
    in_order,
    lying_in,
    marks_of,
    matching,
)
from reader.storage.shelf_sql import ABSENT, ShelfRow

NOW = 1_800_000_000.0
DAY = 86_400


def entry(title: str = "Tide", **facts: Any) -> Entry:
    """One story."""
    return Entry(f"/library/{title}.txt", title, **facts)


def text(row: Row) -> str:
    """What stands in a row."""
    return "".join(run.text for run in row)


@pytest.mark.parametrize(
    ("seconds", "row_says", "words"),
    [
        (0, "just now", "just now"),
        (599, "just now", "just now"),
        (600, "just now", "within the hour"),
        (3_599, "just now", "within the hour"),
        (3_600, "1 h ago", "1 hour ago"),
        (7_200, "2 h ago", "2 hours ago"),
        (DAY - 1, "23 h ago", "23 hours ago"),
        (DAY, "yesterday", "yesterday"),
        (2 * DAY - 1, "yesterday", "yesterday"),
        (2 * DAY, "2 d ago", "2 days ago"),
        (13 * DAY, "13 d ago", "13 days ago"),
        (14 * DAY, "2 wk ago", "14 days ago"),
        (29 * DAY, "4 wk ago", "29 days ago"),
        (30 * DAY, "1 mo ago", "30 days ago"),
        (364 * DAY, "12 mo ago", "364 days ago"),
        (365 * DAY, "1 y ago", "365 days ago"),
        (3_650 * DAY, "10 y ago", "3,650 days ago"),
        (-50, "just now", "just now"),
    ],
)
def test_when_a_story_was_read_last(seconds: float, row_says: str, words: str) -> None:
    """Briefly in a row, in words where there is room; a clock that was ahead is now."""
    one = entry(last_read=NOW - seconds, words=9, status="reading")
    row = text(entry_row(one, 77, NOW, ShelfContent.of([one])))
    assert row.endswith(row_says.rjust(9))
    assert ago(seconds) == words


@pytest.mark.parametrize(
    ("words", "length"),
    [(1, "1 min"), (250, "1 min"), (14_800, "59 min"), (15_000, "1 h 00"), (50_000, "3 h 20"),
     (149_750, "9 h 59"), (150_000, "10 h"), (615_000, "41 h"), (20_000_000, "1,333 h")],
)  # fmt: skip
def test_how_long_a_story_takes(words: int, length: str) -> None:
    """At 250 words a minute, one at least."""
    one = entry(words=words)
    assert text(entry_row(one, 77, NOW, ShelfContent.of([one]))).endswith(f" {length}")


@pytest.mark.parametrize(
    ("facts", "progress"),
    [
        ({}, ""),
        ({"status": "reading", "progression": 0.5}, "50 %"),
        ({"status": "to read", "last_read": NOW, "progression": 0.1}, "10 %"),
        ({"status": "finished"}, "finished"),
        ({"status": "set aside"}, "set aside"),
        ({"status": "finished", "new_chapters": 2}, "2 new ch."),
        ({"status": "reading", "new_chapters": 1_200}, "1,200 new…"),
    ],
)
def test_how_far_a_story_is_read(facts: dict[str, Any], progress: str) -> None:
    """A share, a word, or what is new; nothing of one that is still to be read."""
    content = ShelfContent(4, 0, words=False, begun=True, read=False)
    row = text(entry_row(entry(**facts), 60, NOW, content))
    assert row == "Tide".ljust(48) + "  " + progress.ljust(10)


@pytest.mark.parametrize(
    ("share", "bar"),
    [(0.0, "······"), (0.08, "······"), (0.09, "━·····"), (0.5, "━━━···"), (0.92, "━━━━━·"),
     (0.999, "━━━━━·"), (1.0, "━━━━━━")],
)  # fmt: skip
def test_a_bar_is_full_only_at_the_end(share: float, bar: str) -> None:
    """On a screen that has room for it, with the share after it."""
    one = entry(status="reading", progression=share)
    content = ShelfContent(4, 0, words=False, begun=True, read=False)
    row = text(entry_row(one, 90, NOW, content))
    assert row[78:84] == bar
    assert row.endswith("%")


@pytest.mark.parametrize(
    ("columns", "widths"),
    [
        (20, (20, 0, 0, 0, 0, 0)),
        (33, (33, 0, 0, 0, 0, 0)),
        (34, (22, 0, 0, 0, 10, 0)),
        (51, (39, 0, 0, 0, 10, 0)),
        (52, (26, 12, 0, 0, 10, 0)),
        (61, (31, 16, 0, 0, 10, 0)),
        (62, (25, 12, 0, 0, 10, 9)),
        (66, (21, 11, 0, 7, 10, 9)),
        (84, (33, 17, 0, 7, 12, 9)),
        (104, (40, 22, 9, 7, 12, 9)),
    ],
)
def test_columns_come_one_by_one(columns: int, widths: tuple[int, ...]) -> None:
    """Progress first, then the author, the last time, the length, the bar, the words."""
    content = ShelfContent(40, 24, words=True, begun=True, read=True)
    made = RowColumns.of(columns, content)
    taken = [cells for cells in made if cells]

    assert [bool(one) for one in made] == [bool(one) for one in widths]
    assert sum(taken) + 2 * (len(taken) - 1) == columns
    assert made[2:] == widths[2:]


def test_labels_stand_over_their_columns() -> None:
    """Numbers to the right, names to the left; none where there is but one column."""
    content = ShelfContent(40, 24, words=True, begun=True, read=True)
    made = RowColumns.of(104, content)
    labels = text(label_row(made))

    assert labels.split() == ["Title", "Author", "Words", "Length", "Progress", "Last", "read"]
    assert labels.index("Author") == made.title + 2
    assert labels.endswith("Last read")
    assert label_row(RowColumns.of(30, content)) == []
    assert text(labels_for(107, content)) == labels


def test_a_story_without_an_author_has_the_room_for_its_title() -> None:
    """One with an author has a column for each."""
    content = ShelfContent(30, 10, words=False, begun=False, read=False)
    alone, both = entry("x" * 50), entry("x" * 50, author="Ana Corvo")

    assert text(entry_row(alone, 60, NOW, content)) == "x" * 50 + " " * 10
    row = text(entry_row(both, 60, NOW, content))
    assert row.startswith("x" * 30)
    assert row.rstrip().endswith("Ana Corvo")
    assert "…" in row


@pytest.mark.parametrize(
    ("problem", "missing", "said"),
    [
        ("is empty", None, ["is empty", "unreadable"]),
        ("missing: it was /a/tide.txt", 3, ["it was /a/tide.txt", "missing"]),
        ("is\x1b[31m bad", None, ["is␛[31m bad", "unreadable"]),
    ],
)
def test_why_a_story_cannot_be_read_stands_in_its_row(
    problem: str, missing: int | None, said: list[str]
) -> None:
    """And that it cannot in the column of progress; on the narrowest screens that alone."""
    one = entry(problem=problem, missing=missing)
    content = ShelfContent.of([one])
    row = text(entry_row(one, 77, NOW, content))

    assert len(row) == 77
    assert row.startswith("Tide")
    assert all(part in row for part in said)
    assert text(entry_row(one, 22, NOW, content)).rstrip().endswith(said[-1])


@pytest.mark.parametrize(
    ("facts", "third"),
    [
        ({}, "0 % · 1 min left"),
        ({"words": 50_000, "progression": 0.25}, "25 % · 2 h 30 left"),
        ({"words": 900, "progression": 1.0}, "100 %"),
        ({"last_read": NOW - DAY}, "0 % · 1 min left · read yesterday"),
        ({"bookmarks": 1}, "0 % · 1 min left · 1 bookmark"),
        ({"bookmarks": 2, "highlights": 1}, "0 % · 1 min left · 2 bookmarks · 1 highlight"),
        ({"highlights": 1_234}, "0 % · 1 min left · 1,234 highlights"),
    ],
)
def test_the_story_being_read_tells_how_it_stands(facts: dict[str, Any], third: str) -> None:
    """Share, what is left, when it was read, what was left in it: one of each in the singular."""
    rows = lead_rows(entry(author="Ana", **facts), 100, NOW)

    assert text(rows[0]) == "Continue reading"
    assert text(rows[1]) == "Tide" + " " * 93 + "Ana"
    assert text(rows[2])[24:] == f"  {third}"
    assert rows[3] == []


@pytest.mark.parametrize(("new", "said"), [(1, "1 new chapter"), (3, "3 new chapters")])
def test_new_chapters_of_the_story_being_read_come_first(new: int, said: str) -> None:
    """In a colour of their own."""
    row = lead_rows(entry(new_chapters=new), 100, NOW)[2]
    (told,) = [run for run in row if said in run.text]
    assert told.roles == (Role.ACCENT,)


def test_a_row_of_the_list_has_a_blank_before_it() -> None:
    """And the letters that were typed are marked."""
    one = entry("The Salt Road", author="Ana")
    content = ShelfContent.of([one])
    ((blank, *_),) = item_rows(one, 60, NOW, content)
    (row,) = item_rows(one, 60, NOW, content, "salt")

    assert blank.text == " "
    marked = "".join(run.text for run in row if Role.MARKED in run.roles)
    assert marked == "Salt"
    assert len(item_rows(one, 60, NOW, content, lead=True)) == 4


# The head.

KINDS = {StoryKind.ALL: 1_200, StoryKind.READING: 3, StoryKind.FINISHED: 9}


def header(**told: Any) -> ShelfHeader:
    """What the head tells."""
    return ShelfHeader(**{"view": ShelfView(), "kinds": KINDS, "stories": 12, "shown": 12, **told})


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "12 stories · by last read"),
        ({"stories": 1, "shown": 1}, "1 story · by last read"),
        ({"stories": 0, "shown": 0}, "no stories"),
        ({"stories": 0, "shown": 0, "busy": "looking…"}, "looking…"),
        ({"shown": 4}, "4 of 12 stories · by last read"),
        ({"shown": 0, "typed": "x"}, "0 of 12 stories · “x” · by last read"),
        ({"typed": "  "}, "12 stories · by last read"),
        ({"busy": "looking…"}, "12 stories · by last read · looking…"),
        ({"view": ShelfView(Sort.TITLE)}, "12 stories · by title"),
        ({"stories": 1_200, "shown": 1_200}, "1,200 stories · by last read"),
        ({"trouble": "the disk is full"}, "not saved: the disk is full"),
        ({"trouble": "\x1b"}, "not saved: ␛"),
    ],
)
def test_the_head_says_how_much_there_is(told: dict[str, Any], said: str) -> None:
    """And in which order; what is not saved goes before all."""
    first = text(head_rows(header(**told), 80, 24)[0])
    assert first.startswith("  Nightstand ")
    assert first.endswith(said)
    assert len(first) == 78


@pytest.mark.parametrize(
    ("collection", "where"),
    [("", "  Nightstand "), ("old", "  Nightstand / old "),
     ("old/odd", "  Nightstand / old / odd "), ("a\x1bb", "  Nightstand / a␛b ")],
)  # fmt: skip
def test_the_head_says_in_which_folder_one_is(collection: str, where: str) -> None:
    """Part by part."""
    view = ShelfView(collection=collection)
    assert text(head_rows(header(view=view), 100, 24)[0]).startswith(where)


@pytest.mark.parametrize(("rows", "count"), [(24, 3), (18, 3), (17, 2), (12, 2), (11, 0), (1, 0)])
def test_a_low_screen_has_less_of_a_head(rows: int, count: int) -> None:
    """First the kinds go, then all of it."""
    assert len(head_rows(header(), 80, rows)) == count


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (80, "All 1,200   Reading 3   Finished 9"),
        (34, "All 1,200   Reading 3   Finished 9"),
        (33, "All 1,200   Reading 3"),
        (20, "All 1,200"),
        (8, ""),
    ],
)
def test_kinds_stand_beside_each_other_as_far_as_there_is_room(columns: int, said: str) -> None:
    """With how many there are of each."""
    assert text(tabs(KINDS, StoryKind.ALL, columns)) == said


def test_the_chosen_kind_is_marked() -> None:
    """And it alone; a single kind is not worth a row, unless it is chosen."""
    row = tabs(KINDS, StoryKind.READING, 80)
    assert [run.text for run in row if Role.MARKED in run.roles] == ["Reading 3"]
    one = {StoryKind.ALL: 3, StoryKind.READING: 3}
    assert tabs(one, StoryKind.ALL, 80) == []
    assert text(tabs(one, StoryKind.READING, 80)) == "All 3   Reading 3"


@pytest.mark.parametrize(
    ("columns", "pane", "cells"),
    [(119, True, 119), (120, True, 80), (121, True, 80), (180, True, 120), (120, False, 120)],
)
def test_a_pane_takes_a_third_of_a_wide_screen(columns: int, pane: bool, cells: int) -> None:
    """A narrower one has the list alone."""
    assert list_cells(columns, pane=pane) == cells


@pytest.mark.parametrize(
    ("view", "typed", "columns", "rows", "current", "lead"),
    [
        (ShelfView(), "", 40, 14, True, True),
        (ShelfView(), "", 39, 14, True, False),
        (ShelfView(), "", 40, 13, True, False),
        (ShelfView(), "x", 80, 24, True, False),
        (ShelfView(), " ", 80, 24, True, True),
        (ShelfView(), "", 80, 24, False, False),
        (ShelfView(Sort.TITLE), "", 80, 24, True, True),
        (ShelfView(kind=StoryKind.READING), "", 80, 24, True, True),
        (ShelfView(kind=StoryKind.FINISHED), "", 80, 24, True, False),
        (ShelfView(collection="old"), "", 80, 24, True, False),
    ],
)
def test_when_the_story_being_read_is_set_apart(
    view: ShelfView, typed: str, columns: int, rows: int, current: bool, lead: bool
) -> None:
    """Where there is room, nothing is looked for, and all or what is being read is shown."""
    found = [entry(current=current)]
    assert has_lead(found, view, typed, columns, rows) is lead
    assert not has_lead([], view, typed, columns, rows)


# Which stories, in which order.


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({}, {"all", "to read"}),
        ({"status": "reading"}, {"all", "reading"}),
        ({"status": "finished", "new_chapters": 1}, {"all", "finished", "new chapters"}),
        ({"status": "set aside"}, {"all", "set aside"}),
        ({"problem": "is empty"}, {"all", "unreadable"}),
        ({"problem": "missing: x", "missing": 4, "status": "reading"}, {"all", "missing"}),
    ],
)
def test_the_kinds_that_a_story_belongs_to(facts: dict[str, Any], kinds: set[str]) -> None:
    """One that cannot be read is of no status."""
    assert {kind.value for kind in StoryKind if belongs(entry(**facts), kind)} == kinds


@pytest.mark.parametrize(
    ("title", "as_filed"),
    [
        ("The Tide", "tide"),
        ("A Tide", "tide"),
        ("An Oar", "oar"),
        ("THE TIDE", "tide"),
        ("Theory", "theory"),
        ("Another", "another"),
        ("The", "the"),
        ("Straße", "strasse"),
    ],
)
def test_a_title_is_filed_without_its_article(title: str, as_filed: str) -> None:
    """And without regard to capitals."""
    assert filed(title) == as_filed


def test_sorts_go_round() -> None:
    """Forward and back."""
    assert Sort.LAST_READ.next() is Sort.TITLE
    assert Sort.ADDED.next() is Sort.LAST_READ
    assert Sort.LAST_READ.next(-1) is Sort.ADDED
    assert Sort.TITLE.next(12) is Sort.TITLE


@pytest.mark.parametrize(
    ("kept", "sort"),
    [({}, Sort.LAST_READ), ({"sort": "title"}, Sort.TITLE), ({"sort": "colour"}, Sort.LAST_READ)],
)
def test_a_view_that_was_kept_is_shown_again(kept: dict[str, str], sort: Sort) -> None:
    """Without what no longer exists."""
    assert ShelfView.of(kept) == ShelfView(sort)


SHELF = [
    entry("B", author="Zed", words=10, added=3.0, progression=0.5),
    entry("A", author="", words=0, added=1.0, progression=0.9),
    entry("C", author="ann", words=90, added=2.0),
]


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        (Sort.TITLE, "A B C"),
        (Sort.AUTHOR, "C B A"),
        (Sort.LENGTH, "B C A"),
        (Sort.PROGRESS, "A B C"),
        (Sort.ADDED, "B C A"),
    ],
)
def test_stories_are_in_the_order_that_was_chosen(sort: Sort, titles: str) -> None:
    """Those of which nothing is known last."""
    assert " ".join(one.title for one in in_order(ordered_first(SHELF), sort)) == titles


@pytest.mark.parametrize(
    ("folder", "titles"),
    [("", "A B C D"), ("x", "B C"), ("x/y", "C"), ("x/", ""), ("xx", "D"), ("z", "")],
)
def test_what_lies_in_a_folder(folder: str, titles: str) -> None:
    """And below it; not in one whose name only begins alike."""
    homes = {"A": "", "B": "x", "C": "x/y", "D": "xx"}
    shelf = [entry(name, collection=at) for name, at in homes.items()]
    assert " ".join(one.title for one in lying_in(shelf, folder)) == titles


def test_folders_are_in_natural_order() -> None:
    """Part by part, their numbers by size."""
    shelf = [entry(collection=at) for at in ("b", "a/10", "a/9", "B/c", "a")]
    assert [(one.name, one.stories) for one in collections(shelf)] == [
        *(("a", 3), ("a/9", 1), ("a/10", 1), ("b", 1), ("B", 1), ("B/c", 1)),
    ]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [("brook", "The Brook"), ("THE BROOK", "The Brook"), ("ann", "Dew"), ("zz", ""),
     ("dew.txt", ""), ("", "The Brook Dew")],
)  # fmt: skip
def test_words_find_a_story_by_title_author_or_file(wanted: str, titles: str) -> None:
    """Without regard to capitals; nothing that is typed finds all."""
    shelf = [entry("The Brook"), entry("Dew", author="Ann")]
    assert " ".join(one.title for one in matching(shelf, wanted)) == titles


@given(st.lists(st.sampled_from("abc"), max_size=6), st.text("abc", max_size=3))
def test_what_is_typed_only_narrows(titles: list[str], typed: str) -> None:
    """What is found stands on the shelf, and another letter never finds more."""
    shelf = [entry(title * 2 + str(n)) for n, title in enumerate(titles)]
    arranged = Arranged(shelf, ShelfView())
    found = arranged.shown(typed)
    assert set(found) <= set(shelf)
    assert set(arranged.shown(f"{typed}a")) <= set(found)
    assert all(marks_of(one, typed).title or not typed for one in found)


# What is recorded.


def row(path: str, story: int = 1, **facts: Any) -> ShelfRow:
    """A file and its story."""
    known = {
        "size": 5, "mtime_ns": 1, "inode": 1, "title": "Tide", "author": "Ana", "words": 900,
        "status": "to read", "decided": None, "added": 1.0, "moved": None, "progression": None,
        "chapters": 3, "seen_chapters": 0,
    }  # fmt: skip
    return ShelfRow(path=path, story=story, **{**known, **facts})


def entries(*rows: ShelfRow, marked: bool = False) -> list[Entry]:
    """The entries of a shelf of one folder."""
    known: Any = SimpleNamespace(
        rows=rows, refused=(), highlights={1: (4, 2)}, marks={1: 3}, marked=lambda _: marked
    )
    context: Any = SimpleNamespace(folders=(Path("/lib"),))
    return entries_of(context, known)


@pytest.mark.parametrize(
    ("facts", "field", "wanted"),
    [
        ({}, "title", "Tide"),
        ({"title": ""}, "title", "tide"),
        ({}, "collection", "sea/cold"),
        ({}, "bookmarks", 3),
        ({}, "highlights", 4),
        ({}, "notes", 2),
        ({}, "status", "to read"),
        ({"moved": 5.0, "progression": 0.5}, "status", "reading"),
        ({"moved": 5.0, "progression": 1.0}, "status", "finished"),
        ({"moved": 5.0, "progression": 0.5, "status": "set aside"}, "status", "set aside"),
        ({"moved": 5.0, "progression": 1.0, "status": "set aside"}, "status", "finished"),
        ({"moved": 5.0, "progression": 1.0, "status": "reading", "decided": 6.0}, "status",
         "reading"),
        ({"progression": 1.0}, "status", "to read"),
        ({"decided": 6.0}, "by_hand", True),
        ({"moved": 5.0, "seen_chapters": 2}, "new_chapters", 1),
        ({"moved": 5.0, "seen_chapters": 5}, "new_chapters", 0),
        ({"moved": 5.0, "seen_chapters": 0}, "new_chapters", 0),
        ({"seen_chapters": 2}, "new_chapters", 0),
        ({"moved": 5.0}, "current", True),
        ({}, "current", False),
        ({}, "progression", 0.0),
    ],
)  # fmt: skip
def test_an_entry_is_made_of_what_is_recorded(
    facts: dict[str, Any], field: str, wanted: object
) -> None:
    """Its status goes by what was read, unless the reader said otherwise."""
    (one,) = entries(row("/lib/sea/cold/tide.txt", **facts))
    assert getattr(one, field) == wanted


def test_a_file_of_another_folder_is_not_on_this_shelf() -> None:
    """Nor is one that was never read and is gone."""
    assert entries(row("/other/tide.txt")) == []
    assert entries(row("/library/tide.txt")) == []
    assert entries(row("/lib/tide.txt", size=ABSENT)) == []
    assert root_of(Path("/lib")) == "/lib/"


@pytest.mark.parametrize("left", [{"moved": 5.0}, {}])
def test_a_story_that_was_read_and_is_gone_is_missing(left: dict[str, Any]) -> None:
    """Or in which something was left; where it was is told."""
    (one,) = entries(row("/lib/tide.txt", size=ABSENT, **left), marked=not left)
    assert one.missing == 1
    assert one.problem == "missing: it was /lib/tide.txt"


def test_of_two_files_of_one_story_one_that_stands_is_enough() -> None:
    """The other is not missed."""
    shown = entries(row("/lib/a.txt", moved=5.0), row("/lib/b.txt", size=ABSENT, moved=5.0))
    assert [(one.place, one.missing) for one in shown] == [("/lib/a.txt", None)]


def test_the_story_read_last_comes_first() -> None:
    """Of those that are being read; what was finished or is missing is not."""
    shown = entries(
        row("/lib/a.txt", 1, title="A"),
        row("/lib/b.txt", 2, title="B", moved=5.0, progression=0.1),
        row("/lib/c.txt", 3, title="C", moved=9.0, progression=1.0),
        row("/lib/d.txt", 4, title="D", moved=7.0, progression=0.1),
    )
    assert [(one.title, one.current) for one in shown] == [
        *(("D", True), ("C", False), ("B", False), ("A", False)),
    ]
