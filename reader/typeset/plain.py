"""Many paragraphs of plain text into lines, by one pattern run over all of them.

The rule: plain text holds only characters of one cell whose breaks a pattern can see, and what
the pattern finds is what the exact way finds.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import accumulate

from reader.typeset.patterns import after_space, between


@lru_cache(maxsize=16)
def _lines(first: int, rest: int) -> re.Pattern[str]:
    """A pattern whose matches are lines, with the blanks and the newline behind them."""
    end = f"(?:{after_space(square=False)}|\n|{between(square=False)}|\\Z)"
    body = f".{{1,{rest}}}{end}|.{{{rest}}} *"
    if first != rest:
        body = f"(?<=\n)(?:.{{1,{first}}}{end}|.{{{first}}} *)|{body}"
    return re.compile(body)


def break_plain(text: str, start: int, end: int, first: int, rest: int) -> array[int]:
    """Where the lines of `[start, end)` begin; it may hold many lines of text.

    No line of the text is empty or has blanks at its edges, and none begins the story.

    Args:
        text: a story's text.
        start: where the first line of the text begins.
        end: where the last one ends.
        first: cells of a line that begins a line of the text.
        rest: cells of every other line.
    """
    found = _lines(first, rest).findall(text, start, end)
    starts = array("I", accumulate(map(len, found), initial=start))
    starts.pop()
    return starts
