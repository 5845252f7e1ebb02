"""The ruler: how many terminal columns a text takes, and where it may be cut.

The rule: a width is what `rich.cells` says, because the painter places its columns by it, and
no cut falls inside a grapheme cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from reader.lazy_pattern import lazy_pattern

ELLIPSIS = "…"
JOINER = "\u200d"

_ONE_CELL = lazy_pattern("[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027]*")
_DROPPED = "\u00ad\u200b\u2060\ufeff\\x00-\\x1f\\x7f-\\x9f\u2028\u2029"
# A joiner or selector that would affect its neighbours is dropped together with what is dropped,
# and so are those that follow nothing, or each other: a piece reads alone as it does in its line.
_UNSEEN = lazy_pattern(
    f"(?<!\u200d)\u200d*+(?:[{_DROPPED}]++[\ufe0f\u200d]*+)++"
    f"|(?<!\u200d)\u200d++(?=[ {_DROPPED}]|$)|(?:\\A|(?<= ))[\ufe0f\u200d]++|\u200d{{2,}}+"
)
_ALONE = frozenset("\u00ad\u200b\u2060\ufeff\u2028\u2029").union(
    map(chr, (*range(32), *range(127, 160)))
)
_SARA_AM = "\u0e33\u0eb3"
_SHORT = 32
_LEAD_FIRST, _LEAD_LAST = "\u1100", "\u115f"
_FLAG_FIRST, _FLAG_LAST = "\U0001f1e6", "\U0001f1ff"


@cache
def _ruler() -> Callable[[str], int]:
    """Rich's measure, imported for the first text that is not obviously one cell per character."""
    from rich.cells import cell_len

    return cell_len


def width(text: str) -> int:
    """The cells that a text takes when it is printed as it is."""
    match = _ONE_CELL.fullmatch(text)
    return len(text) if match else _ruler()(text)


def shown(piece: str) -> str:
    """A piece of a story as it is painted: soft hyphens, invisible breaks and controls dropped."""
    return piece if piece.isascii() and piece.isprintable() else _UNSEEN.sub("", piece)


def shown_width(piece: str) -> int:
    """The cells that a piece of a story takes on a page."""
    if (piece.isascii() and piece.isprintable()) or _ONE_CELL.fullmatch(piece):
        return len(piece)
    return width(shown(piece))


_cluster_width = lru_cache(maxsize=1 << 12)(shown_width)


@lru_cache(maxsize=1 << 12)
def _is_mark(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return char in _SARA_AM or (char > "\u02ff" and char not in _ALONE and not width(char))


def clusters(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The grapheme clusters of `[start, end)`: where each ends, and its cells.

    A cluster is a character with every mark, joiner and modifier after it that takes no cell of its
    own (UAX #29 where Rich agrees); a regional indicator takes its partner along, and a leading
    consonant of Korean one syllable more, not a whole run of them.
    """
    stop = len(text) if end is None else end
    at = start
    while at < stop:
        first = at
        at = _cluster_end(text, at, stop)
        yield (
            at,
            _cluster_width(text[first:at]) if at - first < _SHORT else shown_width(text[first:at]),
        )


def _cluster_end(text: str, at: int, stop: int) -> int:
    first = text[at]
    at += 1
    if first in _ALONE or first == " ":
        return at
    if at < stop and _LEAD_FIRST <= first <= _LEAD_LAST and _is_hangul(text[at]):
        at += 1
    if _FLAG_FIRST <= first <= _FLAG_LAST and at < stop and _FLAG_FIRST <= text[at] <= _FLAG_LAST:
        at += 1
    if first == JOINER:
        at = _after_joiners(text, at, stop)
    while at < stop:
        char = text[at]
        if char == JOINER:
            begin, at = at, _after_joiners(text, at, stop)
            at += at - begin == 1 and at < stop and text[at] != " " and text[at] not in _ALONE
        elif char > "\u02ff" and _is_mark(char):
            at += 1
        else:
            break
    return at


def _after_joiners(text: str, at: int, stop: int) -> int:
    while at < stop and text[at] == JOINER:
        at += 1
    return at


def _is_hangul(char: str) -> bool:
    return _LEAD_FIRST <= char <= _LEAD_LAST or "\uac00" <= char <= "\ud7a3"


def clip(text: str, cells: int) -> str:
    """The text if it fits, else as much of it as fits, and an ellipsis."""
    if len(text) <= cells and width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    used = at = 0
    last = 0
    for stop, taken in clusters(text):
        used += taken
        if used > cells:
            return text[:last] + ELLIPSIS
        at = stop
        if used <= cells - 1:
            last = at
    return text


def fitting(forms: Iterable[str], cells: int, otherwise: str) -> str:
    """The first of some forms of a sentence that fits into so many cells."""
    return next((form for form in forms if width(form) <= cells), otherwise)
