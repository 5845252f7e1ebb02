"""Plays: who speaks, and what is said, which goes on after a stage direction.

The rule: only where speeches are a good part of a file is a block without a speaker one; and
where prose follows speeches as often as not, as in a screenplay, it tells what is done.
"""

from __future__ import annotations

from itertools import pairwise

from reader.deferred import deferred
from reader.formats.text.builder import Gathered
from reader.story import BlockKind

_IN_NAMES = str.maketrans("", "", " .,’'&-")
_NAME_MOST = 41
_SPOKEN_MOST = 31
_DIRECTION_MOST = 80
_STOPS = frozenset(".:([")
_NUMERAL = deferred(r"(?:X{0,3}|XL)(?:IX|IV|V?I{0,3})")
"""A Roman numeral under 50, which heads a chapter and names nobody."""
_SHARE = 0.3
_FEWEST = 4
_ACTION = 0.35
"""The share of speeches after which prose tells what is done."""
_SAID = (BlockKind.VERSE, BlockKind.PARAGRAPH)


def names_speaker(text: str) -> bool:
    """Whether a line is a speaker's name in capitals, perhaps with a direction in brackets."""
    if not _may_name(text):
        return False
    bare = text.rstrip("_* \t")
    bare = (bare[:-1] if bare[-1:] in (".", ":") else bare).rstrip()
    if bare[-1:] in (")", "]"):
        begins = max(bare.rfind("("), bare.rfind("["))
        if not 0 < begins < len(bare) - 2 or len(bare) - begins > _DIRECTION_MOST + 2:
            return False
        bare = bare[:begins].rstrip(" ,")
    bare = bare.removeprefix("_").removesuffix("_")
    return _is_name(bare, _NAME_MOST) and not _NUMERAL.fullmatch(bare)


def is_spoken(text: str) -> bool:
    """Whether a line begins with a speaker's name in capitals and goes on with what is said."""
    if not _may_name(text):
        return False
    bare = text.lstrip("_*")
    ends = [at for stop in _STOPS if (at := bare.find(stop, 0, _NAME_MOST + 3)) >= 0]
    if not ends:
        return False
    end = min(ends)
    name, rest = bare[:end].rstrip(" _*"), bare[end:]
    if rest[:1] in ("[", "("):
        direction = rest[: _DIRECTION_MOST + 2]
        closes = min(filter(lambda at: at > 0, map(direction.find, ")]")), default=0)
        rest = rest[closes + 1 :] if closes > 1 else ""
    said = rest[:1] in (".", ":") and rest[1:2].isspace() and not rest[1:].isspace()
    return said and len(name) > 1 and "," not in name and _is_name(name, _SPOKEN_MOST)


def _is_name(name: str, most: int) -> bool:
    """Whether a name stands in capitals."""
    if not name[:1].isupper() or len(name) > most:
        return False
    return name.isupper() and name.translate(_IN_NAMES).isalnum()


def _may_name(text: str) -> bool:
    """Whether a line begins in capitals; nearly all lines of prose are done with by this."""
    head = text[:8].lstrip("_*")[:5]
    return not head[1:2].islower() and (head.upper() == head or not _STOPS.isdisjoint(head))


def continue_speeches(draft: Gathered) -> None:
    """Make speeches of the blocks that carry one on after a stage direction."""
    body = range(draft.first, draft.last)
    kinds = draft.kinds
    if kinds.count(BlockKind.SPEECH) < max(_FEWEST, _SHARE * len(body)):
        return
    if _tells_action(draft):
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


def _tells_action(draft: Gathered) -> bool:
    """Whether prose follows right after many speeches, which no play makes so long."""
    kinds = draft.kinds[draft.first : draft.last]
    speeches = kinds.count(BlockKind.SPEECH)
    after = sum(a is BlockKind.SPEECH and b is BlockKind.PARAGRAPH for a, b in pairwise(kinds))
    return after > _ACTION * speeches
