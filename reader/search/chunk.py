"""How a stretch of a text differs from its folded form, stored in few bytes.

The rule: offsets count from where both begin. A character is stored only if neither an edit nor the
folded text with the text's usual characters gives it.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain
from operator import add, sub

from reader.search.fold import alphabet, fold_character
from reader.search.folded import Aligned, Columns

_NONE: Columns = ((), (), (), ())
_LEVEL = 6
_RAW = -15
"""Tells zlib to leave out header and checksum."""
_COUNTS = struct.Struct("<2I")
"""How many edits there are in a chunk, and how many further characters are stored."""


def usual_characters(text: str) -> tuple[str, str]:
    """Characters that a folded text has and the text lacks, and what each usually stands for."""
    letters = alphabet(text)
    lacking = {}
    for one in letters:
        plain = fold_character(one)
        if len(plain) == 1 and plain not in letters and (plain > "\x7f" or plain not in text):
            lacking[plain] = one
    return "".join(lacking), "".join(lacking.values())


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
    def of(cls, text: str, likely: str, columns: Columns) -> Chunk:
        """A stretch of the text against the one `likely` by its folded text, and its edits."""
        odd: list[int] = []
        at = low = 0
        for start, end, first, last in chain(
            zip(*columns, strict=True), ((len(text), len(text), len(likely), len(likely)),)
        ):
            mine, supposed = text[at:start], likely[low:first]
            if mine != supposed:
                both = enumerate(zip(mine, supposed, strict=True), at)
                odd += [n for n, (one, other) in both if one != other]
            at, low = end, last
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
