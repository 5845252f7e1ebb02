"""Stories and texts for the tests of search."""

from __future__ import annotations

from reader.story import Block, BlockKind, Chapter, Metadata, Range, Source, Story


def story_of(text: str, body: Range | None = None, chapters: tuple[Chapter, ...] = ()) -> Story:
    """A story with one paragraph per line of the text."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH))
        start += len(line) + 1
    source = Source("story", "0" * 64, len(text), "utf-8")
    whole = body or Range(0, len(text))
    return Story(text, tuple(blocks), whole, chapters, (), Metadata(title="A Story"), source)
