"""One row for each setting: field, default, kind, words and place agree, whoever tells of it."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.posix import at_home
from reader.settings.file import GROUPS, commented, typed_value
from reader.settings.kinds import Number, OnOff
from reader.settings.looks import LOOK_SETTINGS
from reader.settings.row import Scope, Setting, SettingTable, setting
from reader.settings.settings import SETTINGS, Settings, parse_setting
from reader.typeset.style import PageStyle

ROWS = list(SETTINGS.values())


class Small(SettingTable):
    """A table of two settings."""

    rows_shown: int = setting(3, Number(1, 9, "row", 2), "Here", "Rows", "Rows of it.", Scope.STORY)
    loud: bool = setting(False, OnOff(), "Here", "Loud", "Whether it is loud.")


def test_a_table_takes_its_fields_from_its_rows() -> None:
    """The default stands in the row, the key is the field's name, and a step is the kind's."""
    rows = Small.rows

    assert Small() == Small(rows_shown=3, loud=False)
    assert [row.key for row in rows.values()] == ["rows_shown", "loud"]
    assert rows["rows_shown"].moved(Small(), -1) == Small(rows_shown=1)
    assert rows["rows_shown"].moved(Small(), 9) == Small(rows_shown=9)
    assert rows["loud"].moved(Small(), 3) == Small(loud=True)
    assert rows["rows_shown"].shown(Small(rows_shown=1)) == "1 row"
    assert rows["loud"].line(value=True) == "loud = true"


def test_every_field_has_a_row_and_every_row_a_field() -> None:
    """A setting is declared once, in the order of the table."""
    assert tuple(SETTINGS) == Settings.__match_args__


def test_no_two_settings_are_called_alike() -> None:
    """Each label is said once, and each meaning."""
    for words in ([row.label for row in ROWS], [row.meaning for row in ROWS]):
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_default_may_be_chosen_and_is_written_as_it_reads(row: Setting) -> None:
    """It is one of the values; its line of the file, where there is one, says it again."""
    assert getattr(Settings(), row.key) == row.default
    assert not row.values or row.default in row.values
    if row.key not in ("keys", "library", "dictionaries"):  # a table, and examples
        ((key, value),) = tomllib.loads(row.line(row.default)).items()
        assert (key, parse_setting(key, value)) == (row.key, row.default)


@pytest.mark.parametrize("row", [row for row in ROWS if row.values], ids=lambda row: row.key)
def test_every_value_has_words_and_a_line(row: Setting) -> None:
    """What is stepped through is shown in words and reads back from the file."""
    for value in row.values:
        assert row.kind.shown(value)
        ((_, written),) = tomllib.loads(row.line(value)).items()
        assert row.parse(written) == value


def test_the_look_is_made_of_rows_and_a_page_takes_their_defaults() -> None:
    """What a page style has under the name of a setting is at the same default in both."""
    assert {row.key for row in LOOK_SETTINGS} == {
        row.key for row in ROWS if row.scope is not Scope.ALL
    }
    for name, default in PageStyle._field_defaults.items():
        if name in SETTINGS:
            assert SETTINGS[name].default == default
            assert SETTINGS[name].scope is Scope.STORY


def test_the_file_tells_every_group() -> None:
    """Each heading of the table stands in a fresh settings file."""
    for group in GROUPS:
        assert f"## {group}\n" in commented()


NOBODY = "~nobody-of-this-name/x"
TYPED = st.sampled_from((NOBODY, "~\0x", "~", "[~", "a\0b", "[" * 999, "1" * 5000, "\ud800"))


@given(st.sampled_from(ROWS), TYPED | st.text())
def test_what_is_typed_for_a_setting_is_taken_or_refused(row: Setting, typed: str) -> None:
    """By a `ValueError`, whatever it is: of a user who does not exist, of any length."""
    with suppress(ValueError):
        value = row.parse(typed_value(row.key, typed))
        assert row.parse(tomllib.loads(row.line(value))[row.key]) == value


def test_a_home_that_is_not_there_is_no_home(home: Path) -> None:
    """A folder of a user who does not exist is a folder of that name."""
    assert at_home("~/x") == home / "x"
    assert at_home(NOBODY) == Path(NOBODY)
    assert parse_setting("library", NOBODY) == (Path(NOBODY),)
