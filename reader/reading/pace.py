"""How fast a story is read, by what is known of the reader: in it, and in all others."""

from __future__ import annotations

from reader.context import Context
from reader.pace.estimate import ReadingPace
from reader.pace.stopwatch import solo_words
from reader.reading.open import OpenStory
from reader.storage.reading_time import seconds_expected
from reader.story import count_words

_SAMPLE = 4096
"""Characters by which it is told whether a story has blanks between its words."""


def pace_of(context: Context, opened: OpenStory) -> ReadingPace:
    """The pace of a story; who waits for the data file calls it in a thread."""
    records = context.store.stories.reading_records()
    own = records.get(opened.id) if opened.id is not None else None
    start, end = opened.story.body
    sample = opened.story.text[start : min(end, start + _SAMPLE)]
    solo = solo_words(sample, count_words(sample))
    turns = own.turns if own is not None else ()
    return ReadingPace(turns, seconds_expected(records, solo=solo))
