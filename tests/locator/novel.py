"""A novel out of nothing, and the edits that befall novels.

A novel is a list of paragraphs, each a list of words; every word keeps its number through all
edits, so that the true place of a bookmark is known afterwards.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reader.story import Block, BlockKind, Metadata, Range, Source, Story

_SYLLABLES = re.findall("..", "bacedifoguhajekilomunapequrosutavewixozuarelinorun")
_STOCK = [
    tuple(re.findall(r"\w+", phrase))
    for phrase in (
        "he said that he did not know what to do",
        "it was a dark and stormy night",
        "she looked out of the window for a long time",
        "as if nothing in the world had happened",
    )
]
_REFRAIN = re.findall(r"\w+", "O the wind and the rain and the long road home again")


class Word(NamedTuple):
    """A word as it reads, and its number in the novel as it was written."""

    text: str
    number: int


Paragraph = tuple[Word, ...]
Novel = list[Paragraph]


@dataclass(frozen=True, slots=True)
class Text:
    """A novel as a story, and where each numbered word lies in it."""

    story: Story
    offsets: dict[int, int]


def write(seed: int, words: int = 105_000, chapters: int = 60) -> Novel:
    """A novel of Zipf-distributed words with stock phrases and refrains; 600 KB by default."""
    draw = random.Random(seed)
    known = ["".join(draw.choices(_SYLLABLES, k=draw.choice((1, 2, 2, 3, 3)))) for _ in range(9000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
    novel: Novel = []
    number = 0

    def add(paragraph: Sequence[str]) -> None:
        nonlocal number
        novel.append(tuple(Word(word, number + at) for at, word in enumerate(paragraph)))
        number += len(paragraph)

    while number < words:
        if len(novel) % max(1, (words // 90) // chapters) == 0:
            add(["Chapter", str(len(novel))])
        draws = draw.choices(known, cum_weights=weights, k=draw.randint(25, 150))
        for at in range(0, len(draws) - 12, 12):
            if draw.random() < 0.15:
                stock = draw.choice(_STOCK)
                draws[at : at + len(stock)] = stock
        add(_punctuated(draws, draw))
        if draw.random() < 0.02:
            add(_REFRAIN)
    return novel


def _punctuated(words: list[str], draw: random.Random) -> list[str]:
    words = [word + draw.choice(("",) * 8 + (",", ".", ".")) for word in words]
    if draw.random() < 0.4:
        words[0] = f'"{words[0]}'
        words[-1] = f'{words[-1]}"'
    return words


def text_of(novel: Novel, wrap: int = 0) -> Text:
    """The novel as a story; wrapped, its lines are broken as an editor would."""
    parts: list[str] = []
    offsets: dict[int, int] = {}
    blocks: list[Block] = []
    at = 0
    for paragraph in novel:
        start, line = at, 0
        for index, word in enumerate(paragraph):
            if index:
                broken = wrap and line + len(word.text) >= wrap
                parts.append("\n" if broken else " ")
                line = 0 if broken else line + 1
                at += 1
            offsets[word.number] = at
            parts.append(word.text)
            at += len(word.text)
            line += len(word.text)
        blocks.append(Block(start, at, BlockKind.PARAGRAPH))
        parts.append("\n")
        at += 1
    text = "".join(parts)
    source = Source("novel", "0" * 64, len(text), "utf-8")
    whole = Range(0, len(text))
    return Text(Story(text, tuple(blocks), whole, (), (), Metadata(), source), offsets)


Edit = Callable[[Novel, random.Random], Novel]


def inserted(novel: Novel, draw: random.Random) -> Novel:
    """Six paragraphs before everything."""
    return [*_foreign(6), *novel]


def deleted(novel: Novel, draw: random.Random) -> Novel:
    """Three tenths of the paragraphs are gone."""
    return [paragraph for paragraph in novel if draw.random() >= 0.3]


def changed(share: float) -> Edit:
    """So many words are others."""

    def edit(novel: Novel, draw: random.Random) -> Novel:
        return [
            tuple(
                word._replace(text=f"new{draw.randrange(999)}") if draw.random() < share else word
                for word in paragraph
            )
            for paragraph in novel
        ]

    return edit


def quoted(novel: Novel, draw: random.Random) -> Novel:
    """Straight quotes are curled and hyphens become dashes."""
    return [
        tuple(w._replace(text=w.text.replace('"', "“").replace(",", " —")) for w in paragraph)
        for paragraph in novel
    ]


def chapters_of(novel: Novel) -> list[Novel]:
    """The novel in parts, each with its heading."""
    parts: list[Novel] = []
    for paragraph in novel:
        if paragraph[0].text == "Chapter" or not parts:
            parts.append([])
        parts[-1].append(paragraph)
    return parts


def shuffled(novel: Novel, draw: random.Random) -> Novel:
    """The chapters stand in another order."""
    parts = chapters_of(novel)
    draw.shuffle(parts)
    return [paragraph for part in parts for paragraph in part]


def fewer_chapters(novel: Novel, draw: random.Random) -> Novel:
    """A fifth of the chapters is gone."""
    kept = [part for part in chapters_of(novel) if draw.random() >= 0.2]
    return [paragraph for part in kept for paragraph in part]


def appended(novel: Novel, draw: random.Random) -> Novel:
    """The story has grown by as much again."""
    return [*novel, *_foreign(len(novel))]


def everything(novel: Novel, draw: random.Random) -> Novel:
    """New paragraphs, fewer chapters and other words at once."""
    return changed(0.03)(inserted(fewer_chapters(novel, draw), draw), draw)


def misread(novel: Novel, draw: random.Random) -> Novel:
    """Read in another encoding, words with certain letters are spoilt."""
    return [
        tuple(w._replace(text=w.text.replace("ta", "Ã¼").replace("lo", "Ã¯")) for w in paragraph)
        for paragraph in novel
    ]


def same(novel: Novel, draw: random.Random) -> Novel:
    """Nothing is changed but perhaps the lines."""
    return novel


def _foreign(paragraphs: int) -> Novel:
    """Paragraphs that stood in no novel before; their words have negative numbers."""
    other = write(987_654, words=paragraphs * 100, chapters=1)[:paragraphs]
    return [tuple(word._replace(number=-1 - word.number) for word in part) for part in other]
