"""Plays: who speaks, and what is said, which goes on behind a stage direction.

The rule: only where speeches are a good part of a file is a block without a speaker one.
"""

from __future__ import annotations

from reader.deferred import deferred
from reader.formats.gathered import Gathered
from reader.story import BlockKind

_SPEAKER = deferred(
    r"_?[A-ZÀ-ÞΑ-ΩА-Я][A-ZÀ-ÞΑ-ΩА-Я0-9 .,’'&-]{0,40}_?(?:[ "
    r",]*[\[(][^\])]{1,80}[\])])?\s*[.:]?[_*]{0,2}"
)
_SPOKEN = deferred(
    r"_?\*{0,2}[A-ZÀ-ÞΑ-ΩА-Я][A-ZÀ-ÞΑ-ΩА-Я0-9 "
    r"’'&-]{1,30}\*{0,2}_?(?:\s*[\[(][^\])]{1,80}[\])])?[.:]\s+\S"
)
_STOPS = frozenset(".:([")
_SHARE = 0.3
_FEWEST = 4
_SAID = (BlockKind.VERSE, BlockKind.PARAGRAPH)


def names_speaker(text: str) -> bool:
    """Whether a line is a speaker's name in capitals, perhaps with a direction in brackets."""
    return _may_name(text) and _SPEAKER.fullmatch(text) is not None


def is_spoken(text: str) -> bool:
    """Whether a line begins with a speaker's name in capitals and goes on with what is said."""
    return _may_name(text) and _SPOKEN.match(text) is not None


def _may_name(text: str) -> bool:
    """Whether a line begins in capitals; nearly all lines of prose are done with by this."""
    head = text[:8].lstrip("_*")[:5]
    return not head[1:2].islower() and (head.upper() == head or not _STOPS.isdisjoint(head))


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
