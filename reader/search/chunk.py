"""How a stretch of a text differs from its folded form, stored in few bytes.

The rule: offsets count from where both begin. A character is stored only if neither an edit nor the
folded text with the text's usual characters gives it.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from operator import add, sub

from reader.deferred import deferred
from reader.search.fold import fold_letters
from reader.search.folded import Aligned, Columns

_NONE: Columns = ((), (), (), ())
_LEVEL = 6
_RAW = -15
"""Tells zlib to leave out header and checksum."""
_COUNTS = struct.Struct("<2I")
"""How many edits there are in a chunk, and how many further characters are stored."""
_REPLACED_MOST = 16
"""Characters that are replaced one after the other; of more, a table is quicker."""
_FULL, _WIDTH = "utf-32-le", 4
_UNLIKE = deferred(rb"[^\0]")


def usual_characters(text: str, letters: str) -> tuple[str, str]:
    """Characters that a folded text has and the text lacks, and what each usually stands for.

    `letters` are the text's that are not ASCII.
    """
    known = frozenset(letters)
    lacking = {
        plain: one
        for one, plain in zip(letters, fold_letters(letters), strict=True)
        if len(plain) == 1 and plain not in known and (plain > "\x7f" or plain not in text)
    }
    return "".join(lacking), "".join(lacking.values())


def odd_places(text: str, aligned: Aligned, usual: tuple[str, str]) -> list[int]:
    """Where, outside of the edits, characters of a text stand that the folded ones do not tell.

    Both are compared as numbers of that many bytes.
    """
    likely = aligned.text
    if len(usual[0]) > _REPLACED_MOST:
        table = _codes().copy()
        for plain, one in zip(*usual, strict=True):
            table[ord(plain)] = ord(one)
        likely = likely.translate(table)
    else:
        for plain, one in zip(*usual, strict=True):
            likely = likely.replace(plain, one)
    parts: list[str] = []
    at = 0
    for start, end, low, high in zip(*aligned.columns, strict=True):
        parts += likely[at:low], text[start:end]
        at = high
    parts.append(likely[at:])
    likely = "".join(parts)
    if likely == text:
        return []
    mine, supposed = (one.encode(_FULL, "surrogatepass") for one in (text, likely))
    both = int.from_bytes(mine, sys.byteorder) ^ int.from_bytes(supposed, sys.byteorder)
    apart = both.to_bytes(len(mine), sys.byteorder)
    return sorted({place.start() // _WIDTH for place in _UNLIKE.finditer(apart)})


@cache
def _codes() -> list[int]:
    return list(range(1 << 16))


class Chunk:
    """How a stretch of the text differs from the folded one, in offsets from where both begin."""

    def __init__(self, columns: Columns, odd: Sequence[int], letters: str) -> None:
        self.aligned = Aligned("", columns)
        """The edits."""
        self._odd = odd
        """Where, outside the edits, characters differ from what the folded ones suggest."""
        self._letters = letters
        """Those characters, and then the text of each edit."""

    @classmethod
    def of(cls, text: str, odd: Sequence[int], columns: Columns) -> Chunk:
        """A stretch of the text, its odd places and its edits."""
        edited = [text[start:end] for start, end in zip(*columns[:2], strict=True)]
        return cls(columns, odd, "".join((*(text[n] for n in odd), *edited)))

    @classmethod
    def read(cls, data: memoryview) -> Chunk:
        """The chunk from which `kept` was made."""
        if not data:
            return cls(_NONE, (), "")
        plain = zlib.decompress(data, _RAW)
        edits, odd = _COUNTS.unpack_from(plain)
        at = _COUNTS.size
        numbers = array("I", plain[at : at + 4 * (3 * edits + odd)])
        gaps, taken, given = (numbers[n * edits : (n + 1) * edits] for n in range(3))
        ends = list(accumulate(map(add, gaps, taken)))
        highs = list(accumulate(map(add, gaps, given)))
        columns = list(map(sub, ends, taken)), ends, list(map(sub, highs, given)), highs
        letters = plain[at + 4 * len(numbers) :].decode("utf-8", "surrogatepass")
        return cls(columns, list(accumulate(numbers[3 * edits :])), letters)

    @property
    def kept(self) -> bytes:
        """All of it in few bytes."""
        starts, ends, lows, highs = self.aligned.columns
        if not self._letters:
            return b""
        gaps = map(sub, starts, (0, *ends[:-1]))
        steps = map(sub, self._odd, (0, *self._odd[:-1]))
        columns = (gaps, map(sub, ends, starts), map(sub, highs, lows), steps)
        numbers = b"".join(array("I", column).tobytes() for column in columns)
        said = self._letters.encode("utf-8", "surrogatepass")
        pipe = zlib.compressobj(_LEVEL, wbits=_RAW)
        whole = _COUNTS.pack(len(starts), len(self._odd)) + numbers + said
        return pipe.compress(whole) + pipe.flush()

    def text(self, folded: str, table: dict[int, int], start: int, end: int) -> str:
        """A range of the text of a stretch with that folded text."""
        starts, ends, _, highs = self.aligned.columns
        k = bisect_right(ends, start)
        begin = min(start, starts[k]) if k < len(starts) else start
        at, low = begin, begin - (ends[k - 1] - highs[k - 1] if k else 0)
        text_at = len(self._odd) + (sum(ends[:k]) - sum(starts[:k]))
        parts: list[str] = []
        while at < end:
            more = k < len(starts) and starts[k] < end
            stop = starts[k] if more else end
            parts.append(folded[low : low + stop - at].translate(table))
            if more:
                size = ends[k] - starts[k]
                parts.append(self._letters[text_at : text_at + size])
                stop, low, text_at, k = ends[k], highs[k], text_at + size, k + 1
            at = stop
        return self._with_odd("".join(parts), begin)[start - begin : end - begin]

    def _with_odd(self, text: str, begin: int) -> str:
        first = bisect_left(self._odd, begin)
        last = bisect_left(self._odd, begin + len(text))
        if first == last:
            return text
        letters = list(text)
        for n in range(first, last):
            letters[self._odd[n] - begin] = self._letters[n]
        return "".join(letters)
