"""What a command is: an id, keys, words, and where it can be given."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


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
    LIST = "list"
    ANYWHERE = "anywhere"


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

    @property
    def method(self) -> str:
        """The method of a screen that answers it."""
        return "do_" + self.id.replace(".", "_").replace("-", "_")
