"""What a look into the library's folders finds, records and remembers."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader import formats, locator
from reader.context import Context, set_up
from reader.reading.highlights import all_highlights, new_highlight
from reader.reading.open import keep_up, open_path
from reader.shelf import glances, scan
from reader.shelf.entries import Entry, entries_of
from reader.shelf.front import remembered
from reader.shelf.scan import ScanProgress, look_around, rescan
from reader.storage import shelf_sql
from tests.sample_stories import NAMES

STORY = "The {}\n\nby A. Writer\n\n\nIt was the {} time that the lamp went out.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three stories and a file that is none."""
    made = tmp_path / "library"
    (made / "more" / "deep").mkdir(parents=True)
    for name, where in (("first", "."), ("second", "more"), ("third", "more/deep")):
        (made / where / f"{name}.txt").write_text(STORY.format(name.title(), name), "utf-8")
    (made / "picture.txt").write_bytes(b"\x89PNG\r\n" + bytes(90))
    return made


@pytest.fixture
def context(folder: Path) -> Iterator[Context]:
    """What a front end works with."""
    made, _ = set_up(folder)
    yield made
    made.store.close()


def titles(entries: list[Entry]) -> list[str]:
    """Of those that are there."""
    return sorted(entry.title for entry in entries if entry.missing is None)


def read(context: Context, path: Path, share: float = 0.5) -> int:
    """Read in a story as an earlier session did."""
    opened = open_path(context, path)
    assert opened.id is not None
    keep_up(context, opened)
    place = locator.make(opened.story, opened.story.offset_at(share))
    context.store.places.remember(opened.id, place)
    context.store.flush()
    return opened.id


def test_the_next_start_shows_what_was_found_without_looking(
    folder: Path, context: Context
) -> None:
    """Titles, authors, words, folders, and why a file is no story; all before any scan."""
    found = rescan(context)
    assert remembered(context).entries == found

    again, _ = set_up(folder)
    entries = remembered(again).entries
    again.store.close()
    assert entries == found
    assert titles(entries) == ["The First", "The Second", "The Third", "picture"]
    assert {one.collection for one in entries} == {"", "more", "more/deep"}
    assert {one.author for one in entries if not one.problem} == {"A. Writer"}
    assert [one.problem for one in entries if one.problem] == ["is a PNG picture, not plain text"]


def test_what_has_not_changed_is_not_opened(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the stories nor the file that is none; nothing has changed then."""
    assert look_around(context).changed
    monkeypatch.setattr(formats, "read", None)

    assert not look_around(context).changed


def test_a_file_that_was_replaced_is_seen_though_size_and_time_are_the_same(
    folder: Path, context: Context
) -> None:
    """By its number on the disk."""
    rescan(context)
    path, before = folder / "first.txt", (folder / "first.txt").stat()
    other = folder / "other"
    other.write_text(STORY.format("Fir5t", "first"), "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_size == before.st_size

    assert "The Fir5t" in titles(rescan(context))


def test_new_changed_and_vanished_files_are_noticed(folder: Path, context: Context) -> None:
    """Each by the next look, and the start after it knows."""
    rescan(context)
    (folder / "fourth.txt").write_text(STORY.format("Fourth", "fourth"), "utf-8")
    (folder / "first.txt").write_text(STORY.format("Other", "last"), "utf-8")
    (folder / "more" / "second.txt").unlink()
    (folder / "picture.txt").write_text(STORY.format("Picture", "only"), "utf-8")
    wanted = ["The Fourth", "The Other", "The Picture", "The Third"]

    assert titles(rescan(context)) == wanted
    assert titles(remembered(context).entries) == wanted
    assert not look_around(context).changed


@pytest.mark.parametrize(
    ("head", "wanted"),
    [("", ["Old Lamp", "The Lamp"]), ("The Snail\n\nby A. Reed\n\n\n", ["The Snail"] * 2)],
)
def test_files_of_one_story_are_called_apart_by_their_names(
    tmp_path: Path, head: str, wanted: list[str]
) -> None:
    """Where nothing in them says what it is called; on the shelf and in the list of highlights."""
    for name in ("the-lamp", "old-lamp"):
        text = f"{head}It was the first time that the lamp went out.\n\nNobody came.\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    context, _ = set_up(tmp_path)
    opened = open_path(context, tmp_path / "old-lamp.txt")
    assert opened.id is not None
    mark = new_highlight(opened.story, *opened.story.body)
    context.store.highlights.add(opened.id, mark).result()
    entries = rescan(context)
    (kept,) = all_highlights(context)

    assert sorted(entry.title for entry in entries) == wanted
    assert sorted(kept.title.split(", ")) == sorted(set(wanted))
    context.store.close()


def test_a_story_that_is_gone_stays_if_it_was_read(folder: Path, context: Context) -> None:
    """With its place and the reason; it is there again when its file is."""
    rescan(context)
    read(context, folder / "first.txt")
    aside = folder.parent / "aside.txt"
    (folder / "first.txt").rename(aside)
    (gone,) = (one for one in rescan(context) if one.missing is not None)

    assert gone.title == "The First"
    assert gone.problem == f"missing: it was {folder / 'first.txt'}"
    assert [one for one in remembered(context).entries if one.missing is not None] == [gone]
    aside.rename(folder / "first.txt")
    (back,) = (one for one in rescan(context) if one.title == "The First")
    assert (back.missing, back.current, back.progression) == (None, True, gone.progression)


def test_a_library_that_is_not_mounted_is_forgotten_by_nobody(
    folder: Path, context: Context
) -> None:
    """Its stories are not marked as gone, so that none is read again when it is back."""
    found = rescan(context)
    away = folder.with_name("away")
    folder.rename(away)
    look_around(context)
    away.rename(folder)

    assert not look_around(context).changed
    assert rescan(context) == found


def test_the_samples_do_not_stand_in_for_a_disk_that_is_away(
    folder: Path, context: Context
) -> None:
    """Neither now nor at the next start; they do for a library that was emptied unread."""
    rescan(context)
    away = folder.with_name("away")
    folder.rename(away)
    rescan(context)
    assert not context.samples
    again, _ = set_up(folder)
    assert not again.samples
    again.store.close()
    folder.mkdir()
    rescan(context)
    rescan(context)
    assert context.samples


def test_an_edited_story_that_was_read_is_known_again(folder: Path, context: Context) -> None:
    """Its place stays its own though its bytes and even its name are others."""
    path = folder / "first.txt"
    text = "\n\n".join(f"Paragraph {n} tells of lamp {n * 7} on the wall." for n in range(80))
    path.write_text(text, "utf-8")
    story = read(context, path)
    path.unlink()
    (folder / "renamed.txt").write_text(text.replace("lamp 14 ", "lamp fourteen "), "utf-8")
    (found,) = (one for one in rescan(context) if one.begun)

    assert (found.story, found.path.name) == (story, "renamed.txt")


def test_the_progress_is_told_and_can_end_it(
    folder: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This many of that many; what was looked at until then is kept."""
    monkeypatch.setattr("reader.shelf.scan._STEP", -1.0)
    told: list[ScanProgress] = []

    def tell(progress: ScanProgress) -> bool:
        told.append(progress)
        return progress.done == 2

    look_around(context, tell)
    assert told == [ScanProgress(0, 4), ScanProgress(1, 4), ScanProgress(2, 4)]
    assert len(remembered(context).entries) == 2
    assert len(rescan(context)) == 4


def test_own_stories_take_the_place_of_the_samples(tmp_path: Path, samples: Path) -> None:
    """As soon as there is one, without a new start."""
    context, _ = set_up(tmp_path / "mine")
    shown = titles(rescan(context))
    assert context.samples
    assert len(shown) == len(NAMES)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.txt").write_text(STORY.format("Own", "first"), "utf-8")

    assert titles(rescan(context)) == ["The Own"]
    assert not context.samples
    context.store.close()


def test_a_look_that_is_broken_off_keeps_what_it_has_seen(
    folder: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by an interrupt from the keyboard; the next one looks at the others alone."""
    monkeypatch.setattr("reader.shelf.scan._STEP", -1.0)

    def tell(progress: ScanProgress) -> bool:
        if progress.done == 3:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        look_around(context, tell)
    assert len(remembered(context).entries) == 3
    told: list[ScanProgress] = []

    def listen(progress: ScanProgress) -> bool:
        told.append(progress)
        return False

    look_around(context, listen)
    assert told[0] == ScanProgress(0, 1)


def test_a_shelf_that_is_read_by_parts_is_the_whole_shelf(
    folder: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of the data file, as many at a time as there may be, those without a file as well."""
    found = rescan(context)
    read(context, folder / "first.txt")
    for size in (1, 2, 3, 4):
        monkeypatch.setattr(shelf_sql, "_TOGETHER", size)
        shown = remembered(context).entries
        assert [one.title for one in shown if one.begun] == ["The First"]
        assert sorted(one.place for one in shown) == sorted(one.place for one in found)


def test_a_row_that_cannot_be_is_mended_though_the_file_was_too_large_to_look_over(
    folder: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is met when the shelf is read; all that is sound stands there."""
    rescan(context)
    context.store.close()
    with closing(sqlite3.connect(context.store.path)) as connection, connection:
        connection.execute("UPDATE story SET words=x'00ff' WHERE title='The First'")
    monkeypatch.setattr("reader.storage.resilient._FEW", -1)
    again, _ = set_up(folder)
    entries = remembered(again).entries
    again.store.close()

    assert titles(entries) == ["The First", "The Second", "The Third", "picture"]
    assert all(type(one.words) is int for one in entries)


def test_a_disk_that_does_not_tell_what_is_missing_hides_no_story(
    folder: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shelf is what it would be without looking."""

    def unanswered(_: object) -> None:
        raise TimeoutError

    rescan(context)
    read(context, folder / "first.txt")
    (folder / "first.txt").unlink()
    look_around(context)
    monkeypatch.setattr("reader.library.patience.Errand.result", unanswered)
    shown = entries_of(context, context.store.files.shelved(), look=True)

    assert shown == remembered(context).entries
    assert [one.title for one in shown if one.missing is not None] == ["The First"]


class _Members:
    """Processes that were started to look at files, and those that were ended."""

    def __init__(self) -> None:
        self.started = self.ended = 0
        self.owed: list[int] = []
        self.pipe = self

    def start(self) -> list["_Members"]:
        self.started += 1
        return [self]

    def send(self, paths: list[str]) -> None:
        raise BrokenPipeError(paths)

    def end(self) -> None:
        self.ended += 1


@pytest.fixture
def members(monkeypatch: pytest.MonkeyPatch) -> _Members:
    """Those that a scan of two new files or more starts; they are gone when they are asked."""
    made = _Members()
    monkeypatch.setattr(scan, "_MANY", 2)
    monkeypatch.setattr(glances, "started", made.start)
    return made


def test_many_new_files_are_looked_at_by_processes_started_once(
    context: Context, members: _Members
) -> None:
    """And what they do not answer is looked at here."""
    assert titles(rescan(context)) == ["The First", "The Second", "The Third", "picture"]
    assert (members.started, members.ended) == (1, 1)

    look_around(context)
    assert members.started == 1


def test_a_scan_that_is_stopped_ends_the_processes_it_started(
    context: Context, members: _Members
) -> None:
    """Before they were given a file."""
    look_around(context, stopped=lambda: members.started == 1)

    assert (members.started, members.ended) == (1, 1)
