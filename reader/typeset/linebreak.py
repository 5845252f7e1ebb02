"""One line of text into lines of a measure: which break opportunities there are, which are taken.

The rule: the plain path and the exact path agree on every text that both can set.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from reader.typeset.cells import cut, shown_width

BLANKS = " \t\n\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"

# Characters of one cell whose breaks the plain pattern knows.
PLAIN = (
    "\n -~\u00a1-\u00a7\u00a9\u00ab\u00ae\u00b0\u00b1\u00b5\u00b6\u00bb-\u02c7"
    "\u0370-\u0377\u037a-\u037d\u0386-\u0482\u048a-\u0556\u1e00-\u1fbc\u2013\u2014\u2018-\u201e\u2026"
)
NOT_PLAIN = re.compile(f"[^{PLAIN}]")

_OPEN = "(\\[{\u00a1\u00bf\u201a\u201e"
_QUOTE = "\"'\u00ab\u00bb\u2018\u2019\u201b\u201c\u201d\u201f"
_SHUT = ")\\]}!?/,.:;"
_STICKS = _SHUT + _QUOTE + "\\-\u2013\u2026| \n"  # no break before these


@lru_cache(maxsize=32)
def plain_lines(first: int, rest: int) -> re.Pattern[str]:
    """A pattern whose matches are the lines of plain text, blanks and newline behind included.

    Args:
        first: cells of a line that begins a line of the text.
        rest: cells of every other line.
    """
    end = (
        f"(?: *\n| *\\Z|(?<![{_OPEN} ]) +(?![{_SHUT} ])"
        f"|(?<=[-\u2013/])(?![{_STICKS}0-9])|(?<=[\u2014\u2026!?}}|])(?![{_STICKS}\u2014]))"
    )
    body = f".{{1,{rest}}}{end}|.{{{rest}}} *\n?"
    if first != rest:
        body = f"(?<![^\n])(?:.{{1,{first}}}{end}|.{{{first}}} *\n?)|{body}"
    return re.compile(body + "|\n")


def break_plain(text: str, start: int, end: int, first: int, rest: int) -> array[int]:
    """Where the lines of plain text `[start, end)` begin; it may hold many lines of text."""
    found = plain_lines(first, rest).findall(text, start, end)
    starts = array("I", accumulate(map(len, found), initial=start))
    starts.pop()
    return starts


_SEGMENT = re.compile(
    "[^ \n\u2014\u2026\u00ad\u200b\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
    "\U00020000-\U0003ffff-]+[\u2014\u2026\u00ad\u200b-]* *|[^\n] *"
)


def break_exactly(text: str, start: int, end: int, first: int, rest: int) -> Iterator[int]:
    """Where the lines of one line of text begin, cluster by cluster."""
    room = first
    used = 0
    at = start
    yield at
    for match in _SEGMENT.finditer(text, start, end):
        here, stop = match.span()
        if here == stop:
            continue
        solid = shown_width(match[0].rstrip(BLANKS))
        if used + solid > room and at < here:
            yield here
            at, used, room = here, 0, rest
        while solid > room:
            part = cut(text, at, stop, room)
            if part >= stop:
                break
            at = part
            yield at
            used, room = 0, rest
            solid = shown_width(text[at:stop].rstrip(BLANKS))
        used += shown_width(match[0]) if at <= here else shown_width(text[at:stop])
