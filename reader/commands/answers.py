"""Which method answers which command: said once, where the method stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

Method = TypeVar("Method", bound=Callable[..., object])


def command(*ids: str) -> Callable[[Method], Method]:
    """Say that a method answers these commands; of several it is told which was given."""

    def mark(method: Method) -> Method:
        method.__dict__["commands"] = ids
        return method

    return mark


def answers_of(kind: type) -> Mapping[str, str]:
    """Command id → the name of the method of a class that answers it, inherited ones included."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        for name, method in vars(base).items():
            for id_ in getattr(method, "commands", ()):
                found[id_] = name
    return found
