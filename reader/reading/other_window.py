"""Two windows on one story: where the other one is, to be offered and never taken by itself."""

from __future__ import annotations

from reader import locator
from reader.context import Context
from reader.locator.quote import Verdict
from reader.reading.open import OpenStory
from reader.story import Offset
from reader.value import Value


class OtherPlace(Value):
    """Another window's place in the story."""

    offset: Offset
    progression: float
    newer: bool
    """Whether that window has read on since this one last read or wrote its place."""


def offered(context: Context, opened: OpenStory, here: int) -> OtherPlace | None:
    """Where another window is or was, if that is not here and its words still stand."""
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
    return OtherPlace(Offset(found.offset), progression, newer is not None)
