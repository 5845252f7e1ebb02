"""What was kept of a story, read again: where words stand in it, and how a hit reads.

The rule: an entry of which one bit has changed is none; nothing is unpacked but what a hit needs.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from operator import add, sub

from reader.file_stamp import FileStamp
from reader.search.find import Buffer, checksum
from reader.search.folded import Aligned, Columns
from reader.search.query import Match
from reader.story import Range, Story
from reader.value import NamedTuple

MAGIC = b"nightfld"
HEAD = struct.Struct("<8s16s2q11Q")
_CHECKSUM = struct.Struct("<Q")
"""Stands last: of all that stands before it."""
LEAST = HEAD.size
COLUMNS = ("text", "folded", "edits", "texts")
"""Where each chunk begins in these; with the end of the last, as 32-bit numbers."""


class EntryHead(NamedTuple):
    """What stands first, of fixed size."""

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
    """The body in bytes of the folded text."""
    folded: int
    """Bytes of the folded text; the next ones are of the parts after it."""
    chunks: int
    """How many there are; of each, four numbers tell where it begins and how large it is."""
    titles: int
    edits: int
    texts: int

    @property
    def file_state(self) -> tuple[int, int, int]:
        """Of the file that was read: its size, time and number."""
        return self.file_size, self.mtime_ns, self.inode

    @property
    def total(self) -> int:
        """Bytes of the whole entry."""
        return self.details + self.titles + self.edits + self.texts + _CHECKSUM.size

    @property
    def details(self) -> int:
        """Where the titles begin, after the folded text and the index."""
        return LEAST + self.folded + 4 * len(COLUMNS) * (self.chunks + 1)


_NONE: Columns = ((), (), (), ())


class CacheEntry:
    """A kept story, good until the buffer that it lies in is filled again."""

    def __init__(self, buffer: Buffer, head: EntryHead) -> None:
        self._head = head
        self._buffer = buffer
        self._data = buffer.data.toreadonly()
        self.body = Range(head.start, head.end)
        """The body in offsets of the text."""
        self.size = head.size
        """Characters of the text."""
        self._texts: dict[int, str] = {}
        self._local: dict[int, Aligned] = {}
        """The edits of chunks, in offsets from their beginning."""
        self._known = b"", 0
        """Words, and where they first stand in the folded text."""

    def holds(self, words: bytes) -> bool:
        """Whether the words, folded and in UTF-8, stand anywhere in the folded text."""
        at = self._buffer.find(words, LEAST, LEAST + self._head.folded)
        self._known = words, at - LEAST
        return at >= 0

    def splits(self, words: str) -> bool:
        """Whether the words might begin or end inside a piece."""
        firsts, lasts = self._named[1]
        return words[0] in firsts or words[-1] in lasts

    def counted(self, words: str, most: int, *, matter: bool) -> tuple[int, list[Match]]:
        """How many hits there are of words that are never split, and the first of them."""
        head, needle = self._head, words.encode("utf-8", "surrogatepass")
        low, high = (0, head.folded) if matter else (head.low, head.high)
        if self._known[0] == needle:
            low = max(low, self._known[1])
        at, end, size, first = LEAST + low, LEAST + high, len(needle), list[Match]()
        while len(first) < most and (at := self._buffer.find(needle, at, end)) >= 0:
            low, at = at - LEAST, at + size
            first.append(Match(self._offset(low), self._offset(low + size, end=True)))
        if len(first) < most:
            return len(first), first
        return most + self._buffer.count(needle, at, end), first

    @property
    def title(self) -> str:
        """The story's title."""
        return self._named[0]

    @property
    def chapters(self) -> list[tuple[int, str]]:
        """Where each chapter begins, and its title."""
        return list(zip(*self._named[2], strict=True))

    @property
    def folded(self) -> str:
        """The folded text."""
        return str(self._data[LEAST : LEAST + self._head.folded], "utf-8", "surrogatepass")

    @cached_property
    def aligned(self) -> Aligned:
        """The folded text beside the text."""
        lows = accumulate((len(self._stretch(k)) for k in range(self._head.chunks)), initial=0)
        parts = [
            _shifted(self._edits(k), start, low)
            for k, (start, low) in enumerate(zip(self._starts[:-1], lows, strict=False))
        ]
        return Aligned(
            self.folded, tuple(list(chain(*column)) for column in zip(*parts, strict=True))
        )

    @property
    def bounds(self) -> tuple[int, int]:
        """The body in folded offsets."""
        return self.aligned.folded(self.body.start), self.aligned.folded(self.body.end)

    def source(self, start: int, end: int) -> str:
        """A range of the text."""
        first = max(0, bisect_right(self._starts, start) - 1)
        parts, k = [], first
        while k < self._head.chunks and (k == first or self._starts[k] < end):
            parts.append(self._text(k))
            k += 1
        shift = self._starts[first]
        return "".join(parts)[start - shift : end - shift]

    def _offset(self, at: int, *, end: bool = False) -> int:
        """The offset in the text of a byte of the folded text that begins or ends a hit."""
        k = bisect_right(self._cuts, at - end) - 1
        cut = self._cuts[k]
        low = len(str(self._data[LEAST + cut : LEAST + at], "utf-8", "surrogatepass"))
        edits = self._local.get(k) or self._local.setdefault(k, Aligned("", self._edits(k)))
        return self._starts[k] + (edits.end(low) if end else edits.start(low))

    def _stretch(self, k: int) -> str:
        """The folded text of a chunk."""
        return str(self._raw_stretch(k), "utf-8", "surrogatepass")

    def _raw_stretch(self, k: int) -> memoryview:
        return self._data[LEAST + self._cuts[k] : LEAST + self._cuts[k + 1]]

    def _edits(self, k: int) -> Columns:
        """The edits of a chunk, in offsets from its beginning."""
        low, cuts = self._head.details + self._head.titles, self._index[2]
        deflated = self._data[low + cuts[k] : low + cuts[k + 1]]
        return _columns(zlib.decompress(deflated)) if deflated else _NONE

    def _text(self, k: int) -> str:
        if k not in self._texts:
            head, cuts = self._head, self._index[3]
            low = head.details + head.titles + head.edits
            pipe = zlib.decompressobj(zdict=bytes(self._raw_stretch(k)))
            text = pipe.decompress(self._data[low + cuts[k] : low + cuts[k + 1]])
            self._texts[k] = text.decode("utf-8", "surrogatepass")
        return self._texts[k]

    @cached_property
    def _named(self) -> tuple[str, tuple[str, str], tuple[list[int], list[str]]]:
        """The title, what begins and ends inside pieces, and the chapters' starts and titles."""
        low = self._head.details
        named = json.loads(zlib.decompress(self._data[low : low + self._head.titles]))
        return named[0], named[1], named[2]

    @cached_property
    def _index(self) -> list[Sequence[int]]:
        """The columns."""
        low, size = LEAST + self._head.folded, 4 * (self._head.chunks + 1)
        whole = self._data[low : self._head.details]
        return [whole[n * size : (n + 1) * size].cast("I") for n in range(len(COLUMNS))]

    @property
    def _starts(self) -> Sequence[int]:
        return self._index[0]

    @property
    def _cuts(self) -> Sequence[int]:
        return self._index[1]


def told_size(buffer: Buffer, identity: bytes, stamp: FileStamp) -> int:
    """The size of the entry that begins in a buffer; 0 where none begins that is for that file."""
    head = EntryHead(*HEAD.unpack_from(buffer.data))
    good = head.magic == MAGIC and head.identity == identity and head.file_state == stamp.state
    return head.total if good else 0


def opened(buffer: Buffer, size: int, identity: bytes, stamp: FileStamp) -> CacheEntry | None:
    """The entry in the first bytes of a buffer, if it is whole and stands for that file."""
    if size < LEAST or told_size(buffer, identity, stamp) != size:
        return None
    end = size - _CHECKSUM.size
    (wanted,) = _CHECKSUM.unpack_from(buffer.data, end)
    if checksum(buffer.data[:end]) != wanted:
        return None
    return CacheEntry(buffer, EntryHead(*HEAD.unpack_from(buffer.data)))


def _columns(packed_: bytes) -> Columns:
    column = len(packed_) // 3
    gaps, taken, given = (
        array("I", packed_[at : at + column]) for at in range(0, 3 * column, column)
    )
    ends = list(accumulate(map(add, gaps, taken)))
    highs = list(accumulate(map(add, gaps, given)))
    return list(map(sub, ends, taken)), ends, list(map(sub, highs, given)), highs


def _shifted(columns: Columns, start: int, low: int) -> Columns:
    starts, ends, lows, highs = columns
    text, folded = (start).__add__, (low).__add__
    return (
        list(map(text, starts)),
        list(map(text, ends)),
        list(map(folded, lows)),
        list(map(folded, highs)),
    )


_CHUNK = 8192
_LEVEL = 6


def packed(identity: bytes, stamp: FileStamp, story: Story, aligned: Aligned) -> bytes:
    """The entry of a story."""
    cuts = list(_cut(aligned, len(story.text)))
    stretches = [
        aligned.text[low:high].encode("utf-8", "surrogatepass")
        for (_, low), (_, high) in pairwise(cuts)
    ]
    texts = [
        _deflated(story.text[start:end].encode("utf-8", "surrogatepass"), stretch)
        for ((start, _), (end, _)), stretch in zip(pairwise(cuts), stretches, strict=True)
    ]
    edits = [_columns_packed(aligned, start, end) for (start, _), (end, _) in pairwise(cuts)]
    index = b"".join(
        array("I", column).tobytes()
        for column in ([start for start, _ in cuts], *(_sums(p) for p in (stretches, edits, texts)))
    )
    firsts, lasts = aligned.inner
    chapters = [one.start for one in story.chapters], [one.title for one in story.chapters]
    inner = "".join(sorted(firsts)), "".join(sorted(lasts))
    named = _deflated(json.dumps((story.title, inner, chapters)).encode())
    low, high = (_bytes_before(aligned, at) for at in story.body)
    head = EntryHead(
        MAGIC,
        identity,
        *stamp.state,
        len(story.text),
        *story.body,
        low,
        high,
        sum(map(len, stretches)),
        len(stretches),
        len(named),
        sum(map(len, edits)),
        sum(map(len, texts)),
    )
    whole = b"".join((HEAD.pack(*head), *stretches, index, named, *edits, *texts))
    return whole + _CHECKSUM.pack(checksum(whole))


def _bytes_before(aligned: Aligned, offset: int) -> int:
    """How many bytes of the folded text lie before an offset of the text."""
    return len(aligned.text[: aligned.folded(offset)].encode("utf-8", "surrogatepass"))


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


def _sums(parts: Sequence[bytes]) -> list[int]:
    return list(accumulate(map(len, parts), initial=0))


def _deflated(data: bytes, dictionary: bytes = b"") -> bytes:
    pipe = zlib.compressobj(_LEVEL, zdict=dictionary) if dictionary else zlib.compressobj(_LEVEL)
    return pipe.compress(data) + pipe.flush()


def _columns_packed(aligned: Aligned, start: int, end: int) -> bytes:
    """A chunk's edits: the gap before each, how much text it takes, and how much folded text."""
    first, last = aligned.edits_within(start, end)
    if first == last:
        return b""
    starts, ends, lows, highs = (column[first:last] for column in aligned.columns)
    gaps = map(sub, starts, (start, *ends[:-1]))
    columns = (gaps, map(sub, ends, starts), map(sub, highs, lows))
    return _deflated(b"".join(array("I", column).tobytes() for column in columns))
