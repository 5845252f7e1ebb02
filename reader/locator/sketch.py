"""A sample of a text, small enough to store, by which an edited text is recognised.

The rule: a sketch holds the runs of three words with the smallest hashes, so two texts sample the
same runs without knowing about each other (bottom-k sketch, Broder 1997). For a short text it holds
every word: a few edits touch most of its runs. Hashes are the same on every machine and in every
run, because they are stored. Words that merely occur in two texts prove nothing, runs of them do;
what only the two ends share proves nothing either, because a header and a farewell are common to
many stories.
"""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import pairwise
from zlib import crc32

from reader.lazy_pattern import lazy_pattern
from reader.value import Value

# Scripts written without spaces: one character counts as one word.
_SOLO = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = lazy_pattern(f"[{_SOLO}]|[^\\W{_SOLO}]+")
LETTERS = lazy_pattern(r"\w+")
_FAR = lazy_pattern("[\u0e00-\u1fff\u3000-\U0010ffff]")
"""Matches if `_SOLO` could; other texts use a pattern that is compiled much faster."""
_MASK = 0xFFFFFFFFFFFFFFFF
_FIRST, _SECOND, _THIRD = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9


class Words(Value):
    """Words without case, punctuation and blanks."""

    keys: list[int]
    """32 bits each."""
    starts: list[int]
    """Offsets, rising."""


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of `text[start:end]`, with their offsets in `text`."""
    known: dict[str, int] = {}
    keys: list[int] = []
    starts: list[int] = []
    end = len(text) if end is None else end
    pattern = _WORD if _FAR.search(text, start, end) else LETTERS
    for match in pattern.finditer(text, start, end):
        word = match[0]
        key = known.get(word)
        if key is None:
            key = known[word] = crc32(word.casefold().encode("utf-8", "surrogatepass"))
        keys.append(key)
        starts.append(match.start())
    return Words(keys, starts)


def shingles(keys: list[int]) -> Iterator[int]:
    """The runs of three words that begin at each word, 64 bits each; two fewer than words."""
    for one, two, three in zip(keys, keys[1:], keys[2:], strict=False):
        yield (one * _FIRST + two * _SECOND + three * _THIRD) & _MASK


_COMMON = 8
"""Occurrences of a pair of words from which it is too common to show where it belongs."""
_MOVED = 4
"""Words of a run that is believed although it is in another order."""
_END = 0.15
"""The share of a text at either end that a header or a farewell may take."""
_CORE = 2.0
"""How much more of the whole than of its middle may be common to both."""


def common(one: Sequence[int], two: Sequence[int]) -> float:
    """The share of the shorter text's words, 0 to 1, that are in passages of both.

    Both are hashed words (`words.Words.keys`). Takes n log n for n words.
    """
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) < 2:
        return float(bool(shorter) and shorter == longer)
    stands = _in_order(shorter, longer) | _moved(shorter, longer)
    margin = int(_END * len(shorter))
    inner = range(margin, len(shorter) - margin)
    core = sum(word in stands for word in inner) / len(inner)
    return min(len(stands) / len(shorter), _CORE * core)


def _in_order(one: Sequence[int], two: Sequence[int]) -> set[int]:
    """The words of one text in pairs that both have, in the longest sequence of such pairs."""
    places: dict[tuple[int, int], list[int]] = {}
    for at, pair in enumerate(pairwise(two)):
        places.setdefault(pair, []).append(at)
    hits = [
        (first, second)
        for first, pair in enumerate(pairwise(one))
        for second in reversed(places.get(pair, ())[: _COMMON + 1])
        if len(places[pair]) <= _COMMON
    ]
    return {word for first in _rising(hits) for word in (first, first + 1)}


def _rising(hits: Sequence[tuple[int, int]]) -> Iterable[int]:
    """The first numbers of the longest sequence of hits that rises on both sides."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(hits):
        row = bisect_left(ends, second)
        before.append(tops[row - 1] if row else -1)
        ends[row : row + 1] = [second]
        tops[row : row + 1] = [index]
    index = tops[-1] if tops else -1
    while index >= 0:
        yield hits[index][0]
        index = before[index]


def _moved(one: Sequence[int], two: Sequence[int]) -> set[int]:
    """The words of one text in longer runs that occur anywhere in the other."""
    runs = {tuple(two[at : at + _MOVED]) for at in range(len(two) - _MOVED + 1)}
    return {
        word
        for at in range(len(one) - _MOVED + 1)
        if tuple(one[at : at + _MOVED]) in runs
        for word in range(at, at + _MOVED)
    }


SIZE = 1024
SHORT = 2000
"""Words up to which a text is short."""
_MIX = 0xD6E8FEB86659FD93
_HEAD = struct.Struct("<4sII")
_MAGIC = b"NSk1"
_WORDS = struct.Struct("<4sI")
_WORDS_MAGIC = b"NSw1"
_ROOM = 4 * SIZE
_STRETCH = 1 << 16
REPEATED = 0xFFFFFFFF
"""The offset of a run that occurs more than once."""


class Sketch(Value):
    """A sample of a text: up to 1,024 runs of three words and where they are."""

    length: int
    """Of the whole text, in code points."""
    hashes: tuple[int, ...]
    """64 bits each, rising, each once."""
    offsets: tuple[int, ...]
    """Where each run begins, or `REPEATED`."""
    words: tuple[int, ...] = ()
    """Every word of a short text, hashed to 32 bits; empty for a longer one."""

    def to_bytes(self) -> bytes:
        """The sketch as stored: 12 bytes a run, 4 bytes a word, little endian."""
        count = len(self.hashes)
        runs = struct.pack(f"<{count}Q{count}I", *self.hashes, *self.offsets)
        head = _HEAD.pack(_MAGIC, min(self.length, REPEATED), count)
        if not self.words:
            return head + runs
        said = struct.pack(f"<{len(self.words)}I", *self.words)
        return head + runs + _WORDS.pack(_WORDS_MAGIC, len(self.words)) + said

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """The sketch that was stored; raises `ValueError` if the bytes are not a sketch."""
        try:
            magic, length, count = _HEAD.unpack_from(data)
            if magic != _MAGIC or count > SIZE:
                raise ValueError("not a sketch of this kind")
            numbers = struct.unpack_from(f"<{count}Q{count}I", data, _HEAD.size)
            said = _words_in(data, _HEAD.size + 12 * count)
        except struct.error:
            raise ValueError("not a sketch")
        return cls(length, numbers[:count], numbers[count:], said)


def _words_in(data: bytes, start: int) -> tuple[int, ...]:
    """The words after the runs of a stored sketch; empty for a long text."""
    if len(data) <= start:
        return ()
    magic, count = _WORDS.unpack_from(data, start)
    if magic != _WORDS_MAGIC or count > SHORT:
        raise ValueError("not a sketch of this kind")
    return struct.unpack_from(f"<{count}I", data, start + _WORDS.size)


def mixed(shingle: int) -> int:
    """The hash by which a run of words is sampled."""
    return (shingle * _MIX) & _MASK


def sketch(
    text: str, start: int = 0, end: int | None = None, pause: Callable[[], object] = lambda: None
) -> Sketch:
    """A sample of `text[start:end]`, offsets counted in `text`; 0.1 s for 600,000 characters.

    Leave out everything but the story: thousands of files share a licence. `pause` is called every
    few milliseconds and may raise, which ends the work.
    """
    sample = _Sample()
    for low, high in _stretches(text, start, len(text) if end is None else end):
        pause()
        sample.take(words(text, low, high))
    kept = sample.smallest()
    offsets = (REPEATED if value in sample.again else sample.first[value] for value in kept)
    return Sketch(len(text), tuple(kept), tuple(offsets), tuple(sample.words))


class _Sample:
    """The runs with the smallest hashes so far; larger ones are never kept.

    A run that is among the smallest at the end was so from its first occurrence on.
    """

    def __init__(self) -> None:
        self.first: dict[int, int] = {}
        """Hash of a run → its first offset."""
        self.again: set[int] = set()
        self.words: list[int] = []
        """All of them while there are few; then none."""
        self._count = 0
        self._bound = _MASK + 1
        self._last = Words([], [])

    def take(self, found: Words) -> None:
        """Add the following words, and the runs that they end."""
        keys, starts = self._last.keys + found.keys, self._last.starts + found.starts
        self._count += len(found.keys)
        self.words = self.words + found.keys if self._count <= SHORT else []
        first, bound = self.first, self._bound
        for run, offset in zip(shingles(keys), starts, strict=False):
            value = mixed(run)
            if value < bound and first.setdefault(value, offset) != offset:
                self.again.add(value)
        self._last = Words(keys[-2:], starts[-2:])
        if len(first) > _ROOM:
            kept = self.smallest()
            self.first = {value: first[value] for value in kept}
            self.again.intersection_update(kept)
            self._bound = kept[-1] + 1

    def smallest(self) -> list[int]:
        """The hashes of the sample, rising."""
        return nsmallest(SIZE, self.first)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The text in pieces that split no word."""
    while start < end:
        stop = min(end, start + _STRETCH)
        if LETTERS.match(text, stop - 1, stop) and (rest := LETTERS.match(text, stop, end)):
            stop = rest.end()
        yield start, stop
        start = stop


def similarity(one: Sketch, two: Sketch) -> float:
    """How much of the smaller text is in the larger one, from 0 to 1.

    For two short texts, common passages are counted; see `_WORTH`. Otherwise only hashes up to the
    smaller of both samples' ends are compared: below it both samples are complete, so a story that
    has grown tenfold still holds all of what it was.
    """
    if not one.hashes or not two.hashes:
        return float(bool(one.words) and one.words == two.words)
    # A sample that is not full is the whole text and has no end.
    end = min((s.hashes[-1] for s in (one, two) if len(s.hashes) == SIZE), default=_MASK)
    mine = set(one.hashes[: bisect_right(one.hashes, end)])
    theirs = set(two.hashes[: bisect_right(two.hashes, end)])
    runs = len(mine & theirs)
    if one.words and two.words and runs >= _LIKELY:
        return _worth(common(one.words, two.words))
    return runs / max(1, min(len(mine), len(theirs)))


_LIKELY = 2
"""Runs common to both texts from which it is worthwhile to look for passages."""
_WORTH = ((0.0, 0.0), (0.18, 0.3), (0.22, 0.5), (0.35, 0.75), (1.0, 1.0))
"""Shares of common passages, and the shares of common runs that are equally reliable.

Half of the words of a short text leave an eighth of its runs of three when they are scattered, and
less than a fifth of passages is common to 999 in 1,000 pairs of unlike texts, each measured on
stretches of 40 to 1,500 words of nine novels in two scripts.
"""


def _worth(share: float) -> float:
    at = next(index for index, (passages, _) in enumerate(_WORTH) if passages >= share)
    if not at:
        return 0.0
    (low, least), (high, most) = _WORTH[at - 1], _WORTH[at]
    return least + (most - least) * (share - low) / (high - low)
