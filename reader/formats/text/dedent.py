"""Lines without what was put around all of them: a margin before each, an empty line behind each.

The rule: only blanks go, and only those that every line has alike, so that what is left is set as
if they had never been there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.deferred import deferred
from reader.formats.text.survey import Shape

_GAP = deferred(r"\n(?:[ \t]*\n)+")
_SINGLES = 0.95
_FEWEST = 12
_LONG = 130
_LONG_MOST = 0.02
_ENDED = 0.1
_ENDS = frozenset(".!?。！？")


def evened(text: str, shape: Shape) -> str:
    """The text of a file of that shape."""
    if shape.spaced:
        text = single_spaced(text)
    if shape.margin:
        text = re.sub(rf"(?m)^ {{1,{shape.margin}}}", "", text.expandtabs())
    return text


def single_spaced(text: str) -> str:
    """The text with one empty line fewer wherever there are any."""
    return _GAP.sub(lambda gap: "\n" * max(1, gap[0].count("\n") - 1), text)


def may_be_spaced(chunks: Sequence[str]) -> bool:
    """Whether an empty line may stand behind each line: nearly all stand alone, and none is long.

    Sentences end within such lines, as they do where a margin breaks lines.

    Args:
        chunks: Stretches between empty lines.
    """
    count = len(chunks)
    if count < _FEWEST or sum("\n" not in chunk for chunk in chunks) < _SINGLES * count:
        return False
    if sum(len(chunk) > _LONG for chunk in chunks) > _LONG_MOST * count:
        return False
    return sum(not _ENDS.isdisjoint(chunk.rstrip()[:-2]) for chunk in chunks) >= _ENDED * count
