"""A story as far as it was read: all that answers about people may look at.

The rule: text after the bound never gets into a `Story` made here, so no answer can give away what
is still to come.
"""

from __future__ import annotations

from reader.story import Block, Range, Story


def bound_at(story: Story, offset: int) -> int:
    """The end of the last whole word before an offset of the body, which is where reading ended."""
    text, (start, end) = story.text, story.body
    at = min(max(offset, start), end)
    if at < end and _goes_on(text[at - 1 : at]) and _goes_on(text[at]):
        while at > start and _goes_on(text[at - 1]):
            at -= 1
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def read_so_far(story: Story, bound: int) -> Story:
    """The story without the text after the bound, and without anything said about it."""
    return Story(
        text=story.text[:bound],
        blocks=tuple(_clipped(block, bound) for block in story.blocks if block.start < bound),
        body=Range(min(story.body.start, bound), bound),
        chapters=tuple(
            one._replace(end=min(one.end, bound), title=one.title[: bound - one.start])
            for one in story.chapters
            if one.start < bound
        ),
        spans=(),
        metadata=story.metadata,
        source=story.source,
    )


def _clipped(block: Block, bound: int) -> Block:
    return block if block.end <= bound else block._replace(end=bound)


def _goes_on(character: str) -> bool:
    """Whether a letter belongs to a longer word, as those with capitals do."""
    return character.lower() != character.upper()
