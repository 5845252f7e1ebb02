"""Who somebody is, and who was met: panels over the page.

The rule: they are given what was read, and know nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.people.appearances import Appearances, Mention, bar
from reader.people.person import Person
from reader.story import Story, percent
from reader.tui.screens.list_panel import HEADING, ListPanel, heading_row
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_INTRODUCTIONS = 5
"""Sentences that say who it is, before all others."""
_BAR = 60
"""Cells of the bar over the chapters at most."""
_BEFORE = 30
"""Characters of a sentence that are shown before the name where not all of it has room."""


class Remark(NamedTuple):
    """A row without a place: a heading, or what is told of all mentions."""

    text: str


class WhoScreen(ListPanel[Remark | Mention]):
    """Tells where a name stands in what was read; closes with a mention to be looked at."""

    OF_THE_TEXT = True

    def __init__(self, theme: Theme, story: Story, found: Appearances) -> None:
        self._story = story
        items = list(_items(story, found))
        first = next((at for at, one in enumerate(items) if isinstance(one, Mention)), 0)
        hints = "{list.choose} look there · {list.close} close"
        super().__init__(theme, safe(found.name), items, first, hints)

    def is_heading(self, item: Remark | Mention) -> bool:
        """What has no place is passed over."""
        return isinstance(item, Remark)

    def draw(self, item: Remark | Mention, columns: int) -> Sequence[Row]:
        """The place and the sentence."""
        if isinstance(item, Remark):
            if item.text.startswith(HEADING):
                return [heading_row(item.text, columns)]
            return [[Run(f" {clip(item.text, max(1, columns - 1))}", (Role.QUIET,))]]
        where = f" {percent(self._story.progression(item.start)):>5}  "
        room = max(1, columns - width(where))
        name = safe(self._story.text[item.start : item.end])
        sentence = clip(_around(safe(item.sentence), name, room), room)
        before, found, after = sentence.partition(name)
        shown = [Run(before, ()), Run(found, (Role.STRONG,)), Run(after, ())]
        return [[Run(where, (Role.QUIET,)), *(run for run in shown if run.text)]]

    def choose(self, item: Remark | Mention) -> None:
        """Look at the place."""
        if isinstance(item, Mention):
            self.dismiss(item)


def _around(sentence: str, name: str, room: int) -> str:
    """A sentence from a little before the name on, where it would stand out of sight."""
    at = sentence.find(name)
    if at < 0 or width(sentence[: at + len(name)]) <= room:
        return sentence
    return f"…{sentence[max(0, at - min(_BEFORE, room // 3)) :]}"


def _items(story: Story, found: Appearances) -> Iterator[Remark | Mention]:
    mentions = found.mentions
    times = f"{len(mentions):,} {'mention' if len(mentions) == 1 else 'mentions'} so far"
    chapters = bar(story, found, _BAR)
    yield Remark(f"{times}   {chapters}" if len(chapters) > 1 else times)
    for what, one in (("first", mentions[0]), ("last before here", mentions[-1])):
        if one.chapter:
            yield Remark(f"{what} in {safe(one.chapter)}")
    introduced = [one for one in mentions if one.introduces][:_INTRODUCTIONS]
    if introduced:
        yield Remark(f"{HEADING}Introduced")
        yield from introduced
    yield Remark(f"{HEADING}All mentions")
    yield from mentions


class PeopleScreen(ListPanel[Person]):
    """Lists who was met; closes with the one to be told of."""

    OF_THE_TEXT = True
    EMPTY = "Nobody was met so far."

    def __init__(self, theme: Theme, story: Story, people: Sequence[Person]) -> None:
        self._story = story
        hints = "{list.choose} who is this? · {list.close} close"
        super().__init__(theme, "People met so far", people, 0, hints)

    def draw(self, item: Person, columns: int) -> Sequence[Row]:
        """Name, other forms, how often, where first."""
        first = safe(self._story.chapter_at(item.first))
        where = first or percent(self._story.progression(item.first))
        tail = f"{item.mentions:>6,}  {clip(where, max(1, columns // 3))}"
        name, others = safe(item.name), ", ".join(map(safe, item.forms[1:]))
        room = max(1, columns - width(tail) - 2)
        shown = clip(f"{name}  {others}" if others else name, room)
        rest = shown[len(name) :]
        gap = " " * max(1, room - width(shown) + 1)
        return [
            [
                Run(f" {shown[: len(name)]}", (Role.TEXT,)),
                Run(rest + gap + tail, (Role.QUIET,)),
            ]
        ]
