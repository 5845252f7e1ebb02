"""Our classes of values beside those of the standard library, of which they are the short way."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import values


@values.dataclass(frozen=True, slots=True)
class Ours:
    """A value with a field of each sort."""

    number: int
    word: str = "w"
    items: list[int] = values.field(default_factory=list)
    hidden: int = values.field(default=3, repr=False)

    @property
    def twice(self) -> int:
        """What a method says of the fields."""
        return 2 * self.number


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same by the standard library."""

    number: int
    word: str = "w"
    items: list[int] = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=3, repr=False)


@values.dataclass(frozen=True, slots=True)
class Longer(Ours):
    """It adds a field to those it has."""

    more: str = ""


@values.dataclass(slots=True)
class Growing:
    """It may change."""

    items: list[int] = values.field(default_factory=list)


_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "number": st.integers(),
    "word": st.text(),
    "items": st.lists(st.integers()),
    "hidden": st.integers(),
}
_NAMED = st.fixed_dictionaries({}, optional=_FIELDS)
_GIVEN = st.integers(0, 4).flatmap(lambda n: st.tuples(*list(_FIELDS.values())[:n]))


def _outcome(kind: Any, given: tuple[Any, ...], named: dict[str, Any]) -> object:
    try:
        value = kind(*given, **named)
    except TypeError:
        return TypeError
    return [getattr(value, name) for name in _FIELDS], repr(value).partition("(")[2]


@given(_GIVEN, _NAMED)
def test_fields_are_filled_as_the_standard_library_fills_them(
    given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """By place, by name, by default, or not at all; and they are shown alike."""
    assert _outcome(Ours, given, named) == _outcome(Theirs, given, named)


@given(_NAMED, _NAMED, _NAMED)
def test_values_are_equal_and_change_as_those_of_the_standard_library(
    one: dict[str, Any], other: dict[str, Any], changes: dict[str, Any]
) -> None:
    """Equality goes by the fields, and a changed copy has all the other fields."""
    ours = [Ours(**{"number": 1, **named}) for named in (one, other)]
    theirs = [Theirs(**{"number": 1, **named}) for named in (one, other)]
    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])

    copies = values.replace(ours[0], **changes), dataclasses.replace(theirs[0], **changes)
    assert [getattr(copies[0], n) for n in _FIELDS] == [getattr(copies[1], n) for n in _FIELDS]


@given(st.integers(), st.text(), st.integers(), st.text())
def test_equal_frozen_values_have_one_hash(a: int, b: str, c: int, d: str) -> None:
    """They can be kept in a set; one that may change cannot."""

    @values.dataclass(frozen=True, slots=True)
    class Pair:
        left: int
        right: str

    assert len({Pair(a, b), Pair(a, b), Pair(c, d)}) == len({(a, b), (c, d)})
    with pytest.raises(TypeError):
        hash(Growing())


def test_what_is_frozen_never_changes() -> None:
    """Neither a field nor anything that is none can be set or deleted."""
    value = Ours(1)
    for name in ("number", "other"):
        with pytest.raises(AttributeError):
            setattr(value, name, 2)
        with pytest.raises(AttributeError):
            delattr(value, name)
    assert value == Ours(1)


def test_what_may_change_has_only_its_fields() -> None:
    """Each instance has defaults of its own; a name that is no field is a mistake."""
    one, other = Growing(), Growing()
    one.items.append(1)

    assert (one.items, other.items) == ([1], [])
    with pytest.raises(AttributeError):
        one.others = []  # type: ignore[attr-defined]


def test_a_class_may_add_fields_to_another() -> None:
    """The former fields come first; the two kinds are never equal."""
    assert Longer(1, "v", [2], 4, "m") == Longer(number=1, word="v", items=[2], hidden=4, more="m")
    assert Longer(1) != Ours(1)
    assert values.replace(Longer(2, more="m"), number=3).twice == 6


def test_a_value_can_be_matched_by_place() -> None:
    """The places are the order of the fields."""
    match Ours(1, "v"):
        case Ours(number, word):
            assert (number, word) == (1, "v")
        case _:
            pytest.fail("no match")


def test_the_fields_of_a_class_can_be_asked_for() -> None:
    """Their names and defaults, in order; one that has none cannot be told."""
    assert values.fields(Growing) == {"items": []}
    with pytest.raises(TypeError, match="number"):
        values.fields(Ours)


def test_a_value_knows_no_other_attribute() -> None:
    """What is not offered is missing, so that a slip of the pen is found."""
    assert not hasattr(Ours(1), "__dict__")
    with pytest.raises(AttributeError):
        Ours(1).nonsense  # type: ignore[attr-defined]  # noqa: B018
