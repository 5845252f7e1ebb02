"""The lines of a file as rows, how rows are put together again, and signs within them.

The rule: joining lines adds at most one blank and removes nothing but blanks. The signs by which
one step tells a later one what it found are noncharacters, which no text may contain; none is left
after the last step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import repeat
from sys import byteorder
from typing import overload

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

HEADINGS = ("\ufdd0", "\ufdd1", "\ufdd2")
"""Before a line: a heading of level 1, 2 or 3."""
LINE_END = "\ufdd3"
"""At a line's end: the author ended it."""
EMPHASIS = ("\ufdd4", "\ufdd5")
STRONG = ("\ufdd6", "\ufdd7")
RUBY = ("\ufdd8", "\ufdd9")
"""Around a stretch of its kind."""
LITERAL = {"*": "\ufdda", "_": "\ufddb", "#": "\ufddc", "/": "\ufddd", ">": "\ufdde", "-": "\ufddf"}
"""A character that is literal, not a mark."""

DIVIDED = "\ufde0"
"""A hyphen at a line's end within a word: the author's, or put there by the margin."""
SOFT = "\ufde1"
"""At a line's end with a hint for line breaking: the word goes on."""

_ANY = lazy_pattern("[\ufdd0-\ufdef]")
_FIRST_BYTE, _BRIEF = b"\xfd", 64
"""The byte that all signs have in UTF-16, and characters that are searched for as quickly."""
_LITERALS = {mark: character for character, mark in LITERAL.items()}


def without_marks(text: str) -> str:
    """A file's text without characters that would be taken for signs."""
    return _ANY.sub("\ufffd", text) if _ANY.search(text) else text


def without_signs(text: str) -> str:
    """The text with protected characters restored and without any remaining sign."""
    return _ANY.sub(lambda match: _LITERALS.get(match[0], ""), text) if is_marked(text) else text


def is_marked(text: str) -> bool:
    """Whether the text has any sign; their first byte is found faster than they are."""
    if text.isascii():
        return False
    if len(text) > _BRIEF and _FIRST_BYTE not in text.encode("utf-16", "surrogatepass"):
        return False
    if _ANY.search(text, 0, _BRIEF):
        return True
    return _MARKS in text.encode("utf-8", "surrogatepass") and _ANY.search(text) is not None


_WIDE_RUNS = lazy_pattern(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd]+"
)
_NOT_WIDE = bytes({*range(256)} - {0xE1, *range(0xE3, 0xF1)})
"""First bytes in UTF-8 that no wide character has, except radicals, which hardly occur alone."""
_HIGHER = 3 if byteorder == "little" else 2
"""Where, after its mark, the higher bytes of a text in UTF-16 begin."""
_NARROW_HIGH = bytes([*range(0x10), *range(0x20, 0x30)])
"""Higher bytes in UTF-16 of characters all of which are narrow."""
_MANY = 1024
"""Characters that are searched another way than a line."""
_NOT_WIDE_NOR_END = _NOT_WIDE.replace(b"\n", b"")
_WIDE_FIRST = bytes(range(0xE3, 0xEA))
_FULL_WIDTH = (b"\xef\xbc", b"\xef\xbd\x9e")
"""First bytes of full-width signs and the wave dash, the only usual one beyond those."""
_MARKS = b"\xef\xb7"
"""First bytes of the marks of an earlier step; no wide character has them."""
_JAMO = lazy_pattern(b"\xe1[\x84\x85]")
_UNSPACED_MARKS = frozenset("“”‘’…—")
_UNSPACED = (
    "\u2e80\u3040\u3041\u3100\u3400\u4dc0\u4e00\ua000"
    "\uf900\ufb00\ufe10\ufe50\ufe54\ufe55\uff00\uff66"
)
"""Where scripts without blanks begin and end, alternately."""


class Row(NamedTuple):
    """One line: its indent and width in cells, and its text without outer blanks."""

    indent: int
    text: str
    width: int

    @property
    def end(self) -> int:
        """The column at which it ends."""
        return self.indent + self.width


_WIDE_BLANK = "\u3000"
_MAKE = partial(tuple.__new__, Row)


class FlushRows(Sequence[Row]):
    """The rows of many lines at the margin as columns: most of them are never needed alone."""

    __slots__ = ("_firsts", "texts", "widths")

    def __init__(self, texts: Sequence[str], widths: Sequence[int], firsts: str = "") -> None:
        self.texts = texts
        self.widths = widths
        self._firsts = firsts

    @property
    def firsts(self) -> str:
        """The first character of each."""
        if not self._firsts:
            self._firsts = "".join([text[0] for text in self.texts])
        return self._firsts

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> FlushRows: ...
    def __getitem__(self, index: int | slice) -> Row | FlushRows:
        if isinstance(index, slice):
            return FlushRows(self.texts[index], self.widths[index], self._firsts[index])
        return _MAKE((0, self.texts[index], self.widths[index]))

    def __iter__(self) -> Iterator[Row]:
        return map(_MAKE, zip(repeat(0), self.texts, self.widths, strict=False))


def columns(rows: Sequence[Row]) -> tuple[Sequence[int], Sequence[str], Sequence[int]]:
    """The indents, texts and widths of rows."""
    if isinstance(rows, FlushRows):
        return bytes(len(rows)), rows.texts, rows.widths
    indents, texts, widths = zip(*rows, strict=True)
    return indents, texts, widths


def firsts_of(rows: Sequence[Row]) -> str:
    """The first character of each row."""
    return rows.firsts if isinstance(rows, FlushRows) else "".join([row.text[0] for row in rows])


def rows_of(chunk: str, *, narrow: bool | None = None) -> list[Row]:
    """The rows of lines, none of which is blank.

    Args:
        chunk: The lines.
        narrow: What `is_narrow` says of them, if it was asked.
    """
    return list(lines_of(chunk, narrow=narrow))


def lines_of(chunk: str, *, narrow: bool | None = None) -> Sequence[Row]:
    """The same, for many lines in the form that is quickest to test all at once."""
    if "\t" in chunk:
        chunk = chunk.expandtabs()
    lines = chunk.split("\n")
    if not (is_narrow(chunk) if narrow is None else narrow):
        return _wide_rows(chunk, lines)
    if list(map(str.strip, lines)) == lines:  # as most prose is
        return FlushRows(lines, list(map(len, lines)))
    return list(map(_narrow_row, lines))


def row_of(line: str) -> Row:
    """The row of one line without tabs."""
    rest = line.lstrip()
    text = rest.rstrip()
    indent = len(line) - len(rest)
    return _MAKE((indent + line.count(_WIDE_BLANK, 0, indent), text, cells(text)))


def _wide_rows(chunk: str, lines: list[str]) -> list[Row]:
    """The rows of lines with wide characters, which are counted in all lines at once."""
    data = chunk.encode("utf-8", "surrogatepass")
    firsts = data.translate(None, _NOT_WIDE_NOR_END)
    if len(firsts.translate(None, _WIDE_FIRST + b"\n")) != data.count(_FULL_WIDTH[0]):
        return list(map(row_of, lines))
    rows = []
    for line, wide in zip(lines, map(len, firsts.split(b"\n")), strict=True):
        rest = line.lstrip()
        text = rest.rstrip()
        indent = len(line) - len(rest)
        blanks = line.count(_WIDE_BLANK, 0, indent) if indent else 0
        width = len(text) + wide - blanks if len(text) == len(rest) else cells(text)
        rows.append(_MAKE((indent + blanks, text, width)))
    return rows


def _narrow_row(line: str) -> Row:
    """The row of a line without wide characters."""
    rest = line.lstrip()
    text = rest.rstrip()
    return _MAKE((len(line) - len(rest), text, len(text)))


def is_narrow(text: str) -> bool:
    """Whether no character of the text is wide, nor a sign of an earlier step."""
    if text.isascii():
        return True
    if len(text) > _MANY:
        if not is_narrow(text[:_BRIEF]):
            return False
        # The higher bytes of UTF-16 are made and searched in a third of the time.
        if not higher_bytes(text).translate(None, _NARROW_HIGH):
            return True
    data = text.encode("utf-8", "surrogatepass")
    firsts = data.translate(None, _NOT_WIDE)
    return not firsts or (not firsts.strip(b"\xe1") and not _JAMO.search(data))


def higher_bytes(text: str) -> bytes:
    """The higher byte of each character in UTF-16, which needs no module for its codec."""
    return text.encode("utf-16", "surrogatepass")[_HIGHER::2]


def cells(text: str) -> int:
    """Roughly how many cells the text is wide; exact enough to find a right margin."""
    size = len(text)
    if text.isascii():
        return size
    data = text.encode("utf-8", "surrogatepass")
    firsts = data.translate(None, _NOT_WIDE)
    if not firsts:
        return size
    # Kana, ideographs, full-width signs and marks of words are recognised by their first bytes.
    if not (rest := firsts.translate(None, _WIDE_FIRST)):
        return size + len(firsts)
    if len(rest) == data.count(_FULL_WIDTH[0]):  # as nearly all lines of Chinese
        return size + len(firsts)
    marks = data.count(_MARKS)
    if len(rest) == marks + sum(map(data.count, _FULL_WIDTH)):
        return size + len(firsts) - marks
    return size if is_narrow(text) else size + size - len(_WIDE_RUNS.sub("", text))


@lru_cache(maxsize=1 << 12)
def is_unspaced(character: str) -> bool:
    """Whether lines that meet at this character are joined without a blank."""
    if character < "\u2e80":
        return character in _UNSPACED_MARKS
    return bisect_right(_UNSPACED, character) % 2 == 1


def joined(texts: Iterable[str]) -> str:
    """Lines as one: with a blank between, except after a hyphen or dash and in East Asian text.

    A hyphen within a word becomes a sign, to be judged when more of the text is known.

    Args:
        texts: The lines without outer blanks.
    """
    parts: list[str] = []
    for text in texts:
        before = parts[-1] if parts else ""
        if before and _is_divided(before, text):
            parts[-1] = before[:-1] + DIVIDED
        elif before and _is_spaced(before, text):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def _is_divided(before: str, after: str) -> bool:
    """Whether a word continues on the next line after a hyphen."""
    return before[-1] in "-\u2010" and before[-2:-1].isalpha() and after[0].islower()


def _is_spaced(before: str, after: str) -> bool:
    """Whether a blank goes between two lines that are joined."""
    last = before[-1]
    if last in "-\u2010":
        word = before.rstrip("-\u2010")
        return word[-1:].isspace()
    if last == SOFT:
        return False
    if last in "—―" and len(before) > 1 and not before[-2].isspace():
        return False
    unspaced = is_unspaced(last) and is_unspaced(after[0])
    return not unspaced or (last in "“”‘’…—" and after[0] in "“”‘’…—")


def standing(rows: Sequence[Row]) -> tuple[str, int]:
    """Rows as lines that keep their indents relative to the least one, and that least indent."""
    least = min(row.indent for row in rows)
    return "\n".join(" " * (row.indent - least) + row.text for row in rows), least


_SPACED_LEAST, _SPACED_SHARE = 3, 0.8
"""Spaced letters in a line, and their share of its words, if all of it is set like this."""
_SPACED_WORD = lazy_pattern(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")
_GAPS = lazy_pattern(r"\s+")


def closed_up(text: str) -> str:
    """A line of spaced letters, such as `T H E L A M P`, with its words closed up."""
    words = text.split()
    alone = sum(len(word) == 1 for word in words)
    if alone < _SPACED_LEAST:
        return text
    if alone < _SPACED_SHARE * len(words):
        return _SPACED_WORD.sub(lambda match: match[0].replace(" ", ""), text)
    narrow = min(map(len, _GAPS.findall(text.strip())))
    return _GAPS.sub(lambda gap: " " if len(gap[0]) > narrow else "", text.strip())


def is_centred(rows: Sequence[Row], width: int) -> bool:
    """Whether the lines are centred on the page, as on a title page."""
    middle = (width or 72) / 2
    middles = (abs(row.indent + row.width / 2 - middle) <= 4 for row in rows)
    return min(r.indent for r in rows) >= 6 and len({r.indent for r in rows}) > 1 and all(middles)
