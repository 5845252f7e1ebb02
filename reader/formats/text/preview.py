"""A plain text known from parts of it: title, author and length by its head, a page by a stretch.

The rule: title and author are those that reading the whole file would give, if its head shows them,
and words are counted if the file is small, else estimated from samples; a stretch reads as it would
in the whole, and its edges are left out.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from itertools import islice
from os import PathLike

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Near, Parse, Stretch
from reader.formats.text.binary import refusal
from reader.formats.text.encoding import decode, recognise, utf8_of
from reader.formats.text.matter.find import find_matter, plain
from reader.formats.text.matter.names import SEARCHED, in_running_case, shown_name, titled_by_name
from reader.formats.text.parse import parse
from reader.formats.text.runs import settle
from reader.lazy_pattern import lazy_pattern
from reader.story import Excerpt, Range, Story, count_words
from reader.value import NamedTuple

_HEAD = 4 * 1024
_TAIL = 20_000
_SMALL = 16 * 1024
_SAMPLES = 4
_SAMPLE = 512
# For forms of matter whose header may be long, or that are recognised by something further on.
_SIGNS = (b"gutenberg", b"summary", b"words:", b"packaged:", "《".encode())
_COLOPHON = "底本".encode()
_LABELS = 3
"""Labelled lines that a header has, at least."""
_WIDE_LABEL, _FIRST = "：", 80
"""What ends a label in Chinese, and the characters in which a site says where a text is from."""
_FENCES = ("---\n", "+++\n")

_CONTINUED = bytes(range(0x80, 0xC0))  # the further bytes of a character in UTF-8
_EASTERN = bytes([0xE0, 0xE1, *range(0xE3, 0xF8)])  # the first bytes of scripts without spaces


def glance(data: bytes, name: str) -> Glance:
    """What the bytes of a file show at a glance; `name` is the file's path.

    Raises:
        LoadError: The bytes are not text, as far as their head shows.
    """
    if refusal(data[:_HEAD]) and (reason := refusal(data)):
        raise LoadError(name, reason)
    text, whole = _opening(data)
    if not text.strip() and not whole:
        text, whole = _all(data), True
    if not text.strip():
        raise LoadError(name, "is empty")
    labelled = whole or text.count(":") >= _LABELS or _WIDE_LABEL in text[:_FIRST]
    labelled = labelled or text.lstrip("\n").startswith(_FENCES)
    matter = find_matter(text) if labelled else plain(text)
    said = matter.metadata
    stem = safe(os.path.splitext(os.path.basename(name))[0])  # noqa: PTH119, PTH122 - quicker
    named = said if said.title else titled_by_name(stem)
    opening = text[matter.start : matter.start + SEARCHED]
    title = in_running_case(named.title) or shown_name(stem, opening)
    author = in_running_case(said.author or named.author)
    if whole:
        body = text[matter.start : matter.end].strip() or text
        return Glance(title, author, count_words(body), len(text))
    share = 1 - matter.start / max(1, len(data))
    words, length = _judged(data)
    return Glance(title, author, round(words * share), length)


def _opening(data: bytes) -> tuple[str, bool]:
    """The first lines of a long and plain text, else all of it; and whether it is all."""
    head = data[:_HEAD]
    low = head.lower()
    signed = b"\0" in head or any(map(low.__contains__, _SIGNS))
    signed = signed or (not head.isascii() and _COLOPHON in data[-_TAIL:])
    if len(data) <= _SMALL or signed:
        return _all(data), True
    head = head[: head.rfind(b"\n") + 1 or _HEAD].removeprefix(BOM_UTF8)
    try:
        return settle(_ended(head)).text, False
    except UnicodeDecodeError:
        return _all(data), True


def _all(data: bytes) -> str:
    whole, start = utf8_of(data, recognise(data))
    return settle(_ended(whole[start:].rstrip(b"\x00\x1a"))).text


def _ended(data: bytes | bytearray) -> bytes | bytearray:
    """The bytes with one newline for each line end, of whatever kind."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def _judged(data: bytes) -> tuple[int, int]:
    """How many words and characters a long text has, estimated from samples all over it."""
    step = (len(data) - _HEAD) // _SAMPLES
    parts = [data[at : at + _SAMPLE] for at in range(_HEAD, len(data) - _SAMPLE, max(1, step))]
    sample = b" ".join(parts)
    if not sample:
        return 0, len(data)
    characters = len(sample.translate(None, _CONTINUED))
    spaced = len(sample.translate(None, _EASTERN)) == len(sample)
    words = len(sample.split()) if spaced else count_words(sample.decode("utf-8", "ignore"))
    return round(words * len(data) / len(sample)), characters * len(data) // len(sample)


_FIRST, _LAST = 48 << 10, 24 << 10
_SEAM = "nightstandreadshereastretchofthefile"
"""A separator between the pieces that are read together."""
_BLANK_LINE = lazy_pattern(rb"\r?\n[ \t]*\r?\n|\r[ \t]*\r")
_LINE_END = lazy_pattern(rb"\r?\n|\r(?!\n)")
_REACH = 16 << 10
"""Bytes within which the end of a paragraph is looked for, then of a line, then of a word."""
_WHOLE_ONLY = ("utf-16", "utf-32", "iso2022", "hz", "utf-7")
"""Encodings in which a stretch cannot be read by itself."""
_OF_SEVERAL_BYTES = ("gb", "big5", "cp932", "cp949", "cp950", "shift", "euc", "johab")
_WORDS = lazy_pattern(r"\w+")
_WORDS_MOST = 12
_NEAR = 2 << 20


class _Edge(NamedTuple):
    """Where a file may be cut."""

    at: int
    inside: bool = False
    """Whether no byte shows that a character begins there."""


def stretch(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int, read: Parse = parse
) -> Stretch | None:
    """The text around a place in a file, else at its beginning; None in doubt.

    `read` makes the story of a text whose characters mean more than in plain text.

    Raises:
        LoadError: The bytes are not text.
    """
    at: int | None = 0
    if near is not None:
        guess = round(len(data) * min(1.0, near.share))
        at = byte_of(data, choices.encoding, near.words, guess)
    made = None if at is None else excerpt(data, name, choices, at, reach, read)
    return None if at is None or made is None else Stretch(made, at / max(1, len(data)))


def excerpt(
    data: bytes,
    name: str | PathLike[str],
    choices: Choices,
    at: int,
    reach: int,
    read: Parse = parse,
) -> Story | None:
    """The text in about `reach` bytes around the byte `at`; None in doubt.

    Its offsets are those of the whole story if it begins where the story does.

    Raises:
        LoadError: The bytes are not text.
    """
    found = _pieces(data, at, reach)
    if found is None:
        return None
    pieces, index, inside = found
    newline = b"\r\n" if b"\r\n" in data[:_FIRST] else b"\n"
    seam = newline * 2 + _SEAM.encode() + newline * 2
    story = read(seam.join(data[start:end] for start, end in pieces), str(name), choices)
    encoding = story.source.encoding
    if _is_whole_only(encoding) or (inside and encoding.startswith(_OF_SEVERAL_BYTES)):
        return None
    seams = [block for block in story.blocks if story.text[block.start : block.end] == _SEAM]
    if len(seams) != len(pieces) - 1:
        return None
    start = seams[index - 1].end + 1 if index else story.body.start
    end = seams[index].start - 1 if index < len(seams) else story.body.end
    return _made(story, Range(start, end), pieces[index], data)


def _pieces(data: bytes, at: int, reach: int) -> tuple[list[Range], int, bool] | None:
    """The pieces that are read together, which of them is shown, and whether it is cut inside."""
    size = len(data)
    low, high = at - reach // 4, at + reach * 3 // 4
    begins, ends = low <= _FIRST, high >= size - _LAST
    if begins and ends:
        return None
    first, last = _edge(data, max(0, low)), _edge(data, high)
    tail = _edge(data, size - _LAST)
    inside = (first.inside and not begins) or (last.inside and not ends)
    shown = Range(0 if begins else first.at, size if ends else last.at)
    if shown.end - shown.start < 2:
        return None
    pieces = [shown]
    if not begins:
        head = _edge(data, _FIRST)
        pieces.insert(0, Range(0, min(head.at, shown.start)))
    if not ends:
        pieces.append(Range(max(tail.at, shown.end), size))
    return pieces, int(not begins), inside


def _edge(data: bytes, at: int) -> _Edge:
    """The next place after a byte at which a paragraph ends, or a line, a word, a character."""
    for pattern in (_BLANK_LINE, _LINE_END):
        if match := pattern.search(data, at, at + _REACH):
            return _Edge(match.end())
    blank = data.find(b" ", at, at + _REACH)
    if blank >= 0:
        return _Edge(blank)
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return _Edge(at, inside=True)


def _is_whole_only(encoding: str) -> bool:
    return encoding.replace("_", "-").startswith(_WHOLE_ONLY)


def _made(story: Story, shown: Range, piece: Range, data: bytes) -> Story | None:
    """The excerpt for a range of a story made of pieces."""
    body = Range(max(shown.start, story.body.start), min(shown.end, story.body.end))
    begins = piece.start == 0
    if body.end <= body.start or (not begins and body.start > shown.start):
        return None
    ratio = (shown.end - shown.start) / (piece.end - piece.start)
    size = round(len(data) * ratio)
    shift = 0 if begins else round(piece.start * ratio) - shown.start
    part = Excerpt(
        shift=shift,
        size=size,
        anchor=(body.start, 0.0 if begins else (body.start + shift) / max(1, size)),
        begins=begins,
        ends=piece.end == len(data) or story.body.end < shown.end,
    )
    chapters = tuple(c for c in story.chapters if body.start <= c.start < body.end)
    return story._replace(body=body, chapters=chapters, excerpt=part)


def byte_of(data: bytes, wanted: str, quote: str, guess: int) -> int | None:
    """Where the words of a quote are in a file; None if nowhere, or in several places.

    `wanted` is the encoding that the reader chose, if any.
    """
    words = _WORDS.findall(quote)[:_WORDS_MOST]
    encoding = decode(data[:_FIRST], wanted).encoding
    if not words or _is_whole_only(encoding):
        return None
    first, *others = (_pattern(word, encoding) for word in words)
    # A word that was found is not searched for further on: in a text in a wrong encoding the
    # letters of words may also be what lies between them, in more ways than can be tried.
    pattern = re.compile(first + b"".join(rb"(?>[^0-9A-Za-z]{1,60}?%b)" % one for one in others))
    for low, high in ((max(0, guess - _NEAR), guess + _NEAR), (0, len(data))):
        found = list(islice(pattern.finditer(data, low, high), 2))
        if found:
            return found[0].start() if len(found) == 1 else None
    return None


def _pattern(word: str, encoding: str) -> bytes:
    """The bytes of a word; a line may end between them in scripts written without spaces."""
    if word.isascii():
        return re.escape(word.encode(encoding, "replace"))
    return rb"[ \t\r\n]{0,8}+".join(re.escape(c.encode(encoding, "replace")) for c in word)
