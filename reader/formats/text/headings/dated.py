"""Titles of poems in a collection where each ends with when and where it was written.

The rule: a line with a year in it dates what comes before it only if many do so; the short line
after one, over more text, is the title of what follows.
"""

from __future__ import annotations

from reader.formats.text.headings.body import Body
from reader.formats.text.headings.lines import CHAPTER, Look, is_ending, is_small, key_of
from reader.formats.text.headings.numbers import bare_number
from reader.formats.text.headings.surroundings import PROSE, Candidate
from reader.lazy_pattern import lazy_pattern

_YEAR = lazy_pattern(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DATE_MOST, _WORDS_MOST = 80, 10
"""Characters and words of a line that dates a poem."""
_STOPPED_MOST = 24
"""Characters of one that ends with a stop, like a sentence."""
_EASTERN, _EASTERN_MOST = "\u2e80", 24
"""The first sign of scripts without blanks, and how many of them such a line has at most."""
_TITLE_MOST = 60
_NO_TITLE_ENDS = frozenset(",;:.-—，；：。、")
_FEWEST = 5
_UNLIKE = 0.6
"""The least share of titles that differ from each other; letters open with the same few words."""


def dated(body: Body) -> list[Candidate]:
    """The titles after lines that date what ends there, and the first; not in a list of years."""
    draft = body.draft
    counted = ((at, text) for at, text in body.short.items() if "1" in text or "20" in text)
    dates = {at for at, text in counted if _dates(text)}
    if len(dates) < _FEWEST:
        return []
    places = (draft.first, *(at + 1 for at in sorted(dates)))
    found = [
        Candidate(at, Look(CHAPTER, key_of(body.short[at])), "dated")
        for at in places
        if at in body.short
        and at not in dates
        and not {at + 1, at + 3} <= dates
        and _is_title(body, at)
    ]
    names = {one.look.key for one in found}
    return found if len(found) >= _FEWEST and len(names) >= _UNLIKE * len(found) else []


def _dates(text: str) -> bool:
    """Whether a line says in which year, and perhaps where, and hardly anything else."""
    if len(text) > _DATE_MOST or "\n" in text or not _YEAR.search(text):
        return False
    stopped = text[-1] in ".!?。！？" and len(text) > _STOPPED_MOST
    eastern = len(text) > _EASTERN_MOST and max(text) >= _EASTERN
    return not (stopped or eastern) and text[-1] not in ":：" and text.count(" ") < _WORDS_MOST


def _is_title(body: Body, at: int) -> bool:
    """Whether a line is short, set off on either side, and neither a sentence nor an ending."""
    draft, text = body.draft, body.short[at]
    if (
        len(text) > _TITLE_MOST
        or "\n" in text
        or text[-1] in _NO_TITLE_ENDS
        or at + 1 >= draft.last
    ):
        return False
    if not text[0].isalpha() or is_small(text[0]) or is_ending(text) or bare_number(text):
        return False
    apart = draft.blanks[at + 1] and (draft.blanks[at] or at == draft.first)
    told = draft.starts[min(at + 3, draft.last)] - draft.starts[at + 1]
    return bool(apart) and told >= PROSE
