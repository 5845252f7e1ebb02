"""Many paragraphs of plain text into lines, by one pattern run over all of them.

The rule: plain text contains only characters of one cell whose breaks a pattern can see, and the
pattern finds exactly what the exact method finds. The patterns are the break rules themselves.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate

from reader.typeset import opportunities as c
from reader.typeset.break_clusters import HANGING, Segments
from reader.typeset.hyphenation import Parts, part_of_word
from reader.typeset.opportunities import DASHES, WIDE, partings, sticking
from reader.typeset.plain_patterns import AFTER_SPACE, BETWEEN, BETWEEN_WORDS

_LETTERS = "\u00c0-\u02c7\u0370-\u0377\u037a-\u037d\u0386-\u0482\u048a-\u0556\u1e00-\u1eff"
PLAIN = (
    "\n -~\u00a1-\u00a9\u00ab\u00ae-\u00b2\u00b5-\u00b7\u00b9-\u00bf" + _LETTERS
    + "\u2010\u2013-\u201f\u2020-\u2022\u2026\u2039\u203a"
    "\u2500-\u254b\u25a0\u25a1\u25cb\u25cf\u2605\u2606"
)  # fmt: skip
"""Characters of one cell, in the form of a pattern's set; `_SIGNS` has all but letters."""
_BLANKS = " \u3000"
_SIGNS = (*range(0x21, 0x100), *range(0x2000, 0x2100))

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_SYLLABLES = "\uac00-\ud7a3"
_SQUARE_SIGNS = (
    "".join(
        map(chr, (*range(0x3001, 0x302A), 0x3030, *range(0x3041, 0x3097), *range(0x309B, 0x3100)))
    )
    + "﹔﹕﹖﹗！＂＃＆＇（）＊＋，－．：；？［］｛｝～"
)
SQUARE = f"{_IDEOGRAPHS}{_SYLLABLES}{_SQUARE_SIGNS}\u3000"
"""Characters of two cells, in the form of a pattern's set."""
_WIDE_SIGNS = _SQUARE_SIGNS.replace("\u3030", "")
ALL_WIDE = f"{_IDEOGRAPHS}{_WIDE_SIGNS}\u3000"
"""Those that break like ideographs, or as punctuation for which no more than its neighbours count.
"""

Signs = dict[str, str]


@cache
def _signs(square: bool, whole: bool = False) -> Signs:
    """The inside of a pattern's set for each class; `AL` without its letters.

    Korean syllables count as ideographs, or as letters if words are kept `whole`.
    """
    chars = "".join(filter(re.compile(f"[{PLAIN}]").match, map(chr, _SIGNS)))
    chars += _SQUARE_SIGNS if square else ""
    signs: Signs = {}
    for char, name in zip(chars, c.classes(chars, 0, len(chars)), strict=True):
        if name != c.AL or not char.isalpha():
            signs[name] = signs.get(name, "") + re.escape(char)
    if square:
        signs[c.ID] += _IDEOGRAPHS if whole else _IDEOGRAPHS + _SYLLABLES
        signs[c.BA] += "\u3000"
    return signs


def _set(signs: Signs, names: str) -> str:
    return "".join(signs.get(name, "") for name in names)


def _begin(signs: Signs) -> str:
    """What may precede the beginning of a word."""
    return " \n" + _set(signs, c.OP + c.WIDE_OP + c.QU + c.OPENS)


@cache
def after_space(square: bool) -> str:
    """A pattern for the spaces after which a line may begin."""
    signs = _signs(square)
    shut = c.CL + c.CP + c.EX + c.SY + c.WIDE_CL + c.WIDE_EX
    solid, opens, dash = (_set(signs, names) for names in (shut, c.OPENS, c.B2))
    tail = _set(signs, shut + c.QU + c.OPENS + c.SHUTS + c.IS)
    kept = f"(?!(?<=[{dash}] )[{dash}])"
    if square:
        kept += f"(?!(?<=[{_set(signs, c.CL + c.WIDE_CL + c.CP)}] )[{_set(signs, c.NS)}])"
    return (
        f" (?<![{_set(signs, c.OP + c.WIDE_OP)} ] )(?<![{_begin(signs)}][{opens}] ) *"
        f"(?![{solid} ]|[{_set(signs, c.IS)}](?![0-9])|[{_set(signs, c.SHUTS)}](?:[ \n{tail}]|\\Z))"
        f"{kept}"
    )


@cache
def between(square: bool, whole: bool = False) -> str:
    """A pattern for the places without a space where a line may break."""
    signs = _signs(square, whole)
    names = "".join(signs)
    groups: dict[str, str] = {}
    for before in names:
        stuck = sticking(before)
        sticks = "".join(after for after in names if after in stuck)
        if len(sticks) < len(names):
            groups[sticks] = groups.get(sticks, "") + before
    options = [_option(signs, before, sticks) for sticks, before in groups.items()]
    if square:
        usual = f"(?<=[{signs[c.ID]}])(?=[{signs[c.ID]}])"
        options = [usual, *_contexts(signs), *options]
    before = _set(signs, "".join(groups.values()))
    guard = "" if square else f"(?<=[{before}])"
    return f"{guard}(?:{'|'.join(options)}){_unless_word_begins(signs)}"


@cache
def between_words() -> tuple[str, str]:
    """Patterns for what usually surrounds the last space that fits on a line.

    If both match, the line ends at that space: the next word cannot be divided, and extends to
    another space, which is beyond the line.
    """
    signs, letters = _signs(square=False), "A-Za-z" + _LETTERS
    whole = c.AL + c.NU + c.IS + c.QU + c.SHUTS + c.OPENS + c.CP
    whole = "".join(x for x in whole if not any((x, y) in partings() for y in whole))
    before = f"(?<=[{letters}{_set(signs, c.IS + c.SHUTS)}] )"
    return before, f"(?=[{letters}{_set(signs, c.OPENS)}][{letters}{_set(signs, whole)}]*+ )"


def after_wide_space() -> str:
    """A pattern for the ideographic spaces after which a line may begin."""
    signs = _signs(square=True)
    sticks = "".join(name for name in signs if (c.BA, name) not in partings())
    return f"\u3000+(?![ \n{_set(signs, sticks)}])"


def _option(signs: Signs, before: str, sticks: str) -> str:
    """After one of `before`, unless one of `sticks` follows."""
    if c.AL in before:  # letters are too many to list: they are whatever nothing else is
        after = f"(?<![ \n{_set(signs, ''.join(x for x in signs if x not in before))}])"
    else:
        after = f"(?<=[{_set(signs, before)}])"
    if c.AL not in sticks:
        return f"{after}(?![ \n{_set(signs, sticks)}])"
    others = _set(signs, "".join(name for name in signs if name not in sticks))
    return f"{after}(?=[{others}])" if others else "(?!)"


def _unless_word_begins(signs: Signs) -> str:
    dashes, begin = _set(signs, DASHES), _begin(signs)
    first = "".join(f"(?<![{begin}][{dashes}]{{{size}}})" for size in (1, 2, 3))
    no_word = "".join(name for name in signs if name not in c.AL + c.NU)
    return f"(?:(?=[{_set(signs, no_word)}])|{first})"


def _contexts(signs: Signs) -> list[str]:
    """Quotation marks between ideographs."""
    wide = "".join(name for name in WIDE if name in signs)
    before = _set(signs, wide.replace(c.WIDE_OP, ""))
    after = _set(signs, "".join(x for x in wide if (c.WIDE_CL, x) in partings()))
    opens, shuts, every = (_set(signs, names) for names in (c.OPENS, c.SHUTS, wide))
    return [f"(?<=[{before}])(?=[{opens}][{every}])", f"(?<=[{every}][{shuts}])(?=[{after}])"]


@lru_cache(maxsize=16)
def _lines(first: int, rest: int) -> re.Pattern[str]:
    """A pattern whose matches are lines, with the blanks and the newline after them."""
    end, usual = f"(?:{AFTER_SPACE}|\n|{BETWEEN}|\\Z)", BETWEEN_WORDS
    if first == rest:
        return re.compile(f"(?>.{{1,{rest}}} ){usual}|.{{1,{rest}}}{end}|.{{{rest}}} *")
    fresh, onward = "(?<![^\n])", "(?<=[^\n])"
    some = f"(?:{onward}.{{1,{rest}}}|{fresh}.{{1,{first}}})"
    full = f"(?:{onward}.{{{rest}}}|{fresh}.{{{first}}})"
    return re.compile(f"(?>{some} ){usual}|{some}{end}|{full} *")


def break_plain(text: str, start: int, end: int, first: int, rest: int) -> array[int]:
    """Where the lines of `[start, end)` begin, which may be many lines of text.

    No line of the text is empty or has blanks at its edges.

    Args:
        text: a story's text.
        start: where the first line of the text begins.
        end: where the last one ends.
        first: cells of a line that begins a line of the text.
        rest: cells of every other line.
    """
    return _broken(_lines, text, start, end, first, rest)


def break_wide(
    text: str, start: int, end: int, first: int, rest: int, hang: bool = False
) -> array[int]:
    """Like `break_plain` for text of `ALL_WIDE` characters; `hang` is whether a mark may hang."""
    lines = _hanging_lines if hang else _wide_lines
    return _broken(lines, text, start, end, first // 2, rest // 2)


def _broken(
    lines: Callable[[int, int], re.Pattern[str]],
    text: str,
    start: int,
    end: int,
    first: int,
    rest: int,
) -> array[int]:
    """Where lines begin, given the pattern for so many characters on the first and on the rest."""
    found: list[str] = []
    if start and first != rest and text[start - 1] != "\n":
        # There are blanks before it, so the pattern would not recognise it as a beginning.
        found = [line[0]] if (line := lines(first, first).match(text, start, end)) else []
    at = start + sum(map(len, found))
    found += lines(first, rest).findall(text, at, end)
    starts = array("I", accumulate(map(len, found), initial=start))
    starts.pop()
    return starts


@cache
def _wide_end() -> str:
    """A pattern for the end of a line of wide characters, and what follows it."""
    signs: Signs = {}
    for char, name in zip(_WIDE_SIGNS, c.classes(_WIDE_SIGNS, 0, len(_WIDE_SIGNS)), strict=True):
        signs[name] = signs.get(name, "") + char
    never_first = _set(signs, "".join(name for name in signs if name in sticking(c.ID)))
    stays = f"(?![\u3000{never_first}])"
    return f"(?:(?<![{signs[c.WIDE_OP]}]){stays}(?!\n)|\n|\\Z|\u3000+{stays})"


@lru_cache(maxsize=16)
def _wide_lines(first: int, rest: int) -> re.Pattern[str]:
    """The same as `_lines` for wide characters, of which so many fit."""
    first, rest = max(1, first), max(1, rest)
    some, full = _sized(".{{1,{}}}", first, rest), _sized(".{{{}}}", first, rest)
    return re.compile(f"{some}{_wide_end()}|{full}[{_BLANKS}]*")


@lru_cache(maxsize=16)
def _hanging_lines(first: int, rest: int) -> re.Pattern[str]:
    """The same where a mark may hang."""
    hung = _sized(f".{{{{{{}}}}}}[{''.join(sorted(HANGING))}]", first, rest)
    return re.compile(f"{hung}{_wide_end()}|{_wide_lines(first, rest).pattern}")


def _sized(form: str, first: int, rest: int) -> str:
    """A pattern for the characters that fit on a line, whether it begins one of the text or not."""
    if first == rest:
        return form.format(rest)
    return f"(?:(?<=[^\n]){form.format(rest)}|(?<![^\n]){form.format(first)})"


@cache
def _parts() -> re.Pattern[str]:
    """Matches the segments of plain text, with the blanks after them."""
    return re.compile(f".+?(?:{AFTER_SPACE}|{BETWEEN}|\\Z)")


def plain_segments(text: str, start: int, end: int) -> Segments:
    """The segments of one line of plain text."""
    pieces = _parts().findall(text, start, end)
    full = list(map(len, pieces))
    solid = [len(piece.rstrip(" ")) for piece in pieces]
    stops = list(accumulate(full, initial=start))[1:]
    return Segments(stops, solid, full, [False] * len(full), [0] * len(full))


def break_hyphenated(
    text: str, start: int, end: int, first: int, rest: int, parts: Parts
) -> tuple[array[int], list[int]]:
    """Like `break_plain`, with a part of the next word on a line that has room for it.

    Returns:
        Where the lines begin, and which of these lines end in a hyphen, ascending.
    """
    match = _lines(first, rest).match
    starts, hyphens = array("I"), list[int]()
    line = start
    while line < end and (found := match(text, line, end)):
        starts.append(line)
        begin = line
        line = found.end()
        if line == end or text[line - 1] == "\n":
            continue
        fresh = not begin or text[begin - 1] == "\n"
        room, number = first if fresh else rest, len(starts) - 1
        if at := part_of_word(text, begin, line, end, room, parts, hyphens, number):
            line = at
            hyphens.append(number)
    return starts, hyphens


@cache
def _narrow() -> re.Pattern[str]:
    return re.compile(f"[{PLAIN}]")


@cache
def _place(whole: bool) -> re.Pattern[str]:
    """Matches where a line may end, with its trailing blanks."""
    places = after_space(square=True), between(square=True, whole=whole), after_wide_space()
    return re.compile("|".join(places))


def break_square(
    text: str,
    start: int,
    end: int,
    first: int,
    rest: int,
    hang: bool = False,
    whole: bool = False,
) -> array[int]:
    """Where the lines of one line of text `[start, end)` begin, which has no blank at its edges.

    Args:
        text: a story's text.
        start: where the line of text begins.
        end: where it ends.
        first: cells of the first line.
        rest: cells of every other line.
        hang: whether a mark may hang.
        whole: whether Korean words are kept whole.
    """
    hanging = HANGING if hang else ()
    narrow = [match.start() for match in _narrow().finditer(text, start, end)]
    narrow.append(end + first + rest)
    starts = array("I", (start,))
    place = _place(whole).match
    line, room, seen = start, first, 0
    while True:
        reach = line + room // 2
        if narrow[seen] <= reach:
            reach = _reach(narrow, seen, line, room)
        if reach >= end:
            return starts
        at = reach + (text[reach] in hanging)
        while line < at < end and not (found := place(text, at, end)):
            at -= 1
        if line < at < end and found:
            line = found.end()
        else:
            line = end if at == end else _forced(text, max(reach, line + 1), end)
            if line == end:
                return starts
        starts.append(line)
        room = rest
        if narrow[seen] < line:
            seen = bisect_left(narrow, line, seen)


def _forced(text: str, at: int, end: int) -> int:
    """The place after the following blanks, if nothing allows a break before them."""
    while at < end and text[at] in _BLANKS:
        at += 1
    return at


def _reach(narrow: list[int], seen: int, line: int, room: int) -> int:
    """How far a line with narrow characters reaches; `seen` is the first of them."""
    count = 0
    while True:
        size = (room + count) // 2
        after = bisect_left(narrow, line + size, seen)
        if after - seen > count:
            count = after - seen
        elif room + count - 2 * size == 1 and narrow[after] == line + size:
            count += 1
        else:
            return line + size
