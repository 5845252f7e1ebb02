"""Which way a line of text is broken: by the pattern, or opportunity by opportunity.

The rule: the way is chosen by the text alone and never shows in the lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from reader.typeset.exact import BLANKS
from reader.typeset.plain import PLAIN

_IS_PLAIN = re.compile(f"[{PLAIN}]")
_PLAIN_BYTES = bytes((10, *range(32, 127)))
_EDGE_BLANK = re.compile("\n[ \n]| \n")


class Way(IntEnum):
    """How a line of text is broken."""

    PLAIN = 0
    EXACT = 1


@lru_cache(maxsize=2)
def _unusual(text: str) -> frozenset[str]:
    """The characters of a text that the plain pattern does not know."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    return frozenset(x for x in set(rest.decode("utf-8", "surrogatepass")) if not _IS_PLAIN.match(x))


def ways(text: str, starts: Sequence[int], ends: Sequence[int]) -> bytearray:
    """The way of each range of a text, in order; ranges follow one another."""
    chosen = bytearray(len(starts))
    if not starts:
        return chosen
    unusual = _unusual(text)
    if unusual:
        _mark(chosen, re.compile(f"[{re.escape(''.join(unusual))}]"), text, starts, ends)
    _mark(chosen, _EDGE_BLANK, text, starts, ends)
    for index in (0, -1):
        if not starts[index] or text[ends[index] - 1] in BLANKS:
            chosen[index] = Way.EXACT
    return chosen


def _mark(
    chosen: bytearray, odd: re.Pattern[str], text: str, starts: Sequence[int], ends: Sequence[int]
) -> None:
    at = starts[0]
    while match := odd.search(text, at, ends[-1]):
        index = max(0, bisect_right(starts, match.start()) - 1)
        chosen[index] = Way.EXACT
        if match.end() > ends[index] and index + 1 < len(starts):
            chosen[index + 1] = Way.EXACT
        at = max(ends[index], match.start() + 1)
