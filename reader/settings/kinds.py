"""What a setting may be: each kind accepts a value in TOML's types, or says what is allowed.

The rule: a kind returns the value as `Settings` holds it, or raises `ValueError` with words that
continue after "is not".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reader.posix import absolute, at_home
from reader.value import Value

_TEXTS_MOST, _TEXT_LONGEST = 100, 200
"""More would slow down reading every story."""
_SWITCHED = {"on": True, "yes": True, "off": False, "no": False}


class SettingKind(Value):
    """What a setting may be, how it is shown, written and changed step by step."""

    @property
    def values(self) -> tuple[Any, ...]:
        """Every value in order; empty if they cannot be listed."""
        return ()

    @property
    def allowed(self) -> str:
        """The values in words; empty if the setting's meaning gives them."""
        return ""

    @property
    def typed(self) -> bool:
        """Whether a new value is typed, not chosen from a list."""
        return not self.values

    def parse(self, value: Any) -> Any:
        """The value as `Settings` holds it; raises `ValueError` with what is allowed."""
        raise NotImplementedError

    def read(self, value: Any) -> tuple[Any, tuple[str, ...]]:
        """Like `parse`, with a sentence for each part that is wrong and left out."""
        return self.parse(value), ()

    def from_text(self, text: str) -> Any:
        """A typed value: parsed as TOML if it is TOML, otherwise a string."""
        import tomllib

        try:
            return tomllib.loads(f"value = {text}")["value"]
        except (ValueError, KeyError, RecursionError):
            return text

    def shown(self, value: Any) -> str:
        """A value in words."""
        return str(value)

    def told(self, value: Any) -> Any:
        """A value in the form that may be shown to anyone."""
        return value

    def written(self, value: Any) -> str:
        """A value in TOML, for the right of the equals sign; its strings are written as in JSON."""
        import json

        return json.dumps(str(value), ensure_ascii=False)

    def moved(self, value: Any, count: int) -> Any:
        """The value that many steps on; after the last comes the first."""
        values = self.values
        return values[(values.index(value) + count) % len(values)]


class Number(SettingKind):
    """A whole number, both ends included."""

    low: int
    high: int
    unit: str = ""
    step: int = 1

    @property
    def values(self) -> tuple[int, ...]:
        """From the least to the greatest."""
        return tuple(range(self.low, self.high + 1))

    @property
    def allowed(self) -> str:
        """Both ends."""
        return f"{self.low} to {self.high}"

    @property
    def typed(self) -> bool:
        """A number is typed more quickly than it is reached by steps."""
        return True

    def parse(self, value: Any) -> int:
        """The number."""
        if type(value) is int and self.low <= value <= self.high:
            return value
        raise ValueError(f"a number from {self.low} to {self.high}")

    def shown(self, value: int) -> str:
        """The number with its unit."""
        return f"{value} {self.unit}{'s' if value != 1 else ''}" if self.unit else str(value)

    def written(self, value: int) -> str:
        """Its digits."""
        return str(value)

    def moved(self, value: int, count: int) -> int:
        """Steps stop at both ends."""
        return min(max(value + count * self.step, self.low), self.high)


class OneOf(SettingKind):
    """One of some words, each with its label; case does not matter."""

    words: Mapping[str, str]
    said: str = ""
    """What is allowed, if not listed word by word."""

    @property
    def values(self) -> tuple[str, ...]:
        """The words."""
        return tuple(self.words)

    @property
    def allowed(self) -> str:
        """The words."""
        return self.said or ", ".join(self.words)

    def parse(self, value: Any) -> str:
        """The word in lower case."""
        if isinstance(value, str) and value.lower() in self.words:
            return value.lower()
        raise ValueError(f"one of {', '.join(self.words)}{meant(value, self.words)}")

    def shown(self, value: str) -> str:
        """The label of the word."""
        return self.words[value]


class ThemeName(OneOf):
    """The name of a theme."""


class OnOff(SettingKind):
    """True or false."""

    on: str = "on"
    off: str = "off"

    @property
    def values(self) -> tuple[bool, ...]:
        """Both."""
        return (False, True)

    @property
    def allowed(self) -> str:
        """In TOML's notation."""
        return "true or false"

    def parse(self, value: Any) -> bool:
        """The value itself."""
        if isinstance(value, bool):
            return value
        raise ValueError("true or false")

    def from_text(self, text: str) -> Any:
        """Accepts on and off, yes and no too."""
        value = super().from_text(text)
        return _SWITCHED.get(value.lower(), value) if isinstance(value, str) else value

    def shown(self, value: bool) -> str:
        """On or off, or what that means here."""
        return self.on if value else self.off

    def written(self, value: bool) -> str:
        """In TOML's notation."""
        return str(value).lower()


class Folders(SettingKind):
    """A folder or several; `~` is the home folder."""

    none: str
    """The label for no folder."""
    example: str
    """A folder for the settings file to show."""

    def parse(self, value: Any) -> tuple[Path, ...]:
        """The folders as paths."""
        names = [value] if isinstance(value, str) else value
        if isinstance(names, list) and all(isinstance(n, str) and n for n in names):
            return tuple(map(at_home, names))
        raise ValueError("a folder or a list of folders")

    def from_text(self, text: str) -> Any:
        """A bare path is relative to the current folder."""
        if text.startswith(("[", "~", '"', "'")):
            return super().from_text(text)
        return str(absolute(Path(text)))

    def shown(self, value: tuple[Path, ...]) -> str:
        """The paths."""
        return ", ".join(map(str, value)) or self.none

    def written(self, value: tuple[Path, ...]) -> str:
        """The first, as an example."""
        return super().written(value[0] if value else self.example)


class Name(SettingKind):
    """A few words on one line, or none."""

    none: str
    """The label for none."""
    longest: int = 60

    def parse(self, value: Any) -> str:
        """The words, if not too many."""
        if isinstance(value, str) and len(value) <= self.longest and value.isprintable():
            return value
        raise ValueError(f"a text of at most {self.longest} characters")

    def shown(self, value: str) -> str:
        """The words."""
        return value or self.none


class Folder(Name):
    """The path of one folder, or none."""

    def from_text(self, text: str) -> Any:
        """A bare path is relative to the current folder."""
        return str(absolute(at_home(text))) if text.strip("\"'") else ""


class Texts(SettingKind):
    """Some texts, each not too long."""

    none: str
    """The label for no text."""

    def parse(self, value: Any) -> tuple[str, ...]:
        """The texts; a single one needs no brackets."""
        texts = [value] if isinstance(value, str) else value
        if (
            isinstance(texts, list)
            and len(texts) <= _TEXTS_MOST
            and all(isinstance(one, str) and 0 < len(one) <= _TEXT_LONGEST for one in texts)
        ):
            return tuple(texts)
        raise ValueError(f"a text or a list of at most {_TEXTS_MOST} short texts")

    def shown(self, value: tuple[str, ...]) -> str:
        """The texts."""
        return ", ".join(value) or self.none

    def written(self, value: tuple[str, ...]) -> str:
        """As a TOML list."""
        return f"[{', '.join(super(Texts, self).written(text) for text in value)}]"


class Patterns(Texts):
    """Regular expressions."""

    def parse(self, value: Any) -> tuple[str, ...]:
        """The patterns, each of which must be valid."""
        import re

        texts = super().parse(value)
        for text in texts:
            try:
                re.compile(text)
            except (re.error, RecursionError, OverflowError) as error:
                raise ValueError(f"a regular expression: {text!r} has {error}") from None
        return texts


def meant(value: Any, words: Iterable[str]) -> str:
    """The nearest word to what was written, as a question."""
    from difflib import get_close_matches

    near = get_close_matches(value.lower(), words, 1) if isinstance(value, str) else []
    return f" (did you mean {near[0]!r}?)" if near else ""
