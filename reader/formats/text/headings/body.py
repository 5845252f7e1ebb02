"""The part of a story in which headings are looked for, and the lines of it that may be one.

The rule: a line is short for a heading, and neither speech nor half a sentence; a long one is
taken only where it begins as a heading does.
"""

from __future__ import annotations

from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from reader.formats.text.builder import Gathered
from reader.formats.text.draft import Draft
from reader.formats.text.headings.contents import Contents
from reader.formats.text.headings.surroundings import Candidate
from reader.formats.text.headings.vocabulary import LONG_STARTS
from reader.formats.text.headings.words import begins_long
from reader.story import BlockKind

Short = dict[int, str]
"""The texts of those blocks that are short enough for a heading, in order."""


class Body(NamedTuple):
    """What the rules look at."""

    draft: Gathered
    short: Short
    contents: Contents | None = None
    forms: dict[str, list[Candidate]] = {}  # noqa: RUF012  # never changed
    """The lines that are or have a number, by the form of it."""
    patterns: tuple[str, ...] = ()
    """The reader's own for all stories."""
    higher: tuple[int, ...] = ()
    """The blocks whose headings say what they are, so that numbers may begin again there."""


_LONGEST = 120
_BLANKS_MOST = 24
_SPOKEN = frozenset('"“«‘')
_UNENDED = frozenset(",;")
_START = itemgetter(slice(3))
_TENS = ("X", "XX", "XXX")


def short_blocks(draft: Draft, base: int) -> Short:
    """The blocks that are short enough for a heading, and neither speech nor half a sentence.

    They are counted from `base`. A long one is short enough where it begins as a heading does.
    """
    texts, kinds = draft.texts, draft.kinds
    short = {
        base + i: text
        for i, text in compress(enumerate(texts), map(_LONGEST.__ge__, map(len, texts)))
        if text[0] not in _SPOKEN
        and text[-1] not in _UNENDED
        and text.count(" ") <= _BLANKS_MOST
        and text.count("\n") < 3
        and (kinds[i] is not BlockKind.BREAK or _is_tens(text))
    }
    starts = map(LONG_STARTS.__contains__, map(_START, texts))
    long = {base + i: text for i, text in compress(enumerate(texts), starts) if _is_long(text)}
    return dict(sorted((short | long).items())) if long else short


def _is_long(text: str) -> bool:
    """Whether a text is long for a heading, but begins as one does."""
    if len(text) <= _LONGEST and text.count(" ") <= _BLANKS_MOST:
        return False
    return begins_long(text) and text[-1] not in _UNENDED and text.count("\n") < 3


def _is_tens(text: str) -> bool:
    """Whether what looks like an ornament is a Roman numeral too: ten, twenty or thirty."""
    return "X" in text and "".join(filter(str.isalnum, text)) in _TENS
