"""Title, author and length of a plain text by a look at its head.

The rule: title and author are those that reading the whole file would give, wherever its head
tells; words are counted where the file is small, else judged from samples.
"""

from __future__ import annotations

import os
from codecs import BOM_UTF8

from reader.cleaning import safe
from reader.formats.files import LoadError
from reader.formats.format import Glance
from reader.formats.text.binary import refusal
from reader.formats.text.encoding import recognise, utf8_of
from reader.formats.text.matter.find import find_matter, plain
from reader.formats.text.matter.names import in_running_case, title_from_name, titled_by_name
from reader.formats.text.pieces import settle
from reader.story import count_words

_HEAD = 4 * 1024
_TAIL = 20_000
_SMALL = 16 * 1024
_SAMPLES = 4
_SAMPLE = 512
# Of forms of matter whose header may be long, or that are known by what stands further on.
_SIGNS = (b"gutenberg", b"summary", b"words:", b"packaged:", "《".encode())
_COLOPHON = "底本".encode()
_LABELS = 3
"""Labelled lines that a header has at least."""
_FENCES = ("---\n", "+++\n")

_CONTINUED = bytes(range(0x80, 0xC0))  # the further bytes of a character in UTF-8
_EASTERN = bytes([0xE0, 0xE1, *range(0xE3, 0xF8)])  # the first bytes of scripts without spaces


def glance(data: bytes, name: str) -> Glance:
    """What the bytes of a file tell at a glance; `name` is the file's path.

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
    labelled = whole or text.count(":") >= _LABELS or text.lstrip("\n").startswith(_FENCES)
    matter = find_matter(text) if labelled else plain(text)
    said = matter.metadata
    stem = safe(os.path.splitext(os.path.basename(name))[0])  # noqa: PTH119, PTH122 - quicker
    named = said if said.title else titled_by_name(stem)
    title = in_running_case(named.title) or title_from_name(stem)
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
    signed = b"\0" in head or any(sign in low for sign in _SIGNS)
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
    """The bytes with one newline for each end of a line, whatever it was."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def _judged(data: bytes) -> tuple[int, int]:
    """How many words and characters a long text has, by samples from all of it."""
    step = (len(data) - _HEAD) // _SAMPLES
    parts = [data[at : at + _SAMPLE] for at in range(_HEAD, len(data) - _SAMPLE, max(1, step))]
    sample = b" ".join(parts)
    if not sample:
        return 0, len(data)
    characters = len(sample.translate(None, _CONTINUED))
    spaced = len(sample.translate(None, _EASTERN)) == len(sample)
    words = len(sample.split()) if spaced else count_words(sample.decode("utf-8", "ignore"))
    return round(words * len(data) / len(sample)), characters * len(data) // len(sample)
