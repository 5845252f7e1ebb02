"""Texts of our own in every shape that a plain text may have, each with its right paragraphs."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence

from reader.formats.text.parse import parse
from reader.story import BlockKind, Story

SENTENCES = (
    "The potter had left her wheel turning in the yard, and nobody thought to stop it.",
    "It rained.",
    "All that summer the bees lived in the post box, so the letters came to the baker instead.",
    "Her uncle counted his geese aloud, and then he counted them once more for the tax man.",
    "There is a stair behind the organ which goes up but does not come down again.",
    "He had been told to bring a ladder, a lantern and some bread, and he had brought the bread.",
    "Nobody in the valley owned a map that showed the valley.",
    "She folded the paper four times and put it under the leg of the table.",
    "In the morning the well was full of apples, and the apples were not from here.",
    "The mayor said that it was a matter for the council, and the council said it was the weather.",
    "After supper they went out to look for the bell, which could be heard but not found.",
)
TALK = (
    '"Did you shut the gate?"',
    '"I shut it," said the boy, "and then somebody opened it."',
    '"There is soup."',
)


QUATRAIN = (
    "The carter sings, the axle sighs,",
    "The lane is white with may,",
    "And nobody has told the flies",
    "That it is market day.",
)
QUATRAINS = "\n\n".join(
    "\n".join(QUATRAIN).replace("carter", f"{one}er").replace("lane", f"{other} lane")
    for one in ("cart", "mill", "plough", "fish", "fiddl")
    for other in ("long", "low", "blue", "back", "east", "dry")
)


def paragraphs(count: int = 40, seed: int = 1, *, talk: bool = True) -> list[str]:
    """So many paragraphs of prose, some of them talk."""
    draw = random.Random(seed)
    return [
        draw.choice(TALK)
        if talk and draw.random() < 0.25
        else " ".join(draw.sample(SENTENCES, draw.randint(3, 6)))
        for _ in range(count)
    ]


def wrapped(texts: Sequence[str], width: int = 72, first: str = "") -> list[str]:
    """Each paragraph broken at a width."""
    return [textwrap.fill(text, width, initial_indent=first) for text in texts]


def ragged(texts: Sequence[str], seed: int = 3) -> list[str]:
    """Each paragraph broken at phrases, somewhere from 46 to 70."""
    draw = random.Random(seed)
    found = []
    for text in texts:
        lines, line = [], ""
        for word in text.split():
            if line and len(line) + len(word) > draw.randint(46, 70):
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        found.append("\n".join([*lines, line]))
    return found


SHAPES: dict[str, Callable[[Sequence[str]], str]] = {
    "wrapped at 72": lambda texts: "\n\n".join(wrapped(texts)),
    "wrapped at 50": lambda texts: "\n\n".join(wrapped(texts, 50)),
    "indented": lambda texts: "\n".join(wrapped(texts, 70, "    ")),
    "a line each": "\n".join,
    "a line each, blanks between": "\n\n".join,
    "a margin": lambda texts: textwrap.indent("\n\n".join(wrapped(texts, 60)), " " * 8),
}
"""Shapes in which every paragraph can be told."""


def read(text: str, name: str = "story.txt") -> Story:
    """The story of a text as a file would hold it."""
    return parse(text.encode(), name)


def blocks_of(story: Story) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind.value, story.text[block.start : block.end]) for block in story.blocks]


def texts_of(story: Story, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    """The texts of all blocks of a kind."""
    return [story.text[block.start : block.end] for block in story.blocks if block.kind is kind]
