"""Lines with numbers that run on: of all forms and names the one that counts best.

The rule: no number is a heading by itself. The forms are counted separately, because a novel's
`XII.` and the digits of its page numbers have nothing to do with each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reader.formats.text.draft import Gathered
from reader.formats.text.headings.body import Body, Short
from reader.formats.text.headings.lines import CHAPTER, Look, composed, is_ending, key_of
from reader.formats.text.headings.numbers import (
    Counted,
    bare_number,
    may_have_number,
    named_number,
    titled_number,
)
from reader.formats.text.headings.surroundings import (
    FAINT,
    STANZA,
    Candidate,
    Numbered,
    chain_of,
    is_over_stanza,
    is_set_off,
    real,
    worth_of,
)

_NUMBER_MOST = 120
"""Characters of a line with a number."""
ENDED = 0.4
"""The worth of a number before a title that ends like a sentence, as list entries do."""
_NOT_LATIN = ("Х", "І")
"""Cyrillic letters with which a Roman numeral may begin."""
_LETTERS_LEAST = 5
_NAMED_LEAST = 3
_PAGES_FROM, _PAGED = 12, 0.2
"""Numbers among which running heads are looked for, and the share next to which one occurs."""
_HEAD_MOST = 60
_BROKEN_OFF = frozenset(",;-–—")
_RUNS_LEAST = 1.5
"""What numbers must be worth together; two that stand alone are worth it."""


def numbered_lines(draft: Gathered, short: Short) -> dict[str, list[Candidate]]:
    """The lines that are a number or begin with one, by the form in which it is written."""
    forms: dict[str, list[Candidate]] = {}
    firsts = {text[0] for text in short.values()}
    firsts = {
        first
        for first in firsts
        if may_have_number(first) or first.isspace() or first in _NOT_LATIN
    }
    lasts = {text[-1] for text in short.values()}
    lasts = {last for last in lasts if may_have_number(f"a{last}") or last.isspace()}
    for index, text in short.items():
        if text[0] not in firsts and text[-1] not in lasts:  # as nearly all
            continue
        core = text.strip()
        if core[:1] in _NOT_LATIN:
            core = composed(core)
        if not may_have_number(core) or len(core) > _NUMBER_MOST or "\n" in core:
            continue
        counted = bare_number(core)
        if not counted and (counted := titled_number(core)) and not is_set_off(draft, index):
            counted = None
        if counted:
            forms.setdefault(counted.form, []).append(_candidate(index, counted, core))
        if "A" <= core[:1] <= "Z" and core[1:] in ("", "."):
            letter = Counted(ord(core[0]) - 64, "letters")
            forms.setdefault("letters", []).append(_candidate(index, letter, core))
    return {form: same for form, same in forms.items() if len(same) > 1}


def _candidate(block: int, counted: Counted, text: str) -> Candidate:
    key, number = f"{counted.number}{key_of(text)}", counted.number
    look = Look(CHAPTER, key, number, counted.form, counted.ended, bare=not counted.title)
    return Candidate(block, look, "numerals")


def numerals(body: Body) -> list[Candidate]:
    """The form of numbers that runs on best."""
    best: tuple[float, list[Candidate]] = (0.0, [])
    for form, same in body.forms.items():
        score, found = counted(body, same)
        if len(found) >= (_LETTERS_LEAST if form == "letters" else 2) and score > best[0]:
            best = (score, found) if not _are_pages(body.draft, found) else best
    return best[1] if best[0] >= _RUNS_LEAST else []


def _are_pages(draft: Gathered, found: Sequence[Candidate]) -> bool:
    """Whether one line is next to many of these numbers: the head of every other page.

    Unlike the addressee of letters, it comes in the middle of sentences.
    """
    if len(found) < _PAGES_FROM:
        return False
    texts = draft.texts
    around = (at for one in found for at in (one.block - 1, one.block + 1))
    beside = Counter(texts[at] for at in around if draft.first <= at < draft.last)
    head, count = beside.most_common(1)[0]
    if len(head) > _HEAD_MOST or not any(map(str.isalpha, head)):
        return False
    over = (texts[one.block - 1 - (texts[one.block - 1] == head)][-1] for one in found[1:])
    broken = sum(last.isalpha() or last in _BROKEN_OFF for last in over)
    return min(count, broken) >= _PAGED * len(found)


def _worth(draft: Gathered, one: Candidate, end: int) -> float:
    if is_over_stanza(draft, one.block, end):
        return STANZA
    return ENDED if one.look.doubtful else worth_of(draft, one.block)


def counted(body: Body, same: Sequence[Candidate]) -> tuple[float, list[Candidate]]:
    """How well the numbers of one form run on, and those that do."""
    standing = {one.block for one in real(body.draft, same)}
    ends = dict(pairwise([*(one.block for one in same), body.draft.last]))
    lines = []
    for one in same:
        worth = _worth(body.draft, one, ends[one.block]) if one.block in standing else FAINT
        lines.append(Numbered(one.block, one.look.number, worth))
    chain = chain_of(lines, body.higher)
    found = [same[i] for i in chain.members]
    told = sum(one.block in standing for one in found)
    return (chain.score, found) if 2 * told >= len(found) else (0.0, [])


def named(body: Body) -> list[Candidate]:
    """The same words followed by a number that runs on."""
    stems: dict[str, list[Candidate]] = {}
    for index, text in body.short.items():
        if "\n" not in text and (name := named_number(text)) and not is_ending(text):
            stem, number = name
            look = Look(CHAPTER, key_of(text) + str(number), number, stem)
            stems.setdefault(stem, []).append(Candidate(index, look, "named"))
    best: tuple[float, list[Candidate]] = (0.0, [])
    for same in stems.values():
        score, found = counted(body, same) if len(same) >= _NAMED_LEAST else (0.0, [])
        if len(found) >= _NAMED_LEAST and score > best[0]:
            best = score, found
    return best[1]
