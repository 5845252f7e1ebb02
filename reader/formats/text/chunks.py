"""A file's text: its two ends at hand, and what lies between by pieces.

The rule: whatever the size of the file, no more of it than a piece is copied at a time, and a
piece ends where a paragraph does, so that what is made of the pieces is what would be made of
the whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.deferred import deferred
from reader.formats.text.normalise import Settled, settle

END = 192 * 1024
"""Bytes at each end of a long file in which matter is looked for."""
_PIECE = 64 * 1024
_LONGEST = 16 * _PIECE
"""Bytes within which a paragraph should end."""
_BLANKS = (b"\n\n", b"\n\r\n", b"\r\r")
_WIDE_BLANKS = (b"\n\n\n", b"\n\r\n\r\n", b"\n\n  ", b"\n\r\n  ", b"\n\n\t", b"\n\r\n\t")
_LONE = deferred(b"\r(?!\n)")
_STARTS = (b"\n  ", b"\n\t", b"\n\xe3\x80\x80", b"\n", b"\r")
"""Where a text without blank lines may be parted: best before a line set in."""


class Pieces:
    """The text of valid UTF-8 as settled pieces; a short one is all head."""

    def __init__(self, data: bytes | bytearray, start: int = 0) -> None:
        if data[-1:] in (b"\0", b"\x1a"):
            data = data.rstrip(b"\0\x1a")  # what DOS ended a file with
        self._data = data
        self._blank = _BLANKS[0]
        self._windows = self._mac = False
        self.spaced = False
        """Whether an empty line follows every line, and paragraphs are parted otherwise."""
        self.size = size = len(data)
        self._from = self._to = size
        if size - start > 2 * END + _LONGEST:
            self._from = self._end(start, END, size)
            self._to = self._end(size - END - _LONGEST, _LONGEST, size)
        self.head = self._settled(start, self._from)
        self.tail = self._settled(self._to, size)

    @property
    def newlines(self) -> str:
        """`CRLF`, `CR`, or empty where lines end as they should; known when all was read."""
        return "CRLF" if self._windows else "CR" if self._mac else ""

    def middle(self) -> Iterator[tuple[Settled, float]]:
        """What lies between head and tail, and how much of it is read with each piece."""
        at, size = self._from, self._to - self._from
        while at < self._to:
            near = self._to - at < 2 * _PIECE
            end = self._to if near else self._end(at, _PIECE, self._to)
            yield self._settled(at, end), (end - self._from) / size
            at = end

    def samples(self, count: int, size: int) -> Iterator[str]:
        """Whole lines of at most `size` bytes from that many places all over the middle."""
        step = max(1, (self._to - self._from) // count)
        for at in range(self._from, self._to, step):
            start = self._data.find(b"\n", at, at + size) + 1
            end = self._data.rfind(b"\n", start, min(start + size, self._to))
            if 0 < start < end:
                yield self._settled(start, end).text

    def _end(self, at: int, size: int, most: int) -> int:
        """Where the piece ends that begins there, before blank lines if there are any."""
        data = self._data
        for reach in (size, max(size, _LONGEST)):
            for blank in (*(_WIDE_BLANKS if self.spaced else ()), self._blank, *_BLANKS):
                if (found := data.rfind(blank, at + 1, min(at + reach, most))) > 0:
                    if blank in _BLANKS:
                        self._blank = blank
                    return self._before(at, found) or found + len(blank)
        for start in _STARTS:
            if (found := data.rfind(start, at + 1, min(at + _LONGEST, most))) > 0:
                return self._before(at, found) or found
        found = data.find(b"\n", at + _LONGEST, most)
        return found if found > 0 else most

    def _before(self, at: int, found: int) -> int:
        """Where the words before a newline end; 0 where there are none from `at` on."""
        data = self._data
        while found > at and data[found - 1] in b"\r\n":
            found -= 1
        return found if found > at else 0

    def _settled(self, start: int, end: int) -> Settled:
        raw = self._data[start:end]
        return settle(self._with_newlines(raw) if b"\r" in raw else raw)

    def _with_newlines(self, raw: bytes | bytearray) -> bytes | bytearray:
        """The bytes with one newline for each end of a line, whatever it was."""
        self._windows = self._windows or b"\r\n" in raw
        if not _LONE.search(raw):
            return raw.replace(b"\r", b"")
        self._mac = True
        return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
