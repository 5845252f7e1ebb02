"""Where a word may be hyphenated, by the patterns of its language.

The rule: the dictionaries are loaded when the first word is asked for; in a language without one
no word is hyphenated.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from reader.lazy_pattern import lazy_pattern
from reader.typeset.break_clusters import CONTEXT, break_exactly
from reader.typeset.cells import shown_width

Parts = Callable[[str], tuple[int, ...]]
"""From a word to the places inside it where a hyphen may come, ascending."""

_BEFORE, _BEHIND = 2, 3
"""The fewest letters on either side of a hyphen."""
_SAMPLE = 20_000
# Letters after a few marks and an elided article.
_WORD = lazy_pattern(
    r"[^\w\s]{0,3}(?:[^\W\d_]{1,6}['’])?([^\W\d_]{5,40})(?![^\W\d_]|[\u0300-\u036f\u00ad])"
)
_WORTH = 4
"""The fewest cells a line must fall short before a word is hyphenated, not counting the hyphen."""
_LADDER = 2
"""The most lines in a row that end in a hyphen."""
_SMALL_WORDS = {
    "en": "the and of to was that with his",
    "de": "der die und nicht das ist war sie",
    "fr": "les des est dans une que pas vous",
    "es": "los que una las por con del era",
    "it": "che non per una era della con sono",
    "nl": "het een van niet zijn was maar hij",
    "pt": "que não uma com dos era seu mas",
    "ru": "и не что он на как его это",
}


def part_of_word(
    text: str,
    begin: int,
    line: int,
    end: int,
    room: int,
    parts: Parts,
    hyphens: Sequence[int],
    number: int,
) -> int:
    """Where the next line is to begin so that a part of a word fills the one before it, else 0.

    Args:
        text: a story's text.
        begin: where the line begins.
        line: where the next one begins when no word is hyphenated.
        end: where the text ends.
        room: cells of the line.
        parts: the hyphenator.
        hyphens: the lines so far that end in a hyphen.
        number: of the line, as counted in `hyphens`.
    """
    left = room - shown_width(text[begin:line]) - 1
    word = None
    if left < 0 and (word := _WORD.match(text, begin, end)) and word.end() > line:
        line, left = begin, room - 1  # a word longer than the line
    elif left < _WORTH or (len(hyphens) >= _LADDER and hyphens[-_LADDER] == number - _LADDER):
        return 0
    else:
        word = _WORD.match(text, line, end)
    if not word:
        return 0
    left -= shown_width(text[line : word.start(1)])
    fits = [at for at in parts(word[1]) if shown_width(word[1][:at]) <= left]
    return word.start(1) + fits[-1] if fits else 0


def parts_of_words(language: str, sample: str) -> Parts | None:
    """The hyphenator of a story, or None when its language is unknown.

    Args:
        language: BCP 47 tag; if it is empty the sample decides.
        sample: a stretch of the story.
    """
    return _hyphenator(language.replace("-", "_") or _guess(sample[:_SAMPLE]))


def _guess(sample: str) -> str:
    words = re.findall(r"\w+", sample.lower())
    counts = {
        language: sum(map(words.count, small.split())) for language, small in _SMALL_WORDS.items()
    }
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] * 20 > len(words) > 0 else ""


@cache
def _hyphenator(language: str) -> Parts | None:
    import pyphen

    known = pyphen.language_fallback(language) if language else None
    if known is None:
        return None
    dictionary = pyphen.Pyphen(lang=known, left=_BEFORE, right=_BEHIND)

    @lru_cache(maxsize=1 << 14)
    def parts(word: str) -> tuple[int, ...]:
        return tuple(map(int, dictionary.positions(word)))

    return parts


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
    """Like `break_exactly`, with a part of the next word on a line that has room for it.

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
