"""What each column of the data file takes from outside, and what it makes of what cannot be."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from reader.storage.faults import DamagedError
from reader.storage.reading_time import Clock, ReadingRecord, records
from reader.storage.rows import LeftOut, Rows, contents, without_orphans
from reader.storage.soundness import CALLED, TABLES, admitted, look_at, times

DIGEST = "0123456789abcdef" * 4
PLACE = {"offset": 5, "exact": "the tide", "prefix": "At ", "suffix": " in", "chapter": "I",
         "progression": 0.5}  # fmt: skip
STORY: dict[str, Any] = {
    "id": 7, "sha256": DIGEST, "title": "The Salt Road", "author": "Ana", "words": 900,
    "length": 5_000, "chapters": 3, "seen_chapters": 2, "status": "reading", "choices": "",
    "added": 10.0, "changed": 11.0, "seq": 4, "moved": 12.0, "decided": None, **PLACE,
}  # fmt: skip
BOOKMARK: dict[str, Any] = {"id": "ab-1", "story": 7, "name": "mill", "words": "the mill",
                            "created": 1.0, "changed": 2.0, "deleted": None, **PLACE}  # fmt: skip
HIGHLIGHT: dict[str, Any] = {
    "id": "f" * 32, "story": 7, "colour": "pink", "style": "underline", "note": "n", "tags": "sea",
    "created": 1.0, "changed": 2.0, "deleted": None, "stamps": "", "quote": "the tide",
    "before": "", "after": "", "chapter": "I", "progression": 0.5,
    **{f"{side}_{name}": PLACE[name] for side in ("start", "end")
       for name in ("offset", "exact", "prefix", "suffix")},
}  # fmt: skip
PATH: dict[str, Any] = {"path": b"/a/tide.txt", "story": 7, "size": 5, "mtime_ns": 6, "inode": 7,
                        "seen": 1.0}  # fmt: skip
ROWS = {
    "story": STORY,
    "bookmark": BOOKMARK,
    "highlight": HIGHLIGHT,
    "path": PATH,
    "version": {"sha256": DIGEST, "story": 7, "seen": 1.0},
    "elsewhere": {"story": 7, "moved": 1.0, **PLACE},
    "sketch": {"story": 7, "sha256": DIGEST, "sketch": b"x", "made": 1.0},
    "meta": {"key": "k", "value": "v"},
    "register": {"kind": "s", "id": "k", "field": "place", "story": "", "value": "1", "ms": 5,
                 "counter": 0, "device": "aa", "unsent": 1},
    "refused": {"path": b"/a/b", "size": 1, "mtime_ns": 2, "inode": 3, "reason": "is a folder",
                "added": 1.0, "seen": 2.0},
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_a_sound_row_is_taken_as_it_is(table: str) -> None:
    """With nothing gone, as often as it is asked."""
    row = ROWS[table]
    assert admitted(table, row) == (row, [])
    assert set(row) == set(TABLES[table])
    look_at(table, row)


@pytest.mark.parametrize(
    ("table", "column", "given", "taken"),
    [
        # Texts.
        ("story", "title", None, ""),
        ("story", "title", 5, ""),
        ("story", "title", "x" * 10_001, "x" * 10_000),
        ("story", "title", "a\ud800b", "a?b"),
        ("story", "title", b"bytes", "bytes"),
        ("story", "title", b"caf\xc3\xa9", "café"),
        ("story", "title", b"\xff", "\ufffd"),
        ("story", "author", 1.5, ""),
        ("bookmark", "words", None, ""),
        ("highlight", "quote", "x" * 5_001, "x" * 5_000),
        ("highlight", "start_exact", "x" * 1_001, "x" * 1_000),
        ("highlight", "note", "x" * ((1 << 20) + 1), "x" * (1 << 20)),
        # Numbers.
        ("story", "words", -1, 0),
        ("story", "words", 1.5, 0),
        ("story", "words", "900", 0),
        ("story", "words", True, 0),
        ("story", "words", (1 << 53) + 1, 0),
        ("story", "words", 1 << 53, 1 << 53),
        ("story", "seq", None, 0),
        ("path", "size", 1 << 63, -1),
        ("path", "mtime_ns", -(1 << 63), -(1 << 63)),
        ("path", "inode", "x", 0),
        ("register", "unsent", None, 1),
        # Times and shares.
        ("story", "added", -1.0, 0.0),
        ("story", "added", 1e300, 0.0),
        ("story", "added", float("nan"), 0.0),
        ("story", "added", "yesterday", 0.0),
        ("story", "moved", "yesterday", None),
        ("story", "moved", -1.0, 0.0),
        ("story", "decided", 1e300, 0.0),
        ("bookmark", "deleted", "x", None),
        ("elsewhere", "progression", 1.5, 1.0),
        ("elsewhere", "progression", -0.5, 0.0),
        ("elsewhere", "progression", float("nan"), 0.0),
        ("elsewhere", "progression", "half", 0.0),
        ("elsewhere", "progression", 1, 1),
        # Words of a few.
        ("story", "status", "read", "to read"),
        ("story", "status", b"finished", "finished"),
        ("story", "status", None, "to read"),
        ("highlight", "colour", "mauve", "yellow"),
        ("highlight", "style", "Solid", "solid"),
        # Digests, marks and paths.
        ("story", "sha256", "", ""),
        ("story", "sha256", None, ""),
        ("story", "sha256", DIGEST[:-1], ""),
        ("story", "sha256", DIGEST.upper(), ""),
        ("story", "sha256", DIGEST.encode(), DIGEST),
        ("bookmark", "id", b"ab-1", "ab-1"),
    ],
)
def test_what_cannot_be_gives_way_to_the_plainest_that_can(
    table: str, column: str, given: Any, taken: Any
) -> None:
    """And all else of the row stays."""
    row, gone = admitted(table, ROWS[table] | {column: given})

    assert row == ROWS[table] | {column: taken}
    same = given == taken or (isinstance(given, bytes) and given == str(taken).encode())
    assert gone == ([] if same else [column])


@pytest.mark.parametrize(
    ("table", "column", "given"),
    [
        ("story", "id", None),
        ("story", "id", -1),
        ("bookmark", "story", "7"),
        ("bookmark", "id", ""),
        ("bookmark", "id", 5),
        ("version", "sha256", ""),
        ("version", "sha256", "x"),
        ("path", "path", b""),
        ("path", "path", "/a"),
        ("path", "path", b"/a\0b"),
        ("path", "path", b"/" * ((1 << 15) + 1)),
        ("sketch", "sketch", "text"),
        ("meta", "key", None),
        ("meta", "value", 5),
        ("register", "device", None),
        ("register", "ms", -5),
        ("register", "value", None),
    ],
)
def test_a_row_that_belongs_to_nothing_is_refused(table: str, column: str, given: Any) -> None:
    """By the column that says why; missing it is as bad as wrong."""
    assert admitted(table, ROWS[table] | {column: given}) == (None, [column])
    without = {name: value for name, value in ROWS[table].items() if name != column}
    assert admitted(table, without) == (None, [column])
    with pytest.raises(DamagedError, match=f"a {CALLED.get(table, table)} in it is not valid"):
        look_at(table, ROWS[table] | {column: given})


def test_a_spoilt_mark_gets_another_always_the_same() -> None:
    """So that two copies of one bookmark stay one."""
    spoilt = {"id": "a b\n" + "x" * 80}
    first, gone = admitted("bookmark", BOOKMARK | spoilt)
    second, _ = admitted("bookmark", BOOKMARK | spoilt)
    other, _ = admitted("bookmark", BOOKMARK | {"id": "a b"})

    assert first is not None
    assert second is not None
    assert other is not None
    assert gone == ["id"]
    assert first["id"] == second["id"] != other["id"]
    assert len(first["id"]) == 32


@pytest.mark.parametrize(
    ("missing", "wanted", "gone"),
    [
        ({}, PLACE, []),
        (dict.fromkeys(PLACE), dict.fromkeys(PLACE), []),
        ({"chapter": None}, PLACE | {"chapter": ""}, ["chapter"]),
        ({"exact": None}, PLACE | {"exact": ""}, ["exact"]),
        ({"offset": None}, PLACE | {"offset": 0}, ["offset"]),
        ({"offset": None, "exact": None}, dict.fromkeys(PLACE), ["offset", "exact"]),
        ({"offset": None, "exact": ""}, dict.fromkeys(PLACE), ["offset"]),
    ],
)
def test_a_place_is_whole_or_none(
    missing: dict[str, Any], wanted: dict[str, Any], gone: list[str]
) -> None:
    """What is left of it is kept where its offset or its words are."""
    row, lost = admitted("story", STORY | missing)
    assert row is not None
    assert {name: row[name] for name in PLACE} == wanted
    assert lost == gone


def test_columns_that_nobody_knows_go_and_those_that_are_not_named_have_their_defaults() -> None:
    """A row of an older file is one of a newer one."""
    row, gone = admitted("story", {"id": 7, "colour": "red"})

    assert gone == []
    assert row is not None
    assert "colour" not in row
    assert (row["id"], row["title"], row["status"], row["words"]) == (7, "", "to read", 0)
    assert "moved" not in row
    assert admitted("bookmark", {"id": "a", "story": 7})[0] == {
        "id": "a", "story": 7, "name": "", "words": "", "created": 0.0, "changed": 0.0,
        "offset": 0, "exact": "", "prefix": "", "suffix": "", "chapter": "", "progression": 0.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("story", ["added", "changed", "moved", "decided"]),
        ("bookmark", ["created", "changed", "deleted"]),
        ("path", ["seen"]),
        ("meta", []),
        ("nothing", []),
    ],
)
def test_which_columns_are_times(table: str, wanted: list[str]) -> None:
    """None of a table that does not exist."""
    assert times(table) == wanted


@pytest.mark.parametrize(
    ("noted", "sentence"),
    [
        ([], ""),
        (["a story"], "Could not be read, and was left out: a story."),
        (["a", "b", "c"], "Could not be read, and was left out: a, b, c."),
        (["a", "b", "c", "d"], "Could not be read, and was left out: a, b, c and 1 more."),
        (["x"] * 1_203, "Could not be read, and was left out: x, x, x and 1,200 more."),
    ],
)
def test_what_was_left_out_is_one_sentence(noted: list[str], sentence: str) -> None:
    """The first are named, the others counted."""
    left_out = LeftOut()
    for what in noted:
        left_out.note(what)
    assert (left_out.sentence, left_out.count) == (sentence, len(noted))


@pytest.mark.parametrize(
    ("table", "taken", "gone", "said"),
    [
        ("story", {}, [], ""),
        ("story", None, ["id"], "a story"),
        ("story", {}, ["title"], "title of a story"),
        ("story", {}, ["title", "words"], "title and words of a story"),
        ("path", None, [], "a file name"),
        ("elsewhere", None, [], "a place of another machine"),
        ("register", {}, ["ms"], "ms of a record of what travels"),
    ],
)
def test_rows_are_called_by_what_they_hold(
    table: str, taken: dict[str, Any] | None, gone: list[str], said: str
) -> None:
    """And where they stood, if that was told."""
    left_out = LeftOut()
    left_out.row(table, taken, gone)
    assert left_out.named == ([said] if said else [])
    left_out.of("line 5").row(table, taken, gone)
    assert left_out.named[1:] == ([f"{said} in line 5"] if said else [])


def test_rows_that_belong_to_no_story_are_dropped() -> None:
    """Those that belong to none by nature stay."""
    rows: Rows = {
        "story": [{"id": 1}],
        "bookmark": [{"id": "a", "story": 1}, {"id": "b", "story": 2}],
        "meta": [{"key": "k"}],
    }
    assert without_orphans(rows) == rows | {"bookmark": [{"id": "a", "story": 1}]}
    assert without_orphans({"bookmark": [{"id": "a", "story": 1}]}) == {"bookmark": []}


@pytest.mark.parametrize(
    ("stories", "bookmarks", "highlights", "words"),
    [
        (0, 0, 0, "0 stories and 0 bookmarks"),
        (1, 1, 0, "1 story and 1 bookmark"),
        (2, 0, 1, "2 stories, 0 bookmarks and 1 highlight"),
        (1, 3, 2, "1 story, 3 bookmarks and 2 highlights"),
    ],
)
def test_what_a_data_file_holds_is_told_in_words(
    stories: int, bookmarks: int, highlights: int, words: str
) -> None:
    """Of one thing in the singular; what was deleted does not count."""
    held = sqlite3.connect(":memory:")
    held.execute("CREATE TABLE story(id)")
    for table, count in (("bookmark", bookmarks), ("highlight", highlights)):
        held.execute(f"CREATE TABLE {table}(deleted)")
        held.executemany(f"INSERT INTO {table} VALUES(?)", [(None,)] * count + [(5.0,)] * 2)
    held.executemany("INSERT INTO story VALUES(?)", [(n,) for n in range(stories)])

    assert contents(held) == words
    held.close()


# The record of how a story was read.


def kept(value: str) -> ReadingRecord:
    """What is made of a record that stands in the file."""
    held = sqlite3.connect(":memory:")
    held.execute("CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT)")
    held.execute("INSERT INTO meta VALUES('pace 7', ?)", (value,))
    held.execute("INSERT INTO meta VALUES('pace x', ?)", (value,))
    found = records(held)
    held.close()
    assert list(found) == [7]
    return found[7]


@pytest.mark.parametrize(
    ("value", "field", "wanted"),
    [
        ('{"turns": [[300, 70.5], [250, 60]]}', "turns", ((300, 70.5), (250, 60))),
        ('{"turns": [[0, 5], [5, 0], [-1, 5], [5], [5, 6, 7], "x", [1.5, 2], [true, 2]]}',
         "turns", ()),
        ('{"turns": [[1, 1e13]]}', "turns", ()),
        ('{"turns": {"a": 1}}', "turns", ()),
        ('{"solo": true}', "solo", True),
        ('{"solo": 1}', "solo", False),
        ('{"months": [["2026-11", 300, 70.5]]}', "months", (("2026-11", 300, 70.5),)),
        ('{"months": [["2026-1", 300, 70.5], [5, 1, 1], ["2026-11", "3", 1]]}', "months", ()),
        ('{"sessions": 3}', "sessions", 3),
        ('{"sessions": -3}', "sessions", 0),
        ('{"sessions": 1.5}', "sessions", 0),
        ('{"last": 1700000000}', "last", 1_700_000_000.0),
        ('{"last": "now"}', "last", 0.0),
        ("[]", "sessions", 0),
        ("{", "sessions", 0),
        ("[" * 5_000, "sessions", 0),
        ("", "sessions", 0),
    ],
)  # fmt: skip
def test_each_field_of_a_record_of_reading(value: str, field: str, wanted: Any) -> None:
    """What cannot be is as if nothing were known of it."""
    assert getattr(kept(value), field) == wanted


@pytest.mark.parametrize(
    ("moments", "spent"),
    [
        ([], 0.0),
        ([100.0], 0.0),
        ([100.0, 160.0], 60.0),
        ([100.0, 160.0, 190.0], 90.0),
        ([100.0, 400.0], 300.0),
        ([100.0, 400.1], 0.0),
        ([100.0, 90.0], 0.0),
        ([100.0, 90.0, 95.0], 5.0),
        ([100.0, 1_000.0, 1_060.0], 60.0),
    ],
)
def test_the_time_between_two_turns_counts_where_it_can_be_one_page(
    moments: list[float], spent: float
) -> None:
    """Five minutes at most; a clock that goes back counts nothing."""
    clock = Clock()
    for moment in moments:
        clock.turned(7, moment)
    assert clock.unwritten(7) == pytest.approx(spent)
    assert clock.unwritten(8) == 0.0
    assert clock.laps(7) == ()
