"""The look of the pages as a reader changes it, and for which stories it is kept.

The rule: values in, values out; nothing here is written anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.paint.themes import theme_label
from reader.settings.settings import THEMES, Settings, setting_line, values_of

Value = str | int
OFF_ON: Mapping[Value, str] = MappingProxyType({False: "off", True: "on"})


class Feature(NamedTuple):
    """One setting of the look."""

    key: str
    """Its name among the settings."""
    label: str
    words: Mapping[Value, str] = MappingProxyType({})
    """What its values are called where they are not numbers."""
    unit: str = ""
    step: int = 1

    def shown(self, settings: Settings) -> str:
        """Its value in words."""
        value: Value = getattr(settings, self.key)
        if self.words:
            return self.words[value]
        return f"{value} {self.unit}{'s' if value != 1 else ''}" if self.unit else str(value)

    def moved(self, settings: Settings, count: int) -> Settings:
        """The settings with that many steps more of it; numbers stop at their ends, words turn."""
        values = values_of(self.key)
        at = values.index(getattr(settings, self.key)) + count * self.step
        at = at % len(values) if self.words else min(max(at, 0), len(values) - 1)
        return _changed(settings, {self.key: values[at]})


_THEME_WORDS: dict[Value, str] = {"auto": "by the terminal"}
_THEME_WORDS |= {name: theme_label(name) for name in THEMES}
THEME_WORDS = MappingProxyType(_THEME_WORDS)
FEATURES = (
    Feature("measure", "Line length", unit="cell", step=2),
    Feature("margin", "Margins", unit="cell"),
    Feature("leading", "Line spacing"),
    Feature(
        "paragraphs",
        "Paragraphs",
        {"author": "as in the file", "indent": "indented", "blank": "blank line between"},
    ),
    Feature("indent", "Indent", unit="cell"),
    Feature("justify", "Even right edge", OFF_ON),
    Feature("hyphenate", "Hyphenation", OFF_ON),
    Feature(
        "breaking",
        "Line breaks",
        {"first-fit": "as full as can be", "least-ragged": "as even as can be"},
    ),
    Feature("chapter_page", "New chapter", {False: "follows on", True: "on a new page"}),
    Feature("spread", "Two pages", {"auto": "where there is room", "on": "on", "off": "off"}),
    Feature("mode", "Reading", {"pages": "by pages", "scroll": "by lines"}),
    Feature("running_head", "Running head", OFF_ON),
    Feature("folio", "Page number", OFF_ON),
    Feature("dialogue", "Tinted speech", OFF_ON),
    Feature("theme", "Theme", THEME_WORDS),
)
OF = MappingProxyType({feature.key: feature for feature in FEATURES})
COMMON = ("theme",)
"""What is the same for all stories."""


class Kept(NamedTuple):
    """What is to be written when a look is kept."""

    settings: Settings
    """Those of all stories from now on."""
    changes: Mapping[str, Value]
    """What differs in them from before."""
    style: tuple[str, ...]
    """What the story has of its own, each as a line of the settings file."""


class Draft(NamedTuple):
    """A look that is being tried."""

    common: Settings
    """Of all stories, as kept."""
    settings: Settings
    """Of this story, as tried."""
    own: bool = False
    """Whether it will be kept for this story only."""

    def moved(self, key: str, count: int) -> Draft:
        """That many steps more of a feature, or fewer when negative."""
        return self._replace(settings=OF[key].moved(self.settings, count))

    def set(self, key: str, value: Value) -> Draft:
        """A feature at a value."""
        return self._replace(settings=_changed(self.settings, {key: value}))

    def for_other(self) -> Draft:
        """The same look, to be kept for this story instead of for all, or the reverse."""
        return self._replace(own=not self.own)

    def as_common(self) -> Draft:
        """The look of all stories, with nothing of the story's own."""
        return Draft(self.common, self.common)

    def kept(self) -> Kept:
        """What keeping it means."""
        differing = {
            feature.key: value
            for feature in FEATURES
            if (value := getattr(self.settings, feature.key)) != getattr(self.common, feature.key)
        }
        changes = {k: v for k, v in differing.items() if not self.own or k in COMMON}
        style = (setting_line(k, v) for k, v in differing.items() if k not in changes)
        return Kept(_changed(self.common, changes), changes, tuple(style))


def _changed(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    return settings._replace(**changes)
