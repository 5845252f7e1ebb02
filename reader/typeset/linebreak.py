"""Which way a line of text is broken: by the pattern, or opportunity by opportunity.

The rule: the way is chosen by the text alone and never shows in the lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import compress, count, repeat
from operator import sub

from reader.typeset.exact import BLANKS
from reader.typeset.patterns import PLAIN, SQUARE

_IS_PLAIN = re.compile(f"[{PLAIN}]")
_IS_SQUARE = re.compile(f"[{SQUARE}]")
_PLAIN_BYTES = bytes((10, *range(32, 127)))
_is_blank = frozenset(BLANKS).__contains__


class Way(IntEnum):
    """How a line of text is broken."""

    PLAIN = 0
    SQUARE = 1
    EXACT = 2


@lru_cache(maxsize=2)
def _unusual(text: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Patterns for what a text holds of two cells, and for what only the exact way can set."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    unusual = {x for x in set(rest.decode("utf-8", "surrogatepass")) if not _IS_PLAIN.match(x)}
    square = set(filter(_IS_SQUARE.match, unusual))
    if " \u3000" in text or "\u3000 " in text:
        square.discard("\u3000")
    odd = unusual - square
    return (
        re.compile(f"[{SQUARE}]") if square else None,
        re.compile(f"[{re.escape(''.join(sorted(odd)))}]") if odd else None,
    )


def ways(text: str, starts: Sequence[int], ends: Sequence[int]) -> bytearray:
    """The way of each range of a text, in order; ranges follow one another."""
    chosen = bytearray(len(starts))
    if not starts:
        return chosen
    square, odd = _unusual(text)
    if square:
        _mark(chosen, Way.SQUARE, square, text, starts, ends)
    if odd:
        _mark(chosen, Way.EXACT, odd, text, starts, ends)
    heads = map(text.__getitem__, starts)
    tails = map(text.__getitem__, map(sub, ends, repeat(1)))
    for edge in (heads, tails):
        for index in compress(count(), map(_is_blank, edge)):
            chosen[index] = Way.EXACT
    if not starts[0]:
        chosen[0] = Way.EXACT
    return chosen


def _mark(
    chosen: bytearray,
    way: Way,
    odd: re.Pattern[str],
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
) -> None:
    at = starts[0]
    while match := odd.search(text, at, ends[-1]):
        index = max(0, bisect_right(starts, match.start()) - 1)
        chosen[index] = way
        at = max(ends[index], match.end())
