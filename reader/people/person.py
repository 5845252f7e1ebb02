"""Somebody who was met in a story."""

from __future__ import annotations

from reader.value import Value


class Person(Value):
    """A person of the story, as far as it was read."""

    name: str
    """The form that stands most often."""
    forms: tuple[str, ...]
    """All that are used, the most frequent first."""
    mentions: int
    first: int
    """The offset of the first of them."""
