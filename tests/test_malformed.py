"""Two hundred files that no author would write: each opens, or says why it does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cleaning import clean
from reader.context import Context, set_up
from reader.formats.files import LoadError
from reader.paint.ansi import Depth, screen
from reader.paint.theme_lookup import theme
from reader.reading.open import OpenStory, open_path
from reader.reading.view import first_page
from tests.payloads import PAYLOADS, foreign

PROSE = "The lamp went along the wall as slowly as a snail that has been told the time. "
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "koi8-r", "shift_jis")
Make = Callable[[random.Random], bytes]


def _letters(draw: random.Random, count: int) -> str:
    kinds = [(0x20, 0x7E), (0xA0, 0x24F), (0x400, 0x4FF), (0x5D0, 0x6FF), (0x900, 0x97F)]
    kinds += [(0x3040, 0x30FF), (0x4E00, 0x9FFF), (0x1F300, 0x1FAFF), (0x300, 0x36F)]
    return "".join(chr(draw.randint(*draw.choice(kinds))) for _ in range(count))


def torn(draw: random.Random) -> bytes:
    """UTF-8 cut and mended in the wrong places."""
    data = bytearray((_letters(draw, 3000) + PROSE * 20).encode())
    for _ in range(draw.randrange(1, 200)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data[draw.randrange(3) : -draw.randrange(1, 4)])


def mixed(draw: random.Random) -> bytes:
    """Every paragraph in another encoding."""
    parts = [
        (PROSE + "café, naïve, “quoted”").encode(draw.choice(ENCODINGS), "replace")
        for _ in range(30)
    ]
    return b"\n\n".join(parts)


def noise(draw: random.Random) -> bytes:
    """Random bytes, few or many, with or without a text before them."""
    return PROSE.encode() * draw.randrange(3) + draw.randbytes(draw.randrange(1, 5000))


def wild(draw: random.Random) -> bytes:
    """Letters of all scripts, and what acts on a terminal, without sense."""
    words = [_letters(draw, draw.randrange(1, 90)) for _ in range(300)]
    words += draw.choices(PAYLOADS, k=draw.randrange(40))
    draw.shuffle(words)
    return "".join(
        w + draw.choice((" ", "\n", "\n\n", "\r", "\r\n", "\x85")) for w in words
    ).encode()


def shapeless(draw: random.Random) -> bytes:
    """Marks of structure piled up: rules, stars, indents, numbers, brackets, quotes."""
    marks = '* * *|---|===|_|**|Chapter|I.|1|  |\t|> |"|“|[|]|(|#|~|~~~~|THE END|***START OF|:'
    pieces = draw.choices(marks.split("|"), k=3000)
    return "".join(p + draw.choice(("", " ", "\n", "\n\n")) for p in pieces).encode()


def monstrous(draw: random.Random) -> bytes:
    """One thing very often: a line, a letter, a mark, an empty line."""
    unit = draw.choice(
        ("x", "é", "字", " ", "\n", "\r", "-", "a\u0301", "\u0301", "👩‍👩‍👧", "_a_ ", "\t")
    )
    return (PROSE + unit * draw.randrange(1000, 60_000) + PROSE).encode()


def headed(draw: random.Random) -> bytes:
    """A head that promises what the file does not keep."""
    heads = (
        *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"),
        *(b"PK\x03\x04", b"%PDF-1.4\n", b"\x1f\x8b", b"{\\rtf1 ", b"<html>", b"#!/bin/sh\n"),
        b"*** START OF THE PROJECT GUTENBERG EBOOK X ***\n",
    )
    return draw.choice(heads) + PROSE.encode() * draw.randrange(9) + draw.randbytes(2) * 3


MAKERS: list[Make] = [torn, mixed, noise, wild, shapeless, monstrous, headed]


def attempt(context: Context, path: Path) -> tuple[OpenStory | None, str]:
    """The opened story, or why there is none."""
    try:
        return open_path(context, path), ""
    except LoadError as error:
        return None, str(error)


@pytest.mark.slow
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_two_hundred_malformed_stories_open_or_say_why(tmp_path: Path, make: Make) -> None:
    """29 of each of seven kinds, with those below."""
    assert opened_of(tmp_path, make, range(4, 29)) >= (0 if make is noise else 4)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_malformed_story_opens_or_says_why(tmp_path: Path, make: Make) -> None:
    """The first four of each kind."""
    assert opened_of(tmp_path, make, range(4)) >= (0 if make is noise else 1)


def opened_of(tmp_path: Path, make: Make, seeds: range) -> int:
    """How many open: each gives a first picture at two sizes, or one line with its name."""
    context, _ = set_up(tmp_path)
    opened_ones = 0
    for seed in seeds:
        path = tmp_path / f"{make.__name__}-{seed}.txt"
        path.write_bytes(make(random.Random(seed)))
        opened, refusal = attempt(context, path)
        if opened is None:
            assert path.name in refusal
            assert refusal.isprintable()
            continue
        opened_ones += 1
        assert opened.story.text == clean(opened.story.text)
        for columns, rows in ((80, 24), (20, 6)):
            picture = first_page(opened, context.settings, columns, rows).rows(opened)
            assert len(picture) == rows
            assert foreign(screen(picture, theme("dusk"), Depth.MANY).encode()) == []
    context.store.close()
    return opened_ones
