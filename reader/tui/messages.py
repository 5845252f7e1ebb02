"""What screens tell the app."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual.message import Message

from reader.locator import Locator
from reader.storage import Settings


class PlaceChanged(Message):
    """The reader moved; the place is worth keeping."""

    def __init__(self, story_id: int, locator: Locator) -> None:
        super().__init__()
        self.story_id = story_id
        self.locator = locator


class StoryWanted(Message):
    """A story was chosen on the shelf."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class StoryLeft(Message):
    """The reader left a story."""


class SettingsKept(Message):
    """Settings of all stories were changed and are worth keeping."""

    def __init__(self, settings: Settings, changes: Mapping[str, str | int]) -> None:
        super().__init__()
        self.settings = settings
        self.changes = changes


class ThemeWanted(Message):
    """A theme is to be worn from now on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
