"""Random sequences of what a reader does, and the story in which it is done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from reader.paint.page import Frame
from reader.reading.view import frame_for
from reader.settings.settings import Settings
from reader.story import BlockKind, Story
from tests.strategies import story_of

WORDS = [
    "the",
    "tide",
    "went",
    "out",
    "and",
    "nobody",
    "saw",
    "it",
    "come",
    "back",
    "to",
    "the",
    "stones",
    "under",
    "the",
    "old",
    "pier",
]
RARE = ("lantern", "herring", "oar", "stones", "nowhere")
"""What is searched for: on a few pages, on every page, on none."""
SIZES = ((80, 24), (50, 12), (120, 30), (34, 9), (160, 40))
"""Screens, the last of which is wide enough for two pages."""
TURNS = ("page", "line", "half", "chapter")
SEQUENCES, LENGTH = 24, 40
_RARITY = 0.25


class Step(NamedTuple):
    """One thing that a reader does."""

    what: str
    """The id of a command; `find`, `resize` or `scroll` for what else happens."""
    number: int | None = None
    """The number typed before it; for `find` and `resize` which word and which size."""


def story() -> Story:
    """Nine chapters of words in an order that is always the same."""
    dice = random.Random(7)
    parts: list[tuple[BlockKind, str]] = []
    for chapter in range(9):
        parts.append((BlockKind.HEADING, f"Chapter {chapter + 1}"))
        for _ in range(12):
            words = " ".join(dice.choices(WORDS, k=dice.randrange(8, 90)))
            rare = f" {dice.choice(RARE[:3])}" if dice.random() < _RARITY else ""
            parts.append((BlockKind.PARAGRAPH, f"{words.capitalize()}{rare}."))
    return story_of(parts)


def frame(size: int, settings: Settings) -> Frame:
    """The screen of one of the sizes, divided."""
    return frame_for(settings, *SIZES[size])


def steps(seed: int) -> Iterator[Step]:
    """A sequence that is the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(LENGTH):
        yield _step(dice)


def _step(dice: random.Random) -> Step:
    kind = dice.random()
    count = dice.choice((None, None, None, 2, 3))
    way = dice.choice(("next", "previous"))
    if kind < 0.45:
        return Step(f"{dice.choice(TURNS)}.{way}", count)
    if kind < 0.55:
        return Step("go.end", dice.choice((None, 1, 5, 12, 999)))
    if kind < 0.6:
        return Step("go.percent", dice.choice((0, 10, 47, 100, 3000)))
    if kind < 0.63:
        return Step("go.start")
    if kind < 0.73:
        return Step(dice.choice(("jump.back", "jump.ahead", "place.here", "place.return")))
    if kind < 0.79:
        return Step("find", dice.randrange(len(RARE)))
    if kind < 0.91:
        return Step(f"search.{way}", count)
    if kind < 0.94:
        return Step("search.end")
    return Step("resize", dice.randrange(len(SIZES))) if kind < 0.98 else Step("scroll")
