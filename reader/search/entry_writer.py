"""A story made into what is kept of it.

A chunk is about 8,000 characters of the text: its edits, and the text itself, deflated with its own
folded stretch as the dictionary, which takes about a tenth of the text. The rule: no chunk begins
inside a piece.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import sub

from reader.file_stamp import FileStamp
from reader.search.entry_header import HEAD, MAGIC, EntryHead, checksum
from reader.search.folded import Aligned
from reader.story import Story

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
    first = HEAD.pack(*head)[:-8]
    last = struct.pack("<Q", checksum(first, index))
    return b"".join((first, last, *stretches, index, named, *edits, *texts, MAGIC))


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
