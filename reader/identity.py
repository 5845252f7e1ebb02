"""Which known story a file holds; bookmarks, highlights and sketch follow an edited text.

The rule: two different stories never share a place; what is unsure is left to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader import locator
from reader.context import Context
from reader.file_stamp import KnownFile
from reader.locator.quote import Locator, Verdict
from reader.locator.resolve import resolve_all
from reader.storage.values import Known
from reader.story import Story
from reader.value import Value

if TYPE_CHECKING:
    from reader.locator.sketch import Sketch


class Recognised(Value):
    """What a file with unknown bytes is."""

    known: Known | None = None
    """The story whose edited or renamed text it is; None for a new one."""
    maybe: Known | None = None
    """A story that it could be; only the reader knows."""


class Memory(Value):
    """What is known about stories that somebody has read, loaded once for many files."""

    stories: Mapping[int, Known]
    recorded: Mapping[Path, KnownFile]
    sketches: Mapping[int, tuple[str, bytes]]

    @classmethod
    def of(cls, context: Context) -> Memory:
        """What the data file knows now."""
        store = context.store
        sketches = store.sketches.known()
        # A story that was never opened has nothing to lose; one may be marked and left at once.
        marked = store.stories.marked() | sketches.keys()
        read = {k.id: k for k in store.stories.known() if k.locator or k.id in marked}
        return cls(read, context.store.files.known(), sketches)


def recognise(
    context: Context, path: Path, story: Story, memory: Memory | None = None
) -> Recognised:
    """What a file is whose hash is new."""
    from reader import recognition
    from reader.recognition import Kinship

    memory = memory or Memory.of(context)
    if not memory.stories:
        return Recognised()

    def quotes(story_id: int) -> Sequence[Locator]:
        bookmarks = context.store.bookmarks.of(story_id)
        highlights = context.store.highlights.of(story_id)
        return [
            *(bookmark.locator for _, bookmark in bookmarks),
            *(highlight.passage.start for _, highlight in highlights),
        ]

    found = recognition.recognise(
        path, story, list(memory.stories.values()), memory.recorded, memory.sketches, quotes
    )
    one = memory.stories.get(found.story) if found.story is not None else None
    if found.kinship is Kinship.ASK:
        return Recognised(maybe=one)
    return Recognised(one if found.kinship in (Kinship.EDITED, Kinship.RENAMED) else None)


def old_sketch(context: Context, story_id: int, story: Story) -> Sketch | None:
    """The sketch of the text in which the story's places were made, if that is another text."""
    kept = context.store.sketches.of(story_id)
    if kept is None or kept[0] == story.source.sha256:
        return None
    from reader.locator.sketch import Sketch

    try:
        return Sketch.from_bytes(kept[1])
    except ValueError:
        return None


def carry_marks(context: Context, story_id: int, story: Story) -> None:
    """Move bookmarks and highlights to where they are in an edited text, if that is certain."""
    sketch = old_sketch(context, story_id, story)
    _carry_bookmarks(context, story_id, story, sketch)
    kept = [highlight for _, highlight in context.store.highlights.of(story_id)]
    if not kept:
        return
    from reader.locator.passage import make_passage, resolve_passages  # most stories have none

    passages = [highlight.passage for highlight in kept]
    found = resolve_passages(story, passages, sketch)
    moved = {
        highlight.id: make_passage(story, there.start, there.end)
        for highlight, there in zip(kept, found, strict=True)
        if there.verdict is Verdict.MOVED
    }
    if moved:
        context.store.highlights.move(moved)


def _carry_bookmarks(context: Context, story_id: int, story: Story, sketch: Sketch | None) -> None:
    kept = [bookmark for _, bookmark in context.store.bookmarks.of(story_id)]
    places = [bookmark.locator for bookmark in kept]
    found = resolve_all(story, places, sketch)
    moved = {
        bookmark.id: locator.make(story, place.offset)
        for bookmark, place in zip(kept, found, strict=True)
        if place.verdict is Verdict.MOVED
    }
    if moved:
        context.store.bookmarks.move(moved)


def keep_sketch(context: Context, story_id: int, story: Story, pause: Callable[[], object]) -> None:
    """Keep the sample by which the text is recognised later; takes a while."""
    from reader.recognition import sketch_story

    kept = context.store.sketches.of(story_id)
    if kept is None or kept[0] != story.source.sha256:
        made = sketch_story(story, pause).to_bytes()
        context.store.sketches.keep(story_id, story.source.sha256, made)
