"""What a command is: an id, keys, words, and where it can be given."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol


class Place(StrEnum):
    """Where a command can be given."""

    QUESTION = "question"
    READING = "reading"
    LINE = "search line"
    SHELF = "shelf"
    FOUND = "library search"
    BOOKMARKS = "bookmarks"
    LOOKS = "looks"
    STORY = "story"
    CONTENTS = "contents"
    SETTINGS = "settings"
    LIST = "list"
    ANYWHERE = "anywhere"


TOGETHER: tuple[tuple[Place, ...], ...] = (
    (Place.QUESTION, Place.READING, Place.STORY, Place.ANYWHERE),
    (Place.LINE, Place.ANYWHERE),
    (Place.QUESTION, Place.SHELF, Place.LIST, Place.ANYWHERE),
    (Place.FOUND, Place.LIST, Place.ANYWHERE),
    (Place.BOOKMARKS, Place.LIST, Place.ANYWHERE),
    (Place.LOOKS, Place.LIST, Place.ANYWHERE),
    (Place.CONTENTS, Place.LIST, Place.ANYWHERE),
    (Place.SETTINGS, Place.LIST, Place.ANYWHERE),
    (Place.STORY, Place.LIST, Place.ANYWHERE),
)
"""Places whose commands can be given at the same time, the more special ones first."""


class Group(StrEnum):
    """Under which heading a command stands in the help."""

    PAGES = "Turning pages"
    PLACES = "Going to a place"
    SEARCH = "Searching"
    LINE = "While typing a search"
    BOOKMARKS = "Bookmarks"
    LOOKS = "The look of the page"
    STORY = "How the story is read"
    SHELF = "The shelf"
    LISTS = "In a list"
    SETTINGS = "In the settings"
    PROGRAM = "Nightstand"


class Command(NamedTuple):
    """One thing a reader can ask for."""

    id: str
    """Its name in the settings' key table, such as `page.next`."""
    keys: tuple[str, ...]
    """Textual's names of the keys that ask for it."""
    label: str
    """Two or three words, for the footer and the palette."""
    help: str
    """One sentence, for the help screen."""
    group: Group
    place: Place
    sometimes: bool = False
    """Whether it means something only now and then, and leaves its keys to others otherwise."""

    @property
    def method(self) -> str:
        """The method of a screen that answers it."""
        return "do_" + self.id.replace(".", "_").replace("-", "_")


class Declare(Protocol):
    """Declares a command of one place."""

    def __call__(
        self, id_: str, keys: str, label: str, help_: str, group: Group = Group.PROGRAM
    ) -> Command:
        """The command; `keys` are the screen library's names with blanks between."""


def given(place: Place, own: Group | None = None) -> Declare:
    """What declares the commands of a place; all of a group, or each of the one it names."""

    def declare(
        id_: str, keys: str, label: str, help_: str, group: Group = Group.PROGRAM
    ) -> Command:
        sometimes = id_ in _SOMETIMES
        return Command(id_, tuple(keys.split()), label, help_, own or group, place, sometimes)

    return declare


_SOMETIMES = frozenset(
    (
        "answer.yes", "answer.no", "place.other", "search.results", "search.backward",
        "search.end", "copy.selection",
    )
)  # fmt: skip
