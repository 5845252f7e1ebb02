"""What a setting may be: each kind takes a value as TOML has it, or says what is allowed.

The rule: a kind returns the value as `Settings` holds it, or raises `ValueError` with words that
go on after "is not".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any


class Number:
    """A whole number, both ends included."""

    __match_args__ = ("low", "high")
    __slots__ = __match_args__

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def __call__(self, value: Any) -> int:
        """The number."""
        if type(value) is int and self.low <= value <= self.high:
            return value
        raise ValueError(f"a number from {self.low} to {self.high}")


class Word:
    """One of some words; capitals do not count."""

    __match_args__ = ("words",)
    __slots__ = __match_args__

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def __call__(self, value: Any) -> str:
        """The word in small letters."""
        if isinstance(value, str) and value.lower() in self.words:
            return value.lower()
        raise ValueError(f"one of {', '.join(self.words)}{meant(value, self.words)}")


def meant(value: Any, words: Iterable[str]) -> str:
    """The word that is nearest to what was written, as a question."""
    from difflib import get_close_matches

    near = get_close_matches(value.lower(), words, 1) if isinstance(value, str) else []
    return f" (did you mean {near[0]!r}?)" if near else ""


def switch(value: Any) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def folders(value: Any) -> tuple[Path, ...]:
    """A folder or several; `~` is the home folder."""
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and all(isinstance(n, str) and n for n in names):
        return tuple(Path(name).expanduser() for name in names)
    raise ValueError("a folder or a list of folders")


def keys_of(command: str, value: Any) -> tuple[str, ...]:
    """The keys of one command as they are written: none, one, several divided by blanks, a list."""
    listed = value if isinstance(value, list) else [value]
    words: list[str] = []
    for one in listed:
        if type(one) is int and 0 <= one <= 9:
            words.append(str(one))
        elif isinstance(one, str):
            words += one.split() or (["space"] if one else [])
        else:
            raise ValueError(
                f'keys: {command!r} is not given a key, a list of keys, or "" for none'
            )
    return tuple(dict.fromkeys(words))


def key_table(value: Any) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """The table of keys, and a sentence for each command whose keys are none.

    An id may be quoted or not: without quotes its dots make tables inside the table.
    """
    if not isinstance(value, dict):
        raise ValueError("a table of commands and their keys")
    keys: dict[str, tuple[str, ...]] = {}
    problems = []
    for command, chosen in _flat(value):
        try:
            keys[command] = keys_of(command, chosen)
        except ValueError as problem:
            problems.append(str(problem))
    return MappingProxyType(keys), tuple(problems)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def key_table_alone(value: Any) -> Mapping[str, tuple[str, ...]]:
    """The table of keys; every command in it must be right."""
    keys, problems = key_table(value)
    if problems:
        raise ValueError(f"a table of keys ({problems[0]})")
    return keys
