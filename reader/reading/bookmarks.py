"""Bookmarks of a story, found in its text as it is now, and the place of another window on it.

The rule: the place of another window is offered, and never taken automatically.
"""

from __future__ import annotations

import os
import time

from reader import locator
from reader.annotations import Bookmark
from reader.context import Context
from reader.identity import old_sketch
from reader.locator.quote import Verdict
from reader.locator.resolve import resolve_all
from reader.reading.long_story import place_at
from reader.reading.open import OpenStory
from reader.story import Offset, Story
from reader.value import Value


class ResolvedBookmark(Value):
    """A bookmark, found in the text as it is now."""

    bookmark: Bookmark
    offset: Offset
    verdict: Verdict
    chapter: str
    progression: float

    words: str
    """The sentence there now; if that is in doubt, the one that was there."""

    @property
    def doubt(self) -> str:
        """How certain the place is, in words; empty if it is certain."""
        return _DOUBT.get(self.verdict, "")


_DOUBT = {Verdict.APPROXIMATE: "about here", Verdict.LOST: "its words are gone"}


def new_bookmark(story: Story, offset: int, name: str = "") -> Bookmark:
    """A bookmark at an offset, with the sentence there."""
    now = time.time()
    return Bookmark(
        os.urandom(16).hex(), place_at(story, offset), name, story.sentence_at(offset), now, now
    )


def bookmarks_of(context: Context, opened: OpenStory) -> list[ResolvedBookmark]:
    """The story's bookmarks, found in its text as it is now, in the order of the text."""
    if opened.id is None:
        return []
    kept = [bookmark for _, bookmark in context.store.bookmarks.of(opened.id)]
    found = resolve_all(
        opened.story,
        [bookmark.locator for bookmark in kept],
        old_sketch(context, opened.id, opened.story),
    )
    story = opened.story
    marks = [
        ResolvedBookmark(
            bookmark,
            Offset(place.offset),
            place.verdict,
            story.chapter_at(place.offset) or bookmark.locator.chapter,
            story.progression(place.offset),
            bookmark.words if place.verdict in _DOUBT else story.sentence_at(place.offset),
        )
        for bookmark, place in zip(kept, found, strict=True)
    ]
    return sorted(marks, key=lambda mark: mark.offset)


class OtherPlace(Value):
    """Another window's place in the story."""

    offset: Offset
    progression: float
    newer: bool
    """Whether that window has read on since this one last read or wrote its place."""
    machine: str = ""
    """The machine that it was left on, if that is another one."""


def offered(context: Context, opened: OpenStory, here: int) -> OtherPlace | None:
    """Where another window is or was, if that is not here and its words are still there."""
    if opened.id is None:
        return None
    newer = context.store.places.newer(opened.id)
    place = newer or context.store.places.other(opened.id)
    if place is None:
        return None
    found = locator.resolve(opened.story, place)
    if found.verdict is Verdict.LOST or found.offset == here:
        return None
    progression = opened.story.progression(found.offset)
    machine = ""
    if context.settings.sync:
        from reader.storage.registers import machine_of_place  # most readers have one machine

        machine = machine_of_place(context.store, opened.id, place)
    if context.settings.kosync and not machine:
        from reader.reading.other_devices import device_at  # of those, fewer have a server

        machine = device_at(context, opened.id, place)
    return OtherPlace(Offset(found.offset), progression, newer is not None, machine)
