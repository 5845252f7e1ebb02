"""The look of the pages as a reader changes it, and for which stories it is kept.

The rule: values in, values out; nothing here is written anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.settings.row import Scope
from reader.settings.settings import SETTINGS, Settings
from reader.value import Value

Chosen = str | int
_OF_A_STORY = tuple(row for row in SETTINGS.values() if row.scope is Scope.STORY)
_OF_ALL = tuple(row for row in SETTINGS.values() if row.scope is Scope.LOOK)
LOOK_SETTINGS = (*_OF_ALL, *_OF_A_STORY)
"""The settings that make up the look, in the order of the panel."""


class LookChange(Value):
    """What is to be written when a look is kept."""

    settings: Settings
    """The settings of all stories from now on."""
    changes: Mapping[str, Chosen]
    """How they differ from before."""
    style: tuple[str, ...]
    """The story's own settings, each as a line of the settings file."""


class LookDraft(Value):
    """A look that is being tried."""

    common: Settings
    """Of all stories, as kept."""
    settings: Settings
    """Of this story, as tried."""
    own: bool = False
    """Whether it will be kept for this story only."""

    def moved(self, key: str, count: int) -> LookDraft:
        """A setting moved that many steps forward, or back if negative."""
        return self.replace(settings=SETTINGS[key].moved(self.settings, count))

    def set(self, key: str, value: Chosen) -> LookDraft:
        """A setting at a value."""
        return self.replace(settings=self.settings.replace(**{key: value}))

    def for_other(self) -> LookDraft:
        """The same look, to be kept for this story instead of for all, or the reverse."""
        return self.replace(own=not self.own)

    def as_common(self) -> LookDraft:
        """The look of all stories, with nothing of the story's own."""
        return LookDraft(self.common, self.common)

    def kept(self) -> LookChange:
        """What keeping it means."""
        differing = {
            row.key: value
            for row in LOOK_SETTINGS
            if (value := getattr(self.settings, row.key)) != getattr(self.common, row.key)
        }
        of_story = {row.key for row in _OF_A_STORY} if self.own else set()
        changes = {key: value for key, value in differing.items() if key not in of_story}
        style = [SETTINGS[key].line(value) for key, value in differing.items() if key in of_story]
        return LookChange(self.common.replace(**changes), changes, tuple(style))
