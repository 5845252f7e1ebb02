"""Who somebody is, and who was met: panels over the page.

The rule: they are given what was read, and know nothing else; the reader can correct who is who.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar

from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.library.fuzzy import Needle, folded
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.people.appearances import Appearances, Mention, bar
from reader.people.corrections import Said, corrected, joined, parted
from reader.people.person import Person
from reader.story import Story, percent, quantity
from reader.tui.questions import ask
from reader.tui.screens.answers import ChoicePanel
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import HEADING, ListPanel, heading_row
from reader.tui.widgets.hints import KeyHints
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_INTRODUCTIONS = 5
"""Sentences that say who it is, before all others."""
_BAR = 60
"""Cells of the bar over the chapters, at most."""
_NAMES_MOST = 200
"""Names of one person to choose from."""
_BEFORE = 30
"""Characters of a sentence shown before the name if there is not room for all of it."""


class Remark(NamedTuple):
    """A row without a place: a heading, or a remark about all mentions."""

    text: str


class WhoScreen(ListPanel[Remark | Mention]):
    """Shows where a name occurs in what was read; closes with a mention to be looked at."""

    OF_THE_TEXT = True

    def __init__(self, theme: Theme, story: Story, found: Appearances) -> None:
        self._story = story
        items = list(_items(story, found))
        first = next((at for at, one in enumerate(items) if isinstance(one, Mention)), 0)
        hints = "{list.choose} look there · {list.close} close"
        super().__init__(theme, safe(found.names), items, first, hints)

    def is_heading(self, item: Remark | Mention) -> bool:
        """A row without a place is skipped."""
        return isinstance(item, Remark)

    def draw(self, item: Remark | Mention, columns: int) -> Sequence[Row]:
        """The place and the sentence."""
        if isinstance(item, Remark):
            if item.text.startswith(HEADING):
                return [heading_row(item.text, columns)]
            return [[Run(f" {clip(item.text, max(1, columns - 1))}", (Role.QUIET,))]]
        where = f" {percent(self._story.progression(item.start)):>5}  "
        room = max(1, columns - width(where))
        name = safe(" ".join(self._story.text[item.start : item.end].split()))
        sentence = clip(_around(safe(item.sentence), name, room), room)
        before, found, after = sentence.partition(name)
        shown = [Run(before, ()), Run(found, (Role.STRONG,)), Run(after, ())]
        return [[Run(where, (Role.QUIET,)), *(run for run in shown if run.text)]]

    def choose(self, item: Remark | Mention) -> None:
        """Look at the place."""
        if isinstance(item, Mention):
            self.dismiss(item)


def _around(sentence: str, name: str, room: int) -> str:
    """A sentence from a little before the name on, if the name would otherwise be out of sight."""
    at = sentence.find(name)
    if at < 0 or width(sentence[: at + len(name)]) <= room:
        return sentence
    return f"…{sentence[max(0, at - min(_BEFORE, room // 3)) :]}"


def _items(story: Story, found: Appearances) -> Iterator[Remark | Mention]:
    mentions = found.mentions
    times = f"{quantity(len(mentions), 'mention')} so far"
    chapters = bar(story, found, _BAR)
    yield Remark(f"{times}   {chapters}" if len(chapters) > 1 else times)
    places = (("first", mentions[0]), ("last before here", mentions[-1]))
    for what, one in places[: len(mentions)]:
        if one.chapter:
            yield Remark(f"{what} in {safe(one.chapter)}")
    introduced = [one for one in mentions if one.introduces][:_INTRODUCTIONS]
    if introduced:
        yield Remark(f"{HEADING}Introduced")
        yield from introduced
    yield Remark(f"{HEADING}All mentions")
    yield from mentions


_HINTS = (
    "{list.choose} who? · {people.join} same person · {people.part} separate"
    " · {people.filter} filter · {list.close} close"
)


def _first_of(items: Sequence[Person | Remark]) -> int:
    """The first that is not the title of a chapter."""
    return next((at for at, one in enumerate(items) if isinstance(one, Person)), 0)


class PeopleScreen(ListPanel[Person | Remark]):
    """Lists who was met; closes with the one to be shown."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.PEOPLE, Place.LIST)
    BINDINGS = bindings(Place.PEOPLE)
    OF_THE_TEXT = True
    EMPTY = "Nobody has been met so far."

    def __init__(
        self,
        theme: Theme,
        story: Story,
        found: Sequence[Person],
        said: Said,
        keep: Callable[[Said], object],
    ) -> None:
        """`found` comes from the text, `said` from the reader; changes to that are to be kept."""
        self._story = story
        self._found, self._said = found, said
        self._keep = keep
        self._people = corrected(found, said)
        self._typed = ""
        """What names must contain."""
        self._first: Person | None = None
        """A person to be joined with another, who is still to be chosen."""
        items = self._by_chapter(self._people)
        super().__init__(theme, "People met so far", items, _first_of(items), _HINTS)

    def _by_chapter(self, people: Iterable[Person]) -> list[Person | Remark]:
        """The people under the titles of the chapters in which they first appear."""
        items: list[Person | Remark] = []
        chapter = ""
        for one in people:
            title = self._story.chapter_at(one.first)
            if title != chapter:
                chapter = title
                items.append(Remark(HEADING + safe(title)))
            items.append(one)
        return items

    def is_heading(self, item: Person | Remark) -> bool:
        """The title of a chapter is skipped."""
        return isinstance(item, Remark)

    def draw(self, item: Person | Remark, columns: int) -> Sequence[Row]:
        """Name, other forms, how often."""
        if isinstance(item, Remark):
            return [heading_row(item.text, columns)]
        tail = f"{item.mentions:>6,}"
        name, others = safe(item.name), ", ".join(map(safe, item.forms[1:]))
        room = max(1, columns - width(tail) - 4)
        shown = clip(f"{name}  {others}" if others else name, room)
        rest = shown[len(name) :]
        gap = " " * max(1, room - width(shown) + 1)
        mark = " & " if item is self._first else "   "
        return [
            [
                Run(mark + shown[: len(name)], (Role.TEXT,)),
                Run(rest + gap + tail, (Role.QUIET,)),
            ]
        ]

    @command("people.filter")
    async def ask_filter(self) -> None:
        """Filter as it is typed."""
        if await ask(self, "Filter:", self._typed, "a name", self._take) is None:
            self._take("")

    def _take(self, typed: str) -> None:
        """Show the people whose names contain the typed words."""
        self._typed = typed
        self._show(self._current)

    @property
    def _current(self) -> Person | None:
        current = self.list_view.current
        return current if isinstance(current, Person) else None

    def choose(self, item: Person | Remark) -> None:
        """Show this person."""
        if isinstance(item, Person):
            self.dismiss(item)

    def _show(self, current: Person | None) -> None:
        """Show the people as they are now, one of them as the current one."""
        names = [folded(safe(" ".join(one.forms))) for one in self._people]
        hits = Needle(self._typed).find(names, scattered=False) if self._typed.strip() else None
        kept = range(len(names)) if hits is None else sorted(hit.number for hit in hits)
        self._items = self._by_chapter(self._people[number] for number in kept)
        at = self._items.index(current) if current in self._items else _first_of(self._items)
        self.refill(at)

    @command("people.join")
    def join(self) -> None:
        """Begin to say that two names are one person, or complete that with the second."""
        one, other = self._first, self._current
        if other is None:
            return
        self._first = None if one is not None else other
        if one is not None and one != other:
            self._say(joined(self._said, one.name, other.name), one.name)
        told = f"“{safe(other.name)}” is the same as: go to the other, press {{people.join}} again"
        self._tell("" if self._first is None else told)
        self.repaint()

    @command("people.part")
    def part_from(self) -> None:
        """Say that one of somebody's names is someone else's: it is chosen from all of them."""
        person = self._current
        if person is None or len(person.called) < 2:
            self._tell("There is only one name here: nothing to separate.")
            return

        def take(name: str | None) -> None:
            if name is not None:
                self._say(parted(self._said, name), name)

        names = person.forms[:_NAMES_MOST]
        panel = ChoicePanel(self.page_theme, "Whose name is this? Not", names)
        self.app.push_screen(panel, take)

    def _say(self, said: Said, name: str) -> None:
        """Adopt what the reader says."""
        if said != self._said:
            self._said, self._people = said, corrected(self._found, said)
            self._keep(said)
        self._tell()
        self._show(next((one for one in self._people if name in one.forms), None))

    def _tell(self, words: str = "") -> None:
        """Say it in place of the hints, or show these."""
        self.query_one(KeyHints).show("" if words else self.keyed(_HINTS), self.keyed(words))
