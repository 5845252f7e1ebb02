"""What screens tell the app."""

from __future__ import annotations

from pathlib import Path

from textual.message import Message

from reader.locator import Locator


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
