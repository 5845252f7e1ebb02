"""How a file tells one paragraph from the next, so that a page can do it as the author did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.story import Block, BlockKind

_NEVER = 9
_FEW = 5
"""One paragraph in this many is few."""


class Habit(NamedTuple):
    """What is usual between the paragraphs of a story."""

    blanks: int
    """Blank lines in the file, above which a paragraph stands apart."""
    indents: bool
    """Whether more than a few are indented, so that one that is not, as speech in Japanese, is
    no sign of anything."""


def habit_of(blocks: Sequence[Block]) -> Habit:
    """The habit of a file.

    Where a few paragraphs have more blank lines than most, the author left a scene break that
    says nothing.
    """
    paragraph = BlockKind.PARAGRAPH
    seen = Counter([blanks for _, _, kind, _, _, blanks in blocks if kind is paragraph])
    if not seen:
        return Habit(_NEVER, indents=False)
    usual = seen.most_common(1)[0][0]
    more = sum(times for blanks, times in seen.items() if blanks > usual)
    indented = sum([indent > 0 for _, _, kind, _, indent, _ in blocks if kind is paragraph])
    few = seen.total() / _FEW
    return Habit(usual if more < few else _NEVER, indents=indented > few)
