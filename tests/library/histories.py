"""Random histories of short texts: edits, moves and re-wraps between two looks, with the truth.

A text is a list of paragraphs of numbered words, so that it is known which of the words that were
there at the last look remain, and where the word at the reader's place stands now.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from reader.locator import make, resolve
from reader.locator.quote import Resolution
from reader.locator.sketch import Sketch, sketch
from reader.recognition import Identity, PossibleStory, identify
from tests.locator import novel
from tests.locator.novel import Novel, Text, Word

SIZES = (40, 60, 90, 140, 250, 600)
"""Words of a text."""
_STRANGERS = 3
"""Other short stories whose files are gone too."""
_TEXTS = 60
"""Texts of each size."""
_NEAR = 3
"""Words around a place that are as good as its own."""
_FRESH = 1_000_000
"""Numbers of words that an edit brings are above this."""


class End(NamedTuple):
    """How a history ended."""

    remains: float
    """The share of the words of the last look that are still there."""
    found: Identity
    """What the file was taken for; the story itself has number 0."""
    place: Resolution
    """Where the reader's place is shown."""
    true: tuple[int, ...]
    """Where the words at the place stand; if they are gone, the next ones that remain."""
    text: Text


def history(seed: int) -> End:
    """What becomes of one short story and the place in it."""
    draw = random.Random(seed)
    written = _written(draw.randrange(_TEXTS), draw.choice(SIZES))
    text = novel.text_of(written, draw.choice((0, 40, 72)))
    number = draw.choice(sorted(text.offsets))
    place, old = make(text.story, text.offsets[number]), _sketch(text)
    strangers = [
        PossibleStory(at + 1, _stranger(draw.randrange(_TEXTS), draw.choice(SIZES)), homeless=True)
        for at in range(_STRANGERS)
    ]
    now, here = written, True
    for _ in range(draw.randint(1, 5)):
        now, here = _befallen(now, here, draw)
    text = novel.text_of(now, draw.choice((0, 40, 72)))
    mine = PossibleStory(0, old, here=here, homeless=not here)
    found = identify(_sketch(text), [*strangers, mine])
    before = {word.number: word.text for part in written for word in part}
    after = {word.number: word.text for part in now for word in part}
    remains = [one for one, said in before.items() if after.get(one) == said]
    near = [one for one in remains if abs(one - number) <= _NEAR] or _neighbours(remains, number)
    true = tuple(text.offsets[one] for one in near)
    share = len(remains) / len(before)
    return End(share, found, resolve(text.story, place, old), true, text)


def _neighbours(remains: list[int], number: int) -> list[int]:
    """The last word before the place and the first one after it that remain."""
    before = [one for one in remains if one < number]
    after = [one for one in remains if one > number]
    return [*before[-1:], *after[:1]]


@cache
def _written(number: int, size: int) -> Novel:
    return novel.write(number * 1000 + size, words=size, chapters=1)


@cache
def _stranger(number: int, size: int) -> Sketch:
    return _sketch(novel.text_of(_written(number + _TEXTS, size)))


def _sketch(text: Text) -> Sketch:
    return sketch(text.story.text)


def _befallen(now: Novel, here: bool, draw: random.Random) -> tuple[Novel, bool]:
    """One event: an edit, or another name for the file."""
    if draw.random() < 0.35:
        return now, False
    edit = draw.choice(_EDITS)
    return edit(now, draw) or now, here


def _replaced(now: Novel, draw: random.Random) -> Novel:
    """Up to a quarter of the words are others."""
    return novel.changed(draw.uniform(0.02, 0.25))(now, draw)


def _rewritten(now: Novel, draw: random.Random) -> Novel:
    """A stretch of words is written again."""
    return _stretch(now, draw, lambda words: _fresh(draw, len(words)))


def _cut(now: Novel, draw: random.Random) -> Novel:
    """A stretch of words is gone."""
    return _stretch(now, draw, lambda _: ())


def _grown(now: Novel, draw: random.Random) -> Novel:
    """A new paragraph stands somewhere."""
    at = draw.randint(0, len(now))
    return [*now[:at], _fresh(draw, draw.randint(3, 60)), *now[at:]]


def _shuffled(now: Novel, draw: random.Random) -> Novel:
    """The paragraphs stand in another order."""
    return draw.sample(now, len(now))


def _stretch(
    now: Novel, draw: random.Random, edit: Callable[[Sequence[Word]], Sequence[Word]]
) -> Novel:
    at = draw.randrange(len(now))
    part = now[at]
    low, high = sorted(draw.choices(range(len(part) + 1), k=2))
    part = (*part[:low], *edit(part[low:high]), *part[high:])
    return [*now[:at], *([part] if part else []), *now[at + 1 :]]


def _fresh(draw: random.Random, count: int) -> tuple[Word, ...]:
    other = _written(draw.randrange(_TEXTS) + 2 * _TEXTS, max(SIZES))
    words = [word for part in other for word in part]
    at = draw.randrange(len(words))
    chosen = (words[at:] + words)[:count]
    return tuple(one._replace(number=_FRESH + draw.randrange(1 << 40)) for one in chosen)


_EDITS = (_replaced, _rewritten, _cut, _grown, _shuffled, novel.quoted)
