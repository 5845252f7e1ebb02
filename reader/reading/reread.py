"""A story read again as the reader decides: other choices, the same places.

The rule: nothing is written before the story has been read and its places found again; until then
everything stays as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader import formats, locator
from reader.cleaning import safe
from reader.context import Context
from reader.formats.choices import Choices, Reflow
from reader.formats.files import read
from reader.formats.text.corrections import parts_of
from reader.identity import keep_sketch
from reader.locator.quote import Locator, Resolution, Verdict
from reader.reading.open import OpenStory, known_as
from reader.reading.recode import found_again, marks_recoded, move_marks
from reader.story import Offset, Story
from reader.value import Value

if TYPE_CHECKING:
    from reader.reading.recode import Mark

_SURE = (Verdict.EXACT, Verdict.MOVED)
_LONGEST = 200
"""Characters of a title, a name or the words of a hidden line."""
_REFLOWS = tuple(Reflow)


class Reshaped(Value):
    """A story as it is read with other choices."""

    opened: OpenStory
    places: tuple[Offset, ...]
    """Where the requested places are now, in order."""
    verdict: Verdict
    """How certain the first of them is."""
    marks: Mapping[str, Mark] = MappingProxyType({})
    """Bookmarks and highlights whose words have changed, by id."""

    @property
    def doubt(self) -> str:
        """What the reader should know about the place, in a sentence; empty if it is certain."""
        return "" if self.verdict in _SURE else "Your place is about here."


def reshape(
    context: Context, opened: OpenStory, choices: Choices, offsets: Sequence[int]
) -> Reshaped:
    """The story read with these choices, and where some of its offsets are then.

    Raises:
        LoadError: The file can no longer be read.
    """
    data, name = bytes_of(opened), opened.path or opened.story.source.name
    story = formats.from_bytes(data, name, context.choices_for(choices))
    places = [locator.make(opened.story, offset) for offset in offsets]
    old = opened.story.source.encoding
    found = found_again(data, old, story, places)
    now = tuple(_offset(story, *pair) for pair in zip(places, found, strict=True))
    marks: Mapping[str, Mark] = {}
    if old != story.source.encoding and opened.id is not None:
        marks = marks_recoded(context, opened.id, data, old, story)
    place = found[0].replace(offset=now[0])
    again = opened.replace(story=story, choices=choices, place=place, notice="")
    return Reshaped(again, now, found[0].verdict, marks)


def bytes_of(opened: OpenStory) -> bytes:
    """The bytes of the story's file.

    Raises:
        LoadError: It can no longer be read.
    """
    return read(opened.path) if opened.path else opened.data


def _offset(story: Story, place: Locator, found: Resolution) -> Offset:
    """The offset that was found; if the words are gone, the same share of the story."""
    if found.verdict is Verdict.LOST:
        return story.offset_at(place.progression)
    return Offset(found.offset)


def marks_now(context: Context, opened: OpenStory) -> dict[str, Mark]:
    """Bookmarks and highlights of a story as stored, including deleted ones."""
    if opened.id is None:
        return {}
    store = context.store
    marks: dict[str, Mark] = {}
    for deleted in (False, True):
        bookmarks = store.bookmarks.of(opened.id, deleted=deleted)
        highlights = store.highlights.of(opened.id, deleted=deleted)
        marks |= {mark.id: mark.locator for _, mark in bookmarks}
        marks |= {mark.id: mark.passage for _, mark in highlights}
    return marks


def keep_choices(
    context: Context, opened: OpenStory, marks: Mapping[str, Mark], offset: int
) -> None:
    """Store how the story is read from now on.

    Bookmarks and highlights whose words changed, and the reader's place, are written with it at
    once: a place in the words of another encoding would not be found again.
    """
    story, story_id = opened.story, opened.id
    if story_id is None:
        return
    named = (story.title, story.metadata.author)
    context.store.stories.set_choices(story_id, opened.choices.to_json(), named)
    context.store.stories.opened(
        story_id, story.source.sha256, len(story.chapters), len(story.text)
    )
    move_marks(context, marks)
    context.store.places.remember(story_id, locator.make(story, offset), at_once=True)


def correct(context: Context, opened: OpenStory, choices: Choices) -> OpenStory:
    """The story read and kept with other choices; its place and its status stay as they are.

    Raises:
        LoadError: The file can no longer be read.
    """
    again = reshape(context, opened, choices, [opened.story.body.start]).opened
    again = again.replace(id=opened.id or known_as(context, opened), place=opened.place)
    if again.id is not None:
        named = (again.story.title, again.story.metadata.author)
        context.store.stories.set_choices(again.id, choices.to_json(), named).result()
        keep_sketch(context, again.id, again.story, lambda: None)  # so it is recognised when edited
    return again


# What can be chosen


def with_raw(choices: Choices) -> Choices:
    """The same choices with the raw view toggled."""
    return choices._replace(raw=not choices.raw)


def with_ruby(choices: Choices) -> Choices:
    """The same choices with readings shown after their words, or hidden."""
    return choices._replace(ruby=not choices.ruby)


def with_reflow(choices: Choices) -> Choices:
    """The next of joining lines automatically, always and never."""
    at = _REFLOWS.index(choices.reflow)
    return choices._replace(reflow=_REFLOWS[(at + 1) % len(_REFLOWS)])


def with_heading(choices: Choices, name: str, *, wanted: bool) -> Choices:
    """A line, as `formats.name_of` calls it, is a chapter or is not."""
    headings = tuple(one for one in choices.headings if one != name)
    others = tuple(one for one in choices.not_headings if one != name)
    if wanted:
        return choices._replace(headings=(*headings, name), not_headings=others)
    return choices._replace(headings=headings, not_headings=(*others, name))


def with_title(choices: Choices, title: str) -> Choices:
    """The same choices with this title; an empty one restores what the file says."""
    return choices._replace(title=_line(title))


def with_author(choices: Choices, author: str) -> Choices:
    """The same choices with this author; an empty one restores what the file says."""
    return choices._replace(author=_line(author))


def with_hidden(choices: Choices, words: str, *, wanted: bool = True) -> Choices:
    """The same choices with the lines that contain these words hidden, or shown again."""
    wish = _line(words)
    others = tuple(one for one in choices.hidden if one != wish)
    return choices._replace(hidden=(*others, wish) if wanted and parts_of(wish) else others)


def as_the_file_says(choices: Choices) -> Choices:
    """The same choices without a corrected title or author, and with no lines hidden."""
    return choices._replace(title="", author="", hidden=())


def _line(text: str) -> str:
    """What somebody typed, on one line."""
    return safe(" ".join(text.split()))[:_LONGEST]
