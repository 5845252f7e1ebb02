"""What pairs of lines say about what ended the first: a margin, or its author.

The rule: nothing here decides. Each pair is an observation, each reading of a text says how likely
it is, and the caller adds up; so no share of the lines, however chosen, flips a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum, StrEnum
from functools import cache, partial
from itertools import pairwise
from math import log

from reader.formats.text.rows import Row
from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

WORD_MOST = 24
"""Cells that are assumed to hold the first word of any line."""
_LONG = 130
"""Cells of a line that no page margin makes."""
_MIDDLE = 66
"""Cells of a line that is long for verse."""
_ENDED, _PAUSED = frozenset(".!?…。！？।॥۔؟"), frozenset(",;:—–-―、；：，")
_CLOSERS = "\"”’'»›)」』）]*_ "
_OPENINGS = "\"“‘'«»‹›„(「『（[*_¿¡ "
_DASHES = frozenset("—–―-•")
"""What spoken lines begin with in many languages."""
_CORNERS_OPEN, _CORNERS_CLOSE = frozenset("「『"), frozenset("」』")
"""Quotation marks that begin and end paragraphs of speech, often without a stop before them."""
# Two classes compile more quickly than one with signs of Latin 1 and others.
_INNER = lazy_pattern(r"[.!?…](?:[\"'»)]|(?!\n)[”’]){0,2}\s+[^\W\d_a-zß-öø-ÿ]")
_EASTERN_INNER = lazy_pattern(r"[。！？][^」』”’）]")
_EVENED = 40
"""This many words show how often one begins with a capital."""
_LINES, _WORDS = 60, 10
"""In this many lines, and in this many words of each."""
_DRAWN_OUT = 400
"""Characters of a line within which the end of a sentence is looked for."""


class Ending(IntEnum):
    """How a line ends."""

    OPEN = 0
    PAUSED = 1
    ENDED = 2


class Start(IntEnum):
    """How the line after it begins."""

    SMALL = 0
    CAPITAL = 1
    OTHER = 2
    """Where case says nothing: figures, capitals throughout, scripts without case."""


class Size(IntEnum):
    """How long a line is."""

    SHORT = 0
    MIDDLE = 1
    LONG = 2


class Seen(NamedTuple):
    """What a line and the next one show."""

    full: bool
    """Whether the next word would not have fitted."""
    ending: Ending
    start: Start
    inner: bool
    """Whether a sentence ends within the line."""
    size: Size


# A member of an enumeration is found a tenth as fast as a name of the module.
_OPEN, _SENTENCE_END = Ending.OPEN, Ending.ENDED
_ENDINGS = dict.fromkeys(_PAUSED, Ending.PAUSED) | dict.fromkeys(_ENDED, Ending.ENDED)
_SMALL, _CAPITAL, _OTHER = Start
_SHORT_LINE, _MIDDLE_LINE, _LONG_LINE = Size
_SEEN = partial(tuple.__new__, Seen)


class Hypothesis(StrEnum):
    """What the lines of a stretch may be."""

    WRAPPED = "wrapped"
    """Prose, broken at a margin."""
    RAGGED = "ragged"
    """Prose, broken at phrases, before a margin."""
    LINES = "lines"
    """Prose, one paragraph on each line."""
    VERSE = "verse"
    """Lines that begin with capitals, as in verse."""
    LOW_VERSE = "low verse"
    """Verse that begins with capitals only where its sentences do."""


PROSE = (Hypothesis.WRAPPED, Hypothesis.RAGGED)
VERSES = (Hypothesis.VERSE, Hypothesis.LOW_VERSE)


class _Model(NamedTuple):
    """How often lines under a reading show which evidence; shares by `Ending` and `Size`.

    The size of wrapped lines comes from their margin, so it counts only if no margin makes it.
    """

    full: float
    endings: tuple[float, float, float]
    capital: float
    """For lines after one that did not end a sentence; below 0, as often as for words within lines.
    """
    inner: float
    sizes: tuple[float, float, float]
    ends: float = 0.0
    """The share of lines that end paragraphs, early and with a sentence."""


_MODELS = {
    Hypothesis.WRAPPED: _Model(0.94, (0.78, 0.13, 0.09), -1, 0.45, (0.9, 0.9, 0.005), 0.15),
    Hypothesis.RAGGED: _Model(0.5, (0.64, 0.21, 0.15), -1, 0.42, (0.9, 0.9, 0.005), 0.15),
    Hypothesis.LINES: _Model(0.4, (0.08, 0.03, 0.89), 0.9, 0.45, (0.42, 0.33, 0.25)),
    Hypothesis.VERSE: _Model(0.4, (0.38, 0.34, 0.28), 0.96, 0.12, (0.9, 0.095, 0.005)),
    Hypothesis.LOW_VERSE: _Model(0.4, (0.38, 0.34, 0.28), -1, 0.10, (0.9, 0.095, 0.005)),
}
_PARAGRAPH_ENDS = (0.03, 0.02, 0.95)
_EARLY = 0.12
"""The share of paragraphs whose last lines are full by chance."""
_ANEW = 0.95
"""The share of sentences that begin with a capital."""
_FLOOR = 0.01
"""No pair is less likely than this: whatever is odd remains a single oddity."""


def sure_end(width: int) -> int:
    """The column from which a line is full whatever word comes next."""
    return width - max(3, width // 11) - 1


def is_full(row: Row, after: Row, width: int) -> bool:
    """Whether the next line's first word would not have fitted after this line."""
    indent, text, size = row
    room = width - max(3, width // 11) - 1 - indent - size
    if not 1 <= room < WORD_MOST:  # any word is longer, or there is none
        return room < 1
    return first_word(text, after.text, after.width) > room


def first_word(text: str, after: str, width: int) -> int:
    """The cells of the part of a line that would have to fit at the end of the line before it.

    Args:
        text: The line before it.
        after: The line.
        width: Its width.
    """
    if after.isascii() or width < 1.7 * len(after):
        first = after.find(" ", 0, WORD_MOST)
        return first if first >= 0 else min(len(after), WORD_MOST)
    if text.isascii():
        return len(after[:WORD_MOST].split(None, 1)[0])
    return 3  # East Asian lines break anywhere except before a mark


def seen(row: Row, after: Row, width: int) -> Seen:
    """What two consecutive lines show, in a text with that margin."""
    text, size, next_ = row.text, row.width, after.text
    start = _start(next_)
    if start is _CAPITAL and len(next_) > 3 and next_.isupper():
        start = _OTHER
    return _SEEN(
        (
            width > 0 and is_full(row, after, width),
            ending_of(text),
            start,
            _has_inner(text),
            _SHORT_LINE if size <= _MIDDLE else _MIDDLE_LINE if size <= _LONG else _LONG_LINE,
        )
    )


def _has_inner(text: str) -> bool:
    """Whether a sentence ends within a line."""
    if _INNER.search(text, 0, _DRAWN_OUT):
        return True
    eastern = not text.isascii() and ("。" in text or "！" in text or "？" in text)
    return eastern and _EASTERN_INNER.search(text, 0, _DRAWN_OUT) is not None


def ending_of(text: str) -> Ending:
    """How a line ends, ignoring closing quotation marks."""
    last = text[-1]
    if last in _CORNERS_CLOSE:
        return _SENTENCE_END
    if last in _CLOSERS:
        last = text.rstrip(_CLOSERS)[-1:]
    return _ENDINGS.get(last, _OPEN)


def _start(text: str) -> Start:
    first = text[0]
    if not first.isalpha():
        if first in _CORNERS_OPEN or (first in _DASHES and text[1:2].isspace()):
            return _CAPITAL
        first = text.lstrip(_OPENINGS)[:1]
    if first.islower():
        return _SMALL
    return _CAPITAL if first.isupper() else _OTHER


def evidence(pairs: Iterable[tuple[Row, Row]], width: int) -> Counter[Seen]:
    """What consecutive lines show, in a text with that margin."""
    return Counter([seen(a, b, width) for a, b in pairs])


def capitals(texts: Sequence[str]) -> float:
    """How often words within lines begin with capitals where no sentence begins, from 0 to 1."""
    count, high = _EVENED, 0.06 * _EVENED
    for text in texts[:: max(1, len(texts) // _LINES)]:
        words = text.split(None, _WORDS)[:_WORDS]
        for before, word in pairwise(words):
            if word[0].isalpha() and before[-1].isalnum():
                count += 1
                high += word[0].isupper()
    return round(high / count, 2)


@cache
def _chances(sight: Seen, high: float, narrow: float, whole: bool) -> dict[Hypothesis, float]:
    """The logarithm of the likelihood of a pair under each reading."""
    return {reading: _chance(reading, sight, high, narrow, whole=whole) for reading in Hypothesis}


def _chance(reading: Hypothesis, sight: Seen, high: float, narrow: float, *, whole: bool) -> float:
    """The logarithm of the likelihood of a pair under a reading."""
    model = _MODELS[reading]
    full, ending, start, inner, size = sight
    chance = (model.full if full else 1 - model.full) * model.endings[ending]
    anew = _ANEW if ending is Ending.ENDED else high if model.capital < 0 else model.capital
    if model.capital > 0:
        anew = max(anew, model.capital)
    chance *= _cased(start, anew)
    if model.ends and not whole:
        early = (_EARLY if full else 1 - _EARLY) * _PARAGRAPH_ENDS[ending] * _cased(start, _ANEW)
        chance = (1 - model.ends) * chance + model.ends * early
    within = model.inner * narrow if model.ends else model.inner
    chance *= (within if inner else 1 - within) * model.sizes[size]
    return log(max(chance, _FLOOR * 0.1))


def _cased(start: Start, anew: float) -> float:
    """The likelihood of such a start, given how often one begins with a capital."""
    return 0.5 if start is Start.OTHER else anew if start is Start.CAPITAL else 1 - anew


def scores(
    found: Mapping[Seen, int],
    high: float,
    width: int,
    readings: Iterable[Hypothesis] = Hypothesis,
    *,
    whole: bool = False,
) -> dict[Hypothesis, float]:
    """How well each reading explains what was seen, as logarithms.

    Args:
        found: How often each kind of pair was seen.
        high: How often words within lines begin with capitals.
        width: The margin; in a narrow text fewer lines hold the end of a sentence.
        readings: Which readings compete.
        whole: Whether no line ends a paragraph.
    """
    narrow = min(10, max(3, width // 7)) / 10
    seen = [(times, _chances(sight, high, narrow, whole)) for sight, times in found.items()]
    return {
        reading: sum([times * chances[reading] for times, chances in seen]) for reading in readings
    }


def odds(
    pairs: Sequence[tuple[Row, Row]], width: int, high: float, *, ragged: bool, whole: bool
) -> float:
    """How much likelier it is that a margin broke the lines than that their author did.

    Args:
        pairs: Consecutive lines.
        width: The margin.
        high: How often words within lines begin with capitals.
        ragged: Whether lines of the text end before the margin as often as at it.
        whole: Whether they would be one paragraph.
    """
    prose = Hypothesis.RAGGED if ragged else Hypothesis.WRAPPED
    found = scores(evidence(pairs, width), high, width, (prose, *VERSES), whole=whole)
    return found[prose] - max(found[verse] for verse in VERSES)
