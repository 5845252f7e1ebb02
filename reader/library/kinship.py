"""Whether a file that was never seen is a story that was: renamed, moved, edited or grown.

The rule: it only decides, from values; two different stories must never share a place, so what
is unsure is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from reader.locator.sketch import Sketch, similarity
from reader.value import Value

EDITED_FROM = 0.3
RENAMED_FROM = 0.5
SURE_FROM = 0.75
CLEAR_BY = 0.1


class Kinship(StrEnum):
    """What a file is to the stories that are known."""

    SAME = "same"
    """The same bytes."""
    EDITED = "edited"
    """The same path and much of the same text."""
    RENAMED = "renamed"
    """Much of the text of a story whose own files are gone or hold something else."""
    ASK = "ask"
    """Perhaps renamed; only the reader can tell."""
    NEW = "new"


class PossibleStory(Value):
    """A story that the file could be."""

    story: int
    sketch: Sketch | None
    """Of its text as it was last open; None if it never was."""
    here: bool = False
    """Whether it was last seen at this very path."""
    homeless: bool = False
    """Whether no path of it holds its text any more."""


class Identity(Value):
    """A decision about one file."""

    kinship: Kinship
    story: int | None = None
    """The known story; None for a new one."""
    similarity: float = 0.0


def identify(
    sketch: Sketch, candidates: Sequence[PossibleStory], same: int | None = None
) -> Identity:
    """What a file is, from the sketch of its text; `same` is the story that has its hash."""
    if same is not None:
        return Identity(Kinship.SAME, same, 1.0)
    likeness = {c.story: similarity(sketch, c.sketch) if c.sketch else 0.0 for c in candidates}
    here = next((c for c in candidates if c.here), None)
    homeless = sorted(
        (c for c in candidates if c.homeless and not c.here),
        key=lambda c: -likeness[c.story],
    )
    best = likeness[homeless[0].story] if homeless else 0.0
    second = likeness[homeless[1].story] if len(homeless) > 1 else 0.0
    stays = likeness[here.story] if here else 0.0
    if here and stays >= EDITED_FROM and best < stays + EDITED_FROM:
        return Identity(Kinship.EDITED, here.story, stays)
    if best < RENAMED_FROM:
        return Identity(Kinship.NEW, None, best)
    sure = best >= SURE_FROM and best - second >= CLEAR_BY
    return Identity(Kinship.RENAMED if sure else Kinship.ASK, homeless[0].story, best)
