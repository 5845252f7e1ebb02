"""A layout that is made in steps, for a story too long to be set at once.

The rule: when the last step is done there is the layout that `Layout` would have made; until
then any place can be shown by a layout of what is around it.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from reader.story import Story
from reader.typeset.break_clusters import solid_from
from reader.typeset.layout import Layout
from reader.typeset.paginate import Part, body_of, set_story
from reader.typeset.style import PageStyle

_START = attrgetter("start")


class LayoutJob:
    """The making of a layout; it may run in a thread of its own."""

    def __init__(self, story: Story, style: PageStyle) -> None:
        self.story = story
        self.style = style
        self.layout: Layout | None = None
        """The finished layout, None before."""
        self._part = body_of(story, style)
        self._steps = set_story(story, style, self._part)
        self._set = 0

    @property
    def share(self) -> float:
        """How much is set, from 0 to 1."""
        blocks = self._part.blocks
        size = blocks[-1].end - blocks[0].start if blocks else 0
        return 1.0 if self.layout else min(1.0, self._set / max(1, size))

    def step(self, budget: int = 1 << 18) -> bool:
        """Set at least `budget` characters more, or a run of pages; True when all is done."""
        goal = self._set + budget
        try:
            while self.layout is None and self._set < goal:
                size = next(self._steps)
                self._set += size
                goal -= not size and budget
        except StopIteration as end:
            self.layout = Layout(self.story, self.style, tables=end.value)
        return self.layout is not None

    def layout_around(self, offset: int, size: int = 1 << 16) -> Layout:
        """A layout of the chapter that holds the offset, or of some `size` characters about it.

        Its numbers of lines and pages count from its own beginning.
        """
        return Layout(self.story, self.style, part_around(self.story, self._part, offset, size))


def part_around(story: Story, part: Part, offset: int, size: int) -> Part:
    """The blocks around an offset, from a chapter's beginning where one is near."""
    blocks = part.blocks
    here = max(0, bisect_right(blocks, offset, key=_START) - 1)
    low = here
    heads = {chapter.start for chapter in story.chapters}
    while low and blocks[low].start not in heads and offset - blocks[low - 1].start < size:
        low -= 1
    high = max(here + 1, bisect_right(blocks, offset + size, key=_START))
    some = list(blocks[low:high])
    if some and offset - some[0].start > size:  # the block is longer than what is asked for
        begin = solid_from(story.text, offset - size // 2, some[0].end)
        some[0] = some[0]._replace(start=min(begin, offset), indent=0)
    if some and some[-1].end > offset + 2 * size:
        some[-1] = some[-1]._replace(end=max(offset + size, some[-1].start + 1))
    return Part(part.low + low, some, part.habit)
