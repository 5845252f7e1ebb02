"""Reading time of several machines: shown added, and nothing twice."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.highlights import Stamp
from reader.storage import meta_sql, reading_days, register_sql
from reader.storage.schema import MIGRATIONS
from reader.sync.registers import TIME, Record, Register
from reader.sync.segment import read_segment, write_segment
from tests.storage.facts import add
from tests.sync.homes import Home, rounds

Homes = Callable[..., tuple[Home, ...]]
ONE, TWO, TODAY = "2026-11-20", "2026-11-21", time.strftime("%Y-%m-%d")


def told(home: Home) -> list[str]:
    """The days that stand in the files of the folder."""
    return [
        field.partition(".")[2]
        for file in home.shared.glob("*.nss")
        for record in read_segment(file.read_bytes()).records
        if record.kind == TIME
        for field in record.fields
    ]


def test_each_machine_tells_its_own_days_and_all_show_the_sum(homes: Homes) -> None:
    """Of a day on which both were read too; a second exchange adds nothing."""
    one, two = homes("one", "two")
    one.read(600, ONE)
    two.read(60, ONE)
    two.read(90, TWO)
    rounds(one, two, count=3)
    assert one.days() == two.days() == {ONE: 660, TWO: 90}

    one.read(5, TWO)
    rounds(one, two)
    assert one.days() == two.days() == {ONE: 660, TWO: 95}
    assert one.sync().went == two.sync().came == 0


def test_time_of_a_story_that_is_not_here_counts_in_the_days(homes: Homes) -> None:
    """It is of no story until its text is here."""
    (one,) = homes("one")
    (two,) = homes("two", stories=())
    one.read(600)
    rounds(one, two)
    assert two.store.stories.reading_time() == {0: {ONE: 600}}
    two.id["one"] = add(two.store, "one")
    assert two.store.stories.reading_time() == {two.id["one"]: {ONE: 600}}


def test_days_of_a_restored_data_file_come_back_and_count_once(
    homes: Homes, tmp_path: Path
) -> None:
    """What was told after the backup returns; what is read then is added."""
    one, two = homes("one", "two")
    one.read(600, ONE)
    one.sync()
    one.read(60, ONE)
    one.store.save_elsewhere(tmp_path / "backup.db")
    one.read(40, ONE)
    one.read(300, TWO)
    rounds(one, two)
    one.become(tmp_path / "backup.db")
    assert one.days() == {ONE: 660}
    rounds(one, two)
    assert one.days() == two.days() == {ONE: 700, TWO: 300}
    one.read(7, ONE)
    one.read(8, TWO)
    rounds(one, two)
    assert one.days() == two.days() == {ONE: 707, TWO: 308}


@pytest.mark.parametrize("hash_", ["other", "one"], ids=["another machine", "the same identity"])
def test_what_a_copied_home_had_in_common_counts_once(homes: Homes, hash_: str) -> None:
    """Told before or not; each goes on with its own."""
    (one,) = homes("one")
    one.read(600, ONE)
    one.sync()
    one.read(50, ONE)  # told by neither yet
    copy = one.copy("copy", hash_)
    one.read(20, TWO)
    one.sync()
    copy.sync()
    copy.read(30, TWO)
    rounds(one, copy, count=3)
    one.read(1, TWO)
    rounds(copy, one, count=2)

    assert one.days() == copy.days() == {ONE: 650, TWO: 51}
    copy.store.close()


def test_days_from_before_there_were_counters_count_once(homes: Homes) -> None:
    """Two copies of one old data file know them by the same name."""
    (one,) = homes("one")
    old = (f"time {one.id['one']}", json.dumps({ONE: 600.0}))
    one.store.change(lambda c: meta_sql.keep(c, old))
    assert one.days() == {ONE: 600}
    copy = one.copy("copy")
    one.read(5, ONE)
    copy.read(6, ONE)
    rounds(one, copy, count=3)

    assert one.days() == copy.days() == {ONE: 611}
    copy.store.close()


def test_what_is_forgotten_is_taken_back_from_the_others(homes: Homes, tmp_path: Path) -> None:
    """Not what they read themselves, and nothing of it comes back here, from a backup neither."""
    one, two = homes("one", "two")
    one.read(600, ONE)
    two.read(60, ONE)
    rounds(one, two)
    one.store.save_elsewhere(tmp_path / "backup.db")
    with one.here():
        one.store.stories.forget_reading().result(10)
    assert one.days() == {}
    rounds(one, two)
    assert (one.days(), two.days()) == ({}, {ONE: 60})

    one.read(7, TODAY)
    rounds(one, two)
    assert (one.days(), two.days()) == ({TODAY: 7}, {ONE: 60, TODAY: 7})
    one.become(tmp_path / "backup.db")
    rounds(one, two)
    one.read(5, TODAY)
    rounds(one, two)
    assert two.days() == one.days() == {ONE: 60, TODAY: 12}


def test_a_forgotten_story_has_no_time(homes: Homes) -> None:
    """As long as its text is not added again."""
    (one,) = homes("one", stories=("one", "two"))
    one.read(600, ONE)
    one.read(60, ONE, "two")
    one.sync()
    one.store.stories.forget(one.id["one"]).result(10)
    one.sync()
    assert one.days() == {ONE: 60}


def test_nothing_is_told_or_taken_where_it_is_not_kept(homes: Homes) -> None:
    """`stats = false`, from then on; switched on again, it is told."""
    one, two = homes("one", "two")
    one.read(600)
    two.read(60)
    one.go_to(5)
    one.sync(timed=False)
    assert told(one) == []
    two.sync()
    one.sync(timed=False)
    assert (one.days(), two.days(), told(one)) == ({ONE: 600}, {ONE: 60}, [ONE])
    rounds(one, two)
    assert two.days() == {ONE: 660}


@given(
    st.dictionaries(
        st.text(max_size=12) | st.sampled_from([f"abc.{ONE}", "abc.2026-99-99", f".{ONE}", ONE]),
        st.none() | st.booleans() | st.integers(-5, 10**13) | st.floats() | st.text(max_size=3),
        max_size=4,
    ),
    st.integers(0, 10**13),
)
def test_times_from_elsewhere_may_be_anything(fields: dict[str, object], ms: int) -> None:
    """What cannot be is not shown, and no day has more than its seconds."""
    record = Record(
        TIME, "k", {name: Register(value, Stamp(ms, 0, "abc")) for name, value in fields.items()}
    )
    came = read_segment(write_segment("abc", 1, [record], 0, full=True)[1]).records
    with closing(sqlite3.connect(":memory:")) as connection:
        for migration in MIGRATIONS:
            migration.run(connection)
        register_sql.take(connection, [(one, one) for one in came])
        for days in reading_days.days_read(connection, lambda *_: None).values():
            assert all(len(day) == 10 and 0 < spent <= 90_000 for day, spent in days.items())
