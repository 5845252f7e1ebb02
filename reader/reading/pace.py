"""How fast a story is read, from what is known of the reader, and how long is left at that pace.

The rule: only a page that was read and then turned counts; moments are those of a clock that is
never set back, and whoever shows the pages reports when the reader is away.
"""

from __future__ import annotations

from reader.context import Context
from reader.pace.estimate import WORD, ReadingPace, WordsBetween, steady, time_left
from reader.pace.stopwatch import Lap, Stopwatch, solo_words
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.storage.reading_time import seconds_expected
from reader.story import Range, count_words

_SAMPLE = 4096
"""Characters that show whether a story has blanks between its words."""


def pace_of(context: Context, opened: OpenStory) -> ReadingPace:
    """The pace of a story; it waits for the data file, so call it in a thread."""
    records = context.store.stories.reading_records()
    own = records.get(opened.id) if opened.id is not None else None
    start, end = opened.story.body
    sample = opened.story.text[start : min(end, start + _SAMPLE)]
    solo = solo_words(sample, count_words(sample))
    turns = own.turns if own is not None else ()
    return ReadingPace(turns, seconds_expected(records, solo=solo))


class PageTimes:
    """Times the pages of a reading."""

    def __init__(self, reading: Reading, now: float) -> None:
        self._watch = Stopwatch(reading.place.offset, now)
        self.pace: ReadingPace | None = None
        """None as long as it is not known how fast the story was read before."""
        self._told: float | None = None
        """The seconds per word used for display, which change only now and then."""
        self.words: WordsBetween | None = None
        """Counted as soon as there is something to show."""

    @property
    def word(self) -> float:
        """The seconds per word."""
        return self.pace.word if self.pace else WORD

    def take(self, pace: ReadingPace) -> None:
        """Continue from how fast the story was read before."""
        self.pace, self._told = pace, pace.word

    def lacks_words(self, opened: OpenStory) -> bool:
        """Whether the words of the story are to be counted now."""
        known = self.pace is not None and self.pace.known
        counted = self.words is not None and self.words.story is opened.story
        return known and not counted and opened.rest is None

    def lap(self, before: Reading, there: Reading, now: float, *, by_itself: bool = False) -> Lap:
        """What was read from one place to the next; a page that turned by itself shows no pace."""
        goal = there.place.offset
        same = before.home is None and before.opened.story is there.opened.story
        page = before.page if same else Range(goal, goal)
        self._watch, lap = self._watch.moved(now, there.opened.story.text, page, goal)
        counted = self.pace.turned(lap.turn) if self.pace and lap.turn else self.pace
        if by_itself or counted is self.pace or counted is None:
            return lap._replace(turn=None)
        self.pace, self._told = counted, steady(counted.word, self._told)
        return lap

    def look(self, now: float, *, away: bool) -> None:
        """The reader looks away from the page, or at it again."""
        self._watch = self._watch.leaving(now) if away else self._watch.back(now)

    def left(self, reading: Reading) -> tuple[str, ...]:
        """The time left, in a long form and a short one; empty if it is not known."""
        words, pace = self.words, self.pace
        if words is None or pace is None or not pace.known or not self._told:
            return ()
        here = reading.page.start
        shown = words.story is reading.opened.story and reading.home is None
        if not shown or not words.story.body.start <= here < words.story.body.end:
            return ()
        in_chapter = words.to_chapter_end(here)
        what = "story" if in_chapter is None else "chapter"
        left = words.to_end(here) if in_chapter is None else in_chapter
        time_told = time_left(left, self._told)
        return f"{time_told} left in this {what}", f"{time_told} left"
