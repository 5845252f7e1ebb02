"""What a line is as a heading, and when two lines are the same heading.

The rule: each form gives a rank: the lower, the more it comprises. A form that prose may take
too is doubtful, and counts only where its number runs on.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class Look(NamedTuple):
    """What a line is as a heading."""

    rank: int
    """10 volume, 20 book, 30 part or act, 40 chapter, 50 scene or section."""
    key: str
    """The same for the same heading wherever it is printed, as in a list of contents."""
    number: int = 0
    """Its number where it is written in digits, numerals or words that are known, else 0."""
    series: str = ""
    """What it is counted with: the heading word, or the form of a bare number."""
    doubtful: bool = False
    """Whether prose may read so, so that only its place among numbers that run on proves it."""
    bare: bool = False
    """Whether it is a number and no title, so that a line under it may be its title."""


TOP = 5
"""Rank of prologues and epilogues: they stand beside whatever comprises most."""
VOLUME, BOOK, PART, CHAPTER, SCENE = 10, 20, 30, 40, 50

_LEADERS = frozenset(" \t\u3000\u00a0.·…_")
_PAGE_MOST = 4
"""Characters of a page number after a heading in a list, with the blank before it."""


def composed(text: str) -> str:
    """The text with letters and their marks as one character each, as all tables have them."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_small(character: str) -> bool:
    """Whether a letter is a small one in a script that has capitals to begin a heading with."""
    return character.islower() and character.title() != character


def key_of(text: str) -> str:
    """A heading without case, leaders, page number and punctuation."""
    bare = text.strip()
    if bare[-1:].isdecimal():
        name = bare.rstrip("0123456789０１２３４５６７８９")
        led = name[-1:].isspace() or (len(name) > 1 and _LEADERS.issuperset(name[-2:]))
        if led and len(bare) - len(name) <= _PAGE_MOST:
            bare = name
    return "".join(filter(str.isalnum, composed(bare).casefold()))
