"""A place whose words are no longer where they were, looked for in the whole text.

The rule: words that occur once elsewhere are found by searching; the rest by votes of three-word
runs, and by the offsets that the old sketch aligns, which are then verified word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.locator.alignment import align
from reader.locator.quote import AROUND, EXACT, Locator, Resolution, Verdict
from reader.locator.sketch import LETTERS, REPEATED, Sketch, Words, mixed, shingles, words
from reader.value import Value

if TYPE_CHECKING:
    from difflib import Match


class Alignment:
    """Runs of words that occur once in the old text and once in the new one, as pairs."""

    def __init__(self, old: Sketch | None, new: Words, length: int) -> None:
        self._new_length = length
        self._pairs = _pairs(old, new) if old else []
        self._spine = _rising(self._pairs)

    def guess(self, offset: int) -> int:
        """Where the old offset is most likely now: between its nearest aligned runs."""
        if not self._spine:
            return max(0, min(offset, self._new_length))
        at = bisect_left(self._spine, (offset, -1))
        before = self._spine[at - 1] if at else (0, 0)
        after = self._spine[at] if at < len(self._spine) else None
        if after is None:  # nothing known after: what follows may be new, so do not extrapolate
            return max(0, min(before[1] + offset - before[0], self._new_length))
        share = (offset - before[0]) / max(1, after[0] - before[0])
        return int(before[1] + share * (after[1] - before[1]))

    def neighbours(self, offset: int) -> list[int]:
        """Where it is if it moved together with one of the nearest runs (a moved chapter)."""
        at = bisect_left(self._pairs, (offset, -1))
        near = self._pairs[max(0, at - 2) : at + 2]
        return [max(0, min(new + offset - old, self._new_length)) for old, new in near]


def _pairs(old: Sketch, new: Words) -> list[tuple[int, int]]:
    wanted = {h: at for h, at in zip(old.hashes, old.offsets, strict=True) if at != REPEATED}
    found: dict[int, int] = {}
    for run, offset in zip(shingles(new.keys), new.starts, strict=False):
        value = mixed(run)
        if value in wanted:
            found[value] = -1 if value in found else offset
    return sorted((wanted[value], at) for value, at in found.items() if at >= 0)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence that rises on both sides: the backbone of a patience diff."""
    ends: list[int] = []
    tops: list[int] = []
    before = [-1] * len(pairs)
    for index, (_, new) in enumerate(pairs):
        row = bisect_left(ends, new)
        before[index] = tops[row - 1] if row else -1
        ends[row : row + 1] = [new]
        tops[row : row + 1] = [index]
    spine = []
    index = tops[-1] if tops else -1
    while index >= 0:
        spine.append(pairs[index])
        index = before[index]
    return spine[::-1]


_DRIFT = 12


class Likeness(Value):
    """How a window compares with what is remembered of a place."""

    share: float
    """Of the place's words that occur in the window in order."""
    at: int
    """Where the place would be, as an offset in the window."""
    own: bool
    """Whether the very word at the place is there."""


_UNLIKE = Likeness(0.0, 0, False)


def likeness(place: Locator, window: str) -> Likeness:
    """Compare a window with a place."""
    from difflib import SequenceMatcher  # only for a text that was edited

    own, other = words(place.words), words(window)
    if not own.keys or not other.keys:
        return _UNLIKE
    matcher = SequenceMatcher(None, own.keys, other.keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return _UNLIKE
    # A lone common word far from the others proves nothing: stay near the longest block.
    longest = max(blocks, key=lambda block: block.size)
    drift = longest.b - longest.a
    blocks = [block for block in blocks if abs(block.b - block.a - drift) <= _DRIFT]
    share = sum(block.size for block in blocks) / len(own.keys)
    target = len(place.prefix)
    first = bisect_left(own.starts, target)
    stands = any(block.a <= first < block.a + block.size for block in blocks)
    return Likeness(share, _offset(target, own, other, blocks, window), stands)


def _offset(target: int, own: Words, other: Words, blocks: list[Match], window: str) -> int:
    """Where the place is: counted in words from the nearest word that is the same."""
    first = bisect_left(own.starts, target)
    # A word before the place is as good as the one after it: the place's own may have changed.
    pairs = (
        (block.a + step, block.b + step) for block in blocks for step in (0, _within(block, first))
    )
    mine, theirs = min(pairs, key=lambda pair: abs(pair[0] - first) - (pair[0] < first) / 2)
    index = theirs + first - mine
    if first >= len(own.starts) or not 0 <= index < len(other.starts):
        return max(0, min(len(window), other.starts[theirs] + target - own.starts[mine]))
    at = max(0, other.starts[index] - (own.starts[first] - target))
    while at < other.starts[index] and window[at].isspace():
        at += 1
    return at


def _within(block: Match, index: int) -> int:
    """The step in a block that is nearest to a word."""
    return max(0, min(block.size - 1, index - block.a))


_SURE, _LIKELY = 0.85, 0.55
_PROOF = 6.0  # three-word runs that occur only there
_BUCKET = 7  # votes are counted in buckets of 128 characters
_CANDIDATES, _COMMON = 6, 64
_MARGIN = 200
_PART, _TAIL, _ENOUGH = 32, 16, 40


_LINE = 40
"""Characters of a line so short that its neighbours alone are `_SURE` to be found."""


def _short_line(place: Locator) -> str:
    """A pattern of the words of the line that a place is in; empty if it is long or unknown."""
    before, _, begun = place.prefix.rpartition("\n")
    rest, _, after = (place.exact + place.suffix).partition("\n")
    known = (before or len(place.prefix) < AROUND) and (after or len(place.suffix) < AROUND)
    said = LETTERS.findall(begun + rest) if known and len(begun + rest) <= _LINE else []
    return r"\W{1,9}".join(map(re.escape, said))


class Finder:
    """A text in which places are looked for; its words are indexed only when needed."""

    def __init__(self, text: str, sketch: Sketch | None) -> None:
        self._text = text
        self._sketch = sketch
        self._words: Words | None = None
        self._alignment: Alignment | None = None

    @property
    def words(self) -> Words:
        """The words of the text."""
        if self._words is None:
            self._words = words(self._text)
        return self._words

    @property
    def alignment(self) -> Alignment:
        """Offsets of the old text as offsets of this one."""
        if self._alignment is None:
            new = self.words if self._sketch else Words([], [])
            self._alignment = Alignment(self._sketch, new, len(self._text))
        return self._alignment

    def elsewhere(self, place: Locator) -> Resolution | None:
        """The place where its words occur literally, all of them or a unique part."""
        quote = place.words
        if len(quote) >= _ENOUGH and self._text.find(quote) >= 0:
            return self._nearest(quote, place)
        parts = (
            (place.prefix[-_PART:] + place.exact[:_PART], min(_PART, len(place.prefix))),
            (place.exact + place.suffix[:_TAIL], 0),
        )
        for part, before in parts:
            at = self._text.find(part) if len(part) >= _ENOUGH else -1
            if at >= 0 and self._text.find(part, at + 1) < 0:
                return Resolution(at + before, Verdict.MOVED, 0.95)
        return None

    def _nearest(self, quote: str, place: Locator) -> Resolution:
        """Of several places with the same words, the one nearest to where it should be."""
        first = self._text.find(quote)
        if self._text.find(quote, first + 1) < 0:
            return Resolution(first + len(place.prefix), Verdict.MOVED, 1.0)
        guess = max(0, self.alignment.guess(place.offset) - len(place.prefix))
        hits = {self._text.rfind(quote, 0, guess + len(quote)), self._text.find(quote, guess)}
        near, *far = sorted(hits - {-1}, key=lambda hit: abs(hit - guess))
        clear = not far or abs(far[0] - guess) > 4 * abs(near - guess) + EXACT
        verdict = Verdict.MOVED if clear else Verdict.APPROXIMATE
        return Resolution(near + len(place.prefix), verdict, 1.0)

    def by_votes(self, places: Sequence[Locator]) -> list[Resolution]:
        """Places whose words were changed: one pass over the text serves them all."""
        votes = self._votes(places)
        return [self._best(p, v) for p, v in zip(places, votes, strict=True)]

    def _votes(self, places: Sequence[Locator]) -> list[dict[int, float]]:
        """For each place, how many of its three-word runs vote for each bucket of the text."""
        wanted: dict[int, list[tuple[int, int]]] = {}
        for index, place in enumerate(places):
            own = words(place.words)
            runs = list(zip(shingles(own.keys), own.starts, strict=False))
            for run, at in runs[1:-1] or runs:  # the outermost words may be cut
                wanted.setdefault(run, []).append((index, at - len(place.prefix)))
        standing: dict[int, list[int]] = {}
        for run, at in zip(shingles(self.words.keys), self.words.starts, strict=False):
            if run in wanted:
                standing.setdefault(run, []).append(at)
        votes: list[dict[int, float]] = [{} for _ in places]
        for run, starts in standing.items():
            if len(starts) > _COMMON:
                continue
            for index, before in wanted[run]:
                own_votes = votes[index]
                for at in starts:
                    bucket = (at - before) >> _BUCKET
                    own_votes[bucket] = own_votes.get(bucket, 0.0) + 1 / len(starts)
        return votes

    def _best(self, place: Locator, votes: dict[int, float]) -> Resolution:
        """The candidate whose words are most like the remembered ones."""
        size = len(self._text)
        guess = self.alignment.guess(place.offset)
        order = sorted(votes, key=lambda b: -(votes[b] + votes.get(b + 1, 0.0)))
        centres = [(bucket << _BUCKET) + 64 for bucket in order[:_CANDIDATES]]
        centres += [*self.alignment.neighbours(place.offset)[:2], guess]
        best = (0.0, 0.0, guess, guess)
        for centre in dict.fromkeys(max(0, min(size, c)) for c in centres):
            low = max(0, centre - AROUND - _MARGIN)
            window = self._text[low : centre + EXACT + AROUND + _MARGIN]
            found = likeness(place, window)
            at = low + found.at
            # Of two halves torn apart, the one with the place's own word; else the nearer one.
            far = abs(at - guess) / max(1, size)
            score = found.share + 0.1 * found.own - 0.05 * far
            best = max(best, (score, found.share, at, centre))
        _, share, at, centre = best
        bucket = centre >> _BUCKET
        unique = sum(votes.get(near, 0.0) for near in (bucket - 1, bucket, bucket + 1))
        # Half of a passage is enough if nothing else in the text has those words.
        if share < _LIKELY and unique < _PROOF:
            return Resolution(max(0, min(size, guess)), Verdict.LOST, round(share, 3))
        there = self._exactly(place, at)
        sure = share >= _SURE and not self._left_alone(place, there)
        verdict = Verdict.MOVED if sure else Verdict.APPROXIMATE
        return Resolution(there, verdict, round(share, 3))

    def _left_alone(self, place: Locator, at: int) -> bool:
        """Whether the line of a place, perhaps a heading, was removed from the lines around it."""
        line = _short_line(place)
        if not line:
            return False
        near = self._text[max(0, at - 2 * _LINE) : at + 2 * _LINE]
        same = re.compile(r"(?<!\w)" + line + r"(?!\w)", re.IGNORECASE)
        return not same.search(near) and bool(same.search(self._text))

    def _exactly(self, place: Locator, at: int) -> int:
        """The exact character of a found place, by the words and marks around it."""
        low = max(0, at - AROUND - _MARGIN)
        window = self._text[low : at + EXACT + AROUND + _MARGIN]
        before = len(place.prefix)
        found = align(place.words, before, before + len(place.exact), window)
        if found is None:
            return at
        there = low + found.start
        # In repetitive text it must not lead to another paragraph.
        return at if "\n" in self._text[min(at, there) : max(at, there)] else there
