"""From a locator to the place in the story as it is now, with a verdict on how sure that is.

The rule: a place is never moved silently to words that are not its own. Words at the offset or once
elsewhere are found by searching; the rest by votes of three-word runs that are then verified word
by word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.locator.quote import Locator, Resolution, Verdict
from reader.story import Story

if TYPE_CHECKING:
    from reader.locator.sketch import Sketch


def resolve(story: Story, locator: Locator, sketch: Sketch | None = None) -> Resolution:
    """Where the place is now; `sketch` is that of the text in which it was made."""
    return resolve_all(story, (locator,), sketch)[0]


def resolve_all(
    story: Story, locators: Sequence[Locator], sketch: Sketch | None = None
) -> list[Resolution]:
    """Where many places of one story are now; the text is searched once for all of them."""
    found = [_at_home(story.text, locator) for locator in locators]
    if None not in found:
        return [resolution for resolution in found if resolution is not None]
    from reader.locator.candidates import Finder  # only for a text that was edited

    finder = Finder(story.text, sketch)
    found = [r or finder.elsewhere(w) for r, w in zip(found, locators, strict=True)]
    absent = [index for index, resolution in enumerate(found) if resolution is None]
    by_words = finder.by_votes([locators[index] for index in absent]) if absent else []
    for index, resolution in zip(absent, by_words, strict=True):
        found[index] = resolution
    return [resolution for resolution in found if resolution is not None]


def _at_home(text: str, place: Locator) -> Resolution | None:
    """The place where it was, if its words are still there."""
    at = place.offset
    if not 0 <= at <= len(text):
        return None
    stands = text.startswith(place.exact, at) and text.endswith(place.prefix, 0, at)
    if stands and (place.exact or place.prefix or not text):
        return Resolution(at, Verdict.EXACT, 1.0)
    return None
