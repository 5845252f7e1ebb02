"""A file as pieces of plain text: one kind of newline, no controls, nothing invisible.

The rule: what can be read stays. Form feeds and other line ends become newlines, overstruck
letters become marked ones, invisible hints for line breaking, direction and tagging go, and what is
left of controls is made visible. No more of a long file than a
piece is copied at a time, and a piece ends where a paragraph does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from reader.cleaning import clean
from reader.deferred import deferred
from reader.formats.text.rows import SOFT, without_marks

_PLAIN = bytes([9, 10, *range(32, 127)])
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_DOUBTFUL = deferred(
    "[\x80-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_OTHER = bytes({*range(256)} - {*range(0xE3, 0xF0)})
"""What characters from U+3000 to U+FFFF do not begin with."""
_WIDE_BLANK = "\u3000"
_LINE_ENDS = deferred("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = deferred(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Hints for line breaking, direction and shaping, and the tags of flags: nothing to be seen."""
_INDIC = bytes([0xE0])
"""The first byte of all from U+0800 to U+0FFF."""
_BEGUN_WITHIN = deferred("(?<=\\S)\n(?=[\u0900-\u0dff](?<![^\\W\\d_]))")
"""A newline before the first character of a line in an Indic script that is no letter."""
_SOFT_END = deferred("(?<=[^\\W\\d_])\xad+\n")
_UNDERLINED = deferred("(?:_\x08[^\\s\x08_])+")
_STRUCK_TWICE = deferred("(?:([^\\s\x08_])\x08\\1)+")
_STRUCK = deferred("[^\n\x08]\x08")
_DOS_END = "\x1a"
"""Ends a file of DOS; where such files were put together it stands between them."""
_ANSI = deferred("\x1b\\[[0-9;]*m")


class Settled(NamedTuple):
    """A text with newlines only and nothing that acts on a terminal."""

    text: str
    eastern: bool
    """Whether East Asian characters may stand in it."""


def settle(data: bytes | bytearray) -> Settled:
    """Valid UTF-8 with newlines only as text made plain; whole bytes are quickest to search."""
    rest = data.translate(None, _PLAIN)
    if not rest:
        return Settled(data.decode(), eastern=False)
    high = rest.translate(None, _CONTROLS)
    text = data.decode()
    if len(high) < len(rest):
        text = _without_controls(text)
    beyond = high.decode()
    if not beyond.replace(_WIDE_BLANK, "").isprintable() and _DOUBTFUL.search(beyond):
        if _LINE_ENDS.search(beyond):
            text = _LINE_ENDS.sub("\n", text)
        for character in {*_INVISIBLE.findall(beyond)} - {"\xad"}:
            text = text.replace(character, "")
        beyond = _INVISIBLE.sub("", _LINE_ENDS.sub("", beyond))
        if _DOUBTFUL.search(beyond):
            text = clean(without_marks(text))
        if "\xad" in text:
            text = _SOFT_END.sub(f"{SOFT}\n", text).replace("\xad", "")
    if _INDIC in high:
        text = _BEGUN_WITHIN.sub(_without_cut, text)
    return Settled(text, eastern=bool(high.translate(None, _OTHER)))


def _without_cut(match: re.Match[str]) -> str:
    """Nothing, where a line begins with a vowel sign: it was cut off its letter."""
    sign = match.string[match.end()]
    return "" if category(sign)[0] == "M" else match[0]


def _without_controls(text: str) -> str:
    if "\x08" in text:
        text = _UNDERLINED.sub(lambda m: f"_{m[0].replace(chr(8), '').replace('_', '')}_", text)
        text = _STRUCK_TWICE.sub(lambda m: f"**{m[0][::3]}**", text)
        text = _STRUCK.sub("", text)
    if _DOS_END in text:
        text = text.replace(f"\n{_DOS_END}\n", "\n").replace(_DOS_END, "")
    return clean(_LINE_ENDS.sub("\n", _ANSI.sub("", text)))


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
        returns = b"\r" in data  # a text without them is not searched for what has them
        self._blanks = [blank for blank in _BLANKS if returns or b"\r" not in blank]
        self._wide = [blank for blank in _WIDE_BLANKS if returns or b"\r" not in blank]
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
            for blank in (*(self._wide if self.spaced else ()), *self._blanks):
                if (found := data.rfind(blank, at + 1, min(at + reach, most))) > 0:
                    if blank in self._blanks[1:]:
                        self._blanks.remove(blank)
                        self._blanks.insert(0, blank)  # the rest of the file has the same
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
