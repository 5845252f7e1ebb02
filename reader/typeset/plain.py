"""Many paragraphs of plain text into lines, by one pattern run over all of them.

The rule: plain text holds only characters of one cell whose breaks a pattern can see, and what
the pattern finds is what the exact path finds.
"""

from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from itertools import accumulate

from reader.typeset import classes as c
from reader.typeset.opportunities import DASHES, partings

PLAIN = (
    "\n -~\u00a1-\u00a9\u00ab\u00ae-\u00b2\u00b5-\u00b7\u00b9-\u02c7\u0370-\u0377\u037a-\u037d"
    "\u0386-\u0482\u048a-\u0556\u1e00-\u1eff\u2010\u2013-\u201f\u2020-\u2022\u2026\u2039\u203a"
)
"""As it stands in a pattern's set; letters aside, every one is below U+0100 or above U+2000."""


@cache
def _signs() -> dict[str, str]:
    """The characters of each class except letters."""
    plain = re.compile(f"[{PLAIN}]")
    chars = "".join(filter(plain.match, map(chr, (*range(0x21, 0x100), *range(0x2000, 0x2100)))))
    signs: dict[str, str] = {}
    for char, name in zip(chars, c.classes(chars, 0, len(chars)), strict=True):
        signs[name] = signs.get(name, "") + char
    letters = "".join(x for x in signs[c.AL] if x.isalpha())
    signs[c.AL] = "".join(x for x in signs[c.AL] if x not in letters)
    return signs


def _set(names: str) -> str:
    """The inside of a pattern's set: the characters of the classes, which are not letters."""
    return "".join(re.escape(_signs().get(name, "")) for name in names)


@cache
def _after_space() -> str:
    """A pattern for spaces at whose end a line may break, once the first is matched."""
    opens, begin = _set(c.OPENS), " \n" + _set(c.OP + c.QU + c.OPENS)
    shuts, stops, dash = _set(c.SHUTS), _set(c.IS), _set(c.B2)
    tail = _set(c.CL + c.QU + c.OPENS + c.SHUTS + c.CP + c.EX + c.IS + c.SY)
    solid = _set(c.CL + c.CP + c.EX + c.SY)
    return (
        f" (?<![{_set(c.OP)} ] )(?<![{begin}][{opens}] ) *"
        f"(?![{solid} ]|[{stops}](?![0-9])|[{shuts}](?:[ \n{tail}]|\\Z))"
        f"(?!(?<=[{dash}] )[{dash}])"
    )


@cache
def _between() -> str:
    """A pattern for places without a space where a line may break."""
    groups: dict[str, str] = {}
    names = "".join(_signs())
    for before in names.replace(c.AL, ""):
        sticks = "".join(b for b in names if (before, b) not in partings())
        groups[sticks] = groups.get(sticks, "") + before
    begin = " \n" + _set(c.OP + c.QU + c.OPENS)
    dashes = _set(DASHES)
    first = "".join(f"(?<![{begin}]{f'[{dashes}]' * size})" for size in (1, 2, 3))
    sign = _set(names)
    word = f"(?:(?=[{_set(names.replace(c.AL, '').replace(c.NU, ''))}])|{first})"
    options = []
    for sticks, before in groups.items():
        if c.AL in sticks and not set(names) - set(sticks):
            continue
        stop = "" if c.AL not in sticks else f"(?=[{sign}])"
        own = word if set(before) & set(DASHES) else ""
        options.append(f"(?<=[{_set(before)}]){stop}(?![ \n{_set(sticks)}]){own}")
    every = "".join(before for sticks, before in groups.items() if set(names) - set(sticks))
    return f"(?<=[{_set(every)}])(?:{'|'.join(options)})"


@lru_cache(maxsize=16)
def plain_lines(first: int, rest: int) -> re.Pattern[str]:
    """A pattern whose matches are the lines of plain text, blanks and newline behind included.

    Args:
        first: cells of a line that begins a line of the text.
        rest: cells of every other line.
    """
    end = f"(?:{_after_space()}|\n|{_between()}|\\Z)"
    body = f".{{1,{rest}}}{end}|.{{{rest}}} *"
    if first != rest:
        body = f"(?<=\n)(?:.{{1,{first}}}{end}|.{{{first}}} *)|{body}"
    return re.compile(body)


def break_plain(text: str, start: int, end: int, first: int, rest: int) -> array[int]:
    """Where the lines of `[start, end)` begin; it may hold many lines of text.

    No line of the text is empty or has blanks at its edges, and none begins the story.
    """
    found = plain_lines(first, rest).findall(text, start, end)
    starts = array("I", accumulate(map(len, found), initial=start))
    starts.pop()
    return starts
