"""What screens tell the app."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reader.locator.quote import Locator
    from reader.reading.navigator import Navigator
    from reader.reading.open import OpenStory
    from reader.reading.reread import Reshaped
    from reader.reading.search import SearchTarget
    from reader.search.matches import Matches
    from reader.search.query import Query
    from reader.settings.settings import Settings
    from reader.story import Offset
    from reader.typeset.layout import Layout


class PlaceChanged(Message):
    """The reader moved; the place is worth keeping."""

    def __init__(self, story_id: int, locator: Locator) -> None:
        super().__init__()
        self.story_id = story_id
        self.locator = locator


class StoryWanted(Message):
    """A story was chosen on the shelf, or a hit in it."""

    def __init__(self, path: Path, sought: SearchTarget | None = None) -> None:
        super().__init__()
        self.path = path
        self.sought = sought


class StoryClaimed(Message):
    """The story in a file is the one it was thought to be; it is to be opened as that."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class EditWanted(Message):
    """A file is to be edited in the reader's own editor."""

    def __init__(self, path: Path, done: Callable[[], object]) -> None:
        super().__init__()
        self.path = path
        self.done = done
        """Called when the editor has ended, however it did."""


class StoreChanged(Message):
    """Changes are not saved any more, or are again, or there is something to be told."""


class StoryLeft(Message):
    """The reader left a story."""


class Answered(Message):
    """A search in the story has come to an answer, the last one or a first."""

    def __init__(
        self, number: int, query: Query, matches: Matches | None, whole: bool, problem: str = ""
    ) -> None:
        super().__init__()
        self.number = number
        """Of the question; only the latest is of interest."""
        self.query = query
        self.matches = matches
        self.whole = whole
        """Whether these are all hits."""
        self.problem = problem
        """Why there is none, in words."""
        self.taken = Event()
        """Set when the answer is shown."""


class Reread(Message):
    """A file was read by other choices, or could not be."""

    def __init__(
        self,
        number: int,
        places: Sequence[Offset],
        reshaped: Reshaped | None = None,
        start: Navigator | None = None,
        problem: str = "",
    ) -> None:
        super().__init__()
        self.number = number
        """Of the wish; only the latest is of interest."""
        self.places = places
        """The offsets that were to be found again."""
        self.reshaped = reshaped
        self.start = start
        """The reader's place in pages of the new text."""
        self.problem = problem
        """Why there is none, in words."""


class Completed(Message):
    """The whole of a story of which an excerpt is shown was read and set, or could not be."""

    def __init__(
        self, opened: OpenStory | None, layout: Layout | None = None, problem: str = ""
    ) -> None:
        super().__init__()
        self.opened = opened
        self.layout = layout
        self.problem = problem
        """Why there is none, in words."""


class StoryRead(Message):
    """All of a story is there; what takes a while can be done with it."""

    def __init__(self, opened: OpenStory) -> None:
        super().__init__()
        self.opened = opened


class SettingsKept(Message):
    """Settings of all stories were changed and are worth keeping."""

    def __init__(self, settings: Settings, changes: Mapping[str, str | int]) -> None:
        super().__init__()
        self.settings = settings
        self.changes = changes


class Copied(Message):
    """A text is to be on the clipboard."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class BackgroundTold(Message):
    """The terminal has told whether its background is dark."""

    def __init__(self, dark: bool) -> None:
        super().__init__()
        self.dark = dark


class ThemeWanted(Message):
    """A theme is to be worn from now on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
