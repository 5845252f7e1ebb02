"""A reader's pace from the turned pages that count, the words that are left, and the time for them.

The rule: pace is seconds per word, so screens, fonts and short pages make no difference; what
cannot have been reading does not count, and a few odd pages change nothing.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from reader.story import Story, count_words
from reader.value import NamedTuple, Value

WORD, CHARACTER = 60 / 240, 60 / 400
"""Seconds per word, and per character where each is a word, for a reader not known yet."""
ENOUGH = 5
"""Turns that must count before a pace is shown."""
KEPT = 240
"""Turns that are remembered."""
_WORDS_LEAST = 20
_FASTEST = 60 / 1000
"""Seconds per word of somebody who reads; below, pages are being flipped through."""
_AWAY, _AWAY_TIMES = 60.0, 8
"""A page may always take this long, or this many times as long as expected."""
_HALF = 60
"""Turns after which a turn weighs half as much."""
_TRIMMED = 0.1
"""The share by weight of the fastest pages, and of the slowest, that is left out."""
_GUESSED_WORDS = 400
"""How many words the expected pace weighs as much as."""
_STEADY = 0.1
"""The share by which a pace must change before another one is shown."""
_HOUR, _STEP = 60, 5
"""Minutes from which they are rounded to steps."""


class Turn(NamedTuple):
    """Some words that were read, and in how many seconds."""

    words: int
    seconds: float


class ReadingPace(Value):
    """The turns that count, the oldest first, and the expected seconds per word without any."""

    turns: tuple[Turn, ...] = ()
    expected: float = WORD

    @property
    def known(self) -> bool:
        """Whether enough pages were turned for it to be shown."""
        return len(self.turns) >= ENOUGH

    @property
    def word(self) -> float:
        """Seconds per word."""
        return seconds_a_word(self.turns, self.expected)

    def counts(self, turn: Turn) -> bool:
        """Whether a page was read: neither flipped past nor left open while away."""
        longest = max(_AWAY, _AWAY_TIMES * turn.words * self.word)
        return turn.words >= _WORDS_LEAST and turn.words * _FASTEST <= turn.seconds <= longest

    def turned(self, turn: Turn) -> ReadingPace:
        """The pace after another page, if that counts."""
        if not self.counts(turn):
            return self
        return self.replace(turns=(*self.turns[1 - KEPT :], turn))


def seconds_a_word(turns: Sequence[Turn], expected: float) -> float:
    """The trimmed mean of the latest turns, drawn towards the expected one while they are few."""
    last = len(turns) - 1
    weighed = sorted(
        (one.seconds / one.words, one.words * math.exp2((at - last) / _HALF))
        for at, one in enumerate(turns)
    )
    total = sum(weight for _, weight in weighed)
    low, high = total * _TRIMMED, total * (1 - _TRIMMED)
    seconds = words = passed = 0.0
    for rate, weight in weighed:
        within = min(passed + weight, high) - max(passed, low)
        passed += weight
        if within > 0:
            seconds, words = seconds + rate * within, words + within
    if not words:
        return expected
    return (seconds / words * total + expected * _GUESSED_WORDS) / (total + _GUESSED_WORDS)


def all_told(paces: Iterable[Sequence[Turn]], expected: float) -> float:
    """The seconds per word of somebody who read several stories, by the latest turns of each."""
    told = [(len(turns), seconds_a_word(turns, expected)) for turns in paces if turns]
    count = sum(number for number, _ in told)
    return sum(number * word for number, word in told) / count if count else expected


def steady(now: float, before: float | None) -> float:
    """The pace to show: the previous one until it has changed by enough to matter."""
    if before is None or abs(now - before) > _STEADY * before:
        return now
    return before


def time_left(words: float, word: float) -> str:
    """The time that some words take: in minutes, and in steps of five from an hour on."""
    minutes = max(1, round(words * word / 60))
    if minutes < _HOUR:
        return f"{minutes} min"
    hours, rest = divmod(_STEP * round(minutes / _STEP), _HOUR)
    return f"{hours:,} h {rest:02}" if rest else f"{hours:,} h"


class WordsBetween:
    """The words of a story's body, by the starts of its blocks."""

    def __init__(self, story: Story) -> None:
        """Go through the whole body, which takes a moment for a long one."""
        self.story = story
        start, end = story.body
        blocks = [block for block in story.blocks if start <= block.start < end]
        counts = (count_words(story.text, block.start, min(block.end, end)) for block in blocks)
        self._starts = array("q", (block.start for block in blocks))
        self._before = array("q", accumulate(counts, initial=0))

    def between(self, start: int, end: int) -> int:
        """The words from one offset to a later one, inside the body only."""
        return max(0, self._until(end) - self._until(start))

    def to_chapter_end(self, offset: int) -> int | None:
        """The words to the end of the chapter; None if the story has no other chapters."""
        story = self.story
        index = story.chapter_index(offset)
        if index < 0 or len(story.chapters) < 2:
            return None
        return self.between(offset, story.chapters[index].end)

    def to_end(self, offset: int) -> int:
        """The words to the end of the story."""
        return self.between(offset, self.story.body.end)

    def _until(self, offset: int) -> int:
        """The words of the body before an offset."""
        low, high = self.story.body
        at = min(max(offset, low), high)
        index = bisect_left(self._starts, at)
        if not index:
            return 0
        start = self._starts[index - 1]
        end = min(at, self.story.blocks[self.story.block_index(start)].end)
        return self._before[index - 1] + count_words(self.story.text, start, end)
