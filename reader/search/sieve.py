"""Whether a text or a file can contain the words at all, decided without reading it as a story.

The rule: what contains a hit always passes. For a folded text that was read before, one bit is set
for every run of five letters, or of two in a script written without spaces, which other runs may
share; long words that occur nowhere usually have a run whose bit is not set. The letters of a
story's text occur in its file in the same order, with nothing between those of a word but what is
deleted here: blanks, line ends, ASCII punctuation, marks of emphasis, invisible characters. A file
with notes, or in an encoding other than UTF-8, is decoded as its story would be, and examined with
its notes and without them. If more may happen to a text (controls, marks that are composed with
their letter) the file passes unseen.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import pairwise
from zlib import adler32, crc32

from reader.file_stamp import FileStamp
from reader.formats.text.binary import refusal
from reader.formats.text.encoding import recognise, utf8_of
from reader.formats.text.matter.aozora import spelt, to_marks
from reader.formats.text.matter.find import find_matter
from reader.formats.text.runs import REFERENCE, Pieces
from reader.lazy_pattern import lazy_pattern
from reader.search.find import alike_letters, holds, starts
from reader.search.fold import IGNORED, MARKS, fold, fold_character, is_composed, is_solo
from reader.search.han import SIMPLIFIED, TRADITIONAL
from reader.search.query import Query
from reader.search.unfolded import KeptLetters

SIGNED = struct.Struct("<8s16s2qQQ")
"""Precedes the stored signature: a mark, the file it is of, and its checksum."""
_MARK = b"nightsgn"
LEAST_TEXT = 1 << 15
"""Characters of a text; a shorter one is read about as fast as its signature."""
MOST = 1 << 16
"""Bytes of the signature of one text."""
_SHARE = 70  # of the text's bytes, one is spent
_BITS = 4  # are enough for each run of letters
_SIZE, _SOLO_SIZE = 5, 2
_LETTERS = lazy_pattern(r"[^\W_]+")
_LONG = lazy_pattern(r"[^\W_]{5,}")
_FIRST_SOLO = "\u2e80"
_SOLO = lazy_pattern(f"[{_FIRST_SOLO}-\U0010ffff]")


def signs(text: str) -> bytes:
    """The signature of a folded text."""
    met = " ".join(set(text.split()))
    if text.isascii() or not _SOLO.search(met):
        found = {
            run[at : at + _SIZE]
            for run in set(_LONG.findall(met))
            for at in range(len(run) - _SIZE + 1)
        }
    else:
        found = {row for run in set(_LETTERS.findall(met)) for row in _rows(run)}
    room = min(MOST, len(text.encode("utf-8", "surrogatepass")) // _SHARE)
    size = max(1, min(room, len(found) * _BITS // 8))
    bits = bytearray(size)
    for number in {number % (8 * size) for number in _numbers(found)}:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def signed(identity: bytes, stamp: FileStamp, text: str) -> bytes:
    """The signature of a folded text with the file it is of."""
    bits = signs(text)
    return SIGNED.pack(_MARK, identity, *stamp.state, adler32(bits)) + bits


def unsigned(kept: memoryview, identity: bytes, stamp: FileStamp | None) -> memoryview | None:
    """The stored signature, if it is intact and of that file in that state."""
    if stamp is None or len(kept) <= SIGNED.size:
        return None
    mark, whose, *state, checksum = SIGNED.unpack_from(kept)
    bits = kept[SIGNED.size :]
    good = (mark, whose, tuple(state)) == (_MARK, identity, stamp.state) and checksum == adler32(
        bits
    )
    return bits if good else None


def asked(words: str) -> tuple[int, ...]:
    """What `denied` is to look for; empty if the words are of no use to it."""
    return tuple(_numbers({row for run in _LETTERS.findall(words) for row in _rows(run)}))


def denied(bits: bytes | memoryview, numbers: Iterable[int]) -> bool:
    """Whether the text with this signature lacks the words."""
    size = 8 * len(bits)
    return any(not bits[at >> 3] & (1 << (at & 7)) for at in (number % size for number in numbers))


def _rows(run: str) -> Iterator[str]:
    for at, character in enumerate(run):
        size = _SOLO_SIZE if character >= _FIRST_SOLO else _SIZE
        if at + size <= len(run):
            yield run[at : at + size]


def _numbers(rows: Iterable[str]) -> Iterator[int]:
    return (crc32(row.encode("utf-8", "surrogatepass")) for row in rows)


_PLAIN_LETTERS = lazy_pattern(r"[a-z0-9]+")
_ALPHANUMERIC = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PRINTED = bytes(c for c in range(32, 127) if c not in _ALPHANUMERIC)
_BETWEEN = _PRINTED + b"\t\n\x0b\x0c\r"
_LOWER = bytes(range(256)).lower()
_ASCII = bytes(range(128))
_TAKEN_OUT = "｜\u2010"
"""Besides invisible ones: a mark before words with readings, a hyphen at a line's end."""
_AS_THEY_ARE = (0x3400, 0x4DC0, 0x4E00, 0xA000, 0xAC00, 0xD7A4)
"""Where ideographs and Hangul syllables begin and end, which with a few exceptions fold to
themselves.
"""
_FIRST_SIGN, _LAST_SIGN = "\ufdd0", "\ufdef"
"""What one step of reading a text leaves in it for another."""
_NOTE = "［＃"
_ODD_NOTE = lazy_pattern("［＃[^］\n]{0,20}「[^」\n]{0,40}］")
"""A note that ends after a bracket inside its quotation."""
GONE = (
    "\x00-/:-@\\[-`{-\x7f｜\u2010\ufdd0-\ufdef\\s\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f\uffe3"
    f"{IGNORED}{MARKS}"
)
"""What may be missing in a story between two letters of a word, as a character class."""
_GAP = f"(?:[{GONE}]|［＃[^］\n]*+］)*+"
_VOICING = "\u3099\u309a\uff9e\uff9f"
"""Marks that are composed with kana."""
_ENCODINGS = ("utf-8", "cp932", "gb18030", "big5", "euc-jp", "utf-16-le", "utf-16-be")
"""Encodings in which letters are looked for before the right one is known."""
_BASES = "｜|"
_COMMENT = "<!--"
_SEVEN_BITS = b"~{"
"""Begins Chinese in ASCII bytes, in the encoding HZ."""
_BYTES_MOST = 4  # of a character
_APART = lazy_pattern("[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")
"""Letters that are folded to letters of their own script, so that other words end beside them."""
_LETTER_APART = "\u4e00"
_LEAST = 64  # a shorter one must be read to see whether it is a story


class _Meaning(dict[int, str | None]):
    """The meaning of each character of a file for the letters of its story, by its code."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        self[code] = found = None if _is_gone(character) else fold_character(character)
        return found


@cache
def _meaning() -> _Meaning:
    return _Meaning()


@cache
def _plain_meaning() -> list[str | int | None]:
    """The same for what is no more than two bytes in UTF-16: a list is looked up twice as fast."""
    table: list[str | int | None] = list(range(1 << 16))
    meaning = _meaning()
    for first, last in pairwise((0, *_AS_THEY_ARE, 1 << 16)):
        if first not in _AS_THEY_ARE[::2]:
            table[first:last] = [meaning[code] for code in range(first, last)]
    for traditional, simplified in zip(TRADITIONAL, SIMPLIFIED, strict=True):
        table[ord(traditional)] = simplified
    return table


def _letters(text: str) -> str:
    """The letters of a text."""
    plain = len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
    return text.translate(_plain_meaning() if plain else _meaning())


def story_letters(data: bytes) -> str | None:
    """The letters of the story in a file, and perhaps more, folded and without anything between.

    None if the story must be read to know: its characters are composed, lines of it are hidden, or
    nothing is left of a part of it.
    """
    pieces = _pieces(data)
    text = _whole(pieces)
    if _COMMENT in text or is_composed(text):
        return None
    noted = _NOTE in text or any(sign in text for sign in _BASES)
    if not noted:
        return _letters(text)
    if pieces.tail.text:  # the ends alone show what it is
        return "\n".join((_letters(text), _letters(to_marks(text))))
    return _without_notes(text)


def _without_notes(text: str) -> str | None:
    """The letters of a text whose notes are read as those of its story would be."""
    matter = find_matter(text)
    if matter.convert is None:
        return _letters(text)
    story = matter.convert(text[matter.start : matter.end])
    letters = _letters(story)
    if not letters or is_composed(story):
        return None
    before, after = text[: matter.start], text[matter.end :]
    return _letters(before) + letters + _letters(after)


def unread_text(data: bytes) -> str | None:
    """The text of a file, in which runs of letters of scripts without spaces can be looked for.

    None if the story must be read to know. If notes describe characters the text is there twice,
    with the notes and with the characters.
    """
    text = _whole(_pieces(data))
    if _COMMENT in text or any(map(text.__contains__, _VOICING)) or _ODD_NOTE.search(text):
        return None
    plain = spelt(text)
    return text if plain is text or plain == text else f"{text}\n{plain}"


def _whole(pieces: Pieces) -> str:
    if not pieces.tail.text:
        return pieces.head.text
    return "".join((pieces.head.text, *(one.text for one, _ in pieces.middle()), pieces.tail.text))


def _pieces(data: bytes) -> Pieces:
    """The text of a file before it is read as a story."""
    try:
        return Pieces(*utf8_of(data, recognise(data, trusting=True)))
    except UnicodeDecodeError:
        return Pieces(*utf8_of(data, recognise(data)))


def _encoded(runs: list[str], name: str) -> list[bytes]:
    """Runs of letters in an encoding; empty if it lacks one of the letters."""
    try:
        return [run.encode(name) for run in runs]
    except UnicodeEncodeError:
        return []


def _patterns(run: str, alike: Mapping[str, str]) -> list[re.Pattern[str]]:
    """Patterns one of which finds a run of scripts without spaces wherever a story may have it.

    Each begins with one letter, which is found faster than any of several.
    """
    rest = "".join(f"{_GAP}[{alike[letter]}]" for letter in run[1:])
    return [re.compile(first + rest) for first in alike[run[0]]]


Keep = Callable[[str, bool], object]
"""Stores what was read of a file: its letters or its text, and whether these are folded."""


class Sieve:
    """Made for one query, applied to many files."""

    def __init__(self, query: Query) -> None:
        runs = sorted(set(_runs(query)), key=len, reverse=True)
        self._runs = [run.encode("utf-8", "surrogatepass") for run in runs]
        self._words = runs
        self._wanted = frozenset("".join(runs))

        self._solo = bool(runs) and all(map(is_solo, self._wanted))
        """Whether they are letters of scripts without spaces, each of which stands for itself."""
        self._encoded = list(filter(None, (_encoded(runs, name) for name in _ENCODINGS)))

    @property
    def useless(self) -> bool:
        """Whether every file passes."""
        return not self._runs

    def passes(self, data: bytes, keep: Keep | None = None) -> bool:
        """Whether the story in a file of these bytes may contain a hit, or it may not be a story.

        What took long to find out may be kept, for a later call of `may_stand_in`.
        """
        if not self._runs or refusal(data) or _SEVEN_BITS in data:
            return True
        if any(all(holds(data, run) for run in runs) for runs in self._encoded):
            return True
        coarse = data.translate(_LOWER, _BETWEEN)
        if len(coarse) < _LEAST or self._in(coarse):
            return True
        if _is_of_the_web(data):
            return self._in_letters(data, keep)
        other = coarse.translate(None, _ALPHANUMERIC)
        if not other:
            return False
        if other.translate(None, _ASCII) != other:
            return True
        try:
            foreign = set(other.decode("utf-8"))
            if is_composed("".join(foreign)):
                return True
            if foreign.issuperset(_NOTE) and _NOTE.encode() in data:
                return self._in_letters(data, keep)
            data.decode("utf-8")
        except UnicodeDecodeError:
            return self._in_letters(data, keep)
        return self._in(*self._folded(coarse, foreign))

    def may_stand_in(self, kept: KeptLetters) -> bool | None:
        """Whether a story for which that was kept may contain a hit; None if it does not show."""
        if kept.folded:
            return all(map(kept.holds, self._words))
        if not self._solo:
            return None
        alike = (forms for letters in self._alike for forms in letters.values())
        return all(any(map(kept.holds, forms)) for forms in alike) and self._stands(kept.text)

    def shows_lack(self, text: str) -> bool:
        """Whether the text of a story shows that it has no hit.

        Asked for words of another script than most of a text, it costs a tenth of folding it.
        """
        if not self._runs or any(map(_APART.match, self._wanted)):
            return False
        rest = _APART.sub(_LETTER_APART, text)
        return not (is_composed(rest) or all(map(_letters(rest).__contains__, self._words)))

    def _in_letters(self, data: bytes, keep: Keep | None) -> bool:
        text = unread_text(data) if self._solo else story_letters(data)
        if text is None:
            return True
        found = self._stands(text) if self._solo else all(map(text.__contains__, self._words))
        if not found and keep is not None:
            keep(text, not self._solo)
        return found

    def _stands(self, text: str) -> bool:
        """Whether each run may occur in an unread text."""
        return all(any(one.search(text) for one in patterns) for patterns in self._sought)

    @cached_property
    def _alike(self) -> list[Mapping[str, str]]:
        """For each run, everything that may stand for its letters."""
        return list(map(alike_letters, self._words))

    @cached_property
    def _sought(self) -> list[list[re.Pattern[str]]]:
        return list(map(_patterns, self._words, self._alike))

    def _in(self, coarse: bytes, near: bytes = b"") -> bool:
        return all(holds(coarse, run) or run in near for run in self._runs)

    def _folded(self, coarse: bytes, foreign: set[str]) -> tuple[bytes, bytes]:
        """The letters, and again the surroundings of those that are folded, in folded form.

        A word either has such a letter, or is found without them; they are few in most languages
        that are not written entirely with letters beyond ASCII.
        """
        others: list[tuple[bytes, bytes]] = []
        for character in foreign:
            plain = fold_character(character).strip()
            if not plain or character in _TAKEN_OUT:
                coarse = coarse.replace(character.encode(), b"")
            elif plain != character and not self._wanted.isdisjoint(plain):
                others.append((character.encode(), plain.encode()))
        reach = _BYTES_MOST * len(self._runs[0])
        places = [at for letter, _ in others for at in starts(coarse, letter, 0, len(coarse))]
        around = coarse
        if 4 * reach * len(places) < len(coarse):
            around = b" ".join([coarse[max(0, at - reach) : at + reach] for at in places])
        for letter, plain_ in others:
            around = around.replace(letter, plain_)
        return coarse, around


def _is_of_the_web(data: bytes) -> bool:
    """Whether there may be character references or emphasis as in a web page, or hidden lines."""
    return b"</" in data or b"<!--" in data or (b"&" in data and bool(REFERENCE.search(data)))


def _is_gone(character: str) -> bool:
    """Whether a character may be missing in a story, between two letters of a word."""
    if character.isascii():
        return not character.isalnum()
    signs = character in _TAKEN_OUT or _FIRST_SIGN <= character <= _LAST_SIGN
    return signs or not fold_character(character).strip()


def _runs(query: Query) -> list[str]:
    """Runs of letters that occur literally in every hit, once it is folded."""
    if query.regex or query.kana:
        return []
    if query.exact:
        return _PLAIN_LETTERS.findall(query.text.lower())
    return _LETTERS.findall(fold(query.text).text)
