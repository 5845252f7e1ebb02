"""Records with names behave as values: frozen, compared by type and fields, no tuples."""

from __future__ import annotations

import copy
import pickle
import typing
from functools import cached_property
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.value import NamedTuple, Value


class Point(Value):
    """Two numbers."""

    x: int
    y: int = 0
    origin: ClassVar[int] = 7

    @cached_property
    def sum(self) -> int:
        """Both together."""
        return self.x + self.y


class Pixel(Point):
    """A point with a colour."""

    colour: str = "red"


class Size(Value):
    """The same fields as a point, with another meaning."""

    x: int
    y: int = 0


points = st.builds(Point, st.integers(), st.integers())


@given(points, points)
def test_values_are_equal_when_their_types_and_fields_are(one: Point, other: Point) -> None:
    """Equality and hash go by the fields, and never across types."""
    assert (one == other) == ((one.x, one.y) == (other.x, other.y))
    assert one == Point(x=one.x, y=one.y)
    assert hash(one) == hash(Point(one.x, one.y))
    assert one != Size(one.x, one.y)
    assert one != (one.x, one.y)


@given(points, st.integers())
def test_a_replaced_field_is_the_only_difference(point: Point, x: int) -> None:
    """`replace` gives a new value and leaves the old one as it was."""
    before = repr(point)
    assert point.replace(x=x) == Point(x, point.y)
    assert point.replace() == point
    assert repr(point) == before


@given(points)
def test_a_value_goes_through_copying_and_pickling(point: Point) -> None:
    """What is sent to another process arrives as an equal value."""
    assert point.sum == point.x + point.y
    assert copy.copy(point) == pickle.loads(pickle.dumps(point)) == point
    assert eval(repr(point)) == point


def test_fields_are_inherited_in_order_and_class_variables_are_no_fields() -> None:
    """A subclass adds its fields after those of its base."""
    assert Pixel.__match_args__ == ("x", "y", "colour")
    assert Pixel(1) == Pixel(1, 0, "red")
    assert Pixel(1, 2) != Point(1, 2)


@pytest.mark.parametrize(
    ("args", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})]
)
def test_wrong_arguments_are_refused(args: tuple[Any, ...], named: dict[str, Any]) -> None:
    """A field too many, too few, twice or unknown is a mistake, as in any call."""
    with pytest.raises(TypeError, match="takes x, y"):
        Point(*args, **named)


def test_unknown_field_is_refused_even_where_a_default_fills_in() -> None:
    """A wrong name beside a missing field does not pass for it."""
    with pytest.raises(TypeError):
        Point(z=1)  # type: ignore[call-arg]


def test_a_field_cannot_be_changed_or_taken_away() -> None:
    """A value stays what it is."""
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(TypeError):
        iter(point)  # type: ignore[call-overload]


class Cell(NamedTuple):
    """A column and a row."""

    column: int
    row: int = 0
    words: tuple[str, ...] = ()

    @property
    def after(self) -> Cell:
        """The next of its row."""
        return self._replace(column=self.column + 1)

    @classmethod
    def first(cls) -> Cell:
        """The first of all."""
        return cls(0)


class Wide(Cell):
    """A cell of two columns."""

    __slots__ = ()


class _Model(typing.NamedTuple):
    column: int
    row: int
    words: tuple[str, ...]  # a tuple as the standard library makes it


def test_a_named_tuple_is_one_as_the_standard_library_makes_it() -> None:
    """Fields, defaults, order, representation, matching and pickling; methods of its own too."""
    cell, other = Cell(3, words=("a",)), Cell(3, words=("a",))
    assert tuple(other) == tuple(_Model(3, 0, ("a",))) == (3, 0, ("a",))
    assert other == cell

    assert Cell._fields == Cell.__match_args__ == _Model._fields
    assert Cell._field_defaults == {"row": 0, "words": ()}
    assert repr(cell) == "Cell(column=3, row=0, words=('a',))"
    assert (Cell.__doc__, Cell.__module__) == ("A column and a row.", __name__)
    assert pickle.loads(pickle.dumps(cell)) == copy.copy(cell) == cell
    assert (cell.after, Cell.first()) == ((4, 0, ("a",)), (0, 0, ()))
    assert isinstance(Wide(1), Cell)
    assert Wide(1).after == (2, 0, ())


@pytest.mark.parametrize("given", [(), (1, 2, (), 4)])
def test_a_named_tuple_refuses_fields_that_it_has_not(given: tuple[Any, ...]) -> None:
    """Too few, too many, of another name; and none can be set."""
    with pytest.raises(TypeError):
        Cell(*given)
    with pytest.raises(TypeError):
        Cell(1, height=2)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Cell(1).row = 2  # type: ignore[misc]
