"""What was kept of a story, read again: where words occur in it, and how a hit reads.

The rule: an entry with a single changed bit is invalid; only what is asked for is unpacked. The
folded text is encoded as narrowly as possible and compressed: for Japanese in Shift_JIS it takes
less than half. The text itself is kept as its differences from the folded one.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise

from reader.file_stamp import FileStamp
from reader.search.chunk import Chunk, odd_places, usual_characters
from reader.search.codec import (
    FORMS,
    SEAL,
    SINGLE,
    WIDE,
    can_inflate,
    deflated,
    formed,
    holds_in,
    inflated,
    lacks_letters,
    letters_of,
    sealed,
    unsealed,
)
from reader.search.find import count, first_place
from reader.search.fold import alphabet
from reader.search.folded import Aligned, Columns
from reader.search.query import Match
from reader.search.unfolded import (
    LETTERS_MAGIC,
    STORY_MAGIC,
    KeptLetters,
    KeptStory,
)
from reader.story import Range, Story
from reader.value import NamedTuple

MAGIC = b"nightfld"
HEAD = struct.Struct("<8s16s2q12Q")
_WHOSE = struct.Struct("<8s16s2qQ")
"""Begins every kind of entry: a mark, and of which file in which state."""
LEAST = HEAD.size
COLUMNS = ("text", "folded", "changes")
"""Where each chunk begins in these; with the end of the last, as 32-bit numbers."""


class EntryHead(NamedTuple):
    """The header, of fixed size."""

    magic: bytes
    identity: bytes
    """Of the file and of how it is read."""
    file_size: int
    mtime_ns: int
    inode: int
    size: int
    """Characters of the text."""
    start: int
    end: int
    """The body in the text."""
    low: int
    high: int
    """The body in the folded text."""
    form: int
    """Which of the `FORMS` the folded text has."""
    letters: int
    """Bytes of the letters of the folded text; the next are those of the parts after them."""
    folded: int
    chunks: int
    """How many there are; for each, three numbers give where it begins and how large it is."""
    titles: int
    changes: int

    @property
    def file_state(self) -> tuple[int, int, int]:
        """The file that was read: its size, time and number."""
        return self.file_size, self.mtime_ns, self.inode

    @property
    def total(self) -> int:
        """Bytes of the whole entry."""
        return self.details + self.titles + self.changes + SEAL.size

    @property
    def text(self) -> int:
        """Where the folded text begins."""
        return LEAST + self.letters

    @property
    def columns(self) -> int:
        """Where the index begins."""
        return self.text + self.folded

    @property
    def details(self) -> int:
        """Where the titles begin, after the folded text and the index."""
        return self.columns + 4 * len(COLUMNS) * (self.chunks + 1)


class CacheEntry:
    """A kept story."""

    def __init__(self, data: bytes, head: EntryHead) -> None:
        self._head = head
        self._data = memoryview(data)
        self.body = Range(head.start, head.end)
        """The body in offsets of the text."""
        self.bounds = head.low, head.high
        """The body in folded offsets."""
        self.size = head.size
        """Characters of the text."""
        self._chunks: dict[int, Chunk] = {}

    def holds(self, words: str) -> bool:
        """Whether the words, folded, occur anywhere in the folded text."""
        head = self._head
        if head.letters and lacks_letters(self._data[LEAST : head.text], words):
            return False
        return holds_in(self._raw, head.form, words)

    def splits(self, words: str) -> bool:
        """Whether the words might begin or end inside a piece."""
        firsts, lasts = self._named[1]
        return words[0] in firsts or words[-1] in lasts

    def counted(self, words: str, most: int, *, matter: bool) -> tuple[int, list[Match]]:
        """How many hits there are for words that are never split, and the first of them."""
        low, high = self.bounds
        if matter:
            low, high = 0, self._lows[-1]
        size, first = len(words), list[Match]()
        while len(first) < most and (at := self._find(words, low, high)) >= 0:
            low = at + size
            first.append(Match(self._offset(at), self._offset(low, end=True)))
        if len(first) < most:
            return len(first), first
        if self._head.form == SINGLE:
            return most + count(self._raw, words.encode(FORMS[SINGLE]), low, high), first
        return most + self.folded.count(words, low, high), first

    def _find(self, words: str, low: int, high: int) -> int:
        if self._head.form == SINGLE:  # whose bytes are its characters
            return first_place(self._raw, words.encode(FORMS[SINGLE]), low, high)
        return self.folded.find(words, low, high)

    def _stretch(self, low: int, high: int) -> str:
        """A range of the folded text."""
        if self._head.form == SINGLE:
            return self._raw[low:high].decode(FORMS[SINGLE])
        return self.folded[low:high]

    @property
    def title(self) -> str:
        """The story's title."""
        return self._named[0]

    @property
    def chapters(self) -> list[tuple[int, str]]:
        """Where each chapter begins, and its title."""
        return list(zip(*self._named[2], strict=True))

    @cached_property
    def folded(self) -> str:
        """The folded text."""
        return self._raw.decode(FORMS[self._head.form], "surrogatepass")

    @cached_property
    def aligned(self) -> Aligned:
        """The folded text beside the text."""
        parts = [
            _shifted(self._chunk(k).aligned.columns, start, low)
            for k, (start, low) in enumerate(zip(self._starts[:-1], self._lows, strict=False))
        ]
        columns = zip(*parts, strict=True)
        return Aligned(self.folded, tuple(list(chain(*column)) for column in columns))

    def source(self, start: int, end: int) -> str:
        """A range of the text."""
        k = max(0, bisect_right(self._starts, start) - 1)
        parts = []
        while k < self._head.chunks and self._starts[k] < end:
            first, last = self._starts[k], self._starts[k + 1]
            stretch = self._stretch(self._lows[k], self._lows[k + 1])
            low, high = max(start, first) - first, min(end, last) - first
            parts.append(self._chunk(k).text(stretch, self._usual, low, high))
            k += 1
        return "".join(parts)

    def _offset(self, at: int, *, end: bool = False) -> int:
        """The offset in the text of a folded offset that begins or ends a hit."""
        k = bisect_right(self._lows, at - end) - 1
        low, edits = at - self._lows[k], self._chunk(k).aligned
        return self._starts[k] + (edits.end(low) if end else edits.start(low))

    def _chunk(self, k: int) -> Chunk:
        if k not in self._chunks:
            low, cuts = self._head.details + self._head.titles, self._index[2]
            self._chunks[k] = Chunk.read(self._data[low + cuts[k] : low + cuts[k + 1]])
        return self._chunks[k]

    @cached_property
    def _raw(self) -> bytes:
        """The folded text as it is encoded."""
        return inflated(self._data[self._head.text : self._head.columns])

    @cached_property
    def _usual(self) -> dict[str, str]:
        return dict(zip(*self._named[3], strict=True))

    @cached_property
    def _named(self) -> tuple[str, tuple[str, str], tuple[list[int], list[str]], tuple[str, str]]:
        """The title, the insides of pieces, the chapters, and the usual characters."""
        low = self._head.details
        named = zlib.decompress(self._data[low : low + self._head.titles])
        title, inner, chapters, usual = json.loads(named.decode("utf-8", "surrogatepass"))
        return title, inner, chapters, usual

    @cached_property
    def _index(self) -> list[Sequence[int]]:
        """The columns."""
        whole = array("I", self._data[self._head.columns : self._head.details].tobytes())
        step = self._head.chunks + 1
        return [whole[n * step : (n + 1) * step] for n in range(len(COLUMNS))]

    @property
    def _starts(self) -> Sequence[int]:
        return self._index[0]

    @property
    def _lows(self) -> Sequence[int]:
        return self._index[1]


Kept = CacheEntry | KeptLetters | KeptStory


def opened(data: bytes, identity: bytes, stamp: FileStamp) -> Kept | None:
    """What was kept, if it is intact and belongs to that file in that state."""
    if len(data) < _WHOSE.size + SEAL.size:
        return None
    magic, whose, *state = _WHOSE.unpack_from(data)
    if (whose, tuple(state)) != (identity, stamp.state):
        return None
    whole = unsealed(data)
    if whole is None:
        return None
    if magic == LETTERS_MAGIC:
        return KeptLetters.opened(whole)
    if magic == STORY_MAGIC:
        return KeptStory.opened(whole)
    if magic != MAGIC or len(whole) < LEAST:
        return None
    head = EntryHead(*HEAD.unpack_from(data))
    usable = head.total == len(data) and can_inflate(data[head.text : head.text + 1])
    return CacheEntry(data, head) if usable else None


_CHUNK = 4096
_LEVEL = 6


def packed(identity: bytes, stamp: FileStamp, story: Story, aligned: Aligned) -> bytes:
    """The entry of a story."""
    cuts = list(_cut(aligned, len(story.text)))
    form, raw = formed(aligned.text)
    alien = alphabet(story.text)
    usual = usual_characters(story.text, alien)
    odd = odd_places(story.text, aligned.columns, alien, usual)
    changes = [
        Chunk.of(
            story.text[start:end],
            [at - start for at in odd[bisect_left(odd, start) : bisect_left(odd, end)]],
            _edits_of(aligned, start, end, low),
        ).kept
        for (start, low), (end, _) in pairwise(cuts)
    ]
    starts, lows = zip(*cuts, strict=True)
    sums = accumulate(map(len, changes), initial=0)
    index = b"".join(array("I", column).tobytes() for column in (starts, lows, sums))
    firsts, lasts = aligned.inner
    chapters = [one.start for one in story.chapters], [one.title for one in story.chapters]
    inner = "".join(sorted(firsts)), "".join(sorted(lasts))
    named = json.dumps((story.title, inner, chapters, usual), ensure_ascii=False)
    titles = zlib.compress(named.encode("utf-8", "surrogatepass"), _LEVEL)
    folded, letters = deflated(raw), letters_of(raw, alien) if form == WIDE else b""
    low, high = (aligned.folded(at) for at in story.body)
    head = EntryHead(
        MAGIC,
        identity,
        *stamp.state,
        len(story.text),
        *story.body,
        low,
        high,
        form,
        len(letters),
        len(folded),
        len(changes),
        len(titles),
        sum(map(len, changes)),
    )
    return sealed(b"".join((HEAD.pack(*head), letters, folded, index, titles, *changes)))


def _cut(aligned: Aligned, size: int) -> Iterator[tuple[int, int]]:
    """Where chunks begin, in the text and when folded, never inside a piece; and the end of all."""
    last = -1
    for at in range(0, size, _CHUNK):
        low = aligned.folded(at)
        start = aligned.start(low) if at else 0
        if start > last and (start < size):
            last = start
            yield start, low if at else 0
    yield size, len(aligned.text)


def _edits_of(aligned: Aligned, start: int, end: int, low: int) -> Columns:
    """The edits of a chunk, in offsets from where it begins in the text and when folded."""
    first, last = aligned.edits_within(start, end)
    starts, ends, lows, highs = (column[first:last] for column in aligned.columns)
    return _shifted((starts, ends, lows, highs), -start, -low)


def _shifted(columns: Columns, start: int, low: int) -> Columns:
    starts, ends, lows, highs = columns
    text, folded = (start).__add__, (low).__add__
    return (
        list(map(text, starts)),
        list(map(text, ends)),
        list(map(folded, lows)),
        list(map(folded, highs)),
    )
