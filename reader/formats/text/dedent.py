"""Lines without the blanks that were put around all of them, between all or within each.

The rule: only blanks go, and only those that the whole text has alike, so that what is left is
set as if they had never been there.
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
_PARTED = deferred(r"(?<=[.!?…。！？；：:”’」』）)\"])[ \u3000]{3,}(?=\S)")
"""Blanks between two paragraphs that stand on one line."""
_VAST = 200
"""Characters of a line that holds more than one paragraph."""
_PARTED_LEAST = 0.5
_RUNS = deferred(r"(?<=\S) {2,}(?=\S)")


def evened(text: str, shape: Shape) -> str:
    """The text of a file of that shape."""
    if shape.parted:
        text = parted(text)
    if shape.spaced:
        text = single_spaced(text)
    if shape.margin:
        text = re.sub(rf"(?m)^ {{1,{shape.margin}}}", "", text.expandtabs())
    return text


def single_spaced(text: str) -> str:
    """The text with one empty line fewer wherever there are any."""
    return _GAP.sub(lambda gap: "\n" * max(1, gap[0].count("\n") - 1), text)


def parted(text: str) -> str:
    """The text with a line for each paragraph, where blanks part several on a long line."""
    return "\n".join(
        [
            _PARTED.sub("\n    ", f"    {line.lstrip()}") if len(line) > _VAST else line
            for line in text.split("\n")
        ]
    )


def may_be_parted(chunks: Sequence[str]) -> bool:
    """Whether blanks part paragraphs within the lines of a text: most of it is in such lines."""
    found = 0
    for chunk in chunks:
        lines = [line for line in chunk.split("\n") if len(line) > _VAST]
        found += sum(len(line) for line in lines if _PARTED.search(line))
    return found > _PARTED_LEAST * sum(map(len, chunks))


def without_padding(text: str) -> str:
    """Prose without the blanks that filled up its lines."""
    return _RUNS.sub(" ", text) if "  " in text else text


def may_be_spaced(chunks: Sequence[str]) -> bool:
    """Whether an empty line may stand after each line: nearly all stand alone, and none is long.

    Args:
        chunks: Stretches between empty lines.
    """
    count = len(chunks)
    if count < _FEWEST or sum("\n" not in chunk for chunk in chunks) < _SINGLES * count:
        return False
    return sum(len(chunk) > _LONG for chunk in chunks) <= _LONG_MOST * count


def is_broken(chunks: Sequence[str]) -> bool:
    """Whether sentences end within such lines, as they do where a margin breaks them."""
    return sum(not _ENDS.isdisjoint(chunk.rstrip()[:-2]) for chunk in chunks) >= _ENDED * len(
        chunks
    )
