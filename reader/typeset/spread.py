"""Two pages side by side, with their last lines on one row if possible.

The rule: both begin on the first row and keep the lines that they have alone; only blank rows grow,
so a page has the same number and the same words in a spread and by itself.
"""

from __future__ import annotations

from itertools import pairwise

from reader.story import BlockKind, Story
from reader.typeset.layout import Line, Page

_MOST = 2
"""Lines by which a page may be stretched."""
_APART = (BlockKind.HEADING, BlockKind.BREAK)


def level(story: Story, left: Page, right: Page, leading: int) -> tuple[Page, Page]:
    """The pages of a spread, the shorter one stretched at its blank rows to the other's height.

    A page that ends a chapter stays as short as it is.
    """
    short = min(left, right, key=_height)
    lines = abs(_height(left) - _height(right)) // leading
    if not 0 < lines <= _MOST or _ends_chapter(story, short):
        return left, right
    places = _places(short, leading)[:lines]
    if len(places) < lines:
        return left, right
    rows = list(short.rows)
    for place in sorted(places, reverse=True):
        rows[place:place] = [None] * leading
    grown = short._replace(rows=tuple(rows))
    return (grown, right) if short is left else (left, grown)


def _height(page: Page) -> int:
    return len(page.rows)


def _ends_chapter(story: Story, page: Page) -> bool:
    after = story.chapter_index(page.end)
    begins = after >= 0 and story.chapters[after].start >= page.end
    return begins or not story.text[page.end : story.body.end].strip()


def _places(page: Page, leading: int) -> list[int]:
    """Rows after blank lines: those at breaks and headings first, then the lowest."""
    lines = [(row, line) for row, line in enumerate(page.rows) if line is not None]
    found: list[tuple[bool, int]] = []
    for (above, before), (row, line) in pairwise(lines):
        if row - above > leading:
            found.append((not _is_apart(before, line), -row))
    return [-row for _, row in sorted(found)]


def _is_apart(before: Line, after: Line) -> bool:
    return before.kind in _APART or after.kind in _APART
