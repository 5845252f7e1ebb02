"""What a reader leaves in a story: values based on locators that know nothing of the store."""

from __future__ import annotations

from reader.locator.quote import Locator
from reader.value import Value


class Bookmark(Value):
    """A place to come back to."""

    id: str
    """Random, 32 hexadecimal digits; never used again."""
    locator: Locator
    name: str = ""
    """What the reader calls it; may be empty."""
    words: str = ""
    """The sentence at the place, so that the bookmark can be recognised."""
    created: float = 0.0
    """Seconds since 1970, UTC."""
    changed: float = 0.0
    """When it was last renamed, moved, deleted or restored; the newer wins in a merge."""
