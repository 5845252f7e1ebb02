"""What a command is: its id, keys, words, where it can be given, what it needs, what answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Flag, StrEnum, auto
from typing import Protocol, TypeVar

from reader.value import NamedTuple


class Place(StrEnum):
    """Where a command can be given."""

    QUESTION = "question"
    SELECTION = "selection"
    SPEAKING = "reading aloud"
    READING = "reading"
    LINE = "search line"
    SHELF = "shelf"
    FOUND = "library search"
    BOOKMARKS = "bookmarks"
    HIGHLIGHTS = "highlights"
    DEFINITION = "definition"
    PEOPLE = "people"
    LOOKS = "looks"
    STORY = "story"
    CONTENTS = "contents"
    SETTINGS = "settings"
    HELP = "help"
    LIST = "list"
    ANYWHERE = "anywhere"


_ON_A_PAGE = (Place.QUESTION, Place.SELECTION, Place.SPEAKING, Place.READING)
TOGETHER: tuple[tuple[Place, ...], ...] = (
    (*_ON_A_PAGE, Place.STORY, Place.ANYWHERE),
    (Place.LINE, Place.ANYWHERE),
    (Place.QUESTION, Place.SHELF, Place.LIST, Place.ANYWHERE),
    (Place.FOUND, Place.LIST, Place.ANYWHERE),
    (Place.BOOKMARKS, Place.LIST, Place.ANYWHERE),
    (Place.HIGHLIGHTS, Place.LIST, Place.ANYWHERE),
    (Place.DEFINITION, Place.LIST, Place.ANYWHERE),
    (Place.PEOPLE, Place.LIST, Place.ANYWHERE),
    (Place.LOOKS, Place.LIST, Place.ANYWHERE),
    (Place.CONTENTS, Place.LIST, Place.ANYWHERE),
    (Place.SETTINGS, Place.LIST, Place.ANYWHERE),
    (Place.STORY, Place.LIST, Place.ANYWHERE),
    (Place.HELP, Place.LIST, Place.ANYWHERE),
)
"""Places whose commands can be given at the same time, the more special ones first."""


class Need(Flag):
    """What a command needs in order to mean something; otherwise its keys stay free."""

    NOTHING = 0
    PAGE = auto()
    """The keyboard belongs to the page: nothing is being typed."""
    LIST = auto()
    """The keyboard belongs to the list."""
    LINE = auto()
    """A search is being typed."""
    QUESTION = auto()
    """A question is open that is answered by a key."""
    OFFER = auto()
    """Another window's place is offered."""
    LOOK = auto()
    """A page other than the reader's own is being looked at."""
    LOOKED = auto()
    """A page is offered that was being looked at when the story was left."""
    SEARCH = auto()
    """There is a search."""
    HITS = auto()
    """There is a search, or one is being typed, so there are hits to list."""
    SELECTION = auto()
    """Some words are selected."""
    SELECTING = auto()
    """A passage is being selected by the keyboard."""
    SPEAKING = auto()
    """The story is being read aloud, on the page that is shown."""
    MARKED = auto()
    """A highlight was just made, changed or deleted, which can be undone."""
    KEPT = auto()
    """The settings are the saved ones, not ones being tried."""
    STORY = auto()
    """The current line of the shelf is a story that the data file knows."""
    FILE = auto()
    """The current line of the shelf is a file that exists."""
    MISSING = auto()
    """The current line of the shelf is a story whose file is missing."""
    KINDS = auto()
    """The stories of the shelf have several statuses."""
    NARROWED = auto()
    """The shelf shows only some of its stories."""
    SHELF = auto()
    """All stories of the shelf are known; of a long shelf, the first ones suffice when it is shown.
    """
    UNDO = auto()
    """There is a change of status to undo."""
    KNOWN = auto()
    """It is known which story this is, or that nothing is kept of it."""
    WHOLE = auto()
    """All of the story has been read."""
    FOOTNOTES = auto()
    """The story has notes of its own that its text refers to."""
    PAGES = auto()
    """All of the story is laid out, so its pages have numbers."""


EVERYTHING = ~Need.NOTHING
COMING = Need.KNOWN | Need.WHOLE | Need.PAGES | Need.SHELF
"""What a long story or a long shelf lacks at first, and gets by itself."""
_LOOKS = Need.LOOK | Need.LOOKED
_FOUND = Need.SEARCH | Need.HITS
_CHOSEN = Need.SELECTION | Need.SELECTING | Need.MARKED
_NOTED = Need.QUESTION | Need.OFFER | Need.FOOTNOTES | Need.SPEAKING
_PASSING = _NOTED | _LOOKS | _FOUND | _CHOSEN
"""What is there only some of the time."""


class Group(StrEnum):
    """The heading for a command in the help."""

    PAGES = "Turning pages"
    PLACES = "Going to a place"
    SEARCH = "Searching"
    LINE = "While typing a search"
    BOOKMARKS = "Bookmarks"
    HIGHLIGHTS = "Highlights and notes"
    SELECTION = "While selecting"
    WORDS = "Words"
    SPEECH = "Reading aloud"
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
    needs: Need = Need.NOTHING

    @property
    def sometimes(self) -> bool:
        """Whether it means something only at times, and otherwise leaves its keys to others."""
        return bool(self.needs & _PASSING)


class Declare(Protocol):
    """Declares commands of one place."""

    def __call__(
        self,
        id_: str,
        keys: str,
        label: str,
        help_: str,
        group: Group = ...,
        needs: Need = ...,
    ) -> Command:
        """The command; `keys` are the screen library's names separated by blanks."""


def given(place: Place, own: Group | None = None, always: Need = Need.NOTHING) -> Declare:
    """Declares the commands of a place, all in one group or each naming its own.

    A command needs what it names, and what is `always` needed there.
    """

    def declare(
        id_: str,
        keys: str,
        label: str,
        help_: str,
        group: Group = Group.PROGRAM,
        needs: Need = Need.NOTHING,
    ) -> Command:
        return Command(id_, tuple(keys.split()), label, help_, own or group, place, always | needs)

    return declare


Method = TypeVar("Method", bound=Callable[..., object])


def command(*ids: str) -> Callable[[Method], Method]:
    """Say that a method answers these commands; with several, it is passed the given one."""

    def mark(method: Method) -> Method:
        method.__dict__["commands"] = ids
        return method

    return mark


def answers_of(kind: type) -> Mapping[str, str]:
    """Command id → the name of the method of a class that answers it, inherited ones included."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        for name, method in vars(base).items():
            for id_ in getattr(method, "commands", ()):
                found[id_] = name
    return found
