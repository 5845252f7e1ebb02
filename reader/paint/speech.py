"""What is said in a story: the runs between quotation marks, as ranges to lay over the text.

The rule: a run never leaves its block, and doubtful text counts as not said, because quotation
marks may also be apostrophes or inches.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reader.lazy_pattern import lazy_pattern
from reader.paint.runs import Overlay
from reader.paint.themes import Role
from reader.story import BlockKind, Range, Story
from reader.typeset.layout import Page
from reader.value import NamedTuple

_CLOSING = "”“‟\"»«」』〞〟’'"
_MOST = 20_000
"""Characters of a block that are searched before the shown ones."""

# A mark that may open or close opens after a blank, a bracket or a dash, and not before a blank.
_OPENS = r"(?<![^\s(\[{—–‒―-])"
# A single mark closes after punctuation and not before a letter; elsewhere it is an apostrophe.
_SINGLE_END = r"(?<=[,.!?…—–-])"
_SAID = lazy_pattern(
    "|".join(
        (
            r"“[^”]*+”?",
            r"[„‟][^“”\"]*+[“”\"]?",
            r"«[^»]*+»?",
            r"「[^」]*+」?",
            r"『[^』]*+』?",
            r"〝[^〞〟]*+[〞〟]?",
            _OPENS + r"»(?=\S)[^«»]*+[«»]?",
            _OPENS + r'"(?=\S)[^"]*+"?',
            _OPENS + r"”(?=\S)[^”]*+”",
            r"(?<!\w)‘(?=\S)[^‘“”]{1,2000}?" + _SINGLE_END + r"’(?!\w)",
            _OPENS + r"'(?=\S)[^\"“”]{1,2000}?" + _SINGLE_END + r"'(?!\w)",
        )
    )
)


class _Said(NamedTuple):
    start: int
    end: int


def speech(story: Story, pages: Sequence[Page]) -> list[Overlay]:
    """What is said on the pages; blocks are searched as they are shown."""
    overlays: list[Overlay] = []
    for number, (low, high) in _shown(pages).items():
        block = story.blocks[number]
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        start = max(block.start, low - _MOST)
        overlays += [
            Overlay(start + said.start, start + said.end, Role.DIALOGUE)
            for said in _said(story.text[start : min(block.end, high + _MOST)])
            if start + said.end > low and start + said.start < high
        ]
    return overlays


def said_around(story: Story, offset: int, *, inside: bool) -> Range | None:
    """What is said around a character; without its quotation marks if only the `inside`."""
    block = story.blocks[story.block_index(offset)] if story.block_index(offset) >= 0 else None
    if block is None or not block.start <= offset < block.end:
        return None
    start = max(block.start, offset - _MOST)
    for said in _said(story.text[start : min(block.end, offset + _MOST)]):
        low, high = start + said.start, start + said.end
        if low <= offset < high:
            closed = story.text[high - 1] in _CLOSING
            return Range(low + 1, high - closed) if inside else Range(low, high)
    return None


def _shown(pages: Sequence[Page]) -> dict[int, tuple[int, int]]:
    """Each block that is shown, and its shown range."""
    shown: dict[int, tuple[int, int]] = {}
    for page in pages:
        for line in page.rows:
            if line is not None:
                low = shown.get(line.block, (line.start, 0))[0]
                shown[line.block] = (low, line.end)
    return shown


@lru_cache(maxsize=128)
def _said(text: str) -> tuple[_Said, ...]:
    return tuple(_Said(*match.span()) for match in _SAID.finditer(text))
