"""What a setting is: a row with its default, its possible values and its description.

A row is put in the body of a class where its default would be, and takes its key from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from reader.settings.kinds import SettingKind
from reader.value import Value

_QUOTED = 60
Held = TypeVar("Held", bound=Value)


class Scope(Enum):
    """For which stories a setting can be chosen, and where."""

    STORY = "story"
    """For all stories or for one, in the panel of the look."""
    LOOK = "look"
    """In the panel of the look too, but always for all stories."""
    ALL = "all"
    """For all stories, among the settings."""


class Setting(Value):
    """One setting."""

    default: Any
    kind: SettingKind
    group: str
    """The heading under which it is listed."""
    label: str
    """Two or three words."""
    meaning: str
    """What it is for, in a sentence."""
    scope: Scope = Scope.ALL
    key: str = ""
    """Its name in the file and in `Settings`."""

    @property
    def values(self) -> tuple[Any, ...]:
        """Every possible value, in order; empty if they cannot be listed."""
        return self.kind.values

    @property
    def allowed(self) -> str:
        """The possible values, in words; empty if its meaning gives them."""
        return self.kind.allowed

    @property
    def told(self) -> str:
        """Its meaning and its possible values."""
        return f"{self.meaning} ({self.allowed})" if self.allowed else self.meaning

    def shown(self, settings: Value) -> str:
        """Its value in words."""
        return self.kind.shown(getattr(settings, self.key))

    def moved(self, settings: Held, count: int) -> Held:
        """The settings with this one moved that many steps."""
        value = self.kind.moved(getattr(settings, self.key), count)
        return settings.replace(**{self.key: value})

    def line(self, value: Any) -> str:
        """A value of it as a line of the settings file."""
        return f"{self.key} = {self.kind.written(value)}"

    def parse(self, value: Any) -> Any:
        """The value as `Settings` holds it; raises `ValueError` with what is allowed."""
        try:
            return self.kind.parse(value)
        except ValueError as allowed:
            raise ValueError(f"{self.key} = {_quoted(value)} is not {allowed}")

    def read(self, value: Any) -> tuple[Any, tuple[str, ...]]:
        """Like `parse`, with a sentence for each part that is wrong and left out."""
        try:
            return self.kind.read(value)
        except ValueError as allowed:
            raise ValueError(f"{self.key} = {_quoted(value)} is not {allowed}")


def _quoted(value: Any) -> str:
    """A value roughly as it was written, not too long."""
    import json

    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def setting(
    default: Any, kind: SettingKind, group: str, label: str, meaning: str, scope: Scope = Scope.ALL
) -> Any:
    """A row of the table, in place of the field's default."""
    return Setting(default, kind, group, label, meaning, scope)


class SettingTable(Value):
    """A record whose fields are settings; each gets the default that its row names."""

    rows: ClassVar[Mapping[str, Setting]] = MappingProxyType({})

    def __init_subclass__(cls) -> None:
        rows = {
            name: row.replace(key=name)
            for name, row in vars(cls).items()
            if isinstance(row, Setting)
        }
        for name, row in rows.items():
            setattr(cls, name, row.default)
        cls.rows = MappingProxyType(rows)
        super().__init_subclass__()
