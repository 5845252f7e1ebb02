"""What is said aloud of a story: its sentences one after another, and the silence after each.

The rule: nothing is said that is not plain text on the pages: no readings after words, no note
numbers, no drawings. What is said is a range of the story, so it can be shown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from reader.cleaning import clean
from reader.lazy_pattern import lazy_pattern
from reader.sentences import sentence_ends
from reader.story import Block, BlockKind, Range, SpanKind, Story, lines_of
from reader.value import NamedTuple

_AFTER = {BlockKind.HEADING: 1.0, BlockKind.BREAK: 0.7}
_AFTER_BLOCK = 0.35
_AFTER_LINE = 0.15
"""Seconds of silence at the usual rate."""
_LONGEST, _LONGEST_SOLO = 240, 80
"""Characters that are said in one go; and for scripts that need few for a word."""
_LEAST_SHARE = 3
"""A piece is cut at a clause from this fraction of the maximum length on."""
_SOLO_FROM = "\u2e80"
_SAMPLE = 120
_CLOSING = "[\"'\u201d\u2019\u00bb\u300d\u300f)\\]]*"
_CUTS = (
    lazy_pattern(f"[;:\u2014\u2015]{_CLOSING}(?:\\s+|(?<=[\u2014\u2015]))|[；：]{_CLOSING}"),
    lazy_pattern(f"[,\u060c]{_CLOSING}\\s+|[，、､]{_CLOSING}|\\s+(?=[-\u2013]\\s)"),
    lazy_pattern(r"\s+"),
)
"""Where a long sentence is cut, the best first: between clauses, at a comma, between words."""
_LETTERS_LEAST = 0.5
"""The share of letters and figures in a preformatted line that is not a drawing."""
_UNSAID = lazy_pattern("[\u00ad\ufffd\u2400-\u2421*_~|^\u2022\u2042]+|([-=#<>+/\\\\])\\1{2,}")
"""Signs that an engine would name, and characters invisible on the page."""
_MARKUP = lazy_pattern(r"\[(?=\[)")
"""Two of them begin what engines take for commands."""
_DASHES = " \t\n-\u2010\u2011\u2012\u2013\u2014\u2015"
_CACHED = 8
_START = attrgetter("start")


class Utterance(NamedTuple):
    """What is said in one go: a sentence or a part of a long one."""

    start: int
    end: int
    sentence: Range
    """The sentence it belongs to."""
    text: str
    """What is said; empty for a silence."""
    pause: float
    """Seconds of silence after it, at the usual rate."""


class Script:
    """The utterances of the part of a story that its pages show."""

    def __init__(self, story: Story, bounds: Range) -> None:
        self.story = story
        self.bounds = bounds
        blocks = story.blocks
        self._first = bisect_right(blocks, bounds.start, key=attrgetter("end"))
        self._stop = bisect_left(blocks, bounds.end, key=_START)
        self._known: dict[int, tuple[Utterance, ...]] = {}

    def at(self, offset: int) -> Utterance | None:
        """The utterance with a character, else the one after it; None after the last."""
        first = max(self._first, self.story.block_index(offset))
        for index in range(first, self._stop):
            for one in self._of(index):
                if one.end > offset:
                    return one
        return None

    def after(self, said: Utterance) -> Utterance | None:
        """The next utterance; None after the last."""
        return self.at(said.end)

    def stepped(self, said: Utterance, count: int) -> Utterance:
        """The beginning of the sentence that many forward, or back, within the script."""
        here = said
        for _ in range(abs(count)):
            there = self._sentence_after(here) if count > 0 else self._sentence_before(here)
            if there is None:
                break
            here = there
        return self.at(here.sentence.start) or here

    def _sentence_after(self, here: Utterance) -> Utterance | None:
        there = self.at(here.sentence.end)
        while there is not None and not there.text:
            there = self.after(there)
        return there

    def _sentence_before(self, here: Utterance) -> Utterance | None:
        start = here.sentence.start
        for index in range(min(self.story.block_index(start), self._stop - 1), self._first - 1, -1):
            for one in reversed(self._of(index)):
                if one.text and one.end <= start:
                    return one
        return None

    def _of(self, index: int) -> tuple[Utterance, ...]:
        """The utterances of a block."""
        found = self._known.get(index)
        if found is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            block = self.story.blocks[index]
            found = self._known[index] = tuple(_utterances(self.story, block))
        return found


def _utterances(story: Story, block: Block) -> Iterator[Utterance]:
    pause = _AFTER.get(block.kind, _AFTER_BLOCK)
    if block.kind is BlockKind.BREAK:
        yield Utterance(block.start, block.end, Range(block.start, block.end), "", pause)
        return
    flows = block.kind.flows
    sentences = sentences_of(story, block) if flows else lines_of(story.text, *block[:2])
    waiting: Utterance | None = None
    for sentence in sentences:
        for start, end in _pieces(story.text, *sentence):
            text = _said(story, start, end, block.kind)
            if not text:
                continue
            if waiting is not None:
                yield waiting
            between = 0.0 if flows or end < sentence.end else _AFTER_LINE
            waiting = Utterance(start, end, sentence, text, between)
    if waiting is not None:
        yield waiting._replace(pause=pause)


def sentences_of(story: Story, block: Block) -> Iterator[Range]:
    """The sentences of a block that flows, without the blanks between them."""
    start = block.start
    for stop in (*sentence_ends(story.text, block.start, block.end), block.end):
        text = story.text[start:stop]
        low = start + len(text) - len(text.lstrip())
        high = start + len(text.rstrip())
        if low < high:
            yield Range(low, high)
        start = stop


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is said, in one go or cut between clauses."""
    while start < end:
        cut = _cut(text, start, end)
        yield start, cut
        start = cut


def _cut(text: str, start: int, end: int) -> int:
    sample = text[start : min(end, start + _SAMPLE)]
    solo = 2 * sum(letter >= _SOLO_FROM for letter in sample) > len(sample)
    most = _LONGEST_SOLO if solo else _LONGEST
    if end - start <= most:
        return end
    for pattern in _CUTS:
        cut = 0
        for match in pattern.finditer(text, start + most // _LEAST_SHARE, start + most):
            cut = match.end()
        if cut:
            return cut
    from unicodedata import combining

    cut = start + most
    while cut < end and combining(text[cut]):
        cut += 1
    return cut


def _said(story: Story, start: int, end: int, kind: BlockKind) -> str:
    """The spoken form of a range: no readings after words, no note numbers, no drawings."""
    parts, at = list[str](), start
    for low, high in sorted((*_readings(story, start, end), *_calls(story, start, end))):
        if low >= at:
            parts.append(story.text[at:low])
        at = max(at, min(high, end))
    parts.append(story.text[at:end])
    text = _UNSAID.sub(" ", clean("".join(parts)))
    text = " ".join(_MARKUP.sub("[ ", text).split()).lstrip(_DASHES)
    letters = sum(map(str.isalnum, text))
    drawn = kind is BlockKind.PREFORMATTED and letters < _LETTERS_LEAST * len("".join(text.split()))
    return text if letters and not drawn else ""


def _readings(story: Story, start: int, end: int) -> Iterator[tuple[int, int]]:
    spans = story.spans
    for span in spans[bisect_left(spans, start, key=_START) : bisect_left(spans, end, key=_START)]:
        if span.kind is SpanKind.RUBY:
            yield span.start, span.end


def _calls(story: Story, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Note numbers, which are not words."""
    notes = story.footnotes
    for call in notes[bisect_left(notes, start, key=_START) : bisect_left(notes, end, key=_START)]:
        words = story.text[call.start : call.end].strip("[]() ")
        if len(words) == 1 or not words.isalpha():
            yield call.start, call.end
