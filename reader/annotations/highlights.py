"""Highlights and their notes: values based on passages that know nothing of the store.

The rule: a colour is a role, which a theme gives its look; what the reader can change has a stamp
of its own, so that the later change of each field wins wherever two copies meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from reader.cleaning import clean
from reader.lazy_pattern import lazy_pattern
from reader.locator.passage import Passage
from reader.value import NamedTuple, Value

NOTE_MOST, TAG_MOST, TAGS_MOST = 20_000, 100, 50
"""Characters of a note and of a tag, and tags of a highlight, at most."""
FIELDS = ("passage", "colour", "style", "note", "tags", "deleted")
"""What the reader can change in a highlight, each independently."""
_STAMP = lazy_pattern(r"([0-9]{1,15})\.([0-9]{1,9})\.([a-z0-9]{0,32})")


class Colour(StrEnum):
    """The role of a highlight's colour, as W3C EPUB Annotations name them."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    ORANGE = "orange"
    PURPLE = "purple"


class Style(StrEnum):
    """How a highlight is drawn, by the same names."""

    SOLID = "solid"
    UNDERLINE = "underline"
    STRIKETHROUGH = "strikethrough"
    OUTLINE = "outline"


class Stamp(NamedTuple):
    """When a field was changed, by a hybrid logical clock: later stamps are greater."""

    ms: int
    """Milliseconds since 1970, or more if a later change had been seen."""
    counter: int = 0
    device: str = ""

    @classmethod
    def parse(cls, text: str) -> Stamp:
        """The stamp that was written; the earliest possible if none was."""
        match = _STAMP.fullmatch(text)
        return cls(int(match[1]), int(match[2]), match[3]) if match else cls(0)

    def next(self, ms: int, device: str) -> Stamp:
        """The stamp of a change made now, which is later than this one whatever the clock says."""
        return Stamp(ms, 0, device) if ms > self.ms else Stamp(self.ms, self.counter + 1, device)

    def __str__(self) -> str:
        return f"{self.ms}.{self.counter}.{self.device}"


class Highlight(Value):
    """A passage that the reader marked, with what they wrote about it."""

    id: str
    """Random, 32 hexadecimal digits; never used again."""
    passage: Passage
    colour: Colour = Colour.YELLOW
    style: Style = Style.SOLID
    note: str = ""
    """What the reader wrote about it, perhaps in several lines; may be empty."""
    tags: tuple[str, ...] = ()
    created: float = 0.0
    """Seconds since 1970, UTC."""
    changed: float = 0.0
    """When it was last changed, deleted or restored."""
    stamps: tuple[tuple[str, str], ...] = ()
    """Field → the stamp of its last change; unchanged fields have the time of creation."""

    def stamp(self, field: str) -> Stamp:
        """When a field was last changed."""
        said = dict(self.stamps).get(field)
        return Stamp.parse(said) if said else Stamp(max(0, int(self.created * 1000)))


def tags_from(words: Sequence[str]) -> tuple[str, ...]:
    """Tags as they are kept: each once, on one line, without `#` and commas."""
    lines = (" ".join(clean(word).replace(",", " ").split()) for word in words)
    cleaned = (line.lstrip("#").strip() for line in lines)
    return tuple(dict.fromkeys(tag[:TAG_MOST] for tag in cleaned if tag))[:TAGS_MOST]
