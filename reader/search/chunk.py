"""How a stretch of a text differs from its folded form, stored in few bytes.

The rule: offsets count from where both begin. A character is stored only if neither an edit nor the
folded text with the text's usual characters gives it.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from operator import add, sub

from reader.search.fold import fold_character, fold_letters
from reader.search.folded import Aligned, Columns

_NONE: Columns = ((), (), (), ())
_LEVEL = 6
_RAW = -15
"""Tells zlib to leave out header and checksum."""
_COUNTS = struct.Struct("<2I")
"""How many edits there are in a chunk, and how many further characters are stored."""


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


def odd_places(text: str, columns: Columns, letters: str, usual: tuple[str, str]) -> list[int]:
    """Where, outside the edits, characters of a text differ from what the folded ones suggest.

    They are found by their characters: most of those are rare, and quickly found.
    """
    likely = dict(zip(*usual, strict=True))
    every = (*zip(letters, fold_letters(letters), strict=True), *_ascii_letters())
    starts, ends = columns[:2]
    odd: list[int] = []
    for one, plain in every:
        if len(plain) == 1 and likely.get(plain, plain) != one:
            at = text.find(one)
            while at >= 0:
                last = bisect_right(starts, at) - 1
                if last < 0 or ends[last] <= at:
                    odd.append(at)
                at = text.find(one, at + 1)
    return sorted(odd)


@cache
def _ascii_letters() -> tuple[tuple[str, str], ...]:
    """The ASCII characters that are folded to another one."""
    every = ((chr(code), fold_character(chr(code))) for code in range(128))
    return tuple((one, plain) for one, plain in every if one != plain)


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

    def text(self, folded: str, usual: Mapping[str, str], start: int, end: int) -> str:
        """A range of the text of a stretch with that folded text.

        `usual` is what those characters stand for that the text lacks, so that no edit needs one.
        """
        starts, ends, _, highs = self.aligned.columns
        k = bisect_right(ends, start)
        begin = min(start, starts[k]) if k < len(starts) else start
        at, low = begin, begin - (ends[k - 1] - highs[k - 1] if k else 0)
        text_at = len(self._odd) + (sum(ends[:k]) - sum(starts[:k]))
        parts: list[str] = []
        while at < end:
            more = k < len(starts) and starts[k] < end
            stop = starts[k] if more else end
            parts.append(folded[low : low + stop - at])
            if more:
                size = ends[k] - starts[k]
                parts.append(self._letters[text_at : text_at + size])
                stop, low, text_at, k = ends[k], highs[k], text_at + size, k + 1
            at = stop
        whole = "".join(parts)
        for plain in usual.keys() & set(whole):
            whole = whole.replace(plain, usual[plain])
        return self._with_odd(whole, begin)[start - begin : end - begin]

    def _with_odd(self, text: str, begin: int) -> str:
        first = bisect_left(self._odd, begin)
        last = bisect_left(self._odd, begin + len(text))
        if first == last:
            return text
        letters = list(text)
        for n in range(first, last):
            letters[self._odd[n] - begin] = self._letters[n]
        return "".join(letters)
