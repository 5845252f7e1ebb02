"""Damaged data files: the reader starts, is told, and gets back what can be read."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.storage import database, mend, sqlite_file
from reader.storage.mend import salvage
from reader.storage.rows import columns
from reader.storage.schema import MIGRATIONS
from reader.storage.store import Store
from reader.storage.values import NotSavedError
from tests.storage.facts import add, fill, mark, place

Opener = Callable[..., Store]
PAGE = 4096
STORY = 160
"""Bytes that the row of a story takes at least; a page that is gone takes its rows along."""


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file of 20,000 bookmarks in 100 stories."""
    path = tmp_path_factory.mktemp("large") / "large.db"
    fill(path, 100, 20_000)
    return path


@pytest.fixture(scope="session")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file of 1,500 bookmarks in 10 stories."""
    path = tmp_path_factory.mktemp("middling") / "middling.db"
    fill(path, 10, 1_500)
    return path


def damage(path: Path, at: int, content: bytes) -> None:
    """Overwrite a part of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def cut(path: Path, size: int) -> None:
    """Cut a file short."""
    os.truncate(path, size)


KINDS: dict[str, tuple[Callable[[Path], None], float]] = {  # and the share that must come back
    "text": (lambda p: _write(p, b"These are my bookmarks.\n" * 99), 0),
    "zeros": (lambda p: _write(p, b"\0" * 20_000), 0),
    "nearly the whole header": (lambda p: cut(p, 99), 0),
    "the first half of the header": (lambda p: cut(p, 50), 0),
    "header zeroed": (lambda p: damage(p, 0, b"\0" * 100), 0.99),
    "magic spoiled": (lambda p: damage(p, 0, b"SQLite format 4"), 0.99),
    "page size spoiled": (lambda p: damage(p, 16, b"\x13\x37"), 0.99),
    "first page zeroed": (lambda p: damage(p, 0, b"\0" * PAGE), 0.98),
    "schema spoiled": (lambda p: damage(p, 100, os.urandom(PAGE - 100)), 0.98),
    "half of it": (lambda p: cut(p, p.stat().st_size // 2 + 77), 0.28),
    "last page missing": (lambda p: cut(p, p.stat().st_size - PAGE), 0.98),
    "a middle page zeroed": (lambda p: damage(p, 60 * PAGE, b"\0" * PAGE), 0.98),
    "a middle page random": (
        lambda p: damage(p, 61 * PAGE, random.Random(1).randbytes(PAGE)),
        0.98,
    ),
    "freelist spoiled": (lambda p: damage(p, 32, b"\xff" * 8), 0.99),
}


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_damaged_the_reader_starts(
    opened: Opener, data: Path, middling: Path, kind: str
) -> None:
    """The damaged file is kept, what can be read is back, and new changes are saved."""
    spoil, share = KINDS[kind]
    data.parent.mkdir()
    shutil.copy(middling, data)
    spoil(data)
    before = data.read_bytes()
    store = opened()
    store.stories.known()
    store.maintain()

    back = store.bookmarks.of()

    assert store.trouble == ""
    assert len(back) >= share * 1_500, len(back)
    (aside,) = data.parent.glob("*.damaged-*")
    assert aside.read_bytes() == before
    assert f"{len(back)} bookmarks were brought back" in store.notices[0]
    assert aside.name in store.notices[0]
    story, new = add(store, "a new one"), mark(1)
    store.bookmarks.add(story, new).result(10)
    assert store.close()
    assert len(opened().bookmarks.of()) == len(back) + 1
    with closing(sqlite3.connect(data)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=pytest.mark.slow) if n > 2 else n for n in range(40)]
)
def test_random_page_damage_costs_less_than_a_hundredth(
    tmp_path: Path, large: Path, seed: int
) -> None:
    """One page zeroed or random, or eight bits flipped, anywhere in 20,000 bookmarks."""
    draw = random.Random(seed)
    data = tmp_path / "nightstand.db"
    shutil.copy(large, data)
    pages = data.stat().st_size // PAGE
    match seed % 3:
        case 0:
            damage(data, draw.randrange(pages) * PAGE, b"\0" * PAGE)
        case 1:
            damage(data, draw.randrange(pages) * PAGE, draw.randbytes(PAGE))
        case _:
            for _ in range(8):
                damage(data, draw.randrange(pages * PAGE), draw.randbytes(1))
    with closing(sqlite_file.memory()) as model:
        database.migrate(model, None)
        rows = salvage(data, columns(model))

    marks = {row["id"] for row in rows["bookmark"] if row["words"] == "words"}
    assert len(marks) >= 0.99 * 20_000, f"seed {seed}"
    assert len(rows["story"]) >= 100 - (9 if seed % 3 == 2 else PAGE // STORY)


def test_a_backup_fills_what_the_damage_took(opened: Opener, data: Path) -> None:
    """The newest good backup and what was read of the damaged file are one again."""
    store = opened()
    story, old, new = add(store, "one"), mark(1), mark(2)
    store.bookmarks.add(story, old).result(10)
    store.maintain()
    store.bookmarks.delete(old.id).result(10)
    store.bookmarks.add(story, new).result(10)
    store.close()
    assert [path.name[:11] for path in data.parent.glob("backups/*")] == ["nightstand."]
    damage(data, 0, b"\0" * 100)

    again = opened()

    # The deletion is newer than the backup, so the backup does not bring the bookmark back.
    assert [bookmark.id for _, bookmark in again.bookmarks.of()] == [new.id]
    assert "with the help of the backup of" in again.notices[0]

    again.close()
    data.write_bytes(b"\0" * 9000)
    last = opened()
    assert [bookmark.id for _, bookmark in last.bookmarks.of()] == [old.id]


@pytest.mark.parametrize("content", [None, b"", b"S"], ids=["missing", "empty", "one byte"])
def test_a_vanished_file_is_put_back_from_its_backup(
    opened: Opener, data: Path, content: bytes | None
) -> None:
    """Where no data is but a backup, the backup takes its place and the reader is told."""
    store = opened()
    story, bookmark = add(store, "one"), mark(1)
    store.bookmarks.add(story, bookmark).result(10)
    store.maintain()
    store.close()
    data.unlink()
    if content is not None:
        data.write_bytes(content)

    again = opened()

    assert [found.id for _, found in again.bookmarks.of()] == [bookmark.id]
    assert "took its place" in again.notices[0]


def test_a_file_is_mended_once_however_many_windows_find_it(
    opened: Opener, data: Path, middling: Path
) -> None:
    """The second window finds it mended, and no second copy is set aside."""
    data.parent.mkdir()
    shutil.copy(middling, data)
    damage(data, 0, b"\0" * 100)
    windows = [opened() for _ in range(4)]

    assert [len(window.bookmarks.of()) for window in windows] == [1_500] * 4
    assert len(list(data.parent.glob("*.damaged-*"))) == 1
    assert sum(len(window.notices) for window in windows) == 1


def test_a_journal_goes_aside_with_its_file(opened: Opener, data: Path, middling: Path) -> None:
    """A stale journal is never rolled into the new file."""
    data.parent.mkdir()
    shutil.copy(middling, data)
    damage(data, 0, b"\0" * 100)
    journal = Path(f"{data}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + os.urandom(5000))
    store = opened()
    store.stories.known()

    assert not journal.exists()
    assert len(store.bookmarks.of()) == 1_500


def test_a_healthy_file_is_never_set_aside(opened: Opener, data: Path) -> None:
    """A disk that fails to read is trouble, not damage."""
    store = opened()
    add(store, "one")
    store.close()
    before = data.read_bytes()

    assert mend.bring_back(data, MIGRATIONS) == ""
    assert data.read_bytes() == before
    assert not list(data.parent.glob("*.damaged-*"))


@pytest.mark.parametrize("owner", ["newer", "foreign"])
def test_a_file_that_is_not_ours_is_read_only(opened: Opener, data: Path, owner: str) -> None:
    """A newer schema can still be read; nothing is written, and one sentence says why."""
    store = opened()
    story, bookmark = add(store, "one"), mark(1)
    store.bookmarks.add(story, bookmark).result(10)
    store.close()
    with closing(sqlite3.connect(data)) as connection:
        if owner == "newer":
            connection.execute("PRAGMA user_version=99")
        else:
            connection.executescript("DROP TABLE bookmark; PRAGMA application_id=7")
    before = data.read_bytes()
    again = opened()

    assert bool(again.bookmarks.of()) == (owner == "newer")
    assert again.trouble == (
        "the data file was written by a newer Nightstand"
        if owner == "newer"
        else "the data file belongs to another program"
    )
    here = add(again, "one")
    with pytest.raises(NotSavedError, match="the data file"):
        again.bookmarks.add(here, mark(2)).result(10)
    again.places.remember(here, place(3))
    assert not again.close()
    assert data.read_bytes() == before


HEAD_BITS = [(at, bit) for at in (*range(60, 64), *range(68, 72)) for bit in range(8)]


@pytest.mark.parametrize(("at", "bit"), HEAD_BITS[::5])
def test_a_flipped_bit_of_whose_file_it_is_loses_nothing(
    opened: Opener, data: Path, at: int, bit: int
) -> None:
    """The number of the schema and the mark of the program: the tables say that it is ours."""
    store = opened()
    story, bookmark = add(store, "one"), mark(1)
    store.bookmarks.add(story, bookmark).result(10)
    store.close()
    before = data.read_bytes()[at]
    damage(data, at, bytes((before ^ 1 << bit,)))
    again = opened()

    assert [kept for _, kept in again.bookmarks.of()] == [bookmark]
    assert not again.trouble
    again.bookmarks.add(story, mark(2)).result(10)
    again.close()
    assert not database_is_damaged(data)


def database_is_damaged(path: Path) -> bool:
    """Whether the whole check finds anything, or the file is not ours."""
    with closing(database.open_database(path)) as connection:
        return database.damage(connection) is not None


def test_a_text_named_as_the_data_file_is_left_alone(opened: Opener, tmp_path: Path) -> None:
    """A story given by mistake where the data file is meant is not set aside as damaged."""
    story = tmp_path / "story.txt"
    story.write_text("It was a dark night.\n" * 99, encoding="utf-8")
    before = story.read_bytes()

    store = opened(story)
    here = add(store, "one")

    assert store.trouble == "the file named as data file is a text, and is left alone"
    with pytest.raises(NotSavedError, match="is a text"):
        store.bookmarks.add(here, mark(1)).result(10)
    assert not store.close()
    assert story.read_bytes() == before
    assert not list(tmp_path.glob("story.txt?*"))
