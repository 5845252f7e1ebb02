"""Answers of others as the rows of a panel."""

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.screens.answers import rows_for, wrapped
from reader.typeset.cells import width

LETTERS = st.text(st.sampled_from("ab e\u0301字　 -\t"), max_size=60)


@given(LETTERS, st.integers(2, 30))
def test_a_line_is_wrapped_without_loss(line: str, columns: int) -> None:
    """No row is wider than the panel, and nothing but blanks goes."""
    rows = list(wrapped(line.replace("\t", "    "), columns))

    assert all(width(row) <= columns for row in rows)
    assert "".join("".join(rows).split()) == "".join(line.split())


def test_what_goes_on_below_stands_under_what_it_belongs_to() -> None:
    """An indented line keeps its indent; where that leaves no room, it does not."""
    line = "     n 1: a score in baseball made by a runner"

    assert list(wrapped(line, 24)) == [
        "     n 1: a score in",
        "     baseball made by a",
        "     runner",
    ]
    assert list(wrapped(" " * 20 + "one two", 24))[1:] == ["two"]


@given(st.text(st.sampled_from("ab 字\n"), max_size=80), st.integers(3, 30))
def test_rows_fit_the_panel(text: str, columns: int) -> None:
    """With the blank before them."""
    for row in rows_for(text, columns):
        assert width("".join(run.text for run in row)) <= columns
