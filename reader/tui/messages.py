"""What screens tell the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reader.locator.quote import Locator
    from reader.pace.stopwatch import Lap
    from reader.reading.open import OpenStory
    from reader.reading.search import SearchTarget
    from reader.settings.settings import Settings
    from reader.storage.coverage import Part


class PlaceChanged(Message):
    """The reader moved; the place is worth keeping."""

    def __init__(
        self,
        story_id: int,
        locator: Locator,
        lap: Lap | None = None,
        read: tuple[Part, ...] = (),
    ) -> None:
        """The lap is what was read since the previous place, `read` all since the opening."""
        super().__init__()
        self.story_id = story_id
        self.locator = locator
        self.lap = lap
        self.read = read


class StoryWanted(Message):
    """A story was chosen on the shelf, or a hit in it, or a highlight by its id."""

    def __init__(self, path: Path, sought: SearchTarget | None = None, highlight: str = "") -> None:
        super().__init__()
        self.path = path
        self.sought = sought
        self.highlight = highlight


class StoryClaimed(Message):
    """The story in a file is the one that was guessed; it is to be opened as that."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class EditWanted(Message):
    """A file is to be edited in the reader's own editor."""

    def __init__(self, path: Path, done: Callable[[], object]) -> None:
        super().__init__()
        self.path = path
        self.done = done
        """Called when the editor has ended, in whatever way."""


class StoreChanged(Message):
    """Changes are no longer saved, or are again, or there is something to be told."""


class MachinesHeard(Message):
    """An exchange with the reader's other machines has ended."""

    def __init__(self, came: int, problem: str) -> None:
        super().__init__()
        self.came = came
        """Records that said something new."""
        self.problem = problem
        """The problem, in a few words; empty if there was none."""


class OthersWanted(Message):
    """A story is completely loaded, in which other devices may have been read on."""

    def __init__(self, opened: OpenStory) -> None:
        super().__init__()
        self.opened = opened


class ServerHeard(Message):
    """The server of other devices has answered for a story, or has not."""

    def __init__(self, problem: str, *, found: bool) -> None:
        super().__init__()
        self.problem = problem
        """The problem, in a few words; empty if there was none."""
        self.found = found
        """Whether there is a place to offer."""


class StoryLeft(Message):
    """The reader left a story."""


class StoryRead(Message):
    """All of a story is loaded; slow work can be done with it."""

    def __init__(self, opened: OpenStory) -> None:
        super().__init__()
        self.opened = opened


class SettingsKept(Message):
    """Settings for all stories were changed and are to be saved."""

    def __init__(self, settings: Settings, changes: Mapping[str, str | int]) -> None:
        super().__init__()
        self.settings = settings
        self.changes = changes


class Copied(Message):
    """A text is to be put on the clipboard."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class BackgroundTold(Message):
    """The terminal has reported whether its background is dark."""

    def __init__(self, dark: bool) -> None:
        super().__init__()
        self.dark = dark


class ThemeWanted(Message):
    """A theme is to be used from now on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
