"""Whatever happens to the data file while a story is read: the pages turn, and nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.context import set_up
from reader.reading.bookmarks import bookmarks_of, new_bookmark
from reader.reading.open import open_path
from reader.tui.screens.reading import ReadingScreen
from tests.storage.rights import as_anybody
from tests.tui.driving import numbered, shelf, story


def read_only(data: Path) -> None:
    """Neither the file nor its folder may be written."""
    data.chmod(0o400)
    data.parent.chmod(0o500)


def locked_folder(data: Path) -> None:
    """The folder may not be written."""
    data.parent.chmod(0o500)


def moved(data: Path) -> None:
    """Somebody put it elsewhere."""
    data.rename(data.with_name("elsewhere.db"))


def deleted(data: Path) -> None:
    """Somebody threw it away."""
    data.unlink()


def folder_moved(data: Path) -> None:
    """Its whole folder has another name."""
    data.parent.rename(data.parent.with_name("renamed"))


def folder_deleted(data: Path) -> None:
    """Its folder is gone with all that was in it."""
    shutil.rmtree(data.parent)


def replaced(data: Path) -> None:
    """A synchroniser has put an older one there."""
    older = data.with_name("older.db")
    shutil.copy(data, older)
    older.replace(data)


def replaced_by_rubbish(data: Path) -> None:
    """Something that is none has its name."""
    other = data.with_name("rubbish")
    other.write_bytes(b"rubbish " * 2000)
    other.replace(data)


def overwritten(data: Path) -> None:
    """Its pages are damaged where it lies."""
    with data.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 2)


def made_a_folder(data: Path) -> None:
    """A folder has its name."""
    data.unlink()
    data.mkdir()


def another_programs(data: Path) -> None:
    """Another program's database has its name."""
    data.unlink()
    connection = sqlite3.connect(data)
    connection.execute("CREATE TABLE letters(words TEXT)")
    connection.commit()
    connection.close()


FAULTS = [
    *(read_only, locked_folder, moved, deleted, folder_moved, folder_deleted, replaced),
    *(replaced_by_rubbish, overwritten, made_a_folder, another_programs),
]
UNSAVED = {read_only, locked_folder, made_a_folder, another_programs}


@pytest.mark.parametrize("fault", FAULTS)
async def test_reading_goes_on_and_the_place_is_kept_where_it_can_be(
    tmp_path: Path, fault: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages turn, bookmarks are listed, the banner tells, and leaving is no accident."""
    data = tmp_path / "kept" / "nightstand.db"
    monkeypatch.setenv("NIGHTSTAND_DATA", str(data))
    path = numbered(tmp_path)
    with as_anybody():
        async with story(path, (120, 24)) as reader:
            await reader.press("space")
            opened = reader.reading.opened
            bookmark = new_bookmark(opened.story, 99, "kept")
            reader.context.store.bookmarks.add(opened.id or 0, bookmark).result(10)
            reader.context.store.flush()
            fault(data)
            await reader.press("space", "space")
            reader.context.store.flush()
            await reader.shows("4 of ")
            if fault in UNSAVED:
                await reader.shows("not saved: ")
            await reader.press("space", "b", "space")
            await reader.shows("5 of ")
            assert isinstance(reader.app.screen, ReadingScreen)
            offset = reader.here.offset
            saved = reader.context.store.flush()
            assert [one.bookmark.id for one in bookmarks_of(reader.context, opened)] == [
                bookmark.id
            ]
        for folder in (data.parent, data.parent.with_name("renamed")):
            if folder.exists():
                folder.chmod(0o700)
    assert saved is (fault not in UNSAVED)
    if saved:
        context, _ = set_up()
        opened = open_path(context, path)
        context.store.close()
        assert opened.place is not None
        assert opened.place.offset == offset


@pytest.mark.parametrize("fault", [read_only, made_a_folder, another_programs])
async def test_a_shelf_stands_whatever_the_data_file_is(
    tmp_path: Path, fault: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the start on: the stories are there, can be opened, and why nothing is kept is said."""
    data = tmp_path / "kept" / "nightstand.db"
    monkeypatch.setenv("NIGHTSTAND_DATA", str(data))
    library = tmp_path / "library"
    library.mkdir()
    numbered(library)
    context, _ = set_up(library)
    context.store.flush()
    context.store.close()
    fault(data)
    with as_anybody():
        async with shelf(library, (120, 24)) as reader:
            await reader.shows("numbers", "not saved: ")
            await reader.press("enter")
            await reader.on(ReadingScreen)
            await reader.press("space")
            await reader.shows("2 of ", "not saved: ")
    data.parent.chmod(0o700)
    if fault is read_only:
        data.chmod(0o600)
