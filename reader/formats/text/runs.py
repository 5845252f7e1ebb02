"""Pieces of a text, the runs of lines in them that belong together, and what these show.

The rule: a run answers about itself, its place and its text; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import category

from reader.cleaning import IDLE_BREAK, WORD_BREAK, clean
from reader.formats.text.drawings import is_break
from reader.formats.text.rows import SOFT, Row, without_marks
from reader.formats.text.short_lines import is_signature
from reader.formats.text.speeches import is_spoken, speaker_lines
from reader.formats.text.survey import Shape
from reader.formats.text.wrapping import flows
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind
from reader.value import NamedTuple

_SENTENCE_ENDS = frozenset('.!?”"')
_STAGE = lazy_pattern(r"(?:Re-)?[Ee]nter\s+[A-Z]|Exit\b|Exeunt\b")
_HANGUL_SENTENCE = lazy_pattern('[\uac00-\ud7a3][.?!…]["”’]?(?:\\s|$)')
"""Contains what ends sentences of Korean prose, and seldom occurs in its verse."""
_NOTES = frozenset("*•†‡[")
SIGNED = (BlockKind.VERSE, BlockKind.QUOTE, BlockKind.LETTER)
_VERSE_MOST = 66
"""Cells of a line alone amid verse that is verse too."""
_INSET_LEAST = 2
"""Blanks before a line that are no accident."""
DEEP, RIGHT = 8, 16
"""Blanks before a line that is set off from prose, and before one at the right."""
_SHORT, _LONG = 50, 90
"""Cells of a line that is short for prose, and long for anything set off from it."""
_SIGNED_MOST = 64
"""Cells of a line at the right that is a signature or a date."""
_AT_RIGHT = 0.6
"""The share of the margin beyond which such a line ends."""
EAST_ASIAN = 1.6
"""Cells for each character of a line that is mostly wide."""
_SPEECH_MOST = 40
"""Lines of a speech."""


class LineRun(NamedTuple):
    """Lines that belong together, and where they are."""

    rows: Sequence[Row]
    blanks: int
    shape: Shape
    last: BlockKind | None
    """The kind of the block before them."""

    @property
    def row(self) -> Row:
        """The first line."""
        return self.rows[0]


def is_east_asian(row: Row) -> bool:
    """Whether most of a line's characters are wide."""
    return row.width >= EAST_ASIAN * len(row.text)


def is_inset(run: LineRun) -> bool:
    """Whether a line is indented for a reason, not by a habit of the file."""
    row, shape = run.row, run.shape
    if not row.indent or shape.indented or shape.by_line:
        return False
    if row.indent < _INSET_LEAST and not shape.width and not shape.stands:
        return False
    if not shape.width and row.indent < DEEP and row.width >= _LONG:
        return False
    return not is_east_asian(row) and not is_break(row.text)


def breaks(run: LineRun) -> bool:
    """Whether all lines are ornaments or rules, and not a drawing made of them."""
    rows = run.rows
    if len(rows) > 2 and len({row.indent for row in rows}) > 1:
        return False
    return all(is_break(row.text) for row in rows)


def is_east_asian_verse(run: LineRun) -> bool:
    """Whether an East Asian line is indented far more than paragraphs are."""
    row = run.row
    deep = row.indent >= DEEP and row.indent >= 2 * run.shape.first
    if not deep or row.width > _LONG:
        return False
    return is_east_asian(row) and not _HANGUL_SENTENCE.search(row.text)


def is_set_right(run: LineRun) -> bool:
    """Whether a short line ends near the right margin."""
    row, shape = run.row, run.shape
    if row.indent < RIGHT or row.width > _SIGNED_MOST:
        return False
    return not shape.width or row.end >= _AT_RIGHT * shape.width


def is_set_far(run: LineRun) -> bool:
    """Whether a line is deeply indented, or in capitals."""
    row = run.row
    return row.indent >= RIGHT or (row.text[0] != "[" and row.text.isupper())


def is_direction(run: LineRun) -> bool:
    """Whether a line is a stage direction, or a note by its mark."""
    text = run.row.text
    return text[0] in _NOTES or _STAGE.match(text) is not None


def signs(run: LineRun) -> bool:
    """Whether a line names who wrote the verse, quotation or letter before it."""
    text = run.row.text
    if run.blanks > 2 or run.last not in SIGNED:
        return False
    return is_signature(text) and (
        text[0] not in "\"“‘'«" or text.isupper() or "," in text or run.last is not BlockKind.LETTER
    )


def is_set_off(run: LineRun) -> bool:
    """Whether a line is indented too far for prose, or short and without an end."""
    row = run.row
    return row.indent >= DEEP or (row.width < _SHORT and row.text[-1] not in ".!?]")


def is_line_of_verse(run: LineRun) -> bool:
    """Whether it is a short line without an end in a text of verse."""
    row = run.row
    return run.shape.stands and row.width <= _VERSE_MOST and row.text[-1] not in _SENTENCE_ENDS


def is_speech(run: LineRun) -> bool:
    """Whether a speaker's name in capitals precedes what is said."""
    rows = run.rows
    if len(rows) > _SPEECH_MOST or all(row.text.isupper() for row in rows):
        return False
    if (heads := speaker_lines(rows)) and heads < len(rows):
        stopped = rows[heads - 1].text[-1] in ".:])"
        return stopped or (rows[1].indent >= rows[0].indent and _has_words(rows[heads]))
    return is_spoken(rows[0].text) and not flows(rows, run.shape)


def _has_words(row: Row) -> bool:
    """Whether a line is more than signs."""
    return any(map(str.isalnum, row.text))


def is_stage(run: LineRun) -> bool:
    """Whether a line begins like a stage direction."""
    return _STAGE.match(run.row.text) is not None


_PLAIN = bytes([9, 10, *range(32, 127)])
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_DOUBTFUL = lazy_pattern(
    "[\x80-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SELDOM = b"\xc2\xe2"  # the first bytes of characters few of which act on a terminal or on lines
_SURE = bytes([*_PLAIN, *range(0x80, 0xC0), *range(0xC3, 0xD8), *range(0xD9, 0xE0), 0xE1])
"""Bytes of plain ASCII, and of characters up to U+1FFF none of which does."""
_C1 = lazy_pattern(rb"\xc2[\x80-\x9f\xad]")  # those that do, and below
_HINTS = lazy_pattern(rb"\xe2(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa0-\xaf])")
_OTHER = bytes({*range(256)} - {*range(0xE3, 0xF0)})
"""First bytes that characters from U+3000 to U+FFFF do not have."""
_UNSURE = (b"\xe2", b"\xef")
"""First bytes of many signs and of some invisible characters."""
_EASTERN = bytes([*_PLAIN, *range(0x80, 0xC0), *range(0xE3, 0xEA)])
"""All bytes of ASCII, kana and ideographs, none of which is invisible."""
_WIDE_BLANK = "\u3000"
_HEAD = 1024  # bytes that show what a text is made of
_ACCENTED = 10  # one byte beyond ASCII among so many is one of a language with many accents
_LINE_ENDS = lazy_pattern("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = lazy_pattern(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Hints for line breaking, direction and shaping, and the tags of flags: all invisible."""
_BREAKS, _IDLE_BREAKS = lazy_pattern(f"{WORD_BREAK}{{2,}}"), lazy_pattern(IDLE_BREAK)
_INDIC = bytes([0xE0])
"""The first byte of all from U+0800 to U+0FFF."""
_BEGUN_WITHIN = lazy_pattern("(?<=\\S)\n(?=[\u0900-\u0dff](?<![^\\W\\d_]))")
"""A newline before a line in an Indic script that begins with something other than a letter."""
_SOFT_END = lazy_pattern("(?<=[^\\W\\d_])\xad+\n")
_UNDERLINED = lazy_pattern("(?:_\x08[^\\s\x08_])+")
_STRUCK_TWICE = lazy_pattern("(?:([^\\s\x08_])\x08\\1)+")
_STRUCK = lazy_pattern("[^\n\x08]\x08")
REFERENCE = lazy_pattern(rb"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
"""A character reference, as in text cut out of a web page."""
_UNSEEN = frozenset("\xa0\xad\u200b\u200c\u200d")
"""Blanks and hints that web pages have many of, and that are dealt with later."""
_TAGGED = lazy_pattern(
    rb"(?<![\w\x80-\xff])<(i|em|b|strong)>(?=\S)(?=[^\w<\x80-\xff]{0,9}[\w\x80-\xff])"
    rb"([^<>_*]{1,2000})(?<=\S)</\1>(?![\w\x80-\xff])",
    re.IGNORECASE,
)
"""Words between the tags of emphasis, without more tags or marks in them."""
_DOS_END = "\x1a"
"""Ends a DOS file; between files that were joined."""
_ANSI = lazy_pattern("\x1b\\[[0-9;]*m")


class Settled(NamedTuple):
    """A text with newlines only and nothing that acts on a terminal."""

    text: str
    eastern: bool
    """Whether it may contain East Asian characters."""


def settle(data: bytes | bytearray) -> Settled:
    """Valid UTF-8 with newlines only, as plain text; whole bytes are fastest to search."""
    if b"&" in data:
        data = REFERENCE.sub(_referred, data)
    if b"<" in data and b"</" in data:  # a single character is found a hundred times as fast
        data = _TAGGED.sub(_marked, data)
    head = data[:_HEAD]
    beyond = len(head.translate(None, _PLAIN))
    if 2 * beyond > len(head):  # hardly any ASCII
        text = data.decode()
        if not any(map(data.__contains__, _UNSURE)) and not data.translate(None, _EASTERN):
            return Settled(text, eastern=True)
        if text.replace("\n", "").replace(_WIDE_BLANK, "").isprintable():  # as it should be
            text = _BEGUN_WITHIN.sub(_without_cut, text) if _INDIC in data else text
            return Settled(text, eastern=b"\xe3" in data or bool(data.translate(None, _OTHER)))
    accented = _ACCENTED * beyond > len(head)
    odd = accented and data.translate(None, _SURE).translate(None, _SELDOM)
    if accented and not (odd or _C1.search(data) or _HINTS.search(data)):
        return Settled(data.decode(), eastern=False)
    rest = data.translate(None, _PLAIN)
    if not rest:
        return Settled(data.decode(), eastern=False)
    high = rest.translate(None, _CONTROLS)
    text = data.decode()
    if len(high) < len(rest):
        text = _without_controls(text)
    signs = high.decode()
    if not signs.replace(_WIDE_BLANK, "").isprintable() and _DOUBTFUL.search(signs):
        if _LINE_ENDS.search(signs):
            text = _LINE_ENDS.sub("\n", text)
        for character in {*_INVISIBLE.findall(signs)} - {"\xad", WORD_BREAK}:
            text = text.replace(character, "")
        if WORD_BREAK in signs:
            text = _IDLE_BREAKS.sub("", _BREAKS.sub(WORD_BREAK, text.strip(WORD_BREAK)))
        signs = _INVISIBLE.sub("", _LINE_ENDS.sub("", signs))
        if _DOUBTFUL.search(signs):
            text = clean(without_marks(text))
        if "\xad" in text:
            text = _SOFT_END.sub(f"{SOFT}\n", text).replace("\xad", "")
    if _INDIC in high:
        text = _BEGUN_WITHIN.sub(_without_cut, text)
    return Settled(text, eastern=bool(high.translate(None, _OTHER)))


def _referred(match: re.Match[bytes]) -> bytes:
    """What a character reference of HTML stands for, or itself if that is invisible."""
    from html import unescape  # few texts have one
    from html.entities import html5

    name = match[0].decode("ascii")
    known = name[1] == "#" or name[1:] in html5
    signs = unescape(name) if known else ""
    seen = signs.isprintable() or signs in _UNSEEN
    return signs.encode() if signs and signs != "\ufffd" and seen else match[0]


def _marked(match: re.Match[bytes]) -> bytes:
    """Tags of emphasis as the marks of plain text."""
    if b"\n\n" in match[2]:
        return match[0]
    mark = b"_" if match[1].lower() in (b"i", b"em") else b"**"
    return mark + match[2] + mark


def _without_cut(match: re.Match[str]) -> str:
    """Empty if a line begins with a vowel sign, which was cut off its letter."""
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
"""Bytes at each end of a long file within which matter is looked for."""
_PIECE = 64 * 1024
_LONGEST = 16 * _PIECE
"""Bytes within which a paragraph should end."""
_BLANKS = (b"\n\n", b"\n\r\n", b"\r\r")
_WIDE_BLANKS = (b"\n\n\n", b"\n\r\n\r\n", b"\n\n  ", b"\n\r\n  ", b"\n\n\t", b"\n\r\n\t")
_STARTS = (b"\n  ", b"\n\t", b"\n\xe3\x80\x80", b"\n", b"\r")
"""Where a text without blank lines may be divided: best before an indented line."""


class Pieces:
    """The text of valid UTF-8 as plain pieces; a short one is all head."""

    def __init__(self, data: bytes | bytearray, start: int = 0) -> None:
        if data[-1:] in (b"\0", b"\x1a"):
            data = data.rstrip(b"\0\x1a")  # the end of a DOS file
        self._data = data
        returns = b"\r" in data  # a text without them is not searched for what contains them
        self._blanks = [blank for blank in _BLANKS if returns or b"\r" not in blank]
        self._wide = [blank for blank in _WIDE_BLANKS if returns or b"\r" not in blank]
        self._starts = [start for start in _STARTS if start[1:2] in data]
        self._windows = self._mac = False
        self.spaced = False
        """Whether an empty line follows every line, and paragraphs are separated in another way."""
        self.size = size = len(data)
        self._without: dict[bytes, tuple[int, int]] = {}
        """A stretch in which a sign was searched for in vain, for each sign."""
        self._from = self._to = size
        if size - start > 2 * END + _LONGEST:
            self._from = self._end(start, END, size)
            self._to = self._end(size - END - _LONGEST, _LONGEST, size)
        self.head = self._settled(start, self._from)
        self.tail = self._settled(self._to, size)

    @property
    def newlines(self) -> str:
        """`CRLF`, `CR`, or empty for plain newlines; known when everything has been read."""
        return "CRLF" if self._windows else "CR" if self._mac else ""

    def middle(self) -> Iterator[tuple[Settled, float]]:
        """The text between head and tail, and how much of it is read with each piece."""
        at, size = self._from, self._to - self._from
        while at < self._to:
            end = self._to if self._to - at < 2 * _PIECE else self._end(at, _PIECE, self._to)
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
        """Where the piece that begins there ends, before blank lines if there are any."""
        data = self._data
        low, high = at + 1, min(at + max(size, _LONGEST), most)
        if self._last(b"\n", low, high) < 0 and self._last(b"\r", low, high) < 0:
            found = data.find(b"\n", high, most)  # one line: nothing else need be looked for
            return found if found > 0 else most
        for reach in (size, max(size, _LONGEST)):
            for blank in (*(self._wide if self.spaced else ()), *self._blanks):
                if (found := self._last(blank, low, min(at + reach, most))) > 0:
                    if blank in self._blanks[1:]:
                        self._blanks.remove(blank)
                        self._blanks.insert(0, blank)  # the rest of the file has the same
                    return self._before(at, found) or found + len(blank)
        for start in self._starts:
            if (found := self._last(start, low, min(at + _LONGEST, most))) > 0:
                return self._before(at, found) or found
        found = data.find(b"\n", at + _LONGEST, most)
        return found if found > 0 else most

    def _last(self, sign: bytes, low: int, high: int) -> int:
        """Where a sign begins last within a stretch, or -1; no part is searched twice in vain."""
        since, until = self._without.get(sign, (0, 0))
        rest = until - len(sign) + 1
        known = since <= low <= rest
        if (found := self._data.rfind(sign, rest if known else low, high)) < 0:
            self._without[sign] = (since, max(until, high)) if known else (low, high)
        return found

    def _before(self, at: int, found: int) -> int:
        """Where the words before a newline end; 0 if there are none from `at` on."""
        data = self._data
        while found > at and data[found - 1] in b"\r\n":
            found -= 1
        return found if found > at else 0

    def _settled(self, start: int, end: int) -> Settled:
        raw = self._data[start:end]
        return settle(self._with_newlines(raw) if b"\r" in raw else raw)

    def _with_newlines(self, raw: bytes | bytearray) -> bytes | bytearray:
        """The bytes with one newline for each line end, of whatever kind."""
        pairs = raw.count(b"\r\n")
        self._windows = self._windows or pairs > 0
        if pairs == raw.count(b"\r"):
            return raw.replace(b"\r", b"")
        self._mac = True
        return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
