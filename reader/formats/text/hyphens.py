"""Hyphens within words at line ends: the author's, or put there by the margin.

The rule: the text itself is asked first. A word that it has whole elsewhere loses the hyphen, as
it would a soft one; in doubt the hyphen stays.
"""

from __future__ import annotations

import re
from collections import Counter

from reader.deferred import deferred
from reader.formats.text.draft import Draft
from reader.formats.text.sentinels import DIVIDED, SOFT
from reader.story import Decision

Pair = tuple[str, str]
"""The parts of a divided word in small letters."""

_PART = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_DIVIDED = deferred(rf"((?:{_PART}-)*{_PART}){DIVIDED}({_PART})")
_PIECE = 1 << 18
_EDGES = ".,;:!?…-–\"“”„‘’'«»()[]_*"
_FEW = 8
"""Pairs that are looked for one by one."""
_SUSPENDED = frozenset(["and", "or", "und", "oder", "bis", "et", "ou", "y", "o"])
"""Words that follow a part which a later word completes, as in `four- and five-act`."""
_HABIT = 3
"""This many words divided by the margin, and this many times more than others, show a habit."""


class Hyphens:
    """The hyphens at line ends of one file; `joins` are the words to be made whole."""

    def __init__(self, joins: frozenset[Pair] = frozenset()) -> None:
        self._joins = joins
        self.met: Counter[Pair] = Counter()
        """How often a line end divides each pair."""

    def settle(self, draft: Draft) -> None:
        """Put hyphens, or nothing, for the signs in a draft."""
        texts = draft.texts
        for index in [i for i, text in enumerate(texts) if DIVIDED in text or SOFT in text]:
            text = _DIVIDED.sub(self._settled, texts[index])
            texts[index] = text.replace(DIVIDED, "-").replace(SOFT, "")

    def _settled(self, match: re.Match[str]) -> str:
        first, second = match.groups()
        pair = first.lower(), second.lower()
        self.met[pair] += 1
        if pair in self._joins:
            return f"{first}{second}"
        goes_on = match.string.startswith(("-", DIVIDED), match.end())
        return (
            f"{first}- {second}" if pair[1] in _SUSPENDED and not goes_on else f"{first}-{second}"
        )

    def judged(self, text: str) -> frozenset[Pair]:
        """The pairs that are one word each, by the text with all hyphens still in it."""
        if len(self.met) <= _FEW and not any(_forms(pair)[0] in text for pair in self.met):
            return frozenset()  # nothing is whole, so there is no habit either
        told = _told(text, {form for pair in self.met for form in _forms(pair)})
        whole, kept, doubtful = [], 0, []
        for pair, times in self.met.items():
            word, compound, first, second = (told[form] for form in _forms(pair))
            compound = max(0, compound - times)
            if word > compound:
                whole.append(pair)
            elif compound > 0 or "-" in pair[0] or (first and second):
                kept += 1
            else:
                doubtful.append(pair)
        if len(whole) >= _HABIT * max(1, kept):
            whole += doubtful
        return frozenset(whole)

    def decisions(self) -> list[Decision]:
        """What became of them."""
        dropped = sum(times for pair, times in self.met.items() if pair in self._joins)
        if not dropped:
            return []
        kept = self.met.total() - dropped
        why = "the text has those words whole elsewhere, or divides words at the margin"
        return [Decision("hyphens", f"{dropped} at line ends dropped, {kept} kept", why)]


def _forms(pair: Pair) -> tuple[str, str, str, str]:
    """The word without and with its hyphen, and its parts."""
    first, second = pair
    return first + second, f"{first}-{second}", first, second


def _told(text: str, wanted: set[str]) -> Counter[str]:
    """How often the text has each of the wanted words, written in small letters."""
    told: Counter[str] = Counter()
    for at in range(0, len(text), _PIECE):
        words = Counter(text[at : at + _PIECE].replace("—", " ").split())
        for word, times in words.items():
            if (bare := word.strip(_EDGES).lower()) in wanted:
                told[bare] += times
    return told
