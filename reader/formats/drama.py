"""Plays: what is said goes on behind a stage direction.

The rule: only where speeches are a good part of a file is a block without a speaker one.
"""

from __future__ import annotations

from reader.formats.gathered import Gathered
from reader.story import BlockKind

_SHARE = 0.3
_FEWEST = 4
_SAID = (BlockKind.VERSE, BlockKind.PARAGRAPH)


def continue_speeches(draft: Gathered) -> None:
    """Make speeches of the blocks that carry one on behind a stage direction."""
    body = range(draft.first, draft.last)
    kinds = draft.kinds
    if kinds.count(BlockKind.SPEECH) < max(_FEWEST, _SHARE * len(body)):
        return
    speaking = False
    for index in body:
        kind = kinds[index]
        if kind is BlockKind.SPEECH:
            speaking = True
        elif kind in _SAID and speaking and not draft.indents[index]:
            kinds[index] = BlockKind.SPEECH
        elif kind is not BlockKind.QUOTE and not draft.indents[index]:
            speaking = False
