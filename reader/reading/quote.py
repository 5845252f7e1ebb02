"""Passages of a story as they are taken elsewhere: plain text, a blank line between paragraphs."""

from __future__ import annotations

from reader.story import Block, BlockKind, Range, Story

_SET_APART = (BlockKind.HEADING, BlockKind.BREAK)


def passage(story: Story, part: Range) -> str:
    """The text of a range, its blocks set apart by blank lines."""
    pieces = (
        story.text[max(part.start, block.start) : min(part.end, block.end)].strip("\n")
        for block in story.blocks
        if block.start < part.end and part.start < block.end
    )
    return "\n\n".join(piece for piece in pieces if piece.strip())


def paragraph_in(story: Story, part: Range) -> Range:
    """The first paragraph that begins in a range, else the one that fills it."""
    begun = [block for block in story.blocks if part.start <= block.start < part.end]
    told = [block for block in begun if block.kind not in _SET_APART]
    return _range((told or begun or [block_at(story, part.start)])[0])


def paragraph_at(story: Story, offset: int) -> Range:
    """The paragraph that holds a character."""
    return _range(block_at(story, offset))


def block_at(story: Story, offset: int) -> Block:
    """The block that holds a character, or the newline after it."""
    return next((one for one in story.blocks if offset <= one.end), story.blocks[-1])


def _range(block: Block) -> Range:
    return Range(block.start, block.end)
