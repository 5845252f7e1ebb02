"""Values: `dataclass`, `field` and `replace`, which mean what the standard library's mean.

The rule: a class costs a start next to nothing. The standard library writes the methods of each
class as source and compiles them, and imports `inspect` to do so; for the classes that a first
page needs that took a quarter of its time. Here all classes share their methods, which go by a
table of fields.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")

_MISSING: Any = object()


class _Field:
    """How a field is filled that is not given, and whether it is shown."""

    __slots__ = ("default", "make", "shown")

    def __init__(self, default: Any, make: Callable[[], Any] | None, shown: bool) -> None:
        self.default, self.make, self.shown = default, make, shown


def field(
    *,
    default: Any = _MISSING,
    default_factory: Callable[[], Any] | None = None,
    repr: bool = True,  # noqa: A002 - as it is called in the standard library
) -> Any:
    """The default of a field: a value, or made anew for each instance; `repr=False` hides it."""
    return _Field(default, default_factory, repr)


@dataclass_transform(field_specifiers=(field,))
def dataclass(*, frozen: bool = False, slots: bool) -> Callable[[type[T]], type[T]]:
    """A class whose annotated names are its fields; `slots` is said because it always holds.

    An instance equals another of the same class with equal fields; a frozen one has a hash.
    """
    assert slots

    def made(cls: type[T]) -> type[T]:
        kind: type[T] = _made(cls, frozen)
        return kind

    return made


def replace(value: T, /, **changes: Any) -> T:
    """The same value with some fields changed."""
    shape: _Shape = value.__shape__  # type: ignore[attr-defined]  # put there below
    for name in shape.names:
        if name not in changes:
            changes[name] = getattr(value, name)
    return value.__class__(**changes)


def fields(kind: type) -> dict[str, Any]:
    """The names of a class's fields with their defaults, in order; all must have one."""
    shape: _Shape = kind.__shape__  # type: ignore[attr-defined]
    return dict(zip(shape.names, shape.filled((), {}), strict=True))


class _Shape:
    """What the methods of one class go by."""

    __slots__ = ("fields", "kind", "names", "setters", "values")

    def __init__(self, kind: type, fields: dict[str, _Field]) -> None:
        self.kind = kind
        self.fields = fields
        self.names = tuple(fields)
        self.setters = tuple(getattr(kind, name).__set__ for name in fields)
        self.values = attrgetter(*fields)

    def filled(self, given: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
        """A value for each field in order, out of those given by place and by name."""
        values = list(given)
        for name, one in list(self.fields.items())[len(given) :]:
            if name in named:
                values.append(named.pop(name))
            elif one.make:
                values.append(one.make())
            elif one.default is not _MISSING:
                values.append(one.default)
            else:
                raise TypeError(f"{self.kind.__name__}: {name} is missing")
        if named or len(values) > len(self.names):
            surplus = ", ".join(named) or "too many values"
            raise TypeError(f"{self.kind.__name__}: {surplus} given")
        return values


def _made(cls: Any, frozen: bool) -> Any:
    """The class made anew with slots for its fields, as a class cannot be given any later."""
    before: dict[str, _Field] = cls.__shape__.fields if hasattr(cls, "__shape__") else {}
    own = {name: _read(cls.__dict__.get(name, _MISSING)) for name in cls.__annotations__}
    dropped = {*own, "__dict__", "__weakref__"}
    said = {name: what for name, what in cls.__dict__.items() if name not in dropped}
    whole = {**before, **own}
    methods: dict[str, Any] = {
        "__slots__": tuple(name for name in own if name not in before),
        "__qualname__": cls.__qualname__,
        "__match_args__": tuple(whole),
        "__init__": _init,
        "__repr__": _repr,
        "__eq__": _eq,
        "__hash__": _hash if frozen else None,
    }
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    kind: Any = type(cls)(cls.__name__, cls.__bases__, {**methods, **said})
    kind.__shape__ = _Shape(kind, whole)
    return kind


def _read(default: Any) -> _Field:
    return default if isinstance(default, _Field) else _Field(default, None, shown=True)


def _init(self: Any, *given: Any, **named: Any) -> None:
    shape: _Shape = self.__shape__
    values = given if len(given) == len(shape.names) and not named else shape.filled(given, named)
    for put, value in zip(shape.setters, values, strict=True):
        put(self, value)


def _repr(self: Any) -> str:
    shown = (name for name, one in self.__shape__.fields.items() if one.shown)
    return f"{type(self).__qualname__}({', '.join(f'{n}={getattr(self, n)!r}' for n in shown)})"


def _eq(self: Any, other: Any) -> Any:
    if self.__class__ is not other.__class__:
        return NotImplemented
    return self.__shape__.values(self) == self.__shape__.values(other)


def _hash(self: Any) -> int:
    return hash(self.__shape__.values(self))


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__}.{name} never changes")
