"""Whether a text or a file can hold the words at all, told without reading it as a story.

The rule: what holds a hit always passes. Of a folded text that was read before, one bit is set for
every row of five letters, of two in a script written without spaces, which other rows may share;
long words that stand nowhere mostly have a row whose bit nothing has set. What a story's text is
made of are letters that stand in its file in the same order, with nothing between those of a word
but what is deleted here: blanks, line ends, ASCII punctuation, marks of emphasis, invisible signs.
A file with notes, or in another encoding than UTF-8, is decoded as its story would be, and looked
at with its notes and without them. Where more may happen to a text (controls, marks that are
composed with their letter) the file passes unseen.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from zlib import adler32, crc32

from reader.deferred import deferred
from reader.file_stamp import FileStamp
from reader.formats.text.binary import refusal
from reader.formats.text.encoding import recognise, utf8_of
from reader.formats.text.matter.aozora import spelt, to_marks
from reader.formats.text.runs import REFERENCE, settle
from reader.search.find import holds, starts
from reader.search.fold import fold, fold_character, is_composed
from reader.search.query import Query
from reader.value import NamedTuple

SIGNED = struct.Struct("<8s16s2qQQ")
"""Stands before the signs that are kept: a mark, whose they are, and their checksum."""
_MARK = b"nightsgn"
LEAST_TEXT = 1 << 15
"""Characters of a text; a shorter one is read about as fast as its signs."""
MOST = 1 << 16
"""Bytes of the signs of one text."""
_SHARE = 70  # of the text's bytes, one is spent
_BITS = 4  # are enough for each row of letters
_SIZE, _SOLO_SIZE = 5, 2
_LETTERS = deferred(r"[^\W_]+")
_LONG = deferred(r"[^\W_]{5,}")
_FIRST_SOLO = "\u2e80"
_SOLO = deferred(f"[{_FIRST_SOLO}-\U0010ffff]")


def signs(text: str) -> bytes:
    """What is told of a folded text."""
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
    """The signs of a folded text with what tells whose they are."""
    bits = signs(text)
    return SIGNED.pack(_MARK, identity, *stamp.state, adler32(bits)) + bits


def unsigned(kept: memoryview, identity: bytes, stamp: FileStamp | None) -> memoryview | None:
    """The signs that were kept, if they are whole and of that file in that state."""
    if stamp is None or len(kept) <= SIGNED.size:
        return None
    mark, whose, *state, checksum = SIGNED.unpack_from(kept)
    bits = kept[SIGNED.size :]
    good = (mark, whose, tuple(state)) == (_MARK, identity, stamp.state) and checksum == adler32(
        bits
    )
    return bits if good else None


def asked(words: str) -> tuple[int, ...]:
    """What `denied` is to look for; empty where nothing can be told of the words."""
    return tuple(_numbers({row for run in _LETTERS.findall(words) for row in _rows(run)}))


def denied(bits: bytes | memoryview, numbers: Iterable[int]) -> bool:
    """Whether the text of these signs lacks the words."""
    size = 8 * len(bits)
    return any(not bits[at >> 3] & (1 << (at & 7)) for at in (number % size for number in numbers))


def _rows(run: str) -> Iterator[str]:
    for at, character in enumerate(run):
        size = _SOLO_SIZE if character >= _FIRST_SOLO else _SIZE
        if at + size <= len(run):
            yield run[at : at + size]


def _numbers(rows: Iterable[str]) -> Iterator[int]:
    return (crc32(row.encode("utf-8", "surrogatepass")) for row in rows)


_PLAIN_LETTERS = deferred(r"[a-z0-9]+")
_ALPHANUMERIC = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PRINTED = bytes(c for c in range(32, 127) if c not in _ALPHANUMERIC)
_BETWEEN = _PRINTED + b"\t\n\x0b\x0c\r"
_LOWER = bytes(range(256)).lower()
_ASCII = bytes(range(128))
_TAKEN_OUT = "｜\u2010"
"""Beyond what is invisible: a mark before words with readings, a hyphen at a line's end."""
_BLOCK = 1024
"""Characters that are learnt together."""
_FIRST_SIGN, _LAST_SIGN = "\ufdd0", "\ufdef"
"""What one step of reading a text leaves in it for another."""
_NOTE = "［＃"
_DESCRIBED = f"※{_NOTE}"
_BASES = "｜|"
_SEVEN_BITS = b"~{"
"""Begins Chinese in ASCII bytes, as the encoding HZ has it."""
_BYTES_MOST = 4  # of a character
_LEAST = 64  # of what is shorter the story itself says whether it is one


class _Letters:
    """What each character of the files means to the letters of a query; learnt by the block."""

    def __init__(self, letters: str) -> None:
        self.wanted = frozenset(letters)
        self._sources: dict[str, str] = dict.fromkeys(letters, "")
        """Letter → the characters that are folded to it."""
        self._gone: list[str] = []
        """Characters that may be missing in a story, between two letters of a word."""
        self._changed: dict[str, str] = {}
        self._known = ""
        self._unknown: re.Pattern[str] | None = None

    def learn(self, text: str) -> bool:
        """Learn every block of the text; whether no character is composed with its neighbours."""
        while True:
            found = self._unknown.search(text) if self._unknown else re.search(".", text, re.DOTALL)
            if found is None:
                return True
            if not self._learn_block(found[0]):
                return False

    def may_spell(self, text: str) -> bool:
        """Whether every letter of the query stands in the text in some form."""
        return all(any(one in text for one in each) for each in self._sources.values())

    def plain(self, text: str) -> str:
        """The text without what may be missing, its letters folded where the query has them."""
        for one in self._gone:
            if one in text:
                text = text.replace(one, "")
        for one, folded in self._changed.items():
            if one in text:
                text = text.replace(one, folded)
        return text

    def _learn_block(self, character: str) -> bool:
        """Learn the block of a character; whether this one is not composed."""
        if is_composed(character):
            return False
        block = _block(ord(character) // _BLOCK)
        self._known += block.alone
        self._unknown = re.compile(f"[^{self._known}]")
        self._gone += block.gone
        for one, folded in block.folded.items():
            for letter in self.wanted.intersection(folded):
                self._sources[letter] += one
                if folded != one:
                    self._changed[one] = folded
        return True


class _Block(NamedTuple):
    """Characters that stand together, by what may happen to them."""

    alone: str
    """Those that are not composed with their neighbours, as they stand in a pattern's class."""
    gone: tuple[str, ...]
    """Those that may be missing in a story, between two letters of a word."""
    folded: dict[str, str]
    """Each of them → what it is folded to, nothing where it may be missing."""


@cache
def _block(number: int) -> _Block:
    """The block of that number."""
    block = [chr(code) for code in range(number * _BLOCK, (number + 1) * _BLOCK)]
    if is_composed("".join(block)):
        block = [one for one in block if not is_composed(one)]
        alone = re.escape("".join(block))
    else:
        alone = f"{re.escape(block[0])}-{re.escape(block[-1])}"
    folded = {one: "" if _is_gone(one) else fold_character(one) for one in block}
    gone = tuple(one for one, plain in folded.items() if not plain)
    return _Block(alone, gone, folded)


class Sieve:
    """Made for one query, asked about many files."""

    def __init__(self, query: Query) -> None:
        runs = sorted(set(_runs(query)), key=len, reverse=True)
        self._runs = [run.encode("utf-8", "surrogatepass") for run in runs]
        self._words = runs
        self._letters = _Letters("".join(runs))

    @property
    def useless(self) -> bool:
        """Whether every file passes."""
        return not self._runs

    def passes(self, data: bytes) -> bool:
        """Whether the story in a file of these bytes may hold a hit, or may be none."""
        if not self._runs or refusal(data) or _SEVEN_BITS in data:
            return True
        coarse = data.translate(_LOWER, _BETWEEN)
        if len(coarse) < _LEAST or self._in(coarse):
            return True
        if b"&" in data and REFERENCE.search(data):
            return self._in_text(_text_of(data))
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
                return self._in_text(_text_of(data))
            data.decode("utf-8")
        except UnicodeDecodeError:
            return self._in_text(_text_of(data))
        return self._in(*self._folded(coarse, foreign))

    def _in_text(self, text: str) -> bool:
        """Whether the words may stand in the text of a file, with its notes or without them."""
        whole = text + spelt(text) if _DESCRIBED in text else text
        if not self._letters.learn(whole):
            return True
        if not self._letters.may_spell(whole):
            return False
        texts = [text]
        if _NOTE in text or any(sign in text for sign in _BASES):
            texts.append(to_marks(text))
        texts = [self._letters.plain(each) for each in texts]
        return all(any(run in each for each in texts) for run in self._words)

    def _in(self, coarse: bytes, near: bytes = b"") -> bool:
        return all(holds(coarse, run) or run in near for run in self._runs)

    def _folded(self, coarse: bytes, foreign: set[str]) -> tuple[bytes, bytes]:
        """The letters, and again what stands around those that are folded, as they are folded.

        A word either has such a letter, or is found without them; they are few in most languages
        that are not written with letters beyond ASCII throughout.
        """
        others: list[tuple[bytes, bytes]] = []
        for character in foreign:
            plain = fold_character(character).strip()
            if not plain or character in _TAKEN_OUT:
                coarse = coarse.replace(character.encode(), b"")
            elif plain != character and not self._letters.wanted.isdisjoint(plain):
                others.append((character.encode(), plain.encode()))
        reach = _BYTES_MOST * len(self._runs[0])
        places = [at for letter, _ in others for at in starts(coarse, letter, 0, len(coarse))]
        around = coarse
        if 4 * reach * len(places) < len(coarse):
            around = b" ".join([coarse[max(0, at - reach) : at + reach] for at in places])
        for letter, plain_ in others:
            around = around.replace(letter, plain_)
        return coarse, around


def _text_of(data: bytes) -> str:
    """The text of a file before it is read as a story."""
    try:
        whole, start = utf8_of(data, recognise(data, trusting=True))
        return _settled(whole[start:])
    except UnicodeDecodeError:
        whole, start = utf8_of(data, recognise(data))
        return _settled(whole[start:])


def _settled(data: bytes | bytearray) -> str:
    return settle(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).text


def _is_gone(character: str) -> bool:
    """Whether a character may be missing in a story, between two letters of a word."""
    if character.isascii():
        return not character.isalnum()
    signs = character in _TAKEN_OUT or _FIRST_SIGN <= character <= _LAST_SIGN
    return signs or not fold_character(character).strip()


def _runs(query: Query) -> list[str]:
    """Runs of letters that stand in every hit as they are, once it is folded."""
    if query.regex or query.kana:
        return []
    if query.exact:
        return _PLAIN_LETTERS.findall(query.text.lower())
    return _LETTERS.findall(fold(query.text).text)
