"""`nightstand stats`: what was read, counted from what the data file knows."""

import re
from pathlib import Path

import pytest

from reader import locator
from reader.context import set_up
from reader.reading.open import open_path
from reader.storage import reading_days
from tests.shell import Call


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three stories of a thousand words."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    for name in ("one", "two", "three"):
        paragraphs = (f"{name} " * 10 for _ in range(100))
        (folder / f"{name}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    return folder


TO_THE_END = ("",) * 40
"""More turns than a story of these has pages."""


def read(call: Call, story: Path, *lines: str) -> None:
    """Read a story in linear mode."""
    typed = "".join(f"{line}\n" for line in lines).encode()
    assert call("read", "--linear", story, "--height", 12, stdin=typed).code == 0


def test_a_new_reader_has_read_nothing(call: Call, library: Path) -> None:
    """Stories are there to be read."""
    told = call("stats", "--json").json

    assert (told["library_stories"], told["library_words"], told["to_read"]) == (3, 3000, 3)
    assert (told["words_read"], told["bookmarks"], told["last_read"]) == (0, 0, None)
    assert told["stories"] == []


def test_words_count_that_were_read(call: Call, library: Path) -> None:
    """One story read to its end, three pages in the middle of one marked; the latest comes first.

    A page that was only looked at, or read again, adds nothing.
    """
    read(call, library / "one.txt", *TO_THE_END, "b", "", "q")
    read(call, library / "two.txt", "50%", "", "", "b", "", "", "m", "G", "q")
    told = call("stats", "--json").json

    assert (told["finished"], told["reading"], told["to_read"]) == (1, 1, 1)
    assert [one["title"] for one in told["stories"]] == ["two", "one"]
    some, whole = told["stories"]
    assert whole["words_read"] == whole["words"] == 1000
    assert 100 <= some["words_read"] <= 200
    assert told["words_read"] == some["words_read"] + 1000
    assert (told["bookmarks"], some["bookmarks"], whole["bookmarks"]) == (1, 1, 0)
    assert told["last_read"] == some["last_read"]


def test_what_was_read_counts_when_its_file_is_gone(call: Call, library: Path) -> None:
    """The library has one story less; the words stay read."""
    read(call, library / "one.txt", *TO_THE_END, "q")
    (library / "one.txt").unlink()
    told = call("stats", "--json").json

    assert (told["library_stories"], told["finished"]) == (2, 0)
    assert told["words_read"] == 1000


def test_words_of_a_story_without_a_record_count_up_to_its_place(call: Call, library: Path) -> None:
    """What was read by an older version, or elsewhere, is not lost; more is added to it."""
    read(call, library / "one.txt", "50%", "here", "q")
    assert call("stats", "--json").json["words_read"] == 0

    context, _ = set_up()
    context.store.change(lambda c: c.execute("DELETE FROM meta WHERE key LIKE 'read %'"))
    context.store.close()
    before = call("stats", "--json").json["words_read"]
    read(call, library / "one.txt", "", "", "q")

    assert 400 <= before <= 500
    assert before + 50 <= call("stats", "--json").json["words_read"] <= before + 150


def test_a_story_that_is_only_looked_at_to_its_end_is_not_read(call: Call, library: Path) -> None:
    """The last page is a look: nothing was read, and the story is not finished."""
    read(call, library / "one.txt", "G", "q")
    told = call("stats", "--json").json

    assert (told["words_read"], told["finished"]) == (0, 0)


def test_time_is_told_where_it_is_known(call: Call, library: Path) -> None:
    """From page to page, by story and by day."""
    context, _ = set_up()
    opened = open_path(context, library / "one.txt")
    assert opened.id is not None
    story = opened.id
    context.store.change(
        lambda connection: reading_days.add(connection, story, 1_700_000_000.0, 3725.0)
    )
    context.store.places.remember(story, locator.make(opened.story, 100))
    context.store.close()
    told = call("stats", "--json").json

    assert told["seconds_read"] == told["stories"][0]["seconds_read"] == 3725
    assert list(told["days"].values()) == [3725]
    assert re.search(r"time read +1 h 02  \(on 1 day\)", call("stats").out)


def test_it_reads_well_too(call: Call, library: Path) -> None:
    """Counts, then a line for each story that was begun."""
    read(call, library / "one.txt", *TO_THE_END, "q")
    done = call("stats")

    assert done.err == ""
    assert "words read          1,000" in done.out
    assert done.out.splitlines()[-1].endswith("100 %  one")


def test_the_time_can_be_forgotten(call: Call, library: Path) -> None:
    """The place stays."""
    context, _ = set_up()
    opened = open_path(context, library / "one.txt")
    assert opened.id is not None
    story = opened.id
    context.store.change(lambda connection: reading_days.add(connection, story, 1.7e9, 3725.0))
    context.store.places.remember(story, locator.make(opened.story, 100))
    context.store.close()
    assert "forgotten" in call("stats", "--clear").out
    told = call("stats", "--json").json

    assert (told["seconds_read"], told["days"]) == (0, {})
    assert told["stories"][0]["progression"] > 0


def test_a_library_of_one_word_is_told_in_the_singular(call: Call, tmp_path: Path) -> None:
    """Not as “1 words”."""
    (tmp_path / "one.txt").write_text("Alone.\n", "utf-8")

    assert "(1 word)" in call("stats", "--library", tmp_path).out
