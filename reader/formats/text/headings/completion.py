"""Headings that the winning rule misses and others find.

The rule: a heading is added only if those that won speak for it: as a part above them, as a number
missing between them, as a title next to theirs in the contents, as a line with the ornament that
all of them have.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from reader.formats.text.headings.body import Body
from reader.formats.text.headings.lines import CHAPTER, PART, SCENE, TOP, Look, key_of
from reader.formats.text.headings.rules import is_set_title
from reader.formats.text.headings.surroundings import (
    MARKED,
    Candidate,
    is_over_stanza,
    is_set_off,
    real,
    worth_of,
)
from reader.formats.text.headings.titles import ornament_of

_ALIKE_LEAST, _ALIKE_SHARE = 4, 0.8
"""This many chapters, and the share of them, that have one ornament before them."""
_COUNTING = ("words", "chinese", "numerals")
_BELOW_LEAST = 3
"""Chapters in words that make parts of the listed titles."""
_NUMBERED = 0.7
"""The share of listed titles with a number above which numbers show chapters too."""
_LISTED_SHARE = 0.5
"""The share of a list of contents that must be chapters for the rest of it to be chapters too."""


def completed(body: Body, found: dict[str, list[Candidate]], winner: str) -> list[Candidate]:
    """The winner's headings and those of other rules that complete them, in order."""
    chosen = _with_other_ranks(body, found, winner)
    if winner in _COUNTING:
        chosen = _merged(_with_missing(body, found, chosen), found["pieces"])
    return _with_listed(body, found, _with_alike(body, chosen))


def _with_alike(body: Body, chosen: list[Candidate]) -> list[Candidate]:
    """The headings, plus the few lines after the ornament that nearly all of them have."""
    texts = body.draft.texts
    if len(chosen) < _ALIKE_LEAST or texts[chosen[-1].block][0].isalnum():
        return chosen
    signs = [ornament_of(texts[one.block]) for one in chosen]
    sign = max({*signs}, key=signs.count)
    if not sign or signs.count(sign) < _ALIKE_SHARE * len(signs):
        return chosen
    taken = {one.block for one in chosen}
    others = [
        Candidate(block, Look(CHAPTER, key_of(text)), "hashes")
        for block, text in body.short.items()
        if text.startswith(sign)
        and block not in taken
        and is_set_title(text)
        and ornament_of(text) == sign
        and is_set_off(body.draft, block)
    ]
    some = real(body.draft, others)
    return _merged(chosen, some) if 2 * len(some) < len(chosen) else chosen


def _with_other_ranks(
    body: Body, found: dict[str, list[Candidate]], winner: str
) -> list[Candidate]:
    """The winner's headings, with numbers under its parts or prologues next to its numbers."""
    chosen = found[winner]
    others: list[Candidate] = []
    worded = [*found["words"], *found["chinese"]]
    if winner in ("words", "chinese"):
        if all(one.look.rank < CHAPTER for one in chosen):
            others = found["numerals"] if _are_under(found["numerals"], chosen) else []
            others = others or _titles_under(body, found["capitals"], chosen)
    elif winner == MARKED:
        return _with_numbers(chosen, worded)
    elif winner == "dated":
        others = [one._replace(look=one.look._replace(rank=SCENE)) for one in found["numerals"]]
    else:
        if winner == "contents":
            return _with_worded(body, _with_numbered(found, chosen), worded)
        others = [one for one in worded if one.look.rank < CHAPTER]
        others = [one for one in others if one.look.rank != TOP or not _is_within(chosen, one)]
    return _merged(chosen, others)


def _are_under(counted: Sequence[Candidate], parts: Sequence[Candidate]) -> bool:
    """Whether numbers count what is in parts, and not in something after the last of several."""
    several = len(parts) > 2
    return not several or any(one.block < parts[-1].block for one in counted)


def _titles_under(
    body: Body, titles: Sequence[Candidate], parts: Sequence[Candidate]
) -> list[Candidate]:
    """The titles in capitals that divide every part, unless most are what the parts are called."""
    heads = {one.block for one in parts}
    free = [one for one in titles if one.block not in heads and one.block - 1 not in heads]
    ends = [*(one.block for one in parts[1:]), body.draft.last]
    blocks = sorted(one.block for one in free)
    divided = all(
        bisect_right(blocks, part.block) < bisect_left(blocks, end)
        for part, end in zip(parts, ends, strict=True)
    )
    under = [one for one in titles if one.block not in heads and one.block > parts[0].block]
    return under if divided and len(free) > len(parts) else []


def _with_numbered(found: dict[str, list[Candidate]], chosen: list[Candidate]) -> list[Candidate]:
    """The listed titles and, if most have a number that runs on, the others that have one."""
    numbered = {one.block for one in found["numerals"]}
    known = sum(one.block in numbered for one in chosen)
    return _merged(chosen, found["numerals"]) if known > _NUMBERED * len(chosen) else chosen


def _is_within(counted: Sequence[Candidate], one: Candidate) -> bool:
    """Whether the numbers before and after a block run on, so nothing begins or ends there."""
    at = bisect_left(counted, one.block, key=attrgetter("block"))
    if not 0 < at < len(counted):
        return False
    before, after = counted[at - 1].look.number, counted[at].look.number
    return 0 < before == after - 1


def _with_numbers(chosen: Sequence[Candidate], worded: Sequence[Candidate]) -> list[Candidate]:
    """The headings that the file marks, each with the number in words right above it."""
    bare = {one.block for one in worded if one.look.bare and one.look.number}
    marked = {one.block for one in chosen}
    return [
        one._replace(block=one.block - 1, look=one.look._replace(bare=True))
        if one.block - 1 in bare and one.block - 1 not in marked
        else one
        for one in chosen
    ]


def _with_worded(
    body: Body, chosen: Sequence[Candidate], worded: Sequence[Candidate]
) -> list[Candidate]:
    """The listed titles, and the headings in words above, among and below them."""
    known = body.contents.worded if body.contents else frozenset()
    below = [one for one in worded if one.look.rank >= CHAPTER and one.look.key not in known]
    if len(below) < _BELOW_LEAST:
        beside = (o for o in worded if o.look.rank < CHAPTER or o.look.key in known)
        return _merged(chosen, beside)
    raised = [one._replace(look=one.look._replace(rank=PART)) for one in chosen]
    return _merged(raised, worded)


def _merged(chosen: Sequence[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    blocks = {one.block for one in chosen}
    return sorted([*chosen, *(one for one in others if one.block not in blocks)])


def _over_prose(body: Body, same: Sequence[Candidate]) -> list[Candidate]:
    """The numbers of a form that are not over one stanza each."""
    ends = dict(pairwise([*(one.block for one in same), body.draft.last]))
    return [one for one in same if not is_over_stanza(body.draft, one.block, ends[one.block])]


def _with_missing(
    body: Body, found: dict[str, list[Candidate]], chosen: list[Candidate]
) -> list[Candidate]:
    """Chapters of another form whose numbers are those missing between or after."""
    counted = [one for one in chosen if one.look.number and one.look.rank == CHAPTER]
    if not counted:
        return chosen
    forms = [
        some if form == counted[0].look.series else _over_prose(body, some)
        for form, same in body.forms.items()
        for some in (real(body.draft, same),)
    ]
    forms += [
        [one for one in found[id_] if one.look.number and one.look.rank == CHAPTER]
        for id_ in ("words", "chinese")
    ]
    taken = {one.block for one in chosen}
    forms = [[one for one in form if one.block not in taken] for form in forms]
    first = counted[0]
    added: list[Candidate] = []
    if (most := first.look.number - 1) > 0:
        added = _missing(body, forms, body.draft.first - 1, first.block, 1, most)
    ends = [*counted[1:], None]
    for one, next_ in zip(counted, ends, strict=True):
        until = next_.block if next_ else body.draft.last
        least, most = one.look.number + 1, next_.look.number - 1 if next_ else 0
        if next_ is None or least <= most:
            added += _missing(body, forms, one.block, until, least, most)
    return _merged(chosen, added)


def _missing(
    body: Body, forms: Sequence[Sequence[Candidate]], start: int, until: int, least: int, most: int
) -> list[Candidate]:
    """The longest series of lines of one form between two blocks that counts on from a number.

    Args:
        body: What the rules look at.
        forms: Lines with numbers, grouped by form.
        start: The block after which they are.
        until: The block before which they are.
        least: The number that must come first.
        most: The greatest number that may come last; 0 for any.
    """
    best: list[Candidate] = []
    for form in forms:
        wanted, found = least, []
        for one in form:
            if not start < one.block < until or one.look.number != wanted:
                continue
            if worth_of(body.draft, one.block) > 0 and is_set_off(body.draft, one.block):
                found.append(one)
                wanted += 1
        complete = 0 < most < wanted
        if len(found) > len(best) and (complete or len(found) > 1):
            best = found if not most else [one for one in found if one.look.number <= most]
    return best


def _with_listed(
    body: Body, found: dict[str, list[Candidate]], chosen: list[Candidate]
) -> list[Candidate]:
    """What is listed before and after these, if they make up most of the list."""
    listed = found["contents"]
    if not listed or not body.contents or not chosen:
        return chosen
    blocks = {one.block for one in chosen}
    under = {block + 1 for block in blocks}
    known = sum(one.block in blocks or one.block in under for one in listed)
    worded = len(body.contents.worded)
    if known + worded < _LISTED_SHARE * (len(listed) + worded):
        return chosen
    first, last = min(blocks), max(blocks)
    outside = [one for one in listed if not first < one.block < last and one.block not in under]
    return _merged(chosen, (one for one in outside if body.draft.texts[one.block][-1] != "."))
