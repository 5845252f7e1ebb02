"""A passage that outlives edits: both of its ends, the words between them and those around.

The rule: each end is found separately, and the text between them must then resemble the old one; if
it does not, the passage is lost, keeps its words, and is looked for again in the next text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.locator.quote import AROUND, EXACT, Locator, Resolution, Verdict, make
from reader.locator.resolve import resolve_all
from reader.story import Story
from reader.value import Value

if TYPE_CHECKING:
    from reader.locator.sketch import Sketch

CONTEXT = 160
"""Characters kept on either side of a passage."""
LONGEST, PART = 4_000, 2_000
"""Up to this a passage is kept whole; of a longer one, this much of its head and of its tail."""
_LIKE, _SAME = 0.5, 0.9
"""The share of words from which a passage is the same one, and certainly the same one."""
_TELLING = 80
"""Characters of a passage that is recognised without the words around it."""
_REACH = 200
"""Characters on either side of both found ends within which the ends may be."""
_WIDEST, _MORE = 4, 2_000
"""A passage that has grown beyond this many times its length, and this, is another one."""
_ALIGNED = 600
"""Characters of a passage that are compared as one; of a longer one, its two ends."""
_SURE = (Verdict.EXACT, Verdict.MOVED)


class Passage(Value):
    """A stretch of a story, by its words and by where its two ends were."""

    start: Locator
    end: Locator
    """Of the last characters of the passage: its `exact` ends where the passage ends."""
    quote: str
    """The passage; of a very long one the head and the tail."""
    before: str = ""
    after: str = ""

    @property
    def finish(self) -> int:
        """The offset after its last character, in the text in which it was made."""
        return self.end.offset + len(self.end.exact)

    @property
    def limit(self) -> Locator:
        """The place after its last character, by the words on both sides of it."""
        before = (self.end.prefix + self.end.exact)[-AROUND:]
        exact, suffix = self.after[:EXACT], self.after[EXACT : EXACT + AROUND]
        return self.end._replace(offset=self.finish, exact=exact, prefix=before, suffix=suffix)

    @property
    def length(self) -> int:
        """Characters between both ends."""
        return max(0, self.finish - self.start.offset)


class FoundPassage(Value):
    """Where a passage is now."""

    start: int
    end: int
    verdict: Verdict
    """`lost` if its words are gone; the offsets are then where they would be."""
    likeness: float
    """The share of the passage's words found there, from 0 to 1."""


def make_passage(story: Story, start: int, end: int) -> Passage:
    """The passage `[start, end)`; ends outside the text are moved into it."""
    text = story.text
    low = max(0, min(start, end, len(text)))
    high = max(low, min(max(start, end), len(text)))
    tail = max(low, high - EXACT)
    last = make(story, tail)._replace(exact=text[tail:high], suffix=text[high : high + AROUND])
    return Passage(
        make(story, low),
        last,
        _kept(text, low, high),
        text[max(0, low - CONTEXT) : low],
        text[high : high + CONTEXT],
    )


def passage_of(quote: str, before: str = "", after: str = "", offset: int = 0) -> Passage:
    """A passage of which only the words are known, and perhaps roughly where they were."""
    tail = max(0, len(quote) - EXACT)
    rest = (quote + after)[EXACT : EXACT + AROUND]
    start = Locator(offset, (quote + after)[:EXACT], before[-AROUND:], rest)
    ahead = (before + quote[:tail])[-AROUND:]
    end = Locator(offset + tail, quote[tail:], ahead, after[:AROUND])
    return Passage(start, end, _kept(quote, 0, len(quote)), before[-CONTEXT:], after[:CONTEXT])


def resolve_passages(
    story: Story, passages: Sequence[Passage], sketch: Sketch | None = None
) -> list[FoundPassage]:
    """Where passages of one story are now; the text is searched once for all of them.

    A millisecond for hundreds in a text that was not edited.
    """
    found = [_at_home(story.text, passage) for passage in passages]
    absent = [index for index, one in enumerate(found) if one is None]
    if absent:
        ends = [end for index in absent for end in (passages[index].start, passages[index].end)]
        places = resolve_all(story, ends, sketch)
        for at, index in enumerate(absent):
            found[index] = _found(story.text, passages[index], *places[2 * at : 2 * at + 2])
    return [one for one in found if one is not None]


def _kept(text: str, start: int, end: int) -> str:
    if end - start <= LONGEST:
        return text[start:end]
    return text[start : start + PART] + text[end - PART : end]


def _at_home(text: str, passage: Passage) -> FoundPassage | None:
    start, end = passage.start.offset, passage.finish
    if not 0 <= start < end <= len(text) or _kept(text, start, end) != passage.quote:
        return None
    # The same words may occur in several places: the words around them show which these are.
    same = text.endswith(passage.before, 0, start) and text.startswith(passage.after, end)
    return FoundPassage(start, end, Verdict.EXACT, 1.0) if same else None


def _found(text: str, passage: Passage, start: Resolution, end: Resolution) -> FoundPassage:
    low, high = start.offset, end.offset + len(passage.end.exact)
    sure = start.verdict in _SURE and end.verdict in _SURE and not _ambiguous(text, passage)
    if sure and low < high and _kept(text, low, high) == passage.quote:
        moved = Verdict.EXACT if low == passage.start.offset else Verdict.MOVED
        return FoundPassage(low, high, moved, 1.0)
    lost = Verdict.LOST in (start.verdict, end.verdict) or _ambiguous(text, passage)
    span = abs(high - low)
    if not lost and span <= _WIDEST * passage.length + _MORE:
        found = _aligned(text, passage, min(low, high), max(low, high))
        if found is not None and found.likeness >= (_LIKE if _tells(passage) else _SAME):
            return found
    at = max(0, min(low, len(text)))
    return FoundPassage(at, min(len(text), at + passage.length), Verdict.LOST, 0.0)


def _tells(passage: Passage) -> bool:
    """Whether enough is known of a passage for half of it to suffice."""
    return bool(passage.before or passage.after) or len(passage.quote) >= _TELLING


def _ambiguous(text: str, passage: Passage) -> bool:
    """Whether nothing shows in which of several places with its words a passage is."""
    if passage.before or passage.after:
        return False
    first = text.find(passage.quote)
    return first >= 0 and text.find(passage.quote, first + 1) >= 0


def _aligned(text: str, passage: Passage, low: int, high: int) -> FoundPassage | None:
    """Both ends, found by the words of the passage and around it."""
    from reader.locator.alignment import align  # only for a text that was edited

    around = _REACH + CONTEXT
    quote, before = passage.quote, passage.before
    if len(quote) <= _ALIGNED:
        begin = max(0, low - around)
        whole = align(
            before + quote + passage.after,
            len(before),
            len(before) + len(quote),
            text[begin : high + around],
        )
        if whole is None:
            return None
        return _judged(begin + whole.start, begin + whole.end, whole.share)
    half = _ALIGNED // 2
    begin = max(0, low - around)
    head = align(
        before + quote[:half],
        len(before),
        len(before) + half,
        text[begin : min(high, low + _ALIGNED) + around],
    )
    last = max(0, max(low, high - _ALIGNED) - around)
    tail = align(quote[-half:] + passage.after, 0, half, text[last : high + around])
    if head is None or tail is None:
        return None
    start, end = begin + head.start, last + tail.end
    return _judged(start, end, min(head.share, tail.share)) if start < end else None


def _judged(start: int, end: int, share: float) -> FoundPassage:
    verdict = Verdict.MOVED if share >= _SAME else Verdict.APPROXIMATE
    return FoundPassage(start, end, verdict, round(share, 3))
