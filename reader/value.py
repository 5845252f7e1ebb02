"""Named records: frozen, equal by type and fields, and tuples only if there are many.

The rule: what is made by the thousand is a `NamedTuple`; a record with names and a meaning of its
own is a `Value`. A class costs a hundredth of a millisecond, where `dataclasses` would cost ten to
begin with and one for each class.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Value:
    """A base of frozen records; the annotated names of a subclass are its fields, in order."""

    __match_args__: ClassVar[tuple[str, ...]] = ()
    _names: ClassVar[frozenset[str]] = frozenset()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        own = [name for name, kind in cls.__annotations__.items() if kind[:8] != "ClassVar"]
        names = tuple(dict.fromkeys((*cls.__match_args__, *own)))
        cls.__match_args__ = names  # type: ignore[misc]  # mypy holds it for the transform's
        cls._names = frozenset(names)
        cls._defaults = cls._defaults | {n: cls.__dict__[n] for n in own if n in cls.__dict__}

    def __init__(self, *args: Any, **named: Any) -> None:
        names, values = self.__match_args__, self.__dict__  # written past `__setattr__`
        if len(args) < len(names):
            values.update(self._defaults)
        values.update(zip(names, args, strict=False))
        if named:
            values.update(named)
        known = len(values) == len(names) and named.keys() <= self._names
        if not known or len(args) > len(names) or not named.keys().isdisjoint(names[: len(args)]):
            given = f"{len(args)} by position and {', '.join(named) or 'none'} by name"
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}; it was given {given}")

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        return type(self)(**{**self._fields(), **changes})

    def _fields(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in self.__match_args__}

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self is other or self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self), *self._fields().values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._fields().items())
        return f"{type(self).__name__}({fields})"


if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: TID251
else:

    class _TupleKind(type):
        """Makes tuples from classes.

        `typing` reads every annotation, which takes three times as long as making the class; a
        start makes sixty.
        """

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            home = body["__module__"]
            made = namedtuple(name, fields, defaults=defaults, module=home)  # noqa: PYI024
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_TupleKind):
        """Like the one in `typing`; the annotated names are the fields, in order."""
