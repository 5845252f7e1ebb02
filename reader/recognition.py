"""Whether an unknown file is a known story: renamed, moved, edited or grown.

The rule: a path is only a hint, and a name not even that; the words decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from reader.file_stamp import KnownFile, stamp_of
from reader.locator.quote import Locator, Verdict
from reader.locator.resolve import resolve_all
from reader.locator.sketch import Sketch, similarity, sketch
from reader.storage.values import Known
from reader.story import Story
from reader.value import Value

EDITED_FROM = 0.3
RENAMED_FROM = 0.5
SURE_FROM = 0.75
CLEAR_BY = 0.1


class Kinship(StrEnum):
    """How a file is related to the known stories."""

    SAME = "same"
    """The same bytes."""
    EDITED = "edited"
    """The same path and much of the same text."""
    RENAMED = "renamed"
    """Much of the text of a story whose own files are gone or hold something else."""
    ASK = "ask"
    """Perhaps renamed; only the reader knows."""
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


_QUOTES = 0.5
_FEW = 3


def sketch_story(story: Story, pause: Callable[[], object] = lambda: None) -> Sketch:
    """A sample of the story itself: thousands of files share what is folded."""
    return sketch(story.text, story.body.start, story.body.end, pause)


def homeless(known: Known, recorded: Mapping[Path, KnownFile]) -> bool:
    """Whether no file of a story is as it was recorded: all are gone or hold something else."""
    return not any(_stands(path, recorded.get(path), known.id) for path in known.paths)


def recognise(
    path: Path,
    story: Story,
    known: Sequence[Known],
    recorded: Mapping[Path, KnownFile],
    sketches: Mapping[int, tuple[str, bytes]],
    quotes: Callable[[int], Sequence[Locator]] = lambda _: (),
) -> Identity:
    """What an unknown hash is: an edited story, a renamed one, one to ask about, or a new one.

    `recorded` and `sketches` are what the store returns from `files.known()` and
    `sketches.known()`; `quotes` are the locators of a story's bookmarks, used if no sketch was made
    in time.
    """
    likely = [one for one in known if path in one.paths or homeless(one, recorded)]
    if not likely:
        return Identity(Kinship.NEW)
    candidates = [
        PossibleStory(
            one.id, _sketch_of(sketches, one.id), path in one.paths, path not in one.paths
        )
        for one in likely
    ]
    found = identify(sketch_story(story), candidates)
    if found.kinship is not Kinship.NEW:
        return found
    here = next((one for one in likely if path in one.paths), None)
    if here and _sketch_of(sketches, here.id) is None and _quoted(story, here, quotes(here.id)):
        return Identity(Kinship.EDITED, here.id, _QUOTES)
    return found


def _stands(path: Path, seen: KnownFile | None, story: int) -> bool:
    if seen is None or seen.story != story:
        return False
    now = stamp_of(path)
    return now is not None and now.same_content(seen.stamp)


def _sketch_of(sketches: Mapping[int, tuple[str, bytes]], story: int) -> Sketch | None:
    try:
        return Sketch.from_bytes(sketches[story][1])
    except (KeyError, ValueError):
        return None


def _quoted(story: Story, known: Known, marks: Sequence[Locator]) -> bool:
    """Whether the words at the reader's own places occur in the text."""
    places = [place for place in (known.locator, *marks) if place and len(place.words) > 64]
    found = resolve_all(story, places)
    sure = sum(place.verdict in (Verdict.EXACT, Verdict.MOVED) for place in found)
    return sure > 0 and sure >= min(_FEW, len(places)) * _QUOTES
