"""Schema changes: whole or not at all, whatever kills them and however many begin at once."""

import sqlite3
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from reader.storage import database, upkeep
from reader.storage.mend import salvage
from reader.storage.rows import columns
from reader.storage.schema import MIGRATIONS, Migration
from tests.storage.children import LATER, widen
from tests.storage.facts import fill
from tests.storage.test_crash import child


def test_a_migration_keeps_every_row_and_a_copy_of_what_was(tmp_path: Path) -> None:
    """The rows are there under the new schema; the file as it was lies among the backups."""
    data = tmp_path / "nightstand.db"
    fill(data, 5, 300)
    with closing(database.open_database(data, LATER)) as connection:
        colours = connection.execute("SELECT colour FROM bookmark").fetchall()
        version = connection.execute("PRAGMA user_version").fetchone()

    assert version == (len(LATER),)
    assert sorted(colours) == sorted((f"of name {n}",) for n in range(300))
    with closing(
        sqlite3.connect(tmp_path / "backups" / f"nightstand.schema-{len(MIGRATIONS)}.db")
    ) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert before.execute("SELECT count(*) FROM bookmark").fetchone() == (300,)


def test_what_travels_is_kept_in_rows_with_numbers(tmp_path: Path) -> None:
    """Every register of an earlier file stays as it was, and a damaged file gives them back."""
    data = tmp_path / "nightstand.db"
    rows = [
        ("h", f"{n:032x}", field, "", '"' + "x" * 1200 + '"', n, 0, "abc", n % 2)
        for n in range(50)
        for field in ("made", "note")
    ]
    with closing(database.open_database(data, MIGRATIONS[:4])) as connection:
        connection.executemany(f"INSERT INTO register VALUES({', '.join('?' * 9)})", rows)
    with closing(database.open_database(data)) as connection:
        found = connection.execute("SELECT * FROM register ORDER BY kind, id, field").fetchall()
        assert found == rows
        assert database.damage(connection) is None
        newest = columns(connection)

    saved = {(row["id"], row["field"]): row for row in salvage(data, newest)["register"]}
    assert [tuple(saved[row[1], row[2]].values()) for row in rows] == rows


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    """An error in the middle leaves the file as it was."""

    def fail(connection: Connection) -> None:
        widen(connection)
        raise sqlite3.OperationalError("disk I/O error")

    data = tmp_path / "nightstand.db"
    fill(data, 2, 20)
    with pytest.raises(sqlite3.OperationalError, match="disk"):
        database.open_database(data, (*MIGRATIONS, Migration("colours", fail)))

    with closing(database.open_database(data)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("SELECT count(*) FROM bookmark").fetchone() == (20,)


@pytest.mark.parametrize("times", [25, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_migration_is_whole_or_not_begun(tmp_path: Path, times: int) -> None:
    """At any instant the file has the old schema or the new one, and every row."""
    counts = child("migrate", tmp_path, times, 5)

    assert counts["half"] == 0, counts
    assert counts["old"] > times / 20, counts


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.slow)])
def test_eight_windows_migrate_at_once(tmp_path: Path, times: int) -> None:
    """One does it, the others wait for it, and all go on."""
    assert child("migrate-race", tmp_path, times, 8) == {"bad": 0}


def test_the_oldest_of_four_daily_backups_goes(tmp_path: Path) -> None:
    """Three days are kept, one copy each, and a copy is a whole data file."""
    data = tmp_path / "nightstand.db"
    fill(data, 1, 3)
    with closing(database.open_database(data)) as connection:
        for day in (0, 0, 1, 2, 3):
            upkeep.keep_daily(connection, data, 1_795_392_000 + day * 86_400)

    names = [path.name for path in upkeep.existing(data)]
    assert names == [f"nightstand.2026-11-{day}.db" for day in (26, 25, 24)]
    with closing(sqlite3.connect(upkeep.existing(data)[0])) as copy:
        assert copy.execute("SELECT count(*) FROM bookmark").fetchone() == (3,)
    assert upkeep.existing(data)[0].stat().st_mode & 0o777 == 0o600


def test_an_empty_file_is_not_backed_up(tmp_path: Path) -> None:
    """Nothing never takes the place of something."""
    data = tmp_path / "nightstand.db"
    with closing(database.open_database(data)) as connection:
        upkeep.keep_daily(connection, data, 0)

    assert upkeep.existing(data) == []
