"""How many words stand between two places of a story, told at once.

The rule: words are counted once, block by block; only those of a block begun are counted anew.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate

from reader.story import Story, count_words


class WordsBetween:
    """The words of a story's body by the starts of its blocks."""

    def __init__(self, story: Story) -> None:
        """Go through the whole body, which takes a moment for a long one."""
        self.story = story
        start, end = story.body
        blocks = [block for block in story.blocks if start <= block.start < end]
        counts = (count_words(story.text, block.start, min(block.end, end)) for block in blocks)
        self._starts = array("q", (block.start for block in blocks))
        self._before = array("q", accumulate(counts, initial=0))

    def between(self, start: int, end: int) -> int:
        """The words from one offset to a later one, none of them outside the body."""
        return max(0, self._until(end) - self._until(start))

    def to_chapter_end(self, offset: int) -> int | None:
        """The words to the end of the chapter; None where the story has no other chapters."""
        story = self.story
        index = story.chapter_index(offset)
        if index < 0 or len(story.chapters) < 2:
            return None
        return self.between(offset, story.chapters[index].end)

    def to_end(self, offset: int) -> int:
        """The words to the end of the story."""
        return self.between(offset, self.story.body.end)

    def _until(self, offset: int) -> int:
        """The words of the body before an offset."""
        low, high = self.story.body
        at = min(max(offset, low), high)
        index = bisect_left(self._starts, at)
        if not index:
            return 0
        start = self._starts[index - 1]
        end = min(at, self.story.blocks[self.story.block_index(start)].end)
        return self._before[index - 1] + count_words(self.story.text, start, end)
