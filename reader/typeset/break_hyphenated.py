"""Lines that end in a hyphenated word, where a paragraph is broken opportunity by opportunity.

The rule: apart from hyphenated words the lines are those of `break_clusters`.
"""

from __future__ import annotations

from array import array

from reader.typeset.break_clusters import CONTEXT, break_exactly
from reader.typeset.hyphenation import Parts, part_of_word


def break_exactly_parted(
    text: str,
    start: int,
    end: int,
    first: int,
    rest: int,
    parts: Parts,
    hang: bool = False,
    whole: bool = False,
) -> tuple[array[int], list[int]]:
    """As `break_exactly`, with a part of the next word on a line that has room for it.

    Returns:
        Where the lines begin, and which of these lines end in a hyphen, ascending.
    """
    starts, hyphens = array("I", (start,)), list[int]()
    line, room = start, first
    while (following := _following(text, line, end, (room, rest), start, hang, whole)) < end:
        at = part_of_word(text, line, following, end, room, parts, hyphens, len(starts) - 1)
        if at:
            hyphens.append(len(starts) - 1)
        line, room = at or following, rest
        starts.append(line)
    return starts, hyphens


def _following(
    text: str,
    line: int,
    end: int,
    rooms: tuple[int, int],
    edge: int,
    hang: bool,
    whole: bool,
) -> int:
    """Where the line after the one at `line` begins, or `end`."""
    reach = 4 * sum(rooms) + 2 * CONTEXT
    while True:
        stop = min(end, line + reach)
        context = max(edge, line - CONTEXT)
        found = break_exactly(text, line, stop, *rooms, context, hang, whole)
        following = found[1] if len(found) > 1 else stop
        if stop == end or following <= stop - CONTEXT:
            return following
        reach *= 2
