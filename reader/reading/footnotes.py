"""The notes of a story that the shown page refers to, and the way to one of them.

The rule: a note is only looked at: going back leads to the words that refer to it.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from reader.cleaning import safe
from reader.reading.reading import Reading, jumped
from reader.story import Footnote, Offset, Story

_START = attrgetter("start")


def called_for(reading: Reading) -> tuple[Footnote, ...]:
    """The notes that the words on the page refer to, in order."""
    notes, (start, end) = reading.opened.story.footnotes, reading.page
    low, high = bisect_left(notes, start, key=_START), bisect_left(notes, end, key=_START)
    return notes[low:high]


def words_of(story: Story, footnote: Footnote) -> str:
    """A note on one line, clean."""
    return safe(" ".join(story.text[slice(*footnote.note)].split()))


def is_folded(story: Story, footnote: Footnote) -> bool:
    """Whether a note is in folded matter."""
    return not story.body.start <= footnote.note.start < story.body.end


def look_at(reading: Reading, footnote: Footnote) -> Reading:
    """The page on which a note begins, looked at; it must be in the layout."""
    here = reading.shown
    return reading.look(jumped(here.begun_at(Offset(footnote.note.start)), here.offset))
