"""What a place is: an offset and the words around it (W3C TextQuoteSelector, Readium Locator).

The rule: the words decide, the offset only says where to look first.
"""

from __future__ import annotations

from enum import StrEnum

from reader.story import Story
from reader.value import NamedTuple, Value

EXACT, AROUND = 64, 96
"""Characters kept from the place on, and on either side of those."""


class Locator(NamedTuple):
    """A place in a story that outlives edits of the file."""

    offset: int
    """Code points into the story's text when the place was made."""
    exact: str = ""
    """Up to 64 characters from the offset on."""
    prefix: str = ""
    """Up to 96 characters before the offset."""
    suffix: str = ""
    """Up to 96 characters after `exact`."""
    chapter: str = ""
    """The title of the chapter, for show; may be empty."""
    progression: float = 0.0
    """The share of the body before the place, for show."""

    @property
    def words(self) -> str:
        """All that is remembered of the text, in its order."""
        return self.prefix + self.exact + self.suffix


def make(story: Story, offset: int) -> Locator:
    """The place at an offset; one outside the text is moved to its nearest end."""
    text = story.text
    at = max(0, min(offset, len(text)))
    return Locator(
        at,
        text[at : at + EXACT],
        text[max(0, at - AROUND) : at],
        text[at + EXACT : at + EXACT + AROUND],
        story.chapter_at(at),
        story.progression(at),
    )


class Verdict(StrEnum):
    """How sure a place is."""

    EXACT = "exact"
    """The words are where they were."""
    MOVED = "moved"
    """The words are elsewhere."""
    APPROXIMATE = "approximate"
    """Similar words are there, or the same words are in several places."""
    LOST = "lost"
    """The words are gone; the offset is where they would be."""


class Resolution(Value):
    """Where a locator points to now."""

    offset: int
    verdict: Verdict
    likeness: float
    """The share of the remembered words found there, from 0 to 1."""
